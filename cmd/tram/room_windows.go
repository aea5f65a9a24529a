package main

import (
	"math"
	"unsafe"

	"fyne.io/fyne/v2"
)

var (
	parameters  = user32.NewProc("SystemParametersInfoW")
	systemDPI   = user32.NewProc("GetDpiForSystem")
	adjustFrame = user32.NewProc("AdjustWindowRectExForDpi")
)

const (
	workArea   = 0x30       // SPI_GETWORKAREA: the screen without the task bar
	usualFrame = 0x00cf0000 // WS_OVERLAPPEDWINDOW
	plainDPI   = 96
	air        = 24 // pixels that stay free, so that a window in the middle of the screen is clear of the task bar
)

type rectangle struct{ left, top, right, bottom int32 }

// room is the largest window that the first screen takes, in units of what is drawn as
// large as said. Windows lets a window hang over the edge of the screen.
func room(own float64) fyne.Size {
	var free, frame rectangle
	if ok, _, _ := parameters.Call(workArea, 0, uintptr(unsafe.Pointer(&free)), 0); ok == 0 || systemDPI.Find() != nil || adjustFrame.Find() != nil {
		return fyne.Size{}
	}
	dpi, _, _ := systemDPI.Call()
	if dpi == 0 {
		dpi = plainDPI
	}
	adjustFrame.Call(uintptr(unsafe.Pointer(&frame)), usualFrame, 0, 0, dpi)
	return unitsOf(free, frame, float64(dpi)/plainDPI*own)
}

// unitsOf is what is left of the screen inside of a frame. The toolkit rounds how large it
// draws to a tenth.
func unitsOf(free, frame rectangle, scale float64) fyne.Size {
	drawn := math.Round(scale*10) / 10
	in := func(screen, frame int32) float32 { return float32(math.Floor(float64(screen-frame-air) / drawn)) }
	return fyne.NewSize(in(free.right-free.left, frame.right-frame.left), in(free.bottom-free.top, frame.bottom-frame.top))
}
