package station

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	registers "tram/local/books"
	"tram/local/letter"
	"tram/local/office"
	"tram/local/plan"
	"tram/local/store"
	"tram/local/whole"
)

// Plans (phương án) has the office's plan at hand, also where this program is not (Điều 13.1).
type Plans struct {
	*ground
	entrance *Entrance
	copies   *Copies
}

// NoPlan tells that the office has written none.
var NoPlan = office.Failure{
	Name: "station.no-plan",
	Said: "Cơ quan chưa lập phương án ứng phó.",
	Next: "Hãy lập ở trang Sổ khác, mục Phương án ứng phó, duy trì hoạt động.",
}

// MeasuredRecovery notes how long a restore or a drill took, for the plan to set it beside
// its RTO. It is an act of the station itself: cause says which.
func (s *Plans) MeasuredRecovery(ctx context.Context, cause string, r office.Recovered) error {
	r.ID, r.Version = "", 0
	return s.store.Save(ctx, store.Act{Actor: program + " (" + cause + ")", Step: registers.StepMeasure}, registers.Recoveries.Put(&r))
}

// FirstPlan is what a new plan begins with, by the keys of its questions.
func (s *Plans) FirstPlan() map[string]string { return registers.FirstPlan() }

// PlanSections are the plan as it stands, with what was measured against it. It fails with
// NoPlan.
func (s *Plans) PlanSections(ctx context.Context) (_ []plan.Section, err error) {
	f, err := s.facts(ctx)
	if err != nil {
		return nil, err
	}
	defer s.entrance.seen(ctx, f.Plan.ID, &err)
	return f.Sections(), nil
}

// facts are all that the plan is set from, for whoever may read.
func (s *Plans) facts(ctx context.Context) (f plan.Facts, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return f, err
	}
	var there bool
	if f.Plan, there, err = registers.PlanOf(ctx, s.store); err != nil {
		return f, err
	} else if !there {
		return f, NoPlan
	}
	if f.Office, err = s.store.Office(ctx); err != nil {
		return f, err
	}
	if f.Response, err = registers.ResponseOf(ctx, s.store); err != nil {
		return f, err
	}
	all, err := store.All(ctx, s.store, registers.Recoveries)
	if err != nil {
		return f, err
	}
	if len(all) > 0 {
		last := slices.MaxFunc(all, func(a, b office.Recovered) int { return a.At.Compare(b.At) })
		f.Recovered = &last
	}
	f.Copies, err = s.copies.copyStates(ctx)
	f.At = s.clock.Now()
	return f, err
}

// SavePlan writes the plan to a new PDF, to be printed. It fails with NoPlan and FileExists.
func (s *Plans) SavePlan(ctx context.Context, path string) (err error) {
	f, err := s.facts(ctx)
	if err != nil {
		return err
	}
	defer s.entrance.taken(ctx, f.Plan.ID, &err)
	return s.saveLetter(plan.Paper(f), f.Of(), path)
}

// ExportPlan writes the plan to a new folder, as a page that any browser shows and as a PDF:
// whole or not at all. It fails with NoPlan and FileExists.
func (s *Plans) ExportPlan(ctx context.Context, dir string) (err error) {
	f, err := s.facts(ctx)
	if err != nil {
		return err
	}
	defer s.entrance.taken(ctx, f.Plan.ID, &err)
	if err := Outward(s.home, dir); err != nil {
		return err
	}
	if _, err := os.Lstat(dir); err == nil {
		return FileExists.About(filepath.Base(dir))
	}
	made, err := os.MkdirTemp(filepath.Dir(dir), ".phuong-an-*")
	if err != nil {
		return whole.Tell(dir, err)
	}
	err = whole.WriteNew(filepath.Join(made, "phuong-an.html"), 0o644, func(w io.Writer) error { return plan.Page(w, f) })
	if err == nil {
		err = whole.WriteNew(filepath.Join(made, "phuong-an.pdf"), 0o644, func(w io.Writer) error { return plan.Paper(f).Write(w, f.Of()) })
	}
	if err == nil {
		err = os.Chmod(made, 0o755) //nolint:gosec // it is made for others to read
	}
	if err == nil {
		err = whole.Rename(made, dir)
	}
	if err != nil {
		return errors.Join(err, whole.RemoveAll(made))
	}
	return nil
}

// saveLetter writes a paper to a new file.
func (s *ground) saveLetter(p *letter.Paper, of letter.Of, path string) error {
	if err := Outward(s.home, path); err != nil {
		return err
	}
	err := whole.WriteNew(path, 0o644, func(w io.Writer) error { return p.Write(w, of) })
	if errors.Is(err, os.ErrExist) {
		return FileExists.About(filepath.Base(path)).Because(err)
	}
	return err
}

func (s *Plans) waits() []wait {
	return []wait{{sort: "plan", needs: office.MayKeep, all: office.ToBook, ask: s.planWaiting}}
}

// PlanStand tells what is wrong with the plan. That there is none is told from the day after
// the office was set up: on its first day nobody could have had one approved.
func (s *Plans) PlanStand(ctx context.Context) (office.PlanStand, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return "", err
	}
	return s.stand(ctx)
}

func (s *Plans) stand(ctx context.Context) (office.PlanStand, error) {
	p, there, err := registers.PlanOf(ctx, s.store)
	if err != nil || there {
		if err != nil {
			return office.PlanStands, err
		}
		return p.Stand(s.clock.Now()), nil
	}
	born, err := s.store.Born(ctx)
	if err != nil || office.DayOf(s.clock.Now()) <= office.DayOf(born) {
		return office.PlanStands, err
	}
	return office.PlanNone, nil
}

// planWaiting tells that there is no plan. Of one that cannot be relied on its register tells.
func (s *Plans) planWaiting(ctx context.Context) (is office.Waiting, err error) {
	if is, err := s.stand(ctx); err != nil || is != office.PlanNone {
		return office.Waiting{}, err
	}
	is.Count = 1
	is.Newest = []office.Wait{{Title: registers.Plans.Said.Title, Below: NoPlan.Said, Grave: office.Wanting, To: office.ToBook, Book: registers.Plans.Said.Name}}
	return is, nil
}
