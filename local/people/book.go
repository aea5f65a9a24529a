package people

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"tram/local/office"
	"tram/local/seal"
	"tram/local/whole"
)

// Names in the data folder.
const (
	bookName  = "people.sealed"
	turnName  = "people.lock"
	triesName = "people.tries.lock"
)

const (
	bookDomain = "tram people 1\n"
	mostBook   = 8 << 20 // bytes that are read of a book
)

// Book (sổ xác thực) is the sealed file with the admissions of all accounts. Anybody
// could seal a file for the office, whose public half is no secret; so the book bears a
// witness that only the identity makes.
//
// An admission enters before the journal names it, and what the journal named before
// leaves afterwards: whoever is cut off between has a book in which both stand, and the
// journal tells which counts. The first admission of an account is marked as begun until
// then: one that the journal never named is an act that was not finished, and nothing
// that somebody took away.
type Book struct {
	path, turn, tries string
	identity          *seal.Identity
}

// written is the book as it lies sealed.
type written struct {
	Admissions []Admission `json:"admissions"`
	Begun      []office.ID `json:"begun,omitempty"` // accounts of which the book does not know whether the journal named them
	Witness    []byte      `json:"witness"`
}

// NewBook is the book in a data folder. There need not be one yet.
func NewBook(home string, identity *seal.Identity) *Book {
	return &Book{path: filepath.Join(home, bookName), turn: filepath.Join(home, turnName), tries: filepath.Join(home, triesName), identity: identity}
}

// all reads the book; none where there is no file. BookDamaged where it does not open or
// nobody of this office wrote it.
func (b *Book) all() ([]Admission, error) {
	f, err := whole.Open(b.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, BookUnread.Because(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > mostBook {
		return nil, BookDamaged.Because(err)
	}
	plain, err := b.identity.Open(f, info.Size())
	if err != nil {
		return nil, BookDamaged.Because(err)
	}
	text, err := io.ReadAll(plain)
	if err != nil {
		return nil, BookDamaged.Because(err)
	}
	defer clear(text)
	return b.genuine(text)
}

// genuine takes the admissions out of an opened book that this identity witnessed.
func (b *Book) genuine(text []byte) ([]Admission, error) {
	var w written
	if err := json.Unmarshal(text, &w); err != nil {
		return nil, BookDamaged.Because(errors.New("not the JSON of a book")) // the cause may quote it
	}
	said, err := witnessed(w.Admissions, w.Begun)
	if err != nil {
		return nil, BookDamaged.Because(err)
	}
	defer clear(said)
	for i := range w.Admissions {
		w.Admissions[i].Begun = slices.Contains(w.Begun, w.Admissions[i].Account)
	}
	if !b.identity.Witnessed(said, w.Witness) {
		return nil, BookDamaged.Because(errors.New("the witness is not of this office"))
	}
	return w.Admissions, nil
}

func witnessed(all []Admission, begun []office.ID) ([]byte, error) {
	said, err := json.Marshal(all)
	if err != nil || len(begun) == 0 {
		return append([]byte(bookDomain), said...), err
	}
	more, err := json.Marshal(begun)
	return slices.Concat([]byte(bookDomain), said, []byte("\nbegun "), more), err
}

// known are the admissions of accounts that the journal has named.
func (b *Book) known() ([]Admission, error) {
	all, err := b.all()
	return slices.DeleteFunc(all, func(a Admission) bool { return a.Begun }), err
}

// find gives the admission that an account of the journal names, or AdmissionChanged.
func (b *Book) find(account Account) (Admission, error) {
	all, err := b.all()
	if err != nil {
		return Admission{}, err
	}
	i := slices.IndexFunc(all, func(a Admission) bool { return a.isOf(account) })
	if i < 0 {
		return Admission{}, AdmissionChanged
	}
	return all[i], nil
}

// inTurn keeps other processes from changing accounts meanwhile: what was read of the
// journal and of the book still stands when it is written.
func (b *Book) inTurn(ctx context.Context, fn func() error) error {
	release, err := whole.Turn(ctx, b.turn)
	if err != nil {
		return err
	}
	defer release()
	return fn()
}

// change puts the next admission of an account into the book, has the journal name it,
// and lets the one before leave. was is the newest account of the journal. The caller is
// inTurn.
func (b *Book) change(was Account, next Admission, name func() error) error {
	all, err := b.all()
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(slices.Clone(all), func(a Admission) bool { return a.Account == next.Account })
	both := slices.DeleteFunc(all, func(a Admission) bool { return a.Account == next.Account && !a.isOf(was) })
	next.Begun = was.Generation == 0
	if err := b.write(append(both, next)); err != nil {
		return err
	}
	next.Begun = false
	if err := name(); err != nil {
		if was.Generation == 0 { // the journal never named it
			_ = b.write(others)
		}
		return err
	}
	// One that stays although the journal names another lets nobody in.
	_ = b.write(append(others, next))
	return nil
}

func (b *Book) write(all []Admission) error {
	var begun []office.ID
	for _, a := range all {
		if a.Begun {
			begun = append(begun, a.Account)
		}
	}
	said, err := witnessed(all, begun)
	if err != nil {
		return fmt.Errorf("writing the book of admissions: %w", err)
	}
	defer clear(said)
	code, err := b.identity.Witness(said)
	if err != nil {
		return err
	}
	text, err := json.Marshal(written{Admissions: all, Begun: begun, Witness: code})
	if err != nil {
		return fmt.Errorf("writing the book of admissions: %w", err)
	}
	defer clear(text)
	return whole.Write(b.path, 0o600, func(w io.Writer) error {
		sealed, err := b.identity.Seal(w)
		if err != nil {
			return err
		}
		if _, err := io.Copy(sealed, bytes.NewReader(text)); err != nil {
			return err
		}
		return sealed.Close()
	})
}

// Reseal writes the book anew under the identity in force, if there is one that this
// office wrote.
func (b *Book) Reseal(ctx context.Context) error {
	return b.inTurn(ctx, func() error {
		all, err := b.all()
		if errors.Is(err, BookDamaged) || err == nil && all == nil {
			return nil // what is damaged lets nobody in, under whatever identity
		}
		if err != nil {
			return err
		}
		return b.write(all)
	})
}

// setAside moves a book that does not open out of the way, and deletes nothing.
func (b *Book) setAside(now time.Time) error {
	if _, err := b.all(); !errors.Is(err, BookDamaged) {
		return err
	}
	aside := b.path + "." + now.In(office.VietNam).Format("20060102-150405") + ".hong"
	if err := whole.Rename(b.path, aside); err != nil {
		return whole.Tell(aside, err)
	}
	return whole.SyncDir(filepath.Dir(b.path))
}
