package station

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"tram/local/documents"
	"tram/local/meetings"
	"tram/local/minutes"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/sign"
	"tram/local/store"
)

// SignMinutes signs the minutes with the open key, as the secretary or as whoever led the meeting, whoever
// of them acts. It fails with NoMinutes, NotMinutesSigner, MinutesSigned and SecretaryFirst, and with
// MinutesOtherName where the certificate bears another name than theirs.
func (s *Sessions) SignMinutes(ctx context.Context, by office.Clerk, id office.ID, at string) (office.SessionTold, error) {
	ctx, err := s.entrance.begins(ctx, office.MaySign)
	if err != nil {
		return office.SessionTold{}, err
	}
	return s.signMinutes(ctx, s.entrance.own(ctx, by), id, at, false)
}

// SignMinutesSure signs as SignMinutes does, for whoever says that the certificate with another name is the
// right one: that of an office bears no person's name. That they said so is written down.
func (s *Sessions) SignMinutesSure(ctx context.Context, by office.Clerk, id office.ID, at string) (office.SessionTold, error) {
	ctx, err := s.entrance.begins(ctx, office.MaySign)
	if err != nil {
		return office.SessionTold{}, err
	}
	return s.signMinutes(ctx, s.entrance.own(ctx, by), id, at, true)
}

func (s *Sessions) signMinutes(ctx context.Context, by office.Clerk, id office.ID, at string, sure bool) (is office.SessionTold, err error) {
	live, err := meetings.SessionOf(ctx, s.store, id, at)
	if err != nil {
		return is, err
	}
	if len(live.Minutes) == 0 {
		return is, NoMinutes
	}
	who, err := s.routing.actor(ctx, by)
	if err != nil {
		return is, err
	}
	e := live.Minutes[len(live.Minutes)-1]
	r, err := store.One(ctx, s.store, documents.Registered, e.Paper.Document)
	if err != nil {
		return is, err
	}
	content, err := s.keptFile(newestMinutes(live, e))
	if err != nil {
		return is, err
	}
	field, err := s.signsAs(ctx, live, who, content)
	if err != nil {
		return is, err
	}
	signed, other, err := s.minutesSign(ctx, live.Only(e.Paper.Last), e, r, minutesHand{field, content, sure})
	if err != nil {
		return is, err
	}
	file, err := s.encloseMinutes(ctx, by, r, signed)
	if err != nil {
		return is, err
	}
	done := office.MeetingEntry{Meeting: id, Time: at, Deed: office.MeetingSigned, Of: e.ID, Say: minutesRoles[field], Sure: other, Paper: office.Minuted{Document: r.ID, File: file}}
	if _, err := s.noted(ctx, by, done); err != nil {
		return is, err
	}
	return s.told(ctx, id, at)
}

// signsAs is the form field in which somebody signs minutes. Who was invited by name before they worked here is
// known by it, if nobody else here bears it.
func (s *Sessions) signsAs(ctx context.Context, live meetings.Session, who office.RouteActor, content []byte) (string, error) {
	secretary, chair := live.Secretary(), live.Chair()
	staff, err := s.store.Clerks(ctx)
	if err != nil {
		return "", err
	}
	bearers := 0
	for _, c := range staff {
		if c.Name == who.Name {
			bearers++
		}
	}
	is := func(p office.MeetingPerson) bool {
		return p.ID == who.ID && p.ID != "" || p.ID == "" && p.Name == who.Name && bearers == 1
	}
	var field string
	switch {
	case is(secretary):
		field = secretaryField
	case is(chair):
		field = chairField
	default:
		return "", NotMinutesSigner.About(cmp.Or(secretary.Name, "chưa có"), chair.Name)
	}
	has, err := s.minutesSignedIn(ctx, content)
	if err != nil {
		return "", err
	}
	switch {
	case slices.Contains(has, field):
		return "", MinutesSigned.About(minutesRoles[field])
	case field == chairField && (secretary.ID != "" || bears(staff, secretary.Name)) && !is(secretary) && !slices.Contains(has, secretaryField):
		return "", SecretaryFirst
	}
	return field, nil
}

// bears tells that somebody who works here has a name.
func bears(staff []office.Clerk, name string) bool {
	return name != "" && slices.ContainsFunc(staff, func(c office.Clerk) bool { return c.Name == name })
}

// minutesSignedIn are the form fields in which a file is signed.
func (s *Sessions) minutesSignedIn(ctx context.Context, content []byte) (fields []string, err error) {
	report, err := s.signing.trust.judge(ctx, bytes.NewReader(content), int64(len(content)))
	if err != nil || report == nil {
		return nil, err
	}
	for _, f := range report.Signatures {
		fields = append(fields, f.Field)
	}
	return fields, nil
}

// minutesHand is how somebody signs minutes.
type minutesHand struct {
	field   string // of the form, secretaryField or chairField
	content []byte // with the signatures so far
	sure    bool   // another name on the certificate is right
}

// minutesSign appends a signature to minutes, which shows where that person would sign by hand; other tells
// that its certificate bears another name. It fails with NoService and MinutesOtherName.
func (s *Sessions) minutesSign(ctx context.Context, live meetings.Session, e office.MeetingEntry, r office.Registered, hand minutesHand) (signed []byte, other bool, err error) {
	w, err := s.signing.sit(ctx)
	if err != nil {
		return nil, false, err
	}
	if w.held.key == nil {
		return nil, false, NoService
	}
	bears, who := w.held.said.Certificate.Subject, minutesSigner(live, hand.field).Name
	if other = !bearsName(bears, who); other && !hand.sure {
		return nil, true, MinutesOtherName.About(office.Visible(bears, mostNameTold), minutesRoles[hand.field], who)
	}
	told, err := minutes.Of(live)
	if err != nil {
		return nil, other, err
	}
	p, _, err := s.minutesSet(ctx, live, told, r, e.Say)
	if err != nil {
		return nil, other, err
	}
	room := p.SignRoom
	if hand.field == secretaryField {
		room = p.OtherSignRoom
	}
	field := shownIn(room, pdf.Field{Name: hand.field, At: s.clock.Now().In(office.VietNam), Reason: "Ký biên bản, " + minutesRoles[hand.field]}, bears)
	var stamper sign.Stamper
	if w.stamper != nil {
		stamper = w.stamper
	}
	appended, err := sign.SignPDF(ctx, bytes.NewReader(hand.content), int64(len(hand.content)), field, w.held.key, stamper)
	return append(hand.content, appended...), other, err
}

// mostNameTold is how much of a name in a certificate is told, in letters.
const mostNameTold = 100

// minutesSigner is who signs minutes in a field of the form.
func minutesSigner(live meetings.Session, field string) office.MeetingPerson {
	if field == secretaryField {
		return live.Secretary()
	}
	return live.Chair()
}

// bearsName tells that what a certificate bears is the name of a person, or holds it.
func bearsName(bears, person string) bool {
	return person == "" || strings.Contains(office.Fold(bears), office.Fold(person))
}

// newestMinutes is the file of minutes with the signatures so far: as it was made, or as the last signing
// made it. No other file of the document counts, whatever it begins with.
func newestMinutes(live meetings.Session, e office.MeetingEntry) office.Digest {
	newest := e.Paper.File
	for _, signed := range live.Signed {
		if signed.Of == e.ID {
			newest = signed.Paper.File
		}
	}
	return newest
}

// What keeps minutes from being signed.
var (
	NotMinutesSigner = office.Failure{
		Name: "station.not-minutes-signer",
		Said: "Biên bản do thư ký (%s) và chủ tọa (%s) ký.",
		Next: "Hãy để người ấy đăng nhập và ký bằng khóa của mình.",
	}
	MinutesSigned = office.Failure{
		Name: "station.minutes-signed",
		Said: "Biên bản đã có chữ ký của %s.",
		Next: "Không cần ký lần nữa.",
	}
	SecretaryFirst = office.Failure{
		Name: "station.secretary-first",
		Said: "Thư ký chưa ký biên bản.",
		Next: "Hãy để thư ký ký trước, chủ tọa ký sau.",
	}
	MinutesOtherName = office.Failure{
		Name: "station.minutes-other-name",
		Said: "Chứng thư đang mở mang tên “%s”, còn người ký ở chỗ %s là %s.",
		Next: "Mở nhầm khóa của người khác thì hãy mở đúng khóa của mình. Đúng là chứng thư phải dùng (như chứng thư của cơ quan) thì xác nhận rồi ký; lời xác nhận được ghi lại, và kiểm chứng biên bản vẫn nói ra tên ấy.",
	}
)
