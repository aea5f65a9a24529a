package pdf

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf/cos"
)

// How something is put over the pages of any PDF:
//
//   - Each layout is a form of its own, however many pages show it, and all of
//     them share one subset of each font.
//   - The old content of a page stands between q and Q, and what it leaves open is
//     closed, so that nothing in it changes how ours is drawn.
//   - What pages share stays shared: a page gets a new dictionary, and the pages
//     of one resource dictionary get one new one.

// Addition is a layout drawn over a page of a PDF at 100 %, upright as the page
// is seen.
type Addition struct {
	Page   int // from 0; pages behind the last are the Sheets, in order
	Layout mark.Layout
	X, Y   float64 // mm from the top left corner of the page as it is seen (CropBox, /Rotate, UserUnit honoured)
}

// Overlay is what is put over a PDF.
type Overlay struct {
	Draw   []Addition
	Sheets [][2]float64 // mm: width and height of sheets of their own added behind the last page

	// Anew: the pages were written anew by another program, so that the file keeps no
	// claim to PDF/A.
	Anew bool
}

// PrepareOverlay makes the increment that draws over a PDF. Its hole is empty, and
// the original bytes stay as they are. A file to which nothing can be appended is
// an Unappendable failure: Rewrite may help.
func PrepareOverlay(ctx context.Context, r io.ReaderAt, size int64, o Overlay) (inc *Increment, err error) {
	err = guarded(func() error {
		s, err := openSigning(ctx, r, size)
		if err != nil {
			return err
		}
		inc, err = (&overlaying{signing: s, forms: map[string]cos.Ref{}, nodes: map[cos.Ref]*node{}, said: sha256.New(), words: Writer{e: s.d.e}}).draw(o)
		return err
	})
	return inc, unappendable(ctx, err)
}

// unappendable gives an error of the file its sentence.
func unappendable(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil || errors.Is(err, errAsked) {
		return errors.Join(ctx.Err(), err)
	}
	if _, said := office.FailureIn(err); said && !errors.Is(err, Disordered) {
		return err
	}
	return Unappendable.Because(err)
}

// overlaying is a PDF that is about to be drawn over.
type overlaying struct {
	*signing
	forms map[string]cos.Ref // by their content
	said  hash.Hash          // of what the forms say
	name  string             // begins the names of ours
	words Writer             // the fonts
	start cos.Ref            // the q before the old content of every page
	nodes map[cos.Ref]*node  // of the page tree that get other kids

	shared map[cos.Ref]bool // pages that stand in the tree more than once
}

// stamp is a form and where it goes, in points from the top left of the page as
// it is seen.
type stamp struct {
	form cos.Ref
	x, y float64
	h    float64
}

// errAsked says that what was asked for is wrong, not the file.
var errAsked = errors.New("an overlay that no file can have")

// draw writes everything in the order in which it refers to each other.
func (o *overlaying) draw(what Overlay) (*Increment, error) {
	if len(what.Draw)+len(what.Sheets) == 0 {
		return nil, fmt.Errorf("%w: nothing to draw", errAsked)
	}
	byPage, err := o.stamps(what.Draw)
	if err != nil {
		return nil, err
	}
	seats, pages, err := o.seats(byPage)
	if err != nil {
		return nil, err
	}
	for index := range byPage {
		if index < 0 || index >= pages+len(what.Sheets) {
			return nil, fmt.Errorf("%w: a page %d of %d", errAsked, index, pages+len(what.Sheets))
		}
	}
	if err := o.pages(seats, byPage); err != nil {
		return nil, err
	}
	if err := o.sheets(what.Sheets, pages, byPage); err != nil {
		return nil, err
	}
	o.tree()
	if what.Anew {
		o.unclaim()
	}
	b, err := o.d.finish()
	return &Increment{Bytes: b}, err
}

// stamps writes the forms and their fonts, and sorts them by the pages. The names
// of ours depend on what the forms say, so that no content can call one.
func (o *overlaying) stamps(all []Addition) (map[int][]stamp, error) {
	byPage := map[int][]stamp{}
	for _, a := range all {
		form, err := o.form(a.Layout)
		if err != nil {
			return nil, err
		}
		byPage[a.Page] = append(byPage[a.Page], stamp{form: form,
			x: a.X * office.PointsPerMM, y: a.Y * office.PointsPerMM, h: a.Layout.H})
	}
	const nameBytes = 4
	o.name = fmt.Sprintf("Tram%x", o.said.Sum(nil)[:nameBytes])
	for _, face := range o.words.faces {
		if face != nil {
			if err := face.emit(o.d.e, o.claimedPart() == "1"); err != nil {
				return nil, err
			}
		}
	}
	return byPage, nil
}

// form writes a layout, once.
func (o *overlaying) form(l mark.Layout) (cos.Ref, error) {
	content, fonts, err := o.words.draw(l)
	if err != nil {
		return cos.Ref{}, err
	}
	entries := formEntries(l, o.words.fontResources(fonts))
	key := entries + string(content)
	o.said.Write([]byte(key))
	if at, known := o.forms[key]; known {
		return at, nil
	}
	at := cos.Ref{Num: o.d.e.reserve()}
	o.d.e.bytes(at.Num, entries, deflate(content))
	o.forms[key] = at
	return at, o.d.e.err
}

// seats finds the pages that are drawn over, and notes which of them stand in the
// tree more than once.
func (o *overlaying) seats(byPage map[int][]stamp) (found map[int]seat, pages int, err error) {
	found = map[int]seat{}
	o.shared = map[cos.Ref]bool{}
	w := seatWalk{f: o.f, seen: map[cos.Ref]bool{}, twins: true, each: func(page seat) error {
		if page.twin {
			o.shared[page.at] = true
		}
		if len(byPage[pages]) > 0 {
			found[pages] = page
		}
		pages++
		return nil
	}}
	err = w.node(o.catalog.Get("Pages"), seat{}, 0)
	if err == nil && pages == 0 {
		err = NoPages
	}
	return found, pages, err
}

// pages writes the pages that are drawn over, each with its content and
// resources.
func (o *overlaying) pages(seats map[int]seat, byPage map[int][]stamp) error {
	rooms := map[cos.Ref]*room{}
	order := slices.Sorted(maps.Keys(seats))
	for _, index := range order {
		page := seats[index]
		home := page.resourcesAt
		if rooms[home] == nil {
			made, err := o.room(page)
			if err != nil {
				return fmt.Errorf("the resources of page %d: %w", index+1, err)
			}
			rooms[home] = made
		}
		contents, err := o.contents(page, rooms[home], byPage[index])
		if err != nil {
			return fmt.Errorf("the content of page %d: %w", index+1, err)
		}
		anew := page.self.With(page.source,
			cos.Set{Key: "Contents", Value: contents}, cos.Set{Key: "Resources", Value: pointer(rooms[home].at)})
		if !o.shared[page.at] {
			o.d.replace(page.at, anew)
		} else if err := o.part(page, o.d.add(anew)); err != nil {
			return err
		}
	}
	for _, index := range order {
		if r := rooms[seats[index].resourcesAt]; !r.written {
			r.written = true
			o.d.e.object(r.at.Num, "%s", r.text())
		}
	}
	return o.d.e.err
}

// show writes the operators that show forms on a page.
func (r *room) show(b *bytes.Buffer, forms []stamp, shape pageShape) {
	for _, d := range forms {
		x, y := pointOnPage(d.x/shape.unit, (d.y+d.h)/shape.unit, shape.seen, shape.turn)
		way := turned(shape.turn)
		for i := range way {
			way[i] /= shape.unit
		}
		way[4], way[5] = x, y
		if r.tagged {
			b.WriteString("/Artifact BMC\n")
		}
		fmt.Fprintf(b, "q %s cm /%s Do Q\n", exact(way...), r.name(d.form))
		if r.tagged {
			b.WriteString("EMC\n")
		}
	}
}
