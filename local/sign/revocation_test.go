package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/x509"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"tram/local/office"

	"golang.org/x/crypto/ocsp"
)

// web publishes what authorities say, and counts who asks.
type web struct {
	w     *world
	asked int
	down  bool
	at    time.Time
	bad   int // OCSP status
}

func (f *web) CRL(_ context.Context, url string) ([]byte, error) {
	f.asked++
	if f.down {
		return nil, errors.New("no line")
	}
	if strings.Contains(url, "root") {
		return f.w.root.crl(f.w.t, f.at), nil
	}
	return f.w.middle.crl(f.w.t, f.at), nil
}

func (f *web) OCSP(_ context.Context, _ string, _ []byte) ([]byte, error) {
	f.asked++
	if f.down {
		return nil, errors.New("no line")
	}
	return ocsp.CreateResponse(f.w.middle.c, f.w.middle.c, ocsp.Response{Status: f.bad, SerialNumber: f.w.clerk.c.SerialNumber,
		ThisUpdate: f.at, NextUpdate: f.at.Add(24 * time.Hour), RevokedAt: f.at.Add(-time.Hour)}, f.w.middle.key)
}

func (f *web) Certificate(context.Context, string) ([]byte, error) { return f.w.middle.c.Raw, nil }

// newConnected is a world whose certificates tell where to ask.
func newConnected(t testing.TB) (*world, *web) {
	root := makeCertificate(t, nil, "Gốc Ví Dụ", ecKey(elliptic.P384()), asAuthority)
	middle := makeCertificate(t, root, "CA Ví Dụ", ecKey(elliptic.P256()), func(c *x509.Certificate) {
		asAuthority(c)
		c.CRLDistributionPoints = []string{"http://ca.example/root.crl"}
	})
	clerk := makeCertificate(t, middle, "Nguyễn Văn Mẫu", ecKey(elliptic.P256()), func(c *x509.Certificate) {
		c.OCSPServer, c.CRLDistributionPoints = []string{"http://ca.example/ocsp"}, []string{"http://ca.example/middle.crl"}
		c.IssuingCertificateURL = []string{"http://ca.example/middle.crt"}
	})
	w := &world{&house{root, middle, clerk}, makeCertificate(t, root, "Dấu Thời Gian Ví Dụ", ecKey(elliptic.P256()), asStamper), t}
	return w, &web{w: w, at: today}
}

func TestWhatWasFetchedServesOffline(t *testing.T) {
	w, line := newConnected(t)
	trust := Trust{Roots: []*x509.Certificate{w.root.c}, Cache: &Cache{Dir: t.TempDir() + "/thu-hoi"}, Fetcher: line}
	cms := w.sign(today, false)
	wants(t, "online", w.judge(cms, trust, Moment{Now: today}), office.SignatureValid, "")
	if line.asked == 0 {
		t.Fatal("nobody was asked")
	}
	line.asked = 0
	wants(t, "from the cache", w.judge(cms, trust, Moment{Now: today.Add(time.Hour)}), office.SignatureValid, "")
	if line.asked != 0 {
		t.Errorf("asked %d times though the cache is fresh", line.asked)
	}
	trust.Fetcher = nil
	f := w.judge(cms, trust, Moment{Now: today.Add(time.Hour)})
	wants(t, "offline", f, office.SignatureValid, "")
	if !f.StatusOf.Equal(today) {
		t.Errorf("the word is of %v, told %v", today, f.StatusOf)
	}
	wants(t, "offline for a month", w.judge(cms, trust, Moment{Now: today.Add(month(1))}), office.SignatureReserved, "đã cũ 30 ngày")
	line.down, trust.Fetcher = true, line
	wants(t, "line down", w.judge(cms, trust, Moment{Now: today.Add(month(1))}), office.SignatureReserved, "đã cũ 30 ngày")
	line.down, line.at, line.bad = false, today.Add(month(1)), ocsp.Revoked
	wants(t, "line back, revoked", w.judge(cms, trust, Moment{Now: today.Add(month(1))}), office.SignatureInvalid, "thu hồi")
	if _, err := Standing(context.Background(), w.clerk.c, w.chain(), trust, today.Add(month(1))); !errors.Is(err, CertificateRevoked) {
		t.Errorf("before signing: %v", err)
	}
}

func TestASendersOldListDoesNotHideANewerOneAtHand(t *testing.T) {
	w, line := newConnected(t)
	cache := &Cache{Dir: t.TempDir()}
	line.at, line.bad = today.Add(time.Hour), ocsp.Revoked
	request, err := ocsp.CreateRequest(w.clerk.c, w.middle.c, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, _ := line.OCSP(context.Background(), "", request)
	if err := cache.keep(w.clerk.c.OCSPServer[0], request, answer); err != nil {
		t.Fatal(err)
	}
	trust := w.trust(today)
	cms, now := w.sign(today, false), today.Add(2*time.Hour)
	wants(t, "the sender's list alone", w.judge(cms, trust, Moment{Now: now}), office.SignatureValid, "")
	trust.Cache = cache
	wants(t, "with the cache", w.judge(cms, trust, Moment{Now: now}), office.SignatureInvalid, "thu hồi")
}

func TestAMissingAuthorityIsFetched(t *testing.T) {
	w, line := newConnected(t)
	attributes, _ := signedAttributes(w.clerk.c, digestOf(content))
	value, _ := w.clerk.key.Sign(nil, digestOf(setOf(attributes)), crypto.SHA256)
	cms, _ := assemble(w.clerk.c, nil, attributes, value, nil)
	trust := Trust{Roots: []*x509.Certificate{w.root.c}}
	wants(t, "offline", w.judge(cms, trust, Moment{Now: today}), office.SignatureReserved, "danh sách tin cậy")
	trust.Fetcher = line
	wants(t, "online", w.judge(cms, trust, Moment{Now: today}), office.SignatureValid, "")
}

func TestAWordBySomebodyElseIsNotHeard(t *testing.T) {
	w, stranger := newWorld(t, nil), newWorld(t, nil)
	gone := x509.RevocationListEntry{SerialNumber: w.clerk.c.SerialNumber, RevocationTime: today.Add(-time.Hour)}
	trust := w.trust(today)
	trust.Kept.CRLs = append(trust.Kept.CRLs, stranger.middle.crl(t, today.Add(time.Second), gone))
	wants(t, "a stranger's list", w.judge(w.sign(today, false), trust, Moment{Now: today}), office.SignatureValid, "")

	answer := func(by, delegate *issuer) []byte {
		b, err := ocsp.CreateResponse(by.c, delegate.c, ocsp.Response{Status: ocsp.Good, SerialNumber: w.clerk.c.SerialNumber,
			ThisUpdate: today, NextUpdate: today.Add(time.Hour), Certificate: delegate.c}, delegate.key)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	colleague := makeCertificate(t, w.middle, "Trần Thị Ví Dụ", ecKey(elliptic.P256()), nil)
	made := makeCertificate(t, w.middle, "OCSP Ví Dụ", ecKey(elliptic.P256()), func(c *x509.Certificate) {
		c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageOCSPSigning}
	})
	if _, err := readOCSP(answer(w.middle, colleague), w.clerk.c, w.middle.c); err == nil {
		t.Error("a colleague's certificate may answer for the authority")
	}
	if _, err := readOCSP(answer(w.middle, made), w.clerk.c, w.middle.c); err != nil {
		t.Errorf("a delegate may not answer: %v", err)
	}
}

// TestAListByWhoMayNotSignListsIsNotHeard, whichever of its keys made it.
func TestAListByWhoMayNotSignListsIsNotHeard(t *testing.T) {
	w := newWorld(t, nil)
	mute := makeCertificate(t, w.root, "CA Ví Dụ", ecKey(elliptic.P256()), func(c *x509.Certificate) {
		asAuthority(c)
		c.KeyUsage = x509.KeyUsageCertSign
	})
	below := makeCertificate(t, mute, "Nguyễn Văn Mẫu", ecKey(elliptic.P256()), nil)
	bold := *mute.c // the library signs for nobody else
	bold.KeyUsage |= x509.KeyUsageCRLSign
	raw := (&issuer{&bold, mute.key, w.root}).crl(t, today)
	if _, err := readCRL(raw, below.c, &bold); err != nil {
		t.Fatalf("the list itself: %v", err)
	}
	if w, err := readCRL(raw, below.c, mute.c); err == nil {
		t.Errorf("heard: %+v", w)
	}
}

func TestAHugeListIsWalkedAndNotBuiltUp(t *testing.T) {
	w := newWorld(t, nil)
	entries := make([]x509.RevocationListEntry, 200_000)
	for n := range entries {
		entries[n] = x509.RevocationListEntry{SerialNumber: big.NewInt(int64(n) + 1<<40), RevocationTime: today.Add(-time.Hour)}
	}
	entries[len(entries)-1].SerialNumber = w.clerk.c.SerialNumber
	list := w.middle.crl(t, today, entries...)
	var found word
	allocated := testing.AllocsPerRun(1, func() {
		var err error
		if found, err = readCRL(list, w.clerk.c, w.middle.c); err != nil {
			t.Fatal(err)
		}
	})
	if found.state != revoked || !found.at.Equal(today.Add(-time.Hour)) {
		t.Errorf("the last line was not found: %+v", found)
	}
	if allocated > 1000 {
		t.Errorf("%v pieces of memory for a list of %d bytes", allocated, len(list))
	}
	if _, err := readCRL(append(bytes.Clone(list), make([]byte, MaxCRL)...), w.clerk.c, w.middle.c); err == nil {
		t.Error("a list without end is read")
	}
	list[len(list)/2] ^= 1
	if _, err := readCRL(list, w.clerk.c, w.middle.c); err == nil {
		t.Error("a changed list is believed")
	}
}
