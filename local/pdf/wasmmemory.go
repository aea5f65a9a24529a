package pdf

import (
	"context"
	"sync"
	"time"

	"github.com/tetratelabs/wazero/experimental"
)

// PDFium's memory grows where it lies. On the heap, each growth would copy it and
// leave the old piece to the collector: 2 GB for a limit of half of one. It is
// reserved outside the heap up to its limit; only what PDFium touches is taken
// from the machine.

// afterUse is how long a memory that was given back stays readable. A PDFium that
// is ended while it is at work may touch it until it notices.
const afterUse = 2 * time.Minute

// growingInPlace makes PDFiums that are started with the context keep their
// memory so. Where nothing can be reserved, they start with what Go gives them.
func growingInPlace(ctx context.Context) context.Context {
	return experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(func(_, most uint64) experimental.LinearMemory {
		whole, err := reserve(int(most))
		if err != nil {
			return &copied{}
		}
		return &inPlace{whole: whole}
	}))
}

// inPlace is a reserved piece of memory, from which less is in use.
type inPlace struct {
	whole []byte
	freed sync.Once
}

// Reallocate gives the first size bytes; nil where they cannot be had.
func (m *inPlace) Reallocate(size uint64) []byte {
	if size > uint64(len(m.whole)) || commit(m.whole[:size]) != nil {
		return nil
	}
	return m.whole[:size]
}

// Free gives back what the memory takes, and later its place.
func (m *inPlace) Free() {
	m.freed.Do(func() {
		forget(m.whole)
		time.AfterFunc(afterUse, func() { release(m.whole) })
	})
}

// copied is memory on the heap.
type copied struct{ b []byte }

func (m *copied) Reallocate(size uint64) []byte {
	if size > uint64(len(m.b)) {
		m.b = append(m.b, make([]byte, size-uint64(len(m.b)))...)
	}
	return m.b[:size]
}

func (m *copied) Free() { m.b = nil }
