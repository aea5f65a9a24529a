package emergency

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// count is what is typed of one pad.
type count struct {
	used  *kit.Entry
	field *kit.Field
	ends  *kit.Check
}

// slipsTold is how many open slips of a pad are told one by one; as they are settled the
// others come.
const slipsTold = 12

// makePad makes a pad where the clerk wants its paper.
func (p *Page) makePad() {
	slips, err := strconv.Atoi(kit.Typed(p.slips.Text))
	if err != nil || slips < 1 || slips > office.MostSlips {
		p.field.Fail(kit.Refused("emergency.bad-slips"))
		p.desk.Focus(p.slips)
		return
	}
	p.field.Clear()
	p.desk.PickSave(kit.T("emergency.pad-file"), func(path string) {
		var pad office.Pad
		p.desk.Run(kit.T("emergency.making"), true, func(ctx context.Context, _ *job.Progress) (err error) {
			pad, err = p.services.MakePad(ctx, p.by, slips, path)
			return err
		}, func(err error) {
			p.Changed()
			if err != nil {
				p.desk.Tell(err)
				return
			}
			p.desk.Saved(path)
			p.desk.Good(kit.T("emergency.made", office.PadSaid(pad.Number)))
		})
	})
}

// padCard tells of one pad: whether somebody looked at it, and each slip about which
// something is to be done.
func (p *Page) padCard(pad office.PadCount) fyne.CanvasObject {
	tone, said := kit.Good, kit.T("emergency.looked")
	switch {
	case pad.State == office.PadSpoilt:
		tone, said = kit.Neutral, kit.T("emergency.spoilt")
	case pad.State == office.PadEnded:
		tone, said = kit.Neutral, kit.T("emergency.pad-ended")
	case !pad.Looked:
		tone, said = kit.Warn, kit.T("emergency.not-looked")
	case pad.Counted == "":
		tone, said = kit.Neutral, kit.T("emergency.ready")
	}
	card := []fyne.CanvasObject{kit.Border(nil, nil, nil, container.NewCenter(kit.NewChip(tone, nil, said)), kit.Subheading(kit.T("emergency.pad", pad.Said, pad.Slips)))}
	if pad.Doubled {
		card = append(card, kit.Prose(kit.T("emergency.doubled")))
	}
	if pad.Counted != "" {
		card = append(card, kit.Muted(kit.T("emergency.counted", pad.Used, kit.At(office.MomentOf(pad.Counted)))))
	}
	if pad.State == office.PadMade {
		card = append(card, p.counting(pad)...)
	}
	return kit.Card(append(card, p.slipLines(pad.Written)...)...)
}

// counting asks up to which slip a pad was written on. What was typed outlives a new look.
func (p *Page) counting(pad office.PadCount) []fyne.CanvasObject {
	c := p.counts[pad.ID]
	if c == nil {
		c = &count{used: kit.NewEntry(), ends: kit.NewCheck(kit.T("emergency.ends"), func(bool) {})}
		c.field = kit.NewField(kit.T("emergency.used"), c.used, kit.T("emergency.used-hint"))
		c.used.OnSubmitted = func(string) { p.keepCount(pad.ID) }
		p.counts[pad.ID] = c
	}
	keep := kit.NewButton(kit.T("emergency.keep-count"), nil, func() { p.keepCount(pad.ID) })
	p.desk.Guard(office.MayKeep, keep)
	return []fyne.CanvasObject{c.field, c.ends, container.NewHBox(keep)}
}

func (p *Page) keepCount(id office.ID) {
	c := p.counts[id]
	used, err := strconv.Atoi(kit.Typed(c.used.Text))
	if err != nil {
		c.field.Fail(kit.Refused("emergency.bad-count"))
		p.desk.Focus(c.used)
		return
	}
	c.field.Clear()
	p.act(kit.T("emergency.count-kept"), func(ctx context.Context) error {
		_, err := p.services.CountPad(ctx, p.by, string(id), used, c.ends.Checked)
		return err
	})
}

// slipLines tell of the open slips, and count those that are settled.
func (p *Page) slipLines(all []office.Slip) (lines []fyne.CanvasObject) {
	settled, open := 0, 0
	for _, slip := range all {
		if !slip.Open() {
			settled++
			continue
		}
		if open++; open <= slipsTold {
			lines = append(lines, p.slipLine(slip))
		}
	}
	if open > slipsTold {
		lines = append(lines, kit.Muted(kit.T("emergency.more", open-slipsTold)))
	}
	if settled > 0 {
		lines = append(lines, kit.Muted(kit.T("emergency.settled", settled)))
	}
	return lines
}

// slipLine tells of an open slip with what can become of it.
func (p *Page) slipLine(slip office.Slip) fyne.CanvasObject {
	state, said := kit.T("emergency.missing"), kit.T("emergency.missing-note")
	deeds := kit.Flow()
	deed := func(word string, icon fyne.Resource, do func()) {
		b := kit.NewButton(word, icon, do)
		p.desk.Guard(office.MayKeep, b)
		deeds.Add(b)
	}
	if slip.State == office.ReceiptOpen {
		state, said = kit.T("emergency.open"), slip.Said
		deeds.Add(kit.NewButton(kit.T("emergency.show"), nil, func() { p.OpenReceipt(slip.Receipt) }))
		deed(kit.T("emergency.entered"), theme.ConfirmIcon(), func() {
			p.settle(slip.Number, office.ReceiptEntered, kit.T("emergency.entered"), kit.T("emergency.entered-about"))
		})
	} else {
		deed(kit.T("emergency.write-in"), theme.ContentAddIcon(), func() { p.WriteIn(slip.Number) })
	}
	deed(kit.T("emergency.cancel"), nil, func() {
		p.settle(slip.Number, office.ReceiptCancelled, kit.T("emergency.cancel"), kit.T("emergency.cancel-about"))
	})
	deed(kit.T("emergency.lost"), nil, func() {
		p.settle(slip.Number, office.ReceiptLost, kit.T("emergency.lost"), kit.T("emergency.lost-about"))
	})
	number := kit.Prose(slip.Number)
	number.TextStyle.Bold = true
	return container.NewVBox(kit.Border(nil, nil, nil, container.NewCenter(kit.NewChip(kit.Warn, nil, state)), number), kit.Muted(said), deeds)
}

// settle asks for the word that says what became of a slip.
func (p *Page) settle(number string, as office.State, word, about string) {
	p.asking = p.desk.AskReason(word+" "+number, about, word, func(words string) {
		p.act(kit.T("emergency.slip-kept", number), func(ctx context.Context) error {
			_, err := p.services.SettleSlip(ctx, p.by, number, as, words)
			return err
		})
	})
}
