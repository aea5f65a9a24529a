package wia

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"tram/local/office"
)

// order is what a worker is asked to do: to list the devices, or to scan.
type order struct {
	List bool `json:"list,omitempty"`
	Scan *job `json:"scan,omitempty"`
}

// job is a scan in the worker's terms.
type job struct {
	Device     string            `json:"device"`
	Source     office.ScanSource `json:"source"`
	Mode       office.ScanMode   `json:"mode"`
	DPI        int               `json:"dpi"`
	W          float64           `json:"w,omitempty"` // millimetres; 0: all that the device takes
	H          float64           `json:"h,omitempty"`
	Brightness int               `json:"brightness,omitempty"` // -100 … 100
	Contrast   int               `json:"contrast,omitempty"`
	Most       int               `json:"most,omitempty"` // pages; 0: until the paper ends
	Dir        string            `json:"dir"`
	First      int               `json:"first"` // number of the first page's file
}

// said is one thing that a worker tells. One of its fields is set.
type said struct {
	Device *found `json:"device,omitempty"`
	Life   bool   `json:"life,omitempty"` // it is at work
	Page   string `json:"page,omitempty"` // the name of a file that is closed
	Over   *over  `json:"over,omitempty"` // and nothing comes after it
}

// found is a device as the worker sees it.
type found struct {
	ID      string              `json:"id"`
	Name    string              `json:"name"`
	Sources []office.ScanSource `json:"sources,omitempty"`
	Offers  office.ScanOffers   `json:"offers"`
}

// over is how an order ended.
type over struct {
	Code   uint32 `json:"code"` // HRESULT of what was done last
	Step   step   `json:"step"` // what that was
	Feeder int    `json:"feeder"`
	Half   bool   `json:"half,omitempty"` // a page had begun and did not end
}

// step is what a worker was at.
type step string

// The steps of an order, in which a worker takes them.
const (
	start    step = "begin"    // WIA itself
	open     step = "open"     // the device
	adjust   step = "adjust"   // its settings
	transfer step = "transfer" // the pages
)

// unknown is the state of a feeder that does not tell it.
const unknown = -1

// Limits of what is read from a worker.
const (
	longestSaid = 64 << 10 // bytes of a line
	mostSaid    = 20_000   // lines without a page between them
	mostDevices = 64
)

var (
	errGarbled = errors.New("the worker tells what nobody understands")
	errFlood   = errors.New("the worker tells without end")
)

// hear reads what a worker tells, until it says that it is over. take may refuse to go on.
func hear(from io.Reader, take func(said) error) (*over, error) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, longestSaid)
	for since := 0; lines.Scan(); since++ {
		var s said
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil || s == (said{}) || s.Over != nil && s.Over.Step == "" {
			return nil, fmt.Errorf("%w: %.80q", errGarbled, lines.Text())
		}
		switch {
		case s.Over != nil:
			return s.Over, nil
		case s.Page != "":
			since = 0
		case since > mostSaid:
			return nil, errFlood
		}
		if err := take(s); err != nil {
			return nil, err
		}
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("%w: %w", errGarbled, err)
	}
	return nil, io.ErrUnexpectedEOF
}

// tell writes one line.
func tell(to io.Writer, what any) error {
	b, err := json.Marshal(what)
	if err == nil {
		_, err = to.Write(append(b, '\n'))
	}
	return err
}
