package station

import (
	"cmp"
	"context"
	"slices"
	"time"

	registers "tram/local/books"
	"tram/local/office"
	"tram/local/store"
)

// Incidents (sự cố) has what broke off or threatened the work written down, told to the
// authority and to users in time, and closed (Điều 13.2c).
type Incidents struct {
	*ground
	entrance *Entrance
	plans    *Plans
}

// Raise writes down an incident that the station itself detected, without a log-in: i.Cause
// says by what, and Name, Sort and Described what a clerk reads. When Detected is not set it
// is now, to the minute as the form shows it. While one of that sort and cause is open it is
// that one, and nothing is written: an alarm that goes on is one incident.
func (s *Incidents) Raise(ctx context.Context, i office.Incident) (office.Incident, error) {
	all, err := s.open(ctx)
	if err != nil {
		return office.Incident{}, err
	}
	if at := slices.IndexFunc(all, func(o office.Incident) bool { return o.Sort == i.Sort && o.Cause == i.Cause }); at >= 0 {
		return all[at], nil
	}
	i.ID, i.Version, i.State = "", 0, office.IncidentOpen
	i.Detected = cmp.Or(i.Detected, s.clock.Now().UTC().Truncate(time.Minute).Format(time.RFC3339))
	err = s.store.Save(ctx, store.Act{Actor: program + " (" + i.Cause + ")", Step: registers.StepRaise}, registers.Incidents.Kind.Put(&i))
	return i, err
}

// open are the incidents that are not closed.
func (s *Incidents) open(ctx context.Context) ([]office.Incident, error) {
	all, err := store.All(ctx, s.store, registers.Incidents.Kind)
	return slices.DeleteFunc(all, func(i office.Incident) bool { return i.State != office.IncidentOpen }), err
}

// NoteIncident adds a line to the timeline of an incident. at is when it happened, as
// office.ParseMoment reads it; empty: now. It fails with books.BadMoment, NoWords and
// store.NoSuchRecord.
func (s *Incidents) NoteIncident(ctx context.Context, by office.Clerk, id office.ID, at, said string) (office.IncidentNote, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.IncidentNote{}, err
	}
	if _, err := store.One(ctx, s.store, registers.Incidents.Kind, id); err != nil {
		return office.IncidentNote{}, err
	}
	when, err := office.ParseMoment(cmp.Or(at, s.clock.Now().Format(time.RFC3339)))
	if err != nil {
		return office.IncidentNote{}, registers.BadMoment.About("Lúc", at)
	}
	if said, err = registers.Answered(office.Ask{Key: "said", Said: "Diễn biến", How: office.AskLines, Needed: true}, said); err != nil {
		return office.IncidentNote{}, err
	}
	n := office.IncidentNote{Incident: id, At: when, Said: said, Clerk: s.entrance.own(ctx, by).Name}
	return n, s.store.Save(ctx, store.Act{Actor: n.Clerk, Step: registers.StepNote}, registers.IncidentNotes.Put(&n))
}

// IncidentNotes are the timeline of an incident, the earliest first.
func (s *Incidents) IncidentNotes(ctx context.Context, id office.ID) (_ []office.IncidentNote, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.notes(ctx, id)
}

func (s *Incidents) notes(ctx context.Context, id office.ID) ([]office.IncidentNote, error) {
	all, err := store.By(ctx, s.store, registers.IncidentNotes, store.FacetOf, string(id))
	slices.SortStableFunc(all, func(a, b office.IncidentNote) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID)) })
	return all, err
}
