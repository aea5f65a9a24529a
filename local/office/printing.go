package office

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Sides says how the pages lie on the sheets.
type Sides string

// LongEdge turns like a book, ShortEdge like a calendar.
const (
	OneSide   Sides = "one"
	LongEdge  Sides = "long"
	ShortEdge Sides = "short"
)

// PaperSize is a paper that a printer takes, upright, in millimetres.
type PaperSize struct {
	Name string  `json:"name"` // "A4"; the printer's own word where it has no usual name
	Key  string  `json:"key"`  // what the printer is told: "iso_a4_210x297mm"
	W    float64 `json:"w"`
	H    float64 `json:"h"`
}

// PaperTray (khay giấy) is where a printer takes paper from.
type PaperTray struct {
	Name string `json:"name"` // Vietnamese where it is a usual one: "Khay tay"
	Key  string `json:"key"`  // what the printer is told
}

// Printer (máy in) is a printer of this machine, with what it can do. A printer
// that writes files is one of them.
type Printer struct {
	Key     string      `json:"key"`  // names it for good
	Name    string      `json:"name"` // as people call it
	Where   string      `json:"where,omitempty"`
	Usual   bool        `json:"usual,omitempty"` // the one that is offered first
	ToFile  bool        `json:"to_file,omitempty"`
	Papers  []PaperSize `json:"papers,omitempty"`
	Usually string      `json:"usual_paper,omitempty"` // key of the paper that lies in it
	Trays   []PaperTray `json:"trays,omitempty"`
	Duplex  bool        `json:"duplex,omitempty"`
	Colour  bool        `json:"colour,omitempty"`
	Most    int         `json:"most_copies,omitempty"` // copies in one job; 0: not said
	Ready   bool        `json:"ready"`
	Stops   []PrintStop `json:"stops,omitempty"` // why it is not ready, or will not be for long
}

// PrintWish (lệnh in) is what a clerk asks of a printer. Pages are always printed
// at 100 %.
type PrintWish struct {
	Printer string     `json:"printer"`         // Printer.Key
	Title   string     `json:"title"`           // of the job, as others see it: never the subject of the document
	Copies  int        `json:"copies"`          // 1 and more
	Sides   Sides      `json:"sides"`           // empty: OneSide
	Paper   string     `json:"paper,omitempty"` // PaperSize.Key; empty: that of the pages
	Tray    string     `json:"tray,omitempty"`  // PaperTray.Key; empty: as the printer likes
	Pages   []PageSpan `json:"pages,omitempty"` // empty: all
	Colour  bool       `json:"colour"`
	File    string     `json:"file,omitempty"` // for the printer that writes files
}

// PageSpan is a run of pages, both ends counted, from 1.
type PageSpan struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// JobState tells how far a print job is.
type JobState string

// A job that is Stopped waits for somebody to do something about the printer.
// Printed, Filed, Cancelled and Failed are ends: of a Filed one a file was written, and
// nothing is on paper. Lost: the printer knows nothing of it any more, so that only the
// paper can tell.
const (
	JobWaiting   JobState = "waiting"
	JobPrinting  JobState = "printing"
	JobStopped   JobState = "stopped"
	JobPrinted   JobState = "printed"
	JobFiled     JobState = "filed"
	JobCancelled JobState = "cancelled"
	JobFailed    JobState = "failed"
	JobLost      JobState = "lost"
)

var jobStateNames = map[JobState]string{
	JobWaiting: "Đang chờ in", JobPrinting: "Đang in", JobStopped: "Dừng, cần xử lý máy in", JobPrinted: "Máy in báo đã in xong", JobFiled: "Đã ghi tệp, chưa in ra giấy",
	JobCancelled: "Đã hủy in", JobFailed: "In không được", JobLost: "Không còn tin về lệnh in",
}

// Name is the Vietnamese name of the state.
func (s JobState) Name() string { return jobStateNames[s] }

// Over tells whether nothing more will happen to the job.
func (s JobState) Over() bool {
	return s == JobPrinted || s == JobFiled || s == JobCancelled || s == JobFailed || s == JobLost
}

// PrintStop is a reason why a printer or a job does not go on: one sentence, one
// next step.
type PrintStop struct {
	Key  string `json:"key"`  // stable: "media-empty"
	Said string `json:"said"` // Vietnamese
	Next string `json:"next"`
}

// PrintJob (lệnh in trong hàng đợi) is a job as its printer tells of it.
type PrintJob struct {
	Printer string      `json:"printer"` // Printer.Key
	Key     string      `json:"key"`     // names it at its printer
	Title   string      `json:"title"`
	State   JobState    `json:"state"`
	Stops   []PrintStop `json:"stops,omitempty"`
	Done    int         `json:"done"`  // sides that are on paper; 0 where the printer does not count
	Sides   int         `json:"sides"` // of all; 0: not known
	At      time.Time   `json:"at"`    // when it was handed over
	File    string      `json:"file,omitempty"`
}

// ParsePages reads the pages that a clerk types, as “1-3, 5” or “2 – 4; 9”; empty: all.
// false: it says no pages.
func ParsePages(typed string) (spans []PageSpan, understood bool) {
	typed = runs.ReplaceAllString(typed, "-")
	if strings.TrimSpace(typed) == "" {
		return nil, true
	}
	for piece := range strings.FieldsFuncSeq(typed, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		first, last, isRun := strings.Cut(piece, "-")
		if !isRun {
			last = first
		}
		from, err := strconv.Atoi(first)
		to, err2 := strconv.Atoi(last)
		if err != nil || err2 != nil || from < 1 || to < from {
			return nil, false
		}
		spans = append(spans, PageSpan{from, to})
	}
	return spans, len(spans) > 0
}

// runs is what stands between the ends of a run of pages.
var runs = regexp.MustCompile(` *[-–] *`)

// PageRuns writes pages, which count from 0, as people count and read them out:
// “1–3, 7”.
func PageRuns(pages []int) string {
	var runs []string
	for i := 0; i < len(pages); {
		j := i
		for j+1 < len(pages) && pages[j+1] == pages[j]+1 {
			j++
		}
		run := strconv.Itoa(pages[i] + 1)
		if j > i {
			run += "–" + strconv.Itoa(pages[j]+1)
		}
		runs, i = append(runs, run), j+1
	}
	return strings.Join(runs, ", ")
}
