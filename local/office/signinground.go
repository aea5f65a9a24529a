package office

import (
	"context"
	"errors"
	"slices"
)

// SigningState of a line: it waits, its turn comes in the work that runs, it was done, or
// it was tried and waits to be tried again.
type SigningState int

// The states of a SigningLine.
const (
	SigningWaits SigningState = iota
	SigningUnderWay
	SigningDone
	SigningFailed
)

// SigningLine is one document of a SigningRound, and how it went with it.
type SigningLine struct {
	SigningTask
	State  SigningState
	Result SigningResult // once done or failed
	Ticked bool

	listed bool // the station says that it waits
	asked  bool // the clerk came with it: it stays though it waits for nothing
}

// Open tells whether something can be done with it.
func (l *SigningLine) Open() bool { return l.State == SigningWaits || l.State == SigningFailed }

// SigningRound (lượt ký) is what waits for one kind of act, and which of it is ticked. A
// line comes when the station lists it, and goes when the station does not any more; but
// what was done stays, with its result, until the clerk has left.
type SigningRound struct {
	Tasks []Task // in the order in which they are shown
	Lines []*SigningLine

	usual  Task // ticked when the clerk comes, until they choose
	chosen bool // the clerk has ticked or unticked something
	shown  bool // a list lies before the clerk: what comes now is theirs to tick
	worked bool // since they came, a work has ended
}

// RoundToSign is for signing: finished documents that wait for the office's signature are
// ticked, drafts only when the clerk says so, for they are finished by it; "" is a further
// signature, which was asked for.
func RoundToSign() *SigningRound {
	return &SigningRound{Tasks: []Task{"", TaskSign, TaskFinish}, usual: TaskSign}
}

// RoundToExtend is for what evidence is to be added to; that harms nothing.
func RoundToExtend() *SigningRound {
	return &SigningRound{Tasks: []Task{TaskExtend}, usual: TaskExtend}
}

// RoundOffered is for what may be signed too: the clerk says of each that it is to be.
func RoundOffered() *SigningRound {
	return &SigningRound{Tasks: []Task{TaskMay}}
}

// Renew takes what the station lists now.
func (r *SigningRound) Renew(tasks []SigningTask) {
	for _, l := range r.Lines {
		l.listed = false
	}
	for _, t := range tasks {
		if !slices.Contains(r.Tasks, t.Task) {
			continue
		}
		if l := r.Find(t.Row.ID); l != nil {
			l.listed = true
			if l.State != SigningDone {
				l.SigningTask = t
			}
			continue
		}
		r.Lines = append(r.Lines, &SigningLine{SigningTask: t, listed: true, Ticked: !r.chosen && !r.shown && t.Task == r.usual})
	}
	r.shown = true
	r.Lines = slices.DeleteFunc(r.Lines, func(l *SigningLine) bool { return l.Open() && !l.listed && !l.asked })
	slices.SortStableFunc(r.Lines, func(a, b *SigningLine) int {
		return slices.Index(r.Tasks, a.Task) - slices.Index(r.Tasks, b.Task)
	})
}

// Ask brings one document in, alone ticked. One that waits for another act, or was done
// here before, is to be signed once more.
func (r *SigningRound) Ask(t SigningTask) {
	if !slices.Contains(r.Tasks, t.Task) {
		t.Task = ""
	}
	l := r.Find(t.Row.ID)
	if l == nil {
		l = &SigningLine{}
		r.Lines = slices.Insert(r.Lines, 0, l)
	}
	if l.State != SigningUnderWay {
		*l = SigningLine{SigningTask: t, listed: l.listed, asked: true}
	}
	for _, other := range r.Lines {
		other.Ticked = other == l
	}
	r.chosen = true
}

// Forget lets go what was done, when the clerk has left. What was asked for stays as long as
// it is ticked: they may have gone to set something. Who comes back after a work begins anew.
func (r *SigningRound) Forget() {
	if r.shown = false; r.worked {
		r.chosen, r.worked = len(r.Ticked()) > 0, false
	}
	for _, l := range r.Lines {
		l.asked = l.asked && l.Ticked
	}
	r.Lines = slices.DeleteFunc(r.Lines, func(l *SigningLine) bool { return l.State == SigningDone || l.Open() && !l.listed && !l.asked })
}

// Find is the line of a document; nil: there is none.
func (r *SigningRound) Find(id ID) *SigningLine {
	return r.First(func(l *SigningLine) bool { return l.Row.ID == id })
}

// First is the first of some lines; nil: there is none.
func (r *SigningRound) First(is func(*SigningLine) bool) *SigningLine {
	if i := slices.IndexFunc(r.Lines, is); i >= 0 {
		return r.Lines[i]
	}
	return nil
}

// All are some of the lines.
func (r *SigningRound) All(are func(*SigningLine) bool) []*SigningLine {
	return slices.DeleteFunc(slices.Clone(r.Lines), func(l *SigningLine) bool { return !are(l) })
}

// Tick ticks or unticks lines with which something can be done.
func (r *SigningRound) Tick(yes bool, lines ...*SigningLine) {
	r.chosen = true
	for _, l := range lines {
		l.Ticked = yes && l.Open()
	}
}

// Ticked are the lines that are to be worked on.
func (r *SigningRound) Ticked() []*SigningLine {
	return r.All(func(l *SigningLine) bool { return l.Ticked && l.Open() })
}

// Waits counts the lines with which something is still to be done.
func (r *SigningRound) Waits() int {
	return len(r.All(func(l *SigningLine) bool { return l.State != SigningDone }))
}

// Begin says that the turn of these lines comes.
func (r *SigningRound) Begin(lines []*SigningLine) {
	for _, l := range lines {
		l.State, l.Result = SigningUnderWay, SigningResult{}
	}
}

// Told takes the result of one line; nil: it is none of these. What failed, or was stopped
// by the clerk, stays ticked.
func (r *SigningRound) Told(of SigningResult) *SigningLine {
	l := r.Find(of.ID)
	if l == nil {
		return nil
	}
	l.Result, l.Ticked = of, of.Err != nil
	switch {
	case of.Err == nil:
		l.State = SigningDone
	case errors.Is(of.Err, context.Canceled):
		l.State = SigningWaits
	default:
		l.State = SigningFailed
	}
	return l
}

// Over ends the work: lines whose turn did not come wait again.
func (r *SigningRound) Over() {
	for _, l := range r.Lines {
		if l.State == SigningUnderWay {
			l.State = SigningWaits
		}
	}
	r.worked = true
}
