package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tram/local/office"
)

// folderOf makes a folder with files of these names, each a minute younger than the one
// before; a name that ends in a separator is a folder.
func folderOf(t testing.TB, names ...string) string {
	t.Helper()
	dir := tempDir(t)
	for i, name := range names {
		path := filepath.Join(dir, name)
		if name[len(name)-1] == '/' {
			must(t, os.MkdirAll(path, 0o700))
			continue
		}
		must(t, os.MkdirAll(filepath.Dir(path), 0o700))
		must(t, os.WriteFile(path, []byte(name), 0o600))
		at := time.Date(2026, 11, 27, 8, i, 0, 0, time.UTC)
		must(t, os.Chtimes(path, at, at))
	}
	return dir
}

// tempDir is a folder that this test removes by itself: wine lacks what Go's own way asks
// for.
func tempDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "thư mục") //nolint:usetesting // as said above
	must(t, err)
	t.Cleanup(func() {
		var all []string
		must(t, filepath.WalkDir(dir, func(path string, _ fs.DirEntry, _ error) error {
			all = append(all, path)
			return nil
		}))
		slices.Reverse(all) // what lies in a folder goes before it
		for _, path := range all {
			must(t, os.Remove(path))
		}
	})
	return dir
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sentence is what a person is told.
func sentence(err error) string {
	f, _ := office.FailureIn(err)
	return f.Said + " " + f.Next
}

func namesOf(l Listing) (names []string) {
	for _, e := range l.Entries {
		names = append(names, e.Name)
	}
	return names
}

var pages = []string{".jpg", ".png", ".pdf"}

func TestFilesStandInTheOrderInWhichAPersonCounts(t *testing.T) {
	dir := folderOf(t, "trang 10.jpg", "trang 2.JPG", "Trang 1.jpg", "trang 002.png", "ảnh.png", "ghi chú.txt", ".ẩn.jpg", "quyết định/")
	l, err := Read(t.Context(), dir, Wish{Endings: pages, ByName: true})
	must(t, err)
	want := []string{"quyết định", "ảnh.png", "Trang 1.jpg", "trang 2.JPG", "trang 002.png", "trang 10.jpg"}
	if got := namesOf(l); !slices.Equal(got, want) || l.Others != 1 {
		t.Errorf("listed %q and %d others", got, l.Others)
	}
	if !l.Has("ghi chú.txt") || !l.Has(".ẩn.jpg") || l.Has("không có.jpg") {
		t.Error("it does not know which names are taken")
	}
}

func TestTheNewestStandFirst(t *testing.T) {
	l, err := Read(t.Context(), folderOf(t, "b.jpg", "a.jpg", "x/", "c.jpg", "y/"), Wish{Endings: pages})
	must(t, err)
	if got := namesOf(l); !slices.Equal(got, []string{"x", "y", "c.jpg", "a.jpg", "b.jpg"}) {
		t.Errorf("listed %q", got)
	}
	if e := l.Entries[2]; e.Size != int64(len("c.jpg")) || e.At.Minute() != 3 || e.Folder {
		t.Errorf("told of it: %+v", e)
	}
}

func TestOnlyFoldersAreListedWhereOnlyThoseAreWished(t *testing.T) {
	l, err := Read(t.Context(), folderOf(t, "a.jpg", "x/", ".y/"), Wish{FoldersOnly: true, Hidden: true})
	must(t, err)
	if got := namesOf(l); !slices.Equal(got, []string{".y", "x"}) {
		t.Errorf("listed %q", got)
	}
}

func TestWhatIsWrongWithAFolderIsToldInASentence(t *testing.T) {
	dir := folderOf(t, "tệp.jpg")
	for path, want := range map[string]error{
		filepath.Join(dir, "không có"): Gone, filepath.Join(dir, "tệp.jpg"): NotFolder,
	} {
		if _, err := Read(t.Context(), path, Wish{}); !errors.Is(err, want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// hang makes a path one that never answers, as a dead share does.
func hang(t *testing.T, path string) (release func()) {
	t.Helper()
	leave, err := asked.enter(t.Context(), path)
	must(t, err)
	return leave
}

func TestAFolderThatDoesNotAnswerCanBeLeft(t *testing.T) {
	dir := folderOf(t, "a.jpg")
	release := hang(t, dir)
	ctx, leave := context.WithCancel(t.Context())
	left := make(chan error)
	go func() {
		_, err := Read(ctx, dir, Wish{})
		left <- err
	}()
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("left with %v", err)
	}
	release()
	if l, err := Read(t.Context(), dir, Wish{}); err != nil || len(l.Entries) != 1 {
		t.Errorf("after it has answered: %v, %v", l.Entries, err)
	}
}

func TestWhatHangsIsAskedByOneAlone(t *testing.T) {
	inside := make(chan struct{})
	busy := make(chan struct{}, 20)
	for range 10 {
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			through(ctx, "//chết/chung", func() int {
				busy <- struct{}{}
				<-inside
				return 0
			})
		}()
		stop()
		<-done
	}
	if most := len(busy); most > 1 {
		t.Errorf("%d threads hang in one share", most)
	}
	close(inside)
}

func BenchmarkAFolderOf20000Files(b *testing.B) {
	dir := b.TempDir()
	for i := range 20_000 {
		must(b, os.WriteFile(filepath.Join(dir, fmt.Sprintf("Quyết định số %d.pdf", i)), nil, 0o600))
	}
	for _, byName := range []bool{false, true} {
		b.Run(fmt.Sprint("by name ", byName), func(b *testing.B) {
			for b.Loop() {
				l, err := Read(b.Context(), dir, Wish{Endings: pages, ByName: byName})
				if err != nil || len(l.Entries) != 20_000 {
					b.Fatal(len(l.Entries), err)
				}
			}
		})
	}
}
