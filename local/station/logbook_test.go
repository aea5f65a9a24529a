package station

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestALogBeginsWithItsFirstLineAndAnewWhenItIsLong(t *testing.T) {
	home := filepath.Join(t.TempDir(), "dữ liệu")
	book := NewLogbook(home, "thử.log")
	book.Logger().Info("before there is a home")
	if _, err := os.Stat(home); err == nil {
		t.Fatal("the log made a data folder")
	}
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	book.Logger().Info("first")
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(home, "logs", "thử.log")
	b, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(b), "msg=first") {
		t.Fatalf("the log reads %q, %v", b, err)
	}
	if err := os.WriteFile(path, make([]byte, mostLog+1), 0o600); err != nil {
		t.Fatal(err)
	}
	again := NewLogbook(home, "thử.log")
	again.Logger().Info("second")
	again.Close()
	info, err := os.Stat(path)
	old, oldErr := os.Stat(path + ".1")
	if err != nil || oldErr != nil || info.Size() > 1000 || old.Size() != mostLog+1 {
		t.Errorf("after a long log: %v %v", err, oldErr)
	}
}
