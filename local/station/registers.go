package station

import (
	"context"
	"path/filepath"
	"strings"

	registers "tram/local/books"
	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

// Registers (sổ) is the office's registers, each a list of answers to questions.
type Registers struct {
	*ground
	entrance *Entrance
}

// The steps of a record in a register.
const (
	stepEnter = "enter"
	stepEdit  = registers.StepEdit
)

// Books lists the registers that this office keeps.
func (s *Registers) Books() (all []office.Register) {
	for _, b := range registers.Shelf {
		all = append(all, b.About())
	}
	return all
}

// FindSheets lists the records of a register, by title.
func (s *Registers) FindSheets(ctx context.Context, book, text string, most int) ([]office.Sheet, bool, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, false, err
	}
	b, err := s.opened(ctx, book)
	if err != nil {
		return nil, false, err
	}
	return b.List(ctx, s.store, text, most)
}

// opened is a register that is about to be read, by who may: what tells of persons is read by who keeps the
// registers alone.
func (s *Registers) opened(ctx context.Context, book string) (registers.Any, error) {
	b, err := registers.Named(book)
	if err == nil && b.About().Closed {
		err = s.entrance.May(ctx, office.MayKeep)
	}
	return b, err
}

// Sheet reads one record of a register.
func (s *Registers) Sheet(ctx context.Context, book string, id office.ID) (_ office.Sheet, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return office.Sheet{}, err
	}
	b, err := s.opened(ctx, book)
	if err != nil {
		return office.Sheet{}, err
	}
	return b.Read(ctx, s.store, id)
}

// KeepSheet stores what a person answered; a sheet without an ID is a new record.
func (s *Registers) KeepSheet(ctx context.Context, book string, by office.Clerk, sheet office.Sheet) (office.Sheet, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.Sheet{}, err
	}
	by = s.entrance.own(ctx, by)
	b, err := registers.Named(book)
	if err != nil {
		return sheet, err
	}
	step := stepEdit
	if sheet.ID == "" {
		step = stepEnter
	}
	return b.Keep(ctx, s.store, store.Act{Actor: by.Name, Step: step}, sheet)
}

// MoveSheet takes a record of a register out of use or back, by one of the steps that
// the register names.
func (s *Registers) MoveSheet(ctx context.Context, book string, by office.Clerk, id office.ID, step string) (office.Sheet, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.Sheet{}, err
	}
	by = s.entrance.own(ctx, by)
	b, err := registers.Named(book)
	if err != nil {
		return office.Sheet{}, err
	}
	return b.Move(ctx, s.store, store.Act{Actor: by.Name, Step: step}, id)
}

// ExportBook writes a register to a new file: a workbook, a PDF or data, as the ending
// of its name says. A PDF is as a decree draws the register, where one does.
func (s *Registers) ExportBook(ctx context.Context, book, path, by string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	b, err := s.opened(ctx, book)
	if err != nil {
		return err
	}
	defer s.entrance.takenAll(ctx, b.About().Title, &err)
	if strings.EqualFold(filepath.Ext(path), ".pdf") {
		if _, drawn, err := s.saveDrawn(ctx, b, 0, path, by); drawn || err != nil {
			return err
		}
	}
	t, err := b.Table(ctx, s.store)
	if err != nil {
		return err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return err
	}
	t.Of, t.By = o.Name, s.entrance.author(ctx, by)
	return s.saveTable(ctx, t, path)
}

// PrintBook writes a register of a year, of no year all of it, as a decree draws it: PDF or workbook, by
// the ending of the file, and tells how many rows it has. It fails with registers.NotDrawn.
func (s *Registers) PrintBook(ctx context.Context, book string, year int, path, by string) (rows int, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return 0, err
	}
	b, err := s.opened(ctx, book)
	if err != nil {
		return 0, err
	}
	defer s.entrance.takenAll(ctx, b.About().Title, &err)
	if year != 0 && !office.RegisterYear(year) {
		return 0, documents.NoSuchYear.About(year)
	}
	rows, drawn, err := s.saveDrawn(ctx, b, year, path, by)
	if err == nil && !drawn {
		err = registers.NotDrawn.About(b.About().Title)
	}
	return rows, err
}

func (s *Registers) saveDrawn(ctx context.Context, b registers.Any, year int, path, by string) (rows int, drawn bool, err error) {
	v, drawn, err := b.Volume(ctx, s.store, year)
	if err != nil || !drawn {
		return 0, drawn, err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return 0, drawn, err
	}
	v.Superior, v.Office, v.At, v.By = o.Owner, o.Name, s.clock.Now(), s.entrance.author(ctx, by)
	return v.Count, drawn, s.saveTable(ctx, v.Table(), path)
}

// WrongAnswer names the first question of a sheet whose answer is none.
func (s *Registers) WrongAnswer(book string, sheet office.Sheet) (key string, err error) {
	b, err := registers.Named(book)
	if err != nil {
		return "", err
	}
	return b.WrongAnswer(sheet)
}

// SheetVersions are what stations made of a record apart, what is shown first.
func (s *Registers) SheetVersions(ctx context.Context, book string, id office.ID) (_ []office.Sheet, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	b, err := s.opened(ctx, book)
	if err != nil {
		return nil, err
	}
	return b.Versions(ctx, s.store, id)
}

// SettleSheet keeps one of those versions, by its entry; seen are the entries of all that
// the person saw.
func (s *Registers) SettleSheet(ctx context.Context, book string, by office.Clerk, id, keep office.ID, seen []office.ID) (office.Sheet, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.Sheet{}, err
	}
	by = s.entrance.own(ctx, by)
	b, err := registers.Named(book)
	if err != nil {
		return office.Sheet{}, err
	}
	return b.Settle(ctx, s.store, store.Act{Actor: by.Name, Step: store.SettleStep}, id, keep, seen)
}
