package pdf

import (
	"bytes"
	"context"
	"encoding/asn1"
	"errors"
	"io"
	"strings"
	"time"

	"tram/local/pdf/cos"
)

// examination looks at one signature.
type examination struct {
	ctx  context.Context
	r    io.ReaderAt
	size int64
	now  *view // the whole file
	s    Signature

	field cos.Dict // in which the signature stands
}

func (e *examination) fault(f Fault) { e.s.Faults = append(e.s.Faults, f) }

// examine reads a signature and what it covers. What is wrong with it is a
// Fault, so that one broken signature does not hide the others; an error is only
// that the work was called off.
func (e *examination) examine(field formField) error {
	e.s.Field, e.field = field.name, field.self
	if err := e.look(field); err != nil {
		if e.ctx.Err() != nil {
			return e.ctx.Err()
		}
		e.s.CoversRevision, e.s.CoversFile = false, false
		e.fault(Unreadable)
	}
	return nil
}

func (e *examination) look(field formField) error {
	at, is := field.value.(cos.Ref)
	if !is {
		e.fault(NoPlaceOfItsOwn)
		return nil
	}
	item, err := e.now.f.Follow(at)
	if err != nil {
		return err
	}
	d, is := item.Value.(cos.Dict)
	if !is || item.Stream != 0 {
		e.fault(NoSignature)
		return nil
	}
	if item.At < 0 {
		e.fault(NoPlaceOfItsOwn)
		return nil
	}
	if d.Twice() {
		e.fault(Ambiguous)
	}
	if kept, is := d.Get("Contents").(cos.String); is && len(bytes.Trim(kept.Bytes, "\x00")) == 0 {
		e.fault(NotSigned) // a place kept free, as programs prepare one
		return nil
	}
	if err := e.describe(d); err != nil {
		return err
	}
	if !e.ranges(d) || !e.hole(d, item) {
		return nil
	}
	return e.revision(field, at, item.At, d)
}

// describe reads what the signature says of itself.
func (e *examination) describe(d cos.Dict) (err error) {
	said := func(key cos.Name) string {
		v, problem := e.now.f.Value(d.Get(key))
		err = errors.Join(err, problem)
		s, _ := v.(cos.String)
		const most = 1000
		runes := []rune(printable(s.Text()))
		return string(runes[:min(len(runes), most)])
	}
	e.s.Signer, e.s.Reason, e.s.Location = said("Name"), said("Reason"), said("Location")
	e.s.At = readDate(said("M"))
	v, problem := e.now.f.Value(d.Get("SubFilter"))
	sub, _ := v.(cos.Name)
	e.s.SubFilter = string(sub)
	e.s.Certify, err = docMDP(e.now.f, d)
	return errors.Join(err, problem)
}

// ranges reads /ByteRange: two pieces that begin with the file, lie in it and
// leave one gap.
func (e *examination) ranges(d cos.Dict) bool {
	list, is := d.Get("ByteRange").(cos.Array)
	if !is || len(list.Items) != len(e.s.Range) {
		e.fault(BadRange)
		return false
	}
	for i, o := range list.Items {
		n, is := o.(cos.Int)
		if !is || n < 0 || int64(n) > e.size {
			e.fault(BadRange)
			return false
		}
		e.s.Range[i] = int64(n)
	}
	r := e.s.Range
	switch {
	case r[0] != 0:
		e.fault(StartNotCovered)
	case r[1] >= r[2] || r[3] > e.size-r[2] || r[3] == 0:
		e.fault(BadRange)
	default:
		return true
	}
	return false
}

// hole checks that the gap is the string of /Contents and nothing more: what
// else it held would be shown and not signed.
func (e *examination) hole(d cos.Dict, item cos.Item) bool {
	contents, is := d.Get("Contents").(cos.String)
	if !is || !contents.Hex || len(contents.Bytes) == 0 {
		e.fault(NoSignature)
		return false
	}
	from, to := item.At+int64(contents.From), item.At+int64(contents.To)
	if e.s.Range[1] != from || e.s.Range[2] != to {
		e.fault(GapElsewhere)
		return false
	}
	if contents.To-contents.From != 2*len(contents.Bytes)+2 {
		e.fault(GapElsewhere)
		return false
	}
	e.s.Contents = contents.Bytes
	var der asn1.RawValue
	rest, err := asn1.Unmarshal(contents.Bytes, &der)
	if err != nil || len(bytes.Trim(rest, "\x00")) > 0 {
		// Some writers use lengths that DER forbids, or leave behind what was in
		// their memory: let CMS decide.
		e.s.CMS = contents.Bytes
		return true
	}
	e.s.CMS = contents.Bytes[:len(contents.Bytes)-len(rest)]
	return true
}

// revision opens the file as it was signed, and compares.
func (e *examination) revision(field formField, at cos.Ref, place int64, d cos.Dict) error {
	end := e.s.Range[2] + e.s.Range[3]
	then := e.now
	if end < e.size {
		before, err := e.now.f.Until(end)
		if err == nil {
			then, err = viewOf(before)
		}
		if err != nil {
			if e.ctx.Err() == nil {
				e.fault(NoWholeState)
				return nil
			}
			return err
		}
	}
	if !e.blank(then.f.End, end) || !then.holds(field.name, at, place) {
		e.fault(NoWholeState)
		return nil
	}
	e.s.CoversRevision = true
	e.s.CoversFile = end == e.size
	e.count(end)
	if e.s.CoversFile {
		return e.open(end)
	}
	known := max(end, e.now.f.End)
	if e.now.f.Sections[0].At < end {
		known = end // no table speaks of what came
	}
	if !e.blank(known, e.size) {
		e.fault(TailNotCovered)
		return nil
	}
	doubts, err := e.doubts(end)
	if err != nil {
		return err
	}
	changes, err := compare(e.ctx, then, e.now)
	if err != nil {
		return err
	}
	e.s.Since = append(changes, doubts...)
	return e.forbidden(then, d)
}

// doubts tells whether readers may differ on what came, or on what was there before.
func (e *examination) doubts(end int64) ([]Change, error) {
	if _, err := e.now.f.Tail(end); errors.Is(err, cos.ErrLoose) {
		return []Change{{Kind: Content, Said: looseSaid}}, nil
	} else if err != nil {
		return nil, err
	}
	within := e.now.f.Within(end)
	if errors.Is(within, cos.ErrOpen) {
		return []Change{{Kind: Content, Said: goesOnSaid}}, nil
	}
	if within != nil && !errors.Is(within, cos.ErrLoose) {
		return nil, within
	}
	err := e.now.f.Settled(end)
	switch {
	case errors.Is(err, cos.ErrLoose):
		return []Change{{Kind: Unsettled, Said: changeSaid[Unsettled] + "."}}, nil
	case err == nil && within != nil:
		return []Change{{Kind: Unsettled, Said: unendedSaid}}, nil //nolint:nilerr // that its end is not found is told as a change
	}
	return nil, err
}

// open tells of a file with nothing behind what was signed whether a part of it would
// go on there.
func (e *examination) open(end int64) error {
	err := e.now.f.Within(end)
	switch {
	case errors.Is(err, cos.ErrOpen):
		e.s.Since = []Change{{Kind: Unsettled, Said: mayGoOnSaid}}
		return nil
	case errors.Is(err, cos.ErrLoose):
		return nil // all that a reader can find was signed
	}
	return err
}

// holds tells whether a state has the signature where the whole file has it.
func (v *view) holds(name string, at cos.Ref, place int64) bool {
	for _, field := range v.form.fields {
		if field.name == name && field.kind == "Sig" && field.value == at {
			item, err := v.f.Follow(at)
			return err == nil && item.At == place
		}
	}
	return false
}

// blank tells whether there is only white space between two places.
func (e *examination) blank(from, to int64) bool {
	const most = 1 << 10
	if from >= to {
		return true
	}
	if to-from > most {
		return false
	}
	b := make([]byte, to-from)
	if n, _ := e.r.ReadAt(b, from); n < len(b) {
		return false
	}
	return strings.Trim(string(b), " \t\r\n\x00") == ""
}

// count tells which state of the file ends there, give or take a line end.
func (e *examination) count(end int64) {
	const lineEnd = 2
	for i, at := range revisionEnds(e.now.f) {
		if e.s.Revision = i + 1; at >= end-lineEnd {
			return
		}
	}
}

// readDate reads "D:YYYYMMDDHHmmSSOHH'mm'"; zero where it is none.
func readDate(s string) time.Time {
	s = strings.TrimPrefix(s, "D:")
	s = strings.ReplaceAll(s, "'", "")
	if i := strings.IndexByte(s, 'Z'); i >= 0 {
		s = s[:i] + "Z"
	}
	for _, layout := range []string{"20060102150405-0700", "20060102150405-07", "20060102150405Z", "20060102150405", "200601021504", "20060102"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at
		}
	}
	return time.Time{}
}
