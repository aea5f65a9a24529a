package escl

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"tram/local/office"
	"tram/local/scanning"
	"tram/local/whole"
	"tram/sync/escl/escltest"
)

// on makes a driver whose network is one handler.
func on(t *testing.T, h http.Handler) *Driver {
	d := drive(t, escltest.Small())
	d.dialWith(escltest.Serve(t, h).Dial)
	return d
}

func TestWhatAnswersAtAnAddressIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		typed  string
		want   error
	}{
		"a web page": {func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, "<!DOCTYPE html><html><body>Đăng nhập</body></html>")
		}, "192.0.2.7:80", scanning.WebPage},
		"a web page of no type": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/xml")
			io.WriteString(w, "<html><p>Đăng nhập<br></html>")
		}, "192.0.2.7:80", scanning.WebPage},
		"a redirect to a web page": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/login" {
				w.Header().Set("Location", "/login")
				w.WriteHeader(http.StatusFound)
				return
			}
			w.Header().Set("Content-Type", "text/html")
		}, "192.0.2.7:80", scanning.WebPage},
		"a redirect to another host": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://other.example/eSCL", http.StatusFound)
		}, "192.0.2.7:80", scanning.Elsewhere},
		"a redirect in circles": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		}, "http://192.0.2.7", NotAScanner},
		"a password":      {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }, "http://192.0.2.7", Locked},
		"a printer":       {http.NotFound, "http://192.0.2.7", NotAScanner},
		"another XML":     {func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<a/>") }, "http://192.0.2.7", NotAScanner},
		"half a document": {func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<ScannerCapabilities><Platen>") }, "http://192.0.2.7", NotAScanner},
		"no source": {func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, "<ScannerCapabilities></ScannerCapabilities>")
		}, "http://192.0.2.7", NotAScanner},
		"no end": {func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, "<ScannerCapabilities>")
			for err := error(nil); err == nil; {
				_, err = io.WriteString(w, "<Platen></Platen>")
			}
		}, "http://192.0.2.7", NotAScanner},
		"no word":            {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "http://192.0.2.7", scanning.NoAnswer},
		"a hang-up":          {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "http://192.0.2.7", scanning.NoAnswer},
		"no address":         {http.NotFound, "giấy tờ", BadAddress},
		"a drop at a time":   {drip, "http://192.0.2.7", scanning.NoAnswer},
		"levels upon levels": {func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, strings.Repeat("<x>", 5000)) }, "http://192.0.2.7", NotAScanner},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				s, err := on(t, c.answer).At(t.Context(), c.typed)
				if !errors.Is(err, c.want) || s.ID != "" {
					t.Errorf("%+v, %v", s, err)
				}
				if took := time.Since(start); took > time.Minute {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}

// drip sends a document for as long as anybody listens.
func drip(w http.ResponseWriter, r *http.Request) {
	for {
		if _, err := io.WriteString(w, " "); err != nil {
			return
		}
		w.(http.Flusher).Flush()
		select {
		case <-time.After(10 * time.Second):
		case <-r.Context().Done():
			return
		}
	}
}

func TestADeviceThatIsNotThereIsToldWithAllThatWasTried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := escltest.Serve(t, http.NotFoundHandler())
		line.Cut()
		d := drive(t, escltest.Small())
		d.dialWith(line.Dial)
		_, err := d.At(t.Context(), "192.0.2.7")
		f, _ := office.FailureIn(err)
		if !errors.Is(err, scanning.NoAnswer) || !strings.Contains(f.Said, "https://192.0.2.7:443/eSCL") || !strings.Contains(f.Said, "http://192.0.2.7:9095/eSCL (") {
			t.Errorf("%v: %s", err, f.Said)
		}
		d.addresses = []string{"192.0.2.8"}
		if all, err := d.Find(t.Context()); len(all) != 0 || !errors.Is(err, scanning.NoAnswer) || !strings.Contains(err.Error(), "\n") {
			t.Errorf("the one that announced itself and the one that was typed: %v, %v", all, err)
		}
		if _, err := d.Scan(t.Context(), wish(office.Flatbed), t.TempDir(), nil); !errors.Is(err, scanning.NoAnswer) {
			t.Errorf("scanning: %v", err)
		}
	})
}

// TestADeviceThatSpeaksTLSIsSpokenToInTLS goes over a real network.
func TestADeviceThatSpeaksTLSIsSpokenToInTLS(t *testing.T) {
	device := escltest.Small()
	s := httptest.NewUnstartedServer(device)
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it is first spoken to without TLS
	s.StartTLS()
	t.Cleanup(s.Close)
	d := New(office.SystemClock{}, s.Listener.Addr().String())
	d.browse = func(context.Context) ([]announced, error) { return nil, nil }
	found, err := d.Find(t.Context())
	if err != nil || len(found) != 1 || !strings.HasPrefix(found[0].ID, "escl:https://127.0.0.1:") {
		t.Fatalf("%+v, %v", found, err)
	}
	w := wish(office.Flatbed)
	w.Scanner = found[0].ID
	if sides, _, end, err := scan(t, d, w); err != nil || end != office.ScanAsked || !slices.Equal(sides, paper(1, false)) {
		t.Errorf("%v, %q, %v", sides, end, err)
	}
}

// Whatever a device names, nothing goes to another address than its own.
func TestNoOtherHostIsEverAsked(t *testing.T) {
	for _, kind := range []escltest.Kind{escltest.PlaceElsewhere, escltest.PageElsewhere, escltest.PlaceCut} {
		synctest.Test(t, func(t *testing.T) {
			device := escltest.Small()
			device.Situation = escltest.Situation{Kind: kind, Page: 2}
			device.Load(3)
			d := drive(t, device)
			line, called, mu := escltest.Serve(t, device), []string{}, sync.Mutex{}
			d.dialWith(func(ctx context.Context, network, address string) (net.Conn, error) {
				mu.Lock()
				defer mu.Unlock()
				called = append(called, address)
				return line.Dial(ctx, network, address)
			})
			scan(t, d, wish(office.Feeder))
			if slices.ContainsFunc(called, func(a string) bool { return a != "192.0.2.7:80" }) {
				t.Errorf("%s: called %q", kind, called)
			}
		})
	}
}

// A name that the network knows for the device's own address is the device.
func TestADeviceMayCallItselfByItsName(t *testing.T) {
	for name, want := range map[string]error{"192.0.2.7": nil, "192.0.2.8": scanning.Elsewhere} {
		synctest.Test(t, func(t *testing.T) {
			device := escltest.Small()
			device.Situation.Kind = escltest.PlaceElsewhere
			d := drive(t, device)
			d.lookup = func(context.Context, string) ([]netip.Addr, error) {
				return []netip.Addr{netip.MustParseAddr(name)}, nil
			}
			if _, _, _, err := scan(t, d, wish(office.Flatbed)); !errors.Is(err, want) {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
}

// A device that is asked by its name may call itself by its address.
func TestADeviceMayCallItselfByItsAddress(t *testing.T) {
	device := escltest.Small()
	device.Odd.Location = "address"
	s := httptest.NewServer(device)
	t.Cleanup(s.Close)
	w := wish(office.Flatbed)
	w.Scanner = "escl:" + strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	if _, _, end, err := scan(t, New(office.SystemClock{}), w); err != nil || end != office.ScanAsked {
		t.Errorf("%q, %v", end, err)
	}
}

// The device is free after every scan, and a job that ended by itself is let be.
func TestTheDeviceIsFreeAfterAScan(t *testing.T) {
	for name, c := range map[string]struct {
		most    int
		stop    time.Duration
		kind    escltest.Kind
		deleted int
	}{
		"the paper ended": {0, 0, "", 0}, "asked for some": {2, 0, "", 1}, "stopped": {0, 1500 * time.Millisecond, escltest.BusyForever, 1},
		"stopped while nothing comes": {0, time.Minute, escltest.Hang, 1}, "an error": {0, 0, escltest.Truncated, 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			device := escltest.Small()
			device.Situation = escltest.Situation{Kind: c.kind, Page: 2}
			device.Load(4)
			ctx, start := t.Context(), time.Now()
			if c.stop > 0 {
				var stop context.CancelFunc
				ctx, stop = context.WithTimeout(ctx, c.stop)
				defer stop()
			}
			w := wish(office.Feeder)
			w.Most = c.most
			end, err := drive(t, device).Scan(ctx, w, t.TempDir(), func(office.ScannedPage) error { return nil })
			if told := device.Told(); told.Deleted != c.deleted {
				t.Errorf("%s: deleted %d times (%q, %v)", name, told.Deleted, end, err)
			}
			if c.stop > 0 && (end != office.ScanStopped || err != nil || time.Since(start) > c.stop+time.Second) {
				t.Errorf("%s: %q, %v after %v", name, end, err, time.Since(start))
			}
		})
	}
}

// A job that the device takes just when the clerk stops is given up all the same.
func TestAJobIsNotForgottenWhenItIsStoppedAtItsStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device := escltest.Small()
		device.Load(4)
		slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				time.Sleep(5 * time.Second)
			}
			device.ServeHTTP(w, r)
		})
		ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
		defer stop()
		end, err := on(t, slow).Scan(ctx, wish(office.Feeder), t.TempDir(), func(office.ScannedPage) error { return nil })
		if told := device.Told(); end != office.ScanStopped || err != nil || told.Jobs != 1 || told.Deleted != 1 {
			t.Errorf("%q, %v, %+v", end, err, told)
		}
	})
}

// A device that closes its door for a moment is waited for; one that is switched off is not
// there any more.
func TestADeviceThatIsSwitchedOffIsToldWithWhatCame(t *testing.T) {
	for name, c := range map[string]struct {
		refusals int
		pages    int
		want     error
	}{"for a moment": {2, 4, nil}, "for good": {1000, 2, scanning.Gone}} {
		synctest.Test(t, func(t *testing.T) {
			device := escltest.Small()
			device.Load(4)
			line, off := escltest.Serve(t, device), -1
			d := drive(t, device)
			d.dialWith(func(ctx context.Context, network, address string) (net.Conn, error) {
				if off > 0 {
					off--
					return nil, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
				}
				return line.Dial(ctx, network, address)
			})
			pages := 0
			_, err := d.Scan(t.Context(), wish(office.Feeder), t.TempDir(), func(office.ScannedPage) error {
				if pages++; pages == 2 {
					off = c.refusals
				}
				return nil
			})
			f, _ := office.FailureIn(err)
			if !errors.Is(err, c.want) || pages != c.pages || err != nil && !strings.Contains(f.Said, "cổng này đóng, sau 2 trang") {
				t.Errorf("%s: %d pages, %v: %s", name, pages, err, f.Said)
			}
		})
	}
}

// A device that does not let go is told: it may pull the paper through all the same.
func TestADeviceThatDoesNotStopIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device := escltest.Small()
		device.Load(4)
		deaf := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodDelete {
				<-r.Context().Done()
				return
			}
			device.ServeHTTP(w, r)
		})
		ctx, stop := context.WithCancel(t.Context())
		end, err := on(t, deaf).Scan(ctx, wish(office.Feeder), t.TempDir(), func(office.ScannedPage) error { stop(); return nil })
		if end != office.ScanStopped || !errors.Is(err, scanning.Gone) {
			t.Errorf("%q, %v", end, err)
		}
	})
}

// A page goes to the disk as it comes.
func TestAPageIsNotHeldInMemory(t *testing.T) {
	const pieces = 600 // of 64 KB: 39 MB
	small := escltest.Page(escltest.Side{Sheet: 1}, 75, 100)
	filler := append([]byte{0xff, 0xef, 0xff, 0xff}, make([]byte, 0xffff-2)...)
	device := escltest.Small()
	fat := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/NextDocument") {
			device.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "image/jpeg")
		w.Write(small[:2])
		for range pieces {
			w.Write(filler)
		}
		w.Write(small[2:])
	})
	synctest.Test(t, func(t *testing.T) {
		d := on(t, fat)
		d.mostBytes = 64 << 20
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		end, err := d.Scan(t.Context(), wish(office.Flatbed), t.TempDir(), func(p office.ScannedPage) error {
			info, err := os.Stat(p.Path)
			if err == nil && info.Size() != int64(len(small)+pieces*len(filler)) {
				err = fmt.Errorf("%d bytes came", info.Size())
			}
			return err
		})
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; end != office.ScanAsked || err != nil || took > 4<<20 {
			t.Errorf("%q, %v, %d bytes of memory for a page of 39 MB", end, err, took)
		}
	})
}

// A stack takes at most a fifth longer than the paper runs, also on devices that must be
// given time between pages.
func TestAStackTakesHardlyLongerThanThePaperRuns(t *testing.T) {
	const sheets, pace = 50, 1500 * time.Millisecond
	for name, odd := range map[string]escltest.Odd{"": {}, "Brother": {Breath: 800 * time.Millisecond}, "busy": {Busy: 1}, "again": {TryAgain: 1}} {
		synctest.Test(t, func(t *testing.T) {
			device := escltest.Small()
			device.Make, device.Odd = name, odd
			device.Odd.Pace = pace
			device.Load(sheets)
			start := time.Now()
			sides, _, _, err := scan(t, drive(t, device), wish(office.Duplex))
			if took, runs := time.Since(start), 2*sheets*pace; err != nil || len(sides) != 2*sheets || took > runs+runs/5 {
				t.Errorf("%q: %d pages in %v, and the paper runs %v (%v)", name, len(sides), took, runs, err)
			}
		})
	}
}

func TestAFolderThatIsNotThereIsTheDisksFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, err := drive(t, escltest.Small()).Scan(t.Context(), wish(office.Flatbed), t.TempDir()+"/không có", nil)
		if !errors.Is(err, whole.NoFolder) {
			t.Error(err)
		}
	})
}

// A PDF is a page, too, when it is whole.
func TestAPDFIsAPageWhenItIsWhole(t *testing.T) {
	for body, want := range map[string]error{"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n": nil, "%PDF-1.7\n1 0 obj\nendobj\n": scanning.BadPage} {
		synctest.Test(t, func(t *testing.T) {
			device := escltest.Small()
			pdf := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/NextDocument") {
					w.Header().Set("Content-Type", "application/pdf")
					io.WriteString(w, body)
					return
				}
				device.ServeHTTP(w, r)
			})
			var path string
			_, err := on(t, pdf).Scan(t.Context(), wish(office.Flatbed), t.TempDir(), func(p office.ScannedPage) error { path = p.Path; return nil })
			if !errors.Is(err, want) || want == nil && !strings.HasSuffix(path, ".pdf") {
				t.Errorf("%q: %q, %v", body, path, err)
			}
		})
	}
}

// A resolution that a device announces and does not do is not told as the page's.
func TestAResolutionThatTheDeviceDoesNotDoIsNotBelieved(t *testing.T) {
	for real, want := range map[int]float64{0: 300, 200: 0} {
		synctest.Test(t, func(t *testing.T) {
			device := escltest.Small()
			device.Odd.RealDPI = real
			w := wish(office.Flatbed)
			w.DPI = 300
			if _, told, _, err := scan(t, drive(t, device), w); err != nil || told[0].DPI != want {
				t.Errorf("really %d: %+v, %v", real, told, err)
			}
		})
	}
}

func TestTheRequestIsWhatAClerkWishes(t *testing.T) {
	c, err := readCaps(words(t, "hp-scan-to-eSCL_ScannerCapabilities_Duplex.xml"))
	if err != nil {
		t.Fatal(err)
	}
	w := office.ScanWish{Source: office.Duplex, Mode: office.Grey, DPI: 300, Paper: "A4", Brightness: 20, Contrast: -50}
	request, width, wrong := settings(c, quirks{}, w)
	if want := `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03">
<pwg:Version>2.0</pwg:Version>
<pwg:ScanRegions><pwg:ScanRegion><pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits><pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset><pwg:Width>2480</pwg:Width><pwg:Height>3508</pwg:Height></pwg:ScanRegion></pwg:ScanRegions>
<pwg:InputSource>Feeder</pwg:InputSource>
<scan:ColorMode>Grayscale8</scan:ColorMode>
<pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>
<scan:XResolution>300</scan:XResolution>
<scan:YResolution>300</scan:YResolution>
<scan:Duplex>true</scan:Duplex>
<scan:Brightness>1200</scan:Brightness>
<scan:Contrast>500</scan:Contrast>
</scan:ScanSettings>
`; request != want || width != 2480 || wrong != "" {
		t.Errorf("%s\n%d %q", request, width, wrong)
	}
	w.Paper, w.Source = "", office.Feeder // which announces a sheet of three metres
	if request, _, _ := settings(c, quirks{}, w); !strings.Contains(request, "<pwg:Width>2550</pwg:Width><pwg:Height>4961</pwg:Height>") || !strings.Contains(request, "<scan:Duplex>false<") {
		t.Error(request)
	}
	for why, spoil := range map[string]func(*office.ScanWish){
		"máy chỉ quét ở 75, 150, 200, 240, 300, 400, 500, 600 dpi": func(w *office.ScanWish) { w.DPI = 1200 },
		"khổ A3 lớn hơn khổ của máy":                               func(w *office.ScanWish) { w.Paper = "A3" },
		"không rõ màu tím":                                         func(w *office.ScanWish) { w.Mode = "tím" },
		"không rõ nguồn giấy kho":                                  func(w *office.ScanWish) { w.Source = "kho" },
		"không rõ khổ giấy Z9":                                     func(w *office.ScanWish) { w.Paper = "Z9" },
	} {
		spoilt := w
		spoil(&spoilt)
		if request, _, wrong := settings(c, quirks{}, spoilt); wrong != why || request != "" {
			t.Errorf("%q instead of %q", wrong, why)
		}
	}
	if _, _, wrong := settings(c, quirks{mostDPI: 300}, office.ScanWish{Source: office.Flatbed, Mode: office.Grey, DPI: 600}); !strings.HasSuffix(wrong, "240, 300 dpi") {
		t.Errorf("a device that does less than it says: %q", wrong)
	}
	if got := settle(c, office.ScanWish{}); got.Source != office.Flatbed || got.Mode != office.Colour || got.DPI != 300 {
		t.Errorf("a wish that leaves all open: %+v", got)
	}
	delete(c.sources, office.Flatbed)
	if got := settle(c, office.ScanWish{}); got.Source != office.Feeder {
		t.Errorf("of a device without a glass: %+v", got)
	}
	delete(c.sources, office.Duplex)
	if _, _, wrong := settings(c, quirks{}, office.ScanWish{Source: office.Duplex, Mode: office.Grey, DPI: 300}); wrong != "máy không quét hai mặt" {
		t.Errorf("%q", wrong)
	}
}

// A document with thousands of elements or of a megabyte is not read to its end.
func TestADocumentIsReadWithinLimits(t *testing.T) {
	for name, document := range map[string]string{
		"deep": strings.Repeat("<a>", maxDepth+1) + strings.Repeat("</a>", maxDepth+1),
		"wide": "<a>" + strings.Repeat("<b/>", maxElements) + "</a>",
		"long": "<a>" + strings.Repeat("x", maxDocument) + "</a>",
		"open": "<a><b></b>",
		"none": "",
	} {
		if root, err := readXML(strings.NewReader(document)); err == nil {
			t.Errorf("%s: %v", name, root.name)
		}
	}
	if root, err := readXML(bytes.NewReader([]byte("\xef\xbb\xbf<?xml version='1.0' encoding='windows-1258'?><!DOCTYPE x><p:a xmlns:p='u'>\n 1 <q:b>&bogus; 2</q:b></p:a><c>"))); err != nil || root.said() != "1" || !strings.HasSuffix(root.said("b"), "2") {
		t.Errorf("a careless document: %+v, %v", root, err)
	}
}

// The network gives devices other addresses overnight. A device that is known by its UUID
// is found where it is now, and another one that has its address is not taken for it.
func TestADeviceIsFoundWhereItIsNow(t *testing.T) {
	const here, there = "192.0.2.7:80", "192.0.2.8:80"
	for name, c := range map[string]struct {
		at        map[string]string // UUIDs of the devices by their addresses
		announced string
		want      error
	}{
		"where it was":                       {map[string]string{here: "b"}, "", nil},
		"moved, its address is free":         {map[string]string{there: "b"}, there, nil},
		"moved, another has its address":     {map[string]string{here: "a", there: "b"}, there, nil},
		"gone, another has its address":      {map[string]string{here: "a"}, here, scanning.NoAnswer},
		"gone, another has announced itself": {map[string]string{there: "a"}, there, scanning.NoAnswer},
	} {
		synctest.Test(t, func(t *testing.T) {
			lines, asked := map[string]*escltest.Line{}, map[string]*escltest.Device{}
			for address, uuid := range c.at {
				asked[uuid] = escltest.Small()
				asked[uuid].UUID = uuid
				lines[address] = escltest.Serve(t, asked[uuid])
			}
			d := New(office.SystemClock{})
			d.lookup = nil
			d.dialWith(func(ctx context.Context, network, address string) (net.Conn, error) {
				if lines[address] == nil {
					return nil, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
				}
				return lines[address].Dial(ctx, network, address)
			})
			d.browse = func(context.Context) ([]announced, error) {
				return []announced{{ty: "Máy", roots: candidates(c.announced)}}, nil
			}
			w := wish(office.Flatbed)
			w.Scanner = "escl:http://" + here + "/eSCL#b"
			if _, _, _, err := scan(t, d, w); !errors.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
			if a := asked["a"]; a != nil && a.Told().Jobs > 0 {
				t.Errorf("%s: another device scanned", name)
			}
		})
	}
}
