//go:build !windows

package main

import "fyne.io/fyne/v2"

// room is not told here: the desktop makes a window smaller that does not fit.
func room(float64) fyne.Size { return fyne.Size{} }
