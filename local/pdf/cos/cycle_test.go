package cos

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// packedFile is a file of streams with a stream of cross-references that says
// what the rows say: a kind, a number or -n for the place of object n, and an index.
func packedFile(objects []string, rows [][3]int) string {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	places := map[int]int{}
	for i, o := range objects {
		places[i+1] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	self, start := len(objects)+1, b.Len()
	places[self] = start
	body := []byte{0, 0, 0, 0}
	for _, r := range rows {
		if r[1] < 0 {
			r[1] = places[-r[1]]
		}
		body = append(body, byte(r[0]), byte(r[1]>>8), byte(r[1]), byte(r[2]))
	}
	fmt.Fprintf(&b, "%d 0 obj\n<< /Type /XRef /Size %d /W [1 2 1] /Root 1 0 R /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		self, len(rows)+1, len(body), body, start)
	return b.String()
}

// packOf is an object stream that holds one object.
func packOf(num int, value, entries string) string {
	head := fmt.Sprintf("%d 0 ", num)
	return fmt.Sprintf("<< /Type /ObjStm /N 1 /First %d %s >>\nstream\n%s%s\nendstream", len(head), entries, head, value)
}

func TestACircleOfAnyKindIsAnErrorAndEnds(t *testing.T) {
	const catalog = "<< /Type /Catalog >>"
	for name, file := range map[string]string{
		"an object stream whose length stands in it": packedFile(
			[]string{catalog, packOf(4, "15", "/Length 4 0 R")}, [][3]int{{1, -1, 0}, {1, -2, 0}, {1, -3, 0}, {2, 2, 0}}),
		"an object stream whose filter stands in it": packedFile(
			[]string{catalog, packOf(4, "/FlateDecode", "/Length 16 /Filter 4 0 R")}, [][3]int{{1, -1, 0}, {1, -2, 0}, {1, -3, 0}, {2, 2, 0}}),
		"an object stream whose way of packing stands in it": packedFile(
			[]string{catalog, packOf(4, "<< /Predictor 12 >>", "/Length 23 /Filter /FlateDecode /DecodeParms 4 0 R")},
			[][3]int{{1, -1, 0}, {1, -2, 0}, {1, -3, 0}, {2, 2, 0}}),
		"two object streams of which each has the other's length": packedFile(
			[]string{catalog, packOf(5, "15", "/Length 6 0 R"), packOf(6, "15", "/Length 5 0 R")},
			[][3]int{{1, -1, 0}, {1, -2, 0}, {1, -3, 0}, {1, -4, 0}, {2, 2, 0}, {2, 3, 0}}),
		"an object stream in itself": packedFile(
			[]string{catalog, packOf(2, "<< /Type /ObjStm >>", "/Length 23")}, [][3]int{{1, -1, 0}, {2, 2, 0}, {1, -3, 0}, {2, 2, 0}}),
	} {
		f, err := opened(file)
		if err != nil {
			t.Errorf("%s: the tables are not read: %v", name, err)
			continue
		}
		packed := 0
		for num := range f.Count() {
			if f.Pack(num) == 0 {
				continue
			}
			packed++
			if item, err := f.Item(num); err == nil {
				t.Errorf("%s: object %d is %v", name, num, item.Value)
			}
		}
		if packed == 0 {
			t.Errorf("%s: it is none", name)
		}
	}
}

func TestReferencesInACircleEnd(t *testing.T) {
	f, err := opened(fileOf("2 0 R", "3 0 R", "2 0 R", "<< /Length 5 0 R >>\nstream\nabc\nendstream", "6 0 R", "5 0 R"))
	if err != nil {
		t.Fatal(err)
	}
	if v, err := f.Value(Ref{Num: 1}); err == nil {
		t.Errorf("a circle is %v", v)
	}
	item, err := f.Item(4)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := f.Unpacked(item, 100); err == nil {
		t.Errorf("a length in a circle gives %q", b)
	}
}

func TestTablesInACircleAreAnError(t *testing.T) {
	first := fileOf("<< /Type /Catalog >>")
	start := lastStart(first)
	back := more(first, 3, "2 0 obj\n(x)\nendobj")
	for name, file := range map[string]string{
		"a table that leads to itself":        strings.Replace(first, "/Root 1 0 R", fmt.Sprintf("/Root 1 0 R /Prev %d", start), 1),
		"a table that leads to a newer one":   strings.Replace(back, "/Size 2 /Root 1 0 R", fmt.Sprintf("/Size 2 /Root 1 0 R /Prev %d", lastStart(back)+len(" /Prev 000")), 1),
		"a stream beside it that is itself":   strings.Replace(first, "/Root 1 0 R", fmt.Sprintf("/Root 1 0 R /XRefStm %d", start), 1),
		"a stream beside it that leads to it": strings.Replace(first, "/Root 1 0 R", fmt.Sprintf("/Root 1 0 R /XRefStm %d /Prev %d", start, start), 1),
	} {
		if _, err := opened(file); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

// A chain of object streams, each with its length in the next, must not be as
// deep as the file is long.
func TestAChainOfObjectStreamsIsNotFollowed(t *testing.T) {
	const links = 200
	objects, rows := []string{"<< /Type /Catalog >>"}, [][3]int{{1, -1, 0}}
	for i := range links {
		objects = append(objects, packOf(links+3+i, "16", fmt.Sprintf("/Length %d 0 R", links+4+i)))
		rows = append(rows, [3]int{1, -(i + 2), 0})
	}
	rows = append(rows, [3]int{1, -(links + 2), 0})
	for i := range links {
		rows = append(rows, [3]int{2, i + 2, 0})
	}
	f, err := opened(packedFile(objects, rows))
	if err != nil {
		t.Fatal(err)
	}
	if item, err := f.Item(links + 3); err == nil {
		t.Errorf("it is %v", item.Value)
	}
}

func TestACancelEndsTheReadingOfATail(t *testing.T) {
	file := base()
	longer := more(file, 6, "3 0 obj\n(changed)\nendobj")
	ctx, cancel := context.WithCancel(context.Background())
	f, err := Open(ctx, strings.NewReader(longer), int64(len(longer)))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := f.Tail(int64(len(file))); err == nil || errors.Is(err, ErrLoose) {
		t.Errorf("it goes on: %v", err)
	}
}
