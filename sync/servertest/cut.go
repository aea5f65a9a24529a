package servertest

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// Line is a line to a server that can be cut.
type Line struct {
	Address string       // of its near end
	Left    atomic.Int64 // bytes, of both ways, until each connection is cut; negative: it is well
	Stuck   atomic.Bool  // nothing comes through, and nobody is told
}

// Lay lays one, which is well.
func Lay(t testing.TB, server string) *Line {
	t.Helper()
	near, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &Line{Address: near.Addr().String()}
	l.Left.Store(-1)
	var all sync.WaitGroup
	var mu sync.Mutex
	open := map[net.Conn]bool{}
	all.Go(func() {
		for {
			c, err := near.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", server)
			if err != nil {
				c.Close()
				continue
			}
			mu.Lock()
			open[c], open[far] = true, true
			mu.Unlock()
			all.Go(func() { l.carry(far, c) })
			all.Go(func() { l.carry(c, far) })
		}
	})
	t.Cleanup(func() {
		near.Close()
		mu.Lock()
		for c := range open {
			c.Close()
		}
		mu.Unlock()
		all.Wait()
	})
	return l
}

// carry brings bytes from one end to the other until the line is cut.
func (l *Line) carry(to, from net.Conn) {
	defer to.Close()
	defer from.Close()
	b := make([]byte, 4096)
	for {
		n, err := from.Read(b)
		if l.Stuck.Load() {
			io.Copy(io.Discard, from)
			return
		}
		if left := l.Left.Load(); left >= 0 {
			n = min(n, int(left))
			if l.Left.Add(-int64(n)) <= 0 {
				to.Write(b[:n])
				return
			}
		}
		if _, w := to.Write(b[:n]); err != nil || w != nil {
			return
		}
	}
}

// Speak listens, and says the same to whoever comes.
func Speak(t testing.TB, words string) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			c.Read(make([]byte, 1)) // a line that is closed before it was heard is reset
			io.WriteString(c, words)
			io.Copy(io.Discard, c)
			c.Close()
		}
	})
	t.Cleanup(func() { l.Close(); all.Wait() })
	return l.Addr().String()
}
