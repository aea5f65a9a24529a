package station

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"tram/local/child"
	"tram/local/office"
)

// What a program wrote in a sitting it remembers: a mark vouches for a journal that goes
// on from there, and for no other, whoever wrote into the file meanwhile.

const (
	sittings = "dang-mo" // the folder in which programs at work are seen, in the data folder
	mostMine = 10_000    // heads
)

// goesOn tells whether the journal still has what this program found and wrote, from an
// entry on. Where it has not, that is a trouble from here on, and what it wrote is
// written down again for the next start.
func (w *watch) goesOn(ctx context.Context, from int64) (bool, error) {
	mine := slices.DeleteFunc(w.remembered(), func(at office.JournalHead) bool { return at.Seq < from })
	have, err := w.s.store.HashesAt(ctx, seqsOf(mine))
	if err != nil {
		return false, err
	}
	lost := slices.DeleteFunc(slices.Clone(mine), func(at office.JournalHead) bool { return have[at.Seq] == at.Hash })
	if len(lost) > 0 {
		return false, w.changedUnderHand(ctx, lost)
	}
	if n := len(mine); n > 0 {
		w.mu.Lock()
		w.checked = max(w.checked, mine[n-1].Seq)
		w.mu.Unlock()
	}
	return true, nil
}

// remembered is what this program found and wrote, in order.
func (w *watch) remembered() []office.JournalHead {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(w.mine), func(at office.JournalHead) bool { return at.Seq == 0 })
}

func seqsOf(heads []office.JournalHead) (seqs []int64) {
	for _, at := range heads {
		seqs = append(seqs, at.Seq)
	}
	return seqs
}

// changedUnderHand tells of what this program wrote and the journal has no more. What is
// there now is what a person is asked about, and must stand still until the answer.
func (w *watch) changedUnderHand(ctx context.Context, lost []office.JournalHead) error {
	here, err := w.s.store.Head(ctx)
	if err != nil {
		return err
	}
	for _, at := range newestOf(lost, nearBy) {
		for _, h := range w.heads {
			w.log("the head of the journal was not written down", h.Add(at))
		}
	}
	w.sync()
	first, last := lost[0], lost[len(lost)-1]
	w.mu.Lock()
	w.mine, w.own, w.last, w.checked = []office.JournalHead{here}, nil, here, here.Seq
	w.mu.Unlock()
	w.tell(ctx, office.JournalTrouble{Here: here, Lost: last, From: stands(first.Seq, here), By: inHand,
		Said: fmt.Sprintf("Nhật ký đã bị sửa trong lúc phần mềm đang mở: dòng số %d không còn là dòng phần mềm đã ghi. Dòng mới nhất phần mềm đã ghi là số %d, lúc %s.", first.Seq, last.Seq, moment(last.At))})
	return nil
}

// tell keeps a trouble that was found in the midst of a sitting, and tells of it.
func (w *watch) tell(ctx context.Context, trouble office.JournalTrouble) {
	w.mu.Lock()
	w.trouble = &trouble
	w.mu.Unlock()
	w.s.tellBeside(ctx, "", TurnedBack.About(trouble.Said))
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
