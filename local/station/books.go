package station

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tram/local/anchor"
	"tram/local/office"
	"tram/local/store"
)

// That marks were made is written into the journal itself, once after the first and
// then now and then, so that books that were emptied or cut tell of it. Nobody needs
// a secret to take away a file; a file that must be there is missed.

// books is what the files beside the journal lack of what it says they hold.
type books struct {
	said string // Vietnamese; empty: nothing
}

// booksTold is the newest mark of which the journal itself tells; nil: of none.
func (s *Journal) booksTold(ctx context.Context) (*office.JournalHead, error) {
	here, err := s.store.Head(ctx)
	if err != nil {
		return nil, err
	}
	n, is, err := s.store.NewestNotice(ctx, func(n office.Notice) bool {
		// Of entries that are still to come nobody who kept marks has told.
		return n.Kind == office.NoticeMarks && n.Here != nil && n.Here.Seq <= here.Seq
	})
	if err != nil || !is {
		return nil, err
	}
	return n.Here, nil
}

// lacks compares the books with what the journal tells of them. Only the book of
// heads in the data folder must be there: the other place may be another machine's.
func (w *watch) lacks(ctx context.Context) (books, error) {
	told, err := w.s.booksTold(ctx)
	if err != nil || told == nil {
		return books{}, err
	}
	marks, heads := w.allMarks(), w.headsOf(w.heads[0])
	if w.isDark() != nil {
		return books{}, nil //nolint:nilerr // what cannot be read is told as such, and nothing is vouched for
	}
	if !slices.ContainsFunc(marks, func(m anchor.Mark) bool { return m.Head.Seq >= told.Seq && w.s.genuine(m) }) {
		return books{fmt.Sprintf("Sổ mốc đã mất hoặc bị cắt: nhật ký ghi là có mốc có khóa trạm ở dòng số %d, mà không sổ nào còn mốc đó hay mốc sau nó.", told.Seq)}, nil
	}
	if !slices.ContainsFunc(heads, func(at office.JournalHead) bool { return at.Seq >= told.Seq }) {
		return books{fmt.Sprintf("Sổ mốc đã mất hoặc bị cắt: sổ đầu nhật ký trong thư mục dữ liệu (%s) không còn dòng nào từ số %d trở đi, dù được ghi sau mỗi lần lưu.", headsName, told.Seq)}, nil
	}
	return books{}, nil
}

// tellOfMarks writes into the journal that marks are kept, where it does not say so
// yet or has not for long; true: it did.
func (s *Journal) tellOfMarks(ctx context.Context, newest office.JournalHead) (bool, error) {
	told, err := s.booksTold(ctx)
	if err != nil || told != nil && newest.Seq-told.Seq < entriesToMark {
		return false, err
	}
	// A cut of power must not leave a journal that tells of heads which the book lost.
	if err := s.watch.heads[0].Settle(); err != nil {
		return false, err
	}
	n := office.Notice{Kind: office.NoticeMarks, Clerk: program, At: s.clock.Now(), Here: &newest}
	_, err = s.store.SaveNotice(ctx, actOf("lập mốc nhật ký", "marks-kept"), n)
	return err == nil, err
}

// coverage is what marks vouch for with which the journal agrees: everything up to full,
// and beyond it parts, which programs vouched for that were at work beside others.
type coverage struct {
	full   int64
	parts  []anchor.Span
	newest anchor.Mark // the zero value: none
}

func (w *watch) coverage(ctx context.Context) (c coverage, err error) {
	marks := w.allMarks()
	slices.SortStableFunc(marks, func(a, b anchor.Mark) int { return cmp.Compare(b.Head.Seq, a.Head.Seq) })
	for some := range slices.Chunk(marks, fewMarks) { // the older ones reach no further than one over all
		if full, err := w.covered(ctx, some, &c); err != nil || full {
			return c, err
		}
	}
	return c, nil
}

// fewMarks is how many of the newest marks are asked at once for one that is over all.
const fewMarks = 20

// covered adds what some marks vouch for; true: one of them for all under it.
func (w *watch) covered(ctx context.Context, some []anchor.Mark, c *coverage) (full bool, err error) {
	var seqs []int64
	for _, m := range some {
		seqs = append(seqs, m.Head.Seq)
	}
	have, err := w.s.store.HashesAt(ctx, seqs)
	for _, m := range some {
		if have[m.Head.Seq] != m.Head.Hash || !w.s.genuine(m) {
			continue
		}
		if m.Head.Seq > c.newest.Head.Seq {
			c.newest = m
		}
		if len(m.Own) == 0 {
			c.full = m.Head.Seq
			return true, err
		}
		c.parts = append(c.parts, m.Own...)
	}
	return false, err
}

// gaps are the entries up to one that no mark vouches for and that this program did not
// write itself: what they were before it cannot know. All up to full is vouched for.
func (w *watch) gaps(ctx context.Context, to int64) (full int64, gaps []anchor.Span, err error) {
	c, err := w.coverage(ctx)
	w.mu.Lock()
	known := append(c.parts, w.own...)
	if w.opened <= 1 {
		known = append(known, anchor.Span{From: 1, To: 1}) // the birth is this program's own
	}
	w.mu.Unlock()
	return c.full, without(anchor.Span{From: c.full + 1, To: to}, known), err
}

// without is what of a span is in none of those that are known.
func without(all anchor.Span, known []anchor.Span) (left []anchor.Span) {
	slices.SortFunc(known, func(a, b anchor.Span) int { return cmp.Compare(a.From, b.From) })
	for _, k := range known {
		if k.From > all.From {
			left = append(left, anchor.Span{From: all.From, To: min(k.From-1, all.To)})
		}
		if all.From = max(all.From, k.To+1); all.From > all.To {
			break
		}
	}
	if all.From <= all.To {
		left = append(left, all)
	}
	return slices.DeleteFunc(left, func(s anchor.Span) bool { return s.From > s.To })
}

// joined adds a span to those before it.
func joined(all []anchor.Span, next anchor.Span) []anchor.Span {
	if n := len(all); n > 0 && all[n-1].To+1 == next.From {
		all[n-1].To = next.To
		return all
	}
	return append(all, next)
}

// found gives a mark what was found without one: late entries, unless another program at
// work will vouch for them. Then this mark is for what its own program wrote alone; true:
// for nothing, so that there is none to make.
func (w *watch) found(ctx context.Context, m *anchor.Mark) (aside bool, err error) {
	full, gaps, err := w.gaps(ctx, m.Head.Seq)
	if err != nil || len(gaps) == 0 {
		return false, err
	}
	if w.others() {
		m.Own = w.ownFrom(full + 1)
		return len(m.Own) == 0, nil
	}
	for _, g := range gaps {
		m.Late = append(m.Late, anchor.Late{From: g.From, To: g.To, Made: m.Made})
	}
	return false, nil
}

// ownFrom are the entries that this program wrote, those before one left out.
func (w *watch) ownFrom(first int64) []anchor.Span {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(w.own), func(s anchor.Span) bool { return s.To < first })
}

const (
	lateMark = "Mục được ký muộn"
	lateAsks = "Mọi mục nằm dưới một mốc ngay trong lần làm việc đã ghi chúng"
)

// bareAtStart tells of entries that were here when the station opened without a mark over
// them. That a program at work may vouch for them yet is no mark.
func (s *Journal) bareAtStart(ctx context.Context) (said []office.Condition, err error) {
	_, gaps, err := s.watch.gaps(ctx, s.watch.openedAt())
	if err != nil || len(gaps) == 0 {
		return nil, err
	}
	k := office.Condition{Point: lateMark, Asks: lateAsks}
	for _, g := range gaps {
		said = append(said, k.Owe(bareSaid(g), s.watch.bareNext()))
	}
	return said, nil
}

func bareSaid(g anchor.Span) string {
	return fmt.Sprintf("Mục %d đến %d không có mốc nào bảo vệ.", g.From, g.To)
}

// comparing is what to do about entries that no mark of their time vouches for.
const comparing = "Hãy so các mục đó với giấy tờ, hay với mốc cất ở nơi khác."

func (w *watch) bareNext() string {
	if w.others() {
		return "Có chương trình khác đang mở trạm này. Hãy thoát mọi cửa sổ và lệnh, rồi kiểm lại: mục nào do chúng ghi thì lúc thoát có mốc."
	}
	return comparing
}

// doubts are the entries that stand under no mark made in time, with what a person said of
// them first.
func (s *Journal) doubts(ctx context.Context, m met) (all []store.Doubt, err error) {
	notices, err := s.store.Notices(ctx)
	for _, n := range notices {
		if m.spoken.words[n.ID] && n.From > 0 && n.Here != nil {
			all = append(all, store.Doubt{From: n.From, To: n.Here.Seq, Said: noticeSaid(n), Next: noticeNext})
		}
	}
	if err != nil {
		return nil, err
	}
	for _, l := range lateOf(m.marks, m.have) {
		all = append(all, store.Doubt{From: l.From, To: l.To, Said: lateWords(l), Next: lateNext})
	}
	_, gaps, err := s.watch.gaps(ctx, s.watch.openedAt())
	if err != nil {
		return nil, err
	}
	for _, g := range gaps {
		all = append(all, store.Doubt{From: g.From, To: g.To, Said: bareSaid(g), Next: s.watch.bareNext()})
	}
	return all, err
}

func (w *watch) openedAt() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.opened
}
