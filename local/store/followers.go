package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"tram/local/office"
)

// SaveSigned stores the next version of a signed file, and with it the
// conversion where that is finished by the same act: both, or neither. With an
// error the conversion is emptied.
func (s *Store) SaveSigned(ctx context.Context, by Act, f office.SignedFile, finished *office.Conversion) (office.SignedFile, error) {
	next := f
	err := s.write(ctx, by, func(w *writing) error {
		if err := w.putWith(finished); err != nil {
			return err
		}
		next.ID, next.Version = w.identify(f.ID, f.Version)
		return w.put(office.KindSigned, next.ID, next.Version, next)
	})
	emptyUnsaved(finished, err)
	return orNothing(next, err)
}

// SignedOf reads the signed form of a conversion, or fails with NoSuchRecord.
func (s *Store) SignedOf(ctx context.Context, conversion office.ID) (office.SignedFile, error) {
	return follower[office.SignedFile](ctx, s, `SELECT key FROM followers WHERE conversion = ? AND kind = 'signed-file'`, conversion)
}

// SignedByPDF reads the signed file that has, or once had, the given SHA-256.
func (s *Store) SignedByPDF(ctx context.Context, d office.Digest) (office.SignedFile, error) {
	return follower[office.SignedFile](ctx, s, `SELECT key FROM signed_states WHERE pdf = ?`, d)
}

// SignedOwing lists signed files to which something is still to be added,
// newest first, but for those whose conversion was withdrawn.
func (s *Store) SignedOwing(ctx context.Context, most int) ([]office.SignedFile, error) {
	return bodies[office.SignedFile](ctx, s, "listing what signatures owe",
		`SELECT body FROM records WHERE key IN (
			SELECT key FROM followers f WHERE owes = 1
			  AND NOT EXISTS (SELECT 1 FROM followers w WHERE w.conversion = f.conversion AND w.kind = 'withdrawal')) ORDER BY key DESC LIMIT ?`, most)
}

// Unsigned lists the keys of conversions in a state that have no signed form and
// were not withdrawn, and whose form or document type is among those given, newest first.
func (s *Store) Unsigned(ctx context.Context, state office.State, forms []office.Form, types []string, most int) ([]int64, error) {
	asked, err := json.Marshal([]any{forms, types})
	if err != nil {
		return nil, err
	}
	rows, err := s.reader.QueryContext(ctx, `
		SELECT key FROM conversions c
		WHERE state = ?1 AND direction = 'paper-to-data' AND (form IN (SELECT value FROM json_each(?2, '$[0]')) OR type IN (SELECT value FROM json_each(?2, '$[1]')))
		  AND NOT EXISTS (SELECT 1 FROM followers f WHERE f.conversion = c.id)
		ORDER BY key DESC LIMIT ?3`, state, string(asked), most)
	if err != nil {
		return nil, told("listing what is unsigned", err)
	}
	defer rows.Close()
	var keys []int64
	for rows.Next() {
		var key int64
		if err := rows.Scan(&key); err != nil {
			return nil, told("listing what is unsigned", err)
		}
		keys = append(keys, key)
	}
	return keys, told("listing what is unsigned", rows.Err())
}

// SaveWithdrawal stores that a finished conversion is not to be relied on any
// more. A second withdrawal of the same fails with WithdrawnAlready.
func (s *Store) SaveWithdrawal(ctx context.Context, by Act, d office.Withdrawal) (office.Withdrawal, error) {
	return save(ctx, s, by, office.KindWithdrawal, d, func(stored *office.Withdrawal) (*office.ID, *int64) { return &stored.ID, &stored.Version })
}

// WithdrawalOf reads the withdrawal of a conversion, or fails with
// NoSuchRecord.
func (s *Store) WithdrawalOf(ctx context.Context, conversion office.ID) (office.Withdrawal, error) {
	return follower[office.Withdrawal](ctx, s, `SELECT key FROM followers WHERE conversion = ? AND kind = 'withdrawal'`, conversion)
}

// follower reads the body of one record by a query for its key.
func follower[T any](ctx context.Context, s *Store, key string, asked any) (T, error) {
	record, err := scanBody[T](s.reader.QueryRowContext(ctx, `SELECT body FROM records WHERE key = (`+key+`)`, asked))
	if errors.Is(err, sql.ErrNoRows) {
		return record, NoSuchRecord.Because(err)
	}
	return record, told("reading what follows a conversion", err)
}

// followed is what is derived from a record that follows a conversion.
type followed struct {
	Conversion office.ID           `json:"conversion"`
	Owes       bool                `json:"owes"`
	Parts      []office.SignedPart `json:"parts"`
}

func isFollower(k office.Kind) bool { return k == office.KindSigned || k == office.KindWithdrawal }

func followedFrom(body []byte) (followed, error) {
	var f followed
	err := json.Unmarshal(body, &f)
	if err == nil && f.Conversion == "" {
		err = errors.New("it names no conversion")
	}
	if err != nil {
		return f, fmt.Errorf("decoding what follows a conversion: %w", err)
	}
	return f, nil
}

// follow derives the lines of a new record that follows a conversion.
func (w *writing) follow(e office.Entry, key int64) error {
	f, err := followedFrom(e.Body)
	if err != nil {
		return err
	}
	if _, err := w.exec(`INSERT INTO followers (key, kind, conversion, owes) VALUES (?, ?, ?, ?)`, key, e.Kind, f.Conversion, f.Owes); err != nil {
		return followedAlready(e.Kind, err)
	}
	return w.states(key, f)
}

// followAgain makes the lines tell what a newer body says.
func (w *writing) followAgain(key int64, body []byte) error {
	f, err := followedFrom(body)
	if err != nil {
		return err
	}
	if _, err := w.exec(`UPDATE followers SET owes = ? WHERE key = ?`, f.Owes, key); err != nil {
		return err
	}
	return w.states(key, f)
}

func (w *writing) states(key int64, f followed) error {
	for _, p := range f.Parts {
		if _, err := w.exec(`INSERT OR IGNORE INTO signed_states (pdf, key) VALUES (?, ?)`, p.Whole, key); err != nil {
			return err
		}
	}
	return nil
}

// followedAlready tells the refusal of a second follower of one kind.
func followedAlready(kind office.Kind, err error) error {
	switch {
	case !refusedTwice(err):
		return err
	case kind == office.KindWithdrawal:
		return WithdrawnAlready.Because(err)
	}
	return Stale.Because(err)
}
