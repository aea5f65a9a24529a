package station

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tram/local/audit"
	"tram/local/office"
	"tram/local/people"
)

// beyondReading are kinds of which whoever may read and nothing more is shown nothing: who
// was denied what, and how the journal was gone through. The journal itself tells of them.
var beyondReading = []office.Kind{office.KindNotice, office.KindAccess, people.KindDenial, people.KindRenewal, audit.KindReview, audit.KindRequirement}

// mostOfConversions is the part of what one search finds that conversions take, where there
// is something of other kinds, too.
const mostOfConversions = 0.6

// FindAnything finds records of all kinds by words, as many as most: conversions of both
// directions with what is begun of them, the most like first, and beside them the newest of
// every other kind.
func (s *Records) FindAnything(ctx context.Context, w office.SearchWish, most int) (a office.Anything, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return a, err
	}
	if w.Text = strings.TrimSpace(w.Text); w.Empty() {
		return a, nil
	}
	found, err := s.Search(ctx, w, most)
	if err != nil {
		return a, err
	}
	hits := s.mixed(found, most)
	return office.Anything{Hits: hits, Meant: found.Meant, More: found.More || len(hits) < len(found.Rows)+len(found.Lines)}, nil
}

// mixed are as many hits as most, conversions first.
func (s *Records) mixed(found office.Found, most int) (hits []office.Hit) {
	room := max(most-len(found.Lines), int(float64(most)*mostOfConversions))
	for _, row := range found.Rows[:min(room, len(found.Rows))] {
		hits = append(hits, s.hitOf(row))
	}
	for _, l := range found.Lines[:min(most-len(hits), len(found.Lines))] {
		hits = append(hits, office.Hit{Kind: l.Kind, ID: l.ID, Word: l.Word, Title: l.Title, Below: l.Below, Met: l.Met})
	}
	return hits
}

// readable are the kinds whose lines whoever may read is shown.
func (s *Records) readable() (kinds []office.Kind) {
	for _, k := range s.store.Kinds() {
		if !slices.Contains(beyondReading, k.Kind()) && k.Kind() != office.KindConversion {
			kinds = append(kinds, k.Kind())
		}
	}
	return kinds
}

// hitOf names a conversion by number and type, by its file, or by how far it is.
func (s *Records) hitOf(row office.Row) office.Hit {
	named := office.Numbered(row.Number, row.Symbol)
	if row.Doubled {
		named += " (" + string(row.Code) + ")"
	}
	if i := slices.IndexFunc(s.types, func(t office.DocumentType) bool { return t.Code == row.Type }); i >= 0 {
		named = strings.Trim(named+" · "+s.types[i].Name, "· ")
	}
	kind, _ := s.store.KindOf(office.KindConversion)
	word := kind.Word()
	if row.State != office.Finished {
		word = row.State.Name()
	}
	return office.Hit{
		Kind: office.KindConversion, ID: row.ID, Word: word, Title: cmp.Or(named, row.Name, row.Subject, row.State.Name()), Below: row.Subject,
		State: row.State, Direction: row.Direction, Excerpt: row.Excerpt,
	}
}
