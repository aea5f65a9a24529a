package office

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func sample() Office {
	return Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ", Owner: "Ủy ban nhân dân tỉnh Mẫu"}
}

func TestAnOfficeNeedsItsFullName(t *testing.T) {
	for _, name := range []string{"UBND xã A", "UBND", "HĐND xã Mẫu Sơn", "Ủy ban nhân dân X. Mẫu", "Ủy ban nhân dân TP Mẫu",
		"Ubnd xã Mẫu Sơn", "U.B.N.D xã Mẫu", "Sở KH&ĐT tỉnh Mẫu", "Phòng GDĐT Mẫu", "Trường PTDT Mẫu"} {
		o := sample()
		o.Name = name
		if err := o.Validate(); !errors.Is(err, OfficeNameShortened) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"Ủy ban nhân dân xã Mẫu Sơn", "Ủy ban nhân dân xã A", "Ủy ban nhân dân xã Ia Mơ", "Ủy ban nhân dân phường 12", "Ban Chỉ huy Khu XV",
		"ỦY BAN NHÂN DÂN XÃ ĐẮK R’TÍH", "Ủy ban nhân dân xã Y Tý", "Trung tâm Phục vụ hành chính công phường Mẫu"} {
		o := sample()
		o.Name = name
		if err := o.Validate(); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestAnOfficeWithoutANameIsAskedForIt(t *testing.T) {
	for _, name := range []string{"", "  ", ". ,"} {
		o := sample()
		o.Name = name
		if err := o.Validate(); !errors.Is(err, NoOfficeName) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestWhatIsMissingIsAskedForByItsName(t *testing.T) {
	o := sample()
	o.Code = " "
	if err := o.Validate(); !errors.Is(err, NoOfficeCode) {
		t.Errorf("no code: %v", err)
	}
	if err := (Clerk{Name: " "}).Validate(); !errors.Is(err, NoClerkName) {
		t.Errorf("no name: %v", err)
	}
}

func TestTheAddressOnEveryMarkLeadsToAPage(t *testing.T) {
	for _, good := range []string{"", "https://tracuu.example.vn", "http://tracuu.example.vn:8080/van-ban?ma=", "tracuu.mauson.example.gov.vn/van-ban", "https://tra-cuu.example", "https://xãmẫu.example.vn"} {
		o := sample()
		o.Lookup = good
		if err := o.Validate(); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"javascript:alert(1)", "javascript://example.vn/%0aalert(1)", "file:///etc/passwd", "xã Mẫu Sơn", "hỏi văn phòng", "https://", "https://a", "ftp://example.vn",
		"https://ngân-hàng.example@kẻ-xấu.example", "https://example.vn/a b", "https://-a.vn", "..", "a\nb.vn"} {
		o := sample()
		o.Lookup = bad
		if err := o.Validate(); !errors.Is(err, BadLookupAddress) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestSpacesThatSlipInAreTidiedAway(t *testing.T) {
	o := Office{Name: "  Ủy ban nhân dân\n xã  Mẫu Sơn ", Code: " h49.10.02 ", System: "Trạm ", Owner: " Ủy ban nhân dân tỉnh Mẫu"}
	if o = o.Tidy(); o != (Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm", Owner: "Ủy ban nhân dân tỉnh Mẫu"}) {
		t.Errorf("tidied to %+v", o)
	}
	if c := (Clerk{Name: "Nguyễn  Văn Mẫu\n", Position: " Công chức"}).Tidy(); c != (Clerk{Name: "Nguyễn Văn Mẫu", Position: "Công chức"}) {
		t.Errorf("tidied to %+v", c)
	}
}

func TestEveryPeopleOfTheCountryCanWriteItsName(t *testing.T) {
	for _, name := range []string{"H’Hen Niê", "H' Hen Niê", "Y Bhăm Niê Kdăm", "K’Brông", "Ksor Phước", "Giàng A Páo", "Lò Thị Mẫu"} {
		if err := (Clerk{Name: name}).Validate(); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestAPaperIsKnownHoweverItIsTyped(t *testing.T) {
	for typed, want := range map[string]string{"A4": "A4", "a4": "A4", " A3 ": "A3", "letter": "Letter", "f4": "F4", "": "", "B9": "", "210x297": ""} {
		if got, known := PaperNamed(typed); got != want || known != (want != "") {
			t.Errorf("%q is %q, %v", typed, got, known)
		}
	}
}

func TestANamedPaperNeverStretchesThePicture(t *testing.T) {
	for _, c := range []struct{ w, h int }{{1654, 2339}, {2339, 1654}, {1000, 1000}, {3000, 500}, {1, 1}} {
		p, known := Page{Width: c.w, Height: c.h}.OnPaper("A4")
		w, h := p.SizeMM()
		if stretch := p.DPIX / p.DPIY; !known || stretch < 0.98 || stretch > 1.02 {
			t.Errorf("%d×%d: %.0f × %.0f dpi", c.w, c.h, p.DPIX, p.DPIY)
		}
		if max(w, h) > 297.1 || min(w, h) > 210.1 || max(w, h) < 296.9 && min(w, h) < 209.9 {
			t.Errorf("%d×%d becomes %.1f × %.1f mm", c.w, c.h, w, h)
		}
	}
}

func TestAnOfficeCodeFollowsDecision20(t *testing.T) {
	for code, good := range map[string]bool{
		"H49": true, "H49.10.02": true, "G12.99.A1": true, "h49.10": false, "000.00.00.H49": false, "H49..1": false,
		"H49.": false, "": false, "H49.1234567890123456789012345678901": true, "H49.12345678901234567890123456789012": false,
	} {
		o := sample()
		o.Code = code
		if got := o.Validate() == nil; got != good {
			t.Errorf("%q accepted = %v", code, got)
		}
	}
}

func TestALookupCodeSurvivesTypingAndFindsEverySlip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := NewLookupCode()
		if back, err := ParseLookupCode(string(code)); err != nil || back != code {
			t.Fatalf("%s read back as %s, %v", code, back, err)
		}
		b := []byte(code)
		i := rapid.IntRange(0, len(b)-1).Filter(func(i int) bool { return b[i] != '-' }).Draw(t, "place")
		wrong := lookupAlphabet[rapid.IntRange(0, 28).Draw(t, "symbol")]
		if wrong != b[i] {
			b[i] = wrong
			if _, err := ParseLookupCode(string(b)); err == nil {
				t.Fatalf("%s passed for %s", b, code)
			}
		}
	})
}

func TestNewerIDsSortLaterAndReadBack(t *testing.T) {
	now := time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)
	ids := []ID{NewID(now), NewID(now.Add(time.Millisecond)), NewID(now.Add(time.Hour))}
	if !slices.IsSorted(ids) {
		t.Errorf("not in order: %v", ids)
	}
	for _, id := range ids {
		if back, err := ParseID(string(id)); err != nil || back != id {
			t.Errorf("%s read back as %s, %v", id, back, err)
		}
		if b := id.Bytes(); b[6]>>4 != 7 || b[8]>>6 != 2 {
			t.Errorf("%s is no UUIDv7", id)
		}
	}
}

func TestTheCopyMatrixOfDecree30(t *testing.T) {
	for _, c := range []struct {
		form   Form
		source Source
		ok     bool
	}{
		{TrueCopy, PaperPrincipal, true}, {TrueCopy, "", true}, {TrueCopy, ElectronicFile, false}, {TrueCopy, PaperTrueCopy, false},
		{CopyOf, PaperTrueCopy, true}, {CopyOf, "", true}, {CopyOf, PaperPrincipal, false},
		{Extract, PaperPrincipal, true}, {Extract, ElectronicFile, true}, {Plain, PaperOther, true}, {Plain, ElectronicFile, false},
	} {
		_, err := c.form.AllowPaperToData(c.source)
		if (err == nil) != c.ok || err != nil && !errors.Is(err, CopyNotAllowed) {
			t.Errorf("%s from %q: %v", c.form, c.source, err)
		}
	}
}

func TestAnUnknownSourceOrFormIsToldAsThat(t *testing.T) {
	if _, err := Plain.AllowPaperToData("giay-gi-do"); !errors.Is(err, UnknownSource) {
		t.Error(err)
	}
	if _, err := ParseForm("bản sao"); !errors.Is(err, UnknownForm) {
		t.Error(err)
	}
	for typed, want := range map[string]Form{"": Plain, "SAO Y": TrueCopy, "sao-y": TrueCopy, " Trích  sao ": Extract, "SAO LỤC": CopyOf} {
		if got, err := ParseForm(typed); err != nil || got != want {
			t.Errorf("%q is %q, %v", typed, got, err)
		}
	}
}

func TestWhatIsTypedOfADocumentBecomesOneLine(t *testing.T) {
	d := Document{Subject: " Về việc\r\n thử\x1b[31m \x00nghiệm\t", Number: " 15 "}
	if d = d.Tidy(); d.Subject != "Về việc thử[31m nghiệm" || d.Number != "15" {
		t.Errorf("tidied to %q, %q", d.Subject, d.Number)
	}
}

func TestASecretDocumentIsRefusedBeforeAnythingElse(t *testing.T) {
	d := Document{Secrecy: Secret, Number: "a number that is far too long"}
	if err := d.Validate(); !errors.Is(err, SecretAtTheDoor) {
		t.Errorf("got %v", err)
	}
	if f, ok := FailureIn(d.Validate()); !ok || f.Said != "Văn bản có độ mật “Mật” không được đưa vào phần mềm này. Không tệp nào được lưu." {
		t.Errorf("said %q", f.Said)
	}
}

func TestTurningFourTimesComesBack(t *testing.T) {
	for o := 1; o <= 8; o++ {
		seen := map[int]bool{}
		for turn := range 4 {
			seen[Page{Orientation: o, Turn: turn}.Upright()] = true
		}
		if len(seen) != 4 || (Page{Orientation: o, Turn: 4}).Upright() != o {
			t.Errorf("orientation %d turns through %v", o, seen)
		}
	}
}

func TestFoldIgnoresAccentsHoweverTheyAreWritten(t *testing.T) {
	for in, want := range map[string]string{
		"Ủy ban ĐỒNG Đăng": "uy ban dong dang", "Quye\u0302\u0301t đi\u0323nh": "quyet dinh", "ỡ ẵ ự ỵ": "o a u y",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q", in, got)
		}
	}
}

func TestADateIsReadAsClerksWriteIt(t *testing.T) {
	for in, want := range map[string]string{"23/11/2026": "2026-11-23", "3/5/2026": "2026-05-03", "2026-11-23": "2026-11-23", "": ""} {
		if got, err := ParseDate(in); err != nil || got != want {
			t.Errorf("ParseDate(%q) = %q, %v", in, got, err)
		}
	}
	if _, err := ParseDate("31/02/2026"); !errors.Is(err, BadDate) {
		t.Errorf("31 February: %v", err)
	}
}

func TestNumberAndSymbolAreWrittenAsOnPaper(t *testing.T) {
	for want, of := range map[string][2]string{"15/QĐ-UBND": {"15", "QĐ-UBND"}, "15": {"15", ""}, "QĐ-UBND": {"", "QĐ-UBND"}, "": {}} {
		if got := Numbered(of[0], of[1]); got != want {
			t.Errorf("%q: %q", of, got)
		}
	}
}

func TestAMisreadCodeIsSolvedByItsCheck(t *testing.T) {
	for range 200 {
		code := NewLookupCode()
		typed := []byte(strings.ReplaceAll(string(code), "-", " "))
		typed[rand.IntN(4)] = "O01ILBU"[rand.IntN(7)]
		if got := LookupCodesLike(string(typed)); !slices.Equal(got, []LookupCode{code}) {
			t.Fatalf("%q of %s may mean %v", typed, code, got)
		}
		typed[5+rand.IntN(4)] = 'o'
		got := LookupCodesLike(string(typed))
		if !slices.Contains(got, code) || len(got) > len(lookupAlphabet) {
			t.Fatalf("%q of %s may mean %v", typed, code, got)
		}
	}
	for _, typed := range []string{"", "7K4M", "0000-0000-0000", string(NewLookupCode()), "O0O0 7K4M Q2XN", "đđđđ đđđđ đđđđ"} {
		if got := LookupCodesLike(typed); len(got) != 0 {
			t.Errorf("%q may mean %v", typed, got)
		}
	}
}

func TestWhatLooksLikeDIsFoldedAsD(t *testing.T) {
	for _, typed := range []string{"Đất", "Ðất", "ðất", "\u0189ất", "đất"} {
		if got := Fold(typed); got != "dat" {
			t.Errorf("%q is folded to %q", typed, got)
		}
	}
}

// TestIDsOfOneMillisecondSortInTheOrderInWhichTheyWereMade: lists that go by them tell what came first.
func TestIDsOfOneMillisecondSortInTheOrderInWhichTheyWereMade(t *testing.T) {
	now := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	before, seen := NewID(now), map[ID]bool{}
	for i := range 2000 {
		id := NewID(now)
		if id <= before || seen[id] {
			t.Fatalf("the %dth, %s, is not behind %s", i, id, before)
		}
		if _, err := ParseID(string(id)); err != nil {
			t.Fatal(err)
		}
		before, seen[id] = id, true
	}
	for range 10_000 { // more than one program makes within a millisecond: no two are alike
		if id := NewID(now); seen[id] {
			t.Fatal(id)
		} else {
			seen[id] = true
		}
	}
}

// TestNothingThatNoEyeSeesIsKept of what was copied out of other programs.
func TestNothingThatNoEyeSeesIsKept(t *testing.T) {
	r := Registered{To: "UBND tỉnh\u200b\n\ufeffSở\u00adVí dụ\u200e", Document: Document{Subject: "\ufeffVề việc công\u200btác\u00ad hè\u00a0này", Number: "0\u20605"}}.Tidy()
	if r.To != "UBND tỉnh\nSởVí dụ" || r.Document.Subject != "Về việc côngtác hè này" || r.Document.Number != "05" {
		t.Errorf("%q %q %q", r.To, r.Document.Subject, r.Document.Number)
	}
}
