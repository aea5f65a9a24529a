package sign

import (
	"bytes"
	"context"
	"crypto/elliptic"
	"crypto/x509"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/pdf"
)

// TestExtendingLeavesEvidenceAsItWas: a second signature covers the evidence of
// the first, and pyHanko takes a change of it for tampering.
func TestExtendingLeavesEvidenceAsItWas(t *testing.T) {
	h := newHouse(t, ecKey(elliptic.P256()), nil)
	w := &world{h, makeCertificate(t, h.root, "Dấu Thời Gian Ví Dụ", ecKey(elliptic.P256()), asStamper), t}
	k, tsa, trust := h.open(t), newOpensslStamper(t, w), w.trust(today)
	later := w.trust(today.Add(time.Second)) // other lists
	first := extended(t, added(t, samplePDF(t), k, tsa), trust, nil, time.Now())
	second := added(t, first, k, tsa)
	theirs := newOtherDesk(t, rsaKey())
	their := theirs.sign(t, samplePDF(t), job{Stamp: theirs.stamp, Store: true})[0]
	twice := added(t, their, theirs.ours(), nil)
	theirLater := theirs.w.trust(today.Add(time.Second))
	same := extended(t, second, trust, nil, time.Now())
	for name, c := range map[string]struct {
		before, after []byte
		root          *issuer
		words         Trust
		signatures    int
	}{
		"with the same lists":       {second, same, h.root, trust, 2},
		"with newer lists":          {second, extended(t, second, later, nil, time.Now().Add(time.Second)), h.root, trust, 2},
		"with a stamp over it":      {second, extended(t, second, later, tsa, time.Now()), h.root, trust, 3},
		"again and again":           {same, extended(t, extended(t, same, later, nil, time.Now()), trust, nil, time.Now()), h.root, trust, 2},
		"what pyHanko had gathered": {twice, extended(t, twice, theirLater, nil, time.Now()), theirs.w.root, theirs.w.trust(today), 2},
	} {
		all := opinions(t, c.root, c.words.Kept.CRLs, c.after)[0]
		if len(all) != c.signatures || bytes.Equal(c.before, c.after) && name != "again and again" {
			t.Fatalf("%s: %d signatures", name, len(all))
		}
		for n, o := range all {
			if !o.Allowed || !o.Intact || o.Basic != "OK" {
				t.Errorf("%s: of signature %d pyHanko says %+v", name, n, o)
			}
		}
		if r := verified(t, c.after, Trust{Roots: []*x509.Certificate{c.root.c}}, time.Now().Add(time.Minute)); r.Verdict == office.SignatureInvalid {
			t.Errorf("%s: we say %+v", name, r)
		}
		held, grown := evidenceOf(t, c.before), evidenceOf(t, c.after)
		for i, list := range [][2][][]byte{{held.Certs, grown.Certs}, {held.CRLs, grown.CRLs}} {
			for n, piece := range list[0] {
				if !bytes.Equal(piece, list[1][n]) {
					t.Errorf("%s: piece %d of list %d is another", name, n, i)
				}
			}
		}
	}
	if whole := extended(t, same, trust, nil, time.Now()); !bytes.Equal(whole, same) {
		t.Errorf("%d bytes were added where nothing was new", len(whole)-len(same))
	}
}

func evidenceOf(t *testing.T, file []byte) pdf.Evidence {
	t.Helper()
	e, err := pdf.Evidences(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestEvidenceIsGatheredOverTheWayThatHolds, where another way is revoked.
func TestEvidenceIsGatheredOverTheWayThatHolds(t *testing.T) {
	w := newWorld(t, nil)
	second := makeCertificate(t, nil, "Gốc Thứ Hai", ecKey(elliptic.P256()), asAuthority)
	crossed := makeCertificate(t, second, "CA Ví Dụ", w.middle.key, asAuthority)
	trust := Trust{Roots: []*x509.Certificate{w.root.c, second.c}, Others: []*x509.Certificate{crossed.c},
		Kept: Evidence{CRLs: [][]byte{w.root.list(t, today, nil, gone(w.middle.c, today.Add(-time.Hour), 1)), second.crl(t, today), w.middle.crl(t, today)}}}
	file := added(t, samplePDF(t), &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}, nil)
	file = extended(t, file, trust, nil, today)
	if r := verified(t, file, Trust{Roots: trust.Roots}, today); r.Verdict != office.SignatureValid {
		t.Errorf("by what the file brings along: %+v", r)
	}
}
