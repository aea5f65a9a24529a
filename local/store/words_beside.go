package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"tram/local/office"
)

// The words of a conversion that is not finished lie in its record alone. The
// journal holds an outline with the SHA-256 of a salt and the record's body: it
// proves what was written, and when the words must go (Điều 6.1) they can,
// without a break in the chain. The entry that finishes an act holds it whole.

// outline is a conversion as the journal holds it while it is not finished. It
// reads as a conversion without words.
type outline struct {
	office.Conversion
	Words office.Digest `json:"words"`
	Count int           `json:"page_count,omitempty"` // of its pages then
}

// unfinished tells the states in which words lie beside the journal.
func unfinished(s office.State) bool {
	return slices.Contains([]office.State{office.Draft, office.Checked, office.Discarded, office.Printed, office.Unsealed}, s)
}

// outlineOf gives what an entry holds of a conversion, and the salt where that is
// not its whole body.
func outlineOf(c office.Conversion, body []byte) (entry []byte, salt string, err error) {
	if !unfinished(c.State) {
		return body, "", nil
	}
	salt = rand.Text()
	entry, err = json.Marshal(outline{outlined(c), wordsHash(salt, body), len(c.Pages)})
	return entry, salt, err
}

// outlined keeps of a conversion what is not about its document: its names, the
// state, the files that it stands on, the number that it has drawn, and the words
// that a clerk gave for the journal to keep.
func outlined(c office.Conversion) office.Conversion {
	o := office.Conversion{
		ID: c.ID, Version: c.Version, Direction: c.Direction, State: c.State, Code: c.Code, Form: c.Form, Source: c.Source,
		Document: office.Document{Type: c.Document.Type, Secrecy: c.Document.Secrecy}, Office: c.Office, Clerk: c.Clerk, Begun: c.Begun,
	}
	if m := c.Message; m != nil {
		o.Message = &office.DataMessage{Media: m.Media, File: m.File, Size: m.Size, Pages: m.Pages, PDF: m.PDF, PDFLen: m.PDFLen}
	}
	if c.Print != nil && (c.Print.Number != nil || c.Print.Decision != nil) {
		o.Print = &office.PrintCopy{Number: c.Print.Number, Decision: c.Print.Decision}
	}
	o.Clock = c.Clock
	return o
}

// HashWords is the hash by which an entry names words that lie beside the journal.
func HashWords(salt string, words []byte) office.Digest { return wordsHash(salt, words) }

func wordsHash(salt string, body []byte) office.Digest {
	sum := sha256.Sum256(text(text(nil, salt), body))
	return office.Digest(hex.EncodeToString(sum[:]))
}

// wordsNamed is the hash of words that an entry names; empty: it holds the body
// itself.
func wordsNamed(entry []byte) office.Digest {
	var named struct {
		Words office.Digest `json:"words"`
		Count int           `json:"page_count,omitempty"` // of its pages then
	}
	if err := json.Unmarshal(entry, &named); err != nil {
		return ""
	}
	return named.Words
}

// beside reads the words of a record that lie beside the journal. Words that a later
// version replaced, or that were wiped, are no more: then the outline is all there is.
func (s *Store) beside(ctx context.Context, record office.ID) (words []Arrival, err error) {
	rows, err := s.reader.QueryContext(ctx, `
		SELECT body, salt FROM records WHERE id = ?1 AND salt <> ''
		UNION ALL SELECT h.words, h.salt FROM heads h JOIN records r USING (key) WHERE r.id = ?1 AND h.salt <> ''`, record)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var a Arrival
		if err := rows.Scan(&a.Words, &a.Salt); err != nil {
			return nil, err
		}
		words = append(words, a)
	}
	return words, rows.Err()
}

// scrub makes what was overwritten unreadable where the database still holds
// it: dead rows of the search, and the log.
func (s *Store) scrub(ctx context.Context) error {
	for _, i := range indexes {
		for _, table := range []string{i.name, i.name + beingMade} {
			there, err := isThere(func(query string, args ...any) *sql.Row { return s.writer.QueryRowContext(ctx, query, args...) }, table)
			if err == nil && there {
				_, err = s.writer.ExecContext(ctx, `INSERT INTO `+table+` (`+table+`) VALUES ('optimize')`)
			}
			if err != nil {
				return told("scrubbing the search", err)
			}
		}
	}
	if err := piecewise(ctx, s.wearOffSome); err != nil {
		return told("scrubbing the search", err)
	}
	return s.Checkpoint(ctx)
}

// Refuse stores the register line of a secret document and, in the same
// transaction, what is left of its draft; nil: there was none. Whatever the draft
// had said is overwritten on the disk.
func (s *Store) Refuse(ctx context.Context, by Act, r office.Refusal, left *office.Conversion) (office.Refusal, error) {
	all := []Change{refusals.Put(&r)}
	if left != nil {
		all = append(all, unread{left.ID}, conversions.Put(left))
	}
	err := s.Save(ctx, by, all...)
	if err == nil && left != nil {
		err = s.scrub(context.WithoutCancel(ctx))
	}
	return orNothing(r, err)
}

// Refused lists the conversions that a secret grade refused after they had
// begun, oldest first.
func (s *Store) Refused(ctx context.Context) ([]office.Conversion, error) {
	return bodies[office.Conversion](ctx, s, "listing what was refused", `
		SELECT r.body FROM conversions c JOIN records r ON r.key = c.key
		WHERE c.state = 'discarded' AND coalesce(r.body ->> '$.document.secrecy', '') NOT IN ('', ?) ORDER BY r.key`, office.Ordinary)
}

// holdsWords tells an entry with words in itself: a whole body, or what a clerk gave
// for the journal to keep.
func holdsWords(entry []byte) bool {
	var c office.Conversion
	err := json.Unmarshal(entry, &c)
	return err != nil || wordsNamed(entry) == "" || c.Clock != nil || c.Print != nil && c.Print.Decision != nil
}

// OpenWords counts the entries of a record that hold words in the journal itself,
// as older versions of the program wrote them of every draft: they cannot be wiped
// without breaking the chain.
func (s *Store) OpenWords(ctx context.Context, record office.ID) (seqs []int64, err error) {
	err = s.eachEntry(ctx, s.reader, `WHERE record = ? ORDER BY seq`, []any{record}, func(e office.Entry, err error) error {
		if err == nil && e.Kind == office.KindConversion && holdsWords(e.Body) {
			seqs = append(seqs, e.Seq)
		}
		return err
	})
	return seqs, told(fmt.Sprintf("reading what the journal says of %s", record), err)
}
