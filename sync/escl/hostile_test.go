package escl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"tram/local/office"
	"tram/local/scanning"
	"tram/sync/escl/escltest"
)

// What a device, or whoever plays one, may do to the station: each takes bounded time and
// memory, and is told.

// A document of many pieces of text, or of a million resolutions, is no work.
func TestADocumentThatSwellsIsReadInBounds(t *testing.T) {
	swollen := "<a>" + strings.Repeat("x<!---->", maxDocument/9) + "</a>"
	if root, err := readXML(strings.NewReader(swollen)); err != nil || len(root.text) > maxText {
		t.Errorf("%d bytes of text, %v", len(root.text), err)
	}
	laughs := `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>`
	if root, err := readXML(strings.NewReader(laughs)); err != nil || len(root.text) > 10 {
		t.Errorf("entities: %+v, %v", root, err)
	}
	var b strings.Builder
	b.WriteString("<ScannerCapabilities><Platen><PlatenInputCaps><SettingProfiles>")
	for dpi := range 4000 {
		fmt.Fprintf(&b, "<DiscreteResolution><XResolution>%[1]d</XResolution><YResolution>%[1]d</YResolution></DiscreteResolution>", dpi*100)
	}
	b.WriteString("</SettingProfiles></PlatenInputCaps></Platen></ScannerCapabilities>")
	c, err := readCaps(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if dpi := c.sources[office.Flatbed].dpi; len(dpi) > mostSaid || dpi[0] < leastDPI || dpi[len(dpi)-1] > mostDPI {
		t.Errorf("%d resolutions, from %d to %d", len(dpi), dpi[0], dpi[len(dpi)-1])
	}
}

// raw answers each connection with the same bytes, and goes on with more of them.
func raw(t *testing.T, head, again string) string {
	t.Helper()
	line, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { line.Close() })
	go func() {
		for {
			conn, err := line.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_, err := io.WriteString(conn, head)
				for err == nil && again != "" {
					_, err = io.WriteString(conn, again)
				}
			}()
		}
	}()
	return line.Addr().String()
}

func TestAFloodIsNotReadToItsEnd(t *testing.T) {
	for name, where := range map[string]string{
		"headers":            raw(t, "HTTP/1.1 200 OK\r\n", "X-Y: "+strings.Repeat("z", 4000)+"\r\n"),
		"a header":           raw(t, "HTTP/1.1 200 OK\r\nX: ", strings.Repeat("z", 4000)),
		"answers before one": raw(t, "", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"),
		"chunks":             raw(t, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<a>  \r\n", "4\r\n    \r\n"),
		"trailers":           raw(t, "HTTP/1.1 200 OK\r\nTrailer: X\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<a/>\r\n0\r\n", "X: "+strings.Repeat("z", 4000)+"\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			d := quietly("")
			if s, err := d.At(t.Context(), "http://"+where); err == nil {
				t.Errorf("%+v", s)
			} else if _, told := office.FailureIn(err); !told {
				t.Errorf("%v has no sentence", err)
			}
		})
	}
}

// A stack without end ends.
func TestAStackWithoutEndEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device := escltest.Small()
		device.Width, device.Height, device.Odd.Alike = 30, 40, true
		device.Load(mostPages * 2)
		pages := 0
		_, err := drive(t, device).Scan(t.Context(), wish(office.Feeder), t.TempDir(), func(office.ScannedPage) error { pages++; return nil })
		if !errors.Is(err, scanning.Unclear) || pages != mostPages {
			t.Errorf("%d pages, %v", pages, err)
		}
	})
}

// A device that promises a page again and again, each time as late as it may, is given up.
func TestADeviceThatOnlyPromisesIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device := escltest.Small()
		device.Load(3)
		late := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/NextDocument") {
				time.Sleep(pageTime - time.Second)
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			device.ServeHTTP(w, r)
		})
		begun := time.Now()
		_, err := on(t, late).Scan(t.Context(), wish(office.Feeder), t.TempDir(), nil)
		if took := time.Since(begun); !errors.Is(err, scanning.Unclear) || took > wholeTime+2*pageTime {
			t.Errorf("%v after %v", err, took)
		}
	})
}

// reachedAt is a connection to an address.
type reachedAt struct {
	net.Conn
	at string
}

func (r reachedAt) RemoteAddr() net.Addr {
	return net.TCPAddrFromAddrPort(netip.MustParseAddrPort(r.at))
}

// A name that stands for the device, and then for another machine, leads to the device.
func TestANameThatComesToMeanAnotherMachineIsNotFollowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device := escltest.Small()
		device.Load(3)
		d, line := drive(t, device), escltest.Serve(t, device)
		var mu sync.Mutex
		var called []string
		d.dialWith(func(ctx context.Context, network, address string) (net.Conn, error) {
			mu.Lock()
			called = append(called, address)
			mu.Unlock()
			conn, err := line.Dial(ctx, network, address)
			return reachedAt{conn, "192.0.2.7:80"}, err // which is what the name stands for at first
		})
		w := wish(office.Feeder)
		w.Scanner = "escl:http://may-quet.example:80/eSCL"
		if _, _, end, err := scan(t, d, w); err != nil || end != office.ScanEmpty {
			t.Fatalf("%q, %v", end, err)
		}
		for i, address := range called {
			if want := map[bool]string{true: "may-quet.example:80", false: "192.0.2.7:80"}[i == 0]; address != want {
				t.Errorf("call %d went to %s", i, address)
			}
		}
	})
}

// Somebody who announces devices at hundreds of places at which nobody answers holds up
// nobody for long.
func TestPlacesAtWhichNobodyAnswersHoldUpNobody(t *testing.T) {
	var far []string
	for i := range 200 {
		far = append(far, netip.AddrFrom4([4]byte{10, 0, 1, byte(i)}).String())
	}
	h := heard{zone: "eth0", of: services}
	for i := range 200 {
		h.hear(announce(fmt.Sprintf("Máy %d", i), "_uscan._tcp.local.", fmt.Sprintf("m%d.local.", i), 80, []string{"ty=Máy"}, far...))
	}
	heard := h.devices()
	if len(heard) > maxAnnounce || len(heard[0].roots) > maxPlaces {
		t.Fatalf("%d devices, the first at %d places", len(heard), len(heard[0].roots))
	}
	synctest.Test(t, func(t *testing.T) {
		device := escltest.Small()
		d, line := drive(t, device), escltest.Serve(t, device)
		d.dialWith(func(ctx context.Context, network, address string) (net.Conn, error) {
			if strings.HasPrefix(address, "10.") {
				select {
				case <-ctx.Done():
				case <-time.After(connectTime):
				}
				return nil, &net.OpError{Op: "dial", Err: context.DeadlineExceeded}
			}
			return line.Dial(ctx, network, address)
		})
		d.browse = func(context.Context) ([]announced, error) {
			return append([]announced{{ty: "Thật", roots: candidates(at)}}, heard...), nil
		}
		begun := time.Now()
		found, err := d.Find(t.Context())
		if took := time.Since(begun); took > 70*time.Second || len(found) != 1 || !errors.Is(err, scanning.NoAnswer) {
			t.Errorf("%d devices after %v, %v", len(found), took, err)
		}
		time.Sleep(2 * connectTime) // calls that nobody waits for any more end by themselves
	})
}

// A flood of other announcements takes no room of those that are listened for.
func TestAFloodOfAnnouncementsHidesNoDevice(t *testing.T) {
	h := heard{zone: "eth0", of: services}
	for i := range 5 * maxHeard {
		h.hear(announce(fmt.Sprintf("tv %d", i), "_googlecast._tcp.local.", fmt.Sprintf("tv%d.local.", i), 80, []string{"ty=x"}))
	}
	h.hear(announce("Canon", "_uscan._tcp.local.", "c.local.", 80, []string{"ty=Canon"}, "192.0.2.7"))
	if all := h.devices(); len(all) != 1 || all[0].ty != "Canon" {
		t.Errorf("%+v", all)
	}
	for _, message := range [][]byte{nil, {0}, make([]byte, maxPacket), loop()} {
		h.hear(message)
	}
	if q := h.question(); len(q) > maxPacket {
		t.Errorf("a question of %d bytes", len(q))
	}
}

// loop is a message with a name that points at itself.
func loop() []byte {
	b := dnsmessage.NewBuilder(nil, dnsmessage.Header{Response: true})
	check(b.StartAnswers())
	message, err := b.Finish()
	check(err)
	message[7] = 1 // one answer
	return append(message, 0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 1, 0, 2, 0xc0, 12)
}
