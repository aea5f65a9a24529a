package sign

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"os"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// TestAMailInANameKeepsTheLimitsOfWhoVouchesForIt holds the same answers that OpenSSL
// gives.
func TestAMailInANameKeepsTheLimitsOfWhoVouchesForIt(t *testing.T) {
	for _, c := range []struct {
		mail                string
		permitted, excluded []string
		fits                bool
	}{
		{"x@b.vn", []string{"a.vn"}, nil, false},
		{"x@a.vn", []string{"a.vn"}, nil, true},
		{"x@A.VN", []string{"a.vn"}, nil, true},
		{"x@c.a.vn", []string{"a.vn"}, nil, false},
		{"x@c.a.vn", []string{".a.vn"}, nil, true},
		{"x@a.vn", []string{".a.vn"}, nil, false},
		{"x@a.vn", []string{"x@a.vn"}, nil, true},
		{"X@a.vn", []string{"x@a.vn"}, nil, false},
		{"x@a.vn", nil, []string{"a.vn"}, false},
		{"x@b.vn", nil, []string{"a.vn"}, true},
		{"x@b.vn", []string{"a.vn", "b.vn"}, nil, true},
		{"no mail", []string{"a.vn"}, nil, false},
		{"", []string{"a.vn"}, nil, true},
	} {
		for tag, letters := range map[int]bool{asn1.TagIA5String: true, asn1.TagUTF8String: false} {
			name := pkix.Name{CommonName: "Nguyễn Văn Mẫu"}
			if c.mail != "" {
				name.ExtraNames = []pkix.AttributeTypeAndValue{{Type: oidMail, Value: asn1.RawValue{Tag: tag, Bytes: []byte(c.mail)}}}
			}
			raw, err := asn1.Marshal(name.ToRDNSequence())
			if err != nil {
				t.Fatal(err)
			}
			above := &x509.Certificate{PermittedEmailAddresses: c.permitted, ExcludedEmailAddresses: c.excluded}
			if got, want := mailsFit(above, raw), c.fits && (letters || c.mail == ""); got != want {
				t.Errorf("%q in %v but not in %v, kind %d: %v", c.mail, c.permitted, c.excluded, tag, got)
			}
		}
	}
}

func TestASignerOfAMailBeyondTheLimitsIsNotVouchedFor(t *testing.T) {
	b, err := os.ReadFile("testdata/faults/S-c05-nc-email-in-subject.pdf")
	if err != nil {
		t.Fatal(err)
	}
	verdict, said := judgedAt(t, b, Trust{Roots: rootsIn(t, "testdata/faults")}, time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC))
	if verdict != office.SignatureInvalid || !strings.Contains(said, "không được cấp đúng quy tắc") {
		t.Errorf("%s %s", verdict, said)
	}
}
