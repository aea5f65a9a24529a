package servertest

import (
	"crypto/x509"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Dovecot is a server of one box of mail, read by POP3.
type Dovecot struct {
	Address        string // host and port: sealed by STLS
	Sealed         string // host and port: sealed from the first byte
	User, Password string
	Roots          *x509.CertPool
	Certificate    string // PEM, of whom Roots vouch
	mail           string
	owner          func(path string)
}

// ServeDovecot starts one until the test ends.
func ServeDovecot(t testing.TB) *Dovecot {
	t.Helper()
	const program = "/usr/sbin/dovecot"
	if _, err := os.Stat(program); err != nil {
		t.Fatal("Dovecot is needed here: .ci/deps.sh test")
	}
	who, dir := servants(t, "dovecot")
	s := &Dovecot{Address: FreePort(t), Sealed: FreePort(t), User: "vanthu", Password: "bi-mat-rat-dai", mail: filepath.Join(dir, "mail"), owner: func(path string) { give(t, who, path) }}
	cert, key, roots := certificate(t)
	s.Roots, s.Certificate = roots, cert
	write(t, filepath.Join(dir, "cert"), cert)
	write(t, filepath.Join(dir, "key"), key)
	write(t, filepath.Join(dir, "users"), s.User+":{PLAIN}"+s.Password+":"+who.Uid+":"+who.Gid+"::"+dir+"\n")
	_, port, _ := strings.Cut(s.Address, ":")
	_, sealed, _ := strings.Cut(s.Sealed, ":")
	write(t, filepath.Join(dir, "config"), strings.NewReplacer("DIR", dir, "PORT", port, "OVERTLS", sealed, "WHO", who.Username, "UID", who.Uid).Replace(`
base_dir = DIR/run
state_dir = DIR/state
log_path = /dev/stderr
protocols = pop3
listen = 127.0.0.1
ssl = required
ssl_cert = <DIR/cert
ssl_key = <DIR/key
mail_location = maildir:DIR/mail
first_valid_uid = 1
default_internal_user = WHO
default_login_user = WHO
default_internal_group =
pop3_no_flag_updates = no
passdb {
  driver = passwd-file
  args = scheme=PLAIN DIR/users
}
userdb {
  driver = passwd-file
  args = DIR/users
}
service pop3-login {
  chroot =
  inet_listener pop3 {
    port = PORT
  }
  inet_listener pop3s {
    port = OVERTLS
    ssl = yes
  }
}
service anvil {
  chroot =
}
`))
	for _, name := range []string{"cert", "users"} {
		s.owner(filepath.Join(dir, name))
	}
	run(t, s.Sealed, exec.Command(program, "-F", "-c", filepath.Join(dir, "config")))
	return s
}

// Put puts letters there, in their order.
func (s *Dovecot) Put(t testing.TB, letters map[string]string) {
	t.Helper()
	for name, text := range letters {
		path := filepath.Join(s.mail, "new", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, path, text)
		for _, p := range []string{s.mail, filepath.Dir(path), path} {
			s.owner(p)
		}
	}
}

// Left are the letters that lie there still, wherever.
func (s *Dovecot) Left(t testing.TB) (n int) {
	t.Helper()
	for _, where := range []string{"new", "cur"} {
		found, err := filepath.Glob(filepath.Join(s.mail, where, "*"))
		if err != nil {
			t.Fatal(err)
		}
		n += len(found)
	}
	return n
}
