package fax

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/ccitt"
)

// paper is rows of a page: runs of every length, lines, noise.
func paper(width, height int, seed uint64) (rows [][]byte) {
	r := rand.New(rand.NewPCG(seed, 1))
	for y := range height {
		line := make([]byte, (width+7)/8)
		switch {
		case y > 0 && r.IntN(3) > 0:
			copy(line, rows[y-1])
			x := r.IntN(width)
			blacken(line, x, min(width, x+r.IntN(9)))
		case r.IntN(4) > 0:
			for x := r.IntN(80); x < width; x += 1 + r.IntN(1+width/3) {
				to := min(width, x+1+r.IntN(1+width/5))
				blacken(line, x, to)
				x = to
			}
		case r.IntN(2) > 0:
			blacken(line, 0, width)
		}
		rows = append(rows, line)
	}
	return rows
}

func encoded(rows [][]byte, width int) []byte {
	e := NewEncoder(width)
	for _, r := range rows {
		e.Row(r)
	}
	return e.End()
}

func sameRows(t *testing.T, what string, coded []byte, c Coding, want [][]byte) {
	t.Helper()
	d, err := NewDecoder(coded, c)
	if err != nil {
		t.Fatal(err)
	}
	for y, row := range want {
		got, err := d.Row()
		if err != nil || !bytes.Equal(got, row) {
			t.Fatalf("%s, width %d, row %d: %v\n%x\n%x", what, c.Width, y, err, got, row)
		}
	}
	if _, err := d.Row(); !errors.Is(err, io.EOF) {
		t.Errorf("%s: a row behind the last: %v", what, err)
	}
}

func TestRowsComeBackAsTheyWere(t *testing.T) {
	for i, width := range []int{1, 2, 7, 8, 9, 64, 65, 200, 1728, 2559, 2560, 2561, 5200, 9000} {
		rows := paper(width, 60, uint64(i))
		sameRows(t, "ours", encoded(rows, width), Coding{Width: width, Rows: len(rows), K: -1}, rows)
	}
}

// TestAnotherDecoderReadsWhatIsWritten: that of the Go project.
func TestAnotherDecoderReadsWhatIsWritten(t *testing.T) {
	for i, width := range []int{1, 9, 200, 1728, 2561, 9000} {
		rows := paper(width, 60, uint64(100+i))
		r := ccitt.NewReader(bytes.NewReader(encoded(rows, width)), ccitt.MSB, ccitt.Group4, width, len(rows), &ccitt.Options{Invert: true})
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, bytes.Join(rows, nil)) {
			t.Errorf("width %d: %v", width, err)
		}
	}
}

func TestWhatEndsTooEarlyOrIsNoCodeIsToldApart(t *testing.T) {
	rows := paper(400, 40, 7)
	coded := encoded(rows, 400)
	for _, c := range []struct {
		name  string
		coded []byte
		k     int
		want  error
	}{
		{"cut", coded[:len(coded)/2], -1, io.ErrUnexpectedEOF},
		{"empty", nil, -1, io.ErrUnexpectedEOF},
		{"empty, Group 3", nil, 0, io.ErrUnexpectedEOF},
		{"extensions", bytes.Repeat([]byte{0x02}, 40), -1, errBroken},
		{"a run past the end", bytes.Repeat([]byte{0x9b, 0x9b}, 40), 0, errBroken},
	} {
		d, err := NewDecoder(c.coded, Coding{Width: 400, Rows: 40, K: c.k})
		for err == nil {
			_, err = d.Row()
		}
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	told, err := NewDecoder(encoded(rows[:10], 400), Coding{Width: 400, Rows: 12, K: -1})
	if err != nil {
		t.Fatal(err)
	}
	for y := range 12 {
		row, err := told.Row()
		if err != nil || y >= 10 && !bytes.Equal(row, make([]byte, 50)) {
			t.Errorf("row %d behind the end that is told: %x, %v", y, row, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	rows := paper(100, 20, 3)
	f.Add(encoded(rows, 100), 100, -1, false)
	f.Add([]byte{0, 0x10, 0x35, 0, 0x18}, 64, 4, true)
	f.Fuzz(func(t *testing.T, coded []byte, width, k int, aligned bool) {
		d, err := NewDecoder(coded, Coding{Width: width, Rows: 50, K: k, Aligned: aligned})
		for err == nil {
			_, err = d.Row()
		}
	})
}

// FuzzRoundTrip: whatever dots a page has, they come back.
func FuzzRoundTrip(f *testing.F) {
	f.Add(uint16(17), bytes.Join(paper(17, 30, 1), nil))
	f.Add(uint16(2600), bytes.Join(paper(2600, 9, 2), nil))
	f.Fuzz(func(t *testing.T, width uint16, dots []byte) {
		w := int(width%9000) + 1
		stride := (w + 7) / 8
		var rows [][]byte
		for ; len(dots) >= stride; dots = dots[stride:] {
			row := bytes.Clone(dots[:stride])
			if w%8 > 0 {
				row[stride-1] &= 0xff << (8 - w%8)
			}
			rows = append(rows, row)
		}
		sameRows(t, "round", encoded(rows, w), Coding{Width: w, Rows: len(rows), K: -1}, rows)
	})
}
