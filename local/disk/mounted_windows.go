package disk

import "golang.org/x/sys/windows"

// Mounted are the roots of the disks and sticks of this machine. Drives of the network, and
// floppies, which answer slowly, are none of them.
func Mounted() (at []string) {
	letters, err := windows.GetLogicalDrives()
	if err != nil {
		return nil
	}
	for letter := 'C'; letter <= 'Z'; letter++ {
		if letters&(1<<(letter-'A')) == 0 {
			continue
		}
		root := string(letter) + `:\`
		name, err := windows.UTF16PtrFromString(root)
		if err != nil {
			continue
		}
		if kind := windows.GetDriveType(name); kind == windows.DRIVE_REMOVABLE || kind == windows.DRIVE_FIXED {
			at = append(at, root)
		}
	}
	return at
}
