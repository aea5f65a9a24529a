package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/x509"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/pdf"
)

func samplePDF(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w := pdf.NewWriter(&b, pdf.About{ID: [16]byte{1}, Title: "Quyết định ví dụ", Created: today})
	const a4w, a4h = 595.28, 841.89
	w.Sheet(a4w, a4h)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// added signs a file and returns the longer one.
func added(t testing.TB, file []byte, k Key, tsa Stamper) []byte {
	t.Helper()
	more, err := SignPDF(context.Background(), bytes.NewReader(file), int64(len(file)), pdf.Field{At: today}, k, tsa)
	if err != nil {
		t.Fatal(err)
	}
	return append(bytes.Clone(file), more...)
}

func verified(t testing.TB, file []byte, trust Trust, now time.Time) office.SignatureReport {
	t.Helper()
	r, err := VerifyPDF(context.Background(), bytes.NewReader(file), int64(len(file)), trust, now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// pdfsig asks poppler, with the root among those that it trusts.
func pdfsig(t testing.TB, root *issuer, file []byte) string {
	t.Helper()
	return newPoppler(t, root).says(file)
}

// poppler is a pdfsig that trusts one root.
type poppler struct {
	t   testing.TB
	dir string
}

func newPoppler(t testing.TB, root *issuer) poppler {
	t.Helper()
	dir := t.TempDir()
	mustRun(t, "libnss3-tools", "certutil", "-N", "-d", dir, "--empty-password")
	mustRun(t, "libnss3-tools", "certutil", "-A", "-d", dir, "-n", "root", "-t", "C,C,C", "-i", put(t, dir, "root.pem", pemOf(root.c)))
	return poppler{t, dir}
}

// says is all that pdfsig prints. It answers with an error about a file that has
// no signature that it can find.
func (p poppler) says(file []byte) string {
	p.t.Helper()
	said, _ := run(p.t, "poppler-utils", "pdfsig", "-nssdir", p.dir, put(p.t, p.dir, "ky.pdf", file))
	return said
}

// inPDF takes the last signature out of a file: its CMS, and what it covers.
func inPDF(t testing.TB, file []byte) (cms, covered []byte) {
	t.Helper()
	found, err := pdf.Signatures(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil || len(found) == 0 {
		t.Fatalf("%d signatures, %v", len(found), err)
	}
	s := found[len(found)-1]
	return s.CMS, append(bytes.Clone(file[:s.Range[1]]), file[s.Range[2]:s.Range[2]+s.Range[3]]...)
}

// opensslStamper is a time-stamp authority that openssl plays.
type opensslStamper struct {
	t   testing.TB
	dir string
	now time.Time
}

func newOpensslStamper(t testing.TB, w *world) opensslStamper {
	dir := t.TempDir()
	put(t, dir, "tsa.pem", pemOf(w.tsa.c))
	put(t, dir, "root.pem", pemOf(w.root.c))
	put(t, dir, "tsa.key", pemKey(t, w.tsa.key))
	put(t, dir, "serial", []byte("01\n"))
	put(t, dir, "tsa.cnf", fmt.Appendf(nil, "[tsa]\ndefault_tsa = one\n[one]\nserial = %[1]s/serial\nsigner_cert = %[1]s/tsa.pem\nsigner_key = %[1]s/tsa.key\n"+
		"signer_digest = sha256\ncerts = %[1]s/root.pem\ndefault_policy = 1.2.3.4.1\ndigests = sha256\ness_cert_id_alg = sha256\n", dir))
	return opensslStamper{t, dir, time.Now()}
}

func (s opensslStamper) Stamp(_ context.Context, imprint []byte, hash crypto.Hash) ([]byte, error) {
	q, err := NewStampRequest(imprint, hash)
	if err != nil {
		return nil, err
	}
	reply := filepath.Join(s.dir, "reply")
	mustRun(s.t, "openssl", "openssl", "ts", "-reply", "-config", filepath.Join(s.dir, "tsa.cnf"), "-queryfile", put(s.t, s.dir, "query", q.DER), "-out", reply)
	b, err := os.ReadFile(reply)
	if err != nil {
		return nil, err
	}
	return q.Read(b, s.now)
}

func TestPopplerBelievesWhatWeSign(t *testing.T) {
	for _, kind := range keyKinds {
		t.Run(kind.name, func(t *testing.T) {
			h := newHouse(t, kind.key(), nil)
			w := &world{h, makeCertificate(t, h.root, "Dấu Thời Gian Ví Dụ", ecKey(elliptic.P256()), asStamper), t}
			k := h.open(t)
			file := samplePDF(t)
			once := added(t, file, k, newOpensslStamper(t, w))
			said := pdfsig(t, h.root, once)
			for _, want := range []string{"Signature is Valid", "Certificate is Trusted", "Total document signed", "ETSI.CAdES.detached", "Nguyễn Văn Mẫu"} {
				if !strings.Contains(said, want) {
					t.Errorf("pdfsig does not say %q:\n%s", want, said)
				}
			}
			if grown := len(once) - len(file); grown > 40<<10 {
				t.Errorf("the file grew by %d bytes", grown)
			}
			cms, covered := inPDF(t, once)
			if out, err := opensslAccepts(t, h, cms, covered); err != nil {
				t.Errorf("openssl refuses what stands in the file: %s", out)
			}
			twice := added(t, once, k, nil)
			if said := pdfsig(t, h.root, twice); strings.Count(said, "Signature is Valid") != 2 {
				t.Errorf("a second signature:\n%s", said)
			}
			r := verified(t, twice, w.trust(today), time.Now().Add(time.Minute))
			if r.Verdict != office.SignatureValid || len(r.Signatures) != 2 || r.Signatures[0].Level != office.LevelLT || r.Signatures[0].CoversFile || !r.Signatures[1].CoversFile {
				t.Errorf("%+v", r)
			}
			if !bytes.HasPrefix(twice, once) || !bytes.HasPrefix(once, file) {
				t.Error("the original is not a prefix")
			}
		})
	}
}

func TestEveryFlippedByteOfASignedFileIsCaught(t *testing.T) {
	w := newWorld(t, nil)
	file := added(t, samplePDF(t), &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}, nil)
	trust := w.trust(today)
	found, err := pdf.Signatures(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil || verified(t, file, trust, today).Verdict != office.SignatureValid {
		t.Fatal(err)
	}
	hole := [2]int64{found[0].Range[1], found[0].Range[2]}
	for at := int64(0); at < int64(len(file)); at += 7 {
		if at >= hole[0] && at < hole[1] {
			continue
		}
		bad := bytes.Clone(file)
		bad[at] ^= 1
		r, err := VerifyPDF(context.Background(), bytes.NewReader(bad), int64(len(bad)), trust, today)
		if err == nil && r.Verdict != office.SignatureInvalid {
			t.Fatalf("byte %d flipped: %s", at, r.Verdict)
		}
	}
}

// TestNoFlippedByteGetsPastAnotherProgram samples the ranges of two signatures.
// The random places are new on every run; a failure tells the place.
func TestNoFlippedByteGetsPastAnotherProgram(t *testing.T) {
	w := newWorld(t, nil)
	k := &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}
	once := added(t, heavyPDF(t, 0), k, newOpensslStamper(t, w))
	file, trust := added(t, once, k, nil), w.trust(today)
	all, err := pdf.Signatures(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil || len(all) != 2 {
		t.Fatalf("%d signatures, %v", len(all), err)
	}
	const forPoppler, forPyHanko = 60, 20
	program := newPoppler(t, w.root)
	var files [][]byte
	var places []int
	for len(files) < forPoppler {
		at, bit := rand.IntN(int(all[0].Range[2]+all[0].Range[3])), rand.IntN(8)
		if len(files) == 0 { // a field whose name is no text any more
			at, bit = bytes.Index(file, []byte("/FT /Sig /T <feff"))+len("/FT /Sig /T <"), 1
		}
		if int64(at) >= all[0].Range[1] && int64(at) < all[0].Range[2] {
			continue
		}
		bad := bytes.Clone(file)
		bad[at] ^= 1 << bit
		files, places = append(files, bad), append(places, at)
		if said := program.says(bad); strings.Contains(said, "Signature is Valid") {
			t.Errorf("pdfsig believes a file with byte %d flipped:\n%s", at, said)
		}
		if r, err := VerifyPDF(context.Background(), bytes.NewReader(bad), int64(len(bad)), trust, time.Now()); err == nil && r.Verdict != office.SignatureInvalid {
			t.Errorf("byte %d flipped: %s", at, r.Verdict)
		}
	}
	for n, opinions := range opinionsOf(t, w.root, nil, files[:forPyHanko]...) {
		for _, o := range opinions.Signatures {
			if o.Intact {
				t.Errorf("pyHanko believes %q with byte %d flipped", o.Field, places[n])
			}
		}
	}
}

func TestWhatCameAfterASignatureIsTold(t *testing.T) {
	w := newWorld(t, nil)
	file := added(t, samplePDF(t), &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}, nil)
	tail := append(bytes.Clone(file), []byte("\n% thêm\n")...)
	if r := verified(t, tail, w.trust(today), today); r.Verdict != office.SignatureInvalid {
		t.Errorf("a tail that nobody signed: %+v", r)
	}
	if _, err := VerifyPDF(context.Background(), bytes.NewReader(samplePDF(t)), int64(len(samplePDF(t))), w.trust(today), today); !errors.Is(err, NothingSigned) {
		t.Errorf("no signature: %v", err)
	}
}

func TestANewerPageBehindASignatureIsNeverValid(t *testing.T) {
	w := newWorld(t, nil)
	file := added(t, heavyPDF(t, 0), &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}, nil)
	if r := verified(t, file, w.trust(today), today); r.Verdict != office.SignatureValid {
		t.Fatalf("unchanged: %+v", r)
	}
	tables := regexp.MustCompile(`startxref\n(\d+)`).FindAllSubmatch(file, -1)
	shadow := bytes.NewBuffer(bytes.Clone(file))
	at := shadow.Len()
	shadow.WriteString("4 0 obj\n<< /Length 22 >>\nstream\n1 0 0 rg 9 9 99 99 re f\nendstream\nendobj\n")
	table := shadow.Len()
	fmt.Fprintf(shadow, "xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 20 /Root 1 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n", at, tables[len(tables)-1][1], table)
	r := verified(t, shadow.Bytes(), w.trust(today), today)
	if r.Verdict != office.SignatureInvalid || len(r.Signatures) != 1 || len(r.Signatures[0].Since) == 0 || r.Signatures[0].CoversFile {
		t.Errorf("a page was put over the signed one: %+v", r)
	}
}

func TestASignatureMadeOfflineIsCompletedLater(t *testing.T) {
	w, line := newConnected(t)
	w.tsa = makeCertificate(t, w.root, "Dấu Thời Gian Ví Dụ", ecKey(elliptic.P256()), func(c *x509.Certificate) {
		asStamper(c)
		c.NotAfter = today.Add(10 * year)
		c.CRLDistributionPoints = []string{"http://ca.example/root.crl"}
	})
	ctx := context.Background()
	file := added(t, samplePDF(t), &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}, nil)
	trust := Trust{Roots: []*x509.Certificate{w.root.c}}
	if r := verified(t, file, trust, today); r.Verdict != office.SignatureReserved {
		t.Errorf("offline: %+v", r)
	}
	if more, err := ExtendPDF(ctx, bytes.NewReader(file), int64(len(file)), trust, stamper{w.tsa, today, t}, today); more != nil || !errors.Is(err, EvidenceAway) {
		t.Errorf("offline, %d bytes were added: %v", len(more), err)
	}
	online := trust
	online.Fetcher = line
	more, err := ExtendPDF(ctx, bytes.NewReader(file), int64(len(file)), online, stamper{w.tsa, today, t}, today)
	if err != nil {
		t.Fatal(err)
	}
	file = append(file, more...)
	later := today.Add(3 * year)
	r := verified(t, file, trust, later)
	if r.Verdict != office.SignatureValid || len(r.Signatures) != 2 {
		t.Fatalf("three years later, offline: %+v", r)
	}
	first, last := r.Signatures[0], r.Signatures[1]
	if first.Level != office.LevelLT || first.AtFrom != office.TimeStamped || first.CertificateNow != office.CertificateExpired || !last.Stamp || !last.CoversFile {
		t.Errorf("%+v", r.Signatures)
	}
	if said := pdfsig(t, w.root, file); strings.Count(said, "Signature is Valid") < 1 {
		t.Errorf("pdfsig: %s", said)
	}
}

// TestADoubtedStampOfTheFileDatesNoSignature: only one that is valid proves a time.
func TestADoubtedStampOfTheFileDatesNoSignature(t *testing.T) {
	w, stranger := newWorld(t, nil), newWorld(t, nil)
	file := added(t, samplePDF(t), &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}, nil)
	for name, c := range map[string]struct {
		tsa    *issuer
		proven bool
	}{"a trusted one": {w.tsa, true}, "a stranger's": {stranger.tsa, false}} {
		more, err := StampPDF(context.Background(), bytes.NewReader(file), int64(len(file)), stamper{c.tsa, today, t})
		if err != nil {
			t.Fatal(err)
		}
		r := verified(t, append(bytes.Clone(file), more...), w.trust(today), today)
		if r.Signatures[1].Verdict == office.SignatureInvalid || (r.Signatures[0].AtFrom == office.TimeStamped) != c.proven {
			t.Errorf("%s: %+v", name, r.Signatures)
		}
	}
}

// TestNothingIsAddedWhileTheWordOfAnIssuerIsOld: it would prove nothing of now.
func TestNothingIsAddedWhileTheWordOfAnIssuerIsOld(t *testing.T) {
	w := newWorld(t, nil)
	file := added(t, samplePDF(t), &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}, nil)
	old := w.trust(today.Add(-month(1)))
	if more, err := ExtendPDF(context.Background(), bytes.NewReader(file), int64(len(file)), old, nil, today); more != nil || !errors.Is(err, EvidenceAway) {
		t.Errorf("%d bytes were added: %v", len(more), err)
	}
}

func TestAFailureLeavesNothingToAppend(t *testing.T) {
	w := newWorld(t, nil)
	file := samplePDF(t)
	down := errors.New("down")
	k := &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}
	for name, c := range map[string]struct {
		file []byte
		k    Key
		tsa  Stamper
		at   time.Time
		want error
	}{
		"time stamps are down": {file, k, failing{down}, today, down},
		"the token is gone":    {file, liar{k, func([]byte) ([]byte, error) { return nil, TokenAway }}, nil, today, TokenAway},
		"expired":              {file, k, nil, today.Add(5 * year), CertificateExpired},
		"no PDF":               {content, k, nil, today, nil},
	} {
		more, err := SignPDF(context.Background(), bytes.NewReader(c.file), int64(len(c.file)), pdf.Field{At: c.at}, c.k, c.tsa)
		if more != nil || err == nil || (c.want != nil && !errors.Is(err, c.want)) {
			t.Errorf("%s: %d bytes, %v", name, len(more), err)
		}
	}
}

type failing struct{ err error }

func (f failing) Stamp(context.Context, []byte, crypto.Hash) ([]byte, error) { return nil, f.err }

func TestRootsAreReadInEitherForm(t *testing.T) {
	w := newWorld(t, nil)
	for name, b := range map[string][]byte{"PEM": pemOf(w.root.c, w.middle.c), "DER": w.root.c.Raw} {
		if found, err := ReadRoots(b); err != nil || !found[0].Equal(w.root.c) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, b := range map[string][]byte{"a clerk's": pemOf(w.clerk.c), "a text": content, "nothing": nil, "a key": pemKey(t, w.root.key)} {
		if found, err := ReadRoots(b); !errors.Is(err, RootForeign) {
			t.Errorf("%s: %d, %v", name, len(found), err)
		}
	}
}
