package station

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"tram/local/office"
)

// A search that somebody kept is a thing of their own, as what they half typed is: it says nothing
// of the office's records, nobody answers for it, and no other station needs it. So it is no
// record and has no entry in the journal; it lies sealed with the records, by who keeps it.

const (
	longestSearchName = 60 // letters
	mostSearches      = 50 // of one person
)

// SavedSearches are those of who acts, by their names.
func (s *Records) SavedSearches(ctx context.Context) (all []office.SavedSearch, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	name, err := s.searchesName(ctx)
	if err != nil {
		return nil, err
	}
	said, err := s.store.HalfTyped(ctx, name)
	if err != nil || said == "" {
		return nil, err
	}
	err = json.Unmarshal([]byte(said), &all)
	return all, err
}

// searchesName is under which the searches of who acts lie.
func (s *Records) searchesName(ctx context.Context) (string, error) {
	l, err := s.entrance.Acting(ctx)
	if err != nil {
		return "", err
	}
	return "searches/" + string(l.Person().ID), nil
}

// SaveSearch keeps a search of who acts under a name. It fails with SearchName, SearchEmpty,
// SearchNameTaken and SearchesFull.
func (s *Records) SaveSearch(ctx context.Context, name string, w office.SearchWish) error {
	name, w.Text = strings.Join(strings.Fields(name), " "), strings.TrimSpace(w.Text)
	return s.changeSearches(ctx, func(all []office.SavedSearch) ([]office.SavedSearch, error) {
		switch {
		case name == "" || utf8.RuneCountInString(name) > longestSearchName:
			return nil, SearchName.About(name)
		case w.Empty():
			return nil, SearchEmpty
		case len(all) >= mostSearches:
			return nil, SearchesFull.About(len(all))
		}
		if at := searchNamed(all, name); at >= 0 {
			return nil, SearchNameTaken.About(all[at].Name)
		}
		return append(all, office.SavedSearch{Name: name, Wish: w}), nil
	})
}

// DropSearch forgets a search. It fails with SearchUnknown.
func (s *Records) DropSearch(ctx context.Context, name string) error {
	return s.changeSearches(ctx, func(all []office.SavedSearch) ([]office.SavedSearch, error) {
		at := searchNamed(all, name)
		if at < 0 {
			return nil, SearchUnknown.About(name)
		}
		return slices.Delete(all, at, at+1), nil
	})
}

// searchNamed finds a search by its name, however it is written; -1: there is none.
func searchNamed(all []office.SavedSearch, name string) int {
	return slices.IndexFunc(all, func(s office.SavedSearch) bool { return office.Fold(s.Name) == office.Fold(strings.TrimSpace(name)) })
}

func (s *Records) changeSearches(ctx context.Context, change func([]office.SavedSearch) ([]office.SavedSearch, error)) error {
	ctx, err := s.entrance.begins(ctx, office.MayRead)
	if err != nil {
		return err
	}
	all, err := s.SavedSearches(ctx)
	if err != nil {
		return err
	}
	if all, err = change(all); err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b office.SavedSearch) int { return cmp.Compare(office.Fold(a.Name), office.Fold(b.Name)) })
	name, err := s.searchesName(ctx)
	if err != nil {
		return err
	}
	said, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return s.store.KeepHalfTyped(ctx, name, string(said))
}
