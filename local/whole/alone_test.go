package whole

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAFolderThatIsLeftAloneLetsNobodyIn(t *testing.T) {
	base, err := os.MkdirTemp("", "alone") //nolint:usetesting // wine cannot remove it as TempDir does
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := RemoveAll(base); err != nil {
			t.Error(err)
		}
	})
	dir := filepath.Join(base, "dữ liệu")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	letOthersIn(t, dir)
	if others, known := OthersMay(dir); !known || !others {
		t.Errorf("open to everybody: others %v, known %v", others, known)
	}
	if made, err := MakeAlone(dir); made || err != nil {
		t.Errorf("one that is there: made %v, %v", made, err)
	}
	leaveAlone(t, dir)
	own := filepath.Join(base, "sâu", "dữ liệu")
	if made, err := MakeAlone(own); !made || err != nil {
		t.Fatalf("made %v, %v", made, err)
	}
	if others, known := OthersMay(own); !known || others {
		t.Errorf("made alone: others %v, known %v", others, known)
	}
	for _, each := range []string{dir, own} {
		if err := os.WriteFile(filepath.Join(each, "hồ sơ"), []byte("a"), 0o600); err != nil {
			t.Errorf("its owner is kept out of %s: %v", each, err)
		}
	}
	if _, known := OthersMay(filepath.Join(base, "none")); known {
		t.Error("of what is not there something is known")
	}
}
