package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/station"
)

// targetVerb chooses where the copies of this station lie.
func targetVerb(set *flag.FlagSet) action {
	var w farWords
	w.flags(set)
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		switch {
		case len(args) == 2 && args[0] == "add" && copying.IsFar(args[1]):
			f, err := w.place(t, args[1])
			if err != nil {
				return nil, err
			}
			return t.ready(ctx, func(s *station.Station) (result, error) {
				c, err := confirmed(t, f, func(f office.FarPlace) (office.CopyTarget, error) { return s.AddFarPlace(ctx, f) })
				return target{c, "Đã chọn nơi để bản sao: " + c.Where + ". Chạy “tramctl backup now” để sao ngay; từ nay phần mềm tự sao mỗi khi mở."}, err
			})
		case len(args) == 2 && args[0] == "add":
			return t.ready(ctx, func(s *station.Station) (result, error) {
				c, err := s.AddCopyTarget(ctx, args[1])
				return target{c, "Đã chọn nơi để bản sao: " + c.Where + ". Chạy “tramctl backup now” để sao ngay; từ nay phần mềm tự sao mỗi khi mở."}, err
			})
		case len(args) == 2 && args[0] == "remove":
			return t.ready(ctx, func(s *station.Station) (result, error) {
				c, err := s.RemoveCopyTarget(ctx, args[1])
				return target{c, "Từ nay không sao tới " + c.Where + ". Bản sao ở đó được giữ nguyên."}, err
			})
		case len(args) == 2 && args[0] == "remove-former":
			return t.ready(ctx, func(s *station.Station) (result, error) {
				gone, err := s.RemoveFormerCopy(ctx, args[1], nil)
				return formerGone{gone}, err
			})
		case len(args) == 1 && args[0] == "list":
			return t.ready(ctx, func(s *station.Station) (result, error) {
				all, err := s.CopyTargets(ctx)
				return targets{append([]office.CopyTarget{}, all...)}, err
			})
		}
		return nil, errUsage
	}
}

type target struct {
	office.CopyTarget
	said string
}

func (c target) print(w io.Writer) { fmt.Fprintln(w, visible(c.said)) }

// formerGone is what went of copies that former identities sealed.
type formerGone struct{ office.FormerCopy }

func (g formerGone) print(w io.Writer) {
	fmt.Fprintf(w, "Đã đọc lại bản sao lập bằng chìa mới, rồi xóa bản sao lập bằng chìa cũ: %d phần, %.1f MB.\n", g.Objects, float64(g.Bytes)/1e6)
	if g.Shared {
		fmt.Fprintln(w, "Các tệp chung được để lại: trạm khác của cơ quan còn bản sao lập bằng chìa cũ ở đó.")
	}
}

type targets struct {
	Targets []office.CopyTarget `json:"targets"`
}

func (all targets) print(w io.Writer) {
	if len(all.Targets) == 0 {
		fmt.Fprintln(w, "Chưa có nơi nào để bản sao. Chạy “tramctl target add THƯ-MỤC” với thư mục trên ổ đĩa khác, USB hay ổ mạng.")
	}
	for _, c := range all.Targets {
		fmt.Fprintf(w, "%s  (chọn lúc %s)\n", visible(c.Where), moment(c.Added))
	}
}
