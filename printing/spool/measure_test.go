package spool_test

import (
	"context"
	"io"

	"tram/local/pdf"
	"tram/printing/spool"
)

func measure(ctx context.Context, file io.ReaderAt, size int64) (spool.Pages, error) {
	p, err := pdf.OpenBands(ctx, file, size)
	if err != nil {
		return nil, err
	}
	return p, nil
}
