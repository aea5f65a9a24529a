package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/people"
	"tram/local/seal"
	"tram/local/station"
)

// backup copies to every target, also where the guard had stopped that, or tells how the
// copies stand.
func backup(set *flag.FlagSet) action {
	because := set.String("because", "", "vì sao cho sao tiếp sau khi phần mềm ngừng sao vì nghi mã độc")
	falseAlarm := set.Bool("false-alarm", false, "đó là báo nhầm: đóng luôn sự cố mà phần mềm đã ghi")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 || args[0] != "now" && args[0] != "status" && args[0] != "resume" {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			if args[0] == "resume" {
				if err := s.LetCopyingGoOn(ctx, office.Clerk{}, *because, *falseAlarm); err != nil {
					return nil, err
				}
			}
			ask := s.CopyStates
			if args[0] != "status" {
				ask = func(ctx context.Context) ([]office.CopyState, error) { return s.CopyNow(ctx, nil) }
			}
			all, err := ask(ctx)
			return backedUp(all, time.Now()), err
		})
	}
}

// copies is how the copies stand. Age is that of the best of them.
type copies struct {
	Level  office.CopyLevel `json:"level"`
	Age    int64            `json:"age"` // seconds since a copy was last seen to have everything; -1: none ever was
	Copies []aCopy          `json:"copies"`
}

type aCopy struct {
	office.CopyState
	Age int64 `json:"age"`
}

func backedUp(all []office.CopyState, now time.Time) copies {
	c := copies{Copies: []aCopy{}}
	c.Level, c.Age = office.CopiesStand(all, now)
	for _, s := range all {
		c.Copies = append(c.Copies, aCopy{s, s.Age(now)})
	}
	return c
}

// failed tells scripts that no copy can be relied on.
func (c copies) failed() bool { return c.Level == office.CopyRed }

func (c copies) print(w io.Writer) {
	if len(c.Copies) == 0 {
		fmt.Fprintln(w, copying.NoTarget.Said)
	}
	for _, s := range c.Copies {
		switch {
		case s.Verified.IsZero():
			fmt.Fprintf(w, "%s: chưa từng sao xong.\n", visible(s.Where))
		case s.Behind > 0:
			fmt.Fprintf(w, "%s: bản sao đủ và đã đọc lại lần cuối lúc %s; còn thiếu %d mục nhật ký.\n", visible(s.Where), moment(s.Verified), s.Behind)
		default:
			fmt.Fprintf(w, "%s: bản sao đủ, đã đọc lại lúc %s.\n", visible(s.Where), moment(s.Verified))
		}
		if s.SameDisk {
			fmt.Fprintln(w, "  Cùng ổ đĩa với dữ liệu: ổ hỏng là mất cả hai. Hãy thêm một nơi ở ổ đĩa khác.")
		}
		if s.Kept > 0 {
			fmt.Fprintf(w, "  Nơi này không cho xóa: còn %d thứ lẽ ra phải xóa hẳn.\n", s.Kept)
		}
		if s.Old > 0 {
			fmt.Fprintf(w, "  Nơi này không cho xóa: còn %d ảnh chụp cũ không cần nữa, chỉ tốn chỗ.\n", s.Old)
		}
		if s.Former.Objects > 0 {
			fmt.Fprintf(w, "  Còn bản sao lập bằng chìa cũ (đổi chìa lúc %s): %d phần, %.1f MB; ai giữ chìa cũ vẫn mở được. Xóa đi: “tramctl target remove-former %s”.\n", moment(s.Former.Since), s.Former.Objects, float64(s.Former.Bytes)/1e6, visible(s.Where))
		}
		if s.Silent != "" {
			fmt.Fprintf(w, "  Từ %s: %s %s\n", moment(s.Since), visible(s.Said), s.Next)
		}
		printTour(w, s.Tour)
	}
}

// printTour tells how far reading the copy back has come, and what it found.
func printTour(w io.Writer, t office.CopyTour) {
	if !t.Begun.IsZero() {
		fmt.Fprintf(w, "  Đang đọc lại từng phần từ %s: được %d %%.\n", moment(t.Begun), t.Share())
	}
	all := t.Found
	switch last := t.Last; {
	case last == nil:
		fmt.Fprintln(w, "  Chưa có lượt đọc lại nào xong.")
	case len(last.Found) == 0:
		fmt.Fprintf(w, "  Lượt đọc lại trước xong lúc %s: %d phần, không phần nào hỏng.\n", moment(last.Ended), last.Objects)
	default:
		fmt.Fprintf(w, "  Lượt đọc lại trước xong lúc %s: %d phần.\n", moment(last.Ended), last.Objects)
		all = append(slices.Clone(last.Found), all...)
	}
	for _, f := range all {
		mark := map[bool]string{true: "lưu ý", false: "sai"}[f.Good]
		fmt.Fprintf(w, "  [%s] %s: %s\n", mark, moment(f.At), visible(f.Said))
	}
}

// readBack is what reading a copy back found.
type readBack struct{ station.CheckedCopy }

func (r readBack) failed() bool { return !r.Good() }

func (r readBack) print(w io.Writer) {
	fmt.Fprintf(w, "Đã đọc lại bản sao: nhật ký tới mục %d (%s), %d tệp, %.1f MB, %d phần khác.\n", r.Head.Seq, moment(r.Head.At), r.Files, float64(r.Bytes)/1e6, r.Beside)
	if r.Lacks > 0 {
		fmt.Fprintf(w, "Bản sao còn thiếu %d mục nhật ký mới nhất.\n", r.Lacks)
	}
	if r.Torn > 0 {
		fmt.Fprintf(w, "[sai] %d phần cuối của nhật ký không đọc được.\n", r.Torn)
	}
	for _, d := range r.Bad {
		fmt.Fprintf(w, "[sai] tệp %s… thiếu, hỏng hoặc bị đổi.\n", d[:12])
	}
	if n := len(r.BadBeside); n > 0 {
		fmt.Fprintf(w, "[sai] %d phần khác (lời của bản nháp, khay, ảnh chụp) hỏng hoặc bị đổi.\n", n)
	}
	if r.Good() {
		fmt.Fprintln(w, "[đúng] mọi phần đọc được và không đổi.")
	}
}

// restore puts an office back from a copy and the recovery key.
func restore(set *flag.FlagSet) action {
	from := set.String("from", "", "nơi có bản sao: thư mục, USB, ổ mạng")
	to := set.String("to", "", "thư mục dữ liệu mới, phải trống hoặc chưa có")
	at := set.String("at", "", "lấy lại như lúc đó: 2026-11-28T15:04, giờ Việt Nam; bỏ trống thì lấy tới mục mới nhất")
	of := set.String("station", "", "mã của trạm cần lấy lại, khi nơi đó có bản sao của nhiều trạm")
	only := set.String("only", "", "chỉ lấy một văn bản ra thư mục: mã hồ sơ hoặc mã tra cứu")
	preview := set.Bool("preview", false, "chỉ xem sẽ lấy lại được những gì, không ghi gì")
	partial := set.Bool("partial", false, "lấy lại phần còn đọc được khi bản sao thiếu hoặc hỏng")
	var far farWords
	far.flags(set)
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) > 0 || *from == "" || (*to == "") != *preview || *preview && *only != "" {
			return nil, errUsage
		}
		place, err := far.copyAt(ctx, t, *from)
		if err != nil {
			return nil, err
		}
		defer copying.Leave(place)
		w := station.RestoreWish{From: place, Wish: copying.Wish{Station: office.ID(*of), Partial: *partial}}
		if *at != "" {
			until, err := time.ParseInLocation("2006-01-02T15:04", *at, office.VietNam)
			if err != nil {
				return nil, badFlagValue.About("--at", *at)
			}
			w.Until = until
		}
		w.Key = t.recoveryKey()
		if w.Key == "" {
			return nil, errUsage
		}
		if *preview {
			is, err := station.PreviewRestore(ctx, w, nil)
			return previewed{is}, err
		}
		if *only != "" {
			r, err := station.RestoreOne(ctx, w, *only, *to, nil)
			return restoredOne{r, *to}, err
		}
		w.Into = station.Options{Home: *to, State: station.DefaultState(), Passphrase: t.env("TRAM_PASSPHRASE"), Keyring: seal.SystemKeyring{}, Passwords: people.Cost{}}
		r, err := station.Restore(ctx, w, nil)
		return restored{r, *to}, err
	}
}

// recoveryKey is that of TRAM_RECOVERY, or one that is typed.
func (t *terminal) recoveryKey() string {
	if key := t.env("TRAM_RECOVERY"); key != "" {
		return key
	}
	fmt.Fprintln(t.err, "Hãy gõ khóa khôi phục, đủ 4 dòng như trên giấy, mỗi dòng rồi bấm Enter:")
	return typedKey(t.input())
}

type previewed struct{ copying.Preview }

func (v previewed) failed() bool { return len(v.Missing) > 0 || v.Torn > 0 }

func (v previewed) print(w io.Writer) {
	fmt.Fprintf(w, "Bản sao của “%s” (trạm %s): nhật ký tới mục %d (%s), %d hồ sơ các loại, %d tệp, %.1f MB, %d bản nháp có trang quét.\n",
		visible(v.Office), v.Station, v.Head.Seq, moment(v.Head.At), v.Records, v.Files, float64(v.Bytes)/1e6, v.Drafts)
	fmt.Fprintln(w, "Nhật ký đã được đọc và chứng; tệp mới chỉ được tìm theo tên, chưa đọc. Chưa ghi gì.")
	switch {
	case v.Spanned > 0:
		fmt.Fprintf(w, "[sai] %d phần của nhật ký không đọc được; ảnh chụp cơ sở dữ liệu có đủ tới mục %d. Số hồ sơ và số tệp ở trên chỉ tính phần nhật ký đọc được.\n", v.Torn, v.Spanned)
	case v.Torn > 0:
		fmt.Fprintf(w, "[sai] %d phần cuối của nhật ký không đọc được.\n", v.Torn)
	}
	if n := len(v.Missing); n > 0 {
		fmt.Fprintf(w, "[sai] thiếu %d tệp; tệp đầu là %s…\n", n, v.Missing[0][:12])
	}
}

type restoredOne struct {
	station.RestoredOne
	folder string
}

func (r restoredOne) print(w io.Writer) {
	fmt.Fprintf(w, "Đã lấy văn bản %s ra %s, theo nhật ký tới mục %d (%s): %s.\n", r.Code, r.folder, r.Head.Seq, moment(r.Head.At), strings.Join(r.RestoredOne.Files, ", "))
	if n := len(r.LeftOut); n > 0 {
		fmt.Fprintf(w, "%d tệp thiếu hoặc hỏng nên không có.\n", n)
	}
}

type restored struct {
	station.Restored
	home string
}

func (r restored) print(w io.Writer) {
	fmt.Fprintf(w, "Đã khôi phục “%s” vào %s: nhật ký tới mục %d (%s), %d tệp, %.1f MB, trong %.1f giây.\n",
		visible(r.Office), r.home, r.Head.Seq, moment(r.Head.At), r.Files, float64(r.Bytes)/1e6, r.Seconds)
	switch {
	case r.Spanned > 0:
		fmt.Fprintf(w, "%d phần của nhật ký trong bản sao không đọc được; hồ sơ tới mục %d lấy từ ảnh chụp cơ sở dữ liệu.\n", r.Torn, r.Spanned)
	case r.Torn > 0:
		fmt.Fprintf(w, "%d phần cuối của nhật ký không đọc được nên không có.\n", r.Torn)
	}
	if n := len(r.LeftOut); n > 0 {
		fmt.Fprintf(w, "%d tệp thiếu hoặc hỏng nên không có; hồ sơ vẫn giữ mã băm để nhận lại đúng tệp.\n", n)
	}
	if r.TraysLeftOut > 0 {
		fmt.Fprintf(w, "%d bản nháp không lấy lại được trang đã quét: hãy quét lại từ giấy.\n", r.TraysLeftOut)
	}
	fmt.Fprintln(w, r.Kept)
	fmt.Fprintln(w, "Mật khẩu không nằm trong bản sao. Nếu cơ quan có tài khoản: hãy chỉ định người quản trị bằng “tramctl user add HỌ-TÊN --role admin --recovery”, rồi đặt lại mật khẩu cho từng người.")
}
