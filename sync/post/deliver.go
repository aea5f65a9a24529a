package post

import (
	"context"
	"errors"
	"iter"
	"net/textproto"
	"slices"
	"strconv"

	"tram/local/mailing"
	"tram/local/office"
)

// mostBreaks is how often a line may break until a server is let be.
const mostBreaks = 3

// Deliver sends letters, one after the other, over one line as long as that holds. Each outcome
// comes before the next letter is begun: whoever keeps it then sends none twice after a kill but the
// one that was on its way, and that one under its Message-ID. Who stops taking outcomes ends the
// sending. A server that cannot be reached is asked once; the other letters are told the same.
func (s *Server) Deliver(ctx context.Context, letters []mailing.Letter) iter.Seq[mailing.Outcome] {
	return func(yield func(mailing.Outcome) bool) {
		var line *session
		var away error
		breaks := 0
		defer func() {
			if line != nil {
				line.quit()
			}
		}()
		for _, l := range letters {
			o := s.checked(l)
			left := rest(l, o)
			if len(left) > 0 && line == nil && away == nil {
				line, away = s.begin(ctx)
			}
			if line != nil {
				sent, holds := line.carry(ctx, l, left)
				o.Sent = append(o.Sent, sent...)
				if !holds {
					line.leave()
					line = nil
					if breaks++; breaks == mostBreaks {
						away = NoAnswer.About(s.host)
					}
				}
			} else {
				o.Sent = append(o.Sent, s.all(l, left, away)...)
			}
			if !yield(o) {
				return
			}
		}
	}
}

// checked tells of whom a letter cannot be sent to as it is.
func (s *Server) checked(l mailing.Letter) mailing.Outcome {
	o := mailing.Outcome{MessageID: l.MessageID}
	var all []string
	for _, a := range l.To {
		if l.Only == nil || slices.Contains(l.Only, a.Mail) {
			all = append(all, a.Mail)
		}
	}
	if why := wrong(l); why != "" {
		o.Sent = s.all(l, all, mailing.BadLetter.About(why))
		return o
	}
	for _, to := range all {
		if !mailing.GoodAddress(to) {
			o.Sent = append(o.Sent, s.sent(l, to, mailing.BadRecipient.About(office.Visible(to, mostShown))))
		}
	}
	return o
}

// rest are those of whom nothing is said yet, each once.
func rest(l mailing.Letter, o mailing.Outcome) (left []string) {
	for _, a := range l.To {
		told := slices.ContainsFunc(o.Sent, func(s mailing.Sent) bool { return s.To == a.Mail })
		if !told && !slices.Contains(left, a.Mail) && (l.Only == nil || slices.Contains(l.Only, a.Mail)) {
			left = append(left, a.Mail)
		}
	}
	return left
}

func (s *Server) sent(l mailing.Letter, to string, err error) mailing.Sent {
	return mailing.Sent{To: to, MessageID: l.MessageID, At: s.clock.Now(), Err: err}
}

func (s *Server) all(l mailing.Letter, to []string, err error) (all []mailing.Sent) {
	for _, each := range to {
		all = append(all, s.sent(l, each, err))
	}
	return all
}

// carry sends one letter. holds: the line can be used on.
func (is *session) carry(ctx context.Context, l mailing.Letter, to []string) (sent []mailing.Sent, holds bool) {
	s := is.s
	if len(to) == 0 {
		return nil, true
	}
	text, err := written(l)
	if err != nil {
		return s.all(l, to, mailing.BadLetter.About("không viết được thư").Because(err)), true
	}
	if most, told := is.Extension("SIZE"); most {
		if n, err := strconv.ParseInt(told, 10, 64); err == nil && n > 0 && int64(len(text)) > n {
			return s.all(l, to, mailing.TooBig.About(s.host)), true
		}
	}
	is.within(s.wait.answer)
	if err := is.Mail("<" + l.From.Mail + ">"); err != nil {
		return s.all(l, to, is.ofSender(ctx, l, err)), is.reset(err)
	}
	var takes []string
	for _, each := range to {
		is.within(s.wait.answer)
		if err := is.Rcpt("<" + each + ">"); broken(err) {
			return append(sent, s.all(l, append(takes, to[len(sent)+len(takes):]...), s.told(ctx, err))...), false
		} else if err != nil {
			sent = append(sent, s.sent(l, each, is.of(ctx, each, err)))
		} else {
			takes = append(takes, each)
		}
	}
	if len(takes) == 0 {
		return sent, is.reset(nil)
	}
	err, unsure := is.data(ctx, text)
	for _, each := range takes {
		why := err
		if err != nil && unsure {
			why = mailing.Unsure.About(s.host, each).Because(err)
		} else if err != nil {
			why = is.of(ctx, each, err)
		}
		sent = append(sent, s.sent(l, each, why))
	}
	return sent, err == nil || is.reset(err)
}

// data sends the letter itself. unsure: the server had all of it, and said nothing.
func (is *session) data(ctx context.Context, text []byte) (err error, unsure bool) { //nolint:revive // what it is about comes second
	is.within(is.s.wait.answer)
	w, err := is.Data()
	if err != nil {
		return err, false
	}
	is.within(is.s.wait.end)
	if _, err := w.Write(text); err != nil {
		return err, false
	}
	err = w.Close()
	_, says := errors.AsType[*textproto.Error](err)
	return err, err != nil && !says
}

// reset makes the line ready for another letter. An answer of the server leaves it whole.
func (is *session) reset(err error) bool {
	if _, says := errors.AsType[*textproto.Error](err); err != nil && !says {
		return false
	}
	is.within(is.s.wait.answer)
	return is.Reset() == nil
}

// of is what a server said of a recipient.
func (is *session) of(ctx context.Context, to string, err error) error {
	answer, says := errors.AsType[*textproto.Error](err)
	switch {
	case !says:
		return is.s.told(ctx, err)
	case answer.Code == 552 || answer.Code == 523:
		return mailing.TooBig.About(is.s.host).Because(err)
	}
	words := office.Visible(answer.Msg, mostShown)
	if answer.Code >= 500 {
		return mailing.Refused.About(is.s.host, to, answer.Code, words).Because(err)
	}
	return mailing.Deferred.About(is.s.host, to, answer.Code, words).Because(err)
}

func (is *session) ofSender(ctx context.Context, l mailing.Letter, err error) error {
	answer, says := errors.AsType[*textproto.Error](err)
	if says && answer.Code >= 500 && answer.Code != 552 {
		return mailing.SenderRefused.About(is.s.host, l.From.Mail, answer.Code).Because(err)
	}
	return is.of(ctx, l.From.Mail, err)
}
