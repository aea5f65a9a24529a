package station

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"tram/local/office"
)

// inTime fails a test where do waits for ever.
func inTime(t *testing.T, name string, do func() error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- do() }()
	select {
	case err := <-done:
		return err
	case <-time.After(20 * time.Second):
		t.Fatalf("%s waits for ever", name)
		return nil
	}
}

// TestNoPathThatSomebodyNamesIsWaitedFor names a pipe and a device wherever a path can be
// named.
func TestNoPathThatSomebodyNamesIsWaitedFor(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	draft, err := d.Begin(ctx, staff[0])
	if err != nil {
		t.Fatal(err)
	}
	pipe := filepath.Join(t.TempDir(), "ống.pdf")
	if err := unix.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	is := func(yes bool) error {
		if yes {
			return nil
		}
		return errors.New("it is none")
	}
	for name, way := range map[string]func(path string) error{
		"a bundle":        func(path string) error { _, err := d.ImportBundle(ctx, path, nil); return err },
		"a root":          func(path string) error { _, err := d.AddRoots(ctx, path); return err },
		"a station's key": func(path string) error { _, _, err := d.ImportStationKey(ctx, path); return err },
		"is it a key":     func(path string) error { return is(IsKeyFile(path)) },
		"is it an export": func(path string) error { return is(IsAuditExport(path)) },
		"an export":       func(path string) error { _, err := ProveExport(ctx, path, "", nil); return err },
		"an export here":  func(path string) error { _, err := d.ProveExport(ctx, path, ""); return err },
		"a proof":         func(path string) error { _, err := d.ProveFile(ctx, path, nil); return err },
		"a small picture": func(path string) error { _, err := d.Thumbnail(ctx, path, 100); return err },
		"a seal":          func(path string) error { _, _, err := d.TakePicture(ctx, "", path); return err },
		"a scan":          func(path string) error { _, err := d.OpenScan(ctx, []string{path}); return err },
		"a comparison":    func(path string) error { _, _, err := d.CompareCode(ctx, []string{path}, nil); return err },
		"a page": func(path string) error {
			_, refused, err := d.Take(ctx, draft.ID, -1, []string{path}, "", nil)
			return errors.Join(append(refused, err)...)
		},
		"a message": func(path string) error {
			_, err := d.ImportMessage(ctx, office.MessageOrder{Path: path, Clerk: staff[0], Document: office.Document{Type: "quyet-dinh", Secrecy: office.Ordinary}}, nil)
			return err
		},
	} {
		for _, path := range []string{pipe, "/dev/zero"} {
			err := inTime(t, name+" of "+path, func() error { return way(path) })
			if _, told := office.FailureIn(err); err == nil || !told && err.Error() != "it is none" {
				t.Errorf("%s of %s: %v", name, path, err)
			}
		}
	}
}

// TestAPipeInThePlaceOfAnyFileOfTheDataFolderHangsNothing puts one where each file lies, in
// turn, and opens the office and lets a person in.
func TestAPipeInThePlaceOfAnyFileOfTheDataFolderHangsNothing(t *testing.T) {
	const password = "khoai lang tím nướng"
	d := newDesk(t)
	if _, err := d.Begin(t.Context(), staff[0]); err != nil {
		t.Fatal(err)
	}
	all := d.employ(t, password)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, dir := range []string{d.home, d.state} {
		_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() {
				files = append(files, path)
			}
			return err
		})
	}
	if len(files) < 5 {
		t.Fatalf("only %q lie there", files)
	}
	for _, file := range files {
		aside := file + ".cất"
		if err := errors.Join(os.Rename(file, aside), unix.Mkfifo(file, 0o600)); err != nil {
			t.Fatal(err)
		}
		err := inTime(t, file, func() error {
			s, err := Open(context.Background(), Options{Home: d.home, State: d.state})
			if err != nil {
				return err
			}
			_, err = s.LetIn(context.Background(), all[0].ID, []byte(password))
			return errors.Join(err, s.Close())
		})
		if _, told := office.FailureIn(err); err != nil && !told {
			t.Errorf("%s: not told: %v", filepath.Base(file), err)
		}
		if err := errors.Join(os.RemoveAll(file), os.Rename(aside, file)); err != nil {
			t.Fatal(err)
		}
	}
}
