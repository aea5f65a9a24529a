package printing

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// lookFolder names a folder into which the test also draws what it shows, for
// eyes; empty: none.
var lookFolder = os.Getenv("TRAM_LOOK")

func TestThePageLooksAsItDid(t *testing.T) {
	const file = "quyết định.pdf"
	for name, state := range map[string]func(t *testing.T, s *station) *Page{
		"empty": desk,
		"list": func(t *testing.T, s *station) *Page {
			p := printed(t, s, "1", asCopy)
			p.goBack()
			p.Drop([]string{"/x/nháp.pdf", "/x/hỏng.docx"})
			kit.Settle()
			return p
		},
		"locked": func(t *testing.T, s *station) *Page {
			p := desk(t, s)
			p.Drop([]string{"/x/khóa.pdf"})
			kit.Settle()
			return p
		},
		"new":    func(t *testing.T, s *station) *Page { return with(t, s, file) },
		"filled": func(t *testing.T, s *station) *Page { return filled(t, s, file) },
		"copy":   func(t *testing.T, s *station) *Page { return filled(t, s, file, asCopy) },
		"doubt":  func(t *testing.T, s *station) *Page { return filled(t, s, "chữ ký sai.pdf") },
		"unread": func(t *testing.T, s *station) *Page {
			s.read = func() (office.Book, error) { return nil, errTorn }
			return with(t, s, file)
		},
		"copied": func(t *testing.T, s *station) *Page { return made(t, s, "kín.pdf") },
		"order": func(t *testing.T, s *station) *Page {
			p := made(t, s, file)
			press(p)
			return p
		},
		"order-trouble": func(t *testing.T, s *station) *Page {
			p := made(t, s, file)
			press(p)
			p.order.printer.Field().SetSelectedIndex(1)
			kittest.Line(p.order.form, "copies").SetText("0")
			press(p)
			return p
		},
		"order-file": func(t *testing.T, s *station) *Page {
			s.printers = s.printers[2:]
			p := made(t, s, file)
			press(p)
			return p
		},
		"filed": func(t *testing.T, s *station) *Page {
			p := made(t, s, file)
			p.desk.AskSave = func(s kit.Saving, then func(string, bool)) { then("/y/"+s.Name, false) }
			press(p)
			test.Tap(&p.order.file.Button)
			kit.Settle()
			return p
		},
		"queued":  func(t *testing.T, s *station) *Page { return queuedAt(t, s, 0, 1) },
		"stopped": func(t *testing.T, s *station) *Page { return queuedAt(t, s, 1, 1) },
		"telling": func(t *testing.T, s *station) *Page { return queuedAt(t, s, 0, 3) },
		"inking":  func(t *testing.T, s *station) *Page { return printed(t, s, "1", asCopy) },
		"over":    func(t *testing.T, s *station) *Page { return printed(t, s, "2") },
		"more": func(t *testing.T, s *station) *Page {
			p := printed(t, s, "2")
			press(p)
			return p
		},
		"pair": func(t *testing.T, s *station) *Page {
			p := compared(t, s, differing())
			p.pair.byHand.SetChecked(true)
			p.Move(1)
			return p
		},
		"pair-same": func(t *testing.T, s *station) *Page {
			return compared(t, s, office.Comparison{Pages: []office.ComparedPage{{Page: 0}, {Page: 1, Sheet: 1}, {Page: 2, Sheet: 2}}})
		},
	} {
		t.Run(name, func(t *testing.T) { looks(t, state(t, newStation()), name) })
	}
}

// queuedAt has an order at a printer that was asked some times.
func queuedAt(t *testing.T, s *station, printer, asked int) *Page {
	t.Helper()
	p := made(t, s, "quyết định.pdf")
	press(p)
	p.order.printer.Field().SetSelectedIndex(printer)
	press(p)
	for range asked {
		p.askPrinter()
		kit.Settle()
	}
	return p
}

// looks compares the page with testdata/<name>.xml.
func looks(t *testing.T, p *Page, name string) {
	t.Helper()
	p.Draft.Rest()
	kit.Settle()
	p.desk.Window.Canvas().Unfocus()
	kit.Settle()
	p.content.Refresh()
	test.AssertRendersToMarkup(t, name+".xml", p.desk.Window.Canvas())
	if lookFolder == "" {
		return
	}
	f, err := os.Create(filepath.Join(lookFolder, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, p.desk.Window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
