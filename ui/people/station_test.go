package people

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

func TestAnAccountIsMadeInTheOfficeItself(t *testing.T) {
	s := stationtest.Manned(t)
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), s)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1120, 700))
	p.Enter()
	kit.Settle()
	p.Begin()
	p.types(map[string]string{"name": "Lê Văn Mẫu", "position": "Công chức", "posts": "clerk"}, "", "nồi đồng cối đá")
	staff, err := s.Staff(t.Context())
	if err != nil || len(staff.Users) != 2 {
		t.Fatalf("%d accounts, %v: %s", len(staff.Users), err, p.desk.News.Said())
	}
	if u := staff.Users[1]; u.Name != "Lê Văn Mẫu" || len(u.Posts) != 1 || u.Posts[0] != office.AsClerk || !u.HasPassword {
		t.Errorf("entered as %+v", u)
	}
}
