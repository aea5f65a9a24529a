// Package station puts the rooms of one PC with its store (trạm) together: it
// finds the data folder, opens what lies in it, and offers the office's work
// as one value that a window, a terminal or a test can start.
package station

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"tram/assets"
	"tram/local/audit"
	"tram/local/ballotbox"
	registers "tram/local/books"
	"tram/local/child"
	"tram/local/convert"
	"tram/local/copying"
	"tram/local/dayend"
	"tram/local/documents"
	"tram/local/drilling"
	"tram/local/hardcopy"
	"tram/local/intake"
	"tram/local/invitations"
	"tram/local/job"
	"tram/local/meetings"
	"tram/local/ocr"
	"tram/local/office"
	"tram/local/original"
	"tram/local/pdf"
	"tram/local/people"
	"tram/local/requests"
	"tram/local/scanning"
	"tram/local/scanning/watched"
	"tram/local/seal"
	"tram/local/sharedcalendar"
	"tram/local/store"
	"tram/local/vault"
	"tram/local/whole"
	"tram/local/workfiles"
)

// Names in the data folder.
const (
	databaseName = "office.db"
	vaultName    = "vault"
	trayName     = "tray"
)

// Options says where a station lies and what it stands on.
type Options struct {
	Home       string                 // data folder; empty: DefaultHome
	State      string                 // where the head of the journal is written down outside of Home; empty: nowhere
	Passphrase string                 // of the sealed identity file, if there is one
	Keyring    seal.Keyring           // nil: none
	Clock      office.Clock           // nil: the system's
	Log        *slog.Logger           // nil: no log
	MustExist  bool                   // a folder without an office is NotReady, and nothing is made
	Mends      bool                   // a database in which a check found something wrong is put together anew first
	Outside    Outside                // what is asked of the network; the zero value: nothing
	Printing   Printing               // how data messages come on paper
	Scanners   []scanning.Driver      // how paper comes in from devices
	Ballast    int64                  // bytes that are held back for a full disk; 0: none, and room is not watched
	Power      func() office.Power    // by what the machine runs; nil: nothing is known
	Mounted    func() []string        // roots of the disks and sticks that the machine has, none of the network; nil: nobody looks
	SameDisk   func(a, b string) bool // two folders lie on one disk; nil: nobody looks
	Progress   *job.Progress          // of what a start has to do that takes minutes; nil: nobody watches
	Passwords  people.Cost            // of one that is set; the zero value: what people.Cost is today

	// Reader finds what reads the words on a page; nil: nothing does.
	Reader func(context.Context) (*ocr.Reader, error)

	restoring bool // the office is being put back from a copy: nobody can have unlocked
}

// Station is one PC with its store: the rooms in which its office works, each below those
// that it asks. Until SetUp it has an office to be named and nothing sealed; Ready tells.
type Station struct {
	*ground
	*Entrance
	*Trust
	*Keys
	*Journal
	*Records
	*Auditing
	*Proving
	*Digitising
	*Reading
	*Scanning
	*Hardcopy
	*Signing
	*Registers
	*Exchange
	*Renewing
	*Files
	*Settings
	*Staffing
	*DayEnd
	*Waiting
	*Copies
	*Plans
	*Drilling
	*Incidents
	*Space
	*Emergencies
	*Documents
	*Amending
	*Routing
	*WorkFiles
	*Incoming
	*Requests
	*RequestForms
	*Meetings
	*Sessions
	*Lines

	suiteOnce  sync.Once
	suiteIs    original.Suite
	suiteThere bool

	inUse *child.Sitting // by which others see that the office is open; nil: they do not
}

// stand puts the rooms on their ground.
func stand(g *ground) *Station {
	entrance := &Entrance{ground: g}
	trust := &Trust{ground: g, entrance: entrance}
	keys := &Keys{ground: g, entrance: entrance, trust: trust}
	entrance.leaves = keys.PutKeyAway
	records := &Records{ground: g, entrance: entrance}
	auditing := &Auditing{ground: g, entrance: entrance, records: records, trust: trust}
	journal := &Journal{ground: g, entrance: entrance, trust: trust}
	papers := &Documents{ground: g, entrance: entrance, records: records}
	roads := &Routing{ground: g, entrance: entrance, documents: papers}
	counter := &Requests{ground: g, entrance: entrance, routing: roads}
	agenda := &Meetings{ground: g, entrance: entrance, routing: roads}
	workFiles := &WorkFiles{ground: g, entrance: entrance, papers: papers, rights: fileRights{g, entrance}}
	exchange := &Exchange{ground: g, entrance: entrance, met: func(ctx context.Context) error {
		return errors.Join(papers.met(ctx), workFiles.recallFound(ctx))
	}}
	proving := &Proving{ground: g, entrance: entrance, auditing: auditing, journal: journal}
	digitising := &Digitising{ground: g, entrance: entrance, records: records}
	paper := &Hardcopy{ground: g, entrance: entrance, records: records, proving: proving}
	signing := &Signing{ground: g, entrance: entrance, keys: keys, records: records, trust: trust}
	sessions := &Sessions{ground: g, entrance: entrance, meetings: agenda, routing: roads, documents: papers, signing: signing, boxes: map[office.ID]*ballotbox.Box{}}
	lines := &Lines{ground: g, entrance: entrance}
	incoming := &Incoming{ground: g, entrance: entrance, documents: papers, routing: roads, signing: signing}
	registers := &Registers{ground: g, entrance: entrance}
	files := &Files{ground: g, entrance: entrance}
	scans := &Scanning{ground: g, entrance: entrance, times: watched.Usual}
	dayEnd := &DayEnd{ground: g, entrance: entrance, trust: trust, journal: journal, signing: signing, files: files}
	copies := &Copies{ground: g, entrance: entrance, journal: journal}
	papers.heardOf = copies.heardOf
	journal.after, journal.copyHeads = copies.wake, copies.heads
	plans := &Plans{ground: g, entrance: entrance, copies: copies}
	drills := &Drilling{ground: g, entrance: entrance, copies: copies, signing: signing, plans: plans}
	incidents := &Incidents{ground: g, entrance: entrance, plans: plans}
	copies.raise, copies.open = incidents.Raise, incidents.open
	space := &Space{ground: g, entrance: entrance, copies: copies}
	emergencies := &Emergencies{ground: g, entrance: entrance, signing: signing, journal: journal, copies: copies, exchange: exchange}
	return &Station{
		ground: g, Copies: copies, Drilling: drills, Incidents: incidents, Space: space, Emergencies: emergencies, Documents: papers, Routing: roads, WorkFiles: workFiles, Incoming: incoming, Requests: counter, Meetings: agenda, Sessions: sessions, Lines: lines, RequestForms: &RequestForms{ground: g, entrance: entrance, requests: counter, signing: signing}, Plans: plans, Entrance: entrance, Trust: trust, Keys: keys, Records: records, Auditing: auditing, Proving: proving,
		Journal: journal, Digitising: digitising, Reading: &Reading{ground: g, entrance: entrance, records: records}, Scanning: scans, Hardcopy: paper, Signing: signing, Registers: registers, Exchange: exchange,
		Renewing: &Renewing{ground: g, entrance: entrance, journal: journal, exchange: exchange},
		Files:    files,
		Amending: &Amending{ground: g, entrance: entrance},
		Settings: &Settings{ground: g, entrance: entrance, trust: trust},
		Staffing: &Staffing{ground: g, entrance: entrance},
		Waiting:  &Waiting{ground: g, entrance: entrance, rooms: []waiter{journal, files, entrance, paper, digitising, scans, signing, exchange, registers, auditing, dayEnd, copies, drills, incidents, emergencies, plans, space, roads, workFiles, incoming, counter, agenda, sessions, lines}},
		DayEnd:   dayEnd,
	}
}

// Open opens the station in a data folder, making the folder if there is none.
func Open(ctx context.Context, o Options) (*Station, error) {
	if err := endMending(ctx, o); err != nil {
		return nil, err
	}
	var mended *Mended
	if o.Mends {
		mended = mendFound(ctx, o)
	}
	s, err := openOnce(ctx, o)
	if errors.Is(err, store.KeyWrong) { // another program may just have renewed the identity
		s, err = openOnce(ctx, o)
	}
	if o.Mends && errors.Is(err, store.Damaged) {
		if m, failed := Mend(ctx, MendWish{Into: o}, o.Progress); failed == nil {
			mended = &m
			s, err = openOnce(ctx, o)
		}
	} else if o.Mends && err == nil && mended == nil {
		s, mended, err = s.mendMet(ctx, o)
	}
	if err == nil && mended != nil {
		s.tellBeside(ctx, "", MendedAtStart.About(mended.Said()))
	}
	return s, err
}

func openOnce(ctx context.Context, o Options) (*Station, error) {
	g, err := found(o)
	if err != nil {
		return nil, err
	}
	s := stand(g)
	if err := finishMovingIn(ctx, s.home); err != nil {
		return nil, err
	}
	if err := s.settle(o.MustExist); err != nil {
		return nil, err
	}
	s.sweepHalf()
	if s.float(o.Ballast); o.Ballast > 0 {
		s.Space.low, s.Space.out = lowRoom, outRoom
	}
	if !o.restoring { // who puts it together keeps others out
		err = s.sitDown(ctx)
	}
	if err == nil {
		err = s.openRecords(ctx, o)
	}
	if err != nil {
		s.ballast.Leave()
		s.standUp()
		return nil, err
	}
	return s, nil
}

// openRecords opens them, and furnishes the rooms where there is an office.
func (s *Station) openRecords(ctx context.Context, o Options) (err error) {
	identity, place, away := s.inForce()
	gate := s.admit
	if o.restoring {
		gate = nil
	}
	s.store, err = store.Open(ctx, filepath.Join(s.home, databaseName), store.Options{
		Clock: s.clock, Log: s.log, Program: program, Committed: s.Journal.committed, Kinds: kinds(), Key: recordsKey(identity, away), Gate: gate,
	})
	if err != nil {
		return err
	}
	s.watch = newWatch(s.Journal)
	_, err = s.store.Office(ctx)
	switch {
	case errors.Is(err, store.NotSetUp) && !s.holdsFiles():
		if err := s.watch.lookBack(ctx); err != nil {
			return errors.Join(err, s.store.Close())
		}
		return nil
	case errors.Is(err, store.NotSetUp):
		err = RecordsGone.Because(err)
	case err == nil && away != nil:
		err = away
	case err == nil:
		err = s.furnish(identity, place)
	}
	if err == nil {
		err = s.watch.lookBack(ctx)
	}
	if err != nil {
		return errors.Join(err, s.store.Close())
	}
	s.lookAtPeople(ctx)
	s.lookAtTimes(ctx)
	if why := s.store.Unwritable(); why != nil {
		s.tellBeside(ctx, "", why) // what a start takes up waits for one that can write
		return nil
	}
	if _, why := s.store.Veiled(); why != nil {
		s.tellBeside(ctx, "", why)
	}
	if err := s.forgetLost(ctx); err != nil {
		s.log.WarnContext(ctx, "ballot boxes of votes that are over", "cause", err.Error())
	}
	s.recoverDrafts(ctx)
	s.recoverScans(ctx)
	s.sweep(ctx)
	s.endCrossings(ctx)
	s.takeUp(ctx)
	return nil
}

// kinds are those that the rooms of this station declare.
func kinds() []store.AnyKind {
	return slices.Concat(people.Kinds(), registers.Kinds(), hardcopy.Kinds(), documents.Kinds(), workfiles.Kinds(), requests.Kinds(), meetings.Kinds(), invitations.Kinds(), sharedcalendar.Kinds(), []store.AnyKind{audit.Reviews, audit.Requirements, dayend.Sheets, scanSetups, copying.Targets, drilling.Drills, drilling.Setups})
}

// recoverDrafts offers the pages that a start which was cut off had taken in, and
// ends the wiping that one had begun. What cannot be done now is told, and tried
// again at the next start: the office opens all the same.
func (s *Station) recoverDrafts(ctx context.Context) {
	made, err := s.desk.Recover(ctx, actOf("tìm lại việc dở dang lúc mở", "recover"))
	if made > 0 {
		s.log.WarnContext(ctx, "trays without a record became drafts", "drafts", made)
	}
	for _, err := range append(s.trays.Held(), err, s.press.Recover(ctx)) {
		s.tellBeside(ctx, "", err)
	}
}

// found is the ground of a station whose store is not open yet.
func found(o Options) (*ground, error) {
	g := &ground{home: o.Home, state: o.State, clock: o.Clock, log: o.Log, outside: o.Outside, printing: o.Printing, scanners: o.Scanners, reader: o.Reader, passwords: o.Passwords, mounted: o.Mounted, sameDisk: o.SameDisk, powering: powering{ask: o.Power}}
	if g.home == "" {
		g.home = DefaultHome()
	}
	if g.home == "" {
		return nil, NoHome
	}
	if g.clock == nil {
		g.clock = office.Watch(office.SystemClock{}, steady, g.clockJumped)
	}
	if g.log == nil {
		g.log = slog.New(slog.DiscardHandler)
	}
	if g.outside.Fetcher != nil {
		g.outside.Fetcher = &brisk{from: g.outside.Fetcher, clock: g.clock}
	}
	g.keeper = seal.Keeper{Home: g.home, Passphrase: o.Passphrase, Keyring: o.Keyring}
	var err error
	g.types, err = DocumentTypes()
	return g, err
}

// settle makes the data folder, which belongs to this account alone, unless an office must
// lie there already. A folder whose database was lost is left as it is.
func (s *Station) settle(mustExist bool) error {
	_, err := os.Stat(filepath.Join(s.home, databaseName))
	switch {
	case errors.Is(err, fs.ErrNotExist) && (s.holdsFiles() || repairOwed(s.home)):
		return RecordsGone.Because(err)
	case errors.Is(err, fs.ErrNotExist) && mustExist:
		return NotReady.Because(err)
	case err != nil && mustExist:
		return HomeUnusable.About(s.home).Because(err)
	}
	if _, err := whole.MakeAlone(s.home); err != nil {
		return HomeUnusable.About(s.home).Because(err)
	}
	return nil
}

// holdsFiles tells whether sealed files lie in the vault. Without records that
// name them the database was lost, and a new set-up would bury them.
func (s *Station) holdsFiles() bool {
	folders, err := os.ReadDir(filepath.Join(s.home, vaultName))
	if err != nil {
		return false
	}
	for _, f := range folders {
		if files, err := os.ReadDir(filepath.Join(s.home, vaultName, f.Name())); err == nil && len(files) > 0 {
			return true
		}
	}
	return false
}

// DocumentTypes lists what can be converted. It is the same at every station.
func DocumentTypes() ([]office.DocumentType, error) { return office.DecodeTypes(assets.Types) }

// furnish opens the rooms that need the office's sealing identity.
func (s *Station) furnish(identity *seal.Identity, place seal.Place) error {
	if err := child.Sweep(s.clock.Now()); err != nil {
		s.log.Warn("what a program left in the temporary files stays", "error", err)
	}
	v, err := vault.Open(filepath.Join(s.home, vaultName), identity)
	if err != nil {
		return err
	}
	trays, err := intake.Open(filepath.Join(s.home, trayName), identity, s.clock, lift)
	if err != nil {
		return err
	}
	s.vault, s.place, s.sealing, s.trays = v, place, identity, trays
	s.seatPeople()
	s.takeDownAccesses(s.gate)
	journal := witnessed{s.store, s.Journal}
	s.desk = &convert.Desk{
		Records: s.store, Followers: s.store, Settings: s.store, Register: s.store, Journal: journal,
		Vault: v, Trays: trays, Lift: lift, Types: s.types, Clock: s.clock, Signatures: s.judge, Code: s.code, Paper: s.provePrint,
		Gate: s.gate, Hand: s.own, Beside: s.tellBeside,
	}
	trays.NoPaper = s.desk.NoPaper
	s.words = s.newWords()
	s.desk.Words = s.words.Of
	s.door = &original.Door{Vault: v, Clock: s.clock, Signatures: s.judge, Suite: s.suite}
	s.press = &hardcopy.Desk{
		Records: s.store, Settings: s.store, Journal: journal, Gate: s.gate, Hand: s.own, Vault: v, Types: s.types, Clock: s.clock,
		Press: s.printing.Press, Spool: s.printing.Spool, Bring: s.door.Bring, Signatures: s.judge, Code: s.code,
	}
	return nil
}

// suite looks for the office suite of this machine once.
func (s *Station) suite(ctx context.Context) (original.Suite, bool) {
	s.suiteOnce.Do(func() { s.suiteIs, s.suiteThere = original.FindSuite(ctx) })
	return s.suiteIs, s.suiteThere
}

// provePrint proves an act of the other direction.
func (s *Station) provePrint(ctx context.Context, c office.Conversion, p *job.Progress) (office.Proof, error) {
	return s.press.Prove(ctx, c, p)
}

// lift hands the images of a scanner's PDF from the room that reads PDFs to the
// one that takes pages in.
func lift(ctx context.Context, r io.ReaderAt, size int64, emit func(intake.Lifted) error) (bool, error) {
	return pdf.Lift(ctx, r, size, func(l pdf.Lifted) error { return emit(intake.Lifted(l)) })
}

// Close puts everything down. Drafts wait in their trays.
func (s *Station) Close() error {
	err := s.PutKeyAway()
	s.rest()
	s.tellDenials(context.Background())
	s.writeAccesses(context.Background())
	if s.desk != nil {
		err = errors.Join(err, s.desk.Close())
	}
	s.watch.close()
	s.Lines.leave()
	s.Copies.leave() // after what a closing writes: it is copied, too
	err = errors.Join(err, s.store.Close())
	s.Space.leave()
	s.standUp()
	return err
}

// DefaultHome is the folder in which the operating system keeps a program's
// data for this user. It is empty where the system does not tell: a folder
// that depends on where the program was started would hide the office.
func DefaultHome() string {
	home, _ := os.UserHomeDir()
	base := os.Getenv("XDG_DATA_HOME")
	switch {
	case runtime.GOOS == "windows":
		base = os.Getenv("LOCALAPPDATA")
	case runtime.GOOS == "darwin":
		base = filepath.Join(home, "Library", "Application Support")
	case !filepath.IsAbs(base):
		base = filepath.Join(home, ".local", "share")
	}
	if !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, "tram")
}
