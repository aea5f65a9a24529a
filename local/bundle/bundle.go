// Package bundle carries what one station of an office wrote to another, in one sealed
// file (gói trao đổi): entries of its journal, the words that lie beside it, and the
// files that its records stand on.
//
// A bundle is sealed to the office's identity, and ends with a witness that only this
// identity makes: whoever has not the office's key neither reads nor makes one. It is
// read whole and its witness compared before anything of it is handed on.
//
// The plaintext, in order: the line first; the lines of About and of each entry, as a
// length and a text; an empty line; of each file its name, its size and its bytes; an
// empty name; the witness over the SHA-256 of all of that. Numbers are 8 bytes, big
// endian.
package bundle

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"

	"tram/local/job"
	"tram/local/office"
	"tram/local/seal"
)

const (
	first     = "tram bundle 1\n"
	nameBytes = 64 // of a file's SHA-256, in hexadecimal digits

	// MostEntry bounds one entry, in bytes: that of a conversion of thirty thousand pages
	// is no longer. A longer one would fill the memory of a small PC that takes it in.
	MostEntry = 16 << 20
)

// Identity seals, opens and witnesses.
type Identity interface {
	Seal(io.Writer) (io.WriteCloser, error)
	Open(io.ReaderAt, int64) (*io.SectionReader, error)
	Witness([]byte) ([]byte, error)
	Witnessed(b, code []byte) bool
}

// About says whose bundle it is.
type About struct {
	Station office.ID          `json:"station"`
	Office  string             `json:"office"`
	Made    time.Time          `json:"made"`
	Head    office.JournalHead `json:"head"`  // of the journal that it was made of
	After   int64              `json:"after"` // number of the last entry that is left out; 0: none
}

// Writer makes a bundle: first its lines, then its files, then Close.
type Writer struct {
	id     Identity
	sealed io.WriteCloser
	buffer *bufio.Writer
	hash   hash.Hash
	lines  bool // they have ended
	nth    int  // of the next one, from 0: what the bundle says of itself
}

// NewWriter begins a bundle.
func NewWriter(w io.Writer, id Identity, about About) (*Writer, error) {
	sealed, err := id.Seal(w)
	if err != nil {
		return nil, fmt.Errorf("sealing a bundle: %w", err)
	}
	b := &Writer{id: id, sealed: sealed, hash: sha256.New()}
	b.buffer = bufio.NewWriterSize(io.MultiWriter(sealed, b.hash), 1<<16)
	if _, err := b.buffer.WriteString(first); err != nil {
		return nil, err
	}
	text, err := json.Marshal(about)
	if err != nil {
		return nil, err
	}
	return b, b.Line(text)
}

func (b *Writer) number(n int64) error {
	_, err := b.buffer.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
	return err
}

// Line adds an entry as the store writes it (store.Arrival.Text). It fails with EntryTooBig.
func (b *Writer) Line(text []byte) error {
	if len(text) > MostEntry {
		return EntryTooBig.About(b.nth, len(text)>>20, MostEntry>>20)
	}
	b.nth++
	if err := b.number(int64(len(text))); err != nil {
		return err
	}
	_, err := b.buffer.Write(text)
	return err
}

// File adds a file of the vault under its SHA-256.
func (b *Writer) File(d office.Digest, size int64, r io.Reader) error {
	if !b.lines {
		b.lines = true
		if err := b.number(0); err != nil {
			return err
		}
	}
	if _, err := b.buffer.WriteString(string(d)); err != nil || len(d) != nameBytes {
		return errors.Join(err, badName(d))
	}
	if err := b.number(size); err != nil {
		return err
	}
	n, err := io.Copy(b.buffer, r)
	if err == nil && n != size {
		err = fmt.Errorf("file %s has %d bytes and not %d", d, n, size)
	}
	return err
}

func badName(d office.Digest) error {
	if len(d) == nameBytes {
		return nil
	}
	return fmt.Errorf("%q is no SHA-256", string(d))
}

// Close ends the bundle with its witness. What is below is not closed.
func (b *Writer) Close() error {
	if !b.lines {
		if err := b.number(0); err != nil {
			return err
		}
	}
	if _, err := b.buffer.Write(make([]byte, nameBytes)); err != nil {
		return err
	}
	if err := b.buffer.Flush(); err != nil {
		return err
	}
	witness, err := b.id.Witness(b.hash.Sum(nil))
	if err != nil {
		return err
	}
	if _, err := b.sealed.Write(witness); err != nil {
		return err
	}
	return b.sealed.Close()
}

// Reader is a bundle that was read whole, and is what its maker made.
type Reader struct {
	About About
	plain *io.SectionReader
	lines int64 // where they begin
}

// Open reads a bundle whole and compares its witness. It fails with NotOurs for what
// the office's key does not open, and with Spoiled for what is cut or changed.
func Open(ctx context.Context, r io.ReaderAt, size int64, id Identity, p *job.Progress) (*Reader, error) {
	plain, err := id.Open(r, size)
	switch {
	case errors.Is(err, seal.ErrAnothers) || errors.Is(err, seal.ErrNotSealed):
		return nil, NotOurs.Because(err)
	case err != nil:
		return nil, orEnded(ctx, Spoiled.Because(err))
	}
	p.Say("Đang kiểm tra gói")
	if plain.Size() < int64(len(first)+sha256.Size) {
		return nil, Spoiled
	}
	body := plain.Size() - sha256.Size
	sum := sha256.New()
	if _, err := io.Copy(job.Patient(ctx, sum), io.NewSectionReader(plain, 0, body)); err != nil {
		return nil, orEnded(ctx, Spoiled.Because(err))
	}
	witness := make([]byte, sha256.Size)
	if _, err := plain.ReadAt(witness, body); err != nil && !errors.Is(err, io.EOF) {
		return nil, Spoiled.Because(err)
	}
	if !id.Witnessed(sum.Sum(nil), witness) {
		return nil, NotOurs.Because(errors.New("the witness is another's"))
	}
	b := &Reader{plain: io.NewSectionReader(plain, 0, body)}
	in := b.from(0)
	if in.text(int64(len(first))) != first {
		return nil, TooNew
	}
	about := in.line()
	if f, told := office.FailureIn(in.err); told {
		return nil, f
	}
	if err := json.Unmarshal([]byte(about), &b.About); err != nil || in.err != nil {
		return nil, Spoiled.Because(errors.Join(err, in.err))
	}
	b.lines = in.at
	return b, nil
}

func orEnded(ctx context.Context, err error) error {
	if ended := ctx.Err(); ended != nil {
		return ended
	}
	return err
}

// Lines hands the entries over as they were written. It fails with BroughtTooBig.
func (b *Reader) Lines(yield func(text []byte) error) error {
	in := b.from(b.lines)
	for {
		text := in.line()
		if in.err != nil || text == "" {
			return in.spoiled()
		}
		if err := yield([]byte(text)); err != nil {
			return err
		}
	}
}

// Files hands the files over: each is read while yield runs. It fails with BroughtTooBig
// before the first of them.
func (b *Reader) Files(yield func(d office.Digest, size int64, content io.ReadSeeker) error) error {
	in := b.from(b.lines)
	for in.skipLine() {
	}
	for in.err == nil {
		name := in.text(nameBytes)
		if in.err != nil || name == string(make([]byte, nameBytes)) {
			return in.spoiled()
		}
		size := in.number()
		if in.err != nil || size < 0 || in.at+size > b.plain.Size() {
			return Spoiled
		}
		d, err := office.ParseDigest(name)
		if err != nil {
			return Spoiled.Because(err)
		}
		if err := yield(d, size, io.NewSectionReader(b.plain, in.at, size)); err != nil {
			return err
		}
		in = b.from(in.at + size)
	}
	return in.spoiled()
}

// input reads the plaintext in order and keeps its first error.
type input struct {
	r   *bufio.Reader
	at  int64
	nth int // of the line that is read, from 0: what the bundle says of itself
	err error
}

func (b *Reader) from(at int64) *input {
	in := &input{r: bufio.NewReaderSize(io.NewSectionReader(b.plain, at, b.plain.Size()-at), 1<<16), at: at}
	if at > 0 {
		in.nth = 1
	}
	return in
}

func (in *input) text(n int64) string {
	if in.err != nil || n < 0 || n > MostEntry {
		in.err = errors.Join(in.err, fmt.Errorf("%d bytes are asked for", n))
		return ""
	}
	b := make([]byte, n)
	var read int
	read, in.err = io.ReadFull(in.r, b)
	in.at += int64(read)
	return string(b)
}

func (in *input) number() int64 {
	b := in.text(8)
	if in.err != nil {
		return 0
	}
	return int64(binary.BigEndian.Uint64([]byte(b)))
}

func (in *input) line() string {
	n := in.length()
	if in.err != nil || n == 0 {
		return ""
	}
	return in.text(n)
}

// length is that of the next line; 0: there is none.
func (in *input) length() int64 {
	n := in.number()
	if in.err == nil && n > MostEntry {
		in.err = BroughtTooBig.About(in.nth, n>>20, MostEntry>>20)
	}
	in.nth++
	return n
}

// skipLine passes over a line; false: there is none.
func (in *input) skipLine() bool {
	n := in.length()
	if in.err != nil || n <= 0 {
		return false
	}
	var passed int
	passed, in.err = in.r.Discard(int(n))
	in.at += int64(passed)
	return in.err == nil
}

func (in *input) spoiled() error {
	if f, told := office.FailureIn(in.err); told {
		return f
	}
	if in.err != nil {
		return Spoiled.Because(in.err)
	}
	return nil
}
