package kit

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
)

// drawing counts which files are drawn.
type drawing struct{ drawn []string }

func (d *drawing) picture(_ context.Context, path string, side int) (image.Image, error) {
	d.drawn = append(d.drawn, filepath.Base(path))
	if strings.Contains(path, "hỏng") {
		return nil, errors.New("damaged")
	}
	img := image.NewGray(image.Rect(0, 0, side, side))
	img.SetGray(0, 0, color.Gray{Y: 200})
	return img, nil
}

// pagesNamed are names of many pages.
func pagesNamed(n int) (names []string) {
	for i := range n {
		names = append(names, fmt.Sprintf("trang %03d.jpg", i))
	}
	return names
}

func drawnIn(t *testing.T, names ...string) (*picking, *drawing) {
	w, d := pickIn(t, names...), &drawing{}
	w.p.desk.Machine.Picture = d.picture
	fyne.CurrentApp().Preferences().SetBool(prefByName, true)
	return w, d
}

func (w *picking) pictures() (n int) {
	for of := range w.p.glimpses.kept.All() {
		if w.p.glimpses.kept.All()[of] != nil {
			n++
		}
	}
	return n
}

func TestOnlyFilesInViewAreDrawnAndEachOnce(t *testing.T) {
	w, d := drawnIn(t, append(pagesNamed(300), "thư mục/", "công văn.docx")...)
	w.p.endings = MessageFiles
	w.open()
	seen := w.p.list.page() + 3
	if len(d.drawn) == 0 || len(d.drawn) > seen || slices.Contains(d.drawn, "trang 100.jpg") || slices.Contains(d.drawn, "công văn.docx") {
		t.Fatalf("drawn %q of about %d in view", d.drawn, seen)
	}
	before := len(d.drawn)
	w.p.list.Refresh()
	w.click("trang 001.jpg")
	if len(d.drawn) != before {
		t.Errorf("drawn again: %q", d.drawn[before:])
	}
	w.key(fyne.KeyEnd)
	if !slices.Contains(d.drawn, "trang 299.jpg") || slices.Contains(d.drawn, "trang 150.jpg") || len(d.drawn) > before+seen {
		t.Errorf("at the end drawn %q", d.drawn[before:])
	}
}

func TestEachRowThatComesIntoViewGetsItsPicture(t *testing.T) {
	w, d := drawnIn(t, pagesNamed(60)...)
	w.open()
	tall := w.p.rowTall() + w.p.list.Theme().Size("padding")
	for offset := float32(0); offset < 20*tall; offset += 0.7 * tall {
		w.p.list.ScrollToOffset(offset)
		Settle()
		for i := int(offset / tall); float32(i)*tall < offset+w.p.list.Size().Height; i++ {
			if name := w.p.entries[i].Name; !slices.Contains(d.drawn, name) {
				t.Fatalf("scrolled by %v the row of %s is without a picture", offset, name)
			}
		}
	}
}

// passed lets a second pass within a bubble, and what was read come to the screen.
func passed() {
	time.Sleep(time.Second)
	synctest.Wait()
	land()
}

func TestWhatIsScrolledPastIsNotDrawn(t *testing.T) {
	w, d := drawnIn(t, pagesNamed(2000)...)
	var before int
	synctest.Test(t, func(t *testing.T) { // no time passes on the way, however slow the machine
		w.p.open()
		for range 60 {
			passed()
		}
		before = len(d.drawn)
		for offset := float32(0); offset < 60_000; offset += 300 { // without a rest
			w.p.list.ScrollToOffset(offset)
		}
		for range 60 {
			passed()
		}
		w.p.close()
		passed()
	})
	if n := len(d.drawn) - before; n > w.p.list.page()+4 {
		t.Errorf("%d were drawn on the way", n)
	}
	if !slices.ContainsFunc(d.drawn[before:], func(name string) bool { return name > "trang 1000.jpg" }) {
		t.Errorf("drawn %q", d.drawn[before:])
	}
}

func TestADrawingWhoseRowIsGoneIsLeft(t *testing.T) {
	w, _ := drawnIn(t, pagesNamed(500)...)
	left := make(chan string, 100)
	w.p.desk.Machine.Picture = func(ctx context.Context, path string, _ int) (image.Image, error) {
		if strings.Contains(path, "trang 0") {
			<-ctx.Done()
			left <- path
			return nil, ctx.Err()
		}
		return image.NewGray(image.Rect(0, 0, 9, 9)), nil
	}
	synctest.Test(t, func(t *testing.T) {
		w.p.open()
		passed()
		passed()
		if len(left) > 0 {
			t.Error("left while it is in view")
		}
		w.p.list.light(400)
		for range 60 {
			passed()
		}
		if len(left) != 1 || w.pictures() == 0 {
			t.Errorf("%d were left, %d came", len(left), w.pictures())
		}
		w.p.close()
		passed()
	})
}

func TestAFileThatCannotBeDrawnKeepsItsIcon(t *testing.T) {
	w, d := drawnIn(t, "hỏng.jpg", "trang.jpg")
	w.open()
	if len(d.drawn) != 2 || w.pictures() != 1 {
		t.Errorf("drawn %q, %d pictures", d.drawn, w.pictures())
	}
	row := newFileRow(rowWithPicture)
	w.p.glimpses.put(w.rowOf("hỏng.jpg"), w.p.entries[w.rowOf("hỏng.jpg")], row)
	if !row.icon.Visible() || row.picture.Visible() {
		t.Error("a picture of nothing is shown")
	}
	w.p.glimpses.put(w.rowOf("trang.jpg"), w.p.entries[w.rowOf("trang.jpg")], row)
	if row.icon.Visible() || !row.picture.Visible() {
		t.Error("a picture that is known is not shown at once")
	}
	if Settle(); len(d.drawn) != 2 {
		t.Errorf("what failed was tried again: %q", d.drawn)
	}
}

func TestAFileThatChangedIsDrawnAnew(t *testing.T) {
	w, d := drawnIn(t, "trang.jpg")
	w.open()
	if err := os.WriteFile(filepath.Join(w.dir, "trang.jpg"), []byte("khác hẳn"), 0o600); err != nil {
		t.Fatal(err)
	}
	if w.key(fyne.KeyF5); len(d.drawn) != 2 {
		t.Errorf("drawn %q", d.drawn)
	}
}

func TestNothingIsFetchedFromACloudForAPicture(t *testing.T) {
	w, d := drawnIn(t, "trang.jpg")
	w.open()
	e := w.p.entries[0]
	e.Away, e.Size = true, 12345
	w.p.glimpses.put(0, e, newFileRow(rowWithPicture))
	if Settle(); len(d.drawn) != 1 {
		t.Errorf("drawn %q", d.drawn)
	}
}

func TestThePicturesThatAreKeptHaveALimit(t *testing.T) {
	w, d := drawnIn(t, pagesNamed(mostGlimpses+40)...)
	w.open()
	for range (mostGlimpses + 40) / w.p.list.page() {
		w.key(fyne.KeyPageDown)
	}
	if n := len(w.p.glimpses.kept.All()); n != mostGlimpses || len(d.drawn) <= mostGlimpses {
		t.Errorf("%d are kept of %d", n, len(d.drawn))
	}
}

func TestNoPicturesAreDrawnForSaving(t *testing.T) {
	d := &drawing{}
	w := pickIn(t, "trang.pdf")
	w.p.desk.Machine.Picture = d.picture
	w.p = newPicker(w.p.desk, PDFFiles, false, &Saving{Name: "a.pdf"}, w.take)
	w.open()
	if len(d.drawn) > 0 || w.p.rowTall() != rowWithout {
		t.Errorf("drawn %q", d.drawn)
	}
}
