package cos

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shownFile is a page with words, and an increment that gives it others, writes
// an array and a dictionary.
func shownFile() (file, longer string) {
	const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>"
	words := func(num int, said string) string {
		content := "BT /F 20 Tf 20 40 Td (" + said + ") Tj ET"
		return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content)
	}
	file = fileOf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, words(4, "signed"),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", "[ 1 (two) /Three ]")
	return file, more(file, 8, "4 0 obj\n"+words(4, "changed")+"\nendobj", "6 0 obj\n[ 1 (two) /Three 7 0 R ]\nendobj", "7 0 obj\n<< /A 6 0 R /B -1.5 >>\nendobj")
}

// unsettled changes a tail in one or two places, as a careless or a cunning
// writer would, and lets startxref lead to the table again.
func unsettled(r *rand.Rand, file, longer string) string {
	pieces := []string{" ", "\n", "\r", "\r\n", "\t", "\x00", "%c\n", "%", "+", "-", "0", "00", "obj", "endobj\n", "null ", "/A 1 ", "4 0 obj\n", ">>", "(", "#41", "\x80"}
	words, tail, _ := strings.Cut(longer[len(file):], "ET\n") // what the page says stays
	for range 1 + r.IntN(2) {
		at := r.IntN(len(tail) + 1)
		cut := min(r.IntN(3), len(tail)-at)
		tail = tail[:at] + pieces[r.IntN(len(pieces))] + tail[at+cut:]
	}
	tail = words + "ET\n" + tail
	table := strings.LastIndex(tail, "xref\n4")
	last := strings.LastIndex(tail, "startxref\n")
	if table < 0 || last < 0 {
		return file + tail
	}
	return file + tail[:last] + strings.Replace(tail[last:], fmt.Sprint(lastStart(longer)), fmt.Sprint(len(file)+table), 1)
}

func TestReadersAgreeOnATailThatPasses(t *testing.T) {
	file, longer := shownFile()
	r := rand.New(rand.NewPCG(1, 2))
	passed := map[string]bool{}
	for range 10_000 {
		changed := unsettled(r, file, longer)
		f, err := opened(changed)
		if err != nil {
			continue
		}
		if _, err := f.Tail(int64(len(file))); err == nil {
			passed[changed] = true
		}
	}
	const asked, enough = 25, 100
	if len(passed) < enough {
		t.Fatalf("only %d tails pass", len(passed))
	}
	for _, changed := range slices.Sorted(maps.Keys(passed))[:asked] {
		agreed(t, changed)
	}
}

// agreed checks that no reader has anything to mend in a file, and that all read
// the words that this package reads.
func agreed(t *testing.T, file string) {
	t.Helper()
	f, err := opened(file)
	if err != nil {
		t.Fatal(err)
	}
	item, err := f.Item(4)
	if err != nil {
		t.Fatal(err)
	}
	content, err := f.Unpacked(item, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	_, words, _ := bytes.Cut(content, []byte("("))
	words, _, _ = bytes.Cut(words, []byte(")"))
	path := filepath.Join(t.TempDir(), "tep.pdf")
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, reader := range [][]string{{"qpdf", "--check", path}, {"pdftotext", path, "-"}, {"mutool", "draw", "-q", "-F", "txt", path}} {
		said, err := exec.Command(reader[0], reader[1:]...).CombinedOutput()
		if reader[0] == "qpdf" && (err == nil || strings.Contains(string(said), "is not one plus the highest object number")) {
			continue // what it had to mend would end it with another status
		}
		mended := strings.Contains(string(said), "Error") || strings.Contains(string(said), "repair")
		if err != nil || mended || !bytes.Contains(said, words) {
			t.Errorf("%s reads otherwise than %q: %v\n%s\n%q", reader[0], words, err, said, file[len(file)-700:])
		}
	}
}
