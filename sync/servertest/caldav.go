package servertest

import (
	"context"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// CalDAV is a server of calendars with one account.
type CalDAV struct {
	Address        string // of the server: http://127.0.0.1:…
	User, Password string
	home           string // path below which calendars are made
}

// ServeRadicale starts one until the test ends. It lets its account alone in.
func ServeRadicale(t testing.TB) *CalDAV {
	t.Helper()
	program := needed(t, "radicale")
	at, dir := FreePort(t), t.TempDir()
	s := &CalDAV{Address: "http://" + at, User: "vanthu", Password: "bi-mat-rất-dài", home: "/vanthu/"}
	write(t, filepath.Join(dir, "users"), s.User+":"+s.Password+"\n")
	write(t, filepath.Join(dir, "config"), strings.Join([]string{
		"[server]", "hosts = " + at, "max_connections = 20",
		"[auth]", "type = htpasswd", "htpasswd_filename = " + filepath.Join(dir, "users"), "htpasswd_encryption = plain", "delay = 0",
		"[rights]", "type = owner_only",
		"[storage]", "filesystem_folder = " + filepath.Join(dir, "all"),
		"[logging]", "level = warning", "",
	}, "\n"))
	run(t, at, exec.Command(program, "--config", filepath.Join(dir, "config")))
	return s
}

// ServeXandikos starts one until the test ends. It lets everybody in.
func ServeXandikos(t testing.TB) *CalDAV {
	t.Helper()
	program := needed(t, "xandikos")
	at := FreePort(t)
	host, port, _ := strings.Cut(at, ":")
	run(t, at, exec.Command(program, "-d", t.TempDir(), "--defaults", "--current-user-principal", "/vanthu/", "-l", host, "-p", port))
	return &CalDAV{Address: "http://" + at, User: "vanthu", Password: "ai-cung-duoc", home: "/vanthu/calendars/"}
}

func needed(t testing.TB, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatal("the program " + program + " is needed here: .ci/deps.sh test")
	}
	return path
}

// Calendar makes one, and is its address.
func (s *CalDAV) Calendar(t testing.TB, name string) string {
	t.Helper()
	at := s.Address + s.home + name + "/"
	body := `<?xml version="1.0" encoding="utf-8"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop><d:displayname>Lịch ` + name + `</d:displayname></d:prop></d:set></c:mkcalendar>`
	if code := s.Ask(t, "MKCALENDAR", at, body, nil); code != http.StatusCreated {
		t.Fatalf("making a calendar: %d", code)
	}
	return at
}

// Ask asks the server as its account does, and is the status of the answer.
func (s *CalDAV) Ask(t testing.TB, method, at, body string, head map[string]string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(context.Background(), method, at, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth(s.User, s.Password)
	for k, v := range head {
		r.Header.Set(k, v)
	}
	c := &http.Client{Transport: transport(t)}
	answer, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}
