package caldav

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tram/local/calsync"
	"tram/local/office"
	"tram/sync/servertest"
)

const password = "mat-khau-khong-ai-thay"

// lies is a calendar at /lich/ on a server that answers as it likes.
func lies(t *testing.T, answers http.HandlerFunc) (*Calendar, string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked, _ := io.ReadAll(r.Body) // until then nobody notices that the asker left
		r.Body = io.NopCloser(bytes.NewReader(asked))
		answers(w, r)
	}))
	t.Cleanup(server.Close)
	s, err := open(server.URL+"/lich/", "vanthu", password, patiences{time.Second, 300 * time.Millisecond}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s.Calendar(), server.URL
}

// many answers with a multistatus.
func many(w io.Writer, answers ...string) {
	if rw, is := w.(http.ResponseWriter); is {
		rw.Header().Set("Content-Type", "application/xml")
		rw.WriteHeader(http.StatusMultiStatus)
	}
	fmt.Fprint(w, `<multistatus xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">`, strings.Join(answers, ""), `<sync-token>t</sync-token></multistatus>`)
}

func ref(href string) string {
	return `<response><href>` + href + `</href><propstat><prop><getetag>"1"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response>`
}

func object(href, text string) string {
	return `<response><href>` + href + `</href><propstat><prop><getetag>"1"</getetag><c:calendar-data>` + text + `</c:calendar-data></prop><status>HTTP/1.1 200 OK</status></propstat></response>`
}

func page(w http.ResponseWriter, code int, kind, text string) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(code)
	fmt.Fprint(w, text)
}

// deeds are all that is asked of a calendar.
var deeds = map[string]func(context.Context, *Calendar) error{
	"calendars": func(ctx context.Context, c *Calendar) error { return second(c.Calendars(ctx)) },
	"changes":   func(ctx context.Context, c *Calendar) error { return second(c.Changes(ctx, "t")) },
	"fetch": func(ctx context.Context, c *Calendar) error {
		for _, err := range c.Fetch(ctx, []string{"a.ics", "b.ics"}) {
			if err != nil {
				return err
			}
		}
		return nil
	},
	"put": func(ctx context.Context, c *Calendar) error {
		return second(c.Put(ctx, "a.ics", "BEGIN:VCALENDAR", `"1"`))
	},
	"remove": func(ctx context.Context, c *Calendar) error { return c.Remove(ctx, "a.ics", `"1"`) },
}

// is holds an error against a failure, whose sentence is whole and holds no password.
func is(t *testing.T, name string, err error, want office.Failure) {
	t.Helper()
	f, told := office.FailureIn(err)
	if !told || !errors.Is(err, want) {
		t.Errorf("%s: %v, want %s", name, err, want.Name)
		return
	}
	all := fmt.Sprintf("%v %+v %s %s", err, err, f.Said, f.Next)
	if strings.Contains(all, password) || strings.Contains(all, "%!") || strings.Contains(f.Said, "%s") {
		t.Errorf("%s: %s", name, all)
	}
}

// TestWhateverAServerAnswersIsToldInASentence, to each question.
func TestWhateverAServerAnswersIsToldInASentence(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answers http.HandlerFunc
		want    office.Failure
		of      string // only of these questions; empty: of all
	}{
		"401":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) }, SignInRefused, ""},
		"403":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, NoRight, ""},
		"404":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, NoCalendar, "calendars changes fetch"},
		"404 of a write": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, calsync.Overtaken, "put"},
		"409":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(409) }, NoCalendar, "put remove"},
		"412":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(412) }, calsync.Overtaken, "put remove"},
		"413":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(413) }, calsync.Unfit, "put"},
		"423":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(423) }, Locked, ""},
		"429":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(429) }, Busy, ""},
		"500":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, Trouble, ""},
		"501":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(501) }, NotCalDAV, ""},
		"503":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }, Busy, ""},
		"507":            {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(507) }, Full, ""},
		"a login page": {func(w http.ResponseWriter, _ *http.Request) {
			page(w, 200, "text/html", "<!DOCTYPE html><html><body>Đăng nhập</body></html>")
		}, WebPage, "calendars changes fetch"},
		"a page that calls itself many": {func(w http.ResponseWriter, _ *http.Request) {
			page(w, 207, "application/xml", "<!DOCTYPE html><html><body>Đăng nhập</body></html>")
		}, WebPage, "calendars changes fetch"},
		"a page behind a redirect": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/login" {
				page(w, 405, "text/html", "<html>Đăng nhập</html>")
				return
			}
			http.Redirect(w, r, "/login?next="+r.URL.Path, http.StatusFound)
		}, WebPage, ""},
		"a circle": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) }, NotCalDAV, "calendars changes put remove"},
		"to elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://lich.example.net/", http.StatusMovedPermanently)
		}, Elsewhere, ""},
		"to another port": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusPermanentRedirect)
		}, Elsewhere, ""},
		"to nowhere": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "http://[::1")
			w.WriteHeader(302)
		}, NotCalDAV, "calendars changes put remove"},
		"nothing":   {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, NoAnswer, ""},
		"no header": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, NoAnswer, ""},
		"half a body": {func(w http.ResponseWriter, _ *http.Request) {
			many(w, ref("/lich/a.ics"))
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}, NoAnswer, "calendars changes"},
		"a cut answer": {func(w http.ResponseWriter, _ *http.Request) {
			page(w, 207, "application/xml", `<multistatus xmlns="DAV:"><resp`)
		}, NotCalDAV, "calendars changes"},
		"a body that hangs": {func(w http.ResponseWriter, r *http.Request) {
			page(w, 207, "application/xml", `<multistatus xmlns="DAV:">`)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, NoAnswer, "calendars changes fetch"},
		"a body that trickles": {func(w http.ResponseWriter, r *http.Request) {
			page(w, 207, "application/xml", `<multistatus xmlns="DAV:">`)
			for r.Context().Err() == nil {
				fmt.Fprint(w, " ")
				w.(http.Flusher).Flush()
				time.Sleep(5 * time.Millisecond)
			}
		}, NoAnswer, "calendars changes fetch"},
		"a body without end": {func(w http.ResponseWriter, _ *http.Request) {
			page(w, 207, "application/xml", `<multistatus xmlns="DAV:">`)
			for line := strings.Repeat(" ", 64<<10); ; {
				if _, err := io.WriteString(w, line); err != nil {
					return
				}
			}
		}, NotCalDAV, "calendars changes"},
		"levels upon levels": {func(w http.ResponseWriter, _ *http.Request) {
			many(w, "<response>"+strings.Repeat("<a>", 100)+strings.Repeat("</a>", 100)+"</response>")
		}, NotCalDAV, "calendars changes"},
		"elements without end": {func(w http.ResponseWriter, _ *http.Request) {
			many(w, "<response>"+strings.Repeat("<href/>", 100_000)+"</response>")
		}, NotCalDAV, "calendars changes"},
		"things beside": {func(w http.ResponseWriter, _ *http.Request) { many(w, strings.Repeat("<x/>", 100)) }, NotCalDAV, "calendars changes"},
		"entities": {func(w http.ResponseWriter, _ *http.Request) {
			page(w, 207, "application/xml", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><multistatus xmlns="DAV:">&b;</multistatus>`)
		}, NotCalDAV, "calendars changes"},
		"two documents": {func(w http.ResponseWriter, _ *http.Request) { many(w); many(struct{ io.Writer }{w}) }, NotCalDAV, "calendars changes"},
		"another namespace": {func(w http.ResponseWriter, _ *http.Request) {
			page(w, 207, "application/xml", `<multistatus xmlns="urn:khac"><response/></multistatus>`)
		}, NotCalDAV, "calendars changes"},
		"another script": {func(w http.ResponseWriter, _ *http.Request) {
			page(w, 207, "application/xml", `<?xml version="1.0" encoding="utf-16"?><multistatus xmlns="DAV:"/>`)
		}, NotCalDAV, "calendars changes"},
		"nothing at all": {func(w http.ResponseWriter, _ *http.Request) { many(w) }, NotCalDAV, "calendars"},
	} {
		for deed, does := range deeds {
			if c.of != "" && !strings.Contains(c.of, deed) {
				continue
			}
			t.Run(name+", "+deed, func(t *testing.T) {
				t.Parallel()
				far, _ := lies(t, c.answers)
				is(t, deed, does(t.Context(), far), c.want)
			})
		}
	}
}

// TestWhatLiesOutsideOfTheCalendarIsRefused: nothing of such an answer is taken.
func TestWhatLiesOutsideOfTheCalendarIsRefused(t *testing.T) {
	for href, want := range map[string]office.Failure{
		"/khac/a.ics": Stray, "/lich/../khac/a.ics": Stray, "/lich/%2e%2e": Stray, "/lich/a%2Fb.ics": Stray, "/lich/sau/a.ics": Stray,
		"/lich/a.ics?x=1": Stray, "/lich/a%0Ab.ics": Stray, "/LICH/a.ics": Stray, "": Stray, "/lich/" + strings.Repeat("a", 600): Stray,
		"http://lich.example.net/lich/a.ics": Elsewhere, "https://127.0.0.1/lich/a.ics": Elsewhere, "//lich.example.net/lich/a.ics": Elsewhere,
		"http://[/": NotCalDAV, strings.Repeat("a", 3000): NotCalDAV,
	} {
		for _, method := range []string{"REPORT", "PROPFIND"} {
			far, _ := lies(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Method != method {
					w.WriteHeader(http.StatusNotImplemented)
					return
				}
				many(w, ref("/lich/tốt.ics"), ref(href))
			})
			if href == "" { // which is the calendar itself
				continue
			}
			c, err := far.Changes(t.Context(), "")
			is(t, method+" "+href, err, want)
			if err == nil {
				t.Errorf("%+v", c)
			}
		}
	}
}

// TestOthersEventsAreNotTaken: what was not asked for, or comes twice.
func TestOthersEventsAreNotTaken(t *testing.T) {
	for name, answer := range map[string][]string{
		"another":       {object("/lich/a.ics", "BEGIN:VCALENDAR"), object("/lich/cua-nguoi-khac.ics", "BEGIN:VCALENDAR")},
		"twice":         {object("/lich/a.ics", "BEGIN:VCALENDAR"), object("/lich/a.ics", "BEGIN:VCALENDAR")},
		"the calendar":  {object("/lich/", "BEGIN:VCALENDAR")},
		"two of one":    {`<response><href>/lich/a.ics</href><href>/lich/b.ics</href><status>HTTP/1.1 404 Not Found</status></response>`},
		"somebody else": {object("/nguoikhac/a.ics", "BEGIN:VCALENDAR")},
	} {
		far, _ := lies(t, func(w http.ResponseWriter, _ *http.Request) { many(w, answer...) })
		got := 0
		var last error
		for _, err := range far.Fetch(t.Context(), []string{"a.ics", "b.ics"}) {
			if last = err; err == nil {
				got++
			}
		}
		if is(t, name, last, Stray); got != 0 {
			t.Errorf("%s: %d were taken", name, got)
		}
	}
}

// TestOneObjectThatCannotBeReadHoldsUpNoOther: it is asked for by itself.
func TestOneObjectThatCannotBeReadHoldsUpNoOther(t *testing.T) {
	long := strings.Repeat("x", mostObject+10)
	far, _ := lies(t, func(w http.ResponseWriter, r *http.Request) {
		asked, _ := io.ReadAll(r.Body)
		if r.Method == http.MethodGet {
			w.Header().Set("ETag", `"9"`)
			fmt.Fprint(w, map[string]string{"/lich/bad.ics": "BEGIN:VCALENDAR\r\nSUMMARY:a\vb\r\n", "/lich/long.ics": long}[r.URL.Path])
			return
		}
		var all []string
		for name, o := range map[string]string{
			"bad": object("/lich/bad.ics", "BEGIN:VCALENDAR\nSUMMARY:a\vb"), "good": object("/lich/good.ics", "BEGIN:VCALENDAR\nSUMMARY:tốt &amp; đẹp"),
			"long": object("/lich/long.ics", long), "gone": `<response><href>/lich/gone.ics</href><status>HTTP/1.1 404 Not Found</status></response>`,
			"gone too": `<response><href>/lich/gone%20too.ics</href><propstat><prop><getetag/></prop><status>HTTP/1.1 404 Not Found</status></propstat></response>`,
			"shut":     `<response><href>/lich/shut.ics</href><status>HTTP/1.1 403 Forbidden</status></response>`,
		} {
			if strings.Contains(string(asked), "/lich/"+strings.ReplaceAll(name, " ", "%20")+".ics") {
				all = append(all, o)
			}
		}
		many(w, all...)
	})
	got, unread := map[string]string{}, map[string]bool{}
	for o, err := range far.Fetch(t.Context(), []string{"good.ics", "long.ics", "gone.ics", "gone too.ics", "shut.ics", "bad.ics", "missing.ics"}) {
		if u, is := errors.AsType[calsync.Unread](err); is {
			unread[u.Href] = true
		} else if err != nil {
			t.Fatal(err)
		} else {
			got[o.Href] = o.Text + o.ETag
		}
	}
	if len(got) != 2 || got["good.ics"] != "BEGIN:VCALENDAR\r\nSUMMARY:tốt & đẹp\r\n\"1\"" || got["bad.ics"] != "BEGIN:VCALENDAR\r\nSUMMARY:a\vb\r\n\"9\"" {
		t.Errorf("read: %q", got)
	}
	if len(unread) != 2 || !unread["long.ics"] || !unread["shut.ics"] {
		t.Errorf("not read: %v", unread)
	}
}

// TestATokenIsAskedAgainAsAWholeWhereAServerDoesNotKnowIt, in whatever way it says so.
func TestATokenIsAskedAgainAsAWholeWhereAServerDoesNotKnowIt(t *testing.T) {
	for _, code := range []int{400, 403, 409, 410, 412, 500, 501} {
		far, _ := lies(t, func(w http.ResponseWriter, r *http.Request) {
			asked, _ := io.ReadAll(r.Body)
			if strings.Contains(string(asked), "cũ &lt;1&gt;") {
				page(w, code, "application/xml", `<error xmlns="DAV:"><valid-sync-token/></error>`)
				return
			}
			many(w, ref("/lich/"), ref("/lich/a.ics"), ref("/lich/con/"), ref("b.ics"))
		})
		c, err := far.Changes(t.Context(), "cũ <1>")
		if err != nil || !c.Whole || len(c.Changed) != 2 || c.Changed[1].Href != "b.ics" || c.Next != "t" {
			t.Errorf("%d: %+v, %v", code, c, err)
		}
	}
	lists, _ := lies(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != "PROPFIND" || r.Header.Get("Depth") != "1" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		many(w, ref("/lich/"), ref("/lich/a.ics"), `<response><href>/lich/con</href><propstat><prop><resourcetype><collection/></resourcetype></prop><status>HTTP/1.1 200 OK</status></propstat></response>`)
	})
	if c, err := lists.Changes(t.Context(), "cũ"); err != nil || !c.Whole || len(c.Changed) != 1 || c.Next != "" {
		t.Errorf("a server without tokens: %+v, %v", c, err)
	}
}

// TestAListIsReadPageAfterPage, and one without end is refused.
func TestAListIsReadPageAfterPage(t *testing.T) {
	more := `<response><href>/lich/</href><status>HTTP/1.1 507 Insufficient Storage</status></response>`
	n := 0
	far, _ := lies(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusMultiStatus)
		if n++; n == 3 {
			more = ""
		}
		fmt.Fprintf(w, `<multistatus xmlns="DAV:">%s%s<sync-token>t%d</sync-token></multistatus>`, ref(fmt.Sprintf("/lich/%d.ics", n)), more, n)
	})
	if c, err := far.Changes(t.Context(), ""); err != nil || len(c.Changed) != 3 || c.Next != "t3" {
		t.Errorf("%+v, %v", c, err)
	}
	again, _ := lies(t, func(w http.ResponseWriter, _ *http.Request) {
		many(w, `<response><href>/lich/</href><status>HTTP/1.1 507 Insufficient Storage</status></response>`)
	})
	is(t, "the same page again", second(again.Changes(t.Context(), "")), NotCalDAV)
}

// TestAFullCalendarIsListed: one of a hundred thousand meetings is none that lies, one of twice as
// many is.
func TestAFullCalendarIsListed(t *testing.T) {
	for n, want := range map[int]error{100_000: nil, mostObjects + 1: calsync.Endless} {
		far, _ := lies(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusMultiStatus)
			fmt.Fprint(w, `<multistatus xmlns="DAV:">`)
			for i := range n {
				fmt.Fprint(w, ref(fmt.Sprintf("/lich/%032d.ics", i)))
			}
			fmt.Fprint(w, `<sync-token>t</sync-token></multistatus>`)
		})
		far.wait.whole = time.Minute
		c, err := far.Changes(t.Context(), "")
		if !errors.Is(err, want) || want == nil && len(c.Changed) != n {
			t.Errorf("%d: %d are listed, %v", n, len(c.Changed), err)
		}
	}
}

// TestWhoIsBusyTellsWhenToAskAgain.
func TestWhoIsBusyTellsWhenToAskAgain(t *testing.T) {
	for says, want := range map[string]time.Duration{
		"120": 2 * time.Minute, "-5": 0, "": 0, "mai": 0, "99999999": 24 * time.Hour, "99999999999999999999": 0,
		"Mon, 23 Nov 2026 08:05:00 GMT": 5 * time.Minute, "Mon, 23 Nov 2026 07:00:00 GMT": 0,
	} {
		far, _ := lies(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", "Mon, 23 Nov 2026 08:00:00 GMT")
			w.Header().Set("Retry-After", says)
			w.WriteHeader(http.StatusServiceUnavailable)
		})
		_, err := far.Changes(t.Context(), "")
		if is(t, says, err, Busy); Later(err) != want {
			t.Errorf("%s: %v", says, Later(err))
		}
	}
}

// TestAPasswordGoesWhereItWasTyped and nowhere else.
func TestAPasswordGoesWhereItWasTyped(t *testing.T) {
	var elsewhere atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer other.Close()
	for name, answers := range map[string]http.HandlerFunc{
		"a redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+r.URL.Path, http.StatusTemporaryRedirect)
		},
		"a principal": func(w http.ResponseWriter, _ *http.Request) {
			many(w, `<response><href>/lich/</href><propstat><prop><current-user-principal><href>`+other.URL+`/toi/</href></current-user-principal></prop><status>HTTP/1.1 200 OK</status></propstat></response>`)
		},
		"a home": func(w http.ResponseWriter, _ *http.Request) {
			many(w, `<response><href>/lich/</href><propstat><prop><c:calendar-home-set><href>`+other.URL+`/nha/</href></c:calendar-home-set></prop><status>HTTP/1.1 200 OK</status></propstat></response>`)
		},
	} {
		far, _ := lies(t, answers)
		is(t, name, deeds["calendars"](t.Context(), far), Elsewhere)
	}
	if elsewhere.Load() != 0 {
		t.Errorf("another server was asked %d times", elsewhere.Load())
	}
	var seen []string
	far, _ := lies(t, func(w http.ResponseWriter, r *http.Request) {
		user, pass, _ := r.BasicAuth()
		body, _ := io.ReadAll(r.Body)
		seen = append(seen, r.Method+" "+r.URL.Path+" "+user+" "+pass+" "+string(body)+" "+r.Header.Get("If-Match"))
		if r.URL.Path == "/lich/a.ics" {
			http.Redirect(w, r, "/moi/a.ics", http.StatusPermanentRedirect)
			return
		}
		w.Header().Set("ETag", `"2"`)
	})
	if etag, err := far.Put(t.Context(), "a.ics", "BEGIN", `"1"`); err != nil || etag != `"2"` || len(seen) != 2 || seen[1] != "PUT /moi/a.ics vanthu "+password+` BEGIN "1"` {
		t.Errorf("on the same server: %q, %v, %q", etag, err, seen)
	}
}

// TestACertificateThatNobodyVouchesForIsToldBeforeAnythingIsSent.
func TestACertificateThatNobodyVouchesForIsToldBeforeAnythingIsSent(t *testing.T) {
	asked := 0
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { asked++; many(w, ref("/lich/a.ics")) }))
	server.Config.ErrorLog = nil
	server.StartTLS()
	defer server.Close()
	s, err := Open(server.URL+"/lich/", "vanthu", password)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	is(t, "unknown", second(s.Calendar().Changes(t.Context(), "")), Unvouched)
	if asked != 0 {
		t.Error("it was asked")
	}
	pool := x509.NewCertPool()
	pool.AddCert(server.Certificate())
	known, err := open(server.URL+"/lich", "vanthu", password, patiences{time.Minute, time.Minute}, pool)
	if err != nil {
		t.Fatal(err)
	}
	defer known.Close()
	if c, err := known.Calendar().Changes(t.Context(), ""); err != nil || len(c.Changed) != 1 {
		t.Errorf("vouched for: %+v, %v", c, err)
	}
	at := servertest.Speak(t, "SSH-2.0-OpenSSH\r\n")
	for scheme, want := range map[string]office.Failure{"https": NotCalDAV, "http": NoAnswer} {
		s := opened(t, scheme+"://"+at, "vanthu", password)
		is(t, scheme, second(s.Calendar().Changes(t.Context(), "")), want)
	}
	is(t, "nobody", second(opened(t, "https://"+servertest.FreePort(t), "vanthu", password).Calendars(t.Context())), LineRefused)
	is(t, "no such name", second(opened(t, "https://khong-co.invalid", "vanthu", password).Calendars(t.Context())), NoHost)
}

// TestWhatWasWrittenIsReadBackWhereAServerDoesNotTellItsETag.
func TestWhatWasWrittenIsReadBackWhereAServerDoesNotTellItsETag(t *testing.T) {
	for name, c := range map[string]struct{ put, text, got, want string }{
		"told":            {`"1"`, "", "", `"1"`},
		"not told":        {"", "BEGIN\nEND", `"2"`, `"2"`},
		"weak":            {`W/"1"`, "BEGIN\r\nEND\r\n", `W/"2"`, `"2"`},
		"another by now":  {"", "KHÁC", `"2"`, ""},
		"gone by now":     {"", "", "", ""},
		"nothing of sort": {"hai dòng\x01", "BEGIN\nEND", "", ""},
	} {
		far, _ := lies(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPut {
				if r.Header.Get("If-None-Match") != "*" || r.Header.Get("If-Match") != "" {
					t.Errorf("%s: %v", name, r.Header)
				}
				w.Header()["Etag"] = []string{c.put}
				w.WriteHeader(http.StatusCreated)
				return
			}
			if c.text == "" {
				w.WriteHeader(http.StatusNotFound)
				return
			}
			w.Header().Set("ETag", c.got)
			fmt.Fprint(w, c.text)
		})
		if etag, err := far.Put(t.Context(), "a.ics", "BEGIN\r\nEND\r\n", ""); err != nil && name != "nothing of sort" || etag != c.want {
			t.Errorf("%s: %q, %v", name, etag, err)
		}
	}
	far, _ := lies(t, func(http.ResponseWriter, *http.Request) { t.Error("it was asked") })
	is(t, "too long", second(far.Put(t.Context(), "a.ics", strings.Repeat("x", mostObject+1), "")), calsync.Unfit)
	for _, href := range []string{"", "..", "a/b.ics", "../x.ics", "a\nb", strings.Repeat("a", 600)} {
		is(t, href, second(far.Put(t.Context(), href, "x", "")), Stray)
		is(t, href, far.Remove(t.Context(), href, `"1"`), Stray)
	}
	is(t, "no version", far.Remove(t.Context(), "a.ics", ""), Stray)
}

// TestWhyAnObjectIsNotTakenIsTold.
func TestWhyAnObjectIsNotTakenIsTold(t *testing.T) {
	for why, want := range map[string]office.Failure{
		"valid-calendar-data": calsync.Unfit, "max-instances": calsync.Unfit, "max-resource-size": calsync.Unfit, "no-uid-conflict": calsync.Overtaken,
		"supported-calendar-component": calsync.Unfit, "need-privileges": NoRight,
	} {
		for _, whole := range []bool{false, true} {
			far, _ := lies(t, func(w http.ResponseWriter, _ *http.Request) {
				e := `<d:error xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><c:` + why + `/></d:error>`
				if whole {
					page(w, 207, "application/xml", `<d:multistatus xmlns:d="DAV:"><d:response><d:href>/lich/a.ics</d:href><d:status>HTTP/1.1 403 Forbidden</d:status>`+e+`</d:response></d:multistatus>`)
					return
				}
				page(w, 403, "application/xml", e)
			})
			is(t, why, second(far.Put(t.Context(), "a.ics", "BEGIN", "")), want)
		}
	}
}

func TestAQuestionEndsWithItsCaller(t *testing.T) {
	far, _ := lies(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, deed := range deeds {
		if err := deed(ctx, far); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
