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

// bookTable is what became of the rows of a table that was brought into a register.
type bookTable struct {
	office.RegisterTable
	Counts map[office.TableVerdict]int `json:"counts"`
	Dry    bool                        `json:"dry"`
	Left   string                      `json:"left,omitempty"` // why nothing was written, or not all
}

func (b bookTable) failed() bool { return b.Left != "" }

func (b bookTable) print(w io.Writer) {
	for _, v := range b.Verdicts() {
		fmt.Fprintf(w, "%s: %d dòng\n", v.Said(), b.Counts[v])
	}
	shown, left := 0, 0
	for _, row := range b.Rows {
		if (row.Verdict == office.TableEnters || row.Verdict == office.TableThere) && len(row.Said) == 0 {
			continue
		}
		if shown++; shown > mostRowsShown {
			left++
			continue
		}
		fmt.Fprintf(w, "  %s: %s\n", visible(row.Place()), visible(strings.Join(append([]string{strings.TrimSpace(row.Verdict.Said() + ". " + row.Why)}, row.Said...), "; ")))
		for _, d := range row.Differs {
			fmt.Fprintf(w, "    %s: “%s” → “%s”\n", d.Said, visible(d.Was), visible(d.Now))
		}
	}
	if left > 0 {
		fmt.Fprintf(w, "  … còn %d dòng, xem đủ bằng --json\n", left)
	}
	for _, said := range b.Notes {
		fmt.Fprintln(w, visible(said))
	}
	if b.Count(office.TableDiffers) > 0 {
		fmt.Fprintln(w, "Dòng khác mục đã có thì để nguyên; muốn sửa theo bảng thì thêm --update.")
	}
	switch {
	case b.Left != "":
		fmt.Fprintln(w, b.Left)
	case b.Dry:
		fmt.Fprintln(w, "Xem trước, chưa ghi gì.")
	default:
		fmt.Fprintf(w, "Đã ghi mới %d mục, sửa %d mục.\n", b.Entered, b.Updated)
	}
}

// tableTyped is what was typed of a table that is brought.
type tableTyped struct {
	wish office.RegisterTableWish
	dry  bool
}

func tableFlags(set *flag.FlagSet) *tableTyped {
	var w tableTyped
	set.BoolVar(&w.dry, "dry", false, "chỉ xem trước từng dòng, không ghi gì (với import)")
	set.BoolVar(&w.wish.Update, "update", false, "sửa mục đã có theo bảng, bản trước vẫn được giữ (với import)")
	set.BoolVar(&w.wish.Rest, "rest", false, "nhập phần còn lại, chừa các dòng cần người xem (với import)")
	set.BoolVar(&w.wish.Hidden, "hidden", false, "đọc cả dòng, cột, trang tính bị ẩn (với import)")
	return &w
}

// bring brings a table into a register: its name, and the file.
func (w *tableTyped) bring(ctx context.Context, t *terminal, args []string, by string) (result, error) {
	if len(args) != 2 {
		return nil, errUsage
	}
	w.wish.Path = args[1]
	return t.ready(ctx, func(s *station.Station) (result, error) {
		clerk, err := clerkNamed(ctx, s, by)
		if err != nil {
			return nil, err
		}
		done := bookTable{Dry: w.dry, Counts: map[office.TableVerdict]int{}}
		p, told := t.watched()
		if w.dry {
			done.RegisterTable, err = s.PreviewBookTable(ctx, args[0], w.wish, p)
		} else {
			done.RegisterTable, err = s.BringBookTable(ctx, args[0], clerk, w.wish, p)
		}
		told()
		if errors.Is(err, station.BookTableStopped) || errors.Is(err, station.BookRowsWrong) {
			t.logger().Info("a table did not come in whole", "cause", err.Error())
			f, _ := office.FailureIn(err)
			f = t.hinted(f)
			done.Left, err = f.Said+" "+f.Next, nil
		}
		for _, v := range office.TableVerdicts {
			done.Counts[v] = done.Count(v)
		}
		return done, err
	})
}
