package folder

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestANameThatSomeSystemCannotHoldIsRefused(t *testing.T) {
	for name, want := range map[string]error{
		"": nil, "15-QĐ-UBND 7K4M-Q2XN-9RT2.pdf": nil, "Báo cáo (2).xlsx": nil, "console.pdf": nil, "COM.pdf": nil, "COM10.pdf": nil, "lpt.pdf": nil, "a.b.pdf": nil, "CON-1.pdf": nil,
		"15/QĐ.pdf": NameSlashed, `15\QĐ.pdf`: NameSlashed, "../khóa.pdf": NameSlashed,
		"12:30.pdf": NameSign, "gì?.pdf": NameSign, "*.pdf": NameSign, `"a".pdf`: NameSign, "<a>.pdf": NameSign, "a|b.pdf": NameSign,
		"con.pdf": NameReserved, "PRN": NameReserved, "aux.tar.gz": NameReserved, "nul .pdf": NameReserved, "COM1.pdf": NameReserved, "lpt9": NameReserved, "COM².pdf": NameReserved, "conin$": NameReserved,
		"báo cáo.": NameEnd, "báo cáo ": NameEnd, "..": NameEnd, ".": NameEnd, ".pdf": NameHidden,
		"a\u202egpj.pdf": NameUnseen, "a\nb.pdf": NameUnseen, "a\u200bb.pdf": NameUnseen, "a\x00": NameUnseen, "a\xff.pdf": NameUnseen,
		strings.Repeat("a", 255): nil, strings.Repeat("a", 256): NameLong, strings.Repeat("ế", 85): nil, strings.Repeat("ế", 86): NameLong,
	} {
		if err := NameTrouble(name); !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := NameTrouble(strings.Repeat("ế", 90)); !strings.Contains(sentence(err), "5 chữ") {
		t.Errorf("told %v", err)
	}
}

func TestANameThatIsProposedIsMended(t *testing.T) {
	for given, want := range map[string]string{
		"15/QĐ-UBND: gì?.pdf": "15-QĐ-UBND- gì-.pdf", "con.pdf": "_con.pdf", "a\u202egpj.pdf": "agpj.pdf", "..\\..\\x.pdf": "-..-x.pdf", "báo cáo. ": "báo cáo", ".ẩn": "ẩn", "": "", "...": "",
		strings.Repeat("ế", 200) + ".pdf": strings.Repeat("ế", 83) + ".pdf", "a\xffb.pdf": "ab.pdf", "Báo cáo (2).xlsx": "Báo cáo (2).xlsx",
	} {
		if got := Mended(given); got != want {
			t.Errorf("%q became %q", given, got)
		}
	}
}

func FuzzMended(f *testing.F) {
	for _, seed := range []string{"CON.pdf", "a\xff", ". .", "con .x", strings.Repeat("a", 300), "a." + strings.Repeat("ế", 90), "\u200bCON", "nul\u200b.txt"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		if err := NameTrouble(Mended(given)); err != nil {
			t.Errorf("%q became %q: %v", given, Mended(given), err)
		}
		if NameTrouble(given) == nil && Mended(given) != given && strings.TrimLeft(given, " ") == given {
			t.Errorf("%q was good and became %q", given, Mended(given))
		}
	})
}

func TestAnEndingIsAddedWhereItWasLeftOut(t *testing.T) {
	for typed, want := range map[string]string{"": "", "a": "a.pdf", "a.PDF": "a.PDF", "a.b": "a.b.pdf", "a.docx": "a.docx.pdf"} {
		if got := Ended(typed, ".pdf"); got != want {
			t.Errorf("%q became %q", typed, got)
		}
	}
	if Ended("a", "") != "a" {
		t.Error("an ending came from nowhere")
	}
}

func FuzzNameTrouble(f *testing.F) {
	f.Add("CON.pdf")
	f.Add("a\xff")
	f.Fuzz(func(t *testing.T, name string) {
		if NameTrouble(name) == nil && (len(name) > longestName || !utf8.ValidString(name) || strings.ContainsAny(name, "/\\:\x00")) {
			t.Errorf("%q passed", name)
		}
	})
}
