package convert

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tram/assets"
	"tram/local/office"
)

// ready is a conversion that meets every condition.
func ready() office.Conversion {
	page := office.Page{ID: "p1", Media: office.JPEG, Width: 1654, Height: 2339, DPIX: 200, DPIY: 200}
	return office.Conversion{
		ID: office.NewID(time.Unix(0, 0)), State: office.Checked, Form: office.Plain, Source: office.PaperPrincipal,
		Document: office.Document{Type: "quyet-dinh", Secrecy: office.Ordinary},
		Office:   office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"}, Clerk: office.Clerk{Name: "Nguyễn Văn Mẫu"},
		FromPaper: office.FromPaper{Pages: []office.Page{page}, PaperPages: 1, Viewed: []office.ID{"p1"}},
	}
}

func lawOf(t *testing.T) *Desk {
	t.Helper()
	types, err := office.DecodeTypes(assets.Types)
	if err != nil {
		t.Fatal(err)
	}
	return &Desk{Types: types, Clock: office.SystemClock{}}
}

// TestADocumentThatIsFoundByItsCodeAloneOwesItsWords: the act stands, and says so.
func TestADocumentThatIsFoundByItsCodeAloneOwesItsWords(t *testing.T) {
	d := lawOf(t)
	for words, met := range map[office.Document]office.Met{
		{}:                                office.IsOwed,
		{Issued: "2026-11-20"}:            office.IsOwed,
		{Number: "15", Symbol: "QĐ-UBND"}: office.IsMet,
		{Subject: "Về việc thành lập tổ"}: office.IsMet,
	} {
		c := ready()
		words.Type, words.Secrecy = c.Document.Type, c.Document.Secrecy
		c.Document = words
		if all := d.weigh(c); all[0].Point != "Luật GDĐT 12.1b" || all[0].Met != met || firstMissing(all) != nil {
			t.Errorf("%+v: %+v", words, all[0])
		}
	}
}

// TestTakingAnyConditionAwayRefusesTheAct is D4.0: remove one, and finishing is
// refused with the point's name.
func TestTakingAnyConditionAwayRefusesTheAct(t *testing.T) {
	d := lawOf(t)
	if err := firstMissing(d.weigh(ready())); err != nil {
		t.Fatalf("a conversion that meets all: %v", err)
	}
	for point, spoil := range map[string]func(*office.Conversion){
		"Luật GDĐT 12.1b":              func(c *office.Conversion) { c.Document.Type = "" },
		"NĐ 137 4.2a":                  func(c *office.Conversion) { c.PaperPages = 2 },
		"Luật GDĐT 12.1a":              func(c *office.Conversion) { c.Viewed = nil },
		"NĐ 30 PL I":                   func(c *office.Conversion) { c.Pages[0].DPIX = 0 },
		"NĐ 137 4.1b":                  func(c *office.Conversion) { c.Form = office.Certified },
		"NĐ 30 Điều 25":                func(c *office.Conversion) { c.Form, c.Source = office.CopyOf, office.PaperPrincipal },
		"NĐ 137 6.1":                   func(c *office.Conversion) { c.Document.Secrecy = office.TopSecret },
		"Luật GDĐT 12.1d, NĐ 137 4.2đ": func(c *office.Conversion) { c.Document.Type = "giay-phep" },
	} {
		c := ready()
		spoil(&c)
		err := firstMissing(d.weigh(c))
		told, _ := office.FailureIn(err)
		if !errors.Is(err, NotAllMet) || told.Next == "" {
			t.Errorf("without %s: %v, next %q", point, err, told.Next)
		}
		if want := NotAllMet.About(point, "", "").Said[:len("Chưa hoàn thành được: thiếu điều kiện ")+len(point)]; len(told.Said) < len(want) || told.Said[:len(want)] != want {
			t.Errorf("without %s it says %q", point, told.Said)
		}
	}
}

// TestNothingIsSaidOfPagesThatAreNotThere: no tick on what nobody could look at.
func TestNothingIsSaidOfPagesThatAreNotThere(t *testing.T) {
	c := ready()
	c.Pages, c.Viewed, c.PaperPages = nil, nil, 0
	n := 0
	for _, k := range lawOf(t).weigh(c) {
		if k.Part != office.PartPages && k.Part != office.PartPaper {
			continue
		}
		if n++; k.Met == office.IsMet {
			t.Errorf("%s, %s: %s", k.Point, k.Asks, k.Evidence)
		}
	}
	if n < 3 {
		t.Errorf("%d points about pages", n)
	}
}

func TestACopyNeedsTheOfficesSignatureAndSharpPages(t *testing.T) {
	d := lawOf(t)
	c := ready()
	c.Form = office.TrueCopy
	if told, _ := office.FailureIn(firstMissing(d.weigh(c))); !errors.Is(told, NotAllMet) || !strings.Contains(told.Said, "NĐ 30") {
		t.Fatalf("an unsigned copy: %v", told)
	}
	c.Signed = &office.Attestation{Role: office.ByOffice, Signer: "Ủy ban nhân dân xã Mẫu Sơn", At: noon, Level: office.LevelB}
	if err := firstMissing(d.weigh(c)); err != nil {
		t.Errorf("a signed copy: %v", err)
	}
	c.Pages[0].DPIX, c.Pages[0].DPIY = 150, 150
	if err := firstMissing(d.weigh(c)); !errors.Is(err, NotAllMet) {
		t.Errorf("a copy at 150 dpi: %v", err)
	}
	c.Form = office.Plain
	if err := firstMissing(d.weigh(c)); err != nil {
		t.Errorf("a plain conversion at 150 dpi is flagged, not refused: %v", err)
	}
}

func TestOnlyALegalBasisSparesTheOfficesSignature(t *testing.T) {
	d := lawOf(t)
	c := ready()
	c.Document.Type = "giay-phep"
	if err := firstMissing(d.weigh(c)); !errors.Is(err, NotAllMet) || !d.NeedsSignature(c) {
		t.Fatalf("a licence without a signature: %v", err)
	}
	c.Exception = &office.SignatureException{LegalBasis: " "}
	if err := firstMissing(d.weigh(c)); !errors.Is(err, NotAllMet) {
		t.Errorf("a legal basis of spaces: %v", err)
	}
	c.Exception.LegalBasis = "Khoản 2 Điều 5 Nghị định ví dụ"
	if err := firstMissing(d.weigh(c)); err != nil || d.NeedsSignature(c) {
		t.Errorf("with its legal basis: %v", err)
	}
	for _, k := range d.weigh(c) {
		if k.Asks == "Chữ ký số của cơ quan" && !strings.Contains(k.Evidence, "Nghị định ví dụ") {
			t.Errorf("the evidence does not tell the basis: %q", k.Evidence)
		}
	}
}

func TestPagesThatChangedSinceTheCheckAreNoticed(t *testing.T) {
	a := ready().Pages
	b := append([]office.Page(nil), a...)
	b[0].Blank = office.Yes
	if !samePages(a, b) {
		t.Error("finding out that a page is blank counts as a change")
	}
	b[0].Turn = 1
	if samePages(a, b) {
		t.Error("a turned page went unnoticed")
	}
	if samePages(a, nil) {
		t.Error("a removed page went unnoticed")
	}
}

func TestOnlyPagesThatMayBeBlankAreLookedAtTheEmptiestFirst(t *testing.T) {
	page := func(id office.ID, size int64) office.Page {
		return office.Page{ID: id, Size: size, Width: 10, Height: 10}
	}
	got := likeliestBlank([]office.Page{page("dense", 400), page("blank", 40), page("usual", 380), page("thin", 200), page("usual too", 390)})
	if len(got) != 2 || got[0].ID != "blank" || got[1].ID != "thin" {
		t.Errorf("looks at %v", got)
	}
	if got := likeliestBlank([]office.Page{page("one", 400), page("other", 399)}); len(got) != 2 {
		t.Errorf("of a short document it looks at %v", got)
	}
}

func TestASignatureInAnotherNameThanTheOfficesIsTold(t *testing.T) {
	d, c := lawOf(t), ready()
	for _, s := range []struct {
		by   office.Attestation
		want office.Met
	}{
		{office.Attestation{Signer: c.Office.Name}, office.IsMet},
		{office.Attestation{Signer: "Văn thư", Organisation: strings.ToUpper(c.Office.Name)}, office.IsMet},
		{office.Attestation{Signer: "Nguyễn Văn Mẫu", Organisation: "Sở Ví dụ"}, office.IsOwed},
		{office.Attestation{Signer: "Nguyễn Văn Mẫu"}, office.IsOwed},
	} {
		c.Signed = &s.by
		for _, k := range d.weigh(c) {
			if k.Part == office.PartSignature && k.Met != s.want {
				t.Errorf("%+v: %s, %s", s.by, k.Met, k.Evidence)
			}
		}
		if err := firstMissing(d.weigh(c)); err != nil {
			t.Errorf("%+v: %v", s.by, err)
		}
	}
}

// TestWhatIsNoImageOfTheScannerIsTold: pages that were drawn, photographs, papers
// that the clerk chose, and how fine a drawn page was scanned.
func TestWhatIsNoImageOfTheScannerIsTold(t *testing.T) {
	d := lawOf(t)
	for said, spoil := range map[string]func(*office.Page){
		"Vẽ lại theo hình hiển thị":      func(p *office.Page) { p.Rendered = true },
		"Ảnh chụp, không đo được":        func(p *office.Page) { p.Photo, p.Paper = true, "A4" },
		"Trang 1 chụp nghiêng khoảng 4°": func(p *office.Page) { p.Photo, p.Paper, p.Turned = true, "A4", -4 },
		"Trang 1 chụp chéo":              func(p *office.Page) { p.Photo, p.Paper, p.Turned, p.Together = true, "A4", 4, 2 },
		"do người thực hiện chọn":        func(p *office.Page) { p.Paper = "A4" },
		"Dưới 200 dpi: trang 1 (90 d":    func(p *office.Page) { p.Rendered, p.Finest = true, 90 },
	} {
		c := ready()
		tells := func() bool {
			for _, k := range d.weigh(c) {
				if strings.Contains(k.Evidence, said) && !strings.Contains(k.Evidence, "tỷ lệ 100 %.") {
					return true
				}
			}
			return false
		}
		if tells() {
			t.Errorf("%q of a plain scan", said)
		}
		spoil(&c.Pages[0])
		if !tells() {
			t.Errorf("%q is not told", said)
		}
		if err := firstMissing(d.weigh(c)); err != nil {
			t.Errorf("%q refuses the act: %v", said, err)
		}
	}
}

// TestTheListNamesWhatADocumentIsFoundByAndNothingElse tells no field that nobody filled.
func TestTheListNamesWhatADocumentIsFoundByAndNothingElse(t *testing.T) {
	kind := office.DocumentType{Code: "quyet-dinh", Name: "Quyết định"}
	for said, d := range map[string]office.Document{
		"theo mã.":                       {},
		"theo mã, số.":                   {Number: "15"},
		"theo mã, ký hiệu, trích yếu.":   {Symbol: "QĐ-UBND", Subject: "Về việc thử"},
		"theo mã, số, cơ quan ban hành.": {Number: "15", Issuer: "Ủy ban nhân dân xã Mẫu Sơn"},
	} {
		if k := described(d, kind, nil); !strings.HasSuffix(k.Evidence, said) || (k.Met == office.IsOwed) != (d == office.Document{}) || k.Met == office.IsMissed {
			t.Errorf("%+v: %q, not %q", d, k.Evidence, said)
		}
	}
}

func TestNobodyHasSaidAGradeThatWasNotChosen(t *testing.T) {
	var c office.Conversion
	if k := ordinary(c); k.Met != office.IsMissed {
		t.Errorf("untouched, and the list says %q", k.Evidence)
	}
	c.Document.Secrecy = office.Ordinary
	if k := ordinary(c); k.Met != office.IsMet {
		t.Errorf("chosen, and the list says %q", k.Evidence)
	}
}
