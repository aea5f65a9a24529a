package station

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"tram/local/documents"
	"tram/local/numbering"
	"tram/local/office"
	"tram/local/people"
	"tram/local/store"
)

// documentsToLive are how many documents a test lets live: a share in every test, a thousand in a soak.
func documentsToLive() int {
	if n, err := strconv.Atoi(os.Getenv("TRAM_DOCUMENTS")); err == nil {
		return n
	}
	return 50
}

// crew are people with accounts, each at work under their own log-in.
type crew struct {
	d    *desk
	rng  *rand.Rand
	as   []context.Context
	who  []office.Clerk
	took map[office.ID][]office.ID // the steps that were taken of each document
	done map[office.RouteDeed]map[office.Post]int
	post []office.Post
}

// crewed admits two of each post that passes documents on.
func crewed(t *testing.T, d *desk) *crew {
	t.Helper()
	const password = "khoai lang tím nướng"
	ctx := t.Context()
	d.begins(t)
	d.sitAs(t, d.employ(t, password)[0], password)
	boss, err := d.Acting(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c := &crew{d: d, rng: rand.New(rand.NewPCG(9, 4)), took: map[office.ID][]office.ID{}, done: map[office.RouteDeed]map[office.Post]int{}}
	for _, post := range []office.Post{office.AsClerk, office.AsOfficer, office.AsOfficer, office.AsLeader, office.AsLeader} {
		a, err := d.People().Admit(ctx, boss, office.Clerk{Name: fmt.Sprintf("Người Mẫu %c", 'A'+len(c.who))}, []office.Post{post}, []byte(password))
		if err != nil {
			t.Fatal(err)
		}
		l, err := d.People().Unlock(ctx, a.ID, []byte(password))
		if err != nil {
			t.Fatal(err)
		}
		c.as, c.who, c.post = append(c.as, people.With(ctx, l)), append(c.who, l.Person()), append(c.post, post)
	}
	return c
}

// wish is one of the steps that somebody may take; false: there is none.
func (c *crew) wish(t *testing.T, id office.ID, by int) (office.RouteWish, bool) {
	t.Helper()
	ways, err := c.d.RouteWays(c.as[by], office.Clerk{}, id)
	if err != nil {
		t.Fatal(err)
	}
	var can []office.RouteWay
	for _, way := range ways {
		if back := way.Deed == office.RouteReturn || way.Deed == office.RouteAsk; !way.Waits && (!back || c.rng.IntN(4) == 0) {
			can = append(can, way)
		}
	}
	if len(can) == 0 {
		return office.RouteWish{}, false
	}
	way := can[c.rng.IntN(len(can))]
	w := office.RouteWish{Document: id, Deed: way.Deed, Of: way.Of.Entry, Say: "ví dụ"}
	if way.To {
		w.To = c.who[c.rng.IntN(len(c.who))].ID
		if way.Deed == office.RouteAsk {
			w.To = c.who[(by+1)%len(c.who)].ID
		}
	}
	return w, true
}

// live takes a document from its register to its end, each step by somebody who may.
func (c *crew) live(t *testing.T, r office.Registered) {
	t.Helper()
	r, err := c.d.Register(c.as[0], office.Clerk{}, r)
	if err != nil {
		t.Fatal(err)
	}
	for tries := 0; ; tries++ {
		by := c.rng.IntN(len(c.who))
		w, may := c.wish(t, r.ID, by)
		if tries > 2000 {
			t.Fatalf("%s never ends", r.ID)
		}
		if !may {
			continue
		}
		is, err := c.d.Route(c.as[by], office.Clerk{}, w)
		if err != nil {
			if w.Deed == office.RouteAsk { // they were asked already
				continue
			}
			t.Fatalf("%s by %s: %v", w.Deed, c.who[by].Name, err)
		}
		last := is.Steps[len(is.Steps)-1]
		if last.Deed != w.Deed || last.By.ID != c.who[by].ID {
			t.Fatalf("%s by %s is told as %s by %s", w.Deed, c.who[by].Name, last.Deed, last.By.Name)
		}
		c.took[r.ID] = append(c.took[r.ID], last.ID)
		if c.done[w.Deed] == nil {
			c.done[w.Deed] = map[office.Post]int{}
		}
		c.done[w.Deed][c.post[by]]++
		if is.Ends[0].Stage == office.StageFiled {
			return
		}
	}
}

// TestManyDocumentsLiveTheirWholeLife lets documents of each kind go from hand to hand until they
// are filed. Every step that was taken is there, in its order, under whoever took it.
func TestManyDocumentsLiveTheirWholeLife(t *testing.T) {
	d := newDesk(t)
	c := crewed(t, d)
	internal := decision("nội bộ")
	internal.Flow, internal.Document.Symbol = office.FlowInternal, "QĐ-VP"
	for n := range documentsToLive() {
		c.live(t, []office.Registered{arrived("về việc đến"), decision("về việc đi"), internal}[n%3])
	}
	steps := 0
	for id, took := range c.took {
		is, err := d.RouteOf(c.as[0], id)
		if err != nil || len(is.Ends) != 1 || is.Ends[0].Stage != office.StageFiled || len(is.Steps) != len(took) {
			t.Fatalf("%s: %d steps of %d, %+v %v", id, len(is.Steps), len(took), is.Ends, err)
		}
		for i, step := range is.Steps {
			if step.ID != took[i] || step.Note != "" {
				t.Fatalf("%s: step %d is %+v", id, i, step)
			}
		}
		d.standsAsItsSteps(t, id)
		steps += len(took)
	}
	for _, deed := range office.RouteDeeds {
		if deed != office.RouteSettle && len(c.done[deed]) == 0 {
			t.Errorf("nobody took %s", deed)
		}
	}
	for _, post := range []office.Post{office.AsClerk, office.AsOfficer} {
		if n := c.done[office.RouteDecide][post]; n > 0 {
			t.Errorf("%s decided %d times", post, n)
		}
	}
	for i := range c.who {
		if all, err := d.RoutesHeld(c.as[i], office.Clerk{}); err != nil || len(all) != 0 {
			t.Errorf("%s still has %+v %v", c.who[i].Name, all, err)
		}
	}
	t.Logf("%d documents, %d steps", len(c.took), steps)
}

// standsAsItsSteps holds what is written down of a road against what its steps say.
func (d *desk) standsAsItsSteps(t *testing.T, id office.ID) {
	t.Helper()
	j, _, err := documents.JourneyOf(t.Context(), d.store, id)
	if err != nil {
		t.Fatal(err)
	}
	roads, err := store.By(t.Context(), d.store, documents.Roads, documents.FacetDocument, string(id))
	if err != nil || len(roads) != 1 || !roads[0].Since.Equal(j.Shown().Since) {
		t.Fatalf("%+v %v", roads, err)
	}
	is := roads[0].RouteStands
	is.Since = j.Shown().Since
	if is != j.Shown().RouteStands {
		t.Errorf("%s stands as %+v, and its steps say %+v", id, is, j.Shown().RouteStands)
	}
}

// routeUntilKilled passes documents on again and again, and tells each step that was acknowledged.
func routeUntilKilled(home string) int {
	s, err := opened(home)
	ctx := context.Background()
	var who []office.Clerk
	if err == nil {
		if err = s.OpenYear(ctx, staff[0], office.YearWish{Year: thisYear(), Anew: true}); errors.Is(err, numbering.AlreadyOpen) {
			err = nil
		}
	}
	if err == nil {
		who, err = s.store.Clerks(ctx)
	}
	for err == nil {
		var r office.Registered
		if r, err = s.Register(ctx, who[0], arrived("về việc đến")); err != nil {
			break
		}
		for _, w := range []office.RouteWish{{Deed: office.RouteAssign, To: who[1].ID}, {Deed: office.RouteTakeUp}, {Deed: office.RouteAsk, To: who[0].ID}, {Deed: office.RouteOpine, Say: "đồng ý"}, {Deed: office.RouteFile, Say: "xong"}} {
			w.Document = r.ID
			by := who[1]
			if w.Deed == office.RouteOpine {
				by = who[0]
			}
			var is office.RouteTold
			if is, err = s.Route(ctx, by, w); err != nil {
				break
			}
			fmt.Println(r.ID, is.Steps[len(is.Steps)-1].ID)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// TestAKillInTheMidstOfAStepLeavesItWholeOrNot kills a program that passes documents on: what was
// acknowledged is there, where a document stands is what its steps say, and each goes on.
func TestAKillInTheMidstOfAStepLeavesItWholeOrNot(t *testing.T) {
	home := t.TempDir()
	setUpHere(t, home)
	for round := range 4 {
		cmd := asChild(t, "route", home)
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		told := map[office.ID][]office.ID{}
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); n++ {
			var id, step office.ID
			if _, err := fmt.Sscan(lines.Text(), &id, &step); err == nil {
				told[id] = append(told[id], step)
			}
			if n == 7+3*round {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		_ = cmd.Wait() // it was killed
		if len(told) < 2 {
			t.Fatalf("%d documents were passed on", len(told))
		}
		s, err := opened(home)
		if err != nil {
			t.Fatal(err)
		}
		d := &desk{Station: s}
		for id, took := range told {
			is, err := s.RouteOf(t.Context(), id)
			if err != nil || len(is.Steps) < len(took) || len(is.Steps) > len(took)+1 {
				t.Fatalf("%d steps, %d were acknowledged: %v", len(is.Steps), len(took), err)
			}
			for i, step := range took {
				if is.Steps[i].ID != step {
					t.Errorf("step %d is %s, and %s was acknowledged", i, is.Steps[i].ID, step)
				}
			}
			d.standsAsItsSteps(t, id)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
