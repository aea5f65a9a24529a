package copying

import (
	"slices"
	"time"

	"tram/local/office"
)

// The ladder (bậc thang) says which snapshots stay. The newest rows stay whole; of the older
// snapshots one an hour, a day, a month and a year, with what it stands on. What is counted is
// hours, days and months in which one was taken, from the newest backwards, and never how much
// time went by: neither a clock that ran to another year for an hour, nor a year in which
// nothing was done, makes any go. Of each the last by its entry stays, so that a snapshot which
// somebody puts back takes the place of none.
var ladder = []rung{
	{"2006-01-02 15", 24}, // what a day spoilt is gone back on by hours
	{"2006-01-02", 31},    // what a month spoilt, by days
	{"2006-01", 12},       // and a year, by months
	{"2006", 0},           // acts are kept by law: no year is without one
}

// newestRows is how many rows stay whole: the one that is gone on with, and another should
// something of that be spoilt.
const newestRows = 2

// rung is one step of the ladder.
type rung struct {
	by   string // what moments have in common of which one stays, as a layout, Vietnam time
	most int    // how many of these; 0: all
}

func (r rung) of(t taken) string { return t.made.In(office.VietNam).Format(r.by) }

// taken is a snapshot as its manifest has it.
type taken struct {
	seq  int64
	made time.Time
	row  []int64 // that it stands on, itself last
}

// thinned tells which snapshots the ladder lets go, and those that stay in the place of them.
// All come oldest first by their entry.
func thinned(all []taken, rungs []rung) (gone, instead []int64) {
	stay := map[int64]bool{}
	var rows []int64
	for _, t := range slices.Backward(all) {
		if !slices.Contains(rows, t.row[0]) && len(rows) < newestRows {
			rows = append(rows, t.row[0])
		}
		if slices.Contains(rows, t.row[0]) {
			stay[t.seq] = true
		}
	}
	chosen := make([]map[string]int64, len(rungs))
	for i, r := range rungs {
		chosen[i] = map[string]int64{}
		for _, t := range slices.Backward(all) {
			if _, has := chosen[i][r.of(t)]; has || r.most > 0 && len(chosen[i]) == r.most {
				continue
			}
			chosen[i][r.of(t)] = t.seq
			for _, seq := range t.row {
				stay[seq] = true
			}
		}
	}
	for _, t := range all {
		if stay[t.seq] {
			continue
		}
		gone = append(gone, t.seq)
		for i, r := range rungs {
			if seq, has := chosen[i][r.of(t)]; has {
				instead = append(instead, seq)
			}
		}
	}
	slices.Sort(instead)
	return gone, slices.Compact(instead)
}
