package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
)

// saidWords are few, so that phrases of them stand in many texts: words that differ by an accent, by
// đ, by the place of a tone, numbers in groups and what looks like some.
var saidWords = strings.Fields(`quy hoạch hoach quý đất đât Đất dat hoà hòa thủy thuỷ UBND số 15/QĐ-UBND QD 5 05 2026 026 2.026 900.000 900 000 000. 1.250,5 1250 0912.345.678 0912 345-678 12/10/2026 tháng 10, kỳ kì ﬁ ð`)

func saidText(r *rand.Rand) string {
	words := make([]string, 1+r.IntN(9))
	for i := range words {
		words[i] = saidWords[r.IntN(len(saidWords))]
	}
	return strings.Join(words, []string{" ", " ", " ", ", ", "\n"}[r.IntN(5)])
}

// askedPhrase is what somebody may type in quotes who has texts before them, or of the same words.
func askedPhrase(r *rand.Rand, texts []string) string {
	words := strings.Fields(texts[r.IntN(len(texts))])
	if r.IntN(4) == 0 {
		words = strings.Fields(saidText(r))
	}
	from := r.IntN(len(words))
	words = words[from : from+1+r.IntN(min(4, len(words)-from))]
	typed := strings.Join(words, " ")
	switch r.IntN(4) {
	case 0:
		typed = strings.ReplaceAll(typed, ".", "") // a number in one piece
	case 1:
		typed = office.Fold(typed)
	}
	return typed
}

// sayers is a store of things and of conversions whose pages are read, with the texts of each.
type sayers struct {
	s      *Store
	lines  map[string][]string // texts of a thing, by its name
	rows   map[office.ID][]string
	pages  map[office.ID][][]office.ReadLine
	spoken []string // all of the texts
}

func manySayers(t *testing.T, r *rand.Rand, count int) sayers {
	a := sayers{openWith(t, filepath.Join(t.TempDir(), "a.db"), Options{Clock: office.SystemClock{}, Kinds: thingKinds()}), map[string][]string{}, map[office.ID][]string{}, map[office.ID][][]office.ReadLine{}, nil}
	for i := range count {
		one := thing{Name: fmt.Sprint(saidText(r), " x", i), Note: saidText(r)}
		must(0, a.s.Save(t.Context(), entering, things[0].Put(&one)))(t)
		a.lines[one.Name] = textsOf(things[0].Line(one))
		a.spoken = append(a.spoken, a.lines[one.Name]...)
		c := aConversion(i+1, "QĐ-UBND", saidText(r), 2)
		c.Code = ""
		c = must(a.s.SaveConversion(t.Context(), by, c))(t)
		a.rows[c.ID] = textsOfRow(RowOf(c))
		var all []Read
		for _, p := range c.Pages[:r.IntN(3)] {
			read := linesOf(saidText(r), saidText(r))
			a.pages[c.ID] = append(a.pages[c.ID], read)
			all = append(all, Read{Page: p.ID, Lay: "0", Lines: read})
			a.spoken = append(a.spoken, read[0].String(), read[1].String(), read[0].String()+" "+read[1].String())
		}
		must(0, a.s.KeepReads(t.Context(), c.ID, all))(t)
		a.spoken = append(a.spoken, c.Document.Subject)
	}
	a.spoken = slices.DeleteFunc(a.spoken, func(text string) bool { return text == "" })
	return a
}

// asks tells what a search finds: names of things and IDs of conversions, in their order.
func (a sayers) asks(t *testing.T, text string, most int) (found []string) {
	t.Helper()
	all, _, err := a.s.FindAcross(t.Context(), Across{Kinds: []office.Kind{things[0].Name}, Text: text, Most: most})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	for _, l := range all {
		found = append(found, l.Line.Title)
	}
	hits := must(a.s.Find(t.Context(), Query{Text: text, Most: most}))(t)
	for _, row := range must(a.s.Rows(t.Context(), hits.Keys))(t) {
		found = append(found, string(row.ID))
	}
	return found
}

// say tells what says a phrase by its texts alone.
func (a sayers) say(text string) (names []string) {
	_, phrases := parted(`"` + text + `"`)
	for name, texts := range a.lines {
		if sayAll(texts, phrases) {
			names = append(names, name)
		}
	}
	for id, texts := range a.rows {
		says := sayAll(texts, phrases)
		for _, page := range a.pages[id] {
			says = says || phrases[0].in(Read{Lines: page}.words())
		}
		if says {
			names = append(names, string(id))
		}
	}
	return names
}

// TestAPhraseIsFoundWhereverItIsSaid asks the index with positions, looks into all records that have
// the words, and reads the texts themselves: they agree in what they find, and the first two in its
// order.
func TestAPhraseIsFoundWhereverItIsSaid(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 1))
	a := manySayers(t, r, 60)
	whole := func(is bool) {
		t.Helper()
		if _, err := a.s.writer.Exec(`UPDATE search_made SET whole = ?`, is); err != nil {
			t.Fatal(err)
		}
	}
	several, none := 0, 0
	for range 200 {
		phrase := askedPhrase(r, a.spoken)
		typed := `"` + phrase + `"`
		switch r.IntN(4) {
		case 0:
			typed += ` "` + askedPhrase(r, a.spoken) + `"`
		case 1:
			typed = saidWords[r.IntN(len(saidWords))] + " " + typed
		}
		by := a.asks(t, typed, 0)
		whole(false)
		into := a.asks(t, typed, 0)
		whole(true)
		if !slices.Equal(by, into) {
			t.Errorf("%s: the index finds %q, and who looks into each %q", typed, by, into)
		}
		if few := a.asks(t, typed, 3); len(few) > 6 || len(by) > 0 && len(few) == 0 {
			t.Errorf("%s: of %d three of each are %q", typed, len(by), few)
		}
		_, phrases := parted(typed)
		if said := a.say(phrase); len(phrases) == 1 && typed == `"`+phrase+`"` && !hasCitation(typed) {
			slices.Sort(by)
			if slices.Sort(said); !slices.Equal(by, said) {
				t.Errorf("%s: found %q, and said by %q", typed, by, said)
			}
		}
		switch {
		case len(by) > 1:
			several++
		case len(by) == 0:
			none++
		}
	}
	if several < 60 || none < 10 {
		t.Errorf("%d phrases are found several times and %d nowhere: the others show little", several, none)
	}
}

// hasCitation tells of what is asked of the index as one word besides, which texts may write
// otherwise than they say it.
func hasCitation(typed string) bool {
	return slices.ContainsFunc(termsOf(typed), func(t term) bool {
		return t.key != "" || startsWithDigit(t.words[0].plain)
	})
}

// TestPhrasesAreFoundWhileTheirIndexIsMade has a store as an older program left it, with no index of
// phrases, and makes that in pieces; what is written meanwhile is in it, too.
func TestPhrasesAreFoundWhileTheirIndexIsMade(t *testing.T) {
	s := fresh(t)
	var batch []office.Conversion
	for i := range reindexPages + 10 {
		batch = append(batch, aConversion(i+1, "QĐ-UBND", []string{"hoạch định quy chế", "điều chỉnh quy hoạch"}[i%2], 1))
	}
	batch = must(s.SaveConversions(t.Context(), by, batch))(t)
	for i, c := range batch {
		read := Read{Page: c.Pages[0].ID, Lay: "0", Lines: linesOf([]string{"quy hoạch đất", "đất quy định", "hoạch quy"}[i%3])}
		must(0, s.KeepReads(t.Context(), c.ID, []Read{read}))(t)
	}
	late := aConversion(999, "QĐ-UBND", "sau quy hoạch muộn", 1)
	for _, was := range []string{
		`UPDATE search_made SET rules = 4`, `INSERT INTO said (said) VALUES ('delete-all')`, `INSERT INTO read_said (read_said) VALUES ('delete-all')`,
	} {
		must(s.writer.Exec(was))(t)
	}
	want := 0 // of six records three say it themselves, and one of the others on its page
	for i := range batch {
		if i%2 == 1 || i%3 == 0 {
			want++
		}
	}
	pieces, written := 0, 0
	for whole := false; !whole; pieces++ {
		for typed, count := range map[string]int{`"quy hoạch"`: want + written, `"quy định"`: len(batch) / 3, `"chỉnh quy hoạch" đất`: 20, `"định quy hoạch"`: 0} {
			if got := found(t, s, Query{Text: typed}); len(got) != count {
				t.Errorf("after %d pieces %s finds %d, not %d", pieces, typed, len(got), count)
			}
		}
		whole = must(s.reindexSome(t.Context()))(t)
		if pieces == 0 {
			must(s.SaveConversion(t.Context(), by, late))(t)
			written = 1
		}
	}
	if pieces < 2 {
		t.Errorf("it was made in %d pieces", pieces)
	}
	allMade(t, s)
	for _, in := range []index{onRecord, onPages} {
		if words, said := askedOnce(t, s, `SELECT count(*) FROM `+in.words+`_docsize`), askedOnce(t, s, `SELECT count(*) FROM `+in.said+`_docsize`); words != said || words == "0" {
			t.Errorf("%s records are in %s, and %s in %s", words, in.words, said, in.said)
		}
	}
	if keys := must(s.hits(t.Context(), onRecord.said, sureOf([]phrase{{words: split("quy hoạch")}}), place{}, -1))(t); len(keys) != len(batch)/2+1 {
		t.Errorf("the index itself finds %d", len(keys))
	}
}

// TestAPhraseIsFoundBesideWordsThatManyHave has the words in the oldest records alone, and then in
// every record.
func TestAPhraseIsFoundBesideWordsThatManyHave(t *testing.T) {
	s := openWith(t, filepath.Join(t.TempDir(), "a.db"), Options{Clock: office.SystemClock{}, Kinds: thingKinds()})
	const both, said, apart = narrow + 30, 2 * narrow, 50
	var all []Change
	for i := range both + said + apart {
		one := thing{Name: fmt.Sprint("Điều chỉnh quy hoạch đất x", i)}
		switch {
		case i >= both+said:
			one.Name = "Đất nhà"
		case i >= both:
			one.Name = "Bổ sung quy hoạch"
		}
		all = append(all, things[0].Put(&one))
	}
	must(0, s.Save(t.Context(), entering, all...))(t)
	for text, want := range map[string]int{`"quy hoạch" đất`: both, `"quy hoạch" bổ`: said, `"quy hoạch"`: both + said, `"quy hoạch" nhà`: 0, `"hoạch đất" chỉnh x7`: 11, `"quy hoạch" "bổ sung"`: said} {
		for _, most := range []int{0, 10} {
			found, more, err := s.FindAcross(t.Context(), Across{Kinds: []office.Kind{things[0].Name}, Text: text, Most: most})
			count := want
			if most > 0 {
				count = min(most, want)
			}
			if err != nil || len(found) != count || more != (count < want) {
				t.Errorf("%s, at most %d: %d, more: %v, %v", text, most, len(found), more, err)
			}
			for i := 1; i < len(found) && want > narrow; i++ {
				if found[i-1].ID < found[i].ID {
					t.Fatalf("%s: an older one before a newer one", text)
				}
			}
		}
	}
}
