package post

import (
	"bytes"
	"errors"
	"net/mail"
	"slices"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

	"tram/local/mailing"
	"tram/local/office"
)

// Limits of a letter.
const (
	mostTo       = 500       // people
	mostSubject  = 300       // letters
	mostName     = 120       // letters of somebody's name
	mostBody     = 256 << 10 // bytes
	mostCalendar = 4 << 20   // bytes
)

const calendarFile = "cuoc-hop.ics"

// wrong is why a letter cannot be sent, whoever gets it; empty: it can.
func wrong(l mailing.Letter) string {
	switch {
	case !mailing.GoodAddress(l.From.Mail):
		return "địa chỉ người gửi không đúng"
	case l.ReplyTo.Mail != "" && !mailing.GoodAddress(l.ReplyTo.Mail):
		return "địa chỉ nhận trả lời không đúng"
	case !mailing.GoodMessageID(l.MessageID):
		return "mã thư không đúng"
	case len(l.To) == 0:
		return "chưa có người nhận"
	case len(l.To) > mostTo:
		return "quá nhiều người nhận"
	case len(l.Body) > mostBody || len(l.Calendar) > mostCalendar:
		return "nội dung quá dài"
	case !slices.Contains(mailing.Methods, l.Method) || !bytes.HasPrefix(l.Calendar, []byte("BEGIN:VCALENDAR")):
		return "thiếu lịch kèm theo"
	case !bytes.Contains(l.Calendar, []byte("\nMETHOD:"+l.Method+"\r\n")):
		return "lịch kèm theo là của việc khác"
	case !utf8.ValidString(l.Body) || !utf8.Valid(l.Calendar):
		return "nội dung có byte lạ"
	}
	return ""
}

// written is the letter as it goes out: a text, the calendar as programs read it, and once more as
// a file for those that want one.
func written(l mailing.Letter) ([]byte, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingQP))
	m.FromMailAddress(parsed(l.From))
	if l.ReplyTo.Mail != "" {
		m.ReplyToMailAddress(parsed(l.ReplyTo))
	}
	named := map[string]bool{}
	for _, a := range l.To {
		if mailing.GoodAddress(a.Mail) && !named[a.Mail] {
			m.AddToMailAddress(parsed(a))
		}
		named[a.Mail] = true
	}
	m.SetMessageIDWithValue(l.MessageID)
	m.SetDateWithValue(l.Date)
	m.Subject(office.Visible(l.Subject, mostSubject))
	m.SetBodyString(gomail.TypeTextPlain, l.Body)
	m.AddAlternativeString(gomail.ContentType("text/calendar; method="+l.Method), string(l.Calendar), gomail.WithPartEncoding(gomail.EncodingB64))
	if err := m.AttachReader(calendarFile, bytes.NewReader(l.Calendar), gomail.WithFileContentType("application/ics")); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return nil, err
	}
	if err := heads(b.Bytes()); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func parsed(a mailing.Address) *mail.Address {
	return &mail.Address{Name: office.Visible(a.Name, mostName), Address: a.Mail}
}

// heads looks at what was written: each line of the head that a letter has stands there once.
func heads(b []byte) error {
	m, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		return err
	}
	for name, lines := range m.Header {
		if !slices.Contains([]string{"Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Reply-To", "Subject", "To"}, name) || len(lines) != 1 {
			return errors.New("a line that nobody wrote stands in the head: " + name)
		}
	}
	return nil
}
