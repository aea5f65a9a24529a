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
	about   string      // what it is; empty: its door says enough
	looking string      // what is said while certificates are looked for; empty: there are none
	title   string      // of that work
	secret  *kit.Secret // nil: the key asks for it by itself
	ask     *kit.Field  // around the secret

	door *kit.Place
}

// waysOf are those of this PC.
func waysOf(k *keys) []*way {
	token := &way{place: office.KeyOnToken, icon: kit.IconKey, looking: kit.T("sign.searching"), title: kit.T("sign.searching-title")}
	token.asks(kit.T("sign.pin"), kit.T("sign.pin-hint"), k.use)
	file := &way{place: office.KeyInFile, icon: theme.FileIcon()}
	file.asks(kit.T("sign.password"), kit.T("sign.password-hint"), k.use)
	all := []*way{token, file, {place: office.KeyInService, icon: theme.ComputerIcon(), about: kit.T("sign.service-about")}}
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

// asks has the way ask for a secret.
func (w *way) asks(name, hint string, enter func()) {
	w.secret = kit.NewSecret(enter)
	w.ask = kit.NewField(name, w.secret, hint)
}

// take takes the secret out of its field; nil where none is asked for.
func (w *way) take() []byte {
	if w.secret == nil {
		return nil
	}
	return w.secret.Take()
}

// calm takes away what is said beside the field.
func (w *way) calm() {
	if w.ask != nil {
		w.ask.Clear()
	}
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
