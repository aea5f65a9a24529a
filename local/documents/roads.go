package documents

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/routing"
	"tram/local/store"
)

// What a document went through is made of three kinds of record. Each step is a record of its
// own, which nobody ever changes. Where the document stands follows from them (routing.Walk), and
// is written down beside them so that what is open is found without reading what is done: Roads.
// Two stations that went on with one document apart leave two versions of its Road, and the store
// tells a person. Questions are the opinions that somebody waits for.

// The names of what is kept of roads.
const (
	kindStep     office.Kind = "route-step"
	kindRoad     office.Kind = "route"
	kindQuestion office.Kind = "route-question"
)

// Facets of roads and questions that are open.
const (
	FacetHolder = "holder" // who has the document; atDesk: nobody
	FacetOpen   = "open"   // Open
	FacetAsked  = "asked"  // whose opinion somebody waits for
)

// Open is the value of FacetOpen, and AtDesk that of FacetHolder where nobody has the document.
const (
	Open   = "yes"
	AtDesk = "desk"
)

// Road is where a document stands: what routing.Walk says of its steps.
type Road struct {
	ID       office.ID `json:"id"`
	Version  int64     `json:"version"`
	Document office.ID `json:"document"`
	Subject  string    `json:"subject"` // of the document, for who reads a list
	office.RouteStands
	Way routing.Road `json:"way"`
}

// Question is an opinion that was asked for.
type Question struct {
	ID       office.ID          `json:"id"`
	Version  int64              `json:"version"`
	Document office.ID          `json:"document"`
	Step     office.ID          `json:"step"`
	Subject  string             `json:"subject"`
	By       office.RoutePerson `json:"by"`
	To       office.RoutePerson `json:"to"`
	Due      string             `json:"due,omitempty"` // yyyy-mm-dd
	Say      string             `json:"say,omitempty"`
	Asked    time.Time          `json:"asked"`
	State    office.State       `json:"state"`
}

// The states of a Question. How it was closed its steps tell: two stations that close one apart say
// the same.
const (
	questionOpen   office.State = "asked"
	questionClosed office.State = "closed"
)

// deedNeeds are the rights that the steps of a road need.
func deedNeeds(d office.RouteDeed) office.Right {
	switch d {
	case office.RouteDecide, office.RouteSettle:
		return office.MayDecide
	case office.RouteSign:
		return office.MaySign
	}
	return office.MayKeep
}

// RouteStep is what a step of a road is called in the journal.
func RouteStep(d office.RouteDeed) string { return "route-" + string(d) }

func routeSteps(which func(office.RouteDeed) bool, from ...office.State) (all []store.Step) {
	for _, d := range office.RouteDeeds {
		if which(d) {
			all = append(all, store.Step{Name: RouteStep(d), Said: d.Said(), From: from, Needs: deedNeeds(d)})
		}
	}
	return all
}

// Steps are the steps that were taken. None is ever changed.
var Steps = store.Kind[office.RouteEntry]{
	Name: kindStep, Said: "Bước xử lý văn bản", Clash: store.Alone, Silent: true,
	Named:  func(e *office.RouteEntry) (*office.ID, *int64) { return &e.ID, &e.Version },
	Steps:  routeSteps(func(office.RouteDeed) bool { return true }, store.Unborn),
	Beside: takeStep,
	Line: func(e office.RouteEntry) store.Line {
		return store.Line{Title: e.Deed.Said(), Below: e.By.Name, At: e.At.UTC().Format(time.RFC3339), Due: e.Due, Words: []string{e.To.Name, e.Say}, Facts: map[string][]string{FacetDocument: {string(e.Document)}}}
	},
	Fields: map[string]string{"deed": "Bước", "by.name": "Người làm", "to.name": "Chuyển cho", "due": "Hạn", "say": "Nội dung", "record": "Hồ sơ đã ký"},
	Values: map[string]func(string) string{"deed": store.Said(office.RouteDeed.Said), "due": daySaid},
}

// Submitted are the files of a document that were submitted as a version of a draft: they did not come with it.
func Submitted(ctx context.Context, s *store.Store, document office.ID) (map[office.ID]bool, error) {
	all, err := store.By(ctx, s, Steps, FacetDocument, string(document))
	drafts := map[office.ID]bool{}
	for _, e := range all {
		for _, file := range e.Files {
			drafts[file] = true
		}
	}
	return drafts, err
}

// takeStep lets a step through where the road of its document leads on by it, and by whom.
func takeStep(in *store.Inside, e *office.RouteEntry) error {
	j, r, err := journeyIn(in, e.Document)
	if err != nil {
		return err
	}
	if r.Number == 0 && r.Flow.Makes() && (e.Deed == office.RouteSign || e.Deed == office.RouteIssue) {
		return routing.NoNumberYet.About(r.Waiting)
	}
	if !routing.StillTaken(j.Road, e.Deed) {
		if over, err := endedIn(in, e.Document); err != nil || over {
			return cmp.Or(err, error(routing.Over))
		}
	}
	grown, err := j.Grow(*e, in.Time())
	*e = grown
	return err
}

// journeyIn reads the road of a document within a transaction, to go on with it. It fails with
// routing.Cancelled and routing.NoRoad.
func journeyIn(in *store.Inside, document office.ID) (j routing.Journey, r office.Registered, err error) {
	j, r, err = readIn(in, document)
	if err == nil && r.State == office.RegisteredCancelled {
		err = routing.Cancelled
	}
	return j, r, err
}

func readIn(in *store.Inside, document office.ID) (j routing.Journey, r office.Registered, err error) {
	if r, err = store.OneOf[office.Registered](in, office.KindRegistered, document); err != nil {
		return j, r, err
	}
	way, err := routing.RoadOf(r.Flow)
	if err != nil {
		return j, r, err
	}
	all, err := store.EveryBy[office.RouteEntry](in, kindStep, FacetDocument, string(document))
	return routing.Walk(way, timeOf(document), all), r, err
}

// timeOf is when a record was made, by its ID.
func timeOf(id office.ID) time.Time {
	var ms int64
	b := id.Bytes()
	for _, each := range b[:6] {
		ms = ms<<8 | int64(each)
	}
	return time.UnixMilli(ms).UTC()
}

// Roads are where documents stand.
var Roads = store.Kind[Road]{
	Name: kindRoad, Said: "Luân chuyển văn bản", Clash: store.Person, Silent: true,
	Named:  func(r *Road) (*office.ID, *int64) { return &r.ID, &r.Version },
	Steps:  append([]store.Step{{Name: StepRegister, Said: "Vào sổ, chờ chuyển xử lý", From: []office.State{store.Unborn}, Needs: office.MayKeep}}, routeSteps(func(d office.RouteDeed) bool { return !d.Beside() })...),
	Beside: layRoad,
	Line: func(r Road) store.Line {
		line := store.Line{Title: r.Subject, Below: r.Stage.Said(), State: office.State(r.Stage), At: r.Since.UTC().Format(time.RFC3339), Due: r.Due, Facts: map[string][]string{FacetDocument: {string(r.Document)}}}
		if r.Stage != office.StageFiled {
			holder := string(r.Holder.ID)
			if holder == "" {
				holder = AtDesk
			}
			line.Facts[FacetOpen], line.Facts[FacetHolder] = []string{Open}, []string{holder}
		}
		return line
	},
	Fields: map[string]string{"subject": "Trích yếu", "stage": "Tình trạng", "holder.name": "Người giữ", "due": "Hạn", "submitted": "Lần trình", "returned": "Bị trả lại", "electronic": "Chữ ký số có trong kho"},
	Values: map[string]func(string) string{"stage": store.Said(office.RouteStage.Said), "due": daySaid},
}

// layRoad says where the document stands, by the steps that are there in this transaction.
func layRoad(in *store.Inside, road *Road) error {
	j, r, err := journeyIn(in, road.Document)
	if err != nil {
		return err
	}
	road.Subject, road.Way, road.RouteStands = r.Document.Subject, j.Road, j.Shown().RouteStands
	return nil
}

// Questions are the opinions that somebody waits for, or waited.
var Questions = store.Kind[Question]{
	Name: kindQuestion, Said: "Xin ý kiến", Clash: store.Newest, Silent: true,
	Named: func(q *Question) (*office.ID, *int64) { return &q.ID, &q.Version },
	Steps: []store.Step{
		{Name: RouteStep(office.RouteAsk), Said: office.RouteAsk.Said(), From: []office.State{store.Unborn}, To: questionOpen, Needs: office.MayKeep},
		{Name: RouteStep(office.RouteOpine), Said: office.RouteOpine.Said(), To: questionClosed, Needs: office.MayKeep},
		{Name: RouteStep(office.RouteForgo), Said: office.RouteForgo.Said(), To: questionClosed, Needs: office.MayKeep},
	},
	Line: func(q Question) store.Line {
		line := store.Line{Title: q.Subject, Below: q.To.Name, State: q.State, At: q.Asked.UTC().Format(time.RFC3339), Due: q.Due, Facts: map[string][]string{FacetDocument: {string(q.Document)}}}
		if q.State == questionOpen {
			line.Facts[FacetAsked], line.Facts[FacetOpen] = []string{string(q.To.ID)}, []string{Open}
		}
		return line
	},
	Fields: map[string]string{"subject": "Trích yếu", "by.name": "Người hỏi", "to.name": "Người được hỏi", "due": "Hạn", "say": "Nội dung", "state": "Tình trạng"},
	Values: map[string]func(string) string{"due": daySaid, "state": func(state string) string {
		return map[string]string{"asked": "Đang chờ", "closed": "Không chờ nữa"}[state]
	}},
}

// roadOf names the road of a document alike at every station.
func roadOf(document office.ID) office.ID { return derived("road", document) }

func questionOf(step office.ID) office.ID { return derived("question", step) }

func derived(what string, of office.ID) office.ID {
	sum := sha256.Sum256([]byte(what + " " + string(of)))
	return office.IDOf([16]byte(sum[:16]))
}

// JourneyOf reads the road of a document and the document itself, also of one that was cancelled.
// It fails with routing.NoRoad.
func JourneyOf(ctx context.Context, s *store.Store, document office.ID) (j routing.Journey, r office.Registered, err error) {
	err = s.Within(ctx, func(in *store.Inside) (err error) {
		j, r, err = readIn(in, document)
		return err
	})
	return j, r, err
}

// TakeStep takes a step of a document's road by an act: it is kept together with where the
// document stands then, or nothing is. seen is the step after which the actor believed the document to
// be; empty: wherever it is. bring brings the files in that are kept with it, once it is known that
// the step may be taken; nil: there are none. It fails with routing.Moved, as routing.Journey.Grow
// does, and as bring.
func TakeStep(ctx context.Context, s *store.Store, actor string, e office.RouteEntry, seen office.ID, bring func() ([]office.Enclosed, error)) (office.RouteEntry, error) {
	j, r, err := JourneyOf(ctx, s, e.Document)
	if err != nil {
		return e, err
	}
	if r.State == office.RegisteredCancelled {
		return e, routing.Cancelled
	}
	if seen != "" && j.Shown().Head != seen {
		return e, routing.Moved
	}
	if e, err = j.Grow(e, s.Time()); err != nil {
		return e, err
	}
	e.ID, e.Version = office.NewID(s.Time()), 0
	changes := []store.Change{Steps.Put(&e)}
	if bring != nil {
		files, err := bring()
		if err != nil {
			return e, err
		}
		for i := range files {
			files[i].ID, files[i].Document = office.NewID(s.Time()), e.Document
			e.Files, changes = append(e.Files, files[i].ID), append(changes, Enclosed.Put(&files[i]))
		}
	}
	act := store.Act{Actor: actor, Step: RouteStep(e.Deed)}
	if e.Deed.Beside() {
		q, err := questionNow(ctx, s, e, r)
		if err != nil {
			return e, err
		}
		return e, moved(s.Save(ctx, act, append(changes, Questions.Put(&q))...))
	}
	road, there, err := roadNow(ctx, s, e.Document)
	if err != nil {
		return e, err
	}
	changes = append(changes, Roads.Put(&road))
	if e.Deed != office.RouteSettle || !there {
		return e, moved(s.Save(ctx, act, changes...))
	}
	versions, err := s.Versions(ctx, road.ID)
	if err != nil {
		return e, err
	}
	var all []office.ID
	for _, v := range versions {
		all = append(all, v.ID)
	}
	return e, moved(s.Settle(ctx, act, all, changes...))
}

// moved tells that somebody else took a step meanwhile.
func moved(err error) error {
	switch {
	case errors.Is(err, store.Stale):
		return routing.Moved.Because(err)
	case errors.Is(err, store.Apart):
		return routing.TwoRoads.Because(err)
	}
	return err
}

// roadNow is the road of a document as it stands here, to be written anew; false: it has none yet.
func roadNow(ctx context.Context, s *store.Store, document office.ID) (Road, bool, error) {
	road, err := store.One(ctx, s, Roads, roadOf(document))
	if errors.Is(err, store.NoSuchRecord) {
		return Road{ID: roadOf(document), Document: document}, false, nil
	}
	return road, err == nil, err
}

// questionNow is the question that a step asks, or answers.
func questionNow(ctx context.Context, s *store.Store, e office.RouteEntry, r office.Registered) (Question, error) {
	if e.Deed == office.RouteAsk {
		return Question{ID: questionOf(e.ID), Document: e.Document, Step: e.ID, Subject: r.Document.Subject, By: e.By, To: e.To, Due: e.Due, Say: e.Say, Asked: e.At, State: questionOpen}, nil
	}
	q, err := store.One(ctx, s, Questions, questionOf(e.Of))
	q.State = questionClosed
	return q, err
}

// BeginRoad is the road of a document that is put on its register together with it, where the
// office uses roads: then what nobody passes on is told. Before its first step none is begun by
// itself; by it those of the days before are (BeginEarlier).
func BeginRoad(ctx context.Context, s *store.Store, r *office.Registered) ([]store.Change, error) {
	if r.Flow != office.FlowIn {
		return nil, nil
	}
	n, err := s.CountLines(ctx, kindRoad)
	if err != nil || n == 0 {
		return nil, err
	}
	return []store.Change{Roads.Put(&Road{ID: roadOf(r.ID), Document: r.ID})}, nil
}

// earlierDays are how many days before the first step of an office a document that came in is taken to
// wait at the desk still, and mostEarlier how many of them: of what is older the office has its own way of
// knowing.
const (
	earlierDays = 7
	mostEarlier = 500
)

// BeginEarlier begins the roads of what came in here in the days before the office took its first step
// with any document, so that no list keeps quiet about it. Where all have their roads it does nothing.
func BeginEarlier(ctx context.Context, s *store.Store, actor string) error {
	keys, _, err := Find(ctx, s, office.RegisteredWish{Flow: office.FlowIn}, mostEarlier)
	if err != nil {
		return err
	}
	rows, err := Rows(ctx, s, keys)
	if err != nil {
		return err
	}
	since := s.Time().In(office.VietNam).AddDate(0, 0, -earlierDays).Format(time.DateOnly)
	var begun []store.Change
	for _, r := range rows {
		if r.Station != "" || r.State != office.RegisteredStands || r.Entered < since || r.Brought.Number != "" {
			continue
		}
		road, there, err := roadNow(ctx, s, r.ID)
		if err != nil {
			return err
		}
		if !there {
			begun = append(begun, Roads.Put(&road))
		}
	}
	if len(begun) == 0 {
		return nil
	}
	return moved(s.Save(ctx, store.Act{Actor: actor, Step: StepRegister}, begun...))
}

// RoadsBy are the roads of which a facet has a value, the newest first.
func RoadsBy(ctx context.Context, s *store.Store, facet, value string) ([]Road, error) {
	return store.By(ctx, s, Roads, facet, value)
}

// QuestionsBy are the questions of which a facet has a value, the newest first.
func QuestionsBy(ctx context.Context, s *store.Store, facet, value string) ([]Question, error) {
	return store.By(ctx, s, Questions, facet, value)
}

// AllCancelled are the documents that were cancelled on their register.
func AllCancelled(ctx context.Context, s *store.Store) (map[office.ID]bool, error) {
	all, _, err := s.FindLines(ctx, store.LineQuery{Kind: Registered.Name, States: []office.State{office.RegisteredCancelled}})
	is := map[office.ID]bool{}
	for _, l := range all {
		is[l.ID] = true
	}
	return is, err
}

// mostFound is how many documents a number may name before it is asked for more closely.
const mostFound = 200

// Called are the documents of a year that a number names, as it was typed: the number that this
// office gave, alone or with its symbol, or the one of whoever sent it. It fails with TooManyCalled.
func Called(ctx context.Context, s *store.Store, typed string, year int) (all []office.Registered, err error) {
	typed = office.Tightened(typed)
	same := func(said string) bool { return said != "" && spelt(said) == spelt(typed) }
	take := func(r office.Registered) {
		if r.Year == year && !slices.ContainsFunc(all, func(o office.Registered) bool { return o.ID == r.ID }) {
			all = append(all, r)
		}
	}
	digits := typed[:len(typed)-len(strings.TrimLeft(typed, "0123456789"))]
	number, _ := strconv.Atoi(digits)
	if number > 0 && number <= mostNumber {
		some, err := given(ctx, s, number, year)
		if err != nil {
			return nil, err
		}
		for _, r := range some {
			as := r
			as.Number = number
			if digits == typed || same(as.Numbered()) {
				take(r)
			}
		}
	}
	if digits == typed {
		return all, nil
	}
	found, more, err := s.FindLines(ctx, store.LineQuery{Kind: Registered.Name, Text: typed, Most: mostFound})
	if err != nil {
		return nil, err
	}
	if more {
		return nil, TooManyCalled.About(mostFound, typed)
	}
	for _, l := range found {
		r, err := store.One(ctx, s, Registered, l.ID)
		if err != nil {
			return nil, err
		}
		if same(office.Numbered(r.Document.Number, r.Document.Symbol)) || same(r.Numbered()) || same(r.Said()) || same(r.Waiting) {
			take(r)
		}
	}
	return all, nil
}

// spelt is a number however it is written: 01 / qđ – ubnd, 1/QĐ-UBND.
func spelt(number string) string {
	parts := strings.FieldsFunc(office.Fold(office.Tightened(number)), func(r rune) bool { return strings.ContainsRune("/-. ", r) })
	return strings.TrimLeft(strings.Join(parts, " "), "0")
}

// given are the documents of a year that were given a number in any of its series, or brought it from
// an old register. One to which two stations gave a number each is found by both.
func given(ctx context.Context, s *store.Store, number, year int) (all []office.Registered, err error) {
	known, err := seriesKnown(ctx, s, year)
	if err != nil {
		return nil, err
	}
	for _, key := range known {
		numbers, err := store.By(ctx, s, Numbers, FacetNumber, valueOf(key, number))
		if err != nil {
			return nil, err
		}
		for _, n := range numbers {
			r, err := store.One(ctx, s, Registered, n.Document)
			if errors.Is(err, store.NoSuchRecord) {
				continue // it has not come here yet
			}
			if err != nil {
				return nil, err
			}
			all = append(all, r)
		}
		came, err := store.By(ctx, s, Registered, facetBrought, valueOf(key, number))
		if err != nil {
			return nil, err
		}
		all = append(all, came...)
	}
	return all, nil
}
