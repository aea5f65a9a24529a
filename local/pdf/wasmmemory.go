package pdf

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/tetratelabs/wazero/experimental"

	"tram/local/pdf/halt"
)

// PDFium's memory grows where it lies. On the heap, each growth would copy it and
// leave the old piece to the collector: 2 GB for a limit of half of one. It is
// reserved outside the heap up to its limit; only what PDFium touches is taken
// from the machine. It is also where a PDFium that is at work is told to end.

// afterUse is how long a memory that was given back stays readable. A PDFium that
// is ended while it is at work may touch it until it notices.
const afterUse = 2 * time.Minute

// growingInPlace makes PDFiums that are started with the context keep their
// memory so, and end with it. Where nothing can be reserved, they start with what
// Go gives them.
func growingInPlace(ctx context.Context) context.Context {
	return experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(func(_, most uint64) experimental.LinearMemory {
		whole, err := reserve(int(most))
		if err != nil {
			m := &copied{}
			context.AfterFunc(ctx, m.end)
			return m
		}
		m := &inPlace{whole: whole}
		context.AfterFunc(ctx, m.end)
		return m
	}))
}

// tellEnd has the PDFium to which a memory belongs trap at its next loop.
func tellEnd(memory []byte) {
	atomic.StoreUint32((*uint32)(unsafe.Pointer(&memory[halt.At])), 1)
}

// inPlace is a reserved piece of memory, from which less is in use.
type inPlace struct {
	whole []byte
	freed sync.Once

	lock sync.Mutex
	gone bool // its place was given back
}

func (m *inPlace) end() {
	m.lock.Lock()
	defer m.lock.Unlock()
	if !m.gone && commit(m.whole[:halt.At+4]) == nil {
		tellEnd(m.whole)
	}
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
		m.end()
		time.AfterFunc(afterUse, m.leave)
	})
}

func (m *inPlace) leave() {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.gone = true
	release(m.whole)
}

// copied is memory on the heap.
type copied struct {
	lock  sync.Mutex
	b     []byte
	ended bool
}

func (m *copied) Reallocate(size uint64) []byte {
	m.lock.Lock()
	defer m.lock.Unlock()
	if size > uint64(len(m.b)) {
		m.b = append(m.b, make([]byte, size-uint64(len(m.b)))...)
	}
	if m.ended {
		tellEnd(m.b)
	}
	return m.b[:size]
}

func (m *copied) end() {
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.ended = true; len(m.b) > 0 {
		tellEnd(m.b)
	}
}

func (m *copied) Free() {
	m.end()
	m.lock.Lock()
	defer m.lock.Unlock()
	m.b = nil
}
