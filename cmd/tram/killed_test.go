package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"tram/ui/kit"
)

// A child is this test binary again, with a clerk who types in the office of a folder.
const typistHome = "TRAM_TEST_TYPIST"

func TestMain(m *testing.M) {
	kit.Rehearse()
	if home := os.Getenv(typistHome); home != "" {
		typeUntilKilled(home)
		return
	}
	if home := os.Getenv(scannerHome); home != "" {
		scanAtWindow(home)
		return
	}
	debug.SetGCPercent(windowsStay)
	debug.SetMemoryLimit(mostStays)
	os.Exit(m.Run())
}

// The toolkit lets no window of a test go. To look through all of them again and again took
// half of the processor time of these tests: garbage may be four times what stays, up to so
// many bytes together.
const (
	windowsStay = 400
	mostStays   = 2 << 30
)

// keyEvery is how fast the clerk types, without a pause.
const keyEvery = 60 * time.Millisecond

// typeUntilKilled goes on with the draft that waits, types words without an end, and
// tells how many letters stand in the field, each as soon as it stands there.
func typeUntilKilled(home string) {
	w := &sitting{t: ending{}, home: home}
	w.begin()
	w.open()
	w.goTo("Số hóa")
	kit.Settle()
	for _, o := range w.things() {
		if l, is := o.Object.(*kit.List); is && l.Length() == 1 {
			l.Select(0)
		}
	}
	kit.Settle()
	w.write("Trích yếu", "")
	field := w.field("Trích yếu").(*kit.Entry)
	for i := 1; ; i++ {
		field.TypedRune('a' + rune(i%26))
		fmt.Println(i)
		time.Sleep(keyEvery)
		kit.Settle()
	}
}

// ending is the test of a child: what fails there ends it, and the parent finds too few
// letters.
type ending struct{ testing.TB }

func (ending) Helper() {}

func (ending) Fatal(args ...any) {
	fmt.Fprintln(os.Stderr, args...)
	os.Exit(1)
}

func (e ending) Fatalf(format string, args ...any) { e.Fatal(fmt.Sprintf(format, args...)) }

// TestAKillLosesTwoSecondsOfTypingAtMost kills the program in the midst of a word.
func TestAKillLosesTwoSecondsOfTypingAtMost(t *testing.T) {
	const mayLose = 2 * time.Second
	w := newSitting(t)
	w.goTo("Số hóa")
	kit.Settle()
	w.app.Window.Drop(w.pages(1)...)
	kit.Settle()
	for _, after := range []time.Duration{2600 * time.Millisecond} {
		w.leave()
		typed := killTypist(t, w.home, after)
		w.begin()
		w.open()
		rows := w.drafts()
		if len(rows) != 1 {
			t.Fatalf("%d drafts wait", len(rows))
		}
		kept := len(w.record(rows[0].ID).Document.Subject)
		standing := typed[len(typed)-1]
		if lost := standing.at.Sub(typed[min(kept, len(typed)-1)].at); lost > mayLose {
			t.Errorf("killed after %d letters, %d are there: the last %v are lost", len(typed), kept, lost.Round(time.Millisecond))
		}
	}
}

// letter is one that stood in the field, and when.
type letter struct{ at time.Time }

// killTypist lets a child type for so long, and kills it.
func killTypist(t *testing.T, home string, after time.Duration) (typed []letter) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), typistHome+"="+home)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if n := strings.TrimSpace(lines.Text()); n != fmt.Sprint(len(typed)+1) {
			continue
		}
		if typed = append(typed, letter{time.Now()}); typed[len(typed)-1].at.Sub(typed[0].at) > after {
			break
		}
	}
	if len(typed) < 10 {
		t.Fatalf("the child typed %d letters", len(typed))
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	child.Wait()
	return typed
}
