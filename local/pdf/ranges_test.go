package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/pdf/cos"
)

// faultsOf names what is wrong with the only signature of a file.
func faultsOf(t testing.TB, file []byte) string {
	t.Helper()
	all := readSignatures(t, file)
	if len(all) != 1 {
		t.Fatalf("%d signatures", len(all))
	}
	var names []string
	for _, f := range all[0].Faults {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

var rangeText = regexp.MustCompile(`/ByteRange \[[^\]]*\]`)

// ranged writes another range into the room of the one that is there.
func ranged(t testing.TB, file []byte, text string) []byte {
	t.Helper()
	return rangeText.ReplaceAllFunc(bytes.Clone(file), func(old []byte) []byte {
		made := "/ByteRange " + text
		if len(made) > len(old) {
			t.Fatalf("no room for %q", made)
		}
		return append([]byte(made), bytes.Repeat([]byte(" "), len(old)-len(made))...)
	})
}

func TestARangeThatIsNotTheWholeFileIsAFault(t *testing.T) {
	file := signed(t, victim(t), fieldOfTests)
	s := readSignatures(t, file)[0]
	a, b, n := s.Range[1], s.Range[2], s.Range[3]
	for _, c := range []struct{ text, fault string }{
		{fmt.Sprintf("[0 %d %d %d]", a, b, n), ""},
		{fmt.Sprintf("[1 %d %d %d]", a-1, b, n), "start-not-covered"},
		{fmt.Sprintf("[9 %d %d %d]", a, b, n), "start-not-covered"},
		{fmt.Sprintf("[0 %d %d %d]", a-9, b, n), "gap"},
		{fmt.Sprintf("[0 %d %d %d]", a, b+4, n-4), "gap"},
		{fmt.Sprintf("[0 %d %d %d]", a+4, b, n), "gap"},
		{fmt.Sprintf("[0 %d %d %d]", a+1, b-1, n+1), "gap"},
		{fmt.Sprintf("[0 %d %d %d]", b, a, n), "bad-range"},
		{fmt.Sprintf("[0 %d %d %d]", a, b, n+1), "bad-range"},
		{fmt.Sprintf("[0 %d %d 0]", a, b), "bad-range"},
		{fmt.Sprintf("[0 %d %d %d]", a, b, n-40), "no-whole-state"},
		{fmt.Sprintf("[0 %d %d]", a, b), "bad-range"},
		{fmt.Sprintf("[0 %d %d 4 %d %d]", a, b, b+6, n), "bad-range"},
		{fmt.Sprintf("[0 %d. %d %d]", a, b, n), "bad-range"},
		{fmt.Sprintf("[0 -%d %d %d]", a, b, n), "bad-range"},
		{"[0 9223372036854775807 1 1]", "bad-range"},
		{"[0 1 9223372036854775807 1]", "bad-range"},
		{"[0 1 2 9223372036854775807]", "bad-range"},
		{"[0 99999999999999999999 1 1]", "bad-range"},
		{"[]", "bad-range"},
		{"null", "bad-range"},
		{"(0)", "bad-range"},
		{"10 0 R", "bad-range"},
	} {
		if got := faultsOf(t, ranged(t, file, c.text)); got != c.fault {
			t.Errorf("%s is %q, not %q", c.text, got, c.fault)
		}
	}
}

func TestContentsThatHideSomethingAreAFault(t *testing.T) {
	file := signed(t, victim(t), fieldOfTests)
	s := readSignatures(t, file)[0]
	hole := Span{s.Range[1], s.Range[2] - s.Range[1]}
	for _, c := range []struct {
		name  string
		hole  string
		fault string
	}{
		{"white space in it", "<" + strings.Repeat("1 ", int(hole.Length)/2-1) + ">", "gap"},
		{"a literal string", "(" + strings.Repeat("0", int(hole.Length)-2) + ")", "no-signature"},
		{"nothing", "<>" + strings.Repeat(" ", int(hole.Length)-2), "not-signed"},
		{"null", "null" + strings.Repeat(" ", int(hole.Length)-4), "no-signature"},
		{"a shorter string and more", "<01> /More (" + strings.Repeat("x", int(hole.Length)-13) + ")", "gap"},
		{"an odd digit", "<" + strings.Repeat("1", int(hole.Length)-3) + "> ", "gap"},
	} {
		changed := bytes.Clone(file)
		copy(changed[hole.Offset:], c.hole)
		if got := faultsOf(t, changed); got != c.fault {
			t.Errorf("%s is %q, not %q", c.name, got, c.fault)
		}
	}
}

func TestATailThatNobodySignedIsAFault(t *testing.T) {
	file := signed(t, victim(t), fieldOfTests)
	for _, c := range []struct{ tail, fault string }{
		{"\n", ""}, {"\r\n \x00\x00", ""},
		{"5 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n", "tail-not-covered"},
		{"% a comment\n", "tail-not-covered"},
		{"%%EOF\n", "tail-not-covered"},
		{fmt.Sprintf("startxref\n%d\n%%%%EOF\n", lastTable(t, file)), "tail-not-covered"},
	} {
		changed := append(bytes.Clone(file), c.tail...)
		all := readSignatures(t, changed)
		got := ""
		for _, f := range all[0].Faults {
			got += f.Name
		}
		if got != c.fault || all[0].CoversFile {
			t.Errorf("%q is %q, not %q", c.tail, got, c.fault)
		}
	}
}

// lastTable is where the newest table of a file begins.
func lastTable(t testing.TB, file []byte) int64 {
	t.Helper()
	f, err := cos.Open(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return f.Sections[0].At
}

func TestAWrappedSignatureIsAFault(t *testing.T) {
	file := signed(t, victim(t), fieldOfTests)
	s := readSignatures(t, file)[0]
	_, dictionary := partsOf(t, file, s.Field)
	// The signed bytes stay; the dictionary is written anew behind them, claims
	// the old range, and what lies between belongs to nobody.
	wrapped := tampered(t, file, both(
		instead(dictionary.Num, fmt.Sprintf("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 %d %d %d] /Contents <%x> >>",
			s.Range[1], s.Range[2], s.Range[3], s.Contents)),
		instead(attackedContents, stream("BT /F1 24 Tf 50 700 Td (Tra 9000 dong) Tj ET"))))
	if got := faultsOf(t, wrapped); got != "gap" {
		t.Errorf("it is %q", got)
	}
	inside := tampered(t, file, instead(attackedContents, stream("(x) Tj")))
	moved := ranged(t, inside, fmt.Sprintf("[0 %d %d %d]", s.Range[1], int64(len(inside))-s.Range[3], s.Range[3]))
	if got := faultsOf(t, moved); got != "gap" {
		t.Errorf("it is %q", got)
	}
}

// Two objects of one number lie in the signed bytes; the table that comes later
// turns from the one that was shown to the other.
func TestHideAndReplaceIsContent(t *testing.T) {
	evil := "5 0 obj\n" + stream("BT /F1 24 Tf 50 700 Td (Tra 9000 dong) Tj ET") + "\nendobj\n"
	base := victim(t)
	table := bytes.LastIndex(base, []byte("xref\n0 "))
	planted := append(append(bytes.Clone(base[:table]), evil...), base[table:]...)
	planted = bytes.Replace(planted, fmt.Appendf(nil, "startxref\n%d", table), fmt.Appendf(nil, "startxref\n%d", table+len(evil)), 1)
	file := signed(t, planted, fieldOfTests)
	size := regexp.MustCompile(`/Size (\d+)`).FindAllSubmatch(file, -1)
	for _, entry := range []string{fmt.Sprintf("%010d 00000 n ", table), "0000000000 00000 f ", "0000000009 00000 n ", "0000000000 00001 f "} {
		flipped := append(bytes.Clone(file), fmt.Sprintf("xref\n5 1\n%s\ntrailer\n<< /Size %s /Root 1 0 R /Info 11 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n",
			entry, size[len(size)-1][1], lastTable(t, file), len(file))...)
		s := readSignatures(t, flipped)[0]
		if got := kindsOf(s); len(got) != 1 || got[0] != Content || len(s.Faults) > 0 {
			t.Errorf("%s: %v %v", entry, got, s.Faults)
		}
	}
}

func TestACertificationIsObeyed(t *testing.T) {
	day := cos.Set{Key: "ModDate", Value: "(D:20261127080000+07'00')"}
	for level := 1; level <= 3; level++ {
		certified := signed(t, victim(t), Field{Certify: level})
		if s := readSignatures(t, certified)[0]; s.Certify != level || len(s.Faults) > 0 {
			t.Fatalf("level %d: %+v", level, s)
		}
		for _, c := range []struct {
			attack  func(d *draft)
			allowed bool
		}{
			{noted("<< /Type /Annot /Subtype /Highlight /Rect [50 690 400 720] >>"), level == 3},
			{with(attackedField, cos.Set{Key: "V", Value: "(9000)"}), level >= 2},
			{listed("<< /Type /Annot /Subtype /Widget /FT /Sig /T (la) /Rect [0 0 0 0]", bogus), level >= 2},
			{instead(attackedContents, stream("x")), false},
			{with(attackedInfo, day), true},
			{with(attackedInfo, day, cos.Set{Key: "Title", Value: "(Khac)"}), level >= 2},
			{with(attackedInfo, cos.Set{Key: "Author", Value: "(Khac)"}), level >= 2},
		} {
			s := readSignatures(t, tampered(t, certified, c.attack))[0]
			if allowed := len(s.Faults) == 0 && s.Since[len(s.Since)-1].Kind < Content; allowed != c.allowed {
				t.Errorf("level %d: %v %v", level, s.Faults, s.Since)
			}
		}
		r := bytes.NewReader(certified)
		_, err := PrepareSignature(context.Background(), r, r.Size(), Field{})
		if refused := errors.Is(err, ChangesForbidden); refused != (level == 1) {
			t.Errorf("signing at level %d: %v", level, err)
		}
		if _, err = PrepareSignature(context.Background(), r, r.Size(), Field{Certify: 2}); !errors.Is(err, CertifyFirst) {
			t.Errorf("certifying again: %v", err)
		}
		if _, err = PrepareSignature(context.Background(), r, r.Size(), Field{SubFilter: DocumentStamp}); err != nil {
			t.Errorf("a time stamp: %v", err)
		}
	}
}

// A table that calls an object free, beside a stream that calls it used: some
// readers see it, others do not.
func TestATableThatReadersDifferOnIsNeverClean(t *testing.T) {
	file := signed(t, victim(t), fieldOfTests)
	place := bytes.Index(file, []byte("\n5 0 obj")) + 1
	rows := string([]byte{1, byte(place >> 8), byte(place), 0})
	const num = 60
	both := fmt.Sprintf("%d 0 obj\n<< /Type /XRef /Size %d /W [1 2 1] /Index [5 1] /Length 4 >>\nstream\n%s\nendstream\nendobj\n", num, num+1, rows)
	at := len(file) + len(both)
	changed := append(append(bytes.Clone(file), both...), fmt.Sprintf("xref\n5 1\n0000000000 00001 f \ntrailer\n"+
		"<< /Size %d /Root 1 0 R /Info 11 0 R /XRefStm %d /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", num+1, len(file), lastTable(t, file), at)...)
	s := readSignatures(t, changed)[0]
	if got := kindsOf(s); !slices.Contains(got, Content) || !slices.Contains(got, Unknown) {
		t.Errorf("it is %v %v", got, s.Faults)
	}
}

// The length of an object stream stands in an object of its own, and a second
// end of the stream was planted: with another length the last name is another.
func TestALongerObjectStreamIsContent(t *testing.T) {
	var b bytes.Buffer
	e := newEmitter(&b)
	e.put("%%PDF-1.5\n")
	for range 6 {
		e.reserve()
	}
	const head, body = "2 0 ", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	e.object(1, "<< /Type /Catalog /Pages 2 0 R >>")
	e.object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
	e.begin(4)
	e.put("<< /Type /ObjStm /N 1 /First %d /Length 5 0 R >>\nstream\n%s%s\nendstream endstream\nendobj\n", len(head), head, body)
	e.object(5, "%d", len(head)+len(body))
	start := e.at
	var rows bytes.Buffer
	for _, row := range [][2]int64{{0, 0}, {1, e.offsets[1]}, {2, 4}, {1, e.offsets[3]}, {1, e.offsets[4]}, {1, e.offsets[5]}, {1, start}} {
		rows.Write([]byte{byte(row[0]), byte(row[1] >> 8), byte(row[1]), 0})
	}
	e.begin(6)
	e.put("<< /Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", rows.Len(), rows.Bytes(), start)
	e.flush()
	file := signed(t, b.Bytes(), fieldOfTests)
	longer := tampered(t, file, instead(5, fmt.Sprint(len(head)+len(body)+len("\nendstream"))))
	if got := kindsOf(readSignatures(t, file)[0]); got != nil {
		t.Fatalf("before: %v", got)
	}
	s := readSignatures(t, longer)[0]
	if got := kindsOf(s); len(got) != 1 || got[0] != Content {
		t.Errorf("it is %v %v", got, s.Faults)
	}
}

// manySigned is a file whose form has so many signed fields.
func manySigned(n int) []byte {
	objects := []string{"", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"}
	var fields strings.Builder
	for i := range n {
		objects = append(objects, fmt.Sprintf("<< /FT /Sig /T (Ky %d) /V << /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] /Contents <00> >> >>", i))
		fmt.Fprintf(&fields, "%d 0 R ", len(objects))
	}
	objects[0] = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [" + fields.String() + "] >> >>"
	return scannerPDF(objects...)
}

// TestAFileOfMoreSignaturesThanAreJudgedSaysHowMany, and is not called broken.
func TestAFileOfMoreSignaturesThanAreJudgedSaysHowMany(t *testing.T) {
	for n, many := range map[int]bool{1: false, mostSignatures: false, mostSignatures + 1: true, 300: true, 3000: true} {
		file := manySigned(n)
		found, err := Signatures(context.Background(), bytes.NewReader(file), int64(len(file)))
		f, _ := office.FailureIn(err)
		if said := strings.Contains(f.Said, fmt.Sprintf("có %d chữ ký", n)) && strings.Contains(f.Said, fmt.Sprint(mostSignatures)); errors.Is(err, TooManySignatures) != many || said != many || !many && len(found) != n {
			t.Errorf("%d signatures: %d found, %v, %s", n, len(found), err, f.Said)
		}
	}
}
