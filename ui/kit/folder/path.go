package folder

import (
	"context"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	"tram/local/office"
)

// Typed is the path that a person typed or pasted: with quotes around it or not, from the
// home folder (~), as an address (file://), or beginning in the folder from.
func Typed(text, from, home string) string {
	text = strings.TrimSpace(text)
	for _, quotes := range []string{`""`, `''`, "“”", "‘’"} {
		q := []rune(quotes)
		if inner, is := strings.CutPrefix(text, string(q[0])); is {
			text = strings.TrimSuffix(inner, string(q[1]))
		}
	}
	if address, err := url.Parse(text); err == nil && strings.EqualFold(address.Scheme, "file") {
		text = local(address)
	}
	switch {
	case text == "":
		return from
	case text == "~":
		return home
	case strings.HasPrefix(text, "~/"), strings.HasPrefix(text, `~\`):
		return filepath.Join(home, text[2:])
	case runtime.GOOS == "windows" && len(text) == 2 && text[1] == ':':
		return text + `\` // a drive, not the folder where its last program stood
	case filepath.IsAbs(text) || runtime.GOOS == "windows" && strings.ContainsAny(text[:1], `/\`):
		return filepath.Clean(text)
	}
	return filepath.Join(from, text)
}

// local is the path of a file:// address; that of Windows has a slash before the drive, or
// names a server.
func local(address *url.URL) string {
	path := filepath.FromSlash(address.Path)
	switch {
	case runtime.GOOS != "windows":
		return path
	case address.Host != "" && address.Host != "localhost":
		return `\\` + address.Host + path
	}
	return strings.TrimPrefix(path, `\`)
}

// mostCompleted is how many folders are offered for what is being typed.
const mostCompleted = 50

// Complete gives the folders whose path begins with what a person is typing, whatever the
// accents and the case of the last name.
func Complete(ctx context.Context, text, from, home string) []string {
	cut := strings.LastIndexAny(text, separators) + 1
	dir, begun := Typed(text[:cut], from, home), office.Fold(text[cut:])
	l, err := Read(ctx, dir, Wish{ByName: true, FoldersOnly: true, Hidden: strings.HasPrefix(begun, ".")})
	if err != nil {
		return nil
	}
	var found []string
	for _, e := range l.Entries {
		if strings.HasPrefix(office.Fold(e.Name), begun) && len(found) < mostCompleted {
			found = append(found, filepath.Join(dir, e.Name))
		}
	}
	return found
}
