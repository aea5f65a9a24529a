package sign

import (
	"slices"
	"strings"

	"tram/local/office"
	"tram/ui/kit"
)

// state of a line: it waits, its turn comes in the work that runs, it was
// done, or it was tried and waits to be tried again.
type state int

const (
	waiting state = iota
	underWay
	done
	failed
)

// line is one document of a queue, and how it went with it.
type line struct {
	task   office.SigningTask
	state  state
	result office.SigningResult // once done or failed
	why    kit.Trouble          // once failed
	ticked bool
	listed bool // the station says that it waits
	asked  bool // the clerk came with it: it stays though it waits for nothing
}

func (l *line) id() office.ID { return l.task.Row.ID }

// open tells whether something can be done with it.
func (l *line) open() bool { return l.state == waiting || l.state == failed }

// queue is what waits for one kind of act. It knows no widget. A line comes
// when the station lists it, and goes when the station does not any more; but
// what was done stays in sight, with its result, until the clerk has left.
type queue struct {
	groups []office.Task // in the order in which they are shown
	usual  []office.Task // ticked when they come, until the clerk chooses
	lines  []*line
	chosen bool // the clerk has ticked or unticked something
}

// whichWait is for signing: drafts that cannot be finished otherwise are
// ticked, finished ones only when the clerk says so, and "" is a further
// signature, which was asked for.
func whichWait() *queue {
	return &queue{groups: []office.Task{"", office.TaskFinish, office.TaskSign}, usual: []office.Task{office.TaskFinish}}
}

// whichOwe is for what evidence is to be added to; that harms nothing.
func whichOwe() *queue {
	return &queue{groups: []office.Task{office.TaskExtend}, usual: []office.Task{office.TaskExtend}}
}

// renew takes what the station lists now.
func (q *queue) renew(tasks []office.SigningTask) {
	for _, l := range q.lines {
		l.listed = false
	}
	for _, t := range tasks {
		if !slices.Contains(q.groups, t.Task) {
			continue
		}
		if l := q.find(t.Row.ID); l != nil {
			l.listed = true
			if l.state != done {
				l.task = t
			}
			continue
		}
		q.lines = append(q.lines, &line{task: t, listed: true, ticked: !q.chosen && slices.Contains(q.usual, t.Task)})
	}
	q.lines = slices.DeleteFunc(q.lines, func(l *line) bool { return l.open() && !l.listed && !l.asked })
	slices.SortStableFunc(q.lines, func(a, b *line) int {
		return slices.Index(q.groups, a.task.Task) - slices.Index(q.groups, b.task.Task)
	})
}

// ask brings one document in, alone ticked. One that waits for another act, or
// was done here before, is to be signed once more.
func (q *queue) ask(t office.SigningTask) {
	if !slices.Contains(q.groups, t.Task) {
		t.Task = ""
	}
	l := q.find(t.Row.ID)
	if l == nil {
		l = &line{}
		q.lines = slices.Insert(q.lines, 0, l)
	}
	if l.state != underWay {
		*l = line{task: t, listed: l.listed, asked: true}
	}
	for _, other := range q.lines {
		other.ticked = other == l
	}
	q.chosen = true
}

// forget lets go what was done or asked for, when the clerk has left.
func (q *queue) forget() {
	q.lines = slices.DeleteFunc(q.lines, func(l *line) bool { return l.state == done || l.open() && !l.listed })
	for _, l := range q.lines {
		l.asked = false
	}
}

func (q *queue) find(id office.ID) *line { return q.first(func(l *line) bool { return l.id() == id }) }

// first is the first of some lines; nil: there is none.
func (q *queue) first(is func(*line) bool) *line {
	if i := slices.IndexFunc(q.lines, is); i >= 0 {
		return q.lines[i]
	}
	return nil
}

func (q *queue) all(are func(*line) bool) []*line {
	return slices.DeleteFunc(slices.Clone(q.lines), func(l *line) bool { return !are(l) })
}

// tick ticks or unticks lines with which something can be done.
func (q *queue) tick(yes bool, lines ...*line) {
	q.chosen = true
	for _, l := range lines {
		l.ticked = yes && l.open()
	}
}

// ticked are the lines that the main button is about.
func (q *queue) ticked() []*line {
	return q.all(func(l *line) bool { return l.ticked && l.open() })
}

// waits counts the lines with which something is still to be done.
func (q *queue) waits() int {
	return len(q.all(func(l *line) bool { return l.state != done }))
}

// begin says that the turn of these lines comes.
func (q *queue) begin(lines []*line) {
	for _, l := range lines {
		l.state, l.result = underWay, office.SigningResult{}
	}
}

// told takes the result of one line. What failed, or was stopped by the clerk,
// stays ticked.
func (q *queue) told(r office.SigningResult) *line {
	l := q.find(r.ID)
	if l == nil {
		return nil
	}
	l.result, l.state, l.ticked = r, done, false
	if r.Err != nil {
		why, told := kit.Explain(r.Err)
		l.state, l.why, l.ticked = waiting, why, true
		if told {
			l.state = failed
		}
	}
	return l
}

// over ends the work: lines whose turn did not come wait again.
func (q *queue) over() {
	for _, l := range q.lines {
		if l.state == underWay {
			l.state = waiting
		}
	}
	q.chosen = slices.ContainsFunc(q.lines, func(l *line) bool { return l.ticked })
}

// item is one row of the list: the head of a group, or a line.
type item struct {
	group office.Task
	lines []*line // of a group: those in sight
	line  *line   // nil: the head of a group
}

// count tells how many are ticked, of those that can be.
func (it item) count() (ticked, open int) {
	for _, l := range it.lines {
		if l.open() {
			open++
		}
		if l.ticked {
			ticked++
		}
	}
	return ticked, open
}

// items are the rows for what is searched for; empty: all.
func (q *queue) items(searched string, types []office.DocumentType) (items []item) {
	want := office.Fold(strings.TrimSpace(searched))
	for _, g := range q.groups {
		in := q.all(func(l *line) bool { return l.task.Task == g && strings.Contains(l.words(types), want) })
		if len(in) == 0 {
			continue
		}
		items = append(items, item{group: g, lines: in})
		for _, l := range in {
			items = append(items, item{group: g, lines: []*line{l}, line: l})
		}
	}
	return items
}

// words are what a line is found by.
func (l *line) words(types []office.DocumentType) string {
	r := l.task.Row
	return office.Fold(strings.Join([]string{office.Numbered(r.Number, r.Symbol), kit.TypeName(types, r.Type), r.Subject, r.Issuer, string(r.Code), l.task.Signer}, " "))
}
