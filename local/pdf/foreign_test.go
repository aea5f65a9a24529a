package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

func TestASignatureIsNoticed(t *testing.T) {
	object, _ := jpegObject(t)
	file := scan("", wholePage, object, "<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <00> >>")
	if _, signed, err := lift(file); !signed || err != nil {
		t.Errorf("signed = %v, %v", signed, err)
	}
	file = bytes.Replace(scan("", wholePage, object), []byte("/Type /Catalog"), []byte("/AcroForm << /SigFlags 3 >> /Type /Catalog"), 1)
	file = []byte(mended(t, file))
	if _, signed, err := lift(file); !signed || err != nil {
		t.Errorf("signed = %v, %v", signed, err)
	}
}

// mended has qpdf write a file anew, in the way of newer PDFs: objects packed
// in streams.
func mended(t *testing.T, file []byte, options ...string) string {
	t.Helper()
	in := written(t, file)
	out := strings.TrimSuffix(in, ".pdf") + "-2.pdf"
	run(t, "qpdf", "qpdf", append(append([]string{"--warning-exit-0", "--object-streams=generate"}, options...), in, out)...)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestALockedFileSaysSo(t *testing.T) {
	object, _ := jpegObject(t)
	file := scan("", wholePage, object)
	for _, keys := range [][2]string{{"mo", "chu"}, {"", "chu"}} {
		locked := mended(t, file, "--encrypt", keys[0], keys[1], "256", "--")
		if _, _, err := lift([]byte(locked)); !errors.Is(err, Locked) {
			t.Errorf("keys %q: %v", keys, err)
		}
	}
}

func TestBrokenFilesGetASentenceAndGiveNothing(t *testing.T) {
	object, _ := jpegObject(t)
	good := scan("", wholePage, object)
	bomb := streamOf("/Filter /FlateDecode", deflate(make([]byte, 200<<20)))
	many := "<< /Type /Pages /MediaBox [0 0 9 9] /Count 2000 /Kids [" + strings.Repeat("3 0 R ", 2000) + "] >>"
	for name, c := range map[string]struct {
		file []byte
		want office.Failure
	}{
		"empty":                 {nil, EmptyPDF},
		"a picture":             {jpegOf(t, grain(60, 60, 1), 200), NotAPDF},
		"cut":                   {good[:len(good)/2], CutPDF},
		"head only":             {[]byte("%PDF-1.7\n%%EOF"), BrokenPDF},
		"no pages":              {scannerPDF("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>"), NoPages},
		"2000 pages":            {scannerPDF("<< /Type /Catalog /Pages 2 0 R >>", many, "<< /Type /Page /Parent 2 0 R >>"), TooManyPages},
		"a page is lost":        {scannerPDF("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 2 /Kids [3 0 R] >>", "<< /Type /Page /Parent 2 0 R >>"), BrokenPDF},
		"pages in a ring":       {scannerPDF("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"), BrokenPDF},
		"content explodes":      {scannerPDF("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 9 9] >>", "<< /Type /Page /Contents 4 0 R >>", bomb), PDFSwells},
		"a page without a size": {bytes.Replace(scan("", wholePage, object), []byte("/MediaBox"), []byte("/MediaBix"), 1), BrokenPDF},
		"form in itself": {scan("", "/Im Do", streamOf("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Im 5 0 R >> >>", []byte("/Im Do /Im Do"))),
			NoScan},
	} {
		began := time.Now()
		lifted, _, err := lift(c.file)
		if !errors.Is(err, c.want) || len(lifted) != 0 {
			t.Errorf("%s: %d pages, %v", name, len(lifted), err)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func TestLiftingStopsWhenAsked(t *testing.T) {
	object, _ := jpegObject(t)
	file := scan("", wholePage, object)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := Lift(ctx, bytes.NewReader(file), int64(len(file)), func(Lifted) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	refused := errors.New("no room for it")
	_, err = Lift(context.Background(), bytes.NewReader(file), int64(len(file)), func(Lifted) error { return refused })
	if !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
}

func FuzzLift(f *testing.F) {
	image := streamOf("/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray", []byte("abcd"))
	f.Add(scan("", wholePage, image))
	f.Add(scan("/Rotate 90", "BT 3 Tr (a) Tj ET q 595 0 0 842 0 0 cm /Im Do Q", image))
	f.Add(scannerPDF("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var lifted []Lifted
		_, err := liftPages(context.Background(), bytes.NewReader(b), int64(len(b)), func(l Lifted) error {
			lifted = append(lifted, l)
			return nil
		}, func(_ *lifting, number int) (Lifted, error) { return Lifted{}, Layered.About(number) })
		if _, said := office.FailureIn(err); err != nil && !said {
			t.Errorf("an error without a sentence: %v", err)
		}
		if err != nil && len(lifted) != 0 && !errors.Is(err, BrokenPDF) && !errors.Is(err, Layered) {
			t.Errorf("%d pages came out of a refused file: %v", len(lifted), err)
		}
	})
}
