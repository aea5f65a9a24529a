package sign

import (
	"crypto/x509"
	"os"
	"path/filepath"
	"testing"

	"tram/local/office"
)

// TestSignaturesOfOtherProgramsAreJudged asks openssl for every shape that is
// met in the field.
func TestSignaturesOfOtherProgramsAreJudged(t *testing.T) {
	h := newHouse(t, rsaKey(), func(c *x509.Certificate) { c.SubjectKeyId = []byte("khóa ký ví dụ") })
	w := &world{house: h, t: t}
	dir := t.TempDir()
	put(t, dir, "content", content)
	put(t, dir, "key.pem", pemKey(t, h.clerk.key))
	put(t, dir, "cert.pem", pemOf(h.clerk.c))
	put(t, dir, "chain.pem", pemOf(h.chain()...))
	for name, c := range map[string]struct {
		with    []string
		verdict office.SignatureVerdict
		reason  string
		level   office.SignatureLevel
	}{
		"CAdES":               {[]string{"-cades"}, office.SignatureValid, "", office.LevelB},
		"plain CMS":           {nil, office.SignatureValid, "", office.LevelPlain},
		"SHA-512":             {[]string{"-cades", "-md", "sha512"}, office.SignatureValid, "", office.LevelB},
		"PSS":                 {[]string{"-cades", "-keyopt", "rsa_padding_mode:pss"}, office.SignatureValid, "", office.LevelB},
		"PSS with SHA-384":    {[]string{"-md", "sha384", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:48"}, office.SignatureValid, "", office.LevelPlain},
		"named by its key":    {[]string{"-keyid"}, office.SignatureValid, "", office.LevelPlain},
		"lengths at the end":  {[]string{"-stream", "-indef"}, office.SignatureInvalid, "kiểu cũ", ""},
		"SHA-1":               {[]string{"-md", "sha1"}, office.SignatureInvalid, "SHA-1", ""},
		"without attributes":  {[]string{"-noattr"}, office.SignatureInvalid, "thiếu", ""},
		"with its content":    {[]string{"-nodetach"}, office.SignatureInvalid, "kiểu cũ", ""},
		"without certificate": {[]string{"-nocerts"}, office.SignatureInvalid, "không kèm chứng thư", ""},
	} {
		out := filepath.Join(dir, "out.der")
		args := append([]string{"openssl", "cms", "-sign", "-binary", "-in", filepath.Join(dir, "content"), "-signer", filepath.Join(dir, "cert.pem"),
			"-inkey", filepath.Join(dir, "key.pem"), "-certfile", filepath.Join(dir, "chain.pem"), "-outform", "DER", "-out", out}, c.with...)
		mustRun(t, "openssl", args...)
		cms, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		f := w.judge(cms, w.trust(today), Moment{Now: today})
		wants(t, name, f, c.verdict, c.reason)
		if f.Level != c.level {
			t.Errorf("%s: level %s, want %s", name, f.Level, c.level)
		}
	}
}
