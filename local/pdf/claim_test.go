package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// claiming is a file of one page that says of itself that it keeps to PDF/A.
func claiming(said, catalog string) []byte {
	xmp := `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + said +
		`</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
	return fileOf("<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R "+catalog+" >>", oneTree,
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>", "<< /Length 0 >>\nstream\n\nendstream",
		fmt.Sprintf("<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream", len(xmp), xmp))
}

// Two ways in which programs write the claim.
const (
	asElements   = `<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>%s</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>`
	asAttributes = `<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="%s" pdfaid:conformance='B'/>`
)

func TestAFontPutIntoTheFirstPartOfPDFAListsItsLetters(t *testing.T) {
	for _, way := range []string{asElements, asAttributes} {
		for part, listed := range map[string]bool{"1": true, "2": false, "3": false} {
			after := overlaid(t, claiming(fmt.Sprintf(way, part), ""), oneLine)
			if got := bytes.Contains(after, []byte("/CIDSet ")); got != listed {
				t.Errorf("part %s: listed %v", part, got)
			}
			if !bytes.Contains(after, []byte("pdfaid:part")) {
				t.Errorf("part %s: the claim is gone", part)
			}
		}
	}
	if plain := overlaid(t, pageFile("", ""), oneLine); bytes.Contains(plain, []byte("/CIDSet ")) {
		t.Error("a file that claims nothing")
	}
	if got := allOf(11); !bytes.Equal(got, []byte{0xff, 0xe0}) {
		t.Errorf("eleven letters are listed as %x", got)
	}
}

func TestWhatIsDrawnBesideTaggedTextIsMarkedAsNoPartOfIt(t *testing.T) {
	for _, tagged := range []bool{true, false} {
		catalog := ""
		if tagged {
			catalog = "/MarkInfo << /Marked true >>"
		}
		after := overlaid(t, claiming("", catalog), oneLine)
		if got := bytes.Contains(after, []byte("/Artifact BMC\nq ")) && bytes.Contains(after, []byte("Do Q\nEMC\n")); got != tagged {
			t.Errorf("tagged %v: marked %v", tagged, got)
		}
	}
}

func TestAFileWrittenAnewClaimsNoPDFA(t *testing.T) {
	for _, way := range []string{asElements, asAttributes} {
		file := claiming(fmt.Sprintf(way, "2"), "")
		o := oneLine
		o.Anew = true
		after := overlaid(t, file, o)
		s, err := openSigning(t.Context(), bytes.NewReader(after), int64(len(after)))
		if err != nil {
			t.Fatal(err)
		}
		said := string(s.metadata())
		if s.claimedPart() != "" || strings.Contains(said, "conformance") || !strings.Contains(said, "</rdf:RDF>") {
			t.Errorf("it says %s", said)
		}
	}
}
