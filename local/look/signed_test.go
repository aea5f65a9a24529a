package look

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"math"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	pkcs12 "software.sslmate.com/src/go-pkcs12"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
	"tram/local/sign"
)

// tool asks another program and returns all that it says.
func tool(t testing.TB, pkg string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(args[0]); err != nil {
		t.Fatalf("%s is needed here: apt-get install %s", args[0], pkg)
	}
	out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

func written(t testing.TB, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// certificate issues one under an authority, or an authority where that is nil.
func certificate(t testing.TB, name string, key *ecdsa.PrivateKey, over *x509.Certificate, by *ecdsa.PrivateKey) *x509.Certificate {
	t.Helper()
	c := &x509.Certificate{
		SerialNumber: big.NewInt(int64(len(name))), Subject: pkix.Name{CommonName: name, Country: []string{"VN"}},
		NotBefore: today.Add(-time.Hour), NotAfter: today.Add(1000 * time.Hour), BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature,
	}
	if over == nil {
		c.IsCA, c.KeyUsage, over, by = true, x509.KeyUsageCertSign, c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, over, key.Public(), by)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return c
}

// keyOf makes a clerk's key, and the authority that trusts it.
func keyOf(t testing.TB) (sign.Key, *x509.Certificate) {
	t.Helper()
	keys := [2]*ecdsa.PrivateKey{}
	for i := range keys {
		k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		keys[i] = k
	}
	root := certificate(t, "Gốc Ví Dụ", keys[0], nil, nil)
	clerk := certificate(t, "Nguyễn Văn Mẫu", keys[1], root, keys[0])
	b, err := pkcs12.Modern.Encode(keys[1], clerk, []*x509.Certificate{root}, "thử")
	if err != nil {
		t.Fatal(err)
	}
	k, err := sign.OpenFile(ctx, written(t, "khoa.p12", b), []byte("thử"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.Close() })
	return k, root
}

// drawn is page n of a file, from 0, as poppler shows it.
func drawn(t testing.TB, file []byte, n int) *image.RGBA {
	t.Helper()
	path := written(t, "trang.pdf", file)
	to := strings.TrimSuffix(path, ".pdf")
	number := string(rune('1' + n))
	tool(t, "poppler-utils", "pdftoppm", "-r", "100", "-png", "-singlefile", "-f", number, "-l", number, path, to)
	b, err := os.ReadFile(to + ".png")
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Rect, img, out.Rect.Min, draw.Src)
	return out
}

const drawnDPI = 100

func inkOf(img image.Image) *page.Ink { return page.InkOf(img, drawnDPI, drawnDPI, 1) }

// scan is a file of one page that is an image, turned as EXIF says.
func scan(t testing.TB, p *paper, orientation int) []byte {
	t.Helper()
	content := pngOf(t, p.RGBA, 0)
	info, err := page.Probe(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := pdf.NewWriter(&b, pdf.About{ID: [16]byte{1}, Title: "Quyết định ví dụ", Created: today})
	dpi := p.px * office.MMPerInch
	if _, err := w.Page(ctx, pdf.Leaf{Info: info, Content: bytes.NewReader(content), Size: int64(len(content)), DPIX: dpi, DPIY: dpi, Orientation: orientation}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// turned has qpdf say that a page is to be shown a quarter turn clockwise.
func turned(t testing.TB, file []byte) []byte {
	t.Helper()
	in := written(t, "nam.pdf", file)
	out := strings.TrimSuffix(in, ".pdf") + "-dung.pdf"
	tool(t, "qpdf", "qpdf", "--rotate=+90:1", in, out)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// born is a document of two pages that never were paper: the motto on the first,
// title and name on the second.
func born(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w := pdf.NewWriter(&b, pdf.About{ID: [16]byte{2}, Title: "Quyết định ví dụ", Created: today})
	a4 := office.Papers["A4"]
	for range 2 {
		w.Sheet(a4[0]*office.PointsPerMM, a4[1]*office.PointsPerMM)
	}
	say := func(page int, x, y, size float64, bold bool, s string) {
		l := mark.Layout{W: mark.Width(s, size, bold), H: size, Texts: []mark.Text{{Y: size, Size: size, Bold: bold, S: s}}}
		if err := w.Text(page, l, x-l.W/office.PointsPerMM/2, y-size/office.PointsPerMM); err != nil {
			t.Fatal(err)
		}
	}
	say(0, 145, 26, 12, true, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
	say(0, 145, 32, 12, true, "Độc lập - Tự do - Hạnh phúc")
	say(0, 60, 26, 12, true, "ỦY BAN NHÂN DÂN XÃ MẪU SƠN")
	say(1, 110, 40, 13, false, "Điều 3. Các ông, bà có tên nêu trên chịu trách nhiệm thi hành Quyết định này./.")
	say(1, 150, 60, 13, true, "TM. ỦY BAN NHÂN DÂN")
	say(1, 150, 66, 13, true, "CHỦ TỊCH")
	say(1, 150, 100, 14, true, "Nguyễn Văn Mẫu")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// whole is one page with all that a short document has, upright or across.
func whole(w, h float64) *paper {
	p := newPaper(w, h, 100)
	p.say(0.7*w, 26, 12, true, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").say(0.25*w, 26, 12, true, "XÃ MẪU SƠN").lines(30, 40, w-18, h-120)
	return p.say(0.7*w, h-95, 13, true, "CHỦ TỊCH").say(0.7*w, h-60, 14, true, "Nguyễn Văn Mẫu")
}

func TestALookShowsOnTheSignedPageWhereItWasSaid(t *testing.T) {
	key, root := keyOf(t)
	for name, c := range map[string]struct {
		file []byte
		last int
	}{
		"born digital":              {born(t), 1},
		"a scan":                    {scan(t, whole(210, 297), 1), 0},
		"a page across":             {scan(t, whole(297, 210), 1), 0},
		"a page that /Rotate turns": {turned(t, scan(t, whole(210, 297), 8)), 0},
	} {
		t.Run(name, func(t *testing.T) {
			pages := map[int]*image.RGBA{0: drawn(t, c.file, 0), c.last: drawn(t, c.file, c.last)}
			first, last := inkOf(pages[0]), inkOf(pages[c.last])
			person := placed(t, Wish{Layout: Person, Page: c.last, Ink: last, Image: picture(t, Person)})
			document := []Result{
				placed(t, Wish{Layout: Hidden}),
				placed(t, Wish{Layout: OnMark, Mark: office.Spot{X: 100, Y: 8, W: 80, H: 12}}),
				placed(t, Wish{Layout: Copy, Ink: first, Lines: copyLines(t)}),
				person,
				placed(t, Wish{Layout: Seal, Page: c.last, Ink: last, Image: picture(t, Seal), Over: person.Rect}),
			}
			annex := []Result{placed(t, Wish{Layout: Annex, Ink: first, Lines: annexLines(t)})}
			for _, signatures := range [][]Result{document, annex} {
				file, shown := c.file, maps.Clone(pages)
				for i, r := range signatures {
					file = signedWith(t, file, r, key)
					now := drawn(t, file, r.Page)
					shows(t, shown[r.Page], now, r, person.Rect)
					shown[r.Page] = now
					believed(t, file, i+1, root)
				}
			}
		})
	}
}

// believed asks poppler, qpdf and ourselves about so many signatures.
func believed(t *testing.T, file []byte, signatures int, root *x509.Certificate) {
	t.Helper()
	path := written(t, "ky.pdf", file)
	said := tool(t, "poppler-utils", "pdfsig", "-nocert", path)
	if strings.Count(said, "Signature is Valid.") != signatures || strings.Count(said, "Total document signed") != 1 {
		t.Errorf("pdfsig: %s", said)
	}
	if said := tool(t, "qpdf", "qpdf", "--check", path); strings.Contains(said, "WARNING") {
		t.Errorf("qpdf: %s", said)
	}
	trust := sign.Trust{Roots: []*x509.Certificate{root}}
	report, err := sign.VerifyPDF(ctx, bytes.NewReader(file), int64(len(file)), trust, today.Add(time.Minute))
	if err != nil || report.Verdict == office.SignatureInvalid || len(report.Signatures) != signatures {
		t.Errorf("ours: %+v, %v", report, err)
	}
}

func signedWith(t *testing.T, file []byte, r Result, key sign.Key) []byte {
	t.Helper()
	if !r.Free {
		t.Fatalf("%s: %s", r.Layout, r.Said)
	}
	more, err := sign.SignPDF(ctx, bytes.NewReader(file), int64(len(file)), r.Put(pdf.Field{At: today}), key, nil)
	if err != nil {
		t.Fatal(err)
	}
	return append(bytes.Clone(file), more...)
}

// shows compares a page before and after a signature: what changed lies in the
// look's place, was blank before but for what a seal may cover, and is the look
// as Draw has it.
func shows(t *testing.T, before, after *image.RGBA, r Result, person [4]float64) {
	t.Helper()
	const px = drawnDPI / office.PointsPerInch
	look := Draw(r, drawnDPI)
	at := image.Pt(int(math.Round(r.Rect[0]*px)), int(math.Round(r.Rect[1]*px)))
	place := look.Rect.Add(at).Inset(-1)
	own := image.Rect(int(person[0]*px)-1, int(person[1]*px)-1, int(person[2]*px)+2, int(person[3]*px)+2)
	changed, strong, missing := 0, 0, 0
	for y := range before.Rect.Dy() {
		for x := range before.Rect.Dx() {
			spot := image.Pt(x, y)
			was, is := before.RGBAAt(x, y), after.RGBAAt(x, y)
			if was != is {
				changed++
				if !spot.In(place) {
					t.Fatalf("%s: pixel %v changed outside of %v", r.Layout, spot, place)
				}
				if !blank(was) && !(r.Layout == Seal && spot.In(own)) {
					t.Fatalf("%s: pixel %v of the page is covered", r.Layout, spot)
				}
			}
			if look.NRGBAAt(x-at.X, y-at.Y).A > 160 {
				strong++
				if !inkedNear(after, spot) {
					missing++
				}
			}
		}
	}
	if seen := len(r.look().Images)+len(r.look().Layout.Texts) > 0; seen != (changed > 200) || (!seen && changed > 0) || missing > strong/100 {
		t.Errorf("%s: %d pixels changed; of %d strong ones %d are missing", r.Layout, changed, strong, missing)
	}
}

func (r Result) look() pdf.Look {
	if r.Look == nil {
		return pdf.Look{}
	}
	return *r.Look
}

// inkedNear allows for a pixel of rounding.
func inkedNear(img *image.RGBA, at image.Point) bool {
	for _, d := range []image.Point{{}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, -1}, {1, -1}, {-1, 1}} {
		if spot := at.Add(d); spot.In(img.Rect) && !blank(img.RGBAAt(spot.X, spot.Y)) {
			return true
		}
	}
	return false
}

func blank(c color.RGBA) bool { return min(c.R, c.G, c.B) >= 230 }
