package caldav

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"tram/local/calsync"
)

const (
	mostPages   = 2000    // of one list
	mostObjects = 200_000 // of a calendar
	mostToken   = 4096    // bytes
)

// Changes tells what changed since a token. A server that does not know the token, or no tokens at
// all, lists what there is.
func (c *Calendar) Changes(ctx context.Context, token string) (calsync.Changes, error) {
	if token != "" {
		is, err := c.since(ctx, token)
		r, refuses := errors.AsType[refusal](err)
		if !refuses || !asksAnew(r) {
			return is, c.does(err)
		}
	}
	is, err := c.since(ctx, "")
	if r, refuses := errors.AsType[refusal](err); refuses && asksAnew(r) {
		is, err = c.list(ctx)
	}
	is.Whole = true
	is.Gone = nil
	return is, c.does(err)
}

// asksAnew tells of a refusal that it may be about the way in which it was asked: servers say it in
// all ways.
func asksAnew(r refusal) bool {
	switch r.code {
	case http.StatusUnauthorized, http.StatusProxyAuthRequired, http.StatusLocked, http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return false
	}
	return true
}

// since asks for what changed (RFC 6578), page after page.
func (c *Calendar) since(ctx context.Context, token string) (all calsync.Changes, err error) {
	all.Next = token
	for range mostPages {
		was := all.Next
		more, err := c.page(ctx, &all)
		if err != nil || !more {
			return all, err
		}
		if all.Next == was {
			break
		}
	}
	return all, c.notCalDAV(errors.New("a list without end"))
}

func (c *Calendar) page(ctx context.Context, all *calsync.Changes) (more bool, err error) {
	q := question{
		method: "REPORT", to: c.base, most: mostList, head: map[string]string{"Depth": "0", "Content-Type": "application/xml; charset=utf-8"},
		body: `<?xml version="1.0" encoding="utf-8"?><d:sync-collection xmlns:d="DAV:"><d:sync-token>` + escaped(all.Next) +
			`</d:sync-token><d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>`,
	}
	rest, err := c.many(ctx, q, func(at *url.URL, response *node) error {
		says := status(response.said(dav("status")))
		for _, href := range response.all(dav("href")) {
			name, err := c.name(at, string(href.text))
			switch {
			case err != nil:
				return err
			case name == "":
				more = more || says == http.StatusInsufficientStorage
			case says == http.StatusNotFound || says == http.StatusGone:
				all.Gone = append(all.Gone, name)
			default:
				all.Changed = append(all.Changed, calsync.Ref{Href: name, ETag: tag(properties(response).said(dav("getetag")))})
			}
		}
		if len(all.Changed)+len(all.Gone) > mostObjects {
			return calsync.Endless.About(mostObjects)
		}
		return nil
	})
	if err != nil {
		return false, err
	}
	all.Next = rest.said(dav("sync-token"))
	if len(all.Next) > mostToken {
		return false, c.notCalDAV(errLong)
	}
	return more, nil
}

// list asks for all that lies there.
func (c *Calendar) list(ctx context.Context) (all calsync.Changes, err error) {
	q := propfind("1", dav("getetag"), dav("resourcetype"))
	q.to, q.most = c.base, mostList
	_, err = c.many(ctx, q, func(at *url.URL, response *node) error {
		name, err := c.name(at, response.said(dav("href")))
		prop := properties(response)
		if err != nil || name == "" || prop.at(dav("resourcetype"), dav("collection")) != nil {
			return err
		}
		all.Changed = append(all.Changed, calsync.Ref{Href: name, ETag: tag(prop.said(dav("getetag")))})
		if len(all.Changed) > mostObjects {
			return calsync.Endless.About(mostObjects)
		}
		return nil
	})
	return all, err
}
