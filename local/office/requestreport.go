package office

import (
	"fmt"
	"strings"
	"time"
)

// RequestReportBy is by what requests are counted.
type RequestReportBy string

// By procedure, by the channel they came through (Điều 7.2), by who settles them.
const (
	CountByProcedure RequestReportBy = "procedure"
	CountByChannel   RequestReportBy = "channel"
	CountByPerson    RequestReportBy = "person"
)

var requestReportSaid = map[RequestReportBy]string{CountByProcedure: "thủ tục", CountByChannel: "kênh nộp", CountByPerson: "người giải quyết"}

// Said is it in words, as they stand in a sentence; empty: there is none such.
func (b RequestReportBy) Said() string { return requestReportSaid[b] }

// RequestReportWish is what somebody wants counted. Days as clerks write them; From empty: the first of the
// month of To, To empty: today.
type RequestReportWish struct {
	From, To string
	By       RequestReportBy // empty: CountByProcedure
}

// RequestFigures count requests of a span of days. What came in and what was open before it is answered,
// withdrawn, still open or parted, each request once: Whole tells whether that adds up.
type RequestFigures struct {
	Name string `json:"name"`

	Before   int `json:"before"`   // open when the span began
	Received int `json:"received"` // within it
	Online   int `json:"online"`   // of Received: through a service on the network

	InTime    int `json:"in_time"` // answered, by a result or a refusal
	Late      int `json:"late"`
	Refused   int `json:"refused"` // of InTime and Late
	Withdrawn int `json:"withdrawn"`

	Open     int `json:"open"` // not answered at the end, and in time
	Waiting  int `json:"waiting"`
	OpenLate int `json:"open_late"`
	Parted   int `json:"parted"` // stations wrote of it what cannot both be: nobody chose yet

	PutOff  int `json:"put_off"`      // with an apology, whatever came of it
	Excused int `json:"late_excused"` // of Late and OpenLate: with an apology

	Papers int `json:"papers"` // of Received
	Reused int `json:"reused"` // of Papers: the office had them from before (Điều 8.4)
}

// Whole tells that each request was counted once.
func (f RequestFigures) Whole() bool {
	return f.Before+f.Received == f.InTime+f.Late+f.Withdrawn+f.Open+f.OpenLate+f.Parted
}

// With are the figures of both.
func (f RequestFigures) With(g RequestFigures) RequestFigures {
	f.Before, f.Received, f.Online = f.Before+g.Before, f.Received+g.Received, f.Online+g.Online
	f.InTime, f.Late, f.Refused, f.Withdrawn = f.InTime+g.InTime, f.Late+g.Late, f.Refused+g.Refused, f.Withdrawn+g.Withdrawn
	f.Open, f.Waiting, f.OpenLate, f.Parted = f.Open+g.Open, f.Waiting+g.Waiting, f.OpenLate+g.OpenLate, f.Parted+g.Parted
	f.PutOff, f.Excused, f.Papers, f.Reused = f.PutOff+g.PutOff, f.Excused+g.Excused, f.Papers+g.Papers, f.Reused+g.Reused
	return f
}

// RequestTime is how long a step took, in minutes of working time; while something missing was waited for
// nothing is counted.
type RequestTime struct {
	Step    string `json:"step"`
	Count   int    `json:"count"`
	Median  int    `json:"median_minutes"`
	Longest int    `json:"longest_minutes"`
}

// Said is it in a sentence.
func (t RequestTime) Said() string {
	return fmt.Sprintf("%s: %d lần, trung vị %s, lâu nhất %s.", t.Step, t.Count, workedSaid(t.Median), workedSaid(t.Longest))
}

func workedSaid(minutes int) string {
	var said []string
	if h := minutes / 60; h > 0 {
		said = append(said, fmt.Sprintf("%d giờ", h))
	}
	if m := minutes % 60; m > 0 || minutes == 0 {
		said = append(said, fmt.Sprintf("%d phút", m))
	}
	return strings.Join(said, " ")
}

// RequestReport (báo cáo một cửa) counts requests, and tells nothing of who asked.
type RequestReport struct {
	From  string           `json:"from"` // yyyy-mm-dd
	To    string           `json:"to"`
	At    time.Time        `json:"at"` // how requests stood then
	By    RequestReportBy  `json:"by"`
	Rows  []RequestFigures `json:"rows"`
	All   RequestFigures   `json:"all"`
	Times []RequestTime    `json:"times,omitempty"`
}

// RequestOnline tells that a channel is a service on the network.
func RequestOnline(channel string) bool { return channel == "services" || channel == "national" }
