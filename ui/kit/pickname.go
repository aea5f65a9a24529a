package kit

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/unicode/norm"

	"tram/local/office"
	"tram/ui/kit/folder"
)

// A name is judged while it is typed, by the folder as it was read; before it is taken the
// disk is asked once more. Whether a file that is there may be replaced is asked here, and
// nowhere else.

// typedName is the name to save under, with its ending: composed, unless a file of the
// folder has it otherwise.
func (p *picker) typedName() string {
	typed, ending := strings.TrimSpace(p.name.Text), filepath.Ext(p.saving.Name)
	if name := office.EndedFileName(typed, ending); p.listing.Has(name) {
		return name
	}
	return office.EndedFileName(norm.NFC.String(typed), ending)
}

// judgeName says what keeps the name from being taken.
func (p *picker) judgeName() {
	name := p.typedName()
	trouble, may := p.nameTrouble(name), name != ""
	tone, said := widget.LowImportance, ""
	switch {
	case trouble != nil:
		f, _ := office.FailureIn(trouble) // Explain would log every letter
		tone, said, may = widget.WarningImportance, Trouble{f.Said, f.Next}.String(), false
	case p.listing.Has(name) && p.asking == name:
		tone, said = widget.DangerImportance, T("files.replace-ask", name)
	case p.listing.Has(name) && p.saving.Fresh:
		tone, said, may = widget.WarningImportance, T("files.taken", name), false
	case p.listing.Has(name):
		tone, said = widget.WarningImportance, T("files.there", name)
	case name != p.name.Text && name != "":
		said = T("files.ended", name)
	}
	p.verb(name)
	p.say(tone, said)
	Able(p.accept, may && p.dir != "")
}

// nameTrouble is why nothing can be saved here under a name.
func (p *picker) nameTrouble(name string) error {
	if err := office.FileNameTrouble(strings.TrimSpace(p.name.Text)); err != nil {
		return err
	}
	if err := office.FileNameTrouble(name); err != nil {
		return err
	}
	return p.full
}

// verb is what the button says that it does.
func (p *picker) verb(name string) {
	word, importance := T("files.save"), widget.HighImportance
	if name != "" && p.asking == name {
		word, importance = T("files.replace"), widget.DangerImportance
	}
	if p.accept.Text != word {
		p.accept.Importance = importance
		p.accept.SetText(word)
	}
}

// submitName takes the name by Enter. That a file may go is said by the button alone:
// Enter is easily pressed twice.
func (p *picker) submitName() {
	if p.asking != "" && p.asking == p.typedName() {
		p.desk.Focus(p.accept)
		return
	}
	p.take()
}

// takeName takes the name; of one that is taken it asks first whether that file may go.
func (p *picker) takeName() {
	name := p.typedName()
	if p.accept.Disabled() {
		return
	}
	if p.listing.Has(name) && p.asking != name {
		p.asking = name
		p.judge()
		return
	}
	over, path := p.asking == name, filepath.Join(p.dir, name)
	p.accept.Disable()
	Load(p.ctx, func(ctx context.Context) (struct{ taken, folder bool }, error) {
		taken, isFolder := folder.Taken(ctx, path)
		return struct{ taken, folder bool }{taken, isFolder}, nil
	}, func(is struct{ taken, folder bool }, _ error) {
		p.accept.Enable()
		switch {
		case is.folder:
			p.say(widget.WarningImportance, T("files.is-folder", name))
		case is.taken && !over: // somebody put it there meanwhile, or the disk knows no case
			p.asking = ""
			p.listing.Take(name)
			p.judge()
		default:
			p.done(p.dir, []string{path}, over && is.taken)
		}
	})
}
