package pdf

import (
	"fmt"
	"slices"
	"testing"
)

// TestALookIsBlankOnlyWhereItsBytesEndAsTold is about looks that were there when the file
// was signed, or came, and tell a length: readers find the bytes behind it.
func TestALookIsBlankOnlyWhereItsBytesEndAsTold(t *testing.T) {
	const paints = "1 g 0 0 300 30 re f 0 g BT /F1 24 Tf 0 10 Td (9.999.999) Tj ET"
	for _, c := range []struct {
		name, length, bytes string
		want                ChangeKind
	}{
		{"nothing", "/Length 0", "", AnotherSignature},
		{"nothing that is packed", "/Filter /FlateDecode /Length 0", "", AnotherSignature},
		{"blanks", "/Length 3", "q Q", AnotherSignature},
		{"bytes behind no length", "/Length 0", paints, Content},
		{"bytes behind blanks", "/Length 4", "q Q " + paints, Content},
		{"bytes behind a length that stands elsewhere", "/Length %d 0 R", paints, Content},
		{"no length at all", "", paints, Content},
		{"a length of another kind", "/Length (0)", paints, Content},
	} {
		for _, came := range []bool{false, true} {
			look := ""
			write := func(d *draft) {
				length := c.length
				if length == "/Length %d 0 R" {
					length = fmt.Sprintf(length, d.add("0").Num)
				}
				look = pointer(d.add("<< /Type /XObject /Subtype /Form " + inBBox + "/Resources << /Font << /F1 6 0 R >> >> " + length + " >>\nstream\n" + c.bytes + "\nendstream"))
			}
			base := rich(t)
			if !came {
				base = tampered(t, base, write)
			}
			file := tampered(t, signed(t, base, Field{Name: "Mot"}), func(d *draft) {
				if came {
					write(d)
				}
				laterSign{rect: overWords, more: "/AP << /N " + look + " >>"}.enter(d)
			})
			found := readSignatures(t, file)[0]
			kinds := kindsOf(found)
			if len(found.Faults) > 0 || (c.want == Content) != slices.Contains(kinds, Content) || c.want != Content && !slices.Equal(kinds, []ChangeKind{c.want}) {
				t.Errorf("%s, which came %v: %v %v", c.name, came, found.Since, found.Faults)
			}
		}
	}
}
