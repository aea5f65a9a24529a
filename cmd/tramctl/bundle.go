package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"

	"tram/local/office"
	"tram/local/station"
)

// exchanged is what a bundle took along or brought.
type exchanged struct {
	station.Exchanged
	File string `json:"file"`
	said []string
}

func (x exchanged) print(w io.Writer) {
	for _, s := range x.said {
		fmt.Fprintln(w, s)
	}
}

// failed tells scripts of entries that do not hold.
func (x exchanged) failed() bool { return len(x.Faults) > 0 }

// bundleVerb carries what this station wrote to another one of the office, and back.
func bundleVerb(set *flag.FlagSet) action {
	file := set.String("o", "", "tệp gói mới (với export)")
	after := set.Int64("after", 0, "bỏ qua các mục nhật ký tới số này (với export)")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		switch {
		case len(args) == 1 && args[0] == "export" && *file != "" && *after >= 0:
			return t.ready(ctx, func(s *station.Station) (result, error) { return bundleExport(ctx, t, s, *file, *after) })
		case len(args) == 2 && args[0] == "import" && *file == "":
			return t.ready(ctx, func(s *station.Station) (result, error) { return bundleImport(ctx, t, s, args[1]) })
		}
		return nil, errUsage
	}
}

func bundleExport(ctx context.Context, t *terminal, s *station.Station, path string, after int64) (result, error) {
	x, err := s.ExportBundle(ctx, path, after, nil)
	if err != nil {
		return nil, err
	}
	said := []string{fmt.Sprintf("Đã ghi gói %s: %d mục nhật ký, %d tệp. Gói đã niêm phong bằng chìa của cơ quan.", path, x.Entries, x.Files)}
	if x.Absent > 0 {
		said = append(said, fmt.Sprintf("Có %d tệp không còn trong kho nên gói không có. Xem bằng “tramctl orphans list”.", x.Absent))
	}
	return exchanged{x, path, said}, nil
}

func bundleImport(ctx context.Context, t *terminal, s *station.Station, path string) (result, error) {
	x, err := s.ImportBundle(ctx, path, nil)
	if err != nil {
		return nil, err
	}
	said := []string{fmt.Sprintf("Đã nhập gói của trạm %s, lập lúc %s: %d mục mới trong %d mục, %d hồ sơ và mục khác đổi theo.",
		x.About.Station, x.About.Made.In(office.VietNam).Format("15:04 ngày 02/01/2006"), x.New, x.Entries, x.Changed)}
	for _, c := range x.Chains {
		if c.Wait > 0 {
			said = append(said, fmt.Sprintf("%d mục của trạm %s còn chờ: thiếu mục trước chúng. Hãy nhập thêm gói của trạm ấy.", c.Wait, c.Station))
		}
	}
	if x.Unread > 0 {
		said = append(said, fmt.Sprintf("%d mục do bản phần mềm mới hơn ghi: đã giữ nguyên, chưa đọc được ở máy này.", x.Unread))
	}
	if x.Apart > 0 {
		said = append(said, partedSaid(x))
	}
	for _, f := range x.Faults {
		said = append(said, "Không nhận: "+f.Said)
	}
	return exchanged{x, path, said}, nil
}

// partedSaid names what stations made apart: whoever brought a bundle is the one who can ask the other station.
func partedSaid(x station.Exchanged) string {
	var names []string
	for _, p := range x.Parted {
		names = append(names, visible(p.Title))
	}
	if more := x.Apart - len(x.Parted); more > 0 {
		names = append(names, fmt.Sprintf("và %d mục khác", more))
	}
	return fmt.Sprintf("%d mục có nhiều bản khác nhau do các trạm sửa riêng, cần người chọn bản đúng (ở “Hôm nay” trong cửa sổ; cuộc họp thì “tramctl meeting settle MÃ”): %s.", x.Apart, strings.Join(names, "; "))
}
