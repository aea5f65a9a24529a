package escltest

import (
	"cmp"
	"encoding/xml"
	"fmt"
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

// job is one scan in the device.
type job struct {
	id      string
	state   string
	platen  bool
	duplex  bool
	w, h    int // pixels
	given   int // pages that it sent or tried to
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

func sendXML(w http.ResponseWriter, document string) {
	w.Header().Set("Content-Type", "text/xml")
	io.WriteString(w, document)
}

func sendPage(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	io.WriteString(w, "<!DOCTYPE html><html><body>Login</body></html>")
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

func (d *Device) status() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.looks++
	state, jobs := "Idle", strings.Builder{}
	for i := len(d.jobs) - 1; i >= 0; i-- {
		j := d.jobs[i]
		said, made := j.state, j.given+d.more
		if said == "Processing" {
			state = "Processing"
		}
		if d.Odd.EarlyEnd && j.given > 0 {
			said = "Completed"
		}
		if d.Odd.NoCount {
			made = 0
		}
		fmt.Fprintf(&jobs, jobXML, j.id, j.id, made, said)
	}
	for i := d.Odd.OldJobs; i > 0; i-- {
		fmt.Fprintf(&jobs, jobXML, strconv.Itoa(i), strconv.Itoa(i), 2, [2]string{"Completed", "Aborted"}[i%2])
	}
	if d.looks <= d.Odd.Warming {
		state = "Testing"
	}
	feeder := ""
	if d.Simplex || d.DuplexFeed {
		feeder = "<scan:AdfState>" + d.feeder() + "</scan:AdfState>\n"
	}
	return fmt.Sprintf(statusXML, state, feeder, jobs.String())
}

const statusXML = `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerStatus xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
<pwg:Version>2.5</pwg:Version>
<pwg:State>%s</pwg:State>
%s<scan:Jobs>
%s</scan:Jobs>
</scan:ScannerStatus>
`

const jobXML = `<scan:JobInfo><pwg:JobUri>/eSCL/ScanJobs/%s</pwg:JobUri><pwg:JobUuid>1876-%s</pwg:JobUuid><scan:Age>1</scan:Age><pwg:ImagesCompleted>%d</pwg:ImagesCompleted><pwg:ImagesToTransfer>0</pwg:ImagesToTransfer><pwg:JobState>%s</pwg:JobState></scan:JobInfo>
`

func (d *Device) capabilities() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
<pwg:Version>2.0</pwg:Version>
<pwg:MakeAndModel>%s</pwg:MakeAndModel>
<pwg:SerialNumber>%s</pwg:SerialNumber>
<scan:Manufacturer>%s</scan:Manufacturer>
<scan:UUID>%s</scan:UUID>
`, d.Model, d.Serial, d.Make, cmp.Or(d.UUID, UUID))
	if d.Flatbed {
		fmt.Fprintf(&b, "<scan:Platen><scan:PlatenInputCaps>%s</scan:PlatenInputCaps></scan:Platen>\n", d.input())
	}
	if d.Simplex || d.DuplexFeed {
		b.WriteString("<scan:Adf>\n")
		if d.Simplex {
			fmt.Fprintf(&b, "<scan:AdfSimplexInputCaps>%s</scan:AdfSimplexInputCaps>\n", d.input())
		}
		if d.DuplexFeed {
			fmt.Fprintf(&b, "<scan:AdfDuplexInputCaps>%s</scan:AdfDuplexInputCaps>\n", d.input())
		}
		b.WriteString("<scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption></scan:AdfOptions></scan:Adf>\n")
	}
	b.WriteString("</scan:ScannerCapabilities>\n")
	return b.String()
}

func (d *Device) input() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<scan:MinWidth>10</scan:MinWidth><scan:MaxWidth>%d</scan:MaxWidth><scan:MinHeight>10</scan:MinHeight><scan:MaxHeight>%d</scan:MaxHeight><scan:SettingProfiles><scan:SettingProfile><scan:ColorModes>", d.Width, d.Height)
	for _, m := range d.Modes {
		fmt.Fprintf(&b, "<scan:ColorMode>%s</scan:ColorMode>", m)
	}
	b.WriteString("</scan:ColorModes><scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat></scan:DocumentFormats><scan:SupportedResolutions><scan:DiscreteResolutions>")
	for _, n := range d.DPI {
		fmt.Fprintf(&b, "<scan:DiscreteResolution><scan:XResolution>%[1]d</scan:XResolution><scan:YResolution>%[1]d</scan:YResolution></scan:DiscreteResolution>", n)
	}
	b.WriteString("</scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles>")
	return b.String()
}
