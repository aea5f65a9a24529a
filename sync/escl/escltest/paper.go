package escltest

import (
	"net/http"
	"time"
)

// How the paper runs through a device, and what its feeder says of it.

// job is one scan in the device.
type job struct {
	id      string
	state   string
	platen  bool
	duplex  bool
	w, h    int // pixels
	given   int // pages that it sent or tried to
	holds   int // pages that it says it has ready
	back    bool
	refused int // 404 or 503 before the next page
	readyAt time.Time
	looks   int // since the paper ended
	ended   bool
	last    *page
	began   time.Time
	said    int  // how often the end was told
	again   bool // the last page comes once more
}

// reaches waits until the paper has run so far; false: nobody waits any more.
func (d *Device) reaches(r *http.Request, j *job) bool {
	d.mu.Lock()
	left := time.Until(j.began.Add(d.Odd.Pace * time.Duration(j.given+1)))
	if d.empty(j) {
		left = 0
	}
	d.mu.Unlock()
	select {
	case <-time.After(left):
		return true
	case <-r.Context().Done():
		return false
	}
}

// draw pulls the next page of a job; a code: there is none, or not yet.
func (d *Device) draw(j *job) (*page, int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if j.state == "Canceled" || j.state == "Aborted" || j.state == "Completed" && d.Odd.BreathEnds {
		return nil, http.StatusNotFound
	}
	if code := d.Situation.stops(d, j); code != 0 {
		return nil, code
	}
	if j.again {
		j.again = false
		return j.last, 0
	}
	if code := d.delays(j); code != 0 {
		return nil, code
	}
	side, code := d.pull(j)
	if code != 0 {
		return nil, code
	}
	j.given++
	if j.platen {
		j.state = "Completed"
	}
	if d.Odd.Alike {
		side = Side{Sheet: 1}
	}
	j.last = &page{side: side, w: j.w, h: j.h}
	j.readyAt = time.Now().Add(d.Odd.Breath)
	return j.last, 0
}

// delays is what the device answers before a page is ready.
func (d *Device) delays(j *job) int {
	switch {
	case d.empty(j):
	case d.Odd.EarlyEnd && j.given > 0:
		return http.StatusNotFound
	case time.Now().Before(j.readyAt):
		if d.Odd.BreathEnds {
			j.state, d.sheets = "Completed", 0
		}
		return http.StatusNotFound
	case j.refused < d.Odd.TryAgain:
		j.refused++
		return http.StatusNotFound
	case j.refused < d.Odd.Busy:
		j.refused++
		return http.StatusServiceUnavailable
	default:
		j.refused = 0
	}
	return 0
}

func (d *Device) empty(j *job) bool {
	if j.platen {
		return j.given > 0
	}
	return d.sheets == 0 && !j.back
}

// pull is the next side of the paper.
func (d *Device) pull(j *job) (Side, int) {
	if d.empty(j) {
		j.ended = true
		if j.given > 0 {
			j.state = "Completed"
		} else {
			j.state = "Aborted"
		}
		if d.Odd.SaysOnce && j.said == 0 {
			j.said = 1
			return Side{}, http.StatusConflict
		}
		if d.Odd.EndCode != 0 {
			return Side{}, d.Odd.EndCode
		}
		return Side{}, http.StatusNotFound
	}
	if j.platen {
		return Side{Sheet: 1}, 0
	}
	if j.back {
		j.back = false
		return Side{Sheet: d.fed, Back: true}, 0
	}
	d.sheets--
	d.fed++
	j.back = j.duplex
	return Side{Sheet: d.fed}, 0
}

// feeder is what the device says of its feeder.
func (d *Device) feeder() string {
	var running *job
	if len(d.jobs) > 0 {
		running = d.jobs[len(d.jobs)-1]
	}
	switch {
	case d.adf != "":
		return d.adf
	case d.Odd.SaysOnce && running != nil && running.said == 1:
		running.said++
		return "ScannerAdfEmpty"
	case d.Odd.SaysOnce:
		return "ScannerAdfLoaded"
	case d.Odd.AlwaysSays != "":
		return d.Odd.AlwaysSays
	case d.Odd.EarlyEnd && running != nil && running.given > 0:
		return "ScannerAdfProcessing"
	case running != nil && time.Now().Before(running.readyAt):
		return "ScannerAdfEmpty"
	case d.sheets > 0:
		return "ScannerAdfLoaded"
	case running != nil && running.ended && d.Odd.EndWord != "":
		if running.looks++; d.Odd.SettlesAfter == 0 || running.looks <= d.Odd.SettlesAfter {
			return d.Odd.EndWord
		}
	}
	return "ScannerAdfEmpty"
}
