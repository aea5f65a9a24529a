package sheet

import (
	"strings"

	"tram/local/mark"
	"tram/local/office"
)

// Order is what a print copy is made of, beside the document itself.
type Order struct {
	Conversion office.Conversion   // with its message; Finished is the time on the mark
	Template   office.MarkTemplate // of the direction DataToPaper
	QR         string              // text of the code: the lines, perhaps with a proof behind them; empty: no code
	Moved      *office.Spot        // where the clerk dragged the mark; nil: it is found
}

// Lines words the mark (Điều 5.1, 5.2a), so that the caller can sign the words
// before the code is made of them.
func Lines(o Order) ([]string, error) {
	if o.Conversion.Direction != office.DataToPaper || o.Conversion.Message == nil || o.Template.Serves() != office.DataToPaper {
		return nil, NotToPaper
	}
	return mark.Compose(o.Template, mark.Facts{
		At: o.Conversion.Finished, Office: o.Conversion.Office, Clerk: o.Conversion.Clerk, Code: o.Conversion.Code,
		Document: o.Conversion.Document, Form: o.Conversion.Form, Message: *o.Conversion.Message,
	})
}

// mark words the mark, and gives its shapes.
func (o Order) mark() (office.Mark, []mark.Layout, error) {
	lines, err := Lines(o)
	if err != nil {
		return office.Mark{}, nil, err
	}
	shapes, err := mark.PrintLayouts(lines, o.Template.SizePt, o.QR)
	return office.Mark{
		Template: o.Template.ID, TemplateVersion: o.Template.Version, Lines: lines, SizePt: o.Template.SizePt, QR: o.QR,
	}, shapes, err
}

// complete refuses a copy of Nghị định 30 of which something is missing.
func (o Order) complete() error {
	form := o.Conversion.Form
	if !form.IsCopy() {
		return nil
	}
	print := o.Conversion.Print
	if print == nil || print.Number == nil || print.Number.Number < 1 || strings.TrimSpace(print.Number.Symbol) == "" {
		return NoNumber.About(form.Name())
	}
	if print.Signer == nil {
		return NoSigner.About(form.Name(), "người ký")
	}
	for _, part := range []struct{ said, name string }{
		{print.Signer.Name, "họ tên người ký"}, {print.Signer.Position, "chức vụ người ký"}, {print.Signer.Place, "địa danh"},
	} {
		if mark.Tidy(part.said) == "" {
			return NoSigner.About(form.Name(), part.name)
		}
	}
	return nil
}

// block sets the block of a copy in a width in millimetres. What is not known
// yet is left open.
func (o Order) block(widthMM float64) (mark.Layout, error) {
	f := mark.BlockFacts{Form: o.Conversion.Form, Office: o.Conversion.Office, At: o.Conversion.Finished}
	if print := o.Conversion.Print; print != nil {
		if print.Number != nil {
			f.Number = *print.Number
		}
		if print.Signer != nil {
			f.Signer = *print.Signer
		}
	}
	return mark.Block(f, widthMM)
}
