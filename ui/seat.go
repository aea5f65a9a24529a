package ui

import (
	"context"

	"tram/local/office"
	"tram/ui/kit"
)

// sitting is what is known of whoever sits at the window.
type sitting struct {
	lost   bool
	denied map[office.Right]error
}

// seat asks again what whoever sits here may do. Who may work no more, because the first
// account was made meanwhile or theirs was shut, leaves the desk to the lock screen.
func (f *frame) seat() {
	kit.Load(f.ctx, func(ctx context.Context) (s sitting, err error) {
		if s.lost = f.w.services.SeatLost(ctx); !s.lost {
			s.denied = f.w.services.Denied(ctx)
		}
		return s, nil
	}, func(s sitting, _ error) {
		if s.lost {
			f.w.unseat()
			return
		}
		f.w.desk.Deny(s.denied)
		f.tellLacking()
	})
}

// tellLacking says over the page in front that the right for its main act is wanting.
func (f *frame) tellLacking() {
	var said kit.Trouble
	if f.now >= 0 && f.needs[f.now] != "" {
		if why, lacks := f.w.desk.Denied(f.needs[f.now]); lacks {
			said = kit.Trouble{Said: kit.T("frame.only-looks", why.Said), Next: why.Next}
		}
	}
	if f.lacks.Said() != said.Said {
		f.lacks.Say(kit.Info, said)
		f.content.Refresh()
	}
}
