package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"

	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

// Limits of signing and judging, beside pdfsig by the clock.
const (
	signRatio   = 0.5
	signGrowth  = 40 << 10
	verifyRatio = 1.0
)

// signatures signs one document of a hundred pages and judges it, beside pdfsig
// with the same key and the same root.
func (b *bench) signatures(w io.Writer) error {
	if _, err := exec.LookPath("pdfsig"); err != nil {
		return fmt.Errorf("pdfsig is needed here (apt-get install poppler-utils): %w", err)
	}
	dir := b.signing()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	nick, err := makeKeys(dir)
	if err != nil {
		return err
	}
	if _, err := measure(os.Args[0], append([]string{"write", at("in.pdf")}, b.pages...)...); err != nil {
		return err
	}
	ours := &contender{name: "ký, local/sign", args: []string{os.Args[0], "sign", at("in.pdf"), at("ours.pdf"), at("key.p12")}}
	theirs := &contender{name: "ký, pdfsig -add-signature", args: []string{"pdfsig", at("in.pdf"), at("theirs.pdf"), "-add-signature", "-nssdir", dir, "-nick", nick}}
	judge := &contender{name: "xét, local/sign", args: []string{os.Args[0], "verify", at("ours.pdf"), at("root.pem"), at("root.crl")}}
	pdfsig := &contender{name: "xét, pdfsig", args: []string{"pdfsig", "-nssdir", dir, at("ours.pdf")}}
	physical, err := b.physical(at("in.pdf"))
	if err != nil {
		return err
	}
	if err := b.race(append([]*contender{theirs, ours, pdfsig, judge}, physical...)...); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nChữ ký trên tệp %d trang; trung vị của %d lượt xen kẽ; tải máy %s\n", pageCount, b.runs, busy())
	fmt.Fprintf(w, "%-42s %9s %9s %9s   %s\n", "", "thực, ms", "CPU, ms", "đỉnh, MB", "so với pdfsig, và với giới hạn của máy")
	for _, c := range []struct {
		of, peer *contender
		limit    float64
		out      string
	}{{theirs, nil, 0, at("theirs.pdf")}, {ours, theirs, signRatio, at("ours.pdf")}, {pdfsig, nil, 0, ""}, {judge, pdfsig, verifyRatio, ""}} {
		said := ""
		if c.peer != nil {
			ratio := float64(c.of.median().wall) / float64(c.peer.median().wall)
			said = fmt.Sprintf("%.2f× thực (≤ %.1f×: %s)", ratio, c.limit, yes(ratio <= c.limit))
		}
		if c.out != "" {
			grown, err := growth(at("in.pdf"), c.out)
			if err != nil {
				return err
			}
			said += fmt.Sprintf("  thêm %.1f KB", float64(grown)/(1<<10))
			if c.peer != nil {
				said += fmt.Sprintf(" (≤ %d KB: %s)", signGrowth>>10, yes(grown <= signGrowth))
			}
		}
		line(w, c.of, said+besides(c.of, physical))
	}
	for _, c := range physical {
		line(w, c, "")
	}
	return nil
}

// growth is how much longer a file is than another.
func growth(was, is string) (int64, error) {
	before, err := os.Stat(was)
	if err != nil {
		return 0, err
	}
	after, err := os.Stat(is)
	if err != nil {
		return 0, err
	}
	return after.Size() - before.Size(), nil
}

// makeKeys makes a root and an RSA key under it, as files for us and as a store
// of NSS for pdfsig.
func makeKeys(dir string) (nick string, err error) {
	now := time.Now()
	template := func(serial int64, name string) *x509.Certificate {
		return &x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name}, BasicConstraintsValid: true,
			NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour), KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment}
	}
	const bits = 2048
	rootKey, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		return "", err
	}
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		return "", err
	}
	above := template(1, "Gốc đo tốc độ")
	above.IsCA, above.KeyUsage = true, x509.KeyUsageCertSign|x509.KeyUsageCRLSign
	root, err := issued(above, above, &rootKey.PublicKey, rootKey)
	if err != nil {
		return "", err
	}
	clerk, err := issued(template(2, "Nguyễn Văn Mẫu"), root, &key.PublicKey, rootKey)
	if err != nil {
		return "", err
	}
	list, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: now.Add(-time.Minute), NextUpdate: now.Add(24 * time.Hour)}, root, rootKey)
	if err != nil {
		return "", err
	}
	file, err := pkcs12.Modern.Encode(key, clerk, []*x509.Certificate{root}, keyPassword)
	if err != nil {
		return "", err
	}
	for name, b := range map[string][]byte{"root.pem": pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Raw}), "root.crl": list, "key.p12": file} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			return "", err
		}
	}
	return store(dir)
}

func issued(template, above *x509.Certificate, key *rsa.PublicKey, by *rsa.PrivateKey) (*x509.Certificate, error) {
	der, err := x509.CreateCertificate(rand.Reader, template, above, key, by)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

// store puts key and root where NSS finds them, and tells by what name.
func store(dir string) (nick string, err error) {
	var out []byte
	for _, args := range [][]string{
		{"certutil", "-N", "-d", dir, "--empty-password"},
		{"certutil", "-A", "-d", dir, "-n", "goc", "-t", "C,C,C", "-i", filepath.Join(dir, "root.pem")},
		{"pk12util", "-d", dir, "-i", filepath.Join(dir, "key.p12"), "-W", keyPassword, "-K", ""},
		{"certutil", "-L", "-d", dir},
	} {
		if out, err = exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s is needed here (apt-get install libnss3-tools): %w %s", args[0], err, out)
		}
	}
	found := regexp.MustCompile(`(?m)^(.*\S)\s+u,u,u`).FindSubmatch(out)
	if found == nil {
		return "", fmt.Errorf("the key is not in the store: %s", out)
	}
	return string(found[1]), nil
}
