package station

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

func (s *Routing) waits() []wait {
	return []wait{
		{sort: "routed", needs: office.MayKeep, all: office.ToDocument, ask: s.routedWaiting},
		{sort: "torn", needs: office.MayWithdraw, all: office.ToDocument, ask: s.tornWaiting},
		{sort: "overdue", needs: office.MayDecide, all: office.ToLate, ask: s.overdueWaiting},
	}
}

// routedWaiting tells of documents with which whoever acts by a context has something to do;
// where nobody has an account, of all that are open.
func (s *Routing) routedWaiting(ctx context.Context) (is office.Waiting, err error) {
	var all []office.RouteItem
	if who := s.entrance.own(ctx, office.Clerk{}); who.ID == "" {
		all, err = s.open(ctx, s.clock.Now())
	} else if a, failed := s.actor(ctx, who); failed != nil {
		return is, failed
	} else {
		all, err = s.held(ctx, a)
	}
	return s.routeWaits(ctx, all, err)
}

// tornWaiting tells of documents of which stations wrote what cannot both be.
func (s *Routing) tornWaiting(ctx context.Context) (is office.Waiting, err error) {
	torn, err := documents.Torn(ctx, s.store)
	if err != nil {
		return is, err
	}
	is.Count = len(torn)
	ids := slices.Sorted(maps.Keys(torn))
	for _, id := range ids[:min(len(ids), office.WaitsTold)] {
		r, err := store.One(ctx, s.store, documents.Registered, id)
		if err != nil {
			return is, err
		}
		is.Newest = append(is.Newest, office.Wait{Title: fmt.Sprintf("%s: %s · %s", routedSaid[r.Flow], cmp.Or(r.Numbered(), r.Said()), r.Document.Subject), Below: torn[id], Grave: office.Wanting, To: office.ToDocument, Record: id})
	}
	return is, nil
}

// overdueWaiting tells whoever leads of what is late, whoever has it.
func (s *Routing) overdueWaiting(ctx context.Context) (is office.Waiting, err error) {
	all, err := s.overdue(ctx, s.clock.Now())
	return s.routeWaits(ctx, all, err)
}

func (s *Routing) routeWaits(ctx context.Context, all []office.RouteItem, err error) (is office.Waiting, _ error) {
	is.Count = len(all)
	told, err := s.named(ctx, all[:min(len(all), office.WaitsTold)], err)
	for _, i := range told {
		is.Newest = append(is.Newest, routeWait(i))
	}
	return is, err
}

// routedSaid are the sorts of documents that have a road.
var routedSaid = map[office.Flow]string{office.FlowIn: "Văn bản đến", office.FlowOut: "Văn bản đi", office.FlowInternal: "Văn bản nội bộ"}

func routeWait(i office.RouteItem) office.Wait {
	number := i.Document.Numbered()
	if number == "" {
		number = i.Document.Said()
	}
	w := office.Wait{Title: fmt.Sprintf("%s: %s · %s", routedSaid[i.Document.Flow], number, i.Document.Document.Subject), Since: i.Stands.Since, Due: i.Duty.By, To: office.ToDocument, Record: i.Document.ID}
	w.Below = i.Stands.Stage.Said()
	if i.Question.Entry != "" {
		w.Since, w.Below = i.Question.Asked, "Xin ý kiến phối hợp: "+i.Question.By.Name
		if i.Question.Say != "" {
			w.Below += " · " + i.Question.Say
		}
	} else if i.Stands.Holder.Name != "" {
		w.Below += ": " + i.Stands.Holder.Name
	}
	if i.Duty.Late != "" {
		w.Grave, w.Below = office.Wanting, w.Below+" · "+i.Duty.Late
	}
	return w
}
