package routing

import (
	"slices"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/workday"
)

// longest bounds what is said at a step, in letters.
const longest = 4000

// Grow makes the next step of a journey of what somebody wishes: what it follows, and at which
// moment. It fails where that step may not be taken now, or not by them; nothing is changed then.
func (j Journey) Grow(e office.RouteEntry, now time.Time) (office.RouteEntry, error) {
	e.By, e.At, e.Say = e.Actor.RoutePerson, now, strings.TrimSpace(e.Say)
	if !slices.Contains(office.RouteDeeds, e.Deed) {
		return e, NoSuchDeed.About(e.Deed)
	}
	if len([]rune(e.Say)) > longest {
		return e, TooLong.About(longest)
	}
	if err := checkDue(e.Due, now); err != nil {
		return e, err
	}
	if e.Deed == office.RouteSettle {
		return j.settle(e)
	}
	if e.Deed == office.RouteOpine || e.Deed == office.RouteForgo {
		return j.answer(e)
	}
	if j.Parted() {
		return e, TwoRoads
	}
	return j.step(e)
}

// step is one of the road, or a question beside it.
func (j Journey) step(e office.RouteEntry) (office.RouteEntry, error) {
	h := j.Shown()
	r, is := ruleOf(j.Road, h.Stage, e.Deed)
	if !is {
		return e, NotNow.About(e.Deed.Said(), h.Stage.Said())
	}
	if !r.who.is(e.Actor, h) {
		return e, NotYours.About(e.Deed.Said(), r.who.said(h))
	}
	switch {
	case r.to && e.To.ID == "":
		return e, NoPerson.About(e.Deed.Said())
	case r.words && e.Say == "":
		return e, NoWords.About(e.Deed.Said())
	case !r.due && e.Due != "":
		return e, NoDue.About(e.Deed.Said())
	case r.forward && len(h.Open) > 0:
		return e, OpinionsOpen.About(namesOf(h.Open))
	}
	if !r.to {
		e.To = office.RoutePerson{}
	}
	if e.Deed == office.RouteAsk {
		if e.Actor.Is(e.To) {
			return e, OwnOpinion
		}
		if slices.ContainsFunc(h.Open, func(q office.RouteQuestion) bool { return q.To.ID == e.To.ID }) {
			return e, AskedAlready.About(e.To.Name)
		}
	}
	e.Of, e.After = "", nil
	if h.Head != "" {
		e.After = []office.ID{h.Head}
	}
	return e, nil
}

// answer is an opinion, or that nobody waits for it any more. Where its question is not named it
// is the only one that the actor may answer.
func (j Journey) answer(e office.RouteEntry) (office.RouteEntry, error) {
	var can []office.RouteQuestion
	for _, h := range j.Heads {
		for _, q := range h.Open {
			may := e.Actor.Is(q.To)
			if e.Deed == office.RouteForgo {
				may = e.Actor.Is(q.By) || holder.is(e.Actor, h)
			}
			named := e.Of == q.Entry || e.Of == "" && (e.To.ID == "" || e.To.ID == q.To.ID)
			if may && named && !slices.ContainsFunc(can, func(c office.RouteQuestion) bool { return c.Entry == q.Entry }) {
				can = append(can, q)
			}
		}
	}
	switch {
	case len(can) == 0:
		return e, NotAsked
	case len(can) > 1:
		return e, WhichOpinion.About(namesOf(can))
	case e.Say == "":
		return e, NoWords.About(e.Deed.Said())
	case e.Due != "":
		return e, NoDue.About(e.Deed.Said())
	}
	e.Of, e.To, e.After = can[0].Entry, office.RoutePerson{}, nil
	return e, nil
}

// settle says which of several roads stands; the others stay in the timeline.
func (j Journey) settle(e office.RouteEntry) (office.RouteEntry, error) {
	switch {
	case !j.Parted():
		return e, OneRoad
	case !e.Actor.Leads:
		return e, NotYours.About(e.Deed.Said(), leader.said(Head{}))
	case e.Say == "":
		return e, NoWords.About(e.Deed.Said())
	}
	e.After = nil
	for _, h := range j.Heads {
		e.After = append(e.After, h.Head)
	}
	if !slices.Contains(e.After, e.Of) {
		return e, NoSuchRoad
	}
	e.To, e.Due = office.RoutePerson{}, ""
	return e, nil
}

func namesOf(all []office.RouteQuestion) string {
	var names []string
	for _, q := range all {
		names = append(names, q.To.Name)
	}
	return strings.Join(names, ", ")
}

// is tells whether somebody may take a step of a road.
func (w who) is(a office.RouteActor, h Head) bool {
	switch w {
	case holder:
		return a.Leads || a.Is(h.Holder)
	case holderOwn:
		return a.Is(h.Holder)
	case leader:
		return a.Leads
	case desk:
		return a.Keeps
	}
	return false
}

// said is who that is.
func (w who) said(h Head) string {
	switch w {
	case leader:
		return "lãnh đạo"
	case desk:
		return "người giữ sổ văn bản"
	}
	return h.Holder.Name
}

// Way is a step that somebody may take now, with what it needs.
type Way struct {
	Deed        office.RouteDeed
	To, Words   bool
	Due         bool
	Of          office.RouteQuestion // of an opinion
	WaitsForAll bool                 // opinions are still to come before it
}

// Ways are the steps that somebody may take now, in the order in which they are offered.
func (j Journey) Ways(a office.RouteActor) (all []Way) {
	h := j.Shown()
	for _, deed := range office.RouteDeeds {
		switch deed {
		case office.RouteSettle:
			if j.Parted() && a.Leads {
				all = append(all, Way{Deed: deed, Words: true})
			}
		case office.RouteOpine, office.RouteForgo:
			for _, q := range h.Open {
				if deed == office.RouteOpine && a.Is(q.To) || deed == office.RouteForgo && (a.Is(q.By) || holder.is(a, h)) {
					all = append(all, Way{Deed: deed, Words: true, Of: q})
				}
			}
		default:
			if r, is := ruleOf(j.Road, h.Stage, deed); is && !j.Parted() && r.who.is(a, h) {
				all = append(all, Way{Deed: deed, To: r.to, Words: r.words, Due: r.due, WaitsForAll: r.forward && len(h.Open) > 0})
			}
		}
	}
	return all
}

// lastYear is one in which the calendar of working days still ends every term.
const lastYear = 2099

// checkDue refuses what is no day, and a day that has passed.
func checkDue(due string, now time.Time) error {
	if due == "" {
		return nil
	}
	day, err := time.ParseInLocation(time.DateOnly, due, office.VietNam)
	if err != nil || day.Year() > lastYear {
		return BadDue.About(due)
	}
	if workday.DateOf(day) < workday.DateOf(now) {
		return PastDue.About(day.Format("02/01/2006"))
	}
	return nil
}
