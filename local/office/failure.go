package office

import (
	"errors"
	"fmt"
	"strings"
)

// Failure is one situation that a clerk meets, told in Vietnamese: what
// happened, and what to do. Each room keeps its own in failures.go as values
// that errors.Is recognises by Name.
type Failure struct {
	Name string // stable, in English: "intake.empty-file"
	Said string // what happened; may hold verbs for About
	Next string // what to do now; may hold more of them
	Part Part   // where to do it; empty: it tells no place

	cause error
	about *[]any // what the verbs were filled with
}

// Error is for the log: the name and the English cause, never shown to a clerk.
func (f Failure) Error() string {
	if f.cause == nil {
		return f.Name
	}
	return f.Name + ": " + f.cause.Error()
}

// Because keeps the cause for errors.Is and for the log.
func (f Failure) Because(err error) Failure {
	f.cause = err
	return f
}

// About fills the verbs of Said, and with what is left those of Next.
func (f Failure) About(args ...any) Failure {
	f.Said, f.Next = Fill(f.Said, f.Next, args)
	f.about = &args
	return f
}

// Fill puts words into the verbs of two sentences, first into those of said. Where that numbers its
// verbs, all are for it.
func Fill(said, next string, args []any) (filledSaid, filledNext string) {
	n := len(args)
	if verbs := Verbs(said); verbs < n && Verbs(next) > 0 && !strings.Contains(said, "%[") {
		n = verbs
	}
	if len(args) > n {
		next = fmt.Sprintf(next, args[n:]...)
	}
	return fmt.Sprintf(said, args[:n]...), next
}

// Verbs counts the verbs of a sentence.
func Verbs(said string) int { return strings.Count(strings.ReplaceAll(said, "%%", ""), "%") }

// Args are what the verbs were filled with, for whoever says it in another language.
func (f Failure) Args() []any {
	if f.about == nil {
		return nil
	}
	return *f.about
}

// Unwrap gives the cause.
func (f Failure) Unwrap() error { return f.cause }

// Is makes every telling of one situation equal to its name.
func (f Failure) Is(target error) bool {
	other, ok := target.(Failure)
	return ok && other.Name == f.Name
}

// FailureIn finds the sentence in an error, or says that there is none.
func FailureIn(err error) (Failure, bool) {
	var f Failure
	ok := errors.As(err, &f)
	return f, ok
}
