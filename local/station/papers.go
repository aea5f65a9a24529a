package station

import (
	"slices"

	"tram/local/office"
)

// A sheet of a closed day that was read back and agreed with the journal is remembered: if
// the journal does not agree later, it was changed since somebody held that paper in their
// hand. What is remembered lies on this PC; the paper itself need not.

// readBack remembers the head of a sheet that was read back and stands.
func (w *watch) readBack(at office.JournalHead) {
	for _, f := range w.papers {
		if !slices.ContainsFunc(w.headsOf(f), func(known office.JournalHead) bool { return known.Hash == at.Hash }) {
			w.log("the head on a sheet of paper was not written down", f.Add(at))
			w.log("the head on a sheet of paper was not synced", f.Sync())
		}
	}
}

// allPapers are the heads of sheets that were read back, of both places, each once.
func (w *watch) allPapers() (all []office.JournalHead) {
	for _, f := range w.papers {
		for _, at := range w.headsOf(f) {
			if !slices.ContainsFunc(all, func(known office.JournalHead) bool { return known.Hash == at.Hash }) {
				all = append(all, at)
			}
		}
	}
	return all
}

// papersSaid tells how far the sheets reach that were read back here; nothing where none
// was.
func (m met) papersSaid() (said []office.Condition) {
	heads := m.standing(m.papers)
	if len(heads) == 0 {
		return nil
	}
	k := office.Condition{Point: "Mốc trên giấy đã đọc lại", Asks: "Nhật ký khớp các tờ khóa sổ đã đọc lại ở máy này"}
	return append(said, k.Meet("%s Máy nhớ lại các tờ đã đọc; chính tờ giấy có chữ ký mới đứng vững với mọi người dùng máy này.", reach(heads)))
}
