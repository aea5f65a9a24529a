package bundle

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// forged is a bundle of this office whose second entry says that it has so many bytes, and
// has them unless it is cut.
func forged(t *testing.T, id Identity, size int64, has int) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := NewWriter(&out, id, About{Station: "s"})
	if err == nil {
		err = errors.Join(w.Line([]byte(lines[0])), w.number(size))
	}
	if err == nil {
		_, err = io.Copy(w.buffer, io.LimitReader(zeros{}, int64(has)))
	}
	if err = errors.Join(err, w.File(office.DigestOf([]byte("một tệp")), int64(len("một tệp")), strings.NewReader("một tệp")), w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// TestAnEntryThatIsTooBigIsNamedAndTakenNeitherAlongNorIn writes and reads entries at the
// bound and beyond it, and sizes that are none.
func TestAnEntryThatIsTooBigIsNamedAndTakenNeitherAlongNorIn(t *testing.T) {
	id := identity(t)
	w, err := NewWriter(io.Discard, id, About{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Line([]byte(lines[0])), w.Line(make([]byte, MostEntry))); err != nil {
		t.Errorf("at the bound: %v", err)
	}
	if err := w.Line(make([]byte, MostEntry+1)); !errors.Is(err, EntryTooBig) || !strings.Contains(said(err), "thứ 3") {
		t.Errorf("taken along: %v", err)
	}
	for size, has := range map[int64]int{MostEntry + 1: MostEntry + 1, 20 << 20: 20 << 20, 150 << 20: 100, 1 << 62: 0} {
		b := forged(t, id, size, has)
		r, err := Open(t.Context(), bytes.NewReader(b), int64(len(b)), id, nil)
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began, n := time.Now(), 0
		errs := []error{
			r.Files(func(office.Digest, int64, io.ReadSeeker) error { n++; return nil }),
			r.Lines(func([]byte) error { n++; return nil }),
		}
		runtime.ReadMemStats(&after)
		for _, err := range errs {
			if !errors.Is(err, BroughtTooBig) || !strings.Contains(said(err), "thứ 2") {
				t.Errorf("%d bytes: %v", size, err)
			}
		}
		if n != 1 { // the entry before it
			t.Errorf("%d bytes: %d entries and files were handed over", size, n)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 || time.Since(began) > 5*time.Second {
			t.Errorf("%d bytes: %d bytes of memory, %v", size, used, time.Since(began))
		}
	}
	b := forged(t, id, -5, 0)
	r, err := Open(t.Context(), bytes.NewReader(b), int64(len(b)), id, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Lines(func([]byte) error { return nil }); !errors.Is(err, Spoiled) {
		t.Errorf("fewer bytes than none: %v", err)
	}
}

// said is the sentence of an error.
func said(err error) string {
	f, _ := office.FailureIn(err)
	return f.Said
}
