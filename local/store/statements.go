package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"strings"
)

// SQLite compiles a statement in about the time in which it then writes a row or finds a
// few: half of what a short question costs. So each connection keeps the statements that
// it has compiled, for the next who asks the same. A statement at rest holds no lock and
// no value, and follows a changed schema by itself.

// statementsKept is how many statements at rest a connection keeps.
const statementsKept = 64

// sqliteConn is what database/sql uses of a connection of the driver. Exec and Query are
// not among it: without them each statement is prepared, which is where it is found again.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.SessionResetter
	driver.Validator
	driver.Pinger
}

// sqliteStmt is what database/sql uses of a statement of the driver.
type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// connection keeps statements at rest. One goroutine at a time uses it.
type connection struct {
	sqliteConn
	rests map[string]*statement
	turn  int64 // counts the uses
}

// statement goes back to its connection when it is closed.
type statement struct {
	sqliteStmt
	of    *connection
	query string
	used  int64 // turn in which it was last
}

func (c *connection) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	c.turn++
	if s, rests := c.rests[query]; rests {
		delete(c.rests, query)
		s.used = c.turn
		return s, nil
	}
	made, err := c.sqliteConn.PrepareContext(ctx, query)
	if err != nil || !asksRecords(query) {
		return made, err
	}
	s, is := made.(sqliteStmt)
	if !is {
		return made, nil
	}
	return &statement{s, c, query, c.turn}, nil
}

// asksRecords tells statements that read or change rows, which mean the same each time.
// Others (PRAGMA, CREATE, VACUUM) may take effect while they are compiled.
func asksRecords(query string) bool {
	verb, _, _ := strings.Cut(strings.TrimSpace(query), " ")
	switch verb {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH":
		return true
	}
	return false
}

// Close lets a statement rest. Its rows are closed: database/sql sees to that.
func (s *statement) Close() error {
	if _, twice := s.of.rests[s.query]; twice || s.of.rests == nil {
		return s.sqliteStmt.Close()
	}
	s.of.rests[s.query] = s
	if len(s.of.rests) <= statementsKept {
		return nil
	}
	oldest := s
	for _, other := range s.of.rests {
		if other.used < oldest.used {
			oldest = other
		}
	}
	delete(s.of.rests, oldest.query)
	return oldest.sqliteStmt.Close()
}

// Close ends the statements before their connection, which would stay open for them.
func (c *connection) Close() error {
	var failed error
	for _, s := range c.rests {
		failed = errors.Join(failed, s.sqliteStmt.Close())
	}
	c.rests = nil
	return errors.Join(failed, c.sqliteConn.Close())
}
