package station

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/assets"
	"tram/local/documents"
	"tram/local/filepack"
	"tram/local/job"
	"tram/local/office"
	"tram/local/people"
	"tram/local/store"
	"tram/local/volume"
	"tram/local/workfiles"
)

// WorkFiles (hồ sơ công việc) keeps the yearly list of the office's work files, what lies in them,
// and what becomes of them (Nghị định 30/2020, Điều 28–31, Phụ lục V và VI).
type WorkFiles struct {
	*ground
	entrance *Entrance
	papers   *Documents
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
	return in, s.store.Save(ctx, filing(s.entrance.own(ctx, by), workfiles.StepAdd), workfiles.Filed.Put(&in))
}

// TakeFromFile takes a document out of an open file. The document stays on its register and in all
// other files.
func (s *WorkFiles) TakeFromFile(ctx context.Context, by office.Clerk, file, document office.ID, why string) error {
	return s.eachLying(ctx, s.entrance.own(ctx, by), file, document, workfiles.StepTakeOut, why, office.FiledIn, office.FiledOut)
}

// LookedAtRecalled notes that a person has looked at a document that was recalled while it lay in
// a file. It stays there as what was recalled, and the file is not frozen by it any more.
func (s *WorkFiles) LookedAtRecalled(ctx context.Context, by office.Clerk, file, document office.ID, why string) error {
	return s.eachLying(ctx, s.entrance.own(ctx, by), file, document, workfiles.StepLook, why, office.FiledRecalled, office.FiledLooked)
}

// eachLying takes a document in a file from one state to another: all of it where two stations put
// it in apart.
func (s *WorkFiles) eachLying(ctx context.Context, by office.Clerk, file, document office.ID, step, why string, from, to office.State) error {
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
			in.State, in.Reason = to, strings.TrimSpace(why)
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

// SetFileRights says who may see a file and who may change it; nobody named: all whom their post
// lets. Each person whom the change concerns is told.
func (s *WorkFiles) SetFileRights(ctx context.Context, by office.Clerk, file office.ID, readers, keepers []office.ID) (office.WorkFile, error) {
	ctx, f, err := s.keeps(ctx, file)
	if err != nil {
		return f, err
	}
	clerks, err := s.store.Clerks(ctx)
	if err != nil {
		return f, err
	}
	was := f
	f.Readers, f.Keepers = readers, keepers
	changes := []store.Change{workfiles.Files.Put(&f)}
	for _, c := range clerks {
		if said := rightSaid(was, f, c.ID); said != "" {
			changes = append(changes, workfiles.Rights.Put(&office.FileRight{File: file, Person: c.ID, Said: said, State: office.FileRightTold}))
		}
	}
	return f, s.store.Save(ctx, filing(s.entrance.own(ctx, by), workfiles.StepRights), changes...)
}

// rightSaid tells a person how their rights to a file changed; empty: they did not.
func rightSaid(was, now office.WorkFile, who office.ID) string {
	told := func(before, after bool, what string) string {
		switch {
		case before == after:
			return ""
		case after:
			return "Được " + what
		}
		return "Không còn được " + what
	}
	var all []string
	for _, said := range []string{told(was.MayRead(who), now.MayRead(who), "xem"), told(was.MayKeep(who), now.MayKeep(who), "thay đổi")} {
		if said != "" {
			all = append(all, said)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return strings.Join(all, ", ") + " hồ sơ " + now.Notation + "."
}

// FileRightsSeen notes that who acts has seen how their rights to files were changed.
func (s *WorkFiles) FileRightsSeen(ctx context.Context, by office.Clerk) (seen []office.FileRight, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayRead)
	if err != nil {
		return nil, err
	}
	all, err := workfiles.RightsChanged(ctx, s.store, s.entrance.own(ctx, by).ID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	var changes []store.Change
	for i := range all {
		all[i].State = office.FileRightSeen
		changes = append(changes, workfiles.Rights.Put(&all[i]))
	}
	return all, s.store.Save(ctx, filing(s.entrance.own(ctx, by), workfiles.StepSeen), changes...)
}

// FileContents reads a file with what lies in it. It fails with NotYours.
func (s *WorkFiles) FileContents(ctx context.Context, id office.ID) (c office.FileContents, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return c, err
	}
	defer s.entrance.seen(ctx, id, &err)
	f, err := s.readable(ctx, id)
	if err != nil {
		return c, err
	}
	return workfiles.Contents(ctx, s.store, f)
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
	all = slices.DeleteFunc(all, func(f office.FileStands) bool { return !s.maySee(ctx, f.WorkFile) })
	return all, before - len(all), nil
}

// FileLooks tells who looked into a file, and who took it out, at this station (Phụ lục VI, Phần I,
// III.6).
func (s *WorkFiles) FileLooks(ctx context.Context, id office.ID) ([]office.FileLooks, error) {
	ctx, err := s.entrance.begins(ctx, office.MayAudit)
	if err != nil {
		return nil, err
	}
	s.entrance.writeAccesses(ctx)
	all, err := people.Stored{Store: s.store, Station: program}.Accesses(ctx)
	if err != nil {
		return nil, err
	}
	var looks []office.FileLooks
	for _, a := range all {
		if a.Record != id {
			continue
		}
		at := slices.IndexFunc(looks, func(l office.FileLooks) bool { return l.Who == a.Who })
		if at < 0 {
			at, looks = len(looks), append(looks, office.FileLooks{Who: a.Who})
		}
		if a.Way == people.StepTaken {
			looks[at].Taken += a.Times
		} else {
			looks[at].Seen += a.Times
		}
		if a.Last.After(looks[at].Last) {
			looks[at].Last = a.Last
		}
	}
	return looks, nil
}

// keeps lets who acts begin to change a file, and reads it. It fails with NotYours and
// NotYoursToKeep.
func (s *WorkFiles) keeps(ctx context.Context, id office.ID) (context.Context, office.WorkFile, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return ctx, office.WorkFile{}, err
	}
	f, err := s.readable(ctx, id)
	if err == nil && !s.may(ctx, f.MayKeep) {
		err = workfiles.NotYoursToKeep
	}
	return ctx, f, err
}

// readable reads a file that who acts may see.
func (s *WorkFiles) readable(ctx context.Context, id office.ID) (office.WorkFile, error) {
	f, err := store.One(ctx, s.store, workfiles.Files, id)
	if err == nil && !s.maySee(ctx, f) {
		return office.WorkFile{}, workfiles.NotYours
	}
	return f, err
}

func (s *WorkFiles) maySee(ctx context.Context, f office.WorkFile) bool { return s.may(ctx, f.MayRead) }

// may asks a rule of a file about who acts. Where nobody has an account there is nobody to keep
// it from; a leader, who goes through the journal, may always: a file whose keepers have all left
// is not lost.
func (s *WorkFiles) may(ctx context.Context, rule func(office.ID) bool) bool {
	l, err := s.entrance.Acting(ctx)
	if err != nil {
		return false
	}
	who := l.Person().ID
	return who == "" || rule(who) || l.May(office.MayReview) == nil && l.May(office.MayKeep) == nil
}

// filing is the act by which a person takes a step of a work file.
func filing(by office.Clerk, step string) store.Act { return store.Act{Actor: by.Name, Step: step} }

func (s *WorkFiles) dayNow() string { return s.papers.today().Format(time.DateOnly) }

// SaveFilePlan writes the list of a year as Phụ lục V draws it to a new file: PDF, workbook or data.
func (s *WorkFiles) SaveFilePlan(ctx context.Context, year int, path, by string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	defer s.entrance.takenAll(ctx, "Danh mục hồ sơ", &err)
	all, err := workfiles.PlanOf(ctx, s.store, year)
	if err != nil {
		return err
	}
	return s.saveList(ctx, workfiles.PlanList(year, all), path, by)
}

// SaveFilesList writes the list of the closed files of a year that who acts may see (mục lục hồ sơ)
// to a new file. It fails with NotHere where documents of one have not come to this station.
func (s *WorkFiles) SaveFilesList(ctx context.Context, year int, path, by string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	defer s.entrance.takenAll(ctx, "Mục lục hồ sơ", &err)
	all, hidden, err := s.FilesOfYear(ctx, year)
	if err != nil {
		return err
	}
	var closed []office.FileContents
	for _, f := range all {
		if !f.Shut() || f.State == office.FileDestroyed {
			continue
		}
		c, err := workfiles.Contents(ctx, s.store, f.WorkFile)
		if err != nil {
			return err
		}
		closed = append(closed, c)
	}
	v := workfiles.FilesList(year, closed)
	if hidden > 0 {
		v.Told = append(v.Told, fmt.Sprintf("Không gồm %d hồ sơ mà người lập mục lục không được xem.", hidden))
	}
	return s.saveList(ctx, v, path, by)
}

func (s *WorkFiles) saveList(ctx context.Context, v volume.Volume, path, by string) error {
	o, err := s.store.Office(ctx)
	if err != nil {
		return err
	}
	v.Superior, v.Office, v.At, v.By = o.Owner, o.Name, s.clock.Now(), s.entrance.author(ctx, by)
	return s.saveTable(ctx, v.Table(), path)
}

// ExportFile writes a file out to a new one, by the ending of its name: the list of its documents
// (.pdf, .xlsx), its data in order of time (.xml), or a package for an archive with the files of its
// documents (.zip). It fails with NotYours, Destroyed, UnknownEnding, NotYetClosed and NotHere.
func (s *WorkFiles) ExportFile(ctx context.Context, id office.ID, path, by string) (is filepack.Written, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	defer s.entrance.taken(ctx, id, &err)
	f, err := s.readable(ctx, id)
	if err != nil {
		return is, err
	}
	if f.State == office.FileDestroyed {
		return is, workfiles.Destroyed.About(f.Notation)
	}
	c, err := workfiles.Contents(ctx, s.store, f)
	if err != nil {
		return is, err
	}
	is.Documents = len(c.Documents)
	switch strings.ToLower(filepath.Ext(path)) {
	case ".pdf", ".xlsx":
		return is, s.saveList(ctx, workfiles.DocumentsList(c, s.types), path, by)
	case ".xml":
		return is, s.saveData(ctx, c, path, by, func(n filepack.Names, w io.Writer, of filepack.Content) error { return n.XML(w, of) })
	case ".zip":
		if !f.Shut() {
			return is, workfiles.NotYetClosed.About(f.Notation)
		}
		if missing := countMissing(c); missing > 0 {
			return is, workfiles.NotHere.About(missing)
		}
		err := s.saveData(ctx, c, path, by, func(n filepack.Names, w io.Writer, of filepack.Content) (err error) {
			is, err = n.Package(ctx, w, of)
			return err
		})
		return is, err
	}
	return is, workfiles.UnknownEnding.About(filepath.Base(path))
}

func countMissing(c office.FileContents) (missing int) {
	for _, d := range c.Documents {
		if d.Missing {
			missing++
		}
	}
	return missing
}

func (s *WorkFiles) saveData(ctx context.Context, c office.FileContents, path, by string, write func(filepack.Names, io.Writer, filepack.Content) error) error {
	names, err := filepack.Read(assets.Archive)
	if err != nil {
		return err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return err
	}
	types := map[string]string{}
	for _, t := range s.types {
		types[t.Code] = t.Name
	}
	of := filepack.Content{
		Office: o.Name, At: s.clock.Now(), File: c, Types: types, State: workfiles.StatesSaid[c.State],
		Files: func(i int) ([]filepack.Paper, error) { return s.papersOf(ctx, c.Documents[i].Document.ID) },
		List: func(w io.Writer) error {
			v := workfiles.DocumentsList(c, s.types)
			v.Superior, v.Office, v.At, v.By = o.Owner, o.Name, s.clock.Now(), s.entrance.author(ctx, by)
			return v.Table().PDF(ctx, w)
		},
	}
	if err := Outward(s.home, path); err != nil {
		return err
	}
	return newFile(path, func(w io.Writer) error { return write(names, job.Patient(ctx, w), of) })
}

// papersOf are the files of a document on a register, byte for byte, the document itself first.
func (s *WorkFiles) papersOf(ctx context.Context, document office.ID) (papers []filepack.Paper, err error) {
	w, err := documents.Whole(ctx, s.store, document)
	if err != nil || len(w.Files)+len(w.Stamps) == 0 {
		return nil, err
	}
	outs, err := s.papers.outs(ctx, w)
	if err != nil {
		return nil, err
	}
	for _, o := range outs {
		papers = append(papers, filepack.Paper{Ending: filepath.Ext(o.name), Write: func(to io.Writer) error { return s.pour(ctx, w.Said(), o.pieces, o.want, to) }})
	}
	return papers, nil
}

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
