package station

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	registers "tram/local/books"
	"tram/local/office"
	"tram/local/store"
)

// Emergencies (tình huống khẩn cấp) are the times in which the office works without a line
// and gives paper receipts: begun, ended, and closed once every slip that was written on is
// accounted for (Điều 13.1).
type Emergencies struct {
	*ground
	entrance *Entrance
	signing  *Signing
	journal  *Journal
	copies   *Copies
	exchange *Exchange
}

// BeginEmergency tells that the office works without a line from a moment on, as
// office.ParseMoment reads it; empty: now. While another that a person began is on it is that
// one, and nothing is written. It fails with NoReason, books.BadMoment and EmergencyAhead.
func (s *Emergencies) BeginEmergency(ctx context.Context, by office.Clerk, why, at string) (office.Emergency, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.Emergency{}, err
	}
	clerk := s.entrance.own(ctx, by).Name
	if why, err = registers.Answered(office.Ask{Said: "Lý do", Needed: true}, why); err != nil {
		return office.Emergency{}, err
	}
	return s.turnOn(ctx, store.Act{Actor: clerk, Step: registers.StepBegin}, office.Emergency{Why: why, Begun: at})
}

// LineDown tells, without a log-in, that there is no line: cause says by what that was found,
// why what a clerk reads. While one of that cause is on it is that one.
func (s *Emergencies) LineDown(ctx context.Context, cause, why string) (office.Emergency, error) {
	return s.turnOn(ctx, actOf(cause, registers.StepLineDown), office.Emergency{Why: why, Cause: cause})
}

// LineBack tells that the line is back which LineDown missed by the same cause. What a person
// began a person ends.
func (s *Emergencies) LineBack(ctx context.Context, cause string) error {
	_, err := s.turnOff(ctx, actOf(cause, registers.StepLineBack), "", func(e office.Emergency) bool { return e.Cause == cause })
	return err
}

func (s *Emergencies) turnOn(ctx context.Context, act store.Act, e office.Emergency) (office.Emergency, error) {
	at, err := s.moment(e.Begun)
	if err != nil {
		return office.Emergency{}, err
	}
	all, err := s.unclosed(ctx)
	if err != nil {
		return office.Emergency{}, err
	}
	same := func(o office.Emergency) bool { return o.State == office.EmergencyOn && o.Cause == e.Cause }
	if i := slices.IndexFunc(all, same); i >= 0 {
		return all[i], nil
	}
	e.Begun, e.State = at, office.EmergencyOn
	return e, s.store.Save(ctx, act, registers.Emergencies.Put(&e))
}

// moment reads what was typed of when something was; empty: now.
func (s *Emergencies) moment(typed string) (string, error) {
	now := s.clock.Now()
	if typed == "" {
		return now.UTC().Format(time.RFC3339), nil
	}
	at, err := office.ParseMoment(typed)
	if err != nil {
		return "", registers.BadMoment.About("Lúc", typed)
	}
	if office.MomentOf(at).After(now) {
		return "", EmergencyAhead.About(office.MomentSaid(office.MomentOf(at)))
	}
	return at, nil
}

// EndEmergency tells that work goes as usual again: every emergency that is on is over then,
// at whatever station it was begun. It fails with NoEmergency.
func (s *Emergencies) EndEmergency(ctx context.Context, by office.Clerk, at string) ([]office.Emergency, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return nil, err
	}
	act := store.Act{Actor: s.entrance.own(ctx, by).Name, Step: registers.StepEnd}
	ended, err := s.turnOff(ctx, act, at, func(office.Emergency) bool { return true })
	if err == nil && len(ended) == 0 {
		err = NoEmergency
	}
	return ended, err
}

func (s *Emergencies) turnOff(ctx context.Context, act store.Act, typed string, which func(office.Emergency) bool) (ended []office.Emergency, err error) {
	at, err := s.moment(typed)
	if err != nil {
		return nil, err
	}
	all, err := s.unclosed(ctx)
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		if e.State == office.EmergencyOn && which(e) {
			e.State, e.Ended = office.EmergencyOver, at
			ended = append(ended, e)
		}
	}
	if len(ended) == 0 {
		return nil, nil
	}
	var puts []store.Change
	for i := range ended {
		puts = append(puts, registers.Emergencies.Put(&ended[i]))
	}
	return ended, s.store.Save(ctx, act, puts...)
}

// CloseEmergency closes every emergency that is over, once nothing is open: each pad was
// looked at since, and each slip that was written on was entered, cancelled or found lost.
// It fails with NoEmergency, EmergencyStillOn and StillOpen.
func (s *Emergencies) CloseEmergency(ctx context.Context, by office.Clerk) ([]office.Emergency, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return nil, err
	}
	r, err := s.reckon(ctx)
	if err != nil {
		return nil, err
	}
	on, _, _ := r.On()
	switch slips, pads := r.Open(); {
	case len(r.Emergencies) == 0:
		return nil, NoEmergency
	case on:
		return nil, EmergencyStillOn
	case slips+pads > 0:
		return nil, StillOpen.About(stillSaid(slips, pads))
	}
	act := store.Act{Actor: s.entrance.own(ctx, by).Name, Step: registers.StepClose}
	return r.Emergencies, s.closeAll(ctx, act, r)
}

// closeAll closes emergencies, and puts the pads away that nobody will write on any more.
func (s *Emergencies) closeAll(ctx context.Context, act store.Act, r office.Reckoning) error {
	var puts []store.Change
	for i := range r.Emergencies {
		r.Emergencies[i].State = office.EmergencyClosed
		puts = append(puts, registers.Emergencies.Put(&r.Emergencies[i]))
	}
	for i := range r.Pads {
		if p := &r.Pads[i].Pad; p.State != office.PadMade || p.Used == p.Slips {
			p.State = office.PadClosed
			puts = append(puts, registers.Pads.Put(p))
		}
	}
	return s.store.Save(ctx, act, puts...)
}

// stillSaid counts what is open.
func stillSaid(slips, pads int) string {
	switch {
	case pads == 0:
		return fmt.Sprintf("%d tờ biên nhận chưa xong", slips)
	case slips == 0:
		return fmt.Sprintf("%d quyển chưa kiểm", pads)
	}
	return fmt.Sprintf("%d tờ biên nhận chưa xong, %d quyển chưa kiểm", slips, pads)
}

// unclosed are the emergencies that are on or over, the earliest first.
func (s *Emergencies) unclosed(ctx context.Context) ([]office.Emergency, error) {
	all, err := inStates(ctx, s.store, registers.Emergencies, office.EmergencyOn, office.EmergencyOver)
	slices.SortStableFunc(all, func(a, b office.Emergency) int { return cmp.Or(cmp.Compare(a.Begun, b.Begun), cmp.Compare(a.ID, b.ID)) })
	return all, err
}

// EmergencyStands is what a window tells at all times: whether an emergency is on, what of
// it is open, and what waits for a line, counted in the rooms where it waits.
func (s *Emergencies) EmergencyStands(ctx context.Context) (is office.EmergencyStands, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	r, err := s.reckon(ctx)
	if err != nil {
		return is, err
	}
	is.On, is.Since, is.Why = r.On()
	is.Over = r.Over()
	is.Slips, is.Pads = r.Open()
	if !is.On {
		return is, nil
	}
	is.Waits, err = s.held(ctx)
	return is, err
}

// held counts what waits for a line.
func (s *Emergencies) held(ctx context.Context) (all []office.Held, err error) {
	days, err := s.journal.unstamped(ctx)
	if err != nil {
		return nil, err
	}
	if len(days) > 0 {
		all = append(all, office.Held{Sort: "stamp", Count: len(days)})
	}
	for _, w := range []wait{{sort: "evidence", ask: s.signing.evidenceWaiting}, {sort: "copy", ask: s.copies.copiesWaiting}, {sort: "chain", ask: s.exchange.chainsWaiting}} {
		waits, err := w.ask(ctx)
		if err != nil {
			return nil, err
		}
		if waits.Count > 0 {
			all = append(all, office.Held{Sort: w.sort, Count: waits.Count})
		}
	}
	return all, nil
}

// What stands in the way of an emergency, or of its end.
var (
	EmergencyAhead = office.Failure{
		Name: "station.emergency-ahead",
		Said: "Lúc %s chưa tới.",
		Next: "Hãy xem lại giờ, ngày đã ghi; bỏ trống là bây giờ.",
	}
	NoEmergency = office.Failure{
		Name: "station.no-emergency",
		Said: "Cơ quan không ở trong tình huống mất kết nối nào.",
		Next: "Hãy xem lại: có thể người khác đã kết thúc hoặc đã đóng.",
	}
	EmergencyStillOn = office.Failure{
		Name: "station.emergency-still-on",
		Said: "Đang làm việc khi mất kết nối, chưa đóng được.",
		Next: "Hãy ghi là đã có kết nối lại trước.",
	}
	StillOpen = office.Failure{
		Name: "station.still-open",
		Said: "Chưa đóng được, còn: %s.",
		Next: "Hãy xem trang Mất kết nối: kiểm từng quyển, rồi nhập, hủy hoặc ghi mất từng tờ.",
	}
)
