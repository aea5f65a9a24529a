package escl

import (
	"net/http/httptest"
	"os"
	"testing"

	"tram/local/office"
	"tram/local/whole/wholetest"
	"tram/sync/escl/escltest"
)

func TestAFullDiskIsToldAndWhatCameStays(t *testing.T) {
	wholetest.OnSmallDisk(t, 256<<10, func(t *testing.T, dir string) {
		device := escltest.New()
		device.Load(40)
		s := httptest.NewServer(device)
		t.Cleanup(s.Close)
		w, came := wish(office.Feeder), 0
		w.Scanner = "escl:" + s.URL + "/eSCL"
		end, err := New(office.SystemClock{}).Scan(t.Context(), w, dir, func(office.ScannedPage) error { came++; return nil })
		there, readErr := os.ReadDir(dir)
		if !wholetest.IsFull(err) || came == 0 || end != "" || readErr != nil || len(there) != came {
			t.Errorf("%d pages, %q, %v; %d files, %v", came, end, err, len(there), readErr)
		}
	})
}
