package mark

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

func TestDefaultsSayWhatTheDecreeAsks(t *testing.T) {
	at, name := "2026-11-23T14:05:09+07:00", "Ủy ban nhân dân xã Mẫu Sơn"
	copied := func(words string) []string {
		return []string{words, name, "Thời gian ký: " + at, "Người thực hiện: Nguyễn Văn Mẫu", "Mã tra cứu: 7K4M-Q2XN-9RT2"}
	}
	converted := []string{
		"VĂN BẢN ĐIỆN TỬ ĐƯỢC CHUYỂN ĐỔI TỪ VĂN BẢN GIẤY", "Thời gian chuyển đổi: " + at, "Cơ quan thực hiện: " + name,
		"Người thực hiện: Nguyễn Văn Mẫu, Công chức Văn phòng", "Mã tra cứu: 7K4M-Q2XN-9RT2",
	}
	dossier := append(append([]string{}, converted[:4]...), "Mã hồ sơ: H49.10.02-261123-0001", converted[4])
	want := map[office.Form][]string{
		office.Plain: converted, office.TrueCopy: copied("SAO Y"), office.CopyOf: copied("SAO LỤC"),
		office.Extract: copied("TRÍCH SAO"), office.Dossier: dossier,
	}
	for _, form := range markedForms() {
		if diff := cmp.Diff(want[form], composed(t, form)); diff != "" {
			t.Errorf("%s: %s", form, diff)
		}
	}
	if len(Defaults()) != 2*len(want) {
		t.Errorf("%d templates for two directions of %d forms", len(Defaults()), len(want))
	}
}

func TestDefaultsOfPaperSayWhatTheDecreeAsks(t *testing.T) {
	rest := []string{
		"Thời gian chuyển đổi: 2026-11-23T14:05:09+07:00", "Cơ quan thực hiện: Ủy ban nhân dân xã Mẫu Sơn",
		"Người thực hiện: Nguyễn Văn Mẫu, Công chức Văn phòng",
		"Hệ thống (khởi tạo, gửi): Hệ thống quản lý văn bản và điều hành – Chủ quản: Ủy ban nhân dân tỉnh Mẫu",
		"Hệ thống (nhận, lưu trữ): Trạm Công vụ xã Mẫu Sơn – Chủ quản: Ủy ban nhân dân xã Mẫu Sơn",
		"Địa chỉ: https://vanban.example.vn/7421", "Mã tra cứu: 7K4M-Q2XN-9RT2",
	}
	words := func(first ...string) []string { return append(first, rest...) }
	const converted = "VĂN BẢN GIẤY ĐƯỢC CHUYỂN ĐỔI TỪ THÔNG ĐIỆP DỮ LIỆU"
	for form, want := range map[office.Form][]string{
		office.Plain: words(converted), office.Dossier: words(converted, "Mã hồ sơ: H49.10.02-261123-0001"),
		office.TrueCopy: words("BẢN SAO Y TỪ VĂN BẢN ĐIỆN TỬ"), office.CopyOf: words("BẢN SAO LỤC TỪ VĂN BẢN ĐIỆN TỬ"),
		office.Extract: words("BẢN TRÍCH SAO TỪ VĂN BẢN ĐIỆN TỬ"),
	} {
		lines, err := Compose(onPaperOf(t, form), printed(form))
		if diff := cmp.Diff(want, lines); diff != "" || err != nil {
			t.Errorf("%s: %v %s", form, err, diff)
		}
	}
	f := printed(office.Plain)
	f.Message.Address, f.Office.Lookup = "", "https://tracuu.example.vn"
	lines, err := Compose(onPaperOf(t, office.Plain), f)
	if err != nil || len(lines) != 7 || lines[6] != "Mã tra cứu: 7K4M-Q2XN-9RT2, tra cứu tại https://tracuu.example.vn" {
		t.Errorf("without an address: %v %q", err, lines)
	}
}

func TestPaperThatTellsTooLittleIsRefused(t *testing.T) {
	whole := onPaperOf(t, office.Plain)
	without := func(words string) office.MarkTemplate {
		some := whole
		some.Lines = strings.Split(strings.ReplaceAll(strings.Join(whole.Lines, "\n"), words, ""), "\n")
		return some
	}
	for name, tpl := range map[string]office.MarkTemplate{
		"no time": without("{thoi-gian}"), "no office": without("{co-quan}"), "no person": without("{nguoi}"),
		"no systems": without("{cac-he-thong}"), "no statement": without(whole.Lines[0]),
	} {
		if err := Check(tpl); !errors.Is(err, MissingOnPaper) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Check(without("{dia-chi}")); err != nil {
		t.Errorf("the code is enough: %v", err)
	}
	addressed := without("{ma}")
	addressed.Lines[len(addressed.Lines)-1] = ""
	if err := Check(addressed); err != nil {
		t.Errorf("the address is enough: %v", err)
	}
	for name, empty := range map[string]func(*Facts){
		"system":  func(f *Facts) { f.Message.Systems = nil },
		"address": func(f *Facts) { f.Message.Address = " " },
	} {
		f := printed(office.Plain)
		empty(&f)
		if _, err := Compose(addressed, f); !errors.Is(err, EmptyFact) {
			t.Errorf("without %s: %v", name, err)
		}
	}
	other := template(t, office.Plain)
	other.Lines = append(slices.Clone(other.Lines), "{cac-he-thong}")
	if err := Check(other); !errors.Is(err, UnknownField) {
		t.Errorf("a field of the other direction: %v", err)
	}
}

func TestWhatIsEmptyIsLeftOut(t *testing.T) {
	f := sample(office.Dossier)
	f.Clerk.Position, f.Document.Dossier = " ", ""
	lines, err := Compose(template(t, office.Dossier), f)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(lines, "\n")
	if !strings.Contains(all, "Người thực hiện: Nguyễn Văn Mẫu\n") || strings.Contains(all, "hồ sơ") || strings.Contains(all, "Tra cứu tại") {
		t.Errorf("got:\n%s", all)
	}
	f.Office.Lookup = "https://tracuu.example.vn"
	lines, err = Compose(template(t, office.Dossier), f)
	if err != nil || lines[len(lines)-1] != "Tra cứu tại: https://tracuu.example.vn" {
		t.Errorf("the lookup address is missing: %v %v", lines, err)
	}
}

func TestDecomposedAccentsAreComposed(t *testing.T) {
	f := sample(office.Plain)
	f.Office.Name, f.Clerk.Name = norm.NFD.String(f.Office.Name), norm.NFD.String("Trần  Thị\tVí Dụ\n")
	lines, err := Compose(template(t, office.Plain), f)
	if err != nil {
		t.Fatal(err)
	}
	if lines[2] != "Cơ quan thực hiện: Ủy ban nhân dân xã Mẫu Sơn" || lines[3] != "Người thực hiện: Trần Thị Ví Dụ, Công chức Văn phòng" {
		t.Errorf("got %q", lines)
	}
}

func TestEveryVietnameseLetterHasAGlyph(t *testing.T) {
	letters := "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵfjwz" +
		"0123456789.,;:!?()/-–—“”‘’…%&+@#§°²³½×"
	if r, none := Missing(letters + strings.ToUpper(letters)); none {
		t.Errorf("no glyph for %q", r)
	}
}

func TestWhatTheFontCannotDrawIsRefusedByName(t *testing.T) {
	for _, name := range []string{"Nguyễn 漢 Mẫu", "Nguyễn Mẫu 😀", "Nguyễn \xff Mẫu", "Nguyễn\x07 Mẫu"} {
		f := sample(office.Plain)
		f.Clerk.Name = name
		if _, err := Compose(template(t, office.Plain), f); !errors.Is(err, NoGlyph) {
			t.Errorf("%q: %v", name, err)
		}
	}
	f := sample(office.Plain)
	f.Clerk.Name = "Nguyễn 漢 Mẫu"
	_, err := Compose(template(t, office.Plain), f)
	if told, _ := office.FailureIn(err); !strings.Contains(told.Said, "“漢”") {
		t.Errorf("the sentence does not name the character: %s", told.Said)
	}
}

func TestATemplateThatFailsTheDecreeIsRefused(t *testing.T) {
	plain, copied := template(t, office.Plain), template(t, office.TrueCopy)
	change := func(from office.MarkTemplate, lines ...string) office.MarkTemplate {
		from.Lines = lines
		return from
	}
	without := func(from office.MarkTemplate, words string) office.MarkTemplate {
		return change(from, strings.Split(strings.ReplaceAll(strings.Join(from.Lines, "\n"), words, ""), "\n")...)
	}
	sized := func(from office.MarkTemplate, pt float64) office.MarkTemplate {
		from.SizePt = pt
		return from
	}
	long := strings.Repeat("chữ ", 101)
	for name, c := range map[string]struct {
		t    office.MarkTemplate
		want office.Failure
	}{
		"no time":          {without(plain, "{thoi-gian}"), MissingField},
		"no office":        {without(plain, "{co-quan}"), MissingField},
		"no person":        {without(plain, "{nguoi}"), MissingField},
		"no statement":     {change(plain, plain.Lines[1:]...), MissingField},
		"copy not named":   {without(copied, "SAO Y"), MissingField},
		"unknown field":    {change(plain, append(plain.Lines, "{ngay-mai}")...), UnknownField},
		"empty field":      {change(plain, append(plain.Lines, "{}")...), UnknownField},
		"open field":       {change(plain, append(plain.Lines, "ở {ma")...), BadBrackets},
		"open group":       {change(plain, append(plain.Lines, "ở [{ma}")...), BadBrackets},
		"closed group":     {change(plain, append(plain.Lines, "ở {ma}]")...), BadBrackets},
		"group in a group": {change(plain, append(plain.Lines, "[{ma} [{ho-so}]]")...), BadBrackets},
		"group of words":   {change(plain, append(plain.Lines, "[số]")...), BadBrackets},
		"too many lines":   {change(plain, append(plain.Lines, make([]string, 12)...)...), TooManyLines},
		"too long a line":  {change(plain, append(plain.Lines, long)...), LineTooLong},
		"too small":        {sized(plain, 7), BadSize},
		"too large":        {sized(plain, 20), BadSize},
		"not a size":       {sized(plain, nan()), BadSize},
		"copy not 10 pt":   {sized(copied, 11), BadSize},
		"no glyph":         {change(plain, append(plain.Lines, "☃")...), NoGlyph},
		"not marked":       {office.MarkTemplate{Form: office.Notarised, Lines: plain.Lines, SizePt: 9}, UnmarkedForm},
	} {
		if err := Check(c.t); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Compose(c.t, sample(c.t.Form)); !errors.Is(err, c.want) {
			t.Errorf("%s: composed all the same: %v", name, err)
		}
	}
}

func TestFactsThatTheDecreeAsksMustBeThere(t *testing.T) {
	for name, empty := range map[string]func(*Facts){
		"time": func(f *Facts) { f.At = time.Time{} },
		"name": func(f *Facts) { f.Office.Name = "  " },
		"who":  func(f *Facts) { f.Clerk.Name = "" },
		"code": func(f *Facts) { f.Code = "" },
	} {
		f := sample(office.Plain)
		empty(&f)
		if _, err := Compose(template(t, office.Plain), f); !errors.Is(err, EmptyFact) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

func TestWordsThatFitNoSheetAreRefused(t *testing.T) {
	f := sample(office.Plain)
	f.Office.Lookup = "https://" + strings.Repeat("tracuu", 40) + ".vn"
	if _, err := Compose(template(t, office.Plain), f); !errors.Is(err, WordTooLong) {
		t.Errorf("a word longer than the page: %v", err)
	}
	big := template(t, office.TrueCopy)
	for range 7 {
		big.Lines = append(big.Lines, strings.Repeat(strings.Repeat("W", 30)+" ", 12))
	}
	if _, err := Compose(big, sample(office.TrueCopy)); !errors.Is(err, TooMuch) {
		t.Errorf("more than a page: %v", err)
	}
}

func TestPickPrefersTheTypesOwnAndTheNewest(t *testing.T) {
	all := []office.MarkTemplate{
		{ID: "old", Form: office.Plain, Version: 1}, {ID: "own", Form: office.Plain, Type: "giay-moi", Version: 1},
		{ID: "new", Form: office.Plain, Version: 2}, {ID: "other", Form: office.TrueCopy, Version: 9},
		{ID: "foreign", Form: office.Plain, Type: "cong-van", Version: 9},
		{ID: "paper", Form: office.Plain, Version: 9, Direction: office.DataToPaper},
	}
	for docType, want := range map[string]office.ID{"giay-moi": "own", "quyet-dinh": "new", "": "new"} {
		if got, ok := Pick(all, office.PaperToData, office.Plain, docType); !ok || got.ID != want {
			t.Errorf("%q: picked %q", docType, got.ID)
		}
		if got, ok := Pick(all, office.DataToPaper, office.Plain, docType); !ok || got.ID != "paper" {
			t.Errorf("%q on paper: picked %q", docType, got.ID)
		}
	}
	if _, ok := Pick(all, office.PaperToData, office.Notarised, ""); ok {
		t.Error("picked a template for a form without a mark")
	}
}

func TestAnOfficeWithoutATemplateGetsTheOneThatTheProgramBrings(t *testing.T) {
	old := onData() // what a store holds that knew one direction
	for i := range old {
		old[i].ID, old[i].Version = office.ID(old[i].Form), 3
	}
	for _, form := range markedForms() {
		if got, ok := Pick(old, office.DataToPaper, form, "quyet-dinh"); !ok || got.Version != 0 || Check(got) != nil {
			t.Errorf("%s: picked %+v", form, got)
		}
		if got, ok := Pick(old, office.PaperToData, form, "quyet-dinh"); !ok || got.Version != 3 {
			t.Errorf("%s: the office's own wording is lost: %+v", form, got)
		}
	}
	if all := Complete(old); len(all) != len(Defaults()) || len(Complete(all)) != len(all) {
		t.Errorf("%d templates", len(all))
	}
}

func FuzzCompose(f *testing.F) {
	for _, tpl := range Defaults() {
		f.Add(string(tpl.Direction), string(tpl.Form), strings.Join(tpl.Lines, "\n"), tpl.SizePt, "Ủy ban nhân dân xã Mẫu Sơn")
	}
	f.Add("", "plain", "X\n{thoi-gian}{co-quan}{nguoi}[{ma}", 9.0, "a\xff")
	f.Fuzz(func(t *testing.T, direction, form, text string, size float64, name string) {
		tpl := office.MarkTemplate{Direction: office.Direction(direction), Form: office.Form(form), Lines: strings.Split(text, "\n"), SizePt: size}
		facts := printed(tpl.Form)
		facts.Office.Name = name
		lines, err := Compose(tpl, facts)
		if err != nil {
			if told, ok := office.FailureIn(err); !ok || told.Said == "" || told.Next == "" || !utf8.ValidString(told.Next) {
				t.Fatalf("an error without a sentence: %v", err)
			}
			return
		}
		all, err := Shapes(tpl, lines, "")
		if err != nil {
			t.Fatalf("composed, but no layout: %v", err)
		}
		for _, l := range all {
			if diff := cmp.Diff(lines, l.Lines()); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}
