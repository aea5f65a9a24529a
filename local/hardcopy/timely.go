package hardcopy

import (
	"context"
	"strings"
	"time"

	"tram/local/office"
)

// timely gives an act the time that its mark carries, or asks for a word of the
// clerk where the journal or the file speaks against the clock of the PC.
func (d *Desk) timely(ctx context.Context, c office.Conversion) (office.Conversion, error) {
	if d.Gate != nil {
		if err := d.Gate(ctx); err != nil {
			return c, err
		}
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
	doubts, err := office.ClockDoubts(now, newest, c.Message.Told)
	return now, doubts, err
}

// VouchClock records why a print copy is made although the time of the PC looks
// wrong. Nothing is recorded where nothing speaks against it.
func (d *Desk) VouchClock(ctx context.Context, id office.ID, clerk office.Clerk, why string) (office.Conversion, error) {
	c, err := d.draft(ctx, id)
	if err != nil {
		return c, err
	}
	if why = strings.Join(strings.Fields(why), " "); why == "" {
		return c, NoReason
	}
	now, doubts, err := d.doubts(ctx, c)
	if err != nil || len(doubts) == 0 {
		return c, err
	}
	c.Clock = &office.ClockWord{Why: why, Clerk: d.Hand.Of(ctx, clerk).Name, At: now, Doubts: doubts}
	return d.Records.SaveConversion(ctx, actOf(c, "vouch-clock"), c)
}
