package folder

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
)

func TestAPlaceIsAskedWhetherItIsThere(t *testing.T) {
	dir := folderOf(t, "tệp.jpg")
	for p, want := range map[Place]Answer{
		{Documents, "", dir}: Here, {Documents, "", filepath.Join(dir, "không")}: Absent, {Pictures, "", filepath.Join(dir, "tệp.jpg")}: Absent,
		{Stick, "USB", filepath.Join(dir, "rút ra")}: Mute, {Share, "chung", dir}: Here,
	} {
		if got := Ask(t.Context(), p); got != want {
			t.Errorf("%v answers %d", p, got)
		}
	}
}

func TestAPlaceThatDoesNotAnswerIsMuteInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := Place{Share, "chung", t.Name()}
		leave, err := asked.enter(context.Background(), p.Dir)
		must(t, err)
		if got := Ask(t.Context(), p); got != Mute {
			t.Errorf("it answers %d", got)
		}
		leave()
	})
}

func TestTheSystemNamesFoldersOnceEach(t *testing.T) {
	home, err := os.UserHomeDir()
	must(t, err)
	seen, homes := map[string]bool{}, 0
	for _, p := range Places() {
		if seen[p.Dir] || !filepath.IsAbs(p.Dir) {
			t.Errorf("%v", p)
		}
		seen[p.Dir] = true
		if p.Kind == Home && p.Dir == home {
			homes++
		}
	}
	if homes != 1 {
		t.Errorf("%d homes among %v", homes, seen)
	}
}
