package folder

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"golang.org/x/sys/unix"
)

// asNobody does something as an account that may do little; root may everything.
func asNobody(t *testing.T, do func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		do()
		return
	}
	const nobody = 65534
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // never unlocked: the thread, which can do nothing any more, ends here
		unix.Setfsgid(nobody)
		unix.Setfsuid(nobody)
		do()
	}()
	<-done
}

// open lets others pass to a folder of a test. The folder in which all tests have theirs
// belongs to the machine.
func open(t *testing.T, dir string, perm os.FileMode) {
	t.Helper()
	for up := filepath.Dir(dir); up != filepath.Clean(os.TempDir()); up = filepath.Dir(up) {
		must(t, os.Chmod(up, 0o755))
	}
	must(t, os.Chmod(dir, perm))
}
