package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"

	"tram/local/store/veil"
)

// KeyPurpose names what the key of Options.Key is derived for.
const KeyPurpose = "records"

// layer is how SQLite opens the files of a database: as they are, or under a key. A
// connection finds out when it is made, so that the files may be changed in between.
type layer struct {
	path string

	waits atomic.Int64 // connections before the door
	door  sync.RWMutex // held for reading by who connects, for writing by who changes the files
	key   []byte       // nil: the files are plain
	plain error        // why they are, although there is a key; nil: there is none, or they are not
}

// entrance makes connections with parameters, over the files that SQLite knows by the
// name of base; empty: the usual ones.
type entrance struct {
	layer            *layer
	parameters, base string
}

func (e entrance) Driver() driver.Driver { return &sqlite.Driver{} }

func (e entrance) Connect(ctx context.Context) (driver.Conn, error) {
	e.layer.waits.Add(1)
	e.layer.door.RLock()
	defer e.layer.door.RUnlock()
	e.layer.waits.Add(-1)
	dsn, err := e.layer.dsn(e.parameters, e.base, e.layer.key)
	if err != nil {
		return nil, err
	}
	connector, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	made, err := connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	if c, is := made.(sqliteConn); is {
		return &connection{sqliteConn: c, rests: map[string]*statement{}}, nil
	}
	return made, nil
}

func (l *layer) open(parameters, base string) *sql.DB {
	return sql.OpenDB(entrance{l, parameters, base})
}

func (l *layer) dsn(parameters, base string, key []byte) (string, error) {
	name := base
	if key != nil {
		var err error
		if name, err = veil.Register(key, base); err != nil {
			return "", err
		}
	}
	if name != "" {
		parameters += "&vfs=" + name
	}
	return dsn(l.path, parameters), nil
}

// Veiled tells whether the records lie on the disk under the office's key. Where they
// do not although there is one, why says what stopped it.
func (s *Store) Veiled() (veiled bool, why error) {
	s.layer.door.RLock()
	defer s.layer.door.RUnlock()
	return s.layer.key != nil, s.layer.plain
}

// dress finds how the files of the database are to be opened, and brings plain ones
// under the key if there is one. Until the returned function is called, no other
// process changes what was found.
func (l *layer) dress(ctx context.Context, keyOf func() ([]byte, error)) (found func(), err error) {
	found = func() {}
	face, err := l.look()
	switch {
	case err != nil:
		return found, nil // opening the files tells it better
	case face.IsVeiled():
		return found, l.wear(face, keyOf)
	case keyOf == nil || !face.IsEmpty() && !face.IsPlain():
		return found, nil
	}
	key, err := keyOf()
	if err != nil {
		return found, nil // an office without an identity is plain still, and one that lost it is told so by who asks for it
	}
	if found, err = takeTurn(ctx, l.path+".lock"); err != nil {
		l.plain = NotVeiled.Because(err)
		return func() {}, nil
	}
	if face, err = l.look(); err == nil && face.IsVeiled() {
		defer found() // another process was quicker
		return func() {}, l.wear(face, keyOf)
	}
	switch err = l.carryOver(ctx, key); {
	case err == nil:
		l.key = key
	case ctx.Err() != nil:
		defer found()
		return func() {}, told("encrypting the database", err)
	case !errors.Is(err, NotOurs) && !errors.Is(err, TooNew): // these, opening tells
		l.plain = NotVeiled.Because(err)
	}
	return found, nil
}

// look is veil.Look for which a file that is not there is empty.
func (l *layer) look() (veil.Face, error) {
	face, err := veil.Look(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return veil.Face{}, nil
	}
	return face, err
}

func (l *layer) wear(face veil.Face, keyOf func() ([]byte, error)) error {
	if keyOf == nil {
		return KeyMissing
	}
	key, err := keyOf()
	if err != nil {
		return told("asking for the key of the records", err)
	}
	if !face.Fits(key) && veil.Rotted(l.path, key) {
		return Damaged.Because(errors.New("the head of the database is not what was written there"))
	}
	if !face.Fits(key) {
		return KeyWrong
	}
	l.key = key
	l.wipeOld()
	return nil
}

// Veil brings the records of an open store under a key, from under the one that they
// lie under or from none. It waits until no question is being answered, and those that
// come wait for it. If it fails, all is as it was.
func (s *Store) Veil(ctx context.Context, key []byte) error {
	if s.unwritable != nil {
		return s.unwritable
	}
	turn, err := takeTurn(ctx, s.path+".lock")
	if err != nil {
		return s.because(told("waiting for another process", err))
	}
	defer turn()
	s.layer.door.Lock()
	defer s.layer.door.Unlock()
	if err := s.letGo(ctx); err != nil {
		return err
	}
	if err := s.layer.carryOver(ctx, key); err != nil {
		s.layer.plain = NotVeiled.Because(err)
		return s.because(s.layer.plain)
	}
	s.layer.key, s.layer.plain = key, nil
	return nil
}

// letGo ends every connection of this store.
func (s *Store) letGo(ctx context.Context) error {
	handles := map[*sql.DB]int{s.writer: 1, s.reader: readers}
	defer func() {
		for h, idle := range handles {
			h.SetMaxIdleConns(idle)
		}
	}()
	for h := range handles {
		h.SetMaxIdleConns(-1)
	}
	const asksEvery = 5 * time.Millisecond
	patience := time.NewTimer(usualPatience)
	defer patience.Stop()
	for s.connected() > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-patience.C:
			return Busy
		case <-time.After(asksEvery):
		}
	}
	return nil
}

// connected counts the connections that have passed the door. Those before it are
// asked for first, for database/sql counts them as open from before they come to it.
func (s *Store) connected() int64 {
	waiting := s.layer.waits.Load()
	return int64(s.writer.Stats().OpenConnections+s.reader.Stats().OpenConnections) - waiting
}

// SignOf is the beginning of the database at a path, which is of this one alone where it lies
// under a key. It fails where there is none.
func SignOf(path string) (string, error) {
	face, err := veil.Look(path)
	if err != nil {
		return "", told("looking at the database", err)
	}
	return hex.EncodeToString(face.Sign()), nil
}

// Opens tells whether a key opens the database at a path: one that is not there, or
// lies plain, every key does.
func Opens(path string, key []byte) (bool, error) {
	face, err := (&layer{path: path}).look()
	if err != nil || !face.IsVeiled() {
		return err == nil, told("looking at the database", err)
	}
	return face.Fits(key) || veil.Rotted(path, key), nil
}

// LiesUnder tells whether there is a database at a path and it lies under a key.
func LiesUnder(path string, key []byte) (bool, error) {
	face, err := (&layer{path: path}).look()
	if err != nil {
		return false, told("looking at the database", err)
	}
	return face.Fits(key) || !face.IsPlain() && !face.IsEmpty() && veil.Rotted(path, key), nil
}
