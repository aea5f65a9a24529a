package machine

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/scanning"
	"tram/local/scanning/sane"
	"tram/sync/escl"
	"tram/sync/escl/escltest"
)

// TestADeviceThatSANEFindsOnTheNetworkTooIsShownOnce finds a device by eSCL and by Debian's
// sane-airscan at once. One that refuses the job by eSCL is shown with both.
func TestADeviceThatSANEFindsOnTheNetworkTooIsShownOnce(t *testing.T) {
	for refuses, want := range map[bool]string{false: "escl", true: "escl sane"} {
		device := escltest.Small()
		device.Odd.Refuses = refuses
		server := httptest.NewServer(device)
		t.Cleanup(server.Close)
		config := t.TempDir()
		atAirscan(t, config, server.URL)
		t.Setenv("SANE_CONFIG_DIR", config)
		clock := office.SystemClock{}
		byESCL := escl.New(clock, server.Listener.Addr().String())
		drivers := []scanning.Driver{byESCL, sane.New(clock)}
		if refuses {
			w := office.ScanWish{Scanner: "escl:" + server.URL + "/eSCL", Source: office.Flatbed, Mode: office.Colour, DPI: 75}
			if _, err := byESCL.Scan(t.Context(), w, t.TempDir(), nil); !errors.Is(err, scanning.Refused) {
				t.Fatal(err)
			}
		}
		found, err := scanning.FindAll(t.Context(), drivers)
		var shown []string
		for _, s := range found {
			if strings.Contains(s.ID, server.URL) || strings.HasPrefix(s.ID, "sane:airscan:e0:May") { // and none of the network that the test runs in
				shown = append(shown, s.Driver)
				if !refuses && fmt.Sprint(s.Also) != "[sane:airscan:e0:May]" {
					t.Errorf("also %v", s.Also)
				}
			}
		}
		if strings.Join(shown, " ") != want {
			t.Errorf("refuses %t: %+v, %v", refuses, found, err)
		}
	}
}

// atAirscan has SANE know of nothing but the device there, by Debian's sane-airscan.
func atAirscan(t testing.TB, config, url string) {
	t.Helper()
	for name, text := range map[string]string{
		"dll.conf":     "airscan\n",
		"airscan.conf": fmt.Sprintf("[devices]\n\"May\" = %s/eSCL, eSCL\n[options]\ndiscovery = disable\n", url),
	} {
		if err := os.WriteFile(filepath.Join(config, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
