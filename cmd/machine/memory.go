package machine

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// mostHeap is from where on the collector works harder, in bytes. The page
// renderer and the pages that the window holds come on top; an office PC has 4 GB.
const mostHeap = 350 << 20

const (
	// starting is how far the heap may grow before it is looked through, in per cent of
	// what lives. With more, what stays lies so far apart among what was thrown away that
	// its pages cannot be given back; with less, the first window comes later.
	starting = 100
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

// StartFast lets a window come up before anything is thrown away, and from then on gives
// back what it does not use while nobody does anything. Whoever sets GOGC knows better.
func StartFast() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(starting)
	time.AfterFunc(started, func() {
		debug.SetGCPercent(working)
		debug.FreeOSMemory()
		var h heap
		h.rests() // what the start took counts no more
		for range time.Tick(looksEach) {
			if h.rests() {
				debug.FreeOSMemory()
			}
		}
	})
}

const (
	// looksEach is how often it is asked whether anything was done.
	looksEach = 20 * time.Second
	// little is what a window takes of the heap in that time that only stands there, and
	// unused is how much is worth giving back, in bytes.
	little = 8 << 20
	unused = 4 << 20
)

// heap is what the collector tells of itself.
type heap struct{ taken uint64 }

// rests tells whether little was taken since it was asked last while much lies unused.
func (h *heap) rests() bool {
	seen := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}, {Name: "/memory/classes/heap/free:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/live:bytes"}}
	metrics.Read(seen)
	of := func(i int) uint64 { return seen[i].Value.Uint64() }
	taken := of(0) - h.taken
	h.taken = of(0)
	return taken < little && of(1)+of(2) > of(3)+unused
}
