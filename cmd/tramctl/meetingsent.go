package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"tram/local/invitations"
	"tram/local/office"
	"tram/local/station"
)

// invitedResult are letters that were written, and what became of them.
type invitedResult struct {
	Letters []office.Invitation `json:"letters"`
	Without []string            `json:"without_mail,omitempty"` // whom no letter reaches, for they have no address
	Done    *office.LinesDone   `json:"exchange,omitempty"`
}

func (r invitedResult) print(w io.Writer) {
	for _, l := range r.Letters {
		fmt.Fprintln(w, visible(l.Subject))
		for _, g := range l.To {
			fmt.Fprintf(w, "  %s: %s%s\n", visible(strings.TrimSpace(g.Name+" "+g.Mail)), strings.ToLower(invitations.StateSaid(g.State)), after(". ", visible(g.Said)))
		}
	}
	if len(r.Without) > 0 {
		fmt.Fprintf(w, "Chưa có địa chỉ thư, phải mời bằng cách khác: %s.\n", visible(strings.Join(r.Without, ", ")))
	}
	if r.Done != nil {
		linesResult{*r.Done}.troubles(w)
	}
}

func after(between, words string) string {
	if words == "" {
		return ""
	}
	return between + words
}

// invite writes letters to whoever has to hear of a meeting, and sends them where there is a line.
func (w *meetingWishes) invite(ctx context.Context, s *station.Station, by office.Clerk, id office.ID) (result, error) {
	all, err := s.InviteTo(ctx, by, id, w.resend)
	if err != nil {
		return nil, err
	}
	m, err := s.Meeting(office.Again(ctx), id)
	if err != nil {
		return nil, err
	}
	r, err := w.sentNow(ctx, s, id, all)
	for _, p := range m.People {
		if p.Mail == "" && p.ID != by.ID {
			r.Without = append(r.Without, p.Name)
		}
	}
	return r, err
}

// sentNow sends letters that were just written, unless they shall wait.
func (w *meetingWishes) sentNow(ctx context.Context, s *station.Station, id office.ID, written []office.Invitation) (r invitedResult, err error) {
	if w.later {
		return invitedResult{Letters: written}, nil
	}
	done, err := s.ExchangeNow(ctx, office.ExchangeWish{})
	if err != nil {
		return r, err
	}
	all, err := s.InvitationsOf(ctx, id)
	r.Done = &done
	for _, l := range all {
		for _, new := range written {
			if l.ID == new.ID {
				r.Letters = append(r.Letters, l)
			}
		}
	}
	return r, err
}

// answer answers whoever invited the office.
func (w *meetingWishes) answer(ctx context.Context, s *station.Station, by office.Clerk, id office.ID) (result, error) {
	l, err := s.AnswerInvitation(ctx, by, office.AnswerWish{Meeting: id, Of: w.occurrence, Answer: w.answers, Said: w.held.say})
	if err != nil {
		return nil, err
	}
	return w.sentNow(ctx, s, id, []office.Invitation{l})
}

// sync sends letters that wait, reads those that came, and brings the calendars that are shared to the same.
func (w *meetingWishes) sync(ctx context.Context, s *station.Station) (result, error) {
	done, err := s.ExchangeNow(ctx, office.ExchangeWish{Emptied: w.emptied})
	return linesResult{done}, err
}

// linesResult is what one exchange over the lines did.
type linesResult struct{ office.LinesDone }

func (r linesResult) print(w io.Writer) {
	fmt.Fprintf(w, "Đã gửi thư cho %d người; chờ gửi: %d; bị từ chối: %d. Đã đọc %d thư đến.\n", r.Sent, r.Waiting, r.Refused, r.Letters)
	for _, c := range r.Came {
		fmt.Fprintf(w, "  %s%s\n", visible(c.Title), after(": ", visible(c.Said)))
	}
	for _, c := range r.Shared {
		fmt.Fprintf(w, "Lịch chung “%s”: gửi %d, nhận %d, gộp %d, xóa trên lịch %d, hủy ở đây %d, ghi khác nhau %d.\n", visible(c.Name), c.Sent, c.Taken, c.Merged, c.Removed, c.Dropped, c.Clashes)
	}
	for _, odd := range r.Odd {
		fmt.Fprintln(w, "  Lưu ý: "+visible(odd))
	}
	r.troubles(w)
}

func (r linesResult) troubles(w io.Writer) {
	for _, t := range r.Trouble {
		fmt.Fprintf(w, "%s: %s %s\n", visible(t.Said), visible(t.Why), visible(t.Next))
	}
}
