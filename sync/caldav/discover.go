package caldav

import (
	"context"
	"encoding/xml"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tram/local/office"
)

const (
	wellKnown = "/.well-known/caldav" // RFC 6764

	mostHomes     = 8
	mostCalendars = 1000
)

// Found is a calendar that a server has.
type Found struct {
	Address string // to be opened by
	Name    string
	Writes  bool // the account may write into it
}

// propfind asks for properties, by what they are called in XML.
func propfind(depth string, names ...xml.Name) question {
	b := &strings.Builder{}
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>`)
	for _, n := range names {
		if n.Space == "DAV:" {
			b.WriteString("<d:" + n.Local + "/>")
		} else {
			b.WriteString("<c:" + n.Local + "/>")
		}
	}
	b.WriteString("</d:prop></d:propfind>")
	return question{method: "PROPFIND", head: map[string]string{"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}, body: b.String()}
}

// many asks a question that is answered by many. A refusal is an error of its kind.
func (s *Server) many(ctx context.Context, q question, each func(at *url.URL, response *node) error) (rest *node, err error) {
	is, err := s.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	defer is.Body.Close()
	if is.StatusCode != http.StatusMultiStatus {
		return nil, refused(is)
	}
	var stopped error
	rest, err = readMany(is.Body, func(n *node) error {
		stopped = each(is.at, n)
		return stopped
	})
	switch {
	case stopped != nil:
		return nil, stopped
	case errors.Is(err, errPage) || err != nil && isPage(is.Header):
		return nil, WebPage.About(s.base.Host).Because(err)
	case err == nil:
		return rest, nil
	}
	if line, broke := errors.AsType[lineError](err); broke {
		return nil, s.told(ctx, line.error)
	}
	return nil, s.notCalDAV(err)
}

// properties are those that an answer has. An answer may say one thing of one place.
func properties(response *node) *node {
	all := &node{}
	for _, stat := range response.all(dav("propstat")) {
		if status(stat.said(dav("status"))) == http.StatusOK {
			for _, prop := range stat.all(dav("prop")) {
				all.kids = append(all.kids, prop.kids...)
			}
		}
	}
	return all
}

var about = []xml.Name{
	dav("resourcetype"), dav("displayname"), dav("current-user-principal"), dav("current-user-privilege-set"),
	cal("calendar-home-set"), cal("supported-calendar-component-set"),
}

// place is what a server says of one address.
type place struct {
	at   *url.URL
	prop *node
}

// look asks of one address.
func (s *Server) look(ctx context.Context, at *url.URL) (is place, err error) {
	q := propfind("0", about...)
	q.to = at
	_, err = s.many(ctx, q, func(at *url.URL, response *node) error {
		if is.prop == nil {
			is = place{at, properties(response)}
		}
		return nil
	})
	if r, is := errors.AsType[refusal](err); is {
		return place{}, s.refuses(r)
	}
	if err == nil && is.prop == nil {
		err = s.notCalDAV(errors.New("it says nothing of the address"))
	}
	return is, err
}

// Calendars are those of the account, or the one that lies at the address itself.
func (s *Server) Calendars(ctx context.Context) ([]Found, error) {
	from := []*url.URL{s.base}
	if s.base.Path == "/" {
		known := *s.base
		known.Path = wellKnown
		from = []*url.URL{&known, s.base}
	}
	var first error
	for _, at := range from {
		found, err := s.from(ctx, at)
		if err == nil && len(found) > 0 {
			return found, nil
		}
		if first == nil {
			first = err
		}
		if ctx.Err() != nil || errors.Is(err, SignInRefused) || errors.Is(err, Busy) {
			return nil, err
		}
	}
	if first != nil {
		return nil, first
	}
	return nil, NoneFound.About(s.base.Host)
}

// from follows an address to the calendars: it is one, or it names the home of the account's.
func (s *Server) from(ctx context.Context, at *url.URL) ([]Found, error) {
	is, err := s.look(ctx, at)
	if err != nil {
		return nil, err
	}
	if f, one := found(is); one {
		return []Found{f}, nil
	}
	homes := is.prop.at(cal("calendar-home-set")).all(dav("href"))
	if principal := is.prop.said(dav("current-user-principal"), dav("href")); len(homes) == 0 && principal != "" {
		to, err := s.within(is.at, principal)
		if err != nil {
			return nil, err
		}
		if is, err = s.look(ctx, to); err != nil {
			return nil, err
		}
		homes = is.prop.at(cal("calendar-home-set")).all(dav("href"))
	}
	if len(homes) == 0 { // what lies at the address may be the home itself
		return s.below(ctx, is.at)
	}
	var all []Found
	for _, home := range homes[:min(len(homes), mostHomes)] {
		to, err := s.within(is.at, string(home.text))
		if err != nil {
			return nil, err
		}
		below, err := s.below(ctx, to)
		if err != nil {
			return nil, err
		}
		all = append(all, below...)
	}
	return all, nil
}

// below are the calendars of a home.
func (s *Server) below(ctx context.Context, home *url.URL) (all []Found, err error) {
	q := propfind("1", about...)
	q.to = home
	_, err = s.many(ctx, q, func(at *url.URL, response *node) error {
		to, err := s.within(at, response.said(dav("href")))
		if err != nil {
			return err
		}
		f, is := found(place{to, properties(response)})
		if is && !slices.ContainsFunc(all, func(other Found) bool { return other.Address == f.Address }) {
			all = append(all, f)
		}
		if len(all) > mostCalendars {
			return s.notCalDAV(errMany)
		}
		return nil
	})
	if r, is := errors.AsType[refusal](err); is {
		return nil, s.refuses(r)
	}
	return all, err
}

// found tells whether a place is a calendar that takes meetings.
func found(p place) (Found, bool) {
	if p.prop.at(dav("resourcetype"), cal("calendar")) == nil {
		return Found{}, false
	}
	if takes := p.prop.at(cal("supported-calendar-component-set")); takes != nil && !slices.ContainsFunc(takes.all(cal("comp")), func(c *node) bool { return strings.EqualFold(c.called, "VEVENT") }) {
		return Found{}, false
	}
	f := Found{Address: p.at.String(), Name: office.Visible(p.prop.said(dav("displayname")), mostShown)}
	rights := p.prop.at(dav("current-user-privilege-set"))
	f.Writes = rights == nil
	for _, right := range rights.all(dav("privilege")) {
		for _, k := range right.kids {
			f.Writes = f.Writes || k.name == dav("all") || k.name == dav("write") || k.name == dav("write-content")
		}
	}
	return f, true
}
