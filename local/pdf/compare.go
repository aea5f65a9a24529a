package pdf

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tram/local/pdf/cos"
)

// Rules of comparing:
//   - Both states are walked side by side, from the trailer on. The road that leads
//     to an object gives it its role, and the role says what of it may change.
//     Nothing is believed that an object says of itself.
//   - What has no role is kept: it must be what it was, with all that it leads to.
//   - What two roads lead to takes the stricter: an object with two roles, or one
//     that is kept and has a role, must not have changed.
//   - What changed and no road leads to is a change too.
//   - What came and shows must not hide what was signed (glance, uncover), and
//     nothing else may look as it did not (witness).

// comparison holds two states of a file against each other.
type comparison struct {
	ctx       context.Context
	then, now *view

	differs map[int]bool   // by object number: is not what it was
	roles   map[int]role   // by object number
	changed map[role]bool  // roles of which an object is not what it was
	kept    []bool         // by object number: a road on which nothing may change leads to it
	named   [4][]bool      // by object number: kept roads that were noted, those that only mention, and those from a page, apart
	entered map[steps]bool // other roads that were noted
	roads   []road         // that are still to be walked

	names    map[string]bool      // of fields that came
	arrivals map[cos.Ref]*arrival // what came, or shows something else, by its annotation
	laid     []laid               // where it shows
	pages    int                  // in the newer state
	touched  map[int]seat         // pages, from 0, whose annotations are not what they were
	found    []Change
	holding  []int    // object streams in use; nil: not looked for yet
	places   []string // whose content changed
}

// compare tells what came between two states.
func compare(ctx context.Context, then, now *view) ([]Change, error) {
	c := newComparison(ctx, then, now)
	if err := c.difference(); err != nil {
		return nil, err
	}
	c.walkAll()
	c.strays()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err := c.look(); err != nil {
		return nil, err
	}
	return c.told(), nil
}

func newComparison(ctx context.Context, then, now *view) *comparison {
	return &comparison{ctx: ctx, then: then, now: now, differs: map[int]bool{}, roles: map[int]role{}, changed: map[role]bool{}, entered: map[steps]bool{},
		kept: make([]bool, max(then.f.Count(), now.f.Count())), names: map[string]bool{},
		arrivals: map[cos.Ref]*arrival{}, touched: map[int]seat{}}
}

// walkAll goes from the trailer to everything.
func (c *comparison) walkAll() {
	switch {
	case c.then.root == c.now.root:
	case c.fresh(c.now.root):
		c.note(Rerooted)
	default:
		c.content(placeCatalog)
		return
	}
	c.trailer()
	c.catalog()
	c.walk()
	c.byRole()
	for _, s := range c.now.f.Sections {
		if s.At >= c.then.f.End && c.now.f.Hides(s) {
			c.note(Unknown)
		}
	}
}

func (c *comparison) note(kind ChangeKind) { c.add(Change{Kind: kind}) }

func (c *comparison) noteField(kind ChangeKind, field string) {
	c.add(Change{Kind: kind, Field: field})
}

// add tells a change once, with all its places.
func (c *comparison) add(more Change) {
	for i, known := range c.found {
		if known.Kind == more.Kind && known.Field == more.Field && (known.Said == more.Said || more.Said == "") {
			c.found[i].Places = append(known.Places, slices.DeleteFunc(slices.Clone(more.Places), func(p Place) bool { return slices.Contains(known.Places, p) })...)
			return
		}
	}
	c.found = append(c.found, more)
}

// content says of which place the content changed.
func (c *comparison) content(place string) {
	if !slices.Contains(c.places, place) {
		c.places = append(c.places, place)
	}
}

// mostPlaces is how many places a sentence lists.
const mostPlaces = 3

// told is everything in the order of its weight, worded.
func (c *comparison) told() []Change {
	if len(c.places) > 0 {
		c.add(Change{Kind: Content, Said: changeSaid[Content] + ": " + some(c.places) + "."})
	}
	c.found = slices.DeleteFunc(c.found, func(change Change) bool {
		return change.Kind == FieldAdded && slices.ContainsFunc(c.found, func(other Change) bool {
			return other.Kind == AnotherSignature && other.Field == change.Field
		})
	})
	slices.SortStableFunc(c.found, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.Field, b.Field))
	})
	for i, change := range c.found {
		if change.Said == "" {
			c.found[i].Said = worded(change)
		}
	}
	return c.found
}

// some names some of several things.
func some(all []string) string {
	if len(all) > mostPlaces {
		return strings.Join(all[:mostPlaces], "; ") + "; …"
	}
	return strings.Join(all, "; ")
}
