package pdf

import (
	"bytes"
	"compress/zlib"
	"io"
	"sync"
)

// zippers are used again: each takes most of a megabyte to begin.
var zippers = sync.Pool{New: func() any { return zlib.NewWriter(io.Discard) }}

// deflate packs what is small and already in memory.
func deflate(b []byte) []byte {
	var packed bytes.Buffer
	z := zippers.Get().(*zlib.Writer)
	defer zippers.Put(z)
	z.Reset(&packed)
	_, _ = z.Write(b) // a bytes.Buffer takes everything
	_ = z.Close()
	return packed.Bytes()
}
