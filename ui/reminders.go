package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

const (
	// remindAhead is how long before a meeting whoever sits at the window is told of it.
	remindAhead = 15 * time.Minute
	// remindAsked is how often it is looked whether one is to be told of.
	remindAsked = 30 * time.Second
	// remindKept is how long it is remembered that one was told of, also over a restart.
	remindKept = time.Hour

	prefRemind   = "meetings.remind"
	prefReminded = "meetings.reminded"
)

// notice says something beside the window, where it is seen while another program is in front: the one place
// of the house that does.
func (w *Window) notice(title, said string) {
	if w.options.Notify != nil {
		w.options.Notify(title, said)
		return
	}
	w.app.SendNotification(fyne.NewNotification(title, said))
}

// reminds tells whether meetings are told of; they are until the clerk says otherwise.
func (w *Window) reminds() bool { return w.app.Preferences().BoolWithFallback(prefRemind, true) }

// setReminds keeps the choice.
func (w *Window) setReminds(yes bool) { w.app.Preferences().SetBool(prefRemind, yes) }

// followMeetings tells whoever sits at the window of each of their meetings once, a while before it begins,
// until ctx ends. Who has locked the window is told of none.
func (f *frame) followMeetings(ctx context.Context) {
	tick := time.NewTicker(remindAsked)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if !f.w.reminds() {
			continue
		}
		now := time.Now() //nolint:forbidigo // how soon is no time of a record
		mine, err := f.w.services.MyMeetings(office.Again(ctx), now, now.Add(remindAhead))
		if err != nil {
			continue // nobody sits here, or the next look has it
		}
		due := f.w.owed(mine, now)
		kit.OnScreen(func() {
			if ctx.Err() == nil && !f.w.locked {
				f.w.remind(due, now)
			}
		})
	}
}

// owed are those of some meetings that begin yet, and were not told of.
func (w *Window) owed(mine []office.Occurrence, now time.Time) (due []office.Occurrence) {
	told := w.app.Preferences().StringList(prefReminded)
	for _, o := range mine {
		if !o.AllDay && o.Start.After(now) && !slices.Contains(told, remindKey(o)) {
			due = append(due, o)
		}
	}
	return due
}

// remind tells of meetings, each once: also after a restart.
func (w *Window) remind(due []office.Occurrence, now time.Time) {
	if len(due) == 0 {
		return
	}
	told := slices.DeleteFunc(w.app.Preferences().StringList(prefReminded), func(key string) bool {
		at, _, _ := strings.Cut(key, " ")
		began, err := time.Parse(time.RFC3339, at)
		return err != nil || now.Sub(began) > remindKept
	})
	for _, o := range due {
		told = append(told, remindKey(o))
		w.notice(kit.T("frame.remind", o.Start.In(office.VietNam).Format("15:04")), kit.Joined(o.Title, o.Place))
	}
	w.app.Preferences().SetStringList(prefReminded, told)
}

// remindKey names one time of a meeting: one that was moved is told of again.
func remindKey(o office.Occurrence) string {
	return o.Start.UTC().Format(time.RFC3339) + " " + string(o.Meeting)
}
