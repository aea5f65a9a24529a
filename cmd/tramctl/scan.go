package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"tram/cmd/machine"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/scanning"
	"tram/local/stack"
	"tram/local/station"
)

// scannerList is the devices that answered, and why some may be missing.
type scannerList struct {
	Scanners []office.Scanner `json:"scanners"`
	Missing  *missing         `json:"missing,omitempty"`
}

// longestID is more letters than any ID has that can be used: what a device calls itself
// steers no terminal.
const longestID = 400

func (l scannerList) print(w io.Writer) {
	for _, s := range l.Scanners {
		fmt.Fprintf(w, "%s  %s\n", office.Visible(s.ID, longestID), office.Visible(s.Name, longestID))
		if can := scanAbilities(s); can != "" {
			fmt.Fprintf(w, "    %s\n", can)
		}
		for _, id := range s.Also {
			fmt.Fprintf(w, "    cùng máy, theo địa chỉ mạng: %s\n", office.Visible(id, longestID))
		}
	}
	switch {
	case l.Missing != nil:
		fmt.Fprintln(w, l.Missing.Said+" "+l.Missing.Next)
	case len(l.Scanners) == 0:
		fmt.Fprintln(w, "Không thấy máy quét nào. Hãy bật máy quét và xem cáp; máy quét qua mạng thì thêm --address ĐỊA-CHỈ.")
	}
}

// scanAbilities is what a device says that it can do, in a line, in the words of “scan”.
func scanAbilities(s office.Scanner) string {
	var parts []string
	add := func(what string, list any, some bool) {
		if some {
			parts = append(parts, what+strings.Trim(fmt.Sprint(list), "[]"))
		}
	}
	add("nguồn giấy: ", s.Sources, len(s.Sources) > 0)
	add("màu: ", s.Offers.Modes, len(s.Offers.Modes) > 0)
	add("dpi: ", s.Offers.DPI, len(s.Offers.DPI) > 0)
	return strings.Join(parts, "; ")
}

func scanners(set *flag.FlagSet) action {
	address := set.String("address", "", "hỏi riêng máy quét ở địa chỉ này: MÁY hoặc MÁY:CỔNG")
	renew := set.Bool("new-key", false, "cùng --address: nhận chứng thư mới của máy quét đó, khi đã hỏi rõ vì sao nó đổi")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) > 0 || *renew && *address == "" {
			return nil, errUsage
		}
		if *renew {
			one, err := machine.RenewScanner(ctx, office.SystemClock{}, *address)
			return scannerList{Scanners: []office.Scanner{one}}, err
		}
		drivers := machine.Scanners(office.SystemClock{})
		if *address != "" {
			list, err := scanning.FindAt(ctx, drivers, *address)
			return scannerList{Scanners: list}, err
		}
		list, err := scanning.FindAll(ctx, drivers, t.typedScanners(ctx)...)
		f, told := office.FailureIn(err)
		if err != nil && (!told || errors.Is(err, context.Canceled)) {
			return nil, err
		}
		l := scannerList{Scanners: list}
		if told {
			t.logger().Info("scanners are missing", "cause", err.Error())
			l.Missing = &missing{Name: f.Name, Said: f.Said, Next: f.Next}
		}
		return l, nil
	}
}

// typedScanners are the addresses of scanners that people of the office typed; none where
// there is no office, or it does not open.
func (t *terminal) typedScanners(ctx context.Context) (addresses []string) {
	_, err := t.opened(ctx, func(s *station.Station) (_ result, err error) {
		addresses, err = s.ScannerAddresses(ctx)
		return nil, err
	})
	if err != nil {
		t.logger().Info("no address of a scanner is known", "cause", err.Error())
	}
	return addresses
}

// scanned is what came of a scan: of one that ended in doubt, too.
type scanned struct {
	Drafts  []office.ScannedDraft `json:"drafts"`
	Pages   int                   `json:"pages"`
	Sheets  int                   `json:"sheets,omitempty"` // that lay between documents
	End     office.ScanEnd        `json:"end,omitempty"`
	Failure string                `json:"failure,omitempty"` // why there was no clear end
}

// failed tells a scan after which paper may still lie in the device.
func (s scanned) failed() bool { return s.End != office.ScanEmpty && s.End != office.ScanAsked }

var endsSaid = map[office.ScanEnd]string{
	office.ScanEmpty:   "khay nạp đã hết giấy",
	office.ScanAsked:   "đủ số trang được yêu cầu",
	office.ScanStopped: "đã dừng theo yêu cầu, có thể còn giấy trong máy quét",
}

func (s scanned) print(w io.Writer) {
	for _, d := range s.Drafts {
		fmt.Fprintf(w, "%s  %d trang\n", d.ID, d.Pages)
	}
	fmt.Fprintf(w, "Đã nhận %d trang%s.\n", s.Pages, behind(": ", endsSaid[s.End]))
	if s.Sheets > 0 {
		fmt.Fprintf(w, "Ngoài ra có %d mặt của tờ ngăn cách, không thuộc hồ sơ nào.\n", s.Sheets)
	}
	if s.Pages > 0 {
		fmt.Fprintln(w, "Hãy đếm số trang trên bản giấy, xem các trang trong cửa sổ, rồi làm tiếp: tramctl finish --pages SỐ MÃ")
	}
}

func scanPaper(set *flag.FlagSet) action {
	var o office.ScanOrder
	var source, mode, by, into, profile string
	set.StringVar(&o.Wish.Scanner, "device", "", "mã của máy quét (xem “tramctl scanners”)")
	set.StringVar(&source, "source", "", "flatbed (mặt kính), feeder (khay nạp), duplex (khay nạp, hai mặt)")
	set.IntVar(&o.Wish.DPI, "dpi", office.UsualDPI, "độ phân giải")
	set.StringVar(&mode, "mode", string(office.UsualMode), "color, gray, lineart")
	set.StringVar(&o.Wish.Paper, "paper", "", "khổ giấy: A4, A3, A5…; bỏ trống thì quét cả mặt")
	set.IntVar(&o.Wish.Most, "pages", 0, "số trang nhiều nhất; bỏ trống thì đến khi hết giấy")
	set.StringVar(&into, "into", "", "mã bản nháp để quét tiếp vào, ví dụ sau khi kẹt giấy; bỏ trống thì mở bản nháp mới")
	set.StringVar(&profile, "profile", "", "kiểu quét của cơ quan, ví dụ “Công văn 2 mặt”; những gì ghi thêm ở lệnh thay cho của kiểu ấy")
	set.StringVar(&o.Parted, "split", "", "tách chồng giấy thành nhiều bản nháp: qr, patch (tờ ngăn cách, in bằng “tramctl separator”), code (mã ở trang đầu), hoặc số trang mỗi bản")
	set.StringVar(&by, "clerk", "", "người thực hiện")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		o.Wish.Source, o.Wish.Mode = office.ScanSource(source), office.ScanMode(mode)
		if len(args) > 0 || o.Wish.Scanner == "" || o.Wish.Most < 0 || o.Wish.DPI <= 0 || !o.Wish.Known() {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			var err error
			if o.Wish, err = profiled(ctx, s, set, profile, o.Wish); err != nil {
				return nil, err
			}
			if o.Clerk, err = clerkNamed(ctx, s, by); err != nil {
				return nil, err
			}
			if into != "" {
				c, err := s.Named(ctx, into)
				if err != nil {
					return nil, err
				}
				o.Draft = c.ID
			}
			out, err := s.Scan(ctx, o, nil, nil)
			if err != nil && out.Pages == 0 {
				return nil, err
			}
			return t.scannedOf(out, err), nil
		})
	}
}

// profiled is a wish of a profile; what was typed beside it counts more.
func profiled(ctx context.Context, s *station.Station, set *flag.FlagSet, name string, typed office.ScanWish) (office.ScanWish, error) {
	if name == "" {
		return typed, nil
	}
	setup, err := s.ScanSetup(ctx)
	if err != nil {
		return typed, err
	}
	p, err := setup.Named(name)
	if err != nil {
		return typed, err
	}
	w := p.Wish
	w.Scanner, w.Most = typed.Scanner, typed.Most
	set.Visit(func(f *flag.Flag) {
		switch f.Name {
		case "source":
			w.Source = typed.Source
		case "mode":
			w.Mode = typed.Mode
		case "dpi":
			w.DPI = typed.DPI
		case "paper":
			w.Paper = typed.Paper
		}
	})
	return w, nil
}

// scannedOf tells what came, and beside it why it ended where it did.
func (t *terminal) scannedOf(out office.ScanOutcome, err error) scanned {
	r := scanned{Drafts: append([]office.ScannedDraft{}, out.Drafts...), Pages: out.Pages, Sheets: out.Sheets, End: out.End}
	if err != nil {
		r.End, r.Failure = "", t.told(err).Name
		t.explain(err)
	}
	return r
}

// separator writes the sheet that is put between two documents of a pile.
func separator(set *flag.FlagSet) action {
	out := addOutput(set, "o", "ghi tờ ngăn cách ra tệp PDF để in")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) > 0 || out.path == "" {
			return nil, errUsage
		}
		if err := out.free(t.folder()); err != nil {
			return nil, err
		}
		now := office.SystemClock{}.Now()
		var sheet bytes.Buffer
		if err := stack.WriteSheet(&sheet, pdf.About{ID: office.NewID(now).Bytes(), Created: now.In(office.VietNam)}); err != nil {
			return nil, err
		}
		return separatorAt{out.path}, out.write(0o644, sheet.Bytes())
	}
}

// separatorAt is where the sheet was written.
type separatorAt struct {
	File string `json:"file"`
}

func (s separatorAt) print(w io.Writer) {
	fmt.Fprintln(w, "Đã ghi tờ ngăn cách: "+s.File+"\nHãy in ra, đặt giữa hai văn bản, rồi quét bằng “tramctl scan --split patch”.")
}
