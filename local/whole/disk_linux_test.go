package whole_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"tram/local/whole"
	"tram/local/whole/wholetest"
)

func TestAFullDiskLeavesTheOldFileAndNothingElse(t *testing.T) {
	wholetest.OnSmallDisk(t, 1<<20, func(t *testing.T, dir string) {
		path := filepath.Join(dir, "sổ.db")
		if err := whole.Write(path, 0o600, put([]byte("old"))); err != nil {
			t.Fatal(err)
		}
		err := whole.Write(path, 0o600, put(bytes.Repeat([]byte("x"), 2<<20)))
		if !wholetest.IsFull(err) {
			t.Errorf("2 MB on a disk of 1 MB: %v", err)
		}
		left, err := os.ReadDir(dir)
		if err != nil || len(left) != 1 {
			t.Errorf("left %v, %v", left, err)
		}
		if old, err := os.ReadFile(path); string(old) != "old" {
			t.Errorf("the old file reads %q, %v", old, err)
		}
		if err := whole.Write(path, 0o600, put([]byte("new"))); err != nil {
			t.Errorf("a small file afterwards: %v", err)
		}
	})
}

func TestWhatTheSystemSaysBecomesASentence(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	_, noRoom := full.Write([]byte("x"))
	for _, c := range []struct{ err, want error }{
		{noRoom, whole.DiskFull},
		{unix.EDQUOT, whole.DiskFull},
		{unix.EFBIG, whole.TooBigForDisk},
		{unix.EROFS, whole.ReadOnly},
		{unix.EACCES, whole.NoPermission},
		{unix.EIO, whole.DiskFailing},
		{whole.NoFolder.About("x"), whole.NoFolder},
	} {
		if err := whole.Tell("/x/y", c.err); !errors.Is(err, c.want) || !errors.Is(err, c.err) {
			t.Errorf("%v was told as %v", c.err, err)
		}
	}
	if err := whole.Tell("/x/y", nil); err != nil {
		t.Errorf("no error was told as %v", err)
	}
}

func TestAFolderWithoutPermissionIsTold(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	wholetest.AsNobody(t, func() {
		if _, err := whole.Create(filepath.Join(dir, "a"), 0o600); !errors.Is(err, whole.NoPermission) {
			t.Errorf("Create: %v", err)
		}
		if err := whole.MakeDir(filepath.Join(dir, "a"), 0o700); !errors.Is(err, whole.NoPermission) {
			t.Errorf("MakeDir: %v", err)
		}
	})
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

const killedEnv = "TRAM_TEST_WRITE_AND_WAIT"

func TestAKilledWritersFileIsSwept(t *testing.T) {
	if dir := os.Getenv(killedEnv); dir != "" {
		writeAndWait(t, dir)
	}
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), killedEnv+"="+dir)
	said, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	io.ReadFull(said, make([]byte, 1))
	sweep(t, dir, 1)
	cmd.Process.Kill()
	cmd.Wait()
	sweep(t, dir, 0)
}

func writeAndWait(t *testing.T, dir string) {
	f, err := whole.Create(filepath.Join(dir, "a"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	f.Write(bytes.Repeat([]byte("x"), 1<<20))
	os.Stdout.Write([]byte("."))
	select {}
}

func sweep(t *testing.T, dir string, want int) {
	t.Helper()
	if err := whole.Sweep(dir); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != want {
		t.Errorf("the sweep left %v, %v; want %d", left, err, want)
	}
}

func put(b []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}
}
