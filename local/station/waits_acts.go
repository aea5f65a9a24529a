package station

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tram/local/hardcopy"
	"tram/local/office"
	"tram/local/store"
)

// What waits of acts, each counted once: a draft that its page calls checked and that only
// a signature finishes waits to be signed.

// mostTold is how many records are read where some of them are not told one by one.
const mostTold = office.WaitsTold + mostTasks

func (s *Digitising) waits() []wait {
	return []wait{{sort: "draft", needs: office.MayConvert, all: office.ToDigitise, ask: s.draftsWaiting}}
}

func (s *Digitising) draftsWaiting(ctx context.Context) (is office.Waiting, err error) {
	toSign, signed, err := s.store.Unsigned(ctx, office.Checked, s.records.signedBy(), mostTasks)
	if err != nil {
		return is, err
	}
	keys, count, err := s.store.Unfinished(ctx, office.PaperToData, mostTold, office.Draft, office.Checked)
	if err != nil {
		return is, err
	}
	keys = slices.DeleteFunc(keys, func(key int64) bool { return slices.Contains(toSign, key) })
	return s.records.waiting(ctx, keys, count-signed, func(r office.Row) office.Wait {
		return office.Wait{Below: s.entrance.begun(ctx, r), To: office.ToDigitise}
	})
}

func (s *Hardcopy) waits() []wait {
	return []wait{
		{sort: "compared", needs: office.MayRead, all: office.ToPrinting, ask: s.comparisonsWaiting},
		{sort: "untold", needs: office.MayConvert, all: office.ToPrinting, ask: s.printsWaiting},
		{sort: "message", needs: office.MayConvert, all: office.ToPrinting, ask: s.messagesWaiting},
		{sort: "unprinted", needs: office.MayConvert, all: office.ToPrinting, ask: s.copiesWaiting},
		{sort: "ink", needs: office.MaySign, all: office.ToPrinting, ask: s.inkWaiting},
	}
}

func (s *Hardcopy) comparisonsWaiting(ctx context.Context) (is office.Waiting, err error) {
	all, count, err := store.NewestBy(ctx, s.store, hardcopy.Comparisons, hardcopy.Unseen, "yes", office.WaitsTold)
	if err != nil {
		return is, err
	}
	is.Count = count
	for _, k := range all {
		c, err := s.store.Conversion(ctx, k.Conversion)
		if err != nil {
			return is, err
		}
		row := []office.Row{store.RowOf(c)}
		if err := s.store.Standing(ctx, row); err != nil {
			return is, err
		}
		is.Newest = append(is.Newest, office.Wait{Row: &row[0], Record: k.Conversion, Below: k.Said(), Since: k.At, Grave: gravityOf(k), To: office.ToComparison})
	}
	return is, nil
}

func gravityOf(k office.KeptComparison) office.Gravity {
	switch {
	case k.Same && k.Added == 0:
		return office.Calm
	case k.Count > 0:
		return office.Alarming
	}
	return office.Wanting
}

func (s *Hardcopy) printsWaiting(ctx context.Context) (is office.Waiting, err error) {
	keys, count, err := s.store.Untold(ctx, office.WaitsTold)
	if err != nil {
		return is, err
	}
	return s.records.waiting(ctx, keys, count, func(office.Row) office.Wait {
		return office.Wait{Below: "Đã đưa đi in. Hãy đếm giấy rồi ghi số bản đã ra.", Grave: office.Wanting, To: office.ToPrinting}
	})
}

func (s *Hardcopy) messagesWaiting(ctx context.Context) (office.Waiting, error) {
	return s.messagesIn(ctx, func(r office.Row) office.Wait {
		return office.Wait{Below: s.entrance.begun(ctx, r), To: office.ToPrinting}
	}, office.Draft, office.Checked)
}

func (s *Hardcopy) inkWaiting(ctx context.Context) (office.Waiting, error) {
	return s.messagesIn(ctx, func(office.Row) office.Wait {
		return office.Wait{Below: "Bản giấy chờ ký, đóng dấu.", Grave: office.Wanting, To: office.ToPrinting}
	}, office.Unsealed)
}

func (s *Hardcopy) messagesIn(ctx context.Context, each func(office.Row) office.Wait, states ...office.State) (is office.Waiting, err error) {
	keys, count, err := s.store.Unfinished(ctx, office.DataToPaper, office.WaitsTold, states...)
	if err != nil {
		return is, err
	}
	return s.records.waiting(ctx, keys, count, each)
}

func (s *Hardcopy) copiesWaiting(ctx context.Context) (is office.Waiting, err error) {
	keys, count, err := s.store.Unprinted(ctx, office.WaitsTold)
	if err != nil {
		return is, err
	}
	return s.records.waiting(ctx, keys, count, func(office.Row) office.Wait {
		return office.Wait{Below: "Đã làm bản in, chưa in.", To: office.ToPrinting}
	})
}

func (s *Signing) waits() []wait {
	return []wait{
		{sort: "sign", needs: office.MaySign, all: office.ToSign, ask: s.signaturesWaiting},
		{sort: "evidence", needs: office.MaySign, all: office.ToSign, ask: s.evidenceWaiting},
	}
}

func (s *Signing) signaturesWaiting(ctx context.Context) (is office.Waiting, err error) {
	var keys []int64
	count := 0
	for _, state := range []office.State{office.Checked, office.Finished} {
		some, of, err := s.store.Unsigned(ctx, state, s.records.signedBy(), office.WaitsTold)
		if err != nil {
			return is, err
		}
		keys, count = append(keys, some...), count+of
	}
	slices.Sort(keys)
	slices.Reverse(keys)
	return s.records.waiting(ctx, keys, count, func(r office.Row) office.Wait {
		return office.Wait{Below: s.whySign(office.Conversion{Form: r.Form, Document: office.Document{Type: r.Type}}), Grave: office.Wanting, To: office.ToSign}
	})
}

func (s *Signing) evidenceWaiting(ctx context.Context) (is office.Waiting, err error) {
	keys, count, err := s.store.Owing(ctx, office.WaitsTold)
	if err != nil {
		return is, err
	}
	is, err = s.records.waiting(ctx, keys, count, func(office.Row) office.Wait { return office.Wait{Grave: office.Wanting, To: office.ToSign} })
	for i := range is.Newest {
		f, err := s.store.SignedOf(ctx, is.Newest[i].Record)
		if err != nil {
			return is, err
		}
		is.Newest[i].Below = "Còn thiếu " + owedSaid(f) + "."
	}
	return is, err
}

// waiting tells of conversions by their keys, each with what is to be done about it.
func (s *Records) waiting(ctx context.Context, keys []int64, count int, each func(office.Row) office.Wait) (is office.Waiting, err error) {
	rows, err := s.Rows(ctx, keys[:min(len(keys), office.WaitsTold)])
	if err != nil {
		return is, err
	}
	is.Count = count
	for i := range rows {
		w := each(rows[i])
		w.Row, w.Record, w.Since = &rows[i], rows[i].ID, rows[i].At
		is.Newest = append(is.Newest, w)
	}
	return is, nil
}

// begun tells of a draft what its own words do not: that they are wanting, and who began it
// where that is another than whoever acts by a context.
func (s *Entrance) begun(ctx context.Context, r office.Row) string {
	var told []string
	if r.Subject == "" {
		told = append(told, fmt.Sprintf("%d trang, chưa ghi trích yếu", r.Pages))
	}
	if r.Clerk != s.author(ctx, r.Clerk) {
		told = append(told, r.Clerk)
	}
	return strings.Join(told, " · ")
}
