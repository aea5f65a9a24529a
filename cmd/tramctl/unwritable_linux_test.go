package main

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/whole"
	"tram/local/whole/wholetest"
)

// toldAs is the name of the failure by which each cause is told, whoever tells it.
func toldAs(cause error) string {
	switch {
	case errors.Is(cause, whole.ReadOnly):
		return "store.read-only"
	case errors.Is(cause, whole.NoPermission):
		return "store.not-allowed"
	}
	return "store.disk-full"
}

// filesBelow lists what lies in a folder, without the log, which may grow.
func filesBelow(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !strings.Contains(path, "logs") && !strings.Contains(path, "office.db") {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestAnOfficeOnADiskThatTakesNothingIsStillReadAndItsActsRefusedForTheTrueCause(t *testing.T) {
	wholetest.Unwritable(t, func(t *testing.T, dir string, spoil func(), cause error) {
		t.Setenv("XDG_STATE_HOME", filepath.Join(dir, "state"))
		d := newDeskAt(t, filepath.Join(dir, "dữ liệu"))
		pages := scans(t)
		made := convertAll(d, pages[:1], "--subject", "về việc mẫu")
		id, code := made["id"].(string), made["code"].(string)
		message := d.exported(id)
		before := filesBelow(t, dir)
		spoil()

		for _, reading := range [][]string{
			{"list"}, {"search", "mẫu"}, {"show", id}, {"verify", id}, {"verify", "--journal"}, {"verify", message},
			{"lookup", code}, {"refusals"}, {"journal", "status"}, {"orphans", "list"}, {"trust", "list"}, {"types"},
		} {
			out, messages, exit := d.do(reading...)
			if exit != well || out == "" {
				t.Errorf("%q: exit %d\n%s%s", reading, exit, out, messages)
			}
			if reading[0] != "types" && !strings.Contains(messages, toldAs(cause)) {
				t.Errorf("%q does not warn of the disk: %s", reading, messages)
			}
		}
		if !errors.Is(cause, whole.TooBigForDisk) { // there no disk takes a file
			d.must("export", id, "-o", filepath.Join(t.TempDir(), "bản sao.pdf"))
		}
		for _, act := range [][]string{
			{"convert", "--type", "quyet-dinh", "--seen", "--secrecy", "thuong", "--pages", "1", pages[1]}, {"import", message, "--system", sentBy, "--owner", ownedBy},
			{"withdraw", "--reason", "quét thiếu trang", id},
		} {
			if name := d.refuses(act...); name != toldAs(cause) {
				t.Errorf("%q is refused as %s, want %s", act, name, toldAs(cause))
			}
		}
		after := slices.DeleteFunc(filesBelow(t, dir), func(path string) bool { return filepath.Base(path) == "filler" })
		if !slices.Equal(before, after) {
			t.Errorf("there lay\n%s\nthere lies\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
		}
	})
}

// TestAnImportThatFillsTheDiskLeavesNothingHalf brings a message that no longer
// fits, nor under a limit on files where no small disk is to be had.
func TestAnImportThatFillsTheDiskLeavesNothingHalf(t *testing.T) {
	const size = 3 << 20
	wholetest.OnSmallDisk(t, size, func(t *testing.T, dir string) {
		d := newDeskAt(t, filepath.Join(dir, "dữ liệu"))
		message := lay(t, "lớn.pdf", pdfOf("", "", bytes.Repeat([]byte("0123456789abcdef"), (size-2<<10)/16)))
		before := filesBelow(t, d.home)
		if name := d.refuses("import", message, "--system", sentBy, "--owner", ownedBy); !slices.Contains([]string{"station.no-room", "whole.disk-full", "store.disk-full", "whole.too-big-for-disk"}, name) {
			t.Errorf("refused as %s", name)
		}
		if after := filesBelow(t, d.home); !slices.Equal(before, after) {
			t.Errorf("there lay\n%s\nthere lies\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
		}
		if out, _, _ := d.do("list"); strings.Contains(out, "lớn") {
			t.Errorf("a record is left: %v", out)
		}
	})
}
