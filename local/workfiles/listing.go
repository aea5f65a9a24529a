package workfiles

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
	"tram/local/store"
)

// Keys are the files of a year in the order of their numbers, for Rows: 2.TCCB before 10.TCCB, and all of one
// abbreviation together.
func Keys(ctx context.Context, s *store.Store, year int) ([]int64, error) {
	placed, err := s.PlacedBy(ctx, KindFile, facetNotation, inYear(year, ""))
	if err != nil {
		return nil, err
	}
	all := make([]numbered, len(placed))
	for i, p := range placed {
		all[i] = numberedAs(p, len(inYear(year, "")))
	}
	slices.SortFunc(all, func(a, b numbered) int {
		return cmp.Or(cmp.Compare(a.rest, b.rest), cmp.Compare(a.first, b.first), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Key, b.Key))
	})
	keys, once := make([]int64, 0, len(all)), make(map[int64]bool, len(all))
	for _, n := range all {
		if !once[n.Key] { // versions that stand apart may have two numbers
			once[n.Key] = true
			keys = append(keys, n.Key)
		}
	}
	return keys, nil
}

// numbered is a file by its số và ký hiệu, in parts.
type numbered struct {
	store.Placed
	first int
	rest  string
}

func numberedAs(p store.Placed, from int) numbered {
	number, rest, _ := strings.Cut(p.Value[from:], ".")
	first, _ := strconv.Atoi(number)
	return numbered{Placed: p, first: first, rest: rest}
}

// Rows are the files with these keys, in their order, each with how many documents it has.
func Rows(ctx context.Context, s *store.Store, keys []int64) (all []office.FileStands, err error) {
	files, err := store.Keyed(ctx, s, Files, keys)
	if err != nil {
		return nil, err
	}
	ids, names := make([]office.ID, len(files)), make([]office.ID, len(files))
	for i, f := range files {
		ids[i], names[i] = f.ID, office.ID(inYear(f.Year, f.Notation))
	}
	apart, err := s.ApartOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	same, err := s.IDsBy(ctx, KindFile, facetNotation, names)
	if err != nil {
		return nil, err
	}
	in, err := s.Beside(ctx, KindFiled, facetStands, ids, facetDocument)
	if err != nil {
		return nil, err
	}
	for i, f := range files {
		once := slices.Compact(slices.Sorted(slices.Values(in[f.ID]))) // two stations may each have put a document into it
		all = append(all, office.FileStands{WorkFile: f, Documents: len(once), Doubled: len(same[names[i]]) > 1, Apart: apart[f.ID] > 0})
	}
	return all, nil
}

// OfYear lists the files of a year in the order of their numbers.
func OfYear(ctx context.Context, s *store.Store, year int) ([]office.FileStands, error) {
	keys, err := Keys(ctx, s, year)
	if err != nil {
		return nil, err
	}
	return Rows(ctx, s, keys)
}
