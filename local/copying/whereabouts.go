package copying

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tram/local/office"
)

// The most that is looked at for a place that went away.
const (
	mostRoots = 64
	mostTails = 8 // of the path at which it was
)

// Whereabouts are the folders in which a place lies now that was at a path: below each of the
// roots, where the end of that path leads. Only the seal of the place counts, so that neither
// another stick of the office nor one of another office is taken for it. Several of them are
// copies of one stick.
func Whereabouts(ctx context.Context, id Identity, place office.ID, was string, roots []string) (at []string) {
	n, err := namesOf(id)
	if err != nil {
		return nil
	}
	var found []os.FileInfo
	for _, root := range roots[:min(len(roots), mostRoots)] {
		for _, tail := range tails(was) {
			dir := filepath.Join(root, tail)
			is, err := os.Lstat(filepath.Join(dir, folderName))
			if ctx.Err() != nil {
				return nil
			}
			if err != nil || slices.ContainsFunc(found, func(f os.FileInfo) bool { return os.SameFile(f, is) }) {
				continue
			}
			if p, err := placeAt(ctx, NewFolder(dir), id, n); err == nil && p.ID == place {
				at, found = append(at, dir), append(found, is)
			}
		}
	}
	return at
}

// tails are the ends of a path, the shortest first: what it is below the root of its disk is
// one of them.
func tails(path string) []string {
	parts := strings.FieldsFunc(strings.TrimPrefix(path, filepath.VolumeName(path)), func(r rune) bool { return r == filepath.Separator || r == '/' })
	all := []string{""}
	for n := 1; n <= min(len(parts), mostTails); n++ {
		all = append(all, filepath.Join(parts[len(parts)-n:]...))
	}
	return all
}

// Turn has the next round go to a target at which the place lies now.
func (c *Copier) Turn(t Target) { c.Target, c.met = t, nil }
