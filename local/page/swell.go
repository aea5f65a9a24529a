package page

import (
	"bufio"
	"compress/zlib"
	"errors"
	"fmt"
	"io"

	"golang.org/x/image/tiff/lzw"
)

// mostSwollen is up to what size of a strip or tile the decoder is trusted to
// stop by itself, in bytes: it lets a block swell to eight bytes a pixel before
// it looks.
const mostSwollen = 128 << 20

// swells unpacks the blocks of a large TIFF once without keeping anything, so
// that a small file which unpacks to gigabytes is found before it fills the
// memory. A block may hold what its pixels need and not much more.
func (f *directories) swells(info Info) error {
	t := info.TIFF
	if int64(t.blockWidth)*int64(t.RowsPerStrip)*8 <= mostSwollen {
		return nil
	}
	row := int64(t.blockWidth*info.Components*info.Bits+7) / 8
	const slack = 1 << 20 // some writers fill up the last strip
	most := row*int64(t.RowsPerStrip) + slack
	for i, s := range t.Strips {
		n, err := unpacked(io.NewSectionReader(f.r, s.Offset, s.Size), t.Compression, most+1)
		if err != nil {
			return err
		}
		if n > most {
			return fmt.Errorf("block %d unpacks to more than %d bytes", i, most)
		}
	}
	return nil
}

// unpacked counts the bytes of a block, at most that many.
func unpacked(r io.Reader, compression int, most int64) (int64, error) {
	var plain io.Reader
	switch compression {
	case TIFFDeflate, TIFFDeflateOld:
		z, err := zlib.NewReader(r)
		if err != nil {
			return 0, err
		}
		plain = z
	case TIFFLZW:
		plain = lzw.NewReader(r, lzw.MSB, 8)
	case TIFFPackBits:
		return packBits(bufio.NewReader(r), most)
	default:
		return 0, nil
	}
	n, err := io.CopyN(io.Discard, plain, most)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return n, err
}

// packBits counts runs: a control byte below 128 is followed by one more byte
// than its number, one above by a byte that repeats, 128 by nothing.
func packBits(r *bufio.Reader, most int64) (n int64, err error) {
	for n < most {
		control, err := r.ReadByte()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		follow, run := 1, 257-int64(control)
		switch {
		case control == 128:
			continue
		case control < 128:
			follow, run = int(control)+1, int64(control)+1
		}
		if _, err := r.Discard(follow); err != nil {
			return n, err
		}
		n += run
	}
	return n, nil
}
