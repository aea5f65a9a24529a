package copying

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// A segment is, sealed: the line segmentLine; its header, as a length and a JSON text; its
// lines, packed by deflate; and the witness over the SHA-256 of all of that. A line is a
// sign, a length and a text. Numbers are 8 bytes, big endian.
//
// The link of a line is the SHA-256 of the link before, the sign and the text: so it does
// not matter into which segments the lines are parted, and none can be left out, put
// elsewhere or brought from another copy.

const segmentLine = "tram copy segment 1\n"

// The signs of lines.
const (
	lineOwn     = 'o' // an entry of the own journal, as it travels, without words
	lineArrived = 'a' // an entry that arrived, as it travels or as it came
	lineFile    = 'f' // the SHA-256 of a file of the vault that lies on the target from here on
	lineGone    = 'g' // of one that was removed for good, and is missed by nobody
	lineTray    = 't' // a tray and the sum of how it lies from here on; no sum: it is gone
	lineMark    = 'm' // a mark of the journal, as anchor.Write writes it
)

// The most that a segment may amount to, in bytes; one entry may be bundle.MostEntry.
const (
	mostLines  = 64 << 20
	mostHeader = 4 << 20
	mostOfThem = 1 << 20 // lines: so many of a file each fill more than mostLines
)

// position is how far a copy has come.
type position struct {
	Seq   int64         `json:"seq"`   // number of the last entry of the own journal; 0: none
	Hash  office.Digest `json:"hash"`  // of that entry
	At    time.Time     `json:"at"`    // of that entry
	Place int64         `json:"place"` // of what arrived last
	Mark  time.Time     `json:"mark"`  // when the last mark of the journal was made

	Trays map[string]string `json:"trays,omitempty"` // the sum of each tray as it lies, by its ID
}

// header is what a segment says of itself.
type header struct {
	Station office.ID `json:"station"`
	Number  int64     `json:"number"`            // from 1
	Through int64     `json:"through,omitempty"` // of one that was merged: the last of its numbers
	Before  string    `json:"before"`            // link of the line before; empty: there is none
	Link    string    `json:"link"`              // of the last line
	To      position  `json:"to"`                // after it
	Made    time.Time `json:"made"`
}

// span is the numbers that it says it has.
func (h header) span() span { return span{first: h.Number, last: max(h.Number, h.Through)} }

type line struct {
	sign byte
	text []byte
}

// link goes on from a link by some lines.
func link(before string, lines ...line) string {
	for _, l := range lines {
		h := sha256.New()
		fmt.Fprintf(h, "%s%c", before, l.sign)
		h.Write(l.text)
		before = hex.EncodeToString(h.Sum(nil))
	}
	return before
}

// encode seals a segment. The link of the last line is set in its header.
func encode(id Identity, h header, lines []line) ([]byte, error) {
	h.Link = link(h.Before, lines...)
	said, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	body.WriteString(segmentLine)
	body.Write(number(int64(len(said))))
	body.Write(said)
	packed, err := flate.NewWriter(&body, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if _, err := packed.Write(append([]byte{l.sign}, number(int64(len(l.text)))...)); err != nil {
			return nil, err
		}
		if _, err := packed.Write(l.text); err != nil {
			return nil, err
		}
	}
	if err := packed.Close(); err != nil {
		return nil, err
	}
	return vouched(id, body.Bytes())
}

func number(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// vouched seals a body with the witness over it.
func vouched(id Identity, body []byte) ([]byte, error) {
	sum := sha256.Sum256(body)
	witness, err := id.Witness(sum[:])
	if err != nil {
		return nil, err
	}
	return sealedUp(id, append(body, witness...))
}

func sealedUp(id Identity, b []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := id.Seal(&out)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}

// errForged tells of what opens and was not made by the office's identity.
var errForged = errors.New("the witness is another's")

// unsealed opens what was sealed, which is at most so many bytes.
func unsealed(id Identity, sealed []byte, most int64) ([]byte, error) {
	plain, err := id.Open(bytes.NewReader(sealed), int64(len(sealed)))
	if err != nil {
		return nil, err
	}
	if plain.Size() > most {
		return nil, fmt.Errorf("%d bytes are more than any has", plain.Size())
	}
	return io.ReadAll(plain)
}

// proven opens a body whose witness is the identity's.
func proven(id Identity, sealed []byte) ([]byte, error) {
	b, err := unsealed(id, sealed, mostObject)
	if err != nil {
		return nil, err
	}
	if len(b) < sha256.Size {
		return nil, errors.New("it is too short")
	}
	body, witness := b[:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	sum := sha256.Sum256(body)
	if !id.Witnessed(sum[:], witness) {
		return nil, errForged
	}
	return body, nil
}

// decode opens a segment, whose lines link up as its header says.
func decode(id Identity, sealed []byte) (h header, lines []line, err error) {
	body, err := proven(id, sealed)
	if err != nil {
		return h, nil, err
	}
	rest, ours := bytes.CutPrefix(body, []byte(segmentLine))
	if !ours {
		return h, nil, fmt.Errorf("a segment of another form: %w", errNewer)
	}
	in := bytes.NewReader(rest)
	said, err := counted(in, mostHeader)
	if err != nil {
		return h, nil, err
	}
	if err := json.Unmarshal(said, &h); err != nil {
		return h, nil, err
	}
	lines, err = linesIn(io.LimitReader(flate.NewReader(in), mostLines))
	if err == nil && link(h.Before, lines...) != h.Link {
		err = errors.New("its lines do not link up")
	}
	return h, lines, err
}

var errNewer = errors.New("a newer program made it")

func linesIn(r io.Reader) (lines []line, err error) {
	for {
		var sign [1]byte
		if _, err := io.ReadFull(r, sign[:]); err != nil {
			if err == io.EOF {
				return lines, nil
			}
			return nil, err
		}
		text, err := counted(r, mostLines)
		if err != nil {
			return nil, err
		}
		if len(lines) == mostOfThem {
			return nil, errors.New("there are more lines than any segment has")
		}
		lines = append(lines, line{sign[0], text})
	}
}

// counted reads a length and so many bytes. Memory is taken as they come: a length is
// somebody's word.
func counted(r io.Reader, most int64) ([]byte, error) {
	var n [8]byte
	if _, err := io.ReadFull(r, n[:]); err != nil {
		return nil, fmt.Errorf("reading a length: %w", io.ErrUnexpectedEOF)
	}
	length := int64(binary.BigEndian.Uint64(n[:]))
	if length < 0 || length > most {
		return nil, fmt.Errorf("%d bytes are said to come", length)
	}
	var out bytes.Buffer
	if _, err := io.CopyN(&out, r, length); err != nil {
		return nil, fmt.Errorf("reading %d bytes: %w", length, io.ErrUnexpectedEOF)
	}
	return out.Bytes(), nil
}

// words are what lies beside the journal of one entry, which names their hash.
type words struct {
	Words string `json:"words"`
	Salt  string `json:"salt"`
}

// bare is an entry as it travels without its words.
func bare(a store.Arrival) ([]byte, error) {
	if len(a.Raw) > 0 {
		return a.Raw, nil
	}
	a.Words, a.Salt = nil, ""
	return a.Text()
}
