package counterforms

import (
	"time"

	"tram/local/letter"
	"tram/local/office"
)

// handover is one time that a request went from hand to hand.
type handover struct {
	from, to     string
	giver, taker string // persons; empty: not known
	at           time.Time
	result       string // before, at or past the appointment; empty: there was no answer yet
	note         string
}

// Columns and blocks of the control slip.
const (
	leastBlocks = 4 // that the form has, to be written on
)

var slipShares = []float64{52, 44, 40, 29}

// control (BM.05) follows a request from hand to hand. What is not written down yet has its blocks,
// which are filled by hand.
func control(p *letter.Paper, f Facts, _ office.RequestStep) error {
	r := f.Told.Request
	p.Field("Mã số hồ sơ", r.Code)
	p.Field("Cơ quan (bộ phận) giải quyết hồ sơ", r.Asked.Desk)
	p.Field("Cơ quan phối hợp giải quyết hồ sơ", "")
	p.Para("Ngày nhận: " + letter.MomentWritten(r.Received))
	p.Para("Hẹn trả kết quả vào " + letter.MomentWritten(f.Told.Due))
	if len(f.Told.Parted) > 0 {
		p.Slanted("Hai máy đang ghi khác nhau về hồ sơ này: phiếu ghi theo một hướng.")
	}
	all := handovers(f.Told)
	var body []letter.CellRow
	for i := range max(leastBlocks, len(all)) {
		var h handover
		if i < len(all) {
			h = all[i]
		} else if i == 0 {
			h.from = deskShort
		}
		body = append(body, block(h)...)
	}
	p.Table(slipShares, heads("Tên đơn vị", "Thời gian giao nhận hồ sơ", "Kết quả giải quyết hồ sơ (trước hạn/đúng hạn/quá hạn)", "Ghi chú"), body)
	p.Slanted("Ghi chú:")
	p.Small("- Kết quả giải quyết hồ sơ do bên nhận nhập thông tin/ghi khi nhận bàn giao hồ sơ.")
	p.Small("- Việc lưu vết được thực hiện tự động theo chức năng của Hệ thống thông tin giải quyết thủ tục hành chính và thể hiện trên mẫu phiếu điện tử.")
	return nil
}

func heads(names ...string) (all []letter.Cell) {
	for _, name := range names {
		all = append(all, letter.Cell{Said: []letter.Saying{{Words: name}}, Bold: true, Middle: true})
	}
	return all
}

// block is one time on the slip: what was given to whom and when, and below it room to sign.
func block(h handover) []letter.CellRow {
	signs := func(as, name string) letter.Cell {
		return letter.Cell{Said: []letter.Saying{{Lead: as}, {}, {}, {Words: name}}, Middle: true}
	}
	when := "…… giờ …… phút, ngày ……/……/………"
	if !h.at.IsZero() {
		when = h.at.In(office.VietNam).Format("15 giờ 04 phút, ngày 02/01/2006")
	}
	return []letter.CellRow{
		{Keep: true, Cells: []letter.Cell{{Said: []letter.Saying{{Lead: "1. Giao:", Words: h.from}, {Lead: "2. Nhận:", Words: h.to}}}, letter.Said(when), letter.Said(h.result), letter.Said(h.note)}},
		{Cells: []letter.Cell{signs("Người giao", h.giver), signs("Người nhận", h.taker), {}, {}}},
	}
}

// handovers are the times that steps tell of: the counter gives to who settles, who may give to
// another, and who settled gives the answer back.
func handovers(t office.RequestTold) (all []handover) {
	var holder office.RoutePerson
	for _, s := range t.Steps {
		if s.Note != "" {
			continue
		}
		h := handover{from: deskShort, to: deskShort, at: s.At, result: resultAt(t, s.RequestEntry), note: s.Say}
		if holder.ID != "" {
			h.from = holder.Name
		}
		if holder.ID == "" || holder.ID == s.By.ID {
			h.giver = s.By.Name
		}
		switch s.Deed {
		case office.RequestHand:
			h.to, h.taker = s.To.Name, s.To.Name
			holder = s.To
		case office.RequestResult, office.RequestRefuse:
			if holder.ID == "" { // the counter had it all the time
				continue
			}
			holder = office.RoutePerson{}
		default:
			continue
		}
		all = append(all, h)
	}
	return all
}

// resultAt is how a step stands to the appointment: an answer that came on an earlier day is before
// it, one on its day at it. Of a step that is no answer it is said only that the appointment has
// passed. While something missing was waited for, the term stood still.
func resultAt(t office.RequestTold, e office.RequestEntry) string {
	at, due := ranUntil(t, e), dueAt(t, e)
	answers := e.Deed == office.RequestResult || e.Deed == office.RequestRefuse
	switch {
	case due.IsZero():
		return ""
	case at.After(due):
		return "Quá hạn"
	case !answers:
		return ""
	case office.DayOf(at) < office.DayOf(due):
		return "Trước hạn"
	}
	return "Đúng hạn"
}

// ranUntil is until when the term ran before a step.
func ranUntil(t office.RequestTold, e office.RequestEntry) time.Time {
	if was, is := before(t, e); is && was.Deed == office.RequestSupplement {
		return was.At
	}
	return e.At
}
