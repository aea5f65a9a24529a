package audit

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"tram/local/store"
	"tram/local/table"
)

// Part (thành phần) is one part of the system or one of its interfaces, as an
// architecture asks for (Điều 6.3a).
type Part struct {
	Sort string // "Loại bản ghi"
	Name string
	Said string // what it is for, Vietnamese
	Form string // version, format or standard
}

// Parts are the parts that the program itself knows: what it is built of, the kinds of
// record with their steps, and what more it is told.
func Parts(kinds []store.AnyKind, more []Part) []Part {
	all := append([]Part{}, more...)
	for _, k := range kinds {
		said := ""
		for i, s := range k.Ways() {
			if i > 0 {
				said += "; "
			}
			said += s.Said
		}
		all = append(all, Part{"Loại bản ghi", k.Word(), said, string(k.Kind())})
	}
	return append(all, builtOf()...)
}

// builtOf lists the modules that the program is built of, with their versions.
func builtOf() []Part {
	all := []Part{{"Ngôn ngữ", "Go", "ngôn ngữ và thư viện chuẩn", runtime.Version()}}
	info, known := debug.ReadBuildInfo()
	if !known {
		return all
	}
	for _, m := range info.Deps {
		all = append(all, Part{"Thư viện", m.Path, "thư viện nguồn mở nằm trong chương trình", m.Version})
	}
	return all
}

// PartsTable is the inventory as a table.
func PartsTable(all []Part, of, by string, at time.Time) table.Table {
	return table.Table{
		Title: "THÀNH PHẦN VÀ GIAO DIỆN CỦA HỆ THỐNG", Of: of, By: by, At: at,
		Told: []string{fmt.Sprintf("Máy: %s/%s", runtime.GOOS, runtime.GOARCH)},
		Columns: []table.Column{
			{Name: "Loại", Width: 2, Kind: table.Text}, {Name: "Tên", Width: 4, Kind: table.Text},
			{Name: "Dùng để", Width: 8, Kind: table.Text}, {Name: "Phiên bản, dạng", Width: 3, Kind: table.Text},
		},
		Rows: func(yield func(table.Row, error) bool) {
			for _, p := range all {
				if !yield(table.Row{p.Sort, p.Name, p.Said, p.Form}, nil) {
					return
				}
			}
		},
	}
}
