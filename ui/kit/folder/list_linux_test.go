package folder

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

func TestLinksAreFollowedAndCirclesLeftOut(t *testing.T) {
	dir := folderOf(t, "thật.jpg", "trong/trang.jpg")
	for name, to := range map[string]string{"vòng.jpg": "vòng.jpg", "a.jpg": "b.jpg", "b.jpg": "a.jpg", "mất.jpg": "/không/có", "lên": "..", "tắt.jpg": "thật.jpg", "ống.jpg": "trong/ống"} {
		must(t, os.Symlink(to, filepath.Join(dir, name)))
	}
	must(t, unix.Mkfifo(filepath.Join(dir, "trong", "ống"), 0o600))
	l, err := Read(t.Context(), dir, Wish{Endings: pages, ByName: true})
	must(t, err)
	if got := namesOf(l); !slices.Equal(got, []string{"lên", "trong", "tắt.jpg", "thật.jpg"}) {
		t.Errorf("listed %q", got)
	}
	if !l.Has("vòng.jpg") {
		t.Error("the name of a circle is not taken")
	}
	around := filepath.Join(dir, strings.Repeat("lên/"+filepath.Base(dir)+"/", 45))
	if _, err := Read(t.Context(), around, Wish{}); !errors.Is(err, Closed) {
		t.Errorf("a path in circles: %v", err)
	}
}

func TestAPathThroughAFileAndAnAddressAreUnderstood(t *testing.T) {
	dir := folderOf(t, "tệp.jpg")
	if _, err := Read(t.Context(), filepath.Join(dir, "tệp.jpg", "x"), Wish{}); !errors.Is(err, NotFolder) {
		t.Errorf("through a file: %v", err)
	}
	if got := Typed("file:///tmp/T%C3%A0i%20li%E1%BB%87u", dir, dir); got != "/tmp/Tài liệu" {
		t.Errorf("an address became %q", got)
	}
}

func TestNamesThatAreNoTextAreListedAndOpened(t *testing.T) {
	dir := folderOf(t, "cũ\xe9\xff.jpg", "lật\u202egpj.exe.jpg", "xuống\ndòng.jpg", "th\xe0 mục/trang.jpg")
	l, err := Read(t.Context(), dir, Wish{Endings: pages, ByName: true})
	must(t, err)
	if len(l.Entries) != 4 {
		t.Fatalf("listed %q", namesOf(l))
	}
	inside, err := Read(t.Context(), filepath.Join(dir, l.Entries[0].Name), Wish{})
	if err != nil || len(inside.Entries) != 1 {
		t.Errorf("the folder: %v, %v", inside.Entries, err)
	}
	if _, err := Read(t.Context(), filepath.Join(dir, "kh\xf4ng\u202e"), Wish{}); !errors.Is(err, Gone) || !strings.Contains(sentence(err), "[U+202E]") {
		t.Errorf("told %v", err)
	}
}

func TestAFolderThatMayNotBeSeenIsTold(t *testing.T) {
	dir := folderOf(t, "trong/a.jpg")
	open(t, dir, 0o755)
	must(t, os.Chmod(filepath.Join(dir, "trong"), 0))
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "trong"), 0o700) })
	asNobody(t, func() {
		if _, err := read(t.Context(), filepath.Join(dir, "trong"), Wish{}); !errors.Is(told("x", err), Forbidden) {
			t.Errorf("told %v", err)
		}
	})
}

func TestAFolderThatTakesNoFileIsTold(t *testing.T) {
	dir := t.TempDir()
	if err := Takes(t.Context(), dir, 1<<20, nil); err != nil {
		t.Errorf("a good one: %v", err)
	}
	if err := Takes(t.Context(), dir, 1<<60, func(int64) string { return "2 GB" }); !errors.Is(err, NoSpace) || !strings.Contains(sentence(err), "2 GB") {
		t.Errorf("too small a disk: %v", err)
	}
	for perm, want := range map[os.FileMode]error{0o755: Unwritable, 0o777: nil} {
		open(t, dir, perm)
		asNobody(t, func() {
			if err := writable(dir); !errors.Is(err, want) || (err == nil) != (want == nil) {
				t.Errorf("with %o: %v", perm, err)
			}
		})
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("the question left %v, %v", left, err)
	}
}
