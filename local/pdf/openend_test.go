package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// goesOn is a file in which an object of the page is written so that it may go on behind
// the end of what is signed. %d is a number that is set so far behind the signed end.
type goesOn struct {
	name, contents string
	beyond         int // bytes behind the signed end, or LENGTH; 0: the number is right
	alone, with    []ChangeKind
}

// TestWhatWasSignedEndsInsideIt is about streams that say to be longer than what was
// signed, and strings and lists that do not end in it: what came later was read into
// the page.
func TestWhatWasSignedEndsInsideIt(t *testing.T) {
	const words = "BT /F1 24 Tf 50 700 Td (Tra 1000 dong) Tj ET"
	far := strings.Repeat("% dong nay chi de dai them\n", 300)
	fits := fmt.Sprintf("%06d", len(words))
	honest, open, loose := []ChangeKind{EvidenceAdded}, []ChangeKind{EvidenceAdded, Content}, []ChangeKind{EvidenceAdded, Unsettled}
	for _, c := range []goesOn{
		{"a length that is right", "<< /Length " + fits + " >>\nstream\n" + words + "\nendstream", 0, nil, honest},
		{"a length that counts the end of the line", fmt.Sprintf("<< /Length %06d >>\nstream\n%s\nendstream", len(words)+1, words), 0, nil, honest},
		{"a length that is short of blanks", fmt.Sprintf("<< /Length %06d >>\nstream\n%s  \nendstream", len(words), words), 0, nil, honest},
		{"a length in tens of kilobytes that stands before its end", "<< /Length " + fmt.Sprintf("%06d", len(words+far)) + " >>\nstream\n" + words + far + "\nendstream", 0, nil, honest},
		{"a length two bytes too long", fmt.Sprintf("<< /Length %06d >>\nstream\n%s\nendstream", len(words)+2, words), 0, nil, honest},
		{"a length into what came", "<< /Length %06d >>\nstream\n" + words + "\n(\nendstream", 40, []ChangeKind{Unsettled}, open},
		{"a length just behind the end", "<< /Length %06d >>\nstream\n" + words + "\n(\nendstream", 1, []ChangeKind{Unsettled}, open},
		{"a length behind all that came", "<< /Length %06d >>\nstream\n" + words + "\n(\nendstream", 90000, []ChangeKind{Unsettled}, open},
		{"a second length into what came", "<< /Length " + fits + " /Length %06d >>\nstream\n" + words + "\nendstream", 40, []ChangeKind{Unsettled}, open},
		{"a length with a fraction", "<< /Length %06d.0 >>\nstream\n" + words + "\n(\nendstream", 40, []ChangeKind{Unsettled}, open},
		{"a length that stands elsewhere", "<< /Length LENGTH >>\nstream\n" + words + "\nendstream", len(words), nil, honest},
		{"a length that stands elsewhere, into what came", "<< /Length LENGTH >>\nstream\n" + words + "\n(\nendstream", 90000, []ChangeKind{Unsettled}, open},
		{"a string without an end", "(" + words, 0, []ChangeKind{Unsettled}, append(slices.Clone(open), Unknown)},
		{"a list without an end", "[ 10 0 R", 0, nil, append(slices.Clone(loose), Unknown)},
		{"a length that is short, and no end", "<< /Length 000009 >>\nstream\n" + words, 0, nil, loose},
		{"no end of the stream", "<< >>\nstream\n" + words, 0, nil, loose},
	} {
		file := c.signed(t)
		if kinds := kindsOf(readSignatures(t, file)[0]); !slices.Equal(kinds, c.alone) {
			t.Errorf("%s, alone: %v", c.name, kinds)
		}
		found := readSignatures(t, tampered(t, file, replaced(richCatalog, "/Lang (vi)", "/Lang (vi) /DSS << /Type /DSS >>")))[0]
		kinds := kindsOf(found)
		slices.Sort(kinds)
		if len(found.Faults) > 0 || !slices.Equal(kinds, c.with) {
			t.Errorf("%s, with evidence: %v %v %v", c.name, kinds, found.Since, found.Faults)
		}
	}
}

// signed has the file signed. What does not end in it stands last.
func (c goesOn) signed(t *testing.T) []byte {
	t.Helper()
	write := func(n int) []byte {
		contents := c.contents
		if strings.Contains(contents, "%06d") {
			contents = fmt.Sprintf(contents, n)
		}
		return signed(t, tampered(t, rich(t), func(d *draft) {
			contents := contents
			if strings.Contains(contents, "LENGTH") { //nolint:staticcheck // the object is added only where it is pointed at
				contents = strings.Replace(contents, "LENGTH", pointer(d.add(fmt.Sprint(c.beyond))), 1)
			}
			at := d.add(contents)
			replaced(richPage, "/Contents 5 0 R", "/Contents [5 0 R "+pointer(at)+"]")(d)
		}), Field{Name: "Mot"})
	}
	file := write(0)
	if c.beyond == 0 || strings.Contains(c.contents, "LENGTH") {
		return file
	}
	start := bytes.Index(file, []byte("stream\nBT /F1 24 Tf 50 700 Td (Tra 1000 dong) Tj ET\n")) + len("stream\n")
	return write(len(file) - start + c.beyond)
}
