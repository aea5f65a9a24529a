package requests

import (
	"strings"
	"time"

	"tram/local/office"
	"tram/ui/kit"
)

// The questions of each deed. Each knows the failures of the station that are about its answer.

const (
	sayRows   = 3
	lacksRows = 4
)

type ask = kit.Ask[office.RequestEntry]

func text(key string, into func(*office.RequestEntry) *string) *ask {
	return kit.AskWords(key, kit.T("requests.ask-"+key), into)
}

func say(word string) *ask {
	return kit.AskProse("say", word, sayRows, func(e *office.RequestEntry) *string { return &e.Say })
}

func why() *ask {
	return say(kit.T("requests.ask-why")).Must().About("requests.no-reason", "requests.asked-before")
}

func note() *ask { return say(kit.T("requests.ask-note")).About("requests.asked-before") }

// asks are the questions of the deed that is being asked for.
func (s *step) asks() []*ask {
	switch s.deed {
	case office.RequestHand:
		return []*ask{kit.AskOne("to", kit.T("requests.ask-to"), people(s.page.all), func(e *office.RequestEntry) *office.ID { return &e.To.ID }).Must().About("requests.no-person"), note()}
	case office.RequestSupplement:
		return []*ask{lacks(), say(kit.T("requests.ask-why")).About("requests.asked-before")} // as the sheet calls it
	case office.RequestExtend:
		return []*ask{until(), why()}
	case office.RequestRefuse, office.RequestWithdraw:
		return []*ask{why()}
	case office.RequestResult:
		return s.resultAsks()
	case office.RequestConvert:
		return []*ask{s.records.ask(kit.T("requests.ask-record")).Must().About("requests.no-record", "requests.record-elsewhere", "station.result-not-finished")}
	case office.RequestNotify:
		return []*ask{
			kit.AskOne("notice", kit.T("requests.ask-notice"), office.TellWays, func(e *office.RequestEntry) *string { return &e.Notice.Way }).Must().Hinted(kit.T("requests.hint-notice")).About("requests.no-tell-way", "requests.no-tell"),
			text("basis", func(e *office.RequestEntry) *string { return &e.Notice.Basis }).Must().Hinted(kit.T("requests.hint-basis")).
				When(func(e office.RequestEntry) bool { return e.Notice.Way == office.TellNone }).About("requests.no-tell-basis"),
		}
	case office.RequestDeliver:
		return s.deliverAsks()
	case office.RequestClose:
		if s.of.Given.Store == office.StoreLater {
			return []*ask{text("reference", func(e *office.RequestEntry) *string { return &e.Given.Reference }).Hinted(kit.T("requests.hint-reference")).About("requests.store-owed"), note()}
		}
	case office.RequestSettle:
		return []*ask{kit.AskOne("of", kit.T("requests.ask-of"), s.ends(), func(e *office.RequestEntry) *office.ID { return &e.Of }).Must().About("requests.no-such-end"), why()}
	}
	return []*ask{note()}
}

// people are those who work here, to be chosen.
func people(clerks []office.Clerk) (all []office.Choice) {
	for _, c := range clerks {
		if !c.Left {
			all = append(all, office.Choice{Key: string(c.ID), Said: kit.Joined(c.Name, c.Position)})
		}
	}
	return all
}

// lacks asks what is missing, all of it at once.
func lacks() *ask {
	said := office.Ask{Key: "lacks", Said: kit.T("requests.ask-lacks"), How: office.AskLines, Hint: kit.T("requests.hint-lacks"), Needed: true}
	return kit.AskBy(said, func(e *office.RequestEntry) string { return strings.Join(e.Lacks, "\n") }, func(e *office.RequestEntry, typed string) {
		e.Lacks = strings.FieldsFunc(typed, func(r rune) bool { return r == '\n' })
	}).InLines(lacksRows).About("requests.nothing-lacks")
}

// until asks for the new appointment.
func until() *ask {
	said := office.Ask{Key: "due", Said: kit.T("requests.ask-due"), How: office.AskMoment, Needed: true}
	return kit.AskBy(said, func(e *office.RequestEntry) string {
		if e.Due.IsZero() {
			return ""
		}
		return e.Due.UTC().Format(time.RFC3339)
	}, func(e *office.RequestEntry, typed string) { e.Due = office.MomentOf(typed) }).Unread(func(typed string) error {
		if typed != "" && office.MomentOf(typed).IsZero() {
			return kit.Refused("requests.bad-moment", typed)
		}
		return nil
	}).About("requests.no-later", "requests.not-open-then")
}

func (s *step) resultAsks() []*ask {
	return []*ask{
		text("result", func(e *office.RequestEntry) *string { return &e.Result.Said }).Must().Hinted(kit.T("requests.hint-result")).About("requests.no-result-said"),
		kit.AskOne("medium", kit.T("requests.ask-medium"), office.ResultMedia, func(e *office.RequestEntry) *string { return &e.Result.Medium }).Must().About("requests.no-medium"),
		s.records.ask(kit.T("requests.ask-record-made")).When(func(e office.RequestEntry) bool { return e.Result.Medium == office.ResultElectronic }).About("requests.no-electronic-copy", "requests.record-elsewhere", "station.result-not-finished"),
		note(),
	}
}

func (s *step) deliverAsks() []*ask {
	names := func() []kit.Option {
		all := []string{s.of.Request.From.Name}
		if s.of.Request.Agent.Name != "" {
			all = append(all, s.of.Request.Agent.Name)
		}
		return kit.OptionsOf(all)
	}
	return []*ask{
		text("taker", func(e *office.RequestEntry) *string { return &e.Given.To }).Must().Offers(s.hanger, names).About("requests.no-taker"),
		kit.AskOne("given", kit.T("requests.ask-given"), office.ResultWays, func(e *office.RequestEntry) *string { return &e.Given.Way }).Beside().About("requests.no-way", "requests.online-not-yet", "requests.no-result-way"),
		text("authority", func(e *office.RequestEntry) *string { return &e.Given.Authority }).Hinted(kit.T("requests.hint-authority")).About("requests.no-authority"),
		kit.AskOne("store", kit.T("requests.ask-store"), office.StoreChoices, func(e *office.RequestEntry) *string { return &e.Given.Store }).Must().About("requests.no-store"),
		text("reference", func(e *office.RequestEntry) *string { return &e.Given.Reference }).Must().When(func(e office.RequestEntry) bool { return e.Given.Store == office.StoreSent }).About("requests.no-reference"),
		note(),
	}
}

// ends are the ways that stations took, each by its last entry.
func (s *step) ends() (all []office.Choice) {
	for _, each := range s.of.Steps {
		for _, end := range s.of.Parted {
			if each.ID == end {
				all = append(all, office.Choice{Key: string(end), Said: kit.Joined(kit.Said(each.Said), each.By.Name, kit.At(each.At), each.Say)})
			}
		}
	}
	return all
}

// first is an entry before anything is typed: what was said at the counter stands in it, to be changed.
func (s *step) first() office.RequestEntry {
	e, r := office.RequestEntry{Request: s.of.Request.ID, Deed: s.deed}, s.of.Request
	switch s.deed {
	case office.RequestNotify:
		e.Notice.Way = r.Tell
	case office.RequestDeliver:
		e.Given.Way = r.Way
	}
	return e
}
