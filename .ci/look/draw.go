package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"tram/local/pdf"
)

const (
	dpi      = 60
	margin   = 3 // pixels round what is named: lines are smoothed
	step     = 24
	patience = 2 * time.Minute
	points   = 72 // an inch
)

// readers draw the pages of a file as PNGs in the order of their names.
var readers = map[string]func(file, dir string, most int) []string{
	"poppler": func(file, dir string, most int) []string {
		return []string{"pdftoppm", "-png", "-cropbox", "-r", strconv.Itoa(dpi), "-l", strconv.Itoa(most), file, filepath.Join(dir, "p")}
	},
	"mupdf": func(file, dir string, most int) []string {
		return []string{"mutool", "draw", "-q", "-r", strconv.Itoa(dpi), "-o", filepath.Join(dir, "p-%06d.png"), file, "1-" + strconv.Itoa(most)}
	},
}

// differs says which reader shows which page otherwise, outside of what is named.
func differs(ctx context.Context, then, now []byte, named []pdf.Change, most int) (string, error) {
	for name, command := range readers {
		before, err := drawn(ctx, then, command, most)
		if err != nil {
			return "", fmt.Errorf("%s, lúc ký: %w", name, err)
		}
		after, err := drawn(ctx, now, command, most)
		if err != nil {
			return name + " không vẽ được tệp nữa", nil //nolint:nilerr // it could draw what was signed
		}
		if len(before) != len(after) {
			return fmt.Sprintf("%s thấy %d trang, không phải %d", name, len(after), len(before)), nil
		}
		for i := range before {
			if at, is := difference(before[i], after[i], places(named, i)); is {
				return fmt.Sprintf("%s vẽ trang %d khác, ở %v", name, i+1, at), nil
			}
		}
	}
	return "", nil
}

func drawn(ctx context.Context, b []byte, command func(file, dir string, most int) []string, most int) ([]image.Image, error) {
	dir, err := os.MkdirTemp("", "look")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "x.pdf")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	words := command(file, dir, most)
	if out, err := exec.CommandContext(ctx, words[0], words[1:]...).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %.200s", err, out)
	}
	return pictures(dir)
}

func pictures(dir string) ([]image.Image, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var all []image.Image
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			return nil, err
		}
		all = append(all, img)
	}
	return all, nil
}

// places are what is named on a page, in pixels.
func places(named []pdf.Change, page int) (found []image.Rectangle) {
	for _, c := range named {
		for _, p := range c.Places {
			if p.Page == page {
				at := func(v float64) int { return int(v * dpi / points) }
				found = append(found, image.Rect(at(p.Rect[0])-margin, at(p.Rect[1])-margin, at(p.Rect[2])+margin, at(p.Rect[3])+margin))
			}
		}
	}
	return found
}

// difference finds a pixel that is another outside of some places.
func difference(a, b image.Image, but []image.Rectangle) (image.Point, bool) {
	if a.Bounds() != b.Bounds() {
		return a.Bounds().Max, true
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r, g, c, _ := a.At(x, y).RGBA()
			s, h, d, _ := b.At(x, y).RGBA()
			at := image.Pt(x, y)
			if apart(r, s)+apart(g, h)+apart(c, d) > step<<8 && !slices.ContainsFunc(but, func(r image.Rectangle) bool { return at.In(r) }) {
				return at, true
			}
		}
	}
	return image.Point{}, false
}

func apart(a, b uint32) uint32 { return max(a, b) - min(a, b) }
