package pdf

import (
	"bytes"
	"compress/zlib"
)

// deflate packs what is small and already in memory.
func deflate(b []byte) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	z.Write(b) // a bytes.Buffer takes everything
	z.Close()
	return packed.Bytes()
}
