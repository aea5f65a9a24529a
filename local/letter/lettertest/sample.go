// Package lettertest holds papers that are made against those that the docs show, and reads
// them as others do.
package lettertest

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// Sample makes a paper and compares it with the one of that name in docs/mau, which people
// have looked at: the same bytes. TRAM_SAMPLES=write writes it anew, to be looked at again.
func Sample(t *testing.T, name string, write func(io.Writer) error) {
	t.Helper()
	path := filepath.Join("..", "..", "docs", "mau", name) // of a room of local
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	if os.Getenv("TRAM_SAMPLES") == "write" {
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || !bytes.Equal(want, out.Bytes()) {
		t.Errorf("another paper is made than %s: %v", path, err)
	}
}
