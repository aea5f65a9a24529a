package store

import (
	"context"
	"encoding/json"
	"time"

	"tram/local/office"
)

// SaveSigned stores the next version of a signed file, and with it the
// conversion where that is finished by the same act: both, or neither. With an
// error the conversion is emptied.
func (s *Store) SaveSigned(ctx context.Context, by Act, f office.SignedFile, finished *office.Conversion) (office.SignedFile, error) {
	err := s.Save(ctx, by, with(finished, signedFiles.Put(&f))...)
	return f, err
}

// with puts a conversion that the act changes before another record; nil: it changes
// none.
func with(changed *office.Conversion, other Change) []Change {
	if changed == nil {
		return []Change{other}
	}
	return []Change{conversions.Put(changed), other}
}

// SignedOf reads the signed form of a conversion, or fails with NoSuchRecord.
func (s *Store) SignedOf(ctx context.Context, conversion office.ID) (office.SignedFile, error) {
	return oneBy(ctx, s, signedFiles, "conversion", string(conversion))
}

// SignedByPDF reads the signed file that has, or once had, the given SHA-256.
func (s *Store) SignedByPDF(ctx context.Context, d office.Digest) (office.SignedFile, error) {
	return oneBy(ctx, s, signedFiles, "pdf", string(d))
}

// SignedOwing lists signed files to which something is still to be added,
// newest first, but for those whose conversion was withdrawn.
func (s *Store) SignedOwing(ctx context.Context, most int) ([]office.SignedFile, error) {
	return bodies[office.SignedFile](ctx, s, "listing what signatures owe",
		`SELECT body FROM records WHERE key IN (
			SELECT f.key FROM facts f JOIN facts c ON c.key = f.key AND c.facet = 'conversion'
			WHERE f.kind = 'signed-file' AND f.facet = 'owes'
			  AND NOT EXISTS (SELECT 1 FROM facts w WHERE w.kind = 'withdrawal' AND w.facet = 'conversion' AND w.value = c.value)) ORDER BY key DESC LIMIT ?`, most)
}

// Unsigned lists the keys of conversions in a state that must be signed and are not, and
// counts all of them. What is of another station waits there.
func (s *Store) Unsigned(ctx context.Context, state office.State, by SignedBy, most int) (keys []int64, count int, err error) {
	asked, err := json.Marshal(by)
	if err != nil {
		return nil, 0, err
	}
	keys, count, err = s.newestOf(ctx, `FROM conversions c WHERE c.state = ?1 AND `+mustBeSigned(2)+` AND `+bornHere, most, state, string(asked))
	return keys, count, told("listing what is unsigned", err)
}

// newestFinished is how many of the conversions that were finished last are looked at for
// what may be signed: an office of many years is not read through each time.
const newestFinished = 5000

// Signable lists the keys of conversions finished since a time that are not signed and need
// not be, newest first. What is of another station is signed there.
func (s *Store) Signable(ctx context.Context, by SignedBy, since time.Time, most int) ([]int64, error) {
	asked, err := json.Marshal(by)
	if err != nil {
		return nil, err
	}
	keys, _, err := s.newestOf(ctx, `FROM (SELECT * FROM conversions WHERE state = 'finished' ORDER BY key DESC LIMIT ?1) c
		WHERE c.direction = 'paper-to-data' AND c.at >= ?2 AND NOT (`+mustBeSigned(3)+`) AND `+bornHere+`
		AND NOT EXISTS (SELECT 1 FROM facts f WHERE f.kind IN ('signed-file', 'withdrawal') AND f.facet = 'conversion' AND f.value = c.id)`,
		most, newestFinished, since.UTC().Format(timeForm), string(asked))
	return keys, told("listing what may be signed", err)
}

// SaveWithdrawal stores that a finished conversion is not to be relied on any
// more. A second withdrawal of the same fails with WithdrawnAlready.
func (s *Store) SaveWithdrawal(ctx context.Context, by Act, d office.Withdrawal) (office.Withdrawal, error) {
	return saved(ctx, s, by, withdrawals, d)
}

// WithdrawalOf reads the withdrawal of a conversion, or fails with
// NoSuchRecord.
func (s *Store) WithdrawalOf(ctx context.Context, conversion office.ID) (office.Withdrawal, error) {
	return oneBy(ctx, s, withdrawals, "conversion", string(conversion))
}
