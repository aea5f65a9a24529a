package station

import (
	"context"
	"fmt"
	"time"

	"tram/local/office"
)

func (s *Copies) waits() []wait {
	return []wait{
		{sort: "copy", needs: office.MayRun, all: office.ToCopies, ask: s.copiesWaiting},
		{sort: "goes-on", needs: office.MayRead, all: office.ToData, ask: s.goneOnWaiting},
		{sort: "database", needs: office.MayRun, all: office.ToData, ask: s.databaseWaiting},
	}
}

// copiesWaiting tells of copies that are old or do not go on (Điều 13.2a). That there is no
// place for any is always on the screen.
func (s *Copies) copiesWaiting(ctx context.Context) (is office.Waiting, err error) {
	all, err := s.copyStates(ctx)
	if err != nil {
		return is, err
	}
	for _, c := range all {
		if c.Level == office.CopyGood {
			continue
		}
		is.Count++
		if len(is.Newest) < office.WaitsTold {
			is.Newest = append(is.Newest, copyWait(c, s.clock.Now()))
		}
	}
	return is, nil
}

func copyWait(c office.CopyState, now time.Time) office.Wait {
	w := office.Wait{Title: "Bản sao ở “" + c.Where + "”", Below: c.Said, Since: c.Verified, Grave: office.Wanting, To: office.ToCopies}
	if c.Level == office.CopyRed {
		w.Grave = office.Alarming
	}
	switch {
	case w.Below != "":
	case c.Tour.Unmended() > 0:
		w.Below = c.Tour.Worst()
	case c.Verified.IsZero():
		w.Below = "Chưa từng sao xong."
	case c.SameDisk && now.Sub(c.Verified) < amberAfter:
		w.Below = "Cùng ổ đĩa với dữ liệu: ổ hỏng là mất cả hai."
	default:
		w.Below = fmt.Sprintf("Bản sao đủ lần cuối đã %d ngày.", int(now.Sub(c.Verified)/(24*time.Hour)))
	}
	return w
}
