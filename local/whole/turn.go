package whole

import (
	"context"
	"fmt"
	"os"
	"time"
)

// turnAgain is how often a place in the line is asked for.
const turnAgain = 10 * time.Millisecond

// Turn waits until no other process, and nobody else in this one, has the file of a
// name, and takes it until release is called. It ends with the process, however that
// ends. The file is empty and stays: one that is removed while others wait for it
// keeps nobody out any more. A disk that knows no locks is no reason to refuse.
func Turn(ctx context.Context, path string) (release func(), err error) {
	f, err := OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, Tell(path, err)
	}
	again := time.NewTicker(turnAgain)
	defer again.Stop()
	for !takeTurn(f) {
		select {
		case <-ctx.Done():
			f.Close()
			return nil, fmt.Errorf("waiting for a turn: %w", ctx.Err())
		case <-again.C:
		}
	}
	return func() { f.Close() }, nil
}
