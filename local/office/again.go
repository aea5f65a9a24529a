package office

import "context"

type againKey struct{}

// Again marks the reading of what lies before a person's eyes already, which a page reads
// anew because something was done elsewhere, or of what a page brought there by itself:
// nobody has looked at it a second time, or at all.
func Again(ctx context.Context) context.Context { return context.WithValue(ctx, againKey{}, true) }

// IsAgain tells such a reading.
func IsAgain(ctx context.Context) bool { return ctx.Value(againKey{}) != nil }
