package naps2

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"tram/local/office"
	"tram/local/scanning"
)

const (
	driver = "naps2"
	road   = "twain" // of NAPS2's own drivers: the others are here without it
	prefix = driver + ":" + road + ":"
)

// How long is waited.
const (
	answers = time.Minute     // for the list
	quiet   = 5 * time.Minute // for a sign of life: a page at 600 dpi with a cold lamp
	letsGo  = 5 * time.Second // for what it started to end with it
)

// Driver scans with NAPS2.
type Driver struct {
	clock                   office.Clock
	program                 func() ([]string, error)
	quiet, answered, letsGo time.Duration

	mu    sync.Mutex
	names []string // as they were listed last
}

// New is the driver; it looks for nothing yet.
func New(clock office.Clock) *Driver {
	return &Driver{clock: clock, program: installed, quiet: quiet, answered: answers, letsGo: letsGo}
}

var _ scanning.Driver = (*Driver)(nil)

// Name is what the IDs of its scanners begin with.
func (*Driver) Name() string { return driver }

const (
	mostDevices = 64
	longestName = 200 // bytes
	mostShown   = 80  // letters
)

// Find lists the devices of TWAIN. A machine without the program has none.
func (d *Driver) Find(ctx context.Context) (all []office.Scanner, err error) {
	words, err := d.program()
	if errors.Is(err, scanning.NoProgram) {
		return nil, nil // nobody has to have it
	}
	if err != nil {
		return nil, err
	}
	var names []string
	var told *office.Failure
	r := d.run(ctx, append(words, "--driver", road, "--listdevices"), "", d.answered, func(line string) {
		f := meaning(line, "dùng TWAIN", 0)
		switch {
		case strings.HasPrefix(line, "No scanning device was found"), strings.HasPrefix(line, "Không thấy thiết bị quét"):
		case f != nil && !errors.Is(f, scanning.Unclear): // of which a name would be one
			told = cmp.Or(told, f)
		case len(names) < mostDevices && len(line) <= longestName && !strings.HasPrefix(line, "-"):
			names = append(names, line)
		}
	})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case told != nil:
		return nil, told.Because(r.err)
	case r.err != nil:
		return nil, scanning.NoAnswer.About("dùng TWAIN", "hỏi NAPS2").Because(r.err)
	}
	d.mu.Lock()
	d.names = names
	d.mu.Unlock()
	for _, name := range names {
		s := office.Scanner{ID: prefix + name, Name: office.Visible(name, mostShown) + " (TWAIN)", Driver: driver, Sources: office.ScanSources}
		s.Offers.Modes = office.ScanModes
		if !slices.ContainsFunc(all, func(other office.Scanner) bool { return other.ID == s.ID }) {
			all = append(all, s)
		}
	}
	return all, nil
}

// named is the device of a wish, if the program would take it and no other.
func (d *Driver) named(id string) (string, error) {
	name, ours := strings.CutPrefix(id, prefix)
	if !ours || name == "" || len(name) > longestName || strings.HasPrefix(name, "-") || name != office.Visible(name, longestName) {
		return "", scanning.NoSuchScanner.About(office.Visible(id, mostShown))
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, other := range d.names {
		if other == name {
			break
		}
		if strings.Contains(strings.ToLower(other), strings.ToLower(name)) {
			return "", Alike.About(name, office.Visible(other, mostShown))
		}
	}
	return name, nil
}

var (
	sources = map[office.ScanSource]string{office.Flatbed: "glass", office.Feeder: "feeder", office.Duplex: "duplex"}
	depths  = map[office.ScanMode]string{office.Colour: "color", office.Grey: "gray", office.Lineart: "bw"}
)

// pages are what the files are called, which a clerk sees, with the program's own word for
// the next number that is free.
const pages = "Trang quét $(nnnn).png"

// usualPaper is asked for where none is named: without one it scans American paper.
const usualPaper = "A4"

// order is the arguments for a wish.
func order(w office.ScanWish, name string) ([]string, error) {
	no := func(why string) ([]string, error) { return nil, scanning.Refused.About(name, why) }
	source, isSource := sources[w.Source]
	depth, isDepth := depths[w.Mode]
	paper, known := office.PaperNamed(cmp.Or(w.Paper, usualPaper))
	switch {
	case !isSource:
		return no("không rõ nguồn giấy " + office.Visible(string(w.Source), mostShown))
	case !isDepth:
		return no("không rõ màu " + office.Visible(string(w.Mode), mostShown))
	case !known:
		return no("không rõ khổ giấy " + office.Visible(w.Paper, mostShown))
	case w.Brightness != 0 || w.Contrast != 0:
		return no("độ sáng, độ tương phản không chỉnh được qua NAPS2")
	case w.Most > 0 && w.Source != office.Flatbed:
		return no("NAPS2 quét hết khay nạp, không dừng được sau một số trang")
	}
	size := office.Papers[paper]
	return []string{"-o", pages, "--noprofile", "--driver", road, "--device", name, "--source", source, "--bitdepth", depth,
		"--dpi", fmt.Sprint(w.DPI), "--pagesize", fmt.Sprintf("%gx%gmm", size[0], size[1]), "-v"}, nil
}
