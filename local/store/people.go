package store

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"tram/local/office"
)

// SaveOffice stores the office of this station. There is one: a second fails
// with AlreadySetUp.
func (s *Store) SaveOffice(ctx context.Context, by Act, o office.Office) (office.Office, error) {
	return saved(ctx, s, by, offices, o)
}

// onlyOffice keeps a station to one office.
func onlyOffice(w *writing, _ standing, o *office.Office) error {
	var other bool
	err := w.row(`SELECT EXISTS (SELECT 1 FROM records WHERE kind = ? AND station = '' AND id <> ?)`, office.KindOffice, o.ID).Scan(&other)
	if err == nil && other {
		return AlreadySetUp
	}
	return err
}

// Found names the office, the people and the wordings of its marks in one
// transaction: a set-up that is cut off has either done all or nothing. It fails
// with AlreadySetUp.
func (s *Store) Found(ctx context.Context, by Act, o office.Office, people []office.Clerk, wordings []office.MarkTemplate) error {
	var all []Change
	people, wordings = slices.Clone(people), slices.Clone(wordings)
	for i := range people {
		all = append(all, clerks.Put(&people[i]))
	}
	for i := range wordings {
		all = append(all, templates.Put(&wordings[i]))
	}
	return s.Save(ctx, by, append(all, offices.Put(&o))...)
}

// Office returns the office of this station, or NotSetUp.
func (s *Store) Office(ctx context.Context) (office.Office, error) {
	all, err := Here(ctx, s, offices)
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
	return saved(ctx, s, by, clerks, c)
}

// PutClerk is the wish to keep a person beside other records.
func PutClerk(c *office.Clerk) Change { return clerks.Put(c) }

// Clerks returns everybody who ever converted at a station of this office, in the order
// of entry.
func (s *Store) Clerks(ctx context.Context) ([]office.Clerk, error) { return All(ctx, s, clerks) }

// ClerksHere returns those that were entered at this station.
func (s *Store) ClerksHere(ctx context.Context) ([]office.Clerk, error) { return Here(ctx, s, clerks) }

// SaveTemplate stores a new version of a mark's wording. The versions before
// stay in the journal, and the lines in each mark that used them.
func (s *Store) SaveTemplate(ctx context.Context, by Act, t office.MarkTemplate) (office.MarkTemplate, error) {
	return saved(ctx, s, by, templates, t)
}

// Templates returns the newest version of each template of this station.
func (s *Store) Templates(ctx context.Context) ([]office.MarkTemplate, error) {
	return Here(ctx, s, templates)
}

// Refusals returns the register lines of secret documents (Điều 6.1), oldest first.
func (s *Store) Refusals(ctx context.Context) ([]office.Refusal, error) {
	return All(ctx, s, refusals)
}

// SaveNotice stores a word about the data themselves.
func (s *Store) SaveNotice(ctx context.Context, by Act, n office.Notice) (office.Notice, error) {
	return saved(ctx, s, by, notices, n)
}

// SaveAdopted stores a conversion that is made of a file of nobody, and the word of
// the person who adopted it, in one transaction.
func (s *Store) SaveAdopted(ctx context.Context, by Act, c office.Conversion, word office.Notice) (office.Conversion, error) {
	err := s.Save(ctx, by, conversions.Put(&c), notices.Put(&word))
	return c, err
}

// Notices returns those of this station, oldest first.
func (s *Store) Notices(ctx context.Context) ([]office.Notice, error) { return Here(ctx, s, notices) }

// NoticesNamed are those of them with the given IDs.
func (s *Store) NoticesNamed(ctx context.Context, ids []office.ID) ([]office.Notice, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	asked, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return bodies[office.Notice](ctx, s, "reading notices", `SELECT body FROM records WHERE kind = ? AND station = '' AND id IN (SELECT value FROM json_each(?)) ORDER BY key`, notices.Name, string(asked))
}

// NewestNotice is the last of them that is as asked; false: none is. Of many it reads the
// newest alone.
func (s *Store) NewestNotice(ctx context.Context, is func(office.Notice) bool) (n office.Notice, found bool, err error) {
	const doing = "looking for a notice"
	rows, err := s.reader.QueryContext(ctx, `SELECT body FROM records WHERE kind = ? AND station = '' ORDER BY key DESC`, notices.Name)
	if err != nil {
		return n, false, told(doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		if n, err = scanBody[office.Notice](rows); err != nil || is(n) {
			return n, err == nil, told(doing, err)
		}
	}
	return office.Notice{}, false, told(doing, rows.Err())
}

// SaveRoot stores the certificate of an authority that the office trusts, or
// that it trusts no more.
func (s *Store) SaveRoot(ctx context.Context, by Act, r office.TrustedRoot) (office.TrustedRoot, error) {
	return saved(ctx, s, by, roots, r)
}

// Roots returns every authority that was ever trusted here, in the order of entry: what
// another station trusts is its own affair.
func (s *Store) Roots(ctx context.Context) ([]office.TrustedRoot, error) { return Here(ctx, s, roots) }

// SaveSigningSetup stores how this station signs. There is one.
func (s *Store) SaveSigningSetup(ctx context.Context, by Act, g office.SigningSetup) (office.SigningSetup, error) {
	return saved(ctx, s, by, signings, g)
}

// SigningSetup returns how this station signs; of version 0 where nobody said.
func (s *Store) SigningSetup(ctx context.Context) (office.SigningSetup, error) {
	all, err := Here(ctx, s, signings)
	if err != nil || len(all) == 0 {
		return office.SigningSetup{}, err
	}
	return all[0], nil
}

// SaveStationKey stores a key that signs the codes on paper, or checks them.
func (s *Store) SaveStationKey(ctx context.Context, by Act, k office.StationKey) (office.StationKey, error) {
	return saved(ctx, s, by, stationKeys, k)
}

// StationKeys returns every such key that was ever here, in the order of entry, and those
// by which the other stations of this office sign, which check and never sign. Whose key
// another station took in, and who vouches for its own, is that station's affair.
func (s *Store) StationKeys(ctx context.Context) ([]office.StationKey, error) {
	keys, err := Here(ctx, s, stationKeys)
	if err != nil {
		return nil, err
	}
	o, err := s.Office(ctx)
	if errors.Is(err, NotSetUp) {
		return keys, nil
	}
	others, theirs := bodies[office.StationKey](ctx, s, "reading the keys of other stations",
		`SELECT body FROM records WHERE kind = ? AND station <> '' AND station = body ->> '$.station' ORDER BY key`, office.KindStationKey)
	for _, k := range others {
		if k.Secret != "" && k.OfficeCode == o.Code {
			k.Ours, k.Secret, k.Certification, k.CertifiedBy = false, "", nil, ""
			keys = append(keys, k)
		}
	}
	return keys, errors.Join(err, theirs)
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
