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
