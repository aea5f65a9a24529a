package station

import (
	"context"
	"errors"
	"slices"

	"tram/local/meetings"
	"tram/local/office"
	"tram/local/routing"
	"tram/local/store"
)

// The tasks that minutes give stand with their document on the register: each has its own person and day, and
// is done by itself, while the document goes on to its signature and its issue as any other. So they are
// duties beside its road and no steps of it, which knows one holder at a time.

// tasksGiven are the tasks that a document gives as the minutes of a meeting, in their order; none: it is not
// the minutes of one, or not those that stand.
func (s *Routing) tasksGiven(ctx context.Context, document office.ID) ([]office.TaskTold, error) {
	minuted, err := store.By(ctx, s.store, meetings.Entries, meetings.FacetPaper, string(document))
	if err != nil || len(minuted) == 0 {
		return nil, err
	}
	e := minuted[0]
	live, err := meetings.SessionOf(ctx, s.store, e.Meeting, e.Time)
	if errors.Is(err, meetings.NoSuchMeeting) {
		return nil, nil // it has not come here yet
	}
	if err != nil || len(live.Minutes) == 0 || live.Minutes[len(live.Minutes)-1].ID != e.ID {
		return nil, err
	}
	return slices.DeleteFunc(s.tasksTold(live), func(t office.TaskTold) bool { return !slices.Contains(e.Paper.Last, t.ID) }), nil
}

// withTasks tells a road with the tasks that its document gives. How a task reads is told to who may read the
// document; the sentence that is spoken to whoever asks names its place, who has it, and until when.
func (s *Routing) withTasks(ctx context.Context, is *office.RouteTold) (err error) {
	if is.Document.State == office.RegisteredCancelled {
		return nil
	}
	if is.Tasks, err = s.tasksGiven(ctx, is.Document.ID); err != nil || len(is.Tasks) == 0 {
		return err
	}
	c, err := calendar()
	if err != nil {
		return err
	}
	var given []routing.Given
	for _, t := range is.Tasks {
		g := routing.Given{Who: t.Who.Name, Done: t.Done}
		if t.Due != "" {
			by, err := routing.DueOn(c, t.Due)
			if err != nil {
				return err
			}
			d := routing.Weigh(c, routing.Duty{Said: t.Say, Why: "giao trong cuộc họp", By: by, Who: t.Who}, s.clock.Now())
			if g.Told, g.Late = d.Told, d.Late; !t.Done {
				is.Duties = append(is.Duties, d)
			}
		}
		given = append(given, g)
	}
	is.Said += " " + routing.GivenSaid(given)
	return nil
}
