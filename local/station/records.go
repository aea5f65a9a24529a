package station

import (
	"cmp"
	"context"
	"errors"
	"image"
	"io"
	"slices"

	"tram/local/convert"
	"tram/local/office"
	"tram/local/store"
)

// Records (hồ sơ) is what stands on record: found, shown, taken back and written out.
type Records struct {
	*ground
	entrance *Entrance
}

// usedOf is of how many conversions words are offered again.
const usedOf = 200

// Used are words that this office put on record of late, for a clerk to be offered.
func (s *Records) Used(ctx context.Context) (office.Used, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.Used{}, err
	}
	all, err := s.store.Latest(ctx, usedOf)
	return office.UsedIn(all), err
}

// Find searches the finished conversions, newest first.
func (s *Records) Find(ctx context.Context, text string, most int) ([]int64, bool, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, false, err
	}
	return s.find(ctx, text, most, office.Finished)
}

// FindRecords searches what is on record, the newest first. more: there are more than most.
func (s *Records) FindRecords(ctx context.Context, w office.RecordWish, most int) (keys []int64, more bool, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, false, err
	}
	q := store.Query{Text: w.Text, Direction: w.Direction, States: []office.State{office.Finished}, Most: most}
	q.Since, q.Until = w.Within.Bounds(s.clock.Now())
	switch w.Stands {
	case office.StandsSigned:
		q.With, q.Without = office.KindSigned, office.KindWithdrawal
	case office.StandsToSign:
		by := s.signedBy()
		q.ToSign, q.States = &by, []office.State{office.Checked, office.Finished}
	case office.StandsToPaper:
		q.States, q.Direction = onTheirWay, office.DataToPaper
	case office.StandsWithdrawn:
		q.With = office.KindWithdrawal
	}
	if w.Stands == office.StandsToPaper && w.Direction == office.PaperToData {
		return nil, false, nil // none of that direction goes to paper
	}
	hits, err := s.store.Find(ctx, q)
	return hits.Keys, hits.More, err
}

// onTheirWay are the states of a data message that was checked and is not finished on paper.
var onTheirWay = []office.State{office.Checked, office.Printed, office.Unsealed}

// signedBy tells which records the office must sign.
func (s *Records) signedBy() store.SignedBy {
	by := store.SignedBy{Forms: copyForms}
	for _, t := range s.types {
		by.Known = append(by.Known, t.Code)
		if t.NeedsKey {
			by.Types = append(by.Types, t.Code)
		}
	}
	return by
}

// FinishedCount tells how many conversions are finished.
func (s *Records) FinishedCount(ctx context.Context) (int, error) {
	return s.store.Count(ctx, office.Finished)
}

// FindAll searches conversions in any state but the discarded.
func (s *Records) FindAll(ctx context.Context, text string, most int) ([]int64, bool, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, false, err
	}
	return s.find(ctx, text, most, office.Draft, office.Checked, office.Printed, office.Unsealed, office.Finished)
}

func (s *Records) find(ctx context.Context, text string, most int, states ...office.State) ([]int64, bool, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, false, err
	}
	hits, err := s.store.Find(ctx, store.Query{Text: text, States: states, Most: most})
	return hits.Keys, hits.More, err
}

// Rows reads the rows of keys, in their order.
func (s *Records) Rows(ctx context.Context, keys []int64) ([]office.Row, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	rows, err := s.store.Rows(ctx, keys)
	if err != nil {
		return nil, err
	}
	if err := s.store.Standing(ctx, rows); err != nil {
		return nil, err
	}
	return rows, s.store.ToSign(ctx, rows, s.signedBy())
}

// RowsFound are the same rows with the line of a page on which a text was found, where the
// record does not say it itself.
func (s *Records) RowsFound(ctx context.Context, keys []int64, text string) ([]office.Row, error) {
	rows, err := s.Rows(ctx, keys)
	if err != nil {
		return nil, err
	}
	found, err := s.store.Excerpts(ctx, text, rows)
	for i, row := range rows {
		rows[i].Excerpt = found[row.ID]
	}
	return rows, err
}

// Conversion reads a record.
func (s *Records) Conversion(ctx context.Context, id office.ID) (_ office.Conversion, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return office.Conversion{}, err
	}
	return s.store.Conversion(ctx, id)
}

// BornAt tells at which station a record was born; empty: here.
func (s *Records) BornAt(ctx context.Context, id office.ID) (office.ID, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return "", err
	}
	from, err := s.store.BornElsewhere(ctx, []office.ID{id})
	return from[id], err
}

// Named reads the record of an ID or of a lookup code.
func (s *Records) Named(ctx context.Context, name string) (office.Conversion, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.Conversion{}, err
	}
	c, err := s.named(ctx, name)
	s.entrance.seen(ctx, c.ID, &err)
	return c, err
}

// IDNamed finds the record of an ID or of a lookup code for what is done with it, and shows
// nothing of it.
func (s *Records) IDNamed(ctx context.Context, name string) (office.ID, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return "", err
	}
	c, err := s.named(ctx, name)
	return c.ID, err
}

// named is Named for the station itself.
func (s *Records) named(ctx context.Context, name string) (office.Conversion, error) {
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
// withdrawal and what was printed of it, in the order in which it was written. It fails with
// workfiles.NotYours where a work file is not for who asks.
func (s *Records) Entries(ctx context.Context, id office.ID) (_ []office.Entry, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	all, err := s.store.Entries(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := (fileRights{s.ground, s.entrance}).belonging(ctx, all); err != nil {
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
func (s *Records) Export(ctx context.Context, id office.ID, path string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	c, err := s.store.Conversion(ctx, id)
	if err != nil {
		return err
	}
	if c.Direction == office.DataToPaper {
		return s.ExportCopy(ctx, id, path)
	}
	defer s.entrance.taken(ctx, id, &err)
	if c.State != office.Finished {
		return convert.NotFinished.About(c.Code)
	}
	pieces, want, err := s.result(ctx, c)
	if err != nil {
		return err
	}
	return s.writeOut(ctx, string(c.Code), pieces, want, path)
}

// result are the pieces of what a finished conversion of paper made, and what they must be: its
// signed form where it has one.
func (s *Records) result(ctx context.Context, c office.Conversion) (pieces []office.Digest, want office.Digest, err error) {
	f, signed, err := s.SignedForm(ctx, c.ID)
	if err == nil && signed {
		return f.Pieces(), f.PDF(), nil
	}
	return []office.Digest{c.PDF}, c.PDF, err
}

// sized is a file that knows how long it is.
type sized interface {
	io.ReaderAt
	Size() int64
}

// PagePicture shows one page of a finished conversion as it lies in the PDF,
// with its mark.
func (s *Records) PagePicture(ctx context.Context, id office.ID, page, maxSide int) (_ image.Image, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
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

// sampleMessage comes from a system of the province and lies in the office's own.
func sampleMessage(o office.Office) office.DataMessage {
	return office.DataMessage{Systems: []office.InfoSystem{
		{Part: office.Created, Name: "Hệ thống quản lý văn bản và điều hành", Owner: "Ủy ban nhân dân tỉnh Mẫu"},
		{Part: office.Stored, Name: o.System, Owner: o.Owner},
	}}
}

// SignedForm reads the signed form of a conversion; false: it has none.
func (s *Records) SignedForm(ctx context.Context, id office.ID) (office.SignedFile, bool, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.SignedFile{}, false, err
	}
	f, err := s.store.SignedOf(ctx, id)
	if errors.Is(err, store.NoSuchRecord) {
		return f, false, nil
	}
	return f, err == nil, err
}

// Withdrawal reads the withdrawal of a conversion; false: the office stands by
// it.
func (s *Records) Withdrawal(ctx context.Context, id office.ID) (office.Withdrawal, bool, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.Withdrawal{}, false, err
	}
	w, err := s.store.WithdrawalOf(ctx, id)
	if errors.Is(err, store.NoSuchRecord) {
		return w, false, nil
	}
	return w, err == nil, err
}

// Withdraw records that the office does not stand by a finished conversion any
// more.
func (s *Records) Withdraw(ctx context.Context, id office.ID, clerk office.Clerk, reason string) (office.Withdrawal, error) {
	ctx, err := s.entrance.begins(ctx, office.MayWithdraw)
	if err != nil {
		return office.Withdrawal{}, err
	}
	return s.desk.Withdraw(ctx, id, clerk, reason)
}

// WithdrawOver is Withdraw of an act that carries a later time than the PC tells, with
// the word on it.
func (s *Records) WithdrawOver(ctx context.Context, id office.ID, clerk office.Clerk, reason, clockWhy string) (office.Withdrawal, error) {
	ctx, err := s.entrance.begins(ctx, office.MayWithdraw)
	if err != nil {
		return office.Withdrawal{}, err
	}
	return s.desk.WithdrawOver(ctx, id, clerk, reason, clockWhy)
}

// ExportCopy writes the print copy to a new file.
func (s *Records) ExportCopy(ctx context.Context, id office.ID, path string) (err error) {
	defer s.entrance.taken(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	c, err := s.store.Conversion(ctx, id)
	if err != nil {
		return err
	}
	file, err := s.press.Copy(ctx, id)
	if err != nil {
		return err
	}
	defer file.Close()
	return s.writeFile(ctx, string(c.Code), file, c.PDF, path)
}

// ExportOriginal writes the file of the data message, as it came, to a new file.
func (s *Records) ExportOriginal(ctx context.Context, id office.ID, path string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	c, err := s.store.Conversion(ctx, id)
	if err != nil {
		return err
	}
	if c.Message == nil {
		return s.Export(ctx, id, path)
	}
	defer s.entrance.taken(ctx, id, &err)
	return s.writeOut(ctx, string(c.Code), []office.Digest{c.Message.File}, c.Message.File, path)
}

// OpenCopy opens the print copy for the eye.
func (s *Records) OpenCopy(ctx context.Context, id office.ID) (_ office.Book, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	file, err := s.press.Copy(ctx, id)
	return asBook(ctx, file, err)
}

// copyPicture draws one page of a print copy, no side longer than maxSide pixels.
func (s *Records) copyPicture(ctx context.Context, id office.ID, page, maxSide int) (_ image.Image, err error) {
	b, err := s.OpenCopy(ctx, id)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	if page < 0 || page >= len(b.Shapes()) {
		return nil, NoSuchPage.About(page + 1)
	}
	shape := b.Shapes()[page]
	return b.Picture(ctx, page, float64(maxSide)/max(shape.W, shape.H)*office.MMPerInch)
}
