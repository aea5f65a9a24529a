package store

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// TestALineIsToldThatSaysMostOfWhatIsMeant compares the line that is told of pages with all lines of
// all pages on which it stands.
func TestALineIsToldThatSaysMostOfWhatIsMeant(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	words := strings.Fields(`Đất đất dat quy Quy quý hoạch Hoạch hoạt hòa hoà hoá 05 5 1.250.000 1250000 15/QĐ-UBND “khu” dân–cư Straße straße Müller ĐẤT. n ng nghĩa < & QUY`)
	typed := []string{
		"đất", "dat", "quy hoạch", "quý hoạt", `"quy hoạch"`, `"khu dân cư" đất`, "5", "1250000", "15/QĐ-UBND", "hòa", "strasse", "straße", "muller", "ngh", "n", "zzz", "đất zzz", `"zzz đất"`, "khu dân quy hoạch đất", "<", "dâncư",
	}
	told := 0
	for range 60 {
		var read []Read
		var pages []*leaf
		for place := range 1 + r.IntN(4) {
			var lines []string
			for range r.IntN(6) {
				var line []string
				for range 1 + r.IntN(7) {
					line = append(line, words[r.IntN(len(words))])
				}
				lines = append(lines, strings.Join(line, " "))
			}
			one := Read{Page: office.NewID(time.Unix(int64(place), 0)), Lines: linesOf(lines...)}
			read = append(read, one)
			pages = append(pages, &leaf{place: place, packed: must(packLines(one.Lines))(t)})
		}
		for _, text := range typed {
			var want office.Excerpt
			most := 0
			found := standingOn(text, read)
			for place, one := range read {
				for _, l := range found[one.Page] {
					if l.met > most {
						want, most = office.Excerpt{Page: place, Line: l.text}, l.met
					}
				}
			}
			for _, p := range pages {
				*p = leaf{place: p.place, packed: p.packed}
			}
			got, is, err := excerptOf(text, pages)
			if err != nil || is != (most > 0) || got != want {
				t.Fatalf("%q in %v: %+v and not %+v, %v", text, read, got, want, err)
			}
			if is {
				told++
			}
		}
	}
	if told < 300 {
		t.Error(fmt.Sprint("told of ", told))
	}
}
