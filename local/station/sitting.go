package station

import (
	"context"
	"fmt"
	"path/filepath"

	"tram/local/child"
	"tram/local/office"
)

// What a program wrote in a sitting it remembers: a mark vouches for a journal that goes
// on from there, and for no other, whoever wrote into the file meanwhile.

const (
	sittings = "dang-mo" // the folder in which programs at work are seen, in the data folder
	mostMine = 10_000    // heads
)

// forget lets the journal that is there be the one that goes on.
func (w *watch) forget() {
	w.mu.Lock()
	w.mine = nil
	w.mu.Unlock()
}

// goesOn tells whether the journal still has what this program found and wrote. Where it
// has not, that is a trouble from here on, and what it wrote is written down again for the
// next start.
func (w *watch) goesOn(ctx context.Context, here office.JournalHead) (bool, error) {
	w.mu.Lock()
	mine := append([]office.JournalHead{}, w.mine...)
	w.mu.Unlock()
	var seqs []int64
	for _, at := range mine {
		seqs = append(seqs, at.Seq)
	}
	have, err := w.s.store.HashesAt(ctx, seqs)
	if err != nil {
		return false, err
	}
	var lost []office.JournalHead
	for _, at := range mine {
		if at.Seq > 0 && have[at.Seq] != at.Hash {
			lost = append(lost, at)
		}
	}
	if len(lost) == 0 {
		return true, nil
	}
	w.changedUnderHand(ctx, here, lost)
	return false, nil
}

func (w *watch) changedUnderHand(ctx context.Context, here office.JournalHead, lost []office.JournalHead) {
	first, last := lost[0], lost[len(lost)-1]
	w.s.log.WarnContext(ctx, "the journal was rewritten while it was open", "from", first.Seq)
	for _, at := range newestOf(lost, nearBy) {
		for _, h := range w.heads {
			w.log("the head of the journal was not written down", h.Add(at))
		}
	}
	w.sync()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.trouble = &office.JournalTrouble{Here: here, Lost: last, From: stands(first.Seq, here), By: inHand,
		Said: fmt.Sprintf("Nhật ký đã bị sửa trong lúc phần mềm đang mở: dòng số %d không còn là dòng phần mềm đã ghi. Dòng mới nhất phần mềm đã ghi là số %d, lúc %s.", first.Seq, last.Seq, moment(last.At))}
}

const inHand = "chính phần mềm đang mở"

// sit lets others see that this program wrote and will vouch for it. The caller holds mu.
func (w *watch) sit() {
	if w.here != nil || w.ended {
		return
	}
	here, err := child.Sit(filepath.Join(w.s.home, sittings))
	w.log("other programs do not see this one", err)
	w.here = here
}

func (w *watch) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.here != nil {
		w.log("the sign that this program is at work stays", w.here.Leave())
		w.here = nil
	}
}

// others tells whether another program wrote here and is at work.
func (w *watch) others() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	others, err := child.Others(filepath.Join(w.s.home, sittings), w.here)
	w.log("programs at work were not looked for", err)
	return others
}
