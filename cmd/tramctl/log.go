package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"sync"
)

// mostLog is the size in bytes at which the log begins anew; the one before
// is kept beside it.
const mostLog = 4 << 20

// lateLog is the log in the data folder, where the codes of unclear errors are
// looked up. The file is made with its first line: most commands have nothing
// to tell. What cannot be written is dropped: a log stops no work.
type lateLog struct {
	home string

	once sync.Once
	f    *os.File
}

func (l *lateLog) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

// Write adds lines.
func (l *lateLog) Write(b []byte) (int, error) {
	if l.once.Do(l.open); l.f != nil {
		l.f.Write(b)
	}
	return len(b), nil
}

func (l *lateLog) open() {
	if info, err := os.Stat(l.home); err != nil || !info.IsDir() {
		return
	}
	path := filepath.Join(l.home, "logs", "tramctl.log")
	if info, err := os.Stat(path); err == nil && info.Size() > mostLog {
		os.Rename(path, path+".1")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return
	}
	l.f, _ = os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
}

// Close ends the log.
func (l *lateLog) Close() error {
	if l.f == nil {
		return nil
	}
	return l.f.Close()
}
