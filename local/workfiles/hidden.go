package workfiles

import (
	"context"
	"slices"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

// Hiding tells what is kept from somebody: files that they may not see, and what lies in those
// alone.
type Hiding struct {
	store *store.Store
	shut  map[office.ID]bool
}

// HidingFrom reads which files somebody may not see.
func HidingFrom(ctx context.Context, s *store.Store, may func(office.WorkFile) bool) (Hiding, error) {
	kept, err := store.By(ctx, s, Files, FacetKept, KeptFromSome)
	h := Hiding{s, map[office.ID]bool{}}
	for _, f := range kept {
		if !may(f) {
			h.shut[f.ID] = true
		}
	}
	return h, err
}

// Nothing tells that nothing is kept from them.
func (h Hiding) Nothing() bool { return len(h.shut) == 0 }

// Keep lets through of some keys those of records that are not hidden, in their order: files, documents on
// the registers, and the conversions by which those were digitised.
func (h Hiding) Keep(ctx context.Context, keys []int64) (shown []int64, err error) {
	if h.Nothing() || len(keys) == 0 {
		return keys, nil
	}
	all, err := h.store.NamesOf(ctx, keys)
	if err != nil {
		return nil, err
	}
	of := map[office.Kind][]office.ID{}
	for _, n := range all {
		of[n.Kind] = append(of[n.Kind], n.ID)
	}
	hidden, err := h.documents(ctx, of[office.KindRegistered])
	if err != nil {
		return nil, err
	}
	digitised, err := h.conversions(ctx, of[office.KindConversion])
	for _, n := range all {
		if !h.shut[n.ID] && !hidden[n.ID] && !digitised[n.ID] {
			shown = append(shown, n.Key)
		}
	}
	return shown, err
}

// documents tells which of some lie in files that are all shut. One that lies in no file is
// nobody's secret.
func (h Hiding) documents(ctx context.Context, ids []office.ID) (map[office.ID]bool, error) {
	files, err := h.store.Beside(ctx, KindFiled, facetDocument, ids, facetStands)
	hidden := map[office.ID]bool{}
	for id, in := range files {
		hidden[id] = !slices.ContainsFunc(in, func(file office.ID) bool { return !h.shut[file] })
	}
	return hidden, err
}

// conversions tells which of some made documents that are all hidden.
func (h Hiding) conversions(ctx context.Context, ids []office.ID) (map[office.ID]bool, error) {
	made, err := h.store.IDsBy(ctx, office.KindRegistered, documents.FacetFrom, ids)
	if err != nil {
		return nil, err
	}
	enclosed, err := h.store.Beside(ctx, office.KindEnclosed, documents.FacetFrom, ids, documents.FacetDocument)
	if err != nil {
		return nil, err
	}
	hidden := map[office.ID]bool{}
	for _, id := range ids {
		all := slices.Concat(made[id], enclosed[id])
		if len(all) == 0 {
			continue
		}
		of, err := h.documents(ctx, all)
		if err != nil {
			return nil, err
		}
		hidden[id] = !slices.ContainsFunc(all, func(d office.ID) bool { return !of[d] })
	}
	return hidden, nil
}
