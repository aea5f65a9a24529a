package intake

import (
	"bytes"
	"os"
	"testing"

	"pgregory.net/rapid"

	"tram/local/office"
	"tram/local/page"
)

func gather(t testing.TB, paths ...string) *Batch {
	t.Helper()
	b, err := Gather(ctx, paths, GatherParams{Paper: "A4", Clock: newClock(), Lift: liftTest})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func TestGatherTellsTheSameAsATray(t *testing.T) {
	dir := t.TempDir()
	pdf := container(jpegSheet(t, 4, 300), jpegSheet(t, 5, 300))
	paths := []string{put(t, dir, "1.jpg", jpegSheet(t, 1, 200)), put(t, dir, "2.png", pngSheet(t, 2)),
		put(t, dir, "3.tif", tiffSheet(t, 3)), put(t, dir, "4.pdf", pdf)}
	b, tray := gather(t, paths...), newTray(t)
	if _, err := tray.Take(ctx, -1, paths, "A4", nil); err != nil {
		t.Fatal(err)
	}
	got, want := b.Pages(), tray.Pages()
	if len(got) != 5 || len(want) != 5 {
		t.Fatalf("%d pages, %d in the tray", len(got), len(want))
	}
	for i, p := range got {
		gathered, err := b.Open(p.ID)
		bytesOf := read(t, gathered, err)
		if office.DigestOf(bytesOf) != want[i].Capture {
			t.Errorf("page %d has other bytes", i+1)
		}
		if (p.Capture != "") != (p.Container != "") {
			t.Errorf("page %d: capture %q of container %q", i+1, p.Capture, p.Container)
		}
		p.ID, p.Capture = want[i].ID, want[i].Capture
		if p != want[i] {
			t.Errorf("page %d: %+v\nwant %+v", i+1, p, want[i])
		}
	}
	whole, err := b.Container(want[4].Container)
	if !bytes.Equal(read(t, whole, err), pdf) {
		t.Error("the container differs")
	}
}

func TestOneBadFileRefusesThemAllByName(t *testing.T) {
	dir := t.TempDir()
	good := put(t, dir, "tốt.jpg", jpegSheet(t, 1, 200))
	_, err := Gather(ctx, []string{good, put(t, dir, "cụt.jpg", jpegSheet(t, 2, 200)[:400])}, GatherParams{Clock: newClock()})
	mustFail(t, err, page.Truncated, "“cụt.jpg”")
	_, err = Gather(ctx, []string{good, dir}, GatherParams{Clock: newClock()})
	mustFail(t, err, IsFolder)
	_, err = Gather(ctx, nil, GatherParams{Clock: newClock()})
	mustFail(t, err, NothingTaken)
	torn := put(t, dir, "rách.pdf", container(jpegSheet(t, 1, 200))[:500])
	if _, err = Gather(ctx, []string{good, torn}, GatherParams{Clock: newClock(), Lift: liftTest}); err == nil {
		t.Error("a torn PDF was gathered")
	}
}

func TestAFileThatChangesAfterItWasGatheredIsRefused(t *testing.T) {
	path := put(t, t.TempDir(), "trang.jpg", jpegSheet(t, 1, 200))
	b := gather(t, path)
	id := b.Pages()[0].ID
	open, err := b.Open(id)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, jpegSheet(t, 30, 200), 0o600); err != nil {
		t.Fatal(err)
	}
	mustFail(t, open.Close(), ChangedMeanwhile)
	_, err = b.Open(id)
	mustFail(t, err, ChangedMeanwhile, "“trang.jpg”")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	_, err = b.Open(id)
	mustFail(t, err, NoFile, "“trang.jpg”")
}

func TestTheSpillShowsWhatItKeptAndHidesItOnTheDisk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := newSpill()
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		var kept [][]byte
		var spans []page.Span
		for range rapid.IntRange(1, 5).Draw(t, "images") {
			content := rapid.SliceOfN(rapid.Byte(), 20, 300).Draw(t, "content")
			span, err := s.keep(content)
			if err != nil {
				t.Fatal(err)
			}
			kept, spans = append(kept, content), append(spans, span)
		}
		raw := make([]byte, s.size)
		if _, err := s.f.ReadAt(raw, 0); err != nil {
			t.Fatal(err)
		}
		for i, content := range kept {
			c := s.open(spans[i])
			from := rapid.IntRange(0, len(content)-1).Draw(t, "from")
			got := make([]byte, len(content)-from)
			if _, err := c.ReadAt(got, int64(from)); err != nil || !bytes.Equal(got, content[from:]) {
				t.Fatalf("image %d from %d: %v", i, from, err)
			}
			if bytes.Contains(raw, content) {
				t.Fatal("it lies on the disk in the clear")
			}
		}
	})
}
