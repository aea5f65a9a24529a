package authority

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/sign"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type clock struct{ ahead time.Duration }

func (c clock) Now() time.Time           { return time.Now().Add(c.ahead) }
func (clock) Source() office.ClockSource { return office.ClockSource{Name: "test"} }

// tsa is an `openssl ts` behind HTTP.
type tsa struct {
	dir  string
	root *x509.Certificate
}

func newTSA(t *testing.T) *tsa {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Fatal("openssl is needed here: apt-get install openssl")
	}
	a := &tsa{dir: t.TempDir()}
	rootKey, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	var rootDER []byte
	a.root, rootDER = issue(t, "Gốc Ví Dụ", nil, rootKey, &rootKey.PublicKey)
	_, der := issue(t, "Dấu Thời Gian Ví Dụ", a.root, rootKey, &key.PublicKey)
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	a.put(t, "root.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: rootDER}))
	a.put(t, "tsa.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	a.put(t, "tsa.key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}))
	a.put(t, "serial", []byte("01\n"))
	a.put(t, "tsa.cnf", fmt.Appendf(nil, `[tsa]
default_tsa = one
[one]
serial = %[1]s/serial
signer_cert = %[1]s/tsa.pem
signer_key = %[1]s/tsa.key
signer_digest = sha256
certs = %[1]s/root.pem
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
`, a.dir))
	return a
}

func issue(t *testing.T, name string, over *x509.Certificate, signer crypto.Signer, public any) (*x509.Certificate, []byte) {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), BasicConstraintsValid: true}
	if over == nil {
		template.IsCA, template.KeyUsage = true, x509.KeyUsageCertSign
		over = template
	} else {
		template.KeyUsage = x509.KeyUsageDigitalSignature
		template.ExtraExtensions = []pkix.Extension{{Id: []int{2, 5, 29, 37}, Critical: true,
			Value: []byte{0x30, 0x0a, 0x06, 0x08, 0x2b, 6, 1, 5, 5, 7, 3, 8}}}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, over, public, signer)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c, der
}

func (a *tsa) put(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(a.dir, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// reply answers a question as openssl does.
func (a *tsa) reply(query []byte) ([]byte, error) {
	in, out := filepath.Join(a.dir, "query"), filepath.Join(a.dir, "reply")
	if err := os.WriteFile(in, query, 0o600); err != nil {
		return nil, err
	}
	said, err := exec.Command("openssl", "ts", "-reply", "-config", filepath.Join(a.dir, "tsa.cnf"), "-queryfile", in, "-out", out).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("openssl: %w: %s", err, said)
	}
	return os.ReadFile(out)
}

func serve(t *testing.T, handle http.HandlerFunc) (string, *http.Client) {
	t.Helper()
	s := httptest.NewServer(handle)
	client := NewClient()
	t.Cleanup(func() { client.CloseIdleConnections(); s.CloseClientConnections(); s.Close() })
	return s.URL, client
}

func (a *tsa) honest(t *testing.T) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		query, _ := io.ReadAll(r.Body)
		reply, err := a.reply(query)
		if err != nil {
			t.Error(err)
		}
		w.Write(reply)
	}
}

var imprint = sha256.Sum256([]byte("chữ ký ví dụ"))

func TestAnHonestAuthorityGivesATokenThatOpensslVerifies(t *testing.T) {
	a := newTSA(t)
	address, client := serve(t, a.honest(t))
	s := &Stamper{URL: address, Client: client, Clock: clock{}}
	token, err := s.Stamp(context.Background(), imprint[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	a.put(t, "token.der", token)
	out, err := exec.Command("openssl", "ts", "-verify", "-token_in", "-in", filepath.Join(a.dir, "token.der"), "-digest", fmt.Sprintf("%x", imprint),
		"-CAfile", filepath.Join(a.dir, "root.pem")).CombinedOutput()
	if err != nil {
		t.Errorf("openssl refuses the token: %s", out)
	}
}

func TestAnAuthorityThatLiesIsNotBelieved(t *testing.T) {
	a := newTSA(t)
	other := sha256.Sum256([]byte("khác"))
	asked := func(imprint []byte) []byte {
		q, err := sign.NewStampRequest(imprint, crypto.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		reply, err := a.reply(q.DER)
		if err != nil {
			t.Fatal(err)
		}
		return reply
	}
	replayed, ofOther := asked(imprint[:]), asked(other[:])
	flipped := func(query []byte) []byte {
		reply, _ := a.reply(query)
		reply[len(reply)-5] ^= 1
		return reply
	}
	for name, c := range map[string]struct {
		reply func([]byte) []byte
		ahead time.Duration
		want  error
	}{
		"an old answer again":   {func([]byte) []byte { return replayed }, 0, sign.StampFalse},
		"of something else":     {func([]byte) []byte { return ofOther }, 0, sign.StampFalse},
		"a forged token":        {flipped, 0, sign.StampFalse},
		"a clock a year behind": {func(q []byte) []byte { r, _ := a.reply(q); return r }, -365 * 24 * time.Hour, sign.StampClock},
		"a refusal":             {func([]byte) []byte { return []byte{0x30, 5, 0x30, 3, 2, 1, 2} }, 0, sign.StampRefused},
		"granted, no token":     {func([]byte) []byte { return []byte{0x30, 5, 0x30, 3, 2, 1, 0} }, 0, sign.StampRefused},
		"a web page":            {func([]byte) []byte { return []byte("<html>") }, 0, sign.StampRefused},
		"nothing":               {func([]byte) []byte { return nil }, 0, sign.StampRefused},
		"without an end":        {func([]byte) []byte { return make([]byte, sign.MaxStampReply+1) }, 0, sign.StampAway},
	} {
		address, client := serve(t, func(w http.ResponseWriter, r *http.Request) {
			query, _ := io.ReadAll(r.Body)
			w.Write(c.reply(query))
		})
		s := &Stamper{URL: address, Client: client, Clock: clock{c.ahead}}
		token, err := s.Stamp(context.Background(), imprint[:], crypto.SHA256)
		if token != nil || !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnAuthorityThatHangsOrIsDownCostsALimitedTime(t *testing.T) {
	hang := func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}
	address, client := serve(t, hang)
	s := &Stamper{URL: address, Client: client, Clock: clock{}, Limit: 50 * time.Millisecond}
	if _, err := s.Stamp(context.Background(), imprint[:], crypto.SHA256); !errors.Is(err, sign.StampAway) {
		t.Errorf("hanging: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Stamp(ctx, imprint[:], crypto.SHA256); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	for name, address := range map[string]string{"down": "http://127.0.0.1:1/", "no address": "", "a file": "file:///etc/passwd"} {
		s := &Stamper{URL: address, Client: client, Clock: clock{}}
		if _, err := s.Stamp(context.Background(), imprint[:], crypto.SHA256); !errors.Is(err, sign.StampAway) {
			t.Errorf("%s: %v", name, err)
		}
	}
	address, client = serve(t, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "bận", http.StatusServiceUnavailable) })
	s = &Stamper{URL: address, Client: client, Clock: clock{}}
	if _, err := s.Stamp(context.Background(), imprint[:], crypto.SHA256); !errors.Is(err, sign.StampAway) {
		t.Errorf("busy: %v", err)
	}
}

func TestAFetcherBringsWhatIsPublishedAndNoMore(t *testing.T) {
	address, client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/list":
			w.Write([]byte("danh sách"))
		case "/ocsp":
			question, _ := io.ReadAll(r.Body)
			fmt.Fprintf(w, "%s %s", r.Header.Get("Content-Type"), question)
		case "/huge":
			w.Write(bytes.Repeat([]byte{1}, maxAnswer+1))
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		}
	})
	f := &Fetcher{Client: client}
	if b, err := f.CRL(context.Background(), address+"/list"); err != nil || string(b) != "danh sách" {
		t.Errorf("list: %q, %v", b, err)
	}
	if b, err := f.OCSP(context.Background(), address+"/ocsp", []byte("hỏi")); err != nil || string(b) != "application/ocsp-request hỏi" {
		t.Errorf("answer: %q, %v", b, err)
	}
	for _, path := range []string{"/huge", "/round"} {
		if b, err := f.Certificate(context.Background(), address+path); err == nil {
			t.Errorf("%s: %d bytes were accepted", path, len(b))
		}
	}
}
