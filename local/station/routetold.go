package station

import (
	"cmp"
	"context"
	"strings"
	"time"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/routing"
)

// RouteOf tells the road of a document: where it stands, what it owes, and each step.
func (s *Routing) RouteOf(ctx context.Context, id office.ID) (is office.RouteTold, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	defer s.entrance.seen(ctx, id, &err)
	return s.told(ctx, id)
}

func (s *Routing) told(ctx context.Context, id office.ID) (is office.RouteTold, err error) {
	j, r, err := documents.JourneyOf(ctx, s.store, id)
	if err != nil {
		return is, err
	}
	is.Document, is.Open = r, j.Shown().Open
	for _, h := range j.Heads {
		is.Ends = append(is.Ends, h.RouteStands)
	}
	over, err := documents.Ended(ctx, s.store, []office.ID{id})
	if err != nil {
		return is, err
	}
	if r.State != office.RegisteredCancelled && !over[id] && (r.Brought.Run == "" || len(j.Steps) > 0) {
		if is.Duties, err = s.duties(j.Road, j.Shown().RouteStands, is.Open, s.clock.Now()); err != nil {
			return is, err
		}
	}
	names, err := s.fileNames(ctx, id)
	if err != nil {
		return is, err
	}
	versions := 0
	for _, step := range j.Steps {
		told := office.RouteStep{RouteEntry: step.RouteEntry, Said: step.Deed.Said(), Note: j.Note(step)}
		if len(step.RouteEntry.Files) > 0 {
			versions++
			told.Draft = versions
		}
		for _, file := range step.RouteEntry.Files {
			told.Files = append(told.Files, names[file])
		}
		is.Steps = append(is.Steps, told)
	}
	if err := cmp.Or(s.commented(ctx, &is), s.beside(ctx, &is)); err != nil {
		return is, err
	}
	decided(&is)
	is.Readable = len(names) > 0
	is.Said = routing.Sentence(r, j.Shown().RouteStands, j.Parted(), is.Duties)
	is.Amended, err = documents.AmendedOf(ctx, s.store, id)
	for _, a := range is.Amended {
		if a.Document == id { // without its reason: that is nobody's business outside
			said, _, _ := strings.Cut(a.Said, ": ")
			is.Said += " " + said + "."
		}
	}
	if err := s.withTasks(ctx, &is); err != nil {
		return is, err
	}
	var failed error
	if is.Torn, failed = documents.TornOf(ctx, s.store, id); is.Torn != "" {
		is.Said += " Các máy ghi khác nhau về văn bản này, đang chờ người có trách nhiệm xem lại."
	}
	return is, cmp.Or(err, failed)
}

// fileNames are what the files of a document are called; one that has not come here is told as
// that.
func (s *Routing) fileNames(ctx context.Context, id office.ID) (map[office.ID]string, error) {
	w, err := documents.Whole(ctx, s.store, id)
	names := map[office.ID]string{}
	for _, f := range w.Files {
		names[f.ID] = fileNamed(f)
	}
	return names, err
}

// fileNamed is what a file of a document is called.
func fileNamed(f office.Enclosed) string {
	if f.Message == nil {
		return "bản số hóa"
	}
	return f.Message.Name
}

// duties are what is owed where a document stands, each weighed against a moment.
func (s *Routing) duties(way routing.Road, h office.RouteStands, open []office.RouteQuestion, at time.Time) (all []office.RouteDuty, err error) {
	c, err := calendar()
	if err != nil {
		return nil, err
	}
	owed, err := routing.Duties(c, way, h, open)
	for _, d := range owed {
		all = append(all, routing.Weigh(c, d, at))
	}
	return all, err
}

// RouteWays are the steps that somebody may take with a document now.
func (s *Routing) RouteWays(ctx context.Context, by office.Clerk, id office.ID) (all []office.RouteWay, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	a, err := s.actor(ctx, s.entrance.own(ctx, by))
	if err != nil {
		return nil, err
	}
	j, r, err := documents.JourneyOf(ctx, s.store, id)
	if err != nil || !a.Keeps || r.State == office.RegisteredCancelled {
		return nil, err
	}
	over, err := documents.Ended(ctx, s.store, []office.ID{id})
	for _, w := range j.Ways(a) {
		if over[id] && !routing.StillTaken(j.Road, w.Deed) {
			continue
		}
		all = append(all, office.RouteWay{Deed: w.Deed, Said: w.Deed.Said(), To: w.To, Words: w.Words, Due: w.Due, Waits: w.WaitsForAll, Of: w.Of})
	}
	return all, err
}
