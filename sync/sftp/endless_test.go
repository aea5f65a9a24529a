package sftp

import (
	"crypto/ed25519"
	"io/fs"
	"net"
	"os"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"tram/local/copying"
	"tram/local/office"
)

// endless is a server whose folders have no last file.
type endless struct{}

func (e *endless) Filelist(*sftp.Request) (sftp.ListerAt, error) { return e, nil }

func (e *endless) ListAt(all []fs.FileInfo, _ int64) (int, error) {
	is, err := os.Stat(".")
	for i := range all {
		all[i] = is
	}
	return len(all), err
}

// serve answers one who signs in with the password "b".
func (e *endless) serve(t *testing.T) (address, hostKey string) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	config := &ssh.ServerConfig{PasswordCallback: func(ssh.ConnMetadata, []byte) (*ssh.Permissions, error) { return nil, nil }} //nolint:nilnil // as the library asks
	config.AddHostKey(key)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	t.Cleanup(func() { l.Close(); <-ended })
	go func() {
		defer close(ended)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			e.answer(c, config)
		}
	}()
	return l.Addr().String(), said(key.PublicKey())
}

func (e *endless) answer(c net.Conn, config *ssh.ServerConfig) {
	defer c.Close()
	_, channels, requests, err := ssh.NewServerConn(c, config)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for asked := range channels {
		channel, requests, err := asked.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range requests {
				_ = r.Reply(r.Type == "subsystem", nil) // the other side sees what comes of it
			}
		}()
		_ = sftp.NewRequestServer(channel, sftp.Handlers{FileList: e}).Serve() // it ends with the line
	}
}

// A server whose list of a folder has no end is refused, before the memory of this machine is
// its own.
func TestAFolderWithoutAnEndIsRefused(t *testing.T) {
	e := &endless{}
	address, key := e.serve(t)
	target := open(t, copying.Access{Where: "sftp://a@" + address + "/x", HostKey: key, Secret: office.CopySecret{Password: "b"}})
	target.longest = 1 << 20
	for range 2 { // the line is laid anew
		err := target.List(t.Context(), "", func(string, int64) error { return nil })
		if f, _ := office.FailureIn(err); f.Name != copying.NotSuchServer.Name {
			t.Errorf("it is told as %v", err)
		}
	}
	target.Close()
}
