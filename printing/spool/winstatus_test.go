package spool

import (
	"testing"

	"tram/local/office"
)

func TestTheBitsOfWindowsAreToldInTheSameWords(t *testing.T) {
	for _, c := range []struct {
		status uint32
		state  office.JobState
		stop   string
	}{
		{0, office.JobWaiting, ""}, {0x8, office.JobWaiting, ""}, {0x10, office.JobPrinting, ""}, {0x10 | 0x40, office.JobStopped, "media-empty"},
		{0x20, office.JobStopped, "offline"}, {0x2, office.JobStopped, "subunit-error"}, {0x1, office.JobStopped, "job-hold-until-specified"},
		{0x80, office.JobPrinted, ""}, {0x1000 | 0x10, office.JobPrinted, ""}, {0x4 | 0x10, office.JobCancelled, ""}, {0x100, office.JobCancelled, ""},
	} {
		state, stops := winState(c.status)
		if state != c.state || (c.stop == "") != (len(stops) == 0) || c.stop != "" && stops[0].Key != c.stop {
			t.Errorf("%#x is told as %v %+v", c.status, state, stops)
		}
	}
	for _, b := range append(printerBits, jobBits...) {
		if r, is := reasonOf(b.word); !is || r.stop.Said == "" || r.stop.Next == "" {
			t.Errorf("the bit %#x has no sentence", b.mask)
		}
	}
}

func TestAJobThatWindowsForgetsIsPrintedOnlyIfItWasSeenAtItsEnd(t *testing.T) {
	for _, c := range []struct {
		job  office.PrintJob
		want office.JobState
	}{
		{office.PrintJob{State: office.JobWaiting}, office.JobLost},
		{office.PrintJob{State: office.JobPrinting, Done: 1, Sides: 2}, office.JobLost},
		{office.PrintJob{State: office.JobPrinting}, office.JobLost},
		{office.PrintJob{State: office.JobStopped, Done: 2, Sides: 2}, office.JobLost},
		{office.PrintJob{State: office.JobPrinting, Done: 2, Sides: 2}, office.JobPrinted},
		{office.PrintJob{State: office.JobCancelled}, office.JobCancelled},
	} {
		if got := vanished(c.job).State; got != c.want {
			t.Errorf("%+v becomes %v", c.job, got)
		}
	}
}

func TestAPageLiesAtFullSizeInTheMiddleOfItsSheet(t *testing.T) {
	// A4 at 600 dpi, margins of 4.2 mm that the printer does not print on.
	p := lay(210, 297, 600, 600, 4961, 7016, 99, 99)
	if p.w != 4961 || p.h != 7016 || p.x != -99 || p.y != -99 || p.fine != 1 {
		t.Errorf("A4 on A4: %+v", p)
	}
	if p := lay(215.9, 279.4, 300, 600, 2480, 7016, 0, 0); p.w != 2550 || p.h != 6600 || p.x != -35 || p.y != 208 {
		t.Errorf("Letter on A4 with dots that are not square: %+v", p)
	}
	if p := lay(210, 297, 1200, 1200, 9921, 14031, 0, 0); p.fine != 2 || p.w != 9921 {
		t.Errorf("a fine printer: %+v", p)
	}
}
