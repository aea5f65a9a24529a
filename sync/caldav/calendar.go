package caldav

import (
	"errors"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"tram/local/calsync"
	"tram/local/office"
)

// Calendar is one of a server's, which other programs change, too. It is a calsync.Far.
type Calendar struct {
	*Server
}

var _ calsync.Far = (*Calendar)(nil)

// Calendar is the one that lies at the address of the server.
func (s *Server) Calendar() *Calendar {
	at := *s
	base := *s.base
	if !strings.HasSuffix(base.Path, "/") {
		base.Path += "/"
		base.RawPath += "/"
	}
	if base.RawPath == "/" {
		base.RawPath = ""
	}
	at.base = &base
	return &Calendar{&at}
}

// place is where an object of a name lies.
func (c *Calendar) place(name string) *url.URL {
	u := *c.base
	u.Path = c.base.Path + name
	u.RawPath = c.base.EscapedPath() + url.PathEscape(name)
	return &u
}

// name is how an object that a server names is called within the calendar; empty: it is the
// calendar itself, or one below it. What lies outside is refused.
func (c *Calendar) name(from *url.URL, href string) (string, error) {
	u, err := c.within(from, href)
	if err != nil {
		return "", err
	}
	name, below := strings.CutPrefix(u.Path, c.base.Path)
	switch {
	case u.Path+"/" == c.base.Path, strings.HasSuffix(u.Path, "/") && below:
		return "", nil
	case !below || !goodName(name) || u.RawQuery != "":
		return "", c.stray(u.Path)
	}
	return name, nil
}

func (c *Calendar) stray(what string) error {
	return Stray.About(c.base.Host, office.Visible(what, mostShown))
}

const mostName = 500 // bytes

func goodName(name string) bool {
	return name != "" && name != "." && name != ".." && len(name) <= mostName && utf8.ValidString(name) &&
		!strings.ContainsFunc(name, func(r rune) bool { return r == '/' || r == '\\' || unicode.IsControl(r) })
}

// mostTag is how long an ETag may be (bytes).
const mostTag = 256

// tag is an ETag that versions are told apart by; empty: none. Who packs an answer on its way marks
// it as weak; its words are those of the server.
func tag(says string) string {
	says = strings.TrimPrefix(strings.TrimSpace(says), "W/")
	if len(says) > mostTag || strings.ContainsFunc(says, func(r rune) bool { return r < '!' || r > '~' }) {
		return ""
	}
	return says
}

// lines has lines end as iCalendar asks: XML takes that away.
func lines(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	if text != "" && !strings.HasSuffix(text, "\r\n") {
		text += "\r\n"
	}
	return text
}

// does turns a refusal of the calendar itself into its sentence.
func (c *Calendar) does(err error) error {
	if r, is := errors.AsType[refusal](err); is {
		if _, told := office.FailureIn(err); !told {
			return c.refuses(r)
		}
	}
	return err
}
