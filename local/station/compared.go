package station

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"

	"tram/local/hardcopy"
	"tram/local/job"
	"tram/local/office"
	"tram/local/readback"
	"tram/local/store"
	"tram/local/whole"
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
		if full, err := filepath.Abs(path); err == nil {
			path = full
		}
		is, _ := digestAt(ctx, path) //nolint:errcheck // then nothing is shown as what was compared
		compared.Paths, compared.Files = append(compared.Paths, path), append(compared.Files, is)
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
	return s.compared(ctx, id)
}

// OpenCompared opens the scans that were compared last for the eye. What lies there by now
// under the name of one is not shown beside what another said.
func (s *Hardcopy) OpenCompared(ctx context.Context, id office.ID) (office.Book, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	found, there, err := s.compared(ctx, id)
	if err != nil {
		return nil, err
	}
	if !there || len(found.Files) != len(found.Paths) {
		return nil, readback.NoFiles
	}
	for i, path := range found.Paths {
		is, err := digestAt(ctx, path)
		if err != nil {
			return nil, readback.Unopened.About(filepath.Base(path)).Because(err)
		}
		if is != found.Files[i] {
			return nil, readback.Replaced.About(filepath.Base(path))
		}
	}
	return s.OpenScan(ctx, found.Paths)
}

func digestAt(ctx context.Context, path string) (office.Digest, error) {
	f, err := whole.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(job.Patient(ctx, sum), f); err != nil {
		return "", err
	}
	return office.Digest(hex.EncodeToString(sum.Sum(nil))), nil
}

func (s *Hardcopy) compared(ctx context.Context, id office.ID) (found office.ComparedPaper, there bool, err error) {
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
