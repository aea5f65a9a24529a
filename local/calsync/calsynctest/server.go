package calsynctest

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"tram/local/calsync"
)

// Server is a calendar in memory that keeps every promise.
type Server struct {
	Mute     bool // it tells no ETag of what was put
	NoTokens bool // it gives none out

	objects map[string]calsync.Object
	moved   map[string]int // at which count a name was last changed
	count   int
	oldest  int // count before which tokens are refused
}

// NewServer is an empty one.
func NewServer() *Server {
	return &Server{objects: map[string]calsync.Object{}, moved: map[string]int{}}
}

// Forget has it refuse every token that it gave out.
func (s *Server) Forget() { s.count++; s.oldest = s.count }

// Texts are what lies there, by name.
func (s *Server) Texts() map[string]string {
	all := map[string]string{}
	for name, o := range s.objects {
		all[name] = o.Text
	}
	return all
}

func (s *Server) touch(name string) string {
	s.count++
	s.moved[name] = s.count
	return fmt.Sprintf(`"%d"`, s.count)
}

// Changes tells what changed.
func (s *Server) Changes(ctx context.Context, token string) (c calsync.Changes, err error) {
	if err := ctx.Err(); err != nil {
		return c, err
	}
	since := 0
	n, err := fmt.Sscanf(token, "token-%d", &since)
	c.Whole = s.NoTokens || n != 1 || err != nil || since < s.oldest || since > s.count
	if !s.NoTokens {
		c.Next = fmt.Sprintf("token-%d", s.count)
	}
	if c.Whole {
		since = -1
	}
	for _, name := range slices.Sorted(maps.Keys(s.moved)) {
		if s.moved[name] <= since {
			continue
		}
		if o, there := s.objects[name]; there {
			c.Changed = append(c.Changed, o.Ref)
		} else if !c.Whole {
			c.Gone = append(c.Gone, name)
		}
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
	if s.objects[href].ETag != etag {
		return "", calsync.Overtaken
	}
	etag = s.touch(href)
	s.objects[href] = calsync.Object{Ref: calsync.Ref{Href: href, ETag: etag}, Text: text}
	if s.Mute {
		return "", nil
	}
	return etag, nil
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
	s.touch(href)
	return nil
}
