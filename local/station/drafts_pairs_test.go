package station

import (
	"testing"

	"tram/local/office"
)

func keptAs(id office.ID, name, media string, pages int) office.Enclosed {
	m := office.DataMessage{Name: name, Media: media, Pages: pages}
	if pages > 0 {
		m.PDF = "p"
	}
	return office.Enclosed{ID: id, Message: &m}
}

// TestWhatHasNoWordsIsPairedByItsNameAlone lays a program and a packed folder beside what came in their place: no file
// is told as another form of what it has nothing in common with.
func TestWhatHasNoWordsIsPairedByItsNameAlone(t *testing.T) {
	was := []office.Enclosed{keptAs("1", "d.exe", "exe", 0), keptAs("2", "a.zip", "zip", 0), keptAs("3", "cu.docx", "docx", 0)}
	is := []office.Enclosed{keptAs("4", "m.pdf", "pdf", 2), keptAs("5", "a.zip", "zip", 0), keptAs("6", "b.html", "html", 0)}
	got := map[[2]string]bool{}
	for _, pair := range paired(was, is) {
		got[[2]string{fileName(pair[0]), fileName(pair[1])}] = true
	}
	want := [][2]string{{"a.zip", "a.zip"}, {"cu.docx", "m.pdf"}, {"", "b.html"}, {"d.exe", ""}}
	for _, pair := range want {
		if !got[pair] {
			t.Errorf("%q is not a pair of %v", pair, got)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d pairs: %v", len(got), got)
	}
}

// TestPagesAreThoseOfTheFilesThatHaveAny asks of a version with a packed folder, and of one whose DOCX was not laid out.
func TestPagesAreThoseOfTheFilesThatHaveAny(t *testing.T) {
	for _, c := range []struct {
		files []office.Enclosed
		want  int
	}{
		{[]office.Enclosed{keptAs("1", "a.pdf", "pdf", 2), keptAs("2", "a.zip", "zip", 0), keptAs("3", "b.pdf", "pdf", 3)}, 3},
		{[]office.Enclosed{keptAs("1", "a.pdf", "pdf", 2), keptAs("2", "a.docx", "docx", 0)}, 0},
		{[]office.Enclosed{keptAs("1", "a.zip", "zip", 0)}, 0},
	} {
		if got := pagesOf(c.files); got != c.want {
			t.Errorf("%d pages and not %d", got, c.want)
		}
	}
}
