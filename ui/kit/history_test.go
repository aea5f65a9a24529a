package kit

import "testing"

// bench is a desk on which numbers are written one after another.
type bench struct {
	h     History
	wrote []int
	late  []func() // deeds that end later
	slow  bool
	fails bool
}

func (b *bench) write(n int) {
	b.wrote = append(b.wrote, n)
	end := func(do func()) func(func(bool)) {
		return func(ended func(bool)) {
			step := func() {
				if !b.fails {
					do()
				}
				ended(!b.fails)
			}
			if b.slow {
				b.late = append(b.late, step)
				return
			}
			step()
		}
	}
	b.h.Did(Deed{Said: string(rune('0' + n)), Back: end(func() { b.wrote = b.wrote[:len(b.wrote)-1] }), Again: end(func() { b.wrote = append(b.wrote, n) })})
}

func deedSaid(d *Deed) string {
	if d == nil {
		return ""
	}
	return d.Said
}

func TestTheLastThingIsTakenBackFirstAndNamed(t *testing.T) {
	b := &bench{}
	for n := range 3 {
		b.write(n)
	}
	var told []string
	say := func(d *Deed) { told = append(told, deedSaid(d)) }
	b.h.Undo(say)
	b.h.Undo(say)
	b.h.Redo(say)
	if len(b.wrote) != 2 || told[0] != "2" || told[1] != "1" || told[2] != "1" {
		t.Errorf("left %v, told %q", b.wrote, told)
	}
	b.write(9)
	b.h.Redo(say)
	if len(b.wrote) != 3 || told[3] != "" || b.h.Redoes() {
		t.Errorf("after a new deed something old was done again: %v, %q", b.wrote, told)
	}
}

func TestPressesFollowOneAnother(t *testing.T) {
	b := &bench{slow: true}
	b.write(1)
	b.write(2)
	b.h.Undo(func(*Deed) {})
	b.h.Undo(func(*Deed) {})
	for len(b.late) > 0 {
		step := b.late[0]
		b.late = b.late[1:]
		step()
	}
	if len(b.wrote) != 0 || b.h.Undoes() {
		t.Errorf("left %v", b.wrote)
	}
}

func TestWhatCannotBeTakenBackStaysTheLast(t *testing.T) {
	b := &bench{fails: true}
	b.write(1)
	told := &Deed{}
	b.h.Undo(func(d *Deed) { told = d })
	if told != nil || !b.h.Undoes() || b.h.Redoes() {
		t.Errorf("told %v", told)
	}
}

func TestWhatWasDoneBeforeIsTakenBackLast(t *testing.T) {
	b := &bench{}
	older := 2
	b.h.Before = func(ended func(*Deed)) {
		if older == 0 {
			ended(nil)
			return
		}
		older--
		ended(&Deed{Said: "cũ", Back: func(e func(bool)) { older--; e(true) }, Again: func(e func(bool)) { older++; e(true) }})
	}
	b.write(1)
	var told []string
	for range 4 {
		b.h.Undo(func(d *Deed) { told = append(told, deedSaid(d)) })
	}
	if older != 0 || told[0] != "1" || told[1] != "cũ" || told[3] != "" {
		t.Fatalf("told %q, %d older ones left", told, older)
	}
	b.h.Redo(func(d *Deed) { told = append(told, deedSaid(d)) })
	b.h.Undo(func(d *Deed) { told = append(told, deedSaid(d)) })
	if older != 0 || told[4] != "cũ" || told[5] != "cũ" {
		t.Errorf("told %q, %d older ones left", told, older)
	}
}

// What a desk did before it was opened again is taken back and done again too, until there
// is nothing more of it.
func TestWhatWasDoneBeforeIsTakenBackAndDoneAgain(t *testing.T) {
	var before, after int
	step := func(left *int, said string) func(func(*Deed)) {
		return func(ended func(*Deed)) {
			if *left == 0 {
				ended(nil)
				return
			}
			*left--
			ended(&Deed{Said: said, Back: func(done func(bool)) { done(true) }, Again: func(done func(bool)) { done(true) }})
		}
	}
	h := &History{Before: step(&before, "before"), After: step(&after, "after")}
	before, after = 1, 1
	var told []string
	say := func(d *Deed) { told = append(told, deedSaid(d)) }
	h.Redo(say)
	h.Redo(say)
	if told[0] != "after" || told[1] != "" {
		t.Fatalf("done again: %q", told)
	}
	h.Undo(say)
	h.Undo(say)
	if !h.Undoes() || told[3] != "before" {
		t.Fatalf("taken back: %q", told)
	}
	h.Undo(say)
	if h.Undoes() || told[4] != "" {
		t.Errorf("it offers to take back what there is not: %q", told)
	}
	after = 1
	h.Did(Deed{Said: "new"})
	h.Redo(say)
	if told[5] != "" || !h.Undoes() {
		t.Errorf("after a new deed something old was done again: %q", told)
	}
}
