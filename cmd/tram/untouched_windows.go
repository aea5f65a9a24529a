package main

import (
	"errors"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	lastInputInfo = windows.NewLazySystemDLL("user32.dll").NewProc("GetLastInputInfo")
	tickCount     = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetTickCount")
)

// lastTouch asks for the session of this user.
func lastTouch() (time.Duration, error) {
	var info struct{ size, tick uint32 }
	info.size = uint32(unsafe.Sizeof(info))
	if ok, _, err := lastInputInfo.Call(uintptr(unsafe.Pointer(&info))); ok == 0 {
		return 0, errors.Join(errors.New("asking for the last input"), err)
	}
	now, _, _ := tickCount.Call()
	return time.Duration(uint32(now)-info.tick) * time.Millisecond, nil // both turn over after 49 days
}
