package routing

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// walks are how many a test plays.
const walks = 3_000

// people who may be on a road: who may do what differs.
var people = []office.RouteActor{
	{RoutePerson: office.RoutePerson{ID: "l1", Name: "Lê Thị Mẫu"}, Leads: true, Keeps: true},
	{RoutePerson: office.RoutePerson{ID: "l2", Name: "Phạm Văn Mẫu"}, Leads: true, Keeps: true},
	{RoutePerson: office.RoutePerson{ID: "k1", Name: "Trần Thị Ví Dụ"}, Keeps: true},
	{RoutePerson: office.RoutePerson{ID: "o1", Name: "Nguyễn Văn Mẫu"}, Keeps: true},
	{RoutePerson: office.RoutePerson{ID: "o2", Name: "Hoàng Văn Ví Dụ"}},
}

var firstDay = time.Date(2026, 11, 23, 9, 0, 0, 0, office.VietNam)

// world is an office whose stations go on with one document and meet now and then.
type world struct {
	rng   *rand.Rand
	road  Road
	all   []office.RouteEntry
	knows [][]office.RouteEntry // of each station
	now   time.Time
	seen  map[office.RouteStage]bool
	forks int
}

func newWorld(seed uint64) *world {
	w := &world{rng: rand.New(rand.NewPCG(seed, 9)), road: Incoming, now: firstDay, seen: map[office.RouteStage]bool{}}
	if seed%2 == 1 {
		w.road = Made
	}
	w.knows = make([][]office.RouteEntry, 1+w.rng.IntN(3))
	return w
}

func (w *world) journey(at int) Journey { return Walk(w.road, firstDay, w.knows[at]) }

// someone picks a person.
func (w *world) someone() office.RouteActor { return people[w.rng.IntN(len(people))] }

// wish is a step that somebody tries, sensible or not.
func (w *world) wish(j Journey) office.RouteEntry {
	a := w.someone()
	e := office.RouteEntry{Actor: a, Deed: office.RouteDeeds[w.rng.IntN(len(office.RouteDeeds))]}
	if ways := j.Ways(a); len(ways) > 0 && w.rng.IntN(4) > 0 { // mostly what is offered
		way := ways[w.rng.IntN(len(ways))]
		if way.Deed == office.RouteReturn && w.rng.IntN(3) > 0 { // or no road would end
			way = ways[0]
		}
		e.Deed, e.Of = way.Deed, way.Of.Entry
	}
	if w.rng.IntN(8) > 0 {
		e.To, e.Say = w.someone().RoutePerson, "ví dụ"
	}
	if e.Deed == office.RouteSettle && w.rng.IntN(4) > 0 {
		e.Of = j.Heads[w.rng.IntN(len(j.Heads))].Head
	}
	return e
}

// play has stations try steps and meet.
func (w *world) play(t *testing.T, steps int) {
	t.Helper()
	for range steps {
		at := w.rng.IntN(len(w.knows))
		if w.rng.IntN(5) == 0 { // they meet
			other := w.rng.IntN(len(w.knows))
			w.knows[at], w.knows[other] = union(w.knows[at], w.knows[other]), union(w.knows[at], w.knows[other])
			continue
		}
		w.now = w.now.Add(time.Duration(w.rng.IntN(3)) * time.Hour) // some at one moment
		w.try(t, at)
	}
	for i := range w.knows {
		w.knows[0] = union(w.knows[0], w.knows[i])
	}
}

// try has somebody try a step at a station: what is refused changes nothing.
func (w *world) try(t *testing.T, at int) {
	t.Helper()
	j := w.journey(at)
	wish := w.wish(j)
	e, err := j.Grow(wish, w.now)
	if err != nil {
		if _, told := office.FailureIn(err); !told {
			t.Fatalf("refused without a sentence: %v", err)
		}
		return
	}
	e.ID = office.ID(fmt.Sprintf("%08x-%d", w.rng.Uint32(), len(w.all)))
	w.mayTake(t, j, e)
	w.all = append(w.all, e)
	w.knows[at] = append(slices.Clone(w.knows[at]), e)
	after := w.journey(at)
	w.seen[after.Shown().Stage] = true
	if e.Deed == office.RouteSettle && len(after.Heads) != 1 {
		t.Fatalf("settled, and %d roads are left", len(after.Heads))
	}
	if len(after.Steps) != len(j.Steps)+1 {
		t.Fatalf("%d steps after one more than %d", len(after.Steps), len(j.Steps))
	}
}

func union(a, b []office.RouteEntry) []office.RouteEntry {
	all := slices.Clone(a)
	for _, e := range b {
		if !slices.ContainsFunc(all, func(o office.RouteEntry) bool { return o.ID == e.ID }) {
			all = append(all, e)
		}
	}
	return all
}

// letters write a road as a word.
var letters = map[office.RouteDeed]string{
	office.RoutePresent: "P", office.RouteAssign: "A", office.RouteTakeUp: "T", office.RouteSubmit: "S", office.RouteDecide: "D",
	office.RouteReturn: "R", office.RouteSign: "G", office.RouteIssue: "I", office.RouteFile: "F",
}

// undone is what a return takes back, and what giving the work to another replaces by A. What is
// left of a road without both is a straight one.
type undone struct {
	what *regexp.Regexp
	by   string
}

var (
	undoes = map[Road][]undone{
		Incoming: {
			{regexp.MustCompile(`^PR`), ""},
			{regexp.MustCompile(`S+R`), ""},           // back to the work
			{regexp.MustCompile(`A(T(S+DT)*)?R`), ""}, // back to who gave it
			{regexp.MustCompile(`A(T(S+DT)*)?A`), "A"},
		},
		Made: {
			{regexp.MustCompile(`S+(DG?)?R`), ""},
			{regexp.MustCompile(`AT?R|^TR`), ""},
			{regexp.MustCompile(`AT?A|^TA`), "A"},
		},
	}
	straight = map[Road]*regexp.Regexp{
		Incoming: regexp.MustCompile(`^(P?|P?A|P?AT(S+DT)*(S*|S+D|F|S+DF))$`),
		Made:     regexp.MustCompile(`^(A?|A?T(S*|S+D|S+DG|S+DGI|S+DGIF))$`),
	}
)

// lawful tells, without the rules, whether a road skips nothing: what ends first is undone first.
func lawful(road Road, word string) bool {
	for {
		ends, shorter := len(word)+1, ""
		for _, u := range undoes[road] {
			for _, at := range u.what.FindAllStringIndex(word, -1) {
				if at[1] < ends {
					ends, shorter = at[1], word[:at[0]]+u.by+word[at[1]:]
				}
			}
		}
		if ends > len(word) {
			return straight[road].MatchString(word)
		}
		word = shorter
	}
}

// words are the roads from the register to each step that nothing follows.
func words(all []office.RouteEntry) (roads []string) {
	of, followed := map[office.ID]office.RouteEntry{}, map[office.ID]bool{}
	for _, e := range all {
		of[e.ID] = e
		if !e.Deed.Beside() {
			for _, id := range e.After {
				followed[id] = true
			}
		}
	}
	for _, e := range all {
		if e.Deed.Beside() || followed[e.ID] {
			continue
		}
		word, seen := "", map[office.ID]bool{}
		for id := e.ID; id != ""; {
			if seen[id] {
				return []string{"a step that follows itself"}
			}
			seen[id] = true
			s := of[id]
			word = letters[s.Deed] + word
			switch {
			case s.Deed == office.RouteSettle:
				id = s.Of
			case len(s.After) == 0:
				id = ""
			default:
				id = s.After[0]
			}
		}
		roads = append(roads, word)
	}
	return roads
}

// mayTake holds a step that was let through against what its actor may, without the rules.
func (w *world) mayTake(t *testing.T, j Journey, e office.RouteEntry) {
	t.Helper()
	h := j.Shown()
	switch {
	case (e.Deed == office.RouteDecide || e.Deed == office.RouteSettle) && !e.Actor.Leads:
		t.Fatalf("%s by %s, who does not lead", e.Deed, e.By.Name)
	case e.Deed.Beside() || e.Deed == office.RouteSettle:
	case h.Holder.ID == "" && !e.Actor.Keeps:
		t.Fatalf("%s at the desk by %s", e.Deed, e.By.Name)
	case h.Holder.ID != "" && h.Holder.ID != e.By.ID && !e.Actor.Leads:
		t.Fatalf("%s by %s, while %s has the document", e.Deed, e.By.Name, h.Holder.Name)
	}
	if strings.Contains("SDGIF", cmpOr(letters[e.Deed])) {
		waits := map[office.ID]bool{}
		for _, s := range j.Steps {
			switch {
			case s.Deed == office.RouteAsk && s.How == Kept:
				waits[s.ID] = true
			case s.Deed.Beside():
				delete(waits, s.Of)
			}
		}
		if len(waits) > 0 {
			t.Fatalf("%s while %d opinions are still to come", e.Deed, len(waits))
		}
	}
}

func cmpOr(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// TestNoWalkSkipsLosesOrRepeatsAStep plays roads of one document at up to three stations. Each
// road that comes about is a straight one once returns are taken out; every step that was taken
// is there once, and what is known says where the document stands, in whatever order it came.
func TestNoWalkSkipsLosesOrRepeatsAStep(t *testing.T) {
	stagesSeen, filed, parted := map[office.RouteStage]int{}, 0, 0
	for seed := range uint64(walks) {
		w := newWorld(seed)
		w.play(t, 20+w.rng.IntN(40))
		j := w.journey(0)
		roads := words(w.all)
		for _, word := range roads {
			if !lawful(w.road, word) {
				t.Fatalf("seed %d, %s: the road %s", seed, w.road, word)
			}
		}
		if want := max(1, len(roads)); len(j.Heads) != want {
			t.Fatalf("seed %d: %d ends of roads, want %d", seed, len(j.Heads), want)
		}
		times := map[office.ID]int{}
		for _, s := range j.Steps {
			if times[s.ID]++; s.How != Kept && s.How != Aside {
				t.Fatalf("seed %d: %s is %s", seed, s.Deed, s.How)
			}
		}
		for _, e := range w.all {
			if times[e.ID] != 1 {
				t.Fatalf("seed %d: %s is there %d times", seed, e.Deed, times[e.ID])
			}
		}
		if len(times) != len(w.all) {
			t.Fatalf("seed %d: %d steps of %d", seed, len(times), len(w.all))
		}
		mixed := slices.Clone(w.all)
		w.rng.Shuffle(len(mixed), func(a, b int) { mixed[a], mixed[b] = mixed[b], mixed[a] })
		if again := Walk(w.road, firstDay, mixed); !reflect.DeepEqual(again, j) {
			t.Fatalf("seed %d: in another order it stands elsewhere", seed)
		}
		for stage := range w.seen {
			stagesSeen[stage]++
		}
		if j.Shown().Stage == office.StageFiled {
			filed++
		}
		if j.Parted() {
			parted++
		}
	}
	if len(stagesSeen) != 9 || filed < walks/50 || parted < walks/50 {
		t.Errorf("the walks are tame: stages %v, %d filed, %d parted", stagesSeen, filed, parted)
	}
}

// TestAForgedStepCountsForNothing adds steps to a road that nobody was let take: one that the
// law of the road does not have stays in the timeline as a stray one, and moves nothing.
func TestAForgedStepCountsForNothing(t *testing.T) {
	strays, fits := 0, 0
	for seed := range uint64(walks / 5) {
		w := newWorld(seed)
		w.knows = w.knows[:1]
		w.play(t, 5+w.rng.IntN(30))
		j := w.journey(0)
		deed := office.RouteDeeds[w.rng.IntN(len(office.RouteDeeds))]
		if deed.Beside() || deed == office.RouteSettle || len(w.all) == 0 {
			continue
		}
		forged := office.RouteEntry{ID: "forged", Deed: deed, By: people[4].RoutePerson, To: people[4].RoutePerson, Say: "ví dụ", At: w.now.Add(time.Hour)}
		word := ""
		if h := j.Shown(); h.Head != "" {
			forged.After, word = []office.ID{h.Head}, words(w.all)[0]
		}
		after := Walk(w.road, firstDay, append(slices.Clone(w.all), forged))
		last := after.Steps[len(after.Steps)-1]
		if is := lawful(w.road, word+letters[deed]); is != (last.How == Kept) || !is && last.How != Stray {
			t.Fatalf("seed %d, %s after %q: %s, lawful %v", seed, deed, word, last.How, is)
		}
		if last.How == Kept {
			fits++
			continue
		}
		strays++
		if !reflect.DeepEqual(after.Heads, j.Heads) {
			t.Fatalf("seed %d: a stray step moved the document", seed)
		}
	}
	if strays < walks/20 || fits < walks/50 {
		t.Errorf("%d strays, %d that fit", strays, fits)
	}
}

// TestAForgedWordCountsForNothing adds what stands beside a road, and a choice where there is none.
func TestAForgedWordCountsForNothing(t *testing.T) {
	r := &road{t: t, way: Incoming}
	r.step(office.RouteEntry{Deed: office.RouteAssign}, 0, 3)
	before := Walk(r.way, firstDay, r.all)
	for name, forged := range map[string]office.RouteEntry{
		"a question before there is work": {Deed: office.RouteAsk, To: people[2].RoutePerson, After: []office.ID{"00"}},
		"an answer to a step":             {Deed: office.RouteOpine, Say: "đồng ý", Of: "00"},
		"a choice of one":                 {Deed: office.RouteSettle, Say: "đúng", Of: "00", After: []office.ID{"00"}},
		"a step after two":                {Deed: office.RouteTakeUp, After: []office.ID{"00", "00"}},
		"one to nobody":                   {Deed: office.RouteAssign, Say: "đúng", After: []office.ID{"00"}},
		"one without its reason":          {Deed: office.RouteReturn, After: []office.ID{"00"}},
		"no deed":                         {Deed: "fly", After: []office.ID{"00"}},
	} {
		forged.ID, forged.By, forged.At = "forged", people[4].RoutePerson, firstDay.Add(time.Hour)
		j := Walk(r.way, firstDay, append(slices.Clone(r.all), forged))
		if last := j.Steps[len(j.Steps)-1]; last.How != Stray || last.How.Said() == "" || !reflect.DeepEqual(j.Heads, before.Heads) {
			t.Errorf("%s: %s, %+v", name, last.How, j.Heads)
		}
	}
	early := office.RouteEntry{ID: "early", Deed: office.RouteTakeUp, By: people[4].RoutePerson, At: firstDay, After: []office.ID{"unknown"}}
	j := Walk(r.way, firstDay, append(slices.Clone(r.all), early))
	if last := j.Steps[len(j.Steps)-1]; last.How != Early || len(j.Steps) != 2 || !reflect.DeepEqual(j.Heads, before.Heads) {
		t.Errorf("after a step that is not known: %s", last.How)
	}
}

// TestFromEveryStageADocumentCanBeFiled goes straight on from wherever a walk has come to.
func TestFromEveryStageADocumentCanBeFiled(t *testing.T) {
	for seed := range uint64(walks / 10) {
		w := newWorld(seed)
		w.play(t, w.rng.IntN(40))
		all := w.knows[0]
		for n := 0; ; n++ {
			j := Walk(w.road, firstDay, all)
			if !j.Parted() && j.Shown().Stage == office.StageFiled {
				break
			}
			if n > 60 {
				t.Fatalf("seed %d: %+v is never filed", seed, j.Shown().RouteStands)
			}
			e, err := onward(j)
			if err != nil {
				t.Fatalf("seed %d, %s: %v", seed, j.Shown().Stage, err)
			}
			e.ID, e.At = office.ID(fmt.Sprintf("onward-%d", n)), w.now.Add(time.Duration(n+1)*time.Minute)
			all = append(all, e)
		}
	}
}

// onward is a step that brings a document nearer to its end.
func onward(j Journey) (office.RouteEntry, error) {
	h := j.Shown()
	who := people[0]
	if i := slices.IndexFunc(people, func(a office.RouteActor) bool { return a.Is(h.Holder) }); i >= 0 {
		who = people[i]
	}
	e := office.RouteEntry{Actor: who, Say: "ví dụ", To: people[0].RoutePerson, Of: h.Head, Deed: office.RouteSettle}
	if j.Parted() {
		e.Actor = people[0]
		return j.Grow(e, firstDay)
	}
	if len(h.Open) > 0 {
		e.Deed, e.Of = office.RouteForgo, h.Open[0].Entry
		return j.Grow(e, firstDay)
	}
	e.Deed = map[office.RouteStage]office.RouteDeed{
		office.StageReceived: office.RouteAssign, office.StagePresented: office.RouteAssign, office.StageAssigned: office.RouteTakeUp,
		office.StageInWork: office.RouteSubmit, office.StageSubmitted: office.RouteDecide, office.StageDecided: office.RouteFile,
		office.StageSigned: office.RouteIssue, office.StageIssued: office.RouteFile,
	}[h.Stage]
	if j.Road == Made && h.Stage == office.StageDecided {
		e.Deed = office.RouteSign
	}
	if h.Stage == office.StageSubmitted {
		e.Actor = people[0]
	}
	return j.Grow(e, firstDay)
}

// TestWhatIsOfferedIsLetThroughAndNothingElse tries each step as each person at each stage that
// walks come to.
func TestWhatIsOfferedIsLetThroughAndNothingElse(t *testing.T) {
	tried, let := 0, 0
	for seed := range uint64(walks / 20) {
		w := newWorld(seed)
		w.play(t, w.rng.IntN(40))
		j := w.journey(0)
		for _, a := range people {
			for _, deed := range office.RouteDeeds {
				e := office.RouteEntry{Actor: a, Deed: deed, Say: "ví dụ", To: office.RoutePerson{ID: "new", Name: "Đỗ Thị Mẫu"}, Of: j.Shown().Head}
				offered := slices.IndexFunc(j.Ways(a), func(way Way) bool { return way.Deed == deed })
				want := offered >= 0
				if want {
					way := j.Ways(a)[offered]
					if want = !way.WaitsForAll; way.Of.Entry != "" {
						e.Of = way.Of.Entry
					}
				}
				_, err := j.Grow(e, firstDay)
				if tried++; (err == nil) != want {
					t.Fatalf("seed %d, %s by %s at %s: offered %v, %v", seed, deed, a.Name, j.Shown().Stage, want, err)
				}
				if err == nil {
					let++
				}
			}
		}
	}
	if let < tried/50 {
		t.Errorf("%d of %d were let through", let, tried)
	}
}

// TestAStepSaysWhyItIsRefused names one situation for each sentence.
func TestAStepSaysWhyItIsRefused(t *testing.T) {
	lead, officer, clerk := people[0], people[3], people[2]
	entry := func(id office.ID, deed office.RouteDeed, by, to office.RouteActor, after ...office.ID) office.RouteEntry {
		return office.RouteEntry{ID: id, Deed: deed, By: by.RoutePerson, To: to.RoutePerson, Say: "ví dụ", After: after, At: firstDay}
	}
	given := entry("a", office.RouteAssign, lead, officer)
	begun := entry("b", office.RouteTakeUp, officer, office.RouteActor{}, "a")
	asks := entry("c", office.RouteAsk, officer, clerk, "b")
	again := entry("d", office.RouteAsk, officer, lead, "b")
	apart := entry("e", office.RouteAssign, clerk, lead)
	sent := entry("s", office.RouteSubmit, officer, lead, "b")
	for name, c := range map[string]struct {
		known []office.RouteEntry
		wish  office.RouteEntry
		want  error
	}{
		"no such deed":            {nil, office.RouteEntry{Actor: lead, Deed: "fly"}, NoSuchDeed},
		"too early":               {nil, office.RouteEntry{Actor: lead, Deed: office.RouteFile, Say: "xong"}, NotNow},
		"another's":               {[]office.RouteEntry{given}, office.RouteEntry{Actor: clerk, Deed: office.RouteTakeUp}, NotYours},
		"not for a leader either": {[]office.RouteEntry{given}, office.RouteEntry{Actor: lead, Deed: office.RouteTakeUp}, NotYours},
		"to nobody":               {nil, office.RouteEntry{Actor: clerk, Deed: office.RouteAssign}, NoPerson},
		"without a reason":        {[]office.RouteEntry{given}, office.RouteEntry{Actor: officer, Deed: office.RouteReturn, Say: " \n"}, NoWords},
		"too long":                {[]office.RouteEntry{given}, office.RouteEntry{Actor: officer, Deed: office.RouteReturn, Say: strings.Repeat("ệ", longest+1)}, TooLong},
		"no day":                  {nil, office.RouteEntry{Actor: clerk, Deed: office.RouteAssign, To: officer.RoutePerson, Due: "30/11"}, BadDue},
		"a day far away":          {nil, office.RouteEntry{Actor: clerk, Deed: office.RouteAssign, To: officer.RoutePerson, Due: "2100-01-01"}, BadDue},
		"a day that has passed":   {nil, office.RouteEntry{Actor: clerk, Deed: office.RouteAssign, To: officer.RoutePerson, Due: "2026-11-22"}, PastDue},
		"a day for nothing":       {[]office.RouteEntry{given}, office.RouteEntry{Actor: officer, Deed: office.RouteTakeUp, Due: "2026-11-23"}, NoDue},
		"an opinion to come":      {[]office.RouteEntry{given, begun, asks}, office.RouteEntry{Actor: officer, Deed: office.RouteSubmit, To: lead.RoutePerson}, OpinionsOpen},
		"asked twice":             {[]office.RouteEntry{given, begun, asks}, office.RouteEntry{Actor: officer, Deed: office.RouteAsk, To: clerk.RoutePerson}, AskedAlready},
		"oneself":                 {[]office.RouteEntry{given, begun}, office.RouteEntry{Actor: officer, Deed: office.RouteAsk, To: officer.RoutePerson}, OwnOpinion},
		"not asked":               {[]office.RouteEntry{given, begun, asks}, office.RouteEntry{Actor: lead, Deed: office.RouteOpine, Say: "đồng ý"}, NotAsked},
		"an opinion of no words":  {[]office.RouteEntry{given, begun, asks}, office.RouteEntry{Actor: clerk, Deed: office.RouteOpine}, NoWords},
		"which of two":            {[]office.RouteEntry{given, begun, asks, again}, office.RouteEntry{Actor: officer, Deed: office.RouteForgo, Say: "quá hạn"}, WhichOpinion},
		"two roads":               {[]office.RouteEntry{given, apart}, office.RouteEntry{Actor: officer, Deed: office.RouteTakeUp}, TwoRoads},
		"one road":                {[]office.RouteEntry{given}, office.RouteEntry{Actor: lead, Deed: office.RouteSettle, Of: "a", Say: "đúng"}, OneRoad},
		"no end of a road":        {[]office.RouteEntry{given, apart}, office.RouteEntry{Actor: lead, Deed: office.RouteSettle, Of: "b", Say: "đúng"}, NoSuchRoad},
		"settled by an officer":   {[]office.RouteEntry{given, apart}, office.RouteEntry{Actor: officer, Deed: office.RouteSettle, Of: "a", Say: "đúng"}, NotYours},
		"decided by an officer":   {[]office.RouteEntry{given, begun, sent}, office.RouteEntry{Actor: officer, Deed: office.RouteDecide, Say: "đồng ý"}, NotYours},
	} {
		if _, err := Walk(Incoming, firstDay, c.known).Grow(c.wish, firstDay); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := RoadOf(office.FlowPost); !errors.Is(err, NoRoad) {
		t.Errorf("a road for the post: %v", err)
	}
}

// TestASubstituteActsInTheHoldersPlace lends a holder's work to another.
func TestASubstituteActsInTheHoldersPlace(t *testing.T) {
	given := office.RouteEntry{ID: "a", Deed: office.RouteAssign, By: people[0].RoutePerson, To: people[3].RoutePerson, At: firstDay}
	sub := people[4]
	j := Walk(Incoming, firstDay, []office.RouteEntry{given})
	if _, err := j.Grow(office.RouteEntry{Actor: sub, Deed: office.RouteTakeUp}, firstDay); !errors.Is(err, NotYours) {
		t.Errorf("before it was lent: %v", err)
	}
	sub.For = []string{people[3].Name}
	e, err := j.Grow(office.RouteEntry{Actor: sub, Deed: office.RouteTakeUp}, firstDay)
	if err != nil || e.By != sub.RoutePerson {
		t.Fatalf("%+v %v", e, err)
	}
	e.ID = "b"
	if h := Walk(Incoming, firstDay, []office.RouteEntry{given, e}).Shown(); h.Holder != people[3].RoutePerson || h.Stage != office.StageInWork {
		t.Errorf("the work went to the substitute: %+v", h.RouteStands)
	}
}

// road takes steps that must be let through, one after the other.
type road struct {
	t   *testing.T
	way Road
	all []office.RouteEntry
}

func (r *road) step(e office.RouteEntry, by, to int) Head {
	r.t.Helper()
	e.Actor, e.To = people[by], people[to].RoutePerson
	if e.Say == "" {
		e.Say = "ví dụ"
	}
	e, err := Walk(r.way, firstDay, r.all).Grow(e, firstDay.Add(time.Duration(len(r.all))*time.Hour))
	if err != nil {
		r.t.Fatal(e.Deed, err)
	}
	e.ID = office.ID(fmt.Sprintf("%02d", len(r.all)))
	r.all = append(r.all, e)
	return Walk(r.way, firstDay, r.all).Shown()
}

// TestAReturnKeepsWhatWasSubmitted counts the versions of what came back twice.
func TestAReturnKeepsWhatWasSubmitted(t *testing.T) {
	r := &road{t: t, way: Made}
	r.step(office.RouteEntry{Deed: office.RouteTakeUp}, 3, 0)
	for n := 1; n <= 2; n++ {
		r.step(office.RouteEntry{Deed: office.RouteSubmit, Say: "bản trình"}, 3, 0)
		h := r.step(office.RouteEntry{Deed: office.RouteReturn, Say: "sai căn cứ"}, 0, 0)
		if h.Stage != office.StageInWork || h.Holder != people[3].RoutePerson || !h.Returned || h.Submitted != n {
			t.Errorf("after the %d. return: %+v", n, h.RouteStands)
		}
	}
	r.step(office.RouteEntry{Deed: office.RouteSubmit}, 3, 0)
	if h := r.step(office.RouteEntry{Deed: office.RouteDecide}, 0, 0); h.Holder != people[0].RoutePerson || h.Returned {
		t.Errorf("who decided does not sign: %+v", h.RouteStands)
	}
	if h := r.step(office.RouteEntry{Deed: office.RouteSign, Record: "signed"}, 0, 0); !h.Electronic || h.Holder.ID != "" {
		t.Errorf("signed: %+v", h.RouteStands)
	}
	h := r.step(office.RouteEntry{Deed: office.RouteReturn, Say: "sai thể thức"}, 2, 0)
	if h.Stage != office.StageInWork || h.Submitted != 3 || h.Electronic || h.Holder != people[3].RoutePerson || len(r.all) != 9 {
		t.Errorf("what the desk sent back: %+v of %d steps", h.RouteStands, len(r.all))
	}
}

// TestWhatCameInGoesBackToItsWork when a leader, who was not the first that it was submitted to,
// has decided; from there it goes on, and back to whoever gave it.
func TestWhatCameInGoesBackToItsWork(t *testing.T) {
	r := &road{t: t, way: Incoming}
	r.step(office.RouteEntry{Deed: office.RoutePresent}, 2, 1)
	h := r.step(office.RouteEntry{Deed: office.RouteAssign, Due: "2026-12-01"}, 1, 3)
	if h.Holder != people[3].RoutePerson || h.Due != "2026-12-01" {
		t.Errorf("assigned: %+v", h.RouteStands)
	}
	r.step(office.RouteEntry{Deed: office.RouteTakeUp}, 3, 0)
	r.step(office.RouteEntry{Deed: office.RouteSubmit}, 3, 1)
	h = r.step(office.RouteEntry{Deed: office.RouteSubmit}, 1, 0)
	if h.Holder != people[0].RoutePerson || h.Submitted != 1 {
		t.Errorf("submitted further up: %+v", h.RouteStands)
	}
	if h = r.step(office.RouteEntry{Deed: office.RouteDecide}, 0, 0); h.Holder != people[3].RoutePerson || h.Stage != office.StageDecided {
		t.Errorf("decided: %+v", h.RouteStands)
	}
	r.step(office.RouteEntry{Deed: office.RouteTakeUp}, 3, 0)
	h = r.step(office.RouteEntry{Deed: office.RouteReturn}, 3, 0)
	if h.Stage != office.StagePresented || h.Holder != people[1].RoutePerson || h.Due != "2026-12-01" {
		t.Errorf("given back: %+v", h.RouteStands)
	}
	if h = r.step(office.RouteEntry{Deed: office.RouteReturn}, 1, 0); h.Stage != office.StageReceived || h.Holder.ID != "" {
		t.Errorf("not for a leader: %+v", h.RouteStands)
	}
}

// TestAQuestionOfTheRoadThatWasNotChosenKeepsNobodyWaiting settles two roads, of which one waits
// for an opinion.
func TestAQuestionOfTheRoadThatWasNotChosenKeepsNobodyWaiting(t *testing.T) {
	given := office.RouteEntry{ID: "a", Deed: office.RouteAssign, By: people[0].RoutePerson, To: people[3].RoutePerson, At: firstDay}
	apart := office.RouteEntry{ID: "b", Deed: office.RouteAssign, By: people[2].RoutePerson, To: people[1].RoutePerson, At: firstDay}
	r := &road{t: t, way: Incoming, all: []office.RouteEntry{given}}
	r.step(office.RouteEntry{Deed: office.RouteTakeUp}, 3, 0)
	r.step(office.RouteEntry{Deed: office.RouteAsk}, 3, 1)
	r.step(office.RouteEntry{Deed: office.RouteOpine}, 1, 1)
	if h := r.step(office.RouteEntry{Deed: office.RouteAsk}, 3, 2); len(h.Open) != 1 {
		t.Fatalf("open: %+v", h.Open)
	}
	r.all = append(r.all, apart)
	h := r.step(office.RouteEntry{Deed: office.RouteSettle, Of: "b"}, 0, 0)
	if len(h.Open) != 0 || h.Holder != people[1].RoutePerson {
		t.Errorf("settled: %+v, open %+v", h.RouteStands, h.Open)
	}
	r.step(office.RouteEntry{Deed: office.RouteTakeUp}, 1, 0)
	r.step(office.RouteEntry{Deed: office.RouteSubmit}, 1, 0)
	aside := 0
	for _, s := range Walk(r.way, firstDay, r.all).Steps {
		if s.How == Aside {
			aside++
		}
	}
	if aside != 5 {
		t.Errorf("%d steps stand aside", aside)
	}
}
