package whole_test

import (
	"os"
	"path/filepath"
	"testing"

	"tram/local/whole"
)

func TestNoRoadIntoAFolderIsTakenForOneBesideIt(t *testing.T) {
	base := t.TempDir()
	home, other := filepath.Join(base, "trạm"), filepath.Join(base, "trạm-khác")
	for _, dir := range []string{filepath.Join(home, "vault", "ff"), other} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	db := filepath.Join(home, "office.db")
	if err := os.WriteFile(db, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(home)
	in := []string{
		home, home + "/", db, filepath.Join(home, "mới.pdf"), filepath.Join(home, "vault", "không có", "x.pdf"),
		home + "/../trạm/x.pdf", "x.pdf", "./x.pdf", "vault/../x.pdf", other + "/../trạm/office.db",
	}
	for link, to := range map[string]string{"lối": home, "sâu": filepath.Join(home, "vault", "ff"), "tệp": db} {
		if err := os.Symlink(to, filepath.Join(base, link)); err != nil {
			t.Fatal("this account may make no links:", err)
		}
	}
	in = append(in, filepath.Join(base, "lối", "x.pdf"), base+"/sâu/../../x.pdf", filepath.Join(base, "tệp"), filepath.Join(base, "sâu", "x.pdf"))
	for _, path := range in {
		if !whole.Within(path, home) || !whole.Within(path, filepath.Join(base, "lối")) {
			t.Errorf("%s is said to lie elsewhere", path)
		}
	}
	for _, path := range []string{base, filepath.Join(base, "x.pdf"), filepath.Join(other, "office.db"), "../x.pdf", "", "/", filepath.Join(base, "không có", "x")} {
		if path != "" && whole.Within(path, home) {
			t.Errorf("%s is said to lie in the folder", path)
		}
	}
	if whole.Within(db, "") || whole.Within(db, filepath.Join(base, "không có")) {
		t.Error("something lies in a folder that is not there")
	}
}
