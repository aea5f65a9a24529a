package station

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tram/local/child"
	"tram/local/copying"
	"tram/local/job"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/whole"
)

// A database that fails its check is put together anew from what can still be read of it
// and from the copies, in this order:
//  1. The new one is made beside, of a copy's snapshot and journal and of the entries that
//     go on from there in the bad file, each proven by the link before it, and is verified
//     whole. Until then nothing is touched.
//  2. What is to be told is put down, with the sign of the new file.
//  3. The bad file is moved into a folder of its own, its log after it. It is never deleted.
//  4. The new one takes the name.
//  5. What was done goes into the journal: on the same chain where every head that is known
//     outside of the database stands in it, else on a new one that says what is lost.
//
// A program that dies between 3 and 4 leaves an office without a database, which no start
// takes for a new one; the next repair goes on from the file that was set aside. One that
// dies before 5 leaves the note, and the next start tells.

const (
	mendingName = "lap-lai" // the folder in which the new database is made
	asidePrefix = "hong-"   // of the folder of one that was set aside
	besideLog   = "-wal"
	besideTags  = "-tags" // see local/store/veil
)

// MendWish says whose database is put together anew, and from what.
type MendWish struct {
	Into    Options          // how the office is opened
	From    []copying.Target // where copies lie, besides the places that this station copied to
	Partial bool             // also where entries that are known to have been there cannot be had
}

// Mended tells what was done.
type Mended struct {
	Head     office.JournalHead `json:"head"`             // the end of the journal that was put together
	Lost     int64              `json:"lost"`             // entries that are known to have been there
	NewChain bool               `json:"new_chain"`        // the station goes on under another name
	From     string             `json:"from,omitempty"`   // where the copy lies; empty: none was needed
	Saved    int64              `json:"saved"`            // entries that came from the bad file
	Untyped  bool               `json:"untyped"`          // what was half typed is lost
	Aside    string             `json:"aside"`            // the folder in which the bad file lies
	Unread   []string           `json:"unread,omitempty"` // why places with copies were not used, Vietnamese
}

// Said tells it in Vietnamese.
func (m Mended) Said() string {
	said := fmt.Sprintf("Cơ sở dữ liệu bị hỏng đã được lập lại tới mục nhật ký số %d (%s)", m.Head.Seq, moment(m.Head.At))
	switch {
	case m.From == "":
		said += ", từ chính tệp hỏng."
	case m.Saved == 0:
		said += fmt.Sprintf(", từ bản sao ở “%s”.", m.From)
	default:
		said += fmt.Sprintf(", từ bản sao ở “%s” và %d mục đọc được trong tệp hỏng.", m.From, m.Saved)
	}
	if m.Lost > 0 {
		said += fmt.Sprintf(" Mất %d mục.", m.Lost)
	}
	if m.Untyped {
		said += " Chữ gõ dở chưa lưu, nếu có, không lấy lại được."
	}
	return said + fmt.Sprintf(" Tệp hỏng nằm ở “%s”.", m.Aside)
}

// Mend puts the database of an office together anew. It fails with MendInUse, MendSound,
// MendLess and MendNothing, and as the disk and the keeper of the sealing identity do; then
// nothing was changed.
func Mend(ctx context.Context, w MendWish, p *job.Progress) (Mended, error) {
	w.Into.MustExist, w.Into.restoring = false, true
	g, err := found(w.Into)
	if err != nil {
		return Mended{}, err
	}
	if _, err := os.Stat(g.home); err != nil {
		return Mended{}, NotReady.Because(err)
	}
	release, err := holdAlone(ctx, g.home)
	if err != nil {
		return Mended{}, err
	}
	defer release()
	m := &mending{wish: w, home: g.home, station: stand(g)}
	if m.identity, _, err = m.station.inForce(); err != nil {
		return Mended{}, err
	}
	defer func() { _ = whole.RemoveAll(m.beside()) }() // the next repair clears it, too
	if err := m.putTogether(ctx, p); err != nil {
		return Mended{}, err
	}
	if err := m.change(ctx); err != nil {
		return Mended{}, err
	}
	return m.done, tellMended(ctx, w.Into)
}

// holdAlone keeps others from opening the office, and fails with MendInUse where one has it
// open.
func holdAlone(ctx context.Context, home string) (release func(), err error) {
	patient, done := context.WithTimeout(ctx, turnPatience)
	defer done()
	release, err = whole.Turn(patient, filepath.Join(home, mendingTurn))
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil, MendGoesOn.Because(err)
	}
	if err != nil {
		return nil, err
	}
	others, err := child.Others(filepath.Join(home, inUseName), nil)
	if err == nil && others {
		err = MendInUse
	}
	if err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// mending puts one database together.
type mending struct {
	wish     MendWish
	home     string
	station  *Station // of which no room is furnished
	identity *seal.Identity

	bad    *store.Salvage // nil: nothing of the bad file can be read
	copies []*copying.Copy
	done   Mended
	lacks  lacking
	step   func(name string) error // of a test that stops here; nil: none
}

func (m *mending) beside() string   { return filepath.Join(m.home, mendingName) }
func (m *mending) database() string { return filepath.Join(m.home, databaseName) }
func (m *mending) made() string     { return filepath.Join(m.beside(), databaseName) }

func (m *mending) key() ([]byte, error) { return m.identity.Key(store.KeyPurpose) }

// putTogether makes the new database beside, and weighs what it lacks.
func (m *mending) putTogether(ctx context.Context, p *job.Progress) error {
	if err := m.endSetAside(); err != nil {
		return err
	}
	if err := m.openBad(ctx); err != nil {
		return err
	}
	defer m.closeBad()
	p.Say("Cơ sở dữ liệu bị hỏng: đang xem hỏng ở đâu, có thể mất vài phút")
	if m.isSound(ctx) {
		return MendSound
	}
	m.findCopies(ctx, p)
	if err := m.build(ctx, p); err != nil {
		return err
	}
	if m.done.NewChain && !m.wish.Partial {
		return MendLess.About(m.done.Head.Seq, lostSaid(m.done.Lost), m.unreadSaid())
	}
	return nil
}

func lostSaid(lost int64) string {
	if lost == 0 {
		return "không có gì chứng tỏ đó là mục cuối cùng"
	}
	return fmt.Sprintf("còn thiếu %d mục đã từng ghi", lost)
}

// openBad opens the file that fails its check, or that was set aside last where a repair was
// cut off. That nothing of it can be read is no error.
func (m *mending) openBad(ctx context.Context) error {
	at := m.database()
	if _, err := os.Stat(at); errors.Is(err, fs.ErrNotExist) {
		all := m.setAside()
		if len(all) == 0 {
			return nil
		}
		at = filepath.Join(all[len(all)-1], databaseName)
	}
	bad, err := store.OpenSalvage(at, m.options())
	if err != nil {
		m.station.log.WarnContext(ctx, "nothing of the bad database can be read", "cause", err.Error())
		return nil
	}
	m.bad = bad
	return nil
}

func (m *mending) closeBad() {
	if m.bad != nil {
		_ = m.bad.Close() // it was only read
		m.bad = nil
	}
}

func (m *mending) options() store.Options {
	return store.Options{Clock: m.station.clock, Log: m.station.log, Unborn: true, Program: program, Kinds: kinds(), Key: m.key}
}

// isSound tells whether there is nothing to put together: the database lies in its place, holds,
// and has every head that is known outside of it.
func (m *mending) isSound(ctx context.Context) bool {
	if _, err := os.Stat(m.database()); err != nil || m.bad == nil {
		return false
	}
	s, sound := m.bad.Sound(ctx)
	if !sound {
		return false
	}
	trouble, _, err := m.compare(ctx, s)
	return err == nil && trouble == nil
}

// compare holds a journal against all that is known of it outside of the database. heads is
// how many that are.
func (m *mending) compare(ctx context.Context, s *store.Store) (trouble *office.JournalTrouble, heads int, err error) {
	g, err := found(m.wish.Into)
	if err != nil {
		return nil, 0, err
	}
	of := stand(g)
	of.store, of.sealing = s, m.identity
	w := newWatch(of.Journal)
	trouble, err = w.compare(ctx, 0)
	counting := slices.DeleteFunc(w.all(0), func(k known) bool { return k.mark != nil && !of.Journal.genuine(*k.mark) })
	return trouble, len(counting), err
}

// setAside are the folders of bad files that were set aside, oldest first.
func (m *mending) setAside() (all []string) {
	found, err := os.ReadDir(m.home)
	if err != nil {
		return nil
	}
	for _, e := range found {
		at := filepath.Join(m.home, e.Name())
		if _, err := os.Stat(filepath.Join(at, databaseName)); err == nil && e.IsDir() && isAside(e.Name()) {
			all = append(all, at)
		}
	}
	slices.Sort(all)
	return all
}

// change puts the new database into the place of the bad one.
func (m *mending) change(ctx context.Context) error {
	m.done.Aside = filepath.Join(m.home, asidePrefix+m.station.clock.Now().UTC().Format(asideForm))
	for _, each := range []struct {
		name string
		do   func() error
	}{
		{"note", m.putNote},
		{"folder", m.makeAside},
		{"database", func() error { return m.moveAside(databaseName) }},
		{"log", func() error { return m.moveAside(databaseName + besideLog) }},
		{"index", func() error { return m.moveAside(databaseName + "-shm") }},
		{"journal", func() error { return m.moveAside(databaseName + "-journal") }},
		{"tags", m.moveTags},
		{"name", m.takePlace},
	} {
		err := ctx.Err()
		if err == nil && m.step != nil {
			err = m.step(each.name)
		}
		if err == nil {
			err = each.do()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

const asideForm = "20060102-150405.000"

func isAside(name string) bool {
	if len(name) != len(asidePrefix)+len(asideForm) || name[:len(asidePrefix)] != asidePrefix {
		return false
	}
	_, err := time.Parse(asideForm, name[len(asidePrefix):])
	return err == nil
}

func (m *mending) makeAside() error {
	if err := os.Mkdir(m.done.Aside, 0o700); err != nil {
		return whole.Tell(m.done.Aside, err)
	}
	return whole.SyncDir(m.home)
}

// moveAside moves a file of the bad database; one that is not there needs no moving.
func (m *mending) moveAside(name string) error {
	return moveFile(filepath.Join(m.home, name), filepath.Join(m.done.Aside, name))
}

func moveFile(from, to string) error {
	if _, err := os.Lstat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := whole.Rename(from, to); err != nil {
		return whole.Tell(from, err)
	}
	return errors.Join(whole.SyncDir(filepath.Dir(to)), whole.SyncDir(filepath.Dir(from)))
}

// endSetAside moves what a repair that was cut off had left of the bad database: its log
// belongs to the file that lies aside, and to no other.
func (m *mending) endSetAside() error {
	all := m.setAside()
	if _, err := os.Stat(m.database()); !errors.Is(err, fs.ErrNotExist) || len(all) == 0 {
		return nil
	}
	for _, name := range []string{databaseName + besideLog, databaseName + "-shm", databaseName + "-journal", databaseName + besideTags} {
		to := filepath.Join(all[len(all)-1], name)
		if _, err := os.Lstat(to); err == nil {
			continue
		}
		if err := moveFile(filepath.Join(m.home, name), to); err != nil {
			return err
		}
	}
	return nil
}

// moveTags puts those of the new database into the place of the old ones. They say nothing
// beside any other.
func (m *mending) moveTags() error {
	if err := m.moveAside(databaseName + besideTags); err != nil {
		return err
	}
	return moveFile(m.made()+besideTags, m.database()+besideTags)
}

func (m *mending) takePlace() error {
	err := moveFile(m.made(), m.database())
	store.ForgetRot(m.database()) // it was of the bad one
	return err
}
