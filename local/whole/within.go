package whole

import (
	"os"
	"path/filepath"
)

// Within tells whether a file at path would lie in a folder or below it, whatever
// links lead there and in whatever letters the names are written. The file need
// not be there; nor need the folder, in which nothing lies then.
func Within(path, folder string) bool {
	home, err := os.Stat(folder)
	if folder == "" || err != nil {
		return false
	}
	// What the system makes of “link/../x” is not what the letters say; some callers
	// ask the system and some tidy the letters first.
	return below(path, home) || below(filepath.Clean(path), home)
}

// below climbs from the deepest part of a path that is there.
func below(path string, folder os.FileInfo) bool {
	for at := real(path); ; at = filepath.Dir(at) {
		if info, err := os.Stat(at); err == nil && os.SameFile(info, folder) {
			return true
		}
		if at == filepath.Dir(at) {
			return false
		}
	}
}

// real is the path of the deepest part that is there, without links.
func real(path string) string {
	for {
		if found, err := filepath.EvalSymlinks(path); err == nil {
			if full, err := filepath.Abs(found); err == nil {
				return full
			}
		}
		above, _ := filepath.Split(trimmed(path))
		if above == "" {
			above = "."
		}
		if above == path {
			return path
		}
		path = above
	}
}

// trimmed is a path without separators at its end; that of a root stays.
func trimmed(path string) string {
	for len(path) > len(filepath.VolumeName(path))+1 && os.IsPathSeparator(path[len(path)-1]) {
		path = path[:len(path)-1]
	}
	return path
}
