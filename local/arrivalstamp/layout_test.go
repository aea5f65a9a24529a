package arrivalstamp

import (
	"io"
	"strings"
	"testing"

	"tram/local/letter/lettertest"
	"tram/local/mark"
	"tram/local/office"
)

func TestAStampSaysWhatTheRegisterHoldsAndLeavesTheRestOpen(t *testing.T) {
	f := facts
	f.To = ""
	l, err := Layout(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := l.Lines()
	want := []string{"ỦY BAN NHÂN DÂN XÃ MẪU SƠN", "ĐẾN", "Số: 05", "Ngày: 23/11/2026", "Chuyển: …", "Số và ký hiệu HS: …"}
	for i, w := range want {
		if i >= len(lines) || strings.TrimRight(lines[i], "…") != strings.TrimRight(w, "…") {
			t.Errorf("line %d is %q, want %q", i, lines, w)
		}
	}
	for _, none := range []Facts{{Number: "1", Day: "d"}, {Office: "x", Day: "d"}, {Office: "x", Number: "1"}} {
		if _, err := Layout(none); err == nil {
			t.Errorf("a stamp of %+v", none)
		}
	}
}

// However long a name or the recipients are, all stays within the frame, and nothing of one field
// lies on another.
func TestEverythingStaysWithinTheFrame(t *testing.T) {
	long := strings.Repeat("Ủy ban nhân dân thành phố trực thuộc trung ương ", 8)
	for _, f := range []Facts{
		facts, {long, "100000", "23/11/2026", long}, {"UBND", "01", "01/01/2026", strings.Repeat("W", 300)},
		{"Ủy ban nhân dân phường Nguyễn Thị Minh Khai – Ẫ", "137", "23/11/2026", "Phòng Kinh tế, Hạ tầng và Đô thị; Công an phường; Văn phòng HĐND và UBND"},
		{strings.Repeat("Ẫ", 60), "7", "1/1/2026", "Ông Trần Văn Ví Dụ 漢"},
	} {
		l, err := Layout(f)
		if err != nil {
			t.Fatal(err)
		}
		if w, h := l.SizeMM(); w < WidthMM-0.001 || w > WidthMM+0.001 || h < HeightMM-0.001 || h > HeightMM+0.001 {
			t.Errorf("%v by %v mm", w, h)
		}
		var boxes [][4]float64
		for _, text := range l.Texts {
			if r, none := mark.Missing(text.S); none {
				t.Errorf("%q cannot be drawn in %q", r, text.S)
			}
			at := [4]float64{text.X, text.Y - 0.7*text.Size, text.X + mark.Width(text.S, text.Size, text.Bold), text.Y + 0.2*text.Size}
			if at[0] < framePt || at[1] < framePt || at[2] > l.W-framePt+0.01 || at[3] > l.H-framePt {
				t.Errorf("%q leaves the frame: %.1f of %.1f × %.1f", text.S, at, l.W, l.H)
			}
			if head := headMM * office.PointsPerMM; at[1] < head && at[3] > head {
				t.Errorf("%q lies on the line below the name: %.1f", text.S, at)
			}
			for i, other := range boxes {
				if at[0] < other[2]-0.1 && other[0] < at[2]-0.1 && at[1] < other[3]-0.1 && other[1] < at[3]-0.1 {
					t.Errorf("%q lies on %q", text.S, l.Texts[i].S)
				}
			}
			boxes = append(boxes, at)
		}
	}
}

// The sample that the docs show is what is made.
func TestTheSampleIsWhatIsMade(t *testing.T) {
	lettertest.Sample(t, "dau-den.pdf", func(w io.Writer) error {
		_, whole := stampedAs(t, document(t, decision), Order{Facts: facts})
		_, err := w.Write(whole)
		return err
	})
}
