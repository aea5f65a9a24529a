package copying

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"tram/local/anchor"
	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
)

// Opener is an identity that opens what comes in order, too.
type Opener interface {
	Identity
	OpenStream(io.Reader) (io.Reader, error)
}

// Copy is what one station has on a target, as it was read and proven.
type Copy struct {
	About About
	Head  office.JournalHead // of the own journal, as far as it is read
	Torn  int64              // segments that cannot be read, and are left out: at the end, or see Spanned

	target  Target
	id      Opener
	names   names
	spans   journal  // as it lay when it was listed last
	heads   []header // of the segments that are read, in order
	hashAt  map[int64]office.Digest
	moment  moment
	past    bool                   // own entries come after Head, of after the moment
	files   map[office.Digest]bool // that must lie there
	marks   []byte                 // of the journal
	span    *spanning              // nil: no part was left out but at the end
	count   bool                   // records are counted
	records map[office.ID]bool
	words   map[string]bool
}

// Find lists the stations whose copies lie on a target, oldest first. One that does not say any
// more whose it is (About.Unsigned) is known by its journal. It fails with NoCopy, OfAnother,
// NotOurs and Gone.
func Find(ctx context.Context, t Target, id Identity) ([]About, error) {
	n, err := namesOf(id)
	if err != nil {
		return nil, err
	}
	folders, err := foldersAt(ctx, t, n)
	if err != nil {
		return nil, err
	}
	var all []About
	var bad error
	for _, folder := range folders {
		a, err := aboutAt(ctx, t, id, n, folder)
		switch {
		case err == nil:
			all = append(all, a)
		case errors.Is(err, ErrNone):
		case errors.Is(err, NotOurs):
			bad = err
		default:
			return nil, err
		}
	}
	if len(all) == 0 && bad != nil {
		return nil, bad
	}
	if len(all) == 0 {
		return nil, noneFor(ctx, t)
	}
	slices.SortFunc(all, func(a, b About) int { return a.Begun.Compare(b.Begun) })
	return all, nil
}

// foldersAt lists the folders of stations on a target.
func foldersAt(ctx context.Context, t Target, n names) (all []string, err error) {
	err = t.List(ctx, n.office, func(name string, _ int64) error {
		if below, is := strings.CutPrefix(name, n.office+"/s-"); is {
			coded, _, _ := strings.Cut(below, "/")
			all = append(all, n.office+"/s-"+coded)
		}
		return nil
	})
	slices.Sort(all)
	return slices.Compact(all), err
}

// aboutAt tells whose copy lies in a folder. It fails with ErrNone where none does, and with
// NotOurs where nothing there tells.
func aboutAt(ctx context.Context, t Target, id Identity, n names, folder string) (a About, err error) {
	err = getVouched(ctx, t, id, folder+"/about", &a)
	if err == nil && n.station(a.Station) != folder {
		err = NotOurs.About(t.Said()).Because(fmt.Errorf("%s tells of station %s", folder, a.Station))
	}
	if err == nil || !errors.Is(err, NotOurs) && !errors.Is(err, ErrNone) {
		return a, err
	}
	first, failed := aHeaderIn(ctx, t, id, n, folder)
	if failed != nil {
		return a, failed
	}
	if first.Station == "" {
		return a, err
	}
	return About{Station: first.Station, Begun: first.Made, Unsigned: true}, nil
}

// mostTried is how many segments are opened at most to find whose they are.
const mostTried = 16

// aHeaderIn is the header of the first segments in a folder that can be read; the zero header: none
// can.
func aHeaderIn(ctx context.Context, t Target, id Identity, n names, folder string) (h header, err error) {
	j, err := journalAt(ctx, t, folder+"/j")
	for _, s := range j[:min(len(j), mostTried)] {
		if err != nil {
			break
		}
		sealed, failed := getBytes(ctx, t, s.in(folder+"/j"), mostObject)
		if ctx.Err() != nil || isOut(failed) {
			return header{}, errors.Join(ctx.Err(), failed)
		}
		h, _, failed := decode(id, sealed)
		if failed == nil && n.station(h.Station) == folder {
			return h, nil
		}
	}
	return header{}, err
}

// noneFor tells a target without a copy from one with another office's.
func noneFor(ctx context.Context, t Target) error {
	found := errors.New("something lies there")
	err := t.List(ctx, "", func(string, int64) error { return found })
	switch {
	case errors.Is(err, found):
		return OfAnother.About(t.Said())
	case err != nil:
		return err
	}
	return NoCopy.About(t.Said())
}

// Wish says what of a copy is wanted.
type Wish struct {
	Station office.ID // empty: the only one
	Until   time.Time // entries of after that are left out; zero: none
	Partial bool      // as far as it can be read: what is missing or damaged is left out, unless a snapshot has it
	Count   bool      // records are counted, for Preview
}

// Read reads the journal of a station on a target and proves it: that the office's identity
// made each segment, and none is missing between two. Without Partial nothing but the last
// segment may be unreadable. It fails with SeveralStations, NoSuchStation, Unsigned, Incomplete,
// NotOurs, TooNew, NothingBefore, and as Find does.
func Read(ctx context.Context, t Target, id Opener, w Wish, p *job.Progress) (*Copy, error) {
	all, err := Find(ctx, t, id)
	if err != nil {
		return nil, err
	}
	about, err := chosen(t, all, w.Station)
	if err != nil {
		return nil, err
	}
	if about.Unsigned && !w.Partial {
		return nil, Unsigned.About(t.Said())
	}
	n, err := namesOf(id)
	if err != nil {
		return nil, err
	}
	c := (&Copy{About: about, target: t, id: id, names: n, moment: moment{until: w.Until}, count: w.Count}).fresh()
	if err := c.list(ctx); err != nil {
		return nil, err
	}
	if err := c.readSegments(ctx, w.Partial, p); err != nil {
		return nil, err
	}
	if c.Head.Seq == 0 && len(c.heads) > 0 && !w.Until.IsZero() {
		return nil, NothingBefore.About(t.Said())
	}
	return c, nil
}

func chosen(t Target, all []About, station office.ID) (About, error) {
	var said []string
	for _, a := range all {
		if a.Station == station || station == "" && len(all) == 1 {
			return a, nil
		}
		said = append(said, fmt.Sprintf("%s (từ %s)", a.Station, a.Begun.In(office.VietNam).Format("15:04 ngày 02/01/2006")))
	}
	if station == "" {
		return About{}, SeveralStations.About(t.Said(), len(all), strings.Join(said, ", "))
	}
	return About{}, NoSuchStation.About(t.Said())
}

func (c *Copy) list(ctx context.Context) error {
	return c.target.List(ctx, c.names.allWords(c.About.Station), func(name string, _ int64) error { c.words[name] = true; return nil })
}

func (c *Copy) readSegments(ctx context.Context, partial bool, p *job.Progress) (err error) {
	if err := c.listJournal(ctx); err != nil {
		return err
	}
	newest := c.spans.newest()
	if newest == 0 {
		return Incomplete.About(c.target.Said(), 1).Because(ErrNone)
	}
	unread, err := c.readTo(ctx, newest, partial, p)
	if err != nil {
		return err
	}
	if c.leaveOff(); unread > 0 {
		return c.goOnBeyond(ctx, unread)
	}
	return nil
}

// readTo reads segments up to one. unread is the number of the first that cannot be read although
// others may come after it; 0: there is none.
func (c *Copy) readTo(ctx context.Context, newest int64, partial bool, p *job.Progress) (unread int64, err error) {
	p.Say("Đang đọc nhật ký trong bản sao")
	p.Expect(newest)
	before := header{}
	for before.span().last < newest {
		number := before.span().last + 1
		h, lines, err := c.segmentFrom(ctx, before)
		if err == nil && (h.Before != before.Link || h.To.Seq < before.To.Seq || h.To.Place < before.To.Place) {
			err = NotOurs.About(c.target.Said()).Because(fmt.Errorf("segment %d does not go on from the one before", number))
		}
		if err != nil {
			last := errors.Is(err, Incomplete) && !slices.ContainsFunc(c.spans, func(s span) bool { return s.first > number })
			if ctx.Err() != nil || isOut(err) || !partial && !last {
				return 0, err
			}
			c.Torn = newest - number + 1
			if !partial {
				return 0, nil
			}
			return number, nil
		}
		c.heads = append(c.heads, h)
		c.note(lines)
		p.Did(h.span().last - number + 1)
		before = h
	}
	return 0, nil
}

func (c *Copy) listJournal(ctx context.Context) (err error) {
	c.spans, err = journalAt(ctx, c.target, c.names.segments(c.About.Station))
	return err
}

// segmentFrom reads the segment that comes after another; who follows may have merged it with
// others since the journal was listed.
func (c *Copy) segmentFrom(ctx context.Context, before header) (h header, lines []line, err error) {
	number := before.span().last + 1
	h, lines, err = readFrom(ctx, c.target, c.id, c.names, c.About.Station, c.spans, number)
	if !errors.Is(err, ErrNone) {
		return h, lines, err
	}
	if err := c.listJournal(ctx); err != nil {
		return h, nil, err
	}
	h, lines, err = readFrom(ctx, c.target, c.id, c.names, c.About.Station, c.spans, number)
	if !errors.Is(err, ErrNone) {
		return h, lines, err
	}
	return c.within(ctx, before, err)
}

// within reads what comes after a segment out of one that begins before that; none: the error
// stays.
func (c *Copy) within(ctx context.Context, before header, none error) (h header, lines []line, err error) {
	number := before.span().last + 1
	for _, s := range c.spans {
		if s.first >= number || s.last < number {
			continue
		}
		if h, lines, err = segmentAt(ctx, c.target, c.id, c.names, c.About.Station, s); err != nil {
			return h, nil, err
		}
		rest := header{Before: before.Link, Link: h.Link}
		if its, found := cut(rest, h, lines); found {
			h.Before, h.Number = before.Link, number
			return h, its, nil
		}
	}
	return h, nil, none
}

// linesOf reads the lines of a segment that was read before.
func (c *Copy) linesOf(ctx context.Context, h header) (lines []line, err error) {
	is, lines, err := segmentAt(ctx, c.target, c.id, c.names, c.About.Station, h.span())
	if err == nil && is.Link == h.Link && is.Before == h.Before {
		return lines, nil
	}
	if listed := c.listJournal(ctx); listed != nil {
		return nil, listed
	}
	for _, s := range c.spans {
		if s.last < h.Number || s.first > h.span().last {
			continue
		}
		is, lines, failed := segmentAt(ctx, c.target, c.id, c.names, c.About.Station, s)
		if failed != nil {
			continue
		}
		if its, found := cut(h, is, lines); found {
			return its, nil
		}
	}
	return nil, cmp.Or(err, error(Incomplete.About(c.target.Said(), h.Number)))
}

// note takes down what a segment tells.
func (c *Copy) note(lines []line) {
	for _, l := range lines {
		switch l.sign {
		case lineFile:
			c.files[office.Digest(l.text)] = true
		case lineGone:
			delete(c.files, office.Digest(l.text))
		case lineMark:
			c.marks = append(c.marks, l.text...)
		case lineOwn:
			if a, err := store.ParseArrival(l.text); err == nil {
				c.noteOwn(a.Entry)
			}
		case lineArrived:
			if a, err := store.ParseArrival(l.text); c.count && err == nil {
				c.counted(a.Entry)
			}
		}
	}
}

func (c *Copy) noteOwn(e office.Entry) {
	c.hashAt[e.Seq] = e.Hash
	if c.moment.comesAfter(e.At) {
		c.past, c.Head = false, office.JournalHead{Seq: e.Seq, Hash: e.Hash, At: e.At}
		for _, record := range c.moment.beyond {
			c.records[record] = true
		}
		c.moment.beyond = nil
	} else if !c.past {
		c.past, c.moment.heads = true, len(c.heads)
	}
	c.counted(e)
}

func (c *Copy) counted(e office.Entry) {
	switch {
	case !c.count:
	case c.past:
		c.moment.beyond = append(c.moment.beyond, e.Record)
	default:
		c.records[e.Record] = true
	}
}

// leaveOff lets go of what was read of after the moment.
func (c *Copy) leaveOff() {
	if !c.past {
		return
	}
	c.heads, c.moment.beyond = c.heads[:c.moment.heads], nil
	maps.DeleteFunc(c.hashAt, func(seq int64, _ office.Digest) bool { return seq > c.Head.Seq })
}

// Marks are those of the journal up to Head. Whether the station made them is for its
// journal to say.
func (c *Copy) Marks() []anchor.Mark {
	return slices.DeleteFunc(anchor.Read(c.marks), func(m anchor.Mark) bool { return m.Head.Seq > c.Head.Seq })
}

// Own hands over the entries of the own journal after a number in the order of their chain.
func (c *Copy) Own(ctx context.Context, after int64) store.Entries {
	return c.entries(ctx, c.headsFor(c.span != nil && after >= c.span.set.Head.Seq), lineOwn, func(to position) bool { return to.Seq > after }, func(e office.Entry) bool { return e.Seq > after })
}

// Arrived hands over what had arrived from other stations after a place, and maybe some of
// what came just before.
func (c *Copy) Arrived(ctx context.Context, after int64) store.Entries {
	return c.entries(ctx, c.headsFor(c.span != nil && after >= c.span.set.Place), lineArrived, func(to position) bool { return to.Place > after }, func(office.Entry) bool { return true })
}

func (c *Copy) entries(ctx context.Context, heads []header, sign byte, holds func(position) bool, wanted func(office.Entry) bool) store.Entries {
	return func(yield func(store.Arrival) error) error {
		for _, h := range heads {
			if !holds(h.To) {
				continue
			}
			lines, err := c.linesOf(ctx, h)
			if err != nil {
				return err
			}
			for _, l := range lines {
				past, err := c.entry(ctx, l, sign, func(a store.Arrival) error {
					if !wanted(a.Entry) {
						return nil
					}
					if err := c.wordsOf(ctx, &a); err != nil {
						return err
					}
					return yield(a)
				})
				if err != nil || past {
					return err
				}
			}
		}
		return nil
	}
}

// entry hands a line over if it is one of those that are asked for; past: what comes after
// it is of after the time that is wanted.
func (c *Copy) entry(ctx context.Context, l line, sign byte, yield func(store.Arrival) error) (past bool, err error) {
	if l.sign != lineOwn && l.sign != sign {
		return false, nil
	}
	a, err := store.ParseArrival(l.text)
	if err != nil {
		return false, NotOurs.About(c.target.Said()).Because(err)
	}
	if l.sign == lineOwn && a.Entry.Seq > c.Head.Seq {
		return true, nil
	}
	if l.sign != sign {
		return false, nil
	}
	return false, yield(a)
}

// wordsOf gives an entry its words where they lie on the target. The store holds them
// against the hash that the entry names.
func (c *Copy) wordsOf(ctx context.Context, a *store.Arrival) error {
	hash := store.WordsNamed(a.Entry)
	if hash == "" || !c.words[c.names.words(c.About.Station, hash)] {
		return nil
	}
	sealed, err := getBytes(ctx, c.target, c.names.words(c.About.Station, hash), mostObject)
	if err != nil {
		return c.orGone(ctx, err)
	}
	b, err := unsealed(c.id, sealed, mostObject)
	var w words
	if err == nil && json.Unmarshal(b, &w) == nil {
		a.Words, a.Salt = []byte(w.Words), w.Salt
	}
	return nil
}

// orGone passes over one object that cannot be read, and not over a target that is gone.
func (c *Copy) orGone(ctx context.Context, err error) error {
	if ctx.Err() != nil || isOut(err) {
		return errors.Join(ctx.Err(), err)
	}
	return nil
}

// Files lists the files of the vault that must lie on the target, in order.
func (c *Copy) Files() []office.Digest { return slices.Sorted(maps.Keys(c.files)) }

// File opens a file as it lies sealed on the target. It fails with ErrNone.
func (c *Copy) File(ctx context.Context, d office.Digest) (io.ReadCloser, int64, error) {
	return c.target.Get(ctx, c.names.file(d))
}

// Checked tells what reading back found.
type Checked struct {
	Files int64           `json:"files"`
	Bytes int64           `json:"bytes"` // of them, as they lie sealed
	Bad   []office.Digest `json:"bad,omitempty"`

	Beside    int64    `json:"beside"` // words, trays and their pages, parts of snapshots
	BadBeside []string `json:"bad_beside,omitempty"`
}

// Check reads every file on the target whole, pages that wait in trays too, and every object beside
// the journal, and holds each against its name.
func (c *Copy) Check(ctx context.Context, p *job.Progress) (done Checked, err error) {
	all := c.Files()
	p.Say("Đang đọc lại từng tệp trong bản sao")
	p.Expect(int64(len(all)))
	for _, d := range all {
		size, err := c.checkFile(ctx, d)
		if gone := c.orGone(ctx, err); err != nil && gone != nil {
			return done, gone
		}
		if err != nil {
			done.Bad = append(done.Bad, d)
		}
		done.Files, done.Bytes = done.Files+1, done.Bytes+size
		p.Did(1)
	}
	return done, c.checkBeside(ctx, &done)
}

// checkBeside reads the words, the trays and the snapshots. What a snapshot that was cut off
// left there is none of them.
func (c *Copy) checkBeside(ctx context.Context, done *Checked) error {
	m := &met{names: c.names, station: c.About.Station}
	var all []planned
	err := c.target.List(ctx, c.names.station(m.station), func(name string, size int64) error {
		if s := m.sectionOf(name); s == ofBeside || s == ofSnapshots {
			all = append(all, planned{s, name, size})
		}
		return nil
	})
	j := &judge{t: c.target, id: c.id, n: c.names, station: m.station}
	for _, p := range all {
		if err != nil {
			return err
		}
		bad := j.beside
		if p.section == ofSnapshots {
			bad = func(ctx context.Context, name string) error { return j.snapshot(ctx, snapshotPart(name)) }
		}
		if why := bad(ctx, p.name); why != nil && !errors.Is(why, errLone) && !errors.Is(why, ErrNone) {
			done.BadBeside = append(done.BadBeside, p.name)
			err = c.orGone(ctx, why)
		}
		done.Beside++
	}
	if err != nil {
		return err
	}
	return c.checkCaptures(ctx, done)
}

// checkCaptures reads the pages that wait in trays and are no files of the vault yet.
func (c *Copy) checkCaptures(ctx context.Context, done *Checked) error {
	all, err := c.captures(ctx)
	for _, d := range all {
		if err != nil {
			return err
		}
		if c.files[d] {
			continue
		}
		if _, why := c.checkFile(ctx, d); why != nil {
			done.BadBeside = append(done.BadBeside, c.names.file(d))
			err = c.orGone(ctx, why)
		}
		done.Beside++
	}
	return err
}

func (c *Copy) checkFile(ctx context.Context, d office.Digest) (size int64, err error) {
	r, size, err := c.File(ctx, d)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	plain, err := c.id.OpenStream(r)
	if err != nil {
		return size, err
	}
	sum := sha256.New()
	if _, err := io.Copy(job.Patient(ctx, sum), plain); err != nil {
		return size, err
	}
	if is := hex.EncodeToString(sum.Sum(nil)); is != string(d) {
		return size, fmt.Errorf("it holds %s", is)
	}
	return size, nil
}

// Said is where the copy lies.
func (c *Copy) Said() string { return c.target.Said() }
