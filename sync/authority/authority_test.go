package authority

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/pdf"
	"tram/local/sign"
	"tram/sync/authority/authoritytest"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type clock struct{ ahead time.Duration }

func (c clock) Now() time.Time           { return time.Now().Add(c.ahead) }
func (clock) Source() office.ClockSource { return office.ClockSource{Name: "test"} }

func serve(t *testing.T, handle http.HandlerFunc) (string, *http.Client) {
	t.Helper()
	s := httptest.NewServer(handle)
	client := NewClient()
	t.Cleanup(func() { client.CloseIdleConnections(); s.CloseClientConnections(); s.Close() })
	return s.URL, client
}

var imprint = sha256.Sum256([]byte("chữ ký ví dụ"))

func TestAnHonestAuthorityGivesATokenThatOpensslVerifies(t *testing.T) {
	a, client := authoritytest.New(t), NewClient()
	defer client.CloseIdleConnections()
	s := &Stamper{URL: a.TSA, Client: client, Clock: clock{}}
	token, err := s.Stamp(context.Background(), imprint[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "token.der")
	if err := os.WriteFile(file, token, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("openssl", "ts", "-verify", "-token_in", "-in", file, "-digest", fmt.Sprintf("%x", imprint), "-CAfile", a.RootPEM).CombinedOutput()
	if err != nil {
		t.Errorf("openssl refuses the token: %s", out)
	}
}

// TestASignatureStampedOverTheLineIsBelievedByPoppler is B-T as an office makes
// it: the token comes from a server.
func TestASignatureStampedOverTheLineIsBelievedByPoppler(t *testing.T) {
	a, client, ctx, now := authoritytest.New(t), NewClient(), context.Background(), time.Now()
	defer client.CloseIdleConnections()
	path, _ := a.KeyFile("Nguyễn Văn Mẫu", nil)
	key, err := sign.OpenFile(ctx, path, []byte(authoritytest.Password))
	if err != nil {
		t.Fatal(err)
	}
	defer key.Close()
	var made bytes.Buffer
	w := pdf.NewWriter(&made, pdf.About{ID: [16]byte{1}, Title: "Giấy mẫu", Created: now})
	w.Sheet(595.28, 841.89)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	more, err := sign.SignPDF(ctx, bytes.NewReader(made.Bytes()), int64(made.Len()), pdf.Field{At: now}, key, &Stamper{URL: a.TSA, Client: client, Clock: clock{}})
	if err != nil {
		t.Fatal(err)
	}
	file := append(made.Bytes(), more...)
	r, err := sign.VerifyPDF(ctx, bytes.NewReader(file), int64(len(file)), sign.Trust{Roots: []*x509.Certificate{a.Root}}, now.Add(time.Minute))
	if err != nil || r.Verdict == office.SignatureInvalid || r.Signatures[0].Level != office.LevelT || r.Signatures[0].AtFrom != office.TimeStamped {
		t.Errorf("we say %+v, %v", r, err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ky.pdf"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"certutil", "-N", "-d", dir, "--empty-password"},
		{"certutil", "-A", "-d", dir, "-n", "root", "-t", "C,C,C", "-i", a.RootPEM}} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("certutil is needed here (apt-get install libnss3-tools): %v %s", err, out)
		}
	}
	said, err := exec.Command("pdfsig", "-nssdir", dir, filepath.Join(dir, "ky.pdf")).CombinedOutput()
	if err != nil {
		t.Fatalf("pdfsig is needed here (apt-get install poppler-utils): %v %s", err, said)
	}
	for _, want := range []string{"Signature is Valid", "Certificate is Trusted", "Total document signed"} {
		if !bytes.Contains(said, []byte(want)) {
			t.Errorf("pdfsig does not say %q:\n%s", want, said)
		}
	}
}

func TestAnAuthorityThatLiesIsNotBelieved(t *testing.T) {
	a := authoritytest.New(t)
	other := sha256.Sum256([]byte("khác"))
	asked := func(imprint []byte) []byte {
		q, err := sign.NewStampRequest(imprint, crypto.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		reply, err := a.Reply(q.DER)
		if err != nil {
			t.Fatal(err)
		}
		return reply
	}
	replayed, ofOther := asked(imprint[:]), asked(other[:])
	flipped := func(query []byte) []byte {
		reply, _ := a.Reply(query)
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
		"a clock a year behind": {func(q []byte) []byte { r, _ := a.Reply(q); return r }, -365 * 24 * time.Hour, sign.StampClock},
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
