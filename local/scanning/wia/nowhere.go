package wia

import "context"

// nowhere is a machine without WIA.
type nowhere struct{}

func (nowhere) list(func(found)) error { return hresult{start, notSupported} }

func (nowhere) scan(context.Context, job, pages) (int, error) {
	return unknown, hresult{start, notSupported}
}
