package trust

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// keyEnding is that of a station's public key on its way to another office.
const keyEnding = ".tramkey"

// keyCard shows the key that signs the codes on our papers, and those of other
// offices, by which their papers are checked.
type keyCard struct {
	section *Section
	office  office.Office

	mine    *kit.Facts
	state   *kit.Chip
	none    *widget.Label
	export  *kit.Button
	certify *kit.Button
	ours    fyne.CanvasObject

	*trusted             // those of other offices
	take     *kit.Button // another one, from a file
	others   fyne.CanvasObject
}

func newKeyCard(c *Section) *keyCard {
	k := &keyCard{section: c, mine: kit.NewFixedFacts(), state: kit.NewChip(kit.Neutral, nil, ""), none: kit.Prose(kit.T("trust.key-none")), trusted: newTrusted(c.desk)}
	k.export = kit.NewButton(kit.T("trust.key-export"), theme.DocumentSaveIcon(), k.send)
	k.certify = kit.NewButton(kit.T("trust.key-certify"), kit.IconProof, k.vouch)
	c.desk.Guard(office.MaySign, k.certify)
	k.ours = kit.Card(kit.Subheading(kit.T("trust.key-ours")), kit.Muted(kit.T("trust.key-ours-note")), k.none, k.mine, container.NewHBox(k.state),
		container.NewHBox(k.certify), container.NewHBox(k.export))
	k.take = kit.NewButton(kit.T("trust.add"), theme.ContentAddIcon(), func() { c.pickFile([]string{keyEnding}, k.accept) })
	c.desk.Guard(office.MayRun, k.take)
	head := kit.Border(nil, nil, nil, k.take, kit.Subheading(kit.T("trust.key-others")))
	k.others = kit.Card(head, kit.Muted(kit.T("trust.key-others-note")), k.list)
	return k
}

func (k *keyCard) show(o office.Office, keys []office.StationKey) {
	k.office = o
	var ours, others []office.StationKey
	for _, key := range keys {
		switch {
		case key.Retired:
		case key.Ours:
			ours = append(ours, key)
		default:
			others = append(others, key)
		}
	}
	k.showOurs(ours)
	k.showOthers(others)
}

// showOurs shows the newest key of this station; older ones sign no more.
func (k *keyCard) showOurs(keys []office.StationKey) {
	k.none.Hidden = len(keys) > 0
	for _, o := range []fyne.CanvasObject{k.mine, k.state, k.certify} {
		kit.Seen(o, len(keys) > 0)
	}
	if len(keys) == 0 {
		return
	}
	newest := slices.MaxFunc(keys, func(a, b office.StationKey) int { return a.Created.Compare(b.Created) })
	k.mine.Set([]kit.Fact{{Name: kit.T("trust.key-id"), Value: newest.KeyID}, {Name: kit.T("trust.key-since"), Value: kit.At(newest.Created)},
		{Name: kit.T("trust.key-by"), Value: kit.Foreign(newest.CertifiedBy)}})
	tellCertified(k.state, newest)
}

func tellCertified(c *kit.Chip, key office.StationKey) {
	if key.CertifiedBy == "" {
		c.Set(kit.Warn, nil, kit.T("trust.key-alone"))
	} else {
		c.Set(kit.Good, nil, kit.T("trust.key-certified"))
	}
}

func (k *keyCard) showOthers(keys []office.StationKey) {
	k.empty(kit.T("trust.key-others-none"), len(keys) == 0)
	for _, key := range keys {
		by := kit.T("trust.key-uncertified")
		if key.CertifiedBy != "" {
			by = kit.T("trust.key-certified-by", kit.Foreign(key.CertifiedBy))
		}
		k.add(kit.Foreign(key.Office), kit.Foreign(key.OfficeCode)+" · "+kit.T("trust.key-number", kit.Foreign(key.KeyID))+"\n"+by, func() { k.remove(key) })
	}
	k.list.Refresh()
}

func (k *keyCard) reload() {
	reread(k.section, k.section.services.StationKeys, func(keys []office.StationKey) { k.show(k.office, keys) })
}

// send writes our public key to a file for another office.
func (k *keyCard) send() {
	k.section.desk.Save(kit.Saving{Purpose: "station-key", Name: kit.T("trust.key-file", k.office.Code) + keyEnding, Next: kit.T("trust.key-next"),
		Write: func(ctx context.Context, path string) error {
			b, err := k.section.services.ExportStationKey(ctx)
			if err != nil {
				return err
			}
			return k.section.save(path, b)
		},
		Then: func(string) { k.reload() }})
}

// vouch lets the office's digital signature certify our key.
func (k *keyCard) vouch() {
	var key office.StationKey
	k.section.act(func(ctx context.Context) (err error) {
		key, err = k.section.services.CertifyStationKey(ctx)
		return err
	}, func() {
		k.reload()
		k.section.desk.Good(kit.T("trust.key-vouched", kit.Foreign(key.CertifiedBy)))
	})
}

// accept takes in the key of another office, and says who vouches for it.
func (k *keyCard) accept(path string) {
	var key office.StationKey
	var notes []string
	k.section.act(func(ctx context.Context) (err error) {
		key, notes, err = k.section.services.ImportStationKey(ctx, path)
		return err
	}, func() {
		k.reload()
		said := kit.Trouble{Said: kit.T("trust.key-added", kit.Foreign(key.Office)), Next: kit.Foreign(strings.Join(notes, " "))}
		if key.CertifiedBy == "" {
			k.section.desk.News.Warn(said)
			return
		}
		k.section.desk.Good(said.String())
	})
}

// remove trusts the key of another office no more. It comes back as it came:
// from that office's file.
func (k *keyCard) remove(key office.StationKey) {
	k.section.act(func(ctx context.Context) error {
		_, err := k.section.services.RetireStationKey(ctx, key.ID)
		return err
	}, func() {
		k.reload()
		k.section.desk.Good(kit.T("trust.key-removed", kit.Foreign(key.Office)))
	})
}
