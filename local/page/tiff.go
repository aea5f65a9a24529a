package page

import (
	"fmt"
	"io"

	"golang.org/x/image/tiff"

	"tram/local/office"
)

// TIFFInfo is one image of a TIFF as its directory describes it: what lets a
// CCITT G4 strip pass into a PDF as it is.
type TIFFInfo struct {
	Compression  int   // one of the TIFF compressions below
	Photometric  int   // one of the photometric interpretations below
	FillOrder    int   // 1 the highest bit is the leftmost pixel, 2 the lowest
	T4Options    int64 // of G3: bit 0 two-dimensional, bit 2 line ends at byte borders
	Predictor    int   // 1 none, 2 horizontal difference
	RowsPerStrip int
	Tiled        bool
	Strips       []Span // in the order of the rows; of the tiles when Tiled

	directory  int64
	blockWidth int    // pixels of a strip or tile; RowsPerStrip is its height
	tables     []byte // shared by the JPEG strips, which lack them
}

// TIFF compressions that are taken in.
const (
	TIFFPlain      = 1
	TIFFG3         = 3
	TIFFG4         = 4
	TIFFLZW        = 5
	TIFFJPEG       = 7
	TIFFDeflate    = 8
	TIFFPackBits   = 32773
	TIFFDeflateOld = 32946
)

// TIFF photometric interpretations; CMYK and the two Lab are refused.
const (
	TIFFWhiteIsZero = 0
	TIFFBlackIsZero = 1
	TIFFRGB         = 2
	TIFFPalette     = 3
	TIFFYCbCr       = 6 // only with TIFFJPEG
	tiffCMYK        = 5
	tiffCIELab      = 8
	tiffITULab      = 10
)

// Fax tells a page of CCITT runs.
func (t *TIFFInfo) Fax() bool { return t.Compression == TIFFG3 || t.Compression == TIFFG4 }

// Reversed tells a fax page whose white runs are black ink: by the TIFF rules
// a white run is zeros, and here zero is black. The decoder shows such a page
// in negative; in a PDF it needs /BlackIs1 true.
func (t *TIFFInfo) Reversed() bool { return t.Fax() && t.Photometric == TIFFBlackIsZero }

// pages finds the directories of the pages in their order. Thumbnails and
// masks that some writers put between the pages are left out.
func (f *directories) pages() ([]int64, error) {
	var found []int64
	seen := map[int64]bool{}
	for at := f.first; at != 0; {
		if seen[at] {
			return nil, fmt.Errorf("the chain of directories comes back to byte %d", at)
		}
		if seen[at] = true; len(seen) > 2*MaxFrames {
			return nil, TooManyFrames.About(MaxFrames)
		}
		d, next, err := f.read(at)
		if err != nil {
			return nil, err
		}
		const thumbnail, mask = 1, 4
		if d.number(tagSubfileType, 0)&(thumbnail|mask) == 0 {
			found = append(found, at)
		}
		at = next
	}
	switch {
	case len(found) == 0:
		return nil, fmt.Errorf("no page in the file")
	case len(found) > MaxFrames:
		return nil, TooManyFrames.About(MaxFrames)
	}
	return found, nil
}

func probeTIFF(r io.ReaderAt, size int64, frame int) (Info, error) {
	f, err := openDirectories(r, size)
	if err != nil {
		return Info{}, err
	}
	found, err := f.pages()
	if err != nil {
		return Info{}, err
	}
	if frame < 0 || frame >= len(found) {
		return Info{}, NoSuchFrame.About(frame+1, len(found))
	}
	return f.page(found, frame)
}

// page describes one page of the file.
func (f *directories) page(found []int64, frame int) (Info, error) {
	d, _, err := f.read(found[frame])
	if err != nil {
		return Info{}, err
	}
	info := Info{Media: office.TIFF, Frames: len(found), Frame: frame,
		Width: int(d.number(tagWidth, 0)), Height: int(d.number(tagHeight, 0)),
		Bits: int(d.number(tagBits, 1)), Components: int(d.number(tagSamples, 1)),
		Orientation: exif{orientation: int(d.number(tagOrientation, 1))}.upright(),
		TIFF: &TIFFInfo{Compression: int(d.number(tagCompression, TIFFPlain)), Photometric: int(d.number(tagPhotometric, -1)),
			FillOrder: int(d.number(tagFillOrder, 1)), T4Options: d.number(tagT4Options, 0), Predictor: int(d.number(tagPredictor, 1)),
			directory: found[frame]},
	}
	info.Palette = info.TIFF.Photometric == TIFFPalette
	info.Alpha = info.Components == 4
	if err := within(info.Width, info.Height); err != nil {
		return Info{}, err
	}
	if err := readable(d, info); err != nil {
		return Info{}, err
	}
	if err := d.blocks(&info); err != nil {
		return Info{}, err
	}
	if said := d.density(); said.known() {
		info.DPIX, info.DPIY = said.x, said.y
	}
	if info.TIFF.Compression == TIFFJPEG {
		return info, f.jpegBlocks(d, info)
	}
	if _, err := tiff.DecodeConfig(f.from(found[frame])); err != nil {
		return Info{}, RareCoding.Because(err)
	}
	return info, nil
}

// readable refuses what the decoder would refuse, or would read wrongly
// without a word.
func readable(d directory, info Info) error {
	t := info.TIFF
	switch t.Photometric {
	case tiffCMYK:
		return PrintColours.About("CMYK (máy in)")
	case tiffCIELab, tiffCIELab + 1, tiffITULab:
		return PrintColours.About("Lab")
	}
	if info.Bits > 8 {
		return TooManyBits.About(info.Bits)
	}
	const twoDimensional = 1
	rare := map[string]bool{
		"compression":          !taken(t.Compression),
		"photometric":          t.Compression != TIFFJPEG && (t.Photometric < 0 || t.Photometric > TIFFPalette),
		"colours of a JPEG":    t.Compression == TIFFJPEG && t.jpegComponents() != info.Components,
		"separate planes":      info.Components > 1 && d.number(tagPlanar, 1) != 1,
		"fill order":           t.FillOrder != 1 && !t.Fax(),
		"two-dimensional G3":   t.Compression == TIFFG3 && t.T4Options&twoDimensional != 0,
		"uncompressed G4 mode": t.Compression == TIFFG4 && d.number(tagT6Options, 0) != 0,
		"fax of more bits":     t.Fax() && (info.Bits != 1 || info.Components != 1),
		"predictor":            t.Predictor > 2,
	}
	for what, found := range rare {
		if found {
			return RareCoding.Because(fmt.Errorf("%s: compression %d, photometric %d", what, t.Compression, t.Photometric))
		}
	}
	return nil
}

func taken(compression int) bool {
	switch compression {
	case TIFFPlain, TIFFJPEG, TIFFG3, TIFFG4, TIFFLZW, TIFFDeflate, TIFFPackBits, TIFFDeflateOld:
		return true
	}
	return false
}

// blocks finds where the strips or tiles lie, and that they lie in the file.
func (d directory) blocks(info *Info) error {
	t := info.TIFF
	offsets, sizes := tagStripOffsets, tagStripSizes
	t.blockWidth = info.Width
	t.RowsPerStrip = int(min(max(d.number(tagRowsPerStrip, int64(info.Height)), 1), int64(info.Height)))
	want := (info.Height + t.RowsPerStrip - 1) / t.RowsPerStrip
	if w, h := int(d.number(tagTileWidth, 0)), int(d.number(tagTileHeight, 0)); w > 0 {
		if h <= 0 {
			return fmt.Errorf("tiles of %d×%d", w, h)
		}
		t.Tiled, t.blockWidth, t.RowsPerStrip, offsets, sizes = true, w, h, tagTileOffsets, tagTileSizes
		want = ((info.Width + w - 1) / w) * ((info.Height + h - 1) / h)
	}
	if want > mostStrips {
		return RareCoding.Because(fmt.Errorf("%d strips", want))
	}
	at, err := d.numbers(offsets, want)
	if err != nil {
		return err
	}
	long, err := d.numbers(sizes, want)
	if err != nil {
		return err
	}
	if len(at) < want || len(long) < want {
		return fmt.Errorf("%d offsets and %d sizes for %d strips", len(at), len(long), want)
	}
	for i := range want {
		if at[i]+long[i] > d.of.size {
			return io.ErrUnexpectedEOF
		}
		t.Strips = append(t.Strips, Span{at[i], long[i]})
	}
	return t.enough(*info)
}

// enough finds plain strips that hold fewer bytes than their rows need.
func (t *TIFFInfo) enough(info Info) error {
	if t.Tiled || t.Compression != TIFFPlain {
		return nil
	}
	row := int64((info.Width*info.Components*info.Bits + 7) / 8)
	left := int64(info.Height)
	for _, s := range t.Strips {
		rows := min(left, int64(t.RowsPerStrip))
		if s.Size < rows*row {
			return io.ErrUnexpectedEOF
		}
		left -= rows
	}
	return nil
}

// oneOf shows a TIFF of many pages as if the wanted directory were the first:
// the decoder knows no other.
type oneOf struct {
	f     *directories
	first [4]byte
}

// from is the file as it reads when the directory at that offset is the first.
func (f *directories) from(directory int64) *io.SectionReader {
	o := &oneOf{f: f}
	f.order.PutUint32(o.first[:], uint32(directory))
	return io.NewSectionReader(o, 0, f.size)
}

// ReadAt puts the wanted offset over bytes 4 to 7.
func (o *oneOf) ReadAt(b []byte, at int64) (int, error) {
	n, err := o.f.r.ReadAt(b, at)
	for i, v := range o.first {
		if k := int64(4+i) - at; k >= 0 && k < int64(n) {
			b[k] = v
		}
	}
	return n, err
}
