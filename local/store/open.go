// Package store keeps the records of a station and the journal (nhật ký) of
// everything that was done to them, in one SQLite database.
//
// The journal is the truth. A record is the body of its last entry; what lists
// show and what the search knows is derived from that body. All three change
// in one transaction. Several processes may hold one database open.
package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"tram/local/office"
	"tram/local/whole"
)

// Pragmas stand in the DSN: through Exec they would reach one connection of
// the pool only.
const (
	// everyPragmas: FULL syncs each commit to disk.
	everyPragmas = "_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=temp_store(MEMORY)&_dqs=0&_error_rc=1"
	// writePragmas: the log is cut back to 8 MiB after a great batch.
	// secure_delete: words that were overwritten are no more to be found in the file.
	writePragmas = everyPragmas + "&_pragma=secure_delete(1)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(8388608)&_txlock=immediate"
	readPragmas  = everyPragmas + "&_pragma=query_only(1)"

	readers = 4 // connections that read at once

	usualPatience = 15 * time.Second
)

// Options of a store. Clock must be set; Log may be nil.
type Options struct {
	Clock office.Clock
	Log   *slog.Logger

	// Patience is how long a write waits for another process before it fails
	// with Busy; 0 means 15 s.
	Patience time.Duration

	// Unborn leaves a new database without a station, to receive the journal
	// of another by Replay. Until then it takes no write.
	Unborn bool

	// Gate is asked before each live write whether who acts by the context has the right
	// that the step needs (empty: none). It names who is told as the actor; empty: the
	// name that the act has. It runs in the transaction and must not write. nil: nobody
	// is asked.
	Gate func(ctx context.Context, needs office.Right) (actor string, err error)

	// Kinds are those that the rooms of this program declare, beside the store's own.
	Kinds []AnyKind

	// Program is the actor of what the store does by itself: merging what two stations
	// changed apart.
	Program string

	// Key gives the key of veil.KeySize bytes under which the records lie on the disk. It
	// is asked where it is needed; where it fails, a plain database stays plain. Nil:
	// there is none.
	Key func() ([]byte, error)

	// Committed is told the number of the first entry of each commit and the head of
	// the journal after it, once it is on the disk, in the goroutine that wrote. It
	// must be quick; nil: nobody.
	Committed func(first int64, head office.JournalHead)
}

// Store is an open database. One handle writes and one reads, so that a list
// never waits for a write.
type Store struct {
	path   string
	layer  *layer
	clock  office.Clock
	log    *slog.Logger
	writer *sql.DB
	reader *sql.DB

	naming   sync.RWMutex
	stations []office.ID // this one at the end, and those it goes on from
	first    office.ID   // see First

	kinds   map[office.Kind]AnyKind
	program string // see Options.Program

	working  sync.WaitGroup     // what goes on beside the work
	besides  context.Context    // of it
	leaveOff context.CancelFunc // ends it; nil: there is none

	answers atomic.Bool               // whether the index is known to be whole and of the rules of today
	shared  atomic.Pointer[shares]    // what was counted last; nil: nothing was
	signed  atomic.Pointer[time.Time] // when it put a sign on the first page last; nil: it did not

	unwritable error // why nothing can be written; nil: it can

	committed func(first int64, head office.JournalHead)
	gate      func(ctx context.Context, needs office.Right) (actor string, err error)

	listening sync.Mutex
	listeners map[int]func(office.Kind, office.ID)
	nextEar   int
}

// Open opens the database at path, makes it if there is none, and brings it to
// this program's schema. One that lies where nothing can be written is opened to
// be read, see Unwritable. It fails with Damaged, TooNew, NoPermission, DiskFull
// Busy or whole.NotAFile.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	const tries, rest = 3, 100 * time.Millisecond
	s, err := openNow(ctx, path, o)
	for try := 0; try < tries && errors.Is(err, Damaged) && ctx.Err() == nil; try++ {
		time.Sleep(rest) // what is read beside a program that begins its log may be half: damage stays
		s, err = openNow(ctx, path, o)
	}
	return s, err
}

func openNow(ctx context.Context, path string, o Options) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, told("finding the database", err)
	}
	if _, err := kindsOf(o.Kinds); err != nil {
		return nil, err
	}
	if err := whole.Regular(path); err != nil {
		return nil, err
	}
	if err := awaitFiles(path); err != nil {
		return nil, err
	}
	s := unopened(path, o)
	dressed, err := s.layer.dress(ctx, o.Key)
	if err != nil {
		return nil, err
	}
	if err := createEmpty(path); err != nil {
		dressed()
		return nil, s.because(told("creating the database", err))
	}
	s.connect(o.Patience)
	s.stayPlain(ctx)
	dressed()
	if err := s.prepare(ctx, path, o.Unborn); err != nil {
		err = errors.Join(s.because(told("preparing the database", err)), s.Close())
		if isOfDisk(err) {
			return openToRead(ctx, path, o, s.layer, err)
		}
		return nil, err
	}
	s.tagFirst()
	s.gatherBeside(ctx)
	return s, nil
}

// awaitFiles waits for a program that keeps a file of the database to itself: SQLite tells
// such a one as a lack of permission, and gives up sooner.
func awaitFiles(path string) error {
	for _, each := range []string{path, path + "-wal", path + "-shm"} {
		if err := whole.Await(each); err != nil {
			return err
		}
	}
	return nil
}

func unopened(path string, o Options) *Store {
	s := &Store{
		path: path, layer: &layer{path: path}, clock: o.Clock, log: o.Log, committed: o.Committed, program: o.Program, gate: o.Gate,
		listeners: map[int]func(office.Kind, office.ID){},
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.kinds, _ = kindsOf(o.Kinds) // Open looked whether they agree
	return s
}

// connect makes the two handles; they connect when they are first used.
func (s *Store) connect(patience time.Duration) {
	if patience == 0 {
		patience = usualPatience
	}
	wait := fmt.Sprintf("&_busy_timeout=%d", patience.Milliseconds())
	s.handles(writePragmas+wait, readPragmas+wait, "")
}

// handles makes them over the files that SQLite knows by the name of base.
func (s *Store) handles(writing, reading, base string) {
	s.writer, s.reader = s.layer.open(writing, base), s.layer.open(reading, base)
	s.writer.SetMaxOpenConns(1)
	s.reader.SetMaxOpenConns(readers)
	s.reader.SetMaxIdleConns(readers)
}

// stayPlain takes hold of files that could not be brought under the key: while they
// are in use here, no other process does it. What goes wrong is told by prepare.
func (s *Store) stayPlain(ctx context.Context) {
	if s.layer.plain == nil {
		return
	}
	s.log.WarnContext(ctx, "the database stays plain", "cause", s.layer.plain.Error())
	var tables int64
	if err := s.writer.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables); err != nil {
		s.log.WarnContext(ctx, "taking hold of the database", "cause", err.Error())
	}
}

// prepare leaves the database with today's schema, an index cut by today's rules,
// and a station.
func (s *Store) prepare(ctx context.Context, path string, unborn bool) error {
	if err := s.migrate(ctx, path); err != nil {
		return err
	}
	if err := s.reindex(ctx); err != nil {
		return err
	}
	if err := s.remake(ctx); err != nil {
		return err
	}
	if whole, err := s.indexIsWhole(ctx); err != nil {
		return err
	} else if whole { // what is being made takes in what was read on pages
		if err := s.indexUnread(ctx); err != nil {
			return err
		}
	}
	err := s.readStation(ctx)
	if errors.Is(err, sql.ErrNoRows) && unborn {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		if err := s.beBorn(ctx); err != nil {
			return err
		}
		return s.readStation(ctx)
	}
	if err != nil {
		return err
	}
	return s.reread(ctx)
}

// readStation reads the station's name, which is that of the newest entry, and those of
// the stations that it goes on from.
func (s *Store) readStation(ctx context.Context) error {
	var current office.ID
	if err := s.reader.QueryRowContext(ctx, `SELECT station FROM journal ORDER BY seq DESC LIMIT 1`).Scan(&current); err != nil {
		return err
	}
	var joined string
	err := s.reader.QueryRowContext(ctx, `SELECT coalesce(group_concat(id, ' '), '') FROM (SELECT id FROM records WHERE kind = ? AND station = '' ORDER BY key)`, office.KindStation).Scan(&joined)
	if err != nil {
		return err
	}
	var copied office.ID // the newest that was made from a copy
	err = s.reader.QueryRowContext(ctx, `SELECT coalesce((SELECT id FROM records WHERE kind = ? AND station = '' AND json_extract(body, '$.copied') ORDER BY key DESC LIMIT 1), '')`, office.KindStation).Scan(&copied)
	if err != nil {
		return err
	}
	names := slices.DeleteFunc(idsIn(joined), func(id office.ID) bool { return id == current })
	s.naming.Lock()
	defer s.naming.Unlock()
	s.stations = append(names, current)
	s.first = cmp.Or(copied, s.stations[0])
	return nil
}

// Close writes the log back into the database and closes both handles.
func (s *Store) Close() error {
	if s.leaveOff != nil {
		s.leaveOff()
	}
	s.working.Wait()
	// The writer goes last: the last connection to leave puts the log away.
	err := errors.Join(told("closing the reading handle", s.reader.Close()), told("closing the writing handle", s.writer.Close()))
	s.awaitLeft()
	return err
}

// awaitLeft waits for connections whose question was cut off: one that leaves later would
// write to files that may be another's by then.
func (s *Store) awaitLeft() {
	const patience, asksEvery = 5 * time.Second, time.Millisecond
	for range patience / asksEvery {
		if s.writer.Stats().OpenConnections+s.reader.Stats().OpenConnections == 0 {
			return
		}
		time.Sleep(asksEvery)
	}
}

// Station names this database: it was born with it, and stays with it
// unless it is restored from a copy. It is
// empty while the store is unborn.
func (s *Store) Station() office.ID {
	names := s.names()
	if len(names) == 0 {
		return ""
	}
	return names[len(names)-1]
}

func (s *Store) names() []office.ID {
	s.naming.RLock()
	defer s.naming.RUnlock()
	return s.stations
}

// DataVersion is a number that changes when another process commits. Own
// writes, which OnChange tells, do not change it.
func (s *Store) DataVersion(ctx context.Context) (int64, error) {
	var v int64
	// Asked on the writing handle, whose own commits SQLite does not count.
	err := s.writer.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&v)
	return v, told("reading the data version", err)
}

// Checkpoint moves the log into the database file and empties it, as far as
// other processes let go of it.
func (s *Store) Checkpoint(ctx context.Context) error {
	var busy, logged, moved int64
	err := s.writer.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &logged, &moved)
	return told("moving the log into the database", err)
}

// createEmpty makes the folder and an empty database that only its owner can
// read. It never opens a file that exists: closing it again would take away
// the locks that this process holds on it.
func createEmpty(path string) error {
	if _, err := os.Stat(path); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := whole.MakeDir(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), whole.SyncDir(filepath.Dir(path)))
}

// dsn writes a path as a URI, so that no letter in it is taken for a parameter.
func dsn(path, parameters string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	uri := url.URL{Scheme: "file", Path: slashed, RawQuery: parameters}
	return uri.String()
}

// Time is what the station's clock tells.
func (s *Store) Time() time.Time { return s.clock.Now() }
