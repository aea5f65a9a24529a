package post

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"iter"
	"maps"
	"net"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/mailing"
)

// Box (hộp thư) is the mail that came for an account, on a server that speaks POP3 (RFC 1939). It is
// read, and nothing of it is removed or marked. IMAP would tell more than is asked here, which is what
// came; of its library for Go the last release is of 2022, and the next one is not settled.
type Box struct {
	place
	user, password string
}

// Limits of a box.
const (
	mostBox    = 100_000 // letters
	mostList   = 8 << 20 // bytes of a list of them
	slowest    = 8 << 10 // bytes a second of a letter that comes
	mostLetter = 500     // bytes of the name that the server gives a letter
)

// OpenBox is the box of an account: pop3s://host (995), pop3://host (110, sealed by STLS), or the name
// alone. Nothing is asked yet. It fails with BadServer, SecretInServer and BoxShut.
func OpenBox(address, user, password string) (*Box, error) {
	p, err := placeAt(address, "pop3", "110", "995")
	if err != nil {
		return nil, err
	}
	if user == "" || strings.ContainsAny(user+password, "\r\n\x00") {
		return nil, BoxShut.About(p.host)
	}
	return &Box{p, user, password}, nil
}

// visit is one conversation with the server of a box.
type visit struct {
	b    *Box
	line *bounded
	text *textproto.Conn
	stop func() bool
}

// errRefused is an answer that is no.
var errRefused = errors.New("the server says no")

// Letters reads those that were not seen, the oldest first. After an error other than that of one
// letter nothing comes.
func (b *Box) Letters(ctx context.Context, seen func(id string) bool) iter.Seq2[mailing.Arrived, error] {
	return func(yield func(mailing.Arrived, error) bool) {
		v, err := b.enter(ctx)
		if err != nil {
			yield(mailing.Arrived{}, b.told(ctx, err))
			return
		}
		defer v.leave()
		going, err := v.letters(seen, yield)
		if errors.Is(err, errRefused) {
			err = NotMailServer.About(b.host).Because(err)
		}
		if err != nil && going {
			yield(mailing.Arrived{}, b.told(ctx, err))
		}
	}
}

// letters reads them. going: whoever takes them still does.
func (v *visit) letters(seen func(id string) bool, yield func(mailing.Arrived, error) bool) (going bool, err error) {
	ids, err := v.list("UIDL")
	if err != nil {
		return true, err
	}
	sizes, err := v.list("LIST")
	if err != nil {
		return true, err
	}
	for _, n := range slices.Sorted(maps.Keys(ids)) {
		if seen(ids[n]) {
			continue
		}
		a, err := v.letter(n, ids[n], sizes[n])
		if err != nil {
			return true, err
		}
		if !yield(a, nil) {
			return false, nil
		}
	}
	return true, nil
}

func (b *Box) enter(ctx context.Context) (v *visit, err error) {
	line, err := b.dial(ctx)
	if err != nil {
		return nil, err
	}
	v = &visit{b: b, line: &bounded{Conn: line}, stop: context.AfterFunc(ctx, func() { _ = line.Close() })}
	if err := v.open(); err != nil {
		v.stop()
		_ = line.Close()
		return nil, err
	}
	return v, nil
}

// open seals the line and signs in.
func (v *visit) open() error {
	b := v.b
	v.line.within(b.wait.answer, mostSaid)
	speaks := net.Conn(v.line)
	if b.sealed {
		speaks = tls.Client(v.line, b.config())
	}
	v.text = textproto.NewConn(speaks)
	if _, err := v.answer(); errors.Is(err, errRefused) {
		return BoxShut.About(b.host)
	} else if err != nil {
		return err
	}
	if !b.sealed {
		if err := v.seal(); err != nil {
			return err
		}
	}
	for _, ask := range []string{"USER " + b.user, "PASS " + b.password} {
		if _, err := v.ask(ask); errors.Is(err, errRefused) {
			return BoxShut.About(b.host) // its words may be what it was told
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (v *visit) seal() error {
	_, err := v.ask("STLS")
	switch {
	case errors.Is(err, errRefused) && v.b.near:
		return nil
	case errors.Is(err, errRefused):
		return NotSealed.About(v.b.host)
	case err != nil:
		return err
	}
	v.text = textproto.NewConn(tls.Client(v.line, v.b.config())) // what was said before the seal is let go
	return nil
}

func (v *visit) ask(words string) (string, error) {
	v.line.within(v.b.wait.answer, mostSaid)
	if err := v.text.PrintfLine("%s", words); err != nil {
		return "", err
	}
	return v.answer()
}

func (v *visit) answer() (string, error) {
	said, err := v.text.ReadLine()
	switch {
	case err != nil:
		return "", err
	case strings.HasPrefix(said, "+OK"):
		return said, nil
	case strings.HasPrefix(said, "-ERR"):
		return "", errRefused
	}
	return "", textproto.ProtocolError("no answer of a server of mail")
}

// list is what is told of each letter, by its number.
func (v *visit) list(what string) (map[int]string, error) {
	if _, err := v.ask(what); err != nil {
		return nil, err
	}
	b, err := v.body(mostList, v.b.wait.end)
	if err != nil {
		return nil, err
	}
	all := map[int]string{}
	for line := range strings.Lines(string(b)) {
		number, said, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > mostBox || said == "" || len(said) > mostLetter {
			return nil, textproto.ProtocolError("a list of no letters")
		}
		all[n] = said
	}
	return all, nil
}

// sizeOf is how long a letter is said to be (bytes): one that does not say may have any size.
func sizeOf(said string) int64 {
	n, err := strconv.ParseInt(said, 10, 64)
	if err != nil || n < 0 {
		return mailing.MostMail + 1
	}
	return n
}

// letter reads one, if it is not too long.
func (v *visit) letter(n int, id, size string) (mailing.Arrived, error) {
	bytesOf := sizeOf(size)
	if bytesOf > mailing.MostMail {
		return mailing.Arrived{ID: id, Err: mailing.MailTooBig.About(mailing.MostMail >> 20)}, nil
	}
	if _, err := v.ask("RETR " + strconv.Itoa(n)); err != nil {
		return mailing.Arrived{}, err
	}
	b, err := v.body(mailing.MostMail, v.b.wait.end+time.Duration(bytesOf/slowest)*time.Second)
	return mailing.Arrived{ID: id, Text: bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))}, err
}

// body is what follows an answer, up to its end.
func (v *visit) body(most int64, within time.Duration) ([]byte, error) {
	v.line.within(within, most+most/8+mostSaid) // as it is sealed and escaped
	b, err := io.ReadAll(io.LimitReader(v.text.DotReader(), most+1))
	if err == nil && int64(len(b)) > most {
		err = errLong
	}
	return b, err
}

func (v *visit) leave() {
	v.stop()
	v.line.within(v.b.wait.dial, mostSaid)
	_, _ = v.ask("QUIT")
	_ = v.line.Close()
}
