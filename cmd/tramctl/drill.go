package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/station"
)

// drill tries whether the office comes back from a copy, or lists the trials that were held.
func drill(set *flag.FlagSet) action {
	from := set.String("from", "", "bản sao đem thử: thư mục đã chọn hay mã của nó; bỏ trống: nơi được chọn trước nhất")
	recovery := set.Bool("recovery", false, "mở bằng khóa khôi phục trên giấy (biến TRAM_RECOVERY, hoặc gõ), để thử cả tờ giấy ấy")
	all := set.Bool("all", false, "mở mọi hồ sơ hoàn thành; không có thì 100 hồ sơ mới nhất và 200 hồ sơ khác")
	by := set.String("clerk", "", "người diễn tập")
	file := addOutput(set, "o", "ghi biên bản ra tệp PDF mới này")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) > 1 || len(args) == 1 && args[0] != "list" {
			return nil, errUsage
		}
		if err := file.free(t.folder()); err != nil { // before the office is put together
			return nil, err
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			if len(args) == 1 {
				held, err := s.Drills(ctx)
				return drills{append([]office.Drill{}, held...)}, err
			}
			clerk, err := clerkNamed(ctx, s, *by)
			if err != nil {
				return nil, err
			}
			w := office.DrillWish{Copy: *from, All: *all}
			if *recovery {
				if w.Key = t.recoveryKey(); w.Key == "" {
					return nil, errUsage
				}
			}
			held, err := s.Drill(ctx, clerk, w, nil)
			if err != nil || file.path == "" {
				return drilled{Drill: held}, err
			}
			err = file.through(s.Home(), func(path string) error { return s.SaveDrill(ctx, held.ID, path) })
			return drilled{Drill: held, File: file.path}, err
		})
	}
}

// drilled is a drill that was held.
type drilled struct {
	office.Drill
	File string `json:"file,omitempty"`
}

func (d drilled) failed() bool { return d.Verdict != office.DrillGood }

func (d drilled) print(w io.Writer) {
	fmt.Fprintln(w, visible(d.Said))
	for _, c := range d.Checks {
		fmt.Fprintf(w, "%s %s: %s\n", foundAs[c.Met], c.Point, visible(c.Evidence))
	}
	fmt.Fprintf(w, "Lập lại xong sau %.1f giây, cả cuộc %.1f giây; bản sao ở %s.\n", d.Restoring, d.Seconds, visible(d.Where))
	if d.File != "" {
		fmt.Fprintln(w, "Đã ghi "+d.File)
	}
}

// drills are those that were held, the newest first.
type drills struct {
	Drills []office.Drill `json:"drills"`
}

func (x drills) print(w io.Writer) {
	for _, d := range x.Drills {
		fmt.Fprintf(w, "%s  %s  %s\n", d.ID, moment(d.At), visible(d.Said))
	}
	if len(x.Drills) == 0 {
		fmt.Fprintln(w, "Chưa diễn tập lần nào.")
	}
}
