package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"tram/local/office"
)

// SaveOffice stores the office of this station. There is one: a second fails
// with AlreadySetUp.
func (s *Store) SaveOffice(ctx context.Context, by Act, o office.Office) (office.Office, error) {
	next := o
	err := s.write(ctx, by, func(w *writing) error {
		var only office.ID
		err := w.row(`SELECT id FROM records WHERE kind = ? ORDER BY key LIMIT 1`, office.KindOffice).Scan(&only)
		if err == nil && only != o.ID {
			return AlreadySetUp
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		next.ID, next.Version = w.identify(o.ID, o.Version)
		return w.put(office.KindOffice, next.ID, next.Version, next)
	})
	return orNothing(next, err)
}

// Found names the office, the people and the wordings of its marks in one
// transaction: a set-up that is cut off has either done all or nothing. It fails
// with AlreadySetUp.
func (s *Store) Found(ctx context.Context, by Act, o office.Office, clerks []office.Clerk, templates []office.MarkTemplate) error {
	return s.write(ctx, by, func(w *writing) error {
		var there bool
		if err := w.row(`SELECT EXISTS (SELECT 1 FROM records WHERE kind = ?)`, office.KindOffice).Scan(&there); err != nil {
			return err
		}
		if there {
			return AlreadySetUp
		}
		for _, c := range clerks {
			c.ID, c.Version = w.identify(c.ID, c.Version)
			if err := w.put(office.KindClerk, c.ID, c.Version, c); err != nil {
				return err
			}
		}
		for _, t := range templates {
			t.ID, t.Version = w.identify(t.ID, t.Version)
			if err := w.put(office.KindTemplate, t.ID, t.Version, t); err != nil {
				return err
			}
		}
		o.ID, o.Version = w.identify(o.ID, o.Version)
		return w.put(office.KindOffice, o.ID, o.Version, o)
	})
}

// Office returns the office of this station, or NotSetUp.
func (s *Store) Office(ctx context.Context) (office.Office, error) {
	all, err := list[office.Office](ctx, s, office.KindOffice)
	if err == nil && len(all) == 0 {
		return office.Office{}, NotSetUp
	}
	if err != nil {
		return office.Office{}, err
	}
	return all[0], nil
}

// SaveClerk stores a person who converts.
func (s *Store) SaveClerk(ctx context.Context, by Act, c office.Clerk) (office.Clerk, error) {
	return save(ctx, s, by, office.KindClerk, c, func(stored *office.Clerk) (*office.ID, *int64) { return &stored.ID, &stored.Version })
}

// Clerks returns everybody who ever converted here, in the order of entry.
func (s *Store) Clerks(ctx context.Context) ([]office.Clerk, error) {
	return list[office.Clerk](ctx, s, office.KindClerk)
}

// SaveTemplate stores a new version of a mark's wording. The versions before
// stay in the journal, and the lines in each mark that used them.
func (s *Store) SaveTemplate(ctx context.Context, by Act, t office.MarkTemplate) (office.MarkTemplate, error) {
	return save(ctx, s, by, office.KindTemplate, t, func(stored *office.MarkTemplate) (*office.ID, *int64) { return &stored.ID, &stored.Version })
}

// Templates returns the newest version of each template.
func (s *Store) Templates(ctx context.Context) ([]office.MarkTemplate, error) {
	return list[office.MarkTemplate](ctx, s, office.KindTemplate)
}

// SaveRefusal stores the register line of a secret document (Điều 6.1).
func (s *Store) SaveRefusal(ctx context.Context, by Act, r office.Refusal) (office.Refusal, error) {
	return save(ctx, s, by, office.KindRefusal, r, func(stored *office.Refusal) (*office.ID, *int64) { return &stored.ID, &stored.Version })
}

// Refusals returns the register lines, oldest first.
func (s *Store) Refusals(ctx context.Context) ([]office.Refusal, error) {
	return list[office.Refusal](ctx, s, office.KindRefusal)
}

// SaveNotice stores a word about the data themselves.
func (s *Store) SaveNotice(ctx context.Context, by Act, n office.Notice) (office.Notice, error) {
	return save(ctx, s, by, office.KindNotice, n, func(stored *office.Notice) (*office.ID, *int64) { return &stored.ID, &stored.Version })
}

// SaveAdopted stores a conversion that is made of a file of nobody, and the word of
// the person who adopted it, in one transaction.
func (s *Store) SaveAdopted(ctx context.Context, by Act, c office.Conversion, word office.Notice) (office.Conversion, error) {
	err := s.write(ctx, by, func(w *writing) error {
		if err := w.putWith(&c); err != nil {
			return err
		}
		word.ID, word.Version = w.identify(word.ID, word.Version)
		return w.put(office.KindNotice, word.ID, word.Version, word)
	})
	return orNothing(c, err)
}

// Notices returns them, oldest first.
func (s *Store) Notices(ctx context.Context) ([]office.Notice, error) {
	return list[office.Notice](ctx, s, office.KindNotice)
}

// SaveRoot stores the certificate of an authority that the office trusts, or
// that it trusts no more.
func (s *Store) SaveRoot(ctx context.Context, by Act, r office.TrustedRoot) (office.TrustedRoot, error) {
	return save(ctx, s, by, office.KindRoot, r, func(stored *office.TrustedRoot) (*office.ID, *int64) { return &stored.ID, &stored.Version })
}

// Roots returns every authority that was ever trusted, in the order of entry.
func (s *Store) Roots(ctx context.Context) ([]office.TrustedRoot, error) {
	return list[office.TrustedRoot](ctx, s, office.KindRoot)
}

// SaveSigningSetup stores how this station signs. There is one.
func (s *Store) SaveSigningSetup(ctx context.Context, by Act, g office.SigningSetup) (office.SigningSetup, error) {
	return save(ctx, s, by, office.KindSigning, g, func(stored *office.SigningSetup) (*office.ID, *int64) { return &stored.ID, &stored.Version })
}

// SigningSetup returns how this station signs; of version 0 where nobody said.
func (s *Store) SigningSetup(ctx context.Context) (office.SigningSetup, error) {
	all, err := list[office.SigningSetup](ctx, s, office.KindSigning)
	if err != nil || len(all) == 0 {
		return office.SigningSetup{}, err
	}
	return all[0], nil
}

// SaveStationKey stores a key that signs the codes on paper, or checks them.
func (s *Store) SaveStationKey(ctx context.Context, by Act, k office.StationKey) (office.StationKey, error) {
	return save(ctx, s, by, office.KindStationKey, k, func(stored *office.StationKey) (*office.ID, *int64) { return &stored.ID, &stored.Version })
}

// StationKeys returns every such key that was ever here, in the order of entry.
func (s *Store) StationKeys(ctx context.Context) ([]office.StationKey, error) {
	return list[office.StationKey](ctx, s, office.KindStationKey)
}

// save stores a record of which nothing but the body is kept. names points to
// where the record carries its ID and version.
func save[T any](ctx context.Context, s *Store, by Act, kind office.Kind, given T, names func(*T) (*office.ID, *int64)) (T, error) {
	next := given
	id, version := names(&next)
	err := s.write(ctx, by, func(w *writing) error {
		givenID, givenVersion := names(&given)
		*id, *version = w.identify(*givenID, *givenVersion)
		return w.put(kind, *id, *version, next)
	})
	return orNothing(next, err)
}

// orNothing is what a save returns: the stored record, or on an error none. The
// one that was given already tells what was to be, and must not be taken for what is.
func orNothing[T any](stored T, err error) (T, error) {
	if err != nil {
		var none T
		return none, err
	}
	return stored, nil
}

// list reads every record of a kind in the order of creation.
func list[T any](ctx context.Context, s *Store, kind office.Kind) ([]T, error) {
	return bodies[T](ctx, s, "listing each "+string(kind), `SELECT body FROM records WHERE kind = ? ORDER BY key`, kind)
}

// bodies reads the records that a query finds.
func bodies[T any](ctx context.Context, s *Store, doing, query string, args ...any) ([]T, error) {
	rows, err := s.reader.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, told(doing, err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		record, err := scanBody[T](rows)
		if err != nil {
			return nil, told(doing, err)
		}
		all = append(all, record)
	}
	return all, told(doing, rows.Err())
}

// scanBody decodes a row of one column. A body that is not JSON is damage.
func scanBody[T any](row interface{ Scan(...any) error }) (T, error) {
	var record T
	var body []byte
	if err := row.Scan(&body); err != nil {
		return record, err
	}
	if err := json.Unmarshal(body, &record); err != nil {
		return record, Damaged.Because(err)
	}
	return record, nil
}
