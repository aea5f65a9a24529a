package copying

import (
	"bytes"
	"cmp"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// A snapshot (ảnh chụp) is the pages of the database at one moment, so that a restore goes
// on from there and needs not go through years of journal. It proves nothing that the
// journal does not: without any, the journal alone restores. Each after the first of its
// row holds only the pages that changed; its manifest, put last, names the whole row and
// the SHA-256 of each part as it lies. A part is, sealed and packed by deflate, the number
// and the bytes of each of its pages, in order.

// When a snapshot is made, and what of them stays.
const (
	snapshotAfter = 2000           // entries since the last one
	snapshotEvery = 24 * time.Hour // with anything new since, or since the copying began
	longestRow    = 16             // snapshots, before one of all pages
	partPages     = 4096           // pages in a part
	mostPages     = 1 << 28        // that a manifest may name
	mostPageSize  = 64 << 10       // bytes
	pageHash      = 16             // bytes by which a page is remembered
)

// manifest is what a snapshot says of itself.
type manifest struct {
	Station office.ID     `json:"station"`
	Set     store.PageSet `json:"set"`
	Row     []int64       `json:"row"`   // the snapshots that it stands on, from the one of all pages; itself last
	Parts   []string      `json:"parts"` // SHA-256 of each, as it lies
	Changed int64         `json:"changed"`
	Made    time.Time     `json:"made"`
}

func (n names) snapshots(id office.ID) string { return n.station(id) + "/p" }

func (n names) manifest(id office.ID, seq int64) string {
	return n.snapshot(id, seq) + "/m"
}

func (n names) part(id office.ID, seq int64, part int) string {
	return fmt.Sprintf("%s/%06d", n.snapshot(id, seq), part)
}

// snapshotsAt lists the snapshots on a target by their entry, oldest first.
func snapshotsAt(ctx context.Context, t Target, folder string) (seqs []int64, err error) {
	err = t.List(ctx, folder, func(name string, _ int64) error {
		if above, is := strings.CutSuffix(name, "/m"); is {
			seqs = append(seqs, numberOf(above))
		}
		return nil
	})
	slices.Sort(seqs)
	return seqs, err
}

func manifestAt(ctx context.Context, t Target, id Identity, n names, station office.ID, seq int64) (m manifest, err error) {
	if err := getVouched(ctx, t, id, n.manifest(station, seq), &m); err != nil {
		return m, err
	}
	if m.Station != station || m.Set.Head.Seq != seq || m.Set.Count < 1 || m.Set.Count > mostPages || m.Set.Size < 512 || m.Set.Size > mostPageSize ||
		len(m.Row) == 0 || len(m.Row) > longestRow || m.Row[len(m.Row)-1] != seq || !slices.IsSorted(m.Row) {
		return m, NotOurs.About(t.Said()).Because(fmt.Errorf("the manifest %d says what cannot be", seq))
	}
	return m, nil
}

// snapshot makes one where it is due.
func (c *Copier) snapshot(ctx context.Context) error {
	m := c.met
	if m.anew && !m.wiping.IsZero() {
		return nil // the pages may still have what is being removed
	}
	there, since := len(m.newest.Row) > 0, m.last.To.Seq-m.newest.Set.Head.Seq
	last := m.begun // a copy without any is at the mercy of its first segment
	if there {
		last = m.newest.Made
	}
	old := since > 0 && c.Clock.Now().Sub(last).Abs() >= snapshotEvery // a clock may have run ahead
	if old || there && m.anew || since >= cmp.Or(c.SnapshotAfter, snapshotAfter) {
		return c.takeSnapshot(ctx)
	}
	if m.stale && there && !m.anew { // it was not ended
		return c.purge(ctx)
	}
	return nil
}

// takeSnapshot makes one now. What is left of one that was cut off is removed first.
func (c *Copier) takeSnapshot(ctx context.Context) error {
	m := c.met
	known := c.remembered(m.newest)
	taking := &taking{c: c, ctx: ctx, known: known}
	if known != nil && !m.anew && len(m.newest.Row) < longestRow {
		taking.made.Row = m.newest.Row
	} else {
		taking.known = nil
	}
	err := c.Records.Pages(ctx, taking.begin, taking.add)
	if err == nil {
		err = taking.endPart()
	}
	if errors.Is(err, errSameHead) {
		return nil
	}
	if err != nil {
		return err
	}
	made := taking.made
	if err := putVouched(ctx, c.Target, c.ID, m.names.manifest(m.station, made.Set.Head.Seq), made); err != nil {
		return err
	}
	m.newest, m.anew = made, false
	c.remember(made, taking.hashes)
	return c.tidySnapshots(ctx)
}

var errSameHead = errors.New("there is a snapshot of that entry")

// taking is one snapshot on its way.
type taking struct {
	c      *Copier
	ctx    context.Context
	made   manifest
	known  []byte // hashes of the pages of the snapshot before; nil: all pages are taken
	hashes []byte
	raw    bytes.Buffer // the part that is being filled
	held   int          // pages in it
}

func (t *taking) begin(set store.PageSet) error {
	m := t.c.met
	if set.Head.Seq == m.newest.Set.Head.Seq && !m.anew || set.Head.Seq < m.newest.Set.Head.Seq {
		return errSameHead
	}
	t.made.Station, t.made.Set, t.made.Made = m.station, set, t.c.Clock.Now()
	if m.anew {
		t.made.Row = nil
	}
	t.made.Row = append(slices.Clone(t.made.Row), set.Head.Seq)
	t.hashes = make([]byte, 0, set.Count*pageHash)
	kept, err := t.c.dropBelow(t.ctx, m.names.snapshot(m.station, set.Head.Seq), nil)
	if kept { // of one that was cut off: the next is taken of a later entry
		err = errSameHead
	}
	return err
}

func (t *taking) add(number int64, page []byte) error {
	sum := t.c.pageSum(page)
	at := (number - 1) * pageHash
	t.hashes = append(t.hashes, sum...)
	if int64(len(t.known)) >= at+pageHash && bytes.Equal(t.known[at:at+pageHash], sum) {
		return nil
	}
	t.raw.Write(binary.BigEndian.AppendUint64(nil, uint64(number)))
	t.raw.Write(page)
	t.made.Changed++
	if t.held++; t.held < partPages {
		return nil
	}
	return t.endPart()
}

// pageSum is by what a page is remembered: keyed, so that who finds the memory learns nothing.
func (c *Copier) pageSum(page []byte) []byte {
	h := sha256.New()
	h.Write(c.met.names.key)
	h.Write(page)
	return h.Sum(nil)[:pageHash]
}

func (t *taking) endPart() error {
	if t.held == 0 {
		return nil
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		return err
	}
	if _, err := w.Write(t.raw.Bytes()); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	sealed, err := sealedUp(t.c.ID, packed.Bytes())
	if err != nil {
		return err
	}
	m := t.c.met
	if err := putBytes(t.ctx, t.c.Target, m.names.part(m.station, t.made.Set.Head.Seq, len(t.made.Parts)), sealed); err != nil {
		return err
	}
	sum := sha256.Sum256(sealed)
	t.made.Parts = append(t.made.Parts, hex.EncodeToString(sum[:]))
	t.raw.Reset()
	t.held = 0
	return nil
}

// remembered gives the hashes of the pages of a snapshot; nil: they are not known here, and
// the next one takes all pages.
func (c *Copier) remembered(of manifest) []byte {
	if c.Memory == "" || len(of.Row) == 0 {
		return nil
	}
	b, err := whole.ReadFile(c.Memory)
	sum := manifestSum(of)
	if err != nil || len(b) < len(sum) || !bytes.Equal(b[:len(sum)], sum) {
		return nil
	}
	return b[len(sum):]
}

func (c *Copier) remember(of manifest, hashes []byte) {
	if c.Memory == "" {
		return
	}
	_ = whole.Write(c.Memory, filePerm, func(w io.Writer) error { // without it the next snapshot takes all pages
		_, err := w.Write(append(manifestSum(of), hashes...))
		return err
	})
}

func manifestSum(m manifest) []byte {
	b, err := json.Marshal(m)
	if err != nil {
		return nil
	}
	sum := sha256.Sum256(b)
	return sum[:]
}

// Snapshot is the newest one from which this copy can be restored, checked part by part.
type Snapshot struct {
	Set store.PageSet
	c   *Copy
	row []manifest
}

// Snapshot finds it; nil: there is none that is whole and old enough, and the journal is
// gone through from its beginning.
func (c *Copy) Snapshot(ctx context.Context) (*Snapshot, error) {
	all, err := snapshotsAt(ctx, c.target, c.names.snapshots(c.About.Station))
	if err != nil {
		return nil, err
	}
	slices.Reverse(all)
	for _, seq := range all {
		if seq > c.Head.Seq {
			continue
		}
		s, err := c.snapshotOf(ctx, seq)
		if err == nil {
			return s, nil
		}
		if gone := c.orGone(ctx, err); gone != nil {
			return nil, gone
		}
	}
	return nil, nil
}

func (c *Copy) snapshotOf(ctx context.Context, seq int64) (*Snapshot, error) {
	row, err := c.rowOf(ctx, seq)
	if err != nil {
		return nil, err
	}
	set := row[len(row)-1].Set
	if c.hashAt[seq] != set.Head.Hash {
		return nil, errors.New("it is of another journal")
	}
	return &Snapshot{Set: set, c: c, row: row}, nil
}

// rowOf reads the manifests of a snapshot and of those that it stands on, itself last, and holds
// each part against them.
func (c *Copy) rowOf(ctx context.Context, seq int64) (row []manifest, err error) {
	newest, err := manifestAt(ctx, c.target, c.id, c.names, c.About.Station, seq)
	if err != nil {
		return nil, err
	}
	for i, each := range newest.Row {
		m, err := manifestAt(ctx, c.target, c.id, c.names, c.About.Station, each)
		if err != nil {
			return nil, err
		}
		if !slices.Equal(m.Row, newest.Row[:i+1]) || m.Set.Size != newest.Set.Size {
			return nil, errors.New("it does not stand on what it names")
		}
		for part, sum := range m.Parts {
			is, err := sumOf(ctx, c.target, c.names.part(c.About.Station, each, part), mostObject)
			if err != nil || is != sum {
				return nil, errors.Join(err, fmt.Errorf("part %d of snapshot %d is not what its manifest names", part, each))
			}
		}
		row = append(row, m)
	}
	return row, nil
}

// Pages reads the pages in order, each as the newest snapshot of the row has it.
func (s *Snapshot) Pages(ctx context.Context) io.Reader {
	r := &pageReader{set: s.Set}
	for _, m := range s.row {
		r.layers = append(r.layers, &layer{ctx: ctx, c: s.c, m: m})
	}
	return r
}

// pageReader lays the snapshots of a row over each other.
type pageReader struct {
	set    store.PageSet
	layers []*layer
	number int64 // of the page that is read
	left   []byte
	err    error
}

func (r *pageReader) Read(b []byte) (int, error) {
	if len(r.left) == 0 && r.err == nil {
		r.err = r.next()
	}
	if len(r.left) == 0 {
		return 0, r.err
	}
	n := copy(b, r.left)
	r.left = r.left[n:]
	return n, nil
}

func (r *pageReader) next() error {
	if r.number == r.set.Count {
		return io.EOF
	}
	r.number++
	found := false
	for _, l := range r.layers { // oldest first: the last that has it is the newest
		page, has, err := l.page(r.number, r.set.Size)
		if err != nil {
			return err
		}
		if has {
			r.left, found = page, true
		}
	}
	if !found {
		return fmt.Errorf("no snapshot has page %d", r.number)
	}
	return nil
}

// layer reads the pages of one snapshot in order.
type layer struct {
	ctx    context.Context
	c      *Copy
	m      manifest
	part   int // the next one
	in     *bytes.Reader
	number int64 // of the page that comes next; 0: not read yet
	end    bool
	buffer []byte
}

// page gives a page that the snapshot has. They are asked for in order.
func (l *layer) page(number int64, size int) (page []byte, has bool, err error) {
	for !l.end && l.number < number {
		if l.number > 0 { // one that nobody asked for
			if _, err := l.in.Seek(int64(size), io.SeekCurrent); err != nil {
				return nil, false, err
			}
		}
		if err := l.advance(); err != nil {
			return nil, false, err
		}
	}
	if l.end || l.number != number {
		return nil, false, nil
	}
	l.buffer = slices.Grow(l.buffer[:0], size)[:size]
	if _, err := io.ReadFull(l.in, l.buffer); err != nil {
		return nil, false, err
	}
	return l.buffer, true, l.advance()
}

// advance reads the number of the next page.
func (l *layer) advance() error {
	for l.in == nil || l.in.Len() == 0 {
		if l.part == len(l.m.Parts) {
			l.end = true
			return nil
		}
		if err := l.open(); err != nil {
			return err
		}
	}
	var n [8]byte
	if _, err := io.ReadFull(l.in, n[:]); err != nil {
		return err
	}
	before := l.number
	if l.number = int64(binary.BigEndian.Uint64(n[:])); l.number <= before {
		return fmt.Errorf("page %d comes after page %d", l.number, before)
	}
	return nil
}

func (l *layer) open() error {
	name := l.c.names.part(l.c.About.Station, l.m.Set.Head.Seq, l.part)
	sealed, err := getBytes(l.ctx, l.c.target, name, mostObject)
	if err != nil {
		return err
	}
	if sum := sha256.Sum256(sealed); hex.EncodeToString(sum[:]) != l.m.Parts[l.part] {
		return fmt.Errorf("%s is not what its manifest names", name)
	}
	packed, err := unsealed(l.c.id, sealed, mostObject)
	if err != nil {
		return err
	}
	most := int64(partPages) * int64(l.m.Set.Size+8)
	raw, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), most+1))
	if err == nil && int64(len(raw)) > most {
		err = fmt.Errorf("%s holds more than a part does", name)
	}
	l.in = bytes.NewReader(raw)
	l.part++
	return err
}
