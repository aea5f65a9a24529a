package anchor

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"tram/local/office"
)

var noon = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

func headOf(seq int64) office.JournalHead {
	return office.JournalHead{Seq: seq, Hash: office.DigestOf(fmt.Append(nil, seq)), At: noon.Add(time.Duration(seq) * time.Minute)}
}

func TestEachHeadIsReadAgainWhoeverWroteIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "tram", "x.heads")
	const writers, each = 4, 25
	var writing sync.WaitGroup
	for w := range writers {
		h := NewHeads(path)
		writing.Go(func() {
			for i := range each {
				if err := h.Add(headOf(int64(w*each + i + 1))); err != nil {
					t.Error(err)
				}
			}
			if err := h.Sync(); err != nil {
				t.Error(err)
			}
		})
	}
	writing.Wait()
	all, err := NewHeads(path).All()
	if err != nil || len(all) != writers*each {
		t.Fatalf("%d heads, %v", len(all), err)
	}
	for _, at := range all {
		if want := headOf(at.Seq); at.Hash != want.Hash || !at.At.Equal(want.At) {
			t.Errorf("%+v, want %+v", at, want)
		}
	}
}

func TestALineThatWasCutOffHidesNoOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.heads")
	h := NewHeads(path)
	if err := h.Add(headOf(1)); err != nil {
		t.Fatal(err)
	}
	spoil(t, path, "7 abc")
	if err := h.Add(headOf(2)); err != nil {
		t.Fatal(err)
	}
	if all, err := h.All(); err != nil || len(all) != 2 {
		t.Errorf("%v %v", all, err)
	}
	marks := NewMarks(filepath.Join(t.TempDir(), "x.marks"))
	if err := marks.Add(Mark{Head: headOf(1)}); err != nil {
		t.Fatal(err)
	}
	spoil(t, marks.Path(), `{"head":{"seq":9`)
	if err := marks.Add(Mark{Head: headOf(2)}); err != nil {
		t.Fatal(err)
	}
	if all, err := marks.All(); err != nil || len(all) != 2 {
		t.Errorf("%v %v", all, err)
	}
}

// TestALineOfAnyLengthHidesNoOther: somebody may have written it to have the book not read.
func TestALineOfAnyLengthHidesNoOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book")
	marks, heads := NewMarks(path), NewHeads(path)
	long := bytes.Repeat([]byte("x"), longestMark+1)
	if err := os.WriteFile(path, append(long, '\n'), filePerm); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(marks.Add(Mark{Head: headOf(1), Made: noon}), heads.Add(headOf(2))); err != nil {
		t.Fatal(err)
	}
	all, other, err := marks.Counted()
	if !errors.Is(err, errLong) || len(all) != 1 || other != 2 {
		t.Errorf("%d marks, %d other lines, %v", len(all), other, err)
	}
	lines, other, err := heads.Counted()
	if !errors.Is(err, errLong) || len(lines) != 1 || other != 2 {
		t.Errorf("%d heads, %d other lines, %v", len(lines), other, err)
	}
}

func spoil(t *testing.T, path, more string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(more); err != nil {
		t.Fatal(err)
	}
}

func TestAFileThatIsNotThereIsToldFromAnEmptyOne(t *testing.T) {
	dir := t.TempDir()
	if _, err := NewHeads(filepath.Join(dir, "none")).All(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("heads: %v", err)
	}
	if _, err := NewMarks(filepath.Join(dir, "none")).All(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("marks: %v", err)
	}
}

func TestThinningKeepsEachDayAndTheNewest(t *testing.T) {
	h := NewHeads(filepath.Join(t.TempDir(), "x.heads"))
	var b bytes.Buffer
	const heads = 10_000 // one a minute: over eight days
	for seq := range int64(heads) {
		b.WriteString(line(headOf(seq + 1)))
	}
	if err := os.WriteFile(h.path, b.Bytes(), filePerm); err != nil {
		t.Fatal(err)
	}
	if err := h.Thin(); err != nil {
		t.Fatal(err)
	}
	all, err := h.All()
	if err != nil || len(all) < newest || len(all) > newest+8 || all[len(all)-1].Seq != heads {
		t.Fatalf("%d heads, %v", len(all), err)
	}
	days := map[string]bool{}
	for _, at := range all {
		days[day(at.At)] = true
	}
	if len(days) != 8 {
		t.Errorf("%d days are left", len(days))
	}
}

func TestAStampOfAMarkJoinsIt(t *testing.T) {
	marks := NewMarks(filepath.Join(t.TempDir(), "x.marks"))
	one, other := Mark{Head: headOf(1), Made: noon}, Mark{Head: headOf(2), Made: noon}
	stamped := one
	stamped.Stamp = []byte{1}
	for _, m := range []Mark{one, other, stamped} {
		if err := marks.Add(m); err != nil {
			t.Fatal(err)
		}
	}
	all, err := marks.All()
	if err != nil || len(all) != 2 || all[0].Stamp == nil || all[1].Stamp != nil {
		t.Errorf("%+v %v", all, err)
	}
}

// TestAStatementStaysWhatKeysVouchedFor: another byte, and no mark that was ever made is genuine.
func TestAStatementStaysWhatKeysVouchedFor(t *testing.T) {
	hanoi := time.FixedZone("+07", 7*60*60)
	m := Mark{Station: "s", Head: office.JournalHead{Seq: 1 << 40, Hash: "ab", At: noon.In(hanoi).Add(120 * time.Millisecond)}, Made: noon,
		Late: []Late{{1, 2, noon.Add(time.Nanosecond)}, {3, 4, noon}}, Words: []Word{{"n", "cd"}}, Own: []Span{{5, 6}, {7, 7}}, LateFrom: 8, LateTo: -1}
	const want = "tram journal mark 1\ns\n1099511627776\nab\n2026-11-23T05:00:00.12Z\n2026-11-23T05:00:00Z\n" +
		"late 8 -1\nlate 1 2 2026-11-23T05:00:00.000000001Z\nlate 3 4 2026-11-23T05:00:00Z\nword n cd\nown 5 6\nown 7 7\n"
	if said := string(m.Statement()); said != want {
		t.Errorf("%q,\nwant %q", said, want)
	}
}

func TestWhatIsVouchedForNamesAllThatIsSaid(t *testing.T) {
	base := Mark{Station: "s", Head: headOf(3), Made: noon, Late: []Late{{1, 2, noon}}, Words: []Word{{"n", headOf(9).Hash}}}
	changes := map[string]func(*Mark){
		"station": func(m *Mark) { m.Station = "t" }, "number": func(m *Mark) { m.Head.Seq++ },
		"hash": func(m *Mark) { m.Head.Hash = headOf(4).Hash }, "time": func(m *Mark) { m.Head.At = noon },
		"made":       func(m *Mark) { m.Made = noon.Add(1) },
		"first late": func(m *Mark) { m.LateFrom = 1 }, "last late": func(m *Mark) { m.LateTo = 1 },
		"late entries": func(m *Mark) { m.Late = nil }, "late from": func(m *Mark) { m.Late = []Late{{2, 2, noon}} }, "late to": func(m *Mark) { m.Late = []Late{{1, 3, noon}} },
		"late when": func(m *Mark) { m.Late = []Late{{1, 2, noon.Add(1)}} }, "late twice": func(m *Mark) { m.Late = append(slices.Clone(m.Late), m.Late...) },
		"words": func(m *Mark) { m.Words = nil }, "word": func(m *Mark) { m.Words = []Word{{"m", headOf(9).Hash}} },
		"own":               func(m *Mark) { m.Own = []Span{{1, 3}} },
		"what a word is on": func(m *Mark) { m.Words = []Word{{"n", headOf(8).Hash}} },
	}
	for what, change := range changes {
		m := base
		change(&m)
		if bytes.Equal(m.Statement(), base.Statement()) {
			t.Errorf("another %s is vouched for by the same words", what)
		}
	}
}
