package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"errors"
	"io"
	"math/big"
	"testing"

	"tram/local/office"
	"tram/local/pdf"
)

// pulled is a file whose disk goes away after so many reads.
type pulled struct {
	*bytes.Reader
	reads int
}

var errPulled = errors.New("input/output error")

func (p *pulled) ReadAt(b []byte, at int64) (int, error) {
	if p.reads--; p.reads < 0 {
		return 0, errPulled
	}
	return p.Reader.ReadAt(b, at)
}

// wide is an authority whose tokens are larger than any place for them.
type wide struct{}

func (wide) Stamp(context.Context, []byte, crypto.Hash) ([]byte, error) {
	return wrap(0x30, make([]byte, 40<<10)), nil
}

// TestADiskThatGoesAwayIsToldInASentence at whatever moment it does, and whatever was
// being done with the file.
func TestADiskThatGoesAwayIsToldInASentence(t *testing.T) {
	w := newWorld(t, nil)
	key := &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}
	signed := added(t, samplePDF(t), key, stamper{w.tsa, today, t})
	for what, work := range map[string]func(r io.ReaderAt, size int64) error{
		"judging": func(r io.ReaderAt, size int64) error {
			_, err := VerifyPDF(t.Context(), r, size, w.trust(today), today)
			return err
		},
		"signing": func(r io.ReaderAt, size int64) error {
			_, err := SignPDF(t.Context(), r, size, pdf.Field{At: today}, key, nil)
			return err
		},
		"stamping": func(r io.ReaderAt, size int64) error {
			_, err := StampPDF(t.Context(), r, size, stamper{w.tsa, today, t})
			return err
		},
		"extending": func(r io.ReaderAt, size int64) error {
			_, err := ExtendPDF(t.Context(), r, size, w.trust(today), nil, today)
			return err
		},
		"looking for a signature": func(r io.ReaderAt, size int64) error {
			_, err := pdf.MentionsSignature(t.Context(), r, size)
			return err
		},
	} {
		failed := 0
		for reads := 0; ; reads++ {
			p := &pulled{bytes.NewReader(signed), reads}
			err := work(p, int64(len(signed)))
			if err == nil && p.reads >= 0 {
				break
			}
			if !errors.Is(err, pdf.ReadCutShort) {
				t.Errorf("%s, after %d reads: %v", what, reads, err)
			}
			failed++
		}
		if failed == 0 {
			t.Errorf("%s: it never failed", what)
		}
	}
}

// TestWhatKeepsASignatureOutOfAFileIsToldInASentence.
func TestWhatKeepsASignatureOutOfAFileIsToldInASentence(t *testing.T) {
	w := newWorld(t, nil)
	key := &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}
	file := samplePDF(t)
	with := func(k Key, tsa Stamper) error {
		_, err := SignPDF(t.Context(), bytes.NewReader(file), int64(len(file)), pdf.Field{At: today}, k, tsa)
		return err
	}
	broken := *rsaKey()
	broken.Primes, broken.Precomputed, broken.D = nil, rsa.PrecomputedValues{}, big.NewInt(0)
	asRSA := newHouse(t, rsaKey(), nil)
	_, tooMuch := pdf.PrepareEvidence(t.Context(), bytes.NewReader(file), int64(len(file)), pdf.Evidence{CRLs: [][]byte{make([]byte, 21<<20)}})
	for what, c := range map[string]struct {
		err  error
		want office.Failure
	}{
		"a large token": {with(key, wide{}), pdf.SignatureTooLarge},
		"a closed key":  {with(&fileKey{certificate: w.clerk.c, chain: w.chain()}, nil), KeyPutAway},
		"a broken key":  {with(&fileKey{private: &broken, certificate: asRSA.clerk.c, chain: asRSA.chain()}, nil), KeyOdd},
		"another's key": {with(&fileKey{private: w.root.key.(*ecdsa.PrivateKey), certificate: w.clerk.c, chain: w.chain()}, nil), KeyMismatch},
		"a large list":  {tooMuch, pdf.EvidenceTooLarge},
		"a place too wide": {func() error {
			_, err := pdf.PrepareSignature(t.Context(), bytes.NewReader(file), int64(len(file)), pdf.Field{Reserve: 2 << 20, At: today})
			return err
		}(), pdf.SignatureTooLarge},
	} {
		if !errors.Is(c.err, c.want) {
			t.Errorf("%s: %v", what, c.err)
		}
	}
}
