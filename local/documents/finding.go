package documents

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tram/local/office"
	"tram/local/store"
)

// FacetShelf tells on which registers a document stands, as ShelfOf says.
const FacetShelf = "shelf"

// ShelfOf names the registers of a flow, of a year, or of both.
func ShelfOf(f office.Flow, year int) string {
	if year == 0 {
		return string(f)
	}
	return fmt.Sprintf("%s/%d", f, year)
}

func shelvesOf(r office.Registered) []string {
	return []string{ShelfOf(r.Flow, 0), ShelfOf("", r.Year), ShelfOf(r.Flow, r.Year)}
}

// inOnePiece are numbers with their symbols as some type them, without a sign between: 15qdubnd,
// with the year and without; and with their type, as people say them: quyết định số 15.
func inOnePiece(r office.Registered) (all []string) {
	symbol, own := letters(r.Document.Symbol), ""
	if r.Number > 0 && r.Flow != office.FlowIn {
		own = fmt.Sprint(r.Number)
	}
	for _, number := range []string{own, strings.TrimLeft(letters(r.Document.Number), "0")} {
		if number != "" && symbol != "" {
			all = append(all, number+symbol, fmt.Sprint(number, r.Year, symbol))
		}
		if number != "" && r.Document.Type != "" {
			all = append(all, number+letters(r.Document.Type))
		}
		if number != "" && r.Document.Type == letter {
			all = append(all, number+"cv")
		}
	}
	return all
}

// byRegister are the words by which people and this program call what came in: số đến 05, văn bản đến số 5.
func byRegister(r office.Registered) []string {
	if r.Flow != office.FlowIn || r.Number == 0 {
		return nil
	}
	return []string{"văn bản đến", fmt.Sprintf("số đến %d", r.Number)}
}

// letter (công văn) is the type whose symbol does not bear its short name, which people type all
// the same: CV 127.
const letter = "cong-van"

// letters are a text without its signs.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, text)
}

// Find finds documents on the registers, the newest first: keys for store.Keyed.
func Find(ctx context.Context, s *store.Store, w office.RegisteredWish, most int) (keys []int64, more bool, err error) {
	q := store.LineQuery{Kind: Registered.Name, Text: w.Text, Most: most}
	if shelf := ShelfOf(w.Flow, w.Year); shelf != "" {
		q.Fact = store.Fact{Facet: FacetShelf, Value: shelf}
	}
	return s.LineKeys(ctx, q)
}

// Rows are documents as a list shows them.
func Rows(ctx context.Context, s *store.Store, keys []int64) ([]office.RegisteredRow, error) {
	all, err := store.Keyed(ctx, s, Registered, keys)
	if err != nil {
		return nil, err
	}
	ids := make([]office.ID, len(all))
	for i, r := range all {
		ids[i] = r.ID
	}
	from, err := s.BornElsewhere(ctx, ids)
	if err != nil {
		return nil, err
	}
	apart, err := s.ApartOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	comments, err := openComments(ctx, s, ids)
	if err != nil {
		return nil, err
	}
	amended, err := fates(ctx, s, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]office.RegisteredRow, len(all))
	for i, r := range all {
		rows[i] = office.RegisteredRow{Registered: r, Station: from[r.ID], Apart: apart[r.ID], Comments: comments[r.ID]}
		if a, is := amended[r.ID]; is {
			rows[i].Amended = a.Business
			if rows[i].AmendedBy, err = numberAlone(ctx, s, a.By); err != nil {
				return nil, err
			}
			if rows[i].Corrected, err = correction(ctx, s, a); err != nil {
				return nil, err
			}
		}
	}
	return rows, nil
}

// wordsFrom is of how many documents of a flow the words are offered again.
const wordsFrom = 200

// Words are what was entered on the registers of a flow of late.
func Words(ctx context.Context, s *store.Store, f office.Flow) (w office.RegisterWords, err error) {
	keys, _, err := Find(ctx, s, office.RegisteredWish{Flow: f}, wordsFrom)
	if err != nil {
		return w, err
	}
	all, err := store.Keyed(ctx, s, Registered, keys)
	w.Symbols = map[string][]string{}
	for _, r := range all {
		w.Issuers, w.To, w.Signers = known(w.Issuers, r.Document.Issuer), known(w.To, r.To), known(w.Signers, r.Signer)
		w.Symbols[r.Document.Type] = known(w.Symbols[r.Document.Type], r.Document.Symbol)
	}
	return w, err
}

func known(all []string, word string) []string {
	if word == "" || slices.Contains(all, word) {
		return all
	}
	return append(all, word)
}

// HeldBy are the keys of the documents that a person has now.
func HeldBy(ctx context.Context, s *store.Store, person office.ID) ([]int64, error) {
	roads, err := RoadsBy(ctx, s, FacetHolder, string(person))
	if err != nil {
		return nil, err
	}
	ids := make([]office.ID, len(roads))
	for i, r := range roads {
		ids[i] = r.Document
	}
	known, err := s.KeysOf(ctx, Registered.Name, ids)
	keys := make([]int64, 0, len(known))
	for _, key := range known {
		keys = append(keys, key)
	}
	return keys, err
}
