package pack

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkAPage packs a colour page of 300 dpi as SANE gives it (26 MB). TRAM_SCAN names
// another picture than the sample.
func BenchmarkAPage(b *testing.B) {
	picture := cmp.Or(os.Getenv("TRAM_SCAN"), "../../../assets/samples/quyet-dinh-mau-1.jpg")
	bare := filepath.Join(b.TempDir(), "a.tif")
	if out, err := exec.CommandContext(b.Context(), "convert", picture, "-resize", "2481x3508!", "-type", "TrueColor", "-depth", "8", "-compress", "none", bare).CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	came, err := os.ReadFile(bare)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(came)))
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		if err := os.WriteFile(bare, came, 0o600); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		packed, _, err := Take(bare)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if at, err := os.Stat(packed); err == nil {
			b.ReportMetric(float64(at.Size())/1e6, "MB/page")
		}
		b.StartTimer()
	}
}
