package station

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"strings"

	"tram/local/office"
	"tram/local/table"
)

// mostWritten is how many records of one search are written to a file.
const mostWritten = 100_000

// SaveFound writes what a search finds to a new file: workbook, text document, PDF, CSV or data, by
// its ending; by: who asks, where nobody has an account. It fails as Search does, and with
// FileExists.
func (s *Records) SaveFound(ctx context.Context, w office.SearchWish, path, by string) (told office.FoundWritten, err error) {
	defer s.entrance.takenAll(ctx, "Kết quả tìm", &err)
	f, err := s.Search(ctx, w, mostWritten)
	if err != nil {
		return told, err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return told, err
	}
	t := s.foundTable(f)
	t.Of, t.By, t.At, t.Told = o.Name, s.entrance.author(ctx, by), s.clock.Now(), s.wishSaid(w, f)
	return office.FoundWritten{Rows: len(f.Rows) + len(f.Lines), More: f.More}, s.saveTable(ctx, t, path)
}

func (s *Records) foundTable(f office.Found) table.Table {
	return table.Table{
		Title: "KẾT QUẢ TÌM",
		Columns: []table.Column{
			{Name: "STT", Width: 1, Kind: table.Number}, {Name: "Loại", Width: 3, Kind: table.Text}, {Name: "Số, ký hiệu, trích yếu", Width: 9, Kind: table.Text},
			{Name: "Cơ quan, người liên quan", Width: 6, Kind: table.Text}, {Name: "Ngày", Width: 2.2, Kind: table.Day}, {Name: "Tình trạng", Width: 2.8, Kind: table.Text}, {Name: "Mã", Width: 5, Kind: table.Text},
		},
		Rows: s.foundRows(f),
		Notes: func() []string {
			if f.More {
				return []string{fmt.Sprintf("Còn nữa: mỗi lần ghi ra tối đa %d mục.", mostWritten)}
			}
			return nil
		},
	}
}

func (s *Records) foundRows(f office.Found) iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		n := 0
		for _, r := range f.Rows {
			n++
			h := s.hitOf(r)
			title := h.Title
			if r.Subject != "" && r.Subject != title {
				title += " · " + r.Subject
			}
			if !yield(table.Row{n, "Hồ sơ số hóa, in giấy", title, r.Issuer, r.At, r.Standing(), cmp.Or(string(r.Code), string(r.ID))}, nil) {
				return
			}
		}
		for _, l := range f.Lines {
			n++
			at, _ := office.BeginOf(l.At)
			if !yield(table.Row{n, l.Word, l.Title, l.Below, at, l.Stands, string(l.ID)}, nil) {
				return
			}
		}
	}
}

// wishSaid tells what a search asked for.
func (s *Records) wishSaid(w office.SearchWish, f office.Found) (told []string) {
	say := func(name, value string) {
		if value != "" {
			told = append(told, name+": "+value)
		}
	}
	say("Từ tìm", w.Text)
	say("Hiểu là", strings.Join(f.Meant, "; "))
	if k, known := s.store.KindOf(w.Kind); known && w.Kind != "" {
		say("Loại", k.Word())
	}
	if w.Flow != "" {
		say("Sổ", "văn bản "+w.Flow.Said())
	}
	if w.Year != 0 {
		say("Năm", fmt.Sprint(w.Year))
	}
	for _, t := range s.types {
		if t.Code == w.Type {
			say("Tên loại", t.Name)
		}
	}
	say("Cơ quan", w.Issuer)
	say("Tình trạng", w.State)
	say("Từ ngày", office.DaySaid(w.From))
	say("Đến ngày", office.DaySaid(w.To))
	if w.Holder != "" {
		say("Người giữ", "đã chọn")
	}
	return told
}
