package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tram/local/office"
	"tram/local/seal"
)

func identity(t testing.TB) *seal.Identity {
	t.Helper()
	id, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

var at = time.Date(2026, 11, 27, 9, 0, 0, 123456789, time.UTC)

// lines are texts of entries.
var lines = []string{`{"a":"<b> & </b>"}`, "{\n  \"a\" : 1 }", `{"a":"\u003c"}`, `{"a":"ễ"}`}

var contents = []string{"một tệp", "", strings.Repeat("dài", 50_000)}

func made(t testing.TB, id Identity, about About) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := NewWriter(&out, id, about)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		err = errors.Join(err, w.Line([]byte(l)))
	}
	for _, c := range contents {
		err = errors.Join(err, w.File(office.DigestOf([]byte(c)), int64(len(c)), strings.NewReader(c)))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// taken is all that a bundle hands over.
func taken(t testing.TB, b []byte, id Identity) (about About, all, files []string, err error) {
	t.Helper()
	r, err := Open(t.Context(), bytes.NewReader(b), int64(len(b)), id, nil)
	if err != nil {
		return about, nil, nil, err
	}
	if err := r.Lines(func(text []byte) error { all = append(all, string(text)); return nil }); err != nil {
		return about, nil, nil, err
	}
	err = r.Files(func(d office.Digest, size int64, content io.ReadSeeker) error {
		b, err := io.ReadAll(content)
		if int64(len(b)) != size || office.DigestOf(b) != d {
			err = errors.Join(err, fmt.Errorf("%s has %d bytes", d, len(b)))
		}
		files = append(files, string(b))
		return err
	})
	return r.About, all, files, err
}

func TestABundleBringsWhatItTookAlong(t *testing.T) {
	id, about := identity(t), About{Station: "s", Office: "Ủy ban nhân dân xã Mẫu", Made: at, Head: office.JournalHead{Seq: 4, Hash: "h", At: at}, After: 0}
	got, all, files, err := taken(t, made(t, id, about), id)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(about, got) + cmp.Diff(lines, all) + cmp.Diff(contents, files); diff != "" {
		t.Error(diff)
	}
}

func TestNoChangedByteOfABundleIsTakenIn(t *testing.T) {
	id := identity(t)
	whole := made(t, id, About{Station: "s"})
	for i := 0; i < len(whole); i += 97 {
		bad := bytes.Clone(whole)
		bad[i] ^= 0x20
		if _, _, _, err := taken(t, bad, id); !errors.Is(err, Spoiled) && !errors.Is(err, NotOurs) {
			t.Errorf("byte %d changed: %v", i, err)
		}
	}
	for _, n := range []int{0, 1, 100, 300, len(whole) / 2, len(whole) - 1} {
		if _, _, _, err := taken(t, whole[:n], id); !errors.Is(err, Spoiled) && !errors.Is(err, NotOurs) {
			t.Errorf("cut to %d bytes: %v", n, err)
		}
	}
	if _, _, _, err := taken(t, whole, identity(t)); !errors.Is(err, NotOurs) {
		t.Errorf("opened by another office: %v", err)
	}
}

// publicly seals to the office as anybody can who knows its public half.
type publicly struct{ *seal.Identity }

func (publicly) Witness(b []byte) ([]byte, error) { return bytes.Repeat([]byte{7}, 32), nil }

func TestABundleOfWhomeverSealsToTheOfficeIsNotTakenIn(t *testing.T) {
	id := identity(t)
	if _, _, _, err := taken(t, made(t, publicly{id}, About{}), id); !errors.Is(err, NotOurs) {
		t.Errorf("without a witness of the office: %v", err)
	}
}

func TestAFileOfAnotherLengthEndsTheBundle(t *testing.T) {
	w, err := NewWriter(io.Discard, identity(t), About{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.File(office.DigestOf([]byte("x")), 2, strings.NewReader("x")); err == nil {
		t.Error("a file that ended early was taken for whole")
	}
}
