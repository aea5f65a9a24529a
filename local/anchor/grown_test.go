package anchor

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"
)

// markLine is a mark as it lies in a file; with a stamp it is the same mark once more.
func markLine(t *testing.T, seq int64, stamp []byte) []byte {
	t.Helper()
	b, err := json.Marshal(Mark{Station: "s", Head: headOf(seq), Made: noon, Stamp: stamp})
	if err != nil {
		t.Fatal(err)
	}
	return append(b, '\n')
}

// changed does to a file what programs, crashes and people do.
func changed(t *testing.T, r *rand.Rand, b []byte) []byte {
	t.Helper()
	b = bytes.Clone(b)
	seq := 1 + r.Int64N(9)
	switch at := r.IntN(len(b) + 1); r.IntN(8) {
	case 0: // cut off
		return b[:at]
	case 1: // rotted
		if at < len(b) {
			b[at] ^= 1 << r.IntN(8)
		}
		return b
	case 2: // another in the place of one of the same length
		return bytes.Replace(b, markLine(t, seq, nil), markLine(t, 10-seq, nil), 1)
	case 3: // a line in two writes
		l := markLine(t, seq, nil)
		return append(b, l[:r.IntN(len(l))]...)
	case 4:
		return append(b, "no line at all\n"...)
	case 5: // stamped later
		return append(b, markLine(t, seq, []byte{byte(seq)})...)
	case 6:
		return append(b, line(headOf(seq))...)
	}
	return append(append(b, '\n'), markLine(t, seq, nil)...)
}

// TestWhatIsReadOfABookThatGrewIsWhatAFreshReaderReads: to read only what was added must never
// show something else than the file holds.
func TestWhatIsReadOfABookThatGrewIsWhatAFreshReaderReads(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 13))
		path := filepath.Join(t.TempDir(), "book")
		marks, heads := NewMarks(path), NewHeads(path)
		var b []byte
		for range 60 {
			b = changed(t, r, b)
			if err := os.WriteFile(path, b, filePerm); err != nil {
				t.Fatal(err)
			}
			all, other, err := marks.Counted()
			want, wantOther, wantErr := NewMarks(path).Counted()
			if err != nil || wantErr != nil || other != wantOther || !reflect.DeepEqual(all, want) {
				t.Fatalf("seed %d: %d marks and %d other lines of %q; a fresh reader has %d and %d", seed, len(all), other, b, len(want), wantOther)
			}
			together := Together(0, func(_ string, err error) { t.Error(err) }, marks, NewMarks(path), marks)
			if !reflect.DeepEqual(together, want) {
				t.Fatalf("seed %d: of three files that hold the same, %d marks of %d", seed, len(together), len(want))
			}
			lines, other, err := heads.Counted()
			wantLines, wantOther, wantErr := NewHeads(path).Counted()
			if err != nil || wantErr != nil || other != wantOther || !reflect.DeepEqual(lines, wantLines) {
				t.Fatalf("seed %d: %d heads and %d other lines of %q; a fresh reader has %d and %d", seed, len(lines), other, b, len(wantLines), wantOther)
			}
		}
	}
}

func TestWhoChangesMarksThatWereReadChangesNoOtherReading(t *testing.T) {
	marks := NewMarks(filepath.Join(t.TempDir(), "x.marks"))
	for seq := range int64(3) {
		if err := marks.Add(Mark{Head: headOf(seq + 1), Made: noon}); err != nil {
			t.Fatal(err)
		}
	}
	all, err := marks.All()
	if err != nil {
		t.Fatal(err)
	}
	clear(all)
	if all, err = marks.All(); err != nil || len(all) != 3 || all[0].Head != headOf(1) {
		t.Errorf("%+v %v", all, err)
	}
}

// TestDaysOfManyYearsAreNotWrittenAgainAtEachStart: what stays is more than the size from which
// on a file is thinned out.
func TestDaysOfManyYearsAreNotWrittenAgainAtEachStart(t *testing.T) {
	marks := NewMarks(filepath.Join(t.TempDir(), "x.marks"))
	var all []Mark
	const days = 4000
	for day := range days {
		at := noon.AddDate(0, 0, day-days)
		all = append(all, Mark{Head: headOf(int64(day + 1)), Made: at})
	}
	if err := marks.Replace(all); err != nil {
		t.Fatal(err)
	}
	then := time.Now().Add(-time.Hour)
	if err := os.Chtimes(marks.Path(), then, then); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(marks.Path())
	if err != nil || before.Size() < mostMarks {
		t.Fatalf("%v: %d bytes are too few", err, before.Size())
	}
	if err := marks.Thin(); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(marks.Path())
	if err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("%v: written at %v", err, after.ModTime())
	}
	for i := range 2 * newest { // of one day
		if err := marks.Add(Mark{Head: headOf(int64(days + i + 1)), Made: noon}); err != nil {
			t.Fatal(err)
		}
	}
	if err := marks.Thin(); err != nil {
		t.Fatal(err)
	}
	kept, err := marks.All()
	if err != nil || len(kept) != days+newest {
		t.Errorf("%v: %d marks are left", err, len(kept))
	}
}

// TestMarksOfSeveralFilesAreTakenTogether: one place may have marks that the other lacks, or a stamp.
func TestMarksOfSeveralFilesAreTakenTogether(t *testing.T) {
	dir := t.TempDir()
	one, other, none := NewMarks(filepath.Join(dir, "one")), NewMarks(filepath.Join(dir, "other")), NewMarks(filepath.Join(dir, "none"))
	write := func(f *Marks, lines ...[]byte) {
		if err := os.WriteFile(f.Path(), bytes.Join(lines, nil), filePerm); err != nil {
			t.Fatal(err)
		}
	}
	write(one, markLine(t, 1, nil), markLine(t, 2, nil), markLine(t, 3, nil))
	write(other, markLine(t, 2, []byte{7}), markLine(t, 4, nil))
	for most, want := range map[int][]int64{0: {1, 2, 3, 4}, 1: {3, 4}, 2: {2, 3, 4}} {
		var unread []string
		all := Together(most, func(path string, _ error) { unread = append(unread, path) }, one, other, none)
		var seqs []int64
		for _, m := range all {
			seqs = append(seqs, m.Head.Seq)
			if stamped := m.Head.Seq == 2; stamped != (m.Stamp != nil) {
				t.Errorf("the newest %d: mark %d has the stamp %v", most, m.Head.Seq, m.Stamp)
			}
		}
		if !slices.Equal(seqs, want) || len(unread) != 1 || unread[0] != none.Path() {
			t.Errorf("the newest %d: %v, want %v; not read: %v", most, seqs, want, unread)
		}
	}
	if all, err := one.All(); err != nil || all[1].Stamp != nil {
		t.Errorf("%v: what one file holds was told of the other", err)
	}
}
