package calsynctest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"iter"
	"maps"
	"slices"

	"tram/local/calsync"
)

// Server is a calendar in memory that keeps every promise. Its tokens tell what lay there: of what
// was made and removed since, or changed and changed back, it says nothing.
type Server struct {
	Mute     bool // it tells no ETag of what was put
	NoTokens bool // it gives none out
	Lax      bool // it takes one meeting twice
	Hashes   bool // its ETags tell the text, and what is as it was before has that of before

	objects map[string]calsync.Object
	given   map[string]map[string]string // ETags by name, at each token
	count   int
}

// NewServer is an empty one.
func NewServer() *Server {
	return &Server{objects: map[string]calsync.Object{}, given: map[string]map[string]string{}}
}

// Forget has it refuse every token that it gave out.
func (s *Server) Forget() { clear(s.given) }

// Texts are what lies there, by name.
func (s *Server) Texts() map[string]string {
	all := map[string]string{}
	for name, o := range s.objects {
		all[name] = o.Text
	}
	return all
}

func (s *Server) tag(text string) string {
	s.count++
	if s.Hashes {
		return fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(text)))
	}
	return fmt.Sprintf(`"%d"`, s.count)
}

// Changes tells what changed.
func (s *Server) Changes(ctx context.Context, token string) (c calsync.Changes, err error) {
	if err := ctx.Err(); err != nil {
		return c, err
	}
	was, known := s.given[token]
	c.Whole = !known
	now := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(s.objects)) {
		o := s.objects[name]
		now[name] = o.ETag
		if was[name] != o.ETag {
			c.Changed = append(c.Changed, o.Ref)
		}
	}
	for name := range was {
		if _, there := now[name]; !there {
			c.Gone = append(c.Gone, name)
		}
	}
	if !s.NoTokens {
		c.Next = fmt.Sprintf("token-%x", sha256.Sum256(fmt.Append(nil, now)))
		s.given[c.Next] = now
	}
	return c, nil
}

// Fetch reads objects.
func (s *Server) Fetch(_ context.Context, hrefs []string) iter.Seq2[calsync.Object, error] {
	return func(yield func(calsync.Object, error) bool) {
		for _, name := range hrefs {
			if o, there := s.objects[name]; there && !yield(o, nil) {
				return
			}
		}
	}
}

// Put writes one.
func (s *Server) Put(_ context.Context, href, text, etag string) (string, error) {
	if s.objects[href].ETag != etag || !s.Lax && s.twice(href, text) {
		return "", calsync.Overtaken
	}
	etag = s.tag(text)
	s.objects[href] = calsync.Object{Ref: calsync.Ref{Href: href, ETag: etag}, Text: text}
	if s.Mute {
		return "", nil
	}
	return etag, nil
}

// twice tells whether a meeting lies there under another name (RFC 4791, 5.3.2.1).
func (s *Server) twice(href, text string) bool {
	it, err := Item(text)
	for name, o := range s.objects {
		other, bad := Item(o.Text)
		if name != href && err == nil && bad == nil && other.UID == it.UID {
			return true
		}
	}
	return false
}

// Remove takes one away.
func (s *Server) Remove(_ context.Context, href, etag string) error {
	o, there := s.objects[href]
	switch {
	case !there:
		return nil
	case o.ETag != etag:
		return calsync.Overtaken
	}
	delete(s.objects, href)
	return nil
}
