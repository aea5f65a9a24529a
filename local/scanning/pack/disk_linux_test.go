package pack

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"tram/local/whole/wholetest"
)

// A page that came is not lost because there is no room to pack it.
func TestAPageThatFindsNoRoomStaysAsItCame(t *testing.T) {
	came, err := os.ReadFile(scene(t, "a.tif", "-type", "TrueColor", "-seed", "3", "+noise", "Random"))
	if err != nil {
		t.Fatal(err)
	}
	wholetest.OnSmallDisk(t, int64(len(came))+128<<10, func(t *testing.T, dir string) {
		path := filepath.Join(dir, "a.tif")
		if err := os.WriteFile(path, came, 0o600); err != nil {
			t.Fatal(err)
		}
		same, info, err := Take(path)
		after, readErr := os.ReadFile(path)
		if err != nil || readErr != nil || same != path || info.TIFF == nil || !bytes.Equal(after, came) {
			t.Errorf("%s, %+v, %v, %v", same, info, err, readErr)
		}
		if there, _ := os.ReadDir(dir); len(there) != 1 {
			t.Errorf("beside it lie %v", there)
		}
	})
}
