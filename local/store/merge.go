package store

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"

	"tram/local/office"
)

// MergeStep is the step of an entry that merges versions which were made apart and
// touch different fields.
const MergeStep = "merge"

// SettleStep is the step of an entry by which a person settles what could not be.
const SettleStep = "settle"

// merge makes one version of those that stand apart, where the kind lets fields be
// merged and no field was changed in two ways. It says so in an entry of its own, which
// is the same whichever station makes it.
func (w *writing) merge(all []office.Entry) error {
	k := w.store.kindOf(all)
	from, err := w.lineage()
	if err != nil || k.policy() != Fields {
		return err
	}
	v := viewOf(k, from, all)
	if len(v.apart) == 0 {
		return nil
	}
	heads := []office.Entry{v.shown}
	gone := 0
	for _, r := range v.apart {
		heads = append(heads, r.entry)
	}
	for _, h := range heads {
		if k.gone(stateIn(k, h)) {
			gone++
		}
	}
	if gone > 0 && gone < len(heads) {
		return nil // whether it is taken away a person says
	}
	body, version, can := merged(k, all, heads)
	if !can {
		return nil
	}
	now, _, err := w.standingOf(v.shown.Record)
	if err != nil {
		return err
	}
	was := w.act
	defer func() { w.act = was }()
	w.act = Act{Actor: w.store.program, Step: MergeStep}
	now.version = version - 1
	return w.put(k, now, next{id: v.shown.Record, version: version, entry: body, body: body})
}

// merged is what heads amount to field by field, seen from their last common ancestor.
func merged(k AnyKind, all, heads []office.Entry) (body []byte, version int64, can bool) {
	base, there := ancestor(all, heads)
	was, readable := fieldsOf(base)
	if !there || !readable {
		return nil, 0, false
	}
	now := maps.Clone(was)
	changed := map[string]bool{}
	for _, h := range heads {
		fields, readable := fieldsOf(h)
		if !readable || h.Kind != base.Kind || !bytes.Equal(fields["id"], was["id"]) {
			return nil, 0, false
		}
		version = max(version, h.Version+1)
		for _, name := range names(was, fields) {
			switch {
			case name == "version" || bytes.Equal(was[name], fields[name]):
			case k.counts(name):
				now[name] = higher(now[name], fields[name])
			case changed[name] && !bytes.Equal(now[name], fields[name]):
				return nil, 0, false
			case fields[name] == nil:
				changed[name] = true
				delete(now, name)
			default:
				changed[name] = true
				now[name] = fields[name]
			}
		}
	}
	now["version"], _ = json.Marshal(version)
	body, err := json.Marshal(now)
	return body, version, err == nil
}

// higher is the one of two counts that is.
func higher(a, b json.RawMessage) json.RawMessage {
	var x, y int64
	if json.Unmarshal(b, &y) != nil || json.Unmarshal(a, &x) == nil && x >= y {
		return a
	}
	return b
}

func names(a, b map[string]json.RawMessage) []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(all)
	return slices.Compact(all)
}

// fieldsOf are the fields of an entry's record, written alike.
func fieldsOf(e office.Entry) (map[string]json.RawMessage, bool) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(e.Body, &fields) != nil {
		return nil, false
	}
	for name, value := range fields {
		var tidy bytes.Buffer
		if json.Compact(&tidy, value) != nil {
			return nil, false
		}
		fields[name] = tidy.Bytes()
	}
	return fields, true
}

// ancestor is the last entry from which all of the heads were made. Where several are,
// none after the other, that say different things, nothing tells what was changed since, and
// there is none.
func ancestor(all, heads []office.Entry) (base office.Entry, there bool) {
	byID := map[office.ID]office.Entry{}
	for _, e := range all {
		byID[e.ID] = e
	}
	counts := map[office.ID]int{}
	for _, h := range heads {
		for id := range ancestry(all, byID, h) {
			counts[id]++
		}
	}
	before := map[office.ID]bool{} // common ones before another common one
	for id, n := range counts {
		if n != len(heads) {
			continue
		}
		for earlier := range ancestry(all, byID, byID[id]) {
			before[earlier] = before[earlier] || earlier != id
		}
	}
	for id, n := range counts {
		if n != len(heads) || before[id] {
			continue
		}
		if there && content(base) != content(byID[id]) {
			return base, false
		}
		base, there = byID[id], true
	}
	return base, there
}

// Unrelated are the versions of a record, what is shown first, of which nothing tells what was before
// them all: two stations brought the same thing in from elsewhere. One whose versions have a common
// past, or that has one version, has none.
func (s *Store) Unrelated(ctx context.Context, id office.ID) ([]office.Entry, error) {
	heads, err := s.Versions(ctx, id)
	if err != nil || len(heads) < 2 {
		return nil, err
	}
	all, err := entriesOf(ctx, s.reader, id)
	if err != nil {
		return nil, told("reading the versions of a record", err)
	}
	if _, there := ancestor(all, heads); there {
		return nil, nil
	}
	return heads, nil
}

// ancestry are an entry and all that it was made from.
func ancestry(all []office.Entry, byID map[office.ID]office.Entry, of office.Entry) map[office.ID]bool {
	seen := map[office.ID]bool{}
	next := []office.Entry{of}
	for len(next) > 0 {
		e := next[0]
		next = next[1:]
		if seen[e.ID] {
			continue
		}
		seen[e.ID] = true
		for _, id := range e.Follows {
			if parent, there := byID[id]; there {
				next = append(next, parent)
			}
		}
		if e.Form == firstForm && e.Base > 0 {
			for _, parent := range all {
				if parent.Station == e.Station && parent.Version == e.Base {
					next = append(next, parent)
				}
			}
		}
	}
	return seen
}
