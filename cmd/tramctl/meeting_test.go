package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// council is an office of two, in which a meeting of five goes on.
func council(t *testing.T) (d desk, id string) {
	t.Helper()
	d = desk{t: t, home: filepath.Join(t.TempDir(), "dữ liệu")}
	d.must("setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm Công vụ xã Mẫu Sơn", "--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", "Nguyễn Văn Mẫu", "--clerk", "Trần Thị Ví Dụ")
	now := time.Now().In(office.VietNam)
	d.must("number", "open", fmt.Sprint(now.Year()), "--anew")
	is := d.must("meeting", "new", "--title", "Họp giao ban tháng", "--start", now.Format("15:04 02/01/2006"), "--lasts", "90", "--place", "Phòng họp tầng 2", "--confirmed", "--quorum", "half",
		"--person", "Nguyễn Văn Mẫu|chair|vote", "--person", "Trần Thị Ví Dụ|secretary|vote", "--person", "Lê Văn Thử|member|vote|thu@vi-du.vn", "--person", "Phạm Thị Giả|member|vote", "--person", "Hoàng Văn Định|member|vote",
		"--agenda", "Công tác tháng|30|Lê Văn Thử", "--agenda", "Dự toán|20", "--clerk", "Trần Thị Ví Dụ")
	return d, is["id"].(string)
}

// writes are those of the secretary.
func (d desk) writes(task, id string, args ...string) map[string]any {
	d.t.Helper()
	return d.must(append([]string{"meeting", task, id, "--clerk", "Trần Thị Ví Dụ"}, args...)...)
}

// TestAMeetingThatIsOpenedTooEarlySaysSo: nobody learns it only when they want to vote.
func TestAMeetingThatIsOpenedTooEarlySaysSo(t *testing.T) {
	t.Parallel()
	d, id := council(t)
	d.writes("attend", id, "--who", "Nguyễn Văn Mẫu", "--how", "here")
	if odd := fmt.Sprint(d.writes("open", id)["odd"]); !strings.Contains(odd, "mới có 1 người có quyền biểu quyết, cần 3") {
		t.Error(odd)
	}
	for _, name := range []string{"Trần Thị Ví Dụ", "Lê Văn Thử"} {
		d.writes("attend", id, "--who", name, "--how", "here")
	}
	if is := d.must("meeting", "show", id); !strings.Contains(fmt.Sprint(is["odd"]), "mới có 1 người") || is["enough"] != true {
		t.Errorf("%v", is["odd"])
	}
}

func TestAMeetingGoesFromItsInvitationToSignedMinutesByTheVerbs(t *testing.T) {
	a, d, id := issued(t)
	for _, name := range []string{"Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Lê Văn Thử", "Phạm Thị Giả"} {
		d.writes("attend", id, "--who", name, "--how", "here")
	}
	d.writes("attend", id, "--who", "Hoàng Văn Định", "--how", "absent", "--why", "đi công tác")
	d.writes("open", id)
	if name := d.refuses("meeting", "item", id, "--clerk", "Trần Thị Ví Dụ", "--item", "9"); name != "tramctl.no-item" {
		t.Error(name)
	}
	d.writes("item", id, "--item", "1")
	d.writes("speak", id, "--who", "Lê Văn Thử", "--say", "Đã xong 12 việc.", "--item", "1")
	d.writes("motion", id, "--title", "Thông qua dự toán", "--rule", "members-half", "--item", "2")
	d.writes("vote", id, "--begin")
	if name := d.refuses("meeting", "votes", id, "-o", filepath.Join(t.TempDir(), "sớm.csv")); name != "station.no-votes" {
		t.Error(name)
	}
	for i, name := range []string{"Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Lê Văn Thử", "Phạm Thị Giả"} {
		d.writes("vote", id, "--who", name, "--choice", fmt.Sprint(1+i/3))
	}
	votes := d.writes("vote", id, "--end")["votes"].([]any)
	if said := votes[0].(map[string]any)["result"]; said != "Thông qua: 3 tán thành trên 5 (cần 3), 1 không tán thành, 0 không có ý kiến." {
		t.Error(said)
	}
	d.writes("motion", id, "--title", "Bầu tổ trưởng", "--rule", "most", "--option", "Ông A", "--option", "Bà B", "--secret")
	d.ballot = d.writes("vote", id, "--begin")["ballot_key"].(string)
	for i, name := range []string{"Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Lê Văn Thử"} {
		d.chosen = fmt.Sprint(1 + i%2)
		if is := d.writes("vote", id, "--who", name); is["voted"] != float64(i+1) {
			t.Errorf("%v", is)
		}
	}
	if name := d.refuses("meeting", "vote", id, "--who", "Lê Văn Thử", "--clerk", "Trần Thị Ví Dụ"); name != "ballotbox.voted" {
		t.Error(name)
	}
	if name := d.refuses("meeting", "vote", id, "--who", "Phạm Thị Giả", "--choice", "1", "--clerk", "Trần Thị Ví Dụ"); name != "tramctl.choice-on-line" {
		t.Error(name)
	}
	for _, paper := range [][]string{{"--took-paper", "Phạm Thị Giả", "--paper-back", "9", "--hands=-3,0"}, {"--took-paper", "Phạm Thị Giả", "--paper-back", "9", "--hands=-1,0"}, {"--hands", "0,9"}, {"--paper-back", "3"}, {"--took-paper", "Phạm Thị Giả", "--paper-back", "1", "--hands", "0,1"}} {
		if name := d.refuses(append([]string{"meeting", "vote", id, "--end", "--clerk", "Trần Thị Ví Dụ"}, paper...)...); name != "meetings.bad-paper" && name != "meetings.too-few-ballots" && name != "meetings.ballots-differ" {
			t.Errorf("%v: %s", paper, name)
		}
	}
	right := d.ballot
	d.ballot = "22222-22222-22222-22222-22222"
	if name := d.refuses("meeting", "vote", id, "--end", "--clerk", "Trần Thị Ví Dụ"); name != "ballotbox.wrong-key" {
		t.Error(name)
	}
	d.ballot = ""
	if out, messages, code := d.do("meeting", "vote", id, "--end", "--clerk", "Trần Thị Ví Dụ"); code != refused || !strings.Contains(out+messages, ballotKeyVariable) {
		t.Errorf("without a key of the box: %d %s%s", code, out, messages)
	}
	d.ballot = right
	votes = d.writes("vote", id, "--end")["votes"].([]any)
	if said := votes[1].(map[string]any)["result"]; said != "Được chọn: Ông A (2)." {
		t.Error(said)
	}
	d.exportsVotes(id)
	d.writes("task", id, "--to", "Trần Thị Ví Dụ", "--say", "Gửi dự toán", "--due", "20/12/2099")
	if tasks := d.must("meeting", "tasks", "--clerk", "Trần Thị Ví Dụ")["tasks"].([]any); len(tasks) != 1 {
		t.Errorf("%v", tasks)
	}
	d.writes("close", id)
	dir := t.TempDir()
	d.writes("minutes", id, "-o", filepath.Join(dir, "bb.docx"))
	made := d.writes("minutes", id, "--register")["minutes"].([]any)[0].(map[string]any)
	if made["number"] != "01/BB-UBND" || made["agrees"] != true {
		t.Fatalf("%v", made)
	}
	d.pin = a.password
	d.must("meeting", "minutes", id, "--sign", "--key", a.file, "--clerk", "Trần Thị Ví Dụ") // it bears her name
	if name := d.refuses("meeting", "minutes", id, "--sign", "--key", a.file, "--clerk", "Nguyễn Văn Mẫu"); name != "station.minutes-other-name" {
		t.Error(name)
	}
	d.must("meeting", "minutes", id, "--sign", "--sure", "--key", a.file, "--clerk", "Nguyễn Văn Mẫu")
	proof := d.must("meeting", "minutes", id, "--verify")
	for _, c := range proof["checks"].([]any) {
		if c := c.(map[string]any); c["met"] != "met" && c["point"] != "Chữ ký" {
			t.Errorf("%v", c)
		}
	}
	list := d.must("meeting", "list")["meetings"].([]any)
	if m := list[0].(map[string]any); len(list) != 1 || m["id"] != id || m["allday"] != false || !strings.HasSuffix(m["start"].(string), "+07:00") || m["uid"] == "" {
		t.Errorf("%v", list)
	}
}

// exportsVotes writes what was voted to a file: who chose what by name, and of a secret vote the sums and
// who voted, in the order of the list.
func (d desk) exportsVotes(id string) {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), "kết quả.csv")
	if is := d.must("meeting", "votes", id, "-o", path); is["path"] != path {
		d.t.Errorf("%v", is)
	}
	file, err := os.Open(path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	read := csv.NewReader(file)
	read.FieldsPerRecord = -1
	all, err := read.ReadAll()
	if err != nil {
		d.t.Fatal(err)
	}
	var rows []string
	for _, row := range all {
		if len(row) == 7 {
			rows = append(rows, strings.Join(row[2:], "|"))
		}
	}
	want := []string{
		"Theo tên|Phương án|Tán thành|3|", "Theo tên|Phương án|Không tán thành|1|", "Theo tên|Phương án|Không có ý kiến|0|",
		"Theo tên|Người biểu quyết|Nguyễn Văn Mẫu||Tán thành", "Theo tên|Người biểu quyết|Trần Thị Ví Dụ||Tán thành", "Theo tên|Người biểu quyết|Lê Văn Thử||Tán thành", "Theo tên|Người biểu quyết|Phạm Thị Giả||Không tán thành",
		"Theo tên|Kết quả|Thông qua: 3 tán thành trên 5 (cần 3), 1 không tán thành, 0 không có ý kiến.||quá nửa tổng số thành viên",
		"Bỏ phiếu kín|Phương án|Ông A|2|", "Bỏ phiếu kín|Phương án|Bà B|1|",
		"Bỏ phiếu kín|Người biểu quyết|Nguyễn Văn Mẫu||Đã bỏ phiếu", "Bỏ phiếu kín|Người biểu quyết|Trần Thị Ví Dụ||Đã bỏ phiếu", "Bỏ phiếu kín|Người biểu quyết|Lê Văn Thử||Đã bỏ phiếu",
		"Bỏ phiếu kín|Kết quả|Được chọn: Ông A (2).||nhiều phiếu nhất",
	}
	if got := rows[1:]; !slices.Equal(got, want) {
		d.t.Errorf("the table holds\n%s\nand not\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// issued is the office of council, with a key that it trusts.
func issued(t *testing.T) (issuer, desk, string) {
	a := newIssuer(t)
	d, id := council(t)
	d.must("trust", "add", a.root)
	return a, d, id
}

func TestWhatMayNotBeInAMeetingIsToldByName(t *testing.T) {
	d, id := council(t)
	for typed, want := range map[string]string{
		"note --say x": "meetings.not-opened", "attend --who Lạ --how": "", "vote --begin": "tramctl.no-motion", "speak --who Lạ": "meetings.not-opened", "close": "meetings.not-opened", "minutes --register": "minutes.not-over",
		"minutes --verify": "station.no-minutes", "minutes --sign --key x.p12": "", "cancel": "meetings.no-why", "move --start 25:00": "tramctl.bad-until",
		"strike --entry x --why y": "meetings.no-such-entry", "proxy --who Lạ --holder Lạ --authority x": "tramctl.no-such-seat",
	} {
		if want == "" {
			continue
		}
		task, rest, _ := strings.Cut(typed, " ")
		args := []string{"meeting", task, id, "--clerk", "Trần Thị Ví Dụ"}
		if rest != "" {
			args = append(args, strings.Split(rest, " ")...)
		}
		if name := d.refuses(args...); name != want {
			t.Errorf("%s: %s", typed, name)
		}
	}
	for _, args := range [][]string{{"new", "--title", "Họp về tài liệu MẬT", "--place", "x", "--start", "08:00 07/12/2099", "--secrecy", "mat"}} {
		if name := d.refuses(append([]string{"meeting"}, args...)...); name != "meetings.secret-matter" {
			t.Errorf("%v: %s", args, name)
		}
	}
	if name := d.refuses("meeting", "new", "--title", "Trùng người", "--place", "x", "--start", time.Now().In(office.VietNam).Format("15:04 02/01/2006"), "--person", "Nguyễn Văn Mẫu|chair"); name != "meetings.person-busy" {
		t.Error(name)
	}
	if name := d.refuses("meeting", "show", "x"); name != "tramctl.no-meeting" {
		t.Error(name)
	}
}
