package pdf

import (
	"bytes"
	"compress/zlib"
)

// deflate packs what is small and already in memory.
func deflate(b []byte) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(b) // a bytes.Buffer takes everything
	_ = z.Close()
	return packed.Bytes()
}
