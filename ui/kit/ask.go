package kit

import (
	"maps"
	"path"
	"slices"

	"fyne.io/fyne/v2"

	"tram/local/office"
)

// Ask is one question of a form over an R. It says once where its answer belongs:
// filling, reading, tidying, telling what is wrong beside its field and leading the
// keyboard there follow from that.
type Ask[R any] struct {
	office.Ask
	rows    int              // of a text of several lines
	whole   bool             // whose lines do not wrap
	example string           // in the empty field
	tight   bool             // it stands in the row of the question before
	faults  []string         // names of the failures that are about its answer
	judge   func(R) error    // what is wrong with its answer alone; nil: nothing can be
	shown   func(R) bool     // nil: always
	get     func(*R) string  // the answer in an R
	set     func(*R, string) // and into it
	secret  func(*R) *[]byte // where a password belongs; nil: it is none
	input   *askInput        // once it is laid out
	field   *Field           // around it; nil: the answer is laid out by itself
	stands  string           // the answer that was filled in
}

// AskBy asks in any way that a register can, or by a text that get and set turn into
// what it stands for.
func AskBy[R any](ask office.Ask, get func(*R) string, set func(*R, string)) *Ask[R] {
	return &Ask[R]{Ask: ask, rows: askRows, get: get, set: set}
}

func askText[R any](ask office.Ask, into func(*R) *string) *Ask[R] {
	return AskBy(ask, func(r *R) string { return *into(r) }, func(r *R, text string) { *into(r) = text })
}

// AskWords asks for one line.
func AskWords[R any](key, said string, into func(*R) *string) *Ask[R] {
	return askText(office.Ask{Key: key, Said: said, How: office.AskWords}, into)
}

// AskLines asks for a text of several lines, of which so many are seen at once.
func AskLines[R any](key, said string, rows int, into func(*R) *string) *Ask[R] {
	a := askText(office.Ask{Key: key, Said: said, How: office.AskLines}, into)
	a.rows = rows
	return a
}

// AskDay asks for a day, which is kept as yyyy-mm-dd; what is no day is kept as typed,
// for the rules to refuse.
func AskDay[R any](key, said string, into func(*R) *string) *Ask[R] {
	return askText(office.Ask{Key: key, Said: said, How: office.AskDay}, into)
}

// AskOne asks for one of some choices.
func AskOne[R any, K ~string](key, said string, of []office.Choice, into func(*R) *K) *Ask[R] {
	return AskBy(office.Ask{Key: key, Said: said, How: office.AskOne, Choices: of},
		func(r *R) string { return string(*into(r)) }, func(r *R, k string) { *into(r) = K(k) })
}

// AskSeveral asks for any number of some choices.
func AskSeveral[R any, K ~string](key, said string, of []office.Choice, into func(*R) *[]K) *Ask[R] {
	return AskBy(office.Ask{Key: key, Said: said, How: office.AskSeveral, Choices: of},
		func(r *R) string { return JoinKeys(*into(r)) }, func(r *R, keys string) { *into(r) = SplitKeys[K](keys) })
}

// AskCheck asks for a yes or a no; said stands beside the box.
func AskCheck[R any](key, said string, into func(*R) *bool) *Ask[R] {
	return AskBy(office.Ask{Key: key, Said: said, How: askCheck},
		func(r *R) string { return checked[*into(r)] }, func(r *R, yes string) { *into(r) = yes == checked[true] })
}

// AskPassword asks for one that is there. It is read when the form is handed on alone,
// and then gone from it.
func AskPassword[R any](key, said string, into func(*R) *[]byte) *Ask[R] {
	return &Ask[R]{Ask: office.Ask{Key: key, Said: said, How: askPassword}, secret: into}
}

// AskNewPassword asks for a new one, twice. It stays in the form until that is wiped: an
// act that fails for another reason is tried again with it.
func AskNewPassword[R any](key string, into func(*R) *[]byte) *Ask[R] {
	return &Ask[R]{Ask: office.Ask{Key: key, How: askNewPassword}, secret: into}
}

// Hinted says below the field what to know.
func (a *Ask[R]) Hinted(hint string) *Ask[R] { a.Hint = hint; return a }

// Must marks that an answer is needed.
func (a *Ask[R]) Must() *Ask[R] { a.Needed = true; return a }

// Like shows an example in the empty field.
func (a *Ask[R]) Like(example string) *Ask[R] { a.example = example; return a }

// Beside sets the question in the row of the one before.
func (a *Ask[R]) Beside() *Ask[R] { a.tight = true; return a }

// When asks only of some.
func (a *Ask[R]) When(shown func(R) bool) *Ask[R] { a.shown = shown; return a }

// Judged tells what is wrong with the answer alone: when it is left, and before the form
// is handed on.
func (a *Ask[R]) Judged(judge func(R) error) *Ask[R] { a.judge = judge; return a }

// About names the failures of the station that are about this answer, as path.Match
// does: "people.password-*".
func (a *Ask[R]) About(faults ...string) *Ask[R] { a.faults = faults; return a }

// Unbroken lets each line of a text stay one line, of which so many are seen at once.
func (a *Ask[R]) Unbroken(rows int) *Ask[R] { a.rows, a.whole = rows, true; return a }

// owns tells whether a failure is about this answer.
func (a *Ask[R]) owns(fault string) bool {
	return slices.ContainsFunc(a.faults, func(of string) bool { is, _ := path.Match(of, fault); return is })
}

// object is what is laid out.
func (a *Ask[R]) object() fyne.CanvasObject {
	if a.field == nil {
		return a.input.shown
	}
	return a.field
}

// fail tells beside the answer what is wrong with it, and whether anything is.
func (a *Ask[R]) fail(err error) bool {
	if a.field == nil {
		return a.input.twice.ask.Fail(err)
	}
	return a.field.Fail(err)
}

func (a *Ask[R]) clear() {
	if a.field != nil && a.field.Bad() {
		a.field.Clear()
	}
}

// ofSheet are the questions of a register, whose answers lie under their keys.
func ofSheet(asks []office.Ask) (all []*Ask[map[string]string]) {
	for _, each := range asks {
		all = append(all, AskBy(each, func(m *map[string]string) string { return (*m)[each.Key] }, func(m *map[string]string, text string) {
			if *m = maps.Clone(*m); *m == nil {
				*m = map[string]string{}
			}
			(*m)[each.Key] = text
		}))
	}
	return all
}
