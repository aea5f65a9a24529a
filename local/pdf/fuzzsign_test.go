package pdf

import (
	"bytes"
	"context"
	"os"
	"reflect"
	"testing"

	"tram/local/office"
)

// FuzzSignatures feeds hostile files to the readers of signatures and to
// signing. Whatever is signed must read as signed, whole and without a change.
func FuzzSignatures(f *testing.F) {
	small := Field{Name: "Mot", Reserve: 1500}
	once := signed(f, victim(f), small)
	f.Add(victim(f))
	f.Add(once)
	f.Add(signed(f, once, Field{Name: "Hai", Reserve: 1500}))
	f.Add(tampered(f, once, instead(attackedContents, stream("x"))))
	path := written(f, victim(f))
	for _, how := range []string{"--object-streams=generate", "--linearize"} {
		run(f, "qpdf", "qpdf", how, path, path+how)
		file, err := os.ReadFile(path + how)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(signed(f, file, small))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		r := bytes.NewReader(file)
		if _, err := Signatures(context.Background(), r, r.Size()); err != nil {
			if _, said := office.FailureIn(err); !said {
				t.Fatalf("no sentence for %v", err)
			}
		}
		inc, err := PrepareSignature(context.Background(), r, r.Size(), Field{Reserve: 64})
		if err != nil {
			if _, said := office.FailureIn(err); !said {
				t.Fatalf("no sentence for %v", err)
			}
			return
		}
		if err := inc.Fill([]byte{0x30, 1, 0}); err != nil {
			t.Fatal(err)
		}
		grown := append(bytes.Clone(file), inc.Bytes...)
		all, err := Signatures(context.Background(), bytes.NewReader(grown), int64(len(grown)))
		if err != nil {
			t.Fatalf("what was signed cannot be read: %v", err)
		}
		last := all[len(all)-1]
		if len(last.Faults) > 0 || !last.CoversFile || !last.CoversRevision || !reflect.DeepEqual(last.CMS, []byte{0x30, 1, 0}) {
			t.Fatalf("the new signature is %+v", last)
		}
	})
}
