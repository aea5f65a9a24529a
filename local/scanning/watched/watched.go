package watched

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"

	"tram/local/office"
	"tram/local/whole"
)

// Times says how long is waited.
type Times struct {
	Rest   time.Duration // until a file that does not change is looked at
	Broken time.Duration // at rest, until one that does not open is set aside
	Stale  time.Duration // at rest, until one with a name for a while is
	Poll   time.Duration // from look to look where nothing is told
}

// Usual are the times for machines and shares as they are.
var Usual = Times{Rest: 3 * time.Second, Broken: 30 * time.Second, Stale: time.Hour, Poll: 15 * time.Second}

// Take takes a whole file in, which lies at path, under the ID of its claim. Asked again for
// an ID that was taken it does nothing more. refused is why the file can never be taken;
// err is trouble that is not the file's, which passes.
type Take func(ctx context.Context, id office.ID, path string) (pages int, refused, err error)

// Event is what became of a file, or trouble with the folder.
type Event struct {
	Name  string // of the file; empty: the folder
	Claim office.ID
	Pages int   // that were taken
	Err   error // why it was not
	Aside bool  // it was set aside; with Err and without: it waits
}

// Folder (thư mục quét) is one that is watched. It is for one goroutine.
type Folder struct {
	Dir     string
	Station string // under which name this station claims: no other has it
	Clock   office.Clock
	Times   Times
	Take    Take
	Told    func(Event)

	seen map[string]rest
	said map[string]string // trouble that was told, by file
}

// Watch takes what comes until ctx is done. With once it ends when nothing is left that may
// still become whole by itself.
func (f *Folder) Watch(ctx context.Context, once bool) error {
	if err := f.prepare(); err != nil {
		return err
	}
	f.seen, f.said = map[string]rest{}, map[string]string{}
	if n := f.withOthers(); n > 0 {
		f.trouble("", WithAnother.About(n))
	}
	news, stop := f.news()
	defer stop()
	for {
		soon, err := f.look(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			err = Unreachable.About(filepath.Base(f.Dir)).Because(err)
			f.trouble("", err)
		}
		if once && !soon {
			return err
		}
		again := f.Times.Poll
		if soon {
			again = f.Times.Rest / 4
		}
		next := time.NewTimer(again)
		select {
		case <-ctx.Done():
		case <-next.C:
		case <-news:
			f.settle(ctx)
		}
		next.Stop()
	}
}

// prepare makes the folders inside, and fails where none can be made.
func (f *Folder) prepare() error {
	if info, err := os.Stat(f.Dir); err != nil || !info.IsDir() {
		return Unreachable.About(filepath.Base(f.Dir)).Because(err)
	}
	if err := f.isForScans(); err != nil {
		return err
	}
	for _, dir := range []string{f.path(asideDir), f.claims(), f.marks()} {
		if err := whole.MakeDir(dir, 0o755); err != nil {
			return err
		}
	}
	return errors.Join(whole.Takes(f.claims()), whole.Sweep(f.marks()))
}

// isForScans refuses a folder that was never watched and is full of other things: somebody
// chose the wrong one, and all that lies in it would be moved.
func (f *Folder) isForScans() error {
	if _, err := os.Stat(f.path(takenDir)); err == nil {
		return nil
	}
	lie, err := files(f.Dir, "")
	if err != nil {
		return Unreachable.About(filepath.Base(f.Dir)).Because(err)
	}
	others := slices.DeleteFunc(slices.Clone(lie), func(c candidate) bool { return isScan(c.name()) })
	if len(others) > len(lie)/2 {
		return NotForScans.About(filepath.Base(f.Dir), len(others), others[0].name())
	}
	return nil
}

func (f *Folder) path(name string) string { return filepath.Join(f.Dir, name) }
func (f *Folder) claims() string          { return filepath.Join(f.Dir, takenDir, claimsDir, f.Station) }
func (f *Folder) marks() string           { return filepath.Join(f.Dir, takenDir, marksDir) }

// forsaken is how old a claim is that its station has not gone on with.
const forsaken = 24 * time.Hour

// withOthers counts the files that other stations claimed and did not take. They may be
// switched off, and only they know whether a draft has the file.
func (f *Folder) withOthers() (n int) {
	claims, _ := filepath.Glob(filepath.Join(filepath.Dir(f.claims()), "*", "*", "*")) // what cannot be read is not counted
	for _, path := range claims {
		claim := filepath.Dir(path)
		info, err := os.Stat(claim)
		if err == nil && filepath.Dir(claim) != f.claims() && f.Clock.Now().Sub(info.ModTime()) > forsaken {
			n++
		}
	}
	return n
}

// news tells that something happened in the folder, where the system tells of it.
func (f *Folder) news() (<-chan struct{}, func()) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, func() {}
	}
	if err := w.Add(f.Dir); err != nil {
		_ = w.Close() // then a look from time to time has to do
		return nil, func() {}
	}
	news := make(chan struct{}, 1)
	go func() {
		for range w.Events {
			select {
			case news <- struct{}{}:
			default:
			}
		}
	}()
	go func() {
		for range w.Errors { // of events that were lost; the next look finds all
		}
	}()
	return news, func() { _ = w.Close() }
}

// settle waits a little, for one happening seldom comes alone.
func (f *Folder) settle(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(f.Times.Rest / 8):
	}
}

// trouble tells what keeps a file from being taken now, once until it changes.
func (f *Folder) trouble(name string, err error) {
	said := err.Error()
	if told, is := office.FailureIn(err); is {
		said = told.Name + told.Said
	}
	if f.said[name] == said {
		return
	}
	f.said[name] = said
	f.tell(Event{Name: name, Err: err})
}

func (f *Folder) tell(e Event) {
	if f.Told != nil {
		f.Told(e)
	}
}
