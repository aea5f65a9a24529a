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
	if r.Number == 0 && r.State == office.RegisteredCancelled {
		fmt.Fprintf(w, "Đã hủy trong sổ năm %d khi còn số tạm %s: %s\n", r.Year, r.Waiting, visible(r.Document.Subject))
		return
	}
	if r.Number == 0 {
		fmt.Fprintf(w, "Đã vào sổ năm %d, số tạm %s: %s\n  Số tạm chưa dùng để đóng dấu, ký hay in. Máy giữ sổ sẽ cấp số chính thức khi hai máy trao đổi gói.\n", r.Year, r.Waiting, visible(r.Document.Subject))
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

// registerWishes are what was typed of a document that is put on a register, or of one there.
type registerWishes struct {
	r                                           office.Registered
	kind, by, day, why, secrecy, out, at, other string
	clock                                       string
	with                                        office.Enclosing
	again, dated, stamp, seen                   bool
	give, due                                   string
	pages                                       int
}

// registerVerb puts a document on a register with its files, and does what is done with it there.
func registerVerb(set *flag.FlagSet) action {
	var w registerWishes
	set.StringVar(&w.kind, "type", "", "tên loại: quyet-dinh, QĐ hay Quyết định")
	set.StringVar(&w.r.Document.Number, "number", "", "số của văn bản đến")
	set.StringVar(&w.r.Document.Symbol, "symbol", "", "ký hiệu: QĐ-UBND")
	set.StringVar(&w.r.Document.Issuer, "issuer", "", "cơ quan ban hành văn bản đến")
	set.StringVar(&w.day, "date", "", "ngày của văn bản: 23/11/2026")
	set.StringVar(&w.r.Document.Subject, "subject", "", "trích yếu")
	set.StringVar(&w.secrecy, "secrecy", "", "độ mật: thuong, mat, toi-mat, tuyet-mat")
	set.StringVar(&w.r.To, "to", "", "nơi nhận, đơn vị hoặc người nhận")
	set.StringVar(&w.r.Signer, "signer", "", "người ký")
	set.IntVar(&w.r.Copies, "copies", 0, "số lượng bản (với out, internal), số lượng bì (với post)")
	set.StringVar(&w.r.Keeper, "keeper", "", "đơn vị, người nhận bản lưu (với out, internal)")
	set.StringVar(&w.r.Note, "note", "", "ghi chú")
	set.StringVar(&w.with.Conversion, "conversion", "", "mã hồ sơ số hóa đã hoàn thành của văn bản")
	set.BoolVar(&w.again, "again", false, "vẫn vào sổ dù văn bản có thể đã vào sổ")
	set.BoolVar(&w.dated, "so-dated", false, "ngày văn bản đúng như đã gõ, dù ở sau hôm nay hay trước năm 1945; sổ ghi là đã xem lại")
	set.BoolVar(&w.stamp, "stamp", false, "đóng dấu ĐẾN luôn (với in)")
	set.StringVar(&w.at, "at", "", "chỗ đóng dấu, mm từ góc trên bên trái trang 1: 120,60 (với stamp, in --stamp)")
	set.StringVar(&w.out, "o", "", "tệp .pdf mới của bản có dấu (với stamp), thư mục (với save)")
	set.StringVar(&w.give, "give", "", "người được giao xử lý (với take)")
	set.StringVar(&w.due, "due", "", "hạn xử lý: 30/11/2026 (với take)")
	set.IntVar(&w.pages, "pages", 0, "số trang đếm trên bản giấy (với take)")
	set.BoolVar(&w.seen, "seen", false, "khai đã xem đủ từng trang, cạnh bản giấy (với take)")
	set.StringVar(&w.why, "why", "", "lý do (với cancel, recall, update, replace, untie, uncancel)")
	set.StringVar(&w.other, "by", "", "mã văn bản thay thế, đính chính (với replace, update), hoặc văn bản thu hồi (với recall, nếu có)")
	set.StringVar(&w.by, "clerk", "", "người vào sổ")
	set.StringVar(&w.clock, "clock-because", "", "lý do vẫn vào sổ khi ngày giờ của máy có vẻ sai; được ghi vào nhật ký")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		do := map[string]func(context.Context, *terminal, *station.Station, []string) (result, error){
			"cancel": w.onOne(w.cancel), "recall": w.amend(office.BusinessRecall), "update": w.amend(office.BusinessUpdate), "replace": w.amend(office.BusinessReplace), "untie": w.onOne(w.untie), "uncancel": w.onOne(w.uncancel), "show": w.show, "save": w.save, "stamp": w.stampOne, "attach": w.attach, "take": w.take, "versions": w.versions, "settle": w.settle,
		}[args[0]]
		if do == nil {
			do, args = w.enter, append([]string{""}, args...)
		}
		return t.ready(ctx, func(s *station.Station) (result, error) { return do(ctx, t, s, args[1:]) })
	}
}

// onOne does something with one document that stands on a register, or with what was written of it.
func (w *registerWishes) onOne(do func(ctx context.Context, s *station.Station, by office.Clerk, id office.ID) (result, error)) func(context.Context, *terminal, *station.Station, []string) (result, error) {
	return func(ctx context.Context, _ *terminal, s *station.Station, args []string) (result, error) {
		if len(args) != 1 {
			return nil, errUsage
		}
		clerk, err := clerkNamed(ctx, s, w.by)
		if err != nil {
			return nil, err
		}
		return do(ctx, s, clerk, office.ID(args[0]))
	}
}

func (w *registerWishes) cancel(ctx context.Context, s *station.Station, by office.Clerk, id office.ID) (result, error) {
	is, err := s.CancelRegistered(ctx, by, id, w.why)
	return onRegister(is), err
}

// uncancel lets a document stand again that another station had issued.
func (w *registerWishes) uncancel(ctx context.Context, s *station.Station, by office.Clerk, id office.ID) (result, error) {
	is, err := s.UncancelRegistered(ctx, by, id, w.why)
	return onRegister(is), err
}

// amend recalls, updates or replaces a document that was sent, or came, with mistakes.
func (w *registerWishes) amend(b office.Business) func(context.Context, *terminal, *station.Station, []string) (result, error) {
	return w.onOne(func(ctx context.Context, s *station.Station, by office.Clerk, id office.ID) (result, error) {
		is, err := s.Amend(ctx, by, office.Amended{Business: b, Document: id, By: office.ID(w.other), Why: w.why})
		return amended{onRegister(is.Registered), is.Amended}, err
	})
}

// untie takes back what was written by mistake of a recall, an update or a replacement.
func (w *registerWishes) untie(ctx context.Context, s *station.Station, by office.Clerk, id office.ID) (result, error) {
	is, err := s.TakeBackAmended(ctx, by, id, w.why)
	return amended{onRegister(is.Registered), is.Amended}, err
}

// amended is a document with what was done to it.
type amended struct {
	registered
	Amended []office.AmendedTold `json:"amended"`
}

func (a amended) print(w io.Writer) {
	a.registered.print(w)
	printAmended(w, a.Amended)
}

func printAmended(w io.Writer, all []office.AmendedTold) {
	for _, a := range all {
		fmt.Fprintf(w, "  %s (%s)\n", visible(a.Said), a.ID)
	}
}

// enter puts a document on a register: its flow, then its files.
func (w *registerWishes) enter(ctx context.Context, t *terminal, s *station.Station, args []string) (result, error) {
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	w.r.Flow, w.with.Paths, w.r.Clock = office.Flow(args[0]), args[1:], &office.ClockWord{Why: w.clock}
	if w.stamp && w.r.Flow != office.FlowIn {
		return nil, errUsage
	}
	if err := w.described(s); err != nil {
		return nil, err
	}
	place, err := w.place()
	if err != nil {
		return nil, err
	}
	if err := w.warned(ctx, s); err != nil {
		return nil, err
	}
	is, err := t.locked(&w.with, func() (office.Registered, error) { return s.RegisterWith(ctx, clerk, w.r, w.with, nil) })
	if err != nil || w.with.Empty() && !w.stamp {
		return onRegister(is), err
	}
	if w.stamp {
		if _, err := s.StampArrival(ctx, clerk, is.ID, place, nil); err != nil {
			t.explain(err) // it is on its register all the same
			return w.told(ctx, s, is.ID, true)
		}
	}
	return w.told(ctx, s, is.ID, false)
}

// described reads what was typed of a document.
func (w *registerWishes) described(s *station.Station) (err error) {
	if w.r.Document.Secrecy, err = office.ParseSecrecy(w.secrecy); err != nil {
		return err
	}
	if w.kind != "" || w.r.Flow == office.FlowOut || w.r.Flow == office.FlowInternal {
		found, err := office.FindType(s.Types(), w.kind)
		if err != nil {
			return err
		}
		w.r.Document.Type = found.Code
	}
	if w.day != "" {
		issued, err := time.Parse("2/1/2006", w.day)
		if err != nil {
			return badDay.About("--date", w.day)
		}
		w.r.Document.Issued = issued.Format(time.DateOnly)
	}
	return nil
}

// followedBooks tell what became of documents.
var followedBooks = []string{"follow", "report-in", "report-out"}

// keptBook is the register of the uses of kept copies.
const keptBook = "ban-luu"

// registerPrinted is a register of a year that was written to a file.
type registerPrinted struct {
	shelved
	Year int `json:"year"`
	Rows int `json:"rows"`
}

func (r registerPrinted) print(w io.Writer) {
	r.shelved.print(w)
	if r.Rows == 0 {
		fmt.Fprintf(w, "Sổ này của năm %d chưa có dòng nào. Nếu không phải ý bạn, hãy xem lại năm.\n", r.Year)
	}
}

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
			told := registerPrinted{Year: *year}
			told.File = *file
			var err error
			switch {
			case args[0] == "kept":
				told.Rows, err = s.PrintBook(ctx, keptBook, *year, *file, *by)
			case slices.Contains(followedBooks, args[0]):
				told.Rows, err = s.SaveFollowed(ctx, args[0], *year, *file, *by)
			default:
				told.Rows, err = s.SaveRegister(ctx, office.Flow(args[0]), *year, *file, *by)
			}
			return told, err
		})
	}
}

// numbersStand is how the series of a year stand.
type numbersStand struct {
	Year   int                   `json:"year"`
	Opened bool                  `json:"opened,omitempty"` // by this command
	Series []office.SeriesStands `json:"series"`
	Counts office.Counting       `json:"counts"` // how the year counts
}

func (n numbersStand) print(w io.Writer) {
	switch {
	case n.Opened:
		fmt.Fprintf(w, "Đã mở các sổ năm %d ở máy này.\n", n.Year)
	case len(n.Series) == 0:
		fmt.Fprintf(w, "Máy này chưa biết sổ nào của năm %d có văn bản.\n", n.Year)
	}
	switch {
	case n.Counts.Unsettled && n.Counts.Said != "":
		fmt.Fprintf(w, "Cách đánh số chưa chốt: sổ năm %d chưa mở. Khi mở mà không chọn cách khác thì như năm trước: %s\n", n.Year, n.Counts.Said)
	case n.Opened || len(n.Series) > 0: // of other years nobody has said how they count
		fmt.Fprintf(w, "Cách đánh số: %s\n", n.Counts.Said)
	}
	for _, s := range n.Series {
		fmt.Fprintf(w, "%s  %s: đã cấp %d số", s.Series, s.Said, s.Given)
		switch {
		case s.Past:
			fmt.Fprint(w, ", năm này không đánh số ở dãy ấy nữa")
		case s.Here && s.Next > 0:
			fmt.Fprintf(w, ", máy này giữ sổ, số kế tiếp %02d", s.Next)
		case s.Here:
			fmt.Fprint(w, ", máy này giữ sổ nhưng đã hết dải số")
		case s.Station != "":
			fmt.Fprintf(w, ", %s giữ sổ", office.StationSaid(s.Station))
		}
		if s.Brought > 0 {
			fmt.Fprintf(w, ", %d số nhập từ sổ cũ", s.Brought)
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
	if len(n.Numbers) == 0 {
		fmt.Fprintln(w, "Dãy này chưa có số nào, theo những gì máy này biết.")
	}
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
	counts      office.Counting // how the year counts
	apart       bool            // each type by itself, whatever the year before did
}

// numberVerb tells who gives the numbers of a register, and lets that change.
func numberVerb(set *flag.FlagSet) action {
	var w numberWishes
	set.IntVar(&w.year, "year", 0, "năm; bỏ trống là năm nay (với list)")
	set.StringVar(&w.to, "to", "", "trạm nhận sổ (với lease)")
	set.StringVar(&w.why, "why", "", "lý do (với take, gone)")
	set.BoolVar(&w.anew, "anew", false, "chắc chắn chưa máy nào của cơ quan cấp số bằng chương trình này (với open)")
	set.StringVar(&w.counts.Together, "together", "", "tên loại đánh số chung (với open): \"BC, TB; CV, GM\", hoặc \"tất cả\"; bỏ trống là như năm trước")
	set.BoolVar(&w.counts.Internal, "with-internal", false, "văn bản nội bộ đánh số chung với văn bản đi (với open)")
	set.BoolVar(&w.apart, "apart", false, "mỗi tên loại một dãy số, nội bộ riêng (với open)")
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
	return w.stand(ctx, s, w.year)
}

// stand tells how the series of a year stand, and how it counts.
func (w *numberWishes) stand(ctx context.Context, s *station.Station, year int) (numbersStand, error) {
	all, err := s.SeriesStand(ctx, year)
	if err != nil {
		return numbersStand{}, err
	}
	counts, err := s.NumbersStand(ctx, year)
	f, told := office.FailureIn(err)
	if told { // that it is not open yet
		err = nil
	}
	if f.Name == "numbering.not-begun" { // nor is there a year before it
		counts.Said = ""
	}
	return numbersStand{Year: year, Series: all, Counts: counts}, err
}

// counted is how a year is to count that is opened; nil: as the one before.
func (w *numberWishes) counted() *office.Counting {
	if w.apart || w.counts != (office.Counting{}) {
		return &w.counts
	}
	return nil
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
	if err != nil || w.apart && w.counts != (office.Counting{}) {
		return nil, errUsage
	}
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	if err := s.OpenYear(ctx, clerk, office.YearWish{Year: year, Anew: w.anew, Counts: w.counted()}); err != nil {
		return nil, err
	}
	is, err := w.stand(ctx, s, year)
	is.Opened = true
	return is, err
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
