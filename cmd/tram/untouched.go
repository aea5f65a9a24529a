package main

import "time"

// untouched is how long nobody has used a key or the pointer of this computer, in whatever
// program; false where the system does not tell. Reading, and words that a screen reader
// speaks, are no touch.
func untouched() (time.Duration, bool) {
	since, err := lastTouch()
	return since, err == nil
}
