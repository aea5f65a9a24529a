package audit

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/papercode"
	"tram/local/store"
)

// A signed export is the chain of one station, whole, from its birth or from a later
// entry to the newest, so that whoever holds the file can follow it with no office at
// hand (Điều 6.3d). The station's key signs a statement that names both ends; the
// entries need no signature of their own, since each holds the hash of the one before.
//
// The file is JSON, in lines: the head with the statement, one entry a line, the end.
// Words that nothing vouches for are not in it: a sentence beside an entry could be
// changed without a trace.

const (
	exportFormat = "tram-audit/1"
	exportEnd    = "]}"
)

// Statement tells what an export holds.
type Statement struct {
	Office    string // full name
	Code      string // identification code
	Station   office.ID
	From, To  int64         // the first and the last entry
	Prev      office.Digest // of the entry before the first; empty: the first is the birth
	Head      office.Digest // of the last entry
	At        time.Time     // when it was made
	By        string        // who made it
	Elsewhere int64         // entries of other stations that stand there and are not in it
	Key       office.Digest // of the key file that stands beside; Export sets it
}

// The lines of a statement, in their order, each ended by "\n".
var statementLines = []struct {
	label string
	value func(Statement) string
	read  func(*Statement, string) error
}{
	{"Cơ quan: ", func(s Statement) string { return s.Office }, func(s *Statement, v string) error { s.Office = v; return nil }},
	{"Mã định danh: ", func(s Statement) string { return s.Code }, func(s *Statement, v string) error { s.Code = v; return nil }},
	{"Trạm: ", func(s Statement) string { return string(s.Station) }, func(s *Statement, v string) error { s.Station = office.ID(v); return nil }},
	{"Từ mục: ", func(s Statement) string { return fmt.Sprint(s.From) }, func(s *Statement, v string) error { return whole(&s.From, v) }},
	{"Nối sau: ", func(s Statement) string { return string(s.Prev) }, func(s *Statement, v string) error { s.Prev = office.Digest(v); return nil }},
	{"Đến mục: ", func(s Statement) string { return fmt.Sprint(s.To) }, func(s *Statement, v string) error { return whole(&s.To, v) }},
	{"Mã băm mục cuối: ", func(s Statement) string { return string(s.Head) }, func(s *Statement, v string) error { s.Head = office.Digest(v); return nil }},
	{"Lập lúc: ", func(s Statement) string { return office.ISO(s.At) }, func(s *Statement, v string) (err error) { s.At, err = time.Parse(time.RFC3339, v); return err }},
	{"Người lập: ", func(s Statement) string { return s.By }, func(s *Statement, v string) error { s.By = v; return nil }},
	{"Mục của trạm khác, không có ở đây: ", func(s Statement) string { return fmt.Sprint(s.Elsewhere) }, func(s *Statement, v string) error { return whole(&s.Elsewhere, v) }},
	{"Mã băm tệp khóa: ", func(s Statement) string { return string(s.Key) }, func(s *Statement, v string) error { s.Key = office.Digest(v); return nil }},
}

const statementTitle = "BẢN XUẤT NHẬT KÝ CỦA TRẠM (" + exportFormat + ")\n"

func whole(to *int64, digits string) (err error) {
	*to, err = strconv.ParseInt(digits, 10, 64)
	return err
}

// Bytes are the one form of the statement, which is signed.
func (s Statement) Bytes() []byte {
	b := []byte(statementTitle)
	for _, l := range statementLines {
		b = fmt.Appendf(b, "%s%s\n", l.label, strings.Map(noLine, l.value(s)))
	}
	return b
}

// noLine keeps a value within its line.
func noLine(r rune) rune {
	if r == '\n' || r == '\r' {
		return ' '
	}
	return r
}

// parseStatement reads what Bytes writes and nothing else.
func parseStatement(text string) (s Statement, err error) {
	rest, titled := strings.CutPrefix(text, statementTitle)
	lines := strings.SplitAfter(rest, "\n")
	if !titled || len(lines) != len(statementLines)+1 {
		return s, fmt.Errorf("a statement of %d lines", len(lines))
	}
	for i, l := range statementLines {
		value, labelled := strings.CutPrefix(strings.TrimSuffix(lines[i], "\n"), l.label)
		if !labelled {
			return s, fmt.Errorf("line %d of the statement is another", i+2)
		}
		if err := l.read(&s, value); err != nil {
			return s, err
		}
	}
	if string(s.Bytes()) != text {
		return s, fmt.Errorf("a statement that is not in its one form")
	}
	return s, nil
}

// opening is the first line of the file, without its entries.
type opening struct {
	Format    string          `json:"format"`
	Statement string          `json:"statement"`
	Signature []byte          `json:"signature"` // of the station's key (papercode.Key.Vouch)
	Key       json.RawMessage `json:"key"`       // as stations hand it to each other
}

// written is an entry as the file holds it: each byte of its body is the one that was
// hashed.
type written struct {
	store.Written
	Form    int         `json:"form"`
	Follows []office.ID `json:"follows,omitempty"`
}

func writtenOf(e office.Entry) written { return written{store.WrittenOf(e), e.Form, e.Follows} }

func (w written) entry() office.Entry { return w.Entry(w.Form, w.Follows) }

// line is a value as one line of the file.
func line(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// Export writes a signed export. entries hands over the station's own entries after a
// number, in order. It fails with EntryUnread where one is not what it was.
func Export(ctx context.Context, to io.Writer, s Statement, key papercode.KeyFile, sign func([]byte) ([]byte, error),
	entries func(ctx context.Context, after int64, yield func(office.Entry) error) error) error {
	w := bufio.NewWriterSize(to, 64<<10)
	if err := writeOpening(w, s, key, sign); err != nil {
		return err
	}
	c := following(s)
	err := entries(ctx, s.From-1, func(e office.Entry) error {
		if e.Seq > s.To {
			return errEnough
		}
		if c.next(e) != "" || store.HashOf(e) != e.Hash {
			return EntryUnread.About(e.Seq)
		}
		b, err := line(writtenOf(e))
		if err != nil {
			return err
		}
		if e.Seq > s.From {
			w.WriteString(",\n")
		}
		_, err = w.Write(b)
		return err
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	if c.last.Hash != s.Head {
		return EntryUnread.About(s.To)
	}
	w.WriteString("\n" + exportEnd + "\n")
	return w.Flush()
}

func writeOpening(w *bufio.Writer, s Statement, key papercode.KeyFile, sign func([]byte) ([]byte, error)) error {
	var file bytes.Buffer
	if err := papercode.WriteKeyFile(&file, key); err != nil {
		return err
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, file.Bytes()); err != nil {
		return err
	}
	s.Key = office.DigestOf(compact.Bytes())
	signature, err := sign(s.Bytes())
	if err != nil {
		return err
	}
	b, err := line(opening{exportFormat, string(s.Bytes()), signature, compact.Bytes()})
	if err != nil {
		return err
	}
	w.Write(b[:len(b)-1])
	_, err = w.WriteString(`,"entries":[` + "\n")
	return err
}

// chain follows entries from a statement's beginning.
type chain struct {
	s    Statement
	last office.Entry
	met  int64
}

func following(s Statement) *chain {
	return &chain{s: s, last: office.Entry{Seq: s.From - 1, Hash: s.Prev, Station: s.Station}}
}

// next takes the next entry, and tells what is wrong with its place; empty: nothing.
func (c *chain) next(e office.Entry) (wrong string) {
	bears := e.Kind == office.KindStation && e.Record == e.Station && e.Base == 0
	switch {
	case e.Seq != c.last.Seq+1:
		wrong = fmt.Sprintf("sau mục %d là mục %d", c.last.Seq, e.Seq)
	case e.Prev != c.last.Hash:
		wrong = fmt.Sprintf("mục %d không nối với mục trước nó", e.Seq)
	case e.Seq == 1 && !bears:
		wrong = "mục đầu tiên không phải là mục khai sinh của trạm"
	case c.met > 0 && e.Station != c.last.Station && !bears:
		wrong = fmt.Sprintf("mục %d là của một trạm khác", e.Seq)
	case c.met > 0 && e.Form < c.last.Form:
		wrong = fmt.Sprintf("mục %d có dạng cũ hơn mục trước nó", e.Seq)
	}
	c.last = e
	c.met++
	return wrong
}
