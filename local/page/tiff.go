package page

import (
	"fmt"
	"io"

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
	Strips       []Span // in the order of the rows; of the tiles when Tiled; one plane behind the other

	alpha      alpha
	planes     int // 1, or the number of components, each of which has strips of its own
	directory  int64
	blockWidth int    // pixels of a strip or tile; RowsPerStrip is its height
	tables     []byte // shared by the JPEG strips, which lack them
}

// TIFF compressions that are taken in.
const (
	TIFFPlain      = 1
	TIFFHuffman    = 2 // the rows of G3 without their ends, each at a byte
	TIFFG3         = 3
	TIFFG4         = 4
	TIFFLZW        = 5
	TIFFOldJPEG    = 6
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
	TIFFYCbCr       = 6 // only with TIFFJPEG and TIFFOldJPEG
	tiffCMYK        = 5
	tiffCIELab      = 8
	tiffITULab      = 10
)

// Fax tells a page of CCITT runs.
func (t *TIFFInfo) Fax() bool {
	return t.Compression == TIFFG3 || t.Compression == TIFFG4 || t.Compression == TIFFHuffman
}

// Reversed tells a fax page whose white runs are black ink: by the TIFF rules
// a white run is zeros, and here zero is black. In a PDF it needs /BlackIs1 true.
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
	info.TIFF.planes = d.planes(info.Components)
	if said := d.density(); said.known() {
		info.DPIX, info.DPIY = said.x, said.y
	}
	if err := within(info.Width, info.Height); err != nil {
		return Info{}, err
	}
	if err := d.meantBy(&info); err != nil {
		return Info{}, err
	}
	if err := readable(d, info); err != nil {
		return Info{}, err
	}
	if info.TIFF.Compression == TIFFOldJPEG {
		return f.oldJPEG(d, info)
	}
	if err := d.blocks(&info); err != nil {
		return Info{}, err
	}
	if info.TIFF.Compression == TIFFJPEG {
		return info, f.jpegBlocks(d, info)
	}
	return info, nil
}

// planes is how many strips tell one place of the page.
func (d directory) planes(components int) int {
	const apart = 2
	if components > 1 && d.number(tagPlanar, 1) == apart {
		return components
	}
	return 1
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
	const uncompressed = 2
	rare := map[string]bool{
		"compression":       !taken(t.Compression),
		"photometric":       !t.jpeg() && (t.Photometric < 0 || t.Photometric > TIFFPalette),
		"too few samples":   info.Components < t.colourSamples(),
		"colours of a JPEG": t.jpeg() && !t.jpegSamples(info.Components),
		"separate planes":   t.planes > 1 && (t.jpeg() || info.Bits != 8),
		"uncompressed mode": t.Compression == TIFFG4 && d.number(tagT6Options, 0)&uncompressed != 0 || t.Compression == TIFFG3 && t.T4Options&uncompressed != 0,
		"fax of more bits":  t.Fax() && (info.Bits != 1 || info.Components != 1),
		"predictor":         t.Predictor > 2 || t.Predictor == 2 && info.Bits != 8 && t.predicts(),
		"samples":           !d.samplesKnown(info),
	}
	for what, found := range rare {
		if found {
			return RareCoding.Because(fmt.Errorf("%s: compression %d, photometric %d", what, t.Compression, t.Photometric))
		}
	}
	return nil
}

// predicts tells a compression that a predictor goes with.
func (t *TIFFInfo) predicts() bool {
	return t.Compression == TIFFLZW || t.Compression == TIFFDeflate || t.Compression == TIFFDeflateOld
}

// jpeg tells pixels that are coded as JPEG, of whatever age.
func (t *TIFFInfo) jpeg() bool { return t.Compression == TIFFJPEG || t.Compression == TIFFOldJPEG }

// samplesKnown tells whether the pixels have samples of as many bits as their
// colours ask for.
func (d directory) samplesKnown(info Info) bool {
	bits, err := d.numbers(tagBits, mostSamples)
	if err != nil {
		return false
	}
	for _, b := range bits {
		if b != int64(info.Bits) {
			return false
		}
	}
	switch {
	case info.Components > 1:
		return info.Bits == 8
	case info.TIFF.jpeg():
		return true
	}
	return info.Bits == 1 || info.Bits == 2 || info.Bits == 4 || info.Bits == 8
}

const mostSamples = 8 // of a pixel

func taken(compression int) bool {
	switch compression {
	case TIFFHuffman, TIFFPlain, TIFFJPEG, TIFFOldJPEG, TIFFG3, TIFFG4, TIFFLZW, TIFFDeflate, TIFFPackBits, TIFFDeflateOld:
		return true
	}
	return false
}

// mostShared is how often over the blocks of one page may take the bytes of their file: some
// writers lay what looks the same down once, and others have a few bytes unpacked thousands
// of times.
const mostShared = 4

// blocks finds where the strips or tiles lie, and that they lie in the file.
func (d directory) blocks(info *Info) error {
	t := info.TIFF
	offsets, sizes := tagStripOffsets, tagStripSizes
	t.blockWidth = info.Width
	t.RowsPerStrip = int(min(max(d.number(tagRowsPerStrip, int64(info.Height)), 1), int64(info.Height)))
	want := (info.Height + t.RowsPerStrip - 1) / t.RowsPerStrip
	if w, h := int(d.number(tagTileWidth, 0)), int(d.number(tagTileHeight, 0)); w > 0 {
		if h <= 0 || w > MaxSide || h > MaxSide {
			return fmt.Errorf("tiles of %d×%d", w, h)
		}
		t.Tiled, t.blockWidth, t.RowsPerStrip, offsets, sizes = true, w, h, tagTileOffsets, tagTileSizes
		want = ((info.Width + w - 1) / w) * ((info.Height + h - 1) / h)
	}
	if want *= t.planes; want > mostStrips {
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
	all := int64(0)
	for i := range want {
		if at[i]+long[i] > d.of.size {
			return io.ErrUnexpectedEOF
		}
		all += long[i]
		t.Strips = append(t.Strips, Span{at[i], long[i]})
	}
	if all > mostShared*d.of.size {
		return fmt.Errorf("blocks of %d bytes in a file of %d", all, d.of.size)
	}
	return t.enough(*info)
}

// enough finds plain strips that hold fewer bytes than their rows need.
func (t *TIFFInfo) enough(info Info) error {
	if t.Tiled || t.Compression != TIFFPlain {
		return nil
	}
	row := int64((info.Width*info.Components/t.planes*info.Bits + 7) / 8)
	for i, s := range t.Strips {
		if s.Size < int64(info.blockAt(i%t.inPlane()).Dy())*row {
			return io.ErrUnexpectedEOF
		}
	}
	return nil
}

// inPlane is how many blocks cover the page once.
func (t *TIFFInfo) inPlane() int { return len(t.Strips) / t.planes }
