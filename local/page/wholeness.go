package page

import (
	"bufio"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"runtime"

	"tram/local/office"
)

// mostInMemory is the largest JPEG that is read at once, in bytes; larger ones are unpacked.
const mostInMemory = 32 << 20

// mostLeft is the largest JPEG, in pixels, whose memory is left to the collector once it was
// unpacked.
const mostLeft = 16 << 20

// Whole tells whether the pixels of a JPEG, PNG or TIFF go on to the last row: a device or a copy
// that broke off may have ended the file properly all the same. It fails with Damaged or
// Truncated, or with the context's error. info is what Probe told.
func Whole(ctx context.Context, r io.ReaderAt, size int64, info Info) (err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = Damaged.Because(fmt.Errorf("look for the last row: %v", caught))
		}
		switch {
		case ctx.Err() != nil:
			err = ctx.Err()
		case err != nil:
			err = said(err)
		}
	}()
	switch info.Media {
	case office.JPEG:
		return info.wholeJPEG(patient{ctx, r}, size)
	case office.PNG:
		return info.wholePNG(patient{ctx, r})
	case office.TIFF:
		return info.wholeTIFF(patient{ctx, r}, size)
	}
	return nil
}

// wholeTIFF unpacks the blocks of one page and keeps none. Blocks of JPEG are unpacked one
// at a time: their ends were walked to, and may lie.
func (i Info) wholeTIFF(r io.ReaderAt, size int64) error {
	f, err := openDirectories(r, size)
	if err != nil {
		return err
	}
	if i.TIFF.jpeg() {
		return f.eachJPEGBlock(i, func(int, image.Image) {})
	}
	if i.Palette {
		d, _, err := f.read(i.TIFF.directory)
		if err == nil {
			_, err = d.colours(1 << i.Bits)
		}
		if err != nil {
			return err
		}
	}
	return f.eachRow(i, func(int, int, []byte, int) {})
}

// wholeJPEG reads all codes, which makes the least of pictures; what is coded in a rare way
// is unpacked.
func (i Info) wholeJPEG(r io.ReaderAt, size int64) error {
	if size <= mostInMemory {
		file := make([]byte, size)
		if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), file); err != nil {
			return err
		}
		if _, err := sketch(file, 8); err == nil {
			return nil
		}
	}
	_, err := jpeg.Decode(bufio.NewReader(i.JPEG.from(r, size, i.Height)))
	if i.Width*i.Height > mostLeft {
		runtime.GC() // who decodes it next lays out as much again
	}
	return err
}

// wholePNG unpacks the rows and keeps none.
func (i Info) wholePNG(r io.ReaderAt) error {
	parts := make([]io.Reader, 0, len(i.PNG.Data))
	for _, s := range i.PNG.Data {
		parts = append(parts, io.NewSectionReader(r, s.Offset, s.Size))
	}
	rows, err := zlib.NewReader(bufio.NewReader(io.MultiReader(parts...)))
	if err != nil {
		return err
	}
	defer rows.Close()
	if _, err := io.CopyN(io.Discard, rows, i.rowBytes()); err != nil {
		return err
	}
	if n, err := rows.Read(make([]byte, 1)); n > 0 || !errors.Is(err, io.EOF) {
		return Damaged.Because(fmt.Errorf("pixels behind the last row: %w", err))
	}
	return nil
}

// rowBytes is how many bytes the rows of a PNG take, each with its filter.
func (i Info) rowBytes() (all int64) {
	passes := [][4]int{{0, 0, 1, 1}}
	if i.Interlaced { // Adam7: where each pass begins, and its steps
		passes = [][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}
	}
	for _, p := range passes {
		w, h := (i.Width-p[0]+p[2]-1)/p[2], (i.Height-p[1]+p[3]-1)/p[3]
		if w > 0 && h > 0 {
			all += int64(h) * int64(1+(w*i.Components*i.Bits+7)/8)
		}
	}
	return all
}
