package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tram/local/office"
)

// requestsPlayed is how many requests are played; the soak asks for more.
func requestsPlayed(t *testing.T) int {
	t.Helper()
	const few = 25
	asked := os.Getenv("TRAM_REQUESTS")
	if asked == "" {
		return few
	}
	n, err := strconv.Atoi(asked)
	if err != nil || n < few {
		t.Fatalf("TRAM_REQUESTS=%q", asked)
	}
	return n
}

// eightProcedures are what is asked for, by their codes.
var eightProcedures = map[string][]string{
	"1.000001": {"name=Xác nhận nơi cư trú", "sort=citizens", "medium=whole", "term=4", "unit=hours"},
	"1.000002": {"name=Đăng ký khai sinh", "sort=citizens", "medium=whole", "term=1", "unit=working-days"},
	"1.000003": {"name=Chứng thực bản sao", "sort=citizens", "medium=part", "notice=Niêm yết tại bộ phận một cửa", "reviewed=2026-01-05", "term=8", "unit=hours"},
	"1.000004": {"name=Hỗ trợ mai táng", "sort=citizens", "medium=part", "notice=Trang thông tin xã", "term=10", "unit=working-days"},
	"1.000005": {"name=Hòa giải đất đai", "sort=citizens", "medium=paper", "basis=Luật ví dụ, Điều 5", "term=45", "unit=days"},
	"1.000006": {"name=Đăng ký hộ kinh doanh", "sort=citizens", "medium=whole", "term=3", "unit=working-days"},
	"nb.01":    {"name=Nghỉ phép năm", "sort=internal", "inner=staff", "medium=whole", "term=2", "unit=working-days"},
	"nb.02":    {"name=Cấp văn phòng phẩm", "sort=internal", "inner=assets", "medium=part", "notice=Thông báo nội bộ", "term=5", "unit=days"},
}

// requestLife is what becomes of a request, a line each: who types, what, and where it stands then.
type requestLife []struct {
	by    office.Post
	typed string
	now   office.RequestStage
}

// requestLives are the ways in which a request goes. MÃ is its code, SỐ the act that converts a result.
func requestLives() map[string]requestLife {
	officer := whoIs[office.AsOfficer]
	given := "deliver MÃ --to=Lê Thị Thí Dụ --store=sent --reference=KHO-1"
	return map[string]requestLife{
		"on paper": {
			{office.AsClerk, "hand MÃ --to=" + officer, office.RequestWorking}, {office.AsOfficer, "result MÃ --medium=paper --said=Giấy xác nhận", office.RequestReady},
			{office.AsClerk, "convert MÃ --record=SỐ", office.RequestReady}, {office.AsClerk, "notify MÃ", office.RequestReady}, {office.AsClerk, given, office.RequestDelivered}, {office.AsClerk, "close MÃ", office.RequestClosed},
		},
		"electronic, supplemented, put off": {
			{office.AsClerk, "supplement MÃ --lacks=Bản sao giấy chứng sinh --lacks=Tờ khai có chữ ký", office.RequestWaiting}, {office.AsClerk, "supplied MÃ", office.RequestWorking},
			{office.AsLeader, "extend MÃ --until=17:00 30/12/2099 --why=Chờ xác minh", office.RequestWorking}, {office.AsOfficer, "result MÃ --medium=electronic --said=Giấy xác nhận --why=Trên Cổng dịch vụ công", office.RequestReady},
			{office.AsClerk, "deliver MÃ --to=Phạm Văn Thử --authority=Giấy ủy quyền ví dụ --store=later", office.RequestDelivered}, {office.AsClerk, "notify MÃ --by=none --basis=Theo đề nghị của người nộp", office.RequestDelivered},
			{office.AsClerk, "close MÃ --reference=KHO-2", office.RequestClosed},
		},
		"refused": {
			{office.AsClerk, "refuse MÃ --why=Không thuộc thẩm quyền của xã", office.RequestRefused}, {office.AsClerk, "notify MÃ --by=mail", office.RequestRefused}, {office.AsClerk, "close MÃ", office.RequestClosed},
		},
		"withdrawn": {
			{office.AsClerk, "withdraw MÃ --why=Không còn nhu cầu", office.RequestWithdrawn}, {office.AsClerk, "close MÃ", office.RequestClosed},
		},
	}
}

// typedAs parts what is typed at its options, whose values may have spaces.
func typedAs(line string) []string {
	var words []string
	for i, part := range strings.Split(line, " --") {
		if i == 0 {
			words = append(words, strings.Fields(part)...)
			continue
		}
		words = append(words, "--"+part)
	}
	return words
}

// TestRequestsAreAnsweredByTheVerbs receives requests of eight procedures and takes each its way, under
// everybody's own account; what the decree forbids on the way is refused with its sentence.
func TestRequestsAreAnsweredByTheVerbs(t *testing.T) {
	t.Parallel()
	p := newPeopled(t).staffed()
	as := func(post office.Post) map[string]string { return map[string]string{"TRAM_TOKEN": p.tokens[post]} }
	codes := slices.Sorted(maps.Keys(eightProcedures))
	for _, code := range codes {
		p.mustWith(as(office.AsClerk), "", append([]string{"procedure", "add", "code=" + code, "papers=Tờ khai"}, eightProcedures[code]...)...)
	}
	converted := func() string {
		return p.mustWith(as(office.AsClerk), "", "convert", "--type", "cong-van", "--subject", "về việc ví dụ", "--seen", "--secrecy", "thuong", "--pages", "1", scans(t)[0])["id"].(string)
	}
	ways := requestLives()
	names := slices.Sorted(maps.Keys(ways))
	for n := range requestsPlayed(t) {
		is := p.mustWith(as(office.AsClerk), "", "request", "new", "--procedure", codes[n%len(codes)], "--from", "Lê Thị Thí Dụ", "--identity", "card", "--number", fmt.Sprintf("0010900%05d", n), "--phone", "0900000001", "--mail", "a@example.vn", "--paper", "Tờ khai")
		code := is["request"].(map[string]any)["code"].(string)
		for i, line := range ways[names[n%len(names)]] {
			typed := strings.ReplaceAll(line.typed, "MÃ", code)
			if strings.Contains(typed, "SỐ") { // each result is converted by itself
				typed = strings.ReplaceAll(typed, "SỐ", converted())
			}
			is := p.mustWith(as(line.by), "", append([]string{"request"}, typedAs(typed)...)...)
			steps := is["steps"].([]any)
			if len(steps) != i+1 || is["stage"] != string(line.now) || steps[i].(map[string]any)["by"].(map[string]any)["name"] != whoIs[line.by] {
				t.Fatalf("%s, after %q: %v", code, line.typed, is)
			}
		}
	}
	if open := p.mustWith(as(office.AsClerk), "", "request", "list", "--open"); open["requests"] != nil {
		t.Errorf("still open: %v", open)
	}
	p.refusesRequests(t, codes[0])
}

// refusesRequests tries what the decree forbids.
func (p peopled) refusesRequests(t *testing.T, procedure string) {
	t.Helper()
	as := func(post office.Post) map[string]string { return map[string]string{"TRAM_TOKEN": p.tokens[post]} }
	receive := []string{"request", "new", "--procedure", procedure, "--from", "Lê Thị Thí Dụ", "--identity", "card", "--phone", "0900000001"}
	code := p.mustWith(as(office.AsClerk), "", receive...)["request"].(map[string]any)["code"].(string)
	for _, try := range []struct{ typed, want string }{
		{"refuse MÃ", "requests.no-reason"}, {"close MÃ", "requests.not-now"}, {"deliver MÃ --to=Ai Đó --store=not-wanted", "requests.not-now"},
		{"result MÃ --medium=paper --said=Giấy", ""}, {"deliver MÃ --to=Ai Đó --store=not-wanted", "requests.no-authority"}, {"deliver MÃ --to=Lê Thị Thí Dụ --store=sent", "requests.no-reference"},
		{"deliver MÃ --to=Lê Thị Thí Dụ --store=not-wanted", ""}, {"notify MÃ --by=none", "requests.no-tell-basis"}, {"close MÃ", "requests.owed"}, {"convert MÃ --record=không", "station.result-not-finished"},
		{"show 123456789", "requests.not-a-code"}, {"show 48291307 5", "usage"}, {"asked không", "requests.not-a-code"}, {"extend MÃ --until=mai --why=x", "tramctl.bad-until"},
	} {
		by := office.AsClerk
		if strings.HasPrefix(try.typed, "extend") {
			by = office.AsLeader
		}
		out, messages, exit := p.with(as(by), "", append([]string{"request"}, typedAs(strings.ReplaceAll(try.typed, "MÃ", code))...)...)
		switch {
		case try.want == "" && exit != well, try.want == "usage" && exit != usage, try.want != "" && try.want != "usage" && (exit != refused || failure(messages) != try.want):
			t.Errorf("%q: %d %s%s", try.typed, exit, out, messages)
		}
	}
	out, _, exit := p.with(as(office.AsClerk), "", "request", "asked", office.RequestCodeSpoken(code))
	if exit != well || strings.Contains(out, "Thí Dụ") || !strings.Contains(out, office.RequestCodeSpoken(code)) {
		t.Errorf("asked: %d %s", exit, out)
	}
}

// TestRequestsAreCountedAtTheTerminal: figures that add up, written where it is asked for; who settles how many
// is told to who directs.
func TestRequestsAreCountedAtTheTerminal(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.must(append([]string{"procedure", "add", "code=1.000001"}, eightProcedures["1.000001"]...)...)
	for range 2 {
		d.must("request", "new", "--procedure", "1.000001", "--from", "Lê Thị Thí Dụ", "--identity", "card", "--phone", "0900000001", "--channel", "national")
	}
	made := d.must("request", "report")
	all, rows := made["all"].(map[string]any), made["rows"].([]any)
	if all["received"] != 2.0 || all["online"] != 2.0 || all["open"] != 2.0 || len(rows) != 1 || rows[0].(map[string]any)["name"] != "1.000001 Xác nhận nơi cư trú" {
		t.Errorf("%v", made)
	}
	path := filepath.Join(t.TempDir(), "a.xlsx")
	if made := d.must("request", "report", "--by", "channel", "--from", "1/1/2020", "-o", path); made["file"] != path || made["from"] != "2020-01-01" {
		t.Errorf("%v", made)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
	for want, args := range map[string][]string{"station.bad-day-asked": {"--from", "x"}, "requests.span-turned": {"--from", "2/1/2026", "--to", "1/1/2026"}, "requests.no-such-count": {"--by", "x"}} {
		if name := d.refuses(append([]string{"request", "report"}, args...)...); name != want {
			t.Errorf("%v: %s", args, name)
		}
	}
	if _, _, code := d.do("request", "list", "-o", path); code != usage {
		t.Errorf("a list with a file ends with %d", code)
	}
}
