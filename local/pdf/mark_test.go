package pdf

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tram/local/mark"
	"tram/local/office"
)

// composed gives the words of a mark as they are made for a real document, in
// every shape.
func composed(t *testing.T, form office.Form) (lines []string, shapes []mark.Layout) {
	t.Helper()
	template, found := mark.Pick(mark.Defaults(), office.PaperToData, form, "quyet-dinh")
	if !found {
		t.Fatalf("no template for %s", form)
	}
	lines, err := mark.Compose(template, mark.Facts{
		At: about.Created, Form: form, Code: office.LookupCode(about.Code),
		Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Lookup: "https://tra-cuu.example"},
		Clerk:  office.Clerk{Name: "Nguyễn Văn Mẫu", Position: "Công chức Văn phòng - Thống kê"},
	})
	if err != nil {
		t.Fatal(err)
	}
	shapes, err = mark.Layouts(form, lines, template.SizePt, mark.QRText(lines))
	if err != nil {
		t.Fatal(err)
	}
	return lines, shapes
}

func TestAMarkInAnyShapeGivesItsComposedLinesBack(t *testing.T) {
	for _, form := range office.Forms {
		if !form.Marked() {
			continue
		}
		lines, shapes := composed(t, form)
		for i, shape := range shapes {
			var out bytes.Buffer
			w := NewWriter(&out, about)
			if err := errors.Join(w.Mark(w.Sheet(595, 842), shape, office.Spot{X: 20, Y: 20}), w.Close()); err != nil {
				t.Fatal(err)
			}
			got, err := dissect(out.Bytes())
			if err != nil || !reflect.DeepEqual(got.Pages[0].MarkLines, lines) {
				t.Errorf("%s, shape %d: %q, %v", form, i, got.Pages, err)
			}
		}
	}
}

func TestTheCodeIsReadFromTheRenderedPage(t *testing.T) {
	lines, shapes := composed(t, office.Plain)
	white := grain(1654, 2339, 1)
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	var out bytes.Buffer
	w := NewWriter(&out, about)
	_, err := w.Page(context.Background(), leafOf(t, jpegOf(t, white, 200), 200, 1))
	if err := errors.Join(err, w.Mark(0, shapes[0], office.Spot{X: 20, Y: 20}), w.Close()); err != nil {
		t.Fatal(err)
	}
	path := written(t, out.Bytes())
	picture := strings.TrimSuffix(path, filepath.Ext(path))
	run(t, "poppler-utils", "pdftoppm", "-r", "200", "-png", "-singlefile", path, picture)
	if got := run(t, "zbar-tools", "zbarimg", "-q", "--raw", picture+".png"); !strings.HasSuffix(strings.TrimSpace(got), strings.TrimSpace(mark.QRText(lines))) {
		t.Errorf("the code says %q", got)
	}
}
