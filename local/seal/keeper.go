package seal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"path/filepath"

	"tram/local/whole"
)

// Place is where the secret lies.
type Place string

// The places, best first.
const (
	InKeyring        Place = "keyring"
	InPassphraseFile Place = "passphrase-file"
	InPlainFile      Place = "plain-file"
)

// file is where in Home the secret of a place lies; the keyring's lies in no
// file and is told by its note.
func (p Place) file() string {
	return map[Place]string{InKeyring: noteFile, InPassphraseFile: passphraseFile, InPlainFile: plainFile}[p]
}

// service is the name of the program in the keyring; the user is the public
// half, so that one identity never stands in the place of another.
const service = "tram-cong-vu"

// Names below Home. The note is not secret.
const (
	noteFile       = "identity.json"
	passphraseFile = "identity.age"
	plainFile      = "identity.key"
)

// Keeper keeps the identity of one office between two starts of the program.
// A nil Keyring means that there is none; so does an empty Passphrase.
// Formatting a Keeper does not show its passphrase.
type Keeper struct {
	Home       string // the data directory of the station
	Passphrase string `json:"-"` // from TRAM_PASSPHRASE
	Keyring    Keyring
}

// lies tells where a secret lies and whose it is.
type lies struct {
	Place     Place  `json:"place"`
	Recipient string `json:"recipient"`
	File      string `json:"file,omitempty"` // in which it lies; empty: the usual one of the place
}

func (l lies) file() string {
	if l.File != "" {
		return l.File
	}
	return l.Place.file()
}

// note tells of the identity in force. It is written last: from then on the identity is
// kept. One that is to follow it, and one that it followed, are told beside.
type note struct {
	lies
	Next   *next `json:"next,omitempty"`
	Former *lies `json:"former,omitempty"` // its secret is to be removed
}

// next is an identity that is not in force yet.
type next struct {
	lies
	Brought bool `json:"brought,omitempty"` // typed in from its recovery key, which somebody has
}

// Format shows the home, whatever the verb.
func (k Keeper) Format(s fmt.State, _ rune) { io.WriteString(s, "seal.Keeper in "+k.Home) }

// LogValue shows the home to a log.
func (k Keeper) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(k)) }

// Keep puts the identity into the first place that takes it; a keyring must
// also give it back. To keep the identity that is kept already is no error: it tells
// the place, or mends it after its secret was lost and typed in again. Another
// identity is refused: AlreadyKept, or what Find says of the one that is there.
func (k Keeper) Keep(id *Identity) (Place, error) {
	if err := whole.MakeDir(k.Home, 0o700); err != nil {
		return "", err
	}
	if err := whole.Sweep(k.Home); err != nil {
		return "", err
	}
	known, err := k.readNote()
	if err != nil {
		return "", err
	}
	found, place, err := k.Find()
	switch {
	case known == nil && errors.Is(err, NoIdentity):
		return k.place(id, nil)
	case known == nil && err == nil && found.Recipient() == id.Recipient():
		return place, k.writeNote(noteOf(place, id), false)
	case known == nil && err != nil:
		return "", err
	case known == nil || known.Recipient != id.Recipient():
		return "", AlreadyKept
	case err != nil:
		return k.place(id, known)
	}
	return place, nil
}

func noteOf(place Place, id *Identity) note {
	return note{lies: lies{Place: place, Recipient: id.Recipient()}}
}

// place tries one place after the other, then writes the note. Mending (what is known)
// may replace what cannot be read: the note says that it was the same identity.
func (k Keeper) place(id *Identity, known *note) (Place, error) {
	mending := known != nil
	place, made, err := k.putSecret(id, Place.file, mending)
	if err != nil {
		return "", err
	}
	now := noteOf(place, id)
	if mending {
		now.Next, now.Former = known.Next, known.Former
	}
	err = k.writeNote(now, mending)
	if errors.Is(err, AlreadyKept) && made != "" {
		_ = whole.Remove(made) // another process kept its identity first; ours was never told to anyone
	}
	if err != nil {
		return "", err
	}
	return place, nil
}

// putSecret returns the file that it made, if it made one; named tells how it is called
// at a place.
func (k Keeper) putSecret(id *Identity, named func(Place) string, mending bool) (place Place, made string, err error) {
	if err := k.toKeyring(id); err == nil {
		return InKeyring, "", nil
	}
	place, fill := InPlainFile, plainText(id)
	if k.Passphrase != "" {
		place, fill = InPassphraseFile, passphraseText(id, k.Passphrase)
	}
	path := filepath.Join(k.Home, named(place))
	f, err := whole.Create(path, 0o600)
	if err != nil {
		return "", "", err
	}
	defer f.Abort()
	if err := fill(f); err != nil {
		return "", "", err
	}
	if mending {
		return place, "", f.Replace()
	}
	err = f.Commit()
	if errors.Is(err, fs.ErrExist) {
		return "", "", AlreadyKept.Because(err)
	}
	return place, path, err
}

func (k Keeper) toKeyring(id *Identity) error {
	if k.Keyring == nil {
		return errNoKeyring
	}
	_, err := within(func() (string, error) { return "", k.Keyring.Set(service, id.Recipient(), id.text()) })
	if err != nil {
		return err
	}
	back, err := within(func() (string, error) { return k.Keyring.Get(service, id.Recipient()) })
	if err == nil && back != id.text() {
		return errors.New("the keyring gave back something else")
	}
	return err
}

// readNote returns nil where there is no note.
func (k Keeper) readNote() (*note, error) {
	path := filepath.Join(k.Home, noteFile)
	b, err := readSmall(path, nil)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unread(path, err)
	}
	var n note
	if err := json.Unmarshal(b, &n); err != nil || n.Recipient == "" || n.Place.file() == "" {
		return nil, NoteDamaged.About(noteFile).Because(err)
	}
	return &n, nil
}

func (k Keeper) writeNote(n note, replace bool) error {
	b, err := json.Marshal(n)
	if err != nil {
		return err
	}
	f, err := whole.Create(filepath.Join(k.Home, noteFile), 0o600)
	if err != nil {
		return err
	}
	defer f.Abort()
	if _, err := f.Write(append(b, '\n')); err != nil {
		return err
	}
	if replace {
		return f.Replace()
	}
	err = f.Commit()
	if errors.Is(err, fs.ErrExist) {
		return AlreadyKept.Because(err)
	}
	return err
}
