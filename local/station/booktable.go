package station

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"time"

	"tram/local/answersheet"
	registers "tram/local/books"
	"tram/local/job"
	"tram/local/office"
	"tram/local/table"
	"tram/local/worksheet"
)

// BookTableStopped is a table of which rows came in, and others did not. BookRowsWrong is one of which rows
// need a person, where nobody said to leave them out.
var (
	BookTableStopped = registers.BringStopped
	BookRowsWrong    = registers.RowsWrong
)

// PreviewBookTable says of each row of a table what would become of it in a register. Nothing is written.
// It fails with registers.NoSuchBook, and as worksheet.Read and answersheet.Reader do.
func (s *Registers) PreviewBookTable(ctx context.Context, book string, w office.RegisterTableWish, p *job.Progress) (office.RegisterTable, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.RegisterTable{}, err
	}
	b, err := s.opened(ctx, book)
	if err != nil {
		return office.RegisterTable{}, err
	}
	return s.weighedTable(ctx, b, w, p)
}

// BringBookTable enters the rows of a table into a register. Rows that are here already are not entered
// again; those of records that differ are, as a new version, where w says so. It fails with BookRowsWrong,
// and nothing is written, where a row needs a person and w does not leave it out; with BookTableStopped, and
// as PreviewBookTable does. The rows are told with the failure.
func (s *Registers) BringBookTable(ctx context.Context, book string, by office.Clerk, w office.RegisterTableWish, p *job.Progress) (t office.RegisterTable, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return t, err
	}
	b, err := registers.Named(book)
	if err != nil {
		return t, err
	}
	still, end, err := s.bringing(ctx, b)
	if err != nil {
		return t, err
	}
	defer end()
	if t, err = s.weighedTable(ctx, b, w, p); err != nil {
		return t, err
	}
	if n := t.Count(office.TableWrong); n > 0 && !w.Rest {
		return t, BookRowsWrong.About(n)
	}
	if n := t.Count(office.TableEnters) + t.Count(office.TableUpdates); n > 0 {
		p.Say("Đang ghi vào sổ")
		p.Expect(int64(n))
	}
	return t, b.BringTable(ctx, s.store, s.entrance.own(ctx, by).Name, &t, func() { p.Did(1); still() })
}

// heldFor is for how long a register is held for a table of which nothing more was heard: its program was
// killed. It says so again four times meanwhile.
const heldFor = 2 * time.Minute

// bringing holds a register at this station for one table, from its weighing to its last row: of two at once each
// would find that a row is not there, and enter it. still is said as it goes on. It fails with BookTableBusy.
func (s *Registers) bringing(ctx context.Context, b registers.Any) (still, end func(), err error) {
	name, ctx := "bringing "+b.About().Name, context.WithoutCancel(ctx)
	said := s.clock.Now()
	err = s.store.ChangeHalfTyped(ctx, name, func(words string) (string, error) {
		if at, err := time.Parse(time.RFC3339Nano, words); err == nil && said.Sub(at).Abs() < heldFor {
			return words, BookTableBusy.About(b.About().Title)
		}
		return said.UTC().Format(time.RFC3339Nano), nil
	})
	still = func() {
		if now := s.clock.Now(); now.Sub(said).Abs() > heldFor/4 {
			said = now
			_ = s.store.KeepHalfTyped(ctx, name, now.UTC().Format(time.RFC3339Nano)) // the rows themselves tell whether the store can be written
		}
	}
	return still, func() { _ = s.store.KeepHalfTyped(ctx, name, "") }, err
}

// BookTableBusy tells that another table is just coming into a register at this station.
var BookTableBusy = office.Failure{
	Name: "station.book-table-busy",
	Said: "%s đang nhận một bảng khác, do cửa sổ hay dòng lệnh khác ở máy này.",
	Next: "Hãy chờ bảng ấy xong rồi nhập lại; máy vừa tắt ngang thì chờ hai phút.",
}

// weighedTable reads a table and weighs its rows against a register.
func (s *Registers) weighedTable(ctx context.Context, b registers.Any, w office.RegisterTableWish, p *job.Progress) (t office.RegisterTable, err error) {
	p.Say("Đang đọc tệp")
	raw, err := oldFile(w.Path)
	if err != nil {
		return t, err
	}
	book, err := worksheet.Read(ctx, bytes.NewReader(raw), int64(len(raw)), w.Path)
	if err != nil {
		return t, err
	}
	reader := answersheet.Reader{File: filepath.Base(w.Path), Asks: b.About().Asks, Stands: registers.StandsColumn, Beside: []string{registers.WarnsColumn}, Ends: table.Ends,
		Hidden: w.Hidden, Quoted: strings.EqualFold(filepath.Ext(w.Path), ".csv")}
	if t, err = reader.Read(ctx, book); err != nil {
		return t, err
	}
	sum := sha256.Sum256(raw)
	t.Hash = office.Digest(hex.EncodeToString(sum[:]))
	p.Say("Đang so với sổ")
	return t, b.WeighTable(ctx, s.store, &t, w.Update)
}
