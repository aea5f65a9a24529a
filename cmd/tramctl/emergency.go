package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"strconv"

	"tram/local/office"
	"tram/local/station"
)

// receiptBook is the register of paper receipts.
const receiptBook = "bien-nhan"

// emergencyState is how emergencies stand, with each pad and each slip.
type emergencyState struct {
	State office.EmergencyStands `json:"state"`
	office.Reckoning
}

// heldSaid is what waits for a line, in words.
var heldSaid = map[office.WaitSort]string{
	"evidence": "%d chữ ký còn thiếu bằng chứng\n", "stamp": "%d ngày của nhật ký chưa có dấu thời gian\n",
	"copy": "%d bản sao chậm\n", "chain": "%d nhật ký của trạm khác chờ gói trao đổi\n",
}

func (x emergencyState) print(w io.Writer) {
	if len(x.Emergencies) == 0 {
		fmt.Fprintln(w, "Chưa ai ghi là mất kết nối.")
	}
	for _, e := range x.Emergencies {
		fmt.Fprintf(w, "%s  %s: từ %s", e.ID, visible(e.Why), office.MomentSaid(office.MomentOf(e.Begun)))
		if e.Ended != "" {
			fmt.Fprintf(w, " đến %s, chưa đóng", office.MomentSaid(office.MomentOf(e.Ended)))
		}
		fmt.Fprintln(w)
	}
	for _, held := range x.State.Waits {
		fmt.Fprintf(w, "  Đang chờ: "+heldSaid[held.Sort], held.Count)
	}
	for _, p := range x.Pads {
		fmt.Fprintf(w, "Quyển %s, %d tờ, đã viết tới tờ %d", p.Said, p.Slips, p.Used)
		if !p.Looked {
			fmt.Fprint(w, ", chưa kiểm")
		}
		if p.Doubled {
			fmt.Fprint(w, ", trùng số với quyển khác")
		}
		fmt.Fprintln(w)
		printSlips(w, p.Written)
	}
	printSlips(w, x.Others)
}

// printSlips tells of the slips about which something is to be done.
func printSlips(w io.Writer, all []office.Slip) {
	for _, s := range all {
		if s.State == office.SlipMissing {
			fmt.Fprintf(w, "  %s  chưa ghi lại\n", s.Number)
		} else if s.Open() {
			fmt.Fprintf(w, "  %s  chưa xong: %s\n", s.Number, visible(s.Said))
		}
	}
}

// padMade is a pad with where its paper lies.
type padMade struct {
	office.Pad
	Said string `json:"said"`
	File string `json:"file,omitempty"`
}

func (p padMade) print(w io.Writer) {
	fmt.Fprintf(w, "Quyển %s, %d tờ, đã viết tới tờ %d\n", p.Said, p.Slips, p.Used)
	if p.File != "" {
		fmt.Fprintln(w, "Đã ghi "+p.File+". Hãy in đúng một lần rồi xóa tệp; cần thêm thì lập quyển mới.")
	}
}

// settledSlip is what became of a slip.
type settledSlip struct{ office.Receipt }

func (r settledSlip) print(w io.Writer) {
	said := map[office.State]string{office.ReceiptEntered: "đã nhập", office.ReceiptCancelled: "đã hủy", office.ReceiptLost: "đã mất"}[r.State]
	fmt.Fprintf(w, "%s  %s\n", r.Number, said)
}

// emergencyWishes are what was typed of an emergency.
type emergencyWishes struct {
	why, at, file, by           string
	slips                       int
	ends                        bool
	from, given, matter         string
	entered, cancelled, lostHow string
}

// emergencyVerb keeps the work without a line, and its paper receipts.
func emergencyVerb(set *flag.FlagSet) action {
	var w emergencyWishes
	set.StringVar(&w.why, "why", "", "vì sao mất kết nối (với begin)")
	set.StringVar(&w.at, "at", "", "lúc: 14:05 28/11/2026; bỏ trống là bây giờ (với begin, end)")
	set.StringVar(&w.file, "o", "", "tệp .pdf mới (với pad), .xlsx, .pdf hoặc .json mới (với report)")
	set.IntVar(&w.slips, "slips", 50, "số tờ (với pad)")
	set.BoolVar(&w.ends, "ended", false, "quyển không viết nữa (với count)")
	set.StringVar(&w.from, "from", "", "người nộp (với receipt)")
	set.StringVar(&w.given, "given", "", "nhận lúc, như ghi trên giấy (với receipt)")
	set.StringVar(&w.matter, "matter", "", "việc (với receipt)")
	set.StringVar(&w.entered, "entered", "", "đã nhập thành: mã tra cứu, hoặc số ở hệ thống khác (với receipt)")
	set.StringVar(&w.cancelled, "cancel", "", "hủy, lý do (với receipt)")
	set.StringVar(&w.lostHow, "lost", "", "đã mất, vì sao (với receipt)")
	set.StringVar(&w.by, "clerk", "", "người ghi")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		do := map[string]func(context.Context, *station.Station, office.Clerk, []string) (result, error){
			"begin": w.begin, "end": w.end, "close": w.close, "status": w.status, "pad": w.pad, "count": w.count, "receipt": w.receipt, "report": w.report,
		}[args[0]]
		if do == nil {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			if args[0] == "status" || args[0] == "report" {
				return do(ctx, s, office.Clerk{Name: w.by}, args[1:])
			}
			clerk, err := clerkNamed(ctx, s, w.by)
			if err != nil {
				return nil, err
			}
			return do(ctx, s, clerk, args[1:])
		})
	}
}

func (w *emergencyWishes) begin(ctx context.Context, s *station.Station, by office.Clerk, args []string) (result, error) {
	if len(args) > 0 || w.why == "" {
		return nil, errUsage
	}
	if _, err := s.BeginEmergency(ctx, by, w.why, w.at); err != nil {
		return nil, err
	}
	return w.status(ctx, s, by, nil)
}

func (w *emergencyWishes) end(ctx context.Context, s *station.Station, by office.Clerk, args []string) (result, error) {
	if len(args) > 0 {
		return nil, errUsage
	}
	if _, err := s.EndEmergency(ctx, by, w.at); err != nil {
		return nil, err
	}
	return w.status(ctx, s, by, nil)
}

func (w *emergencyWishes) close(ctx context.Context, s *station.Station, by office.Clerk, args []string) (result, error) {
	if len(args) > 0 {
		return nil, errUsage
	}
	if _, err := s.CloseEmergency(ctx, by); err != nil {
		return nil, err
	}
	return w.status(ctx, s, by, nil)
}

func (w *emergencyWishes) status(ctx context.Context, s *station.Station, _ office.Clerk, args []string) (result, error) {
	if len(args) > 0 {
		return nil, errUsage
	}
	is, err := s.EmergencyStands(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.Reckoning(ctx)
	return emergencyState{is, all}, err
}

func (w *emergencyWishes) pad(ctx context.Context, s *station.Station, by office.Clerk, args []string) (result, error) {
	if len(args) > 0 || w.file == "" {
		return nil, errUsage
	}
	p, err := s.MakePad(ctx, by, w.slips, w.file)
	return padMade{p, office.PadSaid(p.Number), w.file}, err
}

func (w *emergencyWishes) count(ctx context.Context, s *station.Station, by office.Clerk, args []string) (result, error) {
	if len(args) != 2 {
		return nil, errUsage
	}
	used, err := strconv.Atoi(args[1])
	if err != nil {
		return nil, errUsage
	}
	p, err := s.CountPad(ctx, by, args[0], used, w.ends)
	return padMade{Pad: p, Said: office.PadSaid(p.Number)}, err
}

// receipt writes a slip in, or tells what became of it.
func (w *emergencyWishes) receipt(ctx context.Context, s *station.Station, by office.Clerk, args []string) (result, error) {
	if len(args) != 1 {
		return nil, errUsage
	}
	became := map[office.State]string{office.ReceiptEntered: w.entered, office.ReceiptCancelled: w.cancelled, office.ReceiptLost: w.lostHow}
	maps.DeleteFunc(became, func(_ office.State, words string) bool { return words == "" })
	if len(became) > 1 {
		return nil, errUsage
	}
	for as, words := range became {
		r, err := s.SettleSlip(ctx, by, args[0], as, words)
		return settledSlip{r}, err
	}
	return keepSheet(ctx, s, receiptBook, w.by, office.Sheet{Answers: map[string]string{}}, []string{"number=" + args[0], "from=" + w.from, "given=" + w.given, "matter=" + w.matter})
}

func (w *emergencyWishes) report(ctx context.Context, s *station.Station, _ office.Clerk, args []string) (result, error) {
	if len(args) > 0 || w.file == "" {
		return nil, errUsage
	}
	return shelved{File: w.file}, s.SaveReckoning(ctx, w.file, w.by)
}
