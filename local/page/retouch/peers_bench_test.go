package retouch

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tram/local/page"
	"tram/local/page/pagetest"
)

// BenchmarkStraighteningBesidePeers has the same A4 pages at 300 dpi measured and turned by this
// room, by ImageMagick and by unpaper, each from a file to a file, and tells by how much each
// is off the truth, in degrees, and how long it takes, in ms a page.
func BenchmarkStraighteningBesidePeers(b *testing.B) {
	names := []string{"text", "a table under a stamp", "a photograph", "few lines"}
	dir := b.TempDir()
	type off struct {
		worst, sum float64
		took       time.Duration
	}
	ours, magick, unpaper := off{}, off{}, off{}
	note := func(o *off, angle, want float64, begun time.Time) {
		far := math.Abs(angle - want)
		o.took, o.worst, o.sum = o.took+time.Since(begun), max(o.worst, far), o.sum+far
	}
	n := 0
	for b.Loop() {
		for i, want := range []float64{-4.3, 1.6, -0.7, 3.2} {
			sheet := papers[names[i%4]](pagetest.NewSheet(b, 210, 297, 300, color.White)).Grey()
			in := filepath.Join(dir, "in.pgm")
			img := scanned.Sense(pagetest.Laid(sheet, want, false, 255))
			if err := os.WriteFile(in, append([]byte("P5\n"+strconv.Itoa(img.Rect.Dx())+" "+strconv.Itoa(img.Rect.Dy())+"\n255\n"), img.Pix...), 0o600); err != nil {
				b.Fatal(err)
			}
			n++
			begun := time.Now()
			raw, err := os.ReadFile(in)
			if err != nil {
				b.Fatal(err)
			}
			read := &image.Gray{Pix: raw[len(raw)-len(img.Pix):], Stride: img.Stride, Rect: img.Rect}
			angle, _ := Skew(read)
			var out bytes.Buffer
			if err := jpeg.Encode(&out, Apply(read, Straight(read, angle, img.Rect.Size()), img.Rect.Size()), &jpeg.Options{Quality: 95}); err != nil {
				b.Fatal(err)
			}
			note(&ours, angle, want, begun)

			begun = time.Now()
			said, err := exec.Command("convert", in, "-deskew", "40%", "-quality", "95", "-print", "%[deskew:angle]", filepath.Join(dir, "magick.jpg")).Output()
			if err != nil {
				b.Fatal(err)
			}
			angle, _ = strconv.ParseFloat(strings.TrimSpace(string(said)), 64)
			note(&magick, -angle, want, begun)

			begun = time.Now()
			only := []string{"--overwrite", "--no-blackfilter", "--no-noisefilter", "--no-blurfilter", "--no-grayfilter"}
			if said, err := exec.Command("unpaper", append(only, in, filepath.Join(dir, "unpaper.pgm"))...).CombinedOutput(); err != nil {
				b.Fatalf("%v: %s", err, said)
			}
			took := time.Since(begun)
			if err := exec.Command("convert", filepath.Join(dir, "unpaper.pgm"), filepath.Join(dir, "unpaper.png")).Run(); err != nil {
				b.Fatal(err)
			}
			file, err := os.Open(filepath.Join(dir, "unpaper.png"))
			if err != nil {
				b.Fatal(err)
			}
			left, err := png.Decode(file)
			file.Close()
			if err != nil {
				b.Fatal(err)
			}
			rest, _ := Skew(page.Shrink(left, 3508)) // what it left, by the measure of this room
			note(&unpaper, want-rest, want, time.Now().Add(-took))
		}
	}
	for _, o := range []struct {
		name string
		of   off
	}{{"ours", ours}, {"magick", magick}, {"unpaper", unpaper}} {
		b.ReportMetric(o.of.worst, "°worst-"+o.name)
		b.ReportMetric(o.of.sum/float64(n), "°mean-"+o.name)
		b.ReportMetric(float64(o.of.took.Milliseconds())/float64(n), "ms-"+o.name)
	}
}
