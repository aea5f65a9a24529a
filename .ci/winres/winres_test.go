package main

import (
	"bytes"
	"debug/pe"
	"encoding/binary"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// Kinds of what a program for Windows carries.
const (
	anIcon     = 3
	iconGroup  = 14
	theVersion = 16
	manifest   = 24
)

// TestWindowsFindsIconVersionAndManifest reads the object as a linker does.
func TestWindowsFindsIconVersionAndManifest(t *testing.T) {
	t.Chdir("../..")
	const windres = "x86_64-w64-mingw32-windres"
	if _, err := exec.LookPath(windres); err != nil {
		t.Fatal("windres is missing: apt-get install binutils-mingw-w64-x86-64")
	}
	path, again := filepath.Join(t.TempDir(), "a.syso"), filepath.Join(t.TempDir(), "b.syso")
	if err := run(windres, path); err != nil {
		t.Fatal(err)
	}
	if err := run(windres, again); err != nil || !bytes.Equal(read(t, path), read(t, again)) {
		t.Errorf("the same sources give other bytes: %v", err)
	}
	held := carried(t, path)
	if len(held[anIcon]) != len(sizes) || len(held[iconGroup]) != 1 || len(held[theVersion]) != 1 || len(held[manifest]) != 1 {
		t.Fatalf("it carries %d icons, %d groups, %d versions, %d manifests", len(held[anIcon]), len(held[iconGroup]), len(held[theVersion]), len(held[manifest]))
	}
	for _, word := range []string{"Trạm Công vụ", "tram.exe", "FileVersion"} {
		if !bytes.Contains(held[theVersion][0], wide(word)) {
			t.Errorf("the version does not say %q", word)
		}
	}
	asks(t, held[manifest][0])
}

// asks looks at what the manifest asks of Windows.
func asks(t *testing.T, b []byte) {
	t.Helper()
	var m struct {
		Level struct {
			Is string `xml:"level,attr"`
		} `xml:"trustInfo>security>requestedPrivileges>requestedExecutionLevel"`
		System struct {
			ID string `xml:"Id,attr"`
		} `xml:"compatibility>application>supportedOS"`
		DPI   string `xml:"application>windowsSettings>dpiAwareness"`
		Paths string `xml:"application>windowsSettings>longPathAware"`
		Page  string `xml:"application>windowsSettings>activeCodePage"`
	}
	if err := xml.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	const windows10 = "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"
	if m.Level.Is != "asInvoker" || m.System.ID != windows10 || m.DPI != "PerMonitorV2" || m.Paths != "true" || m.Page != "UTF-8" {
		t.Errorf("the manifest asks for %+v", m)
	}
}

// TestTheIconHasEverySize asks another program what it sees.
func TestTheIconHasEverySize(t *testing.T) {
	t.Chdir("../..")
	b, err := iconOf("assets/icons/tram.png")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "tram.ico")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command("identify", "-format", "%w×%h %[fx:p{0.5*w,0.05*h}.b>0.6 && p{0.5*w,0.05*h}.r<0.2] %[opaque]\n", path).Output()
	if err != nil {
		t.Fatalf("identify (apt-get install imagemagick): %v", err)
	}
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")
	var want []string
	for _, size := range sizes {
		want = append(want, strconv.Itoa(size)+"×"+strconv.Itoa(size)+" 1 false") // blue above, round corners that let through
	}
	slices.Sort(want)
	if slices.Sort(lines); !slices.Equal(lines, want) {
		t.Errorf("it sees %q\nnot %q", lines, want)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func wide(word string) (b []byte) {
	for _, unit := range utf16.Encode([]rune(word)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}

// carried is what an object holds, by kind.
func carried(t *testing.T, path string) map[uint32][][]byte {
	t.Helper()
	f, err := pe.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, held := []byte{}, map[uint32][][]byte{}
	for _, s := range f.Sections {
		if strings.HasPrefix(s.Name, ".rsrc") {
			if all, err = s.Data(); err != nil {
				t.Fatal(err)
			}
		}
	}
	each(all, 0, func(kind, at uint32) {
		each(all, at, func(_, at uint32) {
			each(all, at, func(_, at uint32) {
				start, size := binary.LittleEndian.Uint32(all[at:]), binary.LittleEndian.Uint32(all[at+4:])
				held[kind] = append(held[kind], all[start:start+size])
			})
		})
	})
	return held
}

// each calls fn for every entry of a directory of resources.
func each(all []byte, dir uint32, fn func(id, at uint32)) {
	const head, entry, below = 16, 8, 1 << 31
	n := uint32(binary.LittleEndian.Uint16(all[dir+12:])) + uint32(binary.LittleEndian.Uint16(all[dir+14:]))
	for i := range n {
		e := all[dir+head+i*entry:]
		fn(binary.LittleEndian.Uint32(e), binary.LittleEndian.Uint32(e[4:])&^below)
	}
}
