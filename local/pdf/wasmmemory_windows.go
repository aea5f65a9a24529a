package pdf

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

const memReset = 0x80000 // MEM_RESET: what the pages hold is of no interest any more

// reserve takes a place for so many bytes, without pages behind it.
func reserve(size int) ([]byte, error) {
	at, err := windows.VirtualAlloc(0, uintptr(size), windows.MEM_RESERVE, windows.PAGE_READWRITE)
	if err != nil {
		return nil, err
	}
	// It is the system's memory, which no collector moves.
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&at)), size), nil
}

// commit puts pages behind the place; those that are there stay.
func commit(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	_, err := windows.VirtualAlloc(start(b), uintptr(len(b)), windows.MEM_COMMIT, windows.PAGE_READWRITE)
	return err
}

// forget lets the system take the pages for others.
func forget(b []byte) {
	_, _ = windows.VirtualAlloc(start(b), uintptr(len(b)), memReset, windows.PAGE_READWRITE)
}

func release(b []byte) { _ = windows.VirtualFree(start(b), 0, windows.MEM_RELEASE) }

func start(b []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(b))) }
