package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"

	"tram/local/people"
	"tram/local/station"
)

// renewedFile is where the page with a new recovery key waits to be printed.
const renewedFile = "khoa-khoi-phuc-moi.pdf"

// identityVerb shows the sealing identity, or renews it after a theft or a leaving.
func identityVerb(set *flag.FlagSet) action {
	reason := set.String("reason", "", "vì sao đổi: theft (mất trộm), leaving (người giữ khóa thôi việc), sheet-lost (tờ khóa thất lạc hoặc lộ), other")
	why := set.String("why", "", "lời giải thích, ghi vào nhật ký")
	bring := set.Bool("bring", false, "dùng chìa mà trạm khác của cơ quan đã đổi sang: gõ khóa trên tờ mới")
	page := addOutput(set, "recovery", "nơi ghi trang PDF khóa khôi phục mới")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		switch {
		case len(args) == 1 && args[0] == "show":
			return t.ready(ctx, func(s *station.Station) (result, error) {
				is, err := s.ShowIdentity(ctx)
				return shownIdentity{is}, err
			})
		case len(args) == 1 && args[0] == "renew":
			wish := station.Renewal{Reason: people.RenewalReason(*reason), Why: *why}
			return t.ready(ctx, func(s *station.Station) (result, error) { return t.renew(ctx, s, wish, *bring, page) })
		}
		return nil, errUsage
	}
}

type shownIdentity struct{ station.Identity }

func (is shownIdentity) print(w io.Writer) {
	fmt.Fprintf(w, "Chìa niêm phong (phần công khai): %s\n%s\n", is.Recipient, is.Kept)
	if is.Owed {
		fmt.Fprintln(w, "Tờ khóa khôi phục chưa được cất.")
	}
	if is.Unended {
		fmt.Fprintln(w, "Lần đổi chìa chưa xong: còn tệp nằm dưới chìa cũ. Chạy “tramctl identity renew” để làm nốt.")
	}
	if is.Behind != "" {
		fmt.Fprintln(w, is.Behind)
	}
	for _, r := range is.Renewals {
		fmt.Fprintf(w, "%s  %s · %s · %s\n", r.At.Local().Format("15:04 02/01/2006"), r.By, r.Reason.Said(), r.Told())
	}
}

// renew asks for what it needs, and leaves the new recovery key as a page. One that was
// cut off before is ended, and nothing is asked for.
func (t *terminal) renew(ctx context.Context, s *station.Station, wish station.Renewal, bring bool, page *output) (result, error) {
	is, err := s.ShowIdentity(ctx)
	if err != nil {
		return nil, err
	}
	if page.path == "" {
		page.path, page.ours = filepath.Join(s.Home(), renewedFile), true
	}
	if err := page.free(s.Home()); err != nil && !bring { // before a key is made that could not be written down
		return nil, err
	}
	if !is.Unended {
		if err := t.askKeys(ctx, s, &wish, bring); err != nil {
			return nil, err
		}
	}
	r, err := s.Renew(ctx, wish, nil)
	if err != nil {
		return nil, err
	}
	if r.Open != nil {
		t.explain(r.Open)
	}
	made := renewed{Renewal: r.Renewal, Unended: r.Open != nil}
	return t.hand(ctx, s, made, page), nil
}

// askKeys has the recovery keys typed that a renewal needs.
func (t *terminal) askKeys(ctx context.Context, s *station.Station, wish *station.Renewal, bring bool) error {
	l, err := s.Acting(ctx)
	if err != nil {
		return err
	}
	if l.Way() != people.ByPassword {
		fmt.Fprintln(t.err, "Hãy gõ khóa khôi phục ĐANG DÙNG, đủ 4 dòng như trên giấy, mỗi dòng rồi bấm Enter:")
		wish.Key = typedKey(t.input())
	}
	if bring {
		fmt.Fprintln(t.err, "Hãy gõ khóa khôi phục MỚI của cơ quan, in ra ở trạm đã đổi chìa, đủ 4 dòng:")
		if wish.Bring = typedKey(t.input()); wish.Bring == "" {
			return errUsage
		}
	}
	return nil
}

// hand leaves the recovery key as a page, where nobody has put it away yet.
func (t *terminal) hand(ctx context.Context, s *station.Station, made renewed, page *output) renewed {
	if !s.RecoveryOwed() {
		return made
	}
	recovery, err := s.Recovery(ctx)
	if err == nil {
		made.Key, made.Identity = recovery.Key, recovery.Kept
		err = page.write(0o600, recovery.PDF)
	}
	if err == nil {
		made.KeyPDF = page.path
		err = s.RecoveryKept()
	}
	if err != nil {
		t.explain(err) // the key stays owed
	}
	return made
}

// renewed is what came of a renewal.
type renewed struct {
	people.Renewal
	Unended  bool   `json:"unended"`
	Key      string `json:"recovery_key,omitempty"`
	KeyPDF   string `json:"recovery_pdf,omitempty"`
	Identity string `json:"identity,omitempty"`
}

func (r renewed) failed() bool { return r.Unended }

func (r renewed) print(w io.Writer) {
	fmt.Fprintf(w, "Chìa niêm phong mới đang được dùng. Đã niêm phong lại %d tệp (%.1f MB).\n", r.Files, float64(r.Bytes)/1e6)
	if !r.Unended {
		fmt.Fprintln(w, "Chìa cũ và tờ khóa khôi phục cũ không còn mở được gì trong thư mục dữ liệu này.")
	}
	if r.Key != "" {
		fmt.Fprintf(w, "\nKHÓA KHÔI PHỤC MỚI (hãy cất ngay; đã ghi ra tệp dưới đây thì không xem lại được nữa):\n\n    %s\n\n", r.Key)
	}
	if r.KeyPDF != "" {
		fmt.Fprintf(w, "Hãy in tệp %s, cất vào két, hủy tờ cũ, rồi xóa tệp đó.\n", r.KeyPDF)
	}
	fmt.Fprintln(w, "Bản sao lưu cũ vẫn mở được bằng chìa cũ: hãy sao lưu lại rồi hủy các bản cũ. Các trạm khác của cơ quan đổi theo bằng “tramctl identity renew --bring” và tờ mới.")
	if r.Reason == people.AfterTheft {
		fmt.Fprintln(w, "Mất cả thư mục dữ liệu thì hãy đổi mật khẩu của mọi người, hủy các thẻ của lệnh tự động, và thôi dùng khóa của trạm (ký mã trên giấy) để lập khóa mới.")
	}
}
