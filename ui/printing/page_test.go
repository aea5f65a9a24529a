package printing

import (
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

// desk is a page on a window of the size that offices have.
func desk(t *testing.T, s *station) *Page {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), s)
	p.pace = time.Hour // the tests ask the printer themselves
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1148, 690))
	t.Cleanup(func() {
		p.Leave()
		p.Draft.Rest()
		kit.Settle()
	})
	p.Enter()
	kit.Settle()
	return p
}

// brought has a file on the desk.
func with(t *testing.T, s *station, file string) *Page {
	t.Helper()
	p := desk(t, s)
	p.Drop([]string{"/x/" + file})
	kit.Settle()
	if p.act == nil {
		t.Fatal("nothing lies on the desk")
	}
	return p
}

// tick is the box of one of office.SystemParts.
func tick(of *system, part int) *kit.Check {
	return of.Input("parts").(*fyne.Container).Objects[part].(*kit.Check)
}

// filled has typed what the law asks.
func filled(t *testing.T, s *station, file string, more ...func(*form)) *Page {
	t.Helper()
	p := with(t, s, file)
	f := p.form
	f.Grade.Field.SetSelected("Thường")
	f.Kind.Choose("quyet-dinh")
	kittest.Line(f, "number").SetText("15")
	kittest.Line(f, "symbol").SetText("QĐ-UBND")
	kittest.Line(f, "subject").SetText("Về việc kiện toàn Tổ công nghệ số cộng đồng")
	kittest.Line(f, "issuer").SetText("Ủy ban nhân dân tỉnh Mẫu")
	kittest.Line(f, "issued").SetText("20/11/2026")
	kittest.Line(f.systems.rows[0], "name").SetText("Hệ thống quản lý văn bản tỉnh Mẫu")
	kittest.Line(f.systems.rows[0], "owner").SetText("Ủy ban nhân dân tỉnh Mẫu")
	tick(f.systems.rows[0], 0).SetChecked(true)
	tick(f.systems.rows[0], 1).SetChecked(true)
	for _, do := range more {
		do(f)
	}
	p.Save()
	kit.Settle()
	return p
}

// made has the print copy.
func made(t *testing.T, s *station, file string, more ...func(*form)) *Page {
	t.Helper()
	p := filled(t, s, file, more...)
	press(p)
	if len(p.act.bare) == 0 {
		if p.act.stage() != ordering {
			t.Fatalf("stage %d after making the copy", p.act.stage())
		}
		p.endOrder()
		kit.Settle()
	}
	return p
}

// press does the main act.
func press(p *Page) {
	p.Finish()
	kit.Settle()
}

// printed has copies on paper, told and all.
func printed(t *testing.T, s *station, copies string, more ...func(*form)) *Page {
	t.Helper()
	p := made(t, s, "quyết định.pdf", more...)
	order1(p, copies)
	for p.act.stage() == queued {
		p.askPrinter()
		kit.Settle()
	}
	press(p)
	return p
}

// order1 sends an order for so many copies.
func order1(p *Page, copies string) {
	press(p)
	kittest.Line(p.order.form, "copies").SetText(copies)
	press(p)
}

func asCopy(f *form) {
	kittest.List(f, "form").SetSelected("SAO Y")
	kittest.Line(f, "place").SetText("Mẫu Sơn")
	kittest.Line(f, "position").SetText("CHỦ TỊCH")
	kittest.Line(f, "signer").SetText("Nguyễn Văn Mẫu")
	kittest.Line(f, "recipients").SetText("Như trên\nLưu: VT")
}

func TestAFileBecomesPaperThatIsToldAndFinished(t *testing.T) {
	s := newStation()
	p := printed(t, s, "2")
	id := p.act.Conversion.ID
	if got := s.records[id]; got.State != office.Finished || s.printouts[id][0].Came != 2 {
		t.Fatalf("state %s, came %d", got.State, s.printouts[id][0].Came)
	}
	if d := s.records[id].Document; d.Number != "15" || d.Symbol != "QĐ-UBND" || d.Issued != "2026-11-20" {
		t.Errorf("described as %+v", d)
	}
	if got := s.records[id].Message.Systems; len(got) != 2 || got[0].Part != office.Created || got[1].Part != office.Sent {
		t.Errorf("systems %+v", got)
	}
	if p.act.stage() != over || p.foot.main.Text != kit.T("printing.print-more") {
		t.Errorf("stage %d offers %q", p.act.stage(), p.foot.main.Text)
	}
}
