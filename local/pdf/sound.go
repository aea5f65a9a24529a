package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/pdf/cos"
)

// openSound opens a PDF that may be appended to. One whose tables have to be
// guessed at may not: readers guess differently.
func openSound(ctx context.Context, r io.ReaderAt, size int64) (*cos.File, error) {
	if size == 0 {
		return nil, EmptyPDF
	}
	if size > MaxFile {
		return nil, PDFTooLarge.About(MaxFile >> 20)
	}
	f, err := cos.Open(ctx, r, size)
	switch {
	case errors.Is(err, cos.ErrEncrypted):
		return nil, Locked.Because(err)
	case err != nil:
		return nil, broken(err)
	}
	return f, nil
}

// broken says that a file has to be written anew before it can be appended to.
// Work that was called off says so.
func broken(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, cos.ErrUnread) {
		return cutShort(err)
	}
	return Disordered.Because(err)
}

// cutShort tells that a file could not be read on, where who reads it has not told
// so already.
func cutShort(err error) error {
	if _, told := office.FailureIn(err); told {
		return err
	}
	return ReadCutShort.Because(err)
}

// guarded keeps a hostile file from taking the program down.
func guarded(work func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = broken(fmt.Errorf("panic: %v", p))
		}
	}()
	return work()
}
