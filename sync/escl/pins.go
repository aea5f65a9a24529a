package escl

import (
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"tram/local/whole"
)

// Devices make their certificates themselves, so no authority vouches for one. What can be
// known is whether it is the same device as before: the key of a device that says its UUID
// is kept when somebody first uses it, and another key for that UUID later, or none, is
// told. The key and not the certificate, which devices write anew whenever their name
// changes. The first meeting is believed, as there is nothing to hold it against; what has
// no UUID is never the same.

// pins are the keys of devices by their UUIDs, hashed.
type pins struct {
	mu   sync.Mutex
	path string // of the file; empty: they are forgotten with the program
	keys map[string]string
	read bool
	err  error // of the file, until it is told
}

const (
	mostPins     = 1000
	mostPinsFile = 256 << 10 // bytes
	broken       = ".hong"
)

// load reads the file once. One that cannot be read is told, set aside, and counts as none.
func (p *pins) load() {
	if p.read {
		return
	}
	p.read, p.keys = true, map[string]string{}
	if p.path == "" {
		return
	}
	f, err := whole.Open(p.path)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err == nil {
		defer f.Close()
		err = json.NewDecoder(io.LimitReader(f, mostPinsFile)).Decode(&p.keys)
	}
	if err != nil {
		p.keys, p.err = map[string]string{}, KeysUnread.About(filepath.Base(p.path)).Because(errors.Join(err, whole.Rename(p.path, p.path+broken)))
	}
}

// of is the key of a device; empty: it was never met.
func (p *pins) of(uuid string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.load()
	return p.keys[uuid]
}

// keep keeps a key.
func (p *pins) keep(uuid, key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.load()
	if p.keys[uuid] == key || len(p.keys) >= mostPins && p.keys[uuid] == "" {
		return
	}
	p.keys[uuid] = key
	p.save()
}

// forget has a device met anew.
func (p *pins) forget(uuid string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.load()
	if p.keys[uuid] != "" {
		delete(p.keys, uuid)
		p.save()
	}
}

func (p *pins) save() {
	if p.path == "" {
		return
	}
	err := os.MkdirAll(filepath.Dir(p.path), 0o700)
	if err == nil {
		err = whole.Write(p.path, 0o600, func(w io.Writer) error { return json.NewEncoder(w).Encode(p.keys) })
	}
	if err != nil {
		p.err = errors.Join(p.err, KeysUnkept.About(filepath.Base(p.path)).Because(err))
	}
}

// trouble is what went wrong with the file, told once.
func (p *pins) trouble() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	err := p.err
	p.err = nil
	return err
}

// otherKey is a device that is not known by its key. It says how.
type otherKey string

func (e otherKey) Error() string { return "another key: " + string(e) }

const (
	keyDiffers otherKey = "đưa ra chứng thư khác với lần đầu máy tính này gặp nó"
	keyGone    otherKey = "lần trước trả lời qua TLS, nay không có TLS"
	keySwaps   otherKey = "đổi chứng thư ngay trong một lần hỏi"
)

// known looks whether a device, as it was reached, is the one of its UUID.
func (p *pins) known(root *url.URL, uuid, key string) error {
	if uuid == "" {
		return nil
	}
	kept := p.of(uuid)
	switch {
	case kept != "" && root.Scheme != "https":
		return keyGone
	case kept != "" && kept != key:
		return keyDiffers
	}
	return nil
}

// meet keeps the key of a device that a person asked for, by its address or by scanning:
// whoever only announces devices fills no file.
func (p *pins) meet(c *client, uuid string) {
	if key := c.key.get(); key != "" && uuid != "" {
		p.keep(uuid, key)
	}
}

// keyOf is the key of whoever answers, hashed.
func keyOf(conn *tls.Conn) string {
	shown := conn.ConnectionState().PeerCertificates
	if len(shown) == 0 {
		return ""
	}
	sum := sha256.Sum256(shown[0].RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:])
}

// asking is the client that a connection is made for, in its context.
type asking struct{}

// shown is what a device answers a client by: its key, hashed, empty without TLS, and its
// address. Both are the same in all that is asked: a name may stand for another machine a
// moment later. Connections are made beside the questions.
type shown struct {
	mu  sync.Mutex
	key string
	at  netip.Addr
}

// reached notes the address at which the device answered first.
func (s *shown) reached(at netip.Addr) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.at.IsValid() {
		s.at = at
	}
}

// place is where to call for a host and a port: where the device answered first, whatever
// its name stands for now.
func (s *shown) place(address string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, port, err := net.SplitHostPort(address)
	if err != nil || !s.at.IsValid() {
		return address
	}
	return net.JoinHostPort(s.at.String(), port)
}

func (s *shown) get() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.key
}

func (s *shown) take(conn *tls.Conn) error {
	key := keyOf(conn)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.key != "" && s.key != key {
		return keySwaps
	}
	s.key = key
	return nil
}
