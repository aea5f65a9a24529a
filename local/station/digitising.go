package station

import (
	"cmp"
	"context"
	"image"
	"strings"

	"tram/local/convert"
	"tram/local/documents"
	"tram/local/heading"
	"tram/local/intake"
	"tram/local/job"
	"tram/local/ocr"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/store"
)

// Digitising (số hóa) turns paper into data messages (Điều 4).
type Digitising struct {
	*ground
	entrance *Entrance
	records  *Records
}

// draftsShown is how many drafts a list offers.
const draftsShown = 200

// Begin opens a draft.
func (s *Digitising) Begin(ctx context.Context, clerk office.Clerk) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, err
	}
	return s.desk.Begin(ctx, clerk)
}

// Drafts lists what waits to be finished, newest first.
func (s *Digitising) Drafts(ctx context.Context) ([]office.Row, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	hits, err := s.store.Find(ctx, store.Query{Direction: office.PaperToData, States: []office.State{office.Draft, office.Checked}, Most: draftsShown})
	if err != nil {
		return nil, err
	}
	rows, err := s.records.Rows(ctx, hits.Keys)
	for i := range rows {
		if err == nil {
			err = s.tellApart(ctx, &rows[i])
		}
	}
	return rows, err
}

// tellApart says whence a draft came, and of one that nobody described what was read of it.
func (s *Digitising) tellApart(ctx context.Context, row *office.Row) error {
	c, err := s.store.Conversion(ctx, row.ID)
	if err != nil || len(c.Pages) == 0 {
		return err
	}
	row.Name = c.Pages[0].Name
	if row.Number+row.Symbol+row.Subject != "" {
		return nil
	}
	read, err := s.words.Of(ctx, row.ID, c.Pages[:1])
	if len(read[0]) == 0 {
		return err
	}
	shape := shapeOf(c.Pages[0])
	h := heading.Read(ocr.Laid(read[0], shape), shape, s.types, nil)
	row.Head = cmp.Or(strings.Trim(office.Numbered(h.Number, h.Symbol)+" · "+h.Subject, "· "), read[0][0].String())
	return nil
}

// Resume opens a draft that waited.
func (s *Digitising) Resume(ctx context.Context, id office.ID) (_ office.Conversion, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return office.Conversion{}, err
	}
	return s.desk.Resume(ctx, id)
}

// Take brings files into a draft.
func (s *Digitising) Take(ctx context.Context, id office.ID, at int, paths []string, paper string, p *job.Progress) ([]office.Page, []error, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return nil, nil, err
	}
	if err := s.roomForFiles(paths...); err != nil {
		return nil, nil, err
	}
	ctx = pdf.OneAct(ctx)
	return s.desk.Take(ctx, id, at, paths, paper, p)
}

// Look finds out which pages of a draft are blank, in the background.
func (s *Digitising) Look(ctx context.Context, id office.ID, p *job.Progress) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	return s.desk.Look(ctx, id, p)
}

// Pages lists the pages of a draft.
func (s *Digitising) Pages(ctx context.Context, id office.ID) ([]office.Page, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.desk.Pages(id)
}

// Picture shows a page of a draft.
func (s *Digitising) Picture(ctx context.Context, id, page office.ID, maxSide int) (_ image.Image, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.desk.Picture(ctx, id, page, maxSide)
}

// MovePage puts a page at another place, from 0.
func (s *Digitising) MovePage(ctx context.Context, id, page office.ID, to int) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	return s.desk.Edit(ctx, id, func(t *intake.Tray) error { return t.Move(page, to) })
}

// TurnPage turns a page by quarters clockwise.
func (s *Digitising) TurnPage(ctx context.Context, id, page office.ID, quarters int) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	return s.desk.Edit(ctx, id, func(t *intake.Tray) error { return t.Turn(page, quarters) })
}

// RemovePage takes a page out. Undo brings it back.
func (s *Digitising) RemovePage(ctx context.Context, id, page office.ID) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	return s.desk.Edit(ctx, id, func(t *intake.Tray) error { return t.Remove(page) })
}

// ReplacePage puts the first page of a file in the place of a page.
func (s *Digitising) ReplacePage(ctx context.Context, id, page office.ID, path, paper string) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	return s.desk.Edit(ctx, id, func(t *intake.Tray) error { return t.Replace(ctx, page, path, paper) })
}

// PaperOf tells the paper of a page whose resolution is not known.
func (s *Digitising) PaperOf(ctx context.Context, id, page office.ID, paper string) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	return s.desk.Edit(ctx, id, func(t *intake.Tray) error { return t.OnPaper(page, paper) })
}

// Retouch does a clerk's wish to pages of a draft in one step; without pages, to all.
func (s *Digitising) Retouch(ctx context.Context, id office.ID, pages []office.ID, wish office.Retouching, p *job.Progress) (office.RetouchTold, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.RetouchTold{}, err
	}
	return s.desk.Retouch(ctx, id, pages, wish, p)
}

// Undo takes the last change of the pages back; false: there is none.
func (s *Digitising) Undo(ctx context.Context, id office.ID) (did bool, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return did, err
	}
	return s.desk.Undo(ctx, id)
}

// Undone tells how the pages of a draft would lie after Undo; false: there is nothing to take
// back.
func (s *Digitising) Undone(ctx context.Context, id office.ID) (pages []office.Page, is bool, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, false, err
	}
	return s.desk.Undone(ctx, id)
}

// Redo does again what was taken back; false: there is nothing.
func (s *Digitising) Redo(ctx context.Context, id office.ID) (did bool, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return did, err
	}
	err = s.desk.Edit(ctx, id, func(t *intake.Tray) (err error) {
		did, err = t.Redo()
		return err
	})
	return did, err
}

// Describe saves what the clerk typed.
func (s *Digitising) Describe(ctx context.Context, c office.Conversion) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, err
	}
	if c.Document.Secrecy.Secret() {
		s.words.Leave(c.ID)
	}
	kept, err := s.desk.Describe(ctx, c)
	if err == nil && kept.Entering != nil {
		err = documents.Mean(ctx, s.store, kept.Clerk.Name, kept.ID)
	}
	return kept, err
}

// Conditions weighs a conversion against the law.
func (s *Digitising) Conditions(ctx context.Context, id office.ID) ([]office.Condition, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.desk.Conditions(ctx, id)
}

// Weigh weighs a draft with the words that the clerk has not saved yet.
func (s *Digitising) Weigh(ctx context.Context, c office.Conversion) ([]office.Condition, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.desk.Weigh(ctx, c)
}

// Check records the clerk's count and that each page was seen.
func (s *Digitising) Check(ctx context.Context, id office.ID, viewed []office.ID, counted int) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, err
	}
	return s.desk.Check(ctx, id, viewed, counted)
}

// Declare records the clerk's count, and their word in a command that each page was seen.
func (s *Digitising) Declare(ctx context.Context, id office.ID, counted int) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, err
	}
	return s.desk.Declare(ctx, id, counted)
}

// VouchClock records why an act of either direction goes on although the time of
// the PC looks wrong.
func (s *Digitising) VouchClock(ctx context.Context, id office.ID, clerk office.Clerk, why string) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, err
	}
	c, err := s.store.Conversion(ctx, id)
	if err != nil {
		return c, err
	}
	if c.Direction == office.DataToPaper {
		return s.press.VouchClock(ctx, id, clerk, why)
	}
	return s.desk.VouchClock(ctx, id, clerk, why)
}

// Mark shows the mark as it will be.
func (s *Digitising) Mark(ctx context.Context, id office.ID) (office.MarkView, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.MarkView{}, err
	}
	return s.desk.Mark(ctx, id)
}

// MoveMark moves it to the free place nearest to x, y in millimetres.
func (s *Digitising) MoveMark(ctx context.Context, id office.ID, x, y float64) (office.MarkView, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.MarkView{}, err
	}
	return s.desk.MoveMark(ctx, id, x, y)
}

// TryMark shows where MoveMark would put it.
func (s *Digitising) TryMark(ctx context.Context, id office.ID, x, y float64) (office.MarkView, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.MarkView{}, err
	}
	return s.desk.TryMark(ctx, id, x, y)
}

// Finish carries a checked conversion out.
func (s *Digitising) Finish(ctx context.Context, id office.ID, p *job.Progress) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, err
	}
	ctx = pdf.OneAct(ctx)
	c, err := s.desk.Finish(ctx, id, nil, p)
	s.finished(ctx, id, err)
	return c, err
}

// finished lets what was read on the pages of an act be found.
func (s *ground) finished(ctx context.Context, id office.ID, err error) {
	if err == nil {
		s.tellBeside(ctx, id, s.store.IndexRead(context.WithoutCancel(ctx), id))
	}
}

// CarryOut does a conversion in one go.
func (s *Digitising) CarryOut(ctx context.Context, o convert.Order, p *job.Progress) (office.Conversion, error) {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return office.Conversion{}, err
	}
	return s.desk.CarryOut(ctx, o, p)
}

// Discard puts a draft away; Restore brings it back.
func (s *Digitising) Discard(ctx context.Context, id office.ID) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	s.words.Leave(id)
	return s.desk.Discard(ctx, id)
}

// Restore brings a discarded draft back with its pages.
func (s *Digitising) Restore(ctx context.Context, id office.ID) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	return s.desk.Restore(ctx, id)
}
