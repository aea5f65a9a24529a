// Package machine ties a station to the machine that it runs on: its printers, its
// scanners, and the press that makes print copies. The window and the terminal share it.
package machine

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"tram/local/hardcopy"
	"tram/local/job"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/scanning"
	"tram/local/scanning/naps2"
	"tram/local/scanning/sane"
	"tram/local/scanning/wia"
	"tram/local/station"
	"tram/printing/sheet"
	"tram/printing/spool"
	"tram/sync/escl"
)

// Printing is how data messages come on paper here.
func Printing(clock office.Clock) station.Printing {
	return station.Printing{Press: press{}, Spool: Printers(clock)}
}

// Printers are those of this machine, and the one that writes files.
func Printers(clock office.Clock) spool.Spool {
	return spool.Open(spool.Options{Clock: clock, Draw: draw})
}

// Scanners are the drivers of the devices that bring paper in here, in the order in which
// their devices are shown. Those of the network stand before those of the machine: they
// are the same on every system.
func Scanners(clock office.Clock) []scanning.Driver {
	all := []scanning.Driver{network(clock)}
	switch runtime.GOOS {
	case "linux":
		all = append(all, sane.New(clock))
	case "windows":
		all = append(all, wia.New(clock), naps2.New(clock))
	}
	return all
}

// network is the driver of network scanners, which knows them by their keys from one start to
// the next, for all stations of this account.
func network(clock office.Clock) *escl.Driver {
	d := escl.New(clock)
	if dir, err := os.UserConfigDir(); err == nil {
		d.Remembering(filepath.Join(dir, "tram", "may-quet-tls.json"))
	}
	return d
}

// RenewScanner takes the scanner at an address for the one that it says to be, whatever key
// it shows now: somebody who knows it has said so.
func RenewScanner(ctx context.Context, clock office.Clock, address string) (office.Scanner, error) {
	return network(clock).Renew(ctx, address)
}

// Worker does the work of a helper of this program, if it was started as one: drivers of
// other makers run in a process of their own. It says with which code that ends.
func Worker(args []string) (code int, is bool) {
	if len(args) != 1 || args[0] != wia.Worker {
		return 0, false
	}
	return wia.Serve(os.Stdin, os.Stdout), true
}

// draw opens a document for printers that take only pictures, and for measuring.
func draw(ctx context.Context, file io.ReaderAt, size int64) (spool.Pages, error) {
	p, err := pdf.OpenBands(ctx, file, size)
	if err != nil {
		return nil, err // a nil *Bands would be pages that are there
	}
	return p, nil
}

// press is the room that makes print copies, in the words of the act.
type press struct{}

func (press) Lines(c office.Conversion, t office.MarkTemplate) ([]string, error) {
	return sheet.Lines(sheet.Order{Conversion: c, Template: t})
}

func (press) Press(ctx context.Context, original io.ReaderAt, size int64, c office.Conversion, t office.MarkTemplate, qr string, p *job.Progress) (hardcopy.Pressed, error) {
	made, err := sheet.Make(ctx, original, size, sheet.Order{Conversion: c, Template: t, QR: qr}, p)
	if err != nil {
		return hardcopy.Pressed{}, err
	}
	return hardcopy.Pressed{Rewritten: made.Rewritten, More: made.More, Mark: made.Mark, Pages: made.Pages, Bare: slices.Concat(made.Unlined, made.Unseen)}, nil
}
