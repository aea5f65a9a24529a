package digitise

import (
	"context"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

func TestThePageLooksAsItDid(t *testing.T) {
	unknown := scanned("không rõ.jpg", 0)
	blank, coarse := a4, scanned("thô.jpg", 150)
	blank.Blank = office.Yes
	for name, state := range map[string]func(t *testing.T) *Page{
		"empty": func(t *testing.T) *Page { return desk(t, newStation()) },
		"drafts": func(t *testing.T) *Page {
			s := newStation()
			c, err := s.Begin(context.Background(), office.Clerk{Name: "Nguyễn Văn Mẫu"})
			if err != nil {
				t.Fatal(err)
			}
			c.Document = office.Document{Number: "15", Symbol: "QĐ-UBND", Subject: "Về việc thử", Secrecy: office.Ordinary}
			if _, err := s.Describe(context.Background(), c); err != nil {
				t.Fatal(err)
			}
			return desk(t, s)
		},
		"filled": func(t *testing.T) *Page { return withPages(t, newStation(), a4, unknown, blank, coarse) },
		"asked": func(t *testing.T) *Page {
			p := withPages(t, newStation(), a4, unknown, unknown)
			kit.Pass(kit.Dwell)
			p.leaf(1)
			kit.Settle()
			return p
		},
		"failed": func(t *testing.T) *Page {
			p := withPages(t, newStation(), a4)
			p.Drop([]string{"hóa đơn.docx"})
			kit.Settle()
			return p
		},
		"to-sign": func(t *testing.T) *Page {
			p := permit(t, newStation())
			test.Tap(kittest.Named(p.desk.Window, kit.T("digitise.exception")))
			p.show()
			p.content.Refresh()
			return p
		},
		"secret": func(t *testing.T) *Page {
			p := withPages(t, newStation(), a4)
			p.form.Grade.Field.SetSelected("Tối mật")
			test.Tap(&p.form.Grade.Asking.Yes.Button)
			kit.Settle()
			return p
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := state(t)
			kit.Pass(kit.Dwell)
			p.Draft.Rest()
			p.desk.Window.Canvas().Unfocus()
			test.AssertRendersToMarkup(t, name+".xml", p.desk.Window.Canvas())
		})
	}
}
