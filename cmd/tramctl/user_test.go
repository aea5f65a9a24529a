package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/people"
)

// peopled is an office with one person of each role, and what each comes in with.
type peopled struct {
	desk
	key    string // for recovery
	tokens map[office.Post]string
}

const walkPassword = "khoai lang tím nướng"

// nextMonth is a day until which people lend something.
var nextMonth = time.Now().AddDate(0, 1, 0).Format(time.DateOnly)

// whoIs names the person of each role.
var whoIs = map[office.Post]string{
	office.AsAdmin: "Quản Trị Mẫu", office.AsClerk: "Văn Thư Mẫu", office.AsOfficer: "Công Chức Mẫu", office.AsLeader: "Lãnh Đạo Mẫu", office.AsInspector: "Thanh Tra Mẫu",
}

// with runs a command line with variables of its environment and something typed.
func (d desk) with(env map[string]string, typed string, args ...string) (out, messages string, code int) {
	var o, e bytes.Buffer
	t := terminal{in: strings.NewReader(typed), out: &o, err: &e, env: func(name string) string { return env[name] }, cost: people.LeastCost()}
	code = t.run(context.Background(), append([]string{"--home", d.home, "--json"}, args...))
	return o.String(), e.String(), code
}

func (d desk) mustWith(env map[string]string, typed string, args ...string) map[string]any {
	d.t.Helper()
	out, messages, code := d.with(env, typed, args...)
	var answer map[string]any
	if err := json.Unmarshal([]byte(out), &answer); err != nil || code != well {
		d.t.Fatalf("%q: exit %d, %v\n%s%s", args, code, err, out, messages)
	}
	return answer
}

// failure is the name of the failure that was told last.
func failure(messages string) string {
	lines := strings.Split(strings.TrimSpace(messages), "\n")
	var told struct{ Failure string }
	_ = json.Unmarshal([]byte(lines[len(lines)-1]), &told)
	return told.Failure
}

func newPeopled(t *testing.T) peopled {
	t.Helper()
	return newPeopledAt(t, filepath.Join(t.TempDir(), "dữ liệu"))
}

func newPeopledAt(t *testing.T, home string) peopled {
	t.Helper()
	p := peopled{desk: desk{t: t, home: home}, tokens: map[office.Post]string{}}
	founded := p.must("setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm Công vụ xã Mẫu Sơn",
		"--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", "Nguyễn Văn Mẫu")
	p.key = founded["recovery_key"].(string)
	return p
}

// staffed admits one person of each role.
func (p peopled) staffed() peopled {
	p.t.Helper()
	p.mustWith(nil, p.key+"\n"+walkPassword+"\n", "user", "add", whoIs[office.AsAdmin], "--role", "admin")
	admin := map[string]string{"TRAM_PASSWORD": walkPassword, "TRAM_NEW_PASSWORD": walkPassword}
	for _, post := range office.Posts {
		if post != office.AsAdmin {
			p.mustWith(admin, "", "user", "add", whoIs[post], "--role", string(post), "--as", whoIs[office.AsAdmin])
		}
		args := []string{"user", "token", "--until", nextMonth, "--as", whoIs[post]}
		for _, right := range post.Rights() {
			args = append(args, "--right", string(right))
		}
		p.tokens[post] = p.mustWith(admin, "", args...)["token"].(string)
	}
	return p
}

// lines are what is typed of each verb: at least one line of each task.
func lines(t *testing.T, record string) map[string][][]string {
	file := func(name string) string { return filepath.Join(t.TempDir(), name) }
	scan := scans(t)[0]
	return map[string][][]string{
		"convert": {{"--type", "QĐ", "--seen", "--pages", "1", scan}}, "finish": {{"--seen", "--pages", "1", record}}, "list": {{}}, "search": {{"thành lập"}}, "show": {{record}},
		"export": {{record, "-o", file("a.pdf")}}, "verify": {{record}, {"--journal"}}, "lookup": {{record}}, "compare": {{scan}}, "refusals": {{}}, "ocr": {{record}},
		"import": {{scan, "--system", "Hệ thống", "--owner", "Cơ quan"}}, "print": {{record, "--to-file", file("b.pdf")}}, "confirm": {{record, "--came", "1"}},
		"scan": {{"--device", "sane:test:0"}}, "watch": {{t.TempDir(), "--once"}}, "page": {{record, "--crop"}},
		"keys": {{"--token", "/khong/co.so"}}, "sign": {{"--key", "/khong/co.p12", record}}, "extend": {{"--all"}}, "withdraw": {{"--reason", "sai", record}},
		"trust":           {{"list"}, {"add", scan}, {"remove", "x"}, {"export", "-o", file("c.json")}, {"certify", "--key", "/khong/co.p12"}},
		"journal":         {{"status"}, {"accept", "--because", "x"}, {"stamp"}, {"mark", "-o", file("d.txt")}},
		"audit":           {{}, {"times"}, {"parts"}, {"review", "--found", "không có gì"}, {"require", "--asks", "Nhanh", "--basis", "Điều 6"}, {"--export", file("e.xlsx")}},
		"orphans":         {{"list"}, {"adopt", "x", "--because", "x"}, {"sweep", "x", "--because", "x"}, {"export", "x", "-o", file("f")}},
		"book":            {{"list"}, {"list", "channel"}, {"show", "channel", "x"}, {"add", "channel", "name=Cổng"}, {"edit", "channel", "x", "name=y"}, {"move", "channel", "x", "close"}, {"export", "channel", "-o", file("g.xlsx")}, {"import", "kenh", scan, "--dry"}, {"import", "kenh", scan}},
		"incident":        {{"open", "--name", "Mất mạng"}, {"note", "x", "Đã gọi"}, {"report", "x", "-o", file("i.pdf")}, {"close", "x"}, {"list"}},
		"emergency":       {{"begin", "--why", "mất mạng"}, {"end"}, {"status"}, {"pad", "-o", file("l.pdf")}, {"count", "x", "1"}, {"receipt", "471-082-359-07-6", "--lost", "x"}, {"report", "-o", file("m.xlsx")}, {"close"}},
		"register":        {{"out", "--type", "QĐ", "--subject", "x"}, {"cancel", "x", "--why", "x"}, {"recall", "x", "--why", "x"}, {"replace", "x", "--by", "y", "--why", "x"}, {"update", "x", "--by", "y", "--why", "x"}, {"untie", "x", "--why", "x"}, {"uncancel", "x", "--why", "x"}, {"show", "x"}, {"save", "x", "-o", file("p")}, {"stamp", "x"}, {"attach", "x", scan}, {"take", "x"}, {"versions", "x"}, {"settle", "x", "a", "b"}},
		"print-register":  {{"in", "-o", file("n.pdf")}},
		"import-register": {{scan}, {scan, "--dry"}},
		"number":          {{"list"}, {"explain", "out/2026/quyet-dinh"}, {"open", fmt.Sprint(time.Now().Year()), "--anew"}, {"lease", "out/2026/quyet-dinh", "--to", "x"}, {"take", "out/2026/quyet-dinh", "--why", "x"}, {"gone", "x", "--why", "x"}},
		"procedure":       {{"list"}, {"add", "code=1.01", "name=x", "sort=citizens", "medium=whole"}, {"import", scan}},
		"request": {{"new", "--procedure", "1.01", "--from", "x", "--identity", "card", "--phone", "1"}, {"hand", "x", "--to", "Nguyễn Văn Mẫu"}, {"supplement", "x", "--lacks", "x"}, {"supplied", "x"}, {"extend", "x", "--until", "17:00 10/12/2099", "--why", "x"},
			{"refuse", "x", "--why", "x"}, {"result", "x", "--medium", "electronic", "--said", "x"}, {"convert", "x", "--record", record}, {"notify", "x"}, {"deliver", "x", "--to", "x", "--store", "later"}, {"withdraw", "x", "--why", "x"}, {"close", "x"},
			{"settle", "x", "--keep", "y", "--why", "x"}, {"show", "x"}, {"asked", "x"}, {"papers", "001090000001"}, {"list"}, {"overdue"}, {"report"}, {"report", "-o", file("q.xlsx")}, {"form", "x", "--form", "receipt", "-o", file("rq.pdf")}, {"register", "-o", file("rq.xlsx")}},
		"line": {{"list"}, {"clashes"}, {"mail", "--address", "a@b.vn", "--server", "smtp://127.0.0.1:9"}, {"no-mail"}, {"find", "http://127.0.0.1:9", "--user", "x"}, {"share", "http://127.0.0.1:9/x/", "--user", "x"}, {"drop", "x"}},
		"meeting": {{"settle", record}, {"invite", record}, {"answer", record, "--answer", "accepted"}, {"sync"}, {"new", "--title", "x", "--start", "08:00 07/12/2026", "--place", "x"}, {"list"}, {"import", scan}, {"export", record, "-o", file("l.ics")}, {"show", record}, {"free", record}, {"tasks"}, {"change", record, "--title", "y"}, {"move", record, "--start", "09:00 07/12/2026"}, {"confirm", record}, {"cancel", record, "--why", "x"}, {"revive", record},
			{"attend", record, "--who", "x", "--how", "here"}, {"proxy", record, "--who", "x", "--holder", "y", "--authority", "z"}, {"open", record}, {"pause", record}, {"resume", record}, {"close", record}, {"item", record, "--item", "1"}, {"speak", record, "--who", "x"}, {"note", record, "--say", "x"},
			{"motion", record, "--title", "x", "--rule", "more"}, {"vote", record, "--begin"}, {"votes", record, "-o", file("kq.xlsx")}, {"task", record, "--to", "x", "--say", "y"}, {"done", record, "--entry", "x"}, {"strike", record, "--entry", "x", "--why", "y"}, {"minutes", record, "-o", file("bb.pdf")}, {"minutes", record, "--register"}, {"minutes", record, "--verify"}},
		"reception": {{"add", "at=09:00 30/11/2026"}, {"list"}, {"paper", "x", "-o", file("tcd.pdf")}, {"register", "-o", file("tcd.xlsx")}},
		"assign":    {{"x", "--to", "Nguyễn Văn Mẫu"}},
		"opinion":   {{"x", "--of", "Nguyễn Văn Mẫu"}, {"x", "--say", "đồng ý"}},
		"submit":    {{"x", "--to", "Nguyễn Văn Mẫu"}},
		"decide":    {{"x", "--say", "đồng ý"}},
		"issue":     {{"x"}},
		"return":    {{"x", "--why", "sai"}},
		"route":     {{"held"}, {"next", "x"}, {"compare", "x"}, {"compare", "x", "--from", "1", "--to", "2"}, {"template", "x", "-o", file("q.docx")}, {"comment", "x", "--say", "x"}, {"comments", "x"}, {"answer", "x", "y", "--say", "x"}, {"present", "x", "--to", "Nguyễn Văn Mẫu"}, {"take", "x"}, {"sign", "x"}, {"file", "x", "--say", "xong"}, {"forgo", "x", "--say", "quá hạn"}, {"settle", "x", "--keep", "y", "--say", "đúng"}},
		"timeline":  {{"x"}, {"x", "-o", file("o.pdf")}},
		"overdue":   {{}},
		"asked":     {{"1"}},
		"plan":      {{"show"}, {"export", "-o", file("j.pdf")}},
		"day":       {{"list"}, {"show"}, {"close"}, {"print", "28/11/2026"}},
		"target":    {{"add", t.TempDir()}, {"remove", "x"}, {"remove-former", "x"}, {"list"}}, "backup": {{"now"}, {"status"}, {"resume", "--because", "x"}}, "drill": {{}, {"list"}},
		"file": {{"plan"}, {"plan", "add", "--heading", "Văn phòng", "--short", "VP", "--title", "x", "--retention", "20 năm", "--creator", "x"}, {"plan", "drop", "x"}, {"new", "01.VP", "--title", "x", "--retention", "20 năm", "--creator", "x"}, {"list"}, {"show", "01.VP"}, {"add", "01.VP", "x"}, {"count", "01.VP", "x", "--pages", "2"},
			{"remove", "01.VP", "x", "--why", "x"}, {"looked", "01.VP", "x", "--why", "x"}, {"close", "01.VP"}, {"reopen", "01.VP", "--why", "x"}, {"keep-back", "01.VP", "--date", "1/1/2028", "--why", "x"}, {"hand-in", "01.VP", "--to", "x"}, {"destroy", "01.VP", "--why", "x"},
			{"rights", "01.VP"}, {"told"}, {"looks", "01.VP"}, {"export", "01.VP", "-o", file("o.xml")}},
		"bundle": {{"export", "-o", file("h")}, {"import", scan}}, "index": {{"remake"}, {"status"}, {"size"}}, "identity": {{"show"}, {"renew", "--reason", "theft"}},
		"user": {{"list"}, {"add", "Người Mới Mẫu", "--role", "admin"}, {"role", whoIs[office.AsClerk], "--role", "admin"}, {"lock", whoIs[office.AsAdmin]}, {"unlock", whoIs[office.AsClerk]},
			{"leave", whoIs[office.AsLeader]}, {"passwd", whoIs[office.AsAdmin]}, {"handover", whoIs[office.AsAdmin], "--to", whoIs[office.AsClerk], "--until", nextMonth}, {"handover", whoIs[office.AsAdmin], "--back"},
			{"token", whoIs[office.AsAdmin], "--right", "admit", "--until", nextMonth}, {"token", whoIs[office.AsAdmin], "--revoke", "x"}},
	}
}

// nobodys are the verbs that show and change nothing of an office that is there. A repair
// changes none that can be opened, and of one that cannot nobody can be asked who may.
var nobodys = []string{"setup", "types", "printers", "jobs", "scanners", "separator", "recover", "restore", "repair"}

// others are the lines with which one would change another's account.
func others(verb string, line []string) bool {
	return verb == "user" && line[0] != "list"
}

// TestEveryVerbIsRefusedToWhoMayNotAndLeavesEverythingAsItWas walks every verb with
// every role and without a log-in.
func TestEveryVerbIsRefusedToWhoMayNotAndLeavesEverythingAsItWas(t *testing.T) {
	t.Parallel()
	p := newPeopled(t)
	record := convertAll(p.desk, scans(t))["code"].(string)
	p = p.staffed()
	typed := lines(t, record)
	for _, v := range verbs {
		if len(typed[v.name]) == 0 && !slices.Contains(nobodys, v.name) {
			t.Errorf("no line is typed of %s", v.name)
		}
	}
	was := p.everything()
	denied := 0
	for _, who := range append([]office.Post{""}, office.Posts...) {
		for verb, all := range typed {
			for _, line := range all {
				may := who != "" && who.Has(right(verb, line)) && !(others(verb, line) && who != office.AsAdmin)
				if may {
					continue
				}
				denied++
				out, messages, code := p.with(map[string]string{"TRAM_TOKEN": p.tokens[who]}, "", append([]string{verb}, line...)...)
				if name := failure(messages); code != refused || out != "" || !strings.HasPrefix(name, "people.") {
					t.Errorf("%q: %s %q goes through: exit %d, %s, %q", who, verb, line, code, name, out)
				}
			}
		}
		if now := p.everything(); !maps.Equal(now, was) {
			t.Errorf("%q: what was denied changed something: %q", who, differing(was, now))
		}
	}
	if denied < 150 {
		t.Errorf("only %d lines were denied", denied)
	}
	for verb, all := range typed { // an inspector reads all
		for _, line := range all {
			if r := right(verb, line); r != office.MayRead && r != office.MayAudit || others(verb, line) {
				continue
			}
			_, messages, code := p.with(map[string]string{"TRAM_TOKEN": p.tokens[office.AsInspector]}, "", append([]string{verb}, line...)...)
			if name := failure(messages); code != well && strings.HasPrefix(name, "people.") {
				t.Errorf("an inspector is refused %s %q: %s", verb, line, name)
			}
		}
	}
}

func differing(a, b map[string]string) (names []string) {
	for name := range maps.Keys(b) {
		if a[name] != b[name] {
			names = append(names, name+" "+b[name])
		}
	}
	for name := range maps.Keys(a) {
		if _, there := b[name]; !there {
			names = append(names, name)
		}
	}
	return names
}

// everything is the data folder, file by file, and of the database what its journal
// tells. That somebody was denied something is told in it, and under new marks.
func (p peopled) everything() map[string]string {
	p.t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(p.home, func(path string, d fs.DirEntry, err error) error {
		name := filepath.Base(path)
		if err != nil || d.IsDir() || strings.HasPrefix(name, "office.db") || strings.HasPrefix(name, "journal.") || strings.HasSuffix(name, ".log") {
			return err
		}
		b, err := os.ReadFile(path)
		all[path] = fmt.Sprintf("%x", sha256.Sum256(b))
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	deeds := p.mustWith(map[string]string{"TRAM_TOKEN": p.tokens[office.AsLeader]}, "", "audit", "--limit", "5000")["deeds"].([]any)
	for _, each := range deeds {
		deed := each.(map[string]any)
		if deed["kind"] != "Việc bị từ chối" && deed["did"] != "Ghi rằng có sổ mốc" {
			all[fmt.Sprint("entry ", deed["seq"], deed["id"])] = fmt.Sprint(deed)
		}
	}
	return all
}

func TestAnOfficeGetsItsPeopleStepByStep(t *testing.T) {
	t.Parallel()
	p := newPeopled(t)
	if line := p.must("user", "list")["line"]; !strings.Contains(fmt.Sprint(line), "Chưa có tài khoản") {
		t.Errorf("without accounts: %v", line)
	}
	for what, c := range map[string]struct {
		typed, failure string
		args           []string
	}{
		"no key":             {"\n", "seal.recovery-key-length", []string{"user", "add", "Nguyễn Văn Mẫu", "--role", "admin"}},
		"no administrator":   {p.key + "\n" + walkPassword + "\n", "people.first-is-admin", []string{"user", "add", "Nguyễn Văn Mẫu", "--role", "clerk"}},
		"an unknown role":    {p.key + "\n", "office.unknown-post", []string{"user", "add", "Nguyễn Văn Mẫu", "--role", "boss"}},
		"half a name":        {p.key + "\n" + walkPassword + "\n", "office.bad-clerk-name", []string{"user", "add", "Mẫu", "--role", "admin"}},
		"a password as name": {p.key + "\nnguyenvanmau1990\n", "people.password-own", []string{"user", "add", "Nguyễn Văn Mẫu", "--role", "admin"}},
		"a person by --as":   {"", "people.no-such-person", []string{"list", "--as", "Nguyễn Văn Mẫu"}},
	} {
		out, messages, code := p.with(nil, c.typed, c.args...)
		if code != refused || out != "" || failure(messages) != c.failure {
			t.Errorf("%s: exit %d, %s", what, code, messages)
		}
	}

	// The only person may go without a password.
	sheet := filepath.Join(t.TempDir(), "tờ.pdf")
	p.mustWith(nil, p.key+"\n\n", "user", "add", "Nguyễn Văn Mẫu", "--role", "admin", "--role", "clerk", "--sheet", sheet)
	if text := tool(t, "pdftotext", sheet, "-"); !strings.Contains(text, "Nguyễn Văn Mẫu") || !strings.Contains(text, "KHÓA KHÔI PHỤC") {
		t.Errorf("the sheet says %s", text)
	}
	if line := p.must("user", "list")["line"]; !strings.Contains(fmt.Sprint(line), "không đặt mật khẩu") {
		t.Errorf("alone: %v", line)
	}
	made := convertAll(p.desk, scans(t))
	if steps := p.must("show", made["code"].(string))["steps"].([]any); steps[0].(map[string]any)["actor"] != "Nguyễn Văn Mẫu" {
		t.Errorf("done by %v", steps)
	}
	p.mustWith(map[string]string{"TRAM_NEW_PASSWORD": walkPassword}, "", "user", "passwd")
	if name := p.refuses("list"); name != "people.password-needed" {
		t.Error(name)
	}
	own := map[string]string{"TRAM_PASSWORD": walkPassword}
	p.mustWith(own, "", "list", "--as", "nguyen van mau")
	p.mustWith(nil, walkPassword+"\n", "list", "--as", "Nguyễn Văn Mẫu")

	// A second one waits for a password, sets their own, and stands in for the first.
	p.mustWith(own, "", "user", "add", "Trần Thị Ví Dụ", "--role", "officer", "--position", "Công chức", "--as", "Nguyễn Văn Mẫu")
	if _, messages, _ := p.with(own, "", "list", "--as", "Trần Thị Ví Dụ"); failure(messages) != "people.no-password" {
		t.Error(messages)
	}
	first := map[string]string{"TRAM_PASSWORD": walkPassword, "TRAM_NEW_PASSWORD": "nồi đồng cối đá"}
	p.mustWith(first, "", "user", "passwd", "Trần Thị Ví Dụ", "--as", "Nguyễn Văn Mẫu")
	second := map[string]string{"TRAM_PASSWORD": "nồi đồng cối đá"}
	if _, messages, _ := p.with(second, "", "withdraw", "--reason", "sai", made["code"].(string), "--as", "Trần Thị Ví Dụ"); failure(messages) != "people.not-allowed" {
		t.Error(messages)
	}
	p.mustWith(own, "", "user", "handover", "--to", "Trần Thị Ví Dụ", "--until", nextMonth, "--because", "nghỉ phép", "--as", "Nguyễn Văn Mẫu")
	p.mustWith(second, "", "withdraw", "--reason", "sai số trang", made["code"].(string), "--as", "Trần Thị Ví Dụ")
	deeds := fmt.Sprint(p.mustWith(own, "", "audit", "--kind", "withdrawal", "--as", "Nguyễn Văn Mẫu")["deeds"])
	if !strings.Contains(deeds, "Trần Thị Ví Dụ (thay Nguyễn Văn Mẫu)") {
		t.Errorf("the journal tells %s", deeds)
	}
	if _, messages, _ := p.with(own, "", "list", "--clerk", "x", "--as", "Nguyễn Văn Mẫu"); failure(messages) == "" {
		t.Error("a verb takes a flag that it has not")
	}
	if _, messages, _ := p.with(second, "", append([]string{"convert", "--type", "QĐ", "--seen", "--secrecy", "thuong", "--pages", "1", "--clerk", "Nguyễn Văn Mẫu", "--as", "Trần Thị Ví Dụ"}, scans(t)[0])...); failure(messages) != "tramctl.not-your-name" {
		t.Errorf("one works in another's name: %s", messages)
	}
}

func TestNoSecretOfAPersonIsFoundInTheFolder(t *testing.T) {
	t.Parallel()
	p := newPeopled(t).staffed()
	for range 2 {
		p.with(map[string]string{"TRAM_PASSWORD": "một câu gõ nhầm dài"}, "", "list", "--as", whoIs[office.AsClerk])
	}
	secrets := []string{walkPassword, "một câu gõ nhầm dài", p.key}
	for _, token := range p.tokens {
		secrets = append(secrets, token, strings.Split(token, "-")[2])
	}
	err := filepath.WalkDir(p.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, s := range secrets {
			if bytes.Contains(b, []byte(s)) {
				t.Errorf("%s holds %q", path, s)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestAThiefOfTheFolderOpensNothing takes the identity out of the folder, as it is where
// the keyring of the system keeps it.
func TestAThiefOfTheFolderOpensNothing(t *testing.T) {
	t.Parallel()
	p := newPeopled(t).staffed()
	stolen := desk{t: t, home: filepath.Join(t.TempDir(), "bản trộm")}
	if err := os.CopyFS(stolen.home, os.DirFS(p.home)); err != nil {
		t.Fatal(err)
	}
	identity := filepath.Join(stolen.home, "identity.key")
	if err := os.Remove(identity); err != nil {
		t.Fatal(err)
	}
	out, messages, code := stolen.with(map[string]string{"TRAM_PASSWORD": walkPassword}, "", "list", "--as", whoIs[office.AsClerk])
	if code != refused || out != "" || failure(messages) != "seal.file-gone" {
		t.Errorf("exit %d, %s%s", code, out, messages)
	}
	// They put an identity of their own in its place.
	if _, messages, code := stolen.with(nil, p.key+"x\n", "recover"); code == well {
		t.Error(messages)
	}
	other := newPeopled(t)
	for _, name := range []string{"identity.key", "identity.json"} {
		b, err := os.ReadFile(filepath.Join(other.home, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(stolen.home, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, messages, code = stolen.with(map[string]string{"TRAM_PASSWORD": walkPassword}, "", "list", "--as", whoIs[office.AsClerk])
	if code != refused || out != "" || failure(messages) != "store.key-wrong" {
		t.Errorf("with another identity: exit %d, %s%s", code, out, messages)
	}
}
