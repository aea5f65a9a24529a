package spool

import "tram/local/office"

// What Windows tells of printers and jobs is bits; the reasons are told in the
// same words as those of IPP.

// A bit stands for a reason.
type bit struct {
	mask uint32
	word string
}

// PRINTER_STATUS_…
var printerBits = []bit{
	{0x1, "paused"}, {0x2, "printer-error"}, {0x8, "media-jam"}, {0x10, "media-empty"}, {0x20, "media-needed"}, {0x40, "input-tray-missing"},
	{0x80, "offline"}, {0x800, "output-area-full"}, {0x1000, "offline"}, {0x20000, "toner-low"}, {0x40000, "toner-empty"},
	{0x100000, "other"}, {0x200000, "spool-area-full"}, {0x400000, "cover-open"}, {0x800000, "offline"},
}

// JOB_STATUS_…
var jobBits = []bit{
	{0x1, "job-hold-until-specified"}, {0x2, "printer-error"}, {0x20, "offline"}, {0x40, "media-empty"}, {0x200, "other"}, {0x400, "other"},
}

const (
	winJobDeleting = 0x4
	winJobPrinting = 0x10
	winJobPrinted  = 0x80
	winJobDeleted  = 0x100
	winJobComplete = 0x1000
)

func wordsOf(bits []bit, status uint32) (words []string) {
	for _, b := range bits {
		if status&b.mask != 0 {
			words = append(words, b.word)
		}
	}
	return words
}

// winState maps the bits of a job.
func winState(status uint32) (office.JobState, []office.PrintStop) {
	stops, grave := stopsOf(wordsOf(jobBits, status))
	switch {
	case status&(winJobDeleting|winJobDeleted) != 0:
		return office.JobCancelled, nil
	case status&(winJobPrinted|winJobComplete) != 0:
		return office.JobPrinted, nil
	case grave:
		return office.JobStopped, stops
	case status&winJobPrinting != 0:
		return office.JobPrinting, stops
	}
	return office.JobWaiting, stops
}

// vanished is a job that Windows no longer lists, as it does with those that are
// printed: one that was seen printing its last side came to its end. Of any other
// nobody knows.
func vanished(job office.PrintJob) office.PrintJob {
	if job.State.Over() {
		return job
	}
	ended := job.State == office.JobPrinting && job.Sides > 0 && job.Done >= job.Sides
	job.State, job.Stops = office.JobLost, nil
	if ended {
		job.State = office.JobPrinted
	}
	return job
}

// A plane is where a page lies on its sheet, in dots of the printer.
type plane struct {
	w, h int // of the page at 100 %
	x, y int // of its corner, counted from where the printer begins to print
	fine int // how many dots are drawn as one, across and down
}

// mostDrawn is the finest that is drawn; printers that go further show no more of
// a letter, and take four times as long.
const mostDrawn = 600 // dpi

// lay puts a page in the middle of its sheet at 100 %. The printer counts from its
// margins, which cannot be printed on; offset is how large they are.
func lay(wMM, hMM float64, dpiX, dpiY, sheetW, sheetH, offsetX, offsetY int) plane {
	p := plane{w: int(wMM/office.MMPerInch*float64(dpiX) + 0.5), h: int(hMM/office.MMPerInch*float64(dpiY) + 0.5)}
	p.x, p.y = (sheetW-p.w)/2-offsetX, (sheetH-p.h)/2-offsetY
	p.fine = max(1, (max(dpiX, dpiY)+mostDrawn-1)/mostDrawn)
	return p
}
