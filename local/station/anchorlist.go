package station

import (
	"slices"

	"tram/local/office"
)

// anchorsOf lists what is known of the journal outside of it and agrees with it, the
// newest of each kind and place, and each trusted stamp with its own time.
func (s *Journal) anchorsOf(m met, stamped []office.JournalHead) (all []office.Anchor) {
	against := []string{"người chỉ sửa hay thay được tệp office.db", "người thay được cả thư mục dữ liệu"}
	for place, heads := range m.heads {
		if standing := m.standing(heads); len(standing) > 0 {
			newest := slices.MaxFunc(standing, func(a, b office.JournalHead) int { return int(a.Seq - b.Seq) })
			all = append(all, office.Anchor{Kind: "head", At: newest.At, Place: s.watch.heads[place].Path(), UpTo: newest.Seq, Against: against[min(place, 1)]})
		}
	}
	for _, of := range []struct {
		kind, place, against string
		marks                []office.JournalHead
	}{
		{"mark", s.watch.marks[0].Path(), heldBy[s.place], m.markHeads(false)},
		{"brought", "", "mọi người dùng máy này", m.markHeads(true)},
	} {
		if len(of.marks) > 0 {
			newest := slices.MaxFunc(of.marks, func(a, b office.JournalHead) int { return int(a.Seq - b.Seq) })
			all = append(all, office.Anchor{Kind: of.kind, At: newest.At, Place: of.place, UpTo: newest.Seq, Against: of.against})
		}
	}
	if papers := m.standing(m.papers); len(papers) > 0 {
		newest := slices.MaxFunc(papers, func(a, b office.JournalHead) int { return int(a.Seq - b.Seq) })
		all = append(all, office.Anchor{Kind: "paper", At: newest.At, Place: s.watch.papers[0].Path(), UpTo: newest.Seq, Against: "mọi người, khi tờ giấy có chữ ký còn được cất"})
	}
	for _, c := range m.copies {
		if c.err == nil && m.have[c.Seq] == c.Hash {
			all = append(all, office.Anchor{Kind: "copy", At: c.At, Place: c.where, UpTo: c.Seq, Against: "người thay được mọi thứ trên máy này mà không có chìa niêm phong, hoặc không ghi được lên nơi để bản sao"})
		}
	}
	for _, at := range stamped {
		all = append(all, office.Anchor{Kind: "stamp", At: at.At, Place: s.watch.marks[0].Path(), UpTo: at.Seq, Against: "mọi người, khi dấu còn được cất ở nơi khác"})
	}
	return all
}

// markHeads are the heads of marks with which the journal agrees, with the time at which
// each was made: those that lie here, or those that somebody brought.
func (m met) markHeads(brought bool) (heads []office.JournalHead) {
	from := m.marks
	if brought {
		from = m.brought
	}
	for _, each := range from {
		if m.have[each.Head.Seq] == each.Head.Hash {
			heads = append(heads, office.JournalHead{Seq: each.Head.Seq, Hash: each.Head.Hash, At: each.Made})
		}
	}
	return heads
}
