package station

import (
	"context"
	"strconv"

	registers "tram/local/books"
	"tram/local/letter"
	"tram/local/office"
	"tram/local/receptionforms"
	"tram/local/store"
)

// receptionPaper sets a paper of a reception. It fails as receptionforms.Made does.
func (s *ground) receptionPaper(ctx context.Context, id office.ID, name string) (p *letter.Paper, of letter.Of, err error) {
	f := receptionforms.Facts{At: s.clock.Now()}
	if f.Reception, err = store.One(ctx, s.store, registers.Receptions.Kind, id); err != nil {
		return nil, of, err
	}
	if f.Office, err = s.store.Office(ctx); err != nil {
		return nil, of, err
	}
	return receptionforms.Made(name, f)
}

// SaveReceptionPaper writes a paper of a reception to a new PDF, signed with the open key where that is
// wished. It fails as receptionforms.Made does, with FileExists, and where the key does not sign.
func (s *RequestForms) SaveReceptionPaper(ctx context.Context, id office.ID, name, path string, sign bool) (err error) {
	if err := s.entrance.May(ctx, office.MayKeep); err != nil {
		return err
	}
	defer s.entrance.taken(ctx, id, &err)
	p, of, err := s.receptionPaper(ctx, id, name)
	if err != nil {
		return err
	}
	return s.savePaper(ctx, p, of, path, sign)
}

// SaveReceptionRegister writes the register of the receptions of a year (Mẫu số 03/TCD) to a new file:
// PDF, workbook or data, by its ending. It tells how many rows that has. It fails with BadYear.
func (s *RequestForms) SaveReceptionRegister(ctx context.Context, year int, path, by string) (count int, err error) {
	if err := s.entrance.May(ctx, office.MayKeep); err != nil {
		return 0, err
	}
	if year < firstYear || year > lastYear {
		return 0, BadYear.About(year)
	}
	defer s.entrance.takenAll(ctx, registers.Receptions.Said.Title+" năm "+strconv.Itoa(year), &err)
	o, err := s.store.Office(ctx)
	if err != nil {
		return 0, err
	}
	all, err := store.All(ctx, s.store, registers.Receptions.Kind)
	if err != nil {
		return 0, err
	}
	book := receptionforms.Book{Office: o, Year: year, All: all, At: s.clock.Now(), By: s.entrance.author(ctx, by)}
	return len(book.Of()), s.saveTable(ctx, receptionforms.Register(book), path)
}
