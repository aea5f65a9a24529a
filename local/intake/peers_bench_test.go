package intake

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkThumbnailBesidePeers makes small pictures of the same file in turns: this room,
// which looks the file through, seals it and writes it to the disk before, vipsthumbnail and
// ImageMagick, which do nothing else but need a start of their own.
func BenchmarkThumbnailBesidePeers(b *testing.B) {
	tray, path := openTray(b, openIntake(b, b.TempDir(), newSealer(b))), thumbnailed(b)
	out := filepath.Join(b.TempDir(), "nho.jpg")
	peers := []struct {
		name string
		args []string
		took time.Duration
	}{
		{name: "vips", args: []string{"vipsthumbnail", path, "--size", "184x184", "-o", out}},
		{name: "magick", args: []string{"convert", "-define", "jpeg:size=368x368", path, "-thumbnail", "184x184", out}},
	}
	var ours time.Duration
	n := 0
	for b.Loop() {
		begun := time.Now()
		p := take(b, tray, -1, path)[0]
		tray.pictures.forget()
		if _, err := tray.Picture(ctx, p.ID, 184); err != nil {
			b.Fatal(err)
		}
		ours += time.Since(begun)
		n++
		for i := range peers {
			begun = time.Now()
			if said, err := exec.Command(peers[i].args[0], peers[i].args[1:]...).CombinedOutput(); err != nil {
				b.Fatalf("%s: %v\n%s", peers[i].name, err, said)
			}
			peers[i].took += time.Since(begun)
		}
	}
	mean := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(n) }
	b.ReportMetric(mean(ours), "ms-ours")
	for _, p := range peers {
		b.ReportMetric(mean(p.took), "ms-"+p.name)
	}
	load, err := os.ReadFile("/proc/loadavg")
	if err == nil {
		b.Logf("load %s", load)
	}
}
