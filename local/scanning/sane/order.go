package sane

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"tram/local/office"
	"tram/local/scanning"
)

// endless is more pages than a feeder holds.
const endless = 100_000

// mostLength is the longest sheet that a feeder is asked for where no paper was named, in
// millimetres: some offer metres, and send them.
const mostLength = 432

// pages is how many are asked for: the glass has one.
func pages(w office.ScanWish) int {
	switch {
	case w.Source == office.Flatbed:
		return 1
	case w.Most > 0:
		return w.Most
	}
	return endless
}

// order is the arguments of scanimage for a wish. Names is the format of the names of the
// files, first the number of the first.
func (dev device) order(w office.ScanWish, names string, first int) ([]string, error) {
	o := dev.options
	args := []string{"-d", dev.id, "--format=tiff", "--batch=" + names, "--batch-print", "-p",
		fmt.Sprintf("--batch-start=%d", first), fmt.Sprintf("--batch-count=%d", pages(w))}
	refused := func(why string, a ...any) ([]string, error) {
		return nil, scanning.Refused.About(dev.name, fmt.Sprintf(why, a...))
	}
	source, has := dev.source(w.Source)
	if !has {
		return refused("máy không có nguồn giấy “%s”", w.Source)
	}
	args = append(args, source...)
	if _, choice := o["--mode"]; choice {
		mode, has := o.mode(w.Mode)
		if !has {
			return refused("máy không quét được màu “%s”", w.Mode)
		}
		args = append(args, "--mode="+mode)
	}
	if w.Mode != office.Lineart && slices.Contains(o["--depth"].values, "8") {
		args = append(args, "--depth=8")
	}
	if !o.takesDPI(w.DPI) {
		return refused("máy không quét được ở %d dpi (có: %v)", w.DPI, o.dpi())
	}
	if _, choice := o["--resolution"]; choice {
		args = append(args, "--resolution="+strconv.Itoa(w.DPI))
	}
	area, err := dev.area(w.Paper)
	if err != nil {
		return nil, err
	}
	args = append(args, area...)
	for name, value := range map[string]int{"--brightness": w.Brightness, "--contrast": w.Contrast} {
		switch {
		case value == 0:
		case !o[name].ranges():
			return refused("máy không chỉnh được độ sáng, độ tương phản")
		default:
			args = append(args, fmt.Sprintf("%s=%.0f", name, o[name].at(value)))
		}
	}
	return args, nil
}

// at is the value of a range for one of -100 … 100.
func (o option) at(value int) float64 {
	middle := 0.0
	if o.from > 0 || o.to < 0 {
		middle = (o.from + o.to) / 2
	}
	if value < 0 {
		return math.Round(middle + (middle-o.from)*float64(value)/100)
	}
	return math.Round(middle + (o.to-middle)*float64(value)/100)
}

// area has a paper scanned, from its corner; without one all that the device takes.
func (dev device) area(paper string) ([]string, error) {
	x, y := dev.options["-x"], dev.options["-y"]
	if !x.ranges() || !y.ranges() {
		return nil, nil
	}
	w, h := x.to, min(y.to, mostLength)
	if paper != "" {
		name, known := office.PaperNamed(paper)
		size := office.Papers[name]
		const cut = 3 // millimetres at an edge that many a glass does not see
		if !known || size[0] > x.to+cut || size[1] > y.to+cut {
			return nil, scanning.Refused.About(dev.name, fmt.Sprintf("khổ giấy %s không có hoặc quá lớn", paper))
		}
		w, h = min(size[0], x.to), min(size[1], y.to)
	}
	args := []string{}
	for _, corner := range []string{"-l", "-t"} {
		if c := dev.options[corner]; c.ranges() {
			args = append(args, corner, fmt.Sprintf("%g", c.from))
		}
	}
	return append(args, "-x", fmt.Sprintf("%g", w), "-y", fmt.Sprintf("%g", h)), nil
}
