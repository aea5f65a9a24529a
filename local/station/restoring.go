package station

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"tram/local/anchor"
	"tram/local/copying"
	"tram/local/job"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/vault"
	"tram/local/whole"
)

// An office is restored beside the folder that it is to lie in, and takes its place by one
// rename: whatever goes wrong before, nothing was touched.

const (
	restoringEnding = ".dang-khoi-phuc"
	restoringTurn   = "restoring.lock"
)

// RestoreWish says what comes back from where, and where to.
type RestoreWish struct {
	From copying.Target
	Key  string // recovery key of the office
	copying.Wish

	// Into is how the restored office is opened: its Home must hold no office.
	Into Options

	// Leave has whoever sits in Home, where no office was set up, leave it: the restored one
	// is whole by then. It may be nil.
	Leave func() error
}

// Restored tells what came back.
type Restored struct {
	Office  string             `json:"office"`
	From    office.ID          `json:"from"`    // the station whose copy it was
	Station office.ID          `json:"station"` // its name from here on
	Head    office.JournalHead `json:"head"`    // of the copied journal
	copying.Filled
	Torn         int64   `json:"torn,omitempty"`           // parts of the journal that cannot be read
	Spanned      int64   `json:"spanned,omitempty"`        // entry up to which a snapshot has what lies in them; 0: they are left out
	Trays        int64   `json:"trays"`                    // of drafts
	TraysLeftOut int64   `json:"trays_left_out,omitempty"` // something of them is missing
	Kept         string  `json:"kept"`                     // where the sealing identity lies now
	Seconds      float64 `json:"seconds"`
}

// Restore puts an office back from a copy and its recovery key: its journal proven link by
// link, each file held against its name. The restored station begins a chain of its own,
// and says in its journal that it was restored; passwords are to be set anew. It fails with
// HomeTaken, CopyUnsound and as copying.Read and copying.Copy.Fill do; then nothing was
// touched.
func Restore(ctx context.Context, w RestoreWish, p *job.Progress) (r Restored, err error) {
	if w.Into.Home == "" {
		w.Into.Home = DefaultHome()
	}
	if w.Into.Clock == nil {
		w.Into.Clock = office.SystemClock{}
	}
	began := w.Into.Clock.Now()
	identity, err := seal.FromRecoveryKey(w.Key)
	if err != nil {
		return r, err
	}
	if err := homeFree(ctx, w.Into.Home); err != nil {
		return r, err
	}
	from, err := copying.Read(ctx, w.From, identity, w.Wish, p)
	if err != nil {
		return r, err
	}
	r.From, r.Head, r.Torn, r.Spanned = from.About.Station, from.Head, from.Torn, from.Spanned().Seq
	beside, release, err := makeBeside(ctx, w.Into.Home)
	if err != nil {
		return r, err
	}
	defer func() {
		release()
		_ = whole.RemoveAll(beside) // after the rename there is none
	}()
	b := rebuilding{wish: w, identity: identity, from: from, home: beside, r: &r}
	if err := b.build(ctx, p); err != nil {
		return r, err
	}
	if w.Leave != nil {
		if err := w.Leave(); err != nil {
			return r, err
		}
	}
	if err := moveIn(beside, w.Into.Home, release); err != nil {
		return r, err
	}
	r.Seconds = w.Into.Clock.Now().Sub(began).Seconds()
	return r, nil
}

// makeBeside makes the folder in which the office is put together, and clears what a
// restore that was killed left there. One at a time.
func makeBeside(ctx context.Context, home string) (beside string, release func(), err error) {
	full, err := filepath.Abs(home)
	if err != nil {
		return "", nil, HomeUnusable.About(home).Because(err)
	}
	beside = full + restoringEnding
	if _, err := whole.MakeAlone(beside); err != nil {
		return "", nil, HomeUnusable.About(beside).Because(err)
	}
	let, err := whole.Turn(ctx, filepath.Join(beside, restoringTurn))
	if err != nil {
		return "", nil, err
	}
	left, err := os.ReadDir(beside)
	for _, e := range left {
		if err == nil && e.Name() != restoringTurn {
			err = whole.RemoveAll(filepath.Join(beside, e.Name()))
		}
	}
	if err != nil {
		let()
		return "", nil, whole.Tell(beside, err)
	}
	done := false
	return beside, func() {
		if !done {
			done = true
			let()
		}
	}, nil
}

// rebuilding puts an office together in a folder.
type rebuilding struct {
	wish     RestoreWish
	identity *seal.Identity
	from     *copying.Copy
	home     string
	r        *Restored
	kept     []office.Digest // files on which records stand that a snapshot brought; see files
}

func (b *rebuilding) build(ctx context.Context, p *job.Progress) error {
	g, err := found(b.options())
	if err != nil {
		return err
	}
	if err := b.records(ctx, g, p); err != nil {
		return err
	}
	v, err := vault.Open(filepath.Join(b.home, vaultName), b.identity)
	if err != nil {
		return err
	}
	all := v.Fill()
	b.r.Filled, err = b.from.FillThese(ctx, all, b.files(), b.wish.Partial, p)
	if err = errors.Join(err, all.Settle()); err != nil {
		return err
	}
	if b.r.Trays, b.r.TraysLeftOut, err = b.from.FillTrays(ctx, filepath.Join(b.home, trayName), b.identity); err != nil {
		return err
	}
	if err := b.anchors(g); err != nil {
		return err
	}
	place, err := g.keeper.Keep(b.identity)
	if err != nil {
		return err
	}
	b.r.Kept = placeSaid[place]
	return b.vouch(ctx)
}

func (b *rebuilding) options() Options {
	o := b.wish.Into
	o.Home, o.MustExist, o.restoring = b.home, false, true
	return o
}

// records puts the database together, proves its journal, and begins the chain of the
// restored station.
func (b *rebuilding) records(ctx context.Context, g *ground, p *job.Progress) (err error) {
	p.Say("Đang lập lại hồ sơ từ nhật ký")
	if err := whole.MakeDir(b.home, 0o700); err != nil { // a snapshot is laid down into it
		return err
	}
	after, err := b.pages(ctx)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, b.database(), store.Options{Clock: g.clock, Log: g.log, Unborn: true, Program: program, Kinds: kinds(), Key: b.key})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Resume(ctx, b.from.Own(ctx, after.Head.Seq), b.from.Arrived(ctx, after.Place)); err != nil {
		return CopyUnsound.About(b.from.Said()).Because(err)
	}
	o, err := s.Office(ctx)
	if err != nil {
		return CopyUnsound.About(b.from.Said()).Because(err)
	}
	b.r.Office = o.Name
	report, err := s.VerifyJournal(ctx, p)
	if err != nil {
		return err
	}
	if len(report.Faults) > 0 || report.Head != b.from.Head.Hash {
		return CopyUnsound.About(b.from.Said()).Because(errors.New("the restored journal does not hold"))
	}
	if b.from.Spanned().Seq > 0 {
		if b.kept, err = keptFiles(ctx, s); err != nil {
			return err
		}
	}
	b.r.Station, err = s.BeginChain(ctx, actOf("khôi phục từ bản sao", "restore"))
	return err
}

// files are those that are to come back. A part of the journal that cannot be read names some
// that nothing else in the copy does: then the records are asked, too.
func (b *rebuilding) files() []office.Digest {
	all := append(b.from.Files(), b.kept...)
	slices.Sort(all)
	return slices.Compact(all)
}

func (b *rebuilding) database() string { return filepath.Join(b.home, databaseName) }

func (b *rebuilding) key() ([]byte, error) { return b.identity.Key(store.KeyPurpose) }

// pages lays the newest snapshot down from which the journal is gone on with; the zero
// value: there is none, and it is gone through from its beginning.
func (b *rebuilding) pages(ctx context.Context) (after store.PageSet, err error) {
	s, err := b.from.Snapshot(ctx)
	if err != nil || s == nil {
		return after, err
	}
	key, err := b.key()
	if err != nil {
		return after, err
	}
	return s.Set, store.Settle(b.database(), s.Pages(ctx), key)
}

// anchors puts down what is known of the journal outside of the database.
func (b *rebuilding) anchors(g *ground) error {
	book := anchor.NewMarks(filepath.Join(b.home, marksName))
	for _, m := range b.from.Marks() {
		if err := book.Add(m); err != nil {
			return err
		}
	}
	heads := anchor.NewHeads(filepath.Join(b.home, headsName))
	head := b.from.Head
	head.At = g.clock.Now() // nobody wrote it down here before
	return errors.Join(heads.Add(head), heads.Sync())
}

// vouch opens the restored office once, which takes up what was cut off, says in the
// journal that it was restored, and has that vouched for.
func (b *rebuilding) vouch(ctx context.Context) (err error) {
	s, err := openOnce(ctx, b.options())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	err = s.Journal.tellRestored(ctx, b.from.Head, b.from.Said())
	if errors.Is(err, WordNotVouched) && len(b.r.LeftOut) > 0 { // the station's key is among what is left out
		return nil
	}
	return err
}

// tellRestored writes down that the office was put back from a copy. What the books of this
// account know beyond is told as lost, as where data were turned back.
func (s *Journal) tellRestored(ctx context.Context, head office.JournalHead, from string) error {
	past := s.watch.before()
	lost, err := past.lostHeads(ctx)
	if err != nil {
		return err
	}
	trouble, err := past.compare(ctx, 0)
	if err != nil {
		return err
	}
	n := office.Notice{
		Kind: office.NoticeBack, Why: "Khôi phục từ bản sao ở " + from, Clerk: keyHolder + " (" + account() + ")", At: s.clock.Now(),
		Here: &head, Lost: &head, Found: "Trạm được lập lại từ bản sao, tới mục " + moment(head.At) + ".", Files: lost,
	}
	if trouble != nil {
		n.Found, n.From = trouble.Said, trouble.From
		if trouble.Lost.Seq > 0 {
			n.Lost = &trouble.Lost
		}
		if trouble.Lost.Seq > head.Seq && trouble.From > head.Seq { // what stands there now was written since
			n.Found, n.From = troubleSaid(head, trouble.Lost, head.Seq+1), 0
		}
	}
	if n, err = s.store.SaveNotice(ctx, store.Act{Actor: account(), Step: "accept-journal"}, n); err != nil {
		return err
	}
	return s.vouchForWord(ctx, n)
}

// keyHolder is who restores an office: what is known of them is that they have its key, and
// the account of the PC.
const keyHolder = "Người giữ khóa khôi phục"
