package disk

import (
	"fmt"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// askNumber is IOCTL_STORAGE_GET_DEVICE_NUMBER, which needs no right of an administrator.
const askNumber = 0x2d1080

// disksOf names the disk of a folder that lies on a drive with a letter.
func disksOf(folder string) []string {
	volume := filepath.VolumeName(folder)
	if len(volume) != len("C:") {
		return nil
	}
	name, err := windows.UTF16PtrFromString(`\\.\` + volume)
	if err != nil {
		return nil
	}
	const nothing = 0 // no access to what lies on it
	h, err := windows.CreateFile(name, nothing, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return nil
	}
	defer windows.CloseHandle(h) //nolint:errcheck // nothing was written
	var b [12]byte
	var n uint32
	if windows.DeviceIoControl(h, askNumber, nil, 0, &b[0], uint32(len(b)), &n, nil) != nil {
		return nil
	}
	kind, number, ok := deviceNumber(b[:n])
	if !ok {
		return nil
	}
	return []string{fmt.Sprint(kind, number)}
}
