package sign

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"tram/local/office"
)

// TestACatalogUnderAnotherNumberIsComparedAsTheSame: the number is told of, and what
// it says is held against what it said.
func TestACatalogUnderAnotherNumberIsComparedAsTheSame(t *testing.T) {
	d := newOtherDesk(t, rsaKey())
	file := makers[0].sign(t, d, prepared(false), 0)[0]
	moved := func(old, is string) func(a *attacker) {
		return func(a *attacker) {
			catalog := a.object(objCatalog)
			changed := strings.Replace(catalog, old, is, 1)
			if old != "" && changed == catalog {
				t.Fatalf("no %q in %s", old, catalog)
			}
			a.root = a.add(changed)
		}
	}
	const number = "dưới một số khác"
	for name, c := range map[string]struct {
		change func(a *attacker)
		want   office.SignatureVerdict
		said   string
	}{
		"the same":                {moved("", ""), office.SignatureReserved, number},
		"with a later edition":    {moved("/Type /Catalog", "/Type /Catalog /Version /2.0"), office.SignatureReserved, number},
		"with other pages":        {moved("/Pages 2 0 R", "/Pages 20 0 R"), office.SignatureInvalid, "đã bị thay đổi"},
		"with a command":          {moved("/Type /Catalog", "/Type /Catalog /OpenAction << /S /JavaScript /JS (x) >>"), office.SignatureInvalid, "đã bị thay đổi"},
		"without its form":        {moved("/AcroForm 4 0 R", ""), office.SignatureInvalid, ""},
		"without its layers":      {moved("/OCProperties", "/OCPropertie"), office.SignatureInvalid, "đã bị thay đổi"},
		"one that was planted":    {func(a *attacker) { a.root = "21 0 R"; a.edit(objInfo, "Giay", "To") }, office.SignatureInvalid, ""},
		"the old one changed too": {func(a *attacker) { moved("", "")(a); a.set(objCatalog, "/Lang (vi)") }, office.SignatureInvalid, ""},
	} {
		a := newAttacker(t, file)
		c.change(a)
		r, err := verifiedOrNot(a.written(), d.trust())
		switch {
		case err != nil && c.want == office.SignatureInvalid: // nothing is said of it
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case r.Verdict != c.want || !strings.Contains(strings.Join(r.Signatures[0].Reasons, " "), c.said):
			t.Errorf("%s: %s because of %q", name, r.Verdict, r.Signatures[0].Reasons)
		}
	}
}

func verifiedOrNot(file []byte, trust Trust) (office.SignatureReport, error) {
	return VerifyPDF(context.Background(), bytes.NewReader(file), int64(len(file)), trust, today)
}
