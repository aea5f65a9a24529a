package folder

import (
	"path/filepath"
	"slices"
	"testing"
)

func TestAPathIsUnderstoodHoweverItWasTyped(t *testing.T) {
	from, home := tempDir(t), tempDir(t)
	abroad := filepath.Join(from, "Tài liệu")
	for typed, want := range map[string]string{
		"": from, "  ": from, abroad: abroad, `"` + abroad + `"`: abroad, "'" + abroad + "'": abroad, "“" + abroad + "”": abroad, " " + abroad + "/ ": abroad,
		"~": home, "~/Quét": filepath.Join(home, "Quét"), "Quét": filepath.Join(from, "Quét"), "..": filepath.Dir(from), "../x": filepath.Join(filepath.Dir(from), "x"),
		`"~/Quét"`: filepath.Join(home, "Quét"), `"`: from,
	} {
		if got := Typed(typed, from, home); got != want {
			t.Errorf("%q became %q", typed, got)
		}
	}
}

func TestFoldersAreOfferedForWhatIsBeingTyped(t *testing.T) {
	dir := folderOf(t, "Quyết định/", "quét/", "Tờ trình/", ".ẩn/", "quà.jpg", "sâu/hơn/")
	sep := string(filepath.Separator)
	for typed, want := range map[string][]string{
		dir + sep + "qu": {"quét", "Quyết định"}, dir + sep + "QUE": {"quét"}, dir + sep: {"quét", "Quyết định", "sâu", "Tờ trình"}, dir + sep + ".": {".ẩn"},
		"to": {"Tờ trình"}, "sau" + sep + "h": nil, "sâu" + sep + "h": {filepath.Join("sâu", "hơn")}, dir + sep + "không có" + sep + "x": nil,
	} {
		for i := range want {
			want[i] = filepath.Join(dir, want[i])
		}
		if got := Complete(t.Context(), typed, dir, dir); !slices.Equal(got, want) {
			t.Errorf("%q: offered %q", typed, got)
		}
	}
}
