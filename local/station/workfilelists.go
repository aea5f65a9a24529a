package station

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
	"tram/local/store"
	"tram/local/workfiles"
)

// FilesOfYear lists the files of a year that who acts may see; hidden is how many others there are.
func (s *WorkFiles) FilesOfYear(ctx context.Context, year int) (all []office.FileStands, hidden int, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, 0, err
	}
	all, err = workfiles.OfYear(ctx, s.store, year)
	if err != nil {
		return nil, 0, err
	}
	before := len(all)
	// Who acts is asked for each file that is kept from some: of the others there may be very many.
	all = slices.DeleteFunc(all, func(f office.FileStands) bool { return len(f.Readers) > 0 && !s.rights.maySee(ctx, f.WorkFile) })
	return all, before - len(all), nil
}

// FindFiles are the keys of a year's files that who acts may see, in the order of their numbers, for FileRows:
// those that say what is searched for, if something is. hidden is how many others the year has.
func (s *WorkFiles) FindFiles(ctx context.Context, w office.FileWish) (keys []int64, hidden int, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, 0, err
	}
	if keys, err = workfiles.Keys(ctx, s.store, w.Year); err != nil {
		return nil, 0, err
	}
	shut, open, err := s.keptFiles(ctx, w.Year)
	if err != nil {
		return nil, 0, err
	}
	keys = slices.DeleteFunc(keys, func(key int64) bool { return shut[key] })
	if strings.TrimSpace(w.Text) == "" {
		return keys, len(shut), nil
	}
	met, err := s.filesSaying(ctx, w, open)
	return slices.DeleteFunc(keys, func(key int64) bool { return !met[key] }), len(shut), err
}

// keptFiles are the files of a year that not all may see: those that who acts may not, and the others.
func (s *WorkFiles) keptFiles(ctx context.Context, year int) (shut map[int64]bool, open map[int64]office.WorkFile, err error) {
	kept, err := store.By(ctx, s.store, workfiles.Files, workfiles.FacetKept, workfiles.KeptFromSome)
	if err != nil {
		return nil, nil, err
	}
	kept = slices.DeleteFunc(kept, func(f office.WorkFile) bool { return f.Year != year })
	ids := make([]office.ID, len(kept))
	for i, f := range kept {
		ids[i] = f.ID
	}
	keys, err := s.store.KeysOf(ctx, workfiles.KindFile, ids)
	shut, open = map[int64]bool{}, map[int64]office.WorkFile{}
	for _, f := range kept {
		if key := keys[f.ID]; s.rights.maySee(ctx, f) {
			open[key] = f
		} else {
			shut[key] = true
		}
	}
	return shut, open, err
}

// filesSaying are the files that say what is searched for. The index knows nothing but the number of one that
// not all may see; who may is asked of the file itself.
func (s *WorkFiles) filesSaying(ctx context.Context, w office.FileWish, open map[int64]office.WorkFile) (met map[int64]bool, err error) {
	found, _, err := s.store.LineKeys(ctx, store.LineQuery{Kind: workfiles.KindFile, Text: w.Text, Fact: store.Fact{Facet: workfiles.FacetYear, Value: strconv.Itoa(w.Year)}})
	met = make(map[int64]bool, len(found))
	for _, key := range found {
		met[key] = true
	}
	for key, f := range open {
		if strings.Contains(office.Fold(f.Notation+" "+f.Title+" "+f.Creator), office.Fold(strings.TrimSpace(w.Text))) {
			met[key] = true
		}
	}
	return met, err
}

// FileRows are work files as a list shows them, in the order of their keys. It fails with workfiles.NotYours
// where one of them is kept from who acts.
func (s *WorkFiles) FileRows(ctx context.Context, keys []int64) (all []office.FileStands, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	if all, err = workfiles.Rows(ctx, s.store, keys); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(all, func(f office.FileStands) bool { return len(f.Readers) > 0 && !s.rights.maySee(ctx, f.WorkFile) }) {
		return nil, workfiles.NotYours
	}
	return all, nil
}
