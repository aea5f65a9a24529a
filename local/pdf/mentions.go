package pdf

import (
	"bytes"
	"context"
	"errors"
	"io"
)

// MentionsSignature tells whether a file, however broken, speaks of a digital
// signature: its range of bytes always stands in the open.
func MentionsSignature(ctx context.Context, r io.ReaderAt, size int64) (bool, error) {
	word := []byte("/ByteRange")
	b := make([]byte, copyBytes)
	for at := int64(0); at < size; at += int64(len(b) - len(word)) {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		n, err := r.ReadAt(b[:min(int64(len(b)), size-at)], at)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, cutShort(err)
		}
		if bytes.Contains(b[:n], word) {
			return true, nil
		}
	}
	return false, nil
}
