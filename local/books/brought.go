package books

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tram/local/office"
	"tram/local/store"
)

// A table that is brought into a register is weighed row by row as if each were typed: the same questions,
// the same failures. A row that is here already is not entered again, so that a table can be brought
// twice, and one that was stopped goes on:
//
//   - by what stands for one record alone (the code of a procedure), where the register has that;
//   - otherwise by all its answers. Of n rows that say the same, as many are here as records do.

// weighing is a table against the register as it stands.
type weighing[T any] struct {
	b      Register[T]
	all    []T
	byOnly map[string]int            // records by what stands for one alone
	alike  map[string]map[string]int // how many records give some answers, by which questions were asked
	lines  map[string]string         // rows of the table by what stands for one alone
}

// WeighTable says of each row that was not refused before what becomes of it; update: records that are here
// become what the table says. It fails as the store does.
func (b Register[T]) WeighTable(ctx context.Context, s *store.Store, t *office.RegisterTable, update bool) error {
	all, err := store.All(ctx, s, b.Kind)
	if err != nil {
		return err
	}
	w := weighing[T]{b: b, all: all, byOnly: map[string]int{}, alike: map[string]map[string]int{}, lines: map[string]string{}}
	for i := range all {
		for _, value := range b.only(all[i]) {
			w.byOnly[value] = i
		}
	}
	for i := range t.Rows {
		row := &t.Rows[i]
		if err := ctx.Err(); err != nil {
			return err
		}
		if row.Verdict == office.TableWrong {
			continue
		}
		err := w.weigh(ctx, s, row, update)
		if f, told := office.FailureIn(err); told {
			row.Verdict, row.Why = office.TableWrong, strings.TrimSpace(f.Said+" "+f.Next)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// only is what stands for a record alone.
func (b Register[T]) only(t T) (values []string) {
	if len(b.Kind.Only) == 0 {
		return nil
	}
	facts := b.Kind.Line(t).Facts
	for _, facet := range b.Kind.Only {
		for _, value := range facts[facet] {
			values = append(values, facet+"="+value)
		}
	}
	return values
}

func (w *weighing[T]) weigh(ctx context.Context, s *store.Store, row *office.TableRow, update bool) error {
	var t T
	*w.b.State(&t) = w.b.Fresh
	if err := w.b.answer(ctx, s, &t, row.Answers); err != nil {
		return err
	}
	values := w.b.only(t)
	for _, value := range values {
		if line := w.lines[value]; line != "" {
			return RowTwice.About(line)
		}
	}
	for _, value := range values {
		w.lines[value] = row.Place()
	}
	for _, value := range values {
		if at, here := w.byOnly[value]; here {
			return w.known(ctx, s, row, w.all[at], update)
		}
	}
	if len(values) == 0 && w.same(row, t) {
		row.Verdict = office.TableThere
		return nil
	}
	row.Verdict = office.TableEnters
	if stands := w.b.Named[*w.b.State(&t)]; row.Stands != "" && !strings.HasPrefix(office.Fold(row.Stands), office.Fold(stands)) {
		row.Said = append(row.Said, fmt.Sprintf("Bảng ghi tình trạng “%s”; mục được ghi là “%s”, hãy chuyển tình trạng sau khi nhập", office.Visible(row.Stands, shownState), stands))
	}
	return w.b.checked(nil, t, StepEnter)
}

// shownState is how much of a stranger's text is shown, in letters.
const shownState = 40

func (b Register[T]) checked(was *T, t T, step string) error {
	if b.Kind.Check == nil {
		return nil
	}
	return b.Kind.Check(was, t, step)
}

// known weighs a row whose record is here.
func (w *weighing[T]) known(ctx context.Context, s *store.Store, row *office.TableRow, was T, update bool) error {
	now := was
	id, _ := w.b.Kind.Named(&was)
	row.Record = *id
	if err := w.b.answer(ctx, s, &now, row.Answers); err != nil {
		return err
	}
	for _, a := range w.b.Asks {
		if was, now := a.Told(*a.Into(&was)), a.Told(*a.Into(&now)); was != now {
			row.Differs = append(row.Differs, office.AnswerDiffers{Key: a.Key, Said: a.Said, Was: was, Now: now})
		}
	}
	switch {
	case len(row.Differs) == 0:
		row.Verdict = office.TableThere
		return nil
	case !update:
		row.Verdict = office.TableDiffers
		return nil
	}
	row.Verdict = office.TableUpdates
	if step, _ := w.b.Kind.StepOf(StepEdit); !slices.Contains(step.From, *w.b.State(&was)) {
		return NotChangedNow.About(w.b.Named[*w.b.State(&was)])
	}
	return w.b.checked(&was, now, StepEdit)
}

// same tells that a record gives the answers of a row, and that no other row stands for it.
func (w *weighing[T]) same(row *office.TableRow, t T) bool {
	asked := slices.Sorted(maps.Keys(row.Answers))
	which := strings.Join(asked, " ")
	if w.alike[which] == nil {
		w.alike[which] = map[string]int{}
		for _, one := range w.all {
			w.alike[which][w.b.said(one, asked)]++
		}
	}
	said := w.b.said(t, asked)
	if w.alike[which][said] == 0 {
		return false
	}
	w.alike[which][said]--
	return true
}

// said are the answers to some questions, as they are compared.
func (b Register[T]) said(t T, asked []string) string {
	var said []string
	for _, a := range b.Asks {
		if slices.Contains(asked, a.Key) {
			said = append(said, a.Told(*a.Into(&t)))
		}
	}
	return fmt.Sprintf("%q", said)
}

// BringTable enters the rows that were weighed as such, each whole and by itself, and tells kept of each.
// What was entered before a row fails stays; the row and those behind it are TableLeft. It fails as a live
// write does, with BringStopped where rows came in before.
func (b Register[T]) BringTable(ctx context.Context, s *store.Store, actor string, t *office.RegisterTable, kept func()) error {
	for i := range t.Rows {
		row := &t.Rows[i]
		if !row.Verdict.Enters() {
			continue
		}
		err := ctx.Err()
		if err == nil {
			err = b.bringRow(context.WithoutCancel(ctx), s, actor, row)
		}
		if err != nil {
			return leftOut(t, i, err)
		}
		if row.Verdict == office.TableEnters {
			t.Entered++
		} else {
			t.Updated++
		}
		if kept != nil {
			kept()
		}
	}
	return nil
}

func (b Register[T]) bringRow(ctx context.Context, s *store.Store, actor string, row *office.TableRow) error {
	var t T
	step := StepEnter
	*b.State(&t) = b.Fresh
	if row.Verdict == office.TableUpdates {
		var err error
		if t, err = store.One(ctx, s, b.Kind, row.Record); err != nil {
			return err
		}
		step = StepEdit
	}
	if err := b.answer(ctx, s, &t, row.Answers); err != nil {
		return err
	}
	if err := s.Save(ctx, store.Act{Actor: actor, Step: step}, b.Kind.Put(&t)); err != nil {
		return err
	}
	id, _ := b.Kind.Named(&t)
	row.Record = *id
	return nil
}

// leftOut says of a row that failed, and of those behind it, that they did not come in.
func leftOut(t *office.RegisterTable, from int, err error) error {
	f, told := office.FailureIn(err)
	for i := from; i < len(t.Rows); i++ {
		if row := &t.Rows[i]; row.Verdict.Enters() {
			row.Verdict = office.TableLeft
			if i == from && told {
				row.Why = f.Said
			}
		}
	}
	if n := t.Entered + t.Updated; n > 0 {
		return BringStopped.About(n).Because(err)
	}
	return err
}
