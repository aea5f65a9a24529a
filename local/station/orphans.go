package station

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	programs "tram/local/child"
	"tram/local/job"
	"tram/local/office"
	"tram/local/page"
	"tram/local/store"
)

// Files of the vault that no record and no entry of the journal names were left by
// an act that was cut off, or by records that are no more. They are told, and
// adopted or swept by a person's word; nothing here removes one by itself.

// underWay is how old a file must be before it is swept: an act that is being done
// just now puts its files into the vault before its record is written.
const underWay = 2 * time.Minute

// Orphans lists them, the newest first. It reads the whole journal.
func (s *Files) Orphans(ctx context.Context) (all []office.Orphan, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	defer func() { s.foundStrange(all, true, err) }()
	return s.orphans(ctx)
}

func (s *Files) orphans(ctx context.Context) ([]office.Orphan, error) {
	// What lies there is listed before what is named: a file that comes in meanwhile
	// is named after it lies there.
	var there []office.Digest
	err := s.vault.Walk(func(d office.Digest) bool {
		there = append(there, d)
		return ctx.Err() == nil
	})
	if err != nil {
		return nil, err
	}
	named, err := s.named(ctx)
	if err != nil {
		return nil, err
	}
	var all []office.Orphan
	for _, d := range there {
		if !named[d] {
			all = append(all, s.orphan(d))
		}
	}
	slices.SortStableFunc(all, func(a, b office.Orphan) int { return b.At.Compare(a.At) })
	return all, ctx.Err()
}

func (s *Files) orphan(d office.Digest) office.Orphan {
	o := office.Orphan{Digest: d}
	if info, err := s.vault.Stat(d); err == nil {
		o.Size, o.At = info.Size(), info.ModTime()
	}
	file, err := s.vault.Read(d)
	if err != nil {
		return o
	}
	defer file.Close()
	if kind, err := page.SniffAt(file, file.Size()); err == nil && kind != page.KindOther {
		o.Kind = string(kind)
	}
	return o
}

// FreshFiles tells of files that came into the vault after the newest entry of the
// journal and that nothing names: what a database that was put back has forgotten.
// It looks at the folders that changed since, and reads the journal only where there
// is something to ask.
func (s *Files) FreshFiles(ctx context.Context) ([]office.Orphan, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.fresh(ctx)
}

func (s *Files) fresh(ctx context.Context) (all []office.Orphan, err error) {
	defer func() { s.foundStrange(all, false, err) }()
	head, err := s.store.Head(ctx)
	if err != nil {
		return nil, err
	}
	if fresh, err := s.changedSince(head.At); err != nil || !fresh {
		return nil, err
	}
	all, err = s.orphans(ctx)
	return slices.DeleteFunc(all, func(o office.Orphan) bool { return !o.At.After(head.At) }), err
}

// changedSince tells whether a folder of the vault got a file after a time. An act
// puts its files there before its entry is written.
func (s *Files) changedSince(at time.Time) (bool, error) {
	folders, err := os.ReadDir(filepath.Join(s.home, vaultName))
	if err != nil {
		return false, HomeUnusable.About(s.home).Because(err)
	}
	for _, f := range folders {
		if info, err := f.Info(); err == nil && f.IsDir() && info.ModTime().After(at) {
			return true, nil
		}
	}
	return false, nil
}

// isOrphan finds one among those that are there now.
func (s *Files) isOrphan(ctx context.Context, d office.Digest) (office.Orphan, error) {
	all, err := s.orphans(ctx)
	if err != nil {
		return office.Orphan{}, err
	}
	i := slices.IndexFunc(all, func(o office.Orphan) bool { return o.Digest == d })
	if i < 0 {
		return office.Orphan{}, NoOrphan.About(short(d))
	}
	return all[i], nil
}

func short(d office.Digest) string {
	const shown = 12
	return string(d[:min(len(d), shown)])
}

// SweepOrphan removes one for good. The journal keeps its name, who swept it and
// why; the word comes before the deed.
func (s *Files) SweepOrphan(ctx context.Context, d office.Digest, clerk office.Clerk, why string) error {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return err
	}
	clerk = s.entrance.own(ctx, clerk)
	why, err = reasonGiven(clerk, why)
	if err != nil {
		return err
	}
	o, err := s.isOrphan(ctx, d)
	if err != nil {
		return err
	}
	if s.clock.Now().Sub(o.At).Abs() < underWay {
		return TooFresh.About(short(d))
	}
	n := office.Notice{Kind: office.NoticeSwept, Why: why, Clerk: clerk.Name, At: s.clock.Now(), Files: []office.Digest{d}}
	if _, err := s.store.SaveNotice(ctx, store.Act{Actor: clerk.Name, Step: "sweep"}, n); err != nil {
		return err
	}
	s.dealtWith(d)
	return s.vault.Wipe(d)
}

// AdoptOrphan makes a draft of one, as a data message that was brought in: there the
// clerk sees what it is, and goes on or puts it away.
func (s *Files) AdoptOrphan(ctx context.Context, d office.Digest, clerk office.Clerk, why string) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, err
	}
	clerk = s.entrance.own(ctx, clerk)
	why, err = reasonGiven(clerk, why)
	if err != nil {
		return office.Conversion{}, err
	}
	o, err := s.isOrphan(ctx, d)
	if err != nil {
		return office.Conversion{}, err
	}
	if o.Kind == "" {
		return office.Conversion{}, NotAdoptable.About(short(d))
	}
	place, err := programs.NewPlace()
	if err != nil {
		return office.Conversion{}, err
	}
	defer place.Remove() //nolint:errcheck // what stays is swept at the next start
	path := filepath.Join(place.Dir, "tep-tim-lai-"+short(d)+"."+o.Kind)
	if err := s.ExportOrphan(ctx, d, path); err != nil {
		return office.Conversion{}, err
	}
	n := office.Notice{Kind: office.NoticeAdopted, Why: why, Clerk: clerk.Name, At: s.clock.Now(), Files: []office.Digest{d}}
	c, err := s.press.Adopt(ctx, office.MessageOrder{Clerk: clerk, Path: path}, n)
	if err == nil {
		s.dealtWith(d)
	}
	return c, err
}

// ExportOrphan writes what one holds to a new file.
func (s *Files) ExportOrphan(ctx context.Context, d office.Digest, path string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	defer s.entrance.takenAll(ctx, "Tệp không có hồ sơ", &err)
	if _, err := s.isOrphan(ctx, d); err != nil {
		return err
	}
	from, err := s.vault.Read(d)
	if err != nil {
		return err
	}
	defer from.Close()
	if err := Outward(s.home, path); err != nil {
		return err
	}
	return newFile(path, func(w io.Writer) error {
		_, err := io.Copy(job.Patient(ctx, w), from)
		return err
	})
}
