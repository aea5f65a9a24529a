package hardcopy

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tram/local/job"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/original"
	"tram/local/pdf"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/vault"
)

type still struct{}

func (still) Now() time.Time             { return time.Date(2026, 11, 25, 9, 0, 0, 0, office.VietNam) }
func (still) Source() office.ClockSource { return office.ClockSource{} }

var clerk = office.Clerk{Name: "Nguyễn Văn Mẫu", Position: "Công chức Văn phòng"}

// plainPress is a press that puts the mark at one place: what the act makes of it is
// under test here, not where it goes.
type plainPress struct{ rewrites bool }

func (plainPress) Lines(c office.Conversion, _ office.MarkTemplate) ([]string, error) {
	return []string{"Mã tra cứu: " + string(c.Code)}, nil
}

func (p plainPress) Press(ctx context.Context, r io.ReaderAt, size int64, c office.Conversion, t office.MarkTemplate, qr string, _ *job.Progress) (Pressed, error) {
	lines, _ := p.Lines(c, t)
	shapes, err := mark.Layouts(office.Plain, lines, 9, qr)
	if err != nil {
		return Pressed{}, err
	}
	inc, err := pdf.PrepareOverlay(ctx, r, size, pdf.Overlay{Draw: []pdf.Addition{{Layout: shapes[0], X: 20, Y: 20}}})
	if err != nil {
		return Pressed{}, err
	}
	made := Pressed{More: inc.Bytes, Pages: c.Message.Pages, Mark: office.Mark{Lines: lines, QR: qr}}
	if p.rewrites {
		made.Rewritten, err = io.ReadAll(io.NewSectionReader(pdf.Grown{File: r, FileSize: size, More: inc.Bytes}, 0, size+int64(len(inc.Bytes))))
		made.More = nil
	}
	return made, err
}

// oneSpool is a printer that does as it is told, or fails.
type oneSpool struct {
	mu      sync.Mutex
	got     [][]byte
	wishes  []office.PrintWish
	refuses error
	leaves  office.JobState // with a refusal
	state   office.JobState
}

func (s *oneSpool) Printers(context.Context) ([]office.Printer, error) {
	return []office.Printer{{Key: "p", Name: "Máy in ví dụ", Ready: true}}, nil
}

func (s *oneSpool) Print(_ context.Context, w office.PrintWish, r io.ReaderAt, size int64) (office.PrintJob, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuses != nil {
		return office.PrintJob{State: s.leaves}, s.refuses
	}
	b, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	s.got, s.wishes = append(s.got, b), append(s.wishes, w)
	j := office.PrintJob{Printer: w.Printer, Key: "1", Title: w.Title, State: office.JobWaiting, File: w.File}
	if w.File != "" {
		j.State = office.JobFiled
	}
	return j, err
}

func (s *oneSpool) Job(_ context.Context, j office.PrintJob) (office.PrintJob, error) {
	j.State = s.state
	return j, nil
}

func (s *oneSpool) Cancel(_ context.Context, j office.PrintJob) (office.PrintJob, error) {
	j.State = office.JobCancelled
	return j, nil
}

// place is an act's whole surroundings: real records, a real vault.
type place struct {
	*Desk
	store *store.Store
	spool *oneSpool
	home  string
	said  *office.SignatureReport
}

func newPlace(t *testing.T) *place {
	t.Helper()
	home := t.TempDir()
	s, err := store.Open(t.Context(), filepath.Join(home, "office.db"), store.Options{Clock: still{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	identity, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	v, err := vault.Open(filepath.Join(home, "vault"), identity)
	if err != nil {
		t.Fatal(err)
	}
	bureau := office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Lạng Sơn"}
	if _, err := s.SaveOffice(t.Context(), store.Act{Step: "setup"}, bureau); err != nil {
		t.Fatal(err)
	}
	p := &place{store: s, spool: &oneSpool{state: office.JobPrinted}, home: home}
	judge := func(context.Context, io.ReaderAt, int64) (*office.SignatureReport, error) { return p.said, nil }
	door := original.Door{Vault: v, Clock: still{}, Signatures: judge, Suite: original.FindSuite}
	p.Desk = &Desk{
		Records: s, Settings: s, Journal: s, Vault: v, Clock: still{}, Press: plainPress{}, Spool: p.spool, Bring: door.Bring, Signatures: judge,
		Types: []office.DocumentType{{Code: "cong-van", Name: "Công văn"}, {Code: "giay-phep", Name: "Giấy phép", NeedsKey: true}},
		Code:  func(_ context.Context, lines []string) (string, error) { return strings.Join(lines, "\n"), nil },
	}
	return p
}

// order is a data message with all that the law asks.
func order(t *testing.T) office.MessageOrder {
	t.Helper()
	var b bytes.Buffer
	w := pdf.NewWriter(&b, pdf.About{ID: [16]byte{1}, Title: "Công văn ví dụ", Created: still{}.Now()})
	w.Sheet(595.28, 841.89)
	w.Sheet(595.28, 841.89)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "cong-van.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, still{}.Now(), still{}.Now()); err != nil {
		t.Fatal(err)
	}
	return office.MessageOrder{
		Clerk: clerk, Path: path, Document: office.Document{Secrecy: office.Ordinary, Type: "cong-van", Number: "15", Symbol: "UBND-VP", Subject: "về việc ví dụ"},
		Systems: []office.InfoSystem{{Part: office.Stored, Name: "Hệ thống quản lý văn bản tỉnh Lạng Sơn", Owner: "Ủy ban nhân dân tỉnh Lạng Sơn"}},
	}
}

func (p *place) imported(t *testing.T, o office.MessageOrder) office.Conversion {
	t.Helper()
	c, err := p.Import(t.Context(), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (p *place) pressedCopy(t *testing.T, id office.ID) office.Conversion {
	t.Helper()
	c, _, err := p.Make(t.Context(), id, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (p *place) sent(t *testing.T, id office.ID, copies int) office.Printout {
	t.Helper()
	o, err := p.Print(t.Context(), id, clerk, office.PrintWish{Printer: "p", Copies: copies}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func (p *place) told(t *testing.T, id office.ID, came int) office.Conversion {
	t.Helper()
	c, _, err := p.Tell(t.Context(), id, clerk, came)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (p *place) journalHolds(t *testing.T) {
	t.Helper()
	report, err := p.store.VerifyJournal(t.Context(), nil)
	if err != nil || len(report.Faults) > 0 {
		t.Errorf("%v %+v", err, report.Faults)
	}
}

func TestADataMessageBecomesPaper(t *testing.T) {
	p := newPlace(t)
	c := p.imported(t, order(t))
	c = p.pressedCopy(t, c.ID)
	if c.State != office.Printed || c.Print.Pages != 2 || c.Finished.IsZero() {
		t.Fatalf("%+v", c)
	}
	p.sent(t, c.ID, 2)
	got := p.spool.got[0]
	if office.DigestOf(got) != c.PDF || int64(len(got)) != c.PDFSize {
		t.Error("the printer got another file than the stored print copy")
	}
	if w := p.spool.wishes[0]; strings.Contains(w.Title, "ví dụ") || !strings.Contains(w.Title, string(c.Code)) {
		t.Errorf("the job is called %q", w.Title)
	}
	if c = p.told(t, c.ID, 2); c.State != office.Finished {
		t.Errorf("the act is %s", c.State)
	}
	for _, k := range c.Conditions {
		if k.Met != office.IsMet || k.Evidence == "" {
			t.Errorf("%+v", k)
		}
	}
	proof, err := p.Prove(t.Context(), c, nil)
	if err != nil || proof.Verdict != office.Proven {
		t.Errorf("%v %+v", err, proof)
	}
	p.journalHolds(t)
}

func TestNothingIsPrintedWhileAPointOfTheLawIsMissing(t *testing.T) {
	for part, breaks := range map[office.Part]func(*office.MessageOrder){
		office.PartDescription: func(o *office.MessageOrder) { o.Document.Type = "" },
		office.PartSystems:     func(o *office.MessageOrder) { o.Systems = nil },
		office.PartSigner:      func(o *office.MessageOrder) { o.Form = office.TrueCopy },
	} {
		p := newPlace(t)
		o := order(t)
		breaks(&o)
		c := p.imported(t, o)
		_, _, err := p.Make(t.Context(), c.ID, nil)
		told, is := office.FailureIn(err)
		if !errors.Is(err, NotAllMet) || !is || told.Next == "" {
			t.Errorf("%s: %v", part, err)
		}
		list, err := p.Conditions(t.Context(), c.ID)
		if err != nil || !slices.ContainsFunc(list, func(k office.Condition) bool { return k.Part == part && k.Met == office.IsMissed }) {
			t.Errorf("%s: %v %+v", part, err, list)
		}
		if _, err := p.Print(t.Context(), c.ID, clerk, office.PrintWish{Copies: 1}, nil); !errors.Is(err, NoCopyYet) {
			t.Errorf("%s: printed all the same: %v", part, err)
		}
	}
}

func TestASystemNeedsItsOwner(t *testing.T) {
	p, o := newPlace(t), order(t)
	o.Systems[0].Owner = " "
	c := p.imported(t, o)
	if _, _, err := p.Make(t.Context(), c.ID, nil); !errors.Is(err, NotAllMet) {
		t.Fatalf("%v", err)
	}
	c.Message.Systems[0].Owner = "Ủy ban nhân dân tỉnh Lạng Sơn"
	if _, err := p.Describe(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	p.pressedCopy(t, c.ID)
}

func TestASystemOfWhichNothingIsSaidIsNamed(t *testing.T) {
	p, o := newPlace(t), order(t)
	o.Systems = []office.InfoSystem{{Name: "Hệ thống quản lý văn bản tỉnh", Owner: "Ủy ban nhân dân tỉnh Lạng Sơn"}}
	c := p.imported(t, o)
	_, _, err := p.Make(t.Context(), c.ID, nil)
	if f, _ := office.FailureIn(err); !strings.Contains(f.Said, "Hệ thống quản lý văn bản tỉnh") || !strings.Contains(f.Next, "Khởi tạo") {
		t.Errorf("%v", err)
	}
}

func TestADamagedOriginalIsNeverPrinted(t *testing.T) {
	p := newPlace(t)
	c := p.imported(t, order(t))
	path := filepath.Join(p.home, "vault", string(c.Message.File[:2]), string(c.Message.File)+".age")
	sealed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sealed[len(sealed)/2] ^= 1
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, sealed, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.Make(t.Context(), c.ID, nil); !errors.Is(err, OriginalDamaged) {
		t.Errorf("%v", err)
	}
}

func TestAPrintCopyThatWasDamagedIsNotPrintedAgain(t *testing.T) {
	p := newPlace(t)
	c := p.pressedCopy(t, p.imported(t, order(t)).ID)
	path := filepath.Join(p.home, "vault", string(c.Print.More[:2]), string(c.Print.More)+".age")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Print(t.Context(), c.ID, clerk, office.PrintWish{Copies: 1}, nil); !errors.Is(err, CopyDamaged) {
		t.Errorf("%v", err)
	}
	if proof, err := p.Prove(t.Context(), c, nil); err != nil || proof.Verdict != office.Broken {
		t.Errorf("%v %s", err, proof.Verdict)
	}
}

func TestAnInvalidSignatureNeedsADecisionThatTheJournalKeeps(t *testing.T) {
	p := newPlace(t)
	c := p.imported(t, order(t))
	p.said = &office.SignatureReport{Verdict: office.SignatureInvalid, Said: "Tệp đã bị sửa sau khi ký."} // it went bad after it came in
	if _, _, err := p.Make(t.Context(), c.ID, nil); !errors.Is(err, DecisionNeeded) {
		t.Fatalf("%v", err)
	}
	if _, err := p.Decide(t.Context(), c.ID, clerk, "  "); !errors.Is(err, NoReason) {
		t.Errorf("an empty reason: %v", err)
	}
	if _, err := p.Decide(t.Context(), c.ID, clerk, "Nơi gửi xác nhận qua điện thoại"); err != nil {
		t.Fatal(err)
	}
	made := p.pressedCopy(t, c.ID)
	entries, err := p.store.Entries(t.Context(), c.ID)
	if err != nil || !slices.ContainsFunc(entries, func(e office.Entry) bool {
		return e.Step == "decide" && strings.Contains(string(e.Body), "qua điện thoại")
	}) {
		t.Errorf("%v: the journal does not tell", err)
	}
	if made.Message.Signatures.Verdict != office.SignatureInvalid {
		t.Error("the record does not tell of the signature")
	}
}

func TestOnlyConfirmedCopiesCount(t *testing.T) {
	p := newPlace(t)
	c := p.pressedCopy(t, p.imported(t, order(t)).ID)
	p.sent(t, c.ID, 3)
	if _, err := p.Print(t.Context(), c.ID, clerk, office.PrintWish{Printer: "p", Copies: 1}, nil); !errors.Is(err, TellFirst) {
		t.Errorf("a second order before the first was told: %v", err)
	}
	if _, _, err := p.Tell(t.Context(), c.ID, clerk, 4); !errors.Is(err, MoreThanOrdered) {
		t.Errorf("more came than were ordered: %v", err)
	}
	if c = p.told(t, c.ID, 0); c.State != office.Printed {
		t.Errorf("nothing came, and the act is %s", c.State)
	}
	if o := p.sent(t, c.ID, 2); o.First != 1 {
		t.Errorf("the next copy is number %d", o.First)
	}
	if c = p.told(t, c.ID, 2); c.State != office.Finished {
		t.Errorf("the act is %s", c.State)
	}
	if o := p.sent(t, c.ID, 1); o.First != 3 {
		t.Errorf("a further copy is number %d", o.First)
	}
	p.told(t, c.ID, 1)
	if _, _, err := p.Tell(t.Context(), c.ID, clerk, 1); !errors.Is(err, NothingToTell) {
		t.Errorf("told twice: %v", err)
	}
	p.journalHolds(t)
}

func TestAPrinterThatRefusesLeavesNoCopyAndNoQuestion(t *testing.T) {
	p := newPlace(t)
	c := p.pressedCopy(t, p.imported(t, order(t)).ID)
	p.spool.refuses = NoPrinters
	if _, err := p.Print(t.Context(), c.ID, clerk, office.PrintWish{Copies: 1}, nil); !errors.Is(err, NoPrinters) {
		t.Fatalf("%v", err)
	}
	orders, err := p.Printouts(t.Context(), c.ID)
	if err != nil || len(orders) != 1 || orders[0].Job.State != office.JobFailed || !orders[0].Confirmed() || orders[0].Came != 0 {
		t.Errorf("%v %+v", err, orders)
	}
	p.spool.refuses = nil
	p.sent(t, c.ID, 1)
}

func TestAFileThatWasWrittenIsNoPaperAndAsksNobodyToCount(t *testing.T) {
	p := newPlace(t)
	c := p.pressedCopy(t, p.imported(t, order(t)).ID)
	write := func(name string) office.Printout {
		o, err := p.Print(t.Context(), c.ID, clerk, office.PrintWish{Printer: "file", Copies: 1, File: name}, nil)
		if err != nil || !o.Filed() || !o.Confirmed() || o.Came != 0 {
			t.Fatalf("%v %+v", err, o)
		}
		return o
	}
	write("a.pdf")
	newest := write("b.pdf") // the first one keeps nobody from writing another
	orders, err := p.Printouts(t.Context(), c.ID)
	now := office.OnPaper{Conversion: c, Printouts: orders}
	if err != nil || now.Step() != office.ToPrint || now.Reopens() {
		t.Errorf("%v: step %d", err, now.Step())
	}
	if all, count, err := p.store.Untold(t.Context(), 9); err != nil || count != 0 {
		t.Errorf("%v: a count of paper is waited for: %v", err, all)
	}
	if all, count, err := p.store.Unprinted(t.Context(), 9); err != nil || count != 1 {
		t.Errorf("%v: what is not printed yet: %v", err, all)
	}
	done, told, err := p.Tell(t.Context(), c.ID, clerk, 1)
	if err != nil || done.State != office.Finished || told.ID != newest.ID || told.Came != 1 || told.Filed() {
		t.Errorf("%v: the file was printed elsewhere: %v %+v", err, done.State, told)
	}
	p.journalHolds(t)
}

func TestTheStateOfAJobIsKeptWhenItChanges(t *testing.T) {
	p := newPlace(t)
	c := p.pressedCopy(t, p.imported(t, order(t)).ID)
	o := p.sent(t, c.ID, 1)
	p.spool.state = office.JobStopped
	o, err := p.Follow(t.Context(), o)
	if err != nil || o.Job.State != office.JobStopped {
		t.Fatalf("%v %+v", err, o)
	}
	entries, err := p.store.Entries(t.Context(), o.ID)
	if last := entries[len(entries)-1]; err != nil || last.Step != "printer" || strings.Contains(last.Actor, clerk.Name) || !strings.Contains(last.Actor, o.Order.Printer) {
		t.Errorf("what the printer answered is told as done by %q in step %q: %v", last.Actor, last.Step, err)
	}
	same, err := p.Follow(t.Context(), o)
	if err != nil || same.Version != o.Version {
		t.Errorf("%v: the same state was written again", err)
	}
	if o, err = p.CancelPrint(t.Context(), same); err != nil || o.Job.State != office.JobCancelled {
		t.Errorf("%v %+v", err, o)
	}
}

func TestACertificateWaitsForInkAndSeal(t *testing.T) {
	p, o := newPlace(t), order(t)
	o.Document.Type = "giay-phep"
	c := p.pressedCopy(t, p.imported(t, o).ID)
	if _, err := p.Ink(t.Context(), c.ID, clerk, office.WetSignature{Signer: "Trần Thị Ví Dụ", Sealed: true}); !errors.Is(err, NothingWaitsForInk) {
		t.Errorf("ink before paper: %v", err)
	}
	p.sent(t, c.ID, 1)
	if c = p.told(t, c.ID, 1); c.State != office.Unsealed {
		t.Fatalf("the act is %s", c.State)
	}
	if _, err := p.Ink(t.Context(), c.ID, clerk, office.WetSignature{Signer: "Trần Thị Ví Dụ"}); !errors.Is(err, NotSealed) {
		t.Errorf("without the seal: %v", err)
	}
	if _, err := p.Ink(t.Context(), c.ID, clerk, office.WetSignature{Sealed: true}); !errors.Is(err, NoWetSignature) {
		t.Errorf("without a name: %v", err)
	}
	c, err := p.Ink(t.Context(), c.ID, clerk, office.WetSignature{Signer: "Trần Thị Ví Dụ", Position: "Chủ tịch", Sealed: true})
	if err != nil || c.State != office.Finished || c.Print.Wet == nil {
		t.Fatalf("%v %+v", err, c)
	}
	// A further copy needs ink of its own.
	p.sent(t, c.ID, 1)
	p.told(t, c.ID, 1)
	if _, err := p.Ink(t.Context(), c.ID, clerk, office.WetSignature{Signer: "Trần Thị Ví Dụ", Sealed: true}); err != nil {
		t.Error(err)
	}
	p.journalHolds(t)
}

func TestCopiesTakeTheirNumbersFromOneSeries(t *testing.T) {
	p := newPlace(t)
	for i, form := range []office.Form{office.TrueCopy, office.Extract, office.CopyOf} {
		o := order(t)
		o.Form = form
		c := p.imported(t, o)
		c.Print.Signer = &office.CopySigner{Place: "Mẫu Sơn", Position: "CHỦ TỊCH", Name: "Trần Thị Ví Dụ"}
		if _, err := p.Describe(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		c = p.pressedCopy(t, c.ID)
		want := []string{"01/SY-UBND", "02/TrS-UBND", "03/SL-UBND"}[i]
		if got := c.Print.Number.Said(); got != want {
			t.Errorf("number %s, want %s", got, want)
		}
	}
}

func TestAPrintCopyMadeAnewKeepsItsNumber(t *testing.T) {
	p, o := newPlace(t), order(t)
	o.Form = office.TrueCopy
	c := p.imported(t, o)
	c.Print.Signer = &office.CopySigner{Place: "Mẫu Sơn", Position: "CHỦ TỊCH", Name: "Trần Thị Ví Dụ"}
	if _, err := p.Describe(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	c = p.pressedCopy(t, c.ID)
	if _, err := p.Describe(t.Context(), c); !errors.Is(err, CopyIsMade) {
		t.Errorf("words changed behind a made copy: %v", err)
	}
	c, err := p.Reopen(t.Context(), c.ID)
	if err != nil || c.State != office.Draft {
		t.Fatalf("%v %+v", err, c)
	}
	c = p.pressedCopy(t, c.ID)
	if c.Print.Number.Number != 1 {
		t.Errorf("number %d", c.Print.Number.Number)
	}
	p.sent(t, c.ID, 1)
	if _, err := p.Reopen(t.Context(), c.ID); !errors.Is(err, CopyIsMade) {
		t.Errorf("opened again after paper was ordered: %v", err)
	}
}

func TestASecretMessageLeavesARegisterLineAndNoFile(t *testing.T) {
	p, o := newPlace(t), order(t)
	o.Document.Secrecy = office.Secret
	if _, err := p.Import(t.Context(), o, nil); !errors.Is(err, office.SecretAtTheDoor) {
		t.Fatalf("%v", err)
	}
	lines, err := p.store.Refusals(t.Context())
	if err != nil || len(lines) != 1 || lines[0].Secrecy != office.Secret {
		t.Errorf("%v %+v", err, lines)
	}
	folders, err := os.ReadDir(filepath.Join(p.home, "vault"))
	if err != nil {
		t.Fatal(err)
	}
	if len(folders) > 0 {
		t.Errorf("%d folders in the vault", len(folders))
	}
}

func TestACopyThatWasWrittenAnewIsProvenToo(t *testing.T) {
	p := newPlace(t)
	p.Press = plainPress{rewrites: true}
	c := p.pressedCopy(t, p.imported(t, order(t)).ID)
	if !c.Print.Rewrote || c.Print.More != "" {
		t.Fatalf("%+v", c.Print)
	}
	p.sent(t, c.ID, 1)
	c = p.told(t, c.ID, 1)
	if proof, err := p.Prove(t.Context(), c, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("%v %+v", err, proof)
	}
}

func TestTheMarkTellsTheOfficeAsItIsNamedWhenTheCopyIsMade(t *testing.T) {
	p := newPlace(t)
	c := p.imported(t, order(t))
	bureau, err := p.store.Office(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bureau.Name = "Ủy ban nhân dân xã Mẫu Sơn Mới"
	if _, err := p.store.SaveOffice(t.Context(), store.Act{Step: "settings"}, bureau); err != nil {
		t.Fatal(err)
	}
	if c = p.pressedCopy(t, c.ID); c.Office.Name != bureau.Name {
		t.Errorf("the copy is made by %q", c.Office.Name)
	}
}

func TestAnOrderThatMayHaveBeenTakenWaitsForTheClerk(t *testing.T) {
	p := newPlace(t)
	c := p.pressedCopy(t, p.imported(t, order(t)).ID)
	p.spool.refuses, p.spool.leaves = NoPrinters, office.JobLost
	o, err := p.Print(t.Context(), c.ID, clerk, office.PrintWish{Printer: "p", Copies: 1}, nil)
	if !errors.Is(err, NoPrinters) || o.Confirmed() || o.Job.State != office.JobLost {
		t.Fatalf("%v %+v", err, o)
	}
	if _, err := p.Print(t.Context(), c.ID, clerk, office.PrintWish{Printer: "p", Copies: 1}, nil); !errors.Is(err, TellFirst) {
		t.Errorf("a second order before the first was told: %v", err)
	}
	if c := p.told(t, c.ID, 1); c.State != office.Finished {
		t.Errorf("it came out after all, and the act is %s", c.State)
	}
}

// later is the clock of somebody who comes back after a power cut.
type later struct {
	still
	by time.Duration
}

func (l later) Now() time.Time { return l.still.Now().Add(l.by) }

func TestAnOrderOnItsWayIsLeftToWhoSendsItAndOneCutOffThereIsLost(t *testing.T) {
	p := newPlace(t)
	c := p.pressedCopy(t, p.imported(t, order(t)).ID)
	cut, err := p.store.SavePrintout(t.Context(), store.Act{Actor: clerk.Name, Step: "print"},
		office.Printout{Conversion: c.ID, First: 1, Order: office.PrintWish{Printer: "p", Copies: 1}, At: still{}.Now(), Job: office.PrintJob{State: office.JobWaiting}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if o, err := p.Follow(t.Context(), cut); err != nil || o.Version != cut.Version || o.Job.State != office.JobWaiting {
		t.Errorf("an order that is being sent: %v %+v", err, o)
	}
	p.Clock = later{by: time.Hour}
	if o, err := p.Follow(t.Context(), cut); err != nil || o.Job.State != office.JobLost || o.Confirmed() {
		t.Errorf("an order that was cut off: %v %+v", err, o)
	}
	if c := p.told(t, c.ID, 0); c.State != office.Printed {
		t.Errorf("nothing came out, and the act is %s", c.State)
	}
}

func TestAFileThatCannotBeReadIsNotCalledBroken(t *testing.T) {
	p := newPlace(t)
	c := p.pressedCopy(t, p.imported(t, order(t)).ID)
	for _, file := range []office.Digest{c.Print.More, c.Message.File} {
		path := filepath.Join(p.home, "vault", string(file[:2]), string(file)+".age")
		aside := path + ".aside" // and a link to itself in its place, which nobody can open
		if err := errors.Join(os.Rename(path, aside), os.Symlink(path, path)); err != nil {
			t.Fatal(err)
		}
		proof, err := p.Prove(t.Context(), c, nil)
		if !errors.Is(err, vault.NotChecked) || proof.Verdict == office.Broken {
			t.Errorf("%v %s", err, proof.Verdict)
		}
		if err := errors.Join(os.Remove(path), os.Rename(aside, path)); err != nil {
			t.Fatal(err)
		}
	}
	if proof, err := p.Prove(t.Context(), c, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("when it can be read again: %v %s", err, proof.Verdict)
	}
}

// TestANumberOfAnotherYearIsDrawnAnew: the series begins again with each year.
func TestANumberOfAnotherYearIsDrawnAnew(t *testing.T) {
	p, o := newPlace(t), order(t)
	o.Form = office.TrueCopy
	var c office.Conversion
	for range 2 { // the second is number 2 of its year
		c = p.imported(t, o)
		c.Print.Signer = &office.CopySigner{Place: "Mẫu Sơn", Position: "CHỦ TỊCH", Name: "Trần Thị Ví Dụ"}
		if _, err := p.Describe(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		c = p.pressedCopy(t, c.ID)
	}
	if _, err := p.Reopen(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	p.Clock = later{by: 60 * 24 * time.Hour}
	if _, err := p.VouchClock(t.Context(), c.ID, clerk, "Nghỉ lễ dài"); err != nil {
		t.Fatal(err)
	}
	c = p.pressedCopy(t, c.ID)
	if n := c.Print.Number; n.Year != 2027 || n.Number != 1 {
		t.Errorf("number %d of %d", n.Number, n.Year)
	}
}
