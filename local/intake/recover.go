package intake

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/page"
	"tram/local/whole"
)

// errNothing ends a change that would change nothing.
var errNothing = errors.New("nothing to change")

// recoveredName is what a page is called whose file name a crash lost.
const recoveredName = "Trang khôi phục %d"

// Took tells whether a file that lies where a start left it, which was cut off, had been
// taken in by then: a page of its content has its name, or has lost its own.
func (t *Tray) Took(path string) (bool, error) {
	f, err := whole.Open(path)
	if err != nil {
		return false, reading(err)
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return false, reading(err)
	}
	content := office.Digest(hex.EncodeToString(hash.Sum(nil)))
	return slices.ContainsFunc(t.Pages(), func(p office.Page) bool {
		var n int
		_, err := fmt.Sscanf(p.Name, recoveredName, &n)
		return p.Capture == content && (strings.TrimPrefix(p.Name, office.ScannedName) == shown(path) || err == nil)
	}), nil
}

// recover lists captures that are on the disk but not in the manifest: a crash
// came between the two. They go to the end in the order in which they came.
func (t *Tray) recover(ctx context.Context) error {
	orphans, err := t.orphans()
	if err != nil || len(orphans) == 0 {
		return err
	}
	var g got
	for _, containers := range []bool{true, false} {
		for _, d := range orphans {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := t.reread(ctx, d, containers, &g); err != nil {
				return err
			}
		}
	}
	if len(g.files) == 0 {
		return nil
	}
	for i := range g.pages {
		g.pages[i].Name = fmt.Sprintf(recoveredName, i+1)
	}
	t.recovered = len(g.pages)
	return t.change(func(m *manifest) error {
		m.store(g.files)
		if len(g.pages) == 0 {
			return nil
		}
		return m.do(step{{At: len(m.Pages), In: g.pages}})
	})
}

// orphans are the captures that the manifest does not know, oldest first.
func (t *Tray) orphans() ([]office.Digest, error) {
	all, err := t.captures.list()
	if err != nil {
		return nil, err
	}
	known := t.now.Load().Stored
	born := map[office.Digest]time.Time{}
	for _, d := range all {
		if _, listed := known[d]; listed {
			continue
		}
		stat, err := os.Stat(t.captures.path(d))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("look at a capture: %w", reading(err))
		}
		born[d] = stat.ModTime()
	}
	var found []office.Digest
	for d := range born {
		found = append(found, d)
	}
	slices.SortFunc(found, func(a, b office.Digest) int {
		return cmp.Or(born[a].Compare(born[b]), cmp.Compare(a, b))
	})
	return found, nil
}

// reread makes pages of one orphan, a PDF in the first round and an image in
// the second, unless the PDF has given that image already. What cannot be read
// is set aside.
func (t *Tray) reread(ctx context.Context, d office.Digest, containers bool, g *got) error {
	if slices.ContainsFunc(g.files, func(k kept) bool { return k.digest == d }) {
		return nil
	}
	c, err := t.captures.open(d)
	if err != nil {
		return t.setAside(t.captures.path(d))
	}
	defer c.f.Close()
	kind, err := page.SniffAt(c, c.Size())
	if err == nil && (kind == page.KindPDF) != containers {
		return nil
	}
	more := got{files: []kept{{digest: d, size: c.Size()}}}
	if err == nil && containers {
		err = t.lift(ctx, d, c, "", "", &more)
	} else if err == nil {
		more.refusable = true
		var all []page.Info
		all, err = page.ProbeAll(c, c.Size())
		for _, info := range all {
			p := photographed(ctx, pageOf(t.newID(), info, ""), info, c, c.Size())
			more.pages = append(more.pages, t.captured(p, "", more.files[0]))
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil:
		g.pages, g.files = append(g.pages, more.pages...), append(g.files, more.files...)
		return nil
	case more.refusable:
		c.f.Close()
		return t.setAside(t.captures.path(d))
	}
	return err
}
