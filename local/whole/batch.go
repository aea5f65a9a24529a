package whole

import (
	"os"
	"path/filepath"
	"sync"
)

// Batch are files that count only once all of them are settled, as those of a folder that is
// given its name at the end. Each gets its name at once; of the zero Batch what it holds is on
// the disk by then, and Settle brings the names there, each folder once and not for each file.
// Many may commit at the same time.
type Batch struct {
	atOnce bool

	mu   sync.Mutex
	dirs map[string]bool // that a file came into
}

// NewBatch is of files below a folder, which is there. Where the system can be asked to sync a
// whole disk it is asked once, by Settle: until then also what a file holds may be lost.
func NewBatch(dir string) *Batch { return &Batch{atOnce: syncsAtOnce(dir)} }

// Commit is File.CommitAs within the batch: until Settle the file may be lost.
func (b *Batch) Commit(f *File, path string) error {
	out := (*os.File).Sync
	if b.atOnce {
		out = writeOut
	}
	f.path = path
	if err := f.named(path, renameNew, out); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dirs == nil {
		b.dirs = map[string]bool{}
	}
	b.dirs[filepath.Dir(path)] = true
	return nil
}

// Settle brings what was committed to the disk for good.
func (b *Batch) Settle() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	sync := SyncDir
	if b.atOnce {
		sync = syncDisk
	}
	for dir := range b.dirs {
		if err := sync(dir); err != nil {
			return err
		}
		if b.atOnce {
			clear(b.dirs)
			return nil
		}
	}
	clear(b.dirs)
	return nil
}
