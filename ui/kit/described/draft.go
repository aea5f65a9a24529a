package described

import (
	"context"
	"errors"

	"tram/local/office"
	"tram/ui/kit"
)

// Keep is what the keeper of the half-typed words of a desk is told.
type Keep struct {
	Words   func() (office.Conversion, bool) // on the desk; false: no conversion that takes words
	Lies    func(office.ID) bool             // it lies on the desk
	Title   func(office.Conversion) string
	Same    func(a, b office.Conversion) bool // nothing that was typed differs
	Save    func(context.Context, office.Conversion) (office.Conversion, error)
	Saved   func(office.Conversion) // what lies on the desk, as it is stored
	Again   func()                  // what lies on the desk is to be weighed again
	Refused func(kit.Trouble)       // a secret document was turned away; the station has wiped it
}

// Draft keeps what is typed of the conversion on the desk.
func (f *Form) Draft(desk *kit.Desk, k Keep) *kit.Draft[office.Conversion] {
	d := kit.NewDraft[office.Conversion](desk)
	d.Title, d.Same, d.Save = k.Title, k.Same, k.Save
	d.Read = func() (office.Conversion, bool) {
		c, there := k.Words()
		if f.note(c.ID) {
			f.half.Typed()
		}
		return c, there
	}
	f.lies = func() office.ID {
		c, _ := k.Words()
		return c.ID
	}
	d.Of = func(c office.Conversion) string { return string(c.ID) }
	d.Ended = func(asked, stored office.Conversion, err error) (over bool) {
		over = errors.Is(err, office.SecretAtTheDoor) // it takes no words any more
		t, told := kit.Explain(err)
		switch {
		case !k.Lies(asked.ID):
			if told {
				desk.News.Warn(kit.Trouble{Said: kit.T("kit.unkept", k.Title(asked)), Next: t.String()})
			}
			return over
		case over:
			k.Refused(t)
			return over
		case err == nil:
			k.Saved(stored)
			if !d.Waits() { // the typing rests
				f.Rest()
			}
		}
		k.Again()
		if told { // after the words were read for that
			f.Say(t.String())
		}
		return over
	}
	return d
}
