package cos

import (
	"bytes"
	"fmt"
	"io"
)

// A reader that rebuilds its tables goes through the bytes of the file and takes
// "n g obj" for an object and "trailer <<" for a trailer, some of them also inside
// a stream or a string.

// rebuilt checks that one would find nothing but what the tables name.
func (t *tailing) rebuilt(from int64) error {
	found := finder{at: from, check: func(at int64) error {
		if !t.places[at] {
			return loose("what looks like an object and is none")
		}
		return nil
	}}
	if err := t.f.each(from, t.f.size, found.write); err != nil {
		return err
	}
	return t.trailers(from)
}

// each calls with the bytes between two places, piece by piece.
func (f *File) each(from, to int64, call func([]byte) error) error {
	b := make([]byte, min(tablePiece, to-from))
	for ; from < to; from += int64(len(b)) {
		b = b[:min(int64(len(b)), to-from)]
		if err := f.readAt(b, from); err != nil {
			return err
		}
		if err := call(b); err != nil {
			return err
		}
	}
	return nil
}

// finder looks for "n g obj" in bytes as they come.
type finder struct {
	at      int64    // of the next byte
	numbers [2]int64 // where the last two numbers began
	count   int      // of numbers with only spaces between them, at most 2
	inside  bool     // a number
	word    int      // letters of "obj" that were seen
	check   func(at int64) error
}

func (f *finder) write(b []byte) error {
	for _, c := range b {
		if err := f.byte(c); err != nil {
			return err
		}
		f.at++
	}
	return nil
}

func (f *finder) byte(c byte) error {
	const word = "obj"
	switch {
	case isDigit(c):
		if !f.inside {
			if f.word > 0 {
				f.count = 0
			}
			f.numbers[0], f.numbers[1] = f.numbers[1], f.at
			f.count = min(f.count+1, 2)
		}
		f.inside, f.word = true, 0
		return nil
	case IsSpace(c) && f.word == 0:
		f.inside = false
		return nil
	case f.count == 2 && c == word[f.word]:
		if f.word++; f.word < len(word) {
			return nil
		}
		f.count, f.word, f.inside = 0, 0, false
		return f.check(f.numbers[0])
	}
	f.count, f.word, f.inside = 0, 0, false
	return nil
}

// trailers counts the trailers that stand in the tail: one for each table.
func (t *tailing) trailers(from int64) error {
	want := 0
	for _, i := range t.tail.Increments {
		if !i.Section.Stream {
			want++
		}
	}
	const word = "trailer"
	got, before := 0, []byte(nil)
	at := from
	err := t.f.each(from, t.f.size, func(b []byte) error {
		both := append(before, b...) //nolint:gocritic // the end of the last piece may begin a word
		start := at - int64(len(before))
		for i := 0; ; {
			next := bytes.Index(both[i:], []byte(word))
			if next < 0 {
				break
			}
			i += next + len(word)
			is, err := t.f.opens(start + int64(i))
			if err != nil {
				return err
			}
			if is {
				got++
			}
		}
		at += int64(len(b))
		before = bytes.Clone(both[max(0, len(both)-len(word)+1):])
		return nil
	})
	if err == nil && got != want {
		err = loose("what looks like a trailer and is none")
	}
	return err
}

// opens tells whether a dictionary begins at a place, behind spaces and comments.
func (f *File) opens(at int64) (bool, error) {
	const room = 4 << 10
	b := make([]byte, min(room, f.size-at))
	if err := f.readAt(b, at); err != nil {
		return false, err
	}
	i := Skip(b, 0)
	return i == len(b) || bytes.HasPrefix(b[i:], []byte("<<")), nil
}

// without checks that a word does not stand in the bytes of a stream.
func (f *File) without(raw *io.SectionReader, word string) error {
	b := make([]byte, min(raw.Size(), mostUnpacked))
	if _, err := raw.ReadAt(b, 0); err != nil && err != io.EOF {
		return err
	}
	if int64(len(b)) < raw.Size() || bytes.Contains(b, []byte(word)) {
		return loose("a stream that says elsewhere how long it is, and seems to end before")
	}
	return f.spend(len(b))
}

// references checks that what the tail wrote leads to objects that are there, of
// the generation that it says, and to none that only carries others: some readers
// rebuild their tables at a reference to nothing, and some do not look at
// generations. A reference to nothing that stood in the object before changes
// nothing, nor does one in an object to which nothing leads.
func (t *tailing) references(before *File) error {
	carriers := map[int]bool{}
	for _, i := range t.tail.Increments {
		for _, d := range i.Defined {
			carriers[d.Num] = carriers[d.Num] || d.Carrier
		}
	}
	problems := map[int]error{}
	for _, i := range t.tail.Increments {
		for _, d := range i.Defined {
			if d.Carrier {
				continue
			}
			item, err := t.f.Item(d.Num)
			if err != nil {
				return t.f.syntax(err)
			}
			if err := t.leads(before, d.Num, item.Value, carriers); err != nil {
				problems[d.Num] = err
			}
		}
		leading := Array{Items: []Object{i.Trailer.Get("Root"), i.Trailer.Get("Info")}}
		if err := t.leads(before, 0, leading, carriers); err != nil {
			return err
		}
	}
	return t.f.anyReached(problems)
}

// leads tells what is wrong with the references of a value.
func (t *tailing) leads(before *File, num int, value Object, carriers map[int]bool) error {
	var lost []Ref
	carried := false
	Refs(value, func(r Ref) {
		if gen, used := t.f.Gen(r.Num); !used || gen != r.Gen {
			lost = append(lost, r)
		}
		carried = carried || carriers[r.Num]
	})
	if carried {
		return loose(fmt.Sprintf("object %d refers to what only carries other objects", num))
	}
	if len(lost) == 0 {
		return nil
	}
	old := Object(before.Trailer)
	if num > 0 {
		item, err := before.Item(num)
		if err != nil {
			return t.f.syntax(err)
		}
		old = item.Value
	}
	had := map[Ref]bool{}
	Refs(old, func(r Ref) { had[r] = true })
	for _, r := range lost {
		if !had[r] || !before.SamePlace(t.f, r.Num) {
			return loose(fmt.Sprintf("object %d refers to nothing as %d %d R", num, r.Num, r.Gen))
		}
	}
	return nil
}

// anyReached returns the problem of an object to which the trailer leads.
func (f *File) anyReached(problems map[int]error) error {
	if len(problems) == 0 {
		return nil
	}
	seen := map[int]bool{}
	var waiting []int
	refer := func(to Ref) {
		if !seen[to.Num] {
			seen[to.Num] = true
			waiting = append(waiting, to.Num)
		}
	}
	Refs(f.Trailer, refer)
	for len(waiting) > 0 {
		num := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if problems[num] != nil {
			return problems[num]
		}
		item, err := f.Item(num)
		if err != nil && f.failed != nil {
			return err
		}
		Refs(item.Value, refer)
	}
	return nil
}
