package station

import (
	"context"
	"fmt"
	"time"

	"tram/local/copying"
	"tram/local/office"
)

// copyHead is how far the copy at a target says that the journal has come.
type copyHead struct {
	office.JournalHead // At: when it was copied
	where              string
	err                error // it could not be read
}

// headWithin is how long a proof of the journal waits for one target.
const headWithin = 20 * time.Second

// heads reads them from every target.
func (s *Copies) heads(ctx context.Context) (all []copyHead, err error) {
	targets, err := s.targets(ctx)
	if err != nil || !s.Ready() {
		return nil, err
	}
	for _, c := range targets {
		each, done := context.WithTimeout(ctx, headWithin)
		t := s.targetOf(c)
		at, err := copying.HeadAt(each, t, s.sealing, c.ID, s.store.Station())
		copying.Leave(t)
		done()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		all = append(all, copyHead{at, c.Where, err})
	}
	return all, nil
}

func byCopy(where string) string { return "bản sao ở “" + where + "”" }

// copiesSaid tells of each target whose head the journal was held against, and of those that
// were not there.
func (m met) copiesSaid() (said []office.Condition) {
	for _, c := range m.copies {
		k := office.Condition{Point: "Mốc ở " + byCopy(c.where), Asks: "Nhật ký khớp mục cuối đã sao tới đó"}
		switch {
		case c.err != nil:
			said = append(said, k.Owe("Không đọc được mục cuối đã sao tới đó, nên chưa so: "+saidOf(c.err), "Hãy cắm hay nối lại nơi để bản sao, rồi kiểm chứng lại."))
		case m.have[c.Seq] == c.Hash:
			said = append(said, k.Meet("Mục 1–%d chưa đổi kể từ khi sao tới đó lúc %s. Đứng vững với người thay được mọi thứ trên máy này mà không có chìa niêm phong, hoặc không ghi được lên nơi đó.", c.Seq, moment(c.At)))
		}
	}
	return said
}

// saidOf is the sentence of an error.
func saidOf(err error) string {
	if f, told := office.FailureIn(err); told {
		return f.Said
	}
	return "nơi đó không đọc được."
}

// wentBack tells that a target has less than it was seen to have: somebody put an older copy
// in its place, or its disk lost what it had said was written.
func wentBack(was, now office.JournalHead, at time.Time) office.CopyFault {
	return office.CopyFault{At: at, What: "back", Name: fmt.Sprint(now.Seq),
		Said: fmt.Sprintf("Bản sao ở đây đã lùi: từng có tới mục nhật ký %d (%s), nay chỉ tới mục %d. Có thể ai đó đã đặt bản cũ vào, hoặc ổ đĩa mất dữ liệu; phần mềm đã sao lại phần thiếu.", was.Seq, moment(was.At), now.Seq)}
}
