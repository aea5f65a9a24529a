package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"tram/local/dayend"
	"tram/local/office"
	"tram/local/station"
	"tram/local/whole"
)

// closedDay is a sheet of a closed day, or what one would say.
type closedDay struct {
	Sheet *office.DaySheet `json:"sheet,omitempty"` // on record
	Draft *office.DayDraft `json:"draft,omitempty"` // what a sheet would say now
	File  string           `json:"file,omitempty"`
}

func (x closedDay) print(w io.Writer) {
	if d := x.Draft; d != nil {
		fmt.Fprintf(w, "Ngày %s chưa khóa sổ bằng tờ số %d. Nếu khóa lúc này, tờ giấy sẽ ghi:\n", office.DaySaid(d.Day), d.No)
		printDay(w, d.DaySheet)
		for _, said := range d.Remarks {
			fmt.Fprintln(w, "  "+said)
		}
	}
	if s := x.Sheet; s != nil {
		fmt.Fprintf(w, "%s  %s\n  Người lập: %s lúc %s\n", s.ID, s.Called(), visible(s.Clerk), moment(s.At))
		printDay(w, *s)
		fmt.Fprintf(w, "  Tờ giấy:   %d trang, SHA-256 %s\n", s.Pages, s.PDF)
		for _, p := range s.Prints {
			fmt.Fprintf(w, "  Đã in:     %s, %s, %s: %s\n", moment(p.At), visible(p.Clerk), p.Order.Printer, p.Job.State.Name())
		}
	}
	if x.File != "" {
		fmt.Fprintln(w, "Đã ghi "+x.File)
	}
}

// printDay prints the figures and the head of a day.
func printDay(w io.Writer, s office.DaySheet) {
	n := s.Count
	said := func(n int) string {
		if n < 0 {
			return "chưa đếm được"
		}
		return fmt.Sprint(n)
	}
	fmt.Fprintf(w, "  Giấy đưa vào %d; văn bản điện tử đưa vào %d\n", n.Papers, n.Messages)
	fmt.Fprintf(w, "  Hoàn thành %d: số hóa %d (%d tờ), ra giấy %d; phải ký mà chưa ký %d\n", n.Made(), n.Digitised, n.Sheets, n.Printed, n.Unsigned)
	fmt.Fprintf(w, "  Chưa xong %d; bản nháp đã bỏ %d; thu hồi %d; từ chối vì độ mật %d; lượt gửi máy in %d\n", n.Open, n.Discarded, n.Withdrawn, n.Refused, n.Orders)
	fmt.Fprintf(w, "  Của mọi ngày: chờ ký số %s; còn nợ bằng chứng %s; chưa ghi số bản đã ra %s; tệp thiếu trong kho %s\n",
		said(n.WaitSigning), said(n.OweEvidence), said(n.WaitCounting), said(n.MissingFiles))
	fmt.Fprintf(w, "  Nhật ký:   %d mục trong ngày\n  Đầu nhật ký: mục %d, %s\n  SHA-256    %s\n", n.Entries, s.Head.Seq, moment(s.Head.At), strings.Join(office.HashGroups(s.Head.Hash), " "))
	for _, u := range n.Uncounted {
		fmt.Fprintln(w, "  "+u)
	}
}

// closedDays lists sheets, and the days that wait for one.
type closedDays struct {
	Sheets []office.DaySheet `json:"sheets"`
	Open   []office.OpenDay  `json:"open"`
}

func (x closedDays) print(w io.Writer) {
	for _, s := range x.Sheets {
		fmt.Fprintf(w, "%s  %s (%s)\n", s.ID, s.Called(), visible(s.Below()))
	}
	if len(x.Sheets) == 0 {
		fmt.Fprintln(w, "Chưa khóa sổ ngày nào.")
	}
	for _, d := range x.Open {
		fmt.Fprintln(w, d.Said())
	}
}

// dayWords are the flags of the verb.
type dayWords struct {
	wish  office.PrintWish
	by    string
	limit int
	file  *output
}

// day closes days of the office, and shows and prints their sheets.
func day(set *flag.FlagSet) action {
	w := dayWords{file: addOutput(set, "o", "ghi tờ giấy ra tệp PDF mới này")}
	set.StringVar(&w.wish.Printer, "printer", "", "máy in (xem “tramctl printers”); với print, bỏ trống: máy in mặc định")
	set.StringVar(&w.wish.File, "to-file", "", "in ra tệp PDF mới bằng máy in ra tệp")
	set.IntVar(&w.wish.Copies, "copies", 1, "số bản")
	set.StringVar(&w.by, "clerk", "", "người lập")
	set.IntVar(&w.limit, "limit", deedsShown, "số tờ nhiều nhất trong danh sách, mặc định 50")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		do, known := map[string]func(context.Context, *station.Station, dayWords, string) (result, error){
			"close": dayClose, "show": dayShow, "print": dayPrint, "list": dayList,
		}[argument(args)]
		if !known || len(args) > 2 || w.limit <= 0 || w.wish.Printer != "" && w.wish.File != "" || args[0] == "list" && len(args) > 1 || args[0] == "print" && len(args) < 2 {
			return nil, errUsage
		}
		if err := w.file.free(t.folder()); err != nil { // before anything is on record
			return nil, err
		}
		if w.wish.File != "" {
			if err := station.Outward(t.folder(), w.wish.File); err != nil {
				return nil, err
			}
			if exists(w.wish.File) {
				return nil, whole.AlreadyThere.About(filepath.Base(w.wish.File))
			}
		}
		return t.ready(ctx, func(s *station.Station) (result, error) { return do(ctx, s, w, argument(args[1:])) })
	}
}

// dayClose closes a day; the sheet goes to a printer where one is named, and to a file.
func dayClose(ctx context.Context, s *station.Station, w dayWords, typed string) (result, error) {
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	sheet, err := s.CloseDay(ctx, clerk, typed)
	if err != nil {
		return nil, err
	}
	bring := w.print
	if w.wish.Printer == "" && w.wish.File == "" {
		bring = w.out
	}
	r, err := bring(ctx, s, sheet)
	return r, closedAlready(sheet, err)
}

// closedAlready tells of trouble with the paper that the day is closed all the same.
func closedAlready(sheet office.DaySheet, err error) error {
	why, told := office.FailureIn(err)
	if err == nil || !told {
		return err
	}
	f := closedNotOut.About(why.Said).Because(err)
	f.Next = fmt.Sprintf(f.Next, office.DaySaid(sheet.Day), office.DaySaid(sheet.Day))
	return f
}

// dayShow shows the last sheet of a day, or one by its ID; of a day without one what its
// sheet would say.
func dayShow(ctx context.Context, s *station.Station, w dayWords, typed string) (result, error) {
	if typed != "" {
		sheet, err := s.DaySheet(ctx, typed)
		if f, told := office.FailureIn(err); err == nil || !told || f.Name != dayend.NoSheet.Name {
			if err != nil {
				return nil, err
			}
			return w.out(ctx, s, sheet)
		}
	}
	d, err := s.DayToClose(ctx, typed)
	return closedDay{Draft: &d}, err
}

// out writes the file where one is asked for.
func (w dayWords) out(ctx context.Context, s *station.Station, sheet office.DaySheet) (result, error) {
	if w.file.path == "" {
		return closedDay{Sheet: &sheet}, nil
	}
	err := w.file.through(s.Home(), func(path string) error { return s.SaveDaySheet(ctx, sheet.ID, path) })
	return closedDay{Sheet: &sheet, File: w.file.path}, err
}

// dayPrint prints a sheet again: the same bytes.
func dayPrint(ctx context.Context, s *station.Station, w dayWords, typed string) (result, error) {
	sheet, err := s.DaySheet(ctx, typed)
	if err != nil {
		return nil, err
	}
	return w.print(ctx, s, sheet)
}

func (w dayWords) print(ctx context.Context, s *station.Station, sheet office.DaySheet) (result, error) {
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	if w.wish.Printer == "" {
		if w.wish.Printer, err = usualPrinter(ctx, s.DayPrinters, w.wish.File != ""); err != nil {
			return nil, err
		}
	}
	if sheet, err = s.PrintDaySheet(ctx, sheet.ID, clerk, w.wish); err != nil {
		return nil, err
	}
	return w.out(ctx, s, sheet)
}

func dayList(ctx context.Context, s *station.Station, w dayWords, _ string) (result, error) {
	all, err := s.DaySheets(ctx, w.limit)
	if err != nil {
		return nil, err
	}
	open, err := s.OpenDays(ctx)
	return closedDays{append([]office.DaySheet{}, all...), append([]office.OpenDay{}, open...)}, err
}
