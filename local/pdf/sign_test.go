package pdf

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

var spotOfTests = office.Spot{X: 20, Y: 20}

var fieldOfTests = Field{
	Signer: "Nguyễn Văn Mẫu", Reason: "Sao y", Location: "xã Mẫu Sơn",
	At: time.Date(2026, 11, 23, 10, 30, 0, 0, office.VietNam),
}

func TestASignatureIsAcceptedOnEveryKindOfTable(t *testing.T) {
	for kind, file := range flavours(t) {
		t.Run(kind, func(t *testing.T) {
			once := signed(t, file, fieldOfTests)
			if !bytes.HasPrefix(once, file) {
				t.Fatal("the original is no prefix")
			}
			said := believed(t, once)
			if !strings.Contains(said, "Signature is Valid.") || !strings.Contains(said, "Total document signed") {
				t.Fatal(said)
			}
			twice := signed(t, once, fieldOfTests)
			said = believed(t, twice)
			if strings.Count(said, "Signature is Valid.") != 2 || strings.Count(said, "Total document signed") != 1 {
				t.Fatal(said)
			}
			if out := run(t, "qpdf", "qpdf", "--check", written(t, twice)); strings.Contains(out, "WARNING") {
				t.Fatal(out)
			}
		})
	}
}
