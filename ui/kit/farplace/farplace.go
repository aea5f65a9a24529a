// Package farplace asks what opens a server on which copies lie, and shows the key of one that
// was never met, for a person to confirm.
package farplace

import (
	"fmt"
	"io"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// Asked is what is typed of a server.
type Asked struct {
	Where, KeyFile string
	Password       []byte
}

// Opening asks for what opens it: a password, a file with a key, or both. The hint says what
// becomes of the password.
func Opening(hint string) []*kit.Ask[Asked] {
	return []*kit.Ask[Asked]{
		kit.AskPassword("password", kit.T("copies.far-password"), func(a *Asked) *[]byte { return &a.Password }).
			Hinted(hint).About("copying.secret-missing", "copying.sign-in-refused"),
		kit.AskWords("key", kit.T("copies.far-key"), func(a *Asked) *string { return &a.KeyFile }).
			Hinted(kit.T("copies.far-key-hint")).About("copying.key-file-unfit", "ui.copies.key-unread"),
	}
}

const mostKeyFile = 1 << 20 // bytes

// Place is what was typed, with the key of the server that a person confirmed; empty: none
// was. It reads the file with the key.
func (a Asked) Place(hostKey string) (office.FarPlace, error) {
	f := office.FarPlace{Where: a.Where, HostKey: hostKey, Secret: office.CopySecret{Password: string(a.Password)}}
	if a.KeyFile == "" {
		return f, nil
	}
	file, err := os.Open(a.KeyFile)
	if err != nil {
		return f, kit.Refused("copies.key-unread", kit.Foreign(a.KeyFile)).Because(err)
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, mostKeyFile))
	f.Secret.Key = string(b)
	return f, err
}

// hostUnknown is the name of what is told of a server that was never met.
const hostUnknown = "copying.host-unknown"

// Unmet tells the key of a server that was never met; false: that is not what failed.
func Unmet(err error) (key string, is bool) {
	f, told := office.FailureIn(err)
	if !told || f.Name != hostUnknown || len(f.Args()) < 2 {
		return "", false
	}
	return fmt.Sprint(f.Args()[1]), true
}

// Met is the place in which the key of such a server is shown.
type Met struct{ Content *fyne.Container }

// NewMet is an empty one.
func NewMet() Met {
	m := Met{container.NewVBox()}
	m.Forget()
	return m
}

// Ask shows a key; yes is called once a person says that it is the right one.
func (m Met) Ask(key string, yes func()) {
	m.Content.RemoveAll()
	m.Content.Add(kit.Prose(kit.T("copies.far-met", kit.Foreign(key))))
	m.Content.Add(container.NewHBox(kit.NewMainButton(kit.T("copies.far-right"), nil, yes)))
	m.Content.Show()
}

// Forget takes the question away: the answers are others now.
func (m Met) Forget() {
	m.Content.RemoveAll()
	m.Content.Hide()
}
