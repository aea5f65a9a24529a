package station

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tram/local/arrivalstamp"
	"tram/local/convert"
	"tram/local/documents"
	"tram/local/docx"
	"tram/local/heading"
	"tram/local/job"
	"tram/local/office"
	"tram/local/original"
	"tram/local/pdf"
	"tram/local/store"
	"tram/local/whole"
)

// ordinary refuses a document of a secret grade, of which a line stays (Nghị định 137/2024, Điều
// 6.1 and 9.4đ): it is registered on paper, by the law on state secrets.
func (s *Documents) ordinary(ctx context.Context, by office.Clerk, d office.Document) error {
	if !d.Secrecy.Secret() {
		return nil
	}
	clerk := s.entrance.own(ctx, by)
	_, err := s.store.Refuse(ctx, store.Act{Actor: clerk.Name, Step: "refuse-registering"}, convert.RefusalOf(s.clock.Now(), clerk, d.Tidy()), nil)
	return errors.Join(office.SecretAtTheDoor.About(d.Secrecy.Name()), err)
}

// openly refuses files of a secret grade for a document that stands on a register, and leaves a line.
func (s *Documents) openly(ctx context.Context, by office.Clerk, d office.Document, with office.Enclosing) error {
	d.Secrecy = with.Secrecy
	return s.ordinary(ctx, by, d)
}

// RegisterWith is Register for a document that has files: number and files are kept together, or
// neither. It fails with NotFinished, and with what keeps a file from being brought in, too.
func (s *Documents) RegisterWith(ctx context.Context, by office.Clerk, r office.Registered, with office.Enclosing, p *job.Progress) (office.Registered, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return r, err
	}
	if with.Secrecy.Secret() {
		r.Document.Secrecy = with.Secrecy
	}
	if r, err = s.prepared(ctx, by, r); err != nil { // before a file of it is opened
		return r, err
	}
	if err := documents.Registered.Check(nil, r, documents.StepRegister); err != nil {
		return r, err
	}
	files, err := s.enclosed(ctx, with, p)
	if err != nil {
		return r, err
	}
	for _, f := range files {
		if f.Conversion != "" {
			r.From = f.Conversion
		}
	}
	if err := s.paperOnce(ctx, r); err != nil {
		return r, err
	}
	meant, err := s.meantFor(ctx, r)
	if err != nil {
		return r, err
	}
	return s.numbered(ctx, registering(s.entrance.own(ctx, by)), r, meant, files...)
}

// paperOnce keeps one digitised paper from being entered twice among what came in: two numbers would be of one
// sheet. It fails with documents.PaperEntered.
func (s *Documents) paperOnce(ctx context.Context, r office.Registered) error {
	if r.From == "" || r.Flow != office.FlowIn {
		return nil
	}
	all, err := store.By(ctx, s.store, documents.Registered, documents.FacetFrom, string(r.From))
	at := slices.IndexFunc(all, func(o office.Registered) bool { return o.Flow == office.FlowIn && o.State == office.RegisteredStands })
	if err != nil || at < 0 {
		return err
	}
	return documents.PaperEntered.About(all[at].Said(), all[at].Year)
}

// meantFor is the paper of a document that came in, where it waits for its register; nil: none does.
func (s *Documents) meantFor(ctx context.Context, r office.Registered) (*documents.Meant, error) {
	if r.From == "" || r.Flow != office.FlowIn {
		return nil, nil
	}
	m, is, err := documents.MeantOf(ctx, s.store, r.From)
	if err != nil || !is || m.Entered() {
		return nil, err
	}
	return &m, nil
}

// Enclose puts files to a document that stands on a register; one that it has already is told (There), and stands
// there once. It fails with documents.Cancelled. Files that are said to be secret are refused as a document is
// (office.SecretAtTheDoor).
func (s *Documents) Enclose(ctx context.Context, by office.Clerk, id office.ID, with office.Enclosing, p *job.Progress) (office.RegisteredWhole, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.RegisteredWhole{}, err
	}
	w, err := documents.Whole(ctx, s.store, id)
	switch {
	case err != nil:
		return w, err
	case w.State != office.RegisteredStands:
		return w, documents.Cancelled.About(w.Said())
	}
	if err := s.openly(ctx, by, w.Document, with); err != nil {
		return w, err
	}
	there, err := s.without(ctx, &with, w.Files)
	if err != nil {
		return w, err
	}
	if with.Empty() {
		w.There = there
		return w, nil
	}
	files, err := s.enclosed(ctx, with, p)
	if err != nil {
		return w, err
	}
	for i := range files {
		files[i].Rank += len(w.Files)
	}
	act := store.Act{Actor: s.entrance.own(ctx, by).Name, Step: documents.StepEnclose}
	if err := s.store.Save(ctx, act, enclosedIn(id, files)...); err != nil {
		return w, err
	}
	w, err = documents.Whole(ctx, s.store, id)
	w.There = there
	return w, err
}

// without leaves out of what is to be put to a document the files that it has, and all but the first of those that
// are one, byte for byte. there are their names.
func (s *Documents) without(ctx context.Context, with *office.Enclosing, has []office.Enclosed) (there []string, err error) {
	seen := map[string]bool{}
	for _, e := range has {
		seen[e.Same()] = true
	}
	if with.Conversion != "" {
		c, err := s.digitised(ctx, with.Conversion)
		if err != nil {
			return nil, err
		}
		if seen[string(c.ID)] {
			there, with.Conversion = append(there, string(c.Code)), ""
		}
	}
	var anew []string
	for _, path := range with.Paths {
		is, err := digestAt(ctx, path)
		if err != nil {
			return nil, original.NoSuchFile.About(filepath.Base(path)).Because(err)
		}
		if seen[string(is)] {
			there = append(there, filepath.Base(path))
			continue
		}
		seen[string(is)] = true
		anew = append(anew, path)
	}
	with.Paths = anew
	return there, nil
}

// enclosed brings files in, in their order; a conversion stands before them, and what can only be kept as
// it came behind them. What was brought in before an error stays in the vault, where nothing points at it.
func (s *Documents) enclosed(ctx context.Context, with office.Enclosing, p *job.Progress) (all []office.Enclosed, err error) {
	if with.Conversion != "" {
		c, err := s.digitised(ctx, with.Conversion)
		if err != nil {
			return nil, err
		}
		all = append(all, office.Enclosed{Conversion: c.ID})
	}
	if len(with.Paths) > 0 {
		if why := s.store.Unwritable(); why != nil {
			return nil, why
		}
		if err := s.roomForFiles(with.Paths...); err != nil {
			return nil, err
		}
	}
	ctx = pdf.OneAct(ctx)
	for _, path := range with.Paths {
		m, err := s.door.Keep(ctx, path, with.Password, p)
		if err != nil {
			return nil, err
		}
		all = append(all, office.Enclosed{Message: &m})
	}
	slices.SortStableFunc(all, unseenLast)
	for i := range all {
		all[i].Rank = i
	}
	return all, nil
}

// unseenLast has what cannot be seen stand behind what can: the document itself is the first.
func unseenLast(a, b office.Enclosed) int {
	switch {
	case a.Shown() == b.Shown():
		return 0
	case a.Shown():
		return -1
	}
	return 1
}

// digitised is a finished conversion of paper that the office stands by.
func (s *Documents) digitised(ctx context.Context, name string) (office.Conversion, error) {
	c, err := s.records.named(ctx, name)
	if err != nil {
		return c, err
	}
	if c.Direction == office.DataToPaper || c.State != office.Finished {
		return c, NotDigitised.About(c.Code)
	}
	_, err = s.store.WithdrawalOf(ctx, c.ID)
	switch {
	case err == nil:
		return c, NotDigitised.About(c.Code)
	case !errors.Is(err, store.NoSuchRecord):
		return c, err
	}
	return c, nil
}

// enclosedIn are the wishes to keep files of a document.
func enclosedIn(document office.ID, files []office.Enclosed) (all []store.Change) {
	for _, f := range files {
		f.Document = document
		all = append(all, documents.Enclosed.Put(&f))
	}
	return all
}

// RegisteredWhole reads a document on a register with its files and its stamp.
func (s *Documents) RegisteredWhole(ctx context.Context, id office.ID) (w office.RegisteredWhole, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return w, err
	}
	defer s.entrance.seen(ctx, id, &err)
	return documents.Whole(ctx, s.store, id)
}

// Duplicates are the documents on the registers that one which comes in may be: by a file, byte
// for byte, or by number, symbol and issuer (Nghị định 30/2020, Phụ lục VI). Files are read where
// they lie; nothing is stored.
func (s *Documents) Duplicates(ctx context.Context, r office.Registered, paths []string) ([]office.RegisteredTwin, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	var files []office.Digest
	for _, path := range paths {
		d, err := digestAt(ctx, path)
		if err != nil {
			return nil, original.NoSuchFile.About(filepath.Base(path)).Because(err)
		}
		files = append(files, d)
	}
	r.Document = r.Document.Tidy()
	return documents.Twins(ctx, s.store, r, files)
}

// headLines is among how many paragraphs of a text document its head is looked for.
const headLines = 30

// gradeInText is the grade of secrecy in the head of a text document (DOCX), empty: none is found, or it
// is something else, which is found out when it is brought in.
func gradeInText(ctx context.Context, f io.ReaderAt, info os.FileInfo) office.Secrecy {
	c, err := docx.Read(ctx, f, info.Size(), info.Name())
	if err != nil {
		return ""
	}
	for _, part := range c.Parts {
		if part.Place != docx.Body && part.Place != docx.Header {
			continue
		}
		for _, words := range part.Words[:min(len(part.Words), headLines)] {
			for line := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == '\n' || r == '\t' }) {
				if grade := heading.GradeOf(line); grade != "" {
					return grade
				}
			}
		}
	}
	return ""
}

// GradeOnPaper is the grade of secrecy that the head of a PDF or a text document bears, by its letters; empty: none
// is found, the file has no letters, or it is no PDF. Nothing is stored. It is a suggestion: a
// person looks at the paper and says what it is.
func (s *Documents) GradeOnPaper(ctx context.Context, path string) (office.Secrecy, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return "", err
	}
	f, err := whole.Open(path)
	if err != nil {
		return "", original.NoSuchFile.About(filepath.Base(path)).Because(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", original.NoSuchFile.About(filepath.Base(path)).Because(err)
	}
	open, err := pdf.Open(ctx, f, info.Size(), "")
	if err != nil {
		return gradeInText(ctx, f, info), ctx.Err()
	}
	defer open.Close()
	lines, err := open.Lines(ctx, 0)
	if err != nil || len(lines) == 0 {
		return "", ctx.Err()
	}
	return heading.Grade(lines, open.Shapes()[0]), nil
}

// StampArrival puts the stamp ĐẾN on the first page of a document that came in: at where a clerk wants
// it, in millimetres from the top left, or where room is found. The document as it came stays.
// One that was stamped is given back as it is. It fails with documents.NotArrived,
// documents.Provisional, documents.Cancelled, documents.NoPDF and the failures of arrivalstamp.
func (s *Documents) StampArrival(ctx context.Context, by office.Clerk, id office.ID, at *[2]float64, p *job.Progress) (office.ArrivalStamp, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.ArrivalStamp{}, err
	}
	w, err := documents.Whole(ctx, s.store, id)
	if err != nil {
		return office.ArrivalStamp{}, err
	}
	if len(w.Stamps) > 0 {
		return w.Stamps[0], nil
	}
	if err := documents.MayStamp(w.Registered); err != nil {
		return office.ArrivalStamp{}, err
	}
	drafts, err := documents.Submitted(ctx, s.store, id)
	if err != nil {
		return office.ArrivalStamp{}, err
	}
	main := slices.IndexFunc(w.Files, func(e office.Enclosed) bool { return e.Shown() && !drafts[e.ID] })
	if main < 0 {
		return office.ArrivalStamp{}, documents.NoPDF
	}
	p.Say("Đang tìm chỗ trống cho dấu ĐẾN")
	made, err := s.stamped(pdf.OneAct(ctx), w.Registered, w.Files[main], at)
	if err != nil {
		return office.ArrivalStamp{}, err
	}
	act := store.Act{Actor: s.entrance.own(ctx, by).Name, Step: documents.StepStamp}
	return made, s.store.Save(ctx, act, documents.Stamped.Put(&made))
}

// stamped makes the stamped form of a document of its main file; what is appended lies in the vault.
func (s *Documents) stamped(ctx context.Context, r office.Registered, main office.Enclosed, at *[2]float64) (made office.ArrivalStamp, err error) {
	o, err := s.store.Office(ctx)
	if err != nil {
		return made, err
	}
	base, err := s.pdfOf(ctx, main)
	if err != nil {
		return made, err
	}
	for _, piece := range base {
		if err := s.vault.Check(ctx, piece); err != nil {
			return made, err
		}
	}
	file, err := s.vault.Join(base...)
	if err != nil {
		return made, err
	}
	defer file.Close()
	order := arrivalstamp.Order{At: at, Facts: documents.OnStamp(o, r)}
	stamp, err := arrivalstamp.Make(ctx, file, file.Size(), order)
	if err != nil {
		return made, err
	}
	made = office.ArrivalStamp{Document: r.ID, Of: main.ID, Base: base, Number: r.Number, Lines: stamp.Lines, Spot: stamp.Spot, Note: stamp.Note, At: s.clock.Now()}
	if made.More, err = s.vault.Keep(stamp.More); err != nil {
		return made, err
	}
	grown := pdf.Grown{File: file, FileSize: file.Size(), More: stamp.More}
	made.Size = grown.Size()
	h := sha256.New()
	if _, err := io.Copy(job.Patient(ctx, h), io.NewSectionReader(grown, 0, grown.Size())); err != nil {
		return made, err
	}
	made.PDF = office.Digest(hex.EncodeToString(h.Sum(nil)))
	return made, nil
}

// pdfOf are the pieces of the PDF of a file: what is shown of a data message, and of a conversion
// its signed form where it has one.
func (s *Documents) pdfOf(ctx context.Context, e office.Enclosed) ([]office.Digest, error) {
	if e.Message != nil {
		return []office.Digest{e.Message.PDF}, nil
	}
	c, err := s.store.Conversion(ctx, e.Conversion)
	if err != nil {
		return nil, err
	}
	pieces, _, err := s.records.result(ctx, c)
	return pieces, err
}

// SaveEnclosed writes all that a document has to files of a folder, which is made where it is
// missing: each file as it came, and the form that bears the stamp. Their names are returned. A
// file that is there already is never written over; where one fails, none of them stays.
func (s *Documents) SaveEnclosed(ctx context.Context, id office.ID, folder string) (names []string, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	defer s.entrance.taken(ctx, id, &err)
	w, err := documents.Whole(ctx, s.store, id)
	if err != nil {
		return nil, err
	}
	outs, err := s.outs(ctx, w)
	if err != nil {
		return nil, err
	}
	if err := Outward(s.home, folder); err != nil {
		return nil, err
	}
	if err := whole.MakeDir(folder, 0o755); err != nil {
		return nil, err
	}
	for _, o := range outs {
		if err := s.writeOut(ctx, w.Said(), o.pieces, o.want, filepath.Join(folder, o.name)); err != nil {
			for _, name := range names {
				err = errors.Join(err, whole.Remove(filepath.Join(folder, name)))
			}
			return nil, err
		}
		names = append(names, o.name)
	}
	return names, nil
}

// out is a file as it is written out: how it is called, its pieces, and what they must be.
type out struct {
	name   string
	pieces []office.Digest
	want   office.Digest
}

// outs are those of a document, no two of one name. It fails with documents.NoFiles.
func (s *Documents) outs(ctx context.Context, w office.RegisteredWhole) (all []out, err error) {
	for _, e := range w.Files {
		o, err := s.outOf(ctx, e)
		if err != nil {
			return nil, err
		}
		all = append(all, o)
	}
	for _, stamp := range w.Stamps {
		all = append(all, out{"dau-den-" + w.Said() + ".pdf", stamp.Pieces(), stamp.PDF})
	}
	if len(all) == 0 {
		return nil, documents.NoFiles
	}
	taken := map[string]bool{}
	for i := range all {
		all[i].name = apart(cmp.Or(office.MendedFileName(all[i].name), nameless), taken)
	}
	return all, nil
}

func (s *Documents) outOf(ctx context.Context, e office.Enclosed) (o out, err error) {
	if e.Message != nil {
		return out{e.Message.Name, []office.Digest{e.Message.File}, e.Message.File}, nil
	}
	c, err := s.store.Conversion(ctx, e.Conversion)
	if err != nil {
		return o, err
	}
	o.name = string(c.Code) + ".pdf"
	o.pieces, o.want, err = s.records.result(ctx, c)
	return o, err
}

// apart is a name that none of the others has, on a disk that tells no capitals apart either.
func apart(given string, taken map[string]bool) string {
	name := given
	for n := 2; taken[strings.ToLower(name)]; n++ {
		name = office.FileNameAgain(given, n)
	}
	taken[strings.ToLower(name)] = true
	return name
}

// nameless is what a file is called of whose name nothing could be kept.
const nameless = "van-ban"

// SaveStamped writes the form of a document that bears the stamp to a new file.
func (s *Documents) SaveStamped(ctx context.Context, id office.ID, path string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	defer s.entrance.taken(ctx, id, &err)
	w, err := documents.Whole(ctx, s.store, id)
	if err != nil {
		return err
	}
	if len(w.Stamps) == 0 {
		return documents.NotStamped
	}
	return s.writeOut(ctx, w.Said(), w.Stamps[0].Pieces(), w.Stamps[0].PDF, path)
}
