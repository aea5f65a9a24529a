package station

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
)

const (
	entriesOfLate = 200 // whose times are looked at as the station opens
	backsTold     = 3   // places that one sentence names
)

// lookAtTimes tells of a clock that was set back: what ends by time, and what was done
// when, hangs on it.
func (s *Station) lookAtTimes(ctx context.Context) {
	newest, err := s.store.NewestTime(ctx)
	if behind := s.behind(newest); err == nil && behind != "" {
		err = ClockBehind.About(moment(s.clock.Now()), moment(newest))
	}
	s.tellBeside(ctx, "", err)
	back, err := s.store.BackSteps(ctx, entriesOfLate)
	if err == nil && len(back) > 0 {
		err = TimesBack.About(backSaid(back))
	}
	s.tellBeside(ctx, "", err)
}

// behind tells that the clock of the PC is behind a time of the journal; empty: it is not.
func (s *ground) behind(newest time.Time) string {
	now := s.clock.Now()
	if !now.Add(store.TimeSlack).Before(newest) {
		return ""
	}
	return fmt.Sprintf("Giờ của máy (%s) sớm hơn mục mới nhất (%s).", moment(now), moment(newest))
}

// backSaid names the newest places at which the times of the journal step back.
func backSaid(back []store.BackStep) string {
	var said []string
	for _, b := range back[max(0, len(back)-backsTold):] {
		said = append(said, fmt.Sprintf("mục %d ghi lúc %s, mà mục %d trước nó ghi lúc %s", b.Seq, moment(b.At), b.Seq-1, moment(b.Before)))
	}
	text := strings.Join(said, "; ")
	if more := len(back) - len(said); more > 0 {
		text += fmt.Sprintf("; và %d chỗ khác trước đó", more)
	}
	return text + "."
}

// timesSaid tells whether the times of the journal run on. That they do not is a doubt of
// what was done when, and no fault of the chain.
func (s *Journal) timesSaid(report store.JournalReport) (k office.Condition, doubt string) {
	k = office.Condition{Point: "Giờ trong nhật ký", Asks: "Không mục nào ghi giờ sớm hơn mục trước nó"}
	var said []string
	if len(report.Back) > 0 {
		said = append(said, "Giờ trong nhật ký có chỗ lùi lại: "+backSaid(report.Back))
	}
	if behind := s.behind(report.At); behind != "" {
		said = append(said, behind)
	}
	if doubt = strings.Join(said, " "); doubt == "" {
		return k.Meet("Giờ của %d mục không lùi quá %d phút.", report.Entries, int(store.TimeSlack.Minutes())), ""
	}
	return k.Owe(doubt, "Đồng hồ của máy đã bị chỉnh: hãy xem ai chỉnh, và việc nào làm từ lúc ấy."), doubt
}
