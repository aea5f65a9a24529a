package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"

	"tram/local/whole"
)

// workFactor is the cost of scrypt as a power of two. 2^15 takes about 65 ms
// and 32 MB here: every start of the program pays it. It makes guessing dear,
// not impossible, so the passphrase must be long.
const workFactor = 15

// maxWorkFactor bounds what a file that was tampered with may ask for.
const maxWorkFactor = 18

// maxSecretFile is the most that is read of a file beside the secret, in bytes.
const maxSecretFile = 64 << 10

// Find gives back the identity and tells where it lay. Failures: NoIdentity
// where none was ever kept, KeyringAway, KeyringEmpty, PassphraseMissing,
// PassphraseWrong, FileTooOpen, FileDamaged, FileGone, NoteDamaged.
func (k Keeper) Find() (*Identity, Place, error) {
	n, err := k.readNote()
	if err != nil {
		return nil, "", err
	}
	if n == nil {
		return k.findWithoutNote()
	}
	id, err := k.findNoted(n.lies)
	if err != nil {
		return nil, "", err
	}
	return id, n.Place, k.TakeFormer(id)
}

// findNoted finds the secret that a note names. One that has got its usual name back is
// found there: a power cut may have come before the note.
func (k Keeper) findNoted(l lies) (*Identity, error) {
	id, err := k.findIn(l)
	if errors.Is(err, FileGone) && l.File != "" {
		l.File = ""
		id, err = k.findIn(l)
	}
	if err == nil && id.Recipient() != l.Recipient {
		return nil, FileDamaged.About(l.file()).Because(errors.New("the secret is not the one that the note names"))
	}
	return id, err
}

// findWithoutNote looks for a file: a power cut may have come between it and
// the note.
func (k Keeper) findWithoutNote() (*Identity, Place, error) {
	for _, place := range []Place{InPassphraseFile, InPlainFile} {
		id, err := k.findIn(lies{Place: place})
		if errors.Is(err, FileGone) {
			continue
		}
		return id, place, err
	}
	return nil, "", NoIdentity
}

func (k Keeper) findIn(l lies) (*Identity, error) {
	switch l.Place {
	case InKeyring:
		return k.fromKeyring(l.Recipient)
	case InPassphraseFile:
		return k.fromPassphraseFile(l.file())
	}
	return k.fromPlainFile(l.file())
}

func (k Keeper) fromKeyring(recipient string) (*Identity, error) {
	if k.Keyring == nil {
		return nil, KeyringAway.Because(errNoKeyring)
	}
	secret, err := within(func() (string, error) { return k.Keyring.Get(service, recipient) })
	if errors.Is(err, ErrNotInKeyring) {
		return nil, KeyringEmpty.Because(err)
	}
	if err != nil {
		return nil, KeyringAway.Because(err)
	}
	id, err := fromText(secret)
	if err != nil {
		return nil, KeyringEmpty.Because(err)
	}
	return id, nil
}

func (k Keeper) fromPassphraseFile(name string) (*Identity, error) {
	sealed, err := k.readSecret(name, nil)
	if err != nil {
		return nil, err
	}
	if k.Passphrase == "" {
		return nil, PassphraseMissing
	}
	asked, err := age.NewScryptIdentity(norm.NFC.String(k.Passphrase))
	if err != nil {
		return nil, fmt.Errorf("using the passphrase: %w", err)
	}
	asked.SetMaxWorkFactor(maxWorkFactor)
	plain, err := age.Decrypt(bytes.NewReader(sealed), asked)
	runtime.GC() // 32 MB of scrypt: while they count, as much again of what a start throws away is left lying
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, PassphraseWrong.Because(err)
	}
	if err != nil {
		return nil, FileDamaged.About(name).Because(err)
	}
	text, err := io.ReadAll(plain)
	if err != nil {
		return nil, FileDamaged.About(name).Because(err)
	}
	return fromFile(name, string(text))
}

func (k Keeper) fromPlainFile(name string) (*Identity, error) {
	text, err := k.readSecret(name, onlyOwner)
	if err != nil {
		return nil, err
	}
	return fromFile(name, string(text))
}

// onlyOwner refuses a file that the group or others may read. On Windows the
// folder of the account guards it.
func onlyOwner(info fs.FileInfo) error {
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return FileTooOpen.About(info.Name())
	}
	return nil
}

func (k Keeper) readSecret(name string, fit func(fs.FileInfo) error) ([]byte, error) {
	path := filepath.Join(k.Home, name)
	b, err := readSmall(path, fit)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, FileGone.About(name).Because(err)
	}
	if err != nil {
		return nil, unread(path, err)
	}
	return b, nil
}

// unread tells why a file was not read: what whole tells is of writing.
func unread(path string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return Unreadable.About(filepath.Base(path)).Because(err)
	}
	return whole.Tell(path, err)
}

// readSmall reads a regular file of at most maxSecretFile bytes that is fit.
func readSmall(path string, fit func(fs.FileInfo) error) ([]byte, error) {
	f, err := whole.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxSecretFile {
		return nil, FileDamaged.About(info.Name()).Because(errors.New("not a small regular file"))
	}
	if fit != nil {
		if err := fit(info); err != nil {
			return nil, err
		}
	}
	return io.ReadAll(f)
}

// fromFile reads the lines of an age identity file: comments and one secret.
func fromFile(name, text string) (*Identity, error) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		id, err := fromText(line)
		if err != nil {
			return nil, FileDamaged.About(name).Because(err)
		}
		return id, nil
	}
	return nil, FileDamaged.About(name).Because(errors.New("no identity in the file"))
}

// plainText writes a file that the age program takes with -i.
func plainText(id *Identity) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "# public key: %s\n%s\n", id.Recipient(), id.text())
		return err
	}
}

// passphraseText writes a file that the age program opens with the passphrase.
// The passphrase is composed (NFC) first: the same letters, typed with another
// input method, are the same passphrase.
func passphraseText(id *Identity, passphrase string) func(io.Writer) error {
	return func(w io.Writer) error {
		lock, err := age.NewScryptRecipient(norm.NFC.String(passphrase))
		if err != nil {
			return fmt.Errorf("using the passphrase: %w", err)
		}
		lock.SetWorkFactor(workFactor)
		sealed, err := age.Encrypt(w, lock)
		if err != nil {
			return fmt.Errorf("sealing the identity: %w", err)
		}
		if err := plainText(id)(sealed); err != nil {
			return err
		}
		return sealed.Close()
	}
}
