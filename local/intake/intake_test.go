package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/image/tiff"

	"tram/local/office"
	"tram/local/seal"
)

var ctx = context.Background()

// ticking is a clock that goes on by a second each time it is read.
type ticking struct{ now time.Time }

func (c *ticking) Now() time.Time {
	c.now = c.now.Add(time.Second)
	return c.now
}

func (c *ticking) Source() office.ClockSource { return office.ClockSource{Name: "test"} }

func newClock() office.Clock {
	return &ticking{time.Date(2026, 11, 23, 8, 0, 0, 0, office.VietNam)}
}

func newSealer(t testing.TB) Sealer {
	t.Helper()
	id, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func openIntake(t testing.TB, dir string, s Sealer) *Intake {
	t.Helper()
	in, err := Open(dir, s, newClock(), liftTest)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

const trayID = office.ID("01900000-0000-7000-8000-000000000001")

func openTray(t testing.TB, in *Intake) *Tray {
	t.Helper()
	tray, err := in.Tray(ctx, trayID)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tray.Close() })
	return tray
}

// newTray is an empty tray in a fresh folder.
func newTray(t testing.TB) *Tray {
	t.Helper()
	return openTray(t, openIntake(t, t.TempDir(), newSealer(t)))
}

// sheet draws a page that differs for each n.
func sheet(n int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, 413, 585))
	for i := range img.Pix {
		img.Pix[i] = 250
	}
	for i := range 40 + n {
		img.SetGray(60+i*5%300, 100+i*7%400, color.Gray{byte(n)})
	}
	return img
}

// jpegSheet is a JPEG whose JFIF header says that many dots per inch; 0 says
// nothing.
func jpegSheet(t testing.TB, n, dpi int) []byte {
	t.Helper()
	return jpegOf(t, sheet(n), dpi)
}

func jpegOf(t testing.TB, img image.Image, dpi int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	jfif := []byte{0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 1, byte(dpi >> 8), byte(dpi), byte(dpi >> 8), byte(dpi), 0, 0}
	return append(append(bytes.Clone(b.Bytes()[:2]), jfif...), b.Bytes()[2:]...)
}

func pngSheet(t testing.TB, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, sheet(n)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tiffSheet(t testing.TB, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := tiff.Encode(&b, sheet(n), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func put(t testing.TB, dir, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// files are n JPEG pages at 200 dpi.
func files(t testing.TB, n int) (paths []string) {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		paths = append(paths, put(t, dir, fmt.Sprintf("trang %02d.jpg", i+1), jpegSheet(t, i, 200)))
	}
	return paths
}

func take(t testing.TB, tray *Tray, at int, paths ...string) []office.Page {
	t.Helper()
	taken, err := tray.Take(ctx, at, paths, "", nil)
	if err != nil || len(taken.Refused) > 0 {
		t.Fatalf("Take: %v, refused %v", err, taken.Refused)
	}
	return taken.Pages
}

func read(t testing.TB, c Content, err error) []byte {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(io.NewSectionReader(c, 0, c.Size()))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return b
}

// names are the shown names of the pages in their order.
func names(pages []office.Page) string {
	var all []string
	for _, p := range pages {
		all = append(all, p.Name)
	}
	return strings.Join(all, " ")
}

func mustFail(t testing.TB, err error, want office.Failure, words ...string) {
	t.Helper()
	said, is := office.FailureIn(err)
	if !is || !errors.Is(err, want) {
		t.Errorf("%v, want %s", err, want.Name)
		return
	}
	for _, w := range words {
		if !strings.Contains(said.Said, w) {
			t.Errorf("%q is not in %q", w, said.Said)
		}
	}
	if strings.Contains(said.Said, "%!") || said.Next == "" {
		t.Errorf("%s: %q, %q", said.Name, said.Said, said.Next)
	}
}

func TestADiscardedTrayComesBackAsItWas(t *testing.T) {
	in := openIntake(t, t.TempDir(), newSealer(t))
	tray := openTray(t, in)
	take(t, tray, -1, files(t, 3)...)
	if err := tray.Turn(tray.Pages()[1].ID, 1); err != nil {
		t.Fatal(err)
	}
	want := tray.Pages()
	if err := in.Discard(trayID, nobodyAsked); err != nil {
		t.Fatal(err)
	}
	_, err := in.Tray(ctx, trayID)
	mustFail(t, err, PutAway)
	if waiting, err := in.Waiting(ctx); err != nil || len(waiting) != 0 {
		t.Errorf("a discarded tray still waits: %v, %v", waiting, err)
	}
	if err := in.Restore(trayID, nobodyAsked); err != nil {
		t.Fatal(err)
	}
	waiting, err := in.Waiting(ctx)
	if err != nil || len(waiting) != 1 || waiting[0] != trayID {
		t.Errorf("waiting: %v, %v", waiting, err)
	}
	back := openTray(t, in)
	if got := back.Pages(); len(got) != 3 || got[1] != want[1] {
		t.Errorf("came back as %v", got)
	}
	if done, err := back.Undo(); !done || err != nil || back.Pages()[1].Turn != 0 {
		t.Errorf("undo after the return: %v, %v", done, err)
	}
}

func TestAFiledOrSecretDocumentLeavesNoFile(t *testing.T) {
	for name, end := range map[string]func(*Intake) error{
		"filed":               func(in *Intake) error { return in.Filed(trayID) },
		"wiped":               func(in *Intake) error { return in.Wipe(trayID) },
		"discarded and wiped": func(in *Intake) error { return errors.Join(in.Discard(trayID, nobodyAsked), in.Wipe(trayID)) },
	} {
		dir := t.TempDir()
		in := openIntake(t, dir, newSealer(t))
		take(t, openTray(t, in), -1, files(t, 2)...)
		if err := end(in); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := end(in); name == "filed" && err != nil {
			t.Errorf("%s a second time: %v", name, err)
		}
		filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				t.Errorf("%s: left %s", name, path)
			}
			return nil
		})
	}
}

func TestARemovalThatWasInterruptedIsEnded(t *testing.T) {
	dir, s := t.TempDir(), newSealer(t)
	left := filepath.Join(dir, gonePrefix+"x")
	if err := os.MkdirAll(filepath.Join(left, capturesDir), 0o700); err != nil {
		t.Fatal(err)
	}
	openIntake(t, dir, s)
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Error("it is still there")
	}
}

func TestATrayIsOpenOnlyOnce(t *testing.T) {
	dir, s := t.TempDir(), newSealer(t)
	in, other := openIntake(t, dir, s), openIntake(t, dir, s)
	tray := openTray(t, in)
	take(t, tray, -1, files(t, 1)...)
	_, err := in.Tray(ctx, trayID)
	mustFail(t, err, TrayBusy)
	_, err = other.Tray(ctx, trayID)
	mustFail(t, err, TrayBusy)
	mustFail(t, other.Discard(trayID, nobodyAsked), TrayBusy)
	mustFail(t, other.Filed(trayID), TrayBusy, fmt.Sprintf("(tiến trình %d, từ ", os.Getpid()))
	if waiting, err := other.Waiting(ctx); err != nil || len(waiting) != 0 {
		t.Errorf("a tray that is open waits: %v, %v", waiting, err)
	}
	if err := tray.Close(); err != nil {
		t.Fatal(err)
	}
	if again, err := other.Tray(ctx, trayID); err != nil || len(again.Pages()) != 1 {
		t.Errorf("after Close: %v", err)
	} else {
		again.Close()
	}
}

// TestAWipeWaitsForWhoeverReads: a tray that is let go a moment later is gone.
func TestAWipeWaitsForWhoeverReads(t *testing.T) {
	dir, s := t.TempDir(), newSealer(t)
	in, other := openIntake(t, dir, s), openIntake(t, dir, s)
	tray := openTray(t, in)
	take(t, tray, -1, files(t, 1)...)
	wiped := make(chan error)
	go func() { wiped <- other.Wipe(trayID) }()
	time.Sleep(patience / 8)
	if err := tray.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-wiped; err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, string(trayID))); !errors.Is(err, os.ErrNotExist) {
		t.Error("it is still there")
	}
}

func TestATrayOfAnotherOfficeIsNotTouched(t *testing.T) {
	dir := t.TempDir()
	tray := openTray(t, openIntake(t, dir, newSealer(t)))
	take(t, tray, -1, files(t, 1)...)
	tray.Close()
	before, err := os.ReadFile(filepath.Join(dir, string(trayID), manifestName))
	if err != nil {
		t.Fatal(err)
	}
	_, err = openIntake(t, dir, newSealer(t)).Tray(ctx, trayID)
	mustFail(t, err, TrayUnreadable)
	after, err := os.ReadFile(filepath.Join(dir, string(trayID), manifestName))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the manifest changed: %v", err)
	}
}

func TestALostCaptureIsTold(t *testing.T) {
	tray := newTray(t)
	p := take(t, tray, -1, files(t, 1)...)[0]
	if err := os.Remove(tray.captures.path(p.Capture)); err != nil {
		t.Fatal(err)
	}
	_, err := tray.Open(p.ID)
	mustFail(t, err, CaptureLost)
	_, err = tray.Picture(ctx, p.ID, 100)
	mustFail(t, err, CaptureLost, "“trang 01.jpg”")
	mustFail(t, tray.Look(ctx, nil), CaptureLost, "“trang 01.jpg”")
}

func TestATrayNeedsAnID(t *testing.T) {
	in := openIntake(t, t.TempDir(), newSealer(t))
	for _, id := range []office.ID{"", "..", "../../etc", "01900000"} {
		_, err := in.Tray(ctx, id)
		mustFail(t, err, NoTray)
		mustFail(t, in.Wipe(id), NoTray)
	}
	mustFail(t, in.Restore(trayID, nobodyAsked), NoTray)
}

func TestManyHandsOnOneTrayLoseNothing(t *testing.T) {
	tray, paths := newTray(t), files(t, 12)
	first := take(t, tray, -1, paths[0])[0].ID
	var hands sync.WaitGroup
	for n := range 3 {
		hands.Go(func() {
			if taken, err := tray.Take(ctx, -1, paths[1+3*n:4+3*n], "", nil); err != nil || len(taken.Pages) != 3 {
				t.Errorf("take: %v", err)
			}
		})
		hands.Go(func() {
			if err := tray.Turn(first, 1); err != nil {
				t.Errorf("turn: %v", err)
			}
		})
		hands.Go(func() {
			if _, err := tray.Picture(ctx, first, 100); err != nil {
				t.Errorf("picture: %v", err)
			}
		})
		hands.Go(func() {
			if err := tray.Look(ctx, nil); err != nil {
				t.Errorf("look: %v", err)
			}
		})
	}
	hands.Wait()
	pages := tray.Pages()
	if len(pages) != 10 || pages[0].Turn != 3 || pages[0].Blank == office.NotLooked {
		t.Errorf("%d pages, the first %+v", len(pages), pages[0])
	}
	if err := tray.Close(); err != nil {
		t.Fatal(err)
	}
	if err := tray.Turn(first, 1); !errors.Is(err, os.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// nobodyAsked is a record that needs no writing.
func nobodyAsked() error { return nil }
