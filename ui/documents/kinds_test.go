package documents

import (
	"slices"
	"strings"
	"testing"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

const (
	inspector = "Đỗ Văn Mẫu"
	admin     = "Vũ Thị Mẫu"
)

// byRole is a step that somebody takes at the window, and where the document is then.
type byRole struct {
	by   string
	deed office.RouteDeed
	to   string
	say  string
	is   office.RouteStage
	has  string
}

// TestADocumentOfEachKindIsPlayedByEveryRole: one of each register is entered at the window; what has a
// road goes it to its end, each step by whose it is; and whoever may only read finds it, reads it, and
// is offered no step.
func TestADocumentOfEachKindIsPlayedByEveryRole(t *testing.T) {
	s := staffed(t, person{inspector, office.AsInspector}, person{admin, office.AsAdmin})
	p, w := at(t, s)
	work := []byRole{
		{worker, office.RouteTakeUp, "", "", office.StageInWork, worker},
		{worker, office.RouteAsk, expert, "có vướng gì không", office.StageInWork, worker},
		{expert, office.RouteOpine, "", "không vướng", office.StageInWork, worker},
		{worker, office.RouteSubmit, leader, "dự thảo", office.StageSubmitted, leader},
	}
	made := slices.Concat([]byRole{{keeper, office.RouteAssign, worker, "soạn dự thảo", office.StageAssigned, worker}}, work, []byRole{
		{leader, office.RouteDecide, "", "đồng ý ban hành", office.StageDecided, leader},
		{leader, office.RouteSign, "", "đã ký", office.StageSigned, ""},
		{keeper, office.RouteIssue, "", "đã gửi", office.StageIssued, ""},
		{keeper, office.RouteFile, "", "đã lưu", office.StageFiled, ""},
	})
	incoming := slices.Concat([]byRole{
		{keeper, office.RoutePresent, leader, "", office.StagePresented, leader},
		{leader, office.RouteAssign, worker, "xem và trả lời", office.StageAssigned, worker},
	}, work, []byRole{
		{leader, office.RouteDecide, "", "đồng ý trả lời", office.StageDecided, worker},
		{worker, office.RouteFile, "", "đã trả lời", office.StageFiled, ""},
	})
	for _, c := range []struct {
		flow    office.Flow
		answers map[string]string
		road    []byRole
	}{
		{office.FlowIn, came("137", "Về việc đến"), incoming},
		{office.FlowOut, map[string]string{"flow": "out", "type": "quyet-dinh", "symbol": "QĐ-UBND", "subject": "Về việc đi", "to": "Phòng Ví dụ"}, made},
		{office.FlowInternal, map[string]string{"flow": "internal", "type": "thong-bao", "symbol": "TB-UBND", "subject": "Về việc nội bộ"}, made},
		{office.FlowCopies, map[string]string{"flow": "copies", "symbol": "SY-UBND", "subject": "Sao y quyết định"}, nil},
		{office.FlowPost, map[string]string{"flow": "post", "number": "15", "symbol": "QĐ-UBND", "subject": "Gửi quyết định", "to": "Sở Ví dụ", "envelopes": "2"}, nil},
	} {
		p.comes(t, s, keeper)
		p.keeps(c.answers)
		rows := registered(t, s, office.RegisteredWish{Flow: c.flow})
		if len(rows) != 1 || rows[0].Said() != "01" || rows[0].Document.Subject != c.answers["subject"] {
			t.Fatalf("%s: %+v, it says %q", c.flow, rows, p.desk.News.Said())
		}
		id := rows[0].ID
		for _, step := range c.road {
			p.comes(t, s, step.by)
			p.Open(id)
			kit.Settle()
			p.steps(t, w, step.deed, step.to, step.say)
			if is, has := stage(t, s, id); is != step.is || has != step.has {
				t.Fatalf("%s: after %s it is %s with %q", c.flow, step.deed, is, has)
			}
		}
		if len(c.road) > 0 {
			if told, err := s.RouteOf(t.Context(), id); err != nil || len(told.Steps) != len(c.road) {
				t.Errorf("%s: %d steps of %d, %v", c.flow, len(told.Steps), len(c.road), err)
			}
		}
		for _, reader := range []string{inspector, admin, expert} {
			p.comes(t, s, reader)
			p.Open(id)
			kit.Settle()
			if said := told(p); !strings.Contains(said, c.answers["subject"]) || len(p.offered()) > 0 {
				t.Errorf("%s reads of %s, is offered %v:\n%s", reader, c.flow, p.offered(), said)
			}
			if b := kittest.Named(w, kit.T("documents.cancel")); reader != expert && (b == nil || !b.Disabled()) {
				t.Errorf("%s may cancel %s", reader, c.flow)
			}
		}
	}
	if list := listed(p); strings.Count(list, "01") < len(office.Flows) {
		t.Errorf("the list has\n%s", list)
	}
}
