package escl

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/scanning"
	"tram/local/whole"
	"tram/sync/escl/escltest"
)

// A page must be as long as its answer said, whatever it looks like.
func TestAPageIsAsLongAsItsAnswerSaid(t *testing.T) {
	content := escltest.Page(escltest.Side{Sheet: 1}, 75, 100)
	size := int64(len(content))
	f, err := whole.Create(filepath.Join(t.TempDir(), "trang"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Abort()
	if _, err := f.Write(content); err != nil {
		t.Fatal(err)
	}
	for declared, fits := range map[int64]bool{-1: true, size: true, size + 1: false, size - 1: false, 0: false} {
		a := arrived{f: f, path: "trang"}
		err := a.look(size, size, declared, pageOf{"Máy", 3})
		told, _ := office.FailureIn(err)
		if (err == nil) != fits || !fits && (!errors.Is(err, scanning.BadPage) || !strings.Contains(told.Said, "trang thứ 3")) {
			t.Errorf("%d bytes came of %d: %v", size, declared, err)
		}
	}
}
