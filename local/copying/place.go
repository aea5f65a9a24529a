package copying

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"time"

	"tram/local/job"
	"tram/local/office"
)

// Place is what a target says of itself, sealed: which one it is, whatever path leads there.
type Place struct {
	ID   office.ID `json:"id"`
	Made time.Time `json:"made"`
}

// About is what the copy of a station says of it.
type About struct {
	Station office.ID `json:"station"`
	Office  string    `json:"office"`
	Code    string    `json:"code"`
	Place   office.ID `json:"place,omitempty"` // of the target; a copy that older programs began does not say
	Begun   time.Time `json:"begun"`

	// Unsigned tells that this lies there no more, or damaged: what is known of the copy is what
	// its journal tells.
	Unsigned bool `json:"-"`
}

// Prepare makes a place of a target, or finds that the office has one there already.
func Prepare(ctx context.Context, t Target, id Identity, now time.Time) (Place, error) {
	n, err := namesOf(id)
	if err != nil {
		return Place{}, err
	}
	if p, err := placeAt(ctx, t, id, n); !errors.Is(err, ErrNone) {
		return p, err
	}
	p := Place{ID: office.NewID(now), Made: now}
	if err := putVouched(ctx, t, id, n.place(), p); err != nil {
		return Place{}, err
	}
	return p, nil
}

func placeAt(ctx context.Context, t Target, id Identity, n names) (p Place, err error) {
	return p, getVouched(ctx, t, id, n.place(), &p)
}

// putVouched puts a small thing under a name, with a witness.
func putVouched(ctx context.Context, t Target, id Identity, name string, what any) error {
	b, err := json.Marshal(what)
	if err != nil {
		return err
	}
	sealed, err := vouched(id, named(name, b))
	if err != nil {
		return err
	}
	return putBytes(ctx, t, name, sealed)
}

// named binds what is vouched for to the name under which it lies.
func named(name string, b []byte) []byte { return append([]byte(name+"\n"), b...) }

func getVouched(ctx context.Context, t Target, id Identity, name string, into any) error {
	sealed, err := getBytes(ctx, t, name, mostObject)
	if errors.Is(err, errTooLong) {
		return NotOurs.About(t.Said()).Because(err)
	}
	if err != nil {
		return err
	}
	body, err := proven(id, sealed)
	if err != nil {
		return NotOurs.About(t.Said()).Because(fmt.Errorf("%s: %w", name, err))
	}
	b, its := bytes.CutPrefix(body, named(name, nil))
	if !its {
		return NotOurs.About(t.Said()).Because(fmt.Errorf("%s lies under another's name", name))
	}
	return json.Unmarshal(b, into)
}

// put stores an object and reads it back: what a target says that it has counts once it
// gave it. It fails with Lying. The two are held against each other by a hash that no target can
// foresee, and that costs next to nothing on a computer which has no instructions for SHA.
func put(ctx context.Context, t Target, name string, size int64, r io.Reader) error {
	var sum, is maphash.Hash
	is.SetSeed(sum.Seed())
	if err := t.Put(ctx, name, size, io.TeeReader(r, &sum)); err != nil {
		return err
	}
	n, err := readBack(ctx, t, name, size, &is)
	if err == nil && (n != size || is.Sum64() != sum.Sum64()) {
		err = fmt.Errorf("%s has %d bytes of %d, or others", name, n, size)
	}
	if err == nil {
		return nil
	}
	if isOut(err) || ctx.Err() != nil {
		return err // it may be whole: the next who comes reads it
	}
	if failed := t.Remove(ctx, name); failed != nil && !errors.Is(failed, ErrKept) {
		err = errors.Join(err, failed)
	}
	return Lying.About(t.Said()).Because(err)
}

func putBytes(ctx context.Context, t Target, name string, b []byte) error {
	return put(ctx, t, name, int64(len(b)), bytes.NewReader(b))
}

// sumOf reads an object of at most so many bytes. It fails with errTooLong.
func sumOf(ctx context.Context, t Target, name string, most int64) (string, error) {
	h := sha256.New()
	_, err := readBack(ctx, t, name, most, h)
	return hex.EncodeToString(h.Sum(nil)), err
}

// readBack reads an object of at most so many bytes, and tells how many came. It fails with
// errTooLong.
func readBack(ctx context.Context, t Target, name string, most int64, to io.Writer) (size int64, err error) {
	r, size, err := t.Get(ctx, name)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	if size > most {
		return size, fmt.Errorf("%s has %d bytes, which is %w", name, size, errTooLong)
	}
	return io.Copy(job.Patient(ctx, to), io.LimitReader(r, most+1))
}

var errTooLong = errors.New("more than any has")

// getBytes reads an object of at most so many bytes. It fails with errTooLong.
func getBytes(ctx context.Context, t Target, name string, most int64) ([]byte, error) {
	r, size, err := t.Get(ctx, name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if size > most {
		return nil, fmt.Errorf("%s has %d bytes, which is %w", name, size, errTooLong)
	}
	var out bytes.Buffer
	_, err = io.Copy(job.Patient(ctx, &out), io.LimitReader(r, most))
	return out.Bytes(), err
}
