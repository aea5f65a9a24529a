package routing

import (
	"slices"

	"tram/local/office"
)

// Road is which way a document goes.
type Road string

// Incoming: it came, and is dealt with. Made: it is made here, signed and issued.
const (
	Incoming Road = "incoming"
	Made     Road = "made"
)

// RoadOf is the road of what stands on a register. It fails with NoRoad.
func RoadOf(f office.Flow) (Road, error) {
	switch f {
	case office.FlowIn:
		return Incoming, nil
	case office.FlowOut, office.FlowInternal:
		return Made, nil
	}
	return "", NoRoad
}

// who may take a step.
type who int

const (
	holder    who = iota // has the document, or leads
	holderOwn            // has the document
	leader
	desk // keeps the registers: nobody has the document
	asked
	asker // asked, has the document, or leads
)

// rule says from where a step leads on one road, and who takes it.
type rule struct {
	deed    office.RouteDeed
	road    Road // empty: both
	from    []office.RouteStage
	who     who
	to      bool // it names a person
	words   bool // it needs some
	due     bool // it may name a day
	forward bool // it waits for every opinion that was asked
	leads   func(place, office.RouteEntry) place
}

// rules are all the ways there are. Of one deed, road and stage there is one at most.
var rules = []rule{
	{deed: office.RoutePresent, road: Incoming, from: stages(office.StageReceived), who: desk, to: true, leads: func(p place, e office.RouteEntry) place {
		return p.at(office.StagePresented, e.To)
	}},
	{deed: office.RouteAssign, from: stages(office.StageReceived), who: desk, to: true, due: true, leads: assigned},
	{deed: office.RouteAssign, from: stages(office.StagePresented), who: holder, to: true, due: true, leads: assigned},
	{deed: office.RouteAssign, from: stages(office.StageAssigned, office.StageInWork), who: leader, to: true, words: true, due: true, leads: assigned},
	{deed: office.RouteTakeUp, from: stages(office.StageAssigned), who: holderOwn, leads: takenUp},
	{deed: office.RouteTakeUp, road: Made, from: stages(office.StageReceived), who: desk, leads: takenUp},
	{deed: office.RouteTakeUp, road: Incoming, from: stages(office.StageDecided), who: holderOwn, leads: takenUp},
	{deed: office.RouteAsk, from: stages(office.StageInWork, office.StageSubmitted), who: holder, to: true, due: true},
	{deed: office.RouteOpine, who: asked, words: true},
	{deed: office.RouteForgo, who: asker, words: true},
	{deed: office.RouteSubmit, from: stages(office.StageInWork, office.StageSubmitted), who: holderOwn, to: true, forward: true, leads: submitted},
	{deed: office.RouteDecide, from: stages(office.StageSubmitted), who: leader, words: true, forward: true, leads: decided},
	{deed: office.RouteReturn, from: stages(office.StagePresented, office.StageAssigned, office.StageInWork, office.StageSubmitted), who: holder, words: true, leads: returned},
	{deed: office.RouteReturn, road: Made, from: stages(office.StageDecided), who: holder, words: true, leads: returned},
	{deed: office.RouteReturn, road: Made, from: stages(office.StageSigned), who: desk, words: true, leads: returned},
	{deed: office.RouteSign, road: Made, from: stages(office.StageDecided), who: holder, forward: true, leads: func(p place, e office.RouteEntry) place {
		p.Electronic = e.Record != ""
		return p.at(office.StageSigned, office.RoutePerson{})
	}},
	{deed: office.RouteIssue, road: Made, from: stages(office.StageSigned), who: desk, forward: true, leads: func(p place, _ office.RouteEntry) place {
		return p.at(office.StageIssued, office.RoutePerson{})
	}},
	{deed: office.RouteFile, road: Incoming, from: stages(office.StageInWork), who: holder, words: true, forward: true, leads: filed},
	{deed: office.RouteFile, road: Incoming, from: stages(office.StageDecided), who: holder, forward: true, leads: filed},
	{deed: office.RouteFile, road: Made, from: stages(office.StageIssued), who: desk, forward: true, leads: filed},
}

func stages(all ...office.RouteStage) []office.RouteStage { return all }

// ruleOf is what a step is bound by at a stage; false: it does not go on from there.
func ruleOf(road Road, at office.RouteStage, deed office.RouteDeed) (rule, bool) {
	i := slices.IndexFunc(rules, func(r rule) bool {
		return r.deed == deed && (r.road == "" || r.road == road) && (r.from == nil || slices.Contains(r.from, at))
	})
	if i < 0 {
		return rule{}, false
	}
	return rules[i], true
}

// place is where a document is after a step of its road, with what a return needs.
type place struct {
	office.RouteStands
	worker   office.RoutePerson // who has the work, also while a leader has the document
	assigner office.RoutePerson
	before   office.RouteStage // from which it was assigned
	incoming bool
}

func (p place) at(stage office.RouteStage, holder office.RoutePerson) place {
	p.Stage, p.Holder, p.Returned = stage, holder, false
	return p
}

func assigned(p place, e office.RouteEntry) place {
	if p.Stage == office.StageReceived || p.Stage == office.StagePresented {
		p.before, p.assigner = p.Stage, e.By
	}
	if e.Due != "" {
		p.Due = e.Due
	}
	return p.at(office.StageAssigned, e.To)
}

func takenUp(p place, e office.RouteEntry) place {
	if p.Stage == office.StageReceived {
		p.before, p.assigner, p.Holder = p.Stage, office.RoutePerson{}, e.By
	}
	return p.at(office.StageInWork, p.Holder)
}

func submitted(p place, e office.RouteEntry) place {
	if p.Stage == office.StageInWork {
		p.worker = p.Holder
		p.Submitted++
	}
	return p.at(office.StageSubmitted, e.To)
}

// decided gives what came in back to whoever deals with it, and what is made here to who signs.
func decided(p place, e office.RouteEntry) place {
	if p.incoming {
		return p.at(office.StageDecided, p.worker)
	}
	return p.at(office.StageDecided, e.By)
}

// returned goes back by one storey: from work to who gave it, from a leader to the work.
func returned(p place, _ office.RouteEntry) place {
	switch p.Stage {
	case office.StagePresented:
		p = p.at(office.StageReceived, office.RoutePerson{})
	case office.StageAssigned, office.StageInWork:
		back := office.RoutePerson{}
		if p.before == office.StagePresented {
			back = p.assigner
		}
		p = p.at(p.before, back)
	default:
		p.Electronic = false
		p = p.at(office.StageInWork, p.worker)
	}
	p.Returned = true
	return p
}

func filed(p place, _ office.RouteEntry) place {
	return p.at(office.StageFiled, office.RoutePerson{})
}

// StillTaken tells whether a step may be taken with a document whose force has ended (Nghị định 30/2020,
// Điều 18): it is put away, and what came in goes as far as who does that.
func StillTaken(way Road, deed office.RouteDeed) bool {
	switch deed {
	case office.RouteFile, office.RouteSettle:
		return true
	case office.RouteAssign, office.RouteTakeUp, office.RouteReturn, office.RouteForgo:
		return way == Incoming
	}
	return false
}
