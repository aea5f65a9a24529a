package wholetest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"tram/local/whole"
)

// diskSize is room for an office that has begun to work, in bytes.
const diskSize = 8 << 20

// Unwritable tells a story once for each way in which a disk takes nothing any
// more. The story fills dir, calls spoil, and goes on; cause is what whole tells of
// such a disk.
//
// Where this account may not mount, the system refuses every byte for a full disk,
// and a disk that is only to be read is a closed folder.
func Unwritable(t *testing.T, story func(t *testing.T, dir string, spoil func(), cause error)) {
	for _, m := range []struct {
		name  string
		spoil func(*testing.T, string) error
	}{{"full", fill}, {"no inodes", useUpInodes}, {"read-only", makeReadOnly}} {
		t.Run(m.name, func(t *testing.T) {
			OnSmallDisk(t, diskSize, func(t *testing.T, dir string) {
				told := errors.New("not spoiled yet")
				story(t, dir, func() { told = m.spoil(t, dir) }, causeOf{&told})
			})
		})
	}
	t.Run("closed folder", func(t *testing.T) {
		AsAnother(t, func(t *testing.T, dir string) {
			story(t, dir, func() { closeFolders(t, dir) }, whole.NoPermission)
		})
	})
}

// causeOf is an error that is known once the disk was spoiled.
type causeOf struct{ told *error }

func (c causeOf) Error() string { return (*c.told).Error() }
func (c causeOf) Unwrap() error { return *c.told }

// fill writes until the disk takes no more.
func fill(t *testing.T, dir string) error {
	t.Helper()
	if !Mounted(dir) {
		return refuseEveryByte(t)
	}
	f, err := os.Create(filepath.Join(dir, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 4<<10))
	}
	if !errors.Is(err, unix.ENOSPC) {
		t.Fatal(err)
	}
	return whole.DiskFull
}

func refuseEveryByte(t *testing.T) error {
	t.Helper()
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{}); err != nil {
		t.Fatal(err)
	}
	return whole.TooBigForDisk
}

// useUpInodes leaves room for bytes and none for another file.
func useUpInodes(t *testing.T, dir string) error {
	t.Helper()
	if !Mounted(dir) {
		return refuseEveryByte(t)
	}
	var is unix.Statfs_t
	if err := unix.Statfs(dir, &is); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT, fmt.Sprintf("nr_inodes=%d", is.Files-is.Ffree)); err != nil {
		t.Fatal(err)
	}
	takesNone(t, dir, unix.ENOSPC)
	return whole.DiskFull
}

func makeReadOnly(t *testing.T, dir string) error {
	t.Helper()
	if !Mounted(dir) {
		return refuseEveryByte(t)
	}
	if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	takesNone(t, dir, unix.EROFS)
	return whole.ReadOnly
}

// closeFolders lets this account list and read, and make nothing.
func closeFolders(t *testing.T, dir string) {
	t.Helper()
	modeOfFolders(t, dir, 0o500)
	t.Cleanup(func() { modeOfFolders(t, dir, 0o700) })
	takesNone(t, dir, unix.EACCES)
}

func modeOfFolders(t *testing.T, dir string, mode os.FileMode) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return os.Chmod(path, mode)
	})
	if err != nil {
		t.Error(err)
	}
}

func takesNone(t *testing.T, dir string, because error) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "one more"), nil, 0o600); !errors.Is(err, because) {
		t.Fatalf("another file: %v, want %v", err, because)
	}
}

// Mounted tells whether a disk of its own lies at dir.
func Mounted(dir string) bool {
	var here, above unix.Stat_t
	if unix.Stat(dir, &here) != nil || unix.Stat(filepath.Dir(dir), &above) != nil {
		return false
	}
	return here.Dev != above.Dev
}

const anotherEnv = "TRAM_TEST_AS_ANOTHER"

// AsAnother tells a story in a process of an account whom permissions stop, in a
// folder of its own. To root that is another account; to anyone else it is this one.
func AsAnother(t *testing.T, story func(t *testing.T, dir string)) {
	t.Helper()
	const nobody = 65534
	dir := os.Getenv(dirEnv)
	switch {
	case os.Getenv(anotherEnv) == t.Name():
		story(t, dir)
		return
	case os.Geteuid() != 0:
		story(t, t.TempDir())
		return
	}
	dir = t.TempDir()
	for _, err := range []error{os.Chmod(filepath.Dir(dir), 0o755), os.Chown(dir, nobody, nobody)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	// By this name the binary is found whatever folder it lies in.
	cmd := exec.Command("/proc/self/exe", "-test.run", only(t), "-test.v", "-test.count=1")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), anotherEnv+"="+t.Name(), dirEnv+"="+dir, "HOME="+dir, "TMPDIR=/tmp")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	said, err := cmd.CombinedOutput()
	t.Logf("as another account:\n%s", said)
	if err != nil {
		t.Errorf("the story failed as another account: %v", err)
	}
}
