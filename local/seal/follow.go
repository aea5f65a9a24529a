package seal

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tram/local/whole"
)

// How another identity comes into force, so that a cut of power at any moment leaves
// every file with somebody who opens it:
//  1. Prepare keeps the one that is to follow in a place of its own, and seals the one
//     in force to it. It seals nothing else yet, and Drop takes it back.
//  2. Whoever keeps the office decides that it is in force (the records lie under it).
//  3. Promote has the note name it. From here on Find gives it, and it opens what the
//     former one sealed, whose secret is nowhere but sealed to it.
//  4. When nothing is left that only the former one opens, Forget removes that.

// formerFile holds the former identity, sealed to the one that follows it: who has the
// new recovery key loses nothing while files are being sealed anew.
const formerFile = "identity.former"

// ownPrefix begins the name of a secret's file while another has the usual one.
const ownPrefix = "identity-"

// Follow has the identity do everything by another one from here on. What it sealed
// before is opened until Forget.
func (i *Identity) Follow(next *Identity) { i.keys.Store(&keys{now: next.now(), former: i.now()}) }

// Forget has the identity open only what it itself sealed.
func (i *Identity) Forget() { i.keys.Store(&keys{now: i.now()}) }

// Follows tells whether there may be files that only the former identity opens.
func (i *Identity) Follows() bool { return i.keys.Load().former != nil }

// Prepare keeps an identity that is to follow the one in force; one that was prepared
// before is dropped. brought: somebody has its recovery key already. It fails with
// NotForgotten while the last renewal is not ended. One process at a time may prepare,
// promote and forget.
func (k Keeper) Prepare(id *Identity, brought bool) (Place, error) {
	now, place, err := k.Find()
	if err != nil {
		return "", err
	}
	if now.Follows() {
		return "", NotForgotten
	}
	if err := k.Drop(); err != nil {
		return "", err
	}
	n := noteOf(place, now)
	if known, err := k.readNote(); err == nil && known != nil {
		n = *known
	}
	if err := k.sweepSecrets(n); err != nil {
		return "", err
	}
	if err := k.sealTo(id, now); err != nil {
		return "", err
	}
	place, _, err = k.putSecret(id, func(p Place) string { return ownFile(p, id) }, true)
	if err != nil {
		return "", err
	}
	n.Next = &next{lies: lies{Place: place, Recipient: id.Recipient(), File: ownFile(place, id)}, Brought: brought}
	return place, k.writeNote(n, true)
}

// ownFile is that name at a place; empty: it lies in no file.
func ownFile(p Place, id *Identity) string {
	const shown = 8
	if p == InKeyring {
		return ""
	}
	recipient, usual := id.Recipient(), p.file()
	return ownPrefix + recipient[len(recipient)-shown:] + filepath.Ext(usual)
}

// sealTo writes the identity that will be the former one, for the one that follows.
func (k Keeper) sealTo(id, former *Identity) error {
	return whole.Write(filepath.Join(k.Home, formerFile), 0o600, func(w io.Writer) error {
		sealed, err := id.Seal(w)
		if err != nil {
			return err
		}
		if err := plainText(former)(sealed); err != nil {
			return err
		}
		return sealed.Close()
	})
}

// TakeFormer gives an identity the former one that is sealed to it, if there is one.
func (k Keeper) TakeFormer(id *Identity) error {
	text, err := k.formerText(id)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrAnothers) {
		return nil // the file of one that is prepared: it is sealed to that
	}
	if err != nil {
		return unread(filepath.Join(k.Home, formerFile), err)
	}
	former, err := fromFile(formerFile, text)
	if err != nil {
		return err
	}
	id.keys.Store(&keys{now: id.now(), former: former.now()})
	return nil
}

func (k Keeper) formerText(id *Identity) (string, error) {
	f, err := whole.Open(filepath.Join(k.Home, formerFile))
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	plain, err := id.Open(f, info.Size())
	if errors.Is(err, ErrAnothers) {
		return "", err
	}
	if err != nil {
		return "", FileDamaged.About(formerFile).Because(err)
	}
	text, err := io.ReadAll(io.LimitReader(plain, maxSecretFile))
	if err != nil {
		return "", FileDamaged.About(formerFile).Because(err)
	}
	return string(text), nil
}

// Next gives the identity that is prepared, and whether it was brought; NoIdentity where
// none is.
func (k Keeper) Next() (id *Identity, brought bool, err error) {
	n, err := k.readNote()
	if err != nil {
		return nil, false, err
	}
	if n == nil || n.Next == nil {
		return nil, false, NoIdentity
	}
	id, err = k.findNoted(n.Next.lies)
	return id, n.Next.Brought, err
}

// Promote brings the identity that is prepared into force.
func (k Keeper) Promote() error {
	n, err := k.readNote()
	if err != nil || n == nil || n.Next == nil {
		return err
	}
	former := n.lies
	if err := k.writeNote(note{lies: n.Next.lies, Former: &former}, true); err != nil {
		return err
	}
	return k.removeFormer()
}

// Drop removes an identity that is prepared and seals nothing.
func (k Keeper) Drop() error {
	n, err := k.readNote()
	if err != nil || n == nil || n.Next == nil {
		return err
	}
	if err := errors.Join(k.dispose(n.Next.lies), wipe(filepath.Join(k.Home, formerFile))); err != nil {
		return err
	}
	n.Next = nil
	return k.writeNote(*n, true)
}

// removeFormer removes the secret of the former identity from its own place.
func (k Keeper) removeFormer() error {
	n, err := k.readNote()
	if err != nil || n == nil || n.Former == nil {
		return err
	}
	if n.Former.Place == InKeyring || !k.isAnothers(*n.Former, n.lies) {
		if err := k.dispose(*n.Former); err != nil {
			return err
		}
	}
	n.Former = nil
	return k.writeNote(*n, true)
}

// Forget removes the former identity for good. The secret of the one in force gets its
// usual name.
func (k Keeper) Forget() error {
	if err := k.removeFormer(); err != nil {
		return err
	}
	if err := wipe(filepath.Join(k.Home, formerFile)); err != nil {
		return err
	}
	n, err := k.readNote()
	if err != nil || n == nil {
		return err
	}
	if err := k.sweepSecrets(*n); err != nil || n.File == "" {
		return err
	}
	usual := filepath.Join(k.Home, n.Place.file())
	err = whole.Rename(filepath.Join(k.Home, n.File), usual)
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // it has it already
		return whole.Tell(usual, err)
	}
	n.File = ""
	return k.writeNote(*n, true)
}

// sweepSecrets removes the secrets of identities that were never noted: a cut of power
// came first, and they seal nothing.
func (k Keeper) sweepSecrets(n note) error {
	files, err := os.ReadDir(k.Home)
	if err != nil {
		return whole.Tell(k.Home, err)
	}
	for _, f := range files {
		name := f.Name()
		noted := name == n.File || n.Next != nil && name == n.Next.File || n.Former != nil && name == n.Former.File
		if !strings.HasPrefix(name, ownPrefix) || noted {
			continue
		}
		if err := wipe(filepath.Join(k.Home, name)); err != nil {
			return err
		}
	}
	return nil
}

// Untidy tells that Forget was cut off before the secret in force got its usual name.
func (k Keeper) Untidy() bool {
	n, err := k.readNote()
	return err == nil && n != nil && n.File != "" && n.Next == nil && n.Former == nil
}

// Tidy gives it that name.
func (k Keeper) Tidy() error {
	if !k.Untidy() {
		return nil
	}
	id, _, err := k.Find()
	if err != nil || id.Follows() {
		return err
	}
	return k.Forget()
}

// isAnothers tells whether in the place of a secret there is another one by now, above all
// the one in force: that is never removed.
func (k Keeper) isAnothers(l, inForce lies) bool {
	id, err := k.findIn(l)
	return err == nil && id.Recipient() != l.Recipient || err != nil && l.file() == inForce.file()
}

// dispose removes a secret from where it lies. One that is not there was removed before.
func (k Keeper) dispose(l lies) error {
	if l.Place != InKeyring {
		return wipe(filepath.Join(k.Home, l.file()))
	}
	if k.Keyring == nil {
		return KeyringAway.Because(errNoKeyring)
	}
	_, err := within(func() (string, error) { return "", k.Keyring.Delete(service, l.Recipient) })
	if err != nil && !errors.Is(err, ErrNotInKeyring) {
		return KeyringAway.Because(err)
	}
	return nil
}

// wipe overwrites a small secret file, as far as its disk does that, and removes it.
func wipe(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if f, err := whole.OpenFile(path, os.O_WRONLY, 0); err == nil {
		_, _ = f.Write(make([]byte, min(info.Size(), maxSecretFile)))
		_ = f.Sync()
		f.Close()
	}
	if err := whole.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return whole.Tell(path, err)
	}
	return whole.SyncDir(filepath.Dir(path))
}
