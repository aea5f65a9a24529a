package folder

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// longestName is what every disk can keep, in bytes of UTF-8 and in units of UTF-16. The
// temporary name that a file grows under is shorter.
const longestName = 255

// devices are the names that Windows keeps for itself, whatever ending follows.
var devices = []string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"}

// NameTrouble is why a name cannot be given to a file that travels from system to system;
// nil: it can. No name at all is no trouble: there is nothing to judge yet.
func NameTrouble(name string) error {
	switch {
	case name == "":
		return nil
	case strings.ContainsAny(name, `/\`):
		return NameSlashed
	case strings.ContainsFunc(name, unseen) || !utf8.ValidString(name):
		return NameUnseen
	case strings.ContainsAny(name, signs):
		return NameSign.About(string(name[strings.IndexAny(name, signs)]))
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
		return NameEnd
	case reserved(name):
		return NameReserved.About(stem(name))
	case strings.HasPrefix(name, "."):
		return NameHidden
	case tooLong(name) > 0:
		return NameLong.About(tooLong(name))
	}
	return nil
}

// unseen tells of what stands in a name without showing: controls, and what turns the
// direction of the letters that follow.
func unseen(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) || r == '\uFEFF'
}

// stem is a name up to its first dot, as Windows looks for devices.
func stem(name string) string {
	before, _, _ := strings.Cut(name, ".")
	return strings.TrimRight(before, " ")
}

func reserved(name string) bool {
	s := strings.ToUpper(stem(name))
	if slices.Contains(devices, s) {
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
		if bytes > longestName || units > longestName {
			letters++
		}
	}
	return letters
}

// signs are those that some system has another use for.
const signs = `/\:*?"<>|`

// Mended is a name as every system can hold it, as near to what was given as that allows.
// It may be empty: nothing was fit to be kept.
func Mended(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(signs, r):
			return '-'
		case unseen(r) || r == utf8.RuneError:
			return -1
		}
		return r
	}, name)
	name = strings.TrimRight(strings.TrimLeft(name, ". "), ". ")
	if reserved(name) {
		name = "_" + name
	}
	ending := filepath.Ext(name)
	if len(ending) > longestName/2 {
		ending = ""
	}
	return strings.TrimRight(cut(strings.TrimSuffix(name, ending), longestName-len(ending))+ending, ". ")
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

// Ended is a name with the ending that its file must have, added where a person left it
// out.
func Ended(name, ending string) string {
	if name == "" || ending == "" || strings.EqualFold(filepath.Ext(name), ending) {
		return name
	}
	return name + ending
}
