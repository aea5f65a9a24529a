// Package worksheet reads tables that other programs made: workbooks (XLSX, ODS), plain text (CSV)
// and the data that package table writes.
//
// What comes is a stranger's: every part is read as a stream and counted, nothing in it is
// carried out, no link is followed, and a text that begins with “=” is a text. A file is read
// whole or not at all. Nothing is unpacked to a disk.
package worksheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"
)

// The bounds of a file, in bytes, rows, columns, cells and time: far above the register of a
// large office, and what a weak computer can hold. MostFile is what a file may be.
const (
	MostFile    = 64 << 20
	mostPart    = 160 << 20 // one sheet, unpacked
	mostStrings = 64 << 20  // the texts that sheets share, unpacked
	mostSmall   = 8 << 20   // any other part
	mostRows    = 200_000   // with something in them, of all sheets
	mostColumns = 256
	mostCells   = 4_000_000
	mostSheets  = 200
	mostTime    = 3 * time.Minute
)

// Kind says what a cell holds.
type Kind uint8

// A Day's text is yyyy-mm-dd, a Number's its digits.
const (
	Empty Kind = iota
	Text
	Number
	Day
)

// Cell is a cell as it was kept: of a formula the value that its program kept with it, and of a number
// whose style shows words beside it (137 as 137/UBND-VP) what it shows, as a Text.
type Cell struct {
	Text    string
	Kind    Kind
	Formula bool   // the value was worked out
	Bare    bool   // a formula without a kept value, or one that failed
	Filled  bool   // the value stands in the first cell of those that were merged
	Masked  bool   // it shows something else than its Text, which was not worked out
	Struck  bool   // some of it is struck through
	Note    string // what somebody remarked beside it
}

// Row is a row that has something in it.
type Row struct {
	At     int // from 1
	Hidden bool
	Cells  []Cell
}

// Cell is one of a row, from 0; empty: there is none.
func (r Row) Cell(column int) Cell {
	if column < 0 || column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// Sheet is a table of a file.
type Sheet struct {
	Name          string // empty: the file has but one, without a name
	Hidden        bool
	HiddenColumns map[int]bool // from 0
	Rows          []Row
}

// Book is what a file holds.
type Book struct {
	Sheets []Sheet
	Links  bool // it names other files, which were not opened
	Typed  bool // its cells were texts alone: nothing tells a number or a day from a word
	Charts int  // sheets that hold no cells

	From1904 bool // its days are counted from 1904
}

// Read reads a file of size bytes, whose kind its name and its first bytes tell. It fails with
// Unknown, OldBook, TooLarge, TooManyRows, TooManyColumns, TooManyCells, TooSlow, Broken and
// Quotes.
func Read(ctx context.Context, file io.ReaderAt, size int64, name string) (Book, error) {
	if size > MostFile {
		return Book{}, TooLarge.About(filepath.Base(name), MostFile>>20)
	}
	ctx, stop := context.WithTimeoutCause(ctx, mostTime, TooSlow.About(filepath.Base(name)))
	defer stop()
	r := &reading{ctx: ctx, name: filepath.Base(name)}
	book, err := r.read(file, size)
	err = r.said(err)
	if cause := context.Cause(ctx); cause != nil && errors.Is(err, context.DeadlineExceeded) {
		err = cause
	}
	if err != nil {
		return Book{}, err
	}
	return book, nil
}

// reading counts what was read of a file.
type reading struct {
	ctx         context.Context
	name        string
	rows, cells int
}

var oldMagic, zipMagic = []byte{0xd0, 0xcf, 0x11, 0xe0}, []byte("PK\x03\x04")

func (r *reading) read(file io.ReaderAt, size int64) (Book, error) {
	first := make([]byte, min(size, 4))
	if _, err := file.ReadAt(first, 0); err != nil && !errors.Is(err, io.EOF) {
		return Book{}, err
	}
	switch ending := strings.ToLower(filepath.Ext(r.name)); {
	case bytes.Equal(first, oldMagic):
		return Book{}, OldBook.About(r.name)
	case bytes.Equal(first, zipMagic):
		return r.packed(file, size)
	case ending == ".json":
		return r.data(io.NewSectionReader(file, 0, size))
	case ending == ".csv" || ending == ".txt" || ending == ".tsv":
		return r.plain(io.NewSectionReader(file, 0, size))
	}
	return Book{}, Unknown.About(r.name)
}

// row counts a row with its cells. It fails where there are too many.
func (r *reading) row(cells int) error {
	r.rows++
	r.cells += cells
	switch {
	case cells > mostColumns:
		return TooManyColumns.About(r.name, mostColumns)
	case r.rows > mostRows:
		return TooManyRows.About(r.name, mostRows)
	case r.cells > mostCells:
		return TooManyCells.About(r.name)
	}
	return r.ctx.Err()
}

// broken is a file that is not what it says; cause is for the log.
func (r *reading) broken(cause error) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	return Broken.About(r.name).Because(cause)
}
