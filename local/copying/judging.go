package copying

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"

	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
)

// What is wrong with an object that was read back.
var (
	errOther = errors.New("it holds something else than its name says")
	errLone  = errors.New("nothing names it")
)

// judge reads objects of one office back and holds each against its name. Its errors are what
// is wrong with the object, or Gone.
type judge struct {
	t       Target
	id      Opener
	n       names
	station office.ID
	made    *manifest // of the snapshot whose parts were judged last
	at      int64     // the snapshot of that
}

// file tells which file of the vault an object holds.
func (j *judge) file(ctx context.Context, name string) (office.Digest, error) {
	r, _, err := j.t.Get(ctx, name)
	if err != nil {
		return "", err
	}
	defer r.Close()
	plain, err := j.id.OpenStream(r)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	if _, err := io.Copy(job.Patient(ctx, sum), plain); err != nil {
		return "", err
	}
	d := office.Digest(hex.EncodeToString(sum.Sum(nil)))
	if j.n.file(d) != name {
		return "", errOther
	}
	return d, nil
}

// beside judges words and trays.
func (j *judge) beside(ctx context.Context, name string) error {
	sealed, err := getBytes(ctx, j.t, name, mostObject)
	if err != nil {
		return err
	}
	b, err := unsealed(j.id, sealed, mostObject)
	if err != nil {
		return err
	}
	var w words
	if json.Unmarshal(b, &w) == nil && j.n.words(j.station, store.HashWords(w.Salt, []byte(w.Words))) == name {
		return nil
	}
	var lying struct{ ID office.ID }
	sum := sha256.Sum256(b)
	if json.Unmarshal(b, &lying) == nil && j.n.tray(j.station, lying.ID, hex.EncodeToString(sum[:])) == name {
		return nil
	}
	return errOther
}

// part is one of a snapshot.
type part struct {
	seq    int64 // of the snapshot
	number int   // -1: its manifest
}

func snapshotPart(name string) part {
	number, err := strconv.Atoi(path.Base(name))
	if err != nil {
		number = -1
	}
	return part{numberOf(path.Dir(name)), number}
}

// snapshot judges the manifest of one, or one of its parts. One that was cut off has none, and
// nothing names its parts: errLone.
func (j *judge) snapshot(ctx context.Context, p part) error {
	seq, part := p.seq, p.number
	if j.made == nil || j.at != seq || part < 0 {
		m, err := manifestAt(ctx, j.t, j.id, j.n, j.station, seq)
		if errors.Is(err, ErrNone) {
			return errLone
		}
		if err != nil {
			return err
		}
		j.made, j.at = &m, seq
	}
	if part < 0 {
		return nil
	}
	if part >= len(j.made.Parts) {
		return errLone
	}
	is, err := sumOf(ctx, j.t, j.n.part(j.station, seq, part), mostObject)
	if err == nil && is != j.made.Parts[part] {
		err = fmt.Errorf("part %d is not what its manifest names", part)
	}
	return err
}

// wholeSnapshot judges the manifest of one and each part that it names.
func (j *judge) wholeSnapshot(ctx context.Context, seq int64) error {
	err := j.snapshot(ctx, part{seq, -1})
	for i := 0; err == nil && i < len(j.made.Parts); i++ {
		err = j.snapshot(ctx, part{seq, i})
	}
	return err
}

// partsThere fails where a part is not there that the manifest of a snapshot names.
func (j *judge) partsThere(ctx context.Context, seq int64) error {
	for i := range j.made.Parts {
		r, _, err := j.t.Get(ctx, j.n.part(j.station, seq, i))
		if err != nil {
			return err
		}
		r.Close()
	}
	return nil
}

// opens judges what another station of the office wrote: that the office's identity sealed it.
func (j *judge) opens(ctx context.Context, name string) error {
	r, _, err := j.t.Get(ctx, name)
	if err != nil {
		return err
	}
	defer r.Close()
	plain, err := j.id.OpenStream(r)
	if err != nil {
		return err
	}
	_, err = io.Copy(job.Patient(ctx, io.Discard), plain)
	return err
}
