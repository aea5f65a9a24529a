package copying_test

import (
	"os"
	"path/filepath"
	"testing"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/office"
)

// A file of the vault that was cut, emptied, lengthened or overwritten never takes the place
// of the good one that lies on a target: neither when the target is met anew, nor when a new
// entry names the file again.
func TestWhatIsSpoiltHereDoesNotReplaceAGoodCopy(t *testing.T) {
	for how, spoil := range map[string]func([]byte) []byte{
		"cut":         func(b []byte) []byte { return b[:len(b)/2] },
		"emptied":     func([]byte) []byte { return nil },
		"lengthened":  func(b []byte) []byte { return append(b, "khóa"...) },
		"overwritten": func(b []byte) []byte { return make([]byte, len(b)+512) },
	} {
		t.Run(how, func(t *testing.T) {
			b, target := newBureau(t), copyingtest.NewFaulty()
			for range 3 {
				b.work()
			}
			if _, err := copying.Prepare(t.Context(), target, b.id, b.clock.Now()); err != nil {
				t.Fatal(err)
			}
			c := b.copier(target)
			b.round(c)
			good := held(t, b.vault)
			d := b.drafts[1].Message.File
			b.spoil(d, spoil)
			for _, again := range []string{"met anew", "named again"} {
				if again == "named again" {
					b.save(b.drafts[1])
				}
				b.round(b.copier(target))
				_, _, files, err := b.back(target, copying.Wish{})
				if err != nil || files[d] != good[d] {
					t.Errorf("%s: the good copy is gone: %v", again, err)
				}
			}
		})
	}
}

// spoil changes a file of the vault behind its back.
func (b *bureau) spoil(d office.Digest, how func([]byte) []byte) {
	b.t.Helper()
	all, err := filepath.Glob(filepath.Join(b.dir, "vault", string(d[:2]), string(d)+"*"))
	if err != nil || len(all) != 1 {
		b.t.Fatalf("%v, %v", all, err)
	}
	was, err := os.ReadFile(all[0])
	if err == nil {
		err = os.Chmod(all[0], 0o600)
	}
	if err == nil {
		err = os.WriteFile(all[0], how(was), 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}
