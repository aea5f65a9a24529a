package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"

	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

// opinion is what pyHanko says of one signature.
type opinion struct {
	Field   string
	Stamp   bool
	Covers  string
	Allowed bool // what came later, by DocMDP
	Changes string
	Intact  bool
	Level   string
	Basic   string // the outcome of EN 319 102-1, 5.3
	About   bool   // the file has evidence about it by name (VRI)
}

// pyHanko runs .ci/pyhanko/ask.py.
func pyHanko(t testing.TB, args ...string) []byte {
	t.Helper()
	python, err := filepath.Abs("../../bin/pyhanko/bin/python")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(python); err != nil {
		t.Fatal("pyHanko is needed here: apt-get install python3-venv, then make bin/pyhanko")
	}
	command := exec.Command(python, append([]string{"../../.ci/pyhanko/ask.py"}, args...)...)
	command.Env = append(os.Environ(), "TRAM_PIN="+password, "PYTHONDONTWRITEBYTECODE=1")
	var said bytes.Buffer
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		t.Fatalf("pyHanko: %v\n%s", err, said.Bytes())
	}
	return out
}

// answer is what pyHanko says of a file.
type answer struct {
	Signatures []opinion
	Error      string
}

// opinionsOf asks pyHanko about files; words are what the checker has at hand.
func opinionsOf(t testing.TB, root *issuer, words [][]byte, files ...[]byte) (answers []answer) {
	t.Helper()
	dir := t.TempDir()
	args := []string{"check", "--root", put(t, dir, "root.pem", pemOf(root.c))}
	for n, w := range words {
		args = append(args, "--word", put(t, dir, fmt.Sprintf("%d.crl", n), w))
	}
	for n, f := range files {
		args = append(args, put(t, dir, fmt.Sprintf("%d.pdf", n), f))
	}
	if err := json.Unmarshal(pyHanko(t, args...), &answers); err != nil || len(answers) != len(files) {
		t.Fatalf("%d answers, %v", len(answers), err)
	}
	return answers
}

// opinions asks pyHanko about files that it can read.
func opinions(t testing.TB, root *issuer, words [][]byte, files ...[]byte) (all [][]opinion) {
	t.Helper()
	for _, a := range opinionsOf(t, root, words, files...) {
		if a.Error != "" {
			t.Errorf("pyHanko cannot read a file: %s", a.Error)
		}
		all = append(all, a.Signatures)
	}
	return all
}

// extended adds evidence to a file, and a stamp over it where there is a tsa.
func extended(t testing.TB, file []byte, trust Trust, tsa Stamper, now time.Time) []byte {
	t.Helper()
	more, err := ExtendPDF(context.Background(), bytes.NewReader(file), int64(len(file)), trust, tsa, now)
	if err != nil {
		t.Fatal(err)
	}
	return append(bytes.Clone(file), more...)
}

// TestPyHankoFindsTheLevelsThatWeSign is about files of ours: what a level of
// PAdES asks is there, by the judgement of another program.
func TestPyHankoFindsTheLevelsThatWeSign(t *testing.T) {
	for _, kind := range keyKinds {
		t.Run(kind.name, func(t *testing.T) {
			h := newHouse(t, kind.key(), nil)
			w := &world{h, makeCertificate(t, h.root, "Dấu Thời Gian Ví Dụ", ecKey(elliptic.P256()), asStamper), t}
			k, tsa, trust := h.open(t), newOpensslStamper(t, w), w.trust(today)
			plain := added(t, samplePDF(t), k, nil)
			stamped := added(t, samplePDF(t), k, tsa)
			kept := extended(t, stamped, trust, nil, time.Now())
			files := [][]byte{plain, stamped, kept, extended(t, stamped, trust, tsa, time.Now()), extended(t, plain, trust, tsa, time.Now()), added(t, kept, k, tsa)}
			whole, grown := opinion{Covers: "ENTIRE_FILE", Changes: "NONE"}, opinion{Covers: "ENTIRE_REVISION", Changes: "LTA_UPDATES", About: true}
			stamp := opinion{Covers: "ENTIRE_FILE", Changes: "NONE", Stamp: true}
			signedAgain := opinion{Covers: "ENTIRE_REVISION", Changes: "FORM_FILLING", About: true}
			left(t, kind.name, h.root, trust.Kept.CRLs, files)
			all := opinions(t, h.root, trust.Kept.CRLs, files...)
			for n, want := range [][]opinion{
				{whole.at("B-B")}, {whole.at("B-T")}, {grown.at("B-LT")}, {grown.at("B-LTA"), stamp},
				// A time stamp over the document does not count for pyHanko's
				// process of B-T, which asks for one inside the signature.
				{grown.at("B-B"), stamp},
				// The evidence about the first serves the second too.
				{signedAgain.at("B-LT"), whole.at("B-LT")},
			} {
				agrees(t, fmt.Sprint("file ", n), all[n], want)
			}
		})
	}
}

// left leaves the files for a program that is asked by hand, where
// .ci/eudss/ask.sh wants them.
func left(t *testing.T, name string, root *issuer, words, files [][]byte) {
	t.Helper()
	if os.Getenv("TRAM_SIGNED") == "" {
		return
	}
	dir := filepath.Join(os.Getenv("TRAM_SIGNED"), name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "root.pem", pemOf(root.c))
	for n, w := range words {
		put(t, dir, fmt.Sprintf("%d.crl", n), w)
	}
	for n, f := range files {
		put(t, dir, fmt.Sprintf("%d.pdf", n), f)
	}
}

func (o opinion) at(level string) opinion {
	o.Level = level
	return o
}

func agrees(t *testing.T, name string, got, want []opinion) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d signatures, want %d", name, len(got), len(want))
		return
	}
	for n, g := range got {
		w := want[n]
		if !g.Intact || g.Basic != "OK" || !g.Allowed || g.Stamp != w.Stamp || g.Level != w.Level ||
			g.Covers != w.Covers || g.Changes != w.Changes || g.About != w.About {
			t.Errorf("%s, signature %d: %+v\nwant %+v", name, n, g, w)
		}
	}
}

// saved writes a key with its certificates as pyHanko reads them.
func (i *issuer) saved(t testing.TB, dir, name string) string {
	t.Helper()
	var above []*x509.Certificate
	for over := i.over; over != nil; over = over.over {
		above = append(above, over.c)
	}
	b, err := pkcs12.Modern.Encode(i.key, i.c, above, password)
	if err != nil {
		t.Fatal(err)
	}
	return put(t, dir, name, b)
}

// job is one signature that pyHanko is to make.
type job struct {
	In      string `json:"in"`
	Out     string `json:"out"`
	Key     string `json:"key"`
	Stamp   string `json:"stamp,omitempty"`
	Store   bool   `json:"store,omitempty"`
	Field   string `json:"field,omitempty"` // one that is there
	Look    bool   `json:"look,omitempty"`
	Opaque  bool   `json:"opaque,omitempty"` // a look on a white ground
	Certify int    `json:"certify,omitempty"`
}

// otherDesk is a desk where pyHanko signs.
type otherDesk struct {
	w     *world
	dir   string
	key   string
	stamp string
}

// newOtherDesk has a time-stamp authority with an RSA key, the only kind that
// pyHanko plays.
func newOtherDesk(t testing.TB, key crypto.Signer) *otherDesk {
	h := newHouse(t, key, nil)
	w := &world{h, makeCertificate(t, h.root, "Dấu Thời Gian Ví Dụ", rsaKey(), asStamper), t}
	dir := t.TempDir()
	return &otherDesk{w, dir, h.clerk.saved(t, dir, "khoa.p12"), w.tsa.saved(t, dir, "dau.p12")}
}

// sign has a file signed in several ways.
func (d *otherDesk) sign(t testing.TB, from []byte, jobs ...job) (files [][]byte) {
	t.Helper()
	in := put(t, d.dir, "in.pdf", from)
	for n := range jobs {
		jobs[n].In, jobs[n].Out, jobs[n].Key = in, filepath.Join(d.dir, fmt.Sprintf("out%d.pdf", n)), d.key
	}
	list, err := json.Marshal(jobs)
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"sign", "--root", put(t, d.dir, "root.pem", pemOf(d.w.root.c))}
	for n, word := range d.w.trust(today).Kept.CRLs {
		args = append(args, "--word", put(t, d.dir, fmt.Sprintf("%d.crl", n), word))
	}
	pyHanko(t, append(args, put(t, d.dir, "jobs.json", list))...)
	for _, j := range jobs {
		b, err := os.ReadFile(j.Out)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, b)
	}
	return files
}

// TestWhatPyHankoSignsIsJudgedAtItsLevel is about files of pyHanko's.
func TestWhatPyHankoSignsIsJudgedAtItsLevel(t *testing.T) {
	for _, kind := range keyKinds {
		t.Run(kind.name, func(t *testing.T) {
			d := newOtherDesk(t, kind.key())
			trust := d.w.trust(today)
			alone := Trust{Roots: trust.Roots} // only what the file brings along
			cases := []struct {
				name    string
				job     job
				trust   Trust
				verdict office.SignatureVerdict
				level   office.SignatureLevel
			}{
				{"B-B", job{}, trust, office.SignatureValid, office.LevelB},
				{"B-B with a look", job{Look: true}, trust, office.SignatureValid, office.LevelB},
				{"B-T", job{Stamp: d.stamp}, alone, office.SignatureReserved, office.LevelT},
				{"B-LT", job{Stamp: d.stamp, Store: true}, alone, office.SignatureValid, office.LevelLT},
				{"B-LT with a look", job{Stamp: d.stamp, Store: true, Look: true}, alone, office.SignatureValid, office.LevelLT},
				{"certified, nothing", job{Certify: 1}, trust, office.SignatureValid, office.LevelB},
				{"certified, forms", job{Certify: 2, Look: true}, trust, office.SignatureValid, office.LevelB},
				{"certified, notes, B-LT", job{Certify: 3, Stamp: d.stamp, Store: true}, alone, office.SignatureValid, office.LevelLT},
			}
			var jobs []job
			for _, c := range cases {
				jobs = append(jobs, c.job)
			}
			now := time.Now().Add(time.Minute)
			for n, file := range d.sign(t, samplePDF(t), jobs...) {
				c := cases[n]
				r := verified(t, file, c.trust, now)
				if r.Verdict != c.verdict || len(r.Signatures) != 1 || r.Signatures[0].Level != c.level {
					t.Errorf("%s: %+v, want %s at level %s", c.name, r, c.verdict, c.level)
				}
			}
		})
	}
}

func TestSignaturesOfTwoProgramsLeaveEachOtherValid(t *testing.T) {
	d := newOtherDesk(t, rsaKey())
	k, trust := d.w.open(t), d.w.trust(today)
	three := added(t, d.sign(t, added(t, samplePDF(t), k, nil), job{Look: true})[0], k, nil)
	if r := verified(t, three, trust, time.Now().Add(time.Minute)); r.Verdict != office.SignatureValid || len(r.Signatures) != 3 {
		t.Errorf("we say %+v", r)
	}
	earlier := opinion{Level: "B-B", Covers: "ENTIRE_REVISION", Changes: "FORM_FILLING"}
	agrees(t, "pyHanko", opinions(t, d.w.root, trust.Kept.CRLs, three)[0],
		[]opinion{earlier, earlier, {Level: "B-B", Covers: "ENTIRE_FILE", Changes: "NONE"}})
	if said := pdfsig(t, d.w.root, three); strings.Count(said, "Signature is Valid") != 3 || strings.Count(said, "Total document signed") != 1 {
		t.Errorf("pdfsig says %s", said)
	}
}

// TestAnOlderKindOfSignatureHasNoLevel is about what pdfsig of Debian 12 makes:
// it names its certificate, but by its kind it is no PAdES.
func TestAnOlderKindOfSignatureHasNoLevel(t *testing.T) {
	d := newOtherDesk(t, rsaKey())
	file := pdfsigSigns(t, d, prepared(false))
	r := verified(t, file, d.trust(), time.Now())
	if want := office.LevelPlain; r.Verdict != office.SignatureValid || bytes.Contains(file, []byte("adbe.pkcs7.detached")) != (r.Signatures[0].Level == want) {
		t.Errorf("%+v", r)
	}
}
