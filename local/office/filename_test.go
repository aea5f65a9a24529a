package office

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestANameThatSomeSystemCannotHoldIsRefused(t *testing.T) {
	for name, want := range map[string]error{
		"": nil, "15-QĐ-UBND 7K4M-Q2XN-9RT2.pdf": nil, "Báo cáo (2).xlsx": nil, "console.pdf": nil, "COM.pdf": nil, "COM10.pdf": nil, "lpt.pdf": nil, "a.b.pdf": nil, "CON-1.pdf": nil,
		"15/QĐ.pdf": FileNameSlashed, `15\QĐ.pdf`: FileNameSlashed, "../khóa.pdf": FileNameSlashed,
		"12:30.pdf": FileNameSign, "gì?.pdf": FileNameSign, "*.pdf": FileNameSign, `"a".pdf`: FileNameSign, "<a>.pdf": FileNameSign, "a|b.pdf": FileNameSign,
		"con.pdf": FileNameReserved, "PRN": FileNameReserved, "aux.tar.gz": FileNameReserved, "nul .pdf": FileNameReserved, "COM1.pdf": FileNameReserved, "lpt9": FileNameReserved, "COM².pdf": FileNameReserved, "conin$": FileNameReserved,
		"báo cáo.": FileNameEnd, "báo cáo ": FileNameEnd, "..": FileNameEnd, ".": FileNameEnd, ".pdf": FileNameHidden,
		"a\u202egpj.pdf": FileNameUnseen, "a\nb.pdf": FileNameUnseen, "a\u200bb.pdf": FileNameUnseen, "a\x00": FileNameUnseen, "a\xff.pdf": FileNameUnseen,
		strings.Repeat("a", 255): nil, strings.Repeat("a", 256): FileNameLong, strings.Repeat("ế", 85): nil, strings.Repeat("ế", 86): FileNameLong,
	} {
		if err := FileNameTrouble(name); !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if told, _ := FailureIn(FileNameTrouble(strings.Repeat("ế", 90))); !strings.Contains(told.Said, "5 chữ") {
		t.Errorf("told %q", told.Said)
	}
}

func TestANameThatIsProposedIsMended(t *testing.T) {
	for given, want := range map[string]string{
		"15/QĐ-UBND: gì?.pdf": "15-QĐ-UBND- gì-.pdf", "con.pdf": "_con.pdf", "a\u202egpj.pdf": "agpj.pdf", "..\\..\\x.pdf": "-..-x.pdf", "báo cáo. ": "báo cáo", ".ẩn": "ẩn", "": "", "...": "",
		strings.Repeat("ế", 200) + ".pdf": strings.Repeat("ế", 83) + ".pdf", "a\xffb.pdf": "ab.pdf", "Báo cáo (2).xlsx": "Báo cáo (2).xlsx",
	} {
		if got := MendedFileName(given); got != want {
			t.Errorf("%q became %q", given, got)
		}
	}
}

func FuzzMended(f *testing.F) {
	for _, seed := range []string{"CON.pdf", "a\xff", ". .", "con .x", strings.Repeat("a", 300), "a." + strings.Repeat("ế", 90), "\u200bCON", "nul\u200b.txt"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		if err := FileNameTrouble(MendedFileName(given)); err != nil {
			t.Errorf("%q became %q: %v", given, MendedFileName(given), err)
		}
		if FileNameTrouble(given) == nil && MendedFileName(given) != given && strings.TrimLeft(given, " ") == given {
			t.Errorf("%q was good and became %q", given, MendedFileName(given))
		}
	})
}

func TestAnEndingIsAddedWhereItWasLeftOut(t *testing.T) {
	for typed, want := range map[string]string{"": "", "a": "a.pdf", "a.PDF": "a.PDF", "a.b": "a.b.pdf", "a.docx": "a.docx.pdf"} {
		if got := EndedFileName(typed, ".pdf"); got != want {
			t.Errorf("%q became %q", typed, got)
		}
	}
	if EndedFileName("a", "") != "a" {
		t.Error("an ending came from nowhere")
	}
}

func FuzzNameTrouble(f *testing.F) {
	f.Add("CON.pdf")
	f.Add("a\xff")
	f.Fuzz(func(t *testing.T, name string) {
		if FileNameTrouble(name) == nil && (len(name) > longestFileName || !utf8.ValidString(name) || strings.ContainsAny(name, "/\\:\x00")) {
			t.Errorf("%q passed", name)
		}
	})
}

// TestNamesOfOneNameAreToldApart numbers names of every length.
func TestNamesOfOneNameAreToldApart(t *testing.T) {
	for given, want := range map[string]string{
		"a.pdf": "a (2).pdf", "a": "a (2)", "CON-1.pdf": "CON-1 (2).pdf", strings.Repeat("a", 255): strings.Repeat("a", 251) + " (2)", strings.Repeat("ế", 83) + ".pdf": strings.Repeat("ế", 82) + " (2).pdf",
		"a." + strings.Repeat("b", 253): "a." + strings.Repeat("b", 249) + " (2)",
	} {
		if got := FileNameAgain(given, 2); got != want || FileNameTrouble(got) != nil {
			t.Errorf("%q became %q", given, got)
		}
	}
}
