package requests

import (
	"fmt"
	"strings"
	"time"

	"tram/local/office"
)

// Sentence tells where a request stands so that it can be spoken to who asks by its code: which
// procedure, how far, by when, and nothing of any person.
func (l Life) Sentence(now time.Time) string {
	s := l.Stands()
	var said strings.Builder
	fmt.Fprintf(&said, "Hồ sơ %s, thủ tục %s, nhận ngày %s: %s", office.RequestCodeSpoken(l.Request.Code), l.Request.Asked.Name, office.DaySaid(office.DayOf(l.Request.Received)), s.Stage.Said())
	switch s.Stage {
	case office.RequestWorking:
		fmt.Fprintf(&said, ", hẹn trả %s", office.MomentSaid(s.Due))
		if s.Late(now) {
			said.WriteString(", đã quá hẹn")
		}
	case office.RequestWaiting:
		fmt.Fprintf(&said, " %d mục; trong lúc chờ, thời hạn không tính", len(s.Lacks))
	case office.RequestReady, office.RequestRefused:
		fmt.Fprintf(&said, ", từ %s", office.MomentSaid(s.Answered))
	case office.RequestDelivered, office.RequestWithdrawn, office.RequestClosed:
		fmt.Fprintf(&said, ", %s", office.MomentSaid(s.Since))
	}
	if l.Parted() {
		said.WriteString(". Hai máy đang ghi khác nhau, cơ quan đang xem lại")
	}
	return said.String() + "."
}
