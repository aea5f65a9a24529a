// Package books keeps the registers (sổ) that the decree asks an office to keep, each
// of which is a list of answers to the same questions.
//
// A register is said once: its kind of record, its questions and what is missing in
// one. List, form, search, journal and export live on that.
package books

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
	"tram/local/store"
	"tram/local/table"
	"tram/local/volume"
)

// Register is a register of T.
type Register[T any] struct {
	Kind  store.Kind[T]
	Said  office.Register // without its questions
	Asks  []Ask[T]
	State func(*T) *office.State
	Named map[office.State]string // the states in words, the one of a new record first by Fresh
	Fresh office.State
	Warns func(T, time.Time) []string   // what is missing in one, at a day
	Lacks []office.State                // in which something can be missing; nil: in each
	Tally func([]T, time.Time) []string // a report over all of them, a line each; nil: none

	Duties func(T, office.Response) []office.Duty // what one owes in time; nil: nothing

	// Before puts right what was answered, by what else the office keeps, before it is stored;
	// nil: nothing is to be looked up.
	Before func(context.Context, *store.Store, *T) error

	// Moved does what a step does to one beside its state; nil: nothing.
	Moved func(t *T, step string, now time.Time)

	// Drawn is the register as a decree draws it on paper; nil: none does.
	Drawn func([]T) volume.Volume
}

// Ask is a question with where its answer belongs.
type Ask[T any] struct {
	office.Ask
	Into func(*T) *string
}

// Any is a Register whose type need not be known.
type Any interface {
	About() office.Register
	AnyKind() store.AnyKind
	List(ctx context.Context, s *store.Store, text string, most int) ([]office.Sheet, bool, error)
	Lacking(ctx context.Context, s *store.Store, most int) ([]office.Sheet, bool, error)
	Read(ctx context.Context, s *store.Store, id office.ID) (office.Sheet, error)
	Keep(ctx context.Context, s *store.Store, by store.Act, sheet office.Sheet) (office.Sheet, error)
	Move(ctx context.Context, s *store.Store, by store.Act, id office.ID) (office.Sheet, error)
	WrongAnswer(sheet office.Sheet) (key string, err error)
	Versions(ctx context.Context, s *store.Store, id office.ID) ([]office.Sheet, error)
	Settle(ctx context.Context, s *store.Store, by store.Act, id, keep office.ID, seen []office.ID) (office.Sheet, error)
	Table(ctx context.Context, s *store.Store) (table.Table, error)
	Volume(ctx context.Context, s *store.Store, year int) (v volume.Volume, drawn bool, err error)
	WeighTable(ctx context.Context, s *store.Store, t *office.RegisterTable, update bool) error
	BringTable(ctx context.Context, s *store.Store, actor string, t *office.RegisterTable, kept func()) error
}

// StepEdit is the step of each register by which answers change.
const StepEdit = "edit"

// About is the register as pages know it.
func (b Register[T]) About() office.Register {
	said := b.Said
	said.Kind = b.Kind.Name
	for _, a := range b.Asks {
		said.Asks = append(said.Asks, a.Ask)
	}
	for _, w := range b.Kind.Steps {
		if w.Name == StepEdit {
			said.Open = w.From
		}
		if w.Needs == office.MayKeep && w.To != "" && len(w.From) > 0 && !slices.Contains(w.From, store.Unborn) {
			said.Moves = append(said.Moves, office.RegisterMove{Step: w.Name, Said: w.Said, From: w.From})
		}
	}
	return said
}

// AnyKind is the kind of its records, which names their values as the register does.
func (b Register[T]) AnyKind() store.AnyKind {
	k := b.Kind
	k.Values = map[string]func(string) string{"state": func(s string) string { return b.Named[office.State(s)] }}
	for _, a := range b.Asks {
		k.Values[a.Key] = a.Told
	}
	return k
}

// List finds records by their words, by title.
func (b Register[T]) List(ctx context.Context, s *store.Store, text string, most int) (sheets []office.Sheet, more bool, err error) {
	return b.listed(ctx, s, store.LineQuery{Kind: b.Kind.Name, Text: text, Most: most})
}

// Lacking lists the records that lack something, of the first so many in which something can be missing.
func (b Register[T]) Lacking(ctx context.Context, s *store.Store, most int) (sheets []office.Sheet, more bool, err error) {
	sheets, more, err = b.listed(ctx, s, store.LineQuery{Kind: b.Kind.Name, States: b.Lacks, Most: most})
	return slices.DeleteFunc(sheets, func(sheet office.Sheet) bool { return len(sheet.Warns) == 0 }), more, err
}

func (b Register[T]) listed(ctx context.Context, s *store.Store, q store.LineQuery) (sheets []office.Sheet, more bool, err error) {
	found, more, err := s.FindLines(ctx, q)
	if err != nil {
		return nil, false, err
	}
	shared, err := b.shared(ctx, s)
	if err != nil {
		return nil, false, err
	}
	owes, err := b.owing(ctx, s)
	if err != nil {
		return nil, false, err
	}
	ids, apart := make([]office.ID, len(found)), map[office.ID]int{}
	for i, l := range found {
		ids[i], apart[l.ID] = l.ID, l.Apart
	}
	all, err := store.These(ctx, s, b.Kind, ids)
	if err != nil {
		return nil, false, err
	}
	for _, t := range all {
		sheet := warned(b.sheet(t, s.Time()), shared)
		sheet.Apart, sheet.Duties = apart[sheet.ID], owes(t)
		sheets = append(sheets, sheet)
	}
	from, err := s.BornElsewhere(ctx, ids)
	for i := range sheets {
		sheets[i].Station = from[sheets[i].ID]
	}
	return sheets, more, err
}

// Read reads one record.
func (b Register[T]) Read(ctx context.Context, s *store.Store, id office.ID) (office.Sheet, error) {
	t, err := store.One(ctx, s, b.Kind, id)
	if err != nil {
		return office.Sheet{}, err
	}
	return b.placed(ctx, s, t)
}

// placed is the sheet of a record with where it was born, what it shares with another, and
// what it owes.
func (b Register[T]) placed(ctx context.Context, s *store.Store, t T) (office.Sheet, error) {
	sheet := b.sheet(t, s.Time())
	owes, err := b.owing(ctx, s)
	if err != nil {
		return sheet, err
	}
	sheet.Duties = owes(t)
	from, err := s.BornElsewhere(ctx, []office.ID{sheet.ID})
	if err != nil {
		return sheet, err
	}
	sheet.Station = from[sheet.ID]
	shared, err := b.shared(ctx, s)
	return warned(sheet, shared), err
}

// owing tells what records owe, by what the office has set.
func (b Register[T]) owing(ctx context.Context, s *store.Store) (func(T) []office.Duty, error) {
	if b.Duties == nil {
		return func(T) []office.Duty { return nil }, nil
	}
	r, err := ResponseOf(ctx, s)
	return func(t T) []office.Duty { return b.Duties(t, r) }, err
}

func (b Register[T]) sheet(t T, now time.Time) office.Sheet {
	id, version := b.Kind.Named(&t)
	line := b.Kind.Line(t)
	sheet := office.Sheet{ID: *id, Version: *version, Title: line.Title, Below: line.Below, State: line.State, Stands: b.Named[line.State], Answers: map[string]string{}}
	for _, a := range b.Asks {
		sheet.Answers[a.Key] = *a.Into(&t)
	}
	if b.Warns != nil {
		sheet.Warns = b.Warns(t, now)
	}
	return sheet
}

// Keep stores what was answered: a new record where the sheet has no ID. It fails with
// Unanswered, BadDay, NoSuchChoice and as a live write does.
func (b Register[T]) Keep(ctx context.Context, s *store.Store, by store.Act, sheet office.Sheet) (office.Sheet, error) {
	var t T
	if sheet.ID != "" {
		var err error
		if t, err = store.One(ctx, s, b.Kind, sheet.ID); err != nil {
			return sheet, err
		}
	} else {
		*b.State(&t) = b.Fresh
	}
	id, version := b.Kind.Named(&t)
	*id, *version = sheet.ID, sheet.Version
	if err := b.answer(ctx, s, &t, sheet.Answers); err != nil {
		return sheet, err
	}
	if err := s.Save(ctx, by, b.Kind.Put(&t)); err != nil {
		return sheet, err
	}
	return b.placed(ctx, s, t)
}

// answer puts what was answered into a record; where nothing is said to a question, its answer stays.
func (b Register[T]) answer(ctx context.Context, s *store.Store, t *T, answers map[string]string) error {
	for _, a := range b.Asks {
		answer, given := answers[a.Key]
		if !given {
			answer = *a.Into(t)
		}
		answer, err := Answered(a.Ask, answer)
		if err != nil {
			return err
		}
		*a.Into(t) = answer
	}
	if b.Before == nil {
		return nil
	}
	return b.Before(ctx, s, t)
}

// Move takes a record by a step to the state that the step leads to.
func (b Register[T]) Move(ctx context.Context, s *store.Store, by store.Act, id office.ID) (office.Sheet, error) {
	step, known := b.Kind.StepOf(by.Step)
	if !known || step.To == "" {
		return office.Sheet{}, NoSuchStep.About(by.Step)
	}
	t, err := store.One(ctx, s, b.Kind, id)
	if err != nil {
		return office.Sheet{}, err
	}
	*b.State(&t) = step.To
	if b.Moved != nil {
		b.Moved(&t, step.Name, s.Time())
	}
	if err := s.Save(ctx, by, b.Kind.Put(&t)); err != nil {
		return office.Sheet{}, err
	}
	return b.placed(ctx, s, t)
}

// Versions are what stations made of a record apart, what is shown first; one where
// nothing is to be settled. By tells whose each is.
func (b Register[T]) Versions(ctx context.Context, s *store.Store, id office.ID) (all []office.Sheet, err error) {
	versions, err := store.VersionsOf(ctx, s, b.Kind, id)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		sheet, err := b.placed(ctx, s, v.Is)
		if err != nil {
			return nil, err
		}
		sheet.Entry, sheet.By, sheet.Apart = v.Entry, v.By, v.Apart
		all = append(all, sheet)
	}
	return all, nil
}

// Settle keeps one of the versions that stand apart (store.Choose).
func (b Register[T]) Settle(ctx context.Context, s *store.Store, by store.Act, id, keep office.ID, seen []office.ID) (office.Sheet, error) {
	chosen, err := store.Choose(ctx, s, by, b.Kind, id, keep, seen)
	if err != nil {
		return office.Sheet{}, err
	}
	return b.placed(ctx, s, chosen)
}

// WrongAnswer names the first question whose answer is none.
func (b Register[T]) WrongAnswer(sheet office.Sheet) (key string, err error) {
	for _, a := range b.Asks {
		if _, err := Answered(a.Ask, sheet.Answers[a.Key]); err != nil {
			return a.Key, err
		}
	}
	return "", nil
}

// Answered tidies an answer and tells whether it is one.
func Answered(a office.Ask, text string) (string, error) {
	text = tidied(text, a.How == office.AskLines || a.How == office.AskSeveral)
	switch {
	case text == "" && a.Needed:
		return "", Unanswered.About(a.Said)
	case text == "":
		return "", nil
	case len([]rune(text)) > mostAnswer:
		return "", TooLong.About(a.Said, mostAnswer)
	case a.How == office.AskDay:
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return "", BadDay.About(a.Said, text)
		}
	case a.How == office.AskReceipt:
		number, _, is := office.ParseReceiptNumber(text)
		if !is {
			return "", BadReceiptNumber.About(text)
		}
		return number, nil
	case a.How == office.AskMoment:
		at, err := office.ParseMoment(text)
		if err != nil {
			return "", BadMoment.About(a.Said, text)
		}
		return at, nil
	case a.How == office.AskOne || a.How == office.AskSeveral:
		for line := range strings.SplitSeq(text, "\n") {
			if !slices.ContainsFunc(a.Choices, func(c office.Choice) bool { return c.Key == line }) {
				return "", NoSuchChoice.About(a.Said, line, choicesSaid(a.Choices))
			}
		}
	}
	return text, nil
}

// choicesSaid are choices as whoever writes a table or a command may name them: by their words, or their keys.
func choicesSaid(all []office.Choice) string {
	said := make([]string, len(all))
	for i, c := range all {
		said[i] = c.Said + " (" + c.Key + ")"
	}
	return strings.Join(said, ", ")
}

// mostAnswer bounds an answer, in letters.
const mostAnswer = 4000

func tidied(text string, lines bool) string {
	var kept []string
	for line := range strings.SplitSeq(norm.NFC.String(text), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			kept = append(kept, line)
		}
	}
	if lines {
		return strings.Join(kept, "\n")
	}
	return strings.Join(kept, " ")
}

// The columns that a register has beside its questions.
const (
	StandsColumn = "Tình trạng"
	WarnsColumn  = "Còn thiếu"
)

// Table is the whole register, with what is missing in each and the report below.
func (b Register[T]) Table(ctx context.Context, s *store.Store) (table.Table, error) {
	all, err := store.All(ctx, s, b.Kind)
	if err != nil {
		return table.Table{}, err
	}
	t := table.Table{Title: b.Said.Title, Told: []string{b.Said.Basis}, At: s.Time()}
	for _, a := range b.Asks {
		t.Columns = append(t.Columns, table.Column{Name: a.Said, Width: 1, Kind: table.Text})
	}
	t.Columns = append(t.Columns, table.Column{Name: StandsColumn, Width: 0.7, Kind: table.Text}, table.Column{Name: WarnsColumn, Width: 1.2, Kind: table.Text})
	parted, err := b.parted(ctx, s)
	if err != nil {
		return table.Table{}, err
	}
	from, err := b.strange(ctx, s, all)
	if err != nil {
		return table.Table{}, err
	}
	shared, err := b.shared(ctx, s)
	if err != nil {
		return table.Table{}, err
	}
	t.Rows = b.rows(all, parted, from, shared, s.Time())
	if b.Tally != nil {
		t.Notes = func() []string { return b.Tally(all, t.At) }
	}
	return t, nil
}

// Volume is the register of a year as a decree draws it on paper; of no year: all of it. Not drawn: no
// decree does.
func (b Register[T]) Volume(ctx context.Context, s *store.Store, year int) (v volume.Volume, drawn bool, err error) {
	if b.Drawn == nil {
		return v, false, nil
	}
	all, err := store.All(ctx, s, b.Kind)
	if err != nil {
		return v, true, err
	}
	if year != 0 {
		of := fmt.Sprintf("%04d-", year)
		all = slices.DeleteFunc(all, func(t T) bool { return !strings.HasPrefix(b.Kind.Line(t).At, of) })
	}
	v = b.Drawn(all)
	v.Year = year
	return v, true, nil
}

// strange are the records that were born at other stations, with those.
func (b Register[T]) strange(ctx context.Context, s *store.Store, all []T) (map[office.ID]office.ID, error) {
	ids := make([]office.ID, len(all))
	for i := range all {
		id, _ := b.Kind.Named(&all[i])
		ids[i] = *id
	}
	return s.BornElsewhere(ctx, ids)
}

// parted are the records of which several versions stand, with how many more.
func (b Register[T]) parted(ctx context.Context, s *store.Store) (map[office.ID]int, error) {
	lines, _, err := s.FindLines(ctx, store.LineQuery{Kind: b.Kind.Name})
	parted := map[office.ID]int{}
	for _, l := range lines {
		parted[l.ID] = l.Apart
	}
	return parted, err
}

func (b Register[T]) rows(all []T, parted map[office.ID]int, from map[office.ID]office.ID, shared map[office.ID]string, now time.Time) iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		for _, one := range all {
			sheet := warned(b.sheet(one, now), shared)
			var row table.Row
			for _, a := range b.Asks {
				row = append(row, a.Told(sheet.Answers[a.Key]))
			}
			if parted[sheet.ID] > 0 {
				sheet.Warns = append([]string{fmt.Sprintf("Có %d bản khác nhau, chưa ai chọn.", parted[sheet.ID]+1)}, sheet.Warns...)
			}
			stands := sheet.Stands
			if from[sheet.ID] != "" {
				stands += " (" + office.StationSaid(from[sheet.ID]) + ")"
			}
			if !yield(append(row, stands, strings.Join(sheet.Warns, "; ")), nil) {
				return
			}
		}
	}
}

func onlyOne(is bool) int {
	if is {
		return 1
	}
	return 0
}
