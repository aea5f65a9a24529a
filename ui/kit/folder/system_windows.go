package folder

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"golang.org/x/sys/windows"
)

// separators stand between the names of a path.
const separators = `\/`

// sameName is a name as the disk tells names apart: by no case.
func sameName(name string) string { return strings.ToLower(name) }

// What windows tells of an entry: that it stays out of sight, or that to read it is to
// fetch it from a cloud.
const (
	outOfSight = windows.FILE_ATTRIBUTE_HIDDEN | windows.FILE_ATTRIBUTE_SYSTEM
	elsewhere  = windows.FILE_ATTRIBUTE_OFFLINE | 0x00040000 | 0x00400000 // RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS
)

func hidden(info fs.FileInfo) bool { return attributes(info)&outOfSight != 0 }

func lies(info fs.FileInfo) bool { return attributes(info)&elsewhere != 0 }

func attributes(info fs.FileInfo) uint32 {
	if told, is := info.Sys().(*syscall.Win32FileAttributeData); is {
		return told.FileAttributes
	}
	return 0
}

// writable asks for the right to add a file, and adds none.
func writable(dir string) error {
	const addFile = 0x2 // FILE_ADD_FILE
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return err
	}
	h, err := windows.CreateFile(name, addFile, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE, nil,
		windows.OPEN_EXISTING, windows.FILE_FLAG_BACKUP_SEMANTICS, 0)
	switch {
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return Unwritable.Because(err)
	case errors.Is(err, windows.ERROR_WRITE_PROTECT), err == nil && onlyRead(h):
		err = errors.Join(err, shut(h))
		return OnlyRead.Because(err)
	case err != nil:
		return nil // what else there is to say, the writing says
	}
	return shut(h)
}

func shut(h windows.Handle) error {
	if h == windows.InvalidHandle || h == 0 {
		return nil
	}
	return windows.CloseHandle(h)
}

func onlyRead(h windows.Handle) bool {
	const volumeOnlyRead = 0x00080000
	var flags uint32
	err := windows.GetVolumeInformationByHandle(h, nil, 0, nil, nil, &flags, nil, 0)
	return err == nil && flags&volumeOnlyRead != 0
}

// free is how many bytes may still be written in a folder.
func free(dir string) (bytes uint64, known bool) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, false
	}
	err = windows.GetDiskFreeSpaceEx(name, &bytes, nil, nil)
	return bytes, err == nil
}
