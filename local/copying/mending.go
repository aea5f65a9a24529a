package copying

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"

	"tram/local/anchor"
	"tram/local/office"
)

// A segment that is damaged or missing cannot be put back as it was: what it held of files
// and marks hangs on what was there then. Instead one is put that stands for it and for all
// after it, under a number of its own: as the widest it counts at once, and rounds go on from
// its end. Nothing is removed for that, so that it can be done on a target that gives nothing
// up, and a copy that could not be restored whole is never worse than before.

// mendJournal stands in for the segments from a number on.
func (c *Copier) mendJournal(ctx context.Context, t *office.CopyTour, number int64, bad error) error {
	was, link := t.Number, t.Link
	failed := c.standIn(ctx, number)
	if failed == nil { // read on from there
		t.Number, t.Link = number-1, ""
		c.met = nil
	} else {
		t.Number, t.Link = was, link
	}
	return c.made(ctx, t, bad, failed, office.CopyFault{What: "journal", Name: strconv.FormatInt(number, 10), Said: "Phần nhật ký số " + strconv.FormatInt(number, 10) + " của bản sao thiếu hoặc hỏng"},
		"; đã lập lại từ dữ liệu trên máy.", "; chưa lập lại được.")
}

func (c *Copier) standIn(ctx context.Context, number int64) error {
	m := c.met
	before := header{}
	if number > 1 {
		i := slices.IndexFunc(m.journal, func(s span) bool { return s.last == number-1 })
		if i < 0 {
			return Incomplete.About(c.Target.Said(), number-1)
		}
		var err error
		if before, _, err = segmentAt(ctx, c.Target, c.ID, m.names, m.station, m.journal[i]); err != nil {
			return err
		}
	}
	last := m.last
	m.last = before
	m.last.To.Trays = last.To.Trays
	g, err := c.gather(ctx, false)
	m.last = last
	if err != nil {
		return err
	}
	if err := c.carryOver(ctx, g, number); err != nil {
		return err
	}
	for _, d := range g.files {
		if err := c.bringFile(ctx, d, &Round{}); err != nil {
			return err
		}
	}
	for hash, w := range g.words {
		if err := c.bringWords(ctx, hash, w); err != nil {
			return err
		}
	}
	one := span{first: number, last: m.journal.newest() + 1}
	h := header{Station: m.station, Number: one.first, Through: one.last, Before: before.Link, Link: link(before.Link, g.lines...), To: g.to, Made: c.Clock.Now()}
	sealed, err := encode(c.ID, h, g.lines)
	if err != nil {
		return err
	}
	return putBytes(ctx, c.Target, m.names.spanned(m.station, one), sealed)
}

// carryOver takes along what segments after a number say of files and marks, as far as they
// can be read, and that files are gone of which the one that said so cannot.
func (c *Copier) carryOver(ctx context.Context, g *gathered, number int64) error {
	m := c.met
	files, marks := map[office.Digest]bool{}, map[string]bool{}
	for _, l := range g.lines {
		if l.sign == lineMark {
			marks[string(l.text)] = true
		}
	}
	for _, s := range m.journal {
		if s.first < number {
			continue
		}
		_, lines, err := segmentAt(ctx, c.Target, c.ID, m.names, m.station, s)
		if ctx.Err() != nil || isOut(err) {
			return errors.Join(ctx.Err(), err)
		}
		for _, l := range lines {
			switch l.sign {
			case lineFile, lineGone:
				files[office.Digest(l.text)] = l.sign == lineFile
			case lineMark:
				g.carryMark(l, marks)
			}
		}
	}
	wiped, err := c.Records.Wiped(ctx)
	if err != nil {
		return err
	}
	for d := range wiped {
		if _, there := m.files[m.names.file(d)]; !there && !c.Files.Has(d) {
			files[d] = false
		}
	}
	for _, d := range slices.Sorted(maps.Keys(files)) {
		sign := byte(lineGone)
		if files[d] {
			sign = lineFile
		}
		if !files[d] && c.Files.Has(d) {
			continue
		}
		g.lines = append(g.lines, line{sign, []byte(d)})
	}
	return nil
}

func (g *gathered) carryMark(l line, known map[string]bool) {
	if known[string(l.text)] {
		return
	}
	known[string(l.text)] = true
	g.lines = append(g.lines, l)
	for _, m := range anchor.Read(l.text) {
		if m.Made.After(g.to.Mark) {
			g.to.Mark = m.Made
		}
	}
}
