package store

import (
	"fmt"
	"slices"
	"strings"

	"tram/local/office"
)

// What the search knows of a record lies in two indexes: its words, each once, and the same in the
// order in which its texts say them. The first has an index of beginnings for each length and no
// positions, the second has positions and no beginnings: both in one would hold a place for each
// beginning of each word.

// findable is what the search knows of a record; the zero value: it is not found.
type findable struct {
	words string // each once, keys among them
	said  string // by twos, in the order in which texts say them
	keys  string // what a search is narrowed by
}

// with is a record beside which another version stands: it is found by the words of that one too,
// and says what is shown.
func (f findable) with(other findable) findable {
	f.words, f.keys = strings.TrimSpace(f.words+" "+other.words), strings.TrimSpace(f.keys+" "+other.keys)
	return f
}

// inOrder is what the index with positions holds.
func (f findable) inOrder() string {
	if f.words == "" {
		return ""
	}
	return strings.TrimSpace(f.said + " " + f.keys)
}

// index is one of words and one of what is said.
type index struct {
	words, said string
	begins      bool // words has an index for the beginnings of syllables of each length
}

var (
	onRecord = index{`search`, `said`, true}            // by the key of the record: what a clerk put there
	onPages  = index{`read_search`, `read_said`, false} // by the key of a finished conversion: that, and what was read on its pages
)

// rowFound is what a conversion is found by.
func rowFound(r office.Row) findable {
	return findable{words: indexed(r), said: byTwos(cutAll(textsOfRow(r))), keys: strings.Join(sortedRow(r), " ")}
}

// textsOfRow are the texts by which a conversion is found.
func textsOfRow(r office.Row) []string {
	return []string{office.Numbered(r.Number, r.Symbol), r.Subject, r.Issuer, r.Type, r.Clerk, string(r.Code)}
}

// lineFound is what a record of no table of its own is found by.
func lineFound(k AnyKind, line Line, apart []rival) findable {
	if k.silent() {
		return findable{}
	}
	texts, sorted, days := textsOf(line), sortedLine(k.Kind(), line), line.Days
	said := byTwos(cutAll(texts))
	for _, r := range apart {
		l := lineOf(k, r.body)
		texts, sorted, days = append(texts, textsOf(l)...), append(sorted, sortedLine(k.Kind(), l)...), append(days, l.Days...)
	}
	keys := slices.Clone(sorted)
	for _, day := range days {
		keys = append(keys, dateKeys(day)...)
	}
	once := func(keys []string) string {
		return strings.Join(slices.Compact(slices.Sorted(slices.Values(keys))), " ")
	}
	return findable{words: strings.TrimSpace(indexedTexts(texts) + " " + once(keys)), said: said, keys: once(sorted)}
}

// readFound is what a conversion is found by with what was read on its pages: what was typed may
// stand partly in the one and partly in the other.
func readFound(r office.Row, read []Read) findable {
	f := rowFound(r)
	var lines []string
	texts := cutAll(textsOfRow(r))
	for _, page := range read {
		for _, l := range page.Lines {
			lines = append(lines, l.String())
		}
		texts = append(texts, page.words())
	}
	f.words, f.said = strings.Join([]string{f.words, indexedTexts(lines)}, " "), byTwos(texts)
	return f
}

// words are those of a page, of all its lines.
func (r Read) words() (all []word) {
	for _, l := range r.Lines {
		for _, w := range l {
			all = append(all, split(w.S)...)
		}
	}
	return all
}

func cutAll(texts []string) [][]word {
	all := make([][]word, len(texts))
	for i, text := range texts {
		all[i] = split(text)
	}
	return all
}

// pairSign stands between two words that follow each other, and behind the last one of a text: no
// phrase goes from one text into the next.
const pairSign = "·"

// byTwos writes the words of texts as the index with positions holds them: each with the next. Two
// words that stand in every third record follow each other in few.
func byTwos(texts [][]word) string {
	var b strings.Builder
	for _, words := range texts {
		for i, w := range words {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w.plain + pairSign)
			if i+1 < len(words) {
				b.WriteString(words[i+1].plain)
			}
		}
	}
	return b.String()
}

// enterFound puts into an index, and into the one that is being made, what a record is found by.
func (w *writing) enterFound(in index, key int64, f findable, fresh bool) error {
	making, err := w.isMaking()
	if err != nil {
		return err
	}
	err = w.enterBoth(in, key, f, fresh)
	if err == nil && in == onRecord {
		err = w.enterDays(key, f, fresh)
	}
	if err == nil && making {
		err = w.enterBoth(in.after(), key, f, fresh)
	}
	if err != nil {
		return fmt.Errorf("entering the words of a record: %w", err)
	}
	return nil
}

func (w *writing) enterBoth(in index, key int64, f findable, fresh bool) error {
	if err := w.enterInto(in.words, key, f.words, fresh); err != nil {
		return err
	}
	return w.enterInto(in.said, key, f.inOrder(), fresh)
}

// enterInto puts words into one table; none: the record is not in it.
func (w *writing) enterInto(table string, key int64, words string, fresh bool) error {
	statement := `INSERT OR REPLACE INTO ` + table + ` (rowid, words) VALUES (?, ?)`
	switch {
	case words == "":
		if fresh {
			return nil
		}
		statement = `DELETE FROM ` + table + ` WHERE rowid = ?1 AND ?2 = ''`
	case fresh:
		statement = `INSERT INTO ` + table + ` (rowid, words) VALUES (?, ?)`
	}
	_, err := w.exec(statement, key, words)
	return err
}
