package office

import (
	"slices"
	"time"
)

// Scanner (máy quét) is a device that brings paper in (Điều 4).
type Scanner struct {
	ID      string       `json:"id"` // the driver, a colon, and what the driver knows it by: "sane:test:0"
	Name    string       `json:"name"`
	Driver  string       `json:"driver"`
	Sources []ScanSource `json:"sources"` // what it has, in the order of ScanSources
	Offers  ScanOffers   `json:"offers"`
	Also    []string     `json:"also,omitempty"` // IDs of the same device, as another driver has it

	Addresses []string `json:"-"` // of the network; empty: it is not there, or it is not told
}

// ScanSource (nguồn giấy) is where the paper lies.
type ScanSource string

// The glass; the feeder, which takes one side of each sheet; the feeder, both sides.
const (
	Flatbed ScanSource = "flatbed"
	Feeder  ScanSource = "feeder"
	Duplex  ScanSource = "duplex"
)

// ScanSources are all of them.
var ScanSources = []ScanSource{Flatbed, Feeder, Duplex}

// ScanMode (màu) is what a page keeps of its colours.
type ScanMode string

// The modes: colour wherever there is a seal, a picture or handwriting.
const (
	Colour  ScanMode = "color"
	Grey    ScanMode = "gray"
	Lineart ScanMode = "lineart"
)

// ScanModes are all of them.
var ScanModes = []ScanMode{Colour, Grey, Lineart}

// ScanOffers is what a device says that it can do. Nothing of it is believed: what came is
// looked at. Empty lists: it does not say.
type ScanOffers struct {
	Modes      []ScanMode `json:"modes,omitempty"`
	DPI        []int      `json:"dpi,omitempty"`   // ascending
	MaxW       float64    `json:"max_w,omitempty"` // millimetres of the widest paper
	MaxH       float64    `json:"max_h,omitempty"`
	Brightness bool       `json:"brightness,omitempty"`
	Contrast   bool       `json:"contrast,omitempty"`
}

// ScanWish is what a clerk asks of a scanner.
type ScanWish struct {
	Scanner    string     `json:"scanner"` // its ID
	Source     ScanSource `json:"source"`
	Mode       ScanMode   `json:"mode"`
	DPI        int        `json:"dpi"`
	Paper      string     `json:"paper,omitempty"`      // A4, A3…; empty: all that the device takes
	Brightness int        `json:"brightness,omitempty"` // -100 … 100; 0 leaves it to the device
	Contrast   int        `json:"contrast,omitempty"`
	Most       int        `json:"most,omitempty"` // pages; 0: until the paper ends
}

// Known tells whether the words of a wish are those of the office; empty ones are left open.
func (w ScanWish) Known() bool {
	return (w.Source == "" || slices.Contains(ScanSources, w.Source)) && (w.Mode == "" || slices.Contains(ScanModes, w.Mode))
}

// ScanEnd tells how a scan ended.
type ScanEnd string

// Empty: the device said, in a way that can mean nothing else, that no paper is left.
// Asked: as many pages came as were asked for; the glass gives one. Stopped: the clerk
// stopped it. Everything else is an error; the pages that came stay in each case.
const (
	ScanEmpty   ScanEnd = "empty"
	ScanAsked   ScanEnd = "asked"
	ScanStopped ScanEnd = "stopped"
)

// ScannedPage is one side of a sheet that came whole and lies on the disk.
type ScannedPage struct {
	Path string
	DPI  float64 // as the wish had it, where the file does not tell; 0: not known
	At   time.Time
}

// ScanOrder is a scan into a draft.
type ScanOrder struct {
	Wish   ScanWish
	Draft  ID     // that goes on; empty: a new one, begun with the first page
	Clerk  Clerk  // of a new one
	Before ID     // page before which those of the scan go; empty: at the end
	Over   ID     // page in whose place the one page of the scan goes; empty: in that of none
	Parted string // how a pile is parted into documents: qr, patch, code, or a number of pages each; empty: it is one
}

// ScanArrival is a page that came, and where it lies.
type ScanArrival struct {
	Draft ID
	Page  Page
}

// CutScan is a scan at which the program ended, and what is there of it.
type CutScan struct {
	Draft ID  // empty: no page of it came
	Pages int // that lie in that draft
}

// ScanOutcome is what became of a scan. With an error the pages that came are there, too.
type ScanOutcome struct {
	Drafts []ScannedDraft // in the order of the paper; none is empty
	Sheets int            // that lay between documents of a pile, with their backs; kept beside the drafts
	Pages  int            // in the drafts
	End    ScanEnd        // empty with an error
}

// ScannedDraft is one document of a scan.
type ScannedDraft struct {
	ID    ID  `json:"id"`
	Pages int `json:"pages"`
}

// What a wish is that says nothing: what the guide of the ministry asks for where there may
// be a seal.
const (
	UsualMode = Colour
	UsualDPI  = 300
)

// Arrival is what became of a file in a watched folder, or trouble with the folder.
type Arrival struct {
	Name  string // of the file; empty: the folder
	Draft ID     // that it fills
	Pages int
	Err   error // why it was not taken
	Aside bool  // it was set aside; with Err and without: it is tried again
}
