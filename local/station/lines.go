package station

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tram/local/invitations"
	"tram/local/mailing"
	"tram/local/office"
	"tram/local/sharedcalendar"
	"tram/local/store"
	"tram/local/whole"
)

// Lines (đường nối) are how the meetings of this station reach others: letters by mail, and calendars on
// servers. What waits goes out when there is a line; without one everything else works. The passwords lie
// sealed beside the data, on this station alone.
type Lines struct {
	*ground
	entrance *Entrance

	leaveOff  context.CancelFunc
	following sync.WaitGroup
}

// MailLine is by which account this station sends letters and reads those that come; the zero value: by none.
func (s *Lines) MailLine(ctx context.Context) (is office.MailLine, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	return s.mailLine(ctx)
}

func (s *ground) mailLine(ctx context.Context) (is office.MailLine, err error) {
	all, err := store.Here(ctx, s.store, invitations.MailLines)
	if i := slices.IndexFunc(all, func(l office.MailLine) bool { return l.State == office.LineUsed }); i >= 0 {
		return all[i], err
	}
	return is, err
}

// ChooseMailLine has this station send letters by an account, and read those that come. The box is opened at
// once; letters that lie there are left unread, unless they are wished for. It fails with NoLine, BadSender,
// and with whatever keeps the servers from being reached.
func (s *Lines) ChooseMailLine(ctx context.Context, w office.MailWish) (is office.MailLine, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return is, err
	}
	release, err := s.turnOfLines(ctx)
	if err != nil {
		return is, err
	}
	defer release()
	old, err := s.mailLine(ctx)
	if err != nil {
		return is, err
	}
	w.Line.From = office.MailAddress{Name: strings.TrimSpace(w.Line.From.Name), Mail: strings.TrimSpace(w.Line.From.Mail)}
	if !mailing.GoodAddress(w.Line.From.Mail) {
		return is, BadSender.About(office.Visible(w.Line.From.Mail, 60))
	}
	w.Line.ID, w.Line.Version, w.Line.State = old.ID, old.Version, office.LineUsed
	if w.Line.ID == "" {
		w.Line.ID = office.NewID(s.clock.Now())
	}
	if w.Secret == (office.LineSecret{}) && old.ID != "" {
		if w.Secret, err = s.lineSecret(old.ID); err != nil {
			return is, err
		}
	}
	stand, err := s.met(ctx, w)
	if err != nil {
		return is, err
	}
	if err := s.keepSecret(s.lineSecretPath(w.Line.ID), w.Secret); err != nil { // before it is on record
		return is, err
	}
	if err := s.store.Save(ctx, store.Act{Actor: s.entrance.own(ctx, office.Clerk{}).Name, Step: invitations.StepLine}, invitations.MailLines.Put(&w.Line)); err != nil {
		return is, err
	}
	return w.Line, s.keepStand(w.Line.ID, stand)
}

// met opens the box of a line, and knows what lies there.
func (s *Lines) met(ctx context.Context, w office.MailWish) (is lineState, err error) {
	if s.outside.Post == nil {
		return is, NoLine
	}
	_, box, err := s.outside.Post(w.Line, w.Secret)
	if err != nil || box == nil {
		return is, err
	}
	is.Seen = []string{}
	for _, err := range box.Letters(ctx, func(id string) bool {
		if !w.Old {
			is.Seen = append(is.Seen, id)
		}
		return true
	}) {
		if err != nil {
			return is, err
		}
	}
	return is, nil
}

// GiveUpMailLine has this station send and read no letters any more. What waits goes on waiting.
func (s *Lines) GiveUpMailLine(ctx context.Context) error {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return err
	}
	l, err := s.mailLine(ctx)
	if err != nil {
		return err
	}
	if l.ID == "" {
		return NoMailLine
	}
	l.State = office.LineOut
	if err := s.store.Save(ctx, store.Act{Actor: s.entrance.own(ctx, office.Clerk{}).Name, Step: invitations.StepOut}, invitations.MailLines.Put(&l)); err != nil {
		return err
	}
	return s.forgetLine(l.ID)
}

// SharedCalendars are the calendars on servers that this station shares with others.
func (s *Lines) SharedCalendars(ctx context.Context) (all []office.CalendarLine, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.sharedCalendars(ctx)
}

func (s *ground) sharedCalendars(ctx context.Context) ([]office.CalendarLine, error) {
	all, err := store.Here(ctx, s.store, invitations.CalendarLines)
	return slices.DeleteFunc(all, func(l office.CalendarLine) bool { return l.State != office.LineUsed }), err
}

// FindCalendars asks a server which calendars it has for an account. It fails with NoLine, and with whatever
// keeps the server from being reached.
func (s *Lines) FindCalendars(ctx context.Context, address, user, password string) ([]office.FoundCalendar, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return nil, err
	}
	server, err := s.calendarServer(address, user, password)
	if err != nil {
		return nil, err
	}
	defer server.Close()
	return server.Find(ctx)
}

func (s *ground) calendarServer(address, user, password string) (CalendarServer, error) {
	if s.outside.Calendars == nil {
		return nil, NoLine
	}
	return s.outside.Calendars(address, user, password)
}

// ShareCalendar has this station bring its meetings and a calendar to the same from here on. It fails with
// CalendarReadOnly, CalendarTwice, and as FindCalendars does.
func (s *Lines) ShareCalendar(ctx context.Context, l office.CalendarLine, password string) (is office.CalendarLine, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return is, err
	}
	found, err := s.FindCalendars(ctx, l.Address, l.User, password)
	if err != nil {
		return is, err
	}
	if len(found) != 1 {
		return is, CalendarNotOne.About(office.Visible(l.Address, 60))
	}
	if !found[0].Writes {
		return is, CalendarReadOnly.About(found[0].Name)
	}
	all, err := s.sharedCalendars(ctx)
	if err != nil {
		return is, err
	}
	l.Address = found[0].Address
	i := slices.IndexFunc(all, func(o office.CalendarLine) bool { return o.Address == l.Address })
	if i >= 0 { // with another account or password
		l.ID, l.Version, l.Name = all[i].ID, all[i].Version, all[i].Name
	} else {
		l.ID, l.Version = office.NewID(s.clock.Now()), 0
	}
	if l.Name = strings.TrimSpace(l.Name); l.Name == "" {
		l.Name = found[0].Name
	}
	l.State = office.LineUsed
	if err := s.keepSecret(s.lineSecretPath(l.ID), office.LineSecret{Password: password}); err != nil {
		return is, err
	}
	return l, s.store.Save(ctx, store.Act{Actor: s.entrance.own(ctx, office.Clerk{}).Name, Step: invitations.StepShare}, invitations.CalendarLines.Put(&l))
}

// GiveUpCalendar ends the sharing of a calendar. What lies in it stays there, and the meetings stay here. It
// fails with NoSuchLine.
func (s *Lines) GiveUpCalendar(ctx context.Context, id office.ID) error {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return err
	}
	release, err := s.turnOfLines(ctx)
	if err != nil {
		return err
	}
	defer release()
	all, err := s.sharedCalendars(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(l office.CalendarLine) bool { return l.ID == id })
	if i < 0 {
		return NoSuchLine
	}
	all[i].State = office.LineOut
	if err := s.store.Save(ctx, store.Act{Actor: s.entrance.own(ctx, office.Clerk{}).Name, Step: invitations.StepOut}, invitations.CalendarLines.Put(&all[i])); err != nil {
		return err
	}
	return s.forgetLine(id)
}

// lineState is what is known of a line beside its record.
type lineState struct {
	Tried time.Time `json:"tried,omitzero"`
	Good  time.Time `json:"good,omitzero"`
	Name  string    `json:"name,omitempty"` // of a failure
	Why   string    `json:"why,omitempty"`
	Next  string    `json:"next,omitempty"`
	Seen  []string  `json:"seen,omitempty"` // letters of the box that were read, by the names that its server gives them
}

func (s *ground) lineSecretPath(id office.ID) string {
	return filepath.Join(s.home, "line-"+string(id)+".secret")
}

func (s *ground) lineStatePath(id office.ID) string {
	return filepath.Join(s.home, "line-"+string(id)+".json")
}

// sharedPath is of what a calendar and the meetings had last.
func (s *ground) sharedPath(id office.ID) string {
	return filepath.Join(s.home, "line-"+string(id)+".shared")
}

func (s *ground) lineSecret(id office.ID) (secret office.LineSecret, err error) {
	if err = s.secretIn(s.lineSecretPath(id), &secret); errors.Is(err, fs.ErrNotExist) {
		err = LineSecretGone.Because(err)
	}
	return secret, err
}

// mostLineState is how long the file of a line may be (bytes).
const mostLineState = 64 << 20

func (s *ground) stand(id office.ID) (is lineState, err error) {
	b, err := whole.ReadFile(s.lineStatePath(id))
	if errors.Is(err, os.ErrNotExist) {
		return is, nil
	}
	if err == nil && (len(b) > mostLineState || json.Unmarshal(b, &is) != nil) {
		is = lineState{} // what was read is read again: whatever was taken then is the same now
	}
	return is, err
}

func (s *ground) keepStand(id office.ID, is lineState) error {
	return whole.Write(s.lineStatePath(id), 0o600, func(w io.Writer) error { return json.NewEncoder(w).Encode(is) })
}

func (s *ground) forgetLine(id office.ID) (err error) {
	for _, path := range []string{s.lineSecretPath(id), s.lineStatePath(id), s.sharedPath(id)} {
		err = errors.Join(err, forgetSecret(path))
	}
	return err
}

// linesPatience is how long one program waits for another that speaks over the lines.
const linesPatience = 2 * time.Minute

// turnOfLines has one program at a time speak over the lines.
func (s *ground) turnOfLines(ctx context.Context) (release func(), err error) {
	patient, stop := context.WithTimeout(ctx, linesPatience)
	defer stop()
	release, err = whole.Turn(patient, filepath.Join(s.home, "lines.turn"))
	if err != nil && patient.Err() != nil && ctx.Err() == nil {
		return nil, LinesBusy.Because(err)
	}
	return release, err
}

// LineStands tells how the lines stand.
func (s *Lines) LineStands(ctx context.Context) (all []office.LineStand, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.lineStands(ctx)
}

func (s *ground) lineStands(ctx context.Context) (all []office.LineStand, err error) {
	add := func(id office.ID, said string) error {
		is, err := s.stand(id)
		all = append(all, office.LineStand{ID: id, Said: said, Tried: is.Tried, Good: is.Good, Name: is.Name, Why: is.Why, Next: is.Next})
		return err
	}
	mail, err := s.mailLine(ctx)
	if err != nil {
		return nil, err
	}
	if mail.ID != "" {
		if err := add(mail.ID, "Thư "+mail.From.Mail); err != nil {
			return nil, err
		}
	}
	shared, err := s.sharedCalendars(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range shared {
		if err := add(l.ID, "Lịch chung “"+l.Name+"”"); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// CalendarClashes are what was given up here or in a calendar that is shared, the newest first, and that nobody
// has seen yet.
func (s *Lines) CalendarClashes(ctx context.Context) ([]office.CalendarClash, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.unseenClashes(ctx)
}

func (s *ground) unseenClashes(ctx context.Context) ([]office.CalendarClash, error) {
	all, err := store.All(ctx, s.store, sharedcalendar.Clashes)
	all = slices.DeleteFunc(all, func(c office.CalendarClash) bool { return c.State == office.ClashSeen })
	slices.SortFunc(all, func(a, b office.CalendarClash) int { return b.At.Compare(a.At) })
	return all, err
}

// SeeCalendarClash keeps that a person saw one.
func (s *Lines) SeeCalendarClash(ctx context.Context, by office.Clerk, id office.ID) error {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return err
	}
	c, err := store.One(ctx, s.store, sharedcalendar.Clashes, id)
	if err != nil {
		return err
	}
	c.State = office.ClashSeen
	return s.store.Save(ctx, store.Act{Actor: s.entrance.own(ctx, by).Name, Step: sharedcalendar.StepSeen}, sharedcalendar.Clashes.Put(&c))
}

// What keeps a line from being chosen.
var (
	NoLine           = office.Failure{Name: "station.no-line", Said: "Lệnh này không ra được mạng.", Next: "Hãy làm việc này trong cửa sổ của phần mềm, hoặc bằng tramctl trên máy có mạng."}
	NoMailLine       = office.Failure{Name: "station.no-mail-line", Said: "Máy này chưa có đường thư.", Next: "Hãy vào Cài đặt, mục “Thư, lịch chung”, ghi máy chủ thư của cơ quan. Giấy mời vẫn xuất được thành tệp lịch."}
	BadSender        = office.Failure{Name: "station.bad-sender", Said: "“%s” không phải địa chỉ thư của cơ quan.", Next: "Hãy ghi như vanthu@xamau.gov.vn."}
	NoSuchLine       = office.Failure{Name: "station.no-such-line", Said: "Không có lịch chung ấy ở máy này.", Next: "Hãy tải lại trang, hoặc xem “line list”."}
	CalendarNotOne   = office.Failure{Name: "station.calendar-not-one", Said: "Ở “%s” không có đúng một lịch.", Next: "Hãy bấm “Tìm lịch” và chọn một lịch trong danh sách."}
	CalendarReadOnly = office.Failure{Name: "station.calendar-read-only", Said: "Tài khoản này chỉ được xem lịch “%s”, không ghi được.", Next: "Hãy nhờ người quản trị máy chủ cho quyền ghi, hoặc chọn lịch khác."}
	LineSecretGone   = office.Failure{Name: "station.line-secret-gone", Said: "Máy này không còn giữ mật khẩu của đường nối.", Next: "Hãy vào Cài đặt, mục “Thư, lịch chung”, gõ lại mật khẩu. Sau khi khôi phục từ bản sao thì cần gõ lại một lần."}
	LinesBusy        = office.Failure{Name: "station.lines-busy", Said: "Một cửa sổ hoặc lệnh khác của phần mềm đang gửi và nhận.", Next: "Không cần làm gì: chờ một lát rồi thử lại."}
)
