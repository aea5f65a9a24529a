package pdf

import (
	"bytes"
	"context"
	"crypto/sha256"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// readSignatures reads the signatures of a file that has some.
func readSignatures(t testing.TB, file []byte) []Signature {
	t.Helper()
	found, err := Signatures(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// kindsOf are the kinds of what came, those of several places once.
func kindsOf(s Signature) (kinds []ChangeKind) {
	for _, c := range s.Since {
		kinds = append(kinds, c.Kind)
	}
	return slices.Compact(kinds)
}

func TestASignatureTellsWhatItCoversOnEveryKindOfTable(t *testing.T) {
	for kind, file := range flavours(t) {
		t.Run(kind, func(t *testing.T) {
			once := signed(t, file, fieldOfTests)
			twice := signed(t, once, Field{Name: "Dau", Signer: "Trần Thị Ví Dụ"})
			all := readSignatures(t, twice)
			if len(all) != 2 {
				t.Fatalf("%d signatures", len(all))
			}
			for i, s := range all {
				if len(s.Faults) > 0 || !s.CoversRevision || s.Revision != i+2 || s.CoversFile != (i == 1) {
					t.Errorf("signature %d: %+v", i, s)
				}
			}
			if got := kindsOf(all[0]); !reflect.DeepEqual(got, []ChangeKind{AnotherSignature}) || all[0].Since[0].Field != "Dau" {
				t.Errorf("since the first: %v", all[0].Since)
			}
			first := all[0]
			if first.Field != "ChuKy1" || first.Signer != fieldOfTests.Signer || first.Reason != "Sao y" ||
				first.Location != "xã Mẫu Sơn" || !first.At.Equal(fieldOfTests.At) || first.SubFilter != CAdES {
				t.Errorf("it says of itself %+v", first)
			}
			h := sha256.New()
			if err := first.Digest(context.Background(), bytes.NewReader(twice), h); err != nil {
				t.Fatal(err)
			}
			whole := append(bytes.Clone(once[:first.Range[1]]), once[first.Range[2]:]...)
			if sum := sha256.Sum256(whole); !bytes.Equal(h.Sum(nil), sum[:]) {
				t.Error("the digest is of something else")
			}
		})
	}
}

func TestEvidenceComesWithoutTouchingASignature(t *testing.T) {
	for kind, file := range flavours(t) {
		t.Run(kind, func(t *testing.T) {
			once := signed(t, file, fieldOfTests)
			contents := readSignatures(t, once)[0].Contents
			grown := once
			for round := range 2 {
				more := []byte("một danh sách thu hồi " + strings.Repeat("x", round))
				inc, err := PrepareEvidence(context.Background(), bytes.NewReader(grown), int64(len(grown)), Evidence{
					Certs: [][]byte{[]byte("chứng thư")}, CRLs: [][]byte{more},
					About: []EvidenceAbout{{Contents: append(contents, byte(round)), CRLs: [][]byte{more}, At: about.Created}}})
				if err != nil {
					t.Fatal(err)
				}
				grown = append(bytes.Clone(grown), inc.Bytes...)
			}
			s := readSignatures(t, grown)[0]
			if len(s.Faults) > 0 || !reflect.DeepEqual(kindsOf(s), []ChangeKind{EvidenceAdded}) {
				t.Errorf("%v %v", s.Faults, s.Since)
			}
			said := believed(t, grown)
			if !strings.Contains(said, "Signature is Valid.") {
				t.Error(said)
			}
			kept, err := Evidences(context.Background(), bytes.NewReader(grown), int64(len(grown)))
			if err != nil || len(kept.Certs) != 1 || len(kept.CRLs) != 2 || string(kept.Certs[0]) != "chứng thư" {
				t.Errorf("the store holds %d certificates, %d lists, %v", len(kept.Certs), len(kept.CRLs), err)
			}
			run(t, "qpdf", "qpdf", "--check", written(t, grown))
		})
	}
}
