package copying_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/assets"
	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/intake"
	"tram/local/office"
)

// traysOf are the trays of a station, and a scanned page that may go into one.
func traysOf(t *testing.T, b *bureau, dir string) (*intake.Intake, string) {
	t.Helper()
	trays, err := intake.Open(dir, b.id, b.clock, nil)
	if err != nil {
		t.Fatal(err)
	}
	sample, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-1.jpg")
	if err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(t.TempDir(), "trang.jpg")
	if err := os.WriteFile(page, sample, 0o600); err != nil {
		t.Fatal(err)
	}
	return trays, page
}

func objectsIn(target *copyingtest.Faulty, folder string) (n int) {
	for name := range target.Objects() {
		if strings.Contains(name, folder) {
			n++
		}
	}
	return n
}

// TestPagesThatWaitInATrayComeBack, and leave the copy when they are filed.
func TestPagesThatWaitInATrayComeBack(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	trays, page := traysOf(t, b, filepath.Join(t.TempDir(), "tray"))
	b.work()
	c := b.copier(target)
	c.Trays = trays
	b.round(c)
	files, words := objectsIn(target, "/f/"), objectsIn(target, "/w/")
	id := office.NewID(b.clock.Now())
	tray, err := trays.Tray(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tray.Take(t.Context(), 0, []string{page}, "", nil); err != nil {
		t.Fatal(err)
	}
	b.round(c) // while it is open
	if n, w := objectsIn(target, "/f/"), objectsIn(target, "/w/"); n != files+1 || w != words+1 {
		t.Errorf("%d files, %d words and trays; before %d, %d", n, w, files, words)
	}
	r := b.round(c)
	if r.Files != 0 {
		t.Errorf("with nothing new it copied %+v", r)
	}
	dir := filepath.Join(t.TempDir(), "tray")
	back := func(from *copyingtest.Faulty) (done, leftOut int64) {
		t.Helper()
		got, err := copying.Read(t.Context(), from, b.id, copying.Wish{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		done, leftOut, err = got.FillTrays(t.Context(), dir, b.id)
		if err != nil {
			t.Fatal(err)
		}
		return done, leftOut
	}
	spoilt := target.Clone()
	for name, object := range spoilt.Objects() {
		if strings.Contains(name, "/t-") {
			object[len(object)/2] ^= 1
		}
	}
	forged := target.Clone()
	for name := range forged.Objects() {
		if strings.Contains(name, "/t-") {
			forged.Objects()[name] = sealedTo(t, b.id, []byte(`{"ID":"`+string(id)+`"}`)) // by who knows the public half
		}
	}
	for _, bad := range []*copyingtest.Faulty{spoilt, forged} {
		if done, leftOut := back(bad); done != 0 || leftOut != 1 {
			t.Errorf("of a spoilt tray %d came back, %d were left out", done, leftOut)
		}
	}
	if done, leftOut := back(target); done != 1 || leftOut != 0 {
		t.Fatalf("%d came back, %d were left out", done, leftOut)
	}
	there, err := intake.Open(dir, b.id, b.clock, nil)
	if err != nil {
		t.Fatal(err)
	}
	again, err := there.Tray(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	pages := again.Pages()
	if len(pages) != 1 || pages[0].ID != tray.Pages()[0].ID {
		t.Fatalf("pages %+v", pages)
	}
	content, err := again.Open(pages[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	if info, err := os.Stat(page); err != nil || content.Size() != info.Size() {
		t.Errorf("the page has %d bytes, %v", content.Size(), err)
	}
	if err := tray.Close(); err != nil {
		t.Fatal(err)
	}
	if err := trays.Filed(id); err != nil {
		t.Fatal(err)
	}
	next := b.copier(target) // another program
	next.Trays = trays
	b.round(next)
	if n, w := objectsIn(target, "/f/"), objectsIn(target, "/w/"); n != files || w != words {
		t.Errorf("%d files, %d words and trays after it was filed; before %d, %d", n, w, files, words)
	}
	b.same(target)
}
