package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"tram/local/office"
)

// What is shown of a record is a function of the entries that stand, and of nothing
// else: the order in which they arrived has no part in it.
//
//   - Its heads are the entries that no other entry of the record follows.
//   - A record is of the kind of its birth, and entries of another kind are none of it.
//   - A record that one station alone may change heeds no other station's entries,
//     but for a restored station's that goes on from it.
//   - Where it was born in the own journal, this machine says what that is: a clone of it,
//     or one that says it was restored from it, has no part in it here.
//   - Heads of the same content are one, and what is made of it follows them all.
//   - Of several the first of their order (before) is shown, and the others stand apart
//     until an entry follows them all.

// rival is a head that is not the one that is shown.
type rival struct {
	entry office.Entry
	body  []byte // with the words that lie beside the journal, where they are here
	salt  string // of those words; empty: body is the entry's
}

// view is what the entries of a record amount to.
type view struct {
	shown office.Entry
	apart []rival
	twins []office.Entry // further heads, which say what one of those says
	birth office.Entry
	of    any // the record that the shown body was made of; nil: it is to be decoded
}

// viewOf weighs the entries of one record, of which there is at least one.
func viewOf(k AnyKind, from lineage, all []office.Entry) view {
	v := view{birth: birthOf(all)}
	all = only(all, func(e office.Entry) bool { return e.Kind == v.birth.Kind })
	if here := only(all, func(e office.Entry) bool { return e.Here }); k.policy() == Local && len(here) > 0 {
		all = here
	}
	if k.policy() >= Alone {
		all = only(all, func(e office.Entry) bool { return from.owns(v.birth, e) })
	}
	heads := ordered(k, headsOf(all))
	v.shown = heads[0]
	contents := []string{content(heads[0])}
	for _, h := range heads[1:] {
		c := content(h)
		if slices.Contains(contents, c) {
			v.twins = append(v.twins, h)
			continue
		}
		contents = append(contents, c)
		v.apart = append(v.apart, rival{entry: h, body: h.Body})
	}
	return v
}

func only(all []office.Entry, of func(office.Entry) bool) (some []office.Entry) {
	for _, e := range all {
		if of(e) {
			some = append(some, e)
		}
	}
	return some
}

// birthOf is the entry that began a record: that of the own journal before all others, and
// the oldest, where several say so.
func birthOf(all []office.Entry) office.Entry {
	births := only(all, func(e office.Entry) bool { return e.Base == 0 && len(e.Follows) == 0 })
	if own := only(births, func(e office.Entry) bool { return e.Here }); len(own) > 0 {
		births = own
	}
	if len(births) == 0 {
		births = all
	}
	return slices.MinFunc(births, byAge)
}

func ordered(k AnyKind, heads []office.Entry) []office.Entry {
	slices.SortFunc(heads, func(a, b office.Entry) int { return before(k, a, b) })
	return heads
}

// headsOf are the entries that no other follows. An entry of form 1 follows what its
// own station wrote as the version that it names; where two machines wrote one under
// that name, nothing tells which, and both stay.
func headsOf(all []office.Entry) []office.Entry {
	type version struct {
		station office.ID
		number  int64
	}
	followed, bases, numbered := map[office.ID]bool{}, map[version]bool{}, map[version]int{}
	for _, e := range all {
		for _, id := range e.Follows {
			if id != e.ID {
				followed[id] = true
			}
		}
		if e.Form == firstForm && e.Base > 0 && e.Base < e.Version {
			bases[version{e.Station, e.Base}] = true
		}
		numbered[version{e.Station, e.Version}]++
	}
	var heads []office.Entry
	for _, e := range all {
		of := version{e.Station, e.Version}
		if !followed[e.ID] && (!bases[of] || numbered[of] > 1) {
			heads = append(heads, e)
		}
	}
	if len(heads) == 0 { // a ring, which no station writes: all of it stands
		heads = slices.Clone(all)
	}
	return heads
}

// before orders heads: the one that is shown comes first. What is there comes before
// what was taken away, the later before the earlier.
func before(k AnyKind, a, b office.Entry) int {
	return cmp.Or(
		goneLast(k.gone(stateIn(k, a)), k.gone(stateIn(k, b))),
		cmp.Compare(b.Version, a.Version),
		-byAge(a, b),
	)
}

func goneLast(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func stateIn(k AnyKind, e office.Entry) office.State {
	if k.Kind() != e.Kind {
		return Unread
	}
	return lineOf(k, e.Body).State
}

// byAge orders entries by their time, and those of one time by their hash.
func byAge(a, b office.Entry) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Hash, b.Hash))
}

// content is what an entry says of its record, whatever its number of version.
func content(e office.Entry) string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(e.Body, &fields) != nil {
		return string(e.Kind) + string(e.Body)
	}
	delete(fields, "version")
	for name, value := range fields {
		var tidy bytes.Buffer
		if json.Compact(&tidy, value) == nil {
			fields[name] = tidy.Bytes()
		}
	}
	text, err := json.Marshal(fields)
	if err != nil {
		return string(e.Kind) + string(e.Body)
	}
	return string(e.Kind) + string(text)
}

// lineage tells from which station a restored one goes on, and which one this is.
type lineage struct {
	parent map[office.ID]office.ID
	self   office.ID
}

// owns tells whether an entry is of the station that bore a record, or of one that was
// restored from it.
func (l lineage) owns(birth, e office.Entry) bool {
	if birth.Here {
		return e.Here || l.mine(e.Station)
	}
	return l.goesOn(e.Station, birth.Station)
}

// mine tells whether a station is one that this machine was restored from. Whoever bears
// the name of this one and does not stand in its journal is another machine.
func (l lineage) mine(station office.ID) bool {
	return station != l.self && l.goesOn(l.self, station)
}

// ownerOf is the station whose a record is here; empty: this one.
func (l lineage) ownerOf(birth office.Entry) office.ID {
	if birth.Here || l.mine(birth.Station) {
		return ""
	}
	return birth.Station
}

// misowned tells that a record is said to be of a station that it is not of.
func (l lineage) misowned(birth office.Entry, station office.ID) bool {
	if birth.Here {
		return station != ""
	}
	return station == "" && l.ownerOf(birth) != "" && birth.Station != l.self
}

// goesOn tells whether a station is another, or was restored from it.
func (l lineage) goesOn(station, from office.ID) bool {
	for range len(l.parent) + 1 {
		if station == from {
			return true
		}
		parent, restored := l.parent[station]
		if !restored {
			return false
		}
		station = parent
	}
	return false
}
