package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tram/local/pdf/cos"
)

// TestAFieldThatWasHiddenShowsWhatReadersDrawOfIt is about signature fields that were
// there, without a look, when another signature was made.
func TestAFieldThatWasHiddenShowsWhatReadersDrawOfIt(t *testing.T) {
	const ground, free = "/MK << /BG [1 1 1] >>", "50 100 350 130"
	for _, c := range []struct {
		name, rect, then, now, more string
		want                        ChangeKind
	}{
		{"a ground over words", overWords, "/F 2", "/F 4", ground, Content},
		{"a ground over words that stood aside on a screen", overWords, "/F 32", "/F 4", ground, Content},
		{"a ground over words that did not print", overWords, "/F 0", "/F 4", ground, Content},
		{"a ground on white", free, "/F 2", "/F 132", ground, OddLook},
		{"a frame", free, "/F 2", "/F 4", "/MK << /BC [0 0 0] >> /BS << /W 2 >>", OddLook},
		{"a caption", free, "/F 34", "/F 4", "/MK << /CA (9) >>", OddLook},
		{"a ground that goes", overWords, "/F 4", "/F 2", ground, Content},
		{"nothing to draw", overWords, "/F 2", "/F 4", "/MK << /R 90 >>", AnotherSignature},
		{"a ground that showed", overWords, "/F 4", "/F 132", ground, AnotherSignature},
		{"a frame that shows as it did", free, "/F 4", "/F 4", "/MK << /BC [0 0 0] >>", AnotherSignature},
	} {
		field := cos.Ref{}
		value := "/Type /Annot /Subtype /Widget /FT /Sig /T (cho) /P 3 0 R /Rect [" + c.rect + "] " + c.more
		base := tampered(t, rich(t), func(d *draft) {
			field = d.add("<< " + value + " " + c.then + " >>")
			both(replaced(richForm, "/Fields [", "/Fields ["+pointer(field)+" "), replaced(richPage, "/Annots [", "/Annots ["+pointer(field)+" "))(d)
		})
		file := tampered(t, signed(t, base, Field{Name: "Mot"}), func(d *draft) {
			signature := d.add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /" + CAdES + " /ByteRange [0 1 2 3] /Contents <00> >>")
			d.replace(field, fmt.Sprintf("<< %s %s /V %s >>", value, c.now, pointer(signature)))
		})
		found := firstOf(t, file, "Mot")
		kinds := kindsOf(found)
		if len(found.Faults) > 0 || !slices.Contains(kinds, c.want) || c.want == AnotherSignature && len(kinds) > 1 || c.want != Content && slices.Contains(kinds, Content) {
			t.Errorf("%s: %v %v", c.name, found.Since, found.Faults)
		}
	}
}

// firstOf is the signature in a field.
func firstOf(t *testing.T, file []byte, field string) Signature {
	t.Helper()
	for _, s := range readSignatures(t, file) {
		if strings.HasPrefix(s.Field, field) {
			return s
		}
	}
	t.Fatalf("no signature in %s", field)
	return Signature{}
}
