package station

import (
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"tram/local/whole"
)

// mostLog is the size in bytes at which a log begins anew; the one before is
// kept beside it.
const mostLog = 4 << 20

// Logbook is the log in the data folder, where the codes of unclear errors are
// looked up. Its file is made with its first line: most work has nothing to
// tell. What cannot be written is dropped: a log stops no work, and makes no
// data folder of its own.
type Logbook struct {
	home, name string

	mu sync.Mutex
	f  *os.File
}

// NewLogbook is the log of one program, by the name of its file.
func NewLogbook(home, name string) *Logbook { return &Logbook{home: home, name: name} }

// Logger writes lines into the log.
func (l *Logbook) Logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

// Write adds a line.
func (l *Logbook) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.f == nil {
		l.f = l.open()
	}
	if l.f != nil {
		_, _ = l.f.Write(line)
	}
	return len(line), nil
}

func (l *Logbook) open() *os.File {
	if info, err := os.Stat(l.home); err != nil || !info.IsDir() {
		return nil
	}
	path := filepath.Join(l.home, "logs", l.name)
	if info, err := os.Stat(path); err == nil && info.Size() > mostLog {
		_ = os.Rename(path, path+".1") // else it grows on
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil
	}
	f, err := whole.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil
	}
	return f
}

// Close ends the log.
func (l *Logbook) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.f == nil {
		return nil
	}
	return l.f.Close()
}
