package convert

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
)

// TestWhatWasReadLiesInTheFileAndProves finishes a draft of which one page was read, and
// one of which none was.
func TestWhatWasReadLiesInTheFileAndProves(t *testing.T) {
	for _, read := range []map[int][]office.ReadLine{
		{0: {{{S: "Đò", Box: [4]float64{0.3, 0.5, 0.35, 0.52}}, {S: "Ngang", Box: [4]float64{0.36, 0.5, 0.45, 0.52}}}}}, nil,
	} {
		d := newOffice(t)
		d.Words = func(_ context.Context, _ office.ID, pages []office.Page) (map[int][]office.ReadLine, error) {
			if len(pages) != 2 {
				t.Errorf("of %d pages is asked", len(pages))
			}
			return read, nil
		}
		draft := draftWith(t, d, samplePages(t, "1", "2"))
		_, err := d.Check(t.Context(), draft.ID, viewAll(t, d, draft.ID), 2)
		check(t, err)
		done, err := d.Finish(t.Context(), draft.ID, nil, nil)
		check(t, err)
		if done.WordsBelow != len(read) {
			t.Errorf("the record tells of words below %d pages", done.WordsBelow)
		}
		proof, err := d.Prove(t.Context(), done.ID, nil)
		check(t, err)
		if proof.Verdict != office.Proven {
			t.Errorf("%v %s", proof.Verdict, proof.Said)
		}
		file, err := d.Vault.Read(done.PDF)
		check(t, err)
		whole, err := io.ReadAll(io.NewSectionReader(file, 0, file.Size()))
		check(t, errors.Join(err, file.Close()))
		path := filepath.Join(t.TempDir(), "a.pdf")
		check(t, os.WriteFile(path, whole, 0o600))
		said, err := exec.Command("pdftotext", "-f", "1", "-l", "1", path, "-").CombinedOutput()
		if err != nil || strings.Contains(string(said), "Đò Ngang") != (read != nil) {
			t.Errorf("pdftotext (Debian: poppler-utils): %v %q", err, said)
		}
	}
}
