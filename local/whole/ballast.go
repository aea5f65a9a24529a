package whole

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"tram/local/job"
)

// Ballast (tệp dằn) is a file that holds room on the disk of its folder. When a write below
// that folder finds the disk full, the file is given up and the write goes on, so that what
// is under way can close well. Every write of this package, and those of the database, are
// such; nobody else has to know of it.
type Ballast struct {
	path  string
	below []string // the folder, as it is called and as it is without links
	size  int64
	given func() // told when it was given up, in the midst of the write that needed it
}

// afloat are the ballasts of the folders at which this process is at work.
var afloat struct {
	sync.RWMutex
	all []*Ballast
}

// KeepBallast has writes below the folder of path give up the file there when the disk is
// full, until Leave; given is told, and must write nothing. Fill makes the file, of size
// bytes.
func KeepBallast(path string, size int64, given func()) *Ballast {
	b := &Ballast{path: path, size: size, given: given}
	for _, dir := range []string{absolute(filepath.Dir(path)), real(filepath.Dir(path))} {
		b.below = append(b.below, dir+string(filepath.Separator))
	}
	afloat.Lock()
	defer afloat.Unlock()
	afloat.all = append(afloat.all, b)
	return b
}

// Leave ends that. The file stays.
func (b *Ballast) Leave() {
	afloat.Lock()
	defer afloat.Unlock()
	afloat.all = slices.DeleteFunc(afloat.all, func(o *Ballast) bool { return o == b })
}

// Size is how many bytes it holds when it is whole.
func (b *Ballast) Size() int64 { return b.size }

// Held tells whether the file is there.
func (b *Ballast) Held() bool {
	_, err := os.Lstat(b.path)
	return err == nil
}

// Fill makes the file where there is none. What is in it is noise: a disk that packs or
// leaves out zeros would hold no room for it. It fails as any write does, and then nothing
// was given up for it.
func (b *Ballast) Fill(ctx context.Context) error {
	if b.size <= 0 || b.Held() {
		return nil
	}
	f, err := Create(b.path, 0o600)
	if err != nil {
		return err
	}
	defer f.Abort()
	noise := rand.NewChaCha8([32]byte{byte(b.size)})
	if _, err := io.CopyN(job.Patient(ctx, f), noise, b.size); err != nil {
		return err
	}
	if err := f.Commit(); !errors.Is(err, fs.ErrExist) { // another program of this station made it
		return err
	}
	return nil
}

// giveUp removes the file, and tells whether there was one.
func (b *Ballast) giveUp() bool {
	if os.Remove(b.path) != nil {
		return false
	}
	_ = syncDir(filepath.Dir(b.path)) // some disks have the room only then
	if b.given != nil {
		b.given()
	}
	return true
}

// MadeRoom gives up the ballast of the disk on which path lies, and tells whether a write
// there that found no room is worth trying again: also where another write had the ballast
// given up meanwhile.
func MadeRoom(path string) bool {
	kept := false
	for _, b := range ballastsOf(path) {
		kept = true
		b.giveUp()
	}
	return kept
}

func ballastsOf(path string) (all []*Ballast) {
	full := absolute(path)
	afloat.RLock()
	defer afloat.RUnlock()
	for _, b := range afloat.all {
		holds := slices.ContainsFunc(b.below, func(dir string) bool { return strings.HasPrefix(full, dir) })
		if holds && !isTempOf(filepath.Base(full), filepath.Base(b.path)) {
			all = append(all, b)
		}
	}
	return all
}

// roomy does something that takes room for path, once more where the disk was full and room
// was made.
func roomy(path string, do func() error) error {
	err := do()
	if isAny(err, diskFull) && MadeRoom(path) {
		return do()
	}
	return err
}

// absolute is a path as it is where the system does not tell where this process is.
func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}
