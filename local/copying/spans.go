package copying

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
)

// span is the numbers of the segments that lie in one object. Their lines link up however
// they are parted, so what lies in several may lie in one of more numbers, too: of spans
// that begin at one number the widest that can be read is the one that counts.
type span struct {
	first, last int64
	size        int64 // bytes, as it lies
}

// spanOf reads it from the name of an object.
func spanOf(name string) (s span, ok bool) {
	first, last, wide := strings.Cut(name[strings.LastIndexByte(name, '/')+1:], "-")
	if !wide {
		last = first
	}
	var err, failed error
	s.first, err = strconv.ParseInt(first, 10, 64)
	s.last, failed = strconv.ParseInt(last, 10, 64)
	return s, err == nil && failed == nil && s.first > 0 && s.last >= s.first && wide == (s.last > s.first)
}

// spanned is the name of the object.
func (n names) spanned(id office.ID, s span) string {
	return s.in(n.segments(id))
}

// in is the name of the object in a folder of segments.
func (s span) in(folder string) string {
	name := fmt.Sprintf("%s/%012d", folder, s.first)
	if s.first == s.last {
		return name
	}
	return fmt.Sprintf("%s-%012d", name, s.last)
}

// journal is the spans of a journal on a target: by their first number, the widest first.
type journal []span

func journalAt(ctx context.Context, t Target, folder string) (j journal, err error) {
	err = t.List(ctx, folder, func(name string, size int64) error {
		if s, ok := spanOf(name); ok {
			s.size = size
			j = append(j, s)
		}
		return nil
	})
	j.sort()
	return j, err
}

func (j journal) sort() {
	slices.SortFunc(j, func(a, b span) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.last, a.last)) })
}

// newest is the last number; 0: there is none.
func (j journal) newest() (last int64) {
	for _, s := range j {
		last = max(last, s.last)
	}
	return last
}

// from are the spans that begin at a number, the widest first.
func (j journal) from(number int64) (all []span) {
	for _, s := range j {
		if s.first == number {
			all = append(all, s)
		}
	}
	return all
}

// parted splits the spans into those by which a journal is read if all can be, and those that
// lie within them and that nothing needs.
func (j journal) parted() (read, covered journal) {
	var end int64
	for _, s := range j {
		if s.last <= end {
			covered = append(covered, s)
			continue
		}
		read, end = append(read, s), s.last
	}
	return read, covered
}

// readFrom reads the segment that begins at a number: the widest that can be read. It fails
// as segmentAt does.
func readFrom(ctx context.Context, t Target, id Identity, n names, station office.ID, j journal, number int64) (h header, lines []line, err error) {
	all := j.from(number)
	if len(all) == 0 {
		return h, nil, Incomplete.About(t.Said(), number).Because(ErrNone)
	}
	var first error
	for _, s := range all {
		h, lines, err := segmentAt(ctx, t, id, n, station, s)
		if err == nil || isOut(err) || ctx.Err() != nil {
			return h, lines, err
		}
		first = cmp.Or(first, err)
	}
	return h, nil, first
}

// cut takes the lines of a header out of a segment that holds more: from its link on to the
// other.
func cut(of header, in header, lines []line) (its []line, found bool) {
	at, inside := in.Before, in.Before == of.Before
	for _, l := range lines {
		at = link(at, l)
		if inside {
			its = append(its, l)
		}
		if inside && at == of.Link {
			return its, true
		}
		inside = inside || at == of.Before
	}
	return nil, false
}
