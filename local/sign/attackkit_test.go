package sign

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tram/local/pdf"
)

// The parts of the file that is attacked. An attacker prepared it before it was
// signed: what is planted shows nowhere yet.
const (
	objCatalog = iota + 1
	objPages
	objPage
	objForm
	objWords
	objFont
	objField      // filled, with a look of its own
	objFieldLook  //
	objNote       //
	objPlanted    // words that nothing refers to
	objInfo       //
	objAnnots     //
	objCover      // a white picture over words of the page
	objDraw       // draws the cover and a layer
	objLayer      //
	objBare       // a filled field without a look, in a font that is not there
	objNaked      // another, that says nothing of how it looks
	objEmpty      // a signature field over the words of the page, not signed
	objOtherPage  // planted, with the planted words
	objOtherPages // planted
	objOtherRoot  // planted
	objEvidence   // a list of streams that the page draws too
	objStream     // in it
	objEnd

	// objMissing is what the page refers to and nobody wrote.
	objMissing = 90
)

const (
	honest = "BT /F1 24 Tf 50 700 Td (Tra 1000 dong) Tj ET"
	evil   = "BT /F1 24 Tf 50 700 Td (Tra 9000 dong) Tj ET"
	above  = "50 690 400 720" // where those words stand
)

// prepared is the file before anybody signs it. draws tells readers to draw
// the fields anew.
func prepared(draws bool) []byte {
	var b bytes.Buffer
	at := make([]int, objEnd)
	object := func(n int, value string) {
		at[n] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, value)
	}
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	object(objCatalog, fmt.Sprintf("<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R /OCProperties << /OCGs [%d 0 R] /D << /ON [%[1]d 0 R] >> >> /DSS << /Certs %d 0 R >> >>", objLayer, objEvidence))
	object(objPages, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	object(objPage, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [5 0 R %d 0 R] /Annots %d 0 R /Resources << "+
		"/Font << /F1 6 0 R >> /XObject << /Cover %d 0 R /Later %d 0 R >> /Properties << /L %d 0 R >> >> /PieceInfo << /A %d 0 R >> >>",
		objDraw, objAnnots, objCover, objMissing, objLayer, objEvidence))
	needs := ""
	if draws {
		needs = "/NeedAppearances true "
	}
	object(objForm, fmt.Sprintf("<< %s/Fields [7 0 R %d 0 R %d 0 R %d 0 R] /DR << /Font << /Helv 6 0 R >> >> >>", needs, objBare, objNaked, objEmpty))
	object(objWords, streamOf(honest+" BT /F1 24 Tf 50 640 Td (Phat 7000 dong) Tj ET"))
	object(objFont, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	object(objField, "<< /Type /Annot /Subtype /Widget /F 4 /FT /Tx /T (so tien) /V (1000) /DA (/Helv 12 Tf 0 g) /Rect [50 500 200 520] /P 3 0 R /AP << /N 8 0 R >> >>")
	object(objFieldLook, formOf("0 0 150 20", "BT /Helv 12 Tf 2 5 Td (1000) Tj ET"))
	object(objNote, "<< /Type /Annot /Subtype /Text /F 4 /Rect [300 300 320 320] /Contents (Xem lai) >>")
	object(objPlanted, streamOf(evil))
	object(objInfo, "<< /Title (Giay hen) >>")
	object(objAnnots, fmt.Sprintf("[7 0 R 9 0 R %d 0 R %d 0 R %d 0 R]", objBare, objNaked, objEmpty))
	object(objCover, "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\n\xff\nendstream")
	object(objDraw, streamOf("q 300 0 0 30 45 632 cm /Cover Do Q /OC /L BDC BT /F1 24 Tf 50 580 Td (Da duyet) Tj ET EMC"))
	object(objLayer, "<< /Type /OCG /Name (Lop) >>")
	object(objBare, "<< /Type /Annot /Subtype /Widget /F 4 /FT /Tx /T (ghi chu) /V (1000) /DA (/Xa 12 Tf 0 g) /Rect [50 460 200 480] /P 3 0 R >>")
	object(objNaked, "<< /Type /Annot /Subtype /Widget /F 4 /FT /Tx /T (them) /V (9000) /Rect [50 420 200 440] /P 3 0 R >>")
	object(objEmpty, "<< /Type /Annot /Subtype /Widget /F 4 /FT /Sig /T (cho ky) /Rect ["+above+"] /P 3 0 R >>")
	object(objOtherPage, fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 6 0 R >> >> >>", objOtherPages, objPlanted))
	object(objOtherPages, fmt.Sprintf("<< /Type /Pages /Kids [%d 0 R] /Count 1 >>", objOtherPage))
	object(objOtherRoot, fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R /AcroForm 4 0 R >>", objOtherPages))
	object(objEvidence, fmt.Sprintf("[%d 0 R]", objStream))
	object(objStream, streamOf("chung thu"))
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", objEnd)
	for _, o := range at[1:] {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] >>\nstartxref\n%d\n%%%%EOF\n", objEnd, objInfo, table)
	return b.Bytes()
}

func streamOf(words string) string {
	return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(words), words)
}

// formOf is a form XObject.
func formOf(box, words string) string {
	return fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [%s] /Resources << /Font << /Helv 6 0 R /F1 6 0 R >> >> /Length %d >>\nstream\n%s\nendstream", box, len(words), words)
}

// hiding paints a form white all over and writes on it.
func hiding(words string) string { return formOf("0 0 350 30", "1 g 0 0 350 30 re f 0 g "+words) }

const onTop = "BT /F1 24 Tf 0 10 Td (Tra 9000 dong) Tj ET"

// attacker has a signed file and adds to it. It knows the objects by their
// numbers and reads them as they stand last in the file.
type attacker struct {
	t       testing.TB
	file    []byte
	next    int
	objects map[int]string // of the increment
	rows    map[int]string // of its table, instead of where its objects are
	trailer string         // more entries
	root    string
}

func newAttacker(t testing.TB, file []byte) *attacker {
	return &attacker{t: t, file: file, next: last(t, file, `/Size (\d+)`) + 100, objects: map[int]string{}, rows: map[int]string{}, root: "1 0 R"}
}

// last is the last number in the file that an expression finds.
func last(t testing.TB, file []byte, expression string) int {
	t.Helper()
	all := regexp.MustCompile(expression).FindAllSubmatch(file, -1)
	if len(all) == 0 {
		t.Fatalf("no %s in the file", expression)
	}
	n, err := strconv.Atoi(string(all[len(all)-1][1]))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// object is what an object is now.
func (a *attacker) object(n int) string {
	a.t.Helper()
	if value, has := a.objects[n]; has {
		return value
	}
	found := regexp.MustCompile(fmt.Sprintf(`(?s)(?:\n|\r)%d 0 obj\s*(.*?)\s*endobj`, n)).FindAllSubmatch(a.file, -1)
	if len(found) == 0 {
		a.t.Fatalf("no object %d", n)
	}
	return spaced(string(found[len(found)-1][1]))
}

// spaced writes a dictionary as this file does, whoever wrote it.
func spaced(value string) string {
	if strings.Contains(value, "stream") {
		return value
	}
	for _, bracket := range []string{"<<", ">>", "[", "]", "/"} {
		value = strings.ReplaceAll(value, bracket, " "+bracket+" ")
	}
	value = strings.Join(strings.Fields(value), " ")
	return strings.ReplaceAll(strings.NewReplacer("[ ", "[", " ]", "]", "/ ", "/").Replace(value), "( /", "(/")
}

func (a *attacker) put(n int, value string) { a.objects[n] = value }

func (a *attacker) add(value string) string {
	a.next++
	a.objects[a.next] = value
	return fmt.Sprintf("%d 0 R", a.next)
}

// edit replaces words of an object; they must be there.
func (a *attacker) edit(n int, expression, with string) {
	a.t.Helper()
	was := a.object(n)
	is := regexp.MustCompile(expression).ReplaceAllString(was, with)
	if is == was {
		a.t.Fatalf("object %d has no %s: %s", n, expression, was)
	}
	a.put(n, is)
}

// set puts an entry at the end of a dictionary that has none of that name.
func (a *attacker) set(n int, entry string) { a.edit(n, `(?s)>>\s*$`, entry+" >>") }

// annotate puts an annotation on the page, and returns its name.
func (a *attacker) annotate(value string) string {
	at := a.add("<< /Type /Annot /F 4 " + value + " >>")
	a.edit(objAnnots, `(?s)\]\s*$`, " "+at+" ]")
	return at
}

// enter puts a field into the form and on the page.
func (a *attacker) enter(value string) {
	at := a.annotate("/Subtype /Widget /P 3 0 R " + value)
	a.edit(objForm, `(?s)(/Fields\s*\[[^\]]*)\]`, "${1} "+at+"]")
}

// written is the file with its increment.
func (a *attacker) written() []byte {
	b := bytes.NewBuffer(bytes.Clone(a.file))
	if a.file[len(a.file)-1] != '\n' {
		b.WriteByte('\n')
	}
	rows := map[int]string{}
	for n, value := range a.objects {
		rows[n] = fmt.Sprintf("%010d 00000 n ", b.Len())
		fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", n, value)
	}
	for n, row := range a.rows {
		rows[n] = row
	}
	table := b.Len()
	b.WriteString("xref\n")
	for n, row := range rows {
		fmt.Fprintf(b, "%d 1\n%s\n", n, row)
	}
	fmt.Fprintf(b, "trailer\n<< /Size %d /Root %s /Prev %d %s >>\nstartxref\n%d\n%%%%EOF\n", a.next+1, a.root, last(a.t, a.file, `startxref\s+(\d+)`), a.trailer, table)
	return b.Bytes()
}

// place is where an object begins that the file wrote once.
func (a *attacker) place(n int) string {
	return fmt.Sprintf("%010d 00000 n ", bytes.Index(a.file, fmt.Appendf(nil, "\n%d 0 obj", n))+1)
}

// signedAs tells how the prepared file was signed.
type signedAs struct {
	by      string
	certify int
	draws   bool
}

// maker is one of three programs that sign the prepared file.
type maker struct {
	name string
	most int // certification that it can give
	// keeps the wish that readers draw the fields anew
	keeps bool
	sign  func(t testing.TB, d *otherDesk, file []byte, certify ...int) [][]byte
}

var makers = []maker{
	{"ours", 3, true, func(t testing.TB, d *otherDesk, file []byte, certify ...int) (made [][]byte) {
		for _, level := range certify {
			more, err := SignPDF(context.Background(), bytes.NewReader(file), int64(len(file)), pdf.Field{At: today, Certify: level}, d.ours(), nil)
			if err != nil {
				t.Fatal(err)
			}
			made = append(made, append(bytes.Clone(file), more...))
		}
		return made
	}},
	{"pyHanko", 3, false, func(t testing.TB, d *otherDesk, file []byte, certify ...int) [][]byte {
		var jobs []job
		for _, level := range certify {
			jobs = append(jobs, job{Certify: level})
		}
		return d.sign(t, file, jobs...)
	}},
	{"pdfsig", 0, true, func(t testing.TB, d *otherDesk, file []byte, _ ...int) [][]byte {
		return [][]byte{pdfsigSigns(t, d, file)}
	}},
}

// all signs the file in every way that the program knows.
func (m maker) all(t testing.TB, d *otherDesk) map[signedAs][]byte {
	levels := []int{0, 1, 2, 3}[:m.most+1]
	made := map[signedAs][]byte{}
	if m.keeps {
		made[signedAs{m.name, 0, true}] = m.sign(t, d, prepared(true), 0)[0]
	}
	for n, file := range m.sign(t, d, prepared(false), levels...) {
		made[signedAs{m.name, levels[n], false}] = file
	}
	return made
}

// trust is what the judge of the attacks believes: every key here.
func (d *otherDesk) trust() Trust {
	t := d.w.trust(today)
	t.Others = d.w.chain()
	return t
}

func (d *otherDesk) ours() Key {
	return &fileKey{private: d.w.clerk.key, certificate: d.w.clerk.c, chain: d.w.chain()}
}

// pdfsigSigns has poppler sign with the clerk's key in a store of NSS.
func pdfsigSigns(t testing.TB, d *otherDesk, file []byte) []byte {
	t.Helper()
	p := newPoppler(t, d.w.root)
	mustRun(t, "libnss3-tools", "pk12util", "-d", p.dir, "-i", d.key, "-W", password, "-K", "")
	nick := regexp.MustCompile(`(?m)^(.*\S)\s+u,u,u`).FindStringSubmatch(mustRun(t, "libnss3-tools", "certutil", "-L", "-d", p.dir))
	if nick == nil {
		t.Fatal("the key is not in the store")
	}
	out := filepath.Join(p.dir, "out.pdf")
	mustRun(t, "poppler-utils", "pdfsig", put(t, p.dir, "in.pdf", file), out, "-add-signature", "-nssdir", p.dir, "-nick", nick[1])
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
