package records

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// signedForm is a signed form with these parts, each made an hour after the one
// before.
func signedForm(owes bool, parts ...office.SignedPart) *office.SignedFile {
	f := &office.SignedFile{ID: "f", Base: office.DigestOf([]byte("pdf")), BaseSize: 4 << 20, Owes: owes}
	for i, p := range parts {
		p.At, p.Size, p.Whole = now.Add(time.Duration(i)*time.Hour), 48<<10, office.DigestOf([]byte{byte(i)})
		f.Parts = append(f.Parts, p)
	}
	return f
}

var (
	byOffice = office.SignedPart{Step: "sign", Actor: "Nguyễn Văn Mẫu", Role: office.ByOffice, Signer: "Ủy ban nhân dân xã Mẫu Sơn", Level: office.LevelB}
	byPerson = office.SignedPart{Step: "sign", Actor: "Trần Thị Ví Dụ", Role: office.ByPerson, Signer: "Trần Thị Ví Dụ", Level: office.LevelT}
	extended = office.SignedPart{Step: "extend", Actor: "Nguyễn Văn Mẫu", Level: office.LevelLT}
)

// inFront is the page with its third record in front.
func inFront(t *testing.T, a *archive) *Page {
	t.Helper()
	if a.records = 30; a.told == nil {
		a.told = map[office.ID]office.Withdrawal{}
	}
	p := shown(t, a)
	p.SignRecord = func(office.ID) {}
	p.finder.List.Select(2)
	kit.Settle()
	return p
}

// said is all that labels say below an object, a line each.
func said(o fyne.CanvasObject) string {
	var b strings.Builder
	for _, each := range test.LaidOutObjects(o) {
		if l, ok := each.(*widget.Label); ok {
			b.WriteString(l.Text + "\n")
		}
	}
	return b.String()
}

func TestARecordTellsEverySignatureAndWhatTheyProveNow(t *testing.T) {
	attested := &office.Attestation{Role: office.ByOffice, Signer: "Ủy ban nhân dân xã Mẫu Sơn", At: now, Level: office.LevelB}
	for _, c := range []struct {
		name string
		form *office.SignedFile
		want []string
		not  string
	}{
		{"one, with debts", signedForm(true, byOffice), []string{"Ủy ban nhân dân xã Mẫu Sơn · cơ quan", "14:05 23/11/2026", "B-B, còn nợ dấu thời gian"}, "lúc ký"},
		{"one, made good", signedForm(false, byOffice, extended), []string{"14:05 23/11/2026\nmức B-B lúc ký", "B-LT, có dấu thời gian và đủ bằng chứng"}, "còn nợ"},
		{"two, stamped", signedForm(true, byOffice, byPerson), []string{"Chữ ký số 1/2", "Chữ ký số 2/2", "Trần Thị Ví Dụ · người có thẩm quyền", "B-T, có dấu thời gian, còn nợ tin thu hồi"}, "còn nợ dấu thời gian"},
		{"none, but attested", nil, []string{"Lúc ký: mức B-B, còn nợ dấu thời gian"}, "Mức hiện nay"},
	} {
		p := inFront(t, &archive{signed: attested, form: c.form})
		told := said(p.detail.facts)
		for _, want := range c.want {
			if !strings.Contains(told, want) {
				t.Errorf("%s: %q is not told in\n%s", c.name, want, told)
			}
		}
		if strings.Contains(told, c.not) {
			t.Errorf("%s: %q is told in\n%s", c.name, c.not, told)
		}
	}
}

func TestARecordThatWasSignedMeanwhileIsToldAsItIsNowWhereTheClerkLooks(t *testing.T) {
	a := &archive{}
	p := inFront(t, a)
	p.Turn(1)
	a.form = signedForm(true, byOffice)
	p.Leave()
	p.Enter()
	kit.Settle()
	if !strings.Contains(said(p.detail.facts), "B-B, còn nợ") || p.detail.leaves.Where() != "2/3" {
		t.Errorf("at %s, told\n%s", p.detail.leaves.Where(), said(p.detail.facts))
	}
	a.form = signedForm(false, byOffice, extended)
	p.Changed()
	kit.Settle()
	if !strings.Contains(said(p.detail.facts), "B-LT") || len(p.detail.journal.Content.Objects) != 5 {
		t.Errorf("%d steps, told\n%s", len(p.detail.journal.Content.Objects), said(p.detail.facts))
	}
}

func TestTheFileThatIsToldIsTheOneThatIsHandedOut(t *testing.T) {
	form := signedForm(true, byOffice)
	p := inFront(t, &archive{form: form})
	told := said(p.detail.facts)
	if !strings.Contains(told, string(form.PDF())) || strings.Contains(told, string(form.Base)) {
		t.Errorf("told\n%s", told)
	}
}

func TestASpareSignatureDoesNotHideWhyNoneWasNeeded(t *testing.T) {
	c := office.Conversion{Exception: &office.SignatureException{LegalBasis: "Khoản 2 Điều 9 Nghị định mẫu"}}
	want := kit.Fact{Name: kit.T("facts.then"), Value: kit.T("facts.unsigned", "Khoản 2 Điều 9 Nghị định mẫu")}
	if facts := kit.FactsNow(c, *signedForm(true, byOffice), nil); !slices.Contains(facts, want) {
		t.Errorf("%q is not told among %q", want.Value, facts)
	}
}
