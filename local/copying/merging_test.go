package copying_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/office"
	"tram/local/store"
)

// segmentsOn counts the objects of the journal on a target.
func segmentsOn(f *copyingtest.Faulty) (many, wide int) {
	for name := range f.Objects() {
		if strings.Contains(name, "/j/") {
			many++
			if strings.Contains(name, "-0") && strings.LastIndexByte(name, '-') > strings.LastIndexByte(name, '/') {
				wide++
			}
		}
	}
	return many, wide
}

var settings = store.Act{Actor: by.Actor, Step: "settings"}

// small has the copier leave so many segments of one entry each.
func (b *bureau) small(c *copying.Copier, many int) {
	b.t.Helper()
	for i := range many {
		if _, err := b.store.SaveClerk(b.t.Context(), settings, office.Clerk{Name: fmt.Sprint("Người thứ ", i)}); err != nil {
			b.t.Fatal(err)
		}
		b.round(c)
	}
}

func TestSmallSegmentsAreMerged(t *testing.T) {
	b := newBureau(t)
	f := copyingtest.NewFaulty()
	c := b.copier(f)
	b.work()
	b.small(c, 70)
	many, wide := segmentsOn(f)
	if wide != 1 || many > 8 {
		t.Errorf("%d segments lie there, %d of them merged", many, wide)
	}
	b.same(f)
	b.small(b.copier(f), 3) // another program goes on
	b.same(f)
	b.small(c, 3) // the first finds that out
	b.same(f)
}

// TestARestoreSucceedsAtEachStepOfAMerging ends the target after each change that merging makes.
func TestARestoreSucceedsAtEachStepOfAMerging(t *testing.T) {
	b := newBureau(t)
	f := copyingtest.NewFaulty()
	c := b.copier(f)
	b.small(c, 64)
	if _, wide := segmentsOn(f); wide > 0 {
		t.Fatal("it was merged too early")
	}
	before := f.Clone()
	b.small(c, 2)
	if _, wide := segmentsOn(f); wide != 1 {
		t.Fatal("it was not merged")
	}
	was, err := copying.Read(t.Context(), before, b.id, copying.Wish{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for left := 1; ; left++ {
		g := before.Clone()
		g.Left = left
		again := b.copier(g)
		_, err := again.Round(t.Context())
		g.Left = -1
		if c, failed := copying.Read(t.Context(), g, b.id, copying.Wish{}, nil); failed != nil || c.Torn > 0 || c.Head.Seq < was.Head.Seq {
			t.Fatalf("after %d changes: %+v %v", left, c, failed)
		}
		if err == nil {
			if left < mergedChanges {
				t.Errorf("%d changes carried the merging", left)
			}
			return
		}
		if !errors.Is(err, copying.Gone) {
			t.Fatal(err)
		}
		b.round(b.copier(g))
		if many, wide := segmentsOn(g); many != 2 || wide != 1 {
			t.Errorf("after %d changes and a round: %d segments, %d of them merged", left, many, wide)
		}
		if left%16 == 1 {
			b.same(g)
		}
	}
}

// mergedChanges is one object put and 64 taken away, at least.
const mergedChanges = 65

// TestARestoreGoesOnWhileWhatItReadsIsMerged reads a journal that changes under its hands.
func TestARestoreGoesOnWhileWhatItReadsIsMerged(t *testing.T) {
	b := newBureau(t)
	f := copyingtest.NewFaulty()
	c := b.copier(f)
	b.small(c, 63)
	if _, err := b.store.SaveClerk(t.Context(), settings, office.Clerk{Name: "Người sau cùng"}); err != nil {
		t.Fatal(err)
	}
	read, err := copying.Read(t.Context(), f, b.id, copying.Wish{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	b.small(c, 2)
	if _, wide := segmentsOn(f); wide != 1 {
		t.Fatal("nothing was merged meanwhile")
	}
	s := b.open(t.TempDir()+"/office.db", true)
	if err := s.Resume(t.Context(), read.Own(t.Context(), 0), read.Arrived(t.Context(), 0)); err != nil {
		t.Fatal(err)
	}
	head, err := s.Head(t.Context())
	if err != nil || head.Seq != read.Head.Seq || head.Hash != read.Head.Hash {
		t.Errorf("it ends at %+v, %v; the copy ended at %+v", head, err, read.Head)
	}
}

// TestMergingWaitsWhereTheCopierRests, and is done once it does not.
func TestMergingWaitsWhereTheCopierRests(t *testing.T) {
	b := newBureau(t)
	f := copyingtest.NewFaulty()
	c := b.copier(f)
	rests := true
	c.Rests = func() bool { return rests }
	b.work()
	b.small(c, 70)
	if many, wide := segmentsOn(f); wide != 0 || many < 70 {
		t.Errorf("%d segments lie there, %d of them merged", many, wide)
	}
	rests = false
	b.small(c, 1)
	if _, wide := segmentsOn(f); wide != 1 {
		t.Errorf("%d are merged", wide)
	}
	b.same(f)
}
