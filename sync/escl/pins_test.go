package escl

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/scanning"
	"tram/sync/escl/escltest"
)

// certificate is one that a device makes for itself.
func certificate(t *testing.T, key *ecdsa.PrivateKey) tls.Certificate {
	t.Helper()
	template := x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), NotAfter: time.Now().Add(-time.Hour)} // and long over, as theirs are
	b, err := x509.CreateCertificate(rand.Reader, &template, &template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{b}, PrivateKey: key}
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// listenAs has a device at an address, with a certificate for each connection in turn, or
// without TLS.
func listenAs(t *testing.T, device *escltest.Device, address string, shows ...tls.Certificate) (where string, gone func()) {
	t.Helper()
	line, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(device)
	s.Listener.Close()
	s.Listener, s.Config.ErrorLog = line, log.New(io.Discard, "", 0)
	if len(shows) == 0 {
		s.Start()
	} else {
		var mu sync.Mutex
		s.TLS = &tls.Config{GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
			mu.Lock()
			defer mu.Unlock()
			now := shows[0]
			if len(shows) > 1 {
				shows = shows[1:]
			}
			return &tls.Config{Certificates: []tls.Certificate{now}}, nil
		}}
		s.StartTLS()
	}
	t.Cleanup(s.Close)
	return line.Addr().String(), s.Close
}

func quietly(path string) *Driver {
	d := New(office.SystemClock{}).Remembering(path)
	d.browse = func(context.Context) ([]announced, error) { return nil, nil }
	return d
}

// TestADeviceIsKnownByItsKey meets a device, and what may be it, one program after the other.
func TestADeviceIsKnownByItsKey(t *testing.T) {
	own, others := newKey(t), newKey(t)
	for name, c := range map[string]struct {
		then  []tls.Certificate // that what is there next shows; none: no TLS
		uuid  string
		want  error // at its address
		scans error
	}{
		"the same":                       {[]tls.Certificate{certificate(t, own)}, "", nil, nil},
		"another certificate of its key": {[]tls.Certificate{certificate(t, own)}, "", nil, nil},
		"another key":                    {[]tls.Certificate{certificate(t, others)}, "", KeyChanged, KeyChanged},
		"no TLS":                         {nil, "", KeyChanged, scanning.NoAnswer},
		"another device":                 {[]tls.Certificate{certificate(t, others)}, "00000000-0000-4000-8000-000000000002", nil, scanning.NoAnswer},
		"another key in the midst":       {[]tls.Certificate{certificate(t, own), certificate(t, own), certificate(t, own), certificate(t, others)}, "", nil, KeyChanged},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "tram", "keys.json")
			where, gone := listenAs(t, escltest.Small(), "127.0.0.1:0", certificate(t, own))
			first, err := quietly(path).At(t.Context(), where)
			if err != nil {
				t.Fatal(err)
			}
			gone()
			next := escltest.Small()
			next.UUID = c.uuid
			where, _ = listenAs(t, next, where, c.then...)
			d := quietly(path)
			if _, err := d.At(t.Context(), where); !errors.Is(err, c.want) {
				t.Errorf("at its address: %v", err)
			}
			w := wish(office.Flatbed)
			w.Scanner = first.ID
			_, err = d.Scan(t.Context(), w, t.TempDir(), func(office.ScannedPage) error { return nil })
			if !errors.Is(err, c.scans) || next.Told().Jobs > 0 != (err == nil) {
				t.Errorf("scanning: %v, %+v", err, next.Told())
			}
			if c.want == nil {
				return
			}
			if _, err := d.Renew(t.Context(), where); err != nil {
				t.Errorf("renewed: %v", err)
			}
			if _, err := quietly(path).At(t.Context(), where); err != nil {
				t.Errorf("after it: %v", err)
			}
		})
	}
}

// A device without a UUID is never the same, and is not held to be another one.
func TestADeviceWithoutUUIDIsNotKnown(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	for range 2 {
		device := escltest.Small()
		device.UUID = "không phải"
		where, gone := listenAs(t, device, "127.0.0.1:0", certificate(t, newKey(t)))
		if _, err := quietly(path).At(t.Context(), where); err != nil {
			t.Error(err)
		}
		gone()
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("something was kept")
	}
}

// A file of keys that cannot be read is told once, and the devices are there all the same.
func TestAFileOfKeysThatIsBrokenIsTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	where, _ := listenAs(t, escltest.Small(), "127.0.0.1:0", certificate(t, newKey(t)))
	d := quietly(path)
	d.addresses = []string{where}
	for _, told := range []bool{true, false} {
		if found, err := d.Find(t.Context()); len(found) != 1 || errors.Is(err, KeysUnread) != told || (err != nil) != told {
			t.Errorf("%+v, %v", found, err)
		}
	}
	if b, err := os.ReadFile(path + broken); err != nil || string(b) != "{" {
		t.Errorf("set aside: %q, %v", b, err)
	}
	d.Remembering(filepath.Join(path, "keys.json")) // below a file
	d.pins.read = false
	if found, err := d.Find(t.Context()); len(found) != 1 || !errors.Is(err, KeysUnkept) {
		t.Errorf("where nothing can be kept: %+v, %v", found, err)
	}
}

// Whoever only announces devices fills no file: a key is kept when somebody uses the device.
func TestAKeyIsKeptWhenADeviceIsUsed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	where, _ := listenAs(t, escltest.Small(), "127.0.0.1:0", certificate(t, newKey(t)))
	d := quietly(path)
	d.browse = func(context.Context) ([]announced, error) {
		return []announced{{ty: "Máy", roots: candidates("https://" + where)}}, nil
	}
	found, err := d.Find(t.Context())
	if err != nil || len(found) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("kept when it was only announced")
	}
	w := wish(office.Flatbed)
	w.Scanner = found[0].ID
	if _, err := d.Scan(t.Context(), w, t.TempDir(), func(office.ScannedPage) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || !strings.Contains(string(b), escltest.UUID) {
		t.Errorf("after a scan: %s, %v", b, err)
	}
}

// A key that is kept already is written no more: the file is that of before.
func TestAKeyThatIsKnownIsNotWrittenAgain(t *testing.T) {
	p := &pins{path: filepath.Join(t.TempDir(), "keys.json")}
	file := func() os.FileInfo {
		info, err := os.Stat(p.path)
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	p.keep("a", "1")
	first := file()
	p.keep("a", "1")
	if !os.SameFile(first, file()) {
		t.Error("the file was written anew")
	}
	p.keep("a", "2")
	if os.SameFile(first, file()) {
		t.Error("another key was not written")
	}
}
