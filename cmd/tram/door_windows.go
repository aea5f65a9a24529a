package main

import (
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// The door is a pipe of this machine, that takes nobody from another one.

var (
	pipeServer = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetNamedPipeServerProcessId")
	mayFront   = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow")
)

const (
	pipeSize  = 16
	knockTry  = 50 * time.Millisecond
	pipeLocal = 8 // PIPE_REJECT_REMOTE_CLIENTS
)

func (s *seat) pipe() (*uint16, error) {
	return windows.UTF16PtrFromString(`\\.\pipe\` + s.doorNumber())
}

// open opens the door. Without one, the next window says that there is another and no more.
func (s *seat) open() (shut func()) {
	name, err := s.pipe()
	if err != nil {
		return func() {}
	}
	h, err := windows.CreateNamedPipe(name, windows.PIPE_ACCESS_DUPLEX|windows.FILE_FLAG_FIRST_PIPE_INSTANCE,
		windows.PIPE_TYPE_BYTE|windows.PIPE_WAIT|pipeLocal, 1, pipeSize, pipeSize, 0, nil)
	if err != nil {
		return func() {}
	}
	leaving := make(chan struct{})
	go func() {
		defer windows.CloseHandle(h)
		s.answer(h, leaving)
	}()
	return func() {
		close(leaving)
		s.reach(func(windows.Handle) bool { return true }) // wakes who waits for the next to knock
	}
}

func (s *seat) answer(h windows.Handle, leaving <-chan struct{}) {
	for {
		err := windows.ConnectNamedPipe(h, nil)
		select {
		case <-leaving:
			return
		default:
		}
		if (err == nil || err == windows.ERROR_PIPE_CONNECTED) && s.comeForward() {
			var n uint32
			_ = windows.WriteFile(h, []byte{knockHeard}, &n, nil)
			_ = windows.FlushFileBuffers(h)
		} else if err != nil {
			time.Sleep(knockTry)
		}
		_ = windows.DisconnectNamedPipe(h)
	}
}

// reach opens the pipe and does something with it; false where nobody is there.
func (s *seat) reach(do func(windows.Handle) bool) bool {
	name, err := s.pipe()
	if err != nil {
		return false
	}
	for waited := time.Duration(0); waited < knockWait; waited += knockTry {
		h, err := windows.CreateFile(name, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil, windows.OPEN_EXISTING, 0, 0)
		if err == nil {
			defer windows.CloseHandle(h)
			return do(h)
		}
		if err != windows.ERROR_PIPE_BUSY {
			return false
		}
		time.Sleep(knockTry)
	}
	return false
}

// knock asks the window that sits there to come forward, and tells whether it did. Only
// the program that was just started may hand that right on.
func (s *seat) knock() bool {
	heard := make(chan bool, 1)
	go func() {
		heard <- s.reach(func(h windows.Handle) bool {
			var server uint32
			if ok, _, _ := pipeServer.Call(uintptr(h), uintptr(unsafe.Pointer(&server))); ok != 0 {
				mayFront.Call(uintptr(server))
			}
			var said [1]byte
			var n uint32
			return windows.ReadFile(h, said[:], &n, nil) == nil && n == 1 && said[0] == knockHeard
		})
	}()
	select {
	case yes := <-heard:
		return yes
	case <-time.After(knockWait):
		return false
	}
}
