package station

import (
	"context"
	"fmt"
	"slices"

	"tram/local/anchor"
	"tram/local/office"
)

// Entries that were found without a mark came under one late (mục ký muộn): each mark from
// then on tells of them, so that taking one away hides nothing.

// lateSaid tells of entries that came under a mark only at a later start: what they
// were before nobody vouches for.
func (m met) lateSaid() (said []office.Condition) {
	for _, l := range lateOf(m.marks, m.have) {
		k := office.Condition{Point: lateMark, Asks: lateAsks}
		said = append(said, k.Owe(lateWords(l), lateNext))
	}
	return said
}

const lateNext = "Nếu không phải do mất điện hay phần mềm bị tắt ngang, hãy so các mục đó với giấy tờ."

func lateWords(l anchor.Late) string {
	return fmt.Sprintf("Mục %d đến %d không có mốc nào bảo vệ cho tới %s: mốc lập lúc đó chỉ cho biết từ đó về sau chúng không đổi.", l.From, l.To, moment(l.Made))
}

// mostLate is of how many late ranges a mark tells; the oldest become one.
const mostLate = 500

// lateOf are the late entries of which marks tell with which the journal agrees, each
// once.
func lateOf(marks []anchor.Mark, have map[int64]office.Digest) (all []anchor.Late) {
	var told telling
	for _, m := range marks {
		if have[m.Head.Seq] == m.Head.Hash {
			told.add(told.news(m))
		}
	}
	all = told.all
	slices.SortStableFunc(all, func(a, b anchor.Late) int { return a.Made.Compare(b.Made) })
	for len(all) > mostLate {
		all[1] = anchor.Late{From: min(all[0].From, all[1].From), To: max(all[0].To, all[1].To), Made: all[1].Made}
		all = all[1:]
	}
	return all
}

// carriedOn gives a mark what those before it tell of.
func (w *watch) carriedOn(ctx context.Context, m *anchor.Mark, coming []anchor.Word) error {
	marks := w.allMarks()
	words, err := w.s.wordsOf(ctx, marks)
	if err != nil {
		return err
	}
	m.Words = append(words, coming...)
	m.Late, err = w.late(ctx, marks)
	return err
}

// late are the late entries of which genuine marks tell with which the journal agrees. The
// newest tells all that those before it told, so it is asked first, and of the others only
// who tells more.
func (w *watch) late(ctx context.Context, marks []anchor.Mark) ([]anchor.Late, error) {
	marks = slices.DeleteFunc(marks, func(m anchor.Mark) bool { return len(m.AllLate()) == 0 })
	var seqs []int64
	for _, m := range marks {
		seqs = append(seqs, m.Head.Seq)
	}
	have, err := w.s.store.HashesAt(ctx, seqs)
	if err != nil {
		return nil, err
	}
	var needed []anchor.Mark
	var told telling
	for _, m := range slices.Backward(marks) {
		if news := told.news(m); len(news) > 0 && have[m.Head.Seq] == m.Head.Hash && w.s.genuine(m) {
			told.add(news)
			needed = append(needed, m)
		}
	}
	slices.Reverse(needed)
	return lateOf(needed, have), nil
}

// telling gathers late entries of marks, of which each tells all again that those before it
// told.
type telling struct {
	all  []anchor.Late
	seen map[[3]int64]bool // the ranges that were looked at before and are told
}

// news are the late entries of a mark that lie within none that are told of, which came under
// their mark no sooner.
func (t *telling) news(m anchor.Mark) (news []anchor.Late) {
	if t.seen == nil {
		t.seen = map[[3]int64]bool{}
	}
	for _, l := range m.AllLate() {
		this := [3]int64{l.From, l.To, l.Made.UnixNano()}
		if t.seen[this] {
			continue
		}
		within := func(known anchor.Late) bool {
			return known.From <= l.From && known.To >= l.To && !known.Made.Before(l.Made)
		}
		if slices.ContainsFunc(t.all, within) {
			t.seen[this] = true
			continue
		}
		if !slices.ContainsFunc(news, within) {
			news = append(news, l)
		}
	}
	return news
}

func (t *telling) add(news []anchor.Late) {
	for _, l := range news {
		t.seen[[3]int64{l.From, l.To, l.Made.UnixNano()}] = true
	}
	t.all = append(t.all, news...)
}
