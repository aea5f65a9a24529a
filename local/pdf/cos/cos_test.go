package cos

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// fileOf puts values into a PDF, as objects 1, 2 and so on.
func fileOf(values ...string) string {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	var lines []string
	for i, v := range values {
		lines = append(lines, fmt.Sprintf("%010d 00000 n \n", b.Len()))
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, v)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n",
		len(values)+1, strings.Join(lines, ""), len(values)+1, start)
	return b.String()
}

func opened(file string) (*File, error) {
	return Open(context.Background(), strings.NewReader(file), int64(len(file)))
}

// readOne reads a value as object 1 of a file.
func readOne(t testing.TB, value string) (Item, error) {
	t.Helper()
	f, err := opened(fileOf(value))
	if err != nil {
		t.Fatal(err)
	}
	return f.Item(1)
}

func TestEveryKindOfValueIsRead(t *testing.T) {
	for _, c := range []struct {
		written string
		want    Object
	}{
		{"null", nil}, {"true", true}, {"false", false},
		{"0", Int(0)}, {"-17", Int(-17)}, {"+5", Int(5)}, {"4.", Real(4)}, {"-.002", Real(-0.002)},
		{"/Name", Name("Name")}, {"/A#20B#23", Name("A B#")}, {"/", Name("")}, {"/A#G1", Name("A#G1")},
		{"7 0 R", Ref{7, 0}}, {"7 % why\n 3 \n R", Ref{7, 3}},
	} {
		item, err := readOne(t, c.written)
		if err != nil || item.Value != c.want {
			t.Errorf("%s is %#v, %v", c.written, item.Value, err)
		}
	}
	for written, want := range map[string]string{
		"(a\\(b\\)(c)\\n\\101\\7z\\\r\nd\re)": "a(b)(c)\nA\azd\ne", "<48 65 6c6C 6f4>": "Hello@", "()": "", "<>": "",
	} {
		item, err := readOne(t, written)
		if s, is := item.Value.(String); err != nil || !is || string(s.Bytes) != want {
			t.Errorf("%s is %q, %v", written, item.Value, err)
		}
	}
}

func TestABrokenValueIsAnError(t *testing.T) {
	for _, written := range []string{
		"<< /A", "<< /A 1", "<< A 1 >>", "<< /A >>", "[1 2", "(a", "<4z>", "]", ">>", ">", "{", "1.2.3", "1e5", "--1", "endobj", "R", "[obj]",
		"1 2", strings.Repeat("[", 1000), strings.Repeat("<</A", 1000), "/" + strings.Repeat("a", 5000), "99999999999999999999999x",
	} {
		if item, err := readOne(t, written); err == nil {
			t.Errorf("%.40s is %#v", written, item.Value)
		}
	}
}

func TestAnEditKeepsEveryOtherByte(t *testing.T) {
	const written = "<</Type/Catalog % a comment >> here\r\n/Pages  2 0 R/Odd#20Name<</Deep[1 2.50 (x\\)y) <aB >]>>\t/Lang(vi) % end\n>>"
	item, err := readOne(t, written)
	if err != nil {
		t.Fatal(err)
	}
	d := item.Value.(Dict)
	if got := d.With(item.Source); got != written {
		t.Errorf("nothing changed and it is %q", got)
	}
	got := d.With(item.Source, Set{"Pages", "9 0 R"}, Set{"New", "[]"})
	want := strings.Replace(written, "2 0 R", " 9 0 R ", 1)
	want = strings.TrimSuffix(want, ">>") + "\n/New []>>"
	if got != want {
		t.Errorf("it is %q, not %q", got, want)
	}
	again, err := readOne(t, got)
	if err != nil || again.Value.(Dict).Get("Pages") != (Ref{9, 0}) || !Same(again.Value.(Dict).Get("Odd Name"), d.Get("Odd Name")) {
		t.Errorf("it reads as %v, %v", again.Value, err)
	}
}

func TestSameMeansTheSameHoweverItIsWritten(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"<< /A 1 /B (x) >>", "<</B<78>/A 1.0>>", true}, {"<< /A 1 >>", "<< /A 1 /B null >>", true},
		{"<< /A 1 >>", "<< /A 1 /B 2 >>", false}, {"<< /A 1 >>", "<< /A 1 /A 1 >>", false}, {"[1 2]", "[1 2 3]", false},
		{"[1 2]", "[2 1]", false}, {"/x", "(x)", false}, {"0", "null", false}, {"0", "false", false}, {"1 0 R", "1 1 R", false}, {"[]", "<<>>", false},
	} {
		a, problem := readOne(t, c.a)
		b, err := readOne(t, c.b)
		if problem != nil || err != nil || Same(a.Value, b.Value) != c.same || Same(b.Value, a.Value) != c.same {
			t.Errorf("%s and %s: same is not %v (%v, %v)", c.a, c.b, c.same, problem, err)
		}
	}
}

func TestTablesThatReadersDifferOnAreErrors(t *testing.T) {
	good := fileOf("<< /Type /Catalog >>", "(x)")
	if _, err := opened(good); err != nil {
		t.Fatal(err)
	}
	at := strings.Index(good, "xref\n")
	for name, file := range map[string]string{
		"an object twice":       strings.Replace(good, "xref\n0 3", "xref\n1 1\n0000000009 00000 n \n0 3", 1),
		"more lines than there": strings.Replace(good, "xref\n0 3", "xref\n0 9", 1),
		"a line that is none":   strings.Replace(good, "00000 n ", "00000 x ", 1),
		"no trailer":            strings.Replace(good, "trailer", "tralier", 1),
		"itself before it":      strings.Replace(good, "/Root 1 0 R", fmt.Sprintf("/Root 1 0 R /Prev %d", at), 1),
		"an older one outside":  strings.Replace(good, "/Root 1 0 R", "/Root 1 0 R /Prev 99999999", 1),
		"an older one nowhere":  strings.Replace(good, "/Root 1 0 R", "/Root 1 0 R /Prev -1", 1),
		"a start outside":       strings.Replace(good, fmt.Sprintf("startxref\n%d", at), "startxref\n999999", 1),
		"a start beside":        strings.Replace(good, fmt.Sprintf("startxref\n%d", at), fmt.Sprintf("startxref\n%d", at+2), 1),
		"no end":                strings.Replace(good, "%%EOF", "%%EO", 1),
		"too many objects":      strings.Replace(good, "xref\n0 3", "xref\n999999999 3", 1),
	} {
		if _, err := opened(file); err == nil {
			t.Errorf("a table with %s was read", name)
		}
	}
}

// FuzzOpen reads every object of a hostile file.
func FuzzOpen(f *testing.F) {
	f.Add(fileOf("<< /Type /Catalog /A [1 2 0 R (x) <00>] >>", "<< /Length 3 >>\nstream\nabc\nendstream"))
	f.Add("%PDF-1.5\n1 0 obj\n<< /Type /XRef /Size 2 /W [1 2 1] /Length 8 /Root 1 0 R >>\nstream\n\x00\x00\x00\x00\x01\x00\x09\x00\nendstream\nendobj\nstartxref\n9\n%%EOF")
	f.Fuzz(func(t *testing.T, file string) {
		opened, err := opened(file)
		if err != nil {
			return
		}
		for num := range opened.Count() {
			item, err := opened.Item(num)
			if err != nil {
				continue
			}
			if d, is := item.Value.(Dict); is {
				if got := d.With(item.Source); got != string(item.Source[d.From:d.To]) {
					t.Fatalf("an edit of nothing changed %q", got)
				}
			}
			if item.Stream > 0 {
				opened.Unpacked(item, 1<<20) // it may fail, and must return
			}
		}
	})
}
