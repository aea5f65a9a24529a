package kit

import (
	"context"
	"maps"
	"slices"

	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
)

// Keeping is the form of records that are kept by the press of its button. The button
// sleeps until something was typed. What was typed and not kept comes back with its
// record, also when the window was closed meanwhile; what is wrong stands beside its
// answer; what was kept can be taken back.
type Keeping[R any] struct {
	Form *Form[R]
	Save *Button

	desk    *Desk
	of      KeepingOf[R]
	now     R                            // the record in the form, as it is stored
	waiting map[string]map[string]string // what was typed for records and not kept, by what they are
	half    *HalfTyped[map[string]map[string]string]
}

// KeepingOf is what a form is told of the records that it keeps.
type KeepingOf[R any] struct {
	Name string         // of what is half typed
	Word string         // of the button
	May  office.Right   // that the button needs
	Is   func(R) string // tells records apart; nil: there is one. Empty: a new one

	Save  func(context.Context, R) (R, error) // away from the screen
	After func(before *R, after R)            // makes before the version that follows after; nil: nothing is taken back
	Said  func(R) string                      // once one was kept
	Kept  func(R)                             // on the screen, also where it was taken back; may be nil

	Failed func(error) bool // on the screen; it leads on, and nothing else is told; may be nil
	Typed  func(R)          // what stands in the form, whenever that is another; may be nil
}

// NewKeeping makes the button of a form. It is asleep: nothing is shown yet.
func NewKeeping[R any](d *Desk, form *Form[R], of KeepingOf[R]) *Keeping[R] {
	k := &Keeping[R]{Form: form, desk: d, of: of, waiting: map[string]map[string]string{}}
	k.Save = NewMainButton(of.Word, theme.DocumentSaveIcon(), k.Press)
	d.Guard(of.May, k.Save)
	k.half = NewHalfTyped(d, of.Name, k.unkept)
	form.OnTyped = func() {
		k.wake()
		k.half.Typed()
		if of.Typed != nil {
			of.Typed(form.Value())
		}
	}
	form.OnEnter = func() { Press(k.Save) }
	k.wake()
	return k
}

// Now is the record in the form, as it is stored.
func (k *Keeping[R]) Now() R { return k.now }

func (k *Keeping[R]) is(r R) string {
	if k.of.Is == nil {
		return ""
	}
	return k.of.Is(r)
}

// unkept are the words that wait for the button, of each record.
func (k *Keeping[R]) unkept() (map[string]map[string]string, bool) {
	all := maps.Clone(k.waiting)
	if k.Form.Differs() {
		all[k.is(k.now)] = k.Form.Retyped()
	}
	return all, len(all) > 0
}

// Opened takes up, once, what was left half typed when the window closed, and tells of
// which records.
func (k *Keeping[R]) Opened() (left []string) {
	words, there := k.half.Open()
	if !there {
		return nil
	}
	maps.Copy(k.waiting, words)
	k.desk.Good(T("kit.half-typed"))
	return slices.Collect(maps.Keys(words))
}

// Show puts a record into the form as it is stored by now, with what was typed for it.
func (k *Keeping[R]) Show(r R) {
	k.Opened()
	if k.is(r) == k.is(k.now) {
		k.Form.Renew(r)
	} else {
		k.putAway()
		k.Form.Fill(r)
	}
	k.now = r
	typed := k.waiting[k.is(r)]
	delete(k.waiting, k.is(r))
	k.Form.Type(typed)
}

// putAway remembers what was typed for the record in the form, which makes room for
// another.
func (k *Keeping[R]) putAway() {
	if k.Form.Differs() {
		k.waiting[k.is(k.now)] = k.Form.Retyped()
	}
}

// wake lets the button be pressed while there is something to keep.
func (k *Keeping[R]) wake() { Able(k.Save, k.Form.Differs()) }

// Press keeps what was typed, or leads to what is wrong with it.
func (k *Keeping[R]) Press() {
	if !k.Form.Check(k.desk) {
		return
	}
	before, r, answers, typed := k.now, k.Form.Value(), k.Form.Answers(), k.Form.Retyped()
	k.write(k.saving(r), func(after R) {
		if k.is(k.now) == k.is(before) {
			k.Form.stored(r, answers)
		} else if maps.Equal(k.waiting[k.is(before)], typed) {
			delete(k.waiting, k.is(before))
		}
		k.said(k.of.Said(after), before, after)
	})
}

// Keep keeps a record that was not typed, and says so.
func (k *Keeping[R]) Keep(r R, said string) {
	k.Do(k.saving(r), said)
}

// Do has something done that makes another version of the record, and says so.
func (k *Keeping[R]) Do(do func(context.Context) (R, error), said string) {
	before := k.now
	k.write(do, func(after R) { k.said(said, before, after) })
}

// said says what was done; what there was before can be kept again.
func (k *Keeping[R]) said(said string, before, after R) {
	if k.of.After == nil || k.is(before) != k.is(after) {
		k.desk.Good(said)
		return
	}
	k.desk.Undoable(said, func() {
		k.of.After(&before, after)
		k.write(k.saving(before), func(R) { k.desk.Good(T("kit.taken-back")) })
	})
}

func (k *Keeping[R]) saving(r R) func(context.Context) (R, error) {
	return func(ctx context.Context) (R, error) { return k.of.Save(ctx, r) }
}

func (k *Keeping[R]) write(do func(context.Context) (R, error), came func(R)) {
	k.Save.Disable()
	at := k.is(k.now)
	var got R
	k.desk.Run(T("kit.saving"), true, func(ctx context.Context, _ *job.Progress) (err error) {
		got, err = do(ctx)
		return err
	}, func(err error) {
		if err != nil {
			k.wake()
			if k.of.Failed == nil || !k.of.Failed(err) {
				k.Form.Tell(k.desk, err)
			}
			return
		}
		came(got)
		k.renew(at, got)
		if k.of.Kept != nil {
			k.of.Kept(got)
		}
	})
}

// renew shows a record as it was kept, where it is still in the form. What was typed
// meanwhile stays; a new one makes room for the next.
func (k *Keeping[R]) renew(at string, got R) {
	if k.is(k.now) == at {
		if k.of.Is != nil && at == "" {
			var none R
			got = none
		}
		k.now = got
		k.Form.Renew(got)
	}
	k.wake()
	k.half.Typed()
}
