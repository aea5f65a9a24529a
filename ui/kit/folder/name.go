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
	case strings.ContainsAny(name, `:*?"<>|`):
		return NameSign.About(string(name[strings.IndexAny(name, `:*?"<>|`)]))
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
	runes := []rune(name)
	for len(runes) > 0 && (len(string(runes)) > longestName || len(utf16.Encode(runes)) > longestName) {
		runes = runes[:len(runes)-1]
		letters++
	}
	return letters
}

// Ended is a name with the ending that its file must have, added where a person left it
// out.
func Ended(name, ending string) string {
	if name == "" || ending == "" || strings.EqualFold(filepath.Ext(name), ending) {
		return name
	}
	return name + ending
}
