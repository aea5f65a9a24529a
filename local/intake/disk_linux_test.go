package intake

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"tram/local/office"
	"tram/local/whole"
	"tram/local/whole/wholetest"
)

func TestAFullDiskKeepsWhatWasAcknowledged(t *testing.T) {
	dir, paths, s := t.TempDir(), []string(nil), newSealer(t)
	for i := range 60 {
		// What follows the end of a JPEG is no fault, and makes it heavy.
		heavy := append(jpegSheet(t, i, 200), make([]byte, 30<<10)...)
		rand.Read(heavy[len(heavy)-30<<10:])
		paths = append(paths, put(t, dir, fmt.Sprintf("%02d.jpg", i), heavy))
	}
	// The last is too heavy by itself, where only the size of a file is bounded.
	paths = append(paths, put(t, dir, "60.jpg", append(jpegSheet(t, 60, 200), make([]byte, 2<<20)...)))
	wholetest.OnSmallDisk(t, 1<<20, func(t *testing.T, dir string) {
		in := openIntake(t, dir, s)
		tray := openTray(t, in)
		taken, err := tray.Take(ctx, -1, paths, "", nil)
		if !wholetest.IsFull(err) || len(taken.Refused) > 0 || len(taken.Pages) == 0 {
			t.Fatalf("a full disk: %v, %d pages, refused %v", err, len(taken.Pages), taken.Refused)
		}
		tray.Close()
		again := openTray(t, in)
		if got := again.Pages(); len(got) != len(taken.Pages) || again.Recovered() != 0 {
			t.Errorf("%d of %d acknowledged pages, %d recovered", len(got), len(taken.Pages), again.Recovered())
		}
		for _, p := range again.Pages() {
			content, err := again.Open(p.ID)
			if office.DigestOf(read(t, content, err)) != p.Capture {
				t.Errorf("page %s differs", p.Name)
			}
		}
	})
}

func TestAFileThatMayNotBeReadIsNamed(t *testing.T) {
	dir := t.TempDir()
	locked := put(t, dir, "khóa.jpg", jpegSheet(t, 1, 200))
	if err := os.Chmod(locked, 0); err != nil {
		t.Fatal(err)
	}
	for up := dir; up != filepath.Dir(up) && filepath.Dir(up) != os.TempDir(); up = filepath.Dir(up) {
		os.Chmod(filepath.Dir(up), 0o755)
		os.Chmod(up, 0o755)
	}
	wholetest.AsNobody(t, func() {
		_, err := openSource(locked)
		mustFail(t, err, NotAllowed)
	})
}

func TestAPipeIsNotWaitedFor(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "ống.jpg")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := openSource(pipe)
	mustFail(t, err, NotAFile)
}

func TestATrayThatMayNotBeWrittenSaysSo(t *testing.T) {
	tray, paths := newTray(t), files(t, 1)
	if err := os.Chmod(tray.captures.dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(tray.captures.dir, 0o700) })
	b, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	wholetest.AsNobody(t, func() {
		_, err := tray.captures.keep(bytes.NewReader(b))
		mustFail(t, err, whole.NoPermission)
	})
}
