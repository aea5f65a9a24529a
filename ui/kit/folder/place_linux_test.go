package folder

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTheFoldersThatTheDesktopNamesAreTaken(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	dirs := map[Kind]string{}
	read := func() map[Kind]string {
		clear(dirs)
		for _, p := range known() {
			dirs[p.Kind] = p.Dir
		}
		return maps.Clone(dirs)
	}
	if got := read(); got[Documents] != filepath.Join(home, "Documents") || got[Home] != home {
		t.Errorf("without a list: %v", got)
	}
	must(t, os.MkdirAll(filepath.Join(home, ".config"), 0o700))
	must(t, os.WriteFile(filepath.Join(home, ".config", "user-dirs.dirs"), []byte("# tệp của màn hình\nXDG_DESKTOP_DIR=\"$HOME/Màn hình nền\"\nXDG_DOCUMENTS_DIR=\"/chung/Văn bản\"\nXDG_PICTURES_DIR=\"$HOME/\"\nXDG_DOWNLOAD_DIR=tương/đối\nrác\n"), 0o600))
	got := read()
	if got[Desktop] != filepath.Join(home, "Màn hình nền") || got[Documents] != "/chung/Văn bản" || got[Pictures] != "" || got[Downloads] != filepath.Join(home, "Downloads") {
		t.Errorf("with one: %v", got)
	}
}

func TestSticksAndSharesAreFoundAmongWhatIsMounted(t *testing.T) {
	got := readMounts(strings.NewReader(`22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
31 22 0:27 / /proc rw - proc proc rw
40 22 8:17 / /media/mau/USB\040C\303\264ng\040v\304\203n rw,nosuid shared:2 - vfat /dev/sdb1 rw
41 22 0:44 / /chung/Văn\040thư rw - cifs //may-chu/van-thu rw
42 22 8:33 / /run/media/mau/THE rw - exfat /dev/sdc1 rw
hỏng
43 22 0:50 / /home/mau/xa rw - fuse.sshfs mau@xa:/ rw
44 22 0:51 / /mnt/nas rw shared:9 - nfs4 nas:/ rw
`))
	want := []Place{{Stick, "USB Công văn", "/media/mau/USB Công văn"}, {Share, "Văn thư", "/chung/Văn thư"}, {Stick, "THE", "/run/media/mau/THE"},
		{Share, "xa", "/home/mau/xa"}, {Share, "nas", "/mnt/nas"}}
	if !slices.Equal(got, want) {
		t.Errorf("found %q", got)
	}
}
