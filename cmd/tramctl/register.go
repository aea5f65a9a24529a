package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// registered is a document with its number on a register.
type registered struct {
	office.Registered
	Register string `json:"register"`
	Said     string `json:"said"`
}

func (r registered) print(w io.Writer) {
	if r.Number == 0 {
		fmt.Fprintf(w, "Đã vào sổ, số tạm %s: %s\n  Số tạm chưa dùng để đóng dấu, ký hay in. Máy giữ sổ sẽ cấp số chính thức khi hai máy trao đổi gói.\n", r.Waiting, visible(r.Document.Subject))
		return
	}
	state := "Đã vào sổ"
	if r.State == office.RegisteredCancelled {
		state = "Đã hủy trong sổ"
	}
	fmt.Fprintf(w, "%s: %s  %s\n", state, r.Numbered(), visible(r.Document.Subject))
}

func onRegister(r office.Registered) registered {
	return registered{r, string(r.Flow), r.Said()}
}

// registerVerb puts a document on a register, or cancels it there.
func registerVerb(set *flag.FlagSet) action {
	var r office.Registered
	var kind, by, day, why string
	set.StringVar(&kind, "type", "", "tên loại: quyet-dinh, QĐ hay Quyết định")
	set.StringVar(&r.Document.Number, "number", "", "số của văn bản đến")
	set.StringVar(&r.Document.Symbol, "symbol", "", "ký hiệu: QĐ-UBND")
	set.StringVar(&r.Document.Issuer, "issuer", "", "cơ quan ban hành văn bản đến")
	set.StringVar(&day, "date", "", "ngày của văn bản: 23/11/2026")
	set.StringVar(&r.Document.Subject, "subject", "", "trích yếu")
	set.StringVar(&r.To, "to", "", "nơi nhận, đơn vị hoặc người nhận")
	set.StringVar(&r.Signer, "signer", "", "người ký")
	set.StringVar(&r.Note, "note", "", "ghi chú")
	set.StringVar(&why, "why", "", "lý do (với cancel)")
	set.StringVar(&by, "clerk", "", "người vào sổ")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		cancels := len(args) == 2 && args[0] == "cancel"
		if !cancels && len(args) != 1 {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			clerk, err := clerkNamed(ctx, s, by)
			if err != nil {
				return nil, err
			}
			if cancels {
				is, err := s.CancelRegistered(ctx, clerk, office.ID(args[1]), why)
				return onRegister(is), err
			}
			r.Flow, r.Document.Secrecy = office.Flow(args[0]), office.Ordinary
			if kind != "" || r.Flow == office.FlowOut || r.Flow == office.FlowInternal {
				found, err := office.FindType(s.Types(), kind)
				if err != nil {
					return nil, err
				}
				r.Document.Type = found.Code
			}
			if day != "" {
				issued, err := time.Parse("2/1/2006", day)
				if err != nil {
					return nil, badFlagValue.About("--date", day)
				}
				r.Document.Issued = issued.Format(time.DateOnly)
			}
			is, err := s.Register(ctx, clerk, r)
			return onRegister(is), err
		})
	}
}

// followedBooks tell what became of documents.
var followedBooks = []string{"follow", "report-in", "report-out"}

// printRegisterVerb writes the printed register of a year.
func printRegisterVerb(set *flag.FlagSet) action {
	year := set.Int("year", 0, "năm; bỏ trống là năm nay")
	file := set.String("o", "", "tệp .pdf hoặc .xlsx mới")
	by := set.String("clerk", "", "người in")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 || *file == "" {
			return nil, errUsage
		}
		if *year == 0 {
			*year = time.Now().In(office.VietNam).Year()
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			if slices.Contains(followedBooks, args[0]) {
				return shelved{File: *file}, s.SaveFollowed(ctx, args[0], *year, *file, *by)
			}
			return shelved{File: *file}, s.SaveRegister(ctx, office.Flow(args[0]), *year, *file, *by)
		})
	}
}

// numbersStand is how the series of a year stand.
type numbersStand struct {
	Series []office.SeriesStands `json:"series"`
}

func (n numbersStand) print(w io.Writer) {
	if len(n.Series) == 0 {
		fmt.Fprintln(w, "Chưa có sổ nào trong năm này.")
	}
	for _, s := range n.Series {
		fmt.Fprintf(w, "%s  %s: đã cấp %d số", s.Series, s.Said, s.Given)
		switch {
		case s.Here && s.Next > 0:
			fmt.Fprintf(w, ", máy này giữ sổ, số kế tiếp %02d", s.Next)
		case s.Here:
			fmt.Fprint(w, ", máy này giữ sổ nhưng đã hết dải số")
		case s.Station != "":
			fmt.Fprintf(w, ", %s giữ sổ", office.StationSaid(s.Station))
		}
		if s.Waiting > 0 {
			fmt.Fprintf(w, ", %d văn bản mang số tạm", s.Waiting)
		}
		if s.Doubled {
			fmt.Fprint(w, "; hai máy cùng mở sổ năm này, số có thể trùng")
		}
		fmt.Fprintln(w)
	}
}

// numbersTold are the numbers of a series with why some are missing.
type numbersTold struct {
	Series  string               `json:"series"`
	Numbers []office.NumbersSaid `json:"numbers"`
}

func (n numbersTold) print(w io.Writer) {
	for _, s := range n.Numbers {
		if s.From == s.To {
			fmt.Fprintf(w, "%02d: %s\n", s.From, visible(s.Said))
		} else {
			fmt.Fprintf(w, "%02d–%02d: %s\n", s.From, s.To, visible(s.Said))
		}
	}
}

// numberWishes are what was typed of numbers.
type numberWishes struct {
	year        int
	to, why, by string
	anew        bool
}

// numberVerb tells who gives the numbers of a register, and lets that change.
func numberVerb(set *flag.FlagSet) action {
	var w numberWishes
	set.IntVar(&w.year, "year", 0, "năm; bỏ trống là năm nay (với list)")
	set.StringVar(&w.to, "to", "", "trạm nhận sổ (với lease)")
	set.StringVar(&w.why, "why", "", "lý do (với take, gone)")
	set.BoolVar(&w.anew, "anew", false, "chắc chắn chưa máy nào của cơ quan cấp số bằng chương trình này (với open)")
	set.StringVar(&w.by, "clerk", "", "người làm")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		do := map[string]func(context.Context, *station.Station, []string) (result, error){
			"list": w.list, "explain": w.explain, "open": w.open, "lease": w.lease, "take": w.take, "gone": w.gone,
		}[args[0]]
		if do == nil {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) { return do(ctx, s, args[1:]) })
	}
}

func (w *numberWishes) list(ctx context.Context, s *station.Station, args []string) (result, error) {
	if len(args) > 0 {
		return nil, errUsage
	}
	if w.year == 0 {
		w.year = time.Now().In(office.VietNam).Year()
	}
	all, err := s.SeriesStand(ctx, w.year)
	return numbersStand{all}, err
}

func (w *numberWishes) explain(ctx context.Context, s *station.Station, args []string) (result, error) {
	if len(args) != 1 {
		return nil, errUsage
	}
	all, err := s.ExplainNumbers(ctx, args[0])
	return numbersTold{args[0], all}, err
}

func (w *numberWishes) open(ctx context.Context, s *station.Station, args []string) (result, error) {
	if len(args) != 1 {
		return nil, errUsage
	}
	year, err := strconv.Atoi(args[0])
	if err != nil {
		return nil, errUsage
	}
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	if err := s.OpenYear(ctx, clerk, year, w.anew); err != nil {
		return nil, err
	}
	w.year = year
	return w.list(ctx, s, nil)
}

// changed makes a change in a series and tells how the series stand then.
func (w *numberWishes) changed(ctx context.Context, s *station.Station, args []string, change func(office.Clerk) error) (result, error) {
	if len(args) != 1 {
		return nil, errUsage
	}
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	if err := change(clerk); err != nil {
		return nil, err
	}
	return w.list(ctx, s, nil)
}

func (w *numberWishes) lease(ctx context.Context, s *station.Station, args []string) (result, error) {
	return w.changed(ctx, s, args, func(by office.Clerk) error { return s.HandOver(ctx, by, args[0], office.ID(w.to)) })
}

func (w *numberWishes) take(ctx context.Context, s *station.Station, args []string) (result, error) {
	return w.changed(ctx, s, args, func(by office.Clerk) error { return s.TakeOver(ctx, by, args[0], w.why) })
}

func (w *numberWishes) gone(ctx context.Context, s *station.Station, args []string) (result, error) {
	return w.changed(ctx, s, args, func(by office.Clerk) error { return s.SayGone(ctx, by, office.ID(args[0]), w.why) })
}
