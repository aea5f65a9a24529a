package mailing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // what people's programs still write in
	"github.com/emersion/go-message/mail"

	"tram/local/office"
)

// MostMail is how long a letter that is read may be (bytes).
const MostMail = 40 << 20

// Limits of a letter that came.
const (
	mostHead      = 256 << 10
	mostLevels    = 12
	mostParts     = 300
	mostCalendars = 20
	mostOdd       = 50
	mostSubject   = 300 // letters
	mostName      = 120 // letters of somebody's name
	mostShown     = 120 // letters of what a program says
	mostCalendar  = 4 << 20
)

// Mail (thư đến) is what is read of a letter. Who sent it is what it says of itself: whoever may
// answer for somebody is for a person, or a sealed word, to tell.
type Mail struct {
	From      Address  // empty: it does not say one
	Sender    Address  // who sent it in the name of From; empty: nobody says so
	Vouched   []string // Authentication-Results, as the letter has them: any server may have written them
	Subject   string
	Date      time.Time // as it says; zero: it says none
	MessageID string    // without angle brackets; empty: none
	Calendars [][]byte  // each once
	Odd       []string  // what could not be read, in Vietnamese
	Shut      []string  // of Odd: parts that were not opened, and in which there may be a calendar
}

// Read reads a letter. It fails with NotMail and MailTooBig; whatever else is wrong with it is Odd.
func Read(r io.Reader) (Mail, error) {
	b, err := io.ReadAll(io.LimitReader(r, MostMail+1))
	if err != nil {
		return Mail{}, fmt.Errorf("reading a letter: %w", err)
	}
	if len(b) > MostMail {
		return Mail{}, MailTooBig.About(MostMail >> 20)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))                                                   // an editor's
	if from, rest, cut := bytes.Cut(b, []byte("\n")); cut && bytes.HasPrefix(from, []byte("From ")) { // out of a folder of old
		b = rest
	}
	is := &reading{}
	e, err := message.ReadWithOptions(bytes.NewReader(b), &message.ReadOptions{MaxHeaderBytes: mostHead})
	if e == nil || e.Header.Len() == 0 || !e.Header.Has("From") && !e.Header.Has("Date") && !e.Header.Has("Subject") {
		return Mail{}, NotMail.Because(err)
	}
	is.unknown(err)
	is.head(mail.Header{Header: e.Header})
	is.part(e, 1)
	if len(is.Calendars) == 0 && len(is.Odd) == 0 {
		is.odd("Trong thư không có lịch nào.")
	}
	return is.Mail, nil
}

type reading struct {
	Mail
	parts int
}

func (is *reading) odd(said string) {
	if len(is.Odd) < mostOdd && !slices.Contains(is.Odd, said) {
		is.Odd = append(is.Odd, said)
	}
}

// shut is odd of what was not opened.
func (is *reading) shut(said string) {
	if is.odd(said); !slices.Contains(is.Shut, said) && slices.Contains(is.Odd, said) {
		is.Shut = append(is.Shut, said)
	}
}

// unknown names what a part is written in and nobody knows.
func (is *reading) unknown(err error) {
	if message.IsUnknownCharset(err) || message.IsUnknownEncoding(err) {
		is.odd("Một phần của thư viết bằng bảng mã hoặc cách mã hóa lạ: " + office.Visible(err.Error(), mostShown))
	}
}

func (is *reading) head(h mail.Header) {
	if is.From = is.who(h, "From"); len(h.Values("From")) != 1 { // which of them a server looked at nobody knows
		is.odd(fmt.Sprintf("Thư ghi người gửi %d lần.", len(h.Values("From"))))
		is.From = Address{}
	}
	if h.Has("Sender") {
		is.Sender = is.who(h, "Sender")
	}
	for _, line := range h.Values("Authentication-Results") {
		if len(is.Vouched) < mostOdd {
			is.Vouched = append(is.Vouched, office.Visible(line, 4*mostShown))
		}
	}
	subject, err := h.Text("Subject")
	is.unknown(err)
	is.Subject = office.Visible(subject, mostSubject)
	if is.Date, err = h.Date(); err != nil {
		is.Date = time.Time{}
		is.odd("Không đọc được ngày gửi ghi trong thư.")
	}
	id, err := h.MessageID()
	if err == nil && GoodMessageID(id) {
		is.MessageID = id
	}
}

func (is *reading) who(h mail.Header, name string) Address {
	all, err := h.AddressList(name)
	is.unknown(err)
	if len(all) == 0 {
		is.odd("Không đọc được địa chỉ người gửi.")
		return Address{}
	}
	if len(all) > 1 {
		is.odd("Thư ghi nhiều người gửi.")
		return Address{}
	}
	return Address{Name: office.Visible(all[0].Name, mostName), Mail: office.Visible(all[0].Address, 254)}
}

// part reads one part, with all below it.
func (is *reading) part(e *message.Entity, level int) {
	if is.parts++; is.parts > mostParts || level > mostLevels {
		is.shut("Thư có quá nhiều phần, nên chỉ đọc những phần đầu.")
		return
	}
	kind, name := kindOf(e)
	switch {
	case strings.HasPrefix(kind, "multipart/encrypted"), kind == "application/pkcs7-mime", kind == "application/x-pkcs7-mime":
		is.shut("Thư có phần được mã hóa hoặc bọc chữ ký (S/MIME, PGP), phần mềm không mở được.")
	case strings.HasPrefix(kind, "multipart/"):
		is.several(e, level)
	case kind == "message/rfc822":
		below, err := message.ReadWithOptions(e.Body, &message.ReadOptions{MaxHeaderBytes: mostHead})
		if is.unknown(err); below != nil {
			is.part(below, level+1)
		}
	case kind == "application/ms-tnef" || kind == "application/vnd.ms-tnef" || strings.EqualFold(name, "winmail.dat"):
		is.shut("Thư gói trong winmail.dat, định dạng riêng của Outlook, phần mềm không mở được: hãy nhờ người gửi gửi lại dạng thường.")
	case kind == "text/calendar" || kind == "application/ics" || strings.HasSuffix(strings.ToLower(name), ".ics"):
		is.calendar(e.Body)
	}
}

func (is *reading) several(e *message.Entity, level int) {
	r := e.MultipartReader()
	if r == nil {
		return
	}
	for is.parts <= mostParts {
		below, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return
		}
		if below == nil {
			is.shut("Thư bị đứt hoặc hỏng ở giữa.")
			return
		}
		is.unknown(err)
		is.part(below, level+1)
	}
}

func (is *reading) calendar(r io.Reader) {
	b, err := io.ReadAll(io.LimitReader(r, mostCalendar+1))
	switch {
	case err != nil && len(b) == 0:
		is.shut("Lịch trong thư không đọc được.")
		return
	case err != nil:
		is.odd("Lịch trong thư bị đứt hoặc hỏng ở giữa.")
	case len(b) > mostCalendar:
		is.shut("Lịch trong thư lớn hơn mọi lịch thật, nên không đọc.")
		return
	}
	if slices.ContainsFunc(is.Calendars, func(other []byte) bool { return bytes.Equal(plain(other), plain(b)) }) {
		return
	}
	if len(is.Calendars) == mostCalendars {
		is.odd("Thư có quá nhiều lịch, nên chỉ đọc những lịch đầu.")
		return
	}
	if len(is.Calendars) == 1 {
		is.odd("Thư có nhiều lịch khác nhau.")
	}
	is.Calendars = append(is.Calendars, b)
}

// plain is a calendar by its words: what carries it may change ends of lines.
func plain(b []byte) []byte {
	return bytes.TrimSpace(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")))
}

// kindOf is what a part says that it is, and what its file is called.
func kindOf(e *message.Entity) (kind, name string) {
	kind, params, _ := e.Header.ContentType()
	_, disposition, _ := e.Header.ContentDisposition()
	for _, n := range []string{disposition["filename"], params["name"]} {
		if name == "" {
			name = n
		}
	}
	return strings.ToLower(kind), name
}
