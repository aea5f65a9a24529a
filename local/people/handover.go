package people

import (
	"context"
	"slices"
	"time"

	"tram/local/office"
)

// HandOver lends what a person may do to a substitute, from now on until the end of a day.
// They do it themselves, or an administrator for who is ill. Failures: NoSubstitute,
// InspectorLends, HandoverTooLong, HandoverOver.
func (d *Desk) HandOver(ctx context.Context, by *Login, account, to office.ID, until time.Time, why string) (Account, error) {
	sub, _, err := d.account(ctx, to)
	if err != nil {
		return Account{}, err
	}
	if to == account || !sub.Active() || slices.Contains(sub.Posts, office.AsInspector) {
		return Account{}, NoSubstitute.About(d.nameOf(ctx, sub))
	}
	now := d.Clock.Now().UTC().Round(0)
	end := endOfDay(until)
	switch {
	case !now.Before(end):
		return Account{}, HandoverOver.About(office.LastDay(end))
	case end.Sub(now) > mostAhead:
		return Account{}, HandoverTooLong
	}
	newest, err := d.Records.Newest(ctx)
	if err != nil {
		return Account{}, err
	}
	return d.own(ctx, account, edit{by: by, step: StepHandOver, why: why, do: func(a *Admission) error {
		if slices.Contains(a.Posts, office.AsInspector) {
			return InspectorLends
		}
		a.Lent = slices.DeleteFunc(a.Lent, func(h Handover) bool { return h.To == to || !now.Before(h.Until) })
		a.Lent = append(a.Lent, Handover{To: to, From: now, Until: end, Why: tidyWhy(why), Since: newest})
		return nil
	}})
}

// TakeBack ends what a person lent before its day has come.
func (d *Desk) TakeBack(ctx context.Context, by *Login, account office.ID) (Account, error) {
	return d.own(ctx, account, edit{by: by, step: StepReturn, do: func(a *Admission) error {
		a.Lent = nil
		return nil
	}})
}
