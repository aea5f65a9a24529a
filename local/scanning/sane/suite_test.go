package sane

import (
	"testing"

	"tram/local/office"
	"tram/local/scanning/sane/sanetest"
	"tram/local/scanning/scanningtest"
)

// TestSANEKeepsWhatEveryDriverPromises puts the driver to the common test, on the device
// that SANE has for tests. It scans faster than anybody can stop it.
func TestSANEKeepsWhatEveryDriverPromises(t *testing.T) {
	scanningtest.Suite(t, scanningtest.Rig{
		Sources: []office.ScanSource{office.Flatbed, office.Feeder}, Ahead: true,
		Play: func(t *testing.T, story func(t *testing.T, d scanningtest.Device)) {
			story(t, scanningtest.Device{
				Driver: driverOf(t, nil), Wish: office.ScanWish{Scanner: sanetest.Scanner, Mode: office.Grey, DPI: 100},
				Load: func(int) int { return sanetest.Pages },
			})
		},
	})
}
