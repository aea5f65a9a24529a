package office

import "testing"

// TestANumberAndASymbolInOneFieldComeIntoTheirTwo: however they were written, and no year, nor what an
// office writes in its own way, is taken for a number.
func TestANumberAndASymbolInOneFieldComeIntoTheirTwo(t *testing.T) {
	for _, c := range []struct{ number, symbol, wantNumber, wantSymbol string }{
		{"15/QĐ-UBND", "", "15", "QĐ-UBND"},
		{"15 / QĐ – UBND", "", "15", "QĐ-UBND"},
		{"015a/QĐ-UBND", "", "015a", "QĐ-UBND"},
		{"15/QĐ-UBND", "qđ-ubnd", "15", "QĐ-UBND"},
		{"15/QĐ-UBND", "CV-UBND", "15/QĐ-UBND", "CV-UBND"},
		{"", "15 / QĐ-UBND", "15", "QĐ-UBND"},
		{"15", "15/QĐ-UBND", "15", "QĐ-UBND"},
		{"16", "15/QĐ-UBND", "16", "15/QĐ-UBND"},
		{"15", "/QĐ-UBND", "15", "QĐ-UBND"},
		{"01", "2026/QĐ-UBND", "01", "2026/QĐ-UBND"},
		{"", "2026/QĐ-UBND", "", "2026/QĐ-UBND"},
		{"01/2026/NĐ-CP", "", "01", "2026/NĐ-CP"},
		{"Số: 15/QĐ-UBND", "", "15", "QĐ-UBND"}, {"số 15", "QĐ-UBND", "15", "QĐ-UBND"}, {"SỐ:15", "", "15", ""},
		{"137-CV/ĐU", "", "137-CV/ĐU", ""},
		{"", "137 - CV/ĐU", "", "137-CV/ĐU"},
		{"15", "QĐ-UBND", "15", "QĐ-UBND"},
		{"15", "", "15", ""}, {"", "", "", ""}, {"/", "", "/", ""}, {"15/", "", "15/", ""},
	} {
		d := Document{Number: c.number, Symbol: c.symbol}.Tidy()
		if d.Number != c.wantNumber || d.Symbol != c.wantSymbol {
			t.Errorf("%q %q: %q %q", c.number, c.symbol, d.Number, d.Symbol)
		}
		if again := d.Tidy(); again != d {
			t.Errorf("%q %q: tidied again %+v", c.number, c.symbol, again)
		}
	}
}

// TestAnAbbreviationIsNoOtherOneThatDiffersByItsAccents asks for types whose abbreviations are one
// without their accents.
func TestAnAbbreviationIsNoOtherOneThatDiffersByItsAccents(t *testing.T) {
	types := []DocumentType{{Code: "huong-dan", Abbrev: "HD", Name: "Hướng dẫn"}, {Code: "de-an", Abbrev: "ĐA", Name: "Đề án"}, {Code: "du-an", Abbrev: "DA", Name: "Dự án"}, {Code: "hop-dong", Abbrev: "HĐ", Name: "Hợp đồng"}, {Code: "quyet-dinh", Abbrev: "QĐ", Name: "Quyết định"}}
	for asked, want := range map[string]string{"HD": "huong-dan", "HĐ": "hop-dong", "hđ": "hop-dong", " ĐA": "de-an", "DA": "du-an", "QD": "quyet-dinh", "hop dong": "hop-dong", "du-an": "du-an"} {
		if got, err := FindType(types, asked); err != nil || got.Code != want {
			t.Errorf("%q is %s, %v", asked, got.Code, err)
		}
	}
}
