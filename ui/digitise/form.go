package digitise

import (
	"strconv"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
)

// toData is what this desk makes.
func toData() described.Way {
	return described.Way{To: office.PaperToData, Forms: office.Forms, Sources: []office.Source{office.PaperPrincipal, office.PaperTrueCopy, office.PaperOther},
		Gone: kit.T("digitise.secret-gone")}
}

// newForm asks what the clerk says of the paper: what both desks ask, and what paper
// alone is asked. Secrecy is asked first: of a secret document nothing else may be typed.
func newForm(desk *kit.Desk, types []office.DocumentType, g *giving, words func() []string, h *kit.Hanger) *described.Form {
	f := described.New(desk, types, toData(), h)
	certified := func(key string, of func(*office.Certification) *string) *described.Ask {
		return kit.AskWords(key, kit.T("digitise."+key), certOf(of)).When(isCertified).Meets(office.PartCertification)
	}
	mustSign := func(c office.Conversion) bool { return needsSignature(f, c) }
	except := func(c *office.Conversion, basis string) {
		if c.Exception = nil; basis != "" && mustSign(*c) {
			c.Exception = &office.SignatureException{LegalBasis: basis}
		}
	}
	asks := append(f.Of("secrecy", "issued", "type", "form", "source", "number", "symbol", "subject", "issuer", "dossier"), enteringAsks(f, g, h, words)...)
	f.Lay(append(asks,
		certified("cert-body", func(c *office.Certification) *string { return &c.Body }),
		certified("cert-number", func(c *office.Certification) *string { return &c.Number }),
		kit.AskDay("cert-day", kit.T("digitise.cert-day"), certOf(func(c *office.Certification) *string { return &c.Date })).
			Empty(kit.T("described.day")).Unread(described.NoDay).Beside(),
		kit.AskBy(office.Ask{Key: "basis", Said: kit.T("digitise.basis"), How: office.AskLines}, basisOf, except).InLines(2).Empty(kit.T("digitise.basis-form")).Behind(kit.T("digitise.exception")).When(mustSign),
		kit.AskBy(office.Ask{Key: "counted", Said: kit.T("digitise.counted-name")}, counted, count).Apart().Meets(office.PartCount),
	)...)
	return f
}

func isCertified(c office.Conversion) bool { return !c.Form.Marked() }

// certOf is a field of the certification, which only forms without our mark have.
func certOf(field func(*office.Certification) *string) func(*office.Conversion) *string {
	return func(c *office.Conversion) *string {
		var own office.Certification
		if c.Certification != nil {
			own = *c.Certification
		}
		if c.Certification = nil; isCertified(*c) {
			c.Certification = &own
		}
		return field(&own)
	}
}

// needsSignature tells the papers that the office must sign: those of Luật GDĐT Điều
// 12.1d, and the copies of Nghị định 30.
func needsSignature(f *described.Form, c office.Conversion) bool {
	t, _ := f.TypeOf(c)
	return t.NeedsKey || c.Form.IsCopy()
}

func basisOf(c *office.Conversion) string {
	if c.Exception == nil {
		return ""
	}
	return c.Exception.LegalBasis
}

func counted(c *office.Conversion) string {
	if c.PaperPages == 0 {
		return ""
	}
	return strconv.Itoa(c.PaperPages)
}

// count puts the clerk's count of the paper; 0 where it is not a number yet.
func count(c *office.Conversion, typed string) {
	n, err := strconv.Atoi(typed)
	if c.PaperPages = max(n, 0); err != nil {
		c.PaperPages = 0
	}
}
