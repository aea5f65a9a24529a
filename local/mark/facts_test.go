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

// printed is a data message that never became paper.
func printed(form office.Form) Facts {
	f := sample(form)
	for i, part := range office.SystemParts {
		s := office.InfoSystem{Part: part, Name: "Hệ thống quản lý văn bản và điều hành", Owner: "Ủy ban nhân dân tỉnh Mẫu"}
		if i > 1 {
			s.Name, s.Owner = "Trạm Công vụ xã Mẫu Sơn", "Ủy ban nhân dân xã Mẫu Sơn"
		}
		f.Message.Systems = append(f.Message.Systems, s)
	}
	f.Message.Address = "https://vanban.example.vn/7421"
	return f
}

func onPaperOf(t testing.TB, form office.Form) office.MarkTemplate {
	t.Helper()
	found, ok := Pick(nil, office.DataToPaper, form, "quyet-dinh")
	if !ok {
		t.Fatalf("no template for %s on paper", form)
	}
	return found
}

func template(t testing.TB, form office.Form) office.MarkTemplate {
	t.Helper()
	found, ok := Pick(Defaults(), office.PaperToData, form, "quyet-dinh")
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
