package station

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"

	"tram/local/hardcopy"
	"tram/local/office"
	"tram/local/store"
)

// mostDetails is more than the details of a comparison of many pages take, in bytes.
const mostDetails = 64 << 20

// mostUnseen is how many results of one act are taken as looked at by one look: more wait
// for the next.
const mostUnseen = 100

// keepCompared keeps what comparing paper found, so that it waits for whoever began it,
// also after the next start. Whoever reads from a disk that cannot be written, or an act of
// another station, has the result in hand and nowhere else.
func (s *Hardcopy) keepCompared(ctx context.Context, id office.ID, paths []string, found office.Comparison) {
	if s.store.Unwritable() != nil {
		return
	}
	ctx = context.WithoutCancel(ctx) // it has ended
	compared := office.ComparedPaper{Conversion: id, At: s.clock.Now(), Found: found}
	for _, path := range paths {
		if whole, err := filepath.Abs(path); err == nil {
			path = whole
		}
		compared.Paths = append(compared.Paths, path)
	}
	if err := s.keepDetails(ctx, compared); !errors.Is(err, store.OfAnotherStation) {
		s.tellBeside(ctx, id, err)
	}
}

func (s *Hardcopy) keepDetails(ctx context.Context, compared office.ComparedPaper) error {
	details, err := json.Marshal(compared)
	if err != nil {
		return err
	}
	by := s.entrance.author(ctx, account())
	kept := compared.Keep(by)
	if kept.Details, err = s.vault.Keep(details); err != nil {
		return err
	}
	sealed := kept.Details
	if err := s.store.Save(ctx, store.Act{Actor: by, Step: hardcopy.StepCompare}, hardcopy.Comparisons.Put(&kept)); err != nil {
		return errors.Join(err, s.vault.Wipe(sealed))
	}
	return nil
}

// Compared is what comparing the paper of an act found last; false: nobody has compared it
// here.
func (s *Hardcopy) Compared(ctx context.Context, id office.ID) (found office.ComparedPaper, there bool, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return found, false, err
	}
	all, _, err := store.NewestBy(ctx, s.store, hardcopy.Comparisons, "conversion", string(id), 1)
	if err != nil || len(all) == 0 {
		return found, false, err
	}
	file, err := s.vault.Read(all[0].Details)
	if err != nil {
		return found, false, err
	}
	defer file.Close()
	if err := json.NewDecoder(io.LimitReader(file, mostDetails)).Decode(&found); err != nil {
		return found, false, store.Damaged.Because(err)
	}
	return found, true, nil
}

// LookedAtCompared ends the waiting of what comparing the paper of an act found: somebody
// has it before their eyes.
func (s *Hardcopy) LookedAtCompared(ctx context.Context, id office.ID) error {
	ctx, err := s.entrance.begins(ctx, office.MayRead)
	if err != nil || s.store.Unwritable() != nil {
		return err
	}
	all, _, err := store.NewestBy(ctx, s.store, hardcopy.Comparisons, "conversion", string(id), mostUnseen)
	if err != nil {
		return err
	}
	by := s.entrance.author(ctx, account())
	var seen []store.Change
	for i := range all {
		if k := &all[i]; k.Seen.IsZero() {
			k.Seen, k.SeenBy = s.clock.Now(), by
			seen = append(seen, hardcopy.Comparisons.Put(k))
		}
	}
	if len(seen) == 0 {
		return nil
	}
	return s.store.Save(ctx, store.Act{Actor: by, Step: hardcopy.StepLook}, seen...)
}
