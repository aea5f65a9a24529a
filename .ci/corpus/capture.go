package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"strings"

	"tram/local/office"
	"tram/local/pdf"
)

// captureAndJudge takes the pages of a scanner's PDF in, writes them as a conversion
// would, and asks three readers whether they see what they saw.
func captureAndJudge(ctx context.Context, file string) (end, error) {
	original, err := os.ReadFile(file)
	if err != nil {
		return end{}, err
	}
	limited, stop := context.WithTimeout(ctx, mostTime)
	defer stop()
	kept, shapes, drawn, err := captured(limited, original)
	if errors.Is(err, context.DeadlineExceeded) {
		return end{Outcome: "hang", Why: fmt.Sprintf("more than %v: %v", mostTime, err), Defect: true}, nil
	}
	if err != nil {
		return refused(err), nil
	}
	after, err := os.CreateTemp("", "captured-*.pdf")
	if err != nil {
		return end{}, err
	}
	defer os.Remove(after.Name())
	if _, err := after.Write(kept); err != nil {
		return end{}, err
	}
	if err := after.Close(); err != nil {
		return end{}, err
	}
	j := judge{ctx: ctx, before: file, after: after.Name(), shapes: shapes}
	return j.captured(original, kept, drawn), nil
}

// captured gives the file that a conversion would write, and which pages were
// drawn.
func captured(ctx context.Context, original []byte) (_ []byte, shapes []office.PageShape, drawn []bool, err error) {
	var out bytes.Buffer
	w := pdf.NewWriter(&out, pdf.About{})
	_, err = pdf.Lift(ctx, bytes.NewReader(original), int64(len(original)), func(l pdf.Lifted) error {
		lies, err := w.Page(ctx, pdf.Leaf{Content: bytes.NewReader(l.Content), Size: int64(len(l.Content)), DPIX: l.DPIX, DPIY: l.DPIY, Orientation: l.Orientation})
		shapes = append(shapes, office.PageShape{W: lies.W / office.PointsPerMM, H: lies.H / office.PointsPerMM})
		drawn = append(drawn, l.Rendered)
		return err
	})
	if err != nil {
		return nil, nil, nil, err
	}
	if err := w.Close(); err != nil {
		return nil, nil, nil, err
	}
	return out.Bytes(), shapes, drawn, nil
}

// captured asks each reader of each page.
func (j *judge) captured(original, kept []byte, drawn []bool) end {
	e := end{Outcome: "as captured"}
	ours, failed := j.drawn(original)
	again, err := j.drawn(kept)
	for i, at := range j.pages() {
		var differ []string
		if failed == nil && (err != nil || !seenAlike(ours[i], again[i])) {
			differ = append(differ, "PDFium")
		}
		for name, draw := range map[string]func(string, int) (*image.Gray, error){"poppler": j.plainly, "mupdf": j.mutool} {
			before, failed := draw(j.before, at)
			after, err := draw(j.after, at)
			if failed == nil && (err != nil || !seenAlike(before, after)) {
				differ = append(differ, name)
			}
		}
		const most = 1 // reader alone against the others, of a page that says that it was drawn
		if drawn[at] {
			e.Outcome = "drawn"
		}
		if len(differ) > 0 && !drawn[at] || len(differ) > most {
			e.Outcome, e.Defect = "another page", true
			e.Why += fmt.Sprintf("page %d (drawn: %v): %s; ", at+1, drawn[at], strings.Join(differ, ", "))
		}
	}
	return e
}

func (j *judge) plainly(file string, page int) (*image.Gray, error) { return j.pdftoppm(file, page) }

func (j *judge) mutool(file string, page int) (*image.Gray, error) {
	ctx, stop := context.WithTimeout(j.ctx, mostDrawn)
	defer stop()
	out, err := exec.CommandContext(ctx, "mutool", "draw", "-q", "-c", "gray", "-F", "pgm", "-r", fmt.Sprint(dpi), "-o", "-", file, fmt.Sprint(page+1)).Output()
	if len(out) == 0 {
		return nil, errors.Join(errors.New("nothing drawn"), err)
	}
	return readPGM(out)
}

// seenAlike tells whether hardly a patch of a millimetre differs plainly, also
// where one is looked for a pixel away.
func seenAlike(a, b *image.Gray) bool {
	const patch, share = 4, 60 // one patch in so many may
	size := a.Rect.Size()
	if d := size.Sub(b.Rect.Size()); max(d.X, -d.X) > 1 || max(d.Y, -d.Y) > 1 {
		return false
	}
	all, off := 0, 0
	for y := 1; y+patch < size.Y-2; y += patch {
		for x := 1; x+patch < size.X-2; x += patch {
			all++
			if !patchAlike(a, b, image.Rect(x, y, x+patch, y+patch)) {
				off++
			}
		}
	}
	return off*share <= all
}

func patchAlike(a, b *image.Gray, at image.Rectangle) bool {
	const slack = 40
	one := mean(a, at)
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			if d := one - mean(b, at.Add(image.Pt(dx, dy))); d <= slack && d >= -slack {
				return true
			}
		}
	}
	return false
}

func mean(img *image.Gray, at image.Rectangle) (sum int) {
	for y := at.Min.Y; y < at.Max.Y; y++ {
		for x := at.Min.X; x < at.Max.X; x++ {
			sum += int(img.GrayAt(x, y).Y)
		}
	}
	return sum / (at.Dx() * at.Dy())
}
