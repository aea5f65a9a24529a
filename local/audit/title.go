package audit

import (
	"context"
	"encoding/json"
	"strings"

	"tram/local/office"
	"tram/local/store"
)

// title is how a record is called, and the conversion that it belongs to.
type title struct {
	said string
	word string    // of its kind; empty: it is not there
	of   office.ID // empty: none
}

// mostTitles bounds what a Book remembers.
const mostTitles = 10_000

// titleOf names the record of an entry as it is called today, and where nothing is left
// of it, as the entry calls it.
func (b *Book) titleOf(ctx context.Context, e office.Entry, kind store.AnyKind) (said, word string, err error) {
	word = kind.Word()
	if e.Kind == office.KindStation {
		return b.station(e.Record), word, nil
	}
	t, err := b.title(ctx, e.Record)
	if err != nil {
		return "", word, err
	}
	if t.said == "" && t.of == "" {
		t = named(kind, e.Body)
	}
	whose, its, err := b.whose(ctx, e, t)
	switch {
	case err != nil:
		return "", word, err
	case t.said == "" && whose != "":
		return whose, its, nil
	case t.said == "":
		t.said = unnamed(kind, e.Record)
	}
	if whose != "" && whose != t.said { // what stands beside a record bears its name
		return t.said + " của " + whose, word, nil
	}
	return t.said, word, nil
}

// whose is how the record is called that another one tells about, and what it is; empty:
// none.
func (b *Book) whose(ctx context.Context, e office.Entry, t title) (said, word string, err error) {
	if t.of == "" || t.of == e.Record {
		return "", "", nil
	}
	whose, err := b.title(ctx, t.of)
	if err != nil || whose.word == "" {
		return "", "", err
	}
	if whose.said == "" {
		return whose.word + " chưa có tên (" + t.of.Short() + ")", whose.word, nil
	}
	return whose.said, whose.word, nil
}

func unnamed(kind store.AnyKind, id office.ID) string {
	return kind.Word() + " chưa có tên (" + id.Short() + ")"
}

// title is how a record is called today; empty: it has no name, or is not there.
func (b *Book) title(ctx context.Context, id office.ID) (title, error) {
	if t, known := b.titles[id]; known {
		return t, nil
	}
	kind, body, there, err := b.from.Now(ctx, id)
	if err != nil {
		return title{}, err
	}
	var t title
	if there {
		t = named(kind, body)
		t.word = kind.Word()
	}
	if len(b.titles) >= mostTitles {
		clear(b.titles)
	}
	b.titles[id] = t
	return t, nil
}

// named is what a body says of its own name: number and symbol, title, and code.
func named(kind store.AnyKind, body []byte) title {
	line, err := kind.LineOf(body)
	if err != nil {
		return title{}
	}
	said := joined(" · ", numberIn(body), line.Title)
	if said == "" && line.Below != "" {
		said = kind.Word() + " " + line.Below
	}
	t := title{said: office.Visible(said, mostValue)}
	for _, facet := range []string{"conversion", store.FacetOf} {
		if of := line.Facts[facet]; len(of) > 0 && of[0] != "" {
			t.of = office.ID(of[0])
		}
	}
	return t
}

// numberIn is the number of the document that a body is about.
func numberIn(body []byte) string {
	var about struct {
		Document struct{ Number, Symbol string }
	}
	if json.Unmarshal(body, &about) != nil {
		return ""
	}
	return office.Numbered(about.Document.Number, about.Document.Symbol)
}

func joined(between string, parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, between)
}
