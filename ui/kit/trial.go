package kit

import "context"

// Trial is a question that is asked anew whenever the clerk moves something: one at a
// time, and of what the clerk did meanwhile only the last. The zero value asks nothing.
type Trial struct {
	asked context.Context // of the one that is under way; nil: none is
	next  func()
}

// Try asks away from the screen as Load does, now or when the question before it was
// answered.
func Try[T any](of *Trial, ctx context.Context, ask func(context.Context) (T, error), show func(T, error)) {
	if of.asked != nil && of.asked.Err() == nil {
		of.next = func() { Try(of, ctx, ask, show) }
		return
	}
	of.asked, of.next = ctx, nil
	Load(ctx, ask, func(got T, err error) {
		of.asked = nil
		show(got, err)
		if of.next != nil {
			of.next()
		}
	})
}
