package requests

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
	"tram/local/trail"
	"tram/local/workday"
)

// Stands is where a request stands.
type Stands struct {
	Stage  office.RequestStage
	Since  time.Time
	Holder office.RoutePerson // who settles it; nobody: the counter
	Due    time.Time          // giờ hẹn trả, as it was put off

	Supplements int       // how often something missing was asked
	Lacks       []string  // what is waited for
	Still       time.Time // since when the term stands still; zero: it runs
	Stood       time.Time // since when it stood still as the request was refused; zero: it ran then
	Extended    int       // how often the appointment was put off with an apology
	Answered    time.Time // when the result was there, or the refusal; zero: not yet
	Result      office.RequestOutcome
	Given       office.RequestDelivery
}

// Late tells whether the answer came, or is to come, after the appointment, at a moment.
func (s Stands) Late(now time.Time) bool {
	switch {
	case s.Stage == office.RequestWithdrawn || s.Stage == office.RequestClosed && s.Answered.IsZero(): // nobody waits for an answer
		return false
	case !s.Still.IsZero() || !s.Stood.IsZero(): // it is late if it was before
		return s.Still.After(s.Due) || s.Stood.After(s.Due)
	case !s.Answered.IsZero():
		return s.Answered.After(s.Due)
	}
	return now.After(s.Due)
}

// Life is what became of a request, as far as its entries are known.
type Life struct {
	Request office.Request
	walked  trail.Walked[office.RequestEntry, Stands]
}

// Live follows the entries of a request.
func Live(r office.Request, all []office.RequestEntry) Life {
	rules := trail.Rules[office.RequestEntry, Stands]{
		Step: func(e office.RequestEntry) trail.Step {
			return trail.Step{ID: e.ID, At: e.At, After: e.After, Of: e.Of, Beside: beside(e.Deed), Settles: e.Deed == office.RequestSettle}
		},
		Leads: leads,
	}
	l := Life{Request: r}
	l.walked = rules.Walk(l.start(), all)
	return l
}

// start is where a request stands as it is received.
func (l Life) start() Stands {
	return Stands{Stage: office.RequestWorking, Since: l.Request.Received, Due: l.Request.Due}
}

// beside tells of deeds that move nothing: two stations may do them without parting a request.
func beside(d office.RequestDeed) bool {
	return d == office.RequestConvert || d == office.RequestNotify
}

// from is at which stages a deed may be done.
var from = map[office.RequestDeed][]office.RequestStage{
	office.RequestHand:       {office.RequestWorking},
	office.RequestSupplement: {office.RequestWorking},
	office.RequestSupplied:   {office.RequestWaiting},
	office.RequestExtend:     {office.RequestWorking},
	office.RequestRefuse:     {office.RequestWorking, office.RequestWaiting},
	office.RequestResult:     {office.RequestWorking},
	office.RequestConvert:    {office.RequestReady, office.RequestDelivered},
	office.RequestNotify:     {office.RequestReady, office.RequestDelivered, office.RequestRefused},
	office.RequestDeliver:    {office.RequestReady},
	office.RequestWithdraw:   {office.RequestWorking, office.RequestWaiting},
	office.RequestClose:      {office.RequestDelivered, office.RequestRefused, office.RequestWithdrawn},
}

// leads is what a deed makes of a place. It asks what every entry must have, wherever it comes from;
// what else is asked of a deed that is done now, Grow asks.
func leads(s Stands, e office.RequestEntry) (Stands, bool) {
	if beside(e.Deed) {
		return s, true
	}
	if !slices.Contains(from[e.Deed], s.Stage) {
		return s, false
	}
	s.Since = e.At
	switch e.Deed {
	case office.RequestHand:
		s.Holder = e.To
		return s, e.To.ID != ""
	case office.RequestSupplement:
		s.Stage, s.Still, s.Lacks, s.Supplements = office.RequestWaiting, e.At, e.Lacks, s.Supplements+1
		return s, len(e.Lacks) > 0
	case office.RequestSupplied:
		s.Stage, s.Still, s.Lacks, s.Due = office.RequestWorking, time.Time{}, nil, e.Due
		return s, !e.Due.IsZero()
	case office.RequestExtend:
		s.Due, s.Extended = e.Due, s.Extended+1
		return s, e.Say != "" && !e.Due.IsZero()
	case office.RequestRefuse:
		s.Stage, s.Still, s.Stood, s.Answered = office.RequestRefused, time.Time{}, s.Still, e.At
		return s, e.Say != ""
	case office.RequestResult:
		s.Stage, s.Result, s.Answered = office.RequestReady, e.Result, e.At
		return s, e.Result.Medium != ""
	case office.RequestDeliver:
		s.Stage, s.Given = office.RequestDelivered, e.Given
		return s, e.Given.To != ""
	case office.RequestWithdraw:
		s.Stage, s.Still = office.RequestWithdrawn, time.Time{}
		return s, e.Say != ""
	case office.RequestClose:
		if s.Stage = office.RequestClosed; e.Given.Reference != "" {
			s.Given.Store, s.Given.Reference = office.StoreSent, e.Given.Reference
		}
	}
	return s, true
}

// Stands is where the request stands; where stations took it apart, on the way that is shown.
func (l Life) Stands() Stands { return l.walked.Shown().Place }

// Late tells whether the answer came, or is to come, after the appointment, on any way that stations
// took.
func (l Life) Late(now time.Time) bool {
	for _, end := range l.walked.Ends {
		if end.Place.Late(now) {
			return true
		}
	}
	return false
}

// Head is the last entry on the way that is shown; empty: there is none yet.
func (l Life) Head() office.ID { return l.walked.Shown().Head }

// Parted tells that stations took it apart.
func (l Life) Parted() bool { return l.walked.Parted() }

// Ends are the last entries of the ways that stations took.
func (l Life) Ends() (all []office.ID) {
	for _, end := range l.walked.Ends {
		all = append(all, end.Head)
	}
	return all
}

// Steps are all entries with what each counts for.
func (l Life) Steps() []trail.Told[office.RequestEntry] { return l.walked.Steps }

// Told is the entry by which the end was told, or by which it need not be (Điều 7.1c).
func (l Life) Told() (told office.RequestEntry, is bool) { return l.besides(office.RequestNotify) }

// Converted is the data message that a result on paper became (Điều 8.4); empty: none.
func (l Life) Converted() office.ID {
	e, _ := l.besides(office.RequestConvert)
	return e.Result.Record
}

func (l Life) besides(d office.RequestDeed) (last office.RequestEntry, is bool) {
	for _, e := range l.walked.Shown().Beside {
		if e.Deed == d {
			last, is = e, true
		}
	}
	return last, is
}

// Owes tells what must still be done before the request may be closed. Vietnamese.
func (l Life) Owes() (said []string) {
	s := l.Stands()
	if s.Stage == office.RequestWithdrawn || s.Stage == office.RequestClosed {
		return nil
	}
	if s.Result.Medium == office.ResultPaper && l.Converted() == "" {
		said = append(said, "chuyển đổi kết quả giấy sang bản điện tử (Điều 8.4)")
	}
	if _, told := l.Told(); !told && !s.Answered.IsZero() {
		said = append(said, "báo kết quả cho người nộp (Điều 7.1c)")
	}
	return said
}

// Ways are the deeds that may be done now, in the order of a life.
func (l Life) Ways() (all []office.RequestDeed) {
	if l.Parted() {
		return []office.RequestDeed{office.RequestSettle}
	}
	for _, d := range office.RequestDeeds {
		if slices.Contains(from[d], l.Stands().Stage) && !l.done(d) {
			all = append(all, d)
		}
	}
	return all
}

// done tells of what needs not be done again, or has nothing to be done with.
func (l Life) done(d office.RequestDeed) bool {
	switch d {
	case office.RequestConvert:
		return l.Stands().Result.Medium != office.ResultPaper || l.Converted() != ""
	case office.RequestNotify:
		_, told := l.Told()
		return told
	case office.RequestClose:
		return len(l.Owes()) > 0
	}
	return false
}

// Grow is an entry as it is kept: it goes on from where the request stands, and nothing that must be
// said is missing. Where the term goes on again it sets the new appointment. It fails with the
// failures of this package and as the calendar does.
func (l Life) Grow(c *workday.Calendar, e office.RequestEntry) (office.RequestEntry, error) {
	e.Request = l.Request.ID
	e.Say, e.Lacks = tidied(e.Say), tidiedAll(e.Lacks)
	for _, words := range []*string{&e.Result.Said, &e.Notice.Basis, &e.Given.To, &e.Given.Authority, &e.Given.Reference} {
		*words = tidied(*words)
	}
	switch head := l.Head(); {
	case e.Deed == office.RequestSettle:
		e.After = l.Ends()
	case head != "":
		e.After = []office.ID{head}
	}
	if e.Deed == office.RequestExtend && !e.Due.IsZero() {
		if counted, err := c.Counted(e.Due.Add(-time.Nanosecond)); err != nil || !counted.Equal(e.Due.Add(-time.Nanosecond)) {
			return e, cmp.Or(err, error(NotOpenThen.About(office.MomentSaid(e.Due))))
		}
	}
	if s := l.Stands(); e.Deed == office.RequestSupplied && !s.Still.IsZero() {
		due, err := Shifted(c, l.Request.Asked.Unit, s.Due, s.Still, e.At)
		if err != nil {
			return e, err
		}
		e.Due = due.At
	}
	return e, l.Check(e)
}

// Check weighs an entry that is about to be kept.
func (l Life) Check(e office.RequestEntry) error {
	if e.Deed == office.RequestSettle {
		return l.settles(e)
	}
	if l.Parted() {
		return TwoWays
	}
	if err := shortAll(append(slices.Clone(e.Lacks), e.Say, e.Result.Said, e.Notice.Basis, e.Given.To, e.Given.Authority, e.Given.Reference)...); err != nil {
		return err
	}
	s := l.Stands()
	stages, known := from[e.Deed]
	switch head := l.Head(); {
	case !known:
		return NoSuchDeed.About(string(e.Deed))
	case !slices.Contains(stages, s.Stage):
		return NotNow.About(e.Deed.Said(), s.Stage.Said())
	case head == "" && len(e.After) > 0 || head != "" && !slices.Equal(e.After, []office.ID{head}):
		return Moved
	}
	return l.asked(s, e)
}

// settles weighs the choice of one of the ways that stations took.
func (l Life) settles(e office.RequestEntry) error {
	switch {
	case !l.Parted():
		return OneWay
	case !slices.Contains(l.Ends(), e.Of):
		return NoSuchEnd
	case e.Say == "":
		return NoReason.About(e.Deed.Said())
	case !slices.Equal(e.After, l.Ends()):
		return Moved
	}
	return nil
}

// asked is what each deed asks of who does it now.
func (l Life) asked(s Stands, e office.RequestEntry) error {
	switch e.Deed {
	case office.RequestHand:
		if e.To.ID == "" {
			return NoPerson
		}
	case office.RequestSupplement:
		switch {
		case len(e.Lacks) == 0:
			return NothingLacks
		case s.Supplements > 0 && e.Say == "":
			return AskedBefore
		}
	case office.RequestExtend:
		switch {
		case e.Say == "":
			return NoReason.About(e.Deed.Said())
		case !e.Due.After(s.Due) || !e.Due.After(e.At):
			return NoLater.About(office.MomentSaid(s.Due))
		}
	case office.RequestRefuse, office.RequestWithdraw:
		if e.Say == "" {
			return NoReason.About(e.Deed.Said())
		}
	case office.RequestResult:
		switch {
		case !oneOf(office.ResultMedia, e.Result.Medium):
			return NoMedium
		case e.Result.Said == "":
			return NoResultSaid
		case e.Result.Medium == office.ResultElectronic && e.Result.Record == "" && e.Result.Document == "" && e.Say == "":
			return NoElectronicCopy
		}
	case office.RequestConvert:
		switch {
		case s.Result.Medium != office.ResultPaper:
			return NotOnPaper
		case e.Result.Record == "":
			return NoRecord
		}
	case office.RequestNotify:
		return l.noticed(e.Notice)
	case office.RequestDeliver:
		return l.given(e.Given)
	case office.RequestClose:
		if s.Stage == office.RequestDelivered && s.Given.Store == office.StoreLater && e.Given.Reference == "" && e.Say == "" {
			return StoreOwed
		}
		if owed := l.Owes(); len(owed) > 0 {
			return Owed.About(strings.Join(owed, "; "))
		}
	}
	return nil
}

func (l Life) noticed(t office.RequestNotice) error {
	switch {
	case unreached(l.Request, t.Way):
		return NoTell
	case !oneOf(office.TellWays, t.Way):
		return NoTellWay
	case t.Way == office.TellNone && t.Basis == "":
		return NoTellBasis
	}
	return nil
}

// unreached tells that a way of telling needs a number or an address that nobody wrote down.
func unreached(r office.Request, way string) bool {
	switch way {
	case office.TellMail:
		return r.From.Mail == ""
	case office.TellPhone, office.TellMessage:
		return cmp.Or(r.From.Phone, r.Agent.Phone) == ""
	}
	return false
}

func (l Life) given(g office.RequestDelivery) error {
	agent := l.Request.Agent
	switch {
	case !oneOf(office.ResultWays, g.Way):
		return NoWay
	case g.Way == office.ResultByPost && l.Request.Where == "":
		return NoResultWay
	case g.Way == office.ResultOnline && l.Stands().Result.Medium == office.ResultPaper && l.Converted() == "":
		return OnlineNotYet
	case g.To == "":
		return NoTaker
	case !SameName(g.To, l.Request.From.Name) && g.Authority == "" && !(SameName(g.To, agent.Name) && agent.Authority != ""):
		return NoAuthority.About(g.To)
	case !oneOf(office.StoreChoices, g.Store):
		return NoStore
	case g.Store == office.StoreSent && g.Reference == "":
		return NoReference
	}
	return nil
}

// SameName compares names as clerks write them: in small letters or capitals, with the tone where one
// or another school puts it. Another tone is another name.
func SameName(a, b string) bool {
	return tonePlaces.Replace(strings.ToLower(tidied(a))) == tonePlaces.Replace(strings.ToLower(tidied(b)))
}

var tonePlaces = strings.NewReplacer("oà", "òa", "oá", "óa", "oả", "ỏa", "oã", "õa", "oạ", "ọa", "oè", "òe", "oé", "óe", "oẻ", "ỏe", "oẽ", "õe", "oẹ", "ọe", "uỳ", "ùy", "uý", "úy", "uỷ", "ủy", "uỹ", "ũy", "uỵ", "ụy")

func oneOf(all []office.Choice, key string) bool {
	return slices.ContainsFunc(all, func(c office.Choice) bool { return c.Key == key })
}

// tidied is what was typed without spaces and lines that nobody meant, and without signs that nobody
// sees.
func tidied(words string) string {
	seen := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, norm.NFC.String(words))
	return strings.Join(strings.Fields(seen), " ")
}

func tidiedAll(lines []string) (all []string) {
	for _, line := range lines {
		if line = tidied(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}
