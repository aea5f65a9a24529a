package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/pdf/cos"
)

// The parts of a richer file, by their numbers.
const (
	richCatalog = iota + 1
	richPages
	richPage
	richForm
	richContents
	richFont
	richFontFile
	richField
	richFieldLook
	richButton
	richYes
	richOff
	richNote
	richLink
	richLayer
	richProfile
	richStructure
	richParagraph
	richInfo
	richKids // of the page tree
	richNames
	richResources
	richPlanted // a form that writes other words; nothing leads to it
	richDouble  // a text field that the page names as its resource dictionary of forms
	richOutline
	richOther
	richWaiting // a field whose look draws with a font that it does not know
	richWaitingLook
	richMetadata
	richShown // a form that the page draws
	richEnd
	richMissing = 90 // what the page refers to and nobody wrote
)

const richWords = "BT /F1 24 Tf 50 700 Td (Tra 1.000.000 dong) Tj ET /OC /L BDC BT /F1 24 Tf 50 650 Td (Da duyet) Tj ET EMC /Data Do"

// overWords is where the words of that page stand.
const overWords = "50 690 330 720"

// rich is a file with something of everything that an attacker may turn.
func rich(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	e := newEmitter(&b)
	e.put("%%PDF-1.7\n%%\xe2\xe3\xcf\xd3\n")
	for range richEnd - 1 {
		e.reserve()
	}
	e.object(richCatalog, "<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R /OCProperties << /OCGs [%d 0 R] /D << /ON [%[1]d 0 R] >> >> /StructTreeRoot %d 0 R "+
		"/MarkInfo << /Marked true >> /Names %d 0 R /Outlines %d 0 R /Metadata %d 0 R /Lang (vi) /PageLabels << /Nums [0 << /S /D >>] >> >>", richLayer, richStructure, richNames, richOutline, richMetadata)
	e.object(richPages, "<< /Type /Pages /Kids %d 0 R /Count 1 >>", richKids)
	e.object(richKids, "[3 0 R]")
	e.object(richPage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources %d 0 R /StructParents 0 "+
		"/Annots [%d 0 R %d 0 R %d 0 R %d 0 R %d 0 R %d 0 R] >>", richResources, richField, richButton, richNote, richLink, richDouble, richWaiting)
	e.object(richResources, "<< /Font << /F1 6 0 R /F2 %d 0 R >> /ColorSpace << /C [/ICCBased %d 0 R] >> /Properties << /L %d 0 R >> /XObject << /Data %d 0 R /Later %d 0 R /P %d 0 R >> "+
		"/Pattern %d 0 R >>", richOther, richProfile, richLayer, richShown, richMissing, richDouble, richDouble)
	e.object(richForm, "<< /Fields [%d 0 R %d 0 R %d 0 R %d 0 R] /DR << /Font << /Helv 6 0 R >> >> /DA (/Helv 0 Tf 0 g) >>", richField, richButton, richDouble, richWaiting)
	e.bytes(richContents, "", []byte(richWords))
	e.object(richFont, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	e.object(richOther, "<< /Type /Font /Subtype /Type1 /BaseFont /Mau /FontDescriptor << /Type /FontDescriptor /FontName /Mau /Flags 32 /FontFile3 %d 0 R >> "+
		"/FirstChar 32 /LastChar 32 /Widths [278] >>", richFontFile)
	e.bytes(richFontFile, "/Subtype /Type1C", []byte("no font"))
	field := "/Type /Annot /Subtype /Widget /F 4 /P 3 0 R /FT /Tx /DA (/Helv 12 Tf 0 g)"
	e.object(richField, "<< %s /T (ten) /V (Mau) /Rect [50 500 250 520] /AP << /N %d 0 R >> >>", field, richFieldLook)
	e.bytes(richFieldLook, "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /Helv 6 0 R >> >>", []byte("BT /Helv 12 Tf 2 5 Td (Mau) Tj ET"))
	e.object(richButton, "<< /Type /Annot /Subtype /Widget /F 4 /P 3 0 R /FT /Btn /T (dong y) /V /Off /AS /Off /Rect [50 460 64 474] /AP << /N << /Yes %d 0 R /Off %d 0 R >> >> >>", richYes, richOff)
	e.bytes(richYes, "/Type /XObject /Subtype /Form /BBox [0 0 14 14]", []byte("0 0 m 14 14 l S"))
	e.bytes(richOff, "/Type /XObject /Subtype /Form /BBox [0 0 14 14]", []byte("0 0 m 1 1 l S"))
	e.object(richNote, "<< /Type /Annot /Subtype /Text /F 4 /Rect [500 300 520 320] /Contents (Xem lai) >>")
	e.object(richLink, "<< /Type /Annot /Subtype /Link /F 4 /Rect [50 300 90 320] /Border [0 0 0] /Dest [3 0 R /Fit] >>")
	e.object(richLayer, "<< /Type /OCG /Name (Lop) >>")
	e.bytes(richProfile, "/N 3", []byte("no profile"))
	e.object(richStructure, "<< /Type /StructTreeRoot /K %d 0 R >>", richParagraph)
	e.object(richParagraph, "<< /Type /StructElem /S /P /P %d 0 R /Pg 3 0 R /K 0 >>", richStructure)
	e.object(richInfo, "<< /Producer (Mau) >>")
	e.object(richNames, "<< /Dests << /Names [(a) [3 0 R /Fit]] >> >>")
	e.object(richOutline, "<< /Type /Outlines /Count 0 >>")
	e.bytes(richPlanted, "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 6 0 R >> >>", []byte("BT /F1 24 Tf 50 700 Td (Tra 9.999.999 dong) Tj ET"))
	e.object(richDouble, "<< %s /T (hai vai) /Rect [50 380 250 400] >>", field)
	e.object(richWaiting, "<< %s /T (cho) /V (100) /Rect [50 340 250 360] /AP << /N %d 0 R >> >>", field, richWaitingLook)
	e.bytes(richWaitingLook, "/Type /XObject /Subtype /Form /BBox [0 0 200 20]", []byte("BT /Xa 12 Tf 2 5 Td (100) Tj ET"))
	e.bytes(richMetadata, "/Type /Metadata /Subtype /XML", []byte("<x/>"))
	e.bytes(richShown, "/Type /XObject /Subtype /Form /BBox [0 0 595 842]", []byte("0 0 1 RG 50 600 m 90 600 l S"))
	if err := e.finish("/Root 1 0 R /Info " + fmt.Sprint(richInfo) + " 0 R"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// replaced edits the text of an object.
func replaced(num int, old, with string) func(d *draft) {
	return func(d *draft) {
		item, err := d.f.Item(num)
		if err != nil {
			panic(err)
		}
		was := string(item.Source[strings.Index(string(item.Source), "obj")+len("obj"):])
		if !strings.Contains(was, old) {
			panic(fmt.Sprintf("object %d has no %s: %s", num, old, was))
		}
		d.replace(cos.Ref{Num: num}, strings.Replace(was, old, with, 1))
	}
}

// annotated puts annotations on the page.
func annotated(values ...func(d *draft) string) func(d *draft) {
	return func(d *draft) {
		var refs []string
		for _, value := range values {
			refs = append(refs, pointer(d.add("<< /Type /Annot /F 4 /P 3 0 R "+value(d)+" >>")))
		}
		item, _ := d.f.Item(richPage)
		page := item.Value.(cos.Dict)
		list := page.Get("Annots").(cos.Array)
		d.replace(cos.Ref{Num: richPage}, page.With(item.Source, cos.Set{Key: "Annots", Value: list.With(item.Source, strings.Join(refs, " "))}))
	}
}

func plainly(value string) func(d *draft) string { return func(*draft) string { return value } }

// looking is an annotation with a look.
func looking(value, content string) func(d *draft) string {
	return func(d *draft) string {
		return value + " /AP << /N " + pointer(d.add(fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [0 0 300 30] /Resources << /Font << /F1 6 0 R >> >> /Length %d >>\nstream\n%s\nendstream",
			len(content), content))) + " >>"
	}
}

// entered puts a field into the form, and parts of it on the page.
func entered(value string, sub string, parts ...string) func(d *draft) {
	return enteredAs("moi", value, sub, parts...)
}

// enteredAs does so under a name.
func enteredAs(name, value, sub string, parts ...string) func(d *draft) {
	return func(d *draft) {
		signature := d.add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /" + sub + " /ByteRange [0 1 2 3] /Contents <00> >>")
		at := cos.Ref{Num: d.e.reserve()}
		kids := ""
		for _, p := range parts {
			kids += pointer(d.add("<< /Type /Annot /Subtype /Widget /F 4 /P 3 0 R /Parent "+pointer(at)+" "+p+" >>")) + " "
		}
		whole := "<< /FT /Sig /T (" + name + ") /V " + pointer(signature) + " " + value
		if kids != "" {
			whole += " /Kids [" + kids + "]"
		}
		d.replace(at, whole+" >>")
		shown := kids
		if shown == "" {
			shown = pointer(at)
		}
		inForm(d, pointer(at), shown)
	}
}

// inForm lists fields in the form, and on the page what they show, which is themselves.
func inForm(d *draft, fields string, shown ...string) {
	item, _ := d.f.Item(richForm)
	form := item.Value.(cos.Dict)
	d.replace(cos.Ref{Num: richForm}, form.With(item.Source, cos.Set{Key: "Fields", Value: form.Get("Fields").(cos.Array).With(item.Source, fields)}))
	item, _ = d.f.Item(richPage)
	page := item.Value.(cos.Dict)
	d.replace(cos.Ref{Num: richPage}, page.With(item.Source, cos.Set{Key: "Annots", Value: page.Get("Annots").(cos.Array).With(item.Source, strings.Join(append(shown, fields)[:1], " "))}))
}

const otherWords = "1 g 0 0 300 30 re f 0 g BT /F1 24 Tf 0 10 Td (Tra 9.999.999) Tj ET"

// families are what an attacker may try, each in several ways; want are the gravest
// kinds that may be said, of which one must.
func families() map[string][]family {
	writes := func(d *draft) string {
		return pointer(d.add(formWords(otherWords)))
	}
	carets := func(n int, value func(i int) func(d *draft) string) func(d *draft) {
		var all []func(d *draft) string
		for i := range n {
			all = append(all, value(i))
		}
		return annotated(all...)
	}
	return map[string][]family{
		"page tree": {
			{"another page", instead(richKids, "[3 0 R 3 0 R]"), content},
			{"resources for all pages", replaced(richPages, "/Count 1", "/Count 1 /Resources << >>"), content},
			{"turned from above", replaced(richPages, "/Count 1", "/Count 1 /Rotate 180"), content},
			{"more than there are", replaced(richPages, "/Count 1", "/Count 2"), content},
		},
		"shape of the page": {
			{"cut", replaced(richPage, "/StructParents 0", "/StructParents 0 /CropBox [0 0 100 100]"), content},
			{"larger units", replaced(richPage, "/StructParents 0", "/StructParents 0 /UserUnit 2"), content},
			{"blended", replaced(richPage, "/StructParents 0", "/StructParents 0 /Group << /S /Transparency /CS /DeviceCMYK >>"), content},
			{"turned", replaced(richPage, "/StructParents 0", "/StructParents 0 /Rotate 90"), content},
		},
		"layers": {
			{"off", replaced(richCatalog, "/D << /ON", "/D << /OFF"), content},
			{"for print only", replaced(richLayer, "/Name (Lop)", "/Name (Lop) /Usage << /View << /ViewState /OFF >> >>"), content},
			{"by itself", replaced(richCatalog, "/D << /ON", "/D << /AS [<< /Event /View /OCGs [15 0 R] /Category [/View] >>] /ON"), content},
			{"gone", instead(richLayer, "null"), content},
		},
		"actions": {
			{"at opening", replaced(richCatalog, "/Lang (vi)", "/Lang (vi) /OpenAction << /S /JavaScript /JS (1) >>"), content},
			{"of the file", replaced(richCatalog, "/Lang (vi)", "/Lang (vi) /AA << /WC << /S /JavaScript /JS (1) >> >>"), content},
			{"of the page", replaced(richPage, "/StructParents 0", "/StructParents 0 /AA << /O << /S /JavaScript /JS (1) >> >>"), content},
			{"of a field", replaced(richField, "/T (ten)", "/T (ten) /AA << /F << /S /JavaScript /JS (1) >> >>"), content},
			{"of a link", replaced(richLink, "/Border [0 0 0]", "/Border [0 0 0] /A << /S /URI /URI (http://vi.du) >>"), content},
			{"by a name", replaced(richNames, "/Dests", "/JavaScript << /Names [] >> /Dests"), content},
		},
		"places to go to": {
			{"of a link", replaced(richLink, "/Fit", "/FitB"), content},
			{"by a name", replaced(richNames, "/Fit", "/FitB"), content},
			{"of the contents", replaced(richOutline, "/Count 0", "/Count 0 /First 3 0 R"), content},
		},
		"fields": {
			{"what readers draw", replaced(richField, "/T (ten)", "/T (ten) /MK << /BG [1 1 1] /CA (9) >>"), content},
			{"hidden", replaced(richField, "/F 4", "/F 2"), content},
			{"of another kind", replaced(richField, "/FT /Tx", "/FT /Btn"), content},
			{"called another", replaced(richField, "/T (ten)", "/T (ten khac)"), content},
			{"elsewhere", replaced(richField, "50 500 250 520", overWords), content},
			{"no longer read-only", replaced(richField, "/T (ten)", "/T (ten) /Ff 2"), content},
			{"drawn anew by readers", replaced(richForm, "/DA (/Helv", "/NeedAppearances true /DA (/Helv"), content},
			{"in another order", replaced(richForm, fmt.Sprintf("[%d 0 R %d 0 R", richField, richButton), fmt.Sprintf("[%d 0 R %d 0 R", richButton, richField)), content},
			{"another look, the same value", instead(richFieldLook, formWords(otherWords)), content},
			{"a dynamic form", replaced(richForm, "/DA (/Helv", "/XFA [] /DA (/Helv"), content},
			{"a look of another page", replaced(richField, "/V (Mau)", "/V (Khac) /OC << /Type /OCG >>"), content},
		},
		"states of a button": {
			{"swapped", replaced(richButton, fmt.Sprintf("/Yes %d 0 R /Off %d 0 R", richYes, richOff), fmt.Sprintf("/Off %d 0 R /Yes %d 0 R", richYes, richOff)), content},
			{"swapped with the value", both(replaced(richButton, fmt.Sprintf("/V /Off /AS /Off /Rect [50 460 64 474] /AP << /N << /Yes %d 0 R", richYes), fmt.Sprintf("/V /Yes /AS /Yes /Rect [50 460 64 474] /AP << /N << /Yes %d 0 R", richPlanted))), content},
			{"one of them is another", instead(richOff, formWords(otherWords)), content},
			{"while it is pressed", replaced(richButton, "/AP << /N", fmt.Sprintf("/AP << /D %d 0 R /N", richPlanted)), content},
		},
		"fonts": {
			{"another program", instead(richFontFile, stream("other font")), content},
			{"other widths", replaced(richOther, "[278]", "[900]"), content},
			{"other letters", replaced(richOther, "/FirstChar 32", "/Encoding << /Differences [49 /nine] >> /FirstChar 32"), content},
			{"of the form", replaced(richForm, "/Helv 6 0 R", "/Helv << /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>"), content},
			{"what a look waits for", replaced(richForm, "/Helv 6 0 R", "/Helv 6 0 R /Xa << /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>"), content},
		},
		"colours": {
			{"another profile", instead(richProfile, "<< /N 3 /Length 7 >>\nstream\nanother\nendstream"), content},
			{"of the whole file", replaced(richCatalog, "/Lang (vi)", "/Lang (vi) /OutputIntents [<< /S /GTS_PDFA1 /DestOutputProfile 16 0 R >>]"), []ChangeKind{Coloured}},
			{"another space", replaced(richResources, "[/ICCBased 16 0 R]", "/DeviceRGB"), content},
		},
		"structure": {
			{"read out otherwise", replaced(richParagraph, "/K 0", "/K 0 /ActualText (9.999.999)"), []ChangeKind{Structured}},
			{"a stream in it", func(d *draft) {
				replaced(richStructure, "/K", "/AF "+pointer(d.add(stream("9.999.999")))+" /K")(d)
			}, content},
			{"no longer tagged", replaced(richCatalog, "/Marked true", "/Marked false"), content},
			{"gone", replaced(richCatalog, fmt.Sprintf("/StructTreeRoot %d 0 R", richStructure), ""), content},
		},
		"the file as a whole": {
			{"another language", replaced(richCatalog, "(vi)", "(en)"), content},
			{"how it opens", replaced(richCatalog, "/Lang", "/ViewerPreferences << /HideToolbar true >> /Lang"), content},
			{"what it opens with", replaced(richCatalog, "/Lang", "/PageMode /FullScreen /Lang"), content},
			{"other numbers of pages", replaced(richCatalog, "/S /D", "/S /r"), content},
			{"files inside", replaced(richNames, "/Dests", "/EmbeddedFiles << /Names [] >> /Dests"), content},
			{"a title", instead(richInfo, "<< /Producer (Mau) /Title (Quyet dinh khac) >>"), []ChangeKind{Titled}},
			{"an extension that is a stream", both(replaced(richCatalog, "/Lang", fmt.Sprintf("/Extensions %d 0 R /Lang", richShown))), content},
			{"metadata that is no stream", instead(richMetadata, "<< /Type /Metadata >>"), content},
		},
		"annotations": {
			{"in another order", replaced(richPage, fmt.Sprintf("%d 0 R %d 0 R %d 0 R %d 0 R", richField, richButton, richNote, richLink), fmt.Sprintf("%d 0 R %d 0 R %d 0 R %d 0 R", richLink, richButton, richNote, richField)), content},
			{"one is another", replaced(richPage, fmt.Sprintf("%d 0 R %d 0 R", richNote, richLink), fmt.Sprintf("%d 0 R %d 0 R", richLink, richLink)), content},
			{"a note says something else", replaced(richNote, "(Xem lai)", "(Dong y)"), content},
			{"a note lies elsewhere", replaced(richNote, "500 300 520 320", overWords), content},
			{"a note gets a look", replaced(richNote, "/F 4", fmt.Sprintf("/F 4 /AP << /N %d 0 R >>", richPlanted)), content},
			{"a link becomes a stamp", replaced(richLink, "/Subtype /Link", "/Subtype /Stamp"), content},
			{"one without a number", func(d *draft) {
				item, _ := d.f.Item(richPage)
				page := item.Value.(cos.Dict)
				list := page.Get("Annots").(cos.Array).With(item.Source, "<< /Subtype /Text /Rect [9 9 19 19] >>")
				d.replace(cos.Ref{Num: richPage}, page.With(item.Source, cos.Set{Key: "Annots", Value: list}))
			}, content},
			{"nothing", func(d *draft) {
				item, _ := d.f.Item(richPage)
				d.replace(cos.Ref{Num: richPage}, item.Value.(cos.Dict).With(item.Source))
			}, nil},
		},
		"windows of notes": {
			{"open over the words", annotated(plainly("/Subtype /Popup /Open true /Rect [" + overWords + "]")), content},
			{"open by its note", annotated(func(d *draft) string {
				note := d.add("<< /Type /Annot /Subtype /Text /Open true /Rect [500 100 520 120] >>")
				return "/Subtype /Popup /Parent " + pointer(note) + " /Rect [" + overWords + "]"
			}), content},
			{"with a look", annotated(looking("/Subtype /Popup /Rect ["+overWords+"]", otherWords)), content},
			{"of an old note, open", func(d *draft) {
				at := d.add("<< /Type /Annot /Subtype /Popup /Open true /Parent " + fmt.Sprint(richNote) + " 0 R /Rect [" + overWords + "] >>")
				replaced(richNote, "/F 4", "/F 4 /Popup "+pointer(at))(d)
				item, _ := d.f.Item(richPage)
				page := item.Value.(cos.Dict)
				d.replace(cos.Ref{Num: richPage}, page.With(item.Source, cos.Set{Key: "Annots", Value: page.Get("Annots").(cos.Array).With(item.Source, pointer(at))}))
			}, content},
		},
		"notes that cover": {
			{"many signs with a look", carets(10, func(i int) func(d *draft) string {
				return looking(fmt.Sprintf("/Subtype /Caret /Rect [%d 690 %d 720]", 50+28*i, 78+28*i), "1 g 0 0 300 30 re f")
			}), content},
			{"many signs that readers draw", carets(10, func(i int) func(d *draft) string {
				return plainly(fmt.Sprintf("/Subtype /Text /Rect [%d 690 %d 720]", 50+28*i, 78+28*i))
			}), content},
			{"one sign over some letters", annotated(looking("/Subtype /Text /Rect [100 695 124 719]", "1 g 0 0 300 30 re f")), []ChangeKind{SmallCover}},
			{"one sign that is large", annotated(looking("/Subtype /Text /Rect ["+overWords+"]", "1 g 0 0 300 30 re f")), content},
			{"a dark highlight", annotated(plainly("/Subtype /Highlight /C [0 0 0] /Rect [" + overWords + "] /QuadPoints [50 720 330 720 50 690 330 690]")), content},
			{"a dark highlight beside its place", annotated(plainly("/Subtype /Highlight /C [0.1 0 0.1] /Rect [0 0 1 1] /QuadPoints [50 720 330 720 50 690 330 690]")), content},
			{"a highlight that multiplies black", annotated(func(d *draft) string {
				return "/Subtype /Highlight /Rect [" + overWords + "] /QuadPoints [50 720 330 720 50 690 330 690] /AP << /N " + pointer(d.add("<< /Type /XObject /Subtype /Form /BBox [0 0 300 30] /Resources << /ExtGState << /G << /BM /Multiply >> >> >> /Length 28 >>\nstream\n/G gs 0 g 0 0 300 30 re f   \nendstream")) + " >>"
			}), content},
		},
		"time stamps that show": {
			{"in a place of their own", entered("/Type /Annot /Subtype /Widget /F 4 /P 3 0 R /Rect [50 100 300 130] /AP << /N 23 0 R >>", DocumentStamp), []ChangeKind{StampShows}},
			{"through a part", entered("", DocumentStamp, "/Rect [50 100 300 130] /AP << /N 23 0 R >>"), []ChangeKind{StampShows}},
			{"over the words", entered("/Type /Annot /Subtype /Widget /F 4 /P 3 0 R /Rect ["+overWords+"] /AP << /N 99 0 R >>", DocumentStamp), []ChangeKind{EvidenceAdded, StampShows, Content}},
			{"with a field inside", entered("", DocumentStamp, "/T (x) /FT /Tx /V (9.999.999) /Rect [50 100 300 130]"), content},
			{"with an action", entered("/AA << >>", DocumentStamp), content},
		},
		"names of resources that are keys": {
			{"a form that is drawn by one", instead(richShown, formWords(otherWords)), content},
			{"a field that is drawn by one", replaced(richDouble, "/T (hai vai)", fmt.Sprintf("/T (hai vai) /V (x) /AP << /N %d 0 R >>", richPlanted)), content},
			{"a missing one under one", func(d *draft) {
				for len(d.e.offsets) <= richMissing {
					d.e.reserve()
				}
				d.replace(cos.Ref{Num: richMissing}, formWords(otherWords))
			}, content},
		},
		"one object, two roles": {
			{"a field that the page draws by", replaced(richDouble, "/T (hai vai)", fmt.Sprintf("/T (hai vai) /V (x) /AP << /N %d 0 R >>", richPlanted)), content},
			{"a form that is a note too", annotated(plainly("/Subtype /Text /Rect [0 0 9 9] /Popup " + fmt.Sprint(richShown) + " 0 R")), []ChangeKind{Annotated}},
			{"the page as evidence", replaced(richCatalog, "/Lang", "/DSS << /Certs [5 0 R] >> /Lang"), []ChangeKind{EvidenceAdded}},
			{"new words as evidence", both(replaced(richCatalog, "/Lang", "/DSS << /Certs [5 0 R] >> /Lang"), instead(richContents, stream(strings.ReplaceAll(richWords, "1.000.000", "9.999.999")))), content},
			{"evidence that says more of itself", func(d *draft) {
				replaced(richCatalog, "/Lang", "/DSS << /Certs ["+pointer(d.add(formWords(otherWords)))+"] >> /Lang")(d)
			}, content},
			{"evidence that is a look", func(d *draft) {
				at := pointer(d.add(stream("q Q")))
				replaced(richCatalog, "/Lang", "/DSS << /Certs ["+at+"] >> /Lang")(d)
				annotated(plainly("/Subtype /Text /Rect [500 100 520 120] /AP << /N " + at + " >>"))(d)
			}, content},
			{"the font as document information", instead(richFont, "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"), content},
			{"a drawn form as metadata", both(replaced(richCatalog, fmt.Sprintf("/Metadata %d 0 R", richMetadata), fmt.Sprintf("/Metadata %d 0 R", richShown)), instead(richShown, "<< /Type /Metadata /Subtype /XML /Length 4 >>\nstream\n<x/>\nendstream")), content},
			{"the resources as extensions", both(replaced(richCatalog, "/Lang", fmt.Sprintf("/Extensions %d 0 R /Lang", richResources)), replaced(richResources, "/Font", "/A 1 /Font")), content},
			{"what is missing, as a look", both(func(d *draft) {
				for len(d.e.offsets) <= richMissing {
					d.e.reserve()
				}
				d.replace(cos.Ref{Num: richMissing}, formWords(otherWords))
			}, annotated(plainly(fmt.Sprintf("/Subtype /Text /Rect [500 100 520 120] /AP << /N %d 0 R >>", richMissing)))), content},
		},
		"streams and other things": {
			{"the page", instead(richPage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Length 0 >>\nstream\n\nendstream"), content},
			{"a field", instead(richField, "<< /FT /Tx /T (ten) /V (Mau) /Length 0 >>\nstream\n\nendstream"), content},
			{"a field that is a number", instead(richDouble, "7"), content},
			{"a note", instead(richNote, "<< /Subtype /Text /Rect [0 0 9 9] /Length 0 >>\nstream\n\nendstream"), content},
			{"the form", instead(richForm, "<< /Fields [] /Length 0 >>\nstream\n\nendstream"), content},
			{"a reference to a reference", instead(richKids, "3 0 R"), content},
			{"one that ends earlier for who does not look its length up", func(d *draft) {
				const words = "q Q\nendstream\nendobj\n"
				length := d.add(fmt.Sprint(len(words)))
				look := d.add("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length " + pointer(length) + " >>\nstream\n" + words + "\nendstream")
				annotated(plainly("/Subtype /Text /Rect [500 100 520 120] /AP << /N " + pointer(look) + " >>"))(d)
			}, content},
			{"data in another file", func(d *draft) {
				entered("/Type /Annot /Subtype /Widget /F 4 /P 3 0 R /Rect [50 100 300 130] /AP << /N "+pointer(d.add("<< /Subtype /Form /BBox [0 0 9 9] /F (x.pdf) /Length 0 >>\nstream\n\nendstream"))+" >>", CAdES)(d)
			}, content},
		},
		"what nothing leads to": {
			{"a new root", func(d *draft) { d.add("<< /Type /Catalog /Pages 2 0 R >>") }, content},
			{"a new page", func(d *draft) { d.add("<< /Type /Page /Contents 23 0 R >>") }, content},
			{"something old", instead(richPlanted, formWords("")), content},
			{"something else", func(d *draft) { d.add("<< /A 1 >>") }, []ChangeKind{Stray}},
		},
		"what is filled": {
			{"over other words", replaced(richField, "/V (Mau) /Rect [50 500 250 520] /AP << /N 9 0 R >>", "/V (Khac) /Rect [50 500 250 520] /AP << /N 23 0 R >>"), []ChangeKind{FormFilled}},
			{"a value that is a dictionary", replaced(richField, "/V (Mau)", "/V << /A (b) >>"), content},
			{"a look that the page draws", both(replaced(richField, "/V (Mau)", "/V (Khac)"), replaced(richField, "/V (Mau)", fmt.Sprintf("/V (Khac) /AP << /N %d 0 R >>", richShown)), instead(richShown, formWords(otherWords))), content},
			{"a button", replaced(richButton, "/V /Off /AS /Off", "/V /Yes /AS /Yes"), []ChangeKind{FormFilled}},
		},
		"signatures": {
			{"its field gets another look", func(d *draft) {
				at := d.add(formWords(otherWords))
				with(widgetOf(d.f, "Mot"), cos.Set{Key: "AP", Value: "<< /N " + pointer(at) + " >>"})(d)
			}, content},
			{"its value is another", func(d *draft) {
				at := d.add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>")
				with(widgetOf(d.f, "Mot"), cos.Set{Key: "V", Value: pointer(at)})(d)
			}, content},
			{"a new one that shows", func(d *draft) {
				entered("/Type /Annot /Subtype /Widget /F 4 /P 3 0 R /Rect [50 100 300 130] /AP << /N "+writes(d)+" >>", CAdES)(d)
			}, []ChangeKind{AnotherSignature}},
			{"a new one with an action", entered("/Type /Annot /Subtype /Widget /F 4 /P 3 0 R /Rect [0 0 0 0] /AA << /Bl << /S /JavaScript /JS (1) >> >>", CAdES), content},
			{"a new one with a layer", entered("/Type /Annot /Subtype /Widget /F 4 /P 3 0 R /Rect [0 0 0 0] /OC 15 0 R", CAdES), content},
			{"a new one before the others", ordered(func(old []string, came string) []string { return append([]string{came}, old...) }), []ChangeKind{AnotherSignature}},
			{"a new one between the others", ordered(func(old []string, came string) []string { return slices.Insert(old, 2, came) }), []ChangeKind{AnotherSignature}},
			{"a new one for an old one", ordered(func(old []string, came string) []string { return append([]string{came}, old[1:]...) }), content},
			{"a new one and the others turned round", ordered(func(old []string, came string) []string { slices.Reverse(old); return append(old, came) }), content},
			{"a new one over the words", func(d *draft) {
				entered("/Type /Annot /Subtype /Widget /F 4 /P 3 0 R /Rect ["+overWords+"] /AP << /N "+writes(d)+" >>", CAdES)(d)
			}, content},
		},
	}
}

// ordered lists the fields of the form anew, with a signature that came.
func ordered(list func(old []string, came string) []string) func(d *draft) {
	return func(d *draft) {
		signature := d.add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>")
		came := pointer(d.add("<< /Type /Annot /Subtype /Widget /FT /Sig /T (moi) /F 132 /P 3 0 R /Rect [0 0 0 0] /V " + pointer(signature) + " >>"))
		item, _ := d.f.Item(richForm)
		form := item.Value.(cos.Dict)
		var old []string
		for _, o := range form.Get("Fields").(cos.Array).Items {
			old = append(old, pointer(o.(cos.Ref)))
		}
		d.replace(cos.Ref{Num: richForm}, form.With(item.Source, cos.Set{Key: "Fields", Value: "[" + strings.Join(list(old, came), " ") + "]"}))
	}
}

// widgetOf is the number of a field by its name.
func widgetOf(f *cos.File, name string) int {
	for num := range f.Count() {
		if item, err := f.Item(num); err == nil {
			d, _ := item.Value.(cos.Dict)
			if s, is := d.Get("T").(cos.String); is && s.Text() == name {
				return num
			}
		}
	}
	return 0
}

// family is one way to change the rich file.
type family struct {
	name   string
	attack func(d *draft)
	want   []ChangeKind // the last must be among what is said; nil: nothing
}

var content = []ChangeKind{Content}

func formWords(words string) string {
	return fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [0 0 300 30] /Resources << /Font << /F1 6 0 R >> >> /Length %d >>\nstream\n%s\nendstream", len(words), words)
}

// TestNoFamilyOfAttacksPassesUnnamed holds what is said of each attack, and what three
// readers show where the signature stands.
func TestNoFamilyOfAttacksPassesUnnamed(t *testing.T) {
	base := signed(t, rich(t), Field{Name: "Mot"})
	for name, all := range families() {
		for _, c := range all {
			t.Run(name+"/"+c.name, func(t *testing.T) {
				file := tampered(t, base, c.attack)
				found := readSignatures(t, file)
				if len(found) == 0 || len(found[0].Faults) > 0 {
					return // nothing can be called valid any more
				}
				s := found[0]
				got := kindsOf(s)
				if len(c.want) == 0 != (len(got) == 0) || len(c.want) > 0 && !slices.Contains(got, c.want[len(c.want)-1]) {
					t.Errorf("%v, not %v", s.Since, c.want)
				}
				if !slices.Contains(got, Content) {
					showsWhatIsNamed(t, base, file, s.Since)
				}
			})
		}
	}
}

// TestTablesThatWereOddWhenSignedAreToldWhereSomethingFollows is about files that were
// odd before: nobody did wrong, but what follows is read by those tables.
func TestTablesThatWereOddWhenSignedAreToldWhereSomethingFollows(t *testing.T) {
	for name, odd := range map[string]func([]byte) []byte{
		"no end of a line behind the word": func(b []byte) []byte { return bytes.Replace(b, []byte("xref\n0 "), []byte("xref 0 "), 1) },
		"rows of another end":              func(b []byte) []byte { return bytes.Replace(b, []byte(" 00000 n \n"), []byte(" 00000 n\n "), 1) },
		"a comment in the table":           func(b []byte) []byte { return bytes.Replace(b, []byte("trailer\n"), []byte("%x\ntrailer\n"), 1) },
	} {
		base := odd(rich(t))
		once := signed(t, base, Field{Name: "Mot"})
		if s := readSignatures(t, once)[0]; len(s.Since) > 0 || len(s.Faults) > 0 {
			t.Errorf("%s: with nothing behind it %v %v", name, s.Since, s.Faults)
		}
		s := readSignatures(t, signed(t, once, Field{Name: "Hai"}))[0]
		if got := kindsOf(s); len(s.Faults) > 0 || !slices.Equal(got, []ChangeKind{AnotherSignature, Unsettled}) {
			t.Errorf("%s: %v %v", name, s.Since, s.Faults)
		}
	}
}

// showsWhatIsNamed has poppler and mupdf draw the signed state and the whole file: they
// must be alike but where a change says that something shows.
func showsWhatIsNamed(t *testing.T, then, now []byte, named []Change) {
	t.Helper()
	for reader, draw := range map[string]func(*testing.T, []byte) image.Image{"poppler": firstByPoppler, "mupdf": firstByMupdf} {
		before, after := draw(t, then), draw(t, now)
		if before.Bounds() != after.Bounds() {
			t.Errorf("%s shows another page", reader)
			continue
		}
		var places []image.Rectangle
		for _, c := range named {
			for _, p := range c.Places {
				places = append(places, image.Rect(int(p.Rect[0])-3, int(p.Rect[1])-3, int(p.Rect[2])+3, int(p.Rect[3])+3))
			}
		}
		if at, differs := otherPixel(before, after, places); differs {
			t.Errorf("%s shows something else at %v, and only this is said: %v", reader, at, named)
		}
	}
}

func otherPixel(a, b image.Image, but []image.Rectangle) (image.Point, bool) {
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			at := image.Pt(x, y)
			if a.At(x, y) != b.At(x, y) && !slices.ContainsFunc(but, func(r image.Rectangle) bool { return at.In(r) }) {
				return at, true
			}
		}
	}
	return image.Point{}, false
}

func firstByPoppler(t *testing.T, file []byte) image.Image {
	t.Helper()
	return pictureOf(t, shownFirst(t, file))
}

func firstByMupdf(t *testing.T, file []byte) image.Image {
	t.Helper()
	to := filepath.Join(t.TempDir(), "x.png")
	run(t, "mupdf-tools", "mutool", "draw", "-q", "-r", "72", "-o", to, written(t, file), "1")
	b, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	return pictureOf(t, b)
}

func pictureOf(t *testing.T, b []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}
