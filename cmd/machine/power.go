package machine

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"tram/local/office"
	"tram/local/whole"
)

// What a supply may tell at most: names of supplies, and bytes of an attribute.
const (
	mostSupplies = 64
	mostSaid     = 64
)

// supplies reads how the Linux kernel tells of power: a folder for each supply, a file for
// each of its attributes (Documentation/ABI/testing/sysfs-class-power). A battery of a mouse
// or a headset (scope Device) is none of the machine; a UPS that only its own program knows
// is not told there.
func supplies(folder string) (is office.Power) {
	all, err := os.ReadDir(folder)
	if err != nil {
		return is
	}
	var mains, online, batteries, discharging, told, charge int
	for _, e := range all[:min(len(all), mostSupplies)] {
		at := filepath.Join(folder, e.Name())
		switch said(at, "type") {
		case "Mains", "USB", "Wireless":
			mains++
			if n, err := strconv.Atoi(said(at, "online")); err == nil && n > 0 {
				online++
			}
		case "Battery", "UPS":
			if said(at, "scope") == "Device" || said(at, "present") == "0" {
				continue
			}
			batteries++
			switch said(at, "status") {
			case "Discharging":
				discharging++
			case "Charging": // of what is not told as a supply, as by some cables of USB-C
				online++
			}
			if n, err := strconv.Atoi(said(at, "capacity")); err == nil && n >= 0 && n <= 100 {
				told++
				charge += n
			}
		}
	}
	is.Known = mains+batteries > 0
	is.Battery = batteries > 0 && online == 0 && (discharging > 0 || mains > 0)
	if is.Battery && told > 0 {
		is.Percent = max(1, charge/told)
	}
	return is
}

// said is what an attribute of a supply says; empty: nothing.
func said(supply, attribute string) string {
	f, err := whole.Open(filepath.Join(supply, attribute))
	if err != nil {
		return ""
	}
	defer f.Close()
	b := make([]byte, mostSaid)
	n, _ := f.Read(b) //nolint:errcheck // an attribute that cannot be read says nothing
	return strings.TrimSpace(string(b[:n]))
}

// What GetSystemPowerStatus says (SYSTEM_POWER_STATUS).
const (
	lineOff     = 0
	lineOn      = 1
	noBattery   = 128 // bit of the battery's flag
	unknownToIt = 255 // so is a share above 100
)

// fromStatus is by what Windows says that the machine runs; a UPS on a USB cable is a battery
// to it.
func fromStatus(line, flag, percent byte) (is office.Power) {
	switch {
	case line == lineOn:
		is.Known = true
	case line == lineOff && flag != unknownToIt && flag&noBattery == 0:
		is = office.Power{Known: true, Battery: true}
		if percent <= 100 {
			is.Percent = max(1, int(percent))
		}
	}
	return is
}
