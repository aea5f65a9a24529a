package printing

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
	"tram/ui/kit/kittest"
)

// headed has what stands at the head of a decision, and what was told before of whose it is.
func headed() *station {
	s := newStation()
	s.heading = office.Heading{Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Issued: "2026-03-05", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Subject: "Về việc thử"}
	s.used = office.Used{Issuers: []string{"Ủy ban nhân dân tỉnh Mẫu", "Sở Nội vụ"}, Symbols: []string{"QĐ-UBND", "CV-SNV"}, Systems: []office.UsedSystem{
		{Name: "Trục liên thông", Owner: "Văn phòng Chính phủ", Parts: []office.SystemPart{office.Sent}, Issuer: "Sở Nội vụ"},
		{Name: "Hệ thống quản lý văn bản", Owner: "Ủy ban nhân dân tỉnh Mẫu", Parts: []office.SystemPart{office.Created, office.Sent}, Issuer: "Ủy ban nhân dân tỉnh Mẫu"},
	}}
	return s
}

func TestWhatIsSuggestedIsNobodysWordUntilTheClerkTakesItAndCanBeTakenBack(t *testing.T) {
	s := headed()
	p := with(t, s, "quyết định.pdf")
	record := func() office.Conversion {
		p.Save()
		kit.Settle()
		return s.records[p.act.Conversion.ID]
	}
	if got := record(); got.Document != (office.Document{}) || len(got.Message.Systems) != 0 {
		t.Fatalf("suggested only, and on record: %+v, %+v", got.Document, got.Message.Systems)
	}
	var all []string
	for _, key := range p.form.Suggested() {
		all = append(all, p.form.SaidOf(key))
	}
	said := strings.Join(all, "|")
	for _, want := range []string{"Quyết định", "15", "QĐ-UBND", "05/03/2026", "Ủy ban nhân dân tỉnh Mẫu", "Về việc thử", "Hệ thống quản lý văn bản"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not suggested: %s", want, said)
		}
	}
	if strings.Contains(said, "Trục liên thông") {
		t.Error("the system of another issuer is suggested")
	}
	test.Type(kittest.Line(p.form, "number"), "7")
	for len(p.form.Suggested()) > 0 {
		p.form.TakeSuggested(p.form.Suggested()[0])
	}
	want := office.Document{Type: "quyet-dinh", Number: "7", Symbol: "QĐ-UBND", Issued: "2026-03-05", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Subject: "Về việc thử"}
	if got := record(); got.Document != want || len(got.Message.Systems) != 2 {
		t.Errorf("taken: %+v, %+v", got.Document, got.Message.Systems)
	}
	if len(p.form.Suggested()) > 0 {
		t.Error("nothing is left to suggest, and it stands there")
	}
	p.Undo()
	if got := record(); len(got.Message.Systems) != 0 || !slices.Equal(p.form.Suggested(), []string{"systems"}) {
		t.Errorf("the last was taken back: %+v, %v", got.Message.Systems, p.form.Suggested())
	}
	for range all[2:] {
		p.Undo()
	}
	if got := record(); got.Document != (office.Document{Number: "7"}) || len(p.form.Suggested()) != len(all)-1 {
		t.Errorf("taken back: %+v, %v", got.Document, p.form.Suggested())
	}
}

func TestWordsOfRecordsOfLateAreOfferedAndTakenByAKeyAlone(t *testing.T) {
	s := headed()
	s.heading = office.Heading{}
	p := with(t, s, "quyết định.pdf")
	key := func(on fyne.Focusable, name fyne.KeyName) { on.TypedKey(&fyne.KeyEvent{Name: name}) }
	issuer := p.form.Input("issuer").(*kit.Offered)
	p.desk.Focus(issuer)
	key(issuer, fyne.KeyReturn)
	if issuer.Text != "" {
		t.Fatalf("Enter alone took %q", issuer.Text)
	}
	test.Type(issuer, "noi vu")
	key(issuer, fyne.KeyDown)
	key(issuer, fyne.KeyReturn)
	if issuer.Text != "Sở Nội vụ" {
		t.Errorf("Down and Enter took %q", issuer.Text)
	}
	name := p.form.systems.rows[0].Input("name").(*kit.Offered)
	p.desk.Focus(name)
	key(name, fyne.KeyDown)
	key(name, fyne.KeyDown)
	key(name, fyne.KeyReturn)
	kit.Settle()
	got := s.records[p.act.Conversion.ID].Message.Systems
	if !slices.Equal(got, []office.InfoSystem{{Part: office.Created, Name: "Hệ thống quản lý văn bản", Owner: "Ủy ban nhân dân tỉnh Mẫu"}, {Part: office.Sent, Name: "Hệ thống quản lý văn bản", Owner: "Ủy ban nhân dân tỉnh Mẫu"}}) {
		t.Errorf("taken: %+v", got)
	}
}

// What was read on the original is shown as it stands there.
func TestASuggestionIsShownWithItsStripOfTheOriginal(t *testing.T) {
	s := headed()
	p := with(t, s, "quyết định.pdf")
	h, opened := office.Heading{Number: "15"}, s.opened
	if got := p.strips(t.Context(), "m", h); got != nil || s.opened > opened {
		t.Errorf("what was read nowhere is shown: %v", got)
	}
	h.Seen.Number = office.Strip{Page: 2, Box: [4]float64{0.1, 0.1, 0.3, 0.12}}
	got := p.strips(t.Context(), "m", h)
	if len(got) != 1 || got["number"] == nil || got["number"].Bounds().Dx() < described.StripSide/4 {
		t.Errorf("the strips are %v", got)
	}
}
