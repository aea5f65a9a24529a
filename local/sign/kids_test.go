package sign

import (
	"fmt"
	"strings"
	"testing"

	"tram/local/office"
)

// TestTheSameSignatureMayBeWrittenInManyWays: a second one whose field and place on
// the page are apart, its parts listed in the field or elsewhere, naming it or not.
func TestTheSameSignatureMayBeWrittenInManyWays(t *testing.T) {
	d := newOtherDesk(t, rsaKey())
	file := makers[0].sign(t, d, prepared(false), 0)[0]
	value := func(a *attacker) string {
		return a.add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] /Contents <00> >>")
	}
	for name, c := range map[string]struct {
		apart bool   // the list of parts is an object of its own
		owner string // what the part says of its field
		want  string // said of it; empty: nothing
	}{
		"listed in the field":     {false, "own", ""},
		"by reference":            {true, "own", ""},
		"by reference, no parent": {true, "", ""},
		"no parent":               {false, "", ""},
		"of another field":        {true, "/Parent 7 0 R", "biểu mẫu"},
	} {
		a := newAttacker(t, file)
		sig := value(a)
		a.next += 2
		field, part := fmt.Sprintf("%d 0 R", a.next-1), fmt.Sprintf("%d 0 R", a.next)
		owner := c.owner
		if owner == "own" {
			owner = "/Parent " + field
		}
		kids := "[" + part + "]"
		a.put(a.next, "<< /Type /Annot /Subtype /Widget /F 132 /Rect [0 0 0 0] /P 3 0 R "+owner+" >>")
		fieldNum := a.next - 1
		if c.apart {
			kids = a.add(kids)
		}
		a.put(fieldNum, "<< /FT /Sig /T (Hai) /V "+sig+" /Kids "+kids+" >>")
		a.edit(objAnnots, `(?s)\]\s*$`, " "+part+" ]")
		a.edit(objForm, `(?s)(/Fields\s*\[[^\]]*)\]`, "${1} "+field+"]")
		first := verified(t, a.written(), d.trust(), today).Signatures[0]
		said := strings.Join(first.Reasons, " ")
		if (first.Verdict != office.SignatureValid) != (c.want != "") || !strings.Contains(said, c.want) {
			t.Errorf("%s: %s because of %q", name, first.Verdict, said)
		}
	}
}
