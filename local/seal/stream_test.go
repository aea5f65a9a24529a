package seal

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
)

func TestAStreamOpensAsAFileDoes(t *testing.T) {
	id, err := New()
	if err != nil {
		t.Fatal(err)
	}
	other, err := New()
	if err != nil {
		t.Fatal(err)
	}
	plain := bytes.Repeat([]byte("giấy tờ "), 20_000)
	var sealed bytes.Buffer
	w, err := id.Seal(&sealed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	opened := func(b []byte) ([]byte, error) {
		r, err := id.OpenStream(iotest.HalfReader(bytes.NewReader(b)))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(r)
	}
	if got, err := opened(sealed.Bytes()); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	for _, cut := range []int{0, 1, 100, 200, sealed.Len() / 2, sealed.Len() - 1} {
		if _, err := opened(sealed.Bytes()[:cut]); err == nil {
			t.Errorf("the first %d bytes open", cut)
		}
	}
	flipped := bytes.Clone(sealed.Bytes())
	flipped[len(flipped)/2] ^= 1
	if _, err := opened(flipped); err == nil {
		t.Error("a flipped bit is not found")
	}
	if _, err := other.OpenStream(bytes.NewReader(sealed.Bytes())); !errors.Is(err, ErrAnothers) {
		t.Errorf("another identity: %v", err)
	}
	if _, err := opened(make([]byte, 1<<20)); !errors.Is(err, ErrNotSealed) {
		t.Errorf("zeros: %v", err)
	}
}
