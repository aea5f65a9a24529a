package post

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/textproto"
	"strings"
	"syscall"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"tram/local/office"
)

var errLong = errors.New("it says more than any server does")

// session is one conversation with a server.
type session struct {
	s    *Server
	line *bounded
	*smtp.Client
	stop func() bool
}

// begin reaches the server, seals the line and signs in.
func (s *Server) begin(ctx context.Context) (is *session, err error) {
	line, err := s.dial(ctx)
	if err != nil {
		return nil, s.told(ctx, err)
	}
	is = &session{s: s, line: &bounded{Conn: line}}
	is.stop = context.AfterFunc(ctx, func() { _ = line.Close() })
	defer func() {
		if err != nil {
			is.leave()
			is, err = nil, s.told(ctx, err)
		}
	}()
	is.within(s.wait.answer)
	config := s.config()
	var speaks net.Conn = is.line
	if s.sealed {
		over := tls.Client(speaks, config)
		if err := over.HandshakeContext(ctx); err != nil {
			return is, err
		}
		speaks = over
	}
	if is.Client, err = smtp.NewClient(speaks, s.host); err != nil {
		return is, err
	}
	is.SkipSMTPUTF8(true) // no address needs it, and not every server passes such a letter on
	is.within(s.wait.answer)
	if err := is.Hello("localhost"); err != nil { // the name of the machine is nobody's business
		return is, err
	}
	if err := is.seal(config); err != nil {
		return is, err
	}
	return is, is.signIn()
}

// seal has the line sealed, if it is not.
func (is *session) seal(config *tls.Config) error {
	if is.s.sealed {
		return nil
	}
	if offers, _ := is.Extension("STARTTLS"); !offers {
		if is.s.near {
			return nil
		}
		return NotSealed.About(is.s.host)
	}
	is.within(is.s.wait.answer)
	err := is.StartTLS(config)
	if answer, is := errors.AsType[*textproto.Error](err); is && answer.Code >= 400 {
		return NotSealed.Because(err)
	}
	return err
}

// signIn signs in, where the account has a name. The words of a refusal are let go: a server may
// say again what it was told.
func (is *session) signIn() error {
	s := is.s
	if s.user == "" {
		return nil
	}
	_, ways := is.Extension("AUTH")
	var by smtp.Auth
	switch knows := " " + strings.ToUpper(ways) + " "; {
	case strings.Contains(knows, " PLAIN "):
		by = smtp.PlainAuth("", s.user, s.password, s.host, s.near)
	case strings.Contains(knows, " LOGIN "):
		by = smtp.LoginAuth(s.user, s.password, s.host, s.near)
	default:
		return NoSignIn.About(s.host)
	}
	is.within(s.wait.answer)
	err := is.Auth(by)
	if answer, says := errors.AsType[*textproto.Error](err); says {
		if answer.Code < 500 && answer.Code >= 400 {
			return NoAnswer.About(s.host).Because(errors.New("the account cannot be looked at now"))
		}
		return SignInRefused.About(s.host, answer.Code)
	}
	if err != nil && !broken(err) {
		return NotMailServer.About(s.host).Because(errors.New("it asks strange things of who signs in"))
	}
	return err
}

// within has the next answer come in time and in bounds, or never.
func (is *session) within(d time.Duration) {
	is.line.within(d, mostSaid)
}

// leave ends it.
func (is *session) leave() {
	is.stop()
	_ = is.line.Close()
}

// quit ends it as one ought to.
func (is *session) quit() {
	is.within(is.s.wait.dial)
	_ = is.Quit()
	is.leave()
}

// broken tells of an error that the line is gone.
func broken(err error) bool {
	_, line := errors.AsType[net.Error](err)
	return line || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// told is what happened on the way to a server, in a sentence.
func (p *place) told(ctx context.Context, err error) error {
	if f, told := office.FailureIn(err); told {
		if f.Args() == nil {
			return f.About(p.host).Because(f.Unwrap())
		}
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var unknown *net.DNSError
	var untrusted *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var answer *textproto.Error
	var protocol textproto.ProtocolError
	switch {
	case errors.As(err, &unknown):
		return NoHost.About(p.host).Because(err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return LineRefused.About(p.host).Because(err)
	case errors.As(err, &untrusted):
		return Unvouched.About(p.host).Because(err)
	case errors.As(err, &answer) && answer.Code >= 400 && answer.Code < 500:
		return NoAnswer.About(p.host).Because(err)
	case errors.As(err, &record), errors.As(err, &protocol), errors.As(err, &answer), errors.Is(err, errLong):
		return NotMailServer.About(p.host).Because(err)
	}
	return NoAnswer.About(p.host).Because(err)
}
