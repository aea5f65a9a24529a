package office

import "context"

type glanceKey struct{}

// Glance marks work that a window does by itself to show what there is: a page came to the
// front, a list was read anew. Nobody has tried anything by it, so what is refused to it is
// no refusal of a person.
func Glance(ctx context.Context) context.Context { return context.WithValue(ctx, glanceKey{}, true) }

// IsGlance tells whether a context is that of a Glance.
func IsGlance(ctx context.Context) bool { return ctx.Value(glanceKey{}) != nil }
