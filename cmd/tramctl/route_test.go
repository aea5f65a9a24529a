package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// lives are how many documents go their whole road by the verbs: 50, or as many as TRAM_DOCUMENTS says.
func lives(t *testing.T) int {
	t.Helper()
	said := os.Getenv("TRAM_DOCUMENTS")
	if said == "" {
		return 50
	}
	n, err := strconv.Atoi(said)
	if err != nil || n < 3 {
		t.Fatalf("TRAM_DOCUMENTS is %q", said)
	}
	return n
}

// TestDocumentsGoTheirWholeRoadByTheVerbs takes some that came in, some that go out and some that
// stay, from hand to hand under everybody's own account: each step is told with whoever took it, every
// number is given once and none left out, and at the end nobody has anything left.
func TestDocumentsGoTheirWholeRoadByTheVerbs(t *testing.T) {
	t.Parallel()
	p := newPeopled(t).staffed()
	as := func(post office.Post) map[string]string { return map[string]string{"TRAM_TOKEN": p.tokens[post]} }
	p.mustWith(as(office.AsClerk), "", "number", "open", fmt.Sprint(time.Now().In(office.VietNam).Year()), "--anew")
	roads, kinds, numbers := roadsOf(), []string{"in", "out", "internal"}, map[string]int{}
	for n := range lives(t) {
		kind := kinds[n%len(kinds)]
		r := p.mustWith(as(office.AsClerk), "", "register", kind, "--type", "QĐ", "--symbol", "QĐ-"+strings.ToUpper(kind), "--subject", fmt.Sprint("về việc ví dụ ", n))
		if numbers[kind]++; int(r["number"].(float64)) != numbers[kind] {
			t.Fatalf("the %d. of %s has the number %v", numbers[kind], kind, r["number"])
		}
		p.goes(t, r["id"].(string), kind, roads[kind])
	}
	if held, _ := p.mustWith(as(office.AsClerk), "", "route", "held")["items"].([]any); len(held) > 0 {
		t.Errorf("still held: %v", held)
	}
}

// goes takes a document its whole road, and tries one step more.
func (p peopled) goes(t *testing.T, id, kind string, lines []routeLine) {
	t.Helper()
	as := func(post office.Post) map[string]string { return map[string]string{"TRAM_TOKEN": p.tokens[post]} }
	for n, l := range lines {
		args := strings.Split(strings.ReplaceAll(strings.Join(l.args, "\n"), "MÃ", id), "\n")
		is := p.mustWith(as(l.by), "", args...)
		end, steps := is["ends"].([]any)[0].(map[string]any), is["steps"].([]any)
		if len(steps) != n+1 || end["stage"] != string(l.now) || steps[n].(map[string]any)["by"].(map[string]any)["name"] != whoIs[l.by] {
			t.Errorf("%s, after %q: %v", kind, l.args, end)
		}
	}
	if out, messages, code := p.with(as(office.AsLeader), "", "return", id, "--why", "muộn"); code != refused || failure(messages) != "routing.not-now" {
		t.Errorf("%s, after its end: %d %s%s", kind, code, out, messages)
	}
}

// roadsOf are the roads of the registers, with a return, opinions and one that was not waited for.
func roadsOf() map[string][]routeLine {
	clerk, officer, lead := whoIs[office.AsClerk], whoIs[office.AsOfficer], whoIs[office.AsLeader]
	due := time.Now().In(office.VietNam).AddDate(0, 0, 40).Format("02/01/2006")
	return map[string][]routeLine{
		"in": {
			{office.AsClerk, []string{"route", "present", "MÃ", "--to", lead}, office.StagePresented},
			{office.AsLeader, []string{"assign", "MÃ", "--to", officer, "--due", due, "--say", "xem và trả lời"}, office.StageAssigned},
			{office.AsOfficer, []string{"route", "take", "MÃ"}, office.StageInWork},
			{office.AsOfficer, []string{"opinion", "MÃ", "--of", clerk, "--due", due, "--say", "có vướng gì không"}, office.StageInWork},
			{office.AsOfficer, []string{"opinion", "MÃ", "--of", lead}, office.StageInWork},
			{office.AsClerk, []string{"opinion", "MÃ", "--say", "không vướng"}, office.StageInWork},
			{office.AsOfficer, []string{"route", "forgo", "MÃ", "--of", lead, "--say", "đã hỏi miệng"}, office.StageInWork},
			{office.AsOfficer, []string{"submit", "MÃ", "--to", lead}, office.StageSubmitted},
			{office.AsLeader, []string{"return", "MÃ", "--why", "thiếu căn cứ"}, office.StageInWork},
			{office.AsOfficer, []string{"submit", "MÃ", "--to", lead, "--say", "đã thêm"}, office.StageSubmitted},
			{office.AsLeader, []string{"decide", "MÃ", "--say", "đồng ý"}, office.StageDecided},
			{office.AsOfficer, []string{"route", "file", "MÃ", "--say", "đã trả lời"}, office.StageFiled},
		},
		"out":      madeHere(lead),
		"internal": madeHere(lead),
	}
}

// routeLine is a line that somebody types, and where the document stands then.
type routeLine struct {
	by   office.Post
	args []string
	now  office.RouteStage
}

func madeHere(lead string) []routeLine {
	return []routeLine{
		{office.AsOfficer, []string{"route", "take", "MÃ"}, office.StageInWork},
		{office.AsOfficer, []string{"submit", "MÃ", "--to", lead}, office.StageSubmitted},
		{office.AsLeader, []string{"decide", "MÃ", "--say", "đồng ý"}, office.StageDecided},
		{office.AsLeader, []string{"route", "sign", "MÃ"}, office.StageSigned},
		{office.AsClerk, []string{"issue", "MÃ", "--say", "gửi qua bưu điện"}, office.StageIssued},
		{office.AsClerk, []string{"route", "file", "MÃ"}, office.StageFiled},
	}
}

// TestARoadIsToldAndAskedForByTheVerbs in an office without accounts.
func TestARoadIsToldAndAskedForByTheVerbs(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	me, year := "Nguyễn Văn Mẫu", time.Now().In(office.VietNam).Year()
	d.must("number", "open", fmt.Sprint(year), "--anew")
	id := d.must("register", "in", "--number", "137", "--symbol", "UBND-VP", "--issuer", "Ủy ban nhân dân tỉnh Mẫu", "--subject", "về việc đến")["id"].(string)
	said := func(args ...string) string {
		all := d.must(append([]string{"asked"}, args...)...)["said"].([]any)
		return all[0].(string)
	}
	if got := said("137/UBND-VP"); !strings.Contains(got, "chưa chuyển xử lý, đang ở văn thư") {
		t.Errorf("before the first step: %q", got)
	}
	d.must("assign", id, "--to", me, "--due", fmt.Sprintf("31/12/%d", year+1))
	if got := said("1"); !strings.Contains(got, "chờ nhận, người giữ là "+me) || strings.Contains(got, "về việc đến") {
		t.Errorf("after it was given: %q", got)
	}
	for _, wrong := range []struct {
		args []string
		want string
	}{
		{[]string{"asked", "99"}, "station.no-such-number"},
		{[]string{"assign", id, "--to", "Người Lạ Mẫu"}, "station.unknown-clerk"},
		{[]string{"assign", id, "--to", me, "--due", "hôm nào"}, "routing.bad-due"},
		{[]string{"assign", id}, "routing.no-person"},
		{[]string{"decide", id, "--say", "đồng ý"}, "routing.not-now"},
		{[]string{"route", "sign", id, "--record", "x"}, "station.not-signed-here"},
		{[]string{"timeline", "x"}, "store.no-such-record"},
		{[]string{"overdue", "--on", "30"}, "tramctl.bad-day"},
	} {
		out, messages, code := d.do(wrong.args...)
		if code == well || failure(messages) != wrong.want {
			t.Errorf("%q: %d %s%s", wrong.args, code, out, messages)
		}
	}
	if ways := d.must("route", "next", id)["ways"].([]any); len(ways) < 2 {
		t.Errorf("next: %v", ways)
	}
	if all, _ := d.must("overdue")["items"].([]any); len(all) > 0 {
		t.Errorf("late on the first day: %v", all)
	}
	if all := d.must("overdue", "--on", fmt.Sprintf("31/12/%d", year+2))["items"].([]any); len(all) != 1 {
		t.Errorf("late in two years: %v", all)
	}
	file := filepath.Join(t.TempDir(), "dien-bien.json")
	d.must("timeline", id, "-o", file)
	text, err := os.ReadFile(file)
	var told struct{ Rows [][]string }
	if err == nil {
		err = json.Unmarshal(text, &told)
	}
	if err != nil || len(told.Rows) != 1 || told.Rows[0][2] != me {
		t.Errorf("%v in %s", err, text)
	}
	if _, messages, code := d.do("timeline", id, "-o", file); code != refused || failure(messages) != "tramctl.file-taken" {
		t.Errorf("onto a file: %d %s", code, messages)
	}
}
