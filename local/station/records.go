package station

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"io"
	"os"
	"path/filepath"
	"slices"

	"tram/local/convert"
	"tram/local/job"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
	"tram/local/store"
	"tram/local/whole"
)

// Find searches the finished conversions, newest first.
func (s *Station) Find(ctx context.Context, text string, most int) ([]int64, bool, error) {
	return s.find(ctx, text, most, office.Finished)
}

// FinishedCount tells how many conversions are finished.
func (s *Station) FinishedCount(ctx context.Context) (int, error) {
	return s.store.Count(ctx, office.Finished)
}

// FindAll searches conversions in any state but the discarded.
func (s *Station) FindAll(ctx context.Context, text string, most int) ([]int64, bool, error) {
	return s.find(ctx, text, most, office.Draft, office.Checked, office.Printed, office.Unsealed, office.Finished)
}

func (s *Station) find(ctx context.Context, text string, most int, states ...office.State) ([]int64, bool, error) {
	if err := s.reads(ctx); err != nil {
		return nil, false, err
	}
	hits, err := s.store.Find(ctx, store.Query{Text: text, States: states, Most: most})
	return hits.Keys, hits.More, err
}

// Rows reads the rows of keys, in their order.
func (s *Station) Rows(ctx context.Context, keys []int64) ([]office.Row, error) {
	if err := s.reads(ctx); err != nil {
		return nil, err
	}
	rows, err := s.store.Rows(ctx, keys)
	if err != nil {
		return nil, err
	}
	return rows, s.store.Standing(ctx, rows)
}

// Conversion reads a record.
func (s *Station) Conversion(ctx context.Context, id office.ID) (office.Conversion, error) {
	if err := s.reads(ctx); err != nil {
		return office.Conversion{}, err
	}
	return s.store.Conversion(ctx, id)
}

// Named reads the record of an ID or of a lookup code.
func (s *Station) Named(ctx context.Context, name string) (office.Conversion, error) {
	if err := s.reads(ctx); err != nil {
		return office.Conversion{}, err
	}
	if id, err := office.ParseID(name); err == nil {
		return s.store.Conversion(ctx, id)
	}
	code, err := office.ParseLookupCode(name)
	if err != nil {
		return office.Conversion{}, err
	}
	return s.store.ConversionByCode(ctx, code)
}

// Entries lists what the journal holds of a record, and of its signed form, its
// withdrawal and what was printed of it, in the order in which it was written.
func (s *Station) Entries(ctx context.Context, id office.ID) ([]office.Entry, error) {
	if err := s.reads(ctx); err != nil {
		return nil, err
	}
	all, err := s.store.Entries(ctx, id)
	if err != nil {
		return nil, err
	}
	var followers []office.ID
	if f, signed, err := s.SignedForm(ctx, id); err != nil {
		return nil, err
	} else if signed {
		followers = append(followers, f.ID)
	}
	if w, withdrawn, err := s.Withdrawal(ctx, id); err != nil {
		return nil, err
	} else if withdrawn {
		followers = append(followers, w.ID)
	}
	orders, err := s.store.Printouts(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, o := range orders {
		followers = append(followers, o.ID)
	}
	for _, f := range followers {
		more, err := s.store.Entries(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	slices.SortFunc(all, func(a, b office.Entry) int { return cmp.Compare(a.Seq, b.Seq) })
	return all, nil
}

// Export writes the PDF of a finished conversion to a new file: its signed form
// where it has one. What is written is hashed on its way: a file in the vault
// that is not the one of the record is never handed out under its name.
func (s *Station) Export(ctx context.Context, id office.ID, path string) error {
	if err := s.reads(ctx); err != nil {
		return err
	}
	c, err := s.store.Conversion(ctx, id)
	if err != nil {
		return err
	}
	if c.Direction == office.DataToPaper {
		return s.ExportCopy(ctx, id, path)
	}
	if c.State != office.Finished {
		return convert.NotFinished.About(c.Code)
	}
	pieces, want := []office.Digest{c.PDF}, c.PDF
	if f, signed, err := s.SignedForm(ctx, id); err != nil {
		return err
	} else if signed {
		pieces, want = f.Pieces(), f.PDF()
	}
	return s.writeOut(ctx, c, pieces, want, path)
}

func (s *Station) writeOut(ctx context.Context, c office.Conversion, pieces []office.Digest, want office.Digest, path string) error {
	from, err := s.vault.Join(pieces...)
	if err != nil {
		return err
	}
	defer from.Close()
	return s.writeFile(ctx, c, from, want, path)
}

// sized is a file that knows how long it is.
type sized interface {
	io.ReaderAt
	Size() int64
}

func (s *Station) writeFile(ctx context.Context, c office.Conversion, from sized, want office.Digest, path string) error {
	if err := Outward(s.home, path); err != nil {
		return err
	}
	to, err := whole.Create(path, 0o644)
	if err != nil {
		return err
	}
	defer to.Abort()
	hash := sha256.New()
	if _, err := io.Copy(job.Patient(ctx, io.MultiWriter(to, hash)), io.NewSectionReader(from, 0, from.Size())); err != nil {
		return err
	}
	if hex.EncodeToString(hash.Sum(nil)) != string(want) {
		return NotTheRecords.About(c.Code)
	}
	err = to.Commit()
	if errors.Is(err, os.ErrExist) {
		return FileExists.About(filepath.Base(path)).Because(err)
	}
	return err
}

// PagePicture shows one page of a finished conversion as it lies in the PDF,
// with its mark.
func (s *Station) PagePicture(ctx context.Context, id office.ID, page, maxSide int) (image.Image, error) {
	if err := s.reads(ctx); err != nil {
		return nil, err
	}
	c, err := s.store.Conversion(ctx, id)
	if err != nil {
		return nil, err
	}
	if c.Direction == office.DataToPaper {
		return s.copyPicture(ctx, id, page, maxSide)
	}
	return s.desk.PagePicture(ctx, id, page, maxSide)
}

// Prove proves a finished conversion again.
func (s *Station) Prove(ctx context.Context, id office.ID, p *job.Progress) (office.Proof, error) {
	if err := s.reads(ctx); err != nil {
		return office.Proof{}, err
	}
	ctx = pdf.OneAct(ctx)
	return s.desk.Prove(ctx, id, p)
}

// ProveCode proves the conversion of a lookup code as a person types it.
func (s *Station) ProveCode(ctx context.Context, code string, p *job.Progress) (office.Proof, error) {
	if err := s.reads(ctx); err != nil {
		return office.Proof{}, err
	}
	ctx = pdf.OneAct(ctx)
	return s.desk.ProveCode(ctx, code, p)
}

// ProveFile tells of a PDF from anywhere whether it is one of ours, and of a
// photo or scan of a paper what the code on it says.
func (s *Station) ProveFile(ctx context.Context, path string, p *job.Progress) (office.Proof, error) {
	if err := s.reads(ctx); err != nil {
		return office.Proof{}, err
	}
	ctx = pdf.OneAct(ctx)
	// Opening a pipe would wait for ever: what lies there is looked at first.
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return office.Proof{}, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	if IsAuditExport(path) {
		return s.ProveExport(ctx, path, "")
	}
	f, err := os.Open(path)
	if err != nil {
		return office.Proof{}, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return office.Proof{}, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	return s.prove(ctx, f, info.Size(), p)
}

// prove takes a picture for one of a paper, and everything else for a file that
// says of itself what it is. A PDF that nobody vouches for may be a paper that
// was scanned.
func (s *Station) prove(ctx context.Context, r io.ReaderAt, size int64, p *job.Progress) (office.Proof, error) {
	kind, err := page.SniffAt(r, size)
	if err == nil && (kind == page.KindJPEG || kind == page.KindPNG || kind == page.KindTIFF) {
		return s.provePicture(ctx, r, size, p)
	}
	proof, err := s.desk.ProveFile(ctx, r, size, p)
	if err != nil || kind != page.KindPDF || proof.Verdict != office.Stranger || proof.Signatures != nil {
		return proof, err
	}
	paper, err := s.codeOfPDF(ctx, r, size, p)
	if err != nil || paper == nil {
		return proof, err
	}
	return *paper, nil
}

// OnChange calls fn after each change of a record, from any goroutine.
func (s *Station) OnChange(fn func()) (stop func()) {
	return s.store.OnChange(func(office.Kind, office.ID) { fn() })
}

// DataVersion changes when another program has written to the store.
func (s *Station) DataVersion(ctx context.Context) (int64, error) { return s.store.DataVersion(ctx) }

// Office reads who works here.
func (s *Station) Office(ctx context.Context) (office.Office, error) { return s.store.Office(ctx) }

// SaveOffice changes the office's data. Old conversions keep what they had.
func (s *Station) SaveOffice(ctx context.Context, o office.Office) (office.Office, error) {
	o = o.Tidy()
	if err := o.Validate(); err != nil {
		return o, err
	}
	return s.store.SaveOffice(ctx, store.Act{Actor: account(), Step: "settings"}, o)
}

// AllClerks lists the people who convert or once did.
func (s *Station) AllClerks(ctx context.Context) ([]office.Clerk, error) { return s.store.Clerks(ctx) }

// SaveClerk adds or changes a person.
func (s *Station) SaveClerk(ctx context.Context, c office.Clerk) (office.Clerk, error) {
	c = c.Tidy()
	if err := c.Validate(); err != nil {
		return c, err
	}
	if c.ID == "" {
		c.ID = office.NewID(s.clock.Now())
	}
	return s.store.SaveClerk(ctx, store.Act{Actor: account(), Step: "settings"}, c)
}

// Templates lists the wordings of the marks in their newest versions, also those
// that the program brings and the office has not made its own: these have no ID.
func (s *Station) Templates(ctx context.Context) ([]office.MarkTemplate, error) {
	own, err := s.store.Templates(ctx)
	if err != nil {
		return nil, err
	}
	return mark.Complete(own), nil
}

// SaveTemplate makes a new version of a wording, once it could be laid out
// with sample words.
func (s *Station) SaveTemplate(ctx context.Context, t office.MarkTemplate) (office.MarkTemplate, error) {
	if _, err := s.SampleMark(ctx, t); err != nil {
		return t, err
	}
	if t.ID == "" {
		t.ID = office.NewID(s.clock.Now())
	}
	return s.store.SaveTemplate(ctx, store.Act{Actor: account(), Step: "settings"}, t)
}

// SampleMark shows a wording filled with the office's name and sample words.
func (s *Station) SampleMark(ctx context.Context, t office.MarkTemplate) (office.MarkView, error) {
	o, err := s.store.Office(ctx)
	if err != nil {
		return office.MarkView{}, err
	}
	m, shapes, err := convert.Word(t, mark.Facts{
		At: s.clock.Now(), Office: o, Clerk: office.Clerk{Name: "Nguyễn Văn Mẫu", Position: "Công chức Văn phòng"},
		Code: "7K4M-Q2XN-9RT2", Form: t.Form, Document: office.Document{Type: t.Type, Dossier: "H49.10.02-261123-0001"},
		Message: sampleMessage(o),
	}, func(lines []string) (string, error) { return s.code(ctx, lines) })
	if err != nil {
		return office.MarkView{}, err
	}
	m.Spot.W, m.Spot.H = shapes[0].W/office.PointsPerMM, shapes[0].H/office.PointsPerMM
	return office.MarkView{Mark: m, Picture: mark.Draw(shapes[0], office.PictureDPI)}, nil
}

// sampleMessage comes from a system of the province and lies in the office's own.
func sampleMessage(o office.Office) office.DataMessage {
	return office.DataMessage{Systems: []office.InfoSystem{
		{Part: office.Created, Name: "Hệ thống quản lý văn bản và điều hành", Owner: "Ủy ban nhân dân tỉnh Mẫu"},
		{Part: office.Stored, Name: o.System, Owner: o.Owner},
	}}
}
