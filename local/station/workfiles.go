package station

import (
	"context"
	"strings"
	"time"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
	"tram/local/workfiles"
)

// WorkFiles (hồ sơ công việc) keeps the yearly list of the office's work files, what lies in them,
// and what becomes of them (Nghị định 30/2020, Điều 28–31, Phụ lục V và VI).
type WorkFiles struct {
	*ground
	entrance *Entrance
	papers   *Documents
	rights   fileRights
}

// PlanFile writes a file down on the list of a year. Its number is the next of its heading where
// none is said. It fails with the failures of workfiles.
func (s *WorkFiles) PlanFile(ctx context.Context, by office.Clerk, p office.PlannedFile) (office.PlannedFile, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return p, err
	}
	if p.Year == 0 {
		p.Year = s.papers.today().Year()
	}
	for _, text := range []*string{&p.Heading, &p.Part, &p.Abbreviation, &p.Title, &p.Creator, &p.Note} {
		*text = strings.TrimSpace(*text)
	}
	p.State = office.FilePlanned
	return p, s.store.Save(ctx, filing(s.entrance.own(ctx, by), workfiles.StepPlan), workfiles.Planned.Put(&p))
}

// DropPlannedFile takes a line from the list of a year. Its number is not given again.
func (s *WorkFiles) DropPlannedFile(ctx context.Context, by office.Clerk, id office.ID) error {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return err
	}
	p, err := store.One(ctx, s.store, workfiles.Planned, id)
	if err != nil {
		return err
	}
	p.State = office.FileDropped
	return s.store.Save(ctx, filing(s.entrance.own(ctx, by), workfiles.StepDrop), workfiles.Planned.Put(&p))
}

// FilePlan reads the list of a year.
func (s *WorkFiles) FilePlan(ctx context.Context, year int) ([]office.PlannedFile, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return workfiles.PlanOf(ctx, s.store, year)
}

// OpenFile opens a file. What it does not say it takes from the line of the year's list that bears
// its số và ký hiệu, where there is one.
func (s *WorkFiles) OpenFile(ctx context.Context, by office.Clerk, f office.WorkFile) (office.WorkFile, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return f, err
	}
	for _, text := range []*string{&f.Notation, &f.Title, &f.Use, &f.Creator, &f.Language, &f.Note} {
		*text = strings.TrimSpace(*text)
	}
	if f.Year == 0 {
		f.Year = s.papers.today().Year()
	}
	if f.Opened == "" {
		f.Opened = s.dayNow()
	}
	if err := s.asPlanned(ctx, &f); err != nil {
		return f, err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return f, err
	}
	f.ID, f.Version, f.State, f.Organ = "", 0, office.FileOpen, o.Code
	return f, s.store.Save(ctx, filing(s.entrance.own(ctx, by), workfiles.StepOpen), workfiles.Files.Put(&f))
}

// language is that of the documents of an office where nobody says another.
const language = "Tiếng Việt"

func (s *WorkFiles) asPlanned(ctx context.Context, f *office.WorkFile) error {
	p, is, err := workfiles.PlannedAs(ctx, s.store, f.Notation, f.Year)
	if f.Language == "" {
		f.Language = language
	}
	if err != nil || !is {
		return err
	}
	for text, planned := range map[*string]string{&f.Title: p.Title, &f.Creator: p.Creator, &f.Note: p.Note} {
		if *text == "" {
			*text = planned
		}
	}
	if f.Retention == 0 {
		f.Retention = p.Retention
	}
	return nil
}

// AddToFile puts a document that is on a register into a file. pages is how many it has; 0: nobody
// counted. It fails with IsShut, AlreadyIn, Frozen, DocumentGone and BadPages of workfiles.
func (s *WorkFiles) AddToFile(ctx context.Context, by office.Clerk, file, document office.ID, pages int, note string) (office.Filed, error) {
	in := office.Filed{File: file, Document: document, Pages: pages, Note: strings.TrimSpace(note), Added: s.dayNow(), State: office.FiledIn}
	ctx, _, err := s.keeps(ctx, file)
	if err != nil {
		return in, err
	}
	if err := s.store.Save(ctx, filing(s.entrance.own(ctx, by), workfiles.StepAdd), workfiles.Filed.Put(&in)); err != nil {
		return in, err
	}
	return in, s.recallFound(ctx) // it may have been recalled long ago
}

// CountInFile says anew how many pages a document in an open file has, 0: nobody counted, and what is
// noted of it there. It fails with IsShut, Frozen and BadPages of workfiles.
func (s *WorkFiles) CountInFile(ctx context.Context, by office.Clerk, file, document office.ID, pages int, note string) error {
	return s.eachLying(ctx, s.entrance.own(ctx, by), file, document, workfiles.StepEdit, office.FiledIn, func(in *office.Filed) {
		in.Pages, in.Note = pages, strings.TrimSpace(note)
	})
}

// TakeFromFile takes a document out of an open file. The document stays on its register and in all
// other files.
func (s *WorkFiles) TakeFromFile(ctx context.Context, by office.Clerk, file, document office.ID, why string) error {
	return s.eachLying(ctx, s.entrance.own(ctx, by), file, document, workfiles.StepTakeOut, office.FiledIn, becomes(office.FiledOut, why))
}

// LookedAtRecalled notes that a person has looked at a document that was recalled while it lay in
// a file. It stays there as what was recalled, and the file is not frozen by it any more.
func (s *WorkFiles) LookedAtRecalled(ctx context.Context, by office.Clerk, file, document office.ID, why string) error {
	return s.eachLying(ctx, s.entrance.own(ctx, by), file, document, workfiles.StepLook, office.FiledRecalled, becomes(office.FiledLooked, why))
}

// becomes takes what lies in a file to another state, with why.
func becomes(to office.State, why string) func(*office.Filed) {
	return func(in *office.Filed) { in.State, in.Reason = to, strings.TrimSpace(why) }
}

// eachLying changes what lies of a document in a file, where it is in a state: all of it where two
// stations put it in apart.
func (s *WorkFiles) eachLying(ctx context.Context, by office.Clerk, file, document office.ID, step string, from office.State, change func(*office.Filed)) error {
	ctx, _, err := s.keeps(ctx, file)
	if err != nil {
		return err
	}
	all, err := workfiles.LyingIn(ctx, s.store, file, document)
	if err != nil {
		return err
	}
	var changes []store.Change
	for _, in := range all {
		if in.State == from {
			change(&in)
			changes = append(changes, workfiles.Filed.Put(&in))
		}
	}
	if len(changes) == 0 {
		return store.WrongState
	}
	return s.store.Save(ctx, filing(by, step), changes...)
}

// CloseFile ends a file: its documents have their ordinals from then on, and it takes no other.
// day is when the work ended, yyyy-mm-dd; empty: today.
func (s *WorkFiles) CloseFile(ctx context.Context, by office.Clerk, file office.ID, day string) (office.FileContents, error) {
	ctx, f, err := s.keeps(ctx, file)
	if err != nil {
		return office.FileContents{}, err
	}
	if day == "" {
		day = s.dayNow()
	}
	f.State, f.Ended = office.FileClosed, day
	closing := office.FileClosing{File: file, Day: day}
	if err := s.store.Save(ctx, filing(s.entrance.own(ctx, by), workfiles.StepClose), workfiles.Closings.Put(&closing), workfiles.Files.Put(&f)); err != nil {
		return office.FileContents{}, err
	}
	return workfiles.Contents(ctx, s.store, f)
}

// ReopenFile opens a closed file again. It fails with NoReason.
func (s *WorkFiles) ReopenFile(ctx context.Context, by office.Clerk, file office.ID, why string) (office.WorkFile, error) {
	return s.moved(ctx, s.entrance.own(ctx, by), file, workfiles.StepReopen, func(f *office.WorkFile) {
		f.State, f.Ended, f.Keep, f.Reason = office.FileOpen, "", "", strings.TrimSpace(why)
	})
}

// KeepFileBack keeps a file that is to be handed over for longer: until a day, yyyy-mm-dd, at most
// two years after it was due (Điều 31). It fails with NoReason and BadKeep.
func (s *WorkFiles) KeepFileBack(ctx context.Context, by office.Clerk, file office.ID, until, why string) (office.WorkFile, error) {
	return s.moved(ctx, s.entrance.own(ctx, by), file, workfiles.StepKeepBack, func(f *office.WorkFile) {
		f.State, f.Keep, f.Reason = office.FileKeptBack, until, strings.TrimSpace(why)
	})
}

// HandFileIn notes that a closed file was handed over to the archive of the office.
func (s *WorkFiles) HandFileIn(ctx context.Context, by office.Clerk, file office.ID, to string) (office.WorkFile, error) {
	return s.moved(ctx, s.entrance.own(ctx, by), file, workfiles.StepHandIn, func(f *office.WorkFile) {
		f.State, f.Handed, f.HandedTo = office.FileHanded, s.dayNow(), strings.TrimSpace(to)
	})
}

// DestroyFile notes that a file whose term is over was destroyed, and by which decision. What the
// program keeps of it, and the journal, stay. It fails with StillKept, KeptForever and NoReason.
func (s *WorkFiles) DestroyFile(ctx context.Context, by office.Clerk, file office.ID, why string) (office.WorkFile, error) {
	ctx, err := s.entrance.begins(ctx, office.MayWithdraw)
	if err != nil {
		return office.WorkFile{}, err
	}
	return s.moved(ctx, s.entrance.own(ctx, by), file, workfiles.StepDestroy, func(f *office.WorkFile) {
		f.State, f.Reason = office.FileDestroyed, strings.TrimSpace(why)
	})
}

func (s *WorkFiles) moved(ctx context.Context, by office.Clerk, file office.ID, step string, move func(*office.WorkFile)) (office.WorkFile, error) {
	ctx, f, err := s.keeps(ctx, file)
	if err != nil {
		return f, err
	}
	move(&f)
	return f, s.store.Save(ctx, filing(by, step), workfiles.Files.Put(&f))
}

// FileContents reads a file with what lies in it. It fails with NotYours.
func (s *WorkFiles) FileContents(ctx context.Context, id office.ID) (c office.FileContents, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return c, err
	}
	defer s.entrance.seen(ctx, id, &err)
	f, err := s.rights.readable(ctx, id)
	if err != nil {
		return c, err
	}
	return workfiles.Contents(ctx, s.store, f)
}

// FileVersions are what stations made of a file apart, what is shown first; one where nothing is to
// be chosen. It fails with NotYours.
func (s *WorkFiles) FileVersions(ctx context.Context, id office.ID) (all []office.Version, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	defer s.entrance.seen(ctx, id, &err)
	if _, err := s.rights.readable(ctx, id); err != nil {
		return nil, err
	}
	return s.versions(ctx, id)
}

// SettleFile keeps one of those versions, by its entry; seen are the entries of all that the person
// saw (store.Choose).
func (s *WorkFiles) SettleFile(ctx context.Context, by office.Clerk, id, keep office.ID, seen []office.ID) (office.WorkFile, error) {
	ctx, f, err := s.keeps(ctx, id)
	if err != nil {
		return f, err
	}
	return store.Choose(ctx, s.store, filing(s.entrance.own(ctx, by), store.SettleStep), workfiles.Files, id, keep, seen)
}

// FileNamed finds the ID of a file by its số và ký hiệu in a year, or by its ID.
func (s *WorkFiles) FileNamed(ctx context.Context, name string, year int) (office.ID, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return "", err
	}
	if year == 0 {
		year = s.papers.today().Year()
	}
	f, err := workfiles.Named(ctx, s.store, name, year)
	return f.ID, err
}

// filing is the act by which a person takes a step of a work file.
func filing(by office.Clerk, step string) store.Act { return store.Act{Actor: by.Name, Step: step} }

func (s *WorkFiles) dayNow() string { return s.papers.today().Format(time.DateOnly) }

// recallFound freezes the files to which other stations added what was cancelled meanwhile.
func (s *WorkFiles) recallFound(ctx context.Context) error {
	all, err := workfiles.Unfrozen(ctx, s.store)
	if err != nil || len(all) == 0 {
		return err
	}
	return s.store.Save(ctx, actOf("văn bản trong hồ sơ đã bị hủy, thu hồi", workfiles.StepRecall), all...)
}

// recalledIn are the changes by which what is cancelled freezes its files.
func (s *Documents) recalledIn(ctx context.Context, r *office.Registered) ([]store.Change, error) {
	all, err := workfiles.Recalled(ctx, s.store, r.ID)
	return append([]store.Change{documents.Registered.Put(r)}, all...), err
}
