package pdf

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"

	"tram/local/pdf/cos"
)

// An Increment is what is appended to a PDF; the original bytes stay as an
// exact prefix of the new file.
type Increment struct {
	Bytes []byte
	Hole  Span // the hex digits of /Contents in Bytes, without < >; empty where nothing is signed
}

// Span is a piece of bytes.
type Span struct{ Offset, Length int64 }

// Digest hashes the file with its increment, all but the hole and the two
// brackets round it: what a signature signs. r and size are of the file before
// the increment.
func (i *Increment) Digest(ctx context.Context, r io.ReaderAt, size int64, h hash.Hash) error {
	if i.Hole.Length == 0 {
		return errors.New("the increment has no place for a signature")
	}
	b := make([]byte, copyBytes)
	for at := int64(0); at < size; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := r.ReadAt(b[:min(int64(len(b)), size-at)], at)
		if n == 0 && err != nil {
			return cutShort(fmt.Errorf("hashing at byte %d: %w", at, err))
		}
		h.Write(b[:n])
		at += int64(n)
	}
	h.Write(i.Bytes[:i.Hole.Offset-1])
	h.Write(i.Bytes[i.Hole.Offset+i.Hole.Length+1:])
	return nil
}

// Fill writes the signature into the hole; what is left of it stays zero.
func (i *Increment) Fill(cms []byte) error {
	if len(cms) == 0 || int64(hex.EncodedLen(len(cms))) > i.Hole.Length {
		return SignatureTooLarge.Because(fmt.Errorf("a signature of %d bytes for a place of %d", len(cms), i.Hole.Length/2))
	}
	hole := i.Bytes[i.Hole.Offset : i.Hole.Offset+i.Hole.Length]
	n := hex.Encode(hole, cms)
	for j := n; j < len(hole); j++ {
		hole[j] = '0'
	}
	return nil
}

// draft is an increment in the making: objects written behind the end of a
// file, new ones and such that take the place of older ones.
type draft struct {
	f    *cos.File
	size int64
	e    *emitter
	out  *bytes.Buffer
	gens map[int]int // of objects that take an older one's place, where not 0
}

func newDraft(f *cos.File, r io.ReaderAt, size int64) (*draft, error) {
	last := make([]byte, 1)
	if n, err := r.ReadAt(last, size-1); n < 1 {
		return nil, cutShort(fmt.Errorf("reading the last byte: %w", err))
	}
	out := &bytes.Buffer{}
	d := &draft{f: f, size: size, out: out, gens: map[int]int{},
		e: &emitter{out: out, at: size, offsets: make([]int64, f.Next())}}
	if last[0] != '\n' {
		d.e.put("\n")
	}
	return d, nil
}

// replace writes an object anew under its old number.
func (d *draft) replace(at cos.Ref, value string) {
	d.gens[at.Num] = at.Gen
	d.e.offsets[at.Num] = d.e.at
	d.e.put("%d %d obj\n", at.Num, at.Gen)
	d.e.put("%s", value)
	d.e.put("\nendobj\n")
}

// add writes a new object.
func (d *draft) add(value string) cos.Ref {
	n := d.e.reserve()
	d.e.object(n, "%s", value)
	return cos.Ref{Num: n}
}

// finish writes the table in the flavour of the file's newest one.
func (d *draft) finish() ([]byte, error) {
	entries := d.entries()
	if d.f.Sections[0].Stream {
		d.streamTable(entries)
	} else {
		start := d.e.at
		d.e.put("xref\n")
		for _, run := range d.written() {
			d.e.put("%d %d\n", run[0], len(run))
			for _, n := range run {
				d.e.put("%010d %05d n \n", d.e.offsets[n], d.gens[n])
			}
		}
		d.e.put("trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n", len(d.e.offsets), entries, start)
	}
	d.e.flush()
	return d.out.Bytes(), d.e.err
}

// written lists the numbers of the objects of the increment in runs.
func (d *draft) written() (runs [][]int) {
	for n, at := range d.e.offsets {
		if at == 0 {
			continue
		}
		if last := len(runs) - 1; last >= 0 && runs[last][len(runs[last])-1] == n-1 {
			runs[last] = append(runs[last], n)
		} else {
			runs = append(runs, []int{n})
		}
	}
	return runs
}

// entries is what the trailer takes over from the one before. An /Info that is not
// there makes readers doubt the whole table.
func (d *draft) entries() string {
	var b bytes.Buffer
	for _, key := range []cos.Name{"Root", "Info"} {
		for _, e := range d.f.Trailer.Entries {
			if e.Key != key {
				continue
			}
			at, elsewhere := e.Value.(cos.Ref)
			if _, used := d.f.Gen(at.Num); used || !elsewhere || key != "Info" {
				fmt.Fprintf(&b, "/%s %s ", key, d.f.Source[e.From:e.To])
			}
			break
		}
	}
	if id, is := d.f.Trailer.Get("ID").(cos.Array); is && len(id.Items) == 2 {
		if first, is := id.Items[0].(cos.String); is {
			d.e.flush()
			sum := sha256.Sum256(append(bytes.Clone(first.Bytes), d.out.Bytes()...))
			const idBytes = 16
			fmt.Fprintf(&b, "/ID [<%x> <%x>] ", first.Bytes, sum[:idBytes])
		}
	}
	fmt.Fprintf(&b, "/Prev %d", d.f.Sections[0].At)
	return b.String()
}

// streamTable writes a stream of cross-references.
func (d *draft) streamTable(entries string) {
	self := d.e.reserve()
	start := d.e.at
	d.e.offsets[self] = start
	var rows, index bytes.Buffer
	for _, run := range d.written() {
		fmt.Fprintf(&index, "%d %d ", run[0], len(run))
		for _, n := range run {
			var place [8]byte
			binary.BigEndian.PutUint64(place[:], uint64(d.e.offsets[n]))
			rows.WriteByte(1)
			rows.Write(place[3:]) // five bytes: more than any file has
			rows.Write([]byte{byte(d.gens[n] >> 8), byte(d.gens[n])})
		}
	}
	d.e.bytes(self, fmt.Sprintf("/Type /XRef /Size %d /W [1 5 2] /Index [%s] %s /Filter /FlateDecode",
		len(d.e.offsets), bytes.TrimSpace(index.Bytes()), entries), deflate(rows.Bytes()))
	d.e.put("startxref\n%d\n%%%%EOF\n", start)
}

// Revisions tells where each state of a PDF ends that its tables know, the
// oldest first. The bytes before the first end are the file as it was made; white
// space behind its last line may be counted with either side.
func Revisions(ctx context.Context, r io.ReaderAt, size int64) (ends []int64, err error) {
	err = guarded(func() error {
		f, err := cos.Open(ctx, r, size)
		if err != nil {
			return broken(err)
		}
		ends = revisionEnds(f)
		return nil
	})
	return ends, err
}

// revisionEnds lists where the states end, rising. A file that is made for
// quick viewing has its newest table at its head, before an older one: such a
// table ends no state.
func revisionEnds(f *cos.File) []int64 {
	ends := []int64{f.End}
	for i, s := range f.Sections {
		head := i+1 < len(f.Sections) && f.Sections[i+1].At > s.At
		if s.End > 0 && !head {
			ends = append(ends, s.End)
		}
	}
	slices.SortFunc(ends, cmp.Compare[int64])
	return slices.Compact(ends)
}
