package dayend

import (
	"fmt"
	"reflect"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// Steps of a sheet.
const (
	StepClose = "close-day"
	StepPrint = "print-day"
)

// Closed is the state of a sheet.
const Closed office.State = "closed"

// Facets by which sheets are found: of a day, and by the SHA-256 of their file.
const (
	FacetDay = "day"
	FacetPDF = "pdf"
)

// Sheets is how the sheets of closed days are kept.
var Sheets = store.Kind[office.DaySheet]{
	Name: office.KindDaySheet, Said: "Khóa sổ", Clash: store.Alone, Only: []string{"sheet"}, Taken: ClosedMeanwhile,
	Named: func(s *office.DaySheet) (*office.ID, *int64) { return &s.ID, &s.Version },
	Steps: []store.Step{
		{Name: StepClose, Said: "Khóa sổ cuối ngày", From: []office.State{store.Unborn}, To: Closed, Needs: office.MayKeep},
		{Name: StepPrint, Said: "In tờ khóa sổ", From: []office.State{Closed}, To: Closed, Needs: office.MayKeep},
	},
	Check: func(was *office.DaySheet, now office.DaySheet, _ string) error { return stays(was, now) },
	Line: func(s office.DaySheet) store.Line {
		return store.Line{Title: s.Called(), Below: s.Below(), State: Closed, At: s.At.UTC().Format(time.RFC3339), Words: []string{office.DaySaid(s.Day), s.Clerk},
			Facts: map[string][]string{FacetDay: {s.Day}, FacetPDF: {string(s.PDF)}, "sheet": {fmt.Sprintf("%s %s %d", s.Station, s.Day, s.No)}}}
	},
	Fields: map[string]string{
		"day": "Ngày", "no": "Tờ số", "former": "Tờ trước", "clerk": "Người lập", "head": "Đầu nhật ký", "count": "Số đếm", "pdf": "Tờ giấy", "pages": "Số trang",
		"late": "Lập khi ngày đã qua", "prints": "Các lần in",
	},
}

// stays refuses a sheet that says another thing than it did: only that it was printed is
// added.
func stays(was *office.DaySheet, now office.DaySheet) error {
	if was == nil {
		return nil
	}
	before := *was
	if len(now.Prints) < len(before.Prints) {
		return SheetStays
	}
	before.Prints, now.Prints, before.Version, now.Version = nil, nil, 0, 0
	if !reflect.DeepEqual(before, now) {
		return SheetStays
	}
	return nil
}
