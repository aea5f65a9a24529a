package meetings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// minutes leads from what happened to a paper with a number and two signatures.
type minutes struct {
	s       *session
	said    *kit.Callout
	deeds   *fyne.Container
	content *fyne.Container
}

func newMinutes(s *session) *minutes {
	m := &minutes{s: s, said: kit.NewCallout(), deeds: kit.Flow()}
	m.content = container.NewVBox(m.said, m.deeds)
	return m
}

func (m *minutes) show(is office.SessionTold) {
	m.deeds.RemoveAll()
	if is.Closed.IsZero() {
		m.said.Say(kit.Neutral, kit.Trouble{Said: kit.T("meetings.minutes-later")})
		return
	}
	m.deeds.Add(kit.NewButton(kit.T("meetings.minutes-pdf"), nil, func() { m.save(".pdf") }))
	m.deeds.Add(kit.NewButton(kit.T("meetings.minutes-word"), nil, func() { m.save(".docx") }))
	if len(is.Minutes) == 0 {
		m.said.Say(kit.Info, kit.Trouble{Said: kit.T("meetings.minutes-next")})
		b := kit.NewMainButton(kit.T("meetings.minutes-make"), nil, m.make)
		m.s.page.desk.Guard(office.MayKeep, b)
		m.deeds.Add(b)
		return
	}
	told := is.Minutes[len(is.Minutes)-1]
	signed := kit.T("meetings.minutes-unsigned")
	if len(told.Signed) > 0 {
		var names []string
		for _, both := range told.Signed {
			names = append(names, kit.SaidOf(both))
		}
		signed = kit.T("meetings.minutes-signed", strings.Join(names, "; "))
	}
	m.said.Say(kit.Info, kit.Trouble{Said: kit.T("meetings.minutes-number", told.Number) + " · " + signed})
	if len(told.Wrong) > 0 {
		m.said.Say(kit.Bad, kit.Trouble{Said: kit.Said(strings.Join(told.Wrong, " "))})
	}
	signs := kit.NewMainButton(kit.T("meetings.minutes-sign"), nil, m.sign)
	m.s.page.desk.Guard(office.MaySign, signs)
	m.deeds.Add(signs)
	m.deeds.Add(kit.NewButton(kit.T("meetings.minutes-prove"), nil, m.prove))
	open := kit.T("meetings.minutes-open")
	if told.Comments > 0 {
		open = kit.T("meetings.minutes-comments", told.Comments)
	}
	m.deeds.Add(kit.NewButton(open, nil, func() { m.s.page.OpenDocument(told.Document) }))
}

// save writes the minutes as they are now to a new file.
func (m *minutes) save(ending string) {
	id, at, title := m.s.id, m.s.at, m.s.is.Meeting.Title
	m.s.page.desk.Save(kit.Saving{Purpose: "minutes", Name: kit.T("meetings.minutes-file", title) + ending, Fresh: true, Write: func(ctx context.Context, path string) error {
		return m.s.page.services.SaveMinutes(ctx, id, at, path)
	}})
}

func (m *minutes) make() {
	wish, by := office.MinutesWish{Meeting: m.s.id, Time: m.s.at}, m.s.page.by
	m.do(func(ctx context.Context) (office.SessionTold, error) {
		return m.s.page.services.MinuteMeeting(ctx, by, wish)
	}, kit.T("meetings.minutes-made"))
}

// sign signs with the open key; where none is open it leads there.
func (m *minutes) sign() {
	if _, open := m.s.page.services.HeldKey(); !open {
		m.s.page.desk.Lead(kit.Warn, kit.Trouble{Said: kit.T("meetings.no-key")}, kit.T("meetings.to-keys"), m.s.page.OpenKeys)
		return
	}
	id, at, by := m.s.id, m.s.at, m.s.page.by
	m.do(func(ctx context.Context) (office.SessionTold, error) {
		return m.s.page.services.SignMinutes(ctx, by, id, at)
	}, kit.T("meetings.minutes-signed-now"))
}

func (m *minutes) do(what func(context.Context) (office.SessionTold, error), said string) {
	kit.Do(m.s.page.desk, what, func(is office.SessionTold, err error) {
		if err != nil {
			if failed(err, otherName) {
				m.signSure(err)
			} else {
				m.s.page.desk.Tell(err)
			}
			m.s.renew()
			return
		}
		m.s.show(is)
		m.s.page.desk.Good(said)
	})
}

// prove proves the whole chain anew, and lays its points over the page.
func (m *minutes) prove() {
	id, at := m.s.id, m.s.at
	kit.Do(m.s.page.desk, func(ctx context.Context) (office.Proof, error) { return m.s.page.services.ProveMinutes(ctx, id, at) }, func(is office.Proof, err error) {
		if err != nil {
			m.s.page.desk.Tell(err)
			return
		}
		m.lay(is)
	})
}

// The sheet that tells a proof, in units of the screen.
const (
	proofWide = 640
	proofTall = 480
)

func (m *minutes) lay(is office.Proof) {
	lines := []fyne.CanvasObject{kit.Prose(kit.Said(is.Said))}
	for _, c := range is.Checks {
		box := kit.NewCallout()
		tone := map[office.Met]kit.Tone{office.IsMet: kit.Good, office.IsMissed: kit.Bad, office.IsOwed: kit.Warn}[c.Met]
		box.Say(tone, kit.Trouble{Said: kit.Said(c.Point) + ": " + kit.Said(c.Evidence), Next: kit.Said(c.Next)})
		lines = append(lines, box)
	}
	var over *kit.Over
	shut := kit.NewMainButton(kit.T("meetings.proof-shut"), nil, func() { over.Hide() })
	over = m.s.page.desk.LayOver(kit.T("meetings.minutes-prove"), container.NewVBox(lines...), proofWide, proofTall, shut, shut)
}
