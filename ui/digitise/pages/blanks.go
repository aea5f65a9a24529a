package pages

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// blanks asks about the sides that look blank: none is taken out unasked, and none that is
// not in view. That all of them stay can be said at once.
type blanks struct {
	words      *widget.Label
	drop, keep *kit.Button // the page in view
	keepAll    *kit.Button
	content    *fyne.Container
	here       office.Page
	found      []office.ID
}

func newBlanks(b *Bar) *blanks {
	k := &blanks{words: widget.NewLabel("")}
	one := func() []office.ID { return []office.ID{k.here.ID} }
	all := func() []office.ID { return k.found }
	act := func(wish office.Retouching, of func() []office.ID) *kit.Button {
		return kit.NewButton("", nil, func() {
			if b.OnWish != nil {
				b.OnWish(wish, of())
			}
		})
	}
	k.drop, k.keep = act(office.DropBlank, one), act(office.KeepBlank, one)
	k.keepAll = act(office.KeepBlank, all)
	sign := widget.NewIcon(kit.Tinted(kit.IconFlag, theme.ColorNameWarning))
	k.content = container.NewStack(kit.NewGround(kit.ColorWarnGround, 6), container.NewPadded(
		kit.Flow(container.NewHBox(sign, k.words), k.drop, k.keep, k.keepAll)))
	return k
}

func (k *blanks) buttons() []*kit.Button { return []*kit.Button{k.drop, k.keep, k.keepAll} }

// show asks while there are blank sides that nobody has said anything of.
func (k *blanks) show(list []office.Page, at int) {
	const named = 6
	k.found, k.here = nil, office.Page{}
	var numbers []string
	for i, p := range list {
		if p.Blank != office.Yes || p.BlankKept {
			continue
		}
		k.found = append(k.found, p.ID)
		numbers = append(numbers, fmt.Sprint(i+1))
		if i == at {
			k.here = p
		}
	}
	kit.Seen(k.content, len(k.found) > 0)
	if len(k.found) == 0 {
		return
	}
	more := ""
	if len(numbers) > named {
		more, numbers = kit.T("pages.blank-more", len(numbers)-named), numbers[:named]
	}
	k.words.SetText(kit.T("pages.blank", strings.Join(numbers, ", ")+more))
	here, several := k.here.ID != "", len(k.found) > 1
	for _, b := range []struct {
		of   *kit.Button
		word string
		yes  bool
	}{
		{k.drop, kit.T("pages.drop", at+1), here}, {k.keep, kit.T("pages.keep", at+1), here},
		{k.keepAll, kit.T("pages.keep-all", len(k.found)), several || !here},
	} {
		b.of.SetText(b.word)
		kit.Seen(b.of, b.yes)
	}
}
