package station

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"tram/local/office"
	"tram/local/requests"
	"tram/local/table"
)

const requestReportTitle = "Báo cáo giải quyết hồ sơ một cửa"

// RequestReport counts the requests of a span of days, by procedure, channel (Nghị định 137/2024, Điều 7.2)
// or who settles them; the last only for who directs, for it measures people of the office. It fails with
// BadDayAsked, requests.SpanTurned and requests.NoSuchCount.
func (s *Requests) RequestReport(ctx context.Context, w office.RequestReportWish) (r office.RequestReport, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return r, err
	}
	if w.By == office.CountByPerson {
		if err := s.entrance.May(ctx, office.MayDecide); err != nil {
			return r, err
		}
	}
	if w.By = cmp.Or(w.By, office.CountByProcedure); w.By.Said() == "" {
		return r, requests.NoSuchCount.About(office.Visible(string(w.By), 40))
	}
	c, err := calendar()
	if err != nil {
		return r, err
	}
	span, from, to, err := spanOf(w, s.clock.Now())
	if err != nil {
		return r, err
	}
	r, err = requests.Measured(ctx, s.store, c, span, w.By)
	r.From, r.To = from, to
	return r, err
}

// spanOf is the span that was asked for, with its days; requests are looked at as they stood at its end, and
// not later than now.
func spanOf(w office.RequestReportWish, now time.Time) (span requests.Span, from, to string, err error) {
	day := func(typed, or string) (string, time.Time, time.Time, error) {
		day, err := office.ParseDate(typed)
		if err != nil {
			return "", span.From, span.To, BadDayAsked.About(office.Visible(typed, 40)).Because(err)
		}
		day = cmp.Or(day, or)
		begins, ends, err := office.DayBounds(day)
		return day, begins, ends, err
	}
	to, _, span.To, err = day(w.To, office.DayOf(now))
	if err != nil {
		return span, from, to, err
	}
	if from, span.From, _, err = day(w.From, to[:len("2006-01-")]+"01"); err != nil {
		return span, from, to, err
	}
	if span.At = span.To; span.At.After(now) {
		span.At = now
	}
	if !span.From.Before(span.To) || span.From.After(now) {
		err = requests.SpanTurned.About(office.DaySaid(from), office.DaySaid(to))
	}
	return span, from, to, err
}

// SaveRequestReport writes the report to a new file: a workbook, a PDF, CSV or data, as the ending of its
// name says.
func (s *Requests) SaveRequestReport(ctx context.Context, w office.RequestReportWish, path, by string) (r office.RequestReport, err error) {
	if r, err = s.RequestReport(ctx, w); err != nil {
		return r, err
	}
	defer s.entrance.takenAll(ctx, requestReportTitle, &err)
	o, err := s.store.Office(ctx)
	if err != nil {
		return r, err
	}
	t := requestTable(r)
	t.Of, t.At, t.By = o.Name, s.clock.Now(), s.entrance.author(ctx, by)
	return r, s.saveTable(ctx, t, path)
}

// requestTable is the report as it is printed.
func requestTable(r office.RequestReport) table.Table {
	t := table.Table{
		Title: fmt.Sprintf("%s theo %s", requestReportTitle, r.By.Said()),
		Told: []string{
			fmt.Sprintf("Kỳ báo cáo: từ ngày %s đến hết ngày %s. Tình trạng hồ sơ lúc %s, theo những gì máy này biết.", office.DaySaid(r.From), office.DaySaid(r.To), office.MomentSaid(r.At)),
			"Kỳ trước chuyển sang + nhận trong kỳ = trả đúng hạn + trả quá hạn + rút + còn trong hạn + còn quá hạn + chờ chọn diễn biến. Đúng hạn là theo giờ hẹn trả, kể cả đã xin lỗi và hẹn lại.",
		},
		Columns: []table.Column{{Name: "Theo " + r.By.Said(), Width: 4, Kind: table.Text}},
	}
	for _, name := range []string{"Kỳ trước chuyển sang", "Nhận trong kỳ", "Trong đó trực tuyến", "Trả đúng hạn", "Trả quá hạn", "Trong đó từ chối", "Người nộp rút", "Còn trong hạn", "Trong đó chờ bổ sung", "Còn quá hạn",
		"Chờ chọn diễn biến", "Có xin lỗi, hẹn lại", "Quá hạn có xin lỗi", "Quá hạn không xin lỗi", "Giấy tờ nhận", "Trong đó dùng lại"} {
		t.Columns = append(t.Columns, table.Column{Name: name, Width: 1.1, Kind: table.Number})
	}
	t.Rows = func(yield func(table.Row, error) bool) {
		for _, f := range append(r.Rows, r.All) {
			if !yield(requestFigures(f), nil) {
				return
			}
		}
	}
	t.Notes = func() (said []string) {
		for _, step := range r.Times {
			said = append(said, step.Said())
		}
		if len(said) > 0 {
			said = append([]string{"Thời gian làm việc của từng bước, không tính lúc chờ người nộp bổ sung:"}, said...)
		}
		return said
	}
	return t
}

func requestFigures(f office.RequestFigures) table.Row {
	row := table.Row{f.Name}
	for _, n := range []int{f.Before, f.Received, f.Online, f.InTime, f.Late, f.Refused, f.Withdrawn, f.Open, f.Waiting, f.OpenLate, f.Parted, f.PutOff, f.Excused, f.Late + f.OpenLate - f.Excused, f.Papers, f.Reused} {
		row = append(row, n)
	}
	return row
}
