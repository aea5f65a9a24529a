package sign

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/pdf"
)

// attack is one way to change what a signed file shows, or what stands behind
// it, and keep its signature.
type attack struct {
	family, name string
	certify      int  // of the file that is attacked
	draws        bool // readers of it draw the fields anew
	increment    func(a *attacker)
	bytes        func(t testing.TB, file []byte) []byte // instead of an increment
	second       func(t testing.TB, d *otherDesk, file []byte) []byte
	verdict      office.SignatureVerdict // empty: not valid
	but          string                  // program whose file this cannot be done to
	unseen       bool                    // poppler may show what it showed: other readers, or none, are fooled
}

// The families of published attacks: "shadow" (hide, replace, hide and replace),
// "incremental saving", "wrapping" and "forgery" of signatures, "coverage",
// "form", "annotation", "certification" and "second signature". "control" is
// what may come after a signature.
var attacks = []attack{
	// Hide: what lay under a cover comes to light, or a layer goes.
	{family: "shadow hide", name: "the cover is freed", increment: func(a *attacker) { a.rows[objCover] = "0000000000 00001 f " }, unseen: true},
	{family: "shadow hide", name: "the cover is empty", increment: func(a *attacker) { a.put(objCover, formOf("0 0 1 1", "")) }},
	{family: "shadow hide", name: "the cover is no picture", increment: func(a *attacker) { a.edit(objCover, "/Subtype /Image", "/Subtype /PS") }},
	{family: "shadow hide", name: "the cover is not drawn", increment: func(a *attacker) { a.edit(objPage, fmt.Sprintf(` %d 0 R\]`, objDraw), "]") }},
	{family: "shadow hide", name: "another name for the cover", increment: func(a *attacker) { a.edit(objPage, "/Cover", "/Covered") }},
	{family: "shadow hide", name: "the cover's place is the planted stream", increment: func(a *attacker) { a.rows[objCover] = a.place(objPlanted) }, unseen: true},
	{family: "shadow hide", name: "a layer is switched off", increment: func(a *attacker) { a.edit(objCatalog, "/D << /ON", "/D << /OFF") }},
	{family: "shadow hide", name: "a layer is no more", increment: func(a *attacker) { a.edit(objCatalog, `/OCProperties << .*?>> >>`, "") }, unseen: true},
	{family: "shadow hide", name: "a layer for print only", increment: func(a *attacker) {
		a.set(objLayer, "/Usage << /View << /ViewState /OFF >> >>")
	}, unseen: true},

	// Replace: the same objects show something else.
	{family: "shadow replace", name: "a font draws other letters", increment: func(a *attacker) { a.set(objFont, "/Encoding << /Differences [49 /nine] >>") }},
	{family: "shadow replace", name: "another font", increment: func(a *attacker) { a.edit(objFont, "/Helvetica", "/ZapfDingbats") }},
	{family: "shadow replace", name: "what the page named and nobody wrote", increment: func(a *attacker) { a.put(objMissing, formOf("0 0 595 842", evil)) }, unseen: true},
	{family: "shadow replace", name: "the look of a field", increment: func(a *attacker) { a.put(objFieldLook, formOf("0 0 150 20", "BT /Helv 12 Tf 2 5 Td (9000) Tj ET")) }},
	{family: "shadow replace", name: "another look for a field", increment: func(a *attacker) {
		a.edit(objField, `/N 8 0 R`, "/N "+a.add(formOf("0 0 150 20", "BT /Helv 12 Tf 2 5 Td (9000) Tj ET")))
	}},
	{family: "shadow replace", name: "a value and not its look", increment: func(a *attacker) { a.edit(objField, `\(1000\)`, "(9000)") }, verdict: office.SignatureReserved, unseen: true},
	{family: "shadow replace", name: "what stands beside the evidence", increment: func(a *attacker) { a.put(objStream, streamOf(evil)) }, unseen: true},
	{family: "shadow replace", name: "the words of the page", increment: func(a *attacker) { a.put(objWords, streamOf(evil)) }},

	// Hide and replace: a second document was in the file from the beginning.
	{family: "shadow hide and replace", name: "another catalog", increment: func(a *attacker) { a.root = fmt.Sprintf("%d 0 R", objOtherRoot) }},
	{family: "shadow hide and replace", name: "another page tree", increment: func(a *attacker) { a.edit(objCatalog, "/Pages 2 0 R", fmt.Sprintf("/Pages %d 0 R", objOtherPages)) }},
	{family: "shadow hide and replace", name: "another page", increment: func(a *attacker) { a.edit(objPages, `\[3 0 R\]`, fmt.Sprintf("[%d 0 R]", objOtherPage)) }},
	{family: "shadow hide and replace", name: "other words by the page", increment: func(a *attacker) { a.edit(objPage, `\[5 0 R`, fmt.Sprintf("[%d 0 R", objPlanted)) }},
	{family: "shadow hide and replace", name: "other words by the table", increment: func(a *attacker) { a.rows[objWords] = a.place(objPlanted) }, unseen: true},
	{family: "shadow hide and replace", name: "the page tree by the table", increment: func(a *attacker) { a.rows[objPages] = a.place(objOtherPages) }, unseen: true},
	{family: "shadow hide and replace", name: "the page is cut", increment: func(a *attacker) { a.set(objPages, "/CropBox [0 0 200 200]") }},
	{family: "shadow hide and replace", name: "the page is turned", increment: func(a *attacker) { a.set(objPage, "/Rotate 180") }},
	{family: "shadow hide and replace", name: "a page more", increment: func(a *attacker) {
		a.edit(objPages, `\[3 0 R\] /Count 1`, fmt.Sprintf("[3 0 R %d 0 R] /Count 2", objOtherPage))
	}, unseen: true},
	{family: "shadow hide and replace", name: "a program at opening", increment: func(a *attacker) {
		a.set(objCatalog, "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")
	}, unseen: true},

	// Incremental saving: what comes later is made to look as if it were not there.
	{family: "incremental saving", name: "an object and no table", bytes: tailed("5 0 obj\n" + streamOf(evil) + "\nendobj\n"), unseen: true},
	{family: "incremental saving", name: "an object and an end", bytes: tailed("5 0 obj\n" + streamOf(evil) + "\nendobj\n%%EOF\n"), unseen: true},
	{family: "incremental saving", name: "an object and a trailer", bytes: func(t testing.TB, file []byte) []byte {
		return tailed(fmt.Sprintf("5 0 obj\n%s\nendobj\ntrailer\n<< /Size 200 /Root 1 0 R /Prev %d >>\n", streamOf(evil), last(t, file, `startxref\s+(\d+)`)))(t, file)
	}, unseen: true},
	{family: "incremental saving", name: "a copy of the signature last", increment: func(a *attacker) {
		at := last(a.t, a.file, `/V (\d+) 0 R`)
		a.put(objWords, streamOf(evil))
		a.put(at, a.object(at))
	}},
	{family: "incremental saving", name: "a table that points nowhere", bytes: func(t testing.TB, file []byte) []byte {
		return tailed(fmt.Sprintf("5 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", streamOf(evil), len(file)+9999))(t, file)
	}},
	{family: "incremental saving", name: "a table without its end", bytes: func(t testing.TB, file []byte) []byte {
		a := newAttacker(t, file)
		a.put(objWords, streamOf(evil))
		return bytes.TrimSuffix(a.written(), []byte("%%EOF\n"))
	}},

	// Wrapping: the range moves, and makes room.
	{family: "wrapping", name: "the second piece is moved back", bytes: wrapped, unseen: true},
	{family: "wrapping", name: "the signature is written again behind", increment: func(a *attacker) {
		at := last(a.t, a.file, `/V (\d+) 0 R`)
		a.edit(at, `/Type\s*/Sig`, "/Type /Sig ")
		a.put(objWords, streamOf(evil))
	}},

	// Forgery: the dictionary of the signature lacks what has to be checked.
	{family: "forgery", name: "no range", bytes: forged(`/ByteRange`, "/ByteRang2"), unseen: true},
	{family: "forgery", name: "a range of nothing", bytes: forged(`/ByteRange ?\[[^\]]*\]`, "/ByteRange []"), unseen: true},
	{family: "forgery", name: "a null range", bytes: forged(`/ByteRange ?\[[^\]]*\]`, "/ByteRange null"), unseen: true},
	{family: "forgery", name: "a range of zeros", bytes: forged(`/ByteRange ?\[[^\]]*\]`, "/ByteRange [0 0 0 0]"), unseen: true},
	{family: "forgery", name: "a negative range", bytes: forged(`/ByteRange ?\[\s*0 +(\d+)`, "/ByteRange [0 -9"), unseen: true},
	{family: "forgery", name: "a range that overlaps", bytes: forged(`/ByteRange ?\[[^\]]*\]`, "/ByteRange [0 900 400 900]"), unseen: true},
	{family: "forgery", name: "a range of words", bytes: forged(`/ByteRange ?\[[^\]]*\]`, "/ByteRange [/a /b /c /d]"), unseen: true},
	{family: "forgery", name: "no contents", bytes: forged(`/Contents ?<`, "/Content2 <"), unseen: true},
	{family: "forgery", name: "null contents", bytes: hollow("null"), unseen: true},
	{family: "forgery", name: "empty contents", bytes: hollow("<>"), unseen: true},
	{family: "forgery", name: "contents of zeros", bytes: hollow("<" + strings.Repeat("00", 64) + ">"), unseen: true},
	{family: "forgery", name: "no kind", bytes: forged(`/SubFilter`, "/SubFilt2r"), unseen: true},
	{family: "forgery", name: "an unknown kind", bytes: forged(`/SubFilter ?/....`, "/SubFilter /xxxx"), unseen: true},
	{family: "forgery", name: "the signature by reference to nothing", increment: func(a *attacker) {
		a.put(last(a.t, a.file, `/V (\d+) 0 R`), "null")
		a.put(objWords, streamOf(evil))
	}},

	// Coverage: the range leaves something out.
	{family: "coverage", name: "a tail", bytes: tailed("% them\n"), unseen: true},
	{family: "coverage", name: "the gap takes more than the contents", bytes: func(t testing.TB, file []byte) []byte {
		return ranged(t, file, func(r [4]int64) [4]int64 { return [4]int64{r[0], r[1] - 12, r[2], r[3]} })
	}, unseen: true},
	{family: "coverage", name: "the gap takes what follows", bytes: func(t testing.TB, file []byte) []byte {
		return ranged(t, file, func(r [4]int64) [4]int64 { return [4]int64{r[0], r[1], r[2] + 12, r[3] - 12} })
	}, unseen: true},
	{family: "coverage", name: "the start is left out", bytes: func(t testing.TB, file []byte) []byte {
		return ranged(t, file, func(r [4]int64) [4]int64 { return [4]int64{9, r[1] - 9, r[2], r[3]} })
	}, unseen: true},
	{family: "coverage", name: "the end is left out", bytes: func(t testing.TB, file []byte) []byte {
		return ranged(t, file, func(r [4]int64) [4]int64 { return [4]int64{r[0], r[1], r[2], r[3] - 30} })
	}, unseen: true},

	// Forms.
	{family: "form", name: "readers draw the fields anew", increment: func(a *attacker) { a.set(objForm, "/NeedAppearances true") }},
	{family: "form", name: "readers draw the fields anew no more", draws: true, increment: func(a *attacker) { a.edit(objForm, "/NeedAppearances true", "") }},
	{family: "form", name: "readers draw the fields anew, perhaps", draws: true, increment: func(a *attacker) { a.edit(objForm, "/NeedAppearances true", "/NeedAppearances false") }},
	{family: "form", name: "a font comes for a field without a look", increment: func(a *attacker) {
		font := a.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [49 /nine] >> >>")
		a.edit(objForm, `/DR << /Font <<`, "/DR << /Font << /Xa "+font)
	}},
	{family: "form", name: "a way to draw comes for a field without a look", increment: func(a *attacker) { a.set(objForm, "/DA (/Helv 12 Tf 0 g)") }},
	{family: "form", name: "a look comes for a field without one", increment: func(a *attacker) {
		a.set(objNaked, "/AP << /N "+a.add(formOf("0 0 150 20", "BT /Helv 12 Tf 2 5 Td (9000) Tj ET"))+" >>")
	}},
	{family: "form", name: "a field stands elsewhere", increment: func(a *attacker) { a.edit(objField, `/Rect \[[^\]]*\]`, "/Rect [50 700 200 720]") }},
	{family: "form", name: "a field is hidden", increment: func(a *attacker) { a.edit(objField, `/F 4`, "/F 2") }},
	{family: "form", name: "a field is gone", increment: func(a *attacker) { a.edit(objAnnots, `7 0 R`, "") }},
	{family: "form", name: "a field more", increment: func(a *attacker) {
		a.enter("/FT /Tx /T (moi) /V (9000) /Rect [" + above + "] /AP << /N " + a.add(hiding(onTop)) + " >>")
	}},
	{family: "form", name: "an empty signature field that shows", increment: func(a *attacker) {
		a.enter("/FT /Sig /T (moi) /Rect [" + above + "] /AP << /N " + a.add(hiding(onTop)) + " >>")
	}},
	{family: "form", name: "a dynamic form", increment: func(a *attacker) { a.set(objForm, "/XFA (x)") }, unseen: true},

	// Annotations over the page.
	{family: "annotation", name: "free text", increment: noted("/Subtype /FreeText /DA (/Helv 24 Tf) /Contents (9000)", hiding(onTop))},
	{family: "annotation", name: "a stamp", increment: noted("/Subtype /Stamp", hiding(onTop))},
	{family: "annotation", name: "a filled square", increment: noted("/Subtype /Square /IC [1 1 1]", hiding(""))},
	{family: "annotation", name: "a picture of a link", increment: noted("/Subtype /Link", hiding(onTop))},
	{family: "annotation", name: "a watermark", increment: noted("/Subtype /Watermark", hiding(onTop))},
	{family: "annotation", name: "a redaction", increment: noted("/Subtype /Redact", hiding(onTop))},
	{family: "annotation", name: "a highlight that writes", increment: noted("/Subtype /Highlight /QuadPoints [50 720 400 720 50 690 400 690]", hiding(onTop))},
	{family: "annotation", name: "a highlight that blots out", increment: noted("/Subtype /Highlight /QuadPoints [50 720 400 720 50 690 400 690]", hiding(""))},
	{family: "annotation", name: "a struck line with a picture", increment: noted("/Subtype /StrikeOut /QuadPoints [50 720 400 720 50 690 400 690]", formOf("0 0 350 30", "q 350 0 0 30 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q "+onTop))},
	{family: "annotation", name: "a line as thick as the words", increment: noted("/Subtype /Underline /QuadPoints [50 720 400 720 50 690 400 690]", formOf("0 0 350 30", "1 G 30 w 0 15 m 350 15 l S"))},
	{family: "annotation", name: "a line that a matrix makes thick", increment: noted("/Subtype /Underline /QuadPoints [50 720 400 720 50 690 400 690]", formOf("0 0 350 30", "1 G q 350 0 0 30 0 0 cm 0 .5 m 1 .5 l S Q"))},
	{family: "annotation", name: "a line that its place makes thick", increment: noted("/Subtype /Underline /QuadPoints [50 720 400 720 50 690 400 690]", formOf("0 0 35 1", "1 G 0 .5 m 35 .5 l S"))},
	{family: "annotation", name: "a note that is a picture", increment: noted("/Subtype /Text", hiding(onTop))},
	{family: "annotation", name: "a window of a note", increment: noted("/Subtype /Popup /Open true", hiding(onTop))},
	{family: "annotation", name: "an old note becomes a stamp", increment: func(a *attacker) {
		a.edit(objNote, `/Subtype /Text /F 4 /Rect \[[^\]]*\]`, "/Subtype /Stamp /F 4 /Rect ["+above+"] /AP << /N "+a.add(hiding(onTop))+" >>")
	}},
	{family: "annotation", name: "an old note is gone", increment: func(a *attacker) { a.edit(objAnnots, `9 0 R`, "") }},

	// Certified files: what the certification allows, misused.
	{family: "certification", name: "nothing allowed: a note", certify: 1, increment: noted("/Subtype /Highlight /QuadPoints [50 720 400 720 50 690 400 690]", ""), verdict: office.SignatureInvalid},
	{family: "certification", name: "nothing allowed: a filled field", certify: 1, increment: filled, verdict: office.SignatureInvalid},
	{family: "certification", name: "forms allowed: a note", certify: 2, increment: noted("/Subtype /Highlight /QuadPoints [50 720 400 720 50 690 400 690]", ""), verdict: office.SignatureInvalid},
	{family: "certification", name: "forms allowed: a stamp", certify: 2, increment: noted("/Subtype /Stamp", hiding(onTop))},
	{family: "certification", name: "notes allowed: free text", certify: 3, increment: noted("/Subtype /FreeText /DA (/Helv 24 Tf) /Contents (9000)", hiding(onTop))},
	{family: "certification", name: "notes allowed: a highlight that writes", certify: 3, increment: noted("/Subtype /Highlight /QuadPoints [50 720 400 720 50 690 400 690]", hiding(onTop))},
	{family: "certification", name: "the certification is lifted", certify: 1, increment: func(a *attacker) { a.edit(objCatalog, `/Perms\s*(<<[^>]*>>|\d+ 0 R)`, "") }, unseen: true},
	{family: "certification", name: "the words of the page", certify: 3, increment: func(a *attacker) { a.put(objWords, streamOf(evil)) }},

	{family: "certification", name: "a signature that hides words", certify: 2, second: whiteLook},
	{family: "certification", name: "a signature in a field over words", certify: 2, second: inEmptyField, but: "pdfsig"},

	// A second signature, by a clerk whom the office trusts.
	{family: "second signature", name: "over other words", second: func(t testing.TB, d *otherDesk, file []byte) []byte {
		a := newAttacker(t, file)
		a.put(objWords, streamOf(evil))
		return added(t, a.written(), d.ours(), nil)
	}},
	{family: "second signature", name: "over another page", second: func(t testing.TB, d *otherDesk, file []byte) []byte {
		a := newAttacker(t, file)
		a.edit(objPages, `\[3 0 R\]`, fmt.Sprintf("[%d 0 R]", objOtherPage))
		return added(t, a.written(), d.ours(), nil)
	}},
	{family: "second signature", name: "that hides words", second: whiteLook},
	{family: "second signature", name: "in a field over words", second: inEmptyField, but: "pdfsig"},

	// What may come.
	{family: "control", name: "evidence", second: func(t testing.TB, d *otherDesk, file []byte) []byte {
		return extended(t, file, d.trust(), nil, today)
	}, verdict: office.SignatureValid, unseen: true},
	{family: "control", name: "evidence for a file that allows nothing", certify: 1, second: func(t testing.TB, d *otherDesk, file []byte) []byte {
		return extended(t, file, d.trust(), stamper{d.w.tsa, today, t}, today)
	}, verdict: office.SignatureValid, unseen: true},
	{family: "control", name: "a second signature", second: func(t testing.TB, d *otherDesk, file []byte) []byte {
		return added(t, file, d.ours(), nil)
	}, verdict: office.SignatureValid, unseen: true},
	{family: "control", name: "a second signature that shows", certify: 2, second: func(t testing.TB, d *otherDesk, file []byte) []byte {
		return looked(t, d, file, [4]float64{50, 600, 150, 700}, image.White, image.Black)
	}, verdict: office.SignatureReserved},
	{family: "control", name: "a second signature that shows in a file that is not certified", second: func(t testing.TB, d *otherDesk, file []byte) []byte {
		return looked(t, d, file, [4]float64{50, 600, 150, 700}, image.White, image.Black)
	}, verdict: office.SignatureValid},
	{family: "control", name: "a seal over words", second: func(t testing.TB, d *otherDesk, file []byte) []byte {
		return looked(t, d, file, [4]float64{50, 90, 150, 190}, image.Transparent, image.NewUniform(color.NRGBA{R: 0xd0, A: 0xff}))
	}, verdict: office.SignatureReserved},
	{family: "visible signature", name: "dark ink all over words", second: func(t testing.TB, d *otherDesk, file []byte) []byte {
		return looked(t, d, file, [4]float64{50, 122, 400, 152}, image.Black, image.Black)
	}, verdict: office.SignatureInvalid},
	{family: "incremental saving", name: "what nothing leads to", increment: func(a *attacker) { a.put(objPlanted, streamOf("")) }, verdict: office.SignatureInvalid, unseen: true},
	{family: "incremental saving", name: "bytes that no table names", increment: func(a *attacker) {
		a.file = append(bytes.Clone(a.file), "\n5 0 obj\n"+streamOf(evil)+"\nendobj\n"...)
	}, verdict: office.SignatureInvalid, unseen: true},
	{family: "control", name: "the title", increment: func(a *attacker) {
		a.put(objInfo, "<< /Title (Giay khac) >>")
		a.trailer = fmt.Sprintf("/Info %d 0 R", objInfo)
	}, verdict: office.SignatureReserved, unseen: true},
	{family: "control", name: "a filled field", increment: filled, verdict: office.SignatureReserved},
	{family: "control", name: "a filled field where that is allowed", certify: 2, increment: filled, verdict: office.SignatureReserved},
	{family: "control", name: "a highlight", increment: noted("/Subtype /Highlight /C [1 1 0] /QuadPoints [50 720 400 720 50 690 400 690]", ""), verdict: office.SignatureReserved},
	{family: "control", name: "a highlight as Acrobat draws it", increment: noted("/Subtype /Highlight /C [1 1 0] /QuadPoints [50 720 400 720 50 690 400 690]",
		"<< /Type /XObject /Subtype /Form /BBox [0 0 350 30] /Resources << /ExtGState << /G << /BM /Multiply >> >> >> /Length 34 >>\nstream\n/G gs 1 1 0 rg 0 0 350 30 re f    \nendstream"), verdict: office.SignatureReserved},
	{family: "control", name: "an underline as others draw it", increment: noted("/Subtype /Underline /C [1 0 0] /QuadPoints [50 720 400 720 50 690 400 690]", formOf("0 0 350 30", "1 0 0 RG 1.5 w 0 5 m 350 5 l S")), verdict: office.SignatureReserved},
	{family: "control", name: "a note that is small", increment: func(a *attacker) {
		a.annotate("/Subtype /Text /Rect [500 700 520 720] /Contents (Xem) /AP << /N " + a.add(formOf("0 0 20 20", "1 1 0 rg 0 0 20 20 re f 0 g BT /Helv 12 Tf 5 5 Td (i) Tj ET")) + " >>")
	}, verdict: office.SignatureReserved},
}

// looked signs with a picture: a ring on a ground.
func looked(t testing.TB, d *otherDesk, file []byte, rect [4]float64, ground, ring image.Image) []byte {
	t.Helper()
	const side, outer, inner = 200, 95, 85
	w, h := rect[2]-rect[0], rect[3]-rect[1]
	picture := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			from, r2 := ground, (x-side/2)*(x-side/2)+(y-side/2)*(y-side/2)
			if r2 < outer*outer && r2 > inner*inner {
				from = ring
			}
			picture.Set(x, y, from.At(x, y))
		}
	}
	f := pdf.Field{At: today, Rect: rect, Look: &pdf.Look{Images: []pdf.LookImage{{Image: picture, Rect: [4]float64{0, 0, w, h}}}}}
	more, err := SignPDF(context.Background(), bytes.NewReader(file), int64(len(file)), f, d.ours(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return append(bytes.Clone(file), more...)
}

// whiteLook signs with a white picture over the words of the page.
func whiteLook(t testing.TB, d *otherDesk, file []byte) []byte {
	return looked(t, d, file, [4]float64{50, 122, 400, 152}, image.White, image.White)
}

// inEmptyField signs the field over the words that was waiting for that.
func inEmptyField(t testing.TB, d *otherDesk, file []byte) []byte {
	return d.sign(t, file, job{Field: "cho ky", Opaque: true})[0]
}

// noted puts an annotation with a look over the words of the page.
func noted(value, look string) func(a *attacker) {
	return func(a *attacker) {
		shown := value + " /Rect [" + above + "]"
		if look != "" {
			shown += " /AP << /N " + a.add(look) + " >>"
		}
		a.annotate(shown)
	}
}

func filled(a *attacker) {
	a.edit(objField, `\(1000\)`, "(9000)")
	a.edit(objField, `/N 8 0 R`, "/N "+a.add(formOf("0 0 150 20", "BT /Helv 12 Tf 2 5 Td (9000) Tj ET")))
}

func tailed(tail string) func(testing.TB, []byte) []byte {
	return func(_ testing.TB, file []byte) []byte { return append(bytes.Clone(file), "\n"+tail...) }
}

// forged replaces words of the signed bytes, keeping their length.
func forged(expression, with string) func(testing.TB, []byte) []byte {
	return func(t testing.TB, file []byte) []byte {
		t.Helper()
		was := regexp.MustCompile(expression).Find(file)
		if len(was) < len(with) {
			t.Fatalf("no room for %q in %q", with, was)
		}
		return bytes.Replace(file, was, append([]byte(with), bytes.Repeat([]byte(" "), len(was)-len(with))...), 1)
	}
}

// only is the one signature of a file.
func only(t testing.TB, file []byte) pdf.Signature {
	t.Helper()
	found, err := pdf.Signatures(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil || len(found) != 1 {
		t.Fatalf("%d signatures, %v", len(found), err)
	}
	return found[0]
}

// hollow writes something else in place of the contents, which nobody signed.
func hollow(with string) func(testing.TB, []byte) []byte {
	return func(t testing.TB, file []byte) []byte {
		s, b := only(t, file), bytes.Clone(file)
		hole := b[s.Range[1]:s.Range[2]]
		copy(hole, with+strings.Repeat(" ", len(hole)-len(with)))
		return b
	}
}

// ranged writes another range into the place of the old one.
func ranged(t testing.TB, file []byte, change func([4]int64) [4]int64) []byte {
	t.Helper()
	r := change(only(t, file).Range)
	return forged(`/ByteRange ?\[[^\]]*\]`, fmt.Sprintf("/ByteRange [%d %d %d %d]", r[0], r[1], r[2], r[3]))(t, file)
}

// wrapped moves the second piece to the end of the file, and puts other words
// and a table that knows them between.
func wrapped(t testing.TB, file []byte) []byte {
	t.Helper()
	r := only(t, file).Range
	a := newAttacker(t, file)
	a.put(objWords, streamOf(evil))
	grown := a.written()
	grown = append(grown, file[r[2]:]...)
	return ranged(t, grown[:len(grown):len(grown)], func([4]int64) [4]int64 { return [4]int64{0, r[1], int64(len(grown)) - r[3], r[3]} })
}

func TestNoAttackIsReportedAsValid(t *testing.T) {
	d := newOtherDesk(t, rsaKey())
	bases, looks := map[signedAs][]byte{}, map[signedAs][]byte{}
	for _, m := range makers {
		for as, file := range m.all(t, d) {
			bases[as], looks[as] = file, picture(t, file)
			if r := verified(t, file, d.trust(), time.Now()); r.Verdict != office.SignatureValid {
				t.Fatalf("%+v: before any attack %+v", as, r)
			}
		}
	}
	for _, c := range attacks {
		t.Run(c.family+"/"+c.name, func(t *testing.T) {
			for _, m := range makers {
				as := signedAs{m.name, c.certify, c.draws}
				base, has := bases[as]
				if !has || m.name == c.but {
					continue
				}
				file := c.on(t, d, base)
				verdict, said := judged(t, file, d.trust())
				if c.verdict == "" && verdict == office.SignatureValid || c.verdict != "" && verdict != c.verdict {
					t.Errorf("%s: %s, %v", m.name, verdict, said)
				}
				if m.name != "ours" {
					continue
				}
				shows := !bytes.Equal(looks[as], picture(t, file))
				if shows && c.verdict == "" && verdict != office.SignatureInvalid {
					t.Errorf("%s: the page shows something else, and the verdict is %s, %v", m.name, verdict, said)
				}
				if !shows && !c.unseen {
					t.Errorf("%s: the page shows what it showed: no attack", m.name)
				}
			}
		})
	}
}

func (c attack) on(t testing.TB, d *otherDesk, base []byte) []byte {
	switch {
	case c.bytes != nil:
		return c.bytes(t, base)
	case c.second != nil:
		return c.second(t, d, base)
	}
	a := newAttacker(t, base)
	c.increment(a)
	return a.written()
}

// judged is the verdict of a file; one that is not read at all is not valid.
func judged(t testing.TB, file []byte, trust Trust) (office.SignatureVerdict, string) {
	t.Helper()
	return judgedAt(t, file, trust, time.Now())
}

func judgedAt(t testing.TB, file []byte, trust Trust, now time.Time) (office.SignatureVerdict, string) {
	t.Helper()
	r, err := VerifyPDF(context.Background(), bytes.NewReader(file), int64(len(file)), trust, now)
	if errors.Is(err, pdf.Unverifiable) || errors.Is(err, NothingSigned) {
		return office.SignatureInvalid, err.Error()
	}
	if err != nil {
		t.Fatal(err)
	}
	return r.Verdict, fmt.Sprint(r)
}

// picture is how poppler shows the first page.
func picture(t testing.TB, file []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	run(t, "poppler-utils", "pdftoppm", "-r", "50", "-f", "1", "-l", "1", "-gray", "-cropbox", put(t, dir, "x.pdf", file), filepath.Join(dir, "x"))
	found, err := filepath.Glob(filepath.Join(dir, "x-*.pgm"))
	if err != nil || len(found) != 1 {
		return nil
	}
	b, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	return b
}
