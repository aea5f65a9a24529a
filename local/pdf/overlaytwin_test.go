package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
)

// sharing are files whose one page object stands in several places of the tree.
func sharing() map[string][]byte {
	const rows = "0 g 20 20 60 8 re f 20 40 90 8 re f"
	page := func(parent int) string {
		return fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 400 400] /Contents 4 0 R >>", parent)
	}
	content := fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(rows), rows)
	return map[string][]byte{
		"one list":    fileOf(oneCatalog, "<< /Type /Pages /Kids [3 0 R 3 0 R 3 0 R] /Count 3 >>", page(2), content),
		"with others": fileOf(oneCatalog, "<< /Type /Pages /Kids [3 0 R 5 0 R 3 0 R] /Count 3 >>", page(2), content, page(2)),
		"two lists":   fileOf(oneCatalog, "<< /Type /Pages /Kids [5 0 R 3 0 R 3 0 R] /Count 3 >>", page(2), content, "<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>"),
		"deep": fileOf(oneCatalog, "<< /Type /Pages /Kids [5 0 R 6 0 R] /Count 3 >>", page(5), content,
			"<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>", "<< /Type /Pages /Parent 2 0 R /Kids [3 0 R 3 0 R] /Count 2 >>"),
	}
}

func TestAPageInSeveralPlacesBearsWhatIsPutOnEachPlace(t *testing.T) {
	for name, file := range sharing() {
		was := seenAt(t, file)
		for _, drawn := range [][]int{{0}, {1}, {2}, {0, 2}, {1, 2}, {0, 1, 2}} {
			var o Overlay
			for _, i := range drawn {
				o.Draw = append(o.Draw, Addition{Page: i, Layout: line("Mẫu"), X: 20, Y: 20})
			}
			is := seenAt(t, overlaid(t, file, o))
			if len(is) != 3 || len(was) != 3 {
				t.Fatalf("%s: %d pages of %d", name, len(is), len(was))
			}
			for i := range is {
				if changed := !bytes.Equal(is[i].Pix, was[i].Pix); changed != slices.Contains(drawn, i) {
					t.Errorf("%s, drawn on %v: page %d is changed: %v", name, drawn, i, changed)
				}
			}
		}
	}
}
