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
	"strconv"
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
	said := make([]byte, 0, statementSize+lineSize*(len(m.Late)+len(m.Words)+len(m.Own)))
	said = append(said, "tram journal mark 1\n"...)
	said = append(append(said, m.Station...), '\n')
	said = append(strconv.AppendInt(said, m.Head.Seq, decimal), '\n')
	said = append(append(said, m.Head.Hash...), '\n')
	said = append(moment(said, m.Head.At), '\n')
	said = append(moment(said, m.Made), '\n')
	if m.LateFrom != 0 || m.LateTo != 0 {
		said = append(span(append(said, "late "...), m.LateFrom, m.LateTo), '\n')
	}
	for _, l := range m.Late {
		said = append(span(append(said, "late "...), l.From, l.To), ' ')
		said = append(moment(said, l.Made), '\n')
	}
	for _, w := range m.Words {
		said = append(append(append(said, "word "...), w.Notice...), ' ')
		said = append(append(said, w.Said...), '\n')
	}
	for _, o := range m.Own {
		said = append(span(append(said, "own "...), o.From, o.To), '\n')
	}
	return said
}

const (
	statementSize, lineSize = 256, 128 // bytes that are about enough
	decimal                 = 10
)

func moment(to []byte, t time.Time) []byte { return t.UTC().AppendFormat(to, time.RFC3339Nano) }

func span(to []byte, first, last int64) []byte {
	return strconv.AppendInt(append(strconv.AppendInt(to, first, decimal), ' '), last, decimal)
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
func Read(b []byte) []Mark {
	all, _ := ReadBrought(b)
	return all
}

// ReadBrought is Read of a file that somebody brought, with the number of its lines that
// are no marks.
func ReadBrought(b []byte) (all []Mark, other int) {
	var r reading
	_ = r.goOn(b) // a line that is too long is told as one that is no mark
	return r.marks.kept, r.other
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

// United is marks of several texts, each once.
func United(texts ...[]Mark) []Mark {
	var u union
	for _, m := range slices.Concat(texts...) {
		u.add(m)
	}
	return u.kept
}

// Together are the marks of several files, each once, of each file the newest; most 0: all.
// What a file could not be read for is told to unread.
func Together(most int, unread func(path string, err error), files ...*Marks) []Mark {
	var u union
	for _, f := range files {
		if err := f.into(&u, most); err != nil {
			unread(f.path, err)
		}
	}
	return u.kept
}

// union is marks in the order in which they were read, each once: of one that was stamped
// later the one with the stamp.
type union struct {
	kept  []Mark
	names []string // of each, by which another of the same is known
	place map[string]int
}

func (u *union) add(m Mark) {
	u.put(string(slices.Concat(m.Statement(), m.Signature, m.Witness)), m)
}

func (u *union) put(name string, m Mark) {
	if u.place == nil {
		u.place = map[string]int{}
	}
	i, known := u.place[name]
	switch {
	case !known:
		u.place[name] = len(u.kept)
		u.kept, u.names = append(u.kept, m), append(u.names, name)
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
	f.reading.Lock()
	defer f.reading.Unlock()
	err := f.goOn()
	return slices.Clone(f.known.marks.kept), f.known.other, err
}

// into adds the newest marks of the file.
func (f *Marks) into(u *union, most int) error {
	f.reading.Lock()
	defer f.reading.Unlock()
	err := f.goOn()
	all := f.known.marks
	from := 0
	if most > 0 {
		from = max(0, len(all.kept)-most)
	}
	for i := from; i < len(all.kept); i++ {
		u.put(all.names[i], all.kept[i])
	}
	return err
}

// goOn reads what the file has more; of one that cannot be read nothing is known.
func (f *Marks) goOn() error {
	b, err := whole.ReadFile(f.path)
	if err != nil {
		f.known = reading{}
		return fmt.Errorf("reading marks of the journal: %w", err)
	}
	if err := f.known.goOn(b); err != nil {
		return fmt.Errorf("reading marks of the journal: %w", err)
	}
	return nil
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
