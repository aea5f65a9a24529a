package station

import (
	"cmp"
	"context"
	"slices"
	"strings"

	registers "tram/local/books"
	"tram/local/office"
	"tram/local/requests"
	"tram/local/store"
)

// FindRequests finds requests that a wish is about, the newest first: keys for RequestRows. Those that
// somebody has to go on with, and those that are late, come by their appointment, the first one first.
func (s *Requests) FindRequests(ctx context.Context, by office.Clerk, w office.RequestWish, most int) (keys []int64, more bool, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, false, err
	}
	if w.Which == office.RequestsAll {
		return requests.Find(ctx, s.store, w.Text, most)
	}
	all, err := s.which(ctx, s.entrance.own(ctx, by), w.Which)
	if err != nil {
		return nil, false, err
	}
	keys, err = requests.Among(ctx, s.store, all, w.Text)
	if most > 0 && len(keys) > most {
		keys, more = keys[:most], true
	}
	return keys, more, err
}

// which are where the open requests stand that a list is about.
func (s *Requests) which(ctx context.Context, by office.Clerk, list office.RequestList) ([]requests.Stand, error) {
	switch list {
	case office.RequestsLate:
		all, err := requests.Late(ctx, s.store, s.clock.Now())
		return byAppointment(all), err
	case office.RequestsMine:
		return s.mine(ctx, by)
	}
	open, err := requests.StandingsOf(ctx, s.store, true)
	if stage, one := stageOf[list]; one {
		open = slices.DeleteFunc(open, func(is requests.Stand) bool { return is.Stage != stage || is.Parted() })
	}
	return open, err
}

// stageOf is at which stage the requests of a list stand, where it is one.
var stageOf = map[office.RequestList]office.RequestStage{office.RequestsWaiting: office.RequestWaiting, office.RequestsReady: office.RequestReady}

// mine are the open requests with which somebody has something to do: what they settle, and what is
// done at the counter. Who is nobody has all of them.
func (s *Requests) mine(ctx context.Context, who office.Clerk) (all []requests.Stand, err error) {
	open, err := requests.StandingsOf(ctx, s.store, true)
	for _, is := range open {
		if is.Waits(who.ID) {
			all = append(all, is)
		}
	}
	return byAppointment(all), err
}

// byAppointment has who is to be answered first come first; of one moment, who came first.
func byAppointment(all []requests.Stand) []requests.Stand {
	slices.SortFunc(all, func(a, b requests.Stand) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Request, b.Request)) })
	return all
}

// Procedures are those in force, by their names: what may be asked for.
func (s *Requests) Procedures(ctx context.Context) ([]office.Procedure, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	all, err := store.All(ctx, s.store, registers.Procedures.Kind)
	all = slices.DeleteFunc(all, func(p office.Procedure) bool { return p.State != office.ProcedureInForce })
	slices.SortStableFunc(all, func(a, b office.Procedure) int {
		return cmp.Or(strings.Compare(office.Fold(a.Name), office.Fold(b.Name)), strings.Compare(a.Code, b.Code))
	})
	return all, err
}

// RequestRows are requests as a list shows them, in the order of their keys.
func (s *Requests) RequestRows(ctx context.Context, keys []int64) ([]office.RequestRow, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	c, err := calendar()
	if err != nil {
		return nil, err
	}
	return requests.Rows(ctx, s.store, c, keys, s.clock.Now())
}

// RequestsLate lists the requests that are late on a day, yyyy-mm-dd, or as clerks write a day;
// empty: now. The oldest appointment comes first.
func (s *Requests) RequestsLate(ctx context.Context, on string) ([]office.RequestRow, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	at := s.clock.Now()
	if on != "" {
		day, err := office.ParseDate(on)
		if err != nil || day == "" {
			return nil, BadDayAsked.About(on).Because(err)
		}
		if _, at, err = office.DayBounds(day); err != nil {
			return nil, BadDayAsked.About(on).Because(err)
		}
		if at.Before(s.clock.Now()) {
			return nil, DayOver.About(office.DaySaid(day))
		}
	}
	all, err := requests.Late(ctx, s.store, at)
	if err != nil {
		return nil, err
	}
	c, err := calendar()
	if err != nil {
		return nil, err
	}
	keys, err := requests.Among(ctx, s.store, byAppointment(all), "")
	if err != nil {
		return nil, err
	}
	return requests.Rows(ctx, s.store, c, keys, at)
}

// DayOver tells that a day is over: what was late then is not what is late now.
var DayOver = office.Failure{
	Name: "station.day-over",
	Said: "Ngày %s đã qua: danh sách quá hẹn chỉ nói lúc này và những ngày sắp tới.",
	Next: "Muốn biết đã quá hẹn thế nào tới ngày ấy, hãy xem báo cáo (request report --to).",
}

// BadDayAsked tells that what was typed is no day.
var BadDayAsked = office.Failure{
	Name: "station.bad-day-asked",
	Said: "“%s” không phải ngày.",
	Next: "Hãy gõ theo dạng ngày/tháng/năm, ví dụ 30/11/2026.",
}

func (s *Requests) waits() []wait {
	return []wait{
		{sort: "requests", needs: office.MayKeep, all: office.ToRequests, ask: s.requestsWaiting},
		{sort: "requests-late", needs: office.MayDecide, all: office.ToRequestsLate, ask: s.requestsLateWaiting},
	}
}

// requestsWaiting tells of requests with which whoever acts by a context has something to do.
func (s *Requests) requestsWaiting(ctx context.Context) (is office.Waiting, err error) {
	all, err := s.mine(ctx, s.entrance.own(ctx, office.Clerk{}))
	return s.requestWaits(all, err)
}

// requestsLateWaiting tells whoever leads of what is late, whoever settles it (Điều 7.1).
func (s *Requests) requestsLateWaiting(ctx context.Context) (is office.Waiting, err error) {
	all, err := requests.Late(ctx, s.store, s.clock.Now())
	return s.requestWaits(byAppointment(all), err)
}

// requestWaits tells of requests by their codes and procedures, and of nobody who asks.
func (s *Requests) requestWaits(all []requests.Stand, failed error) (is office.Waiting, err error) {
	c, err := calendar()
	if err = cmp.Or(failed, err); err != nil {
		return is, err
	}
	is.Count = len(all)
	now := s.clock.Now()
	for _, each := range all[:min(len(all), office.WaitsTold)] {
		w := office.Wait{Title: each.Name, Below: each.Said(), Since: each.Since, Due: each.Due, To: office.ToRequests, Record: each.Request}
		if each.Holder.Name != "" && each.Stage == office.RequestWorking {
			w.Below += ": " + each.Holder.Name
		}
		if each.Stage == office.RequestWorking {
			w.Below += " · hẹn trả " + office.MomentSaid(each.Due)
		}
		if each.Late(now) {
			w.Grave, w.Below = office.Wanting, w.Below+" · "+each.LateSaid(c, now)
		}
		is.Newest = append(is.Newest, w)
	}
	return is, nil
}
