package seal

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
)

// OpenStream gives what lies sealed in r, in order: for what comes from elsewhere and lies
// nowhere yet. Each chunk is authenticated before it is given; that nothing is missing is
// known at io.EOF, and not before. Failures: ErrAnothers, ErrNotSealed.
func (i *Identity) OpenStream(r io.Reader) (io.Reader, error) {
	in := bufio.NewReaderSize(r, maxHeader)
	head, err := in.Peek(maxHeader)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading the header of what was sealed: %w", err)
	}
	if err := looksSealed(bytes.NewReader(head), int64(len(head))); err != nil {
		return nil, err
	}
	plain, err := age.Decrypt(in, i.keys.Load().all()...)
	if other := (*age.NoIdentityMatchError)(nil); errors.As(err, &other) {
		return nil, ErrAnothers
	}
	if err != nil {
		return nil, fmt.Errorf("opening what was sealed: %w", err)
	}
	return plain, nil
}
