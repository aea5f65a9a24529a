package kit

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"
)

// paper is a record with one word.
type paper struct{ of, word string }

// writing is a page of one field, and the station behind it.
type writing struct {
	desk   *Desk
	draft  *Draft[paper]
	now    *paper // on the desk
	stored []paper
	hold   chan struct{} // a save waits for it to close
	fail   error
	ended  int
	over   bool
}

func newWriting(t *testing.T) *writing {
	test.NewTempApp(t)
	w := &writing{desk: NewDesk(t.Context(), test.NewTempWindow(t, nil))}
	w.draft = NewDraft[paper](w.desk)
	w.draft.Read = func() (paper, bool) {
		if w.now == nil {
			return paper{}, false
		}
		return *w.now, true
	}
	w.draft.Of = func(p paper) string { return p.of }
	w.draft.Title = w.draft.Of
	w.draft.Same = func(a, b paper) bool { return a == b }
	w.draft.Save = w.save
	w.draft.Ended = func(_, _ paper, _ error) bool { w.ended++; return w.over }
	return w
}

func (w *writing) save(_ context.Context, p paper) (paper, error) {
	if w.hold != nil {
		<-w.hold
	}
	if w.fail != nil {
		return p, w.fail
	}
	w.stored = append(w.stored, p)
	return p, nil
}

func (w *writing) lay(of string) {
	w.now = &paper{of: of}
	w.draft.Begin(*w.now)
}

func (w *writing) typeWord(word string) {
	w.now.word = word
	w.draft.Now()
}

func (w *writing) wants(t *testing.T, want ...paper) {
	t.Helper()
	Settle()
	if !slices.Equal(w.stored, want) {
		t.Errorf("stored %v, want %v", w.stored, want)
	}
}

func TestWordsOfEachRecordFollowASaveThatIsUnderWay(t *testing.T) {
	w := newWriting(t)
	w.hold = make(chan struct{})
	w.lay("a")
	w.typeWord("a1")
	w.typeWord("a2")
	w.now.word = "a3"
	w.draft.Leave(func() {})
	w.lay("b")
	w.typeWord("b1")
	w.draft.Leave(func() {})
	w.lay("c")
	w.typeWord("c1")
	close(w.hold)
	w.wants(t, paper{"a", "a1"}, paper{"a", "a3"}, paper{"b", "b1"}, paper{"c", "c1"})
}

func TestTheSameWordsAreSavedOnce(t *testing.T) {
	w := newWriting(t)
	w.hold = make(chan struct{})
	w.lay("a")
	w.typeWord("a1")
	w.draft.Now()
	w.draft.Leave(func() {})
	close(w.hold)
	w.wants(t, paper{"a", "a1"})
}

// TestWhoTypesOnWithoutAPauseLosesTwoSecondsAtMost lets the words be lost at every
// moment of a long typing.
func TestWhoTypesOnWithoutAPauseLosesTwoSecondsAtMost(t *testing.T) {
	const key, long, mayLose = 90 * time.Millisecond, 20 * time.Second, 2 * time.Second
	w := newWriting(t)
	synctest.Test(t, func(t *testing.T) {
		w.lay("a")
		saved := 0
		for typed := range int(long / key) {
			w.now.word += "x"
			w.draft.After(TypingPause)
			time.Sleep(key)
			synctest.Wait()
			Settle()
			if n := len(w.stored); n > 0 {
				saved = len(w.stored[n-1].word)
			}
			if lost := time.Duration(typed+1-saved) * key; lost > mayLose {
				t.Fatalf("after %d letters those of the last %v are kept nowhere", typed+1, lost)
			}
		}
		if n := len(w.stored); n > int(long/savedAtLatest)+1 {
			t.Errorf("saved %d times", n)
		}
	})
}

func TestWordsWaitForAPauseInTheTyping(t *testing.T) {
	w := newWriting(t)
	synctest.Test(t, func(t *testing.T) {
		w.lay("a")
		w.now.word = "a1"
		w.draft.After(TypingPause)
		time.Sleep(TypingPause / 2)
		w.now.word = "a12"
		w.draft.After(TypingPause)
		time.Sleep(TypingPause * 3 / 4)
		synctest.Wait()
		w.wants(t)
		time.Sleep(TypingPause / 2)
		synctest.Wait()
		w.wants(t, paper{"a", "a12"})
	})
}

func TestWhatWaitsForWordsIsDoneAfterTheLastOfThem(t *testing.T) {
	w := newWriting(t)
	w.hold = make(chan struct{})
	w.lay("a")
	w.typeWord("a1")
	w.now.word = "a2"
	var at int
	w.draft.Then(func() { at = len(w.stored) })
	close(w.hold)
	Settle()
	if at != 2 {
		t.Errorf("done after %d saves", at)
	}
	w.draft.Then(func() { at = -1 })
	if at != -1 {
		t.Error("nothing was to be saved, and yet it waits")
	}
}

func TestAnActIsForgottenWhenItsWordsCannotBeSaved(t *testing.T) {
	w := newWriting(t)
	w.fail = errors.New("EIO")
	w.lay("a")
	w.now.word = "a1"
	w.draft.Then(func() { t.Error("done upon words that are not saved") })
	Settle()
	w.draft.Now()
	Settle()
	if w.ended != 1 {
		t.Errorf("asked %d times for the same words", w.ended)
	}
	w.fail = nil
	w.typeWord("a2")
	w.wants(t, paper{"a", "a2"})
}

func TestWordsThatCouldNotBeSavedAreThereWhenTheRecordComesBack(t *testing.T) {
	w := newWriting(t)
	w.fail = errors.New("EIO")
	w.lay("a")
	w.now.word = "a1"
	w.draft.Leave(func() {})
	Settle()
	words, there := w.draft.Recall("a")
	if !there || words.word != "a1" {
		t.Fatalf("recalled %v, %v", words, there)
	}
	w.fail = nil
	w.lay("a")
	w.typeWord(words.word)
	w.wants(t, paper{"a", "a1"})
	if _, there := w.draft.Recall("a"); there {
		t.Error("still lost after it was saved")
	}
}

func TestClosingWaitsForAllThatIsTyped(t *testing.T) {
	w := newWriting(t)
	w.hold = make(chan struct{})
	w.lay("a")
	w.typeWord("a1")
	w.now.word = "a2"
	var told []Unkept
	done := false
	w.desk.Keep(func(u []Unkept) { done, told = true, u })
	w.now.word = "a3" // typed while the window closes
	if done {
		t.Fatal("told before anything was saved")
	}
	close(w.hold)
	w.wants(t, paper{"a", "a1"}, paper{"a", "a2"}, paper{"a", "a3"})
	if !done || len(told) != 0 {
		t.Errorf("done %v, unkept %v", done, told)
	}
}

func TestClosingNamesWhatCouldNotBeSavedAndTriesItOnceMore(t *testing.T) {
	w := newWriting(t)
	w.fail = errors.New("EIO")
	w.lay("a")
	w.typeWord("a1")
	Settle()
	w.draft.Leave(func() {})
	w.lay("b")
	w.now.word = "b1"
	var told []Unkept
	w.desk.Keep(func(u []Unkept) { told = u })
	Settle()
	if len(told) != 2 || told[0].Title != "a" || told[1].Title != "b" || told[0].Err == nil {
		t.Fatalf("told %v", told)
	}
	w.fail = nil
	w.desk.Keep(func(u []Unkept) { told = u })
	w.wants(t, paper{"a", "a1"}, paper{"b", "b1"})
	if len(told) != 0 {
		t.Errorf("told %v after all was saved", told)
	}
}

func TestClosingWaitsForAnActThatIsUnderWay(t *testing.T) {
	w := newWriting(t)
	release, done := make(chan struct{}), false
	Do(w.desk, func(context.Context) (int, error) { <-release; return 0, nil }, func(int, error) {
		if done {
			t.Error("told before the act had ended")
		}
	})
	w.desk.Keep(func([]Unkept) { done = true })
	if done {
		t.Fatal("told while an act was under way")
	}
	close(release)
	Settle()
	if !done {
		t.Error("never told")
	}
}

func TestARefusedRecordTakesNoWordsAnyMore(t *testing.T) {
	w := newWriting(t)
	w.hold = make(chan struct{})
	w.lay("a")
	w.typeWord("a1")
	w.typeWord("a2")
	w.fail, w.over = errors.New("secret"), true
	close(w.hold)
	Settle()
	w.now = nil
	w.fail = nil
	var told []Unkept
	w.desk.Keep(func(u []Unkept) { told = u })
	w.wants(t)
	if w.ended != 1 || len(told) != 0 {
		t.Errorf("asked %d times, told %v", w.ended, told)
	}
}
