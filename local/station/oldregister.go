package station

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"tram/local/documents"
	"tram/local/job"
	"tram/local/office"
	"tram/local/oldregister"
	"tram/local/original"
	"tram/local/store"
	"tram/local/table"
	"tram/local/whole"
	"tram/local/worksheet"
)

// OldRowsDoubtful is an old register of which rows need a person, where nobody said to leave them
// out. OldRegisterStopped is one of which rows came in, and others did not.
var (
	OldRowsDoubtful    = documents.OldRowsDoubtful
	OldRegisterStopped = documents.BringStopped
)

// PreviewOldRegister says of each row of an old register what would become of it. Nothing is
// written. It fails as worksheet.Read and oldregister.Reader do.
func (s *Documents) PreviewOldRegister(ctx context.Context, w office.OldRegisterWish, p *job.Progress) (office.OldRegisterRead, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.OldRegisterRead{}, err
	}
	return s.weighedOld(ctx, w, p)
}

// BringOldRegister puts the documents of an old register on the registers, with the numbers that
// they have there, in parts that each stand whole. Rows that stand on the registers already are not
// put there again, so that a file can be brought twice, and one that was stopped goes on. It fails
// with OldRowsDoubtful, and nothing is written, where a row needs a person and w does not leave it
// out; with OldRegisterStopped, and as PreviewOldRegister does. The rows are told with the failure.
func (s *Documents) BringOldRegister(ctx context.Context, by office.Clerk, w office.OldRegisterWish, p *job.Progress) (office.OldRegisterRead, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.OldRegisterRead{}, err
	}
	read, err := s.weighedOld(ctx, w, p)
	if err != nil {
		return read, err
	}
	if n := read.Count(office.OldDoubtful); n > 0 && !w.Rest {
		return read, OldRowsDoubtful.About(n)
	}
	if n := read.Count(office.OldEnters); n > 0 {
		p.Say("Đang ghi vào sổ")
		p.Expect(int64(n))
	}
	act := store.Act{Actor: s.entrance.own(ctx, by).Name, Step: documents.StepBring}
	newID := func() office.ID { return office.NewID(s.clock.Now()) }
	return read, documents.Bring(ctx, s.store, act, newID, &read, func(rows int) { p.Did(int64(rows)) })
}

// weighedOld reads an old register and weighs its rows against what stands on the registers.
func (s *Documents) weighedOld(ctx context.Context, w office.OldRegisterWish, p *job.Progress) (read office.OldRegisterRead, err error) {
	if w.Flow != "" && w.Flow != office.FlowIn && !w.Flow.Makes() {
		return read, documents.NotBrought.About(w.Flow.Said())
	}
	if w.Type != "" {
		if _, err := office.FindType(s.types, w.Type); err != nil {
			return read, err
		}
	}
	p.Say("Đang đọc tệp")
	raw, err := oldFile(w.Path)
	if err != nil {
		return read, err
	}
	book, err := worksheet.Read(ctx, bytes.NewReader(raw), int64(len(raw)), w.Path)
	if err != nil {
		return read, err
	}
	plan, err := documents.Plans(ctx, s.store)
	if err != nil {
		return read, err
	}
	read, err = oldregister.Reader{Wish: w, Types: s.types, Today: s.today(), Plan: plan}.Read(ctx, book)
	if err != nil {
		return read, err
	}
	sum := sha256.Sum256(raw)
	read.File, read.Hash = filepath.Base(w.Path), office.Digest(hex.EncodeToString(sum[:]))
	p.Say("Đang so với các sổ")
	return read, documents.WeighOld(ctx, s.store, &read, s.today().Year(), w.Doubled)
}

// oldFile is a file that is small enough to be read whole.
func oldFile(path string) ([]byte, error) {
	f, err := whole.Open(path)
	if err != nil {
		return nil, original.NoSuchFile.About(filepath.Base(path)).Because(err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, worksheet.MostFile+1))
	switch {
	case err != nil:
		return nil, original.NoSuchFile.About(filepath.Base(path)).Because(err)
	case len(raw) == 0:
		return nil, original.EmptyFile.About(filepath.Base(path))
	}
	return raw, nil
}

// SaveOldRegister writes what was said of each row of an old register to a new file: a workbook, a
// PDF or data, as the ending of its name says.
func (s *Documents) SaveOldRegister(ctx context.Context, read office.OldRegisterRead, path, by string) error {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return err
	}
	t := oldTable(read)
	t.Of, t.At, t.By = o.Name, s.clock.Now(), s.entrance.author(ctx, by)
	return s.saveTable(ctx, t, path)
}

func oldTable(read office.OldRegisterRead) table.Table {
	told := []string{"Tệp: " + read.File, "Mã băm SHA-256: " + string(read.Hash)}
	for _, v := range read.Verdicts() {
		told = append(told, fmt.Sprintf("%s: %d dòng", v.Said(), read.Count(v)))
	}
	wrote := "Chưa ghi dòng nào vào sổ."
	if read.Kept > 0 {
		wrote = fmt.Sprintf("Đã ghi %d dòng vào sổ.", read.Kept)
	}
	return table.Table{
		Title: "Kết quả đọc sổ cũ", Told: append(told, wrote),
		Columns: []table.Column{
			{Name: "Trang tính", Width: 2, Kind: table.Text}, {Name: "Dòng", Width: 1, Kind: table.Number}, {Name: "Kết quả", Width: 2, Kind: table.Text}, {Name: "Vì sao", Width: 5, Kind: table.Text},
			{Name: "Cách đọc", Width: 5, Kind: table.Text}, {Name: "Sổ", Width: 1.5, Kind: table.Text}, {Name: "Số, ký hiệu", Width: 2, Kind: table.Text}, {Name: "Ngày vào sổ", Width: 2, Kind: table.Text}, {Name: "Trích yếu", Width: 6, Kind: table.Text},
		},
		Rows: func(yield func(table.Row, error) bool) {
			for _, row := range read.Rows {
				if !yield(oldCells(row), nil) {
					return
				}
			}
		},
		Notes: func() []string { return read.Notes },
	}
}

func oldCells(row office.OldRow) table.Row {
	r, number := row.Registered, ""
	if r.Number > 0 {
		number = r.Numbered()
	}
	return table.Row{row.Sheet, row.Line, row.Verdict.Said(), row.Why, strings.Join(row.Said, "; "), r.Flow.Said(), number, documents.DaySaid(r.Entered), r.Document.Subject}
}
