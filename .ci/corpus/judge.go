package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/pdf"
)

// judge compares a file with what was made of it.
type judge struct {
	ctx           context.Context
	temp          string
	before, after string
	shapes        []office.PageShape
	notes         []string // what could not be compared, because the original fails there too
}

// mostDrawn is how long a judge may draw. A page that takes longer is none that he
// can judge.
const mostDrawn = 40 * time.Second

const (
	warned     = 3 // exit code of qpdf
	broken     = 2 // verdict
	firstPages = 5
	dpi        = 72.0
)

// compare says what changed that should not have; nothing where all is well.
func (j *judge) compare(original, marked []byte) string {
	if why := j.qpdf(); why != "" {
		return why
	}
	if why := j.pdfium(original, marked); why != "" {
		return "PDFium: " + why
	}
	if why := j.poppler(); why != "" {
		return "poppler: " + why
	}
	return ""
}

// qpdf must not think worse of the new file.
func (j *judge) qpdf() string {
	before, known := j.check(j.before)
	after, complaints := j.check(j.after)
	if after > before {
		return fmt.Sprintf("qpdf --check: %d, was %d: %q", after, before, complaints)
	}
	for _, c := range complaints {
		if before < broken && !slices.Contains(known, c) {
			return fmt.Sprintf("qpdf --check: %q is new", c)
		}
	}
	return ""
}

// check gives 0 for a sound file, 1 for one with warnings, 2 for a broken one; and
// the complaints without the places, which differ.
func (j *judge) check(file string) (verdict int, complaints []string) {
	out, err := exec.CommandContext(j.ctx, "qpdf", "--check", file).CombinedOutput()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		verdict = broken
		if failed.ExitCode() == warned {
			verdict = 1
		}
	}
	for line := range strings.Lines(string(out)) {
		if _, said, is := strings.Cut(strings.ReplaceAll(line, file, ""), "WARNING: "); is {
			complaints = append(complaints, said[strings.LastIndex(said, "): ")+1:])
		}
	}
	return verdict, complaints
}

// pages lists which pages are looked at, from 0.
func (j *judge) pages() []int {
	var pages []int
	for i := range min(firstPages, len(j.shapes)) {
		pages = append(pages, i)
	}
	if last := len(j.shapes) - 1; !slices.Contains(pages, last) {
		pages = append(pages, last)
	}
	return pages
}

func (j *judge) pdfium(original, marked []byte) string {
	before, problem := j.drawn(original)
	after, err := j.drawn(marked)
	if problem != nil {
		j.notes = append(j.notes, "PDFium does not show the original: "+problem.Error())
		return ""
	}
	if errors.Is(err, context.DeadlineExceeded) {
		j.notes = append(j.notes, "PDFium takes too long")
		return ""
	}
	if err != nil {
		return "does not show the marked file: " + err.Error()
	}
	for i, page := range j.pages() {
		why := j.same(page, before[i], after[i])
		if why == hidden && j.covered(page) {
			continue
		}
		if why != "" {
			return fmt.Sprintf("page %d: %s", page+1, why)
		}
	}
	return ""
}

func (j *judge) drawn(file []byte) (pictures []*image.Gray, err error) {
	ctx, stop := context.WithTimeout(j.ctx, mostDrawn)
	defer stop()
	err = pdf.ShowPages(ctx, bytes.NewReader(file), int64(len(file)), j.pages(), dpi, func(_ int, img image.Image) {
		pictures = append(pictures, img.(*image.Gray))
	})
	return pictures, err
}

// hidden says that the mark does not show.
const hidden = "the mark does not show"

// covered tells whether the mark does show where the notes of the page are left
// out: they lie over the page, and over the mark too.
func (j *judge) covered(page int) bool {
	before, problem := j.pdftoppm(j.before, page, withoutNotes)
	after, err := j.pdftoppm(j.after, page, withoutNotes)
	if problem != nil || err != nil || j.same(page, before, after) != "" {
		return false
	}
	j.notes = append(j.notes, fmt.Sprintf("a note of page %d lies over the mark, or is drawn by what the page leaves behind", page+1))
	return true
}

const withoutNotes = "-hide-annotations"

// poppler draws notes in the state that the content of the page leaves behind. So
// a page that differs is looked at without them too; PDFium saw them already.
func (j *judge) poppler() string {
	for _, page := range j.pages() {
		before, problem := j.pdftoppm(j.before, page)
		if problem != nil {
			j.notes = append(j.notes, fmt.Sprintf("poppler does not show page %d of the original: %v", page+1, problem))
			continue
		}
		after, err := j.pdftoppm(j.after, page)
		if errors.Is(err, context.DeadlineExceeded) {
			j.notes = append(j.notes, "poppler takes too long")
			continue
		}
		if err != nil {
			return fmt.Sprintf("does not show page %d: %v", page+1, err)
		}
		why := j.same(page, before, after)
		if why != "" && !j.covered(page) && !j.moody(page, before) {
			return fmt.Sprintf("page %d: %s", page+1, why)
		}
	}
	return ""
}

// moody tells whether poppler draws a page now so, now otherwise, as it does where
// it reads what it never wrote.
func (j *judge) moody(page int, before *image.Gray) bool {
	const tries = 8
	for range tries {
		again, err := j.pdftoppm(j.before, page)
		if err != nil || !bytes.Equal(again.Pix, before.Pix) {
			j.notes = append(j.notes, fmt.Sprintf("poppler draws page %d of the original otherwise each time", page+1))
			return true
		}
	}
	return false
}

// mostPixels keeps a page of many metres from filling the disk.
const mostPixels = 4000

func (j *judge) pdftoppm(file string, page int, more ...string) (*image.Gray, error) {
	number := fmt.Sprint(page + 1)
	args := append(more, "-r", fmt.Sprint(dpi), "-gray", "-cropbox", "-f", number, "-l", number)
	longest := max(j.shapes[page].W, j.shapes[page].H) / office.MMPerInch * dpi
	if longest > mostPixels {
		args = append(args, "-scale-to", fmt.Sprint(mostPixels))
	}
	ctx, stop := context.WithTimeout(j.ctx, mostDrawn)
	defer stop()
	var said bytes.Buffer
	c := exec.CommandContext(ctx, "pdftoppm", append(args, file)...)
	c.Stderr = &said
	out, err := c.Output()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		first, _, _ := strings.Cut(said.String(), "\n")
		return nil, fmt.Errorf("%w (%s, %s)", err, filepath.Base(file), first)
	}
	return readPGM(out)
}

// readPGM reads the one picture that pdftoppm writes.
func readPGM(b []byte) (*image.Gray, error) {
	var w, h, most int
	if _, err := fmt.Sscanf(string(b[:min(len(b), 64)]), "P5\n%d %d\n%d", &w, &h, &most); err != nil {
		return nil, fmt.Errorf("no picture: %w", err)
	}
	if w <= 0 || h <= 0 || len(b) < w*h {
		return nil, errors.New("half a picture")
	}
	img := image.NewGray(image.Rect(0, 0, w, h))
	copy(img.Pix, b[len(b)-w*h:])
	return img, nil
}

const edge = 3 // pixels round the mark that may blend with it

// same compares two pictures of a page outside the mark, and looks for the mark.
func (j *judge) same(page int, before, after *image.Gray) string {
	if before.Rect != after.Rect {
		return fmt.Sprintf("its size is %v, was %v", after.Rect.Max, before.Rect.Max)
	}
	px := float64(before.Rect.Dx()) / j.shapes[page].W // a millimetre
	pt := px / office.PointsPerMM
	at := func(mm, points float64) int { return int(math.Round(mm*px + points*pt)) }
	drawn := image.Rect(at(markX, 0)-edge, at(markY, 0)-edge, at(markX, markW)+edge, at(markY, markH)+edge)
	differ := 0
	var first image.Point
	for y := range before.Rect.Dy() {
		for x := range before.Rect.Dx() {
			if before.GrayAt(x, y) != after.GrayAt(x, y) && !(image.Point{X: x, Y: y}).In(drawn) {
				if differ++; differ == 1 {
					first = image.Point{X: x, Y: y}
				}
			}
		}
	}
	if differ > 0 {
		return fmt.Sprintf("%d pixels differ, the first at %v of %v", differ, first, before.Rect.Max)
	}
	rule := image.Rect(at(markX, 1)+1, at(markY, 1)+1, at(markX, ruleLong-1)-1, at(markY, ruleFat-1)-1)
	if rule.Empty() || !rule.In(before.Rect) {
		return ""
	}
	if !shows(after, rule) {
		return hidden
	}
	return ""
}

// shows tells whether most of a rule is dark: a note may lie over a part of it.
func shows(img *image.Gray, rule image.Rectangle) bool {
	const dark = 100
	seen := 0
	for y := rule.Min.Y; y < rule.Max.Y; y++ {
		for x := rule.Min.X; x < rule.Max.X; x++ {
			if img.GrayAt(x, y).Y <= dark {
				seen++
			}
		}
	}
	return 2*seen >= rule.Dx()*rule.Dy()
}
