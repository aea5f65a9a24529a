package pdf

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tram/local/pdf/cos"
)

// The parts of the file that is attacked.
const (
	attackedCatalog = iota + 1
	attackedPages
	attackedPage
	attackedForm
	attackedContents
	attackedFont
	attackedField
	attackedAppearance
	attackedNote
	attackedPlanted // a stream that nothing refers to
	attackedInfo
	attackedList // of annotations
	attackedLength
	attackedEvidence // a list of streams that the page shows too
	attackedStream   // in it
	attackedEmpty    // a signature field over the whole page that was not signed
	attackedEnd

	// attackedMissing is an object that the page refers to and that is not there.
	attackedMissing = 90
)

// victim is a page of text with a form, a note and what an attacker would plant
// before asking for a signature.
func victim(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	e := newEmitter(&b)
	e.put("%%PDF-1.7\n%%\xe2\xe3\xcf\xd3\n")
	for range attackedEnd - 1 {
		e.reserve()
	}
	const words = "BT /F1 24 Tf 50 700 Td (Tra 1000 dong) Tj ET"
	e.object(attackedCatalog, "<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R /DSS << /Certs 14 0 R >> >>")
	e.object(attackedPages, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	e.object(attackedPage, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Annots 12 0 R "+
		"/Resources << /Font << /F1 6 0 R >> /XObject << /Later %d 0 R >> >> /PieceInfo << /A 14 0 R >> >>", attackedMissing)
	e.object(attackedForm, "<< /Fields [7 0 R 16 0 R] /DA (/Helv 0 Tf) /DR << /Font << /Helv 6 0 R >> >> >>")
	e.begin(attackedContents)
	e.put("<< /Length 13 0 R >>\nstream\n%s\nendstream\nendobj\n", words)
	e.object(attackedFont, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	e.object(attackedField, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (so tien) /V (1000) /Rect [50 500 200 520] /P 3 0 R /AP << /N 8 0 R >> >>")
	e.bytes(attackedAppearance, "/Type /XObject /Subtype /Form /BBox [0 0 150 20]", []byte("BT /Helv 12 Tf (1000) Tj ET"))
	e.object(attackedNote, "<< /Type /Annot /Subtype /Text /Rect [300 300 320 320] /Contents (Xem lai) >>")
	e.bytes(attackedPlanted, "", []byte("BT /F1 24 Tf 50 700 Td (Tra 9000 dong) Tj ET"))
	e.object(attackedInfo, "<< /Title (Giay hen) >>")
	e.object(attackedList, "[7 0 R 9 0 R]")
	e.object(attackedLength, "%d", len(words))
	e.object(attackedEvidence, "[15 0 R]")
	e.bytes(attackedStream, "", []byte("chung thu"))
	e.object(attackedEmpty, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (cho ky) /Rect [0 0 595 842] /P 3 0 R >>")
	if err := e.finish("/Root 1 0 R /Info 11 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tampered appends an increment that an attacker makes.
func tampered(t testing.TB, file []byte, attack func(d *draft)) []byte {
	t.Helper()
	r := bytes.NewReader(file)
	f, err := cos.Open(context.Background(), r, int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	d, err := newDraft(f, r, int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	attack(d)
	b, err := d.finish()
	if err != nil {
		t.Fatal(err)
	}
	return append(bytes.Clone(file), b...)
}

// with replaces one object, edited.
func with(num int, sets ...cos.Set) func(d *draft) {
	return func(d *draft) {
		item, err := d.f.Item(num)
		if err != nil {
			panic(err)
		}
		d.replace(cos.Ref{Num: num}, item.Value.(cos.Dict).With(item.Source, sets...))
	}
}

// instead replaces an object.
func instead(num int, value string) func(d *draft) {
	return func(d *draft) {
		for len(d.e.offsets) <= num {
			d.e.reserve()
		}
		d.replace(cos.Ref{Num: num}, value)
	}
}

func stream(words string) string {
	return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(words), words)
}

// noted puts an annotation on the page.
func noted(value string) func(d *draft) {
	return func(d *draft) {
		longer(d, attackedList, d.add(value))
	}
}

// longer puts a reference behind those of a list.
func longer(d *draft, list int, at cos.Ref) {
	item, err := d.f.Item(list)
	if err != nil {
		panic(err)
	}
	d.replace(cos.Ref{Num: list}, item.Value.(cos.Array).With(item.Source, pointer(at)))
}

// formWith puts a field into the form.
func formWith(d *draft, at cos.Ref) {
	item, err := d.f.Item(attackedForm)
	if err != nil {
		panic(err)
	}
	form := item.Value.(cos.Dict)
	fields := form.Get("Fields").(cos.Array).With(item.Source, pointer(at))
	d.replace(cos.Ref{Num: attackedForm}, form.With(item.Source, cos.Set{Key: "Fields", Value: fields}))
}

// listed puts a field into the form.
func listed(value string, more ...func(d *draft) string) func(d *draft) {
	return func(d *draft) {
		for _, m := range more {
			value += m(d)
		}
		at := d.add(value + " >>")
		formWith(d, at)
		longer(d, attackedList, at)
	}
}

// bogus is a signature that signs nothing.
func bogus(d *draft) string {
	return " /V " + pointer(d.add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>"))
}

func both(steps ...func(d *draft)) func(d *draft) {
	return func(d *draft) {
		for _, step := range steps {
			step(d)
		}
	}
}

func TestEveryChangeAfterASignatureIsCalledWhatItIs(t *testing.T) {
	base := signed(t, signed(t, victim(t), Field{Name: "Mot"}), Field{Name: "Hai"})
	value := readSignatures(t, base)[0]
	widget, dictionary := partsOf(t, base, "Mot")
	evil := stream("BT /F1 24 Tf 50 700 Td (Tra 9000 dong) Tj ET")
	form := "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length 4 >>\nstream\n0 g \nendstream"
	content := []ChangeKind{Content}
	for _, c := range []struct {
		name   string
		attack func(d *draft)
		want   []ChangeKind
	}{
		{"the words of the page", instead(attackedContents, evil), content},
		{"the page shows what was planted", with(attackedPage, cos.Set{Key: "Contents", Value: "10 0 R"}), content},
		{"a key that stands twice", func(d *draft) {
			d.replace(cos.Ref{Num: attackedPage}, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Annots 12 0 R "+
				"/Resources << /Font << /F1 6 0 R >> /XObject << /Later 90 0 R >> >> /PieceInfo << /A 14 0 R >> /Contents 10 0 R >>")
		}, content},
		{"a page more", both(func(d *draft) {
			at := d.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 10 0 R >>")
			d.replace(cos.Ref{Num: attackedPages}, "<< /Type /Pages /Kids [3 0 R "+pointer(at)+"] /Count 2 >>")
		}), content},
		{"the page is turned", with(attackedPage, cos.Set{Key: "Rotate", Value: "180"}), content},
		{"the page is cut", with(attackedPage, cos.Set{Key: "CropBox", Value: "[0 0 10 10]"}), content},
		{"another font", instead(attackedFont, "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>"), content},
		{"the length of the words", instead(attackedLength, "3"), content},
		{"what was missing came", instead(attackedMissing, "<< "+form), content},
		{"layers", with(attackedCatalog, cos.Set{Key: "OCProperties", Value: "<< /OCGs [] /D << >> >>"}), content},
		{"a program at opening", with(attackedCatalog, cos.Set{Key: "OpenAction", Value: "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"}), content},
		{"a dynamic form", with(attackedForm, cos.Set{Key: "XFA", Value: "(x)"}), content},
		{"readers draw the fields anew", with(attackedForm, cos.Set{Key: "NeedAppearances", Value: "true"}), content},
		{"a field shows something else", with(attackedField, cos.Set{Key: "AP", Value: "<< /N 10 0 R >>"}), content},
		{"the picture of a field", instead(attackedAppearance, "<< "+form), content},
		{"a field stands elsewhere", with(attackedField, cos.Set{Key: "Rect", Value: "[50 690 400 720]"}), content},
		{"a field is read-only no more", with(attackedField, cos.Set{Key: "Ff", Value: "0"}), content},
		{"a field is gone", with(attackedForm, cos.Set{Key: "Fields", Value: "[16 0 R]"}), content},
		{"a field more", listed("<< /Type /Annot /Subtype /Widget /FT /Tx /T (them) /V (x) /Rect [0 0 90 90]"), content},
		{"words over the page", noted("<< /Type /Annot /Subtype /FreeText /Rect [0 0 595 842] /AP << /N 10 0 R >> >>"), []ChangeKind{DrawnOn}},
		{"a stamp over the page", noted("<< /Type /Annot /Subtype /Stamp /Rect [0 0 595 842] /AP << /N 10 0 R >> >>"), []ChangeKind{DrawnOn}},
		{"a field that stands in no form", noted("<< /Type /Annot /Subtype /Widget /FT /Tx /T (la) /Rect [0 0 95 42] /AP << /N 10 0 R >> >>"), content},
		{"a mark that shows a page of its own", noted("<< /Type /Annot /Subtype /Highlight /Rect [0 0 595 842] /AP << /N 10 0 R >> >>"), append([]ChangeKind{Annotated}, Content)},
		{"a note is gone", instead(attackedList, "[7 0 R]"), content},
		{"a note shows something else", with(attackedNote, cos.Set{Key: "AP", Value: "<< /N 10 0 R >>"}), append([]ChangeKind{Annotated}, Content)},
		{"an empty signature that shows", listed("<< /Type /Annot /Subtype /Widget /FT /Sig /T (la) /Rect [0 0 95 42] /AP << /N 10 0 R >>"), content},
		{"a signature over the page", listed("<< /Type /Annot /Subtype /Widget /FT /Sig /T (la) /Rect [0 0 595 842]", bogus), append([]ChangeKind{AnotherSignature}, Content)},
		{"an empty field over the page is signed", both(func(d *draft) {
			with(attackedEmpty, cos.Set{Key: "AP", Value: "<< /N 10 0 R >>"}, cos.Set{Key: "V", Value: strings.TrimPrefix(bogus(d), " /V ")})(d)
			longer(d, attackedList, cos.Ref{Num: attackedEmpty})
		}), append([]ChangeKind{AnotherSignature}, Content)},
		{"a signature is borrowed", listed("<< /Type /Annot /Subtype /Widget /FT /Sig /T (la) /Rect [0 0 0 0] /V " + pointer(dictionary)), content},
		{"a signature by a name that is there", listed("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Hai) /Rect [0 0 0 0]", bogus), content},
		{"fields inside a signature", listed("<< /Type /Annot /Subtype /Widget /FT /Sig /T (la) /Rect [0 0 0 0]", bogus, func(d *draft) string {
			return " /Kids [" + pointer(d.add("<< /FT /Tx /T (x) /V (9000) /Subtype /Widget /Rect [50 690 400 720] >>")) + "]"
		}), append([]ChangeKind{AnotherSignature}, Content)},
		{"how a signature shows", with(widget.Num, cos.Set{Key: "AP", Value: "<< /N 10 0 R >>"}), content},
		{"what the page shows, as evidence", both(instead(attackedStream, evil), with(attackedCatalog, cos.Set{Key: "Lang", Value: "(vi)"})), append([]ChangeKind{EvidenceAdded}, Content)},
		{"evidence that the page shows too", instead(attackedStream, evil), append([]ChangeKind{EvidenceAdded}, Content)},
		{"another catalog", func(d *draft) {
			at := d.add("<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R >>")
			trailer := []byte("<< /Root " + pointer(at) + " /Size 1 >>")
			d.f.Source, d.f.Trailer = trailer, parsedDict(t, trailer)
		}, []ChangeKind{EvidenceAdded, Described, Rerooted}},

		{"a field is filled", with(attackedField, cos.Set{Key: "V", Value: "(9000)"}, cos.Set{Key: "AP", Value: "<< /N 10 0 R >>"}), []ChangeKind{FormFilled, OddLook}},
		{"a mark over words", noted("<< /Type /Annot /Subtype /Highlight /Rect [50 690 400 720] /QuadPoints [50 720 400 720 50 690 400 690] >>"), []ChangeKind{Annotated}},
		{"the title", instead(attackedInfo, "<< /Title (Giay khac) >>"), []ChangeKind{Described, Titled}},
		{"another signature", listed("<< /Type /Annot /Subtype /Widget /FT /Sig /T (la) /Rect [50 50 200 100] /P 3 0 R", bogus), []ChangeKind{AnotherSignature}},
		{"who may change what", with(attackedCatalog, cos.Set{Key: "Perms", Value: "<< >>"}), []ChangeKind{Unknown}},
		{"nothing but places", with(attackedPage), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, s := range readSignatures(t, tampered(t, base, c.attack)) {
				if s.Field != "Mot" && s.Field != "Hai" || len(s.Faults) > 0 {
					continue
				}
				got := kindsOf(s)
				if s.Field == "Mot" {
					got = without(s.Since, "Hai")
				}
				if !reflect.DeepEqual(got, c.want) {
					t.Errorf("%s: %v, not %v", s.Field, got, c.want)
				}
			}
		})
	}
	if value.Field != "Mot" {
		t.Errorf("the first signature is %q", value.Field)
	}
}

// without lists the kinds of changes but a signature that belongs there.
func without(changes []Change, field string) (kinds []ChangeKind) {
	for _, c := range changes {
		if c.Kind != AnotherSignature || c.Field != field {
			kinds = append(kinds, c.Kind)
		}
	}
	return slices.Compact(kinds)
}

// partsOf finds the objects of a signature.
func partsOf(t testing.TB, file []byte, name string) (widget, dictionary cos.Ref) {
	t.Helper()
	v, err := openView(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range v.form.fields {
		if field.name == name {
			return field.at, field.value.(cos.Ref)
		}
	}
	t.Fatalf("no field %q", name)
	return
}

// parsedDict reads a dictionary as a trailer stands in a file.
func parsedDict(t testing.TB, source []byte) cos.Dict {
	t.Helper()
	file := fmt.Sprintf("%%PDF-1.7\n1 0 obj\n%s\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Size 2 >>\nstartxref\n%d\n%%%%EOF\n",
		source, len("%PDF-1.7\n1 0 obj\n")+len(source)+len("\nendobj\n"))
	f, err := cos.Open(context.Background(), strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	item, err := f.Item(1)
	if err != nil {
		t.Fatal(err)
	}
	d := item.Value.(cos.Dict)
	shift := d.From
	d.From, d.To = 0, d.To-shift
	for i := range d.Entries {
		d.Entries[i].From -= shift
		d.Entries[i].To -= shift
	}
	return d
}
