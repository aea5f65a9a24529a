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
//   - An object counts as changed when the older state leads to it and it is not
//     what it was, also when it was nothing before.
//   - A changed object is Content until a rule explains it. A rule explains an
//     object by what it is in the older state and by which of its keys changed.
//   - What is only new cannot be reached but through a changed object, so the
//     rule that explains that one decides.
//   - What came and shows must not hide what was signed: see glance and uncover.

// comparison holds two states of a file against each other.
type comparison struct {
	ctx       context.Context
	then, now *view
	changed   map[int]bool         // by object number: differs, and the older state leads to it
	differs   map[int]bool         // also where the older state does not lead to it
	referrers map[int]map[int]bool // of what differs, in the older state; 0 is the trailer
	uses      []int32              // by object number: how often the older state refers to it
	explained map[int]bool
	widgets   map[cos.Ref]bool // of the signatures that came
	names     map[string]bool  // of their fields
	over      []cos.Ref        // signatures that came and could hide what is under them
	found     map[Change]bool
}

const mostDiffering = 200_000

// compare tells what came between two states.
func compare(ctx context.Context, then, now *view) ([]Change, error) {
	c := &comparison{ctx: ctx, then: then, now: now, differs: map[int]bool{}, changed: map[int]bool{},
		referrers: map[int]map[int]bool{}, explained: map[int]bool{}, widgets: map[cos.Ref]bool{}, names: map[string]bool{}, found: map[Change]bool{}}
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
	for _, s := range now.f.Sections {
		if s.Hybrid && s.At >= then.f.End {
			c.note(Unknown)
		}
	}
	if err := c.uncover(); err != nil {
		return nil, err
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
			return true, nil //nolint:nilerr // the end of both, which are equally long
		}
	}
}

// references finds what differs among the objects that the older state leads
// to, and how often each is referred to.
func (c *comparison) references() error {
	if len(c.differs) == 0 {
		return nil
	}
	c.uses = make([]int32, max(c.then.f.Count(), c.now.f.Count()))
	var waiting []cos.Ref
	from := 0
	refer := func(to cos.Ref) {
		if c.differs[to.Num] {
			c.changed[to.Num] = true
			if c.referrers[to.Num] == nil {
				c.referrers[to.Num] = map[int]bool{}
			}
			c.referrers[to.Num][from] = true
		}
		if to.Num < len(c.uses) {
			if c.uses[to.Num]++; c.uses[to.Num] == 1 {
				waiting = append(waiting, to)
			}
		}
	}
	cos.Refs(c.then.f.Trailer, refer)
	for len(waiting) > 0 {
		last := len(waiting) - 1
		at := waiting[last]
		waiting = waiting[:last]
		item, err := c.then.f.Item(at.Num)
		if c.ctx.Err() != nil {
			return c.ctx.Err()
		}
		if err != nil {
			// What it refers to nobody can tell.
			c.note(Unknown)
			continue
		}
		from = at.Num
		if pack := c.then.f.Pack(at.Num); pack > 0 {
			refer(cos.Ref{Num: pack})
		}
		cos.Refs(item.Value, refer)
	}
	return nil
}

// own tells whether one place in the older state refers to an object and no
// other: what the object becomes shows only there.
func (c *comparison) own(num int) bool {
	return num < len(c.uses) && c.uses[num] == 1
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
