package office

import "time"

// Turns (hàng đợi) is who waits at the counter on one day, by the numbers that they took. Nothing of a
// person is in it.
type Turns struct {
	Day    string     `json:"day"`              // yyyy-mm-dd
	Given  int        `json:"given"`            // the last number that was given; 0: none was
	Called []TurnCall `json:"called,omitempty"` // the newest last
}

// TurnCall is that a number was called to a counter.
type TurnCall struct {
	Number  int       `json:"number"`
	Counter string    `json:"counter,omitempty"` // as the screen names it; empty: there is one
	At      time.Time `json:"at"`
}

// Next is the number whose turn it is; 0: nobody waits.
func (t Turns) Next() int {
	next := 1
	for _, c := range t.Called {
		next = max(next, c.Number+1)
	}
	if next > t.Given {
		return 0
	}
	return next
}

// Waits is how many wait.
func (t Turns) Waits() int {
	if next := t.Next(); next > 0 {
		return t.Given - next + 1
	}
	return 0
}

// Last is what was called last; the zero value: nothing was.
func (t Turns) Last() (none TurnCall) {
	if len(t.Called) == 0 {
		return none
	}
	return t.Called[len(t.Called)-1]
}
