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
// before a file is told to be unsigned its older states are asked: those that its tables
// know, and those that some signature says that it covers.

const mostOlderStates = 50

// removed finds the signatures of the newest older state that has any. What held of them
// held then; that they were taken out is a change of what was signed.
func removed(ctx context.Context, r io.ReaderAt, v *view) ([]Signature, error) {
	said, err := saidEnds(v.f.Whole())
	if err != nil {
		return nil, err
	}
	ends := append(said, revisionEnds(v.f)...)
	slices.Sort(ends)
	ends = slices.Compact(ends)
	slices.Reverse(ends)
	for _, end := range ends[:min(len(ends), mostOlderStates)] {
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
		if len(found) == 0 {
			continue
		}
		for i := range found {
			found[i].CoversFile = false
			found[i].Since = append(found[i].Since, Change{Kind: Content, Said: removedSaid})
		}
		return found, nil
	}
	return nil, nil
}

func stateAt(f *cos.File, end int64) (*view, error) {
	before, err := f.Until(end)
	if err != nil {
		return nil, err
	}
	return viewOf(before)
}

// saidRange is how signatures say what they cover.
var saidRange = regexp.MustCompile(`/ByteRange\s*\[\s*\d{1,12}\s+\d{1,12}\s+(\d{1,12})\s+(\d{1,12})\s*\]`)

// saidEnds finds where what some signature covers ends, wherever in the bytes it is said.
func saidEnds(whole *io.SectionReader) (ends []int64, err error) {
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
			from, _ := strconv.ParseInt(string(m[1]), 10, 64) // at most twelve digits
			length, _ := strconv.ParseInt(string(m[2]), 10, 64)
			if end := from + length; end <= whole.Size() {
				ends = append(ends, end)
			}
		}
	}
	return ends, nil
}
