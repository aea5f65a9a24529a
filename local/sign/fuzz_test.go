package sign

import (
	"context"
	"encoding/asn1"
	"testing"

	"tram/local/office"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// indefiniteCMS is a signature as programs write that tell lengths at the end.
func indefiniteCMS(t testing.TB, der []byte) []byte {
	t.Helper()
	in := cryptobyte.String(der)
	var info, wrapped, body cryptobyte.String
	var oid asn1.ObjectIdentifier
	if !in.ReadASN1(&info, cbasn1.SEQUENCE) || !info.ReadASN1ObjectIdentifier(&oid) || !info.ReadASN1(&wrapped, context0) || !wrapped.ReadASN1(&body, cbasn1.SEQUENCE) {
		t.Fatal("not a CMS")
	}
	name, _ := asn1.Marshal(oid)
	out := append([]byte{0x30, 0x80}, name...)
	out = append(out, 0xa0, 0x80, 0x30, 0x80)
	out = append(out, body...)
	return append(out, 0, 0, 0, 0, 0, 0)
}

func TestALengthThatIsToldAtTheEndIsRead(t *testing.T) {
	w := newWorld(t, nil)
	cms := indefiniteCMS(t, w.sign(today, true))
	f := w.judge(append(cms, make([]byte, 100)...), w.trust(today), Moment{Now: today})
	wants(t, "indefinite", f, office.SignatureValid, "")
	wants(t, "cut short", w.judge(cms[:len(cms)-7], w.trust(today), Moment{Now: today}), office.SignatureInvalid, "hỏng")
	wants(t, "a tail", w.judge(append(cms, 'x'), w.trust(today), Moment{Now: today}), office.SignatureReserved, "dữ liệu lạ")
	wants(t, "nothing", w.judge(nil, w.trust(today), Moment{Now: today}), office.SignatureInvalid, "hỏng")
	nest := make([]byte, 1<<20)
	for n := range nest {
		nest[n] = []byte{0x30, 0x80}[n%2]
	}
	wants(t, "a nest", w.judge(nest, w.trust(today), Moment{Now: today}), office.SignatureInvalid, "hỏng")
}

// FuzzCMS feeds anything to the door of signatures. Nothing may be valid that
// is not, and nothing may end the program.
func FuzzCMS(f *testing.F) {
	w := newWorld(f, nil)
	plain, stamped := w.sign(today, false), w.sign(today, true)
	f.Add(plain)
	f.Add(stamped)
	f.Add(indefiniteCMS(f, plain))
	f.Add([]byte{0x30, 0x80})
	trust := w.trust(today)
	f.Fuzz(func(t *testing.T, cms []byte) {
		got, err := Judge(context.Background(), cms, Bytes(content), trust, Moment{Now: today})
		if err != nil {
			t.Fatal(err)
		}
		if got.Verdict == office.SignatureValid && got.Signer != "Nguyễn Văn Mẫu" {
			t.Errorf("valid, and by %q", got.Signer)
		}
		if _, err := JudgeStamp(context.Background(), cms, Bytes(content), trust, Moment{Now: today}); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzRevocation feeds anything to the doors of lists and answers.
func FuzzRevocation(f *testing.F) {
	w := newWorld(f, nil)
	f.Add(w.middle.crl(f, today))
	f.Add([]byte{0x30, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, err := readCRL(b, w.clerk.c, w.middle.c); err == nil && got.state == revoked {
			t.Error("nobody was ever revoked here")
		}
		if _, err := readOCSP(b, w.clerk.c, w.middle.c); err == nil {
			t.Error("nobody ever answered here")
		}
		tokenIn(b)
		patient(b)
		ReadRoots(b)
	})
}
