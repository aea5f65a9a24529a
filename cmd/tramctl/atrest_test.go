package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheTerminalTellsHowTheDataLieAndTheyLieSo(t *testing.T) {
	d := newDesk(t)
	d.converted()
	rest := d.must("journal", "status")["atRest"].(map[string]any)
	if rest["records"] != true || rest["weak"] != true || !strings.Contains(rest["said"].(string), "chìa nằm ngay bên cạnh") || rest["diskIs"] == "" {
		t.Errorf("%v", rest)
	}
	for _, ending := range []string{"", "-wal"} {
		b, err := os.ReadFile(filepath.Join(d.home, "office.db"+ending))
		for _, said := range []string{officeName, "về việc ví dụ", "Công chức Văn phòng", "SQLite format"} {
			if bytes.Contains(b, []byte(said)) || err != nil && ending == "" {
				t.Errorf("office.db%s: %q can be read; %v", ending, said, err)
			}
		}
	}
}
