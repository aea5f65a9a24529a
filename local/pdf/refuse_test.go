package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tram/local/pdf/cos"
)

func prepared(file []byte, f Field) (*Increment, error) {
	return PrepareSignature(context.Background(), bytes.NewReader(file), int64(len(file)), f)
}

func TestWhatCannotBeAppendedToIsRefusedInWords(t *testing.T) {
	own := ownFile(t)
	path := written(t, own)
	locked := filepath.Join(filepath.Dir(path), "locked.pdf")
	run(t, "qpdf", "qpdf", "--encrypt", "", "chu", "256", "--", path, locked)
	encrypted, err := os.ReadFile(locked)
	if err != nil {
		t.Fatal(err)
	}
	dynamic := tampered(t, victim(t), with(attackedForm, cos.Set{Key: "XFA", Value: "(x)"}))
	table := bytes.LastIndex(own, []byte("xref\n0 "))
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"nothing", nil, EmptyPDF},
		{"encrypted", encrypted, Locked},
		{"a dynamic form", dynamic, DynamicForm},
		{"no PDF", []byte("Kính gửi"), Disordered},
		{"junk before the header", append([]byte("HTTP/1.1 200 OK\r\n\r\n"), own...), Disordered},
		{"cut", own[:len(own)/2], Disordered},
		{"no table", append(bytes.Clone(own[:table]), "startxref\n0\n%%EOF\n"...), Disordered},
		{"lines moved by a transfer as text", bytes.Replace(own, []byte("\n"), []byte("\r\n"), 40), Disordered},
		{"a page tree in a circle", tampered(t, victim(t), instead(attackedPages, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>")), Disordered},
		{"no page", tampered(t, victim(t), instead(attackedPages, "<< /Type /Pages /Kids [] /Count 0 >>")), Disordered},
		{"a form in a circle", tampered(t, victim(t), instead(attackedForm, "<< /Fields [7 0 R 7 0 R] >>")), Disordered},
		{"a catalog that is a list", tampered(t, victim(t), instead(attackedCatalog, "[1]")), Disordered},
		{"annotations that are a name", tampered(t, victim(t), instead(attackedList, "/Annots")), Disordered},
	} {
		if _, err := prepared(c.file, fieldOfTests); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, not %v", c.name, err, c.want)
		}
	}
}

// hybrid is victim with one object free in its table that stands in the stream
// which old readers do not know.
func hybrid(t testing.TB) []byte {
	t.Helper()
	base := victim(t)
	row := func(kind, at int) string { return string([]byte{byte(kind), byte(at >> 8), byte(at), 0}) }
	field := bytes.Index(base, []byte("\n7 0 obj")) + 1
	startxref := bytes.LastIndex(base, []byte("xref\n0 "))
	hidden := "<< /Type /XRef /Size 17 /W [1 2 1] /Index [7 1] /Length 4 >>\nstream\n" + row(1, field) + "\nendstream"
	file := append(bytes.Clone(base[:startxref]), "17 0 obj\n"+hidden+"\nendobj\n"...)
	at := len(file)
	lines := strings.Split(string(base[startxref:]), "\n")
	lines[2+7] = "0000000000 00001 f "
	text := strings.Join(lines, "\n")
	text = strings.Replace(text, "/Root 1 0 R", "/Root 1 0 R /XRefStm "+strconv.Itoa(startxref), 1)
	text = strings.Replace(text, "startxref\n"+strconv.Itoa(startxref), "startxref\n"+strconv.Itoa(at), 1)
	return append(file, text...)
}

func TestAHybridFileIsSignedAndRead(t *testing.T) {
	file := signed(t, hybrid(t), fieldOfTests)
	if said := believed(t, file); !strings.Contains(said, "Signature is Valid.") || !strings.Contains(said, "Total document signed") {
		t.Error(said)
	}
	v, err := openView(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil || len(v.form.fields) != 3 || v.form.fields[0].name != "so tien" {
		t.Fatalf("the hidden field is lost: %v", err)
	}
	twice := readSignatures(t, signed(t, file, Field{}))
	if got := kindsOf(twice[0]); len(twice[0].Faults) > 0 || len(got) != 1 || got[0] != AnotherSignature {
		t.Errorf("%+v", twice[0])
	}
}

func TestAFieldThatIsTakenIsNotTakenAgain(t *testing.T) {
	file := signed(t, victim(t), Field{})
	if _, err := prepared(file, Field{Name: "ChuKy1"}); err == nil {
		t.Error("the field was taken twice")
	}
	if _, err := prepared(file, Field{Name: "cho ky"}); err == nil {
		t.Error("an empty field that stood there was taken")
	}
	again := readSignatures(t, signed(t, file, Field{}))
	if len(again) != 2 || again[1].Field != "ChuKy2" {
		t.Errorf("the fields are %+v", again)
	}
}

func TestAHoleThatIsTooSmallIsNotFilled(t *testing.T) {
	inc, err := prepared(victim(t), Field{Reserve: 10})
	if err != nil {
		t.Fatal(err)
	}
	before := bytes.Clone(inc.Bytes)
	for _, cms := range [][]byte{nil, make([]byte, 11)} {
		if inc.Fill(cms) == nil || !bytes.Equal(before, inc.Bytes) {
			t.Errorf("%d bytes went into a place of 10", len(cms))
		}
	}
}

func TestCalledOffWorkSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	file := signed(t, victim(t), Field{})
	r := bytes.NewReader(file)
	if _, err := PrepareSignature(ctx, r, r.Size(), Field{}); !errors.Is(err, context.Canceled) {
		t.Errorf("preparing: %v", err)
	}
	if _, err := Signatures(ctx, r, r.Size()); !errors.Is(err, context.Canceled) {
		t.Errorf("reading: %v", err)
	}
}

func TestTheFirstStateOfASignedFileIsTheFileItself(t *testing.T) {
	for kind, file := range flavours(t) {
		twice := signed(t, signed(t, file, fieldOfTests), fieldOfTests)
		ends, err := Revisions(context.Background(), bytes.NewReader(twice), int64(len(twice)))
		if err != nil || len(ends) != 3 || ends[2] != int64(len(twice)) {
			t.Fatalf("%s: %v %v", kind, ends, err)
		}
		if first := twice[:ends[0]]; !bytes.Equal(bytes.TrimSpace(first), bytes.TrimSpace(file)) || kind == "own" && len(first) != len(file) {
			t.Errorf("%s: the first state ends at %d, the file at %d", kind, ends[0], len(file))
		}
	}
	own := ownFile(t)
	file := signed(t, own, fieldOfTests)
	if _, err := dissect(file[:len(own)]); err != nil {
		t.Errorf("our file is not ours below its signature: %v", err)
	}
}
