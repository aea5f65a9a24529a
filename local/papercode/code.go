package papercode

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/veraison/go-cose"
	"golang.org/x/text/unicode/norm"
)

const (
	proofBytes     = 84
	proofChars     = proofBytes / 2 * 3
	signatureBytes = 64 // of either algorithm
	mostText       = 8 << 10
)

// Sign gives the text of a code: the lines of a mark, and the proof of them as
// the last line. The lines must be as a mark has them: NFC, not empty, without
// control characters.
func Sign(lines []string, k Key) (string, error) {
	if err := proper(lines); err != nil {
		return "", err
	}
	payload := strings.Join(lines, "\n")
	public, err := k.Public()
	if err != nil {
		return "", err
	}
	signer, err := cose.NewSigner(cose.AlgorithmEdDSA, k.private)
	if err != nil {
		return "", err
	}
	p, err := proofOf(public.algorithm, public.ID())
	if err != nil {
		return "", err
	}
	p.Payload = []byte(payload)
	if err := p.Sign(rand.Reader, nil, signer); err != nil {
		return "", err
	}
	last, err := lineOf(p)
	return payload + "\n" + last, err
}

// proofOf is a proof that is not signed yet.
func proofOf(a cose.Algorithm, id KeyID) (*cose.Sign1Message, error) {
	kid, err := hex.DecodeString(string(id))
	if err != nil {
		return nil, err
	}
	p := cose.NewSign1Message()
	p.Headers.Protected.SetAlgorithm(a)
	p.Headers.Protected[cose.HeaderLabelKeyID] = kid
	return p, nil
}

// lineOf writes a signed proof without what it signs.
func lineOf(p *cose.Sign1Message) (string, error) {
	p.Payload = nil
	b, err := p.MarshalCBOR()
	if err == nil && len(b) != proofBytes {
		err = fmt.Errorf("a proof of %d bytes", len(b))
	}
	return encode45(b), err
}

// proper refuses lines that could be split in another way than they were joined,
// or that a reader would show alike and check apart.
func proper(lines []string) error {
	for _, l := range lines {
		if l == "" || !utf8.ValidString(l) || !norm.NFC.IsNormalString(l) || strings.ContainsFunc(l, unicode.IsControl) {
			return fmt.Errorf("a line that no mark has: %d bytes", len(l))
		}
	}
	if len(lines) == 0 {
		return errors.New("no lines")
	}
	return nil
}

// Code is what a QR code says: the lines of a mark and, on newer marks, their
// proof, which Check weighs. Lines alone prove nothing.
type Code struct {
	Lines []string
	Key   KeyID // that the proof names; empty where there is no proof

	proof *cose.Sign1Message
}

// Signed tells whether the code has a proof at all. Older marks have none, nor
// have the codes of others.
func (c Code) Signed() bool { return c.proof != nil }

// Read splits the text of a code into lines and proof. It refuses, as Damaged, a
// text whose proof is not written as Sign writes it. A text without one is no
// error: it gives a Code that is not Signed.
func Read(text string) (c Code, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			c, err = Code{}, Damaged.Because(fmt.Errorf("read: %v", caught))
		}
	}()
	if !meansProof(text) {
		return Code{Lines: strings.Split(text, "\n")}, nil
	}
	at := strings.LastIndexByte(text, '\n')
	if at < 0 || len(text) > mostText {
		return Code{}, Damaged.Because(errors.New("no lines before the proof, or too many"))
	}
	c.Lines = strings.Split(text[:at], "\n")
	if err := proper(c.Lines); err != nil {
		return Code{}, Damaged.Because(err)
	}
	if c.proof, c.Key, err = readProof(text[at+1:]); err != nil {
		return Code{}, Damaged.Because(err)
	}
	return c, nil
}

// meansProof tells whether a text ends as one with a proof does, be it damaged:
// nearly nothing but base45 as far back as a proof reaches. The words of a mark
// have small letters and accents.
func meansProof(text string) bool {
	const mostForeign = 6
	foreign, seen := 0, 0
	for seen < proofChars-mostForeign && text != "" {
		r, size := utf8.DecodeLastRuneInString(text)
		if r >= utf8.RuneSelf || strings.IndexByte(base45, byte(r)) < 0 {
			foreign++
		}
		text = text[:len(text)-size]
		seen++
	}
	return seen == proofChars-mostForeign && foreign <= mostForeign
}

// readProof reads a proof and writes it again from what was understood of it:
// whatever is lost on the way was too much.
func readProof(line string) (*cose.Sign1Message, KeyID, error) {
	b, err := decode45(line)
	if err != nil {
		return nil, "", err
	}
	if len(b) != proofBytes {
		return nil, "", fmt.Errorf("a proof of %d bytes", len(b))
	}
	var read cose.Sign1Message
	if err := read.UnmarshalCBOR(b); err != nil {
		return nil, "", err
	}
	algorithm, err := read.Headers.Protected.Algorithm()
	if err != nil {
		return nil, "", err
	}
	if algorithm != cose.AlgorithmEdDSA && algorithm != cose.AlgorithmES256 {
		return nil, "", fmt.Errorf("a proof by %v", algorithm)
	}
	kid, _ := read.Headers.Protected[cose.HeaderLabelKeyID].([]byte)
	if len(kid) != keyIDBytes || len(read.Signature) != signatureBytes || read.Payload != nil {
		return nil, "", errors.New("a proof with other parts")
	}
	id := KeyID(hex.EncodeToString(kid))
	p, err := proofOf(algorithm, id)
	if err != nil {
		return nil, "", err
	}
	p.Signature = read.Signature
	if again, err := p.MarshalCBOR(); err != nil || !bytes.Equal(again, b) {
		return nil, "", errors.New("a proof that is not written in the one way")
	}
	return p, id, nil
}

// Check tells which of the keys signed the lines. It fails with Unsigned,
// UnknownKey or Changed.
func (c Code) Check(keys []PublicKey) (PublicKey, error) {
	if !c.Signed() {
		return PublicKey{}, Unsigned
	}
	failure := UnknownKey.About(c.Key)
	for _, k := range keys {
		if k.ID() != c.Key {
			continue
		}
		err := c.signedBy(k)
		if err == nil {
			return k, nil
		}
		failure = Changed.Because(err)
	}
	return PublicKey{}, failure
}

func (c Code) signedBy(k PublicKey) error {
	verifier, err := cose.NewVerifier(k.algorithm, k.key)
	if err != nil {
		return err
	}
	p := *c.proof
	p.Payload = []byte(strings.Join(c.Lines, "\n"))
	return p.Verify(nil, verifier)
}
