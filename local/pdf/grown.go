package pdf

import "io"

// Grown is a file with something behind its end, such as an increment that is
// not written yet.
type Grown struct {
	File     io.ReaderAt
	FileSize int64
	More     []byte
}

// Size is that of the whole, in bytes.
func (g Grown) Size() int64 { return g.FileSize + int64(len(g.More)) }

// ReadAt reads anywhere, over the end of the file too.
func (g Grown) ReadAt(b []byte, at int64) (n int, err error) {
	if at < g.FileSize {
		n, err = g.File.ReadAt(b[:min(int64(len(b)), g.FileSize-at)], at)
		if n == len(b) || at+int64(n) < g.FileSize {
			return n, err
		}
	}
	from := at + int64(n) - g.FileSize
	if from < int64(len(g.More)) {
		n += copy(b[n:], g.More[from:])
	}
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}
