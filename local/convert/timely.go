package convert

import (
	"context"
	"strings"
	"time"

	"tram/local/office"
)

// An act carries the time of the PC on its mark for ever. Before it is finished,
// that time is held against the journal and the files: what speaks against it needs
// a word of the clerk, which the record keeps; a clock that was never set is refused
// whatever anyone says.

// gated tells what keeps acts from being done on these data; nil: nothing.
func (d *Desk) gated(ctx context.Context) error {
	if d.Gate == nil {
		return nil
	}
	return d.Gate(ctx)
}

// timely gives an act its time, or asks for that word.
func (d *Desk) timely(ctx context.Context, c office.Conversion) (office.Conversion, error) {
	if err := d.gated(ctx); err != nil {
		return c, err
	}
	now, doubts, err := d.doubts(ctx, c)
	if err != nil {
		return c, err
	}
	if c.Clock, err = c.Clock.Over(now, doubts); err != nil {
		return c, err
	}
	c.Finished = now.Truncate(time.Second)
	return c, nil
}

func (d *Desk) doubts(ctx context.Context, c office.Conversion) (time.Time, []string, error) {
	now := d.Clock.Now()
	newest, err := d.Journal.NewestTime(ctx)
	if err != nil {
		return now, nil, err
	}
	var told []time.Time
	for _, p := range c.Pages {
		told = append(told, p.Told)
	}
	doubts, err := office.ClockDoubts(now, newest, told...)
	return now, doubts, err
}

// VouchClock records why a draft is finished although the time of the PC looks
// wrong. Nothing is recorded where nothing speaks against it.
func (d *Desk) VouchClock(ctx context.Context, id office.ID, clerk office.Clerk, why string) (office.Conversion, error) {
	c, err := d.unfinished(ctx, id)
	if err != nil {
		return c, err
	}
	if c.State == office.Draft {
		if c.Pages, err = d.Pages(id); err != nil {
			return c, err
		}
	}
	word, err := d.clockWord(ctx, c, d.Hand.Of(ctx, clerk), why)
	if err != nil || word == nil {
		return c, err
	}
	c.Clock = word
	return d.Records.SaveConversion(ctx, actOf(c, "vouch-clock"), c)
}

// clockWord is what a clerk says of a doubted clock; nil: it is not doubted, or
// nothing was said.
func (d *Desk) clockWord(ctx context.Context, c office.Conversion, clerk office.Clerk, why string) (*office.ClockWord, error) {
	why = strings.Join(strings.Fields(why), " ")
	if why == "" {
		return nil, nil
	}
	now, doubts, err := d.doubts(ctx, c)
	if err != nil || len(doubts) == 0 {
		return nil, err
	}
	return &office.ClockWord{Why: why, Clerk: clerk.Name, At: now, Doubts: doubts}, nil
}
