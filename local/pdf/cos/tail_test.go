package cos

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"regexp"
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
	return fileOf("<< /Type /Catalog /Pages 2 0 R /Signed 3 0 R >>", "<< /Type /Pages /Kids [] /Count 0 /Lost 99 0 R >>", "(what was signed)")
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
		"a trailer inside a stream":        alter("/Length 3 >>\nstream\nabc", "/Length 24 >>\nstream\ntrailer << /Root 5 0 R >>"),
		"a stream that begins at once":     alter("stream\nabc", "stream abc"),
		"a stream behind a lone return":    alter("stream\nabc", "stream\rabc"),
		"a filter under its short name":    alter("/Length 3", "/Filter /Fl /Length 3"),
		"a filter under a short key":       alter("/Length 3", "/F /FlateDecode /Length 3"),
		"a key twice":                      alter("/Length 3", "/A 1 /A 2 /Length 3"),
		"a key twice, one of it folded":    alter("/Length 3", "/Abc 1 /A#62c 2 /Length 3"),
		"a letter that is folded":          alter("/Length 3", "/A#62c 2 /Length 3"),
		"a sign that PDFium calls a space": alter("/Length 3", "/A\x80B 2 /Length 3"),
		"a long name":                      alter("/Length 3", "/"+strings.Repeat("a", 130)+" 2 /Length 3"),
		"a reference to nothing":           alter("(changed)", "[77 0 R]"),
		"a reference of no generation":     alter("(changed)", "[2 1 R]"),
		"a reference to what carries": moreStream(file, 6, "3 3 6 1", "", [][3]int{{2, 5, 0}, {2, 5, 1}, {1, len(file), 0}, {1, -1, 0}},
			"5 0 obj\n<< /Type /ObjStm /N 2 /First 8 /Length 20 >>\nstream\n3 0 4 8 [5 0 R] (four)\nendstream\nendobj"),
		"a large number":                alter("/Length 3", "/A 4294967299 /Length 3"),
		"another catalog":               alter("/Size 6 /Root 1 0 R", "/Size 6 /Root 3 0 R"),
		"a size that is too small":      alter("/Size 6", "/Size 4"),
		"a previous table beside":       alter(fmt.Sprintf("/Prev %d", lastStart(file)), fmt.Sprintf("/Prev %d", lastStart(file)-1)),
		"a stray stream of references":  alter("<< /Length 3 >>", "<< /Type /XRef /Length 3 >>"),
		"a stray object stream":         alter("<< /Length 3 >>", "<< /Type /ObjStm /N 1 /First 1 /Length 3 >>"),
		"an object that is a reference": alter("(changed)", "1 0 R"),
		"an encryption that came later": alter("/Size 6 /Root 1 0 R", "/Size 6 /Root 1 0 R /Encrypt 2 0 R"),
		"a table that is no stream":     alter("<< /Length 3 >>\nstream\nabc\nendstream", "<< /Type /XRef /Root 1 0 R >>"),
		"an encryption beside":          alter("<< /Length 3 >>", "<< /Type /XRef /Root 1 0 R /Encrypt 2 0 R /Length 3 >>"),
		"deep values":                   alter("(changed)", strings.Repeat("[", 60)+strings.Repeat("]", 60)),
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

func TestObjectStreamsOfATailAreAccountedForToo(t *testing.T) {
	file := base()
	rows := [][3]int{{2, 5, 0}, {2, 5, 1}, {1, len(file), 0}, {1, -1, 0}}
	pack := func(head, body, entries string) string {
		return fmt.Sprintf("5 0 obj\n<< /Type /ObjStm /N 2 /First %d /Length %d %s>>\nstream\n%s%s\nendstream\nendobj", len(head), len(head)+len(body), entries, head, body)
	}
	tail, err := tailOf(moreStream(file, 6, "3 4", "", rows, pack("3 0 4 10 ", "(changed) (four)", "")), len(file))
	if err != nil {
		t.Fatal(err)
	}
	in := map[int]int{}
	for _, d := range tail.Increments[0].Defined {
		in[d.Num] = d.In
		if d.Carrier != (d.Num > 4) {
			t.Errorf("object %d carries: %v", d.Num, d.Carrier)
		}
	}
	if len(in) != 4 || in[3] != 5 || in[4] != 5 || in[5] != 0 {
		t.Errorf("they stand in %v", in)
	}
	for name, changed := range map[string]string{
		"a number twice":            pack("3 0 3 10 ", "(changed) (four)", ""),
		"places that overlap":       pack("3 0 4 2 ", "(changed) (four)", ""),
		"places that go back":       pack("3 10 4 0 ", "(four)    (changed)", ""),
		"bytes between objects":     pack("3 0 4 14 ", "(changed) (x) (four)", ""),
		"bytes before them":         pack("3 4 4 14 ", "(x) (changed) (four)", ""),
		"bytes behind them":         pack("3 0 4 10 ", "(changed) (four) (x)", ""),
		"a comment between them":    pack("3 0 4 13 ", "(changed) %c\n(four)", ""),
		"a comment in the head":     pack("3 0 %c\n4 10 ", "(changed) (four)", ""),
		"a sign in the head":        pack("3 0 4 +10 ", "(changed) (four)", ""),
		"more in the head":          pack("3 0 4 10 7 3 ", "(changed) (four)", ""),
		"one that is not named":     pack("3 0 7 10 ", "(changed) (four)", ""),
		"another stream before it":  pack("3 0 4 10 ", "(changed) (four)", "/Extends 1 0 R "),
		"a key twice":               pack("3 0 4 10 ", "(changed) (four)", "/First 9 "),
		"a key twice in an object":  pack("3 0 4 10 ", "<</A[<</B 1/B 2>>]>> (x)", ""),
		"an object glued to a next": pack("3 0 4 1 ", "12", ""),
		"a reference for an object": pack("3 0 4 10 ", "(changed) 1 0 R", ""),
	} {
		if _, err := tailOf(moreStream(file, 6, "3 4", "", rows, changed), len(file)); !errors.Is(err, ErrLoose) {
			t.Errorf("%s: %v", name, err)
		}
	}
	good := pack("3 0 4 10 ", "(changed) (four)", "")
	for name, changed := range map[string]string{
		"two keys":            moreStream(file, 6, "3 4", "/Extra 1 /Extra 2", rows, good),
		"more rows than told": moreStream(file, 6, "3 3", "", rows, good),
		"an object not there": moreStream(file, 7, "3 5", "", append(rows[:3:3], [3]int{2, 5, 2}, [3]int{1, -1, 0}), good),
		"a kind nobody knows": moreStream(file, 6, "3 4", "", append(rows[:3:3], [3]int{3, 0, 0}), good),
		"a number in use":     moreStream(file, 2, "3 3", "", rows[:3], good),
	} {
		f, err := opened(changed)
		if err != nil {
			continue
		}
		if _, err := f.Tail(int64(len(file))); !errors.Is(err, ErrLoose) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOlderTablesThatAReaderWouldRebuildAreTold(t *testing.T) {
	file := base()
	start := lastStart(file)
	for name, odd := range map[string]string{
		"rows of 19 bytes":      strings.ReplaceAll(file, " n \n", " n\n"),
		"rows of 21 bytes":      strings.ReplaceAll(file, " n \n", " n  \n"),
		"a comment behind xref": strings.Replace(file, "xref\n0", "xref %c\n0", 1),
		"two lines":             strings.Replace(file, "0 4\n", "0\n4\n", 1),
		"a sign":                strings.Replace(file, "0 4\n", "0 +4\n", 1),
		"a first row too many":  strings.Replace(file, "0 4\n0000000000", "1 4\n0000000000", 1),
	} {
		longer := more(odd, 6, goodStream)
		f, err := opened(longer)
		if err != nil {
			continue
		}
		if err := f.Settled(int64(len(odd))); !errors.Is(err, ErrLoose) {
			t.Errorf("%s: %v (the table stands at %d)", name, err, start)
		}
	}
	good := more(file, 6, goodStream)
	f, err := opened(good)
	if err != nil || f.Settled(int64(len(file))) != nil {
		t.Errorf("a good one is told: %v", err)
	}
}

func TestAFileThatForesawItsEndIsTold(t *testing.T) {
	const quick = "<< /Linearized 1 /L %010d /Type /Catalog /Pages 2 0 R /Signed 3 0 R >>"
	file := fileOf(fmt.Sprintf(quick, 0), "null", "(signed)")
	longer := more(file, 6, goodStream)
	for length, told := range map[int]bool{len(file): false, len(longer): true, 7: false} {
		grown := strings.Replace(longer, fmt.Sprintf(quick, 0), fmt.Sprintf(quick, length), 1)
		f, err := opened(grown)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Settled(int64(len(file))); errors.Is(err, ErrLoose) != told {
			t.Errorf("one of %d bytes that says %d: %v", len(longer), length, err)
		}
	}
}

func TestAKeyTwiceOnTheWayToTheObjectsIsAnError(t *testing.T) {
	file := base()
	for name, changed := range map[string]string{
		"in a trailer":                       strings.Replace(file, "/Root 1 0 R", "/Root 1 0 R /Root 2 0 R", 1),
		"folded":                             strings.Replace(file, "/Root 1 0 R", "/Root 1 0 R /Roo#74 2 0 R", 1),
		"folded in another way":              strings.Replace(file, "/Root 1 0 R", "/#52oot 2 0 R /Root 1 0 R", 1),
		"deeper":                             strings.Replace(file, "/Root 1 0 R", "/Root 1 0 R /A [<< /B 1 /B 2 >>]", 1),
		"in an older trailer":                more(strings.Replace(file, "/Root 1 0 R", "/Root 1 0 R /Size 9", 1), 6, goodStream),
		"in a stream of cross-references":    moreStream(file, 4, "4 1", "/Root 2 0 R", [][3]int{{1, -1, 0}}),
		"in the widths of such a stream":     moreStream(file, 4, "4 1", "/W [1 1 1]", [][3]int{{1, -1, 0}}),
		"in the way such a stream is packed": moreStream(file, 4, "4 1", "/DecodeParms << /Predictor 1 /Predictor 12 >>", [][3]int{{1, -1, 0}}),
	} {
		if _, err := opened(changed); !errors.Is(err, ErrAmbiguous) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAKeyTwiceIsFoundHoweverDeep(t *testing.T) {
	for value, twice := range map[string]bool{
		"<< /A 1 /B << /A 1 >> >>": false, "[<< /A 1 >> << /A 1 >>]": false, "(/A /A)": false,
		"<< /A 1 /A 1 >>": true, "[[<< /A [<< /B 1 /C 2 /B null >>] >>]]": true, "<< /A << /#41#42 1 /AB 2 >> >>": true,
	} {
		item, err := readOne(t, value)
		if err != nil || Twice(item.Value) != twice {
			t.Errorf("%s: %v, %v", value, Twice(item.Value), err)
		}
	}
}

// FuzzTail reads hostile tails. One that passes must be accounted for: each byte
// that is no end of a line belongs to an object that begins where it is said to,
// or to the table and the ending.
func FuzzTail(f *testing.F) {
	file := base()
	f.Add(more(file, 6, "3 0 obj\n(changed)\nendobj", goodStream)[len(file):])
	f.Add(more(more(file, 6, goodStream), 6, "3 0 obj\n<< /A 4 0 R >>\nendobj")[len(file):])
	f.Add(moreStream(file, 6, "3 4", "", [][3]int{{2, 5, 0}, {2, 5, 1}, {1, len(file), 0}, {1, -1, 0}},
		"5 0 obj\n<< /Type /ObjStm /N 2 /First 9 /Length 25 >>\nstream\n3 0 4 10 (changed) (four)\nendstream\nendobj")[len(file):])
	f.Fuzz(func(t *testing.T, tail string) {
		opened, err := opened(file + tail)
		if err != nil {
			return
		}
		read, err := opened.Tail(int64(len(file)))
		if err != nil {
			return
		}
		accounted(t, file+tail, len(file), read)
	})
}

// accounted checks that the objects of a tail, and what ends its increments, are
// all of it.
func accounted(t *testing.T, file string, from int, tail Tail) {
	t.Helper()
	for _, i := range tail.Increments {
		objects := 0
		for _, d := range i.Defined {
			if d.In > 0 {
				continue
			}
			objects++
			if object := file[d.From:d.To]; !strings.HasPrefix(object, fmt.Sprintf("%d %d obj", d.Num, d.Gen)) || !strings.HasSuffix(object, "endobj") {
				t.Fatalf("object %d is %q", d.Num, object)
			}
		}
		part := file[i.From:i.To]
		if headers := regexp.MustCompile(`\d\s+\d+\s+obj`).FindAllString(part, -1); len(headers) != objects {
			t.Fatalf("%d objects are told of %q", objects, part)
		}
		if !strings.HasSuffix(part, "%%EOF") {
			t.Fatalf("it ends as %q", part)
		}
	}
	last := from
	if n := len(tail.Increments); n > 0 {
		last = int(tail.Increments[n-1].To)
	}
	if strings.Trim(file[last:], " \r\n") != "" {
		t.Fatalf("%q is left", file[last:])
	}
}

// packedTwo is base with an increment whose object stream 5 holds 3 and 4, and that
// stream as it is written.
func packedTwo(entries string) (file, longer string) {
	file = base()
	const head, body = "3 0 4 10 ", "(changed) (four)"
	pack := fmt.Sprintf("5 0 obj\n<< /Type /ObjStm /N 2 /First %d /Length %d %s>>\nstream\n%s%s\nendstream\nendobj", len(head), len(head)+len(body), entries, head, body)
	return file, moreStream(file, 6, "3 4", "", [][3]int{{2, 5, 0}, {2, 5, 1}, {1, len(file), 0}, {1, -1, 0}}, pack)
}

func TestAnObjectStreamStaysWhatItIs(t *testing.T) {
	file, longer := packedTwo("")
	gone := fmt.Sprintf("xref\n0 1\n0000000000 65535 f \n5 1\n0000000000 00001 f \ntrailer\n<< /Size 7 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", lastStart(longer), len(longer))
	const head, body = "4 0 ", "(four)"
	becomes := fmt.Sprintf("3 0 obj\n<< /Type /ObjStm /N 1 /First %d /Length %d >>\nstream\n%s%s\nendstream\nendobj", len(head), len(head)+len(body), head, body)
	for name, changed := range map[string]string{
		"another object in its place": more(longer, 7, "5 0 obj\n(x)\nendobj"),
		"it is taken away":            longer + gone,
		"an object becomes one":       moreStream(file, 6, "3 2 6 1", "", [][3]int{{1, len(file), 0}, {2, 3, 0}, {1, -1, 0}}, becomes),
	} {
		if _, err := tailOf(changed, len(file)); !errors.Is(err, ErrLoose) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := tailOf(more(longer, 8, "7 0 obj\n(more)\nendobj"), len(file)); err != nil {
		t.Errorf("one more object is told: %v", err)
	}
}

func TestAnObjectIsReadOutOfItsObjectStreamByItsNumberOnly(t *testing.T) {
	file, good := packedTwo("")
	swapped := moreStream(file, 6, "3 4", "", [][3]int{{2, 5, 1}, {2, 5, 0}, {1, len(file), 0}, {1, -1, 0}},
		good[len(file):strings.Index(good, "\n6 0 obj")])
	_, twice := packedTwo("/First 10 ")
	for name, c := range map[string]struct {
		file string
		read bool
	}{"good": {good, true}, "one of another number": {swapped, false}, "a stream that begins in two places": {twice, false}} {
		f, err := opened(c.file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if item, err := f.Item(4); (err == nil) != c.read {
			t.Errorf("%s: %v, %v", name, item.Value, err)
		}
	}
}
