package office

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// What can be wrong with the name of a file.
var (
	FileNameSlashed = Failure{
		Name: "office.file-name-slashed",
		Said: "Tên tệp không được chứa dấu gạch chéo.",
		Next: "Hãy gõ thư mục ở ô trên cùng rồi bấm Enter, và chỉ gõ tên tệp ở đây.",
	}
	FileNameSign = Failure{
		Name: "office.file-name-sign",
		Said: "Tên tệp không được chứa dấu “%s”.",
		Next: "Máy Windows không giữ được tên ấy. Hãy dùng dấu gạch ngang.",
	}
	FileNameUnseen = Failure{
		Name: "office.file-name-unseen",
		Said: "Tên tệp có ký tự không nhìn thấy được.",
		Next: "Hãy xóa hết tên rồi gõ lại.",
	}
	FileNameReserved = Failure{
		Name: "office.file-name-reserved",
		Said: "“%s” là tên mà Windows dành riêng cho thiết bị.",
		Next: "Hãy đặt tên khác.",
	}
	FileNameEnd = Failure{
		Name: "office.file-name-end",
		Said: "Tên tệp không được kết thúc bằng dấu chấm hay dấu cách.",
		Next: "Hãy bỏ dấu ấy đi.",
	}
	FileNameHidden = Failure{
		Name: "office.file-name-hidden",
		Said: "Tên bắt đầu bằng dấu chấm thì tệp bị ẩn.",
		Next: "Hãy bỏ dấu chấm ở đầu.",
	}
	FileNameLong = Failure{
		Name: "office.file-name-long",
		Said: "Tên tệp dài quá %d chữ so với mức các ổ đĩa giữ được.",
		Next: "Hãy đặt tên ngắn hơn.",
	}
)

// longestFileName is what every disk can keep, in bytes of UTF-8 and in units of UTF-16. The
// temporary name that a file grows under is shorter.
const longestFileName = 255

// deviceNames are the names that Windows keeps for itself, whatever ending follows.
var deviceNames = []string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"}

// FileNameTrouble is why a name cannot be given to a file that travels from system to system;
// nil: it can. No name at all is no trouble: there is nothing to judge yet.
func FileNameTrouble(name string) error {
	switch {
	case name == "":
		return nil
	case strings.ContainsAny(name, `/\`):
		return FileNameSlashed
	case strings.ContainsFunc(name, unseenInName) || !utf8.ValidString(name):
		return FileNameUnseen
	case strings.ContainsAny(name, signsOfPaths):
		return FileNameSign.About(string(name[strings.IndexAny(name, signsOfPaths)]))
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
		return FileNameEnd
	case deviceName(name):
		return FileNameReserved.About(beforeDot(name))
	case strings.HasPrefix(name, "."):
		return FileNameHidden
	case tooLong(name) > 0:
		return FileNameLong.About(tooLong(name))
	}
	return nil
}

// unseenInName tells of what stands in a name without showing: controls, and what turns the
// direction of the letters that follow.
func unseenInName(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) || r == '\uFEFF'
}

// beforeDot is a name up to its first dot, as Windows looks for devices.
func beforeDot(name string) string {
	before, _, _ := strings.Cut(name, ".")
	return strings.TrimRight(before, " ")
}

func deviceName(name string) bool {
	s := strings.ToUpper(beforeDot(name))
	if slices.Contains(deviceNames, s) {
		return true
	}
	port, number := strings.CutPrefix(s, "COM")
	if !number {
		port, number = strings.CutPrefix(s, "LPT")
	}
	return number && utf8.RuneCountInString(port) == 1 && strings.Contains("0123456789¹²³", port)
}

// tooLong is how many letters a name has too many.
func tooLong(name string) (letters int) {
	bytes, units := 0, 0
	for _, r := range name {
		bytes, units = bytes+utf8.RuneLen(r), units+utf16.RuneLen(r)
		if bytes > longestFileName || units > longestFileName {
			letters++
		}
	}
	return letters
}

// signsOfPaths are those that some system has another use for.
const signsOfPaths = `/\:*?"<>|`

// MendedFileName is a name as every system can hold it, as near to what was given as that allows.
// It may be empty: nothing was fit to be kept.
func MendedFileName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(signsOfPaths, r):
			return '-'
		case unseenInName(r) || r == utf8.RuneError:
			return -1
		}
		return r
	}, name)
	name = strings.TrimRight(strings.TrimLeft(name, ". "), ". ")
	if deviceName(name) {
		name = "_" + name
	}
	stem, ending := fileNameParts(name)
	return strings.TrimRight(cut(stem, longestFileName-len(ending))+ending, ". ")
}

// FileNameAgain is the n-th of the names of files that would bear the same one: “a (2).pdf”. It
// is no longer than a name may be.
func FileNameAgain(name string, n int) string {
	stem, ending := fileNameParts(name)
	ending = fmt.Sprintf(" (%d)%s", n, ending)
	return cut(stem, longestFileName-len(ending)) + ending
}

// fileNameParts are a name without its ending, and that. What is longer than any ending is none.
func fileNameParts(name string) (stem, ending string) {
	ending = filepath.Ext(name)
	if len(ending) > longestFileName/2 {
		ending = ""
	}
	return strings.TrimSuffix(name, ending), ending
}

// cut is as much of some words, whole letters, as so many bytes hold.
func cut(words string, bytes int) string {
	last := 0
	for at, r := range words {
		if at+utf8.RuneLen(r) > bytes {
			break
		}
		last = at + utf8.RuneLen(r)
	}
	return words[:last]
}

// EndedFileName is a name with the ending that its file must have, added where a person left it
// out.
func EndedFileName(name, ending string) string {
	if name == "" || ending == "" || strings.EqualFold(filepath.Ext(name), ending) {
		return name
	}
	return name + ending
}
