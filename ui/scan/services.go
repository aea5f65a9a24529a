package scan

import (
	"context"
	"image"

	"tram/local/job"
	"tram/local/office"
)

// Services is what scanning asks of the station.
type Services interface {
	Devices
	Piles
	Scan(ctx context.Context, o office.ScanOrder, told func(office.ScanArrival), p *job.Progress) (office.ScanOutcome, error)
	CutScans(ctx context.Context) ([]office.CutScan, error) // at which the program ended; each is told once
	Interleave(ctx context.Context, draft office.ID, fronts, backs []office.ID) error
	Clerks(ctx context.Context) ([]office.Clerk, error)
	Watch(ctx context.Context, dir string, clerk office.Clerk, once bool, told func(office.Arrival)) error
	SaveSeparator(ctx context.Context, path string) error // of the sheet that is put between documents
}

// Devices is with what this station scans.
type Devices interface {
	Scanners(ctx context.Context) ([]office.Scanner, error) // with an error beside those that answered
	ScannerAt(ctx context.Context, address string) (office.Scanner, error)
	ScanSetup(ctx context.Context) (office.ScanSetup, error)
	SaveScanSetup(ctx context.Context, s office.ScanSetup) (office.ScanSetup, error)
}

// Piles is the drafts into which a pile was parted.
type Piles interface {
	Begin(ctx context.Context, clerk office.Clerk) (office.Conversion, error)
	Pages(ctx context.Context, id office.ID) ([]office.Page, error)
	Picture(ctx context.Context, id, page office.ID, maxSide int) (image.Image, error)
	MovePageAcross(ctx context.Context, from, page, to office.ID, at int) error
}

// Table is the desk onto which paper comes. Its methods are for the screen.
type Table interface {
	Clerk() office.Clerk                                      // who works here
	Lying() (draft office.ID, pages []office.Page, shown int) // empty: nothing lies there
	Came(a office.ScanArrival, lay, show bool)                // a page lies in its draft; lay: that is to lie on the desk; show: the page in view
	Lay(draft office.ID, then func(lies bool))                // on the desk, where nothing lies there
	Scanned(draft office.ID, deed string)                     // pages were changed by a step that can be taken back
	Ended(draft office.ID)                                    // no more pages come into it
	Count()                                                   // leads the keyboard to where the paper is counted
	Clear()                                                   // puts aside what lies there
	Open(draft office.ID)
	Faced() // something else may be to be shown in the place of the paper
}
