package station

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"tram/local/copying"
	"tram/local/drilling"
	"tram/local/job"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/seal"
	"tram/local/sign"
	"tram/local/store"
)

// Drilling (diễn tập, Điều 13.2b) tries whether the office comes back from a copy, beside the
// office that goes on, and keeps what that showed.
type Drilling struct {
	*ground
	entrance *Entrance
	copies   *Copies
	signing  *Signing
	plans    *Plans

	one sync.Mutex // held by the drill that is on

	byItself owned
}

// Drill puts the office together from a copy in a folder of its own, judges what came back,
// takes the folder away again, and keeps the result with its page of evidence. Where nobody
// is named it is the account of this computer that drills. A copy from
// which the office does not come back is a bad drill, and no error. It fails with
// OnBattery, copying.NoTarget, copying.NoSuchTarget, copying.Gone, copying.OfAnother, drilling.NoRoom,
// drilling.Another, and where the key cannot be read or does not sign.
func (s *Drilling) Drill(ctx context.Context, clerk office.Clerk, w office.DrillWish, p *job.Progress) (d office.Drill, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return d, err
	}
	if err := s.mayTry(); err != nil {
		return d, err
	}
	at, err := s.drilled(ctx, w.Copy)
	if err != nil {
		return d, err
	}
	if w.Sign {
		if _, err := s.signing.sit(ctx); err != nil {
			return d, err
		}
	}
	return s.held(ctx, office.Drill{Clerk: cmp.Or(s.entrance.own(ctx, clerk).Name, account())}, at, w, p)
}

// held holds a drill of which it is known who holds it.
func (s *Drilling) held(ctx context.Context, d office.Drill, at office.CopyTarget, w office.DrillWish, p *job.Progress) (_ office.Drill, err error) {
	if !s.one.TryLock() {
		return d, drilling.Another
	}
	defer s.one.Unlock()
	t := trial{s: s, at: at, wish: w, identity: s.sealing, d: &d, began: s.clock.Now()}
	d.ID, d.At, d.Station, d.Copy, d.Where, d.Key, d.Checks = office.NewID(t.began), t.began.UTC().Round(0), s.store.Station(), at.ID, at.Where, office.ByOwnKey, []office.Condition{}
	if w.Key != "" {
		d.Key = office.ByRecoveryKey
		if t.identity, err = seal.FromRecoveryKey(w.Key); err != nil {
			return d, err
		}
	}
	if err := t.hold(ctx, p); err != nil {
		return d, err
	}
	d.Seconds = s.clock.Now().Sub(t.began).Seconds()
	if !w.Sign { // what was found is kept, whoever comes now
		ctx = context.WithoutCancel(ctx)
	}
	return s.keep(ctx, d, w.Sign)
}

// drilled is the target that is meant.
func (s *Drilling) drilled(ctx context.Context, called string) (office.CopyTarget, error) {
	if called != "" {
		return s.copies.target(ctx, called)
	}
	all, err := s.copies.targets(ctx)
	switch {
	case err != nil:
		return office.CopyTarget{}, err
	case len(all) == 0:
		return office.CopyTarget{}, copying.NoTarget
	}
	return all[0], nil
}

// sweep takes away what a drill that was killed left beside the data folder.
func (s *Drilling) sweep(ctx context.Context) {
	t := trial{s: s}
	if _, err := os.Lstat(s.home + sandboxEnding + restoringEnding); err != nil {
		return
	}
	err := t.sandbox(ctx)
	if err == nil {
		err = t.clear()
	}
	if err != nil && !errors.Is(err, drilling.Another) {
		s.tellBeside(ctx, "", err)
	}
}

// keep sets the page of evidence, signs it where that is wished, and puts both on record.
func (s *Drilling) keep(ctx context.Context, d office.Drill, signed bool) (office.Drill, error) {
	o, err := s.store.Office(ctx)
	if err != nil {
		return d, err
	}
	if signed {
		h, err := s.signing.keys.heldKey()
		if err != nil {
			return d, err
		}
		d.Signer = h.said.Certificate.Subject
	}
	var out bytes.Buffer
	if d.Pages, err = drilling.Write(&out, drilling.Facts{Office: o, Drill: d, Program: programName}); err != nil {
		return d, err
	}
	if signed {
		if err := s.sign(ctx, &out, d); err != nil {
			return d, err
		}
	}
	d.Size = int64(out.Len())
	if d.PDF, err = s.vault.Keep(out.Bytes()); err != nil {
		return d, err
	}
	step := drilling.StepHold
	if d.ByItself {
		step = drilling.StepByItself
	}
	if err := s.store.Save(ctx, store.Act{Actor: d.Clerk, Step: step}, drilling.Drills.Put(&d)); err != nil || d.Verdict != office.DrillGood {
		return d, err
	}
	took := time.Duration(d.Restoring * float64(time.Second))
	return d, s.plans.MeasuredRecovery(ctx, "diễn tập khôi phục", office.Recovered{At: d.At, Took: took, Records: d.Records, From: d.Where})
}

// sign appends a signature that shows nowhere: the page has room for one in ink.
func (s *Drilling) sign(ctx context.Context, page *bytes.Buffer, d office.Drill) error {
	w, err := s.signing.sit(ctx)
	if err != nil {
		return err
	}
	if w.held.key == nil {
		return NoService
	}
	var stamper sign.Stamper
	if w.stamper != nil {
		stamper = w.stamper
	}
	appended, err := sign.SignPDF(ctx, bytes.NewReader(page.Bytes()), int64(page.Len()), pdf.Field{At: s.clock.Now().In(office.VietNam), Reason: "Biên bản diễn tập khôi phục"}, w.held.key, stamper)
	if err != nil {
		return err
	}
	page.Write(appended)
	return nil
}

// Drills lists the drills of this station, the newest first.
func (s *Drilling) Drills(ctx context.Context) ([]office.Drill, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	all, err := store.Here(ctx, s.store, drilling.Drills)
	slices.Reverse(all)
	return all, err
}

// DrillsStand tells how the drills stand, and when the next is to be held.
func (s *Drilling) DrillsStand(ctx context.Context) (office.DrillsStand, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.DrillsStand{}, err
	}
	return s.drillsStand(ctx)
}

func (s *Drilling) drillsStand(ctx context.Context) (is office.DrillsStand, err error) {
	all, err := store.Here(ctx, s.store, drilling.Drills)
	if err != nil {
		return is, err
	}
	targets, err := s.copies.targets(ctx)
	if err != nil {
		return is, err
	}
	var chosen time.Time
	for _, c := range targets {
		if chosen.IsZero() || c.Added.Before(chosen) {
			chosen = c.Added
		}
	}
	is = drilling.Stand(all, chosen, s.clock.Now())
	if len(targets) == 0 { // there is nothing to try
		is.Due, is.Late = time.Time{}, false
	}
	return is, nil
}

// SaveDrill writes the page of evidence to a new file outside of the station's data. It
// fails with drilling.NoDrill.
func (s *Drilling) SaveDrill(ctx context.Context, id office.ID, path string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	defer s.entrance.taken(ctx, id, &err)
	d, err := store.One(ctx, s.store, drilling.Drills, id)
	if err != nil {
		return drilling.NoDrill.About(office.Visible(string(id), 60)).Because(err)
	}
	file, err := s.vault.Read(d.PDF)
	if err != nil {
		return err
	}
	defer file.Close()
	return s.writeFile(ctx, "Biên bản diễn tập", file, d.PDF, path)
}

func (s *Drilling) waits() []wait {
	return []wait{{sort: "drill", needs: office.MayRun, all: office.ToCopies, ask: s.drillWaiting}}
}

// drillWaiting tells that a drill is due (QCVN 12:2026/BCA: each quarter).
func (s *Drilling) drillWaiting(ctx context.Context) (is office.Waiting, err error) {
	stand, err := s.drillsStand(ctx)
	now := s.clock.Now()
	if err != nil || !drilling.Told(stand, now) {
		return is, err
	}
	w := office.Wait{Title: "Diễn tập khôi phục", Since: stand.Due, Grave: office.Wanting, To: office.ToCopies}
	switch {
	case stand.Last != nil && stand.Last.Verdict == office.DrillBad:
		w.Below, w.Grave = "Lần diễn tập gần nhất không đạt. Hãy chữa rồi diễn tập lại.", office.Alarming
	case stand.Good == nil:
		w.Below = "Chưa lần nào thử lập lại cơ quan từ bản sao."
	default:
		w.Below = fmt.Sprintf("Lần đạt gần nhất: %s. Mỗi quý cần một lần.", office.DaySaid(office.DayOf(stand.Good.At)))
	}
	if own, err := s.ownSaid(ctx); err != nil {
		return is, err
	} else if own != "" {
		w.Below += " " + own
	}
	is.Count, is.Newest = 1, []office.Wait{w}
	return is, nil
}
