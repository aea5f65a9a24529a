package servertest

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// OpenSSH is a server of the account that runs the test. It lets one key in.
type OpenSSH struct {
	Address string // host and port
	Account string
	Key     string // private key (PEM) of who is let in
	HostKey string // kind and fingerprint
}

// Serve starts one, with keys of its own, until the test ends. options are those of its
// SFTP, as “-P remove”.
func Serve(t testing.TB, options string) *OpenSSH {
	t.Helper()
	const sshd = "/usr/sbin/sshd" // which wants to be called by its whole path
	if _, err := os.Stat(sshd); err != nil {
		t.Fatal("OpenSSH is needed here: apt-get install openssh-server")
	}
	if os.Getuid() == 0 {
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
			t.Fatal(err)
		}
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	s := &OpenSSH{Address: FreePort(t), Account: me.Username}
	host, hostKey := newKey(t)
	key, authorized := newKey(t)
	s.Key, s.HostKey = key, hostKey.Type()+" "+ssh.FingerprintSHA256(hostKey)
	_, port, err := net.SplitHostPort(s.Address)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "host"), host)
	write(t, filepath.Join(dir, "in"), string(ssh.MarshalAuthorizedKey(authorized)))
	write(t, filepath.Join(dir, "config"), strings.Join([]string{
		"ListenAddress 127.0.0.1", "Port " + port, "HostKey " + filepath.Join(dir, "host"), "AuthorizedKeysFile " + filepath.Join(dir, "in"),
		"StrictModes no", "UsePAM no", "PasswordAuthentication no", "PermitRootLogin yes", "PidFile none", "LogLevel ERROR", "MaxStartups 100", "MaxSessions 100",
		"Subsystem sftp internal-sftp " + options, "",
	}, "\n"))
	run(t, s.Address, exec.Command(sshd, "-D", "-e", "-f", filepath.Join(dir, "config")))
	return s
}

// NewKey is a private key (PEM) that no server knows.
func NewKey(t testing.TB) string {
	t.Helper()
	private, _ := newKey(t)
	return private
}

func newKey(t testing.TB) (private string, public ssh.PublicKey) {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(key, "")
	if err != nil {
		t.Fatal(err)
	}
	public, err = ssh.NewPublicKey(key.Public())
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(block)), public
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// FreePort is an address of the loopback on which nothing listens.
func FreePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// longestStart is how long a server may take until it listens.
const longestStart = 20 * time.Second

// run starts a server and waits until it listens. It is ended with the test.
func run(t testing.TB, address string, cmd *exec.Cmd) {
	t.Helper()
	said := &strings.Builder{}
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
		if t.Failed() {
			t.Logf("%s said: %.4000s", cmd.Path, said)
		}
	})
	for until := time.Now().Add(longestStart); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("%s ended: %v\n%s", cmd.Path, err, said)
		default:
		}
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return
		}
	}
	t.Fatalf("%s does not listen", cmd.Path)
}
