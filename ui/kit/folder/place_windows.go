package folder

import (
	"os"
	"path/filepath"
	"unsafe"

	"golang.org/x/sys/windows"
)

// known are the folders that Windows itself names, wherever they lie: OneDrive takes
// Documents, Desktop and Pictures to a folder of its own.
func known() (found []Place) {
	for _, p := range []struct {
		kind Kind
		id   *windows.KNOWNFOLDERID
	}{
		{Desktop, windows.FOLDERID_Desktop}, {Documents, windows.FOLDERID_Documents}, {Downloads, windows.FOLDERID_Downloads},
		{Pictures, windows.FOLDERID_Pictures}, {Home, windows.FOLDERID_Profile},
	} {
		if dir, err := windows.KnownFolderPath(p.id, windows.KF_FLAG_DONT_VERIFY); err == nil {
			found = append(found, Place{Kind: p.kind, Dir: dir})
		}
	}
	return append(found, clouds()...)
}

// clouds are the folders of OneDrive: the one of the person, and the one of the office.
func clouds() (found []Place) {
	for _, name := range []string{"OneDriveCommercial", "OneDriveConsumer", "OneDrive"} {
		if dir := os.Getenv(name); dir != "" {
			found = append(found, Place{Kind: Cloud, Name: filepath.Base(dir), Dir: dir})
		}
	}
	if len(found) > 0 {
		return found
	}
	if dir, err := windows.KnownFolderPath(windows.FOLDERID_SkyDrive, windows.KF_FLAG_DONT_VERIFY); err == nil {
		found = append(found, Place{Kind: Cloud, Name: filepath.Base(dir), Dir: dir})
	}
	return found
}

// mounted are the drives that Windows has letters for, and the shares that it is connected
// with. None of them is asked anything.
func mounted() (found []Place) {
	letters, err := windows.GetLogicalDrives()
	if err != nil {
		letters = 0
	}
	lettered := map[string]bool{}
	for i := range 26 {
		if letters&(1<<i) == 0 {
			continue
		}
		p, share := drive(string(rune('A' + i)))
		lettered[share] = true
		if p.Kind != "" {
			found = append(found, p)
		}
	}
	for _, share := range connected() {
		if !lettered[share] {
			found = append(found, Place{Kind: Share, Name: share, Dir: share + `\`})
		}
	}
	return found
}

// drive is the place of a letter; A and B are floppies that nobody has.
func drive(letter string) (p Place, share string) {
	dir := letter + `:\`
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil || letter < "C" {
		return p, ""
	}
	switch windows.GetDriveType(name) {
	case windows.DRIVE_REMOVABLE:
		return Place{Stick, letter + ":", dir}, ""
	case windows.DRIVE_REMOTE:
		share = remoteName(letter + ":")
		if share == "" {
			return Place{Share, letter + ":", dir}, ""
		}
		return Place{Share, letter + ": " + share, dir}, share
	case windows.DRIVE_NO_ROOT_DIR, windows.DRIVE_UNKNOWN:
		return p, ""
	}
	return Place{Drive, letter + ":", dir}, ""
}

var (
	mpr           = windows.NewLazySystemDLL("mpr.dll")
	getConnection = mpr.NewProc("WNetGetConnectionW")
	openEnum      = mpr.NewProc("WNetOpenEnumW")
	enumResource  = mpr.NewProc("WNetEnumResourceW")
	closeEnum     = mpr.NewProc("WNetCloseEnum")
)

// remoteName is the share that a letter stands for; empty: it is not told.
func remoteName(letter string) string {
	local, err := windows.UTF16PtrFromString(letter)
	if err != nil || getConnection.Find() != nil {
		return ""
	}
	buffer := make([]uint16, windows.MAX_LONG_PATH)
	size := uint32(len(buffer))
	if code, _, _ := getConnection.Call(uintptr(unsafe.Pointer(local)), uintptr(unsafe.Pointer(&buffer[0])), uintptr(unsafe.Pointer(&size))); code != 0 {
		return ""
	}
	return windows.UTF16ToString(buffer)
}

// netResource is NETRESOURCEW.
type netResource struct {
	scope, kind, display, usage      uint32
	local, remote, comment, provider *uint16
}

// connected are the shares that this person is connected with, with a letter or without.
func connected() (shares []string) {
	const connections, disks, bufferSize = 1, 1, 16 << 10
	if openEnum.Find() != nil || enumResource.Find() != nil || closeEnum.Find() != nil {
		return nil
	}
	var h windows.Handle
	if code, _, _ := openEnum.Call(connections, disks, 0, 0, uintptr(unsafe.Pointer(&h))); code != 0 {
		return nil
	}
	defer closeEnum.Call(uintptr(h))
	buffer := make([]netResource, bufferSize/unsafe.Sizeof(netResource{}))
	for {
		count, size := ^uint32(0), uint32(bufferSize/unsafe.Sizeof(netResource{})*unsafe.Sizeof(netResource{}))
		code, _, _ := enumResource.Call(uintptr(h), uintptr(unsafe.Pointer(&count)), uintptr(unsafe.Pointer(&buffer[0])), uintptr(unsafe.Pointer(&size)))
		if code != 0 {
			return shares
		}
		for _, each := range buffer[:min(int(count), len(buffer))] {
			if each.remote != nil {
				shares = append(shares, windows.UTF16PtrToString(each.remote))
			}
		}
	}
}
