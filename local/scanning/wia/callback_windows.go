//go:build amd64 || arm64

package wia

import (
	"context"
	"io"
	"os"
	"runtime"
	"sync"
	"syscall"
	"unsafe"

	"github.com/go-ole/go-ole"
)

// A worker does one scan: who receives its pages, and the streams that WIA writes to, are
// found here by the methods that WIA calls. Objects stay until the worker is gone, however
// often they are let go of, so that a driver that counts badly calls nothing that is freed.

// object is what WIA holds of one of ours: a place with the table of its methods.
type object struct {
	methods *[16]uintptr
	number  int // of a stream
}

// receiver takes the pages of a scan from WIA.
type receiver struct {
	ctx   context.Context
	out   pages
	self  *object
	pin   runtime.Pinner
	noted uint32 // error that the device told on the way
	err   error  // of taking a page, or errEnough

	mu      sync.Mutex
	streams []*stream
}

// now is the receiver of this worker's scan.
var now *receiver

func receive(ctx context.Context, out pages) *receiver {
	r := &receiver{ctx: ctx, out: out, self: &object{methods: &callbackMethods}}
	r.pin.Pin(r.self)
	r.pin.Pin(&callbackMethods)
	r.pin.Pin(&streamMethods)
	now = r
	return r
}

// messages of IWiaTransferCallback.TransferCallback.
const endOfStream, endOfTransfer = 2, 3

// progress is WiaTransferParams.
type progress struct {
	message, percent int32
	bytes            uint64
	status           uint32
}

var callbackMethods = [16]uintptr{
	syscall.NewCallback(func(self *object, iid *ole.GUID, out **object) uintptr { return query(self, iid, out, iidCallback) }),
	syscall.NewCallback(counted), syscall.NewCallback(counted),
	syscall.NewCallback(func(_ *object, _ uintptr, p *progress) uintptr { return uintptr(now.told(p)) }),
	syscall.NewCallback(func(_ *object, _, _, _ uintptr, out **object) uintptr { return uintptr(now.next(out)) }),
}

func query(self *object, iid *ole.GUID, out **object, ours ...*ole.GUID) uintptr {
	for _, known := range append(ours, ole.IID_IUnknown) {
		if ole.IsEqualGUID(iid, known) {
			*out = self
			return uintptr(isOK)
		}
	}
	*out = nil
	return uintptr(noInterface)
}

func counted(*object) uintptr { return 1 }

// told is called with what happens; another answer than OK gives the scan up.
func (r *receiver) told(p *progress) uint32 {
	r.out.alive()
	if int32(p.status) < 0 {
		r.noted = p.status
	}
	if p.message == endOfStream || p.message == endOfTransfer {
		r.closed()
	}
	if r.err != nil || r.ctx.Err() != nil {
		return isFalse
	}
	return isOK
}

// closed takes the page that WIA has written.
func (r *receiver) closed() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.streams) == 0 || r.err != nil {
		return
	}
	if r.err = r.streams[len(r.streams)-1].close(); r.err == nil {
		r.err = r.out.whole()
	}
}

// next gives WIA a stream for a page.
func (r *receiver) next(out **object) uint32 {
	*out = nil
	r.closed()
	if r.err != nil || r.ctx.Err() != nil {
		return isFalse
	}
	path, err := r.out.next()
	if err == nil {
		var s *stream
		if s, err = newStream(path, len(r.streams)); err == nil {
			r.mu.Lock()
			r.streams = append(r.streams, s)
			r.mu.Unlock()
			r.pin.Pin(s.self)
			*out = s.self
			return isOK
		}
	}
	r.err = err
	return isFalse
}

// end closes what a scan left open.
func (r *receiver) end() {
	for _, s := range r.streams {
		_ = s.close() // of a page that is not whole
	}
}

// stream is a file as WIA writes it (IStream).
type stream struct {
	self *object
	mu   sync.Mutex
	f    *os.File // nil: it is closed
	size int64    // the furthest byte written
}

func newStream(path string, number int) (*stream, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	return &stream{self: &object{methods: &streamMethods, number: number}, f: f}, nil
}

func (s *stream) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.f == nil {
		return nil
	}
	f := s.f
	s.f = nil
	return f.Close()
}

// streamOf is the stream of an object of ours.
func streamOf(self *object) *stream {
	now.mu.Lock()
	defer now.mu.Unlock()
	return now.streams[self.number]
}

// statstg is what IStream.Stat tells.
type statstg struct {
	name  uintptr
	kind  uint32
	size  uint64
	times [3]uint64
	mode  uint32
	locks uint32
	class ole.GUID
	state uint32
	_     uint32
}

const isStream = 2

func refused(code uint32) func(*object) uintptr {
	return func(*object) uintptr { return uintptr(code) }
}

// streamMethods: those that take more arguments than are named here leave them alone, which
// the calling convention of 64 bits allows.
var streamMethods = [16]uintptr{
	syscall.NewCallback(func(self *object, iid *ole.GUID, out **object) uintptr {
		return query(self, iid, out, iidSequential, iidStream)
	}),
	syscall.NewCallback(counted), syscall.NewCallback(counted),
	syscall.NewCallback(func(self *object, b *byte, n uintptr, got *uint32) uintptr {
		return streamOf(self).do(b, n, got, func(f *os.File, b []byte) (int, error) { return f.Read(b) })
	}),
	syscall.NewCallback(func(self *object, b *byte, n uintptr, got *uint32) uintptr {
		return streamOf(self).do(b, n, got, func(f *os.File, b []byte) (int, error) { return f.Write(b) })
	}),
	syscall.NewCallback(func(self *object, by, from uintptr, at *int64) uintptr {
		return streamOf(self).seek(int64(by), int(uint32(from)), at)
	}),
	syscall.NewCallback(refused(isOK)), // SetSize: the file grows by being written
	syscall.NewCallback(refused(notImplemented)),
	syscall.NewCallback(refused(isOK)), // Commit
	syscall.NewCallback(refused(isOK)), syscall.NewCallback(refused(notImplemented)), syscall.NewCallback(refused(notImplemented)),
	syscall.NewCallback(func(self *object, out *statstg, _ uintptr) uintptr { return streamOf(self).stat(out) }),
	syscall.NewCallback(refused(notImplemented)),
}

func (s *stream) do(b *byte, n uintptr, got *uint32, do func(*os.File, []byte) (int, error)) uintptr {
	s.mu.Lock()
	defer s.mu.Unlock()
	done, err := 0, os.ErrClosed
	if n = uintptr(uint32(n)); s.f != nil && n == 0 {
		err = nil
	} else if s.f != nil && b != nil {
		done, err = do(s.f, unsafe.Slice(b, n))
	}
	if got != nil {
		*got = uint32(done)
	}
	if err != nil && err != io.EOF { //nolint:errorlint // what a file returns at its end
		return uintptr(storageFault)
	}
	return uintptr(isOK)
}

func (s *stream) seek(by int64, from int, at *int64) uintptr {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.f == nil {
		return uintptr(storageFault)
	}
	n, err := s.f.Seek(by, from)
	if err != nil {
		return uintptr(storageFault)
	}
	if at != nil {
		*at = n
	}
	return uintptr(isOK)
}

func (s *stream) stat(out *statstg) uintptr {
	s.mu.Lock()
	defer s.mu.Unlock()
	*out = statstg{kind: isStream, mode: 2}
	if s.f != nil {
		if info, err := s.f.Stat(); err == nil {
			out.size = uint64(info.Size())
		}
	}
	return uintptr(isOK)
}
