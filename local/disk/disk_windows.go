package disk

import (
	"context"
	"path/filepath"
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"

	"tram/local/office"
)

// The explorer tells everybody of a drive what manage-bde tells administrators only: a
// property of the drive's root, of which Windows itself knows the key by name.
const property = "System.Volume.BitLockerProtection"

// The values of the property that are certain. Suspended has its key in the clear.
var bitLocker = map[uint32]office.DiskCipher{
	1: office.DiskCipherOn,
	2: office.DiskCipherOff,
	3: office.DiskCipherOff, // being encrypted
	4: office.DiskCipherOff, // being decrypted
	5: office.DiskCipherOff, // suspended
	6: office.DiskCipherOn,  // locked
	8: office.DiskCipherOff, // waits for its first key
}

var (
	ole32   = windows.NewLazySystemDLL("ole32.dll")
	shell32 = windows.NewLazySystemDLL("shell32.dll")
	propsys = windows.NewLazySystemDLL("propsys.dll")

	coInitialize   = ole32.NewProc("CoInitializeEx")
	coUninitialize = ole32.NewProc("CoUninitialize")
	itemOf         = shell32.NewProc("SHCreateItemFromParsingName")
	keyNamed       = propsys.NewProc("PSGetPropertyKeyFromName")
)

// shellItem2 is the interface IShellItem2.
var shellItem2 = windows.GUID{Data1: 0x7e9fb0d3, Data2: 0x919f, Data3: 0x4307, Data4: [8]byte{0xab, 0x2e, 0x9b, 0x18, 0x60, 0x31, 0x0c, 0x93}}

// Places in its table of methods.
const (
	release   = 2
	getUInt32 = 17
)

type propertyKey struct {
	format windows.GUID
	id     uint32
}

func encrypted(ctx context.Context, folder string) office.DiskCipher {
	got := make(chan office.DiskCipher, 1)
	go func() { got <- ofVolume(filepath.VolumeName(folder)) }()
	select {
	case is := <-got:
		return is
	case <-ctx.Done():
		return office.DiskCipherUnknown
	}
}

func ofVolume(volume string) office.DiskCipher {
	if len(volume) != len("C:") { // a share of another machine
		return office.DiskCipherUnknown
	}
	for _, p := range []*windows.LazyProc{coInitialize, coUninitialize, itemOf, keyNamed} {
		if p.Find() != nil {
			return office.DiskCipherUnknown
		}
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const apartment = 2
	if hr, _, _ := coInitialize.Call(0, apartment); failed(hr) {
		return office.DiskCipherUnknown
	}
	defer coUninitialize.Call()
	value, ok := propertyOf(volume + `\`)
	if is, known := bitLocker[value]; ok && known {
		return is
	}
	return office.DiskCipherUnknown
}

func propertyOf(root string) (value uint32, ok bool) {
	name, err := windows.UTF16PtrFromString(property)
	if err != nil {
		return 0, false
	}
	path, err := windows.UTF16PtrFromString(root)
	if err != nil {
		return 0, false
	}
	var key propertyKey
	if hr, _, _ := keyNamed.Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&key))); failed(hr) {
		return 0, false
	}
	var item *struct{ methods *[getUInt32 + 1]uintptr }
	if hr, _, _ := itemOf.Call(uintptr(unsafe.Pointer(path)), 0, uintptr(unsafe.Pointer(&shellItem2)), uintptr(unsafe.Pointer(&item))); failed(hr) || item == nil {
		return 0, false
	}
	defer func() { syscall.SyscallN(item.methods[release], uintptr(unsafe.Pointer(item))) }()
	hr, _, _ := syscall.SyscallN(item.methods[getUInt32], uintptr(unsafe.Pointer(item)), uintptr(unsafe.Pointer(&key)), uintptr(unsafe.Pointer(&value)))
	return value, !failed(hr)
}

func failed(hr uintptr) bool { return int32(hr) < 0 }
