package sign

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// way is one by which a key is had: a token with one of its certificates, a file, the
// signature service of the PC, or a certificate of the system's own store.
type way struct {
	place   office.KeyPlace
	icon    fyne.Resource
	about   string // what it is; empty: its door says enough
	looking string // what is said while certificates are looked for; empty: there are none to choose from
	title   string // of that work

	door *kit.Place
}

// waysOf are those of this PC.
func waysOf(k *keys) []*way {
	all := []*way{
		{place: office.KeyOnToken, icon: kit.IconKey, looking: kit.T("sign.searching"), title: kit.T("sign.searching-title")},
		{place: office.KeyInFile, icon: theme.FileIcon()},
		{place: office.KeyInService, icon: theme.ComputerIcon(), about: kit.T("sign.service-about")},
	}
	if k.p.services.HasOwnStore() {
		all = append(all, &way{place: office.KeyInStore, icon: theme.StorageIcon(), about: kit.T("sign.store-about"),
			looking: kit.T("sign.store-searching"), title: kit.T("sign.store-searching")})
	}
	for _, w := range all {
		w.door = kit.NewPlace(w.icon, kit.T("sign.place-"+string(w.place)), "", func() { k.goTo(w) })
	}
	return all
}

// chooses tells whether one of several certificates is chosen.
func (w *way) chooses() bool { return w.looking != "" }

// asked is what a key wants to be given before it opens.
type asked struct {
	place  office.KeyPlace // empty: nothing can be asked yet
	secret []byte
}

// askSecret asks for the secret of a key. Whatever the station says of the key is told there.
func askSecret(place office.KeyPlace, said, hint string) *kit.Ask[asked] {
	return kit.AskPassword(string(place), said, func(a *asked) *[]byte { return &a.secret }).Hinted(hint).
		When(func(a asked) bool { return a.place == place }).About("*")
}

// sourceName says where a key lies.
func sourceName(s office.KeySource) string {
	switch s.Place {
	case "":
		return ""
	case office.KeyOnToken:
		return kit.T("sign.place-token")
	case office.KeyInFile:
		return filepath.Base(s.Path)
	}
	return kit.T("sign.place-" + string(s.Place) + "-long")
}
