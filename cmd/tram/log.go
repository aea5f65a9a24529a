package main

import (
	"log/slog"
	"os"
	"path/filepath"
)

// mostLog is the size in bytes at which the log begins anew; the one before
// is kept beside it.
const mostLog = 4 << 20

// openLog sends the log to <home>/logs/tram.log, where the codes of unclear
// errors are looked up. A folder that cannot be written leaves it on stderr:
// the window will tell why the data cannot be opened.
func (c choices) openLog() (done func()) {
	path := filepath.Join(c.home, "logs", "tram.log")
	if info, err := os.Stat(path); err == nil && info.Size() > mostLog {
		os.Rename(path, path+".1")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return func() {}
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return func() {}
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(f, nil)))
	return func() { f.Close() }
}
