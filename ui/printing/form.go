package printing

import (
	"strings"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
)

// form is what the clerk says of the data message and of the paper to be: what both
// desks ask, and what data messages alone are asked.
type form struct {
	*described.Form
	systems *systems
}

// newForm asks secrecy first: of a secret document nothing else may be typed.
func newForm(desk *kit.Desk, types []office.DocumentType, h *kit.Hanger) *form {
	f := &form{Form: described.New(desk, types, described.Way{To: office.DataToPaper, Forms: office.FormsOnPaper,
		Sources: []office.Source{office.ElectronicFile, office.ElectronicCopy}, Gone: kit.T("printing.secret-gone")}, h)}
	f.systems = newSystems(f.Form, h)
	asks := append(f.Of("secrecy", "issued", "type", "number", "symbol", "subject", "issuer"),
		f.systems.ask(),
		kit.AskWords("address", kit.T("printing.address"), message(func(m *office.DataMessage) *string { return &m.Address })).Empty(kit.T("printing.address-form")))
	how := f.Of("form", "source", "dossier")
	how[0].Under(kit.T("printing.paper"))
	asks = append(append(asks, how...), signer()...)
	f.Lay(append(asks, kit.AskCheck("qr", kit.T("printing.qr"), func(c *office.Conversion) *bool { return &c.Office.WithQR }).Wide())...)
	return f
}

// message is a field of the data message, which is not changed where it lies.
func message(field func(*office.DataMessage) *string) func(*office.Conversion) *string {
	return func(c *office.Conversion) *string {
		own := of(c.Message)
		if c.Message != nil {
			c.Message = &own
		}
		return field(&own)
	}
}

// signer asks what the block of a copy says beside its number; the answers belong to the
// print copy of a copy.
func signer() []*described.Ask {
	ask := func(key, like string, field func(*office.CopySigner) *string) *described.Ask {
		return kit.AskWords(key, kit.T("printing."+key), func(c *office.Conversion) *string { return field(copySigner(c)) }).
			Like(like).When(described.IsCopy).Meets(office.PartSigner)
	}
	return []*described.Ask{
		ask("place", "Mẫu Sơn", func(o *office.CopySigner) *string { return &o.Place }),
		ask("position", "CHỦ TỊCH", func(o *office.CopySigner) *string { return &o.Position }),
		ask("signer", "", func(o *office.CopySigner) *string { return &o.Name }),
		kit.AskBy(office.Ask{Key: "recipients", Said: kit.T("printing.recipients"), How: office.AskLines},
			func(c *office.Conversion) string { return strings.Join(copySigner(c).Recipients, "\n") },
			func(c *office.Conversion, text string) {
				copySigner(c).Recipients = strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
			}).
			InLines(2).Empty(kit.T("printing.recipients-form")).When(described.IsCopy),
	}
}

// copySigner is the signer of a copy, as the conversion's own; where no copy is made,
// the print copy stays as it is.
func copySigner(c *office.Conversion) *office.CopySigner {
	p := of(c.Print)
	signer := of(p.Signer)
	if c.Form.IsCopy() {
		p.Signer, c.Print = &signer, &p
	}
	return &signer
}

func call(do func()) {
	if do != nil {
		do()
	}
}
