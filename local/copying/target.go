package copying

import (
	"context"
	"errors"
	"io"
	"strings"
)

// Target (nơi để bản sao) is a place of objects. A name is parts of lower-case letters,
// digits, dots and dashes with slashes between them (GoodName). Whatever else lies there is
// none of ours, and is neither listed nor touched. It is for one goroutine at a time, unless it
// says otherwise (shared).
//
// What is not there is ErrNone. A target that does not answer at all is Gone; what a disk
// says of itself are the failures of whole.
type Target interface {
	// Put stores size bytes of r under a name, whole or not at all. A name that is there
	// stays as it is: ErrThere.
	Put(ctx context.Context, name string, size int64, r io.Reader) error

	// Get reads an object from its beginning, as it lies there and not as it is remembered.
	Get(ctx context.Context, name string) (r io.ReadCloser, size int64, err error)

	// List tells each object below a folder, by its whole name, in any order; empty: each
	// there is. A folder that is not there has none.
	List(ctx context.Context, folder string, yield func(name string, size int64) error) error

	// Remove takes an object away. One that is not there is away already; one that the target
	// does not give up, for it is written once or may not be deleted from, is ErrKept.
	Remove(ctx context.Context, name string) error

	// Said is where it is, for people.
	Said() string
}

// What a target answers to a name.
var (
	ErrThere = errors.New("the target has an object of that name")
	ErrNone  = errors.New("the target has no object of that name")
	ErrKept  = errors.New("the target keeps what was to be removed")
)

// The most that is taken from a target, in bytes, unless it is a file of the vault.
const (
	mostObject  = 96 << 20
	longestName = 200
)

// GoodName tells whether an object may have a name: no part of it leads elsewhere, or is
// taken otherwise by some disk.
func GoodName(name string) bool {
	if name == "" || len(name) > longestName {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part[0] == '.' || part[len(part)-1] == '.' || strings.ContainsFunc(part, unusual) {
			return false
		}
	}
	return true
}

func unusual(r rune) bool {
	return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '.' && r != '-'
}
