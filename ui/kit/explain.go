package kit

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"strings"

	"tram/local/office"
)

// Trouble is an error as a clerk reads it: what happened, what to do.
type Trouble struct{ Said, Next string }

// String is both sentences in one line.
func (t Trouble) String() string { return strings.TrimSpace(t.Said + " " + t.Next) }

// Explain is the one door from an error to the screen. The sentences of a
// Failure pass; of any other error only a code passes, under which the log
// holds the cause. No error, or one that only says that the clerk stopped the
// work, gives false: there is nothing to tell.
func Explain(err error) (Trouble, bool) {
	if err == nil || errors.Is(err, context.Canceled) {
		return Trouble{}, false
	}
	if f, ok := office.FailureIn(err); ok {
		slog.Info("a failure was told", "name", f.Name, "cause", err.Error())
		return translated(f), true
	}
	code := rand.Text()[:6]
	slog.Error("an error without a sentence", "code", code, "cause", err.Error())
	return Trouble{Said: T("kit.unclear"), Next: T("kit.unclear-next", code)}, true
}
