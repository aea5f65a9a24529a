package sign

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"tram/local/office"
)

// TestADefaultLookThatNobodyAsksForMayBeReplaced: programs keep the look of the
// newest signature under one name. What a look draws with by its name may not.
func TestADefaultLookThatNobodyAsksForMayBeReplaced(t *testing.T) {
	d := newOtherDesk(t, rsaKey())
	frm, fonts := formOf("0 0 10 10", "q Q"), "/DR << /Font << /Helv 6 0 R >> "
	other := formOf("0 0 10 10", "0 g 0 0 10 10 re f")
	with := func(kind, look, draws string) []byte {
		file := bytes.Replace(prepared(false), []byte(fonts), []byte(fonts+"/"+kind+" << /FRM "+look+" 0 R >> "), 1)
		const words = "BT /Helv 12 Tf 2 5 Td (1000) Tj ET"
		return bytes.Replace(file, []byte(formOf("0 0 150 20", words)), []byte(formOf("0 0 150 20", words+draws)), 1)
	}
	for name, c := range map[string]struct {
		kind, draws string
		change      func(a *attacker)
		want        office.SignatureVerdict
	}{
		"replaced":           {"XObject", "", func(a *attacker) { a.edit(objForm, `/FRM \d+ 0 R`, "/FRM "+a.add(other)) }, office.SignatureValid},
		"replaced by a copy": {"XObject", "", func(a *attacker) { a.edit(objForm, `/FRM \d+ 0 R`, "/FRM "+a.add(frm)) }, office.SignatureValid},
		"a state of drawing": {"ExtGState", "", func(a *attacker) { a.edit(objForm, `/FRM \d+ 0 R`, "/FRM "+a.add("<< /Type /ExtGState /LW 3 >>")) }, office.SignatureValid},
		"one that is drawn":  {"XObject", " /FRM Do", func(a *attacker) { a.edit(objForm, `/FRM \d+ 0 R`, "/FRM "+a.add(other)) }, office.SignatureInvalid},
		"changed in place":   {"XObject", "", func(a *attacker) { a.put(objCover, other) }, office.SignatureInvalid},
		"a font": {"XObject", "", func(a *attacker) {
			a.edit(objForm, `/Helv 6 0 R`, "/Helv "+a.add("<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"))
		}, office.SignatureInvalid},
	} {
		file := signedFile(t, d, with(c.kind, "13", c.draws))
		a := newAttacker(t, file)
		c.change(a)
		r := verified(t, a.written(), d.trust(), today)
		if r.Verdict != c.want {
			t.Errorf("%s: %s because of %q", name, r.Verdict, strings.Join(r.Signatures[0].Reasons, " "))
		}
	}
}

// signedFile mends the table of a file that was put together, and has it signed.
func signedFile(t testing.TB, d *otherDesk, file []byte) []byte {
	t.Helper()
	return makers[0].sign(t, d, retabled(t, file), 0)[0]
}

// retabled writes the table of a prepared file anew.
func retabled(t testing.TB, file []byte) []byte {
	t.Helper()
	table := bytes.Index(file, []byte("\nxref\n")) + 1
	trailer := bytes.Index(file, []byte("trailer"))
	if table == 0 || trailer < 0 {
		t.Fatal("no table")
	}
	b := bytes.NewBuffer(bytes.Clone(file[:table]))
	fmt.Fprintf(b, "xref\n0 %d\n0000000000 65535 f \n", objEnd)
	for n := 1; n < objEnd; n++ {
		fmt.Fprintf(b, "%010d 00000 n \n", bytes.Index(file, fmt.Appendf(nil, "\n%d 0 obj", n))+1)
	}
	end := bytes.Index(file, []byte("startxref"))
	b.Write(file[trailer:end])
	fmt.Fprintf(b, "startxref\n%d\n%%%%EOF\n", table)
	return b.Bytes()
}
