package pdf

import (
	"bytes"
	"strings"
	"testing"

	"tram/local/pdf/cos"
)

// TestAFileWhoseSignatureWasTakenOutIsNotUnsigned is about increments after which no field
// of the form holds a signature.
func TestAFileWhoseSignatureWasTakenOutIsNotUnsigned(t *testing.T) {
	base := signed(t, rich(t), Field{Name: "Mot"})
	without := func(num int, key cos.Name) func(d *draft) { return with(num, cos.Set{Key: key, Value: "null"}) }
	for name, file := range map[string][]byte{
		"no form":            tampered(t, base, without(richCatalog, "AcroForm")),
		"a form of nothing":  tampered(t, base, with(richForm, cos.Set{Key: "Fields", Value: "[]"})),
		"a field not signed": tampered(t, base, func(d *draft) { without(widgetOf(d.f, "Mot"), "V")(d) }),
		"twice over":         tampered(t, tampered(t, base, without(richCatalog, "AcroForm")), with(richCatalog, cos.Set{Key: "Lang", Value: "(vi)"})),
		"another file":       anotherBehind(t, base),
		"many times over": func() []byte {
			file := tampered(t, base, without(richCatalog, "AcroForm"))
			for range mostOlderStates + 5 {
				file = tampered(t, file, with(richCatalog, cos.Set{Key: "Lang", Value: "(vi)"}))
			}
			return file
		}(),
	} {
		found := readSignatures(t, file)
		if len(found) != 1 || found[0].Field != "Mot" || found[0].CoversFile {
			t.Errorf("%s: %+v", name, found)
			continue
		}
		if last := found[0].Since[len(found[0].Since)-1]; last.Kind != Content || last.Said != removedSaid {
			t.Errorf("%s: %v", name, found[0].Since)
		}
	}
	for _, word := range []string{"%PDF-", "%%EOF", "/FT /Sig", "/Fields"} {
		file := tampered(t, base, without(richCatalog, "AcroForm"))
		spoilt := append(bytes.ReplaceAll(file[:len(base)], []byte(word), []byte(strings.Repeat("x", len(word)))), file[len(base):]...)
		copy(spoilt, "%PDF-1.7")
		found, err := Signatures(t.Context(), bytes.NewReader(spoilt), int64(len(spoilt)))
		if err == nil && (len(found) != 1 || found[0].Since[len(found[0].Since)-1].Said != removedSaid) {
			t.Errorf("without %s: %+v", word, found)
		}
	}
	for name, file := range map[string][]byte{
		"nothing":           rich(t),
		"an empty field":    tampered(t, rich(t), annotated()),
		"words of a range":  append(rich(t), "% /ByteRange [0 1 2 3]\n"...),
		"an older state of": tampered(t, tampered(t, rich(t), with(richCatalog, cos.Set{Key: "Lang", Value: "(en)"})), with(richCatalog, cos.Set{Key: "Lang", Value: "(vi)"})),
	} {
		if found := readSignatures(t, file); len(found) != 0 {
			t.Errorf("%s: %+v", name, found)
		}
	}
}

// TestASignatureOfUsageRightsSignsNoDocument: it lets some readers save a form.
func TestASignatureOfUsageRightsSignsNoDocument(t *testing.T) {
	base := signed(t, rich(t), Field{Name: "Mot"})
	for rights, want := range map[bool]int{true: 0, false: 1} {
		file := tampered(t, base, func(d *draft) {
			item, err := d.f.Item(widgetOf(d.f, "Mot"))
			if err != nil {
				t.Fatal(err)
			}
			perms := "null"
			if rights {
				perms = "<< /UR3 " + pointer(item.Value.(cos.Dict).Get("V").(cos.Ref)) + " >>"
			}
			with(richCatalog, cos.Set{Key: "AcroForm", Value: "null"}, cos.Set{Key: "Perms", Value: perms})(d)
		})
		spoilt := append(bytes.ReplaceAll(file[:len(base)], []byte("/Fields"), []byte("/Fxelds")), file[len(base):]...)
		if found := readSignatures(t, spoilt); len(found) != want {
			t.Errorf("rights %v: %+v", rights, found)
		}
	}
}

// anotherBehind puts a whole file behind one, whose tables know nothing of it.
func anotherBehind(t *testing.T, file []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	e := newEmitter(&b)
	e.put("%s\n", file)
	for range 3 {
		e.reserve()
	}
	e.object(1, "<< /Type /Catalog /Pages 2 0 R >>")
	e.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	e.object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
	if err := e.finish("/Root 1 0 R"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
