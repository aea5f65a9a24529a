package escl

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"tram/local/intake"
	"tram/local/office"
	"tram/local/page"
	"tram/local/page/pagetest"
	"tram/local/pdf"
	"tram/local/seal"
	"tram/sync/escl/escltest"
)

// instead has a device send other bytes as its second page.
func instead(device http.Handler, content []byte) http.Handler {
	pages := 0
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/NextDocument") {
			device.ServeHTTP(w, r)
			return
		}
		own := httptest.NewRecorder()
		device.ServeHTTP(own, r)
		if own.Code != http.StatusOK {
			w.WriteHeader(own.Code)
			return
		}
		w.Header().Set("Content-Type", "image/jpeg")
		if pages++; pages == 2 {
			w.Write(content)
			return
		}
		w.Write(own.Body.Bytes())
	})
}

func trayOf(t *testing.T) *intake.Tray {
	t.Helper()
	id, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	in, err := intake.Open(t.TempDir(), id, office.SystemClock{}, func(ctx context.Context, r io.ReaderAt, size int64, emit func(intake.Lifted) error) (bool, error) {
		return pdf.Lift(ctx, r, size, func(l pdf.Lifted) error { return emit(intake.Lifted(l)) })
	})
	if err != nil {
		t.Fatal(err)
	}
	tray, err := in.Tray(t.Context(), office.NewID(office.SystemClock{}.Now()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tray.Close() })
	return tray
}

// TestAHostilePageFromADeviceIsTakenWholeOrRefused has each come as the second of three
// pages. Those before it stay, and those behind it come where it could be taken.
func TestAHostilePageFromADeviceIsTakenWholeOrRefused(t *testing.T) {
	for _, h := range pagetest.HostileFiles() {
		if h.Pages > 1 {
			h.Fate = pagetest.Refused // a device sends a page at a time
		}
		t.Run(h.Name, func(t *testing.T) {
			content := h.Make()
			var err error
			var came []office.Page
			held, took := pagetest.Peak(t, func() {
				synctest.Test(t, func(t *testing.T) { came, err = scansWith(t, content) })
			})
			if len(came) == 0 || came[0].Capture != office.DigestOf(escltest.Page(escltest.Side{Sheet: 1}, came[0].Width, came[0].Height)) {
				t.Fatalf("the page before it is not there: %v", err)
			}
			if last := came[len(came)-1]; err == nil && last.Capture != office.DigestOf(escltest.Page(escltest.Side{Sheet: 3}, last.Width, last.Height)) {
				t.Error("the page behind it is not there")
			}
			pages := len(came) - 1
			if err == nil {
				pages--
			}
			h.Judge(t, pages, err)
			t.Logf("%d bytes: %d MB and %d ms", len(content), held>>20, took.Milliseconds())
			if held > mostHeld {
				t.Errorf("it held %d MB", held>>20)
			}
		})
	}
}

const mostHeld = 640 << 20 // bytes, by one page

// scansWith scans three pages into a tray, of which the second is something else.
func scansWith(t *testing.T, content []byte) (came []office.Page, err error) {
	device := escltest.Small()
	device.Load(3)
	d := on(t, instead(device, content))
	d.mostBytes = page.MaxFile
	tray := trayOf(t)
	_, err = d.Scan(t.Context(), wish(office.Feeder), t.TempDir(), func(p office.ScannedPage) error {
		taken, err := tray.TakeScanned(t.Context(), -1, p.Path, p.DPI, "")
		came = append(came, taken.Pages...)
		if err == nil && len(taken.Refused) > 0 {
			err = taken.Refused[0].Err
		}
		return err
	})
	return came, err
}
