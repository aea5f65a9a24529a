package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// About is what is known of a document beside its pages.
type About struct {
	// Signatures tell of each signature whether it holds; nil: they are still
	// being looked at.
	Signatures  *office.SignatureReport
	Attachments []office.Attachment
}

// icon is the sign of the verdict on the signatures, where there are any.
func (a About) icon() fyne.Resource {
	if a.Signatures == nil || len(a.Signatures.Signatures) == 0 {
		return kit.IconSign
	}
	return kit.ToneIcon(kit.ToneOf(a.Signatures.Verdict))
}

// sideWide is the width of the panel, in units of the screen.
const sideWide = 320

// side is the panel at the right: signatures with their verdicts, attachments.
type side struct {
	signatures  *fyne.Container
	attachments *fyne.Container
	scroll      *container.Scroll
	content     *fyne.Container
}

func newSide() *side {
	s := &side{signatures: kit.Column(), attachments: container.NewVBox()}
	s.scroll = kit.NewFormScroll(kit.Padded(8, kit.Column(s.signatures, s.attachments)))
	s.content = container.NewStack(s.scroll)
	return s
}

func (s *side) set(a About) {
	switch r := a.Signatures; {
	case r == nil:
		s.signatures.Objects = []fyne.CanvasObject{kit.Subheading(kit.T("reader.signatures")), kit.Muted(kit.T("reader.checking"))}
	case len(r.Signatures) == 0:
		s.signatures.Objects = []fyne.CanvasObject{kit.Subheading(kit.T("reader.signatures")), kit.Muted(kit.T("reader.unsigned"))}
	default:
		verdict := kit.NewCallout()
		verdict.Say(kit.ToneOf(r.Verdict), kit.Trouble{Said: kit.Foreign(r.Said)})
		s.signatures.Objects = append([]fyne.CanvasObject{verdict}, kit.SignatureCards(r, true)...)
	}
	s.attachments.Objects = []fyne.CanvasObject{kit.Subheading(kit.T("reader.attachments", len(a.Attachments)))}
	for i, each := range a.Attachments {
		if i == mostListed {
			s.attachments.Add(kit.Muted(kit.T("reader.attachments-more", len(a.Attachments)-i)))
			break
		}
		s.attachments.Add(attachment(each))
	}
	if len(a.Attachments) == 0 {
		s.attachments.Add(kit.Muted(kit.T("reader.no-attachments")))
	}
	s.measure()
	s.content.Refresh()
}

// measure gives what is told its width, where the panel has one already: words that break
// their lines know their height at a width only, and what stands below would lie over them.
func (s *side) measure() {
	if wide := s.scroll.Size().Width; wide > 0 {
		kit.HeightAt(s.scroll.Content, wide)
	}
}

// mostListed is how many attachments are listed.
const mostListed = 100

func attachment(a office.Attachment) fyne.CanvasObject {
	size := kit.T("reader.size-unknown")
	if a.Size >= 0 {
		size = kit.Sized(a.Size)
	}
	name := kit.Prose(kit.Foreign(a.Name))
	name.TextStyle.Bold = true
	sign := container.NewVBox(container.NewPadded(widget.NewIcon(kit.IconPage)))
	return container.NewBorder(nil, nil, sign, nil, container.NewVBox(name, kit.Muted(size)))
}
