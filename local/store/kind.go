package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"tram/local/office"
)

// Clash says what becomes of two versions of one record that were made apart.
type Clash int

// Person: both stand and a person settles it. Fields: what touches different fields is
// merged. Newest: the later one is shown. Alone: only the station where the record was
// born may change it. Local: of a record that the own journal tells of no other entry
// counts, whatever station's name it bears: such a record is of this machine.
const (
	Person Clash = iota
	Fields
	Newest
	Alone
	Local
)

// Step is one way in which a record of a kind changes. A live write is a step that its
// kind declares, from a state that it leads from, to the state that it leads to.
type Step struct {
	Name  string         // in the journal: "finish"
	Said  string         // what a list of what was done says: "Hoàn thành"
	From  []office.State // none: any, and a record that is not there yet; Unborn: that one
	To    office.State   // empty: any
	Needs office.Right   // of the person who does it
}

// Unborn is the state of a record that is not there yet.
const Unborn office.State = "unborn"

// FacetOf is the facet of a record that tells about another one, by its ID.
const FacetOf = "of"

// Line is what lists, search and rules know of a record.
type Line struct {
	Title, Below string
	State        office.State
	At, Due      string   // yyyy-mm-dd, or a time as it is stored
	Words        []string // what it is found by
	Facts        map[string][]string
	Sifted       map[Sift][]string // what a search is narrowed by, beside kind and state
	Days         []string          // yyyy-mm-dd, beside At: by which it is found, and a search is narrowed
}

// Kind is one sort of record, said once by the room that owns it. Store, journal,
// replay, verification, search and lists live on that.
type Kind[T any] struct {
	Name   office.Kind
	Said   string // "Kênh thông tin"
	Named  func(*T) (*office.ID, *int64)
	Steps  []Step
	Check  func(was *T, now T, step string) error // rules of a live write, never asked at a replay; was nil: a new one
	Beside func(in *Inside, now *T) error         // what is given to a record, or refused it, by others that stand when it is written; before Check, never at a replay
	Line   func(T) Line                           // facts and words must follow from the record alone
	Silent bool                                   // it belongs to another record, and is not searched for by itself
	Rev    int                                    // of Line: raised when it changes, and the lines are made anew
	Only   []string                               // facets of which one value stands for one record here
	Taken  office.Failure                         // what Only tells; the zero value: Taken
	Of     string                                 // facet of the record to which it belongs: another station than that one's adds nothing to it; empty: to none
	Clash  Clash
	Gone   []office.State                 // states that never win against others in silence
	Counts []string                       // fields of the JSON that count up: of two that were counted apart the higher one stands
	Fields map[string]string              // names of the record's JSON fields, for people
	Values map[string]func(string) string // names of the values of a field, by its path; empty: as it stands

	table   table                                                           // instead of a line; nil: none
	journal func(now T, body []byte) (entry []byte, salt string, err error) // what the journal holds; nil: all
	rule    func(w *writing, before standing, now *T) error                 // of a live write, asked of the tables; nil: none
}

// table is a derived table of a kind's own, which stands for its lines.
type table interface {
	derive(w *writing, key int64, body []byte, of any, fresh bool) (found findable, err error)
	found(body []byte) findable
	state(w *writing, key int64) (office.State, error)
}

// AnyKind is a Kind whose type need not be known.
type AnyKind interface {
	Kind() office.Kind
	Word() string                    // Vietnamese
	StepOf(name string) (Step, bool) // what the journal names
	Ways() []Step
	Field(name string) string         // Vietnamese; empty: the kind has no word for it
	Value(field, value string) string // Vietnamese; empty: the kind has no word for it
	LineOf(body []byte) (Line, error)
	policy() Clash
	gone(office.State) bool
	counts(field string) bool
	rev() int
	silent() bool
	belongs() string
	ownTable() table
}

// Kind is the name in the journal.
func (k Kind[T]) Kind() office.Kind { return k.Name }

// Word is what people call it.
func (k Kind[T]) Word() string { return k.Said }

// Ways lists the steps.
func (k Kind[T]) Ways() []Step { return k.Steps }

// StepOf finds a step by its name.
func (k Kind[T]) StepOf(name string) (Step, bool) {
	at := slices.IndexFunc(k.Steps, func(s Step) bool { return s.Name == name })
	if at < 0 {
		return Step{}, false
	}
	return k.Steps[at], true
}

// Field is what people call a field of the record's JSON.
func (k Kind[T]) Field(name string) string { return k.Fields[name] }

// Value is what people call a value of a field of the record's JSON.
func (k Kind[T]) Value(field, value string) string {
	if say := k.Values[field]; say != nil {
		return say(value)
	}
	return ""
}

// Said names values of a set for people.
func Said[S ~string](name func(S) string) func(string) string {
	return func(value string) string { return name(S(value)) }
}

// LineOf is what lists know of a stored body.
func (k Kind[T]) LineOf(body []byte) (Line, error) {
	var t T
	if err := json.Unmarshal(body, &t); err != nil {
		return Line{}, fmt.Errorf("decoding a %s: %w", k.Name, err)
	}
	if k.Line == nil {
		return Line{}, nil
	}
	return k.Line(t), nil
}

func (k Kind[T]) policy() Clash            { return k.Clash }
func (k Kind[T]) gone(s office.State) bool { return slices.Contains(k.Gone, s) }

func (k Kind[T]) counts(field string) bool { return slices.Contains(k.Counts, field) }
func (k Kind[T]) rev() int                 { return k.Rev }
func (k Kind[T]) silent() bool             { return k.Silent }
func (k Kind[T]) belongs() string          { return k.Of }
func (k Kind[T]) ownTable() table          { return k.table }

// Change is a record on its way into the store.
type Change interface {
	put(w *writing) error
	forget()
}

// wish is a Change of a known kind.
type wish[T any] struct {
	k Kind[T]
	t *T
}

// Put is the wish to keep the next version of t. Once it is kept its ID and version
// are set; where it is not, it is emptied: what was to be is not taken for what is.
func (k Kind[T]) Put(t *T) Change { return wish[T]{k, t} }

func (c wish[T]) forget() {
	var none T
	*c.t = none
}

func (c wish[T]) put(w *writing) error {
	id, version := c.k.Named(c.t)
	before, err := w.before(c.k, *id, *version)
	if err != nil {
		return err
	}
	if err := w.mayStep(c.k, before); err != nil {
		return err
	}
	if err := c.check(w, before); err != nil {
		return err
	}
	if err := c.belongsHere(w); err != nil {
		return err
	}
	if to := c.k.leads(w.act.Step); to != "" && to != c.k.stateOf(*c.t) {
		return fmt.Errorf("step %q of a %s leads to %q and not to %q", w.act.Step, c.k.Name, to, c.k.stateOf(*c.t))
	}
	*id, *version = w.identify(*id, *version)
	if err := c.only(w, before, *id); err != nil {
		return err
	}
	body, err := json.Marshal(*c.t)
	if err != nil {
		return fmt.Errorf("encoding a %s: %w", c.k.Name, err)
	}
	if body, err = c.unknown(w, before, body); err != nil {
		return err
	}
	kept, salt := body, ""
	if c.k.journal != nil {
		if kept, salt, err = c.k.journal(*c.t, body); err != nil {
			return fmt.Errorf("outlining a %s: %w", c.k.Name, err)
		}
	}
	return w.put(c.k, before, next{id: *id, version: *version, entry: kept, body: body, salt: salt, of: *c.t})
}

// unknown keeps the fields that a newer program at another station gave a record, and
// that this one does not know, in what is made of it here.
func (c wish[T]) unknown(w *writing, before standing, body []byte) ([]byte, error) {
	if before.key == 0 || c.k.Clash >= Alone {
		return body, nil
	}
	var stored []byte
	if err := w.row(`SELECT body FROM records WHERE key = ?`, before.key).Scan(&stored); err != nil {
		return nil, err
	}
	var was, known, now map[string]json.RawMessage
	var t T
	if json.Unmarshal(stored, &was) != nil || json.Unmarshal(stored, &t) != nil {
		return body, nil //nolint:nilerr // nothing of it can be read
	}
	again, err := json.Marshal(t)
	if err = errors.Join(err, json.Unmarshal(again, &known), json.Unmarshal(body, &now)); err != nil {
		return nil, err
	}
	more := false
	for name, value := range was {
		if _, is := known[name]; !is && now[name] == nil {
			now[name], more = value, true
		}
	}
	if !more {
		return body, nil
	}
	return json.Marshal(now)
}

// leads is the state that a step leads to; empty: any.
func (k Kind[T]) leads(step string) office.State {
	s, _ := k.StepOf(step)
	return s.To
}

func (k Kind[T]) stateOf(t T) office.State {
	if k.Line == nil {
		return ""
	}
	return k.Line(t).State
}

// check asks the kind's rules.
func (c wish[T]) check(w *writing, before standing) error {
	if c.k.rule != nil {
		if err := c.k.rule(w, before, c.t); err != nil {
			return err
		}
	}
	if c.k.Beside != nil {
		if err := c.k.Beside(&Inside{w}, c.t); err != nil {
			return err
		}
	}
	if c.k.Check == nil {
		return nil
	}
	var was *T
	if before.key != 0 {
		was = new(T)
		var body []byte
		if err := w.row(`SELECT body FROM records WHERE key = ?`, before.key).Scan(&body); err != nil {
			return err
		}
		if err := json.Unmarshal(body, was); err != nil {
			return Damaged.Because(err)
		}
	}
	return c.k.Check(was, *c.t, w.act.Step)
}

// belongsHere refuses what is added to a record of another station.
func (c wish[T]) belongsHere(w *writing) error {
	if c.k.Of == "" {
		return nil
	}
	for _, id := range c.k.Line(*c.t).Facts[c.k.Of] {
		station, there, err := w.ownerOf(office.ID(id))
		if err != nil {
			return err
		}
		if there && station != "" {
			return OfAnotherStation
		}
	}
	return nil
}

// only refuses a second record with a value that stands for one record here.
func (c wish[T]) only(w *writing, before standing, id office.ID) error {
	if len(c.k.Only) == 0 {
		return nil
	}
	facts := c.k.Line(*c.t).Facts
	had, err := w.factsOf(before)
	if err != nil {
		return err
	}
	for _, facet := range c.k.Only {
		for _, value := range facts[facet] {
			if had[facet+"="+value] {
				continue // it came so: whoever has it may still go on, and away
			}
			var taken bool
			err := w.row(`SELECT EXISTS (SELECT 1 FROM facts f JOIN records r USING (key) WHERE f.kind = ? AND f.facet = ? AND f.value = ? AND r.id <> ? AND (r.station = '' OR NOT ?))`,
				c.k.Name, facet, value, id, c.k.Clash == Local).Scan(&taken)
			switch {
			case err != nil:
				return err
			case taken && c.k.Taken.Name != "":
				return c.k.Taken
			case taken:
				return Taken
			}
		}
	}
	return nil
}

// factsOf are the facts of a record that is there.
func (w *writing) factsOf(b standing) (map[string]bool, error) {
	if b.key == 0 {
		return nil, nil
	}
	rows, err := w.tx.QueryContext(w.ctx, `SELECT facet, value FROM facts WHERE key = ?`, b.key)
	all, err := factsAt(rows, err)
	had := map[string]bool{}
	for _, fact := range all {
		had[fact] = true
	}
	return had, err
}

// mayStep tells whether the act leads from where the record stands.
func (w *writing) mayStep(k AnyKind, before standing) error {
	step, declared := k.StepOf(w.act.Step)
	if !declared {
		return fmt.Errorf("the kind %s declares no step %q", k.Kind(), w.act.Step)
	}
	if err := w.mayAct(step.Needs); err != nil {
		return err
	}
	if before.key != 0 && k.policy() >= Alone && before.station != "" {
		return OfAnotherStation
	}
	if len(step.From) == 0 {
		return nil
	}
	from := Unborn
	if before.key != 0 {
		var err error
		if from, err = w.stateOf(k, before.key); err != nil {
			return err
		}
	}
	if !slices.Contains(step.From, from) {
		return WrongState.Because(fmt.Errorf("step %q of a %s that is %q", step.Name, k.Kind(), from))
	}
	return nil
}

// mayAct asks the gate, once a right and transaction, and lets it name the actor.
func (w *writing) mayAct(needs office.Right) error {
	if w.store.gate == nil {
		return nil
	}
	actor, asked := w.admitted[needs]
	if !asked {
		var err error
		if actor, err = w.store.gate(w.ctx, needs); err != nil {
			return err
		}
		if w.admitted == nil {
			w.admitted = map[office.Right]string{}
		}
		w.admitted[needs] = actor
	}
	if actor != "" {
		w.act.Actor = actor
	}
	return nil
}

func (w *writing) stateOf(k AnyKind, key int64) (state office.State, err error) {
	if t := k.ownTable(); t != nil {
		return t.state(w, key)
	}
	err = w.row(`SELECT state FROM lines WHERE key = ?`, key).Scan(&state)
	if !errors.Is(err, sql.ErrNoRows) {
		return state, err
	}
	var body []byte // the lines of an older database are still being made
	if err := w.row(`SELECT body FROM records WHERE key = ?`, key).Scan(&body); err != nil {
		return "", err
	}
	line, err := k.LineOf(body)
	return line.State, err
}

// Save keeps all of the changes with their entries, or none.
func (s *Store) Save(ctx context.Context, by Act, all ...Change) error {
	return s.save(ctx, by, nil, all)
}

// Settle is Save by a person who saw the versions of a record that stand apart (Versions),
// by their entries: what is kept follows them all. It fails with Stale where another one
// stands that they did not see.
func (s *Store) Settle(ctx context.Context, by Act, seen []office.ID, all ...Change) error {
	return s.save(ctx, by, seen, all)
}

func (s *Store) save(ctx context.Context, by Act, seen []office.ID, all []Change) error {
	err := s.write(ctx, by, func(w *writing) error {
		w.seen = seen
		for _, c := range all {
			if err := c.put(w); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		for _, c := range all {
			c.forget()
		}
	}
	return err
}

// saved is Save of one record that the caller keeps.
func saved[T any](ctx context.Context, s *Store, by Act, k Kind[T], t T) (T, error) {
	err := s.Save(ctx, by, k.Put(&t))
	return t, err
}
