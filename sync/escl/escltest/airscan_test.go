package escltest

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// airscan runs Debian's client on a device and returns what it says and the pages it made.
func airscan(t *testing.T, d *Device, args ...string) (said string, pages []Side, err error) {
	t.Helper()
	// A stack that is through before the client has looked is taken for an empty feeder by it.
	d.Odd.Pace = max(d.Odd.Pace, 60*time.Millisecond)
	s := httptest.NewServer(d)
	t.Cleanup(s.Close)
	config, out := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"dll.conf":     "airscan\n",
		"airscan.conf": fmt.Sprintf("[devices]\n\"May\" = %s/eSCL, eSCL\n[options]\ndiscovery = disable\n", s.URL),
	} {
		if err := os.WriteFile(filepath.Join(config, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, "scanimage", append([]string{"-d", "airscan:e0:May", "--format=pnm", "--resolution", "75", "--batch=" + out + "/%03d.pnm"}, args...)...)
	cmd.Env = append(os.Environ(), "SANE_CONFIG_DIR="+config, "LC_ALL=C", "HOME="+out)
	b, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatalf("scanimage is needed here (apt-get install sane-utils sane-airscan): %v", err)
	}
	all, globErr := filepath.Glob(out + "/*.pnm")
	if globErr != nil {
		t.Fatal(globErr)
	}
	for _, path := range all {
		side, err := Read(pnm(t, path))
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		pages = append(pages, side)
	}
	return string(b), pages, err
}

// pnm reads a picture as scanimage writes it: binary, 8 bits, colour or grey.
func pnm(t *testing.T, path string) image.Image {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var kind string
	var w, h, most int
	plain := strings.Join(strings.Fields(withoutComments(string(b[:min(len(b), 200)])))[:4], " ")
	if _, err := fmt.Sscanf(plain, "%2s %d %d %d", &kind, &w, &h, &most); err != nil || most != 255 {
		t.Fatalf("%s begins with %q: %v", path, plain, err)
	}
	depth := map[string]int{"P5": 1, "P6": 3}[kind]
	pixels := b[len(b)-w*h*depth:]
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range w * h {
		img.Set(i%w, i/w, color.Gray{Y: pixels[i*depth]})
	}
	return img
}

func withoutComments(s string) string {
	var kept []string
	for _, l := range strings.SplitAfter(s, "\n") {
		if !strings.HasPrefix(l, "#") {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "")
}

// TestDebiansAirscanScansFromTheSimulator: a client that real devices are used with takes
// this for one.
func TestDebiansAirscanScansFromTheSimulator(t *testing.T) {
	for name, c := range map[string]struct {
		source string
		want   []Side
	}{
		"glass":  {"Flatbed", []Side{{1, false}}},
		"feeder": {"ADF", []Side{{1, false}, {2, false}, {3, false}}},
		"duplex": {"ADF Duplex", []Side{{1, false}, {1, true}, {2, false}, {2, true}, {3, false}, {3, true}}},
	} {
		t.Run(name, func(t *testing.T) {
			d := Small()
			d.Load(3)
			args := []string{"--source", c.source}
			if c.source == "Flatbed" {
				args = append(args, "--batch-count=1")
			}
			said, pages, _ := airscan(t, d, args...)
			if fmt.Sprint(pages) != fmt.Sprint(c.want) {
				t.Errorf("%v\n%s", pages, said)
			}
		})
	}
}

// What the simulator does at a jam stops the other client, too.
func TestDebiansAirscanMeetsAJam(t *testing.T) {
	d := Small()
	d.Situation = Situation{Kind: Jam, Page: 3}
	d.Load(5)
	said, pages, _ := airscan(t, d, "--source", "ADF")
	if len(pages) != 2 || !strings.Contains(said, "jammed") {
		t.Errorf("%v\n%s", pages, said)
	}
}
