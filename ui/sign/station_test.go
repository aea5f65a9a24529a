package sign

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

// real is a station of which is asked what became of a document, too.
type real interface {
	Services
	SignedForm(ctx context.Context, id office.ID) (office.SignedFile, bool, error)
	Discard(ctx context.Context, id office.ID) error
}

// copies are drafts of a real station that only the signature of the office finishes,
// before a clerk who has a key file.
func copies(t *testing.T, n int) (*Page, real, []office.ID) {
	t.Helper()
	s := stationtest.New(t)
	if _, _, err := s.TakePicture(t.Context(), "", sealPicture(t)); err != nil {
		t.Fatal(err)
	}
	ids := make([]office.ID, n)
	for i := range n {
		ids[i] = stationtest.Checked(t, s, office.Document{Type: "quyet-dinh", Number: fmt.Sprint(i + 1), Symbol: "QĐ-UBND", Subject: "Về việc thử", Secrecy: office.Ordinary}, office.TrueCopy).ID
	}
	p := shown(t, s)
	p.Drop([]string{stationtest.KeyFile(t)})
	kit.Settle()
	return p, s, ids
}

// sealPicture is a red seal, as a file of the test.
func sealPicture(t *testing.T) string {
	t.Helper()
	const side = 400
	seal := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			if d := math.Hypot(float64(x-side/2), float64(y-side/2)); d > 170 && d < 195 || d < 40 {
				seal.SetNRGBA(x, y, color.NRGBA{R: 200, A: 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, seal); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "dấu.png")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// typeWord types the password of the key file as a clerk does.
func typeWord(p *Page, word string) {
	test.Type(secretOf(wordOf(p)), word)
	secretOf(wordOf(p)).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	kit.Settle()
}

func TestOnAStationTheKeyIsOpenedOnceAndEachDocumentIsSignedWhereItWasWished(t *testing.T) {
	p, s, ids := copies(t, 3)
	typeWord(p, "sai")
	if !wordOf(p).Bad() || p.held != nil || !secretOf(wordOf(p)).Empty() {
		t.Fatal("a wrong password was not told beside its field")
	}
	typeWord(p, stationtest.Password)
	if p.held == nil || p.held.Certificate.Subject != stationtest.Office().Name || focused(p) != fyne.Focusable(p.how.act) {
		t.Fatalf("held %+v, focus %T, told %q", p.held, focused(p), p.keys.told.Said())
	}
	p.bring(p.wait.Find(ids[1]), true)
	kit.Settle()
	p.how.look.SetSelected(kit.T("sign.look-seal"))
	kit.Settle()
	before := p.front.view.Spot
	if p.front.leaves.View.OnMark == nil {
		t.Fatalf("%q of %v cannot be moved; noted %q", p.front.view.Look, p.how.choices, p.front.view.Notes)
	}
	p.front.leaves.View.OnMark(before.X-30, 150, true)
	kit.Settle()
	moved := p.front.view.Spot
	if moved.Y == before.Y || moved.X == before.X {
		t.Fatalf("it lies at %+v after it was moved", moved)
	}
	p.tick(true, p.wait.Lines...)
	p.Finish()
	kit.Settle()
	if got := states(p.wait); len(got) != 3 || slices.ContainsFunc(p.wait.Lines, func(l *office.SigningLine) bool { return l.State != office.SigningDone }) {
		t.Fatalf("%v: %q", got, p.front.callout.Said())
	}
	for i, id := range ids {
		f, signed, err := s.SignedForm(t.Context(), id)
		if err != nil || !signed {
			t.Fatal(err)
		}
		at := f.Parts[0].Spot
		if at == nil || f.Parts[0].Look != office.LookSeal || (at.X == moved.X && at.Y == moved.Y) != (i == 1) {
			t.Errorf("%d is signed as %q at %+v", i, f.Parts[0].Look, at)
		}
	}
	if got := states(p.owe); len(got) != 3 || p.how.stamp.Objects == nil {
		t.Errorf("what was signed without a time-stamp server owes nothing: %v", got)
	}
}

func TestOnAStationADocumentThatWasTakenAwayMeanwhileFailsAlone(t *testing.T) {
	p, s, ids := copies(t, 2)
	typeWord(p, stationtest.Password)
	p.tick(true, p.queue.Lines...)
	lines := p.queue.Ticked()
	gone := lines[0].Row.ID
	if err := s.Discard(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	p.sign(lines) // before the page has heard of it
	kit.Settle()
	for _, id := range ids {
		if _, signed, err := s.SignedForm(t.Context(), id); signed != (id != gone) || err != nil {
			t.Errorf("signed: %v, %v", signed, err)
		}
	}
	if len(p.wait.Lines) != 1 || p.wait.Lines[0].State != office.SigningDone || p.whys[gone].Said == "" {
		t.Errorf("%v, told %v", states(p.wait), p.whys)
	}
}

func TestOnAStationAKeyThatWasPutAwaySignsNothingMore(t *testing.T) {
	p, s, ids := copies(t, 1)
	typeWord(p, stationtest.Password)
	test.Tap(&p.how.key.away.Button)
	kit.Settle()
	p.tick(true, p.queue.Lines...)
	p.Finish()
	kit.Settle()
	if _, open := s.HeldKey(); open || p.held != nil || !p.keys.content.Visible() || p.keys.way.place != office.KeyInFile {
		t.Errorf("open %v, the keys in sight %v", open, p.keys.content.Visible())
	}
	if _, signed, err := s.SignedForm(t.Context(), ids[0]); signed || err != nil {
		t.Error("signed without a key", err)
	}
}

func TestWhatWasFinishedOfLateIsOfferedTogetherAndUnticked(t *testing.T) {
	s := stationtest.New(t)
	for i := range 3 {
		stationtest.Digitised(t, s, office.Document{Type: "cong-van", Number: fmt.Sprint(i + 1), Symbol: "UBND", Subject: "Về việc thử", Secrecy: office.Ordinary})
	}
	p := shown(t, s)
	if p.queue != p.may || len(p.may.Ticked()) != 0 || len(p.may.Lines) != 3 || len(p.wait.Lines) != 0 {
		t.Fatalf("what was finished is not in front, or is ticked: %v; waiting %v", states(p.may), states(p.wait))
	}
	if got := p.list.doors[2]; !got.Visible() || p.how.ticked.Text != kit.T("sign.ticked", 0, 3) {
		t.Errorf("the door is in sight %v, counted %q", got.Visible(), p.how.ticked.Text)
	}
	p.Drop([]string{stationtest.KeyFile(t)})
	kit.Settle()
	typeWord(p, stationtest.Password)
	p.tick(true, p.may.Lines[:2]...)
	p.Finish()
	kit.Settle()
	if done := p.may.All(isDone); len(done) != 2 || p.may.Waits() != 1 {
		t.Fatalf("%v: %q", states(p.may), p.front.callout.Said())
	}
	for _, l := range p.may.All(isDone) {
		if _, signed, err := s.SignedForm(t.Context(), l.Row.ID); err != nil || !signed {
			t.Errorf("%s is told as signed: %v", l.Row.ID, err)
		}
	}
	p.Leave()
	p.Enter()
	kit.Settle()
	if got := states(p.may); len(got) != 1 || len(p.owe.Lines) != 2 {
		t.Errorf("signed, and still offered: %v; owing %v", got, states(p.owe))
	}
}

func TestWhoComesFindsTheFirstQueueThatHoldsSomething(t *testing.T) {
	p, _, _ := copies(t, 1)
	typeWord(p, stationtest.Password)
	p.tick(true, p.wait.Lines...)
	p.Finish()
	kit.Settle()
	if p.queue != p.wait || len(p.owe.Lines) != 1 {
		t.Fatalf("the queue in front was left while the clerk is here; owing %v", states(p.owe))
	}
	p.Leave()
	p.Enter()
	kit.Settle()
	if p.queue != p.owe || p.front.line == nil {
		t.Errorf("an empty queue is in front, and %v wait", states(p.owe))
	}
	p.turnTo(p.wait)
	p.Changed()
	kit.Settle()
	if p.queue != p.wait {
		t.Error("the empty queue that the clerk chose was taken away")
	}
}
