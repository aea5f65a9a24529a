package servertest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Exim is a server that takes mail of one account, and puts all of it into one folder. It knows
// nobody whose name begins with “khongco”, and takes nothing for “lucnao” at once.
type Exim struct {
	Address        string // host and port: sealed by STARTTLS
	Sealed         string // host and port: sealed from the first byte
	User, Password string
	Roots          *x509.CertPool
	Certificate    string // PEM, of whom Roots vouch
	mail           string
}

// ServeExim starts one until the test ends.
func ServeExim(t testing.TB) *Exim {
	t.Helper()
	program := "/usr/sbin/exim4"
	if _, err := os.Stat(program); err != nil {
		t.Fatal("Exim is needed here: .ci/deps.sh test")
	}
	who, dir := servants(t, "Debian-exim")
	for _, below := range []string{"spool", "mail"} {
		if err := os.Mkdir(filepath.Join(dir, below), 0o750); err != nil {
			t.Fatal(err)
		}
		give(t, who, filepath.Join(dir, below))
	}
	s := &Exim{Address: FreePort(t), Sealed: FreePort(t), User: "vanthu", Password: "bi-mat-rat-dai", mail: filepath.Join(dir, "mail")}
	cert, key, roots := certificate(t)
	s.Roots, s.Certificate = roots, cert
	for name, text := range map[string]string{"cert": cert, "key": key} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(dir, "config"), s.config(dir, who))
	run(t, s.Sealed, exec.Command(program, "-C", filepath.Join(dir, "config"), "-bdf", "-v"))
	return s
}

// servants are an account under which a server of mail works, and a folder of its own: whoever is
// root may not put down mail.
func servants(t testing.TB, root string) (who *user.User, dir string) {
	t.Helper()
	who, err := user.Current()
	if err == nil && who.Uid == "0" {
		who, err = user.Lookup(root)
	}
	if err != nil {
		t.Fatal(err)
	}
	dir, err = os.MkdirTemp("", "thu") //nolint:usetesting // another account sees nothing below the folder of a test
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	give(t, who, dir)
	return who, dir
}

// give has something belong to an account.
func give(t testing.TB, who *user.User, path string) {
	t.Helper()
	uid, err := strconv.Atoi(who.Uid)
	if err != nil {
		t.Fatal(err)
	}
	gid, err := strconv.Atoi(who.Gid)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(path, uid, gid); err != nil {
		t.Fatal(err)
	}
}

func (s *Exim) config(dir string, me *user.User) string {
	_, port, _ := strings.Cut(s.Address, ":")
	_, sealed, _ := strings.Cut(s.Sealed, ":")
	return strings.NewReplacer("DIR", dir, "PORT", port, "OVERTLS", sealed, "WHO", me.Uid, "GROUP", me.Gid, "NAME", s.User, "SECRET", s.Password).Replace(`
primary_hostname = thu.example.vn
exim_user = WHO
exim_group = GROUP
never_users =
local_interfaces = 127.0.0.1
daemon_smtp_ports = PORT : OVERTLS
tls_on_connect_ports = OVERTLS
tls_certificate = DIR/cert
tls_privatekey = DIR/key
tls_advertise_hosts = *
spool_directory = DIR/spool
log_file_path = DIR/log_%slog
pid_file_path = DIR/pid
deliver_drop_privilege
host_lookup =
rfc1413_query_timeout = 0s
message_size_limit = 2M
acl_smtp_rcpt = rcpt
acl_smtp_data = accept
begin acl
rcpt:
  deny condition = ${if match{$local_part}{^khongco}}
       message = no such person here
  defer condition = ${if match{$local_part}{^lucnao}}
       message = come again
  require authenticated = *
  accept
begin routers
all:
  driver = accept
  transport = folder
begin transports
folder:
  driver = appendfile
  directory = DIR/mail
  maildir_format
  create_directory
  envelope_to_add
  user = WHO
  group = GROUP
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if and{{eq{$auth2}{NAME}}{eq{$auth3}{SECRET}}}}
  server_set_id = $auth2
  server_advertise_condition = ${if def:tls_in_cipher}
`)
}

// Mail waits until so many letters lie there, and reads them.
func (s *Exim) Mail(t testing.TB, n int) (all [][]byte) {
	t.Helper()
	for until := time.Now().Add(longestStart); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		found, err := filepath.Glob(filepath.Join(s.mail, "new", "*"))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) < n {
			continue
		}
		for _, path := range found {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, b)
		}
		return all
	}
	t.Fatalf("not %d letters came", n)
	return nil
}

// certificate is one of the loopback, for whose maker the pool vouches.
func certificate(t testing.TB) (cert, key string, roots *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	is := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "thu.example.vn"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, is, is, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	roots = x509.NewCertPool()
	cert = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	roots.AppendCertsFromPEM([]byte(cert))
	return cert, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})), roots
}
