package sign

import (
	"bytes"
	"crypto/elliptic"
	"encoding/hex"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/pdf"
)

// holeOf is where the last signature of a file stands: behind its "<", to its ">".
func holeOf(t testing.TB, file []byte) (from, to int) {
	t.Helper()
	at := bytes.LastIndex(file, []byte("/Contents <"))
	if at < 0 {
		t.Fatal("no hole")
	}
	from = at + len("/Contents <")
	return from, from + bytes.IndexByte(file[from:], '>')
}

// TestForeignBytesBehindASignatureInItsHoleAreToldOf, and are no damage.
func TestForeignBytesBehindASignatureInItsHoleAreToldOf(t *testing.T) {
	d := newOtherDesk(t, ecKey(elliptic.P256()))
	file := makers[0].sign(t, d, prepared(false), 0)[0]
	from, to := holeOf(t, file)
	for name, tail := range map[string]string{"spaces": "2020", "what was in memory": hex.EncodeToString([]byte("mat khau")), "one byte": "01"} {
		odd := bytes.Clone(file)
		copy(odd[to-len(tail):], tail)
		r := verified(t, odd, d.trust(), today)
		if r.Verdict != office.SignatureReserved || !strings.Contains(strings.Join(r.Signatures[0].Reasons, " "), "dữ liệu lạ trong ô chữ ký") {
			t.Errorf("%s: %s because of %q", name, r.Verdict, r.Signatures[0].Reasons)
		}
		odd = bytes.Replace(odd, []byte("Tra 1000"), []byte("Tra 9000"), 1)
		if r := verified(t, odd, d.trust(), today); r.Verdict != office.SignatureInvalid {
			t.Errorf("%s, changed: %s", name, r.Verdict)
		}
	}
	if from == to {
		t.Fatal("an empty hole")
	}
}

// TestAPlaceThatNobodySignedIsToldOf: it is no damaged signature.
func TestAPlaceThatNobodySignedIsToldOf(t *testing.T) {
	d := newOtherDesk(t, ecKey(elliptic.P256()))
	file := makers[0].sign(t, d, prepared(false), 0)[0]
	from, to := holeOf(t, file)
	zeros := bytes.Clone(file)
	copy(zeros[from:to], strings.Repeat("0", to-from))
	ranged := bytes.Replace(zeros, []byte("/ByteRange [0 "), []byte("/ByteRange [9 "), 1)
	few := bytes.Clone(zeros)
	copy(few[from:to], "00>"+strings.Repeat(" ", to-from-3))
	few[to] = ' '
	for name, odd := range map[string][]byte{"zeros": zeros, "a range not filled in": ranged, "few zeros": few} {
		r := verified(t, odd, d.trust(), today)
		said := strings.Join(r.Signatures[0].Reasons, " ")
		if r.Verdict != office.SignatureInvalid || !strings.Contains(said, pdf.NotSigned.Said) || strings.Contains(said, "hỏng") || r.Signatures[0].Signer != "" {
			t.Errorf("%s: %s because of %q", name, r.Verdict, said)
		}
	}
}

// TestForeignBytesBehindAStampOfAFileAreToldOf as those behind a signature are.
func TestForeignBytesBehindAStampOfAFileAreToldOf(t *testing.T) {
	w := newWorld(t, nil)
	k := &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}
	trust := w.trust(today)
	file := extended(t, added(t, samplePDF(t), k, nil), trust, stamper{w.tsa, today, t}, today)
	_, to := holeOf(t, file)
	for _, tail := range []string{"01", "3000", "20202020"} {
		odd := bytes.Clone(file)
		copy(odd[to-len(tail):], tail)
		all := verified(t, odd, trust, today).Signatures
		if last := all[len(all)-1]; !last.Stamp || last.Verdict != office.SignatureReserved || !strings.Contains(last.Reasons[0], "dữ liệu lạ") {
			t.Errorf("%s: %s because of %q", tail, last.Verdict, last.Reasons)
		}
	}
}
