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
