package pdf

import (
	"bytes"
	"errors"
	"io"

	"tram/local/pdf/cos"
)

const mostDiffering = 200_000

// difference finds the objects that are not what they were. What a stream keeps in
// another file, and a key that stands twice, no reader's opinion of a change
// could be relied upon.
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
			c.doubtful(num)
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

// sameBytes compares the bytes of a stream in the older state with those of one in
// the newer.
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

// doubtful looks at what a changed object is made of.
func (c *comparison) doubtful(num int) {
	if _, used := c.now.f.Gen(num); !used {
		return
	}
	item, err := c.now.f.Item(num)
	if err != nil {
		c.content(placeUnread)
		return
	}
	if twiceWithin(item.Value) {
		c.content(placeTwice)
	}
	if d, is := item.Value.(cos.Dict); is && item.Stream > 0 && (d.Get("F") != nil || d.Get("FFilter") != nil) {
		c.content(placeElsewhere)
	}
}

// twiceWithin tells whether a dictionary anywhere in a value has a key twice.
func twiceWithin(o cos.Object) bool {
	switch v := o.(type) {
	case cos.Array:
		for _, item := range v.Items {
			if twiceWithin(item) {
				return true
			}
		}
	case cos.Dict:
		if v.Twice() {
			return true
		}
		for _, e := range v.Entries {
			if twiceWithin(e.Value) {
				return true
			}
		}
	}
	return false
}

// mostAlike is how many values are compared through their references.
const mostAlike = 20_000

// alike compares two values through all that they lead to: a copy of an object is
// as good as the object.
func (c *comparison) alike(then, now cos.Object) bool {
	return c.alikeFrom(then, now, map[[2]cos.Ref]bool{})
}

func (c *comparison) alikeFrom(then, now cos.Object, seen map[[2]cos.Ref]bool) bool {
	if len(seen) > mostAlike {
		return false
	}
	a, fromA := then.(cos.Ref)
	b, fromB := now.(cos.Ref)
	if fromA || fromB {
		if seen[[2]cos.Ref{a, b}] {
			return true
		}
		seen[[2]cos.Ref{a, b}] = true
	}
	before, err := itemOf(c.then.f, then)
	if err != nil {
		return false
	}
	after, err := itemOf(c.now.f, now)
	if err != nil || (before.Stream == 0) != (after.Stream == 0) {
		return false
	}
	if before.Stream > 0 {
		if same, err := c.sameBytes(before, after); err != nil || !same {
			return false
		}
	}
	return c.alikeWithin(before.Value, after.Value, seen)
}

func (c *comparison) alikeWithin(before, after cos.Object, seen map[[2]cos.Ref]bool) bool {
	switch v := before.(type) {
	case cos.Array:
		other, is := after.(cos.Array)
		if !is || len(other.Items) != len(v.Items) {
			return false
		}
		for i := range v.Items {
			if !c.alikeFrom(v.Items[i], other.Items[i], seen) {
				return false
			}
		}
		return true
	case cos.Dict:
		other, is := after.(cos.Dict)
		if !is || v.Twice() || other.Twice() {
			return false
		}
		alike := true
		each(v, other, func(_ cos.Name, was, is cos.Object) { alike = alike && c.alikeFrom(was, is, seen) })
		return alike
	}
	return cos.Same(before, after)
}

// itemOf is the object that a value refers to, or the value by itself.
func itemOf(f *cos.File, o cos.Object) (cos.Item, error) {
	at, is := o.(cos.Ref)
	if !is {
		return cos.Item{Value: o, At: -1}, nil
	}
	item, err := f.Follow(at)
	if _, again := item.Value.(cos.Ref); again {
		return item, errors.New("a reference to a reference")
	}
	return item, err
}

// each calls with every key of two dictionaries, in their order.
func each(then, now cos.Dict, call func(key cos.Name, was, is cos.Object)) {
	seen := map[cos.Name]bool{}
	for _, d := range []cos.Dict{then, now} {
		for _, e := range d.Entries {
			if !seen[e.Key] {
				seen[e.Key] = true
				call(e.Key, then.Get(e.Key), now.Get(e.Key))
			}
		}
	}
}
