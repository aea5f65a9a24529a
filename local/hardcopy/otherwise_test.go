package hardcopy

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"tram/local/office"
)

// noted is a PDF of one page with a note of some flags, in place of the file of an
// order.
func noted(t *testing.T, flags int) office.MessageOrder {
	t.Helper()
	var b, table bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	for i, o := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [<< /Type /Annot /Subtype /Stamp /Rect [100 300 300 400] /F %d /AP << /N 4 0 R >> >>] >>", flags),
		"<< /Type /XObject /Subtype /Form /BBox [0 0 200 100] /Length 22 >>\nstream\n0.5 g 0 0 200 100 re f\nendstream",
	} {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&b, "xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", table.String(), b.Len())
	o := order(t)
	if err := os.WriteFile(o.Path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(o.Path, still{}.Now(), still{}.Now()); err != nil {
		t.Fatal(err)
	}
	return o
}

func TestAPageThatPrintsOtherwiseThanItShowsIsAPointToWeigh(t *testing.T) {
	p := newPlace(t)
	for name, flags := range map[string]int{"for print": 36, "for the screen": 0} {
		c := p.imported(t, noted(t, flags))
		if len(c.Message.Otherwise) != 1 {
			t.Fatalf("%s: %v", name, c.Message.Otherwise)
		}
		_, _, err := p.Make(t.Context(), c.ID, nil)
		if f, _ := office.FailureIn(err); !errors.Is(err, DecisionNeeded) || !strings.Contains(f.Said, "trang 1 in ra khác") {
			t.Fatalf("%s: %v", name, err)
		}
		list, err := p.Conditions(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range list {
			if k.Part == office.PartDecision && (k.Met != office.IsMissed || !strings.Contains(k.Evidence, "chỉ để in")) {
				t.Errorf("%s: %+v", name, k)
			}
		}
		if _, err := p.Decide(t.Context(), c.ID, clerk, "Đã xem bản in thử"); err != nil {
			t.Fatal(err)
		}
		p.pressedCopy(t, c.ID)
	}
	c := p.imported(t, noted(t, 4))
	if c.Message.Otherwise != nil {
		t.Errorf("a note for both: %v", c.Message.Otherwise)
	}
	p.pressedCopy(t, c.ID)
}
