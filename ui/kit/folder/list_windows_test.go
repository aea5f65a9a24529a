package folder

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/office"

	"golang.org/x/sys/windows"
)

func TestWhatWindowsKeepsOutOfSightIsNotListed(t *testing.T) {
	dir := folderOf(t, "thấy.jpg", "ẩn.jpg", "desktop.jpg", "xa.jpg")
	for name, attribute := range map[string]uint32{"ẩn.jpg": windows.FILE_ATTRIBUTE_HIDDEN, "desktop.jpg": windows.FILE_ATTRIBUTE_SYSTEM | windows.FILE_ATTRIBUTE_HIDDEN, "xa.jpg": windows.FILE_ATTRIBUTE_OFFLINE} {
		path, err := windows.UTF16PtrFromString(filepath.Join(dir, name))
		must(t, err)
		must(t, windows.SetFileAttributes(path, attribute))
	}
	l, err := Read(t.Context(), dir, Wish{Endings: []string{".jpg"}, ByName: true})
	must(t, err)
	if got := namesOf(l); !slices.Equal(got, []string{"thấy.jpg", "xa.jpg"}) {
		t.Fatalf("listed %q", got)
	}
	if !l.Has("THẤY.JPG") || !l.Has("Ẩn.jpg") {
		t.Error("a name in other letters is not taken")
	}
	if l.Entries[0].Away {
		t.Error("a file that is here is said to lie elsewhere")
	}
	all, err := Read(t.Context(), dir, Wish{Hidden: true})
	if err != nil || len(all.Entries) != 4 {
		t.Errorf("with what is hidden: %q, %v", namesOf(all), err)
	}
}

func TestAFolderOfWindowsIsAskedWhetherItTakesAFile(t *testing.T) {
	dir := tempDir(t)
	if err := Takes(t.Context(), dir, 1000, func(int64) string { return "" }); err != nil {
		t.Errorf("a good one: %v", err)
	}
	if err := Takes(t.Context(), dir, 1<<60, func(int64) string { return "2 GB" }); !errors.Is(err, NoSpace) {
		t.Errorf("too small a disk: %v", err)
	}
	if _, err := Read(t.Context(), filepath.Join(dir, "không"), Wish{}); !errors.Is(err, Gone) {
		t.Errorf("of nothing is told %v", err)
	}
	if _, err := Read(t.Context(), `Q:\không`, Wish{}); err == nil {
		t.Error("a drive that is not there was read")
	}
}

func TestThePlacesOfWindowsAreThoseThatItNames(t *testing.T) {
	of := map[Kind][]Place{}
	for _, p := range Places() {
		of[p.Kind] = append(of[p.Kind], p)
		t.Log(p)
	}
	for _, k := range []Kind{Desktop, Documents, Downloads, Pictures, Home} {
		if len(of[k]) != 1 || Ask(t.Context(), of[k][0]) == Mute {
			t.Errorf("%s: %v", k, of[k])
		}
	}
	if !slices.ContainsFunc(of[Drive], func(p Place) bool { return p.Dir == `C:\` }) {
		t.Errorf("drives: %v", of[Drive])
	}
	t.Setenv("OneDriveCommercial", `C:\users\mau\OneDrive - UBND xã Mẫu Sơn`)
	if got := clouds(); len(got) != 1 || got[0].Name != "OneDrive - UBND xã Mẫu Sơn" {
		t.Errorf("clouds: %v", got)
	}
}

func TestAPathOfWindowsIsUnderstoodHoweverItWasTyped(t *testing.T) {
	for typed, want := range map[string]string{
		`"C:\Tài liệu"`: `C:\Tài liệu`, `c:`: `c:\`, `C:/Tài liệu/x`: `C:\Tài liệu\x`, `\\may-chu\van thu\2026\`: `\\may-chu\van thu\2026`, `~\Quét`: `C:\nhà\Quét`, `Quét`: `D:\đây\Quét`,
		`file:///C:/T%C3%A0i%20li%E1%BB%87u`: `C:\Tài liệu`, `file://may-chu/van-thu/a.pdf`: `\\may-chu\van-thu\a.pdf`, `\gốc`: `\gốc`,
	} {
		if got := Typed(typed, `D:\đây`, `C:\nhà`); got != want {
			t.Errorf("%q became %q", typed, got)
		}
	}
}

// TestANameThatPassesCanBeHeld has Windows keep each name that passes, and give it back.
func TestANameThatPassesCanBeHeld(t *testing.T) {
	for _, name := range []string{"15-QĐ-UBND.pdf", "console.pdf", "COM10.pdf", "a.b.c.pdf", "ế" + strings.Repeat("a", 200) + ".pdf", "Báo cáo (2).xlsx", "a'b&c%d.pdf"} {
		if err := office.FileNameTrouble(name); err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		dir := folderOf(t, name)
		if l, err := Read(t.Context(), dir, Wish{}); err != nil || !slices.Equal(namesOf(l), []string{name}) {
			t.Errorf("%q came back as %q, %v", name, namesOf(l), err)
		}
	}
}
