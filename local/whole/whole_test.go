package whole

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tram/local/office"
)

func TestAFileIsThereEntirelyOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "Quyết định.pdf")
	f := create(t, path)
	put(t, f, "một ")
	if there := names(t, dir); len(there) != 1 || !tempNames.MatchString(there[0]) {
		t.Fatalf("while it grows the folder holds %q", there)
	}
	put(t, f, "hai")
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	f.Abort()
	if got := read(t, path); got != "một hai" {
		t.Errorf("committed %q", got)
	}
	if there := names(t, dir); len(there) != 1 {
		t.Errorf("after Commit the folder holds %q", there)
	}
	if _, err := f.Write([]byte("x")); !errors.Is(err, os.ErrClosed) {
		t.Errorf("writing after Commit: %v", err)
	}
	if err := f.Commit(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a second Commit: %v", err)
	}
}

func TestAFileIsReadBeforeItHasAName(t *testing.T) {
	f := create(t, filepath.Join(t.TempDir(), "a"))
	put(t, f, strings.Repeat("x", 2*bufferSize)+"đuôi")
	tail := make([]byte, len("đuôi"))
	if _, err := f.ReadAt(tail, 2*bufferSize); err != nil || string(tail) != "đuôi" {
		t.Errorf("read %q, %v", tail, err)
	}
	put(t, f, "!")
	if n, err := f.ReadAt(tail, 2*bufferSize+int64(len(tail))); n != 1 || !errors.Is(err, io.EOF) {
		t.Errorf("past the end: %d bytes, %v", n, err)
	}
	f.Abort()
	if _, err := f.ReadAt(tail, 0); !errors.Is(err, os.ErrClosed) {
		t.Errorf("after Abort: %v", err)
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	f := create(t, filepath.Join(dir, "a"))
	put(t, f, strings.Repeat("x", 3*bufferSize))
	f.Abort()
	f.Abort()
	if there := names(t, dir); len(there) != 0 {
		t.Errorf("Abort left %q", there)
	}
}

func TestCommitNeverReplaces(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	os.WriteFile(path, []byte("old"), 0o600)
	for name, end := range map[string]func(*File) error{
		"Commit":   (*File).Commit,
		"CommitAs": func(f *File) error { return f.CommitAs(path) },
	} {
		f := create(t, path)
		put(t, f, "new")
		err := end(f)
		if !errors.Is(err, os.ErrExist) || !errors.Is(err, AlreadyThere) {
			t.Errorf("%s over a file: %v", name, err)
		}
		if got := read(t, path); got != "old" || len(names(t, dir)) != 1 {
			t.Errorf("%s left %q in %q", name, got, names(t, dir))
		}
	}
}

func TestReplacePutsTheNewInThePlaceOfTheOld(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	os.WriteFile(path, []byte("old"), 0o600)
	f := create(t, path)
	put(t, f, "new")
	if got := read(t, path); got != "old" {
		t.Errorf("before Replace: %q", got)
	}
	if err := f.Replace(); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != "new" || len(names(t, filepath.Dir(path))) != 1 {
		t.Errorf("after Replace: %q", got)
	}
}

func TestAFillThatFailsChangesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	os.WriteFile(path, []byte("old"), 0o600)
	broken := errors.New("broken")
	err := Write(path, 0o600, func(w io.Writer) error {
		io.WriteString(w, "half")
		return broken
	})
	if !errors.Is(err, broken) || read(t, path) != "old" || len(names(t, dir)) != 1 {
		t.Errorf("Write = %v, left %q", err, names(t, dir))
	}
	err = Write(path, 0o600, func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err })
	if err != nil || read(t, path) != "new" {
		t.Errorf("Write = %v, file %q", err, read(t, path))
	}
}

func TestOneOfManyWritersOfANameWins(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	var won sync.Map
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			body := bytes.Repeat([]byte{byte('a' + i)}, 1000)
			f, err := Create(path, 0o600)
			if err != nil {
				t.Error(err)
				return
			}
			f.Write(body)
			switch err := f.Commit(); {
			case err == nil:
				won.Store(string(body), true)
			case !errors.Is(err, os.ErrExist):
				t.Error(err)
			}
		})
	}
	all.Wait()
	winners := 0
	won.Range(func(_, _ any) bool { winners++; return true })
	if _, ours := won.Load(read(t, path)); winners != 1 || !ours || len(names(t, dir)) != 1 {
		t.Errorf("%d winners, folder %q", winners, names(t, dir))
	}
}

func TestANameThatFillsTheDisksLimitFits(t *testing.T) {
	dir := t.TempDir()
	for _, base := range []string{strings.Repeat("ệ", 85), strings.Repeat("a", 255), strings.Repeat("e\u0323\u0302", 51)} {
		f := create(t, filepath.Join(dir, base))
		if err := f.Commit(); err != nil {
			t.Errorf("a name of %d bytes: %v", len(base), err)
		}
	}
}

func TestMakeDirMakesWhatIsMissing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "một", "hai", "ba")
	for range 2 {
		if err := MakeDir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		t.Errorf("%v, %v", info, err)
	}
	file := filepath.Join(dir, "file")
	os.WriteFile(file, nil, 0o600)
	if err := MakeDir(file, 0o700); !errors.Is(err, os.ErrExist) {
		t.Errorf("MakeDir over a file: %v", err)
	}
}

func TestAMissingFolderIsToldAndNotMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "không có", "a.pdf")
	_, err := Create(path, 0o600)
	failure, told := office.FailureIn(err)
	if !told || !errors.Is(err, NoFolder) || !strings.Contains(failure.Said, "a.pdf") {
		t.Errorf("Create in a missing folder: %v", err)
	}
	if _, err := os.Stat(filepath.Dir(path)); !errors.Is(err, os.ErrNotExist) {
		t.Error("the folder was made")
	}
}

func TestSweepKeepsWhatIsBeingWritten(t *testing.T) {
	dir := t.TempDir()
	f := create(t, filepath.Join(dir, "đang ghi"))
	put(t, f, "x")
	orphan := filepath.Join(dir, tempName("bỏ dở"))
	os.WriteFile(orphan, []byte("half"), 0o600)
	kept := []string{"văn bản.pdf", ".part", ".a.part", ".a.0123456789ABCDEF.part", "a.0123456789abcdef.part"}
	for _, name := range kept {
		os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600)
	}
	folder := filepath.Join(dir, tempName("thư mục"))
	os.Mkdir(folder, 0o700)
	if err := Sweep(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(orphan); !errors.Is(err, os.ErrNotExist) {
		t.Error("the orphan is still there")
	}
	if there := names(t, dir); len(there) != len(kept)+2 {
		t.Errorf("left %q", there)
	}
	if err := f.Commit(); err != nil {
		t.Errorf("committing after the sweep: %v", err)
	}
	if err := Sweep(filepath.Join(dir, "không có")); err != nil {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func create(t *testing.T, path string) *File {
	t.Helper()
	f, err := Create(path, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Abort)
	return f
}

func put(t *testing.T, f *File, s string) {
	t.Helper()
	if n, err := io.WriteString(f, s); err != nil || n != len(s) {
		t.Fatalf("wrote %d of %d: %v", n, len(s), err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestANameThatNoDiskTakesIsToldAsThat(t *testing.T) {
	name := strings.Repeat("tên dài ", 60) + ".pdf"
	err := Write(filepath.Join(t.TempDir(), name), 0o600, func(w io.Writer) error { return nil })
	f, told := office.FailureIn(err)
	if !errors.Is(err, NameTooLong) || !told || len([]rune(f.Said)) > 200 {
		t.Errorf("%v said %q", err, f.Said)
	}
}

func TestAFileInThePlaceOfAFolderIsToldAsThat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vault")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := MakeDir(path, 0o700); !errors.Is(err, NotAFolder) {
		t.Error(err)
	}
}
