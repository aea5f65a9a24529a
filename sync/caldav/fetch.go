package caldav

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tram/local/calsync"
)

const batch = 50 // objects of one question

// Fetch reads objects, some at a time. Where an answer is too long or is no XML, half of them are
// asked for, down to the one that it is about.
func (c *Calendar) Fetch(ctx context.Context, hrefs []string) iter.Seq2[calsync.Object, error] {
	return func(yield func(calsync.Object, error) bool) {
		for some := range slices.Chunk(hrefs, batch) {
			if !c.some(ctx, some, yield) {
				return
			}
		}
	}
}

func (c *Calendar) some(ctx context.Context, names []string, yield func(calsync.Object, error) bool) bool {
	got, err := c.multiget(ctx, names)
	switch {
	case errors.Is(err, NotCalDAV) && len(names) > 1:
		half := len(names) / 2
		return c.some(ctx, names[:half], yield) && c.some(ctx, names[half:], yield)
	case errors.Is(err, NotCalDAV):
		got, err = c.get(ctx, names[0])
	}
	if err != nil {
		yield(calsync.Object{}, c.does(err))
		return false
	}
	for _, o := range got {
		if !yield(o.Object, o.err) {
			return false
		}
	}
	return true
}

// got is one that was read, or why it was not.
type got struct {
	calsync.Object
	err error
}

func unread(name string, err error) got { return got{err: calsync.Unread{Href: name, Err: err}} }

// multiget asks for several (RFC 4791, 7.9). A server answers of what it was asked, each once.
func (c *Calendar) multiget(ctx context.Context, names []string) (all []got, err error) {
	b := &strings.Builder{}
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?><c:calendar-multiget xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><d:getetag/><c:calendar-data/></d:prop>`)
	asked := map[string]bool{}
	for _, name := range names {
		asked[name] = true
		b.WriteString("<d:href>" + escaped(c.place(name).EscapedPath()) + "</d:href>")
	}
	b.WriteString("</c:calendar-multiget>")
	q := question{method: "REPORT", to: c.base, head: map[string]string{"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}, body: b.String()}
	_, err = c.many(ctx, q, func(at *url.URL, response *node) error {
		name, err := c.name(at, response.said(dav("href")))
		if err != nil {
			return err
		}
		if !asked[name] {
			return c.stray(name)
		}
		delete(asked, name)
		if o, there := c.object(name, response); there {
			all = append(all, o)
		}
		return nil
	})
	return all, err
}

// object is what one answer says; false: there is none.
func (c *Calendar) object(name string, response *node) (got, bool) {
	prop := properties(response)
	data := prop.at(cal("calendar-data"))
	code := status(response.said(dav("status")))
	for _, stat := range response.all(dav("propstat")) {
		if code == 0 && data == nil {
			code = status(stat.said(dav("status")))
		}
	}
	switch {
	case data != nil && data.long:
		return unread(name, errLong), true
	case data != nil:
		return got{Object: calsync.Object{Ref: calsync.Ref{Href: name, ETag: tag(prop.said(dav("getetag")))}, Text: lines(strings.TrimSpace(string(data.text)))}}, true
	case code == http.StatusNotFound || code == http.StatusGone:
		return got{}, false
	}
	return unread(name, refusal{code: code}), true
}

// get asks for one as it lies there, without XML around it.
func (c *Calendar) get(ctx context.Context, name string) ([]got, error) {
	is, err := c.ask(ctx, question{method: http.MethodGet, to: c.place(name), head: map[string]string{"Accept": "text/calendar"}, most: mostObject})
	if err != nil {
		return nil, err
	}
	defer is.Body.Close()
	switch {
	case is.StatusCode == http.StatusNotFound || is.StatusCode == http.StatusGone:
		return nil, nil
	case is.StatusCode != http.StatusOK:
		return nil, refused(is)
	case isPage(is.Header):
		return nil, WebPage.About(c.base.Host)
	}
	b, err := io.ReadAll(is.Body)
	if errors.Is(err, errLong) {
		return []got{unread(name, err)}, nil
	}
	if err != nil {
		return nil, c.told(ctx, err)
	}
	return []got{{Object: calsync.Object{Ref: calsync.Ref{Href: name, ETag: tag(is.Header.Get("ETag"))}, Text: lines(string(b))}}}, nil
}
