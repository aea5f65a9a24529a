package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"strings"
	"testing"

	"tram/local/page"
	"tram/local/page/fax"
)

// oddBook builds a PDF of pages that are odd in one way each.
type oddBook struct {
	t       testing.TB
	objects []string
	kids    []string
	pages   []oddPage
	known   map[string]int // objects that several pages share
}

// oddPage is what is odd about one page: what is added to its dictionary and its
// resources, its content, and how it is to be kept.
type oddPage struct {
	name, page, resources, content string
	wants                          keeping
}

type keeping string

const (
	asCaptured keeping = "as captured"
	redrawn    keeping = "redrawn"
)

func newOddBook(t testing.TB) *oddBook {
	b := &oddBook{t: t, known: map[string]int{}}
	b.add("") // the catalog
	b.add("") // the tree
	return b
}

func (b *oddBook) add(object string) int {
	b.objects = append(b.objects, object)
	return len(b.objects)
}

// shared adds an object once.
func (b *oddBook) shared(name string, object func() string) int {
	if b.known[name] == 0 {
		b.known[name] = b.add(object())
	}
	return b.known[name]
}

func (b *oddBook) pageOf(p oddPage) {
	// Small pages are drawn quickly: what is said of A4 is made a fifth of it.
	contents := b.add(streamOf("", []byte("0.2 0 0 0.2 0 0 cm "+p.content)))
	self := b.add(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 119 168.4] /Contents %d 0 R %s /Resources << %s >> >>", contents, p.page, p.resources))
	b.kids, b.pages = append(b.kids, fmt.Sprintf("%d 0 R", self)), append(b.pages, p)
}

func (b *oddBook) file() []byte {
	b.objects[0] = "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [" + b.ref("off") + " " + b.ref("on") + "] /D << /ON [" + b.ref("on") +
		"] /OFF [" + b.ref("off") + "] /Order [] >> >> >>"
	b.objects[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(b.kids), strings.Join(b.kids, " "))
	return scannerPDF(b.objects...)
}

// ref names an object that pages share.
func (b *oddBook) ref(name string) string {
	makers := map[string]func() string{
		"off":   func() string { return "<< /Type /OCG /Name (khuat) >>" },
		"on":    func() string { return "<< /Type /OCG /Name (hien) >>" },
		"scan":  func() string { return jpegStream(b.t, paperPicture(color.White), "") },
		"other": func() string { return jpegStream(b.t, paperPicture(color.RGBA{90, 160, 90, 255}), "") },
	}
	return fmt.Sprintf("%d 0 R", b.shared(name, makers[name]))
}

// paperPicture is a small scan that looks different in every corner.
func paperPicture(paper color.Color) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 297, 421))
	fill := func(c color.Color, r image.Rectangle) {
		draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	fill(paper, img.Rect)
	for i := range 12 {
		fill(color.Black, image.Rect(30, 60+i*22, 120+i*12, 68+i*22))
	}
	fill(color.RGBA{200, 30, 30, 255}, image.Rect(200, 330, 270, 390))
	fill(color.RGBA{30, 40, 180, 255}, image.Rect(230, 20, 280, 50))
	return img
}

// paperBits is the same in black and white, with every length of line.
func paperBits(w, h int) [][]byte {
	rows := make([][]byte, h)
	for y := range h {
		rows[y] = make([]byte, (w+7)/8)
		for x := range w {
			if inText := y/16%2 == 1 && x > w/10 && x < w/4+y && x < w*9/10; inText || x > w*3/4 && y > h*3/4 {
				rows[y][x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return rows
}

const oddImage = "/Type /XObject /Subtype /Image "

func jpegStream(t testing.TB, img image.Image, entries string) string {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return jpegObjectOf(b.Bytes(), img, entries)
}

func jpegObjectOf(file []byte, img image.Image, entries string) string {
	space := "/DeviceRGB"
	if _, grey := img.(*image.Gray); grey {
		space = "/DeviceGray"
	}
	return streamOf(fmt.Sprintf(oddImage+"/Width %d /Height %d /BitsPerComponent 8 /ColorSpace %s /Filter /DCTDecode %s",
		img.Bounds().Dx(), img.Bounds().Dy(), space, entries), file)
}

// image adds a page that is one image of so many pixels.
func (b *oddBook) image(name string, w, h int, entries string, body []byte, wants keeping) {
	at := b.add(streamOf(fmt.Sprintf(oddImage+"/Width %d /Height %d %s", w, h, entries), body))
	b.pageOf(oddPage{name: name, resources: fmt.Sprintf("/XObject << /Im %d 0 R >>", at), content: wholePage, wants: wants})
}

// over adds pages with a scan and something on it.
func (b *oddBook) over(pages ...oddPage) {
	for _, p := range pages {
		p.resources = "/XObject << /Im " + b.ref("scan") + " /Im2 " + b.ref("other") + " " + p.resources
		if !strings.Contains(p.resources, ">>") {
			p.resources += " >>"
		}
		b.pageOf(p)
	}
}

// form adds a form and gives its place.
func (b *oddBook) form(entries, content string) string {
	return fmt.Sprintf("%d 0 R", b.add(streamOf("/Type /XObject /Subtype /Form "+entries+" /Resources << /XObject << /Im "+b.ref("scan")+" /Im2 "+b.ref("other")+
		" >> >>", []byte(content))))
}

const secondOver = "595 0 0 842 0 0 cm /Im2 Do Q"

// clips cut what lies on the scan, or the scan.
func (b *oddBook) clips() {
	b.over(
		oddPage{name: "clip", content: wholePage + " q 60 60 100 100 re W n " + secondOver, wants: redrawn},
		oddPage{name: "clip even-odd", content: wholePage + " q 60 60 300 300 re 100 100 50 50 re W* n " + secondOver, wants: redrawn},
		oddPage{name: "clip triangle", content: wholePage + " q 60 60 m 400 60 l 60 500 l h W n " + secondOver, wants: redrawn},
		oddPage{name: "clip by lines", content: wholePage + " q 60 60 m 300 60 l 300 300 l 60 300 l h W n " + secondOver, wants: redrawn},
		oddPage{name: "clip curve", content: wholePage + " q 300 300 m 500 300 500 600 300 600 c 100 600 100 300 300 300 c W n " + secondOver, wants: redrawn},
		oddPage{name: "clip turned", content: wholePage + " q 0.7 0.7 -0.7 0.7 300 100 cm 0 0 300 300 re W n 1 0 0 1 0 0 cm q 800 0 0 800 -200 -200 cm /Im2 Do Q Q", wants: redrawn},
		oddPage{name: "clip twice", content: wholePage + " q 0 0 400 842 re W n 200 0 395 842 re W n " + secondOver, wants: redrawn},
		oddPage{name: "clip nothing", content: wholePage + " q W n " + secondOver, wants: redrawn},
		oddPage{name: "clip of the scan", content: "q 100 100 300 300 re W n 595 0 0 842 0 0 cm /Im Do Q", wants: redrawn},
		oddPage{name: "clip of the page", content: "q 0 0 595 842 re W n " + "595 0 0 842 0 0 cm /Im Do Q", wants: asCaptured},
		oddPage{name: "clip left open", content: "0 0 595 842 re W n " + wholePage, wants: asCaptured},
		oddPage{name: "clip painted too", content: wholePage + " q 1 0 0 rg 60 60 200 200 re W f " + secondOver, wants: redrawn},
		oddPage{name: "text clip", resources: ">> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> >>",
			content: wholePage + " q BT /F 300 Tf 7 Tr 40 300 Td (HA) Tj ET " + secondOver, wants: redrawn},
		oddPage{name: "text filled and clip", resources: ">> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> >>",
			content: wholePage + " q BT /F 300 Tf 4 Tr 40 300 Td (HA) Tj ET " + secondOver, wants: redrawn},
		oddPage{name: "box of a form", resources: "/Fm " + b.form("/BBox [60 60 160 160]", "q "+secondOver), content: wholePage + " /Fm Do", wants: redrawn},
		oddPage{name: "box of a moved form", resources: "/Fm " + b.form("/BBox [0 0 100 100] /Matrix [2 0 0 2 50 300]", "q 300 0 0 400 0 0 cm /Im2 Do Q"), content: wholePage + " /Fm Do", wants: redrawn},
		oddPage{name: "box cuts the scan", resources: "/Fm " + b.form("/BBox [0 0 595 400]", wholePage), content: "/Fm Do", wants: redrawn},
		oddPage{name: "box of the page", resources: "/Fm " + b.form("/BBox [0 0 595 842]", wholePage), content: "/Fm Do", wants: asCaptured},
		oddPage{name: "below the edge", content: "0 0 1 rg 0 0 595 842 re f q 565 0 0 842 15 0 cm /Im Do Q", wants: redrawn},
	)
}

// layers may be off.
func (b *oddBook) layers() {
	props := " >> /Properties << /L " + b.ref("off") + " /N " + b.ref("on") + " /M << /Type /OCMD /OCGs [" + b.ref("off") + "] /P /AllOn >> >>"
	off := fmt.Sprintf("%d 0 R", b.add(jpegStream(b.t, paperPicture(color.RGBA{90, 90, 200, 255}), "/OC "+b.ref("off"))))
	b.over(
		oddPage{name: "layer off", resources: props, content: wholePage + " /OC /L BDC q " + secondOver + " EMC", wants: redrawn},
		oddPage{name: "layer on", resources: props, content: wholePage + " /OC /N BDC q " + secondOver + " EMC", wants: redrawn},
		oddPage{name: "layer of layers", resources: props, content: wholePage + " /OC /M BDC q " + secondOver + " EMC", wants: redrawn},
		oddPage{name: "mark inside a layer", resources: props, content: wholePage + " /OC /L BDC /Span BMC q " + secondOver + " EMC EMC", wants: redrawn},
		oddPage{name: "scan in a layer", resources: props, content: "q " + secondOver + " /OC /L BDC " + wholePage + " EMC", wants: redrawn},
		oddPage{name: "image in a layer", resources: "/Off " + off, content: wholePage + " q 595 0 0 842 0 0 cm /Off Do Q", wants: redrawn},
		oddPage{name: "form in a layer", resources: "/Fm " + b.form("/BBox [0 0 595 842] /OC "+b.ref("off"), "q "+secondOver), content: wholePage + " /Fm Do", wants: redrawn},
		oddPage{name: "stamp in a layer", page: "/Annots [<< /Type /Annot /Subtype /Stamp /F 4 /Rect [20 20 80 60] /OC " + b.ref("off") + " /AP << /N " +
			b.form("/BBox [0 0 300 200]", "1 0 0 rg 0 0 300 200 re f") + " >> >>]", content: wholePage, wants: redrawn},
		oddPage{name: "stamp in a layer on a drawn page", page: "/Annots [<< /Type /Annot /Subtype /Stamp /F 4 /Rect [20 20 80 60] /OC " + b.ref("off") + " /AP << /N " +
			b.form("/BBox [0 0 300 200]", "1 0 0 rg 0 0 300 200 re f") + " >> >>]", content: wholePage + " 1 g 100 300 300 200 re f", wants: redrawn},
		oddPage{name: "artifact", content: "/Artifact BMC " + wholePage + " EMC", wants: asCaptured},
		oddPage{name: "tagged", content: "/Figure << /MCID 0 >> BDC " + wholePage + " EMC", wants: asCaptured},
	)
}

// masks let through what lies below.
func (b *oddBook) masks() {
	grey := image.NewGray(image.Rect(0, 0, 30, 42))
	for i := range grey.Pix {
		grey.Pix[i] = byte(i / 30 * 6)
	}
	soft := b.add(streamOf(oddImage+"/Width 30 /Height 42 /BitsPerComponent 8 /ColorSpace /DeviceGray", grey.Pix))
	hard := b.add(streamOf(oddImage+"/Width 8 /Height 8 /BitsPerComponent 1 /ImageMask true", []byte{0xf0, 0xf0, 0xf0, 0xf0, 0x0f, 0x0f, 0x0f, 0x0f}))
	with := func(entries string) string {
		return fmt.Sprintf("/Over %d 0 R", b.add(jpegStream(b.t, paperPicture(color.RGBA{90, 90, 200, 255}), entries)))
	}
	const drawn = wholePage + " q 595 0 0 842 0 0 cm /Over Do Q"
	group := b.form("/BBox [0 0 595 842] /Group << /S /Transparency /CS /DeviceGray >>", "1 g 100 100 200 400 re f")
	b.over(
		oddPage{name: "soft mask", resources: with(fmt.Sprintf("/SMask %d 0 R", soft)), content: drawn, wants: redrawn},
		oddPage{name: "hard mask", resources: with(fmt.Sprintf("/Mask %d 0 R", hard)), content: drawn, wants: redrawn},
		oddPage{name: "colour mask", resources: with("/Mask [60 120 60 120 170 230]"), content: drawn, wants: redrawn},
		oddPage{name: "stencil", resources: fmt.Sprintf("/Over %d 0 R", hard), content: "q 595 0 0 842 0 0 cm /Im Do Q 1 0 0 rg q 300 0 0 300 100 100 cm /Over Do Q", wants: redrawn},
		oddPage{name: "half transparent", resources: ">> /ExtGState << /G << /ca 0.3 >> >>", content: wholePage + " q /G gs " + secondOver, wants: redrawn},
		oddPage{name: "multiplied", resources: ">> /ExtGState << /G << /BM /Multiply >> >>", content: wholePage + " q /G gs " + secondOver, wants: redrawn},
		oddPage{name: "mask of a state", resources: ">> /ExtGState << /G << /SMask << /S /Luminosity /G " + group + " >> >> >>",
			content: wholePage + " q /G gs " + secondOver, wants: redrawn},
		oddPage{name: "plain state", resources: ">> /ExtGState << /G << /Type /ExtGState /ca 1 /CA 1 /BM /Normal /SMask /None >> >>", content: "/G gs " + wholePage, wants: asCaptured},
		oddPage{name: "white over it", content: wholePage + " 1 g 100 300 300 200 re f", wants: redrawn},
		oddPage{name: "inline image over it", content: wholePage + " q 200 0 0 200 100 100 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x40 EI Q", wants: redrawn},
		oddPage{name: "shading over it", resources: ">> /Shading << /S << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 595 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [1 0 0] /C1 [0 0 1] /N 1 >> >> >>",
			content: wholePage + " q 100 100 200 200 re W n /S sh Q", wants: redrawn},
	)
}

// notes are drawn by readers, some of them without a picture of their own.
func (b *oddBook) notes() {
	look := b.form("/BBox [0 0 200 100]", "1 0 0 rg 0 0 200 100 re f")
	note := func(name, subtype, entries string, wants keeping) oddPage {
		return oddPage{name: name, content: wholePage, wants: wants,
			page: "/Annots [<< /Type /Annot /F 4 /Subtype /" + subtype + " /Rect [40 20 80 40] /C [1 0 0] " + entries + " >>]"}
	}
	b.over(
		note("square", "Square", "/IC [1 1 0]", redrawn),
		note("circle", "Circle", "/IC [0 1 1] /BS << /W 5 >>", redrawn),
		note("highlight", "Highlight", "/QuadPoints [40 40 80 40 40 20 80 20]", redrawn),
		note("ink", "Ink", "/InkList [[40 20 60 40 80 20]] /BS << /W 4 >>", redrawn),
		note("stamp", "Stamp", "/AP << /N "+look+" >>", redrawn),
		note("field", "Widget", "/FT /Tx /T (a) /AP << /N "+look+" >>", redrawn),
		note("framed link", "Link", "/Border [0 0 6]", redrawn),
		note("link", "Link", "/Border [0 0 0]", asCaptured),
		note("hidden", "Square", "/IC [1 1 0] /F 2", asCaptured),
		note("not viewed", "Stamp", "/F 36 /AP << /N "+look+" >>", asCaptured),
		note("popup", "Popup", "", asCaptured),
	)
}

// places are odd in how the scan lies.
func (b *oddBook) places() {
	b.over(
		oddPage{name: "crop box", page: "/CropBox [20 20 80 80]", content: wholePage, wants: redrawn},
		oddPage{name: "turned page", page: "/Rotate 90", content: wholePage, wants: asCaptured},
		oddPage{name: "mirrored", content: "q -595 0 0 842 595 0 cm /Im Do Q", wants: asCaptured},
		oddPage{name: "leaning", content: "q 580 30 -30 820 20 0 cm /Im Do Q", wants: redrawn},
		oddPage{name: "small", content: "q 200 0 0 300 200 300 cm /Im Do Q", wants: redrawn},
		oddPage{name: "over the edge", content: "q 700 0 0 990 -50 -70 cm /Im Do Q", wants: redrawn},
		oddPage{name: "unknown operator", content: wholePage + " 1 2 XX", wants: redrawn},
		oddPage{name: "spelled name", content: "q 595 0 0 842 0 0 cm /I#6d Do Q", wants: redrawn},
		oddPage{name: "a number in another way", content: "q 595 0 0 842 0 0 cm /Im Do Q 1e2 w", wants: redrawn},
		oddPage{name: "spelled layer", resources: " >> /Properties << /L " + b.ref("off") + " >>", content: wholePage + " /O#43 /L BDC q " + secondOver + " EMC", wants: redrawn},
		oddPage{name: "letters that are drawings", resources: " >> /Font << /F << /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65 /Widths [1] " +
			"/Encoding << /Differences [65 /a] >> /CharProcs << /a " + fmt.Sprint(b.add(streamOf("", []byte("1 0 d0 0 0 1 1 re f")))) + " 0 R >> >> >>",
			content: wholePage + " BT 3 Tr /F 100 Tf 100 100 Td (A) Tj ET", wants: redrawn},
	)
}

// colours are taken in another range, from a palette, or turned.
func (b *oddBook) colours() {
	small := image.NewGray(image.Rect(0, 0, 200, 283))
	draw.Draw(small, small.Rect, image.White, image.Point{}, draw.Src)
	for y := range 283 {
		for x := range 200 {
			if y > 40 && y < 120 && x < y {
				small.SetGray(x, y, color.Gray{40})
			}
		}
	}
	indices := make([]byte, len(small.Pix))
	for i, v := range small.Pix {
		indices[i] = v / 64
	}
	bits := bytes.Join(paperBits(200, 283), nil)
	const grey, deep = "/ColorSpace /DeviceGray ", "/BitsPerComponent 8 "
	rgb := bytes.Repeat([]byte{200, 30, 30, 255, 255, 255, 20, 20, 200, 255, 255, 255}, 200*283/4)
	b.image("palette 1 bit", 200, 283, "/BitsPerComponent 1 /ColorSpace [/Indexed /DeviceRGB 1 <ff000000ff00>] /Decode [1 0]", bits, asCaptured)
	b.image("palette 8 bits", 200, 283, deep+"/ColorSpace [/Indexed /DeviceGray 3 <0040a0ff>]", indices, asCaptured)
	b.image("palette 8 bits reversed", 200, 283, deep+"/ColorSpace [/Indexed /DeviceGray 255 <"+fmt.Sprintf("%x", ramp())+">] /Decode [255 0]", small.Pix, asCaptured)
	b.image("palette partial", 200, 283, deep+"/ColorSpace [/Indexed /DeviceGray 255 <"+fmt.Sprintf("%x", ramp())+">] /Decode [0 127]", small.Pix, redrawn)
	b.image("palette too short", 200, 283, deep+"/ColorSpace [/Indexed /DeviceGray 1 <40ff>]", indices, redrawn)
	b.image("palette of ink", 200, 283, deep+"/ColorSpace [/Indexed /DeviceCMYK 3 <ff00000000ff00000000ff0000000000>]", indices, redrawn)
	b.image("grey reversed", 200, 283, deep+grey+"/Decode [1 0]", small.Pix, asCaptured)
	b.image("grey partial", 200, 283, deep+grey+"/Decode [0 0.5]", small.Pix, redrawn)
	b.image("grey 1 bit reversed", 200, 283, "/BitsPerComponent 1 "+grey+"/Decode [1 0]", bits, asCaptured)
	b.image("colour reversed", 200, 283, deep+"/ColorSpace /DeviceRGB /Decode [1 0 1 0 1 0]", rgb, asCaptured)
	b.image("one colour reversed", 200, 283, deep+"/ColorSpace /DeviceRGB /Decode [1 0 0 1 0 1]", rgb, redrawn)
	b.image("ink", 100, 283, deep+"/ColorSpace /DeviceCMYK", bytes.Repeat([]byte{0, 200, 200, 0, 0, 0, 0, 0}, 50*283), redrawn)
	b.image("separation", 200, 283, deep+"/ColorSpace [/Separation /Spot /DeviceRGB << /FunctionType 2 /Domain [0 1] /C0 [1 1 1] /C1 [1 0 0] /N 1 >>]", small.Pix, redrawn)
	b.image("calibrated", 200, 283, deep+"/ColorSpace [/CalRGB << /WhitePoint [0.95 1 1.09] /Gamma [1 1 1] >>]", rgb, redrawn)
	b.image("stencil page", 200, 283, "/BitsPerComponent 1 /ImageMask true", bits, redrawn)
	paper := paperPicture(color.White)
	for name, entries := range map[string]string{"colours turned": "/DecodeParms << /ColorTransform 0 >>", "JPEG reversed": "/Decode [1 0 1 0 1 0]", "JPEG partial": "/Decode [0 0.5 0 0.5 0 0.5]"} {
		b.jpegPage(name, jpegStream(b.t, paper, entries), redrawn)
	}
	b.jpegPage("colours said", jpegStream(b.t, paper, "/DecodeParms << /ColorTransform 1 >>"), asCaptured)
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, paper, nil); err != nil {
		b.t.Fatal(err)
	}
	jfif := []byte{0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 1, 0, 72, 0, 72, 0, 0}
	adobe := []byte{0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0}
	after := func(markers ...[]byte) []byte {
		return append(append([]byte{0xff, 0xd8}, bytes.Join(markers, nil)...), plain.Bytes()[2:]...)
	}
	b.jpegPage("JFIF and Adobe", jpegObjectOf(after(jfif, adobe), paper, ""), redrawn)
	b.jpegPage("Adobe and JFIF", jpegObjectOf(after(adobe, jfif), paper, ""), redrawn)
	b.jpegPage("Adobe says RGB", jpegObjectOf(after(adobe), paper, "/DecodeParms << /ColorTransform 1 >>"), asCaptured)
	b.jpegPage("JFIF, turned", jpegObjectOf(after(jfif), paper, "/DecodeParms << /ColorTransform 0 >>"), redrawn)
}

func (b *oddBook) jpegPage(name, object string, wants keeping) {
	b.pageOf(oddPage{name: name, resources: fmt.Sprintf("/XObject << /Im %d 0 R >>", b.add(object)), content: wholePage, wants: wants})
}

func ramp() (b []byte) {
	for i := range 256 {
		b = append(b, byte(i))
	}
	return b
}

// packings are predictors and fax codings.
func (b *oddBook) packings() {
	w, h := 203, 287
	rows := paperBits(w, h)
	for _, depth := range []int{1, 2, 4, 8} {
		samples, stride := shades(w, h, depth)
		parms := fmt.Sprintf("/BitsPerComponent %d /ColorSpace /DeviceGray /Filter /FlateDecode /DecodeParms << /Predictor %%d /BitsPerComponent %d /Columns %d >>", depth, depth, w)
		kept := asCaptured
		if depth == 2 || depth == 4 {
			kept = redrawn // PDFium shows it in another way
		}
		b.image(fmt.Sprintf("TIFF predictor, %d bits", depth), w, h, fmt.Sprintf(parms, 2), deflate(differences(samples, w, h, stride, depth)), kept)
		b.image(fmt.Sprintf("PNG predictor, %d bits", depth), w, h, fmt.Sprintf(parms, 15), deflate(upwards(samples, h, stride)), asCaptured)
	}
	e := fax.NewEncoder(w)
	for _, r := range rows {
		e.Row(r)
	}
	g4 := e.End()
	coded := fmt.Sprintf("/Filter /CCITTFaxDecode /BitsPerComponent 1 /DecodeParms << /K -1 /Columns %d /Rows %d", w, h)
	b.image("fax", w, h, coded+" >> /ColorSpace /DeviceGray", g4, asCaptured)
	b.image("fax reversed", w, h, coded+" /BlackIs1 true >> /ColorSpace /DeviceGray /Decode [1 0]", g4, asCaptured)
	b.image("fax in colours", w, h, coded+" >> /ColorSpace [/Indexed /DeviceRGB 1 <c00000ffffff>]", g4, asCaptured)
	b.image("fax in blue and green", w, h, coded+" >> /ColorSpace [/Indexed /DeviceRGB 1 <0000ff00ff00>]", g4, asCaptured)
	b.image("fax in two darks", w, h, coded+" >> /ColorSpace [/Indexed /DeviceGray 1 <0060>] /Decode [1 0]", g4, asCaptured)
	b.image("fax stencil", w, h, coded+" >> /ImageMask true", g4, redrawn)
	b.image("fax range", w, h, coded+" >> /ColorSpace /DeviceGray /Decode [0 0.5]", g4, redrawn)
	b.image("fax cut", w, h, coded+" >> /ColorSpace /DeviceGray", g4[:len(g4)*2/3], redrawn)
	for how, parms := range map[string]string{"g3:1d": "/K 0", "g3:2d": "/K 4", "g3:1d:fill": "/K 0 /EndOfLine true", "g3:2d:fill": "/K 4 /EndOfLine true"} {
		b.image(how, w, h, fmt.Sprintf("/Filter /CCITTFaxDecode /BitsPerComponent 1 /ColorSpace /DeviceGray /DecodeParms << %s /Columns %d /Rows %d >>", parms, w, h),
			b.group3(rows, w, how), asCaptured)
	}
	b.image("JBIG2", w, h, "/Filter /JBIG2Decode /BitsPerComponent 1 /ColorSpace /DeviceGray", jbig2Of(rows, w), asCaptured)
	globals := b.add(streamOf("", nil))
	b.image("JBIG2 and more", w, h, fmt.Sprintf("/Filter /JBIG2Decode /DecodeParms << /JBIG2Globals %d 0 R >> /BitsPerComponent 1 /ColorSpace /DeviceGray", globals), jbig2Of(rows, w), asCaptured)
	b.image("JBIG2 reversed", w, h, "/Filter /JBIG2Decode /BitsPerComponent 1 /ColorSpace /DeviceGray /Decode [1 0]", jbig2Of(rows, w), redrawn)
	b.image("JBIG2 in colours", w, h, "/Filter /JBIG2Decode /BitsPerComponent 1 /ColorSpace [/Indexed /DeviceRGB 1 <ff0000ffffff>]", jbig2Of(rows, w), redrawn)
}

// shades is a grey page of so many bits a pixel.
func shades(w, h, depth int) (samples []byte, stride int) {
	stride = (w*depth + 7) / 8
	samples = make([]byte, stride*h)
	for y := range h {
		for x := range w {
			v := byte((x/20 + y/30) & (1<<depth - 1))
			if depth == 8 {
				v *= 25
			}
			samples[y*stride+x*depth/8] |= v << (8 - depth - x*depth%8)
		}
	}
	return samples, stride
}

// differences is what predictor 2 asks to be packed.
func differences(samples []byte, w, h, stride, depth int) []byte {
	out := make([]byte, len(samples))
	mask := byte(1<<depth - 1)
	for y := range h {
		left := byte(0)
		for x := range w {
			shift := 8 - depth - x*depth%8
			v := samples[y*stride+x*depth/8] >> shift & mask
			out[y*stride+x*depth/8] |= (v - left) & mask << shift
			left = v
		}
	}
	return out
}

// upwards filters each row by the one above, and one by its left as PNG does.
func upwards(samples []byte, h, stride int) (out []byte) {
	before := make([]byte, stride)
	for y := range h {
		row := samples[y*stride:][:stride]
		kind := byte(1 + y%2)
		out = append(out, kind)
		for i, v := range row {
			from := before[i]
			if kind == 1 {
				if from = 0; i > 0 {
					from = row[i-1]
				}
			}
			out = append(out, v-from)
		}
		before = row
	}
	return out
}

// group3 lets libtiff code rows.
func (b *oddBook) group3(rows [][]byte, w int, how string) []byte {
	e := fax.NewEncoder(w)
	for _, r := range rows {
		e.Row(r)
	}
	r := raster{width: w, height: len(rows), depth: 1, components: 1}
	path := strings.TrimSuffix(written(b.t, g4TIFF(r, e.End(), false, 100, 100)), ".pdf")
	run(b.t, "libtiff-tools", "tiffcp", "-c", how, "-r", fmt.Sprint(len(rows)), path+".pdf", path+".tif")
	file := fileAt(b.t, path+".tif")
	info, err := page.Probe(bytes.NewReader(file), int64(len(file)))
	if err != nil || len(info.TIFF.Strips) != 1 {
		b.t.Fatalf("%s: %+v, %v", how, info.TIFF, err)
	}
	s := info.TIFF.Strips[0]
	strip := bytes.Clone(file[s.Offset : s.Offset+s.Size])
	if info.TIFF.FillOrder == 2 {
		mirrorBits(strip)
	}
	return strip
}

// jbig2Of is a page of one region that is coded as faxes are, as scanners write it
// into a PDF: without the head of a file.
func jbig2Of(rows [][]byte, w int) []byte {
	e := fax.NewEncoder(w)
	for _, r := range rows {
		e.Row(r)
	}
	o := binary.BigEndian
	size := o.AppendUint32(o.AppendUint32(nil, uint32(w)), uint32(len(rows)))
	segment := func(number uint32, kind byte, body []byte) []byte {
		b := append(o.AppendUint32(nil, number), kind, 0, 1)
		return append(o.AppendUint32(b, uint32(len(body))), body...)
	}
	pageInfo := append(bytes.Clone(size), make([]byte, 8+1+2)...)
	region := append(append(bytes.Clone(size), make([]byte, 9)...), 1) // at 0, 0; MMR
	return append(segment(0, 48, pageInfo), segment(1, 38, append(region, e.End()...))...)
}
