package station

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"tram/local/audit"
	"tram/local/convert"
	"tram/local/hardcopy"
	"tram/local/intake"
	"tram/local/job"
	"tram/local/ocr"
	"tram/local/office"
	"tram/local/original"
	"tram/local/people"
	"tram/local/scanning"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/table"
	"tram/local/vault"
	"tram/local/whole"
	"tram/local/words"
)

// ground is what every room of the station stands on.
type ground struct {
	home   string
	state  string
	keeper seal.Keeper
	clock  office.Clock
	log    *slog.Logger
	types  []office.DocumentType

	store *store.Store
	vault *vault.Vault
	desk  *convert.Desk  // nil until the office is set up
	press *hardcopy.Desk // nil until then, too
	door  *original.Door // nil until then, too
	words *words.Desk    // nil until then, too
	place seal.Place

	sealing *seal.Identity // nil until the office is set up
	trays   *intake.Intake

	outside   Outside
	printing  Printing
	reader    func(context.Context) (*ocr.Reader, error)
	scanners  []scanning.Driver
	passwords people.Cost

	mounted  func() []string        // nil: nobody looks
	sameDisk func(a, b string) bool // nil: nobody looks

	ballast  *whole.Ballast // gives way where the disk is full
	powering powering

	besideMu sync.Mutex
	besides  []error // trouble beside acts that are on record

	later []func(context.Context) // what a sitting keeps going, and begins when the office is set up
}

// book opens the journal to be read to people.
func (s *ground) book() *audit.Book {
	return audit.NewBook(s.store, func(code string) string {
		if i := slices.IndexFunc(s.types, func(t office.DocumentType) bool { return t.Code == code }); i >= 0 {
			return s.types[i].Name
		}
		return ""
	})
}

// versions are what stations made of a record apart, what is shown first.
func (s *ground) versions(ctx context.Context, id office.ID) (all []office.Version, err error) {
	entries, err := s.store.Versions(ctx, id)
	if err != nil {
		return nil, err
	}
	book := s.book()
	for _, e := range entries {
		v, err := book.Version(ctx, entries[0], e)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// Ready tells whether the office was set up.
func (s *ground) Ready() bool { return s.desk != nil }

// onceSetUp does what needs an office: at once, or when one is set up in this sitting.
func (s *ground) onceSetUp(ctx context.Context, begin func(context.Context)) {
	if s.Ready() {
		begin(ctx)
		return
	}
	s.later = append(s.later, begin)
}

// beginOwed does what waited for the office.
func (s *ground) beginOwed(ctx context.Context) {
	later := s.later
	s.later = nil
	for _, begin := range later {
		begin(ctx)
	}
}

// Home is the data folder.
func (s *ground) Home() string { return s.home }

// tellBeside keeps trouble that stops no act.
func (s *ground) tellBeside(ctx context.Context, id office.ID, err error) {
	if err == nil {
		return
	}
	s.log.WarnContext(ctx, "trouble beside an act", "record", id, "cause", err.Error())
	s.besideMu.Lock()
	defer s.besideMu.Unlock()
	s.besides = append(s.besides, err)
}

// Beside hands over what went wrong beside acts that are on record, and forgets it:
// a tray that another program held is emptied at the next start.
func (s *ground) Beside() []error {
	s.besideMu.Lock()
	defer s.besideMu.Unlock()
	all := s.besides
	s.besides = nil
	return all
}

// clockJumped tells that somebody set the clock of the PC.
func (s *ground) clockJumped(j office.Jump) {
	s.tellBeside(context.Background(), "", ClockJumped.About(j.Said()))
}

// Types lists the document types.
func (s *ground) Types() []office.DocumentType { return s.types }

// Office reads who works here.
func (s *ground) Office(ctx context.Context) (office.Office, error) { return s.store.Office(ctx) }

// OnChange calls fn after each change of a record, from any goroutine. That somebody
// looked at one changes none.
func (s *ground) OnChange(fn func()) (stop func()) {
	return s.store.OnChange(func(k office.Kind, _ office.ID) {
		if k != office.KindAccess {
			fn()
		}
	})
}

// DataVersion changes when another program has written to the store.
func (s *ground) DataVersion(ctx context.Context) (int64, error) { return s.store.DataVersion(ctx) }

func (s *ground) writeOut(ctx context.Context, called string, pieces []office.Digest, want office.Digest, path string) error {
	from, err := s.vault.Join(pieces...)
	if err != nil {
		return err
	}
	defer from.Close()
	return s.writeFile(ctx, called, from, want, path)
}

// pour writes what the pieces are together, and fails with NotTheRecords where that is not what
// the record holds: then what was written is nothing.
func (s *ground) pour(ctx context.Context, called string, pieces []office.Digest, want office.Digest, to io.Writer) error {
	from, err := s.vault.Join(pieces...)
	if err != nil {
		return err
	}
	defer from.Close()
	return pour(ctx, called, from, want, to)
}

func pour(ctx context.Context, called string, from sized, want office.Digest, to io.Writer) error {
	hash := sha256.New()
	if _, err := io.Copy(job.Patient(ctx, io.MultiWriter(to, hash)), io.NewSectionReader(from, 0, from.Size())); err != nil {
		return err
	}
	if hex.EncodeToString(hash.Sum(nil)) != string(want) {
		return NotTheRecords.About(called)
	}
	return nil
}

func (s *ground) writeFile(ctx context.Context, called string, from sized, want office.Digest, path string) error {
	if err := Outward(s.home, path); err != nil {
		return err
	}
	to, err := whole.Create(path, 0o644)
	if err != nil {
		return err
	}
	defer to.Abort()
	if err := pour(ctx, called, from, want, to); err != nil {
		return err
	}
	err = to.Commit()
	if errors.Is(err, os.ErrExist) {
		return FileExists.About(filepath.Base(path)).Because(err)
	}
	return err
}

// SaveTable writes a table of this station to a new file outside of its data.
func (s *ground) SaveTable(ctx context.Context, t table.Table, path string) error {
	return s.saveTable(ctx, t, path)
}

func (s *ground) saveTable(ctx context.Context, t table.Table, path string) error {
	if err := Outward(s.home, path); err != nil {
		return err
	}
	err := t.Save(ctx, path)
	if errors.Is(err, os.ErrExist) {
		return FileExists.About(filepath.Base(path)).Because(err)
	}
	return err
}
