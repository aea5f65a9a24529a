package calsynctest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tram/local/calsync"
)

// Suite is what every calendar elsewhere must keep to. open gives an empty one.
func Suite(t *testing.T, open func(t *testing.T) calsync.Far) {
	for name, promise := range map[string]func(*testing.T, calsync.Far){
		"what was put is listed and read":                whatWasPut,
		"nothing is written over that was not looked at": nothingUnseen,
		"a token tells what changed since":               tokens,
		"a token that nobody gave out tells all":         strangeToken,
		"what is removed is gone":                        removed,
		"many are read":                                  many,
		"names and words are kept":                       odd,
	} {
		t.Run(name, func(t *testing.T) { promise(t, open(t)) })
	}
}

func item(uid, title string) calsync.Item {
	return calsync.Item{UID: uid, Fields: map[string]string{"title": title}}
}

func put(t *testing.T, far calsync.Far, href string, it calsync.Item, etag string) string {
	t.Helper()
	etag, err := far.Put(t.Context(), href, Text(it), etag)
	if err != nil {
		t.Fatal(href, err)
	}
	return etag
}

func read(t *testing.T, far calsync.Far, hrefs ...string) map[string]calsync.Object {
	t.Helper()
	all := map[string]calsync.Object{}
	for o, err := range far.Fetch(t.Context(), hrefs) {
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := all[o.Href]; twice {
			t.Errorf("%s came twice", o.Href)
		}
		all[o.Href] = o
	}
	return all
}

func title(t *testing.T, o calsync.Object) string {
	t.Helper()
	it, err := Item(o.Text)
	if err != nil {
		t.Fatal(o.Href, err)
	}
	return it.Fields["title"]
}

func changes(t *testing.T, far calsync.Far, token string) calsync.Changes {
	t.Helper()
	c, err := far.Changes(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(c.Changed, func(a, b calsync.Ref) int { return strings.Compare(a.Href, b.Href) })
	return c
}

func names(refs []calsync.Ref) (all []string) {
	for _, r := range refs {
		all = append(all, r.Href)
	}
	return all
}

func whatWasPut(t *testing.T, far calsync.Far) {
	if c := changes(t, far, ""); len(c.Changed) != 0 || !c.Whole {
		t.Errorf("an empty calendar: %+v", c)
	}
	etag := put(t, far, "a.ics", item("a", "Họp giao ban"), "")
	c, got := changes(t, far, ""), read(t, far, "a.ics")["a.ics"]
	if len(c.Changed) != 1 || c.Changed[0].Href != "a.ics" || !c.Whole {
		t.Fatalf("listed: %+v", c)
	}
	if listed := c.Changed[0].ETag; listed == "" || etag != "" && listed != etag || got.ETag != listed {
		t.Errorf("ETags: put %s, listed %s, read %s", etag, listed, got.ETag)
	}
	if title(t, got) != "Họp giao ban" || !strings.HasSuffix(got.Text, "END:VCALENDAR\r\n") {
		t.Errorf("read: %q", got.Text)
	}
}

func nothingUnseen(t *testing.T, far calsync.Far) {
	put(t, far, "a.ics", item("a", "một"), "")
	first := read(t, far, "a.ics")["a.ics"].ETag
	if _, err := far.Put(t.Context(), "a.ics", Text(item("a", "đè")), ""); !errors.Is(err, calsync.Overtaken) {
		t.Errorf("a new one where one lies: %v", err)
	}
	put(t, far, "a.ics", item("a", "hai"), first)
	if _, err := far.Put(t.Context(), "a.ics", Text(item("a", "đè")), first); !errors.Is(err, calsync.Overtaken) {
		t.Errorf("over a newer one: %v", err)
	}
	if _, err := far.Put(t.Context(), "b.ics", Text(item("b", "đè")), first); !errors.Is(err, calsync.Overtaken) {
		t.Errorf("over one that is not there: %v", err)
	}
	if err := far.Remove(t.Context(), "a.ics", first); !errors.Is(err, calsync.Overtaken) {
		t.Errorf("removing a newer one: %v", err)
	}
	if _, err := far.Put(t.Context(), "b.ics", Text(item("a", "đè")), ""); !errors.Is(err, calsync.Overtaken) {
		t.Errorf("one meeting under another name: %v", err)
	}
	second := read(t, far, "a.ics", "b.ics")
	if len(second) != 1 || title(t, second["a.ics"]) != "hai" || second["a.ics"].ETag == first {
		t.Errorf("what stands: %+v", second)
	}
}

func tokens(t *testing.T, far calsync.Far) {
	for _, uid := range []string{"a", "b", "c"} {
		put(t, far, uid+".ics", item(uid, "một"), "")
	}
	c := changes(t, far, "")
	if !slices.Equal(names(c.Changed), []string{"a.ics", "b.ics", "c.ics"}) || c.Next == "" {
		t.Fatalf("all: %+v", c)
	}
	if again := changes(t, far, c.Next); len(again.Changed)+len(again.Gone) != 0 || again.Whole {
		t.Errorf("nothing changed: %+v", again)
	}
	put(t, far, "b.ics", item("b", "hai"), c.Changed[1].ETag)
	put(t, far, "d.ics", item("d", "một"), "")
	if err := far.Remove(t.Context(), "c.ics", c.Changed[2].ETag); err != nil {
		t.Fatal(err)
	}
	since := changes(t, far, c.Next)
	if !slices.Equal(names(since.Changed), []string{"b.ics", "d.ics"}) || !slices.Equal(since.Gone, []string{"c.ics"}) || since.Whole {
		t.Errorf("since: %+v", since)
	}
	if later := changes(t, far, since.Next); len(later.Changed)+len(later.Gone) != 0 {
		t.Errorf("later: %+v", later)
	}
}

func strangeToken(t *testing.T, far calsync.Far) {
	put(t, far, "a.ics", item("a", "một"), "")
	for _, token := range []string{"khong-ai-cap", "http://example.vn/ns/sync/abc", "<&>"} {
		c := changes(t, far, token)
		if !slices.Equal(names(c.Changed), []string{"a.ics"}) || !c.Whole {
			t.Errorf("%s: %+v", token, c)
		}
	}
}

func removed(t *testing.T, far calsync.Far) {
	put(t, far, "a.ics", item("a", "một"), "")
	etag := read(t, far, "a.ics")["a.ics"].ETag
	for range 2 { // who removes it again is told nothing
		if err := far.Remove(t.Context(), "a.ics", etag); err != nil {
			t.Fatal(err)
		}
	}
	if got := read(t, far, "a.ics"); len(got) != 0 {
		t.Errorf("still there: %+v", got)
	}
	if c := changes(t, far, ""); len(c.Changed) != 0 {
		t.Errorf("still listed: %+v", c)
	}
	put(t, far, "a.ics", item("a", "hai"), "")
}

func many(t *testing.T, far calsync.Far) {
	const n = 120
	var hrefs []string
	for i := range n {
		href := fmt.Sprintf("%03d.ics", i)
		put(t, far, href, item(fmt.Sprint(i), "họp "+fmt.Sprint(i)), "")
		hrefs = append(hrefs, href)
	}
	got := read(t, far, append(hrefs, "khong-co.ics")...)
	if len(got) != n || title(t, got["099.ics"]) != "họp 99" {
		t.Errorf("%d were read", len(got))
	}
	if c := changes(t, far, ""); len(c.Changed) != n {
		t.Errorf("%d are listed", len(c.Changed))
	}
	some := 0
	for range far.Fetch(t.Context(), hrefs) {
		if some++; some == 3 {
			break
		}
	}
}

func odd(t *testing.T, far calsync.Far) {
	for _, c := range []struct{ href, uid, title string }{
		{"họp số 1 & 2.ics", "o1", "a & b < c > d ]]> e"},
		{"a@b+c=d.ics", "a@b+c=d", "Đại hội “Mẫu”"},
		{"50%25.ics", "o3", strings.Repeat("Ủy ban nhân dân xã Mẫu Sơn ", 40) + "."},
	} {
		put(t, far, c.href, item(c.uid, c.title), "")
		o, there := read(t, far, c.href)[c.href]
		if !there || title(t, o) != c.title {
			t.Errorf("%s: %q", c.href, o.Text)
		}
	}
	if c := changes(t, far, ""); !slices.Contains(names(c.Changed), "50%25.ics") || len(c.Changed) != 3 {
		t.Errorf("listed: %q", names(c.Changed))
	}
}
