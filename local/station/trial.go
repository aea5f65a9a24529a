package station

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tram/local/copying"
	"tram/local/disk"
	"tram/local/drilling"
	"tram/local/job"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/whole"
)

// sandboxEnding is what the folder of the trial is called after the data folder.
const sandboxEnding = ".dien-tap"

// How many documents are opened where there are many: the newest, and some of the others.
const (
	drillNewest = 100
	drillOthers = 200
)

// trial is a drill that is on.
type trial struct {
	s        *Drilling
	at       office.CopyTarget
	wish     office.DrillWish
	identity *seal.Identity
	from     *copying.Copy
	home     string       // where the office is put together
	clear    func() error // takes it away; nil: there is none yet
	keys     seal.Keyring
	d        *office.Drill
	began    time.Time
}

func (t *trial) met(point, asks, evidence string, args ...any) {
	t.d.Checks = append(t.d.Checks, office.Condition{Point: point, Asks: asks}.Meet(evidence, args...))
}

func (t *trial) missed(point, asks, evidence, next string) {
	t.d.Checks = append(t.d.Checks, office.Condition{Point: point, Asks: asks}.Miss(evidence, next))
}

// hold goes through the drill. What shows that the copy is no good ends it with a verdict.
func (t *trial) hold(ctx context.Context, p *job.Progress) error {
	err := t.bring(ctx, p)
	if err == nil {
		err = t.look(ctx, p)
	}
	if t.clear != nil {
		err = errors.Join(err, t.clear())
	}
	f, told := office.FailureIn(err)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil:
	case told && slices.Contains(noGood, f.Name):
		t.missed("Bản sao", "Từ bản sao này lập lại được cơ quan", f.Said, f.Next)
	default:
		return err
	}
	t.judge()
	return nil
}

// noGood are the names of what shows that a copy is none from which the office comes back.
var noGood = []string{copying.Incomplete.Name, copying.NotOurs.Name, copying.Unsigned.Name, copying.FilesBad.Name, copying.NoCopy.Name, copying.NoSuchStation.Name, copying.Ahead.Name, CopyUnsound.Name}

func (t *trial) judge() {
	bad := slices.IndexFunc(t.d.Checks, func(c office.Condition) bool { return c.Met == office.IsMissed })
	if bad >= 0 {
		t.d.Verdict, t.d.Said = office.DrillBad, "Không đạt: "+t.d.Checks[bad].Evidence
		return
	}
	t.d.Verdict = office.DrillGood
	t.d.Said = fmt.Sprintf("Đạt: lập lại được %d bản ghi và %d tệp trong %s giây", t.d.Records, t.d.Files, decimal(t.d.Restoring))
	if t.d.Finished > 0 {
		t.d.Said += fmt.Sprintf("; mở và kiểm %d trên %d hồ sơ hoàn thành", t.d.Documents, t.d.Finished)
	}
	t.d.Said += "."
}

// bring reads the copy and puts the office together from it.
func (t *trial) bring(ctx context.Context, p *job.Progress) (err error) {
	s := t.s
	head, err := s.store.Head(ctx)
	if err != nil {
		return err
	}
	target := s.targetOf(t.at)
	defer copying.Leave(target)
	if t.from, err = copying.Read(ctx, target, t.identity, copying.Wish{Station: s.store.Station()}, p); err != nil {
		return err
	}
	if t.from.Torn > 0 {
		return copying.Incomplete.About(t.d.Where, t.from.Segments()+1)
	}
	t.d.Head, t.d.Lacks = t.from.Head, head.Seq-t.from.Head.Seq
	t.met("Bản sao", "Mọi đoạn nhật ký đọc được, nối nhau và có dấu chứng của cơ quan", "%d đoạn, tới mục %d ghi lúc %s.", t.from.Segments(), t.from.Head.Seq, moment(t.from.Head.At))
	if err := t.room(ctx); err != nil {
		return err
	}
	if err := t.sandbox(ctx); err != nil {
		return err
	}
	t.keys = &heldKeys{}
	var r Restored
	b := rebuilding{wish: RestoreWish{From: target, Into: t.options()}, identity: t.identity, from: t.from, home: t.home, r: &r}
	if err := b.build(ctx, p); err != nil {
		return err
	}
	t.d.Restoring = s.clock.Now().Sub(t.began).Seconds()
	t.d.Files, t.d.Bytes = r.Files, r.Bytes
	t.met("Tệp", "Mọi tệp của kho có đủ, mở được và đúng mã băm SHA-256", "%d tệp, %s.", r.Files, sizeSaid(r.Bytes))
	if r.TraysLeftOut > 0 {
		t.missed("Bản nháp", "Trang đã quét của mọi bản nháp có đủ", fmt.Sprintf("%d bản nháp thiếu trang đã quét.", r.TraysLeftOut), "Hãy sao lại rồi diễn tập lại.")
	} else {
		t.met("Bản nháp", "Trang đã quét của mọi bản nháp có đủ", "%d bản nháp.", r.Trays)
	}
	return nil
}

// room refuses a drill that would fill the disk on which the office works.
func (t *trial) room(ctx context.Context) error {
	const spare = 512 << 20 // bytes that stay for the work that goes on
	weight, err := t.from.Weight(ctx)
	if err != nil {
		return err
	}
	free, known := disk.Free(filepath.Dir(t.s.home))
	if need := uint64(weight)*11/10 + spare; known && free < need {
		return drilling.NoRoom.About(sizeSaid(int64(free)), sizeSaid(int64(need)))
	}
	return nil
}

// sandbox takes an empty folder beside the data folder. What a drill that was killed left
// there is cleared.
func (t *trial) sandbox(ctx context.Context) error {
	const patience = 300 * time.Millisecond
	soon, done := context.WithTimeout(ctx, patience)
	defer done()
	beside, release, err := makeBeside(soon, t.s.home+sandboxEnding)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return drilling.Another.Because(err)
	}
	if err != nil {
		return err
	}
	t.home, t.clear = filepath.Join(beside, "co-quan"), func() error {
		release()
		return whole.RemoveAll(beside)
	}
	return nil
}

func (t *trial) options() Options {
	return Options{Home: t.home, Keyring: t.keys, Clock: t.s.clock, Log: t.s.log, Passwords: t.s.passwords, restoring: true, MustExist: true}
}

// heldKeys is a keyring that forgets with the drill: the key comes on no disk.
type heldKeys struct {
	mu  sync.Mutex
	all map[string]string
}

func (k *heldKeys) Set(service, user, secret string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.all == nil {
		k.all = map[string]string{}
	}
	k.all[service+"\x00"+user] = secret
	return nil
}

func (k *heldKeys) Get(service, user string) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	secret, is := k.all[service+"\x00"+user]
	if !is {
		return "", seal.ErrNotInKeyring
	}
	return secret, nil
}

func (k *heldKeys) Delete(service, user string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.all, service+"\x00"+user)
	return nil
}

// look opens the office that came back and judges it.
func (t *trial) look(ctx context.Context, p *job.Progress) (err error) {
	s, err := openOnce(ctx, t.options())
	if err != nil {
		return CopyUnsound.About(t.d.Where).Because(err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if !s.Ready() {
		return CopyUnsound.About(t.d.Where).Because(errors.New("the restored office is not ready"))
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return err
	}
	t.met("Cơ quan", "Cơ quan khôi phục mở được", "“%s”, nghĩa là khóa đã dùng mở được dữ liệu.", o.Name)
	if err := t.journal(ctx, s, p); err != nil {
		return err
	}
	return t.documents(ctx, s, p)
}

// journal judges the chain that came back, by itself and against the office that goes on.
func (t *trial) journal(ctx context.Context, s *Station, p *job.Progress) error {
	p.Say("Đang kiểm nhật ký của cơ quan khôi phục")
	report, m, err := s.Journal.verifyAll(ctx, JournalProofWish{}, p)
	if err != nil {
		return err
	}
	const asks = "Chuỗi mục nối nhau không đứt, hồ sơ đúng như nhật ký ghi"
	if len(report.Faults) > 0 {
		t.missed("Nhật ký", asks, report.Faults[0].Said, "Hãy giữ nguyên bản sao này, lập một bản sao mới ở nơi khác và báo người phụ trách.")
	} else {
		t.met("Nhật ký", asks, "%d mục lấy từ bản sao, và %d mục cơ quan thử tự ghi khi lập lại.", t.d.Head.Seq, report.Entries-t.d.Head.Seq)
	}
	stand := 0
	for _, mark := range m.marks {
		if m.have[mark.Head.Seq] == mark.Head.Hash {
			stand++
		}
	}
	const anchors = "Các mốc của nhật ký, do khóa của trạm ký, khớp nhật ký khôi phục"
	switch {
	case stand < len(m.marks):
		t.missed("Mốc", anchors, fmt.Sprintf("%d trên %d mốc không khớp.", len(m.marks)-stand, len(m.marks)), "Hãy giữ nguyên bản sao này và báo người phụ trách.")
	case stand > 0:
		t.met("Mốc", anchors, "%d mốc.", stand)
	}
	own, err := t.s.store.HashesAt(ctx, []int64{t.d.Head.Seq})
	if err != nil {
		return err
	}
	const same = "Nhật ký khôi phục là nhật ký của cơ quan đang làm việc"
	if own[t.d.Head.Seq] != t.d.Head.Hash {
		t.missed("Đúng cơ quan", same, fmt.Sprintf("Mục %d khác nhau.", t.d.Head.Seq), "Hãy kiểm nhật ký của máy này (Nhật ký, Kiểm tra) trước khi sao tiếp.")
	} else {
		t.met("Đúng cơ quan", same, "Mục %d giống hệt; lúc bắt đầu bản sao còn thiếu %d mục mới nhất.", t.d.Head.Seq, t.d.Lacks)
	}
	t.d.Records, err = s.store.CountRecords(ctx, t.d.Head.Seq)
	return err
}

// documents opens finished documents of the office that came back.
func (t *trial) documents(ctx context.Context, s *Station, p *job.Progress) error {
	hits, err := s.store.Find(ctx, store.Query{States: []office.State{office.Finished}})
	if err != nil {
		return err
	}
	t.d.Finished = int64(len(hits.Keys))
	rows, err := s.store.Rows(ctx, t.chosen(hits.Keys))
	if err != nil {
		return err
	}
	once := &onceVerified{witnessed: witnessed{s.store, s.Journal}}
	s.desk.Journal, s.press.Journal = once, once
	p.Say("Đang mở từng hồ sơ của cơ quan khôi phục")
	p.Expect(int64(len(rows)))
	ctx = pdf.OneAct(ctx)
	var broken, same []string
	for _, row := range rows {
		proof, err := s.desk.Prove(ctx, row.ID, nil)
		if err != nil {
			return err
		}
		t.d.Documents++
		if proof.Signatures != nil {
			t.d.Signatures += int64(len(proof.Signatures.Signatures))
		}
		if proof.Verdict != office.Proven {
			here, err := t.s.desk.Prove(ctx, row.ID, nil)
			if err == nil && here.Verdict == proof.Verdict {
				same = append(same, string(row.Code))
			} else {
				broken = append(broken, string(row.Code)+": "+proof.Said)
			}
		}
		p.Did(1)
	}
	const asks = "Hồ sơ hoàn thành mở được, đúng mã băm, chữ ký số trên đó đúng như đã ký"
	if len(broken) > 0 {
		t.missed("Hồ sơ", asks, fmt.Sprintf("%d hồ sơ không như ở cơ quan đang làm việc, đầu tiên là %s", len(broken), broken[0]), "Hãy đọc lại bản sao (tramctl verify --backup) và sao lại.")
	} else if t.d.Documents > 0 {
		t.met("Hồ sơ", asks, "%d trên %d hồ sơ, %d chữ ký số.", t.d.Documents, t.d.Finished, t.d.Signatures)
	}
	if len(same) > 0 {
		t.d.Checks = append(t.d.Checks, office.Condition{Point: "Hồ sơ đã hỏng từ trước", Asks: "Có gì vốn không nguyên vẹn ở cơ quan đang làm việc"}.Owe(
			fmt.Sprintf("%d hồ sơ, lấy lại đúng như đang có: %s.", len(same), strings.Join(same[:min(len(same), 10)], ", ")), "Hãy kiểm tra từng hồ sơ ở trang Kiểm tra."))
	}
	return nil
}

// chosen are the newest documents and some of the others, as chance has it.
func (t *trial) chosen(keys []int64) []int64 {
	if t.wish.All || len(keys) <= drillNewest+drillOthers {
		return keys
	}
	others := slices.Clone(keys[drillNewest:])
	rand.Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] }) // which ones nobody must foresee
	return append(slices.Clone(keys[:drillNewest]), others[:drillOthers]...)
}

// onceVerified verifies a journal that nobody writes to once for all documents.
type onceVerified struct {
	witnessed
	report *store.JournalReport
}

func (j *onceVerified) VerifyJournal(ctx context.Context, p *job.Progress) (store.JournalReport, error) {
	if j.report == nil {
		report, err := j.witnessed.VerifyJournal(ctx, p)
		if err != nil {
			return report, err
		}
		j.report = &report
	}
	return *j.report, nil
}

// sizeSaid says a number of bytes as a clerk reads it.
func sizeSaid(n int64) string {
	const mega, giga = 1e6, 1e9
	switch {
	case n >= giga:
		return decimal(float64(n)/giga) + " GB"
	case n < mega:
		return fmt.Sprintf("%d byte", n)
	}
	return decimal(float64(n)/mega) + " MB"
}

// decimal writes a number with one place, as Vietnamese does.
func decimal(n float64) string { return strings.Replace(fmt.Sprintf("%.1f", n), ".", ",", 1) }
