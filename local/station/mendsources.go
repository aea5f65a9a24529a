package station

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tram/local/anchor"
	"tram/local/copying"
	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// findCopies reads what lies at each place with copies: those that this station copied to,
// and those that are named. One that cannot be used is told, and passed over.
func (m *mending) findCopies(ctx context.Context, p *job.Progress) {
	from := slices.Clone(m.wish.From)
	for _, c := range m.station.Copies.known() {
		if !slices.ContainsFunc(from, func(t copying.Target) bool { return t.Said() == c.Where }) {
			t := m.station.targetOf(office.CopyTarget{ID: c.ID, Where: c.Where, HostKey: c.HostKey})
			defer copying.Leave(t)
			from = append(from, t)
		}
	}
	for _, t := range from {
		if err := m.copiesAt(ctx, t, p); err != nil {
			f, told := office.FailureIn(err)
			if !told {
				f = copyFailed.About(t.Said())
			}
			m.done.Unread = append(m.done.Unread, f.Said)
			m.station.log.WarnContext(ctx, "a copy is of no use for the repair", "where", t.Said(), "cause", err.Error())
		}
	}
	slices.SortStableFunc(m.copies, func(a, b *copying.Copy) int { return int(b.Head.Seq - a.Head.Seq) })
}

// copiesAt adds those of the own journal at a place.
func (m *mending) copiesAt(ctx context.Context, t copying.Target, p *job.Progress) error {
	all, err := copying.Find(ctx, t, m.identity)
	if err != nil {
		return err
	}
	ours := 0
	for _, about := range all {
		c, err := copying.Read(ctx, t, m.identity, copying.Wish{Station: about.Station, Partial: true}, p)
		if err != nil {
			return err
		}
		if m.isOwn(ctx, c, len(all) == 1) {
			m.copies = append(m.copies, c)
			ours++
		}
	}
	if ours == 0 {
		return copying.NoSuchStation.About(t.Said())
	}
	return nil
}

// isOwn tells whether a copy is of the journal of this data folder: it has a head that was
// known here. Where nothing is known here any more the only copy is taken for it.
func (m *mending) isOwn(ctx context.Context, c *copying.Copy, only bool) bool {
	heads, _ := anchor.NewHeads(filepath.Join(m.home, headsName)).All() //nolint:errcheck // none are known then
	for _, state := range m.station.Copies.known() {
		heads = append(heads, state.Head)
	}
	if m.bad != nil {
		_ = m.bad.Own(ctx, office.JournalHead{}, func(a store.Arrival) error { // the first is the birth
			heads = append(heads, office.JournalHead{Seq: a.Entry.Seq, Hash: a.Entry.Hash})
			return errEnough
		})
	}
	heads = slices.DeleteFunc(heads, func(at office.JournalHead) bool { return at.Seq == 0 })
	if len(heads) == 0 {
		return only
	}
	return slices.ContainsFunc(heads, func(at office.JournalHead) bool { return c.HashAt(at.Seq) == at.Hash })
}

var errEnough = errors.New("enough was read")

func (m *mending) unreadSaid() string {
	switch {
	case len(m.done.Unread) > 0:
		return strings.Join(m.done.Unread, " ")
	case len(m.copies) == 0:
		return "Không biết nơi nào có bản sao."
	}
	return "Đã dùng mọi bản sao tìm thấy."
}

// mendSource is what a database is put together from; the zero value is the bad file alone.
type mendSource struct {
	copy     *copying.Copy
	snapshot bool // from its newest snapshot on; else from the beginning
}

// sources lists what can be tried, best first. A snapshot is of pages that may have been bad
// already: then the journal makes all anew.
func (m *mending) sources() (all []mendSource) {
	for _, c := range m.copies {
		all = append(all, mendSource{c, true}, mendSource{copy: c})
	}
	if m.bad != nil {
		all = append(all, mendSource{})
	}
	return all
}

// build makes the new database from the first source that yields all of the journal; where
// none does, from the one that yields most of it.
func (m *mending) build(ctx context.Context, p *job.Progress) error {
	why := errors.New("there is nothing to read")
	var best *mendSource
	var lacks lacking
	for _, from := range m.sources() {
		err := m.buildFrom(ctx, from, p)
		switch {
		case err == nil && !m.done.NewChain:
			return nil
		case err == nil && (best == nil || m.lacks.less(lacks)):
			best, lacks = &from, m.lacks
		case err == nil:
		case ctx.Err() != nil || errors.Is(err, whole.DiskFull) || errors.Is(err, store.DiskFull):
			return errors.Join(ctx.Err(), err)
		default:
			m.station.log.WarnContext(ctx, "no database came of this", "snapshot", from.snapshot, "cause", err.Error())
			why = err
		}
	}
	if best == nil {
		return MendNothing.About(m.unreadSaid()).Because(why)
	}
	return m.buildFrom(ctx, *best, p)
}

// lacking is what a journal that was put together has not of what is known.
type lacking struct {
	rival   bool  // other entries stand in its place
	entries int64 // that are missing at the end
}

func (l lacking) less(than lacking) bool {
	if l.rival != than.rival {
		return than.rival
	}
	return l.entries < than.entries
}

func (m *mending) buildFrom(ctx context.Context, from mendSource, p *job.Progress) (err error) {
	p.Say("Đang lập lại cơ sở dữ liệu từ nhật ký, có thể mất vài phút")
	if err := whole.RemoveAll(m.beside()); err != nil {
		return whole.Tell(m.beside(), err)
	}
	if err := os.Mkdir(m.beside(), 0o700); err != nil {
		return whole.Tell(m.beside(), err)
	}
	after, err := m.pages(ctx, from)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, m.made(), m.options())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if m.done.Saved, err = m.resume(ctx, s, from.copy, after); err != nil {
		return err
	}
	report, err := s.VerifyJournal(ctx, p)
	if err != nil {
		return err
	}
	if len(report.Faults) > 0 {
		return errors.New("the journal that was put together does not hold")
	}
	if err := s.CheckPages(ctx); err != nil {
		return err
	}
	m.done.From = ""
	if from.copy != nil {
		m.done.From = from.copy.Said()
	}
	if err := m.typed(ctx, s); err != nil {
		return err
	}
	return m.weigh(ctx, s)
}

// pages lays a snapshot down.
func (m *mending) pages(ctx context.Context, from mendSource) (after store.PageSet, err error) {
	if !from.snapshot {
		return after, nil
	}
	shot, err := from.copy.Snapshot(ctx)
	if err != nil || shot == nil {
		return after, err
	}
	key, err := m.key()
	if err != nil {
		return after, err
	}
	return shot.Set, store.Settle(m.made(), shot.Pages(ctx), key)
}

// resume goes on with the journal of the copy, and then with what the bad file has beyond.
func (m *mending) resume(ctx context.Context, s *store.Store, c *copying.Copy, after store.PageSet) (saved int64, err error) {
	own := func(yield func(store.Arrival) error) error {
		at := after.Head
		if c != nil {
			err := c.Own(ctx, at.Seq)(func(a store.Arrival) error {
				if m.bad != nil {
					m.bad.Words(ctx, &a)
				}
				at = office.JournalHead{Seq: a.Entry.Seq, Hash: a.Entry.Hash}
				return yield(a)
			})
			if err != nil {
				return err
			}
		}
		if m.bad == nil {
			return nil
		}
		return m.bad.Own(ctx, at, func(a store.Arrival) error { saved++; return yield(a) })
	}
	arrived := func(yield func(store.Arrival) error) error {
		if c != nil {
			if err := c.Arrived(ctx, after.Place)(yield); err != nil {
				return err
			}
		}
		if m.bad == nil {
			return nil
		}
		return m.bad.Arrived(ctx, yield)
	}
	return saved, s.Resume(ctx, own, arrived)
}

// typed takes over what was half typed as it lay last: what a snapshot has of it is older.
func (m *mending) typed(ctx context.Context, s *store.Store) error {
	var words map[string]string
	all := false
	if m.bad != nil {
		words, all = m.bad.HalfTyped(ctx)
	}
	m.done.Untyped = !all
	return s.TypeAnew(ctx, words)
}

// weigh tells whether what was put together is proven to be all of the journal: every head
// that is known outside of the database stands in it, and the bad file knows no later one.
func (m *mending) weigh(ctx context.Context, s *store.Store) (err error) {
	if m.done.Head, err = s.Head(ctx); err != nil {
		return err
	}
	trouble, known, err := m.compare(ctx, s)
	if err != nil {
		return err
	}
	last := int64(0)
	if m.bad != nil {
		last = m.bad.Last(ctx)
	}
	if trouble != nil {
		last = max(last, trouble.Lost.Seq)
	}
	m.done.Lost = max(0, last-m.done.Head.Seq)
	m.lacks = lacking{trouble != nil && trouble.From > 0, m.done.Lost}
	m.done.NewChain = trouble != nil || known == 0 || m.done.Lost > 0
	return nil
}
