package main

import (
	"errors"
	"runtime"

	"golang.org/x/sys/windows"
)

// view opens a file or a folder with the system's own program, and gives back what the
// system says of it. It asks in a thread of its own: what others have put into the
// explorer is started in it, and may stay.
func view(path string) error {
	ended := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if err := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED|windows.COINIT_DISABLE_OLE1DDE); err == nil {
			defer windows.CoUninitialize()
		}
		ended <- shellOpen(path)
	}()
	if err := <-ended; err != nil {
		return NoViewer.About(path).Because(err)
	}
	return nil
}

func shellOpen(path string) error {
	if path == "" {
		return errors.New("no path")
	}
	verb, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return err
	}
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, verb, file, nil, nil, windows.SW_SHOWNORMAL)
}
