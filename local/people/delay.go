package people

import (
	"context"
	"time"

	"tram/local/office"
)

// Delays after wrong passwords. A clerk errs now and then and waits for nothing; a
// program that guesses has about a hundred tries a day.
const (
	freeTries  = 3
	firstDelay = 2 * time.Second
	mostDelay  = 15 * time.Minute
)

// Delay is how long the next try has to wait after a number of wrong ones.
func Delay(wrong int) time.Duration {
	delay := firstDelay
	switch {
	case wrong < freeTries:
		return 0
	case wrong-freeTries > 20: // long before the shift overflows
		return mostDelay
	}
	return min(delay<<(wrong-freeTries), mostDelay)
}

// Counter counts the tries at an account where all processes see it. A try is wrong
// until the right password was seen.
type Counter interface {
	// BookTry counts one more wrong try, in one transaction with looking at the
	// count. After some tries it books nothing before the delay is over, and tells
	// how long that takes yet.
	BookTry(ctx context.Context, account office.ID, delay func(wrong int) time.Duration) (wait time.Duration, err error)

	// TookRight forgets the wrong tries, and tells of what was before.
	TookRight(ctx context.Context, account office.ID) (Entered, error)
}

// Entered is what was known of an account when it was entered again.
type Entered struct {
	Before time.Time // when it was entered before; zero: never
	Wrong  int       // wrong tries since, without the right one
}
