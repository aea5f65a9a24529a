package dayend

import (
	"fmt"
	"slices"

	"tram/local/office"
	"tram/local/store"
)

// Between tells which entries of the own journal before a day stand on no sheet: those
// that came after the head of the newest sheet of a day before it, that sheet's own entry
// among them.
func Between(sheets []office.DaySheet, s office.DaySheet) []string {
	if s.Count.First <= 1 {
		return nil
	}
	var before office.DaySheet
	for _, each := range sheets {
		if each.Day < s.Day && each.Head.Seq >= before.Head.Seq && each.Head.Seq < s.Count.First {
			before = each
		}
	}
	from, to := before.Head.Seq+1, s.Count.First-1
	switch {
	case before.No == 0:
		return []string{fmt.Sprintf("Các mục 1 đến %d có trước ngày này và không nằm trong tờ khóa sổ nào.", to)}
	case from > to:
		return nil
	}
	return []string{fmt.Sprintf("Các mục %d đến %d ghi sau khi in tờ số %d ngày %s và trước ngày này, gồm cả việc lập tờ ấy: không đếm ở tờ này.",
		from, to, before.No, office.DaySaid(before.Day))}
}

// Remembered is for how many days back a day that is not closed is told.
const Remembered = 31

// Unworked are the kinds of entry that make no day of work: what the station writes by
// itself, who looked at what, and the closing.
var Unworked = []office.Kind{office.KindStation, office.KindAccess, office.KindNotice, office.KindDaySheet}

// Open are the days before today that were worked on and not closed, or worked on after
// they were closed, the newest first. Where no day was ever closed it is the last one that
// was worked on.
func Open(worked []store.WorkDay, sheets []office.DaySheet, today string) []office.OpenDay {
	first, counts, upTo := "", map[string]int{}, map[string]int64{}
	for _, s := range sheets {
		if first == "" || s.Day < first {
			first = s.Day
		}
		counts[s.Day]++
		upTo[s.Day] = max(upTo[s.Day], s.Head.Seq)
	}
	open := []office.OpenDay{}
	for _, w := range slices.Backward(worked) {
		if w.Day >= today || w.Day < first {
			continue
		}
		if n := after(w.Seqs, upTo[w.Day]); n > 0 {
			open = append(open, office.OpenDay{Day: w.Day, Entries: n, Sheets: counts[w.Day]})
		}
		if first == "" && len(open) > 0 {
			break
		}
	}
	return open
}

func after(seqs []int64, upTo int64) (n int64) {
	for _, seq := range seqs {
		if seq > upTo {
			n++
		}
	}
	return n
}

// BeforeBirth tells of a day on which the station was not there yet.
func BeforeBirth(day, first string) error {
	f := DayBeforeBirth.About(office.DaySaid(day))
	f.Next = fmt.Sprintf(f.Next, office.DaySaid(first))
	return f
}
