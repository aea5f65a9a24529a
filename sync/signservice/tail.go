package signservice

import (
	"bytes"
	"fmt"
	"io"
)

// chunk is how much of a file is held against the original at a time.
const chunk = 64 << 10 // bytes

// tail reads a signed file and returns what it has after the original, which it
// must begin with, byte for byte. A file that differs anywhere was rewritten;
// one that only ends too soon was cut.
func tail(signed io.Reader, f File) ([]byte, error) {
	original := io.NewSectionReader(f, 0, f.Size)
	was, is := make([]byte, chunk), make([]byte, chunk)
	for at := int64(0); at < f.Size; at += chunk {
		n, short := io.ReadFull(signed, is[:min(chunk, f.Size-at)])
		if _, err := io.ReadFull(original, was[:n]); err != nil {
			return nil, fmt.Errorf("reading the original again: %w", err)
		}
		if !bytes.Equal(was[:n], is[:n]) {
			return nil, FileRewritten
		}
		if short != nil {
			return nil, FileCut.Because(short)
		}
	}
	added, err := io.ReadAll(io.LimitReader(signed, maxAdded+1))
	switch {
	case err != nil:
		return nil, FileCut.Because(err)
	case len(added) == 0:
		return nil, FileUnsigned
	case len(added) > maxAdded:
		return nil, FileSwollen.About(maxAdded >> 20)
	}
	return added, nil
}
