package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Samples are unpacked row by row, as their predictor asks; never more of them
// than the image has pixels.

var errRarePacking = errors.New("samples in a packing that is not known")

// rows gives one row of samples after the other. A row is used up before the
// next call.
type rows func() ([]byte, error)

// samples gives the rows of an image.
func (f *foreign) samples(s *types.StreamDict, r raster) (rows, error) {
	packed, parms, err := f.packed(s, r)
	if err != nil {
		return nil, err
	}
	predictor, err := f.predictor(parms, r)
	if err != nil {
		return nil, err
	}
	row, before := make([]byte, r.stride()), make([]byte, r.stride())
	return func() ([]byte, error) {
		row, before = before, row
		return row, readRow(packed, row, before, predictor, r)
	}, nil
}

// rowsOf gives samples that lie in memory.
func rowsOf(samples []byte, r raster) rows {
	return func() ([]byte, error) {
		row := samples[:r.stride()]
		samples = samples[r.stride():]
		return row, nil
	}
}

// packed unpacks all but the predictor of the last filter.
func (f *foreign) packed(s *types.StreamDict, r raster) (io.Reader, types.Dict, error) {
	if len(s.FilterPipeline) == 0 {
		return bytes.NewReader(s.Raw), nil, nil
	}
	parms, err := f.parms(s)
	if err != nil {
		return nil, nil, err
	}
	if last(s) == "FlateDecode" {
		before, err := f.encoded(s)
		if err != nil {
			return nil, nil, err
		}
		z, err := zlib.NewReader(bytes.NewReader(before))
		return z, parms, err
	}
	if parms["EarlyChange"] != nil {
		return nil, nil, errRarePacking
	}
	plain := *s
	plain.FilterPipeline = append([]types.PDFFilter(nil), s.FilterPipeline...)
	plain.FilterPipeline[len(plain.FilterPipeline)-1].DecodeParms = nil
	b, err := f.decoded(&plain, int64((r.stride()+1)*r.height+mostPadding))
	return bytes.NewReader(b), parms, err
}

const (
	noPredictor   = 1
	tiffPredictor = 2
	pngPredictor  = 10 // and all above it: each row says which
)

// predictor reads which one was used. It must have counted the pixels as the
// image does.
func (f *foreign) predictor(parms types.Dict, r raster) (int, error) {
	kind, given := f.number(parms["Predictor"])
	if !given || kind == noPredictor {
		return noPredictor, nil
	}
	for key, of := range map[string]struct{ absent, want int }{
		"Colors": {1, r.components}, "BitsPerComponent": {8, r.depth}, "Columns": {1, r.width},
	} {
		v, given := f.number(parms[key])
		if !given {
			v = float64(of.absent)
		}
		if v != float64(of.want) {
			return 0, fmt.Errorf("%w: %s %g for %d", errRarePacking, key, v, of.want)
		}
	}
	switch {
	case kind == tiffPredictor:
		return tiffPredictor, nil
	case kind >= pngPredictor && kind <= 15:
		return pngPredictor, nil
	}
	return 0, fmt.Errorf("%w: predictor %g", errRarePacking, kind)
}

// readRow gives one row of samples.
func readRow(packed io.Reader, row, before []byte, predictor int, r raster) error {
	filter := []byte{0}
	if predictor == pngPredictor {
		if _, err := io.ReadFull(packed, filter); err != nil {
			return err
		}
	}
	if _, err := io.ReadFull(packed, row); err != nil {
		return err
	}
	switch predictor {
	case tiffPredictor:
		addLeft(row, r)
	case pngPredictor:
		return unfilter(filter[0], row, before, max(1, r.components*r.depth/8))
	}
	return nil
}

// addLeft adds to each component the one of the pixel before it.
func addLeft(row []byte, r raster) {
	if r.depth == 8 {
		for i := r.components; i < len(row); i++ {
			row[i] += row[i-r.components]
		}
		return
	}
	mask, left := byte(1<<r.depth-1), byte(0)
	for x := range r.width { // one component: only grey and palettes have fewer bits
		shift := 8 - r.depth - x*r.depth%8
		at := &row[x*r.depth/8]
		left = (left + *at>>shift) & mask
		*at = *at&^(mask<<shift) | left<<shift
	}
}

// unfilter undoes one of the five filters of PNG.
func unfilter(kind byte, row, before []byte, pixel int) error {
	for i := range row {
		var left, corner byte
		if i >= pixel {
			left, corner = row[i-pixel], before[i-pixel]
		}
		switch kind {
		case 0:
		case 1:
			row[i] += left
		case 2:
			row[i] += before[i]
		case 3:
			row[i] += byte((int(left) + int(before[i])) / 2)
		case 4:
			row[i] += paeth(left, before[i], corner)
		default:
			return fmt.Errorf("%w: row filter %d", errRarePacking, kind)
		}
	}
	return nil
}

// paeth chooses what lies nearest to left + above - corner.
func paeth(left, above, corner byte) byte {
	p := int(left) + int(above) - int(corner)
	a, b, c := p-int(left), p-int(above), p-int(corner)
	a, b, c = max(a, -a), max(b, -b), max(c, -c)
	switch {
	case a <= b && a <= c:
		return left
	case b <= c:
		return above
	}
	return corner
}
