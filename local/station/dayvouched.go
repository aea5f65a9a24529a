package station

import (
	"context"
	"strings"
	"time"

	"tram/local/office"
)

// dayVouched holds the day of the PC against the journal of this station, as the acts do: a number is
// of the year in which it was given and stays, and the day stands beside it. Where the journal knows a
// later day it fails with office.ClockDoubted, or is the word that the clerk gave, which the record
// keeps. Within a day a clock may be set.
func (s *Entrance) dayVouched(ctx context.Context, by office.Clerk, today time.Time, said *office.ClockWord) (*office.ClockWord, error) {
	newest, err := s.store.NewestTime(ctx)
	if err != nil {
		return nil, err
	}
	if newest.In(office.VietNam).Format(time.DateOnly) <= today.Format(time.DateOnly) {
		newest = time.Time{}
	}
	doubts, err := office.ClockDoubts(today, newest)
	if err != nil || len(doubts) == 0 {
		return nil, err
	}
	word := office.ClockWord{Clerk: s.own(ctx, by).Name, At: today, Doubts: doubts}
	if said != nil {
		word.Why = strings.Join(strings.Fields(said.Why), " ")
	}
	return word.Over(today, doubts)
}
