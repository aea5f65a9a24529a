package kit

import (
	"maps"
	"path"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Ask is one question of a form over an R. It says once where its answer belongs:
// filling, reading, tidying, telling what is wrong beside its field and leading the
// keyboard there follow from that.
type Ask[R any] struct {
	office.Ask
	rows    int                // of a text of several lines
	whole   bool               // whose lines do not wrap
	empty   string             // in the empty field
	example string             // there, as one
	tight   bool               // it stands in the row of the question before
	apart   bool               // the page lays its input out
	wide    bool               // in a close form it has its row alone
	behind  string             // word of the button that opens it, in a close form
	fold    *fold              // that button
	under   string             // heading that it begins, in a close form
	meets   office.Part        // the condition that its answer meets
	late    bool               // its turn comes after the others of that condition
	offers  *offers            // words that hang below its field
	leads   func()             // what the clerk's answer brings with it
	faults  []string           // names of the failures that are about its answer
	judge   func(R) error      // what is wrong with its answer alone; nil: nothing can be
	unread  func(string) error // why letters are no answer; nil: all are
	shown   func(R) bool       // nil: always
	get     func(*R) string    // the answer in an R
	set     func(*R, string)   // and into it
	secret  func(*R) *[]byte   // where a password belongs; nil: it is none
	input   *askInput          // once it is laid out
	field   *Field             // around it; nil: the answer is laid out by itself
	line    fyne.CanvasObject  // its row in a close form; nil: it has none of its own
	alarm   *widget.Label      // below that row: what is wrong with what was typed
	note    string             // what the station finds strange in its answer; empty: nothing
	stands  string             // the answer that was filled in
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

// AskProse asks for words in a field of so many lines, whose breaks do not count.
func AskProse[R any](key, said string, rows int, into func(*R) *string) *Ask[R] {
	a := AskLines(key, said, rows, into)
	a.set = func(r *R, text string) { *into(r) = Typed(text) }
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
	return AskYes(key, said, func(r R) bool { return *into(&r) }, func(r *R, yes bool) { *into(r) = yes })
}

// AskYes is AskCheck for a yes that has no place of its own in an R.
func AskYes[R any](key, said string, is func(R) bool, set func(*R, bool)) *Ask[R] {
	return AskBy(office.Ask{Key: key, Said: said, How: askCheck},
		func(r *R) string { return checked[is(*r)] }, func(r *R, yes string) { set(r, yes == checked[true]) })
}

// Own is a widget of a page's own that answers a question. It tells the Chosen of its form,
// or Typed and Left.
type Own struct {
	Shown fyne.CanvasObject
	First func() fyne.Focusable
	Read  func() string
	Write func(string)
}

// AskOwn asks by a widget of the page's own.
func AskOwn[R any](key, said string, own Own, get func(R) string, set func(*R, string)) *Ask[R] {
	a := AskBy(office.Ask{Key: key, Said: said}, func(r *R) string { return get(*r) }, set)
	a.input = &askInput{shown: own.Shown, begin: own.First, read: own.Read, write: own.Write}
	return a
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

// Like shows an example in the empty field, which says that it is one.
func (a *Ask[R]) Like(example string) *Ask[R] { a.example = example; return a }

// Empty says in the empty field what belongs there, or what it means that nothing does.
func (a *Ask[R]) Empty(says string) *Ask[R] { a.empty = says; return a }

// Beside sets the question in the row of the one before.
func (a *Ask[R]) Beside() *Ask[R] { a.tight = true; return a }

// Apart leaves it to the page where the answer stands (Form.Input).
func (a *Ask[R]) Apart() *Ask[R] { a.apart = true; return a }

// Wide gives the answer a row alone in a close form.
func (a *Ask[R]) Wide() *Ask[R] { a.wide = true; return a }

// Under begins a group of that name in a close form.
func (a *Ask[R]) Under(title string) *Ask[R] { a.under = title; return a }

// Meets tells which condition of the law the answer meets.
func (a *Ask[R]) Meets(part office.Part) *Ask[R] { a.meets = part; return a }

// Late lets the other questions of its condition come first.
func (a *Ask[R]) Late() *Ask[R] { a.late = true; return a }

// Offers hangs words below the field that were used before; words may change at any time.
func (a *Ask[R]) Offers(h *Hanger, words func() []Option) *Ask[R] {
	a.offers = &offers{h, words}
	return a
}

// Leads does something (Form.Put) when the clerk has given another answer, as part of the
// same deed.
func (a *Ask[R]) Leads(do func()) *Ask[R] { a.leads = do; return a }

// Unread tells why letters are no answer: they leave the old one as it is.
func (a *Ask[R]) Unread(why func(string) error) *Ask[R] { a.unread = why; return a }

// When asks only of some.
func (a *Ask[R]) When(shown func(R) bool) *Ask[R] { a.shown = shown; return a }

// Judged tells what is wrong with the answer alone: when it is left, and before the form
// is handed on.
func (a *Ask[R]) Judged(judge func(R) error) *Ask[R] { a.judge = judge; return a }

// About names the failures of the station that are about this answer, as path.Match
// does: "people.password-*".
func (a *Ask[R]) About(faults ...string) *Ask[R] { a.faults = faults; return a }

// InLines shows so many lines of a text at once.
func (a *Ask[R]) InLines(rows int) *Ask[R] { a.rows = rows; return a }

// Behind puts the question behind a button of that word, which a few alone press; with an
// answer it stands open.
func (a *Ask[R]) Behind(word string) *Ask[R] { a.behind = word; return a }

// Unbroken lets each line of a text stay one line, of which so many are seen at once.
func (a *Ask[R]) Unbroken(rows int) *Ask[R] { a.rows, a.whole = rows, true; return a }

// owns tells whether a failure is about this answer.
func (a *Ask[R]) owns(fault string) bool {
	return slices.ContainsFunc(a.faults, func(of string) bool { is, _ := path.Match(of, fault); return is })
}

// turn is how soon the keyboard goes to this question of a condition: the first with the
// highest turn.
func (a *Ask[R]) turn() int {
	switch {
	case a.input.read() != "":
		return 1
	case a.late:
		return 2
	}
	return 3
}

// row is what is shown and hidden with the question.
func (a *Ask[R]) row() fyne.CanvasObject {
	if a.line != nil {
		return a.line
	}
	return a.object()
}

// object is what is laid out.
func (a *Ask[R]) object() fyne.CanvasObject {
	if a.field == nil {
		return a.input.shown
	}
	return a.field
}

// takes tells whether an answer is among the choices, where there are some.
func (a *Ask[R]) takes(answer string) bool {
	return a.How != office.AskOne || slices.ContainsFunc(a.Choices, func(c office.Choice) bool { return c.Key == answer })
}

// fail tells beside the answer what is wrong with it, and whether anything is.
func (a *Ask[R]) fail(err error) bool {
	switch {
	case a.field != nil:
		return a.field.Fail(err)
	case a.input.twice != nil:
		return a.input.twice.ask.Fail(err)
	}
	return false
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
