package kit

import "context"

// Latest is one thing after another of which only the newest counts: the answer to what
// is in the search field now, the record that was opened last, the visit of a page. What
// was begun before is dropped, and Load shows nothing of it. Its methods are for the
// screen; the zero value has begun nothing.
type Latest struct {
	ctx  context.Context
	drop context.CancelFunc
}

// Next begins another one and drops the one before; it ends with of, too.
func (l *Latest) Next(of context.Context) context.Context {
	l.Drop()
	l.ctx, l.drop = context.WithCancel(of)
	return l.ctx
}

// Now is the context of the one that counts: one that has ended where it was dropped, or
// none was begun.
func (l *Latest) Now() context.Context {
	if l.ctx == nil {
		ended, end := context.WithCancel(context.Background())
		end()
		return ended
	}
	return l.ctx
}

// Drop ends the one that counts: nothing of it is waited for any more.
func (l *Latest) Drop() {
	if l.drop != nil {
		l.drop()
	}
}
