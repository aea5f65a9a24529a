package cos

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// more appends an increment that writes these objects ("n 0 obj … endobj") with
// a table, in the one plain form.
func more(file string, size int, objects ...string) string {
	var b, lines strings.Builder
	b.WriteString(file)
	for _, o := range objects {
		num, _, _ := strings.Cut(o, " ")
		fmt.Fprintf(&lines, "%s 1\n%010d 00000 n \n", num, b.Len())
		b.WriteString(o + "\n")
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n%strailer\n<< /Size %d /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", lines.String(), size, lastStart(file), start)
	return b.String()
}

// moreStream appends an increment with a stream of cross-references, as object
// num; of each row a kind and two numbers.
func moreStream(file string, num int, index, entries string, rows [][3]int, objects ...string) string {
	var b strings.Builder
	b.WriteString(file)
	for _, o := range objects {
		b.WriteString(o + "\n")
	}
	start := b.Len()
	var body []byte
	for _, r := range rows {
		if r[0] == 1 && r[1] < 0 {
			r[1] = start
		}
		body = append(body, byte(r[0]), byte(r[1]>>8), byte(r[1]), byte(r[2]))
	}
	packed := zipped(body)
	fmt.Fprintf(&b, "%d 0 obj\n<< /Type /XRef /Size %d /W [1 2 1] /Index [%s] /Root 1 0 R /Prev %d /Filter /FlateDecode /Length %d %s>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		num, num+1, index, lastStart(file), len(packed), entries, packed, start)
	return b.String()
}

func zipped(b []byte) string {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.String()
}

func lastStart(file string) (at int) {
	at, _ = strconv.Atoi(strings.Fields(file[strings.LastIndex(file, "startxref"):])[1])
	return at
}

// base is a file of which the third object is what was signed.
func base() string {
	return fileOf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 /Lost 99 0 R >>", "(what was signed)")
}

func tailOf(file string, from int) (Tail, error) {
	f, err := opened(file)
	if err != nil {
		return Tail{}, err
	}
	return f.Tail(int64(from))
}

const goodStream = "4 0 obj\n<< /Length 3 >>\nstream\nabc\nendstream\nendobj"

func TestATailInPlainFormIsAccountedForToItsLastByte(t *testing.T) {
	file := base()
	second := more(file, 6, "3 0 obj\n(changed)\nendobj", "5 0 obj\n<< /A 3 0 R /B [ 1 -2 .5 (x\\)y) <00ff> /C#20D true null ] >>\nendobj")
	third := more(second, 6, goodStream)
	tail, err := tailOf(third, len(file))
	if err != nil || len(tail.Increments) != 2 {
		t.Fatalf("%+v, %v", tail, err)
	}
	one, two := tail.Increments[0], tail.Increments[1]
	if one.From != int64(len(file)) || one.To != int64(len(second)-1) || two.To != int64(len(third)-1) || len(one.Defined) != 2 || len(two.Defined) != 1 {
		t.Errorf("it is %+v", tail)
	}
	for _, d := range one.Defined {
		if object := third[d.From:d.To]; !strings.HasPrefix(object, fmt.Sprintf("%d 0 obj", d.Num)) || !strings.HasSuffix(object, "endobj") {
			t.Errorf("object %d is %q", d.Num, object)
		}
	}
	if tail, err := tailOf(third, len(second)); err != nil || len(tail.Increments) != 1 {
		t.Errorf("the last increment alone is %+v, %v", tail, err)
	}
	for name, end := range map[string]string{"nothing": "", "a line end": "\r\n", "a few": "\n\n  \n"} {
		if tail, err := tailOf(third+end, len(third)); err != nil || len(tail.Increments) != 0 {
			t.Errorf("%s behind the end is %+v, %v", name, tail, err)
		}
	}
}

func TestWhatHonestWritersDoIsNoFault(t *testing.T) {
	file := base()
	good := more(file, 6, "3 0 obj\n(changed)\nendobj", goodStream)
	restart := func(changed string) string {
		start := strings.LastIndex(changed, "\nxref") + 1
		at := strings.LastIndex(changed, "startxref")
		return changed[:at] + fmt.Sprintf("startxref\n%d\n%%%%EOF\n", start)
	}
	for name, changed := range map[string]string{
		"rows that end as Windows does": strings.ReplaceAll(good, "n \n", "n\r\n"),
		"rows that end as a Mac does":   strings.ReplaceAll(good, "n \n", "n \r"),
		"iText's name":                  strings.Replace(good, ">>\nstartxref\n"+fmt.Sprint(lastStart(good)), ">>\n%iText-Core-8.0.2 (AGPL)\nstartxref\n"+fmt.Sprint(lastStart(good)), 1),
		"a blank line":                  restart(strings.Replace(good, "endobj\nxref\n3", "endobj\n\n\nxref\n3", 1)),
		"the free head of the list":     restart(strings.Replace(good, "xref\n3 1", "xref\n0 1\n0000000000 65535 f \n3 1", 1)),
		"a trailer on the same line":    strings.Replace(good, "trailer\n<< /Size 6", "trailer << /Size 6", 1),
		"no last line end":              strings.TrimSuffix(good, "\n"),
	} {
		if _, err := tailOf(changed, len(file)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatReadersMayReadOtherwiseIsLoose(t *testing.T) {
	file := base()
	good := more(file, 6, "3 0 obj\n(changed)\nendobj", goodStream)
	if _, err := tailOf(good, len(file)); err != nil {
		t.Fatal(err)
	}
	tail := good[len(file):]
	// A change that moves the table moves what leads to it too.
	alter := func(from, to string) string {
		changed := strings.Replace(tail, from, to, 1)
		if changed == tail {
			t.Fatalf("%q is not there", from)
		}
		start := len(file) + strings.LastIndex(changed, "\nxref") + 1
		return file + strings.Replace(changed, fmt.Sprintf("startxref\n%d", lastStart(good)), fmt.Sprintf("startxref\n%d", start), 1)
	}
	for name, changed := range map[string]string{
		"a row of 19 bytes":                alter(" n \n4 1", " n\n4 1"),
		"a row of 21 bytes":                alter(" n \n4 1", " n  \n4 1"),
		"a row with a tab":                 alter(" 00000 n", "\t00000 n"),
		"a comment behind xref":            alter("xref\n3 1", "xref %c\n3 1"),
		"a space before xref":              alter("\nxref\n3 1", "\n xref\n3 1"),
		"number and count on two lines":    alter("3 1\n", "3\n1\n"),
		"two spaces between them":          alter("3 1\n", "3  1\n"),
		"a sign before a number":           alter("3 1\n", "+3 1\n"),
		"a comment behind startxref":       alter("startxref\n", "startxref\n%c\n"),
		"a sign behind startxref":          strings.Replace(good, fmt.Sprintf("startxref\n%d", lastStart(good)), fmt.Sprintf("startxref\n+%d", lastStart(good)), 1),
		"junk before %%EOF":                alter("%%EOF", "x%%EOF"),
		"many blanks at the end":           good + strings.Repeat("\n", 1010),
		"an object that no table names":    alter("xref\n3 1", "5 0 obj\n(nobody)\nendobj\nxref\n3 1"),
		"bytes between objects":            alter("4 0 obj", "null\n4 0 obj"),
		"a comment between objects":        alter("4 0 obj", "%c\n4 0 obj"),
		"a comment in an object":           alter("(changed)\n", "(changed)%5 0 obj\n"),
		"an object not on a line":          alter("endobj\n4 0 obj", "endobj 4 0 obj"),
		"a second %%EOF":                   good + "%%EOF\n",
		"another generation":               alter("4 0 obj", "4 1 obj"),
		"two generations":                  strings.Replace(alter("4 0 obj", "4 1 obj"), "00000 n \ntrailer", "00001 n \ntrailer", 1),
		"a word that is glued":             alter("4 0 obj\n", "4 0 objx\n"),
		"a length that is short":           alter("/Length 3", "/Length 2"),
		"a length that is long":            alter("/Length 3", "/Length 5"),
		"an object inside a stream":        alter("/Length 3 >>\nstream\nabc", "/Length 21 >>\nstream\n3 0 obj (x) endobj abc"),
		"an object inside a string":        alter("(changed)", "(3 0 obj (x) endobj)"),
		"a trailer inside a stream":        alter("/Length 3 >>\nstream\nabc", "/Length 24 >>\nstream\ntrailer << /Root 5 0 R >>")[:],
		"a stream that begins at once":     alter("stream\nabc", "stream abc"),
		"a stream behind a lone return":    alter("stream\nabc", "stream\rabc"),
		"a filter under its short name":    alter("/Length 3", "/Filter /Fl /Length 3"),
		"a filter under a short key":       alter("/Length 3", "/F /FlateDecode /Length 3"),
		"a key twice":                      alter("/Length 3", "/A 1 /A 2 /Length 3"),
		"a key twice, one of it folded":    alter("/Length 3", "/Abc 1 /A#62c 2 /Length 3"),
		"a letter that is folded":          alter("/Length 3", "/A#62c 2 /Length 3"),
		"a sign that PDFium calls a space": alter("/Length 3", "/A\x80B 2 /Length 3"),
		"a long name":                      alter("/Length 3", "/"+strings.Repeat("a", 130)+" 2 /Length 3"),
		"a reference to nothing":           alter("/Length 3", "/A 77 0 R /Length 3"),
		"a reference of no generation":     alter("/Length 3", "/A 3 1 R /Length 3"),
		"a large number":                   alter("/Length 3", "/A 4294967299 /Length 3"),
		"another catalog":                  alter("/Size 6 /Root 1 0 R", "/Size 6 /Root 3 0 R"),
		"a size that is too small":         alter("/Size 6", "/Size 4"),
		"a previous table beside":          alter(fmt.Sprintf("/Prev %d", lastStart(file)), fmt.Sprintf("/Prev %d", lastStart(file)-1)),
		"a stray stream of references":     alter("<< /Length 3 >>", "<< /Type /XRef /Length 3 >>"),
		"a stray object stream":            alter("<< /Length 3 >>", "<< /Type /ObjStm /N 1 /First 1 /Length 3 >>"),
		"an object that is a reference":    alter("(changed)", "1 0 R"),
		"deep values":                      alter("(changed)", strings.Repeat("[", 60)+strings.Repeat("]", 60)),
	} {
		f, err := opened(changed)
		if err != nil {
			continue // nothing is said of it at all
		}
		if _, err := f.Tail(int64(len(file))); !errors.Is(err, ErrLoose) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
