package pdf

import (
	"encoding/hex"
	"io"
	"regexp"
	"slices"
	"strings"

	"tram/local/office"
)

const (
	endBytes   = 8192 // of a file's end that Named reads: trailer and metadata lie there
	mostClaims = 16
)

// documentIDs are how a document id is written: as a string in the trailer,
// twice, and as a UUID in the metadata.
var documentIDs = regexp.MustCompile(`<([0-9A-Fa-f]{32})>|uuid:([0-9A-Fa-f-]{36})`)

// Named reads document ids out of the end of a file, however damaged the rest
// may be: enough to ask which of our documents it claims to be, and no proof
// that it is. One that is damaged in one place is still read in another.
func Named(r io.ReaderAt, size int64) []office.ID {
	tail := make([]byte, min(size, endBytes))
	if n, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && n < len(tail) {
		return nil
	}
	var ids []office.ID
	for _, m := range documentIDs.FindAllSubmatch(tail, mostClaims) {
		var id [16]byte
		digits := strings.ReplaceAll(string(m[1])+string(m[2]), "-", "")
		if n, err := hex.Decode(id[:], []byte(digits[:min(len(digits), 2*len(id))])); err != nil || n < len(id) {
			continue
		}
		if found := office.IDOf(id); !slices.Contains(ids, found) {
			ids = append(ids, found)
		}
	}
	return ids
}
