package intake

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
)

// A Lifter for tests: the PDF room has its own tests. After the first line its
// file holds images, each behind its length.
const containerHead = "%PDF-1.7\n"

func container(images ...[]byte) []byte {
	b := []byte(containerHead)
	for _, img := range images {
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(img))), img...)
	}
	return b
}

var errTorn = errors.New("torn")

func liftTest(_ context.Context, r io.ReaderAt, size int64, emit func(Lifted) error) (signed bool, err error) {
	b := make([]byte, size)
	if _, err := r.ReadAt(b, 0); err != nil && err != io.EOF {
		return false, err
	}
	b = bytes.TrimPrefix(b, []byte(containerHead))
	for sheet := 1; len(b) > 0; sheet++ {
		if len(b) < 4 || int(binary.BigEndian.Uint32(b)) > len(b)-4 {
			return false, errTorn
		}
		n := 4 + int(binary.BigEndian.Uint32(b))
		if err := emit(Lifted{Sheet: sheet, DPIX: 100, DPIY: 100, Orientation: 6, Content: b[4:n]}); err != nil {
			return false, err
		}
		b = b[n:]
	}
	return true, nil
}
