package machine

import (
	"unsafe"

	"golang.org/x/sys/windows"

	"tram/local/office"
)

var systemPower = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetSystemPowerStatus")

// Power is by what this machine runs now.
func Power() office.Power {
	var is struct { // SYSTEM_POWER_STATUS
		line, flag, percent, saving byte
		left, full                  uint32 // seconds
	}
	if systemPower.Find() != nil {
		return office.Power{}
	}
	if ok, _, _ := systemPower.Call(uintptr(unsafe.Pointer(&is))); ok == 0 {
		return office.Power{}
	}
	return fromStatus(is.line, is.flag, is.percent)
}
