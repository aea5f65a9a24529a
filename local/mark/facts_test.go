package mark

import (
	"math"
	"testing"
	"time"

	"tram/local/office"
)

// sample is a conversion that never was.
func sample(form office.Form) Facts {
	return Facts{
		At: time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC),
		Office: office.Office{
			Name: "Ủy ban nhân dân xã Mẫu Sơn", System: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Mẫu",
		},
		Clerk:    office.Clerk{Name: "Nguyễn Văn Mẫu", Position: "Công chức Văn phòng"},
		Code:     "7K4M-Q2XN-9RT2",
		Document: office.Document{Dossier: "H49.10.02-261123-0001"},
		Form:     form,
	}
}

func template(t testing.TB, form office.Form) office.MarkTemplate {
	t.Helper()
	found, ok := Pick(Defaults(), form, "quyet-dinh")
	if !ok {
		t.Fatalf("no template for %s", form)
	}
	return found
}

func composed(t testing.TB, form office.Form) []string {
	t.Helper()
	lines, err := Compose(template(t, form), sample(form))
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// shapes of the default mark of a form, with or without its QR code.
func shapes(t testing.TB, form office.Form, withQR bool) []Layout {
	t.Helper()
	lines, qr := composed(t, form), ""
	if withQR {
		qr = QRText(lines)
	}
	all, err := Layouts(form, lines, template(t, form).SizePt, qr)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func markedForms() []office.Form {
	var all []office.Form
	for _, f := range office.Forms {
		if f.Marked() {
			all = append(all, f)
		}
	}
	return all
}

func nan() float64 { return math.NaN() }
