package escltest

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"testing"
)

// Line is a network in memory with one device on it, so that minutes of waiting pass at
// once (testing/synctest).
type Line struct {
	calls chan net.Conn
	off   chan struct{}
	once  sync.Once
}

// Serve puts a device on a line until the test ends or Cut is called.
func Serve(t testing.TB, device http.Handler) *Line {
	l := &Line{calls: make(chan net.Conn), off: make(chan struct{})}
	s := &http.Server{Handler: device, ErrorLog: log.New(io.Discard, "", 0)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.Serve(l)
	}()
	t.Cleanup(func() {
		l.Cut()
		s.Close()
		<-done
	})
	return l
}

// Dial calls the device, whatever the address.
func (l *Line) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case l.calls <- there:
		return here, nil
	case <-l.off:
		return nil, &net.OpError{Op: "dial", Net: network, Err: net.ErrClosed}
	case <-ctx.Done():
		return nil, &net.OpError{Op: "dial", Net: network, Err: ctx.Err()}
	}
}

// Cut takes the device off the line for new calls.
func (l *Line) Cut() { l.once.Do(func() { close(l.off) }) }

// Accept implements net.Listener.
func (l *Line) Accept() (net.Conn, error) {
	select {
	case c := <-l.calls:
		return c, nil
	case <-l.off:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (l *Line) Close() error { l.Cut(); return nil }

// Addr implements net.Listener.
func (l *Line) Addr() net.Addr { return &net.UnixAddr{Name: "line", Net: "pipe"} }
