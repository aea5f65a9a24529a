package station

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/people"
	"tram/local/routing"
	"tram/local/store"
)

// arrived is a document that came in.
func arrived(subject string) office.Registered {
	return office.Registered{Flow: office.FlowIn, Document: office.Document{Number: "137", Symbol: "UBND-VP", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Subject: subject, Secrecy: office.Ordinary}}
}

// hired are the people of the station, as they stand there.
func (d *desk) hired(t *testing.T) []office.Clerk {
	t.Helper()
	all, err := d.store.Clerks(t.Context())
	if err != nil || len(all) < 2 {
		t.Fatal(all, err)
	}
	return all
}

func (d *desk) registers(t *testing.T, r office.Registered) office.Registered {
	t.Helper()
	r, err := d.Register(t.Context(), staff[0], r)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// routes takes a step that must go through.
func (d *desk) routes(t *testing.T, by office.Clerk, w office.RouteWish) office.RouteTold {
	t.Helper()
	is, err := d.Route(t.Context(), by, w)
	if err != nil {
		t.Fatalf("%s: %v", w.Deed, err)
	}
	return is
}

// roadAt is at which stage a document is, and who has it.
func (d *desk) roadAt(t *testing.T, id office.ID) (office.RouteStage, string) {
	t.Helper()
	is, err := d.RouteOf(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return is.Ends[0].Stage, is.Ends[0].Holder.Name
}

// TestWhatCameInBeforeTheFirstStepWaitsAtTheDesk: it is in the lists as what comes afterwards, once, and
// neither what is old, nor cancelled, nor goes out.
func TestWhatCameInBeforeTheFirstStepWaitsAtTheDesk(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	clerk := d.hired(t)[0]
	old, gone := arrived("cũ"), d.registers(t, arrived("hủy"))
	old.Entered = time.Now().In(office.VietNam).AddDate(0, 0, -8).Format(time.DateOnly)
	d.registers(t, old)
	d.registers(t, decision("về việc đi"))
	if _, err := d.CancelRegistered(t.Context(), staff[0], gone.ID, "nhầm"); err != nil {
		t.Fatal(err)
	}
	early := arrived("trước")
	early.Entered = time.Now().In(office.VietNam).AddDate(0, 0, -6).Format(time.DateOnly)
	early = d.registers(t, early)
	first := d.registers(t, arrived("đầu"))
	held := func() (all []string) {
		items, err := d.RoutesHeld(t.Context(), clerk)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range items {
			all = append(all, i.Document.Document.Subject)
		}
		slices.Sort(all)
		return all
	}
	if got := held(); got != nil {
		t.Fatalf("an office that takes no step is told of %q", got)
	}
	d.routes(t, clerk, office.RouteWish{Deed: office.RouteAssign, Document: first.ID, To: clerk.ID, Say: "xem"})
	later := d.registers(t, arrived("sau"))
	d.routes(t, clerk, office.RouteWish{Deed: office.RouteAssign, Document: later.ID, To: clerk.ID, Say: "xem"})
	if got, want := held(), []string{"sau", "trước", "đầu"}; !slices.Equal(got, want) {
		t.Errorf("held are %q, want %q", got, want)
	}
	if stage, who := d.roadAt(t, early.ID); stage != office.StageReceived || who != "" {
		t.Errorf("it stands at %s with %q", stage, who)
	}
	d.routes(t, clerk, office.RouteWish{Deed: office.RouteAssign, Document: early.ID, To: clerk.ID, Say: "xem"})
}

// TestADocumentTakesItsWholeRoad takes one that came in and one that goes out through every step
// of Điều 9.4b, tries at each stage what would skip one, and tells both afterwards.
func TestADocumentTakesItsWholeRoad(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	clerk, lead := who[0], who[1]
	came := d.registers(t, arrived("về việc đến"))
	out := d.registers(t, decision("về việc đi"))
	soon := time.Now().In(office.VietNam).AddDate(0, 0, 30).Format(time.DateOnly)
	type step struct {
		by    office.Clerk
		wish  office.RouteWish
		stage office.RouteStage
		held  string
	}
	for _, road := range []struct {
		of    office.Registered
		skips office.RouteDeed // is refused at each stage before the last
		steps []step
	}{
		{came, office.RouteIssue, []step{
			{clerk, office.RouteWish{Deed: office.RoutePresent, To: lead.ID}, office.StagePresented, lead.Name},
			{lead, office.RouteWish{Deed: office.RouteAssign, To: clerk.ID, Due: soon, Say: "xem và trả lời"}, office.StageAssigned, clerk.Name},
			{clerk, office.RouteWish{Deed: office.RouteTakeUp}, office.StageInWork, clerk.Name},
			{clerk, office.RouteWish{Deed: office.RouteAsk, To: lead.ID, Due: soon, Say: "có vướng gì không"}, office.StageInWork, clerk.Name},
			{lead, office.RouteWish{Deed: office.RouteOpine, Say: "không vướng"}, office.StageInWork, clerk.Name},
			{clerk, office.RouteWish{Deed: office.RouteSubmit, To: lead.ID}, office.StageSubmitted, lead.Name},
			{lead, office.RouteWish{Deed: office.RouteReturn, Say: "thiếu căn cứ"}, office.StageInWork, clerk.Name},
			{clerk, office.RouteWish{Deed: office.RouteSubmit, To: lead.ID}, office.StageSubmitted, lead.Name},
			{lead, office.RouteWish{Deed: office.RouteDecide, Say: "đồng ý"}, office.StageDecided, clerk.Name},
			{clerk, office.RouteWish{Deed: office.RouteFile, Say: "đã trả lời"}, office.StageFiled, ""},
		}},
		{out, office.RouteFile, []step{
			{clerk, office.RouteWish{Deed: office.RouteTakeUp}, office.StageInWork, clerk.Name},
			{clerk, office.RouteWish{Deed: office.RouteSubmit, To: lead.ID}, office.StageSubmitted, lead.Name},
			{lead, office.RouteWish{Deed: office.RouteDecide, Say: "đồng ý"}, office.StageDecided, lead.Name},
			{lead, office.RouteWish{Deed: office.RouteSign}, office.StageSigned, ""},
			{clerk, office.RouteWish{Deed: office.RouteIssue}, office.StageIssued, ""},
			{clerk, office.RouteWish{Deed: office.RouteFile}, office.StageFiled, ""},
		}},
	} {
		for n, s := range road.steps {
			if n < len(road.steps)-1 {
				if _, err := d.Route(t.Context(), lead, office.RouteWish{Document: road.of.ID, Deed: road.skips, Say: "thử"}); !errors.Is(err, routing.NotNow) {
					t.Errorf("before step %d, %s: %v", n, road.skips, err)
				}
			}
			s.wish.Document = road.of.ID
			is := d.routes(t, s.by, s.wish)
			if end := is.Ends[0]; len(is.Ends) != 1 || end.Stage != s.stage || end.Holder.Name != s.held || len(is.Steps) != n+1 {
				t.Errorf("after %s: %+v with %d steps", s.wish.Deed, is.Ends, len(is.Steps))
			}
		}
		d.restart(t)
		is, err := d.RouteOf(t.Context(), road.of.ID)
		if err != nil || len(is.Steps) != len(road.steps) || len(is.Duties) != 0 || !strings.Contains(is.Said, "đã xử lý xong") {
			t.Errorf("told afterwards: %+v %v", is, err)
		}
		if all, err := d.RoutesHeld(t.Context(), clerk); err != nil || slices.ContainsFunc(all, func(i office.RouteItem) bool { return i.Document.ID == road.of.ID }) {
			t.Errorf("it waits for ever: %+v %v", all, err)
		}
	}
}

// TestAStepThatWasTakenNeverChanges tries to write over one.
func TestAStepThatWasTakenNeverChanges(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	r := d.registers(t, arrived("về việc đến"))
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteAssign, To: who[1].ID})
	all, err := store.By(t.Context(), d.store, documents.Steps, documents.FacetDocument, string(r.ID))
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	e := all[0]
	e.Actor = office.RouteActor{RoutePerson: e.By, Leads: true, Keeps: true}
	e.To.Name = "Người Khác Mẫu"
	if err := d.store.Save(t.Context(), store.Act{Actor: "x", Step: documents.RouteStep(office.RouteAssign)}, documents.Steps.Put(&e)); !errors.Is(err, store.WrongState) {
		t.Errorf("a step was written over: %v", err)
	}
	if _, err := d.Route(t.Context(), who[1], office.RouteWish{Document: r.ID, Deed: office.RouteTakeUp, Seen: "another"}); !errors.Is(err, routing.Moved) {
		t.Errorf("over what was not seen: %v", err)
	}
	forged := office.RouteEntry{ID: "0", Document: r.ID, Deed: office.RouteFile, Say: "xong", By: e.By, Actor: office.RouteActor{RoutePerson: e.By, Leads: true, Keeps: true}}
	if err := d.store.Save(t.Context(), store.Act{Actor: "x", Step: documents.RouteStep(office.RouteFile)}, documents.Steps.Put(&forged)); !errors.Is(err, routing.NotNow) {
		t.Errorf("a step was skipped in the store: %v", err)
	}
}

// notesOf are what a timeline notes beside its steps.
func notesOf(is office.RouteTold) (all []string) {
	for _, step := range is.Steps {
		if step.Note != "" {
			all = append(all, step.Note)
		}
	}
	return all
}

// TestTwoStationsThatTookADocumentApartLoseNeitherRoad has both go on while they do not meet.
func TestTwoStationsThatTookADocumentApartLoseNeitherRoad(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	who := a.hired(t)
	r := a.registers(t, arrived("về việc đến"))
	a.brings(t, b)
	b.brings(t, a)
	a.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteAssign, To: who[0].ID})
	a.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteTakeUp})
	b.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteAssign, To: who[1].ID})
	a.brings(t, b)
	b.brings(t, a)
	for name, d := range map[string]*desk{"a": a, "b": b} {
		is, err := d.RouteOf(t.Context(), r.ID)
		if err != nil || len(is.Ends) != 2 || len(is.Steps) != 3 || !strings.Contains(is.Said, "chọn giữa các hướng") {
			t.Fatalf("%s tells %+v %v", name, is, err)
		}
		if notes := notesOf(is); len(notes) == 0 || strings.Contains(strings.Join(notes, ""), "không được chọn") || !strings.Contains(notes[0], "chưa chọn hướng nào") {
			t.Errorf("%s: before anybody chose, the steps are noted as %q", name, notes)
		}
		if w := d.waits(t, "parted"); w.Count != 1 || !strings.Contains(w.Newest[0].Title, "về việc đến") {
			t.Errorf("%s: nobody is told: %+v", name, w)
		}
		if _, err := d.Route(t.Context(), who[0], office.RouteWish{Document: r.ID, Deed: office.RouteFile, Say: "xong"}); !errors.Is(err, routing.TwoRoads) {
			t.Errorf("%s goes on: %v", name, err)
		}
	}
	is, err := b.RouteOf(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	keep := is.Ends[slices.IndexFunc(is.Ends, func(e office.RouteStands) bool { return e.Stage == office.StageInWork })]
	is = b.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteSettle, Of: keep.Head, Say: "máy một làm trước"})
	if len(is.Ends) != 1 || is.Ends[0].Stage != office.StageInWork || is.Ends[0].Holder.Name != who[0].Name || len(is.Steps) != 4 {
		t.Fatalf("settled as %+v", is)
	}
	if notes := notesOf(is); len(notes) != 1 || !strings.Contains(notes[0], "không được chọn") {
		t.Errorf("once one is chosen, the steps are noted as %q", notes)
	}
	b.brings(t, a)
	if w := a.waits(t, "parted"); w.Count != 0 {
		t.Errorf("after it was settled there waits %+v", w)
	}
	a.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteFile, Say: "đã trả lời"})
	a.brings(t, b)
	if stage, _ := b.roadAt(t, r.ID); stage != office.StageFiled {
		t.Errorf("at the other station it is %s", stage)
	}
}

// TestOpinionsOfTwoStationsGoTogether asks two people and lets each answer where they are.
func TestOpinionsOfTwoStationsGoTogether(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	who := a.hired(t)
	r := a.registers(t, decision("về việc đi"))
	id := r.ID
	a.routes(t, who[0], office.RouteWish{Document: id, Deed: office.RouteTakeUp})
	a.routes(t, who[0], office.RouteWish{Document: id, Deed: office.RouteAsk, To: who[1].ID, Say: "ý kiến thế nào"})
	a.brings(t, b)
	b.brings(t, a)
	if w := b.waits(t, "routed"); w.Count != 2 {
		t.Errorf("at the other station there waits %+v", w)
	}
	b.routes(t, who[1], office.RouteWish{Document: id, Deed: office.RouteOpine, Say: "đồng ý"})
	a.routes(t, who[0], office.RouteWish{Document: id, Deed: office.RouteForgo, Say: "đã hỏi miệng"})
	a.brings(t, b)
	b.brings(t, a)
	for _, d := range []*desk{a, b} {
		is, err := d.RouteOf(t.Context(), id)
		if err != nil || len(is.Ends) != 1 || len(is.Open) != 0 || len(is.Steps) != 4 {
			t.Errorf("%+v %v", is, err)
		}
		if w := d.waits(t, "parted"); w.Count != 0 {
			t.Errorf("opinions are told as versions: %+v", w)
		}
	}
}

// TestWhoMayDoWhatWithADocument walks one with accounts: each step by who has no part in it, and
// then by who has.
func TestWhoMayDoWhatWithADocument(t *testing.T) {
	d := newDesk(t)
	as, is := d.eachPost(t)
	r, err := d.Register(as[office.AsClerk], office.Clerk{}, arrived("về việc đến"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []struct {
		by    office.Post
		wish  office.RouteWish
		never []office.Post // are refused before
	}{
		{office.AsClerk, office.RouteWish{Deed: office.RoutePresent, To: is[office.AsLeader].ID}, []office.Post{office.AsAdmin, office.AsInspector}},
		{office.AsLeader, office.RouteWish{Deed: office.RouteAssign, To: is[office.AsOfficer].ID}, []office.Post{office.AsClerk, office.AsOfficer, office.AsAdmin, office.AsInspector}},
		{office.AsOfficer, office.RouteWish{Deed: office.RouteTakeUp}, []office.Post{office.AsClerk, office.AsLeader, office.AsAdmin, office.AsInspector}},
		{office.AsOfficer, office.RouteWish{Deed: office.RouteAsk, To: is[office.AsClerk].ID}, []office.Post{office.AsClerk, office.AsAdmin, office.AsInspector}},
		{office.AsClerk, office.RouteWish{Deed: office.RouteOpine, Say: "đồng ý"}, []office.Post{office.AsOfficer, office.AsLeader, office.AsAdmin, office.AsInspector}},
		{office.AsOfficer, office.RouteWish{Deed: office.RouteSubmit, To: is[office.AsLeader].ID}, []office.Post{office.AsClerk, office.AsLeader, office.AsAdmin, office.AsInspector}},
		{office.AsLeader, office.RouteWish{Deed: office.RouteDecide, Say: "đồng ý"}, []office.Post{office.AsClerk, office.AsOfficer, office.AsAdmin, office.AsInspector}},
		{office.AsOfficer, office.RouteWish{Deed: office.RouteFile, Say: "xong"}, []office.Post{office.AsClerk, office.AsAdmin, office.AsInspector}},
	} {
		s.wish.Document = r.ID
		before, err := d.RouteOf(as[office.AsClerk], r.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, post := range s.never {
			if _, err := d.Route(as[post], office.Clerk{}, s.wish); !errors.Is(err, routing.NotYours) && !errors.Is(err, people.NotAllowed) && !errors.Is(err, routing.NotAsked) {
				t.Errorf("%s by %s: %v", s.wish.Deed, post, err)
			}
			if ways, err := d.RouteWays(as[post], office.Clerk{}, r.ID); err != nil || slices.ContainsFunc(ways, func(w office.RouteWay) bool { return w.Deed == s.wish.Deed }) {
				t.Errorf("%s is offered to %s: %+v %v", s.wish.Deed, post, ways, err)
			}
		}
		if after, err := d.RouteOf(as[office.AsClerk], r.ID); err != nil || len(after.Steps) != len(before.Steps) {
			t.Errorf("what was refused left something: %+v %v", after, err)
		}
		if ways, err := d.RouteWays(as[s.by], office.Clerk{}, r.ID); err != nil || !slices.ContainsFunc(ways, func(w office.RouteWay) bool { return w.Deed == s.wish.Deed }) {
			t.Errorf("%s is not offered to %s: %+v %v", s.wish.Deed, s.by, ways, err)
		}
		if s.wish.Deed == office.RouteOpine {
			if w, err := d.WaitingOf(as[office.AsClerk], "routed"); err != nil || w.Count != 1 || w.Newest[0].Below != "Xin ý kiến phối hợp: Người Mẫu officer" {
				t.Errorf("who is asked is not told: %+v %v", w, err)
			}
		}
		told, err := d.Route(as[s.by], office.Clerk{}, s.wish)
		if err != nil {
			t.Fatalf("%s by %s: %v", s.wish.Deed, s.by, err)
		}
		if last := told.Steps[len(told.Steps)-1]; last.By.Name != is[s.by].Name {
			t.Errorf("%s is told as by %s", s.wish.Deed, last.By.Name)
		}
	}
}

// TestWhatIsLateIsToldToWhoLeads lets a document lie, and an opinion.
func TestWhatIsLateIsToldToWhoLeads(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	first := d.registers(t, arrived("bắt đầu dùng luân chuyển"))
	today := time.Now().In(office.VietNam).Format(time.DateOnly)
	d.routes(t, who[0], office.RouteWish{Document: first.ID, Deed: office.RouteAssign, To: who[1].ID, Due: today})
	lies := d.registers(t, arrived("chưa ai chuyển"))
	if w := d.waits(t, "overdue"); w.Count != 0 {
		t.Fatalf("on the first day it is told %+v", w)
	}
	if w := d.waits(t, "routed"); w.Count != 2 {
		t.Errorf("there waits %+v", w)
	}
	d.clock = later{d.clock, 30 * 24 * time.Hour}
	all, err := d.RoutesOverdue(t.Context(), time.Time{})
	if err != nil || len(all) != 2 {
		t.Fatalf("%+v %v", all, err)
	}
	for _, i := range all {
		if i.Duty.Late == "" || i.Document.ID != first.ID && i.Document.ID != lies.ID {
			t.Errorf("%+v", i)
		}
	}
	if w := d.waits(t, "overdue"); w.Count != 2 || w.Newest[0].Grave != office.Wanting || !strings.Contains(w.Newest[0].Below, "quá hạn") {
		t.Errorf("told %+v", w)
	}
	if _, err := d.CancelRegistered(t.Context(), staff[0], lies.ID, "vào sổ nhầm"); err != nil {
		t.Fatal(err)
	}
	if w := d.waits(t, "overdue"); w.Count != 1 {
		t.Errorf("what was cancelled is late: %+v", w)
	}
	if _, err := d.Route(t.Context(), who[0], office.RouteWish{Document: lies.ID, Deed: office.RouteAssign, To: who[1].ID}); !errors.Is(err, routing.Cancelled) {
		t.Errorf("what was cancelled goes on: %v", err)
	}
}

// TestAnOfficeWithoutRoadsIsNotNagged registers documents where nobody passes any on here.
func TestAnOfficeWithoutRoadsIsNotNagged(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	d.registers(t, arrived("một"))
	d.registers(t, arrived("hai"))
	d.clock = later{d.clock, 30 * 24 * time.Hour}
	for _, sort := range []office.WaitSort{"routed", "overdue"} {
		if w := d.waits(t, sort); w.Count != 0 {
			t.Errorf("%s: %+v", sort, w)
		}
	}
}

// TestOneSentenceAnswersWhoAsks asks by each way in which a number is said, and looks for what the
// sentence must not tell.
func TestOneSentenceAnswersWhoAsks(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	r := d.registers(t, arrived("đơn của bà Hoàng Thị Bí Mật"))
	d.registers(t, decision("về việc đi"))
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteAssign, To: who[1].ID, Due: "2090-11-30", Say: "điều kín"})
	d.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteTakeUp})
	d.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteAsk, To: who[0].ID, Due: "2090-11-29"})
	today := time.Now().In(office.VietNam).Format("02/01/2006")
	want := "Văn bản đến số 01, vào sổ ngày " + today + ", đang xử lý, người giữ là " + who[1].Name + ", hạn xử lý xong là hết ngày 30/11/2090; "
	for _, typed := range []string{"1", "01", "137/UBND-VP", " 137/ubnd-vp "} {
		said, err := d.RouteAsked(t.Context(), office.RouteQuery{Number: typed, Flow: office.FlowIn})
		if err != nil || len(said) != 1 || !strings.HasPrefix(said[0], want) {
			t.Errorf("%q: %q %v", typed, said, err)
			continue
		}
		for _, hidden := range []string{"Bí Mật", "điều kín", "29/11/2090", "tỉnh Mẫu"} {
			if strings.Contains(said[0], hidden) {
				t.Errorf("%q tells %q", said[0], hidden)
			}
		}
	}
	for typed, n := range map[string]int{"1": 2, "01/QĐ-UBND": 1, "01/qđ-ubnd": 1} {
		if said, err := d.RouteAsked(t.Context(), office.RouteQuery{Number: typed}); err != nil || len(said) != n {
			t.Errorf("%q: %q %v", typed, said, err)
		}
	}
	for _, typed := range []string{"", "2", "999999999999999999999", "0", "QĐ", "137"} {
		if said, err := d.RouteAsked(t.Context(), office.RouteQuery{Number: typed}); !errors.Is(err, NoSuchNumber) {
			t.Errorf("%q: %q %v", typed, said, err)
		}
	}
	if _, err := d.RouteAsked(t.Context(), office.RouteQuery{Number: "1", Year: thisYear() - 1}); !errors.Is(err, NoSuchNumber) {
		t.Errorf("in another year: %v", err)
	}
}

// TestATimelineIsWrittenOut with every step, whole or not at all.
func TestATimelineIsWrittenOut(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	r := d.registers(t, arrived("về việc đến"))
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteAssign, To: who[1].ID, Say: "xem và trả lời"})
	d.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteReturn, Say: "không thuộc phần việc"})
	path := filepath.Join(t.TempDir(), "dien-bien.json")
	for _, ending := range []string{"", ".pdf", ".xlsx"} {
		if err := d.SaveRoute(t.Context(), r.ID, path+ending, ""); err != nil {
			t.Errorf("%q: %v", ending, err)
		}
	}
	if err := d.SaveRoute(t.Context(), r.ID, path, ""); !errors.Is(err, FileExists) {
		t.Errorf("onto a file: %v", err)
	}
	rows := rowsIn(t, path)
	if len(rows) != 2 || rows[0][1] != "Giao xử lý" || rows[0][3] != who[1].Name || rows[0][5] != "xem và trả lời" || rows[1][5] != "không thuộc phần việc" {
		t.Errorf("%q", rows)
	}
}

// TestWhatBecameOfAYearsDocumentsIsPrinted in the columns of Phụ lục IV.VIII, and as the report of
// what goes out.
func TestWhatBecameOfAYearsDocumentsIsPrinted(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	r := d.registers(t, arrived("về việc đến"))
	d.registers(t, arrived("chưa chuyển"))
	gone := d.registers(t, arrived("nhầm"))
	out := d.registers(t, decision("về việc đi"))
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteAssign, To: who[1].ID, Due: "2090-11-30"})
	d.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteTakeUp})
	d.routes(t, who[0], office.RouteWish{Document: out.ID, Deed: office.RouteTakeUp})
	if _, err := d.CancelRegistered(t.Context(), staff[0], gone.ID, "vào sổ nhầm"); err != nil {
		t.Fatal(err)
	}
	of := "137/UBND-VP · Ủy ban nhân dân tỉnh Mẫu"
	today := time.Now().In(office.VietNam).Format("02/01/2006")
	coming := [][]string{
		{"01", of, who[1].Name, "30/11/2090", "đang xử lý", "", ""},
		{"02", of, "", "", "đã vào sổ, chưa chuyển xử lý", "", ""},
		{"03", of, "", "", "", "", "Đã hủy: vào sổ nhầm"},
	}
	for code, want := range map[string][][]string{
		"follow": coming, "report-in": coming,
		"report-out": {{"01/QĐ-UBND", today, "Quyết định về việc đi", "", "", "đang xử lý", ""}},
	} {
		path := filepath.Join(t.TempDir(), code+".json")
		if _, err := d.SaveFollowed(t.Context(), code, thisYear(), path, ""); err != nil {
			t.Fatal(err)
		}
		if rows := rowsIn(t, path); !reflect.DeepEqual(rows, want) {
			t.Errorf("%s: %q", code, rows)
		}
		if _, err := d.SaveFollowed(t.Context(), code, thisYear(), path+".pdf", ""); err != nil {
			t.Errorf("%s: %v", code, err)
		}
		if _, err := d.SaveFollowed(t.Context(), code, thisYear(), path, ""); !errors.Is(err, FileExists) {
			t.Errorf("%s onto a file: %v", code, err)
		}
	}
	if _, err := d.SaveFollowed(t.Context(), "in", thisYear(), filepath.Join(t.TempDir(), "a.pdf"), ""); !errors.Is(err, documents.NoSuchReport) {
		t.Errorf("no report: %v", err)
	}
	d.clock = later{d.clock, 70 * 365 * 24 * time.Hour}
	path := filepath.Join(t.TempDir(), "muon.json")
	if _, err := d.SaveFollowed(t.Context(), "follow", thisYear(), path, ""); err != nil {
		t.Fatal(err)
	}
	if rows := rowsIn(t, path); !strings.HasPrefix(rows[0][4], "đang xử lý; quá hạn ") {
		t.Errorf("late: %q", rows)
	}
}

// rowsIn are the rows of a table that was written as data.
func rowsIn(t *testing.T, path string) [][]string {
	t.Helper()
	text, err := os.ReadFile(path)
	var told struct{ Rows [][]string }
	if err == nil {
		err = json.Unmarshal(text, &told)
	}
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return told.Rows
}

// TestEachVersionThatWasSubmittedIsKept submits a draft, has it sent back, and submits another
// under the same name: both lie there as they came, each with its step.
func TestEachVersionThatWasSubmittedIsKept(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	r := d.registers(t, decision("về việc đi"))
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteTakeUp})
	draft := filepath.Join(t.TempDir(), "du-thao.png")
	var versions [][]byte
	for n := range 2 {
		version := samplePicture(t, n)
		if err := os.WriteFile(draft, version, 0o600); err != nil {
			t.Fatal(err)
		}
		versions = append(versions, version)
		before := d.filesKept(t)
		if _, err := d.Route(t.Context(), who[0], office.RouteWish{Document: r.ID, Deed: office.RouteReturn, Say: "thử", With: office.Enclosing{Paths: []string{draft}}}); !errors.Is(err, routing.NoFiles) {
			t.Errorf("with a return: %v", err)
		}
		if _, err := d.Route(t.Context(), who[0], office.RouteWish{Document: r.ID, Deed: office.RouteSubmit, With: office.Enclosing{Paths: []string{draft}}}); !errors.Is(err, routing.NoPerson) {
			t.Errorf("to nobody: %v", err)
		}
		if after := d.filesKept(t); after != before {
			t.Errorf("what was refused left %d files", after-before)
		}
		d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteSubmit, To: who[1].ID, With: office.Enclosing{Paths: []string{draft}}})
		d.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteReturn, Say: "sửa lại"})
	}
	d.restart(t)
	is, err := d.RouteOf(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := d.RegisteredWhole(t.Context(), r.ID)
	if err != nil || len(whole.Files) != 2 {
		t.Fatalf("%+v %v", whole, err)
	}
	for n, at := range []int{1, 3} {
		step := is.Steps[at]
		if step.Deed != office.RouteSubmit || len(step.Files) != 1 || step.Files[0] != "du-thao.png" || len(step.RouteEntry.Files) != 1 {
			t.Fatalf("step %d: %+v", at, step)
		}
		i := slices.IndexFunc(whole.Files, func(e office.Enclosed) bool { return e.ID == step.RouteEntry.Files[0] })
		if i != n || whole.Files[i].Message.File != office.DigestOf(versions[n]) {
			t.Errorf("version %d is file %d: %+v", n, i, whole.Files)
		}
	}
	if gaps, err := d.MissingFiles(t.Context()); err != nil || len(gaps) != 0 {
		t.Errorf("missing: %+v %v", gaps, err)
	}
}

// samplePicture is a picture of its own.
func samplePicture(t *testing.T, n int) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 40+n, 60))
	for i := range m.Pix {
		m.Pix[i] = 0xff
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// eachPost has an office in which each post is somebody else's: by what each of them acts, and who they are.
func (d *desk) eachPost(t *testing.T) (as map[office.Post]context.Context, is map[office.Post]office.Clerk) {
	t.Helper()
	const password = "khoai lang tím nướng"
	ctx := t.Context()
	d.begins(t)
	all := d.employ(t, password)
	d.sitAs(t, all[0], password)
	boss, err := d.Acting(ctx)
	if err != nil {
		t.Fatal(err)
	}
	as, is = map[office.Post]context.Context{}, map[office.Post]office.Clerk{}
	for _, post := range office.Posts {
		a, err := d.People().Admit(ctx, boss, office.Clerk{Name: "Người Mẫu " + string(post)}, []office.Post{post}, []byte(password))
		if err != nil {
			t.Fatal(err)
		}
		l, err := d.People().Unlock(ctx, a.ID, []byte(password))
		if err != nil {
			t.Fatal(err)
		}
		as[post], is[post] = people.With(ctx, l), l.Person()
	}
	return as, is
}
