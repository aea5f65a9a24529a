package watched

import (
	"path/filepath"
	"slices"
	"strings"
)

// Names in a watched folder.
const (
	takenDir  = "Đã lấy"
	asideDir  = "Không lấy được"
	claimsDir = ".đang lấy" // below takenDir: a folder a station, in it one a claim
	marksDir  = ".dấu"      // below takenDir: what was taken, by its content
	reasonExt = ".lý do.txt"
)

// strange are files that systems lay into folders by themselves.
var strange = []string{"thumbs.db", "desktop.ini"}

// isStrange tells a file that is none of a machine and stays where it lies: one that is
// hidden is no scan.
func isStrange(name string) bool {
	return slices.Contains(strange, strings.ToLower(name)) || strings.HasPrefix(name, ".")
}

// scanExts are what machines that scan call their files.
var scanExts = []string{".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".pdf"}

func isScan(name string) bool {
	return isHalf(name) || slices.Contains(scanExts, strings.ToLower(filepath.Ext(name)))
}

// halfExts are what programs add to the name of a file that they are still writing.
var halfExts = []string{".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".writing", ".swp", ".lck", ".lock"}

// isHalf tells a name that its file will not keep.
func isHalf(name string) bool {
	return strings.HasPrefix(name, "~") || strings.HasSuffix(name, "~") || slices.Contains(halfExts, strings.ToLower(filepath.Ext(name)))
}
