package main

import (
	"context"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/station"
)

// requestReport is what was counted at the one-stop desk.
type requestReport struct {
	office.RequestReport
	File string `json:"file,omitempty"`
}

func (r requestReport) print(w io.Writer) {
	fmt.Fprintf(w, "Hồ sơ một cửa theo %s, từ %s đến hết %s, tình trạng lúc %s:\n", r.By.Said(), office.DaySaid(r.From), office.DaySaid(r.To), office.MomentSaid(r.At))
	for _, f := range append(r.Rows, r.All) {
		fmt.Fprintf(w, "%s: kỳ trước %d, nhận %d (trực tuyến %d); đúng hạn %d, quá hạn %d, trong đó từ chối %d; rút %d; còn trong hạn %d (chờ bổ sung %d), còn quá hạn %d, chờ chọn diễn biến %d; hẹn lại %d, quá hạn có xin lỗi %d; giấy tờ %d, dùng lại %d\n",
			visible(f.Name), f.Before, f.Received, f.Online, f.InTime, f.Late, f.Refused, f.Withdrawn, f.Open, f.Waiting, f.OpenLate, f.Parted, f.PutOff, f.Excused, f.Papers, f.Reused)
	}
	for _, t := range r.Times {
		fmt.Fprintln(w, "  "+t.Said())
	}
	if r.File != "" {
		fmt.Fprintln(w, "Đã ghi "+r.File)
	}
}

// report counts requests, and writes what was counted where that is asked for. With it, --from and --to are
// days, and --by says by what is counted.
func (w *requestWishes) report(ctx context.Context, s *station.Station) (result, error) {
	wish := office.RequestReportWish{From: w.r.From.Name, To: w.to, By: office.RequestReportBy(w.way)}
	file := w.forms.file
	if file.path == "" {
		r, err := s.RequestReport(ctx, wish)
		return requestReport{RequestReport: r}, err
	}
	told := requestReport{File: file.path}
	err := file.through(s.Home(), func(path string) (err error) {
		told.RequestReport, err = s.SaveRequestReport(ctx, wish, path, w.by)
		return err
	})
	return told, err
}
