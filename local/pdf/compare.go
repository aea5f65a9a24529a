package pdf

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"slices"

	"tram/local/pdf/cos"
)

// Rules of comparing:
//   - An object counts as changed when the older state referred to it and it is
//     not what it was, also when it was nothing before.
//   - A changed object is Content until a rule explains it. A rule explains an
//     object by what it is in the older state and by which of its keys changed.
//   - What is only new cannot be reached but through a changed object, so the
//     rule that explains that one decides.

// comparison holds two states of a file against each other.
type comparison struct {
	ctx       context.Context
	then, now *view
	changed   map[int]bool         // by object number: differs, and the older state refers to it
	differs   map[int]bool         // also where the older state does not refer to it
	referrers map[int]map[int]bool // of what differs, in the older state; 0 is the trailer
	explained map[int]bool
	widgets   map[cos.Ref]bool // of the signatures that came
	found     map[Change]bool
}

const mostDiffering = 200_000

// compare tells what came between two states.
func compare(ctx context.Context, then, now *view) ([]Change, error) {
	c := &comparison{ctx: ctx, then: then, now: now, differs: map[int]bool{}, changed: map[int]bool{},
		referrers: map[int]map[int]bool{}, explained: map[int]bool{}, widgets: map[cos.Ref]bool{}, found: map[Change]bool{}}
	if err := c.difference(); err != nil {
		return nil, err
	}
	if err := c.references(); err != nil {
		return nil, err
	}
	if err := c.explain(); err != nil {
		return nil, err
	}
	for num := range c.changed {
		if !c.explained[num] {
			c.note(Content)
			break
		}
	}
	return slices.SortedFunc(maps.Keys(c.found), func(a, b Change) int {
		if a.Kind != b.Kind {
			return int(a.Kind - b.Kind)
		}
		return bytes.Compare([]byte(a.Field), []byte(b.Field))
	}), nil
}

func (c *comparison) note(kind ChangeKind) { c.noteField(kind, "") }

func (c *comparison) noteField(kind ChangeKind, field string) {
	c.found[Change{Kind: kind, Field: field, Said: changeSaid[kind]}] = true
}

// difference finds the objects that are not what they were.
func (c *comparison) difference() error {
	for num := 1; num < max(c.then.f.Count(), c.now.f.Count()); num++ {
		if c.then.f.SamePlace(c.now.f, num) {
			continue
		}
		same, err := c.same(num)
		if c.ctx.Err() != nil {
			return c.ctx.Err()
		}
		if err != nil || !same {
			c.differs[num] = true
		}
		if len(c.differs) > mostDiffering {
			return errors.New("too many objects changed")
		}
	}
	return nil
}

// same tells whether an object that lies elsewhere now means what it meant.
func (c *comparison) same(num int) (bool, error) {
	genThen, usedThen := c.then.f.Gen(num)
	genNow, usedNow := c.now.f.Gen(num)
	if usedThen != usedNow || genThen != genNow {
		return false, nil
	}
	a, err := c.then.f.Item(num)
	if err != nil {
		return false, err
	}
	b, err := c.now.f.Item(num)
	if err != nil {
		return false, err
	}
	if (a.Stream == 0) != (b.Stream == 0) || !cos.Same(a.Value, b.Value) {
		return false, nil
	}
	if a.Stream == 0 {
		return true, nil
	}
	return c.sameBytes(a, b)
}

func (c *comparison) sameBytes(a, b cos.Item) (bool, error) {
	before, err := c.then.f.Raw(a)
	if err != nil {
		return false, err
	}
	after, err := c.now.f.Raw(b)
	if err != nil || before.Size() != after.Size() {
		return false, err
	}
	x, y := make([]byte, copyBytes), make([]byte, copyBytes)
	for {
		n, err := io.ReadFull(before, x)
		m, _ := io.ReadFull(after, y)
		if !bytes.Equal(x[:n], y[:m]) {
			return false, nil
		}
		if err != nil {
			return true, nil
		}
	}
}

// references finds which objects of the older state refer to what differs.
func (c *comparison) references() error {
	refer := func(from int) func(cos.Ref) {
		return func(to cos.Ref) {
			if !c.differs[to.Num] {
				return
			}
			c.changed[to.Num] = true
			if c.referrers[to.Num] == nil {
				c.referrers[to.Num] = map[int]bool{}
			}
			c.referrers[to.Num][from] = true
		}
	}
	for _, key := range []cos.Name{"Root", "Info"} {
		cos.Refs(c.then.f.Trailer.Get(key), refer(0))
	}
	if len(c.differs) == 0 {
		return nil
	}
	for num := 1; num < c.then.f.Count(); num++ {
		item, err := c.then.f.Item(num)
		if c.ctx.Err() != nil {
			return c.ctx.Err()
		}
		if err != nil {
			// What it refers to nobody can tell.
			c.note(Unknown)
			continue
		}
		if d, is := item.Value.(cos.Dict); is && item.Stream != 0 {
			if kind := d.Get("Type"); kind == cos.Name("XRef") || kind == cos.Name("ObjStm") {
				continue
			}
		}
		cos.Refs(item.Value, refer(num))
	}
	return nil
}

// only tells whether nothing else in the older state refers to an object.
func (c *comparison) only(num int, owners ...int) bool {
	for from := range c.referrers[num] {
		if !slices.Contains(owners, from) {
			return false
		}
	}
	return true
}

// fresh tells whether the older state knew nothing of an object.
func (c *comparison) fresh(at cos.Ref) bool {
	return c.differs[at.Num] && !c.changed[at.Num]
}

// keys calls with every key whose value is not the same in both.
func keys(then, now cos.Dict, call func(key cos.Name, before, after cos.Object)) {
	seen := map[cos.Name]bool{}
	for _, e := range slices.Concat(then.Entries, now.Entries) {
		if seen[e.Key] {
			continue
		}
		seen[e.Key] = true
		if before, after := then.Get(e.Key), now.Get(e.Key); !cos.Same(before, after) {
			call(e.Key, before, after)
		}
	}
}
