//go:build unix

package whole

import (
	"os"
	"testing"
)

func leaveAlone(t *testing.T, dir string) {
	t.Helper()
	if err := Alone(dir); err != nil {
		t.Fatal(err)
	}
	if others, known := OthersMay(dir); !known || others {
		t.Errorf("left alone: others %v, known %v", others, known)
	}
}

func letOthersIn(t *testing.T, dir string) {
	t.Helper()
	if err := os.Chmod(dir, 0o750); err != nil {
		t.Fatal(err)
	}
}
