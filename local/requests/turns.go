package requests

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// turnsName is that of the queue among what is kept beside the records: it is of one station and one day,
// and no record.
const turnsName = "turns"

// The bounds of a day at a counter.
const (
	mostTurns = 9_999
	mostCalls = 20_000
)

// pressedTwice is within what a second press of a button is the same one: nobody is passed over.
const pressedTwice = time.Second

// TurnsOf is the queue of a day.
func TurnsOf(ctx context.Context, s *store.Store, at time.Time) (office.Turns, error) {
	words, err := s.HalfTyped(ctx, turnsName)
	t, _ := turnsIn(words, at)
	return t, err
}

// mostDays is how many days are kept: a clock that is put right finds the queue of its day again.
const mostDays = 3

// turnsIn reads the queue of a day, and those of other days; the day that was written last stands last.
func turnsIn(words string, at time.Time) (of office.Turns, others []office.Turns) {
	of.Day = office.DayOf(at)
	var all []office.Turns
	if json.Unmarshal([]byte(words), &all) != nil {
		return of, nil
	}
	for _, t := range all {
		if t.Day == of.Day {
			of = t
		} else {
			others = append(others, t)
		}
	}
	return of, others
}

// TakeTurn gives the next number of a day. It fails with NoMoreTurns.
func TakeTurn(ctx context.Context, s *store.Store, at time.Time) (office.Turns, error) {
	return changeTurns(ctx, s, at, func(t *office.Turns) error {
		if t.Given >= mostTurns {
			return NoMoreTurns.About(mostTurns)
		}
		t.Given++
		return nil
	})
}

// CallTurn calls a number to a counter; 0: the next one. One that was called before is called again. It
// fails with NobodyWaits and NoSuchTurn.
func CallTurn(ctx context.Context, s *store.Store, at time.Time, number int, counter string) (office.Turns, error) {
	counter = tidied(counter)
	return changeTurns(ctx, s, at, func(t *office.Turns) error {
		last := t.Last()
		switch {
		case number == 0 && last.Number > 0 && last.Counter == counter && at.Sub(last.At).Abs() < pressedTwice:
			return nil
		case number == 0 && t.Next() == 0:
			return NobodyWaits
		case number < 0 || number > t.Given:
			return NoSuchTurn.About(number)
		case number == 0:
			number = t.Next()
		}
		if len(t.Called) >= mostCalls {
			t.Called = slices.Delete(t.Called, 0, 1)
		}
		t.Called = append(t.Called, office.TurnCall{Number: number, Counter: counter, At: at.UTC()})
		return nil
	})
}

func changeTurns(ctx context.Context, s *store.Store, at time.Time, change func(*office.Turns) error) (t office.Turns, err error) {
	err = s.ChangeHalfTyped(ctx, turnsName, func(words string) (string, error) {
		var others []office.Turns
		t, others = turnsIn(words, at)
		if err := change(&t); err != nil {
			return words, err
		}
		all := append(others, t)
		said, err := json.Marshal(all[max(0, len(all)-mostDays):])
		return string(said), err
	})
	return t, err
}

// NoMoreTurns tells that a day has no further number.
var NoMoreTurns = office.Failure{
	Name: "requests.no-more-turns",
	Said: "Hôm nay đã cấp tới số %d, không cấp thêm.",
	Next: "Hãy mời người đến theo thứ tự, không cần số.",
}

// NobodyWaits tells that every number was called.
var NobodyWaits = office.Failure{
	Name: "requests.nobody-waits",
	Said: "Không còn số nào chờ.",
	Next: "Khi có người đến, hãy lấy số cho họ.",
}

// NoSuchTurn tells that a number was not given today.
var NoSuchTurn = office.Failure{
	Name: "requests.no-such-turn",
	Said: "Hôm nay chưa cấp số %d.",
	Next: "Hãy gọi một số đã cấp.",
}
