package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"

	"tram/local/office"
	"tram/local/whole"
)

// A database in WAL mode wants a file beside it even for reading. Where the disk
// is full, only to be read, or closed to this account, that file is not to be
// had, and the records are read without it:
//   - an empty log: the file as it lies is the database (immutable);
//   - a log with something in it, left by a crash or a cut of power: its index is
//     made in memory (an exclusive connection that takes no locks). Nothing that
//     was committed is passed over.
//
// Nobody else keeps such a database open: they would have made that file. Each
// question opens the database anew all the same, so that what another process
// writes after the cause is gone is never mixed with pages read before.
const (
	asItLies   = readPragmas + "&mode=ro&immutable=1"
	withItsLog = "_pragma=locking_mode(EXCLUSIVE)&" + readPragmas + "&mode=ro"
)

// Unwritable tells why nothing can be written: DiskFull, ReadOnly or NotAllowed.
// Nil: it can. It was found at opening and stays.
func (s *Store) Unwritable() error { return s.unwritable }

// openToRead opens a database that could not be opened because of its disk.
func openToRead(ctx context.Context, path string, o Options, l *layer, cause error) (*Store, error) {
	s := unopened(path, o)
	s.unwritable = cause
	s.layer = l
	how, base := asItLies, ""
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		how, base = withItsLog, lockless()
	}
	s.handles(how, how, base)
	s.reader.SetMaxIdleConns(0)
	s.writer.SetMaxIdleConns(0)
	if err := s.look(ctx); err != nil {
		s.log.Warn("the database cannot be read without its disk", "cause", err.Error())
		return nil, errors.Join(cause, s.Close())
	}
	s.log.Warn("the database is open to be read only", "cause", cause.Error())
	return s, nil
}

// look is prepare where nothing can be prepared.
func (s *Store) look(ctx context.Context) error {
	want, err := newest()
	if err != nil {
		return err
	}
	current, err := isCurrent(ctx, s.reader, want)
	if err == nil && current {
		current, err = s.indexIsCurrent(ctx)
	}
	switch {
	case err != nil:
		return err
	case !current:
		return errors.New("the schema or the index is of another program, and cannot be made anew")
	}
	return s.readStation(ctx)
}

// lockless is SQLite's name for this system's files without locks.
func lockless() string {
	if runtime.GOOS == "windows" {
		return "win32-none"
	}
	return "unix-none"
}

// isOfDisk tells whether the disk, and not the database, was the cause.
func isOfDisk(err error) bool {
	for _, f := range []office.Failure{DiskFull, ReadOnly, NotAllowed} {
		if errors.Is(err, f) {
			return true
		}
	}
	return false
}

// because finds the true cause of what SQLite tells by a code that has several:
// a file that cannot be made, a disk that failed. The folder is asked itself.
func (s *Store) because(err error) error {
	if !errors.Is(err, DiskFailed) && !errors.Is(err, NoPermission) {
		return err
	}
	refused := whole.Takes(filepath.Dir(s.path))
	for _, c := range []struct{ of, is office.Failure }{
		{whole.DiskFull, DiskFull}, {whole.TooBigForDisk, DiskFull}, {whole.ReadOnly, ReadOnly}, {whole.NoPermission, NotAllowed},
	} {
		if errors.Is(refused, c.of) {
			return c.is.Because(errors.Join(err, refused))
		}
	}
	return err
}
