package cos

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// besideTable appends an increment as PDFBox writes one on a file with a hidden
// stream of cross-references: the table names a stream that says the same. rows
// and entries are what that stream says; pointed: the trailer leads to it.
func besideTable(file string, pointed bool, prev int, rows func(at int) [][3]int, index, entries string) string {
	var b strings.Builder
	b.WriteString(file)
	at := b.Len()
	b.WriteString("3 0 obj\n(changed)\nendobj\n")
	stream := b.Len()
	var body []byte
	for _, r := range rows(at) {
		body = append(body, byte(r[0]), byte(r[1]>>8), byte(r[1]))
	}
	packed := zipped(body)
	fmt.Fprintf(&b, "4 0 obj\n<< /Type /XRef /Size 5 /W [1 2 0] /Index [%s] /Prev %d /Filter /FlateDecode /Length %d %s>>\nstream\n%s\nendstream\nendobj\n", index, prev, len(packed), entries, packed)
	table, more := b.Len(), ""
	if pointed {
		more = fmt.Sprintf("/XRefStm %d ", stream)
	}
	fmt.Fprintf(&b, "xref\n0 1\n0000000000 65535 f \n3 2\n%010d 00000 n \n%010d 00000 n \ntrailer\n<< /Size 5 /Root 1 0 R /Prev %d %s>>\nstartxref\n%d\n%%%%EOF\n", at, stream, lastStart(file), more, table)
	return b.String()
}

// TestAStreamBesideATableMayOnlySayWhatTheTableSays.
func TestAStreamBesideATableMayOnlySayWhatTheTableSays(t *testing.T) {
	file, root := base(), "/Root 1 0 R "
	same := func(at int) [][3]int { return [][3]int{{0, 0, 0}, {1, at, 0}} }
	for name, c := range map[string]struct {
		prev    int
		rows    func(at int) [][3]int
		index   string
		entries string
		loose   bool
	}{
		"the same":            {lastStart(file), same, "0 1 3 1", root, false},
		"another place":       {lastStart(file), func(at int) [][3]int { return [][3]int{{0, 0, 0}, {1, at - 20, 0}} }, "0 1 3 1", root, true},
		"another object":      {lastStart(file), same, "0 1 2 1", root, true},
		"in an object stream": {lastStart(file), func(int) [][3]int { return [][3]int{{0, 0, 0}, {2, 4, 0}} }, "0 1 3 1", root, true},
		"another catalog":     {lastStart(file), same, "0 1 3 1", "/Root 3 0 R ", true},
		"no catalog":          {lastStart(file), same, "0 1 3 1", "", true},
		"a table before":      {lastStart(file) - 1, same, "0 1 3 1", root, true},
		"locked":              {lastStart(file), same, "0 1 3 1", root + "/Encrypt 2 0 R ", true},
		"a key twice":         {lastStart(file), same, "0 1 3 1", root + "/Root 3 0 R ", true},
		"fewer rows":          {lastStart(file), same, "0 1 3 2", root, true},
	} {
		f, err := opened(besideTable(file, false, c.prev, c.rows, c.index, c.entries))
		if err == nil {
			_, err = f.Tail(int64(len(file)))
		}
		if errors.Is(err, ErrLoose) != c.loose || err != nil && !c.loose {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAHiddenStreamIsOneThatNamesMore: old readers do not see what only it names.
func TestAHiddenStreamIsOneThatNamesMore(t *testing.T) {
	file := base()
	for index, hides := range map[string]bool{"0 1 3 1": false, "0 1 9 1": true} {
		same := func(at int) [][3]int { return [][3]int{{0, 0, 0}, {1, at, 0}} }
		f, err := opened(besideTable(file, true, lastStart(file), same, index, "/Root 1 0 R "))
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Hides(f.Sections[0]); got != hides {
			t.Errorf("%s: %v", index, got)
		}
	}
}
