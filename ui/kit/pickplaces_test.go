package kit

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"tram/ui/kit/folder"
)

func TestThePlacesAtTheLeftAreThoseThatAreThere(t *testing.T) {
	w := pickIn(t, "usb/", "nhà/").open()
	home := folder.Place{Kind: folder.Home, Dir: filepath.Join(w.dir, "nhà")}
	stick := folder.Place{Kind: folder.Stick, Name: "USB", Dir: filepath.Join(w.dir, "usb")}
	dead := folder.Place{Kind: folder.Share, Name: "van-thu", Dir: filepath.Join(w.dir, "chết")}
	absent := folder.Place{Kind: folder.Pictures, Dir: filepath.Join(w.dir, "ảnh")}
	w.p.places.set([]folder.Place{home, absent, stick, dead})
	Settle()
	said := func() (words []string) {
		for _, o := range w.p.places.box.Objects {
			words = append(words, o.(*Button).Text)
		}
		return words
	}
	if got := said(); len(got) != 3 || got[0] != T("files.place-home") || got[1] != T("files.stick", "USB") || got[2] != T("files.mute", T("files.share", "van-thu")) {
		t.Errorf("shown %q", got)
	}
	w.press(w.p.places.doors[stick])
	if w.p.dir != stick.Dir {
		t.Errorf("it led to %s", w.p.dir)
	}
	w.p.places.set([]folder.Place{home})
	if got := said(); len(got) != 1 {
		t.Errorf("a stick that was pulled out stays: %q", got)
	}
	w.p.places.set([]folder.Place{home, stick})
	if got := said(); len(got) != 2 {
		t.Errorf("a stick that came back is not shown: %q", got)
	}
}

func TestEveryKindOfPlaceHasAWordAndASign(t *testing.T) {
	newDesk(t)
	words := map[string]bool{}
	for _, k := range []folder.Kind{folder.Desktop, folder.Documents, folder.Downloads, folder.Pictures, folder.Home, folder.Cloud} {
		words[placeSaid(folder.Place{Kind: k})] = true
	}
	for _, k := range []folder.Kind{folder.Drive, folder.Stick, folder.Share} {
		words[placeSaid(folder.Place{Kind: k, Name: "C:"})] = true
	}
	if len(words) != 9 || words["files.place-cloud"] {
		t.Errorf("said %v", words)
	}
	signs := map[string]bool{}
	for _, r := range []fyne.Resource{kindIcon(folder.Home), kindIcon(folder.Stick), kindIcon(folder.Share), kindIcon(folder.Desktop)} {
		signs[r.Name()] = true
	}
	if len(signs) != 4 || !signs[theme.HomeIcon().Name()] {
		t.Errorf("signs %v", signs)
	}
}
