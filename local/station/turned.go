package station

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/local/anchor"
	"tram/local/office"
)

// nearBy is how many of the newest heads and marks of a file are looked at when the
// station opens; a verification looks at all.
const nearBy = 300

// mostAccepted is how many lost heads a person's word covers by name.
const mostAccepted = 20_000

// known is one head that somebody wrote down outside of the database.
type known struct {
	office.JournalHead
	by   string       // where, Vietnamese
	mark *anchor.Mark // which speaks where it is genuine; nil: a line of a book, for which nobody vouches
}

// Where a head was written down.
const (
	inHome    = "sổ mốc trong thư mục dữ liệu"
	outOfHome = "sổ mốc ngoài thư mục dữ liệu"
	byMark    = "mốc có khóa trạm"
	byJournal = "chính nhật ký"
	byPaper   = "tờ khóa sổ trên giấy đã đọc lại"
)

// bookOf says where a file of heads lies.
func (w *watch) bookOf(h *anchor.Heads) string {
	if filepath.Dir(h.Path()) == filepath.Clean(w.s.home) {
		return inHome
	}
	return outOfHome
}

// all gathers what the files know, the newest last; most 0: everything. Whether a mark is
// genuine was not looked at.
func (w *watch) all(most int) (found []known) {
	for _, h := range w.heads {
		for _, at := range newestOf(w.headsOf(h), most) {
			found = append(found, known{at, w.bookOf(h), nil})
		}
	}
	for _, at := range w.allPapers() {
		found = append(found, known{at, byPaper, nil})
	}
	marks := anchor.Together(most, w.unread, w.marks...) // one place may have many that the other lacks
	for i, m := range marks {
		found = append(found, known{m.Head, byMark, &marks[i]})
	}
	return found
}

// against are those of them with which the journal does not agree. Who made a mark is asked
// of these alone: of what agrees it is all the same.
func (w *watch) against(all []known, have map[int64]office.Digest, accepted map[office.Digest]bool) []known {
	return slices.DeleteFunc(slices.Clone(all), func(k known) bool {
		return !contradicts(k, have, accepted) || k.mark != nil && !w.s.genuine(*k.mark)
	})
}

func newestOf[T any](all []T, most int) []T {
	if most > 0 && len(all) > most {
		return all[len(all)-most:]
	}
	return all
}

// allMarks are the marks of both places, each once.
func (w *watch) allMarks() []anchor.Mark { return anchor.Together(0, w.unread, w.marks...) }

// compare holds the journal against what is known of it. nil: it agrees, or what
// does not was accepted by a person's word, or by one that is about to be vouched for.
func (w *watch) compare(ctx context.Context, most int, coming ...anchor.Word) (*office.JournalTrouble, error) {
	all := w.all(most)
	if len(all) == 0 {
		return nil, nil
	}
	have, err := w.have(ctx, all)
	if err != nil {
		return nil, err
	}
	spoken, err := w.s.spoken(ctx, w.allMarks(), coming...)
	if err != nil {
		return nil, err
	}
	here, err := w.s.store.Head(ctx)
	if err != nil {
		return nil, err
	}
	return troubleOf(here, w.against(all, have, spoken.heads)), nil
}

// have is what the journal has where heads are known.
func (w *watch) have(ctx context.Context, all []known) (map[int64]office.Digest, error) {
	var seqs []int64
	for _, k := range all {
		seqs = append(seqs, k.Seq)
	}
	return w.s.store.HashesAt(ctx, seqs)
}

// contradicts tells whether the journal has something else, or nothing, where a
// head was.
func contradicts(k known, have map[int64]office.Digest, accepted map[office.Digest]bool) bool {
	return have[k.Seq] != k.Hash && !accepted[k.Hash]
}

// troubleOf tells of heads with which the journal does not agree; nil: there are none.
func troubleOf(here office.JournalHead, against []known) *office.JournalTrouble {
	var lost known
	var by []string
	first := int64(0)
	for _, k := range against {
		if k.Seq >= lost.Seq {
			lost = k
		}
		if first == 0 || k.Seq < first {
			first = k.Seq
		}
		if !slices.Contains(by, k.by) {
			by = append(by, k.by)
		}
	}
	if lost.Seq == 0 {
		return nil
	}
	return &office.JournalTrouble{Here: here, Lost: lost.JournalHead, From: stands(first, here), By: strings.Join(by, ", "), Said: troubleSaid(here, lost.JournalHead, first)}
}

// stands is the first entry that is there in the place of one that was lost; 0: none.
func stands(first int64, here office.JournalHead) int64 {
	if first > here.Seq {
		return 0
	}
	return first
}

func troubleSaid(here, lost office.JournalHead, first int64) string {
	if first > here.Seq {
		return fmt.Sprintf("Dữ liệu trên máy là bản cũ hơn bản đã ghi lần cuối: thiếu các dòng nhật ký số %d đến %d, tức là việc làm từ %s đến %s.",
			here.Seq+1, lost.Seq, moment(here.At), moment(lost.At))
	}
	return fmt.Sprintf("Nhật ký không còn giống lúc đã ghi: từ dòng số %d trở đi đã bị viết lại, hoặc một bản cũ được đặt lại rồi làm tiếp. Dòng mới nhất từng có là số %d, lúc %s.",
		first, lost.Seq, moment(lost.At))
}

func moment(t time.Time) string { return t.In(office.VietNam).Format("15:04 ngày 02/01/2006") }

// lookBack compares the journal with what is known of it when the station opens. A
// journal that agrees has its head written down where a crash came in between.
func (w *watch) lookBack(ctx context.Context) error {
	trouble, err := w.compare(ctx, nearBy)
	if err != nil {
		return err
	}
	head, err := w.s.store.Head(ctx)
	if err != nil {
		return err
	}
	lacking, err := w.lacks(ctx)
	if err != nil {
		return err
	}
	c, err := w.coverage(ctx)
	if err != nil {
		return err
	}
	if lacking.said != "" && trouble == nil {
		trouble = &office.JournalTrouble{Here: head, From: stands(c.full+1, head), Said: lacking.said, By: byJournal}
	}
	w.mu.Lock()
	w.trouble, w.last = trouble, head
	if w.opened == 0 {
		w.opened = head.Seq
	}
	w.mine = append(w.mine, head)
	w.marked, w.at = c.newest.Head, c.newest.Made
	w.mu.Unlock()
	if trouble != nil {
		w.s.log.WarnContext(ctx, "the journal is not what was written last", "here", trouble.Here.Seq, "known", trouble.Lost.Seq)
		return nil
	}
	for _, h := range w.heads {
		heads := w.headsOf(h)
		if n := len(heads); n == 0 || heads[n-1].Hash != head.Hash {
			late := head
			late.At = w.s.clock.Now() // nobody wrote it down before
			w.log("the head of the journal was not written down", h.Add(late))
		}
	}
	return nil
}

func reasonGiven(clerk office.Clerk, why string) (string, error) {
	if err := clerk.Validate(); err != nil {
		return "", err
	}
	if why = strings.Join(strings.Fields(why), " "); why == "" {
		return "", NoReason
	}
	return why, nil
}

// lostHeads are the hashes that the journal disagrees with, the newest of many.
func (w *watch) lostHeads(ctx context.Context) (lost []office.Digest, err error) {
	all := w.all(0)
	have, err := w.have(ctx, all)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b known) int { return int(a.Seq - b.Seq) })
	for _, k := range w.against(all, have, nil) {
		if !slices.Contains(lost, k.Hash) {
			lost = append(lost, k.Hash)
		}
	}
	return newestOf(lost, mostAccepted), nil
}
