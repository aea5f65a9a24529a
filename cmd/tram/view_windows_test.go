package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestWhatNothingOpensIsTold(t *testing.T) {
	dir, _ := folder(t, "xuất ra")
	unknown := filepath.Join(dir, "van-ban.khong-ai-mo")
	if err := os.WriteFile(unknown, []byte("a"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(dir, "không có.pdf"), unknown, ""} {
		if err := view(path); !errors.Is(err, NoViewer) {
			t.Errorf("%q: %v", path, err)
		}
	}
}
