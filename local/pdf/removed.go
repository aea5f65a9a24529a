package pdf

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"

	"tram/local/pdf/cos"
)

// A file that shows no signature may have had some: an increment that takes the form, or
// the values of its fields, makes a signed file look like one that nobody signed. So
// before a file is told to be unsigned its older states are asked: those that some
// signature says that it covers, and those that its tables know. Where none of them can be
// read any more, the signature that stands in the bytes is told all the same.

const mostOlderStates = 50

// removed finds the signatures of the newest older state that has any. What held of them
// held then; that they were taken out is a change of what was signed.
func removed(ctx context.Context, r io.ReaderAt, v *view) ([]Signature, error) {
	said, err := saidRanges(v.f.Whole())
	if err != nil {
		return nil, err
	}
	var ends []int64
	for _, covered := range said {
		ends = append(ends, covered[2]+covered[3])
	}
	known := newestFirst(revisionEnds(v.f))
	for _, end := range append(newestFirst(ends), known[:min(len(known), mostOlderStates)]...) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		then, err := stateAt(v.f, end)
		if err != nil {
			continue // the head of a file for quick viewing is no state of it
		}
		found, err := examineAll(ctx, r, end, then)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			return takenOut(found), nil
		}
	}
	rights := usageRights(v)
	var lost []Signature
	for _, covered := range said {
		if slices.Contains(rights, covered) {
			continue
		}
		lost = append(lost, Signature{Range: covered, Faults: []Fault{NoWholeState}})
	}
	return takenOut(lost), nil
}

// usageRights are what signatures cover that let some readers save a form (/UR3): nobody
// signs the document by them.
func usageRights(v *view) (all [][4]int64) {
	perms, err := v.f.Dict(v.catalog.Get("Perms"))
	if err != nil {
		return nil
	}
	for _, key := range []cos.Name{"UR3", "UR"} {
		d, err := v.f.Dict(perms.Get(key))
		list, is := d.Get("ByteRange").(cos.Array)
		if err != nil || !is || len(list.Items) != 4 {
			continue
		}
		var covered [4]int64
		for i, o := range list.Items {
			n, _ := o.(cos.Int)
			covered[i] = int64(n)
		}
		all = append(all, covered)
	}
	return all
}

func takenOut(found []Signature) []Signature {
	for i := range found {
		found[i].CoversFile = false
		found[i].Since = append(found[i].Since, Change{Kind: Content, Said: removedSaid})
	}
	return found
}

func newestFirst(ends []int64) []int64 {
	ends = slices.Clone(ends)
	slices.Sort(ends)
	ends = slices.Compact(ends)
	slices.Reverse(ends)
	return ends
}

func stateAt(f *cos.File, end int64) (*view, error) {
	before, err := f.Until(end)
	if err != nil {
		return nil, err
	}
	return viewOf(before)
}

// saidRange is how signatures say what they cover.
var saidRange = regexp.MustCompile(`/ByteRange\s*\[\s*0\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]`)

// saidRanges finds what signatures say that they cover, wherever in the bytes one stands
// with a place of its own in what it covers.
func saidRanges(whole *io.SectionReader) (found [][4]int64, err error) {
	const piece, overlap = 1 << 20, 256
	b := make([]byte, piece+overlap)
	for at := int64(0); at < whole.Size(); at += piece {
		n, err := whole.ReadAt(b[:min(piece+overlap, whole.Size()-at)], at)
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("looking for signatures: %w", err)
		}
		if !bytes.Contains(b[:n], []byte("/ByteRange")) {
			continue
		}
		for _, m := range saidRange.FindAllSubmatch(b[:n], mostSignatures) {
			var covered [4]int64
			for i, digits := range m[1:] {
				covered[i+1], _ = strconv.ParseInt(string(digits), 10, 64) // at most twelve digits
			}
			if stands(whole, covered) && !slices.Contains(found, covered) && len(found) < mostSignatures {
				found = append(found, covered)
			}
		}
	}
	return found, nil
}

// stands tells whether a signature stands where a range leaves a place for one.
func stands(whole *io.SectionReader, covered [4]int64) bool {
	from, to := covered[1], covered[2]
	if from+2 > to || to+covered[3] > whole.Size() {
		return false
	}
	var edge [2]byte
	if _, err := whole.ReadAt(edge[:1], from); err != nil {
		return false
	}
	if _, err := whole.ReadAt(edge[1:], to-1); err != nil {
		return false
	}
	return edge == [2]byte{'<', '>'}
}
