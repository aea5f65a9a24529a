package station

import (
	"path/filepath"

	"tram/local/whole"
)

// Outward makes ready for a file that leaves the office at path. The data folder and
// the folder in which the system keeps what this program remembers take none: a file
// of the clerk's in there replaces, or is taken for, one of the program's own. What a
// killed writer of the same file left beside it is removed.
func Outward(home, path string) error {
	for _, own := range []string{home, DefaultState()} {
		if whole.Within(path, own) {
			return OwnFolder.About(filepath.Base(path))
		}
	}
	whole.SweepFor(path)
	return nil
}
