package trail

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"tram/local/office"
)

// move is a step that adds to a sum; a negative one leads nowhere.
type move struct {
	Step
	add int
}

var rules = Rules[move, int]{
	Step:  func(m move) Step { return m.Step },
	Leads: func(sum int, m move) (int, bool) { return sum + m.add, m.add >= 0 },
}

func at(id string, minute int, add int, after ...office.ID) move {
	return move{Step{ID: office.ID(id), At: time.Unix(int64(minute)*60, 0), After: after}, add}
}

func hows(w Walked[move, int]) map[office.ID]Standing {
	all := map[office.ID]Standing{}
	for _, t := range w.Steps {
		all[t.Is.ID] = t.How
	}
	return all
}

func TestEachStepCountsForWhatItIs(t *testing.T) {
	beside := at("n", 3, 9, "a")
	beside.Beside = true
	all := []move{
		at("a", 1, 1), at("b", 2, 2, "a"), at("c", 5, 4, "a"), // two went on from a
		beside, at("x", 4, -1, "b"), at("y", 9, 1, "nowhere"), at("z", 6, 1, "b", "c"),
	}
	w := rules.Walk(0, all)
	want := map[office.ID]Standing{"a": Kept, "b": Kept, "c": Aside, "n": Kept, "x": Stray, "y": Early, "z": Stray}
	if got := hows(w); !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
	if !w.Parted() || w.Shown().Place != 3 || w.Shown().Head != "b" || w.Ends[1].Place != 5 || len(w.Shown().Beside) != 1 || len(w.Ends[1].Beside) != 1 {
		t.Errorf("%+v", w.Ends)
	}
	settled := at("s", 10, 0, "b", "c")
	settled.Settles, settled.Of = true, "c"
	w = rules.Walk(0, append(all, settled, at("d", 11, 8, "s")))
	if w.Parted() || w.Shown().Place != 13 || !slices.Equal(w.Shown().Path, []office.ID{"a", "c", "s", "d"}) {
		t.Errorf("settled: %+v", w.Ends)
	}
	if got := hows(w); got["b"] != Aside || got["c"] != Kept {
		t.Errorf("settled: %v", got)
	}
	settled.Of = "a"
	if w = rules.Walk(0, append(all, settled)); !w.Parted() || hows(w)["s"] != Stray {
		t.Errorf("settled for what is no end: %+v", w.Ends)
	}
}

func TestWithNoStepAllStandsAtTheStart(t *testing.T) {
	w := rules.Walk(7, nil)
	if w.Parted() || w.Shown().Place != 7 || w.Shown().Head != "" || !w.Shown().On(nil) || w.Shown().On([]office.ID{"a"}) {
		t.Errorf("%+v", w)
	}
}

// TestInWhateverOrderStepsComeTheSameIsFound draws steps that follow any of those before them.
func TestInWhateverOrderStepsComeTheSameIsFound(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		var all []move
		for i := range 12 {
			m := at(string(rune('a'+i)), r.IntN(4), r.IntN(5)-1)
			for range r.IntN(3) {
				if i > 0 {
					m.After = append(m.After, all[r.IntN(i)].ID)
				}
			}
			m.Beside, m.Settles = r.IntN(5) == 0, len(m.After) > 1
			if m.Settles {
				m.Of = m.After[r.IntN(2)]
			}
			all = append(all, m)
		}
		want := rules.Walk(0, all)
		for range 5 {
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			if got := rules.Walk(0, all); !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d: %+v, then %+v", seed, want, got)
			}
		}
		if len(want.Steps) != len(all) {
			t.Errorf("seed %d: of %d steps %d are told", seed, len(all), len(want.Steps))
		}
	}
}
