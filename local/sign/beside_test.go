package sign

import (
	"bytes"
	"fmt"
	"testing"

	"tram/local/office"
)

// withStreamBeside appends an increment with new information about the file, and a
// stream of cross-references that its table names, as PDFBox writes it on files
// of word processors.
func withStreamBeside(t testing.TB, file []byte, pointed bool, shift int, more string) []byte {
	t.Helper()
	b := bytes.NewBuffer(bytes.Clone(file))
	num, prev := last(t, file, `/Size (\d+)`), last(t, file, `startxref\s+(\d+)`)
	at := b.Len()
	fmt.Fprintf(b, "%d 0 obj\n<< /Title (Giay hen) /Producer (may) >>\nendobj\n", objInfo)
	stream := b.Len()
	place := at + shift
	body := []byte{1, byte(place >> 16), byte(place >> 8), byte(place)}
	fmt.Fprintf(b, "%d 0 obj\n<< /Type /XRef /Root 1 0 R /Info %d 0 R /Prev %d /Size %d /Index [%d 1] /W [1 3 0] /Length %d %s>>\nstream\n%s\nendstream\nendobj\n",
		num, objInfo, prev, num+1, objInfo, len(body), more, body)
	table, leads := b.Len(), ""
	if pointed {
		leads = fmt.Sprintf("/XRefStm %d ", stream)
	}
	fmt.Fprintf(b, "xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root 1 0 R /Info %d 0 R /Prev %d %s>>\nstartxref\n%d\n%%%%EOF\n",
		objInfo, at, num, stream, num+1, objInfo, prev, leads, table)
	return b.Bytes()
}

// TestAStreamOfCrossReferencesThatNobodyFollowsChangesNothing, as long as it says
// what the table says.
func TestAStreamOfCrossReferencesThatNobodyFollowsChangesNothing(t *testing.T) {
	d := newOtherDesk(t, rsaKey())
	file := makers[0].sign(t, d, prepared(false), 0)[0]
	if file[len(file)-1] != '\n' {
		file = append(file, '\n')
	}
	for name, c := range map[string]struct {
		file []byte
		want office.SignatureVerdict
	}{
		"beside the table":        {withStreamBeside(t, file, false, 0, ""), office.SignatureValid},
		"led to by it":            {withStreamBeside(t, file, true, 0, ""), office.SignatureValid},
		"twice":                   {withStreamBeside(t, withStreamBeside(t, file, true, 0, ""), false, 0, ""), office.SignatureValid},
		"of other places":         {withStreamBeside(t, file, false, -900, ""), office.SignatureInvalid},
		"of other places, led to": {withStreamBeside(t, file, true, -900, ""), office.SignatureInvalid},
		"of another catalog":      {bytes.Replace(withStreamBeside(t, file, false, 0, ""), []byte("/XRef /Root 1 0 R"), []byte("/XRef /Root 4 0 R"), 1), office.SignatureInvalid},
		"in another file":         {withStreamBeside(t, file, false, 0, "/F (x) "), office.SignatureInvalid},
	} {
		if r := verified(t, c.file, d.trust(), today); r.Verdict != c.want {
			t.Errorf("%s: %s because of %q", name, r.Verdict, r.Signatures[0].Reasons)
		}
	}
}
