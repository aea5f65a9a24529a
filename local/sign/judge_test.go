package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/x509"
	"errors"
	"hash"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// stamper is a time-stamp authority within the process.
type stamper struct {
	i  *issuer
	at time.Time
	t  testing.TB
}

func (s stamper) Stamp(_ context.Context, imprint []byte, _ crypto.Hash) ([]byte, error) {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		b.AddASN1ObjectIdentifier([]int{1, 2, 3, 4, 1})
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			addAlgorithm(b, oidSHA256, true)
			b.AddASN1OctetString(imprint)
		})
		b.AddASN1Int64(7)
		b.AddASN1GeneralizedTime(s.at.UTC())
	})
	return encapsulate(s.t, s.i, oidStampContent, b.BytesOrPanic()), nil
}

// encapsulate signs content that stands inside the CMS.
func encapsulate(t testing.TB, i *issuer, kind []int, inner []byte) []byte {
	t.Helper()
	d := digestOf(inner)
	var attributes [][]byte
	for _, a := range []struct {
		oid   []int
		value cryptobyte.BuilderContinuation
	}{
		{oidContentType, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(kind) }},
		{oidDigest, func(b *cryptobyte.Builder) { b.AddASN1OctetString(d) }},
		{oidCertificate2, func(b *cryptobyte.Builder) { addCertificateName(b, i.c) }},
	} {
		one, err := attribute(a.oid, a.value)
		if err != nil {
			t.Fatal(err)
		}
		attributes = append(attributes, one)
	}
	slices.SortFunc(attributes, bytes.Compare)
	value, err := i.key.Sign(nil, digestOf(setOf(attributes)), crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	der, err := assemble(i.c, nil, attributes, value, nil)
	if err != nil {
		t.Fatal(err)
	}
	var wrapped cryptobyte.Builder
	wrapped.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(kind)
		b.AddASN1(context0, func(b *cryptobyte.Builder) { b.AddASN1OctetString(inner) })
	})
	var plain cryptobyte.Builder
	plain.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidData) })
	return rewrap(t, der, plain.BytesOrPanic(), wrapped.BytesOrPanic())
}

// rewrap replaces a part of a CMS and mends the lengths round it.
func rewrap(t testing.TB, der, old, new []byte) []byte {
	t.Helper()
	s := cryptobyte.String(der)
	var info, wrapped, body cryptobyte.String
	if !s.ReadASN1(&info, cbasn1.SEQUENCE) || !info.SkipASN1(cbasn1.OBJECT_IDENTIFIER) || !info.ReadASN1(&wrapped, context0) || !wrapped.ReadASN1(&body, cbasn1.SEQUENCE) {
		t.Fatal("not a CMS")
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(oidSignedData)
		b.AddASN1(context0, func(b *cryptobyte.Builder) {
			b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { b.AddBytes(bytes.Replace(body, old, new, 1)) })
		})
	})
	return b.BytesOrPanic()
}

// world is everything that a judgement of one signature needs.
type world struct {
	*house
	tsa *issuer
	t   testing.TB
}

func newWorld(t testing.TB, change func(*x509.Certificate)) *world {
	h := newHouse(t, ecKey(elliptic.P256()), change)
	return &world{h, makeCertificate(t, h.root, "Dấu Thời Gian Ví Dụ", ecKey(elliptic.P256()), asStamper), t}
}

// sign signs at a time, with a stamp of that time or without.
func (w *world) sign(at time.Time, stamped bool) []byte {
	w.t.Helper()
	var tsa Stamper
	if stamped {
		tsa = stamper{w.tsa, at, w.t}
	}
	k := &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}
	cms, err := CMS(context.Background(), digestOf(content), k, within(at, w.clerk.c), tsa)
	if err != nil {
		w.t.Fatal(err)
	}
	return cms
}

// trust believes the root and knows that nobody was revoked at a time.
func (w *world) trust(at time.Time, revoked ...x509.RevocationListEntry) Trust {
	return Trust{Roots: []*x509.Certificate{w.root.c},
		Kept: Evidence{CRLs: [][]byte{w.root.crl(w.t, at), w.middle.crl(w.t, at, revoked...)}}}
}

func (w *world) judge(cms []byte, t Trust, m Moment) Finding {
	w.t.Helper()
	f, err := Judge(context.Background(), cms, Bytes(content), t, m)
	if err != nil {
		w.t.Fatal(err)
	}
	return f
}

func wants(t *testing.T, name string, f Finding, verdict office.SignatureVerdict, reason string) {
	t.Helper()
	if f.Verdict != verdict || !strings.Contains(strings.Join(f.Reasons, "\n"), reason) {
		t.Errorf("%s: %s because of %q, want %s because of %q", name, f.Verdict, f.Reasons, verdict, reason)
	}
}

func TestAGoodSignatureIsValidAndTellsWho(t *testing.T) {
	w := newWorld(t, nil)
	f := w.judge(w.sign(today, true), w.trust(today), Moment{Now: today})
	wants(t, "good", f, office.SignatureValid, "")
	if len(f.Reasons) != 0 || f.Signer != "Nguyễn Văn Mẫu" || f.Organisation != "Ủy ban nhân dân xã Mẫu Sơn" || f.Issuer != "CA Ví Dụ" ||
		f.Level != office.LevelLT || f.AtFrom != office.TimeStamped || !f.At.Equal(today) ||
		f.CertificateThen != office.CertificateGood || f.CertificateNow != office.CertificateGood {
		t.Errorf("%+v", f)
	}
	f = w.judge(w.sign(today, false), w.trust(today), Moment{Now: today, Claimed: today})
	wants(t, "without a stamp", f, office.SignatureValid, "")
	if f.Level != office.LevelB || f.AtFrom != office.TimeClaimed {
		t.Errorf("without a stamp: %+v", f)
	}
}

func TestTheTimeOfASignatureDecidesWhatACertificateIsWorth(t *testing.T) {
	w := newWorld(t, nil)
	month := 30 * 24 * time.Hour
	serial := w.clerk.c.SerialNumber
	gone := func(at time.Time) x509.RevocationListEntry {
		return x509.RevocationListEntry{SerialNumber: serial, RevocationTime: at, ReasonCode: 1}
	}
	end := w.clerk.c.NotAfter
	for name, c := range map[string]struct {
		signed  time.Time
		stamped bool
		trust   Trust
		now     time.Time
		verdict office.SignatureVerdict
		reason  string
	}{
		"revoked after a stamp":           {today, true, w.trust(today.Add(month), gone(today.Add(time.Hour))), today.Add(month), office.SignatureValid, "sau khi ký"},
		"revoked before the stamp":        {today, true, w.trust(today, gone(today.Add(-time.Hour))), today, office.SignatureInvalid, "trước khi ký"},
		"revoked as it was stamped":       {today, true, w.trust(today, gone(today)), today, office.SignatureInvalid, "trước khi ký"},
		"revoked, no stamp":               {today, false, w.trust(today.Add(month), gone(today.Add(time.Hour))), today.Add(month), office.SignatureInvalid, "không có dấu thời gian"},
		"expired since, stamped":          {today, true, w.trust(today), end.Add(month), office.SignatureReserved, "cấp dấu thời gian đã hết hạn"},
		"expired since, no stamp":         {today, false, w.trust(today), end.Add(month), office.SignatureReserved, "hết hạn"},
		"claims a time after its end":     {end.Add(time.Hour), false, w.trust(today), end.Add(month), office.SignatureInvalid, "trước giờ ghi"},
		"stale word":                      {today, false, w.trust(today), today.Add(month), office.SignatureReserved, "đã cũ 30 ngày"},
		"no word at all":                  {today, false, Trust{Roots: []*x509.Certificate{w.root.c}}, today, office.SignatureReserved, "Chưa có tin"},
		"a stamp of next year":            {today.Add(year), true, w.trust(today), today, office.SignatureReserved, "chưa tới"},
		"a claim of next year":            {today.Add(year), false, w.trust(today), today, office.SignatureReserved, "đồng hồ"},
		"this machine is two years early": {today, false, w.trust(today), today.Add(-2 * year), office.SignatureReserved, "ngày giờ của máy này"},
		"nobody is trusted":               {today, true, Trust{}, today, office.SignatureReserved, "chưa có trong danh sách tin cậy"},
	} {
		f := w.judge(w.sign(c.signed, c.stamped), c.trust, Moment{Now: c.now, Claimed: c.signed})
		wants(t, name, f, c.verdict, c.reason)
	}
}

func TestAStampKeepsASignatureValidBeyondItsCertificate(t *testing.T) {
	w := newWorld(t, nil)
	w.tsa = makeCertificate(t, w.root, "Dấu Thời Gian Ví Dụ", ecKey(elliptic.P256()), func(c *x509.Certificate) {
		asStamper(c)
		c.NotAfter = today.Add(10 * year)
	})
	f := w.judge(w.sign(today, true), w.trust(today), Moment{Now: today.Add(3 * year)})
	wants(t, "three years on", f, office.SignatureValid, "")
	if f.CertificateThen != office.CertificateGood || f.CertificateNow != office.CertificateExpired || f.Level != office.LevelLT {
		t.Errorf("%+v", f)
	}
}

func TestAHeldCertificateIsGoodAgainWhenItIsReleased(t *testing.T) {
	w := newWorld(t, nil)
	hold := x509.RevocationListEntry{SerialNumber: w.clerk.c.SerialNumber, RevocationTime: today.Add(-time.Hour), ReasonCode: onHold}
	trust := w.trust(today, hold)
	wants(t, "held", w.judge(w.sign(today, false), trust, Moment{Now: today}), office.SignatureInvalid, "thu hồi")
	trust.Kept.CRLs = append(trust.Kept.CRLs, w.middle.crl(t, today.Add(time.Minute)))
	wants(t, "released", w.judge(w.sign(today, false), trust, Moment{Now: today.Add(time.Hour)}), office.SignatureValid, "")
}

func TestAnAuthorityThatIsRevokedTakesItsPeopleAlong(t *testing.T) {
	w := newWorld(t, nil)
	trust := Trust{Roots: []*x509.Certificate{w.root.c}, Kept: Evidence{CRLs: [][]byte{w.middle.crl(t, today),
		w.root.crl(t, today, x509.RevocationListEntry{SerialNumber: w.middle.c.SerialNumber, RevocationTime: today.Add(-time.Hour)})}}}
	wants(t, "revoked authority", w.judge(w.sign(today, true), trust, Moment{Now: today}), office.SignatureInvalid, "CA Ví Dụ")
}

func TestASelfMadeSignerIsNeverBelieved(t *testing.T) {
	self := makeCertificate(t, nil, "Chủ tịch xã Mẫu Sơn", ecKey(elliptic.P256()), nil)
	attributes, err := signedAttributes(self.c, digestOf(content))
	if err != nil {
		t.Fatal(err)
	}
	value, _ := self.key.Sign(nil, digestOf(setOf(attributes)), crypto.SHA256)
	cms, err := assemble(self.c, nil, attributes, value, nil)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Judge(context.Background(), cms, Bytes(content), Trust{}, Moment{Now: today})
	if err != nil {
		t.Fatal(err)
	}
	wants(t, "self-made", f, office.SignatureInvalid, "tự tạo")
}

func TestNoFlippedBitEarnsMoreTrust(t *testing.T) {
	w := newWorld(t, nil)
	cms, trust := w.sign(today, true), w.trust(today)
	whole := w.judge(cms, trust, Moment{Now: today})
	for at := 0; at < len(cms); at += 3 {
		bad := bytes.Clone(cms)
		bad[at] ^= 1 << (at % 8)
		f := w.judge(bad, trust, Moment{Now: today})
		same := f.Level == whole.Level && f.At.Equal(whole.At)
		lessProof := f.Level == office.LevelB && f.AtFrom == office.TimeUnknown // the stamp's name is not signed
		if f.Verdict == office.SignatureValid && (f.Signer != whole.Signer || !same && !lessProof) {
			t.Fatalf("byte %d flipped: still valid, and says %+v", at, f)
		}
	}
	for at := range content {
		bad := bytes.Clone(content)
		bad[at] ^= 1
		f, err := Judge(context.Background(), cms, Bytes(bad), trust, Moment{Now: today})
		if err != nil || f.Verdict != office.SignatureInvalid {
			t.Fatalf("content byte %d flipped: %s, %v", at, f.Verdict, err)
		}
	}
}

func TestAStampOfAnotherSignatureProvesNothing(t *testing.T) {
	w := newWorld(t, nil)
	token, _ := stamper{w.tsa, today.Add(-month(1)), t}.Stamp(context.Background(), digestOf([]byte("khác")), crypto.SHA256)
	d, err := parseSignedData(w.sign(today, false))
	if err != nil {
		t.Fatal(err)
	}
	attributes, _ := signedAttributes(w.clerk.c, digestOf(content))
	cms, err := assemble(w.clerk.c, w.chain(), attributes, d.signers[0].value, token)
	if err != nil {
		t.Fatal(err)
	}
	f := w.judge(cms, w.trust(today), Moment{Now: today})
	wants(t, "another's stamp", f, office.SignatureReserved, "chữ ký khác")
	if f.AtFrom == office.TimeStamped || f.Level != office.LevelB {
		t.Errorf("it counts all the same: %+v", f)
	}
}

func month(n int) time.Duration { return time.Duration(n) * 30 * 24 * time.Hour }

func TestReadingThatFailsIsNoVerdict(t *testing.T) {
	w := newWorld(t, nil)
	broken := errors.New("disk")
	_, err := Judge(context.Background(), w.sign(today, false), func(context.Context, hash.Hash) error { return broken }, w.trust(today), Moment{Now: today})
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}
