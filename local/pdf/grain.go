package pdf

import (
	"context"
	"errors"
	"io"
)

// ScanDPI tells how fine the scans on the pages of a PDF are, in dpi, without
// drawing any: 0 for a page that is no scan, or of which it cannot be told. A file
// that cannot be read gives none; whoever opens it is told why.
func ScanDPI(ctx context.Context, r io.ReaderAt, size int64) (dpi []float64) {
	defer func() {
		if recover() != nil {
			dpi = nil
		}
	}()
	f, err := openForeign(ctx, r, size)
	if err != nil || f.x.Encrypt != nil {
		return nil
	}
	leaves, err := f.leaves()
	if err != nil {
		return nil
	}
	dpi = make([]float64, len(leaves))
	for i, l := range leaves {
		switch p, err := f.onlyImage(ctx, l, i+1); {
		case err == nil:
			dpi[i] = min(p.dpiX, p.dpiY)
		case errors.Is(err, Layered):
			dpi[i] = p.told
		}
	}
	return dpi
}
