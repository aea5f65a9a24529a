package post

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

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

// Methods are what a calendar may ask of who gets it (RFC 5546).
var Methods = []string{"REQUEST", "CANCEL", "REPLY"}

// Address is of somebody.
type Address struct {
	Name string // may be empty
	Mail string
}

// Letter (thư) is one that is to be sent. The caller keeps it with its MessageID before it is sent
// for the first time, so that it is the same one whenever it is sent.
type Letter struct {
	MessageID string // of NewMessageID
	Date      time.Time
	From      Address
	ReplyTo   Address // empty Mail: From
	To        []Address
	Only      []string // of To those to whom it is still to be sent; nil: all
	Subject   string
	Body      string
	Calendar  []byte // iCalendar
	Method    string // one of Methods
}

const calendarFile = "cuoc-hop.ics"

// NewMessageID is one that no other letter has.
func NewMessageID(from Address) string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // it never fails
	_, domain, _ := strings.Cut(from.Mail, "@")
	return hex.EncodeToString(b) + "@" + domain
}

// goodMail tells whether an address can stand in an envelope: letters of ASCII, one @.
func goodMail(address string) bool {
	if len(address) > 254 || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`<>()[],;:"\`, r) }) {
		return false
	}
	is, err := mail.ParseAddress("<" + address + ">")
	return err == nil && is.Address == address
}

func goodMessageID(id string) bool {
	left, right, two := strings.Cut(id, "@")
	return two && left != "" && goodMail("a@"+right) && goodMail(left+"@a") && len(id) < 250
}

// wrong is why a letter cannot be sent, whoever gets it; empty: it can.
func (l Letter) wrong() string {
	switch {
	case !goodMail(l.From.Mail):
		return "địa chỉ người gửi không đúng"
	case l.ReplyTo.Mail != "" && !goodMail(l.ReplyTo.Mail):
		return "địa chỉ nhận trả lời không đúng"
	case !goodMessageID(l.MessageID):
		return "mã thư không đúng"
	case len(l.To) == 0:
		return "chưa có người nhận"
	case len(l.To) > mostTo:
		return "quá nhiều người nhận"
	case len(l.Body) > mostBody || len(l.Calendar) > mostCalendar:
		return "nội dung quá dài"
	case !slices.Contains(Methods, l.Method) || !bytes.HasPrefix(l.Calendar, []byte("BEGIN:VCALENDAR")):
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
func (l Letter) written() ([]byte, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingQP))
	m.FromMailAddress(l.From.parsed())
	if l.ReplyTo.Mail != "" {
		m.ReplyToMailAddress(l.ReplyTo.parsed())
	}
	named := map[string]bool{}
	for _, a := range l.To {
		if goodMail(a.Mail) && !named[a.Mail] {
			m.AddToMailAddress(a.parsed())
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

func (a Address) parsed() *mail.Address {
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
