package pdf

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
)

// stampedNote is a file with a stamp annotation on its first page.
func stampedNote(t testing.TB, file []byte, a Addition) []byte {
	t.Helper()
	inc, err := PrepareStamp(t.Context(), bytes.NewReader(file), int64(len(file)), a)
	if err != nil {
		t.Fatal(err)
	}
	if inc.Hole != (Span{}) {
		t.Errorf("a stamp with a hole: %+v", inc.Hole)
	}
	return append(bytes.Clone(file), inc.Bytes...)
}

func TestAStampStandsUprightWhereItIsAskedForOnEveryKindOfPage(t *testing.T) {
	for _, more := range []string{
		"/MediaBox [0 0 400 300]", "/MediaBox [0 0 400 300] /Rotate 90", "/MediaBox [0 0 400 300] /Rotate 180", "/MediaBox [0 0 400 300] /Rotate -90",
		"/MediaBox [-100 -50 700 500] /CropBox [50 60 450 360]", "/MediaBox [-100 -50 700 500] /CropBox [50 60 450 360] /Rotate 270",
		"/MediaBox [400 300 0 0]", "/MediaBox [0 0 400 300] /Annots []",
	} {
		file := stampedNote(t, pageFile(more, "0 0 m"), Addition{Layout: line("Số: 05"), X: mm(40), Y: mm(60)})
		shown := seenAt(t, file)[0]
		if !black(shown, 40, 60, 140, 64) || black(shown, 40, 66, 140, 80) || black(shown, 30, 60, 39, 64) {
			t.Errorf("%q: the rule is not where it should be", more)
		}
		sound(t, file)
	}
}

// A stamp leaves what was signed as it is: each other program believes the signature, and ours
// tells that somebody drew on the page, and nothing else.
func TestAStampOnASignedFileIsToldAsDrawnAndNothingElse(t *testing.T) {
	for level, forbidden := range []bool{0: false, 1: true, 2: true, 3: false} {
		f := fieldOfTests
		f.Certify = level
		for kind, file := range map[string][]byte{"own": ownFile(t), "by hand": pageFile("/MediaBox [0 0 400 300]", "0 0 m")} {
			once := signed(t, file, f)
			stamped := stampedNote(t, once, Addition{Layout: line("Số: 05"), X: mm(40), Y: mm(60)})
			if !bytes.HasPrefix(stamped, once) {
				t.Fatal("the signed bytes are no prefix")
			}
			if said := believed(t, stamped); !strings.Contains(said, "Signature is Valid.") || strings.Contains(said, "Total document signed") {
				t.Errorf("%s, level %d: %s", kind, level, said)
			}
			found, err := Signatures(t.Context(), bytes.NewReader(stamped), int64(len(stamped)))
			if err != nil || len(found) != 1 {
				t.Fatal(found, err)
			}
			if kinds := kindsOf(found[0]); !slices.Equal(kinds, []ChangeKind{DrawnOn}) {
				t.Errorf("%s, level %d: told as %v", kind, level, kinds)
			}
			if is := slices.Contains(found[0].Faults, NotAllowed); is != forbidden {
				t.Errorf("%s, level %d: forbidden %v, want %v", kind, level, is, forbidden)
			}
			sound(t, stamped)
		}
	}
}

func TestAStampThatNoFileCanHaveIsRefused(t *testing.T) {
	file := pageFile("/MediaBox [0 0 400 300]", "0 0 m")
	for name, a := range map[string]Addition{"of no size": {}, "on a page that is not there": {Page: 1, Layout: line("Số")}} {
		if _, err := PrepareStamp(t.Context(), bytes.NewReader(file), int64(len(file)), a); err == nil {
			t.Errorf("%s is made", name)
		}
	}
	if _, err := PrepareStamp(t.Context(), strings.NewReader("x"), 1, Addition{Layout: line("Số")}); !errors.Is(err, Unappendable) {
		t.Errorf("on what is no PDF: %v", err)
	}
}
