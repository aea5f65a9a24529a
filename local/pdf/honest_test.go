package pdf

import (
	"archive/zip"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// kindNames are the words of testdata/*.tsv.
var kindNames = map[ChangeKind]string{
	AnotherSignature: "signature", EvidenceAdded: "evidence", Described: "described", Redated: "dated anew", FormFilled: "filled", Annotated: "noted",
	FieldAdded: "field", Titled: "titled", StampShows: "stamp-shows", SignShows: "sign-shows", Structured: "structured", Coloured: "coloured",
	SmallCover: "small-cover", Stray: "stray", Unsettled: "unsettled", Content: "content", Unknown: "unknown", Overlaid: "overlaid",
	OddLook: "odd-look", Beside: "beside", SealOver: "seal-over", FilledOver: "filled-over", DrawnOn: "drawn-on",
}

// kept reads the files of an archive beside the tests.
func kept(t testing.TB, name string) map[string][]byte {
	t.Helper()
	z, err := zip.OpenReader("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// expected reads what is to be said of each signature of some files, in the order of
// their forms.
func expected(t testing.TB, name string) map[string][]string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	for line := range strings.Lines(string(b)) {
		if file, said, is := strings.Cut(strings.TrimRight(line, "\n"), "\t"); is && !strings.HasPrefix(line, "#") {
			want[file] = append(want[file], said)
		}
	}
	return want
}

// saidOf puts one signature in the words of the table.
func saidOf(s Signature) string {
	fault := "-"
	if len(s.Faults) > 0 || !s.CoversRevision {
		fault = "fault"
	}
	var kinds []string
	for _, c := range s.Since {
		kinds = append(kinds, kindNames[c.Kind])
	}
	return strings.Join([]string{s.Field, fault, strings.Join(kinds, " ")}, "\t")
}

func compareKept(t *testing.T, name string, least int) {
	files, want := kept(t, name+".zip"), expected(t, name+".tsv")
	if len(files) < least || len(files) != len(want) {
		t.Fatalf("%d files, %d expectations", len(files), len(want))
	}
	for file, b := range files {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			var got []string
			for i, s := range readSignatures(t, b) {
				if i < len(want[file]) && strings.HasPrefix(want[file][i], "*") {
					s.Field = "*" // a name by chance
				}
				got = append(got, saidOf(s))
			}
			if !slices.Equal(got, want[file]) {
				t.Errorf("it says\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want[file], "\n"))
			}
		})
	}
}

// TestWhatHonestProgramsAddIsCalledWhatItIs is about files that pyHanko, pdfsig, EU DSS
// (PDFBox), OpenPDF and iText signed and grew: written by LibreOffice, Ghostscript,
// cairo, qpdf and mutool, linearized, in object streams, hybrid with the text
// document inside, tagged, PDF/A, PDF 2.0; signed twice, seen and unseen, certified,
// filled, with evidence and time stamps.
func TestWhatHonestProgramsAddIsCalledWhatItIs(t *testing.T) {
	t.Parallel()
	compareKept(t, "honest", 45)
}

// TestLocksBindWhatComesLater is about /Lock, FieldMDP and DocMDP, as pyHanko writes
// them and others overstep them.
func TestLocksBindWhatComesLater(t *testing.T) {
	t.Parallel()
	compareKept(t, "locked", 14)
}
