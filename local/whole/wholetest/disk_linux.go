package wholetest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"tram/local/whole"
)

const (
	childEnv = "TRAM_TEST_SMALL_DISK"
	dirEnv   = "TRAM_TEST_SMALL_DISK_DIR"
	apartEnv = "TRAM_TEST_SMALL_DISK_APART" // set where a mount is seen by this process alone
)

// OnSmallDisk tells a story on a disk of so many bytes. The test runs again in
// a process of its own. Where this account may mount (as root, or in a user
// namespace) the disk is a real file system that runs full; where it may not,
// the system refuses every file beyond that size. Either way the kernel fails
// the write half-way, and IsFull knows the answer.
func OnSmallDisk(t *testing.T, size int64, story func(t *testing.T, dir string)) {
	t.Helper()
	if os.Getenv(childEnv) == t.Name() {
		story(t, smallDisk(t, size))
		return
	}
	// Root in a chroot gets no user namespace, but has no need of one.
	for _, apart := range []uintptr{unix.CLONE_NEWUSER | unix.CLONE_NEWNS, unix.CLONE_NEWNS, 0} {
		if childRuns(t, apart) {
			return
		}
	}
}

// IsFull tells whether a write failed because the disk took no more, with the
// sentence that a clerk reads.
func IsFull(err error) bool {
	return errors.Is(err, whole.DiskFull) || errors.Is(err, whole.TooBigForDisk)
}

// childRuns runs this test again, in name spaces of its own if asked. It
// reports false if those are not to be had.
func childRuns(t *testing.T, apart uintptr) bool {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", only(t), "-test.v", "-test.count=1")
	cmd.Env = append(os.Environ(), childEnv+"="+t.Name(), dirEnv+"="+t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: apart}
	if apart != 0 {
		cmd.Env = append(cmd.Env, apartEnv+"=yes")
	}
	if apart&unix.CLONE_NEWUSER != 0 {
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	said, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if apart != 0 && err != nil && !errors.As(err, &exit) {
		return false
	}
	t.Logf("on the small disk:\n%s", said)
	if err != nil {
		t.Errorf("the story failed on the small disk: %v", err)
	}
	return true
}

// only is the pattern that names this test and no other, part by part.
func only(t *testing.T) string { return "^" + strings.ReplaceAll(t.Name(), "/", "$/^") + "$" }

func smallDisk(t *testing.T, size int64) string {
	dir := os.Getenv(dirEnv)
	if err := mount(dir, size); err == nil {
		t.Logf("a file system of %d bytes", size)
		return dir
	}
	signal.Ignore(unix.SIGXFSZ)
	limit := unix.Rlimit{Cur: uint64(size), Max: uint64(size)}
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatalf("neither a small file system nor a limit on files is to be had: %v", err)
	}
	t.Logf("no mount here, so no file above %d bytes", size)
	return dir
}

// mount lays a small file system over dir. It never does so where the machine
// itself would see it.
func mount(dir string, size int64) error {
	if os.Getenv(apartEnv) == "" {
		return unix.EPERM
	}
	// In a chroot "/" is no mount point, and nothing is shared from it.
	if err := unix.Mount("none", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil && !errors.Is(err, unix.EINVAL) {
		return err
	}
	return unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size))
}

// AsNobody tells a story with no more permission than any stranger has, even
// when the tests run as root. Only the goroutine that the story is told in is
// so bound.
func AsNobody(t *testing.T, story func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		story()
		return
	}
	const nobody = 65534
	done := make(chan struct{})
	go func() {
		defer close(done)
		// Never unlocked: the thread, which can do nothing any more, ends here.
		runtime.LockOSThread()
		unix.Setfsgid(nobody)
		unix.Setfsuid(nobody)
		story()
	}()
	<-done
}
