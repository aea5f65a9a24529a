package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"
)

var (
	user32   = windows.NewLazySystemDLL("user32.dll")
	isIconic = user32.NewProc("IsIconic")
	show     = user32.NewProc("ShowWindow")
	front    = user32.NewProc("SetForegroundWindow")
)

// raise brings up a window, also from the task bar.
func raise(w fyne.Window) {
	native, is := w.(driver.NativeWindow)
	if !is {
		return
	}
	native.RunNative(func(context any) {
		c, is := context.(driver.WindowsWindowContext)
		if !is {
			return
		}
		if down, _, _ := isIconic.Call(c.HWND); down != 0 {
			show.Call(c.HWND, windows.SW_RESTORE)
		}
		front.Call(c.HWND)
	})
}
