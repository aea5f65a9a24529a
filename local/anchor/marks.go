package anchor

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"tram/local/office"
	"tram/local/whole"
)

const (
	// mostMarks is the size from which on a file of marks is thinned out, in bytes: some
	// 1,000 lines. Each start reads them all.
	mostMarks = 512 << 10
	// longestMark is more than a mark with a time stamp has, in bytes.
	longestMark = 512 << 10
)

// Mark (mốc) is a head that was vouched for. It may lie anywhere: on this PC, on a
// stick, with another office.
type Mark struct {
	Station office.ID          `json:"station"`
	Head    office.JournalHead `json:"head"`
	Made    time.Time          `json:"made"` // by the clock of the PC

	// What a mark tells besides is told by all that come after it, so that nothing is
	// hidden by taking one away.
	Late  []Late `json:"late,omitempty"`
	Words []Word `json:"words,omitempty"`

	// Own is the entries for which alone a program vouches that was at work beside
	// another, whose entries are that one's to vouch for; nil: for all under the head.
	Own []Span `json:"own,omitempty"`

	// Late entries as older marks tell them.
	LateFrom int64 `json:"late_from,omitempty"`
	LateTo   int64 `json:"late_to,omitempty"`

	KeyID     string `json:"key_id"`    // of the station's key
	Public    []byte `json:"public"`    // SPKI in DER
	Signature []byte `json:"signature"` // of the key over Statement
	Witness   []byte `json:"witness"`   // of the sealing identity over Statement
	Stamp     []byte `json:"stamp,omitempty"`
}

// Late (mục ký muộn) is entries that the station had found without a mark when it
// opened: marks show nothing of them from before Made.
type Late struct {
	From int64     `json:"from"`
	To   int64     `json:"to"`
	Made time.Time `json:"made"`
}

// Span is entries one behind the other, the first and the last.
type Span struct {
	From int64 `json:"from"`
	To   int64 `json:"to"`
}

// Word (lời ghi nhận) is a person's word on data that were turned back: it stands in the
// journal under this mark, and excuses the heads that it names and no other.
type Word struct {
	Notice office.ID     `json:"notice"`
	Said   office.Digest `json:"said"` // of all that it says, with the heads that it names
}

// AllLate are the late entries that a mark tells of, whatever its age.
func (m Mark) AllLate() []Late {
	if m.LateTo == 0 {
		return m.Late
	}
	return append(slices.Clone(m.Late), Late{m.LateFrom, m.LateTo, m.Made})
}

// Statement is what is vouched for, and what a time stamp is made of.
func (m Mark) Statement() []byte {
	said := fmt.Appendf(nil, "tram journal mark 1\n%s\n%d\n%s\n%s\n%s\n",
		m.Station, m.Head.Seq, m.Head.Hash, m.Head.At.UTC().Format(time.RFC3339Nano), m.Made.UTC().Format(time.RFC3339Nano))
	if m.LateFrom != 0 || m.LateTo != 0 {
		said = fmt.Appendf(said, "late %d %d\n", m.LateFrom, m.LateTo)
	}
	for _, l := range m.Late {
		said = fmt.Appendf(said, "late %d %d %s\n", l.From, l.To, l.Made.UTC().Format(time.RFC3339Nano))
	}
	for _, w := range m.Words {
		said = fmt.Appendf(said, "word %s %s\n", w.Notice, w.Said)
	}
	for _, o := range m.Own {
		said = fmt.Appendf(said, "own %d %d\n", o.From, o.To)
	}
	return said
}

// Marks is one file of marks. Of what it read before it reads only what was added.
type Marks struct {
	path string
	mu   sync.Mutex // held while it writes

	reading sync.Mutex
	known   reading
}

// NewMarks names a file; it need not be there, nor its folder.
func NewMarks(path string) *Marks { return &Marks{path: path} }

// Path is where the file lies.
func (f *Marks) Path() string { return f.path }

// Add writes a mark at the end, on the disk for good.
func (f *Marks) Add(m Mark) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	file, err := appending(f.path)
	if err != nil {
		return err
	}
	defer file.Close()
	// A line that a crash cut off must not swallow this one.
	if _, err := file.Write(slices.Concat([]byte("\n"), b, []byte("\n"))); err != nil {
		return whole.Tell(f.path, err)
	}
	if err := file.Sync(); err != nil {
		return whole.Tell(f.path, err)
	}
	return whole.SyncDir(filepath.Dir(f.path))
}

// All reads the marks, in the order in which they were written. A mark that was
// stamped later stands there twice: the one with the stamp counts. Of a file that is
// not there the error is fs.ErrNotExist.
func (f *Marks) All() ([]Mark, error) {
	all, _, err := f.Counted()
	return all, err
}

// Read reads marks out of a file that came from anywhere.
func Read(b []byte) (all []Mark, err error) {
	all, _, err = ReadBrought(b)
	return all, err
}

// ReadBrought is Read of a file that somebody brought, with the number of its lines that
// are no marks.
func ReadBrought(b []byte) (all []Mark, other int, err error) {
	var r reading
	err = r.goOn(b)
	return r.marks.kept, r.other, err
}

// reading is what a text of marks holds, as far as it was read.
type reading struct {
	grown
	marks union
}

// goOn reads what a text has more than the last one.
func (r *reading) goOn(b []byte) error {
	return r.read(b, longestMark, func() { r.marks = union{} }, func(line []byte) bool {
		var m Mark
		if json.Unmarshal(line, &m) != nil || m.Head.Seq <= 0 {
			return false
		}
		r.marks.add(m)
		return true
	})
}

// United is marks of several files, each once.
func United(files ...[]Mark) []Mark {
	var u union
	for _, m := range slices.Concat(files...) {
		u.add(m)
	}
	return u.kept
}

// union is marks in the order in which they were read, each once: of one that was stamped
// later the one with the stamp.
type union struct {
	kept  []Mark
	place map[string]int
}

func (u *union) add(m Mark) {
	if u.place == nil {
		u.place = map[string]int{}
	}
	name := string(m.Statement()) + string(m.Signature) + string(m.Witness)
	i, known := u.place[name]
	switch {
	case !known:
		u.place[name] = len(u.kept)
		u.kept = append(u.kept, m)
	case u.kept[i].Stamp == nil:
		u.kept[i].Stamp = m.Stamp
	}
}

// Thin keeps the file small; what carries a time stamp stays.
func (f *Marks) Thin() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() < mostMarks {
		return nil
	}
	if err != nil {
		return whole.Tell(f.path, err)
	}
	all, err := f.All()
	if err != nil {
		return err
	}
	kept := thinned(all, func(m Mark) time.Time { return m.Made }, func(m Mark) bool { return m.Stamp != nil })
	if len(all)-len(kept) < newest { // days of many years: to write them again at each start saves nothing
		return nil
	}
	return whole.Write(f.path, filePerm, func(w io.Writer) error { return Write(w, kept) })
}

// Counted is All with the number of lines that are no marks.
func (f *Marks) Counted() ([]Mark, int, error) {
	b, err := whole.ReadFile(f.path)
	if err != nil {
		return nil, 0, fmt.Errorf("reading marks of the journal: %w", err)
	}
	f.reading.Lock()
	defer f.reading.Unlock()
	err = f.known.goOn(b)
	return slices.Clone(f.known.marks.kept), f.known.other, err
}

// Replace has these be all marks of the file. What another program adds meanwhile is lost.
func (f *Marks) Replace(all []Mark) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return whole.Write(f.path, filePerm, func(w io.Writer) error { return Write(w, all) })
}

// Rewrite has each mark that is read written as another one. Of a file that is not there
// nothing is written.
func (f *Marks) Rewrite(as func(Mark) (Mark, error)) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	all, err := f.All()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for i := range all {
		if all[i], err = as(all[i]); err != nil {
			return err
		}
	}
	return whole.Write(f.path, filePerm, func(w io.Writer) error { return Write(w, all) })
}

// Write writes marks as they are read again.
func Write(w io.Writer, all []Mark) error {
	for _, m := range all {
		b, err := json.Marshal(m)
		if err != nil {
			return err
		}
		if _, err := w.Write(append(b, '\n')); err != nil {
			return err
		}
	}
	return nil
}
