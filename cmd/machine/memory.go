package machine

import (
	"os"
	"runtime/debug"
)

// mostHeap is from where on the collector works harder, in bytes. The page
// renderer and the pages that the window holds come on top; an office PC has 4 GB.
const mostHeap = 350 << 20

// KeepSmall keeps what was used up from piling up while a hostile file is read.
// Whoever sets GOMEMLIMIT knows better.
func KeepSmall() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(mostHeap)
	}
}
