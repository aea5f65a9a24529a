package pdf

import (
	"encoding/hex"
	"io"
	"regexp"

	"tram/local/office"
)

// trailerBytes is how much of a file's end Named reads: the trailer lies there.
const trailerBytes = 4096

var trailerID = regexp.MustCompile(`/ID\s*\[\s*<([0-9A-Fa-f]{32})>`)

// Named reads the document id out of the trailer, however damaged the rest of
// the file may be: enough to ask which of our documents it claims to be, and no
// proof that it is.
func Named(r io.ReaderAt, size int64) (office.ID, bool) {
	tail := make([]byte, min(size, trailerBytes))
	if n, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && n < len(tail) {
		return "", false
	}
	all := trailerID.FindAllSubmatch(tail, -1)
	if len(all) == 0 {
		return "", false
	}
	var id [16]byte
	if _, err := hex.Decode(id[:], all[len(all)-1][1]); err != nil {
		return "", false
	}
	return office.IDOf(id), true
}
