// Package scanning (quét) brings paper from devices into files, page by page (Điều 4). It
// knows what a scan is and what can happen to it; how a kind of device is spoken to is a
// Driver, one file or room each, all of which pass one suite (scanningtest).
package scanning

import (
	"context"

	"tram/local/office"
)

// Driver speaks to one kind of device. Errors are Failures of this package, or those of
// the context.
type Driver interface {
	// Name is what the IDs of its scanners begin with.
	Name() string
	// Find lists the devices that answer now. What was tried and did not answer comes as
	// an error beside those that did.
	Find(ctx context.Context) ([]office.Scanner, error)
	// Scan scans until the paper ends or as many pages came as were wished for. Each page
	// is written whole below dir, synced, and then told by came, one after the other, in
	// the order of the paper; an error of came ends the scan. With an error the pages that
	// were told stay. Only an end that can mean nothing else is an end: anything that is
	// in doubt is Unclear. A ctx that is done ends the device's job, too, and is
	// office.ScanStopped without an error when the device let go of it.
	Scan(ctx context.Context, wish office.ScanWish, dir string, came func(office.ScannedPage) error) (office.ScanEnd, error)
}
