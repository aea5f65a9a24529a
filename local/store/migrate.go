package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
)

// Migrations go forward only. Each ends by setting user_version to its own
// number, so that an open of a current database asks one pragma and no more.
//
//go:embed migrations/*.sql
var migrations embed.FS

// newest is the number of the last migration that this program carries.
func newest() (int64, error) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return 0, err
	}
	number, _, _ := strings.Cut(strings.TrimPrefix(files[len(files)-1], "migrations/"), "_")
	return strconv.ParseInt(number, 10, 64)
}

// migrate brings the schema up to date. Of several processes that find it old
// at once, one migrates and the others wait.
func (s *Store) migrate(ctx context.Context, path string) error {
	want, err := newest()
	if err != nil {
		return err
	}
	current, err := isCurrent(ctx, s.reader, want)
	if err != nil || current {
		return err
	}
	release, err := takeTurn(ctx, path+".lock")
	if err != nil {
		return told("waiting for another process that migrates", err)
	}
	defer release()
	if current, err = isCurrent(ctx, s.reader, want); err != nil || current {
		return err
	}
	if err := refuseForeign(ctx, s.reader); err != nil {
		return err
	}
	s.log.Info("migrating the database", "to", want)
	return told("migrating", s.up(ctx))
}

// ours tells why a database is none that this program may change.
func ours(ctx context.Context, db querier) error {
	want, err := newest()
	if err != nil {
		return err
	}
	if _, err := isCurrent(ctx, db, want); err != nil {
		return err
	}
	return refuseForeign(ctx, db)
}

// isCurrent compares the schema with the one that this program knows.
func isCurrent(ctx context.Context, db querier, want int64) (bool, error) {
	var have int64
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&have); err != nil {
		return false, told("reading the schema version", err)
	}
	if have > want {
		return false, TooNew
	}
	return have == want, nil
}

// refuseForeign keeps the migrations out of another program's database, and
// out of one of ours that lost its tables. Ours has its version set in the
// transaction that makes its first table.
func refuseForeign(ctx context.Context, db querier) error {
	var version, tables, journals int64
	err := db.QueryRowContext(ctx, `SELECT (SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema WHERE name NOT GLOB 'goose_*' AND name NOT GLOB 'sqlite_*'),
		(SELECT count(*) FROM sqlite_schema WHERE name = 'journal')`).Scan(&version, &tables, &journals)
	switch {
	case err != nil:
		return told("looking at the tables", err)
	case version == 0 && tables > 0:
		return NotOurs
	case version > 0 && journals == 0:
		return Damaged.Because(errors.New("the database has a version and no journal"))
	}
	return nil
}

func (s *Store) up(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, s.writer, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// takeTurn holds a lock that ends with the process that holds it: an exclusive
// transaction on an empty SQLite file beside the database. The file stays: one
// that is removed while others wait for it locks nobody out any more.
func takeTurn(ctx context.Context, path string) (release func(), err error) {
	if err := createEmpty(path); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", dsn(path, "_busy_timeout=60000&_txlock=exclusive"))
	if err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		db.Close()
		return nil, err
	}
	return func() {
		tx.Rollback()
		db.Close()
	}, nil
}
