package audit

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
	"tram/local/table"
)

// List is the deeds that are asked for as a table, the oldest first. head: the newest
// entry of the journal, so that whoever keeps the sheet can tell later whether anything
// before it was changed. untold: entries of other stations that are here and that
// nobody can read yet.
func (b *Book) List(ctx context.Context, a store.Asked, of, by string, at time.Time, head office.JournalHead, untold int64) table.Table {
	a.Oldest = true
	return table.Table{
		Title: "NHẬT KÝ", Of: of, By: by, At: at, Told: b.bounds(a),
		Columns: []table.Column{
			{Name: "Mục số", Width: 1.2, Kind: table.Number}, {Name: "Lúc", Width: 2.2, Kind: table.Moment}, {Name: "Ai", Width: 2.8, Kind: table.Text},
			{Name: "Từ trạm", Width: 1.6, Kind: table.Text}, {Name: "Đã làm", Width: 2.8, Kind: table.Text},
			{Name: "Với", Width: 5, Kind: table.Text}, {Name: "Trước và sau", Width: 7, Kind: table.Text},
		},
		Rows: func(yield func(table.Row, error) bool) {
			err := b.Each(ctx, a, func(d office.Deed) error {
				if !yield(table.Row{d.Seq, d.At, d.Who, d.Where, d.Did, d.With(), d.Differs()}, nil) {
					return errEnough
				}
				return nil
			})
			if err != nil && !errors.Is(err, errEnough) {
				yield(nil, err)
			}
		},
		Notes: func() []string {
			said := []string{fmt.Sprintf("Đầu nhật ký lúc lập: mục %d, SHA-256 %s. Giữ mã này thì sau này kiểm được các mục trước nó có bị đổi không "+
				"(tramctl verify --journal --head MÃ).", head.Seq, head.Hash)}
			if untold > 0 {
				said = append(said, fmt.Sprintf("Không có ở đây: %d mục của trạm khác còn chờ mục trước nó, hoặc do bản phần mềm mới hơn ghi.", untold))
			}
			return said
		},
	}
}

var errEnough = errors.New("no more rows are wanted")

// bounds tells which deeds were asked for.
func (b *Book) bounds(a store.Asked) (said []string) {
	day := func(t time.Time) string { return t.In(office.VietNam).Format("15:04 ngày 02/01/2006") }
	if !a.Since.IsZero() {
		said = append(said, "Từ "+day(a.Since))
	}
	if !a.Until.IsZero() {
		said = append(said, "Đến trước "+day(a.Until))
	}
	if a.Actors != nil {
		said = append(said, "Người thực hiện: "+strings.Join(a.Actors, ", "))
	}
	if a.Kind != "" {
		kind, _ := b.from.KindOf(a.Kind)
		said = append(said, "Loại: "+kind.Word())
	}
	if a.But != "" {
		kind, _ := b.from.KindOf(a.But)
		said = append(said, "Không kể: "+kind.Word())
	}
	if a.Record != "" {
		said = append(said, "Một bản ghi: "+a.Record.Short())
	}
	if len(said) == 0 {
		said = []string{"Toàn bộ nhật ký của các trạm có ở đây"}
	}
	return said
}
