package copying

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"tram/local/office"
)

// Identity is the office's sealing identity.
type Identity interface {
	Seal(io.Writer) (io.WriteCloser, error)
	Open(io.ReaderAt, int64) (*io.SectionReader, error)
	Witness([]byte) ([]byte, error)
	Witnessed(b, code []byte) bool
	Key(purpose string) ([]byte, error)
	Recipient() string
}

// NamesPurpose keeps the key of names apart from whatever else is derived from the identity.
const NamesPurpose = "names of a copy"

// nameBytes of a keyed code make a name.
const nameBytes = 20

// names makes the names of objects: of whoever has not the identity nobody can tell which
// known thing has which.
type names struct {
	key    []byte
	office string // folder of all that is sealed to the identity
}

func namesOf(id Identity) (names, error) {
	key, err := id.Key(NamesPurpose)
	if err != nil {
		return names{}, err
	}
	n := names{key: key}
	n.office = n.coded("office", id.Recipient())
	return n, nil
}

func (n names) coded(sort, what string) string {
	h := hmac.New(sha256.New, n.key)
	fmt.Fprintf(h, "%s\x00%s", sort, what)
	return hex.EncodeToString(h.Sum(nil)[:nameBytes])
}

// place tells which target it is.
func (n names) place() string { return n.office + "/place" }

// file is that of a file of the vault. Stations of one office share them.
func (n names) file(d office.Digest) string {
	code := n.coded("file", string(d))
	return n.files() + "/" + code[:2] + "/" + code
}

func (n names) files() string { return n.office + "/f" }

// station is the folder of what one station wrote.
func (n names) station(id office.ID) string { return n.office + "/s-" + n.coded("station", string(id)) }

// nexts is the folder of those who say that they go on with the copy of a station, and next is
// where one of them does.
func (n names) nexts(id office.ID) string { return n.station(id) + "/n" }

func (n names) next(id, by office.ID) string {
	return n.nexts(id) + "/" + n.coded("next", string(by))
}

func (n names) about(id office.ID) string { return n.station(id) + "/about" }

func (n names) segments(id office.ID) string { return n.station(id) + "/j" }

func (n names) segment(id office.ID, number int64) string {
	return fmt.Sprintf("%s/%012d", n.segments(id), number)
}

func (n names) allWords(id office.ID) string { return n.station(id) + "/w" }

func (n names) words(id office.ID, hash office.Digest) string {
	return n.allWords(id) + "/" + n.coded("words", string(hash))
}
