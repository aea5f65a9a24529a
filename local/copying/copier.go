package copying

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"tram/local/anchor"
	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// Records are what is copied of a store.
type Records interface {
	Station() office.ID
	Head(ctx context.Context) (office.JournalHead, error)
	LastPlace(ctx context.Context) (int64, error)
	HashesAt(ctx context.Context, seqs []int64) (map[int64]office.Digest, error)
	Leaving(ctx context.Context, after int64, yield func(store.Arrival) error) error
	ArrivedAfter(ctx context.Context, after int64, yield func(place int64, a store.Arrival) error) error
	LivingWords(ctx context.Context) (map[office.Digest]bool, error)
	Wiped(ctx context.Context) (map[office.Digest]bool, error)
	WordsOf(ctx context.Context, hash office.Digest) (words []byte, salt string, err error)
	WipedAfter(ctx context.Context, seq, place int64) (bool, error)
	Pages(ctx context.Context, begun func(store.PageSet) error, yield func(number int64, page []byte) error) error
}

// Files are the sealed files of a vault.
type Files interface {
	Walk(yield func(office.Digest) bool) error
	Has(d office.Digest) bool
	Check(ctx context.Context, d office.Digest) error
	Stat(d office.Digest) (fs.FileInfo, error)
	Sealed(d office.Digest) (io.ReadCloser, int64, error)
}

// Copier brings one target up to what a station has, round by round. It is for one
// goroutine at a time; several programs of a station may have one for the same target, and
// who comes second finds what the first put there.
type Copier struct {
	Target  Target
	ID      Opener
	Records Records
	Files   Files
	Clock   office.Clock
	Place   office.ID // of the target, as it was prepared
	About   About     // its Station and Begun are set here

	// Former is the station whose copy this one was restored from, to which that is said; empty: none.
	Former office.ID

	// SnapshotAfter is how many entries come between two snapshots; 0: the usual.
	SnapshotAfter int64

	// Memory is a file that may be lost at any time, by which a snapshot takes only what
	// changed; empty: each takes all pages.
	Memory string

	// Trays are those of the station; nil: there are none.
	Trays Trays

	// Marks are those of the journal, in the order of their making; nil: none.
	Marks func() []anchor.Mark

	// Knew is how far the target was seen to have come the last time with the chain of KnewOf;
	// the zero value: nothing is known. Another chain begins anew.
	Knew   office.JournalHead
	KnewOf office.ID

	// Under is what the target was known by then. A round sets it, as it sets Knew.
	Under office.CopySign

	// Old is how many snapshots that nobody needs the target did not give up when it was asked
	// last. It is asked again whenever a row of snapshots begins.
	Old int64

	// Recover puts a file back into the vault from where there is a good one; nil: nowhere.
	Recover func(ctx context.Context, d office.Digest) error

	// Called names what a file belongs to, for people; empty: nothing is known. Needed are
	// files that records stand on and the vault has not. Tell hears what was found, and why.
	// Each may be nil.
	Called func(ctx context.Context, d office.Digest) string
	Needed func(ctx context.Context) []office.Digest
	Tell   func(f office.CopyFault, why error)

	// Rests tells that what can wait is to wait; nil: nothing is.
	Rests func() bool

	doubted string // after which object of a tour the disk failed; empty: it did not

	met *met // nil: the target was not looked at yet, or is to be again
}

// met is what is known of a target that was looked at.
type met struct {
	names   names
	under   office.CopySign
	station office.ID
	last    header // of the newest segment; Number 0: there is none
	journal journal
	left    bool      // the journal is not tidied any more
	plan    []planned // what the tour has still to read; nil: it is to be made
	judge   *judge
	files   map[string]int64
	words   map[string]bool
	kept    map[string]bool // objects that were to go and did not
	checked time.Time       // when the newest segment was read back
	wiping  time.Time       // until when files are looked for that are being removed for good
	begun   time.Time       // when the copying began; zero: nothing there tells
	newest  manifest        // of the newest snapshot; its Row is empty: there is none
	anew    bool            // something was removed for good, which the newest snapshot may still hold
	stale   bool            // or an older one

	bringing sync.Mutex // holds files while several are brought
}

// Round tells what a round did.
type Round struct {
	Entries int64 // of all stations, that were copied
	Files   int64
	Bytes   int64 // of files, as they lie sealed
	Head    office.JournalHead
	Of      office.ID           // the station whose journal that is the head of
	Back    *office.JournalHead // how far the target had come, where that is less than Knew; nil: it is not
	Missing int64               // files that a record names and the vault did not give
	Read    time.Time           // when the newest of the target was read back
	Kept    int64               // objects that were to go, and that a target which is written once keeps
	Old     int64               // snapshots that nobody needs, and that such a target keeps
}

// The most that goes into one segment, unless one entry alone is longer.
const (
	mostEntries = 2000
	mostText    = 8 << 20 // bytes
)

// recheck is after how much time a target that has everything is asked whether it still
// has the newest of it.
const recheck = time.Minute

// mostTurns is how often another program may be quicker: each time it did what was to be done.
const mostTurns = 20

// Round copies what is new until the target has everything that the store had as it ended,
// each object read back. A failure leaves the target with some of it, whole; the next round
// goes on.
func (c *Copier) Round(ctx context.Context) (done Round, err error) {
	defer func() {
		if err != nil {
			c.met = nil
		}
	}()
	for try := 0; ; try++ {
		err := c.round(ctx, &done)
		if errors.Is(err, ErrThere) && try < mostTurns { // another program was at work here
			c.met = nil
			continue
		}
		return done, err
	}
}

func (c *Copier) round(ctx context.Context, done *Round) error {
	n, err := namesOf(c.ID)
	if err != nil {
		return err
	}
	fresh := c.met == nil || c.met.station != c.Records.Station() || c.met.names.office != n.office
	if fresh {
		if err := c.meet(ctx, n); err != nil {
			return err
		}
	}
	if err := c.stillThere(ctx); err != nil {
		return err
	}
	if fresh {
		c.met.wiping = c.Clock.Now()
		if to := c.met.last.To; c.KnewOf == c.met.station && to.Seq < c.Knew.Seq {
			done.Back = &office.JournalHead{Seq: to.Seq, Hash: to.Hash, At: to.At}
		}
	}
	for first := fresh; ; first = false {
		g, err := c.gather(ctx, first)
		if err == nil {
			err = c.bringTrays(ctx, g, done)
		}
		if err != nil {
			return err
		}
		if len(g.lines) == 0 {
			if err := c.wipe(ctx, done); err != nil {
				return err
			}
			if err := c.snapshot(ctx); err != nil {
				return err
			}
			if err := c.merge(ctx); err != nil {
				return err
			}
			done.Read, done.Kept, done.Old = c.met.checked, int64(len(c.met.kept)), c.Old
			done.Head = office.JournalHead{Seq: c.met.last.To.Seq, Hash: c.met.last.To.Hash, At: c.met.last.To.At}
			c.Knew, c.KnewOf, c.Under, done.Of = done.Head, c.met.station, c.met.under, c.met.station
			return nil
		}
		if err := c.bring(ctx, g, done); err != nil {
			return err
		}
	}
}

// Forget has the next round look at the target anew.
func (c *Copier) Forget() { c.met = nil }

// Recheck has the next round ask the target whether it still has the newest, however lately
// that was asked.
func (c *Copier) Recheck() {
	if c.met != nil {
		c.met.checked = time.Time{}
	}
}

// meet looks at a target: whether it is the one that was prepared, and how far it has come.
func (c *Copier) meet(ctx context.Context, n names) error {
	c.met = nil
	p, err := placeAt(ctx, c.Target, c.ID, n)
	if errors.Is(err, ErrNone) {
		p, err = c.carry(ctx, n)
	}
	if errors.Is(err, NotOurs) && c.isNamed(ctx, n) {
		p, err = Place{ID: c.Place}, nil // its sign rotted: the tour puts another
	}
	if errors.Is(err, ErrNone) || err == nil && p.ID != c.Place {
		return NotThePlace.About(c.Target.Said()).Because(err)
	}
	if err != nil {
		return err
	}
	if c.isRenewed(n) {
		c.Knew, c.Old = office.JournalHead{}, 0 // they are of what the former identity opens
	}
	under, err := c.signOf(ctx, n)
	if err != nil {
		return err
	}
	m := &met{names: n, under: under, station: c.Records.Station(), kept: map[string]bool{}, files: map[string]int64{}, words: map[string]bool{}, checked: c.Clock.Now()}
	if err := c.introduce(ctx, m); err != nil {
		return err
	}
	if err := c.succeed(ctx, m); err != nil && !errors.Is(err, ErrThere) {
		return err
	}
	if err := c.findLast(ctx, m); err != nil {
		return err
	}
	if err := c.findSnapshot(ctx, m); err != nil {
		return err
	}
	err = c.Target.List(ctx, n.files(), func(name string, size int64) error { m.files[name] = size; return nil })
	if err == nil {
		err = c.Target.List(ctx, n.allWords(m.station), func(name string, _ int64) error { m.words[name] = true; return nil })
	}
	if err == nil {
		c.met = m
	}
	return err
}

// isNamed tells whether what says whose copy it is names this place, too.
func (c *Copier) isNamed(ctx context.Context, n names) bool {
	var known About
	return getVouched(ctx, c.Target, c.ID, n.about(c.Records.Station()), &known) == nil && known.Place == c.Place && c.Place != ""
}

// introduce says on the target whose copy it is.
func (c *Copier) introduce(ctx context.Context, m *met) error {
	var known About
	err := getVouched(ctx, c.Target, c.ID, m.names.about(m.station), &known)
	m.begun = known.Begun
	switch {
	case errors.Is(err, NotOurs):
		return nil // it rotted: the tour puts another
	case !errors.Is(err, ErrNone):
		return err
	}
	about := c.aboutOf(m.station)
	m.begun = about.Begun
	return putVouched(ctx, c.Target, c.ID, m.names.about(m.station), about)
}

func (c *Copier) aboutOf(station office.ID) About {
	about := c.About
	about.Station, about.Place, about.Begun = station, c.Place, c.Clock.Now()
	return about
}

// findLast finds the newest segment, and whether the store goes on from it.
func (c *Copier) findLast(ctx context.Context, m *met) (err error) {
	if m.journal, err = journalAt(ctx, c.Target, m.names.segments(m.station)); err != nil {
		return err
	}
	newest := m.journal.newest()
	i := slices.IndexFunc(m.journal, func(s span) bool { return s.last == newest })
	if i < 0 {
		return nil
	}
	h, _, err := segmentAt(ctx, c.Target, c.ID, m.names, m.station, m.journal[i])
	if errors.Is(err, Incomplete) { // a disk lost what it had said was written: the store still has it
		if err := c.Target.Remove(ctx, m.names.spanned(m.station, m.journal[i])); err != nil {
			return err
		}
		return c.findLast(ctx, m)
	}
	if err != nil {
		return err
	}
	m.last = h
	return c.goesOn(ctx, h.To)
}

// findSnapshot finds the newest one that can be read, and whether it, or an older one, may hold
// what was removed since.
func (c *Copier) findSnapshot(ctx context.Context, m *met) error {
	all, err := snapshotsAt(ctx, c.Target, m.names.snapshots(m.station))
	if err != nil {
		return err
	}
	newest, err := c.firstRead(ctx, m, slices.Backward(all))
	if err != nil || newest == nil {
		return err
	}
	m.newest = *newest
	if m.stale, err = c.mayHoldWiped(ctx, m, slices.All(all)); err == nil {
		m.anew, err = c.mayHoldWiped(ctx, m, slices.All(newest.Row))
	}
	return err
}

// mayHoldWiped tells whether something was removed for good since the first of some snapshots
// that can be read.
func (c *Copier) mayHoldWiped(ctx context.Context, m *met, seqs iter.Seq2[int, int64]) (bool, error) {
	is, err := c.firstRead(ctx, m, seqs)
	if err != nil || is == nil {
		return false, err
	}
	return c.Records.WipedAfter(ctx, is.Set.Head.Seq, is.Set.Place)
}

// firstRead is the first of some manifests that can be read; nil: none can. A damaged one is for
// who reads the copy back.
func (c *Copier) firstRead(ctx context.Context, m *met, seqs iter.Seq2[int, int64]) (*manifest, error) {
	for _, seq := range seqs {
		is, err := manifestAt(ctx, c.Target, c.ID, m.names, m.station, seq)
		if err == nil {
			return &is, nil
		}
		if ctx.Err() != nil || isOut(err) || errors.Is(err, whole.DiskFailing) {
			return nil, err
		}
	}
	return nil, nil
}

// goesOn fails with Ahead where a copy knows what the store has not.
func (c *Copier) goesOn(ctx context.Context, to position) error {
	have, err := c.Records.HashesAt(ctx, []int64{to.Seq})
	if err != nil {
		return err
	}
	place, err := c.Records.LastPlace(ctx)
	if err != nil {
		return err
	}
	if to.Seq > 0 && have[to.Seq] != to.Hash || place < to.Place {
		return Ahead.About(c.Target.Said(), to.Seq)
	}
	return nil
}

// numberOf reads the number of a segment from its name; 0: it is none.
func numberOf(name string) int64 {
	digits := name[strings.LastIndexByte(name, '/')+1:]
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// segmentAt reads a segment, which must be what its name says.
func segmentAt(ctx context.Context, t Target, id Identity, n names, station office.ID, s span) (h header, lines []line, err error) {
	number := s.first
	sealed, err := getBytes(ctx, t, n.spanned(station, s), mostObject)
	if errors.Is(err, ErrNone) || errors.Is(err, errTooLong) {
		return h, nil, Incomplete.About(t.Said(), number).Because(err)
	}
	if err != nil {
		return h, nil, err
	}
	h, lines, err = decode(id, sealed)
	switch {
	case errors.Is(err, errNewer):
		err = TooNew.About(t.Said()).Because(err)
	case errors.Is(err, errForged):
		err = NotOurs.About(t.Said()).Because(fmt.Errorf("segment %d: %w", number, err))
	case err != nil:
		err = Incomplete.About(t.Said(), number).Because(err)
	case h.Station != station || h.span() != span{first: s.first, last: s.last}:
		err = NotOurs.About(t.Said()).Because(fmt.Errorf("segment %d of %s lies as %d", h.Number, h.Station, number))
	}
	return h, lines, err
}

// stillThere asks a target now and then whether it still has the newest segment.
func (c *Copier) stillThere(ctx context.Context) error {
	m := c.met
	if m.last.Number == 0 || c.Clock.Now().Sub(m.checked).Abs() < recheck {
		return nil
	}
	h, _, err := segmentAt(ctx, c.Target, c.ID, m.names, m.station, m.last.span())
	if errors.Is(err, ErrNone) {
		return c.movedOn(ctx, err)
	}
	if err != nil {
		return err
	}
	if h.Link != m.last.Link {
		return NotOurs.About(c.Target.Said()).Because(errors.New("another segment lies in the place of the newest"))
	}
	m.checked = c.Clock.Now()
	return nil
}

// movedOn tells of the newest segment that another program merged it with others meanwhile
// (ErrThere), or else that it is gone.
func (c *Copier) movedOn(ctx context.Context, gone error) error {
	j, err := journalAt(ctx, c.Target, c.met.names.segments(c.met.station))
	if err != nil {
		return err
	}
	if number := c.met.last.Number; slices.ContainsFunc(j, func(s span) bool { return s.first <= number && number <= s.last }) {
		return ErrThere
	}
	return gone
}

// gathered is what the next segment is made of.
type gathered struct {
	lines   []line
	to      position
	entries int64
	text    int // bytes
	files   []office.Digest
	words   map[office.Digest]words
	remove  []string // objects of files that are gone with the segment
	wiped   bool     // an entry tells of a paper that proved secret, or of files that were swept
}

var errEnough = errors.New("enough for one segment")

// gather reads what comes after the newest segment; all: files of the vault that are on no
// target yet, too, whoever names them.
func (c *Copier) gather(ctx context.Context, all bool) (*gathered, error) {
	g := &gathered{to: c.met.last.To, words: map[office.Digest]words{}}
	err := c.Records.Leaving(ctx, g.to.Seq, func(a store.Arrival) error {
		err := g.add(lineOwn, a)
		g.to.Seq, g.to.Hash, g.to.At = a.Entry.Seq, a.Entry.Hash, a.Entry.At
		return errors.Join(err, g.enough())
	})
	if err == nil {
		err = c.Records.ArrivedAfter(ctx, g.to.Place, func(place int64, a store.Arrival) error {
			err := g.add(lineArrived, a)
			g.to.Place = place
			return errors.Join(err, g.enough())
		})
	}
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	if all {
		err = c.Files.Walk(func(d office.Digest) bool {
			info, err := c.Files.Stat(d)
			if err == nil && c.met.files[c.met.names.file(d)] != info.Size() {
				g.files = append(g.files, d)
			}
			return ctx.Err() == nil
		})
		if err != nil {
			return nil, err
		}
	}
	c.keepThere(g)
	return g, errors.Join(c.addMarks(g), ctx.Err())
}

// addMarks takes the marks along that were made since the last one on the target.
func (c *Copier) addMarks(g *gathered) error {
	if c.Marks == nil {
		return nil
	}
	for _, m := range c.Marks() {
		if !m.Made.After(g.to.Mark) {
			continue
		}
		var text bytes.Buffer
		if err := anchor.Write(&text, []anchor.Mark{m}); err != nil {
			return err
		}
		g.lines, g.to.Mark = append(g.lines, line{lineMark, text.Bytes()}), m.Made
	}
	return nil
}

func (g *gathered) enough() error {
	if g.entries >= mostEntries || g.text >= mostText {
		return errEnough
	}
	return nil
}

func (g *gathered) add(sign byte, a store.Arrival) error {
	text, err := bare(a)
	if err != nil {
		return err
	}
	g.lines = append(g.lines, line{sign, text})
	g.entries, g.text = g.entries+1, g.text+len(text)
	store.DigestsIn(text, func(d office.Digest) { g.files = append(g.files, d) })
	if hash := store.WordsNamed(a.Entry); hash != "" && len(a.Words) > 0 {
		g.words[hash] = words{string(a.Words), a.Salt}
		store.DigestsIn(a.Words, func(d office.Digest) { g.files = append(g.files, d) })
	}
	g.wiped = g.wiped || store.Wipes(a.Entry)
	return nil
}

// keepThere leaves of the files that entries name those that the vault has: other hashes
// stand in entries, too.
func (c *Copier) keepThere(g *gathered) {
	slices.Sort(g.files)
	g.files = slices.DeleteFunc(slices.Compact(g.files), func(d office.Digest) bool { return !c.Files.Has(d) })
	for _, d := range g.files {
		g.lines = append(g.lines, line{lineFile, []byte(d)})
	}
}

// wipedWithin is how long after the entry that tells of it a file may still lie in the vault.
const wipedWithin = 2 * time.Minute

// wipe removes files that the journal says were removed for good, and that the vault has no
// more. A file that is missing for another reason stays.
func (c *Copier) wipe(ctx context.Context, done *Round) error {
	m := c.met
	if m.wiping.IsZero() {
		return nil
	}
	all, err := c.Records.Wiped(ctx)
	if err != nil {
		return err
	}
	g := &gathered{to: m.last.To}
	for d := range all {
		name := m.names.file(d)
		if _, there := m.files[name]; there && !c.Files.Has(d) {
			g.lines, g.remove = append(g.lines, line{lineGone, []byte(d)}), append(g.remove, name)
		}
	}
	if len(g.remove) > 0 {
		if err := c.bring(ctx, g, done); err != nil {
			return err
		}
	}
	if !c.Clock.Now().Before(m.wiping) {
		m.wiping = time.Time{}
	}
	return nil
}

// tidyWords removes words that no record has any more, once the target knows why.
func (c *Copier) tidyWords(ctx context.Context) error {
	m := c.met
	if len(m.words) == 0 {
		return nil
	}
	living, err := c.Records.LivingWords(ctx)
	if err != nil {
		return err
	}
	head, err := c.Records.Head(ctx)
	if err != nil || head.Seq != m.last.To.Seq {
		return err
	}
	stay := map[string]bool{}
	for hash := range living {
		stay[m.names.words(m.station, hash)] = true
	}
	for id, sum := range m.last.To.Trays {
		stay[m.names.tray(m.station, office.ID(id), sum)] = true
	}
	for _, name := range slices.Collect(maps.Keys(m.words)) {
		if stay[name] {
			continue
		}
		if err := c.drop(ctx, name); err != nil {
			return err
		}
		delete(m.words, name)
	}
	return nil
}
