//go:build unix && !darwin

package folder

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// known are the folders that the desktop of this person names (user-dirs.dirs of XDG), in
// whatever language they are called.
func known() (found []Place) {
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	config, err := os.UserConfigDir()
	if err != nil {
		config = filepath.Join(home, ".config")
	}
	named := map[string]string{"DESKTOP": filepath.Join(home, "Desktop"), "DOCUMENTS": filepath.Join(home, "Documents"),
		"DOWNLOAD": filepath.Join(home, "Downloads"), "PICTURES": filepath.Join(home, "Pictures")}
	if f, err := os.Open(filepath.Join(config, "user-dirs.dirs")); err == nil {
		defer f.Close()
		readUserDirs(f, home, named)
	}
	return []Place{{Kind: Desktop, Dir: named["DESKTOP"]}, {Kind: Documents, Dir: named["DOCUMENTS"]}, {Kind: Downloads, Dir: named["DOWNLOAD"]},
		{Kind: Pictures, Dir: named["PICTURES"]}, {Kind: Home, Dir: home}}
}

// readUserDirs reads lines such as XDG_DESKTOP_DIR="$HOME/Màn hình". One that is the home
// folder itself is not wanted.
func readUserDirs(r io.Reader, home string, named map[string]string) {
	for lines := bufio.NewScanner(r); lines.Scan(); {
		name, value, is := strings.Cut(strings.TrimSpace(lines.Text()), "=")
		name, ours := strings.CutPrefix(name, "XDG_")
		name, dir := strings.CutSuffix(name, "_DIR")
		if !is || !ours || !dir {
			continue
		}
		if unquoted, err := strconv.Unquote(value); err == nil {
			value = unquoted
		}
		if inside, in := strings.CutPrefix(value, "$HOME"); in {
			value = home + inside
		}
		if value = filepath.Clean(value); filepath.IsAbs(value) {
			named[name] = value
			if value == home {
				named[name] = ""
			}
		}
	}
}

// mounted are the sticks and the shares that the system has mounted. The list is the
// system's own: none of them is asked anything.
func mounted() []Place {
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return nil
	}
	defer f.Close()
	return readMounts(f)
}

// overNetwork are the file systems whose files lie on another computer.
var overNetwork = []string{"cifs", "smb3", "smbfs", "nfs", "nfs4", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "davfs", "ncpfs", "afs"}

// pluggedIn are the folders below which a desktop mounts what is plugged in.
var pluggedIn = []string{"/media/", "/run/media/", "/mnt/"}

func readMounts(r io.Reader) (found []Place) {
	for lines := bufio.NewScanner(r); lines.Scan(); {
		before, after, is := strings.Cut(lines.Text(), " - ")
		fields, system := strings.Fields(before), strings.Fields(after)
		if !is || len(fields) < 5 || len(system) < 2 {
			continue
		}
		dir := unescaped(fields[4])
		switch {
		case slices.Contains(overNetwork, system[0]):
			found = append(found, Place{Share, filepath.Base(dir), dir})
		case slices.ContainsFunc(pluggedIn, func(above string) bool { return strings.HasPrefix(dir, above) }):
			found = append(found, Place{Stick, filepath.Base(dir), dir})
		}
	}
	return found
}

// unescaped puts back what the kernel writes as three octal digits: spaces and the like.
func unescaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) {
			if code, err := strconv.ParseUint(s[i+1:i+4], 8, 8); err == nil {
				b.WriteByte(byte(code))
				i += 3
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
