package escltest

import (
	"encoding/xml"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Device is a scanner that stands ready (http.Handler). Its fields are set before it is
// asked for the first time.
type Device struct {
	Make, Model, Serial string
	UUID                string // empty: UUID
	Server              string // the header; empty: none

	Flatbed, Simplex, DuplexFeed bool
	Width, Height                int // of its paper, in 1/300 inch
	DPI                          []int
	Modes                        []string

	Odd       Odd
	Situation Situation

	mu     sync.Mutex
	sheets int // in the feeder
	fed    int // sheets that left it
	jobs   []*job
	adf    string // what happened to the feeder; empty: nothing
	told   Told
	looks  int
	more   int // pages that it counts and never made
}

// UUID is that of every device without one of its own.
const UUID = "00000000-0000-4000-8000-000000000001"

// Odd is what a device does otherwise than the others; of each there are real ones.
type Odd struct {
	NeedsHost    string        // refuses jobs with another Host: "localhost"; ":port": one without a port
	Location     string        // of a job: "" absolute, "relative", "slash", "cut", "usb", "address" (the loopback's)
	EndWord      string        // of the feeder without paper; empty: ScannerAdfEmpty
	SettlesAfter int           // so many looks after the end; then ScannerAdfEmpty. 0: never
	EndCode      int           // of NextDocument without paper; 0: 404
	AlwaysSays   string        // of the feeder, whatever is in it
	SaysOnce     bool          // of its end: 409 and Empty at first, then 404 and Loaded
	Breath       time.Duration // asked sooner for a page it answers 404, and Empty
	Refuses      bool          // takes no job
	OnlyPages    bool          // answers everything with a page for browsers
	BreathEnds   bool          // and then gives up the job: Completed
	TryAgain     int           // so many 404 before each page
	Busy         int           // so many 503 before each page
	Pace         time.Duration // of a page: the paper runs at it whether pages are asked for or not
	Warming      int           // so many looks at which it is Testing
	OldJobs      int           // that its status still lists, Completed and Aborted
	EmptyJams    bool          // a job on an empty feeder jams
	EarlyEnd     bool          // after one page: Completed, Processing, and no more pages
	HangsUp      bool          // after the headers of a new job
	DeleteHurts  bool          // deleting a job that ended well is told in Told.Hurt
	RealDPI      int           // that it does at most, whatever it says
	OctetStream  bool          // pages have no type of their own
	NoCount      bool          // does not count its pages
	Alike        bool          // all sides look the same: blank
	DeleteMoves  bool          // DELETE is answered by a redirect
}

// Told is what a device saw.
type Told struct {
	Given   []Side // pages that left it whole, in order
	Jobs    int
	Deleted int
	Hurt    int // DELETE of a job that ended well, where that hurts
	Jammed  int // by a start on an empty feeder
}

// Load lays sheets into the feeder, and clears it.
func (d *Device) Load(sheets int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sheets, d.fed, d.adf, d.told.Given = sheets, 0, "", nil
}

// Told is what the device saw so far.
func (d *Device) Told() Told {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.told
	t.Given = append([]Side{}, t.Given...)
	return t
}

func (d *Device) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if d.Server != "" {
		w.Header().Set("Server", d.Server)
	}
	if d.Odd.OnlyPages {
		sendPage(w)
		return
	}
	if d.Situation.breaks(d, w, r) {
		return
	}
	switch path := strings.TrimPrefix(strings.TrimSuffix(r.URL.Path, "/"), "/eSCL"); {
	case path == "/ScannerCapabilities":
		sendXML(w, d.capabilities())
	case path == "/ScannerStatus":
		sendXML(w, d.status())
	case path == "/ScanJobs" && r.Method == http.MethodPost:
		d.post(w, r)
	case strings.HasPrefix(path, "/ScanJobs/") && r.Method == http.MethodDelete:
		d.delete(w, r, d.find(path))
	case strings.HasPrefix(path, "/ScanJobs/") && strings.HasSuffix(path, "/NextDocument"):
		d.next(w, r, d.find(strings.TrimSuffix(path, "/NextDocument")))
	default:
		http.NotFound(w, r)
	}
}

func (d *Device) find(path string) *job {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, j := range d.jobs {
		if "/ScanJobs/"+j.id == path {
			return j
		}
	}
	return nil
}

// wanted is a job's settings as the device reads them.
type wanted struct {
	XMLName xml.Name `xml:"ScanSettings"`
	Width   int      `xml:"ScanRegions>ScanRegion>Width"`
	Height  int      `xml:"ScanRegions>ScanRegion>Height"`
	Source  string   `xml:"InputSource"`
	Mode    string   `xml:"ColorMode"`
	Format  string   `xml:"DocumentFormat"`
	DPI     int      `xml:"XResolution"`
	Duplex  bool     `xml:"Duplex"`
}

func (d *Device) post(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	d.mu.Lock()
	defer d.mu.Unlock()
	var s wanted
	if err := xml.Unmarshal(body, &s); err != nil || s.DPI == 0 || s.Width == 0 || s.Height == 0 || s.Source != "Platen" && s.Source != "Feeder" {
		http.Error(w, "settings", http.StatusBadRequest)
		return
	}
	if code := d.takes(r, s); code != 0 {
		w.WriteHeader(code)
		return
	}
	if d.Odd.RealDPI > 0 {
		s.DPI = min(s.DPI, d.Odd.RealDPI)
	}
	d.told.Jobs++
	j := &job{id: strconv.Itoa(d.told.Jobs + d.Odd.OldJobs), state: "Processing", began: time.Now(), platen: s.Source == "Platen", duplex: s.Duplex,
		w: s.Width * s.DPI / 300, h: s.Height * s.DPI / 300}
	d.jobs = append(d.jobs, j)
	if !j.platen && d.sheets == 0 && d.Odd.EmptyJams {
		d.told.Jammed++
		d.adf = "ScannerAdfJam"
	}
	w.Header().Set("Location", d.place(j, r.Host))
	w.WriteHeader(http.StatusCreated)
	if d.Odd.HangsUp {
		if f, is := w.(http.Flusher); is {
			f.Flush()
		}
		panic(http.ErrAbortHandler)
	}
}

// takes is why the device takes no job; 0: it does.
func (d *Device) takes(r *http.Request, s wanted) int {
	for _, j := range d.jobs {
		if j.state == "Processing" {
			return http.StatusServiceUnavailable
		}
	}
	switch {
	case d.Odd.Refuses:
		return http.StatusBadRequest
	case d.Odd.Warming > d.looks:
		return http.StatusServiceUnavailable
	case d.Odd.NeedsHost == "localhost" && r.Host != "localhost", d.Odd.NeedsHost == ":port" && !strings.Contains(r.Host, ":"):
		return http.StatusBadRequest
	case s.Source == "Platen" && !d.Flatbed, s.Source == "Feeder" && s.Duplex && !d.DuplexFeed, s.Source == "Feeder" && !s.Duplex && !d.Simplex:
		return http.StatusConflict
	}
	return 0
}

func (d *Device) place(j *job, host string) string {
	path := "/eSCL/ScanJobs/" + j.id
	if lead := d.Situation.place(path); lead != "" {
		return lead
	}
	switch d.Odd.Location {
	case "relative":
		return path
	case "slash":
		return path + "/"
	case "cut":
		return "http://[fe80" + path
	case "address":
		return "http://127.0.0.1" + path
	case "usb":
		return "http://BR54BFB02C05XK.03f011c2.hpLedmUSB" + path
	}
	return "http://" + host + path
}

func (d *Device) delete(w http.ResponseWriter, r *http.Request, j *job) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.Odd.DeleteMoves && r.URL.Query().Get("moved") == "" {
		w.Header().Set("Location", "http://"+r.Host+r.URL.Path+"?moved=1")
		w.WriteHeader(http.StatusMovedPermanently)
		return
	}
	if j == nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	d.told.Deleted++
	if j.state == "Completed" && d.Odd.DeleteHurts {
		d.told.Hurt++
	}
	if j.state == "Processing" {
		j.state = "Canceled"
	}
}

// next gives the next page.
func (d *Device) next(w http.ResponseWriter, r *http.Request, j *job) {
	if j == nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if !d.reaches(r, j) {
		return
	}
	p, code := d.draw(j)
	if code != 0 {
		w.WriteHeader(code)
		return
	}
	image := p.jpeg()
	if !d.Situation.spoils(d, w, r, j, image) {
		w.Header().Set("Content-Type", "image/jpeg")
		if d.Odd.OctetStream {
			w.Header().Set("Content-Type", "application/octet-stream")
		}
		if j.given%2 == 0 {
			w.Header().Set("Content-Length", strconv.Itoa(len(image)))
		}
		if _, err := w.Write(image); err != nil {
			return
		}
		d.mu.Lock()
		d.told.Given = append(d.told.Given, p.side)
		d.mu.Unlock()
	}
}
