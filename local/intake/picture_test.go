package intake

import (
	"bytes"
	"context"
	"errors"
	"image"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/image/tiff"

	"tram/local/job"

	"tram/local/office"
	"tram/local/page"
)

func TestAPictureIsUprightAndSmall(t *testing.T) {
	tray := newTray(t)
	p := take(t, tray, -1, files(t, 1)...)[0]
	img, err := tray.Picture(ctx, p.ID, 200)
	if err != nil || img.Bounds() != image.Rect(0, 0, 141, 200) {
		t.Fatalf("%v, %v", img.Bounds(), err)
	}
	again, err := tray.Picture(ctx, p.ID, 200)
	if err != nil || again != img {
		t.Errorf("the second look was not from memory: %v", err)
	}
	if err := tray.Turn(p.ID, 1); err != nil {
		t.Fatal(err)
	}
	turned, err := tray.Picture(ctx, p.ID, 200)
	if err != nil || turned.Bounds() != image.Rect(0, 0, 200, 141) {
		t.Errorf("%v, %v", turned.Bounds(), err)
	}
	if _, err := tray.Picture(ctx, "x", 200); !errors.Is(err, NoSuchPage) {
		t.Error(err)
	}
}

func TestPicturesInMemoryAreBounded(t *testing.T) {
	var c pictures
	for n := range 100 {
		c.put(view{frame: n}, image.NewGray(image.Rect(0, 0, 1000, 1000)))
		if _, first := c.get(view{frame: 0}); n > 0 && n < 64 != first && n < 64 {
			t.Fatalf("the picture in use was dropped at %d", n)
		}
	}
	if c.size > mostPictures || c.order.Len() != len(c.of) || c.order.Len() < 60 {
		t.Errorf("%d bytes in %d pictures", c.size, c.order.Len())
	}
	c.put(view{frame: 1000}, image.NewGray(image.Rect(0, 0, 10_000, 10_000)))
	if _, there := c.get(view{frame: 1000}); there {
		t.Error("a picture larger than the bound was kept")
	}
}

func TestPicturesAreLetGoWhenNobodyLooks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c pictures
		first := view{frame: 1}
		c.put(first, image.NewGray(image.Rect(0, 0, 10, 10)))
		for range 3 {
			time.Sleep(keptUnseen - time.Second)
			if _, there := c.get(first); !there {
				t.Fatal("a picture was let go that somebody looks at")
			}
		}
		time.Sleep(keptUnseen + time.Second)
		if _, there := c.get(first); there || c.size != 0 || c.order.Len() != 0 {
			t.Errorf("%d bytes are kept that nobody looks at", c.size)
		}
		c.put(first, image.NewGray(image.Rect(0, 0, 10, 10)))
		if _, there := c.get(first); !there {
			t.Error("nothing is kept any more")
		}
		c.forget()
	})
}

func TestLookFlagsBlankPagesAndDropsNone(t *testing.T) {
	in := openIntake(t, t.TempDir(), newSealer(t))
	tray, dir := openTray(t, in), t.TempDir()
	white := image.NewGray(image.Rect(0, 0, 1654, 2339))
	for i := range white.Pix {
		white.Pix[i] = 245
	}
	written := image.NewGray(white.Rect)
	copy(written.Pix, white.Pix)
	for y := range 20 {
		for x := range 800 {
			written.Pix[(600+40*(y/4)+y%4)*written.Stride+400+x] = 20
		}
	}
	pages := take(t, tray, -1, put(t, dir, "trắng.jpg", jpegOf(t, white, 200)), put(t, dir, "có chữ.jpg", jpegOf(t, written, 200)))
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if err := tray.Look(stopped, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a stopped look: %v", err)
	}
	var progress job.Progress
	if err := tray.Look(ctx, &progress); err != nil {
		t.Fatal(err)
	}
	if done, total, _ := progress.Read(); done != 2 || total != 2 {
		t.Errorf("%d of %d", done, total)
	}
	want := func(when string) {
		t.Helper()
		if got := tray.Pages(); len(got) != 2 || got[0].Blank != office.Yes || got[1].Blank != office.No {
			t.Errorf("%s: %+v", when, got)
		}
	}
	want("after the look")
	if err := tray.Remove(pages[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := tray.Undo(); err != nil {
		t.Fatal(err)
	}
	want("after undo")
	tray.Close()
	tray = openTray(t, in)
	want("after a restart")
}

func TestAPageThatCannotBeDecodedIsNamedAndTheOthersAreLookedAt(t *testing.T) {
	in, dir := openIntake(t, t.TempDir(), newSealer(t)), t.TempDir()
	tray := openTray(t, in)
	// Structurally whole, but its packed rows say nothing: a crash left it.
	var b bytes.Buffer
	if err := tiff.Encode(&b, sheet(1), &tiff.Options{Compression: tiff.Deflate}); err != nil {
		t.Fatal(err)
	}
	hollow := b.Bytes()
	for i := 40; i < 200; i++ {
		hollow[i] = 0x7f
	}
	if _, err := tray.captures.keep(bytes.NewReader(hollow)); err != nil {
		t.Fatal(err)
	}
	tray.Close()
	tray = openTray(t, in)
	take(t, tray, -1, put(t, dir, "tốt.jpg", jpegSheet(t, 1, 200)))
	mustFail(t, tray.Look(ctx, nil), page.Damaged, "“Trang khôi phục 1”")
	if got := tray.Pages(); got[0].Blank != office.NotLooked || got[1].Blank == office.NotLooked {
		t.Errorf("%+v", got)
	}
}
