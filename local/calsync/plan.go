package calsync

import (
	"maps"
	"slices"
)

// Deed is what is to be done with an item.
type Deed int

// The deeds.
const (
	Nothing Deed = iota
	Agree        // both have the same: that is kept
	Send         // ours is put into the calendar
	Take         // theirs is taken
	Merge        // Step.Item is taken, and then sent
	Remove       // ours was removed: theirs is, too
	Drop         // theirs was removed: ours is, too
	Forget       // neither is there
)

// Step is the next one for an item.
type Step struct {
	Do    Deed
	Item  Item   // of Take and Merge: as it will be; of Send: ours
	Clash *Clash // to be told before
}

// Theirs is what stands in the calendar of an item.
type Theirs struct {
	Item *Item // nil and not Same: nothing
	Same bool  // as both had it last; it was not read again
}

// Plan tells what is to be done with an item of which e is what both had last, ours what is held
// here (nil: nothing, and nobody removed it).
func Plan(e Entry, ours *Item, theirs Theirs) Step {
	switch {
	case theirs.Same:
		return same(e, ours)
	case theirs.Item == nil:
		return missing(e, ours)
	case ours == nil:
		return Step{Do: Take, Item: *theirs.Item}
	case ours.Gone:
		return removedHere(e, *ours, *theirs.Item)
	}
	return both(e, *ours, *theirs.Item)
}

// same plans for an item that nobody changed in the calendar.
func same(e Entry, ours *Item) Step {
	switch {
	case ours == nil:
		return Step{Do: Nothing} // the caller has it read
	case ours.Swept: // it is not left to this: the caller has it read
		return Step{Do: Nothing}
	case ours.Gone:
		return Step{Do: Remove}
	case e.Base.Are(*ours):
		return Step{Do: Nothing}
	}
	return Step{Do: Send, Item: *ours}
}

// missing plans for one that is not in the calendar. One of which nobody knows that it ever was
// there is sent as a new one.
func missing(e Entry, ours *Item) Step {
	switch {
	case ours == nil || ours.Gone:
		return Step{Do: Forget}
	case e.Sent == nil && !e.ours(*ours):
		return Step{Do: Drop, Item: *ours}
	case e.Base == nil && e.ETag == "":
		return Step{Do: Send, Item: *ours}
	}
	return Step{Do: Send, Item: *ours, Clash: &Clash{UID: ours.UID, Ours: *ours, Theirs: Item{UID: ours.UID, Gone: true}, Unknown: e.Base == nil}}
}

// ours tells that something of an item was written here, and is not what both sides had last.
func (e Entry) ours(it Item) bool {
	if e.Base == nil {
		return !it.wholly()
	}
	is, _ := e.changed(it)
	return is
}

// removedHere plans for one that was removed here, and that stands in the calendar.
func removedHere(e Entry, ours, theirs Item) Step {
	if ours.Swept { // whoever removed it there put it back
		return Step{Do: Take, Item: theirs}
	}
	as := func(m Marks) bool { return m != nil && m.Are(theirs) }
	if as(e.Base) || as(e.Sent) || e.Base == nil && ours.Fields != nil && ours.Same(theirs) {
		return Step{Do: Remove}
	}
	return Step{Do: Take, Item: theirs, Clash: &Clash{UID: ours.UID, Ours: ours, Theirs: theirs, Unknown: e.Base == nil}}
}

// both plans for one that is on both sides, field by field.
func both(e Entry, ours, theirs Item) Step {
	is := Item{UID: ours.UID, Version: ours.Version, Fields: map[string]string{}}
	clash := &Clash{UID: ours.UID, Ours: ours, Theirs: theirs, Unknown: e.Base == nil}
	for _, field := range fieldsOf(ours, theirs) {
		from := theirs
		switch w := e.whose(field, ours, theirs); w {
		case ourChange:
			from = ours
		case bothChanged:
			clash.Fields = append(clash.Fields, field)
			clash.Unknown = clash.Unknown || e.Base[field] == ""
		}
		if value, there := from.Fields[field]; there {
			is.Fields[field] = value
		}
	}
	if clash.Fields == nil {
		clash = nil
	}
	switch {
	case ours.Same(theirs):
		return Step{Do: Agree, Item: ours}
	case is.Same(theirs):
		return Step{Do: Take, Item: is, Clash: clash}
	case is.Same(ours):
		return Step{Do: Send, Item: ours}
	}
	return Step{Do: Merge, Item: is, Clash: clash}
}

type change int

const (
	theirChange change = iota // or nobody's
	ourChange
	bothChanged
)

// whose tells who changed a field. What was on its way when a kill came counts for what both had
// where it is what stands in the calendar: then it came there.
func (e Entry) whose(field string, ours, theirs Item) change {
	value, there := ours.Fields[field]
	other, are := theirs.Fields[field]
	if value == other && there == are || ours.Borne[field] {
		return theirChange
	}
	base, known := e.Base, e.Base != nil
	if e.Sent != nil && e.Sent.Is(theirs, field) {
		base, known = e.Sent, true
	}
	switch {
	case known && base.Is(ours, field):
		return theirChange
	case known && base.Is(theirs, field):
		return ourChange
	}
	return bothChanged
}

func fieldsOf(a, b Item) []string {
	all := maps.Clone(a.Fields)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, b.Fields)
	return slices.Sorted(maps.Keys(all))
}
