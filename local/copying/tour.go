package copying

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tram/local/intake"
	"tram/local/office"
	"tram/local/vault"
	"tram/local/whole"
)

// Reading back (lượt đọc lại): every object that the office has on a target is read whole and
// held against its name, a few at a time, in the same order each time. What is damaged or
// missing is put back from the store and the vault; what is damaged in the vault comes back
// from where Recover finds it.

// section orders what is read: the journal first, since it names the files that must be there.
type section byte

const (
	ofJournal section = '0' + iota
	ofSigns
	ofFiles
	ofBeside
	ofSnapshots
	ofOthers
)

// planned is one object to be read.
type planned struct {
	section section
	name    string
	size    int64
}

func (p planned) key() string { return string(p.section) + p.name }

// mostLacking is how many files that are not there a tour remembers by name.
const mostLacking = 1000

// ReadBack goes on with a tour by about so many bytes, or until stop, and by one object at
// least; ended: that was its end.
// It comes after a Round, and does nothing where the target is to be looked at anew. What is
// wrong is told in the tour; it fails with Gone, and where the tour could not go on.
func (c *Copier) ReadBack(ctx context.Context, t *office.CopyTour, most int64, stop func() bool) (ended bool, err error) {
	defer func() {
		if err != nil {
			c.met = nil
		}
	}()
	if c.met != nil && t.Begun.IsZero() {
		*t, c.met.plan = office.CopyTour{Begun: c.Clock.Now(), Last: t.Last, Found: t.Found, Open: t.Open}, nil
	}
	for begun, first := t.Bytes, true; c.met != nil && (first || t.Bytes-begun < most && !stop()); first = false {
		if c.met.plan == nil {
			if err := c.plan(ctx, t); err != nil {
				return false, err
			}
		}
		if len(c.met.plan) == 0 {
			return true, c.endTour(ctx, t)
		}
		if err := c.readOne(ctx, t, c.met.plan[0]); err != nil {
			return false, err
		}
	}
	return false, ctx.Err()
}

// plan lists what is still to be read, and what is there at all.
func (c *Copier) plan(ctx context.Context, t *office.CopyTour) error {
	m := c.met
	all := []planned{}
	files, beside := map[string]int64{}, map[string]bool{}
	err := c.Target.List(ctx, m.names.office, func(name string, size int64) error {
		s := m.sectionOf(name)
		switch s {
		case ofFiles:
			files[name] = size
		case ofBeside:
			beside[name] = true
		}
		if s != ofJournal {
			all = append(all, planned{s, name, size})
		}
		return nil
	})
	if err != nil {
		return err
	}
	m.files, m.words = files, beside
	for _, name := range []string{m.names.place(), m.names.about(m.station)} { // read also where it is not there
		if !slices.ContainsFunc(all, func(p planned) bool { return p.name == name }) {
			all = append(all, planned{ofSigns, name, 0})
		}
	}
	read, _ := m.journal.parted()
	for _, s := range read {
		all = append(all, planned{ofJournal, m.names.spanned(m.station, s), s.size})
	}
	slices.SortFunc(all, func(a, b planned) int { return cmp.Compare(a.key(), b.key()) })
	if at := slices.IndexFunc(all, func(p planned) bool { return p.key() > t.After }); t.After < string(ofSigns) && at >= 0 && all[at].section == ofJournal {
		if s, _ := spanOf(all[at].name); s.first <= t.Number { // segments were merged since
			t.After, t.Number, t.Link, t.Lacking = "", 0, "", nil
		}
	}
	t.Objects, t.Bytes, t.Of, t.OfBytes = 0, 0, int64(len(all)), 0
	for _, p := range all {
		t.OfBytes += p.size
		if p.key() <= t.After {
			t.Objects, t.Bytes = t.Objects+1, t.Bytes+p.size
		}
	}
	m.plan = slices.DeleteFunc(all, func(p planned) bool { return p.key() <= t.After })
	m.judge = &judge{t: c.Target, id: c.ID, n: m.names, station: m.station}
	return nil
}

func (m *met) sectionOf(name string) section {
	below, own := strings.CutPrefix(name, m.names.station(m.station)+"/")
	switch {
	case name == m.names.place(), own && below == "about":
		return ofSigns
	case strings.HasPrefix(name, m.names.files()+"/"):
		return ofFiles
	case own && strings.HasPrefix(below, "j/"):
		return ofJournal
	case own && strings.HasPrefix(below, "w/"):
		return ofBeside
	case own && strings.HasPrefix(below, "p/"):
		return ofSnapshots
	}
	return ofOthers
}

// readOne reads the next object, and makes it good where it can.
func (c *Copier) readOne(ctx context.Context, t *office.CopyTour, p planned) error {
	if p.section != ofJournal && t.After < string(ofSigns) {
		if err := c.endJournal(ctx, t); err != nil || c.met == nil {
			return err
		}
	}
	var err error
	switch p.section {
	case ofJournal:
		err = c.readSegment(ctx, t, p)
	case ofSigns:
		err = c.readSign(ctx, t, p)
	case ofFiles:
		err = c.readFile(ctx, t, p)
	case ofBeside:
		err = c.readBeside(ctx, t, p)
	case ofSnapshots:
		err = c.readSnapshot(ctx, t, p)
	default:
		if bad := c.met.judge.opens(ctx, p.name); bad != nil && !errors.Is(bad, ErrNone) {
			err = c.found(ctx, t, bad, office.CopyFault{What: "foreign", Name: p.name, Said: "Một phần mà trạm khác của cơ quan đã sao tới đây không mở được; trạm đó phải tự sao lại."})
		}
	}
	if err != nil || c.met == nil {
		return err
	}
	if len(c.met.plan) > 0 { // else it was dropped, to be made anew
		c.met.plan = c.met.plan[1:]
	}
	t.After, t.Objects, t.Bytes = p.key(), t.Objects+1, t.Bytes+p.size
	return nil
}

// found takes down what is wrong, unless that is only that the target went away.
func (c *Copier) found(ctx context.Context, t *office.CopyTour, why error, f office.CopyFault) error {
	if err := c.later(ctx, t, why); err != nil {
		return err
	}
	f.At = c.Clock.Now()
	t.Find(f)
	if c.Tell != nil {
		c.Tell(f, why)
	}
	return nil
}

// later fails where nothing can be said of an object now: the tour is being ended, the target
// went away, or its disk failed for the first time at this object. A disk that is pulled out
// fails so, too: it is read again in the next slice.
func (c *Copier) later(ctx context.Context, t *office.CopyTour, why error) error {
	switch {
	case ctx.Err() != nil || errors.Is(why, Gone):
		return errors.Join(ctx.Err(), why)
	case errors.Is(why, whole.DiskFailing) && c.doubted != t.After:
		c.doubted = t.After
		return why
	}
	return nil
}

// made turns the outcome of making good into a fault that says so.
func (c *Copier) made(ctx context.Context, t *office.CopyTour, bad, failed error, f office.CopyFault, good, not string) error {
	if ctx.Err() != nil || errors.Is(failed, Gone) {
		return errors.Join(ctx.Err(), failed)
	}
	f.Good = failed == nil
	f.Said += good
	if !f.Good {
		f.Said = strings.TrimSuffix(f.Said, good) + not
	}
	return c.found(ctx, t, errors.Join(bad, failed), f)
}

// readSegment proves a segment, which goes on from the one before, and notes which files it
// names.
func (c *Copier) readSegment(ctx context.Context, t *office.CopyTour, p planned) error {
	m := c.met
	s, _ := spanOf(p.name)
	h, lines, err := segmentAt(ctx, c.Target, c.ID, m.names, m.station, s)
	switch {
	case s.first > t.Number+1:
		s.first, err = t.Number+1, errors.Join(err, Incomplete.About(c.Target.Said(), t.Number+1).Because(ErrNone))
	case errors.Is(err, ErrNone): // merged meanwhile, or it is gone
		if m.journal, err = journalAt(ctx, c.Target, m.names.segments(m.station)); err != nil {
			return err
		}
		if len(m.journal.from(s.first)) == 0 {
			err = Incomplete.About(c.Target.Said(), s.first).Because(ErrNone)
			break
		}
		m.plan = nil
		return nil
	case err == nil && t.Number > 0 && t.Link != "" && h.Before != t.Link:
		err = errors.New("it does not go on from the one before")
	}
	if err != nil {
		if err := c.later(ctx, t, err); err != nil {
			return err
		}
		t.Number, t.Link = s.last, ""
		return c.mendJournal(ctx, t, s.first, err)
	}
	t.Number, t.Link = s.last, h.Link
	c.noteFiles(t, lines)
	return nil
}

func (c *Copier) noteFiles(t *office.CopyTour, lines []line) {
	for _, l := range lines {
		d := office.Digest(l.text)
		switch l.sign {
		case lineFile:
			if _, there := c.met.files[c.met.names.file(d)]; !there && !slices.Contains(t.Lacking, d) && len(t.Lacking) < mostLacking {
				t.Lacking = append(t.Lacking, d)
			}
		case lineGone:
			t.Lacking = slices.DeleteFunc(t.Lacking, func(is office.Digest) bool { return is == d })
		}
	}
}

// endJournal puts back the files that the journal names and that are not there.
func (c *Copier) endJournal(ctx context.Context, t *office.CopyTour) error {
	wiped, err := c.Records.Wiped(ctx)
	if err != nil {
		return err
	}
	for len(t.Lacking) > 0 {
		d := t.Lacking[0]
		if !wiped[d] || c.Files.Has(d) {
			failed := c.bringBack(ctx, d)
			err := c.made(ctx, t, ErrNone, failed, office.CopyFault{What: "file", Name: string(d), Said: "Bản sao thiếu tệp" + c.calledFile(ctx, d)},
				"; đã sao lại.", "; kho và các nơi khác cũng không còn bản tốt.")
			if err != nil {
				return err
			}
		}
		t.Lacking = t.Lacking[1:]
	}
	t.Lacking, t.After = nil, cmp.Or(t.After, string(ofJournal))
	return nil
}

// bringBack puts a file of the vault, or of a tray, on the target, once it is known to be
// good; what lies there under its name makes way for it.
func (c *Copier) bringBack(ctx context.Context, d office.Digest) error {
	name := c.met.names.file(d)
	tray, waits, err := c.trayOf(ctx, d)
	if err != nil {
		return err
	}
	if waits = waits && !c.Files.Has(d); !waits {
		if err := c.goodInVault(ctx, d); err != nil {
			return err
		}
	}
	if err := c.Target.Remove(ctx, name); err != nil {
		return err
	}
	delete(c.met.files, name)
	if !waits {
		return c.bringFile(ctx, d, &Round{})
	}
	from, size, err := c.Trays.Sealed(tray, d)
	if err != nil {
		return err
	}
	defer from.Close()
	if err := c.bringSealed(ctx, d, from, size, &Round{}); err != nil {
		return err
	}
	_, err = c.met.judge.file(ctx, name) // nothing has looked at what lies in the tray
	return err
}

// trayOf finds the tray in which a capture waits.
func (c *Copier) trayOf(ctx context.Context, d office.Digest) (l intake.Lying, found bool, err error) {
	if c.Trays == nil {
		return l, false, nil
	}
	all, err := c.Trays.Lie(ctx)
	if err != nil {
		return l, false, err
	}
	for _, l := range all {
		if slices.Contains(l.Captures, d) {
			return l, true, nil
		}
	}
	return l, false, nil
}

// goodInVault fails unless the vault has a file whole, after it was taken back from where
// there is a good one.
func (c *Copier) goodInVault(ctx context.Context, d office.Digest) error {
	err := c.Files.Check(ctx, d)
	if err == nil || c.Recover == nil {
		return err
	}
	if failed := c.Recover(ctx, d); failed != nil {
		return errors.Join(err, failed)
	}
	return c.Files.Check(ctx, d)
}

func (c *Copier) calledFile(ctx context.Context, d office.Digest) string {
	said := fmt.Sprintf(" %s…", d[:12])
	if c.Called != nil {
		if of := c.Called(ctx, d); of != "" {
			said += " của " + of
		}
	}
	return said
}

func (c *Copier) readFile(ctx context.Context, t *office.CopyTour, p planned) error {
	m := c.met
	d, err := m.judge.file(ctx, p.name)
	if errors.Is(err, ErrNone) {
		if _, there := m.files[p.name]; !there { // taken away by this copier since the plan was made
			return nil
		}
		delete(m.files, p.name)
	}
	if err == nil {
		return c.checkVault(ctx, t, d)
	}
	if err := c.later(ctx, t, err); err != nil {
		return err
	}
	if d = c.whose(ctx, p.name); d == "" {
		return c.found(ctx, t, err, office.CopyFault{What: "file", Name: p.name, Said: "Một tệp của bản sao hỏng hoặc bị đổi, và không còn biết là tệp nào: kho không có tệp đó."})
	}
	failed := c.bringBack(ctx, d)
	return c.made(ctx, t, err, failed, office.CopyFault{What: "file", Name: string(d), Said: "Bản sao của tệp" + c.calledFile(ctx, d) + " hỏng hoặc bị đổi"},
		"; đã sao lại.", "; chưa sao lại được: không có bản tốt, hoặc nơi đó không cho thay.")
}

// checkVault reads a file of the vault as well: here is a good one to put in its place.
func (c *Copier) checkVault(ctx context.Context, t *office.CopyTour, d office.Digest) error {
	if c.Recover == nil || !c.Files.Has(d) {
		return nil
	}
	err := c.Files.Check(ctx, d)
	if err == nil || !errors.Is(err, vault.Damaged) {
		return ctx.Err()
	}
	failed := c.Recover(ctx, d)
	return c.made(ctx, t, err, failed, office.CopyFault{What: "vault", Name: string(d), Said: "Tệp" + c.calledFile(ctx, d) + " trong kho của máy này hỏng"},
		"; đã lấy lại từ bản sao.", "; chưa lấy lại được.")
}

// whose finds the file of the vault or of a tray that is to lie under a name; empty: none is known.
func (c *Copier) whose(ctx context.Context, name string) (is office.Digest) {
	look := func(d office.Digest) bool {
		if c.met.names.file(d) == name {
			is = d
		}
		return is == "" && ctx.Err() == nil
	}
	if err := c.Files.Walk(look); err != nil || is != "" {
		return is
	}
	var more []office.Digest
	if c.Trays != nil {
		all, _ := c.Trays.Lie(ctx) // what cannot be listed gives nothing back
		for _, l := range all {
			more = append(more, l.Captures...)
		}
	}
	if c.Needed != nil {
		more = append(more, c.Needed(ctx)...)
	}
	for _, d := range more {
		look(d)
	}
	return is
}

// readSign judges what says whose copy it is and which target.
func (c *Copier) readSign(ctx context.Context, t *office.CopyTour, p planned) error {
	m := c.met
	var what any = Place{ID: c.Place, Made: c.Clock.Now()}
	var err error
	if p.name == m.names.place() {
		var is Place
		if err = getVouched(ctx, c.Target, c.ID, p.name, &is); err == nil && is.ID != c.Place {
			return NotThePlace.About(c.Target.Said())
		}
	} else {
		what = c.aboutOf(m.station)
		err = getVouched(ctx, c.Target, c.ID, p.name, &About{})
	}
	if err == nil {
		return nil
	}
	if err := c.later(ctx, t, err); err != nil {
		return err
	}
	failed := c.Target.Remove(ctx, p.name)
	if failed == nil { // without its sign nothing more is copied there: it is put back, whatever ends
		failed = putVouched(context.WithoutCancel(ctx), c.Target, c.ID, p.name, what)
	}
	return c.made(ctx, t, err, failed, office.CopyFault{What: "sign", Name: p.name, Said: "Phần nói bản sao là của ai thiếu hoặc hỏng"}, "; đã ghi lại.", "; chưa ghi lại được.")
}

// readBeside judges words and trays. What is no more needed goes by itself.
func (c *Copier) readBeside(ctx context.Context, t *office.CopyTour, p planned) error {
	m := c.met
	bad := m.judge.beside(ctx, p.name)
	if bad == nil || !m.words[p.name] {
		return ctx.Err()
	}
	if err := c.later(ctx, t, bad); err != nil {
		return err
	}
	living, err := c.Records.LivingWords(ctx)
	if err != nil {
		return err
	}
	for hash := range living {
		if m.names.words(m.station, hash) == p.name {
			failed := c.takenAway(ctx, p.name)
			if failed == nil {
				failed = c.bringWordsOf(ctx, hash)
			}
			return c.made(ctx, t, bad, failed, office.CopyFault{What: "words", Name: p.name, Said: "Lời của một bản nháp trong bản sao hỏng"}, "; đã sao lại.", "; chưa sao lại được.")
		}
	}
	for id, sum := range m.last.To.Trays {
		if m.names.tray(m.station, office.ID(id), sum) == p.name {
			failed := c.takenAway(ctx, p.name)
			c.forgetTray(id)
			return c.made(ctx, t, bad, failed, office.CopyFault{What: "tray", Name: p.name, Said: "Khay trang quét của một bản nháp trong bản sao hỏng"}, "; lượt sao kế tiếp sao lại.", "; chưa sao lại được.")
		}
	}
	return nil
}

func (c *Copier) takenAway(ctx context.Context, name string) error {
	err := c.Target.Remove(ctx, name)
	if err == nil {
		delete(c.met.words, name)
	}
	return err
}

// bringWordsOf puts words that the store has on the target.
func (c *Copier) bringWordsOf(ctx context.Context, hash office.Digest) error {
	text, salt, err := c.Records.WordsOf(ctx, hash)
	if err != nil {
		return err
	}
	return c.bringWords(ctx, hash, words{string(text), salt})
}

// readSnapshot judges a part of a snapshot, or its manifest.
func (c *Copier) readSnapshot(ctx context.Context, t *office.CopyTour, p planned) error {
	m := c.met
	is := snapshotPart(p.name)
	err := m.judge.snapshot(ctx, is)
	if err == nil && is.number < 0 {
		err = m.judge.partsThere(ctx, is.seq)
	}
	if err == nil || errors.Is(err, errLone) || ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, ErrNone) && is.number >= 0 {
		return nil // it made way for another; one that lacks a part is told by its manifest
	}
	anew, failed := c.withoutSnapshot(ctx, is.seq)
	f := office.CopyFault{What: "snapshot", Name: strconv.FormatInt(is.seq, 10), Said: "Một ảnh chụp cơ sở dữ liệu trong bản sao hỏng"}
	if !anew {
		return c.made(ctx, t, err, failed, f, "; không dùng nó nữa.", "; chưa bỏ đi được. Nhật ký trong bản sao vẫn đủ để lập lại hồ sơ.")
	}
	return c.made(ctx, t, err, failed, f, "; đã chụp lại.", "; chưa chụp lại được. Nhật ký trong bản sao vẫn đủ để lập lại hồ sơ.")
}

// endTour looks for words and trays that are not there, and takes down how the tour came out.
func (c *Copier) endTour(ctx context.Context, t *office.CopyTour) error {
	if t.After < string(ofSigns) {
		if err := c.endJournal(ctx, t); err != nil {
			return err
		}
	}
	if err := c.missedBeside(ctx, t); err != nil {
		return err
	}
	*t = office.CopyTour{Last: &office.CopyToured{Begun: t.Begun, Ended: c.Clock.Now(), Objects: t.Objects, Bytes: t.Bytes, Found: t.Found, Open: t.Open}}
	return nil
}

func (c *Copier) missedBeside(ctx context.Context, t *office.CopyTour) error {
	m := c.met
	living, err := c.Records.LivingWords(ctx)
	if err != nil {
		return err
	}
	head, err := c.Records.Head(ctx)
	if err != nil {
		return err
	}
	for hash := range living {
		name := m.names.words(m.station, hash)
		if m.words[name] || head.Seq != m.last.To.Seq {
			continue
		}
		failed := c.bringWordsOf(ctx, hash)
		if err := c.made(ctx, t, ErrNone, failed, office.CopyFault{What: "words", Name: name, Said: "Bản sao thiếu lời của một bản nháp"}, "; đã sao lại.", "; chưa sao lại được."); err != nil {
			return err
		}
	}
	if err := c.missedCaptures(ctx, t); err != nil {
		return err
	}
	for id, sum := range m.last.To.Trays {
		name := m.names.tray(m.station, office.ID(id), sum)
		if m.words[name] {
			continue
		}
		c.forgetTray(id)
		err := c.found(ctx, t, ErrNone, office.CopyFault{What: "tray", Name: name, Said: "Bản sao thiếu khay trang quét của một bản nháp; lượt sao kế tiếp sao lại.", Good: true})
		if err != nil {
			return err
		}
	}
	return nil
}

// missedCaptures puts pages back that wait in trays as the target knows them.
func (c *Copier) missedCaptures(ctx context.Context, t *office.CopyTour) error {
	if c.Trays == nil {
		return nil
	}
	all, err := c.Trays.Lie(ctx)
	if err != nil {
		return err
	}
	for _, l := range all {
		for _, d := range l.Captures {
			if _, there := c.met.files[c.met.names.file(d)]; there || c.met.last.To.Trays[string(l.ID)] == "" {
				continue
			}
			failed := c.bringBack(ctx, d)
			if err := c.made(ctx, t, ErrNone, failed, office.CopyFault{What: "file", Name: string(d), Said: "Bản sao thiếu một trang đang chờ trong khay"}, "; đã sao lại.", "; chưa sao lại được."); err != nil {
				return err
			}
		}
	}
	return nil
}

// forgetTray has the next round bring a tray as it lies now.
func (c *Copier) forgetTray(id string) {
	c.met.last.To.Trays = maps.Clone(c.met.last.To.Trays)
	delete(c.met.last.To.Trays, id)
}
