package mailing

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"
)

const mostAddress = 250 // bytes

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

// NewMessageID is one that no other letter has.
func NewMessageID(from Address) string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // it never fails
	_, domain, _ := strings.Cut(from.Mail, "@")
	return hex.EncodeToString(b) + "@" + domain
}

// GoodAddress tells whether an address can stand in an envelope: letters of ASCII, one @, and nothing
// that a server could take for something else.
func GoodAddress(address string) bool {
	name, domain, two := strings.Cut(address, "@")
	if !two || name == "" || domain == "" || len(address) > mostAddress || strings.Contains(domain, "@") {
		return false
	}
	strange := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`<>()[],;:"\@`, r) }
	for _, part := range []string{name, domain} {
		if strings.ContainsFunc(part, strange) || strings.HasPrefix(part, ".") || strings.HasSuffix(part, ".") || strings.Contains(part, "..") {
			return false
		}
	}
	return true
}

// GoodMessageID tells whether a letter can be known by it.
func GoodMessageID(id string) bool { return GoodAddress(id) }

// Sent is what became of a letter for one of those whom it is for.
type Sent struct {
	To        string
	MessageID string
	At        time.Time // when it was known
	Err       error     // nil: the server took it; else of office.Failure, or the caller's own end
}

// Again tells whether it is worth to be sent again as it is.
func (s Sent) Again() bool {
	return s.Err != nil && !slices.ContainsFunc([]error{Refused, BadRecipient, BadLetter, TooBig, SenderRefused}, func(f error) bool { return errors.Is(s.Err, f) })
}

// Outcome is what became of a letter.
type Outcome struct {
	MessageID string
	Sent      []Sent // of each whom it was sent to
}

// Arrived is a letter that came.
type Arrived struct {
	ID   string // by which the server knows it, as long as it lies there
	Text []byte // to be Read
	Err  error  // MailTooBig: it was left there
}
