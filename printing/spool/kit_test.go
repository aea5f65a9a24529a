package spool_test

import (
	"context"
	"io"
	"testing"

	"go.uber.org/goleak"

	"tram/local/office"
	"tram/local/pdf"
	"tram/printing/spool"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(server string) spool.Spool {
	return spool.Open(spool.Options{Clock: office.SystemClock{}, Server: server, Draw: measure})
}

func measure(ctx context.Context, file io.ReaderAt, size int64) (spool.Pages, error) {
	p, err := pdf.OpenBands(ctx, file, size)
	if err != nil {
		return nil, err
	}
	return p, nil
}

func stopKeys(stops []office.PrintStop) (keys []string) {
	for _, s := range stops {
		keys = append(keys, s.Key)
	}
	return keys
}
