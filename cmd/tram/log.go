package main

import (
	"log/slog"

	"tram/local/station"
)

// openLog sends the log to <home>/logs/tram.log.
func (c choices) openLog() (done func()) {
	book := station.NewLogbook(c.home, "tram.log")
	slog.SetDefault(book.Logger())
	return func() { _ = book.Close() } // each line is written by itself
}
