package station

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tram/local/anchor"
	"tram/local/office"
	"tram/local/store"
)

// A person's word lets work go on with data that were turned back. It stands in the
// journal, which whoever can write the database can write too: so it counts only as a
// mark of the station's key tells of it, which was made in the very act.

// taken are the words that count: what they excuse, and which they are.
type taken struct {
	heads map[office.Digest]bool
	words map[office.ID]bool
}

// spoken finds the words that marks with which the journal agrees tell of, and those
// that are about to be.
func (s *Journal) spoken(ctx context.Context, marks []anchor.Mark, coming ...anchor.Word) (taken, error) {
	t := taken{heads: map[office.Digest]bool{}, words: map[office.ID]bool{}}
	words, err := s.wordsOf(ctx, marks)
	if words = append(words, coming...); err != nil || len(words) == 0 {
		return t, err
	}
	var named []office.ID
	for _, w := range words {
		named = append(named, w.Notice)
	}
	notices, err := s.store.NoticesNamed(ctx, named)
	for _, n := range notices {
		said := func(w anchor.Word) bool { return w.Notice == n.ID && w.Said == digestOf(n) }
		if n.Kind != office.NoticeBack || !slices.ContainsFunc(words, said) {
			continue
		}
		t.words[n.ID] = true
		for _, d := range n.Files {
			t.heads[d] = true
		}
	}
	return t, err
}

// wordsOf are the words of which marks tell with which the journal agrees, each once.
func (s *Journal) wordsOf(ctx context.Context, marks []anchor.Mark) (words []anchor.Word, err error) {
	var seqs []int64
	for _, m := range marks {
		if len(m.Words) > 0 {
			seqs = append(seqs, m.Head.Seq)
		}
	}
	have, err := s.store.HashesAt(ctx, seqs)
	for _, m := range marks {
		more := slices.DeleteFunc(slices.Clone(m.Words), func(w anchor.Word) bool { return slices.Contains(words, w) })
		if len(more) > 0 && have[m.Head.Seq] == m.Head.Hash && s.genuine(m) {
			words = append(words, more...)
		}
	}
	return words, err
}

// digestOf names all that a word says: what it excuses, and what is told of it.
func digestOf(n office.Notice) office.Digest {
	b, err := json.Marshal(n)
	if err != nil {
		return "" // no mark names it
	}
	return office.DigestOf(b)
}

// AcceptJournal records a person's word on data that were turned back: work goes on
// with what is there. What was lost stays told by every verification. The word counts
// once a mark tells of it; where none can be made it is asked for again. What is written
// from here on is a new chain that names the head it came from: what the data lost can
// come back as another station's.
func (s *Journal) AcceptJournal(ctx context.Context, clerk office.Clerk, why string) (office.Notice, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.Notice{}, err
	}
	clerk = s.entrance.own(ctx, clerk)
	trouble, is := s.JournalTrouble()
	if !is {
		return office.Notice{}, NothingToAccept
	}
	why, err = reasonGiven(clerk, why)
	if err != nil {
		return office.Notice{}, err
	}
	if same, err := s.watch.goesOn(ctx, 0); err != nil || !same {
		return office.Notice{}, JournalMoved.Because(err)
	}
	lost, err := s.watch.lostHeads(ctx)
	if err != nil {
		return office.Notice{}, err
	}
	n := office.Notice{Kind: office.NoticeBack, Why: why, Clerk: clerk.Name, At: s.clock.Now(), Here: &trouble.Here, Lost: &trouble.Lost,
		Found: trouble.Said, From: trouble.From, Files: lost}
	if n, err = s.store.AcceptRestored(ctx, store.Act{Actor: clerk.Name, Step: "accept-journal"}, n); err != nil {
		return n, err
	}
	return n, s.vouchForWord(ctx, n)
}

// vouchForWord makes the mark that tells of a word, and begins the books anew: what they
// lack is no trouble any more, and the next mark tells from where on it vouches.
func (s *Journal) vouchForWord(ctx context.Context, n office.Notice) error {
	made, err := s.markHead(ctx, anchor.Word{Notice: n.ID, Said: digestOf(n)})
	if err != nil || made.Seq == 0 {
		return WordNotVouched.Because(err)
	}
	s.watch.mu.Lock()
	s.watch.trouble = nil
	s.watch.mu.Unlock()
	s.watch.log("the head of the journal was not vouched for", s.mark(ctx))
	return s.watch.lookBack(ctx)
}

// noticesSaid never lets a journal that was turned back be forgotten.
func (s *Journal) noticesSaid(ctx context.Context, counted taken) (said []office.Condition, err error) {
	notices, err := s.store.Notices(ctx)
	for _, n := range notices {
		if n.Kind != office.NoticeBack || n.Here == nil || n.Lost == nil {
			continue
		}
		k := office.Condition{Point: n.Kind.Name(), Asks: "Dữ liệu chưa từng bị quay lại hay viết lại"}
		if counted.words[n.ID] {
			said = append(said, k.Owe(noticeSaid(n), noticeNext))
			continue
		}
		said = append(said, k.Owe(fmt.Sprintf("Nhật ký có một lời ghi nhận đề tên %s, lúc %s, mà không mốc có khóa trạm nào xác nhận: lời ấy không được tính, và có thể do người khác viết vào tệp dữ liệu.",
			n.Clerk, moment(n.At)), "Hãy hỏi người được nêu tên, và so các mục gần đó với giấy tờ."))
	}
	return said, err
}

// noticeNext is what to do about it: the reason is a person's word.
const noticeNext = "Nếu lý do ấy không đúng, hãy so các mục đó với giấy tờ, hay với mốc cất ở nơi khác."

// noticeSaid tells what was found when a person let work go on, and which entries
// stand on that word alone.
func noticeSaid(n office.Notice) string {
	found := n.Found
	switch {
	case found != "":
	case n.Lost.Seq > n.Here.Seq:
		found = fmt.Sprintf("Dữ liệu trở về mục %d, mất các mục tới số %d (%s).", n.Here.Seq, n.Lost.Seq, moment(n.Lost.At))
	default:
		found = fmt.Sprintf("Nhật ký đã bị viết lại trước mục %d.", n.Here.Seq)
	}
	said := fmt.Sprintf("%s ghi nhận lúc %s. Lúc đó thấy: %s Lý do làm tiếp: %s.", n.Clerk, moment(n.At), found, strings.TrimSuffix(n.Why, "."))
	if n.From > 0 {
		said += fmt.Sprintf(" Mục %d đến %d được nhận theo lời này: không có mốc nào bảo vệ chúng trước lúc đó.", n.From, n.Here.Seq)
	}
	return said
}
