package main

import (
	"golang.org/x/sys/windows"
)

// view opens a file or a folder with the system's own program.
func view(path string) error {
	verb, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return err
	}
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return NoViewer.About(path).Because(err)
	}
	if err := windows.ShellExecute(0, verb, file, nil, nil, windows.SW_SHOWNORMAL); err != nil {
		return NoViewer.About(path).Because(err)
	}
	return nil
}
