// Package audit reads the journal (nhật ký) to people: who did what to which record,
// when, from which station, and what it was before. It writes nothing into it.
package audit

import (
	"context"

	"tram/local/office"
	"tram/local/store"
)

// Source is the journal and what its entries are about.
type Source interface {
	AuditPage(ctx context.Context, a store.Asked, after office.DeedPlace, most int) ([]office.Entry, error)
	Followed(ctx context.Context, e office.Entry) ([]office.Entry, error)
	Now(ctx context.Context, record office.ID) (k store.AnyKind, body []byte, there bool, err error)
	KindOf(office.Kind) (store.AnyKind, bool)
	Station() office.ID
}

// Book reads a source to people. It is for one goroutine: it remembers the names of the
// records that it met.
type Book struct {
	from   Source
	types  func(code string) string
	titles map[office.ID]title
}

// NewBook opens a journal to be read. types names a type of document by its code.
func NewBook(from Source, types func(code string) string) *Book {
	return &Book{from: from, types: types, titles: map[office.ID]title{}}
}

const pageEntries = 500

// Each tells the deeds that are asked for one after the other. Memory does not grow
// with their number.
func (b *Book) Each(ctx context.Context, a store.Asked, yield func(office.Deed) error) error {
	after := office.DeedPlace{}
	for {
		page, err := b.Page(ctx, a, after, pageEntries)
		if err != nil {
			return err
		}
		for _, d := range page.Deeds {
			if err := yield(d); err != nil {
				return err
			}
		}
		if after = page.Last; !page.More {
			return nil
		}
	}
}

// Page tells at most so many deeds after a place.
func (b *Book) Page(ctx context.Context, a store.Asked, after office.DeedPlace, most int) (p office.DeedPage, err error) {
	entries, err := b.from.AuditPage(ctx, a, after, most)
	if err != nil {
		return p, err
	}
	for _, e := range entries {
		d, err := b.Tell(ctx, e)
		if err != nil {
			return p, err
		}
		p.Deeds, p.Last = append(p.Deeds, d), store.PlaceOf(e)
	}
	p.More = len(entries) == most
	return p, nil
}

// Tell puts one entry into words.
func (b *Book) Tell(ctx context.Context, e office.Entry) (office.Deed, error) {
	kind, known := b.from.KindOf(e.Kind)
	d := office.Deed{Seq: e.Seq, Hash: e.Hash, At: e.At, Who: e.Actor, Where: b.where(e), Step: e.Step, Record: e.Record, Changes: []office.FieldChange{}}
	step, worded := kind.StepOf(e.Step)
	if d.Did = step.Said; !worded || d.Did == "" {
		d.Did = unworded
	}
	if d.Who == "" {
		d.Who = nobody
	}
	var err error
	if d.Of, d.Kind, err = b.titleOf(ctx, e, kind); err != nil || !known {
		return d, err
	}
	before, err := b.from.Followed(ctx, e)
	if err != nil {
		return d, err
	}
	d.Changes, d.Note = b.changes(ctx, kind, before, e)
	return d, nil
}

const (
	unworded = "Việc mà bản phần mềm này chưa biết gọi tên"
	nobody   = "Không ai (trạm tự ghi)"
)

// where tells whose journal an entry stands in.
func (b *Book) where(e office.Entry) string {
	switch {
	case e.Here:
		return "Trạm này"
	case e.Station == b.from.Station():
		return "Máy khác mang tên trạm này"
	}
	return b.station(e.Station)
}

// station is how a station is called.
func (b *Book) station(id office.ID) string {
	if id == b.from.Station() {
		return "Trạm này"
	}
	return office.StationSaid(id)
}
