package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"tram/local/office"
	"tram/local/station"
)

// oldRegister is what became of the rows of an old register.
type oldRegister struct {
	office.OldRegisterRead
	Counts map[office.OldVerdict]int `json:"counts"`
	Report string                    `json:"report,omitempty"`
	Dry    bool                      `json:"dry"`
	Left   string                    `json:"left,omitempty"` // why nothing was written, or not all
}

func (o oldRegister) failed() bool { return o.Left != "" }

// mostRowsShown is how many rows are shown where there is no file for them.
const mostRowsShown = 40

func (o oldRegister) print(w io.Writer) {
	for _, v := range o.Verdicts() {
		fmt.Fprintf(w, "%s: %d dòng\n", v.Said(), o.Counts[v])
	}
	shown, left := 0, 0
	for _, row := range o.Rows {
		if row.Verdict == office.OldEnters && len(row.Said) == 0 {
			continue
		}
		if shown++; shown > mostRowsShown {
			left++
			continue
		}
		fmt.Fprintf(w, "  %s: %s\n", visible(o.place(row)), visible(strings.Join(append([]string{strings.TrimSpace(row.Verdict.Said() + ". " + row.Why)}, row.Said...), "; ")))
	}
	if left > 0 {
		fmt.Fprintf(w, "  … còn %d dòng, xem bảng kết quả (-o TỆP.xlsx)\n", left)
	}
	for _, said := range o.Notes {
		fmt.Fprintln(w, visible(said))
	}
	switch {
	case o.Left != "":
		fmt.Fprintln(w, o.Left)
	case o.Dry:
		fmt.Fprintln(w, "Xem trước, chưa ghi gì.")
	default:
		fmt.Fprintf(w, "Đã ghi %d dòng vào sổ.\n", o.Kept)
	}
	if o.Report != "" {
		fmt.Fprintln(w, "Kết quả từng dòng: "+visible(o.Report))
	}
}

func (o oldRegister) place(row office.OldRow) string {
	if row.Sheet == "" {
		return fmt.Sprintf("Dòng %d", row.Line)
	}
	return fmt.Sprintf("%s, dòng %d", row.Sheet, row.Line)
}

// importRegisterVerb takes over a register that was kept as a table.
func importRegisterVerb(set *flag.FlagSet) action {
	var w office.OldRegisterWish
	flow := set.String("flow", "", "in, out hay internal; bỏ trống thì theo tiêu đề của bảng")
	set.IntVar(&w.Year, "year", 0, "năm của sổ; bỏ trống thì theo ngày của từng dòng")
	set.StringVar(&w.Type, "type", "", "tên loại của những dòng không ghi (sổ đi, nội bộ)")
	set.StringVar(&w.Dates, "dates", "", "thứ tự trong ngày: dmy (ngày trước) hay mdy (tháng trước)")
	set.BoolVar(&w.Hidden, "hidden", false, "đọc cả dòng, cột, trang tính bị ẩn")
	set.BoolVar(&w.Doubled, "doubled", false, "nhận cả những dòng cùng một số, và những dòng có thể là văn bản đến đã vào sổ")
	set.BoolVar(&w.Gaps, "gaps", false, "nhận cả những số của năm nay đứng cách xa các số khác")
	set.BoolVar(&w.Rest, "rest", false, "nhập phần còn lại, chừa các dòng cần người xem")
	dry := set.Bool("dry", false, "chỉ xem trước từng dòng, không ghi gì")
	out := set.String("o", "", "tệp mới ghi kết quả từng dòng: .xlsx, .pdf hay .json")
	by := set.String("clerk", "", "người nhập")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 {
			return nil, errUsage
		}
		if w.Dates != "" && w.Dates != office.DayFirst && w.Dates != office.MonthFirst {
			return nil, badFlagValue.About("--dates", w.Dates)
		}
		w.Path, w.Flow = args[0], office.Flow(*flow)
		if w.Flow != "" && w.Flow.Said() == "" {
			return nil, badFlagValue.About("--flow", *flow)
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			clerk, err := clerkNamed(ctx, s, *by)
			if err != nil {
				return nil, err
			}
			done := oldRegister{Dry: *dry, Report: *out, Counts: map[office.OldVerdict]int{}}
			p, told := t.watched()
			if *dry {
				done.OldRegisterRead, err = s.PreviewOldRegister(ctx, w, p)
			} else {
				done.OldRegisterRead, err = s.BringOldRegister(ctx, clerk, w, p)
			}
			told()
			stopped := errors.Is(err, station.OldRegisterStopped)
			if stopped || errors.Is(err, station.OldRowsDoubtful) {
				t.logger().Info("an old register did not come in whole", "cause", err.Error())
				f, _ := office.FailureIn(err)
				f = t.hinted(f)
				done.Left, err = f.Said+" "+f.Next, nil
			}
			if err != nil {
				return nil, err
			}
			for _, v := range done.Verdicts() {
				done.Counts[v] = done.Count(v)
			}
			if *out != "" {
				if stopped {
					ctx = context.WithoutCancel(ctx) // what came in is to be known all the same
				}
				err = s.SaveOldRegister(ctx, done.OldRegisterRead, *out, *by)
			}
			if err != nil && done.Kept > 0 { // what was done is told as done
				t.explain(err)
				done.Report, err = "", nil
			}
			return done, err
		})
	}
}
