package signservice

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"
	"unicode"
	"unicode/utf8"
)

// DefaultAddress is where the service listens.
const DefaultAddress = "wss://127.0.0.1:8987"

// Limits of one question.
const (
	SignTime    = 5 * time.Minute // a person reads, chooses and types a PIN meanwhile
	VersionTime = 10 * time.Second
	ConnectTime = 10 * time.Second
	maxAnswer   = 64 << 10 // bytes
	maxSaid     = 160      // characters of the service's own words
)

// Status of an answer.
const (
	statusDone      = 0
	statusCancelled = 11
)

// Op is what the service is asked to do.
type Op string

// The ops that sign a PDF; the package says what each is for.
const (
	SignIssued   Op = "SignIssued"
	SignApproved Op = "SignApproved"
	SignAppendix Op = "SignAppendix"
	SignCopy     Op = "SignCopy"
	SignPDF      Op = "SignPDF"
)

const getVersion Op = "GetVersion"

// Purpose is what a signature is put for (Nghị định 30/2020, Phụ lục I).
type Purpose int

// ForAnything: nothing more is known. ForIssue: the office's on a document that
// goes out. ForApproval: a person's. ForAnnex: the office's on an annex in a file
// of its own. ForCopy: the office's on an electronic copy.
const (
	ForAnything Purpose = iota
	ForIssue
	ForApproval
	ForAnnex
	ForCopy
)

// Op is the one that serves a purpose.
func (p Purpose) Op() Op {
	switch p {
	case ForIssue:
		return SignIssued
	case ForApproval:
		return SignApproved
	case ForAnnex:
		return SignAppendix
	case ForCopy:
		return SignCopy
	}
	return SignPDF
}

// File is the PDF that is to be signed, and what the service is told about it.
type File struct {
	io.ReaderAt
	Size   int64     // bytes
	Name   string    // as a clerk knows it; the service sees it without accents
	Number string    // số, ký hiệu: "05/QĐ-UBND"; empty: none yet
	Issued time.Time // zero: not said
	Meta   []Entry
}

// Entry is a word on a document that the service passes on.
type Entry struct {
	Key   string
	Value string
}

// Service is the signature service of this machine. It shows a window to one
// person, so it is asked for one signature at a time; a program has one.
type Service struct {
	Address string        // empty: DefaultAddress; other machines are refused
	Limit   time.Duration // of a signature; 0: SignTime

	busy atomic.Bool
}

// Version asks the service for its version, which also tells that it is there.
// The answer is for a person to read.
func (s *Service) Version(ctx context.Context) (string, error) {
	answer, err := s.ask(ctx, VersionTime, getVersion, []byte(getVersion))
	if err != nil {
		return "", err
	}
	version := spoken(string(answer))
	if version == "" {
		return "", ServiceNonsense.Because(errors.New("an empty version"))
	}
	return version, nil
}

// SignPDF has the service sign a file and returns what it appended. The original
// is only read, and with an error there is nothing to append. What is returned
// is not judged yet: the file that it makes goes through sign.VerifyPDF before it
// is kept.
func (s *Service) SignPDF(ctx context.Context, op Op, f File) ([]byte, error) {
	switch op {
	case SignIssued, SignApproved, SignAppendix, SignCopy, SignPDF:
	default:
		return nil, fmt.Errorf("%q signs no PDF", op)
	}
	if !s.busy.CompareAndSwap(false, true) {
		return nil, ServiceBusy
	}
	defer s.busy.Store(false)
	answer, added, err := s.send(ctx, op, f)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	if err := agreed(answer); err != nil {
		return nil, err
	}
	if len(added) == 0 {
		return nil, ServiceNonsense.Because(errors.New("it says that all is done, and brought no file"))
	}
	return added, nil
}

// send hands a file over and returns the service's answer and what it appended.
func (s *Service) send(ctx context.Context, op Op, f File) (answer, added []byte, err error) {
	d, err := openDoor(ctx, f)
	if err != nil {
		return nil, nil, fmt.Errorf("opening a door for the signature service: %w", err)
	}
	defer d.close()
	question, err := json.Marshal(d.question())
	if err != nil {
		return nil, nil, fmt.Errorf("putting the question: %w", err)
	}
	answer, err = s.ask(ctx, cmp.Or(s.Limit, SignTime), op, question)
	added, refused := d.brought()
	if refused != nil {
		return nil, nil, refused // what the service says then only repeats it
	}
	return answer, added, err
}

// agreed reads the service's last word.
func agreed(answer []byte) error {
	var a struct {
		Status  *int
		Message string
	}
	if err := json.Unmarshal(answer, &a); err != nil {
		return ServiceNonsense.Because(fmt.Errorf("reading the answer: %w", err))
	}
	switch {
	case a.Status == nil:
		return ServiceNonsense.Because(errors.New("an answer without a status"))
	case *a.Status == statusDone:
		return nil
	case *a.Status == statusCancelled:
		return SignCancelled
	}
	said := cmp.Or(spoken(a.Message), "không nói lý do")
	return SignRefused.About(said).Because(fmt.Errorf("status %d", *a.Status))
}

// spoken makes one short line of what a foreign program says: nothing that
// breaks a line, hides or turns the words around it.
func spoken(s string) string {
	printed := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
	line := []rune(strings.Join(strings.Fields(printed), " "))
	if len(line) > maxSaid {
		return string(line[:maxSaid]) + "…"
	}
	return string(line)
}
