package sftp

import (
	"crypto/ed25519"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

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

// serve answers one who signs in with the password "b", over connections as the test makes them.
func serve(t *testing.T, handlers sftp.Handlers, over func(net.Conn) net.Conn) (address, hostKey string) {
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
			answer(over(c), config, handlers)
		}
	}()
	return l.Addr().String(), said(key.PublicKey())
}

func answer(c net.Conn, config *ssh.ServerConfig, handlers sftp.Handlers) {
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
		_ = sftp.NewRequestServer(channel, handlers).Serve() // it ends with the line
	}
}

// A server whose list of a folder has no end is refused, before the memory of this machine is
// its own.
func TestAFolderWithoutAnEndIsRefused(t *testing.T) {
	address, key := serve(t, sftp.Handlers{FileList: &endless{}}, func(c net.Conn) net.Conn { return c })
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

// trickling is a connection on which a server sends a piece at a time.
type trickling struct {
	net.Conn
	piece *atomic.Int64 // bytes; 0: all at once
	every time.Duration
}

func (c trickling) Write(b []byte) (n int, err error) {
	for n < len(b) && err == nil {
		piece := len(b) - n
		if most := int(c.piece.Load()); most > 0 {
			time.Sleep(c.every)
			piece = min(piece, most)
		}
		var one int
		one, err = c.Conn.Write(b[n : n+piece])
		n += one
	}
	return n, err
}

// A server of which a byte comes now and then holds no question for ever, the sign-in neither;
// one that is slow and goes on is read to its end.
func TestAServerThatTricklesHoldsNoQuestion(t *testing.T) {
	var piece atomic.Int64
	address, key := serve(t, sftp.InMemHandler(), func(c net.Conn) net.Conn { return trickling{c, &piece, 20 * time.Millisecond} })
	target := open(t, copying.Access{Where: "sftp://a@" + address + "/", HostKey: key, Secret: office.CopySecret{Password: "b"}})
	const size = 48 << 10
	for _, name := range []string{"a/1", "a/2"} { // the server gives a file no more over which a line broke
		if err := target.Put(t.Context(), name, size, strings.NewReader(strings.Repeat("x", size))); err != nil {
			t.Fatal(err)
		}
	}
	read := func(name string) (int64, error) {
		r, _, err := target.Get(t.Context(), name)
		if err != nil {
			return 0, err
		}
		defer r.Close()
		return io.Copy(io.Discard, r)
	}
	target.whole = 200 * time.Millisecond
	piece.Store(1)
	for range 2 { // on the line that there is, and on one that is laid anew
		if _, err := read("a/1"); !errors.Is(err, copying.NoAnswer) || !errors.Is(err, copying.Gone) {
			t.Errorf("a byte at a time: %v", err)
		}
	}
	piece.Store(2 << 10)
	if n, err := read("a/2"); n != size || err != nil {
		t.Errorf("a slow server: %d bytes, %v", n, err)
	}
}
