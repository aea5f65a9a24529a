package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/station"
)

// lineWishes are what was typed of a line to a server of mail or of calendars.
type lineWishes struct {
	mail office.MailLine
	user string
	name string
	old  bool
}

// What opens a line, where a script hands it over.
const (
	lineVariable = "TRAM_LINE_PASSWORD"
	boxVariable  = "TRAM_BOX_PASSWORD"
)

// lineVerb is how the meetings of this station reach others.
func lineVerb(set *flag.FlagSet) action {
	var w lineWishes
	for name, of := range map[string]struct {
		into *string
		says string
	}{
		"address": {&w.mail.From.Mail, "địa chỉ thư của cơ quan (với mail)"}, "name": {&w.name, "tên người gửi (với mail), tên lịch (với share)"}, "server": {&w.mail.Server, "máy chủ gửi thư: smtps://… hoặc smtp://… (với mail)"},
		"user": {&w.user, "tài khoản; mật khẩu thì gõ khi được hỏi, hoặc biến TRAM_LINE_PASSWORD"}, "box": {&w.mail.Box, "máy chủ nhận thư: pop3s://… ; bỏ trống là không đọc thư (với mail)"},
		"box-user": {&w.mail.BoxUser, "tài khoản hộp thư, nếu khác; mật khẩu riêng: biến TRAM_BOX_PASSWORD (với mail)"},
	} {
		set.StringVar(of.into, name, "", of.says)
	}
	set.BoolVar(&w.old, "old", false, "đọc cả thư đã nằm trong hộp (với mail)")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		do := map[string]func(context.Context, *terminal, *station.Station, string) (result, error){
			"find": w.find, "share": w.share, "drop": w.drop,
		}[args[0]]
		alone := map[string]func(context.Context, *terminal, *station.Station) (result, error){"list": w.list, "mail": w.choose, "no-mail": w.giveUp, "clashes": w.clashes}[args[0]]
		switch {
		case do != nil && len(args) == 2:
			return t.ready(ctx, func(s *station.Station) (result, error) { return do(ctx, t, s, args[1]) })
		case args[0] == "clashes" && len(args) == 2:
			return t.ready(ctx, func(s *station.Station) (result, error) { return w.see(ctx, s, args[1]) })
		case alone != nil && len(args) == 1:
			return t.ready(ctx, func(s *station.Station) (result, error) { return alone(ctx, t, s) })
		}
		return nil, errUsage
	}
}

// linesListed are the lines of this station, and how they stand.
type linesListed struct {
	Mail      *office.MailLine      `json:"mail,omitempty"`
	Calendars []office.CalendarLine `json:"calendars"`
	Stands    []office.LineStand    `json:"stands"`
}

func (r linesListed) print(w io.Writer) {
	if len(r.Stands) == 0 {
		fmt.Fprintln(w, station.NoLines.Said)
	}
	for _, l := range r.Stands {
		said := "chưa trao đổi lần nào"
		if !l.Good.IsZero() {
			said = "thông lúc " + l.Good.In(office.VietNam).Format("15:04 02/01/2006")
		}
		fmt.Fprintf(w, "%s  %s: %s\n", l.ID, visible(l.Said), said)
		if l.Why != "" {
			fmt.Fprintf(w, "  %s %s\n", visible(l.Why), visible(l.Next))
		}
	}
}

func (w *lineWishes) list(ctx context.Context, _ *terminal, s *station.Station) (result, error) {
	var r linesListed
	mail, err := s.MailLine(ctx)
	if err != nil {
		return nil, err
	}
	if mail.ID != "" {
		r.Mail = &mail
	}
	if r.Calendars, err = s.SharedCalendars(ctx); err != nil {
		return nil, err
	}
	r.Stands, err = s.LineStands(ctx)
	return r, err
}

func (w *lineWishes) choose(ctx context.Context, t *terminal, s *station.Station) (result, error) {
	w.mail.From.Name, w.mail.User = w.name, w.user
	wish := office.MailWish{Line: w.mail, Old: w.old}
	password, err := t.secretOf(lineVariable, "Mật khẩu của tài khoản thư: ", true)
	if err != nil {
		return nil, err
	}
	wish.Secret = office.LineSecret{Password: string(password), BoxPassword: t.env(boxVariable)}
	if _, err := s.ChooseMailLine(ctx, wish); err != nil {
		return nil, err
	}
	return w.list(ctx, t, s)
}

func (w *lineWishes) giveUp(ctx context.Context, t *terminal, s *station.Station) (result, error) {
	if err := s.GiveUpMailLine(ctx); err != nil {
		return nil, err
	}
	return w.list(ctx, t, s)
}

// foundCalendars are those that a server has.
type foundCalendars struct {
	Calendars []office.FoundCalendar `json:"calendars"`
}

func (r foundCalendars) print(w io.Writer) {
	for _, c := range r.Calendars {
		fmt.Fprintf(w, "%s  %s%s\n", visible(c.Address), visible(c.Name), map[bool]string{false: " (chỉ xem)"}[c.Writes])
	}
}

func (w *lineWishes) find(ctx context.Context, t *terminal, s *station.Station, address string) (result, error) {
	password, err := t.secretOf(lineVariable, "Mật khẩu của tài khoản lịch: ", true)
	if err != nil {
		return nil, err
	}
	found, err := s.FindCalendars(ctx, address, w.user, string(password))
	return foundCalendars{found}, err
}

func (w *lineWishes) share(ctx context.Context, t *terminal, s *station.Station, address string) (result, error) {
	password, err := t.secretOf(lineVariable, "Mật khẩu của tài khoản lịch: ", true)
	if err != nil {
		return nil, err
	}
	if _, err := s.ShareCalendar(ctx, office.CalendarLine{Name: w.name, Address: address, User: w.user}, string(password)); err != nil {
		return nil, err
	}
	return w.list(ctx, t, s)
}

func (w *lineWishes) drop(ctx context.Context, t *terminal, s *station.Station, id string) (result, error) {
	if err := s.GiveUpCalendar(ctx, office.ID(id)); err != nil {
		return nil, err
	}
	return w.list(ctx, t, s)
}

// clashesListed are what two sides changed that cannot both stand.
type clashesListed struct {
	Clashes []office.CalendarClash `json:"clashes"`
}

func (r clashesListed) print(w io.Writer) {
	for _, c := range r.Clashes {
		fmt.Fprintf(w, "%s  %s: %s\n", c.ID, visible(c.Title), visible(c.What))
		for _, f := range c.Fields {
			fmt.Fprintf(w, "  %s: ở đây “%s”, lịch chung “%s”\n", visible(f.Name), visible(f.Ours), visible(f.Theirs))
		}
	}
}

func (w *lineWishes) clashes(ctx context.Context, _ *terminal, s *station.Station) (result, error) {
	all, err := s.CalendarClashes(ctx)
	return clashesListed{all}, err
}

// see keeps that a person saw one.
func (w *lineWishes) see(ctx context.Context, s *station.Station, id string) (result, error) {
	if err := s.SeeCalendarClash(ctx, office.Clerk{}, office.ID(id)); err != nil {
		return nil, err
	}
	return w.clashes(ctx, nil, s)
}
