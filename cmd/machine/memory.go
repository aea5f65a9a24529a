package machine

import (
	"os"
	"runtime/debug"
	"time"
)

// mostHeap is from where on the collector works harder, in bytes. The page
// renderer and the pages that the window holds come on top; an office PC has 4 GB.
const mostHeap = 350 << 20

const (
	// starting is how far the heap may grow before it is looked through, in per cent of
	// what lives: until the first window almost all of it does.
	starting = 400
	// working is that afterwards: an office PC has other programs too.
	working = 50
	// started is when the first window has long been drawn.
	started = 5 * time.Second
)

// KeepSmall keeps what was used up from piling up while a hostile file is read.
// Whoever sets GOMEMLIMIT knows better.
func KeepSmall() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(mostHeap)
	}
}

// StartFast lets a window come up before anything is thrown away, and gives back what that
// took. Whoever sets GOGC knows better.
func StartFast() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(starting)
	time.AfterFunc(started, func() {
		debug.SetGCPercent(working)
		debug.FreeOSMemory()
	})
}
