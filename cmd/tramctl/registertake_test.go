package main

import (
	"testing"
	"time"
)

// TestAScannedPaperIsTakenInByOneCommandAndOnlyOnce has the draft of a paper be digitised, entered,
// stamped and given, and the command be typed again.
func TestAScannedPaperIsTakenInByOneCommandAndOnlyOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.must("number", "open", time.Now().Format("2006"), "--anew")
	draft := d.must("convert", "--type", "cong-van", "--paper", "A4", lay(t, "thua.jpg", sparse(t)))["id"].(string)
	take := []string{"register", "take", draft, "--type", "cong-van", "--number", "137", "--symbol", "UBND-VP", "--issuer", "Ủy ban nhân dân tỉnh Mẫu", "--subject", "Về việc lấy ý kiến", "--secrecy", "thuong", "--give", "Nguyễn Văn Mẫu"}
	for _, c := range []struct {
		more []string
		name string
	}{
		{nil, "tramctl.not-seen"},
		{[]string{"--pages", "2", "--seen"}, "convert.condition-missing"},
		{[]string{"--pages", "1", "--seen", "--due", "01/01/2020"}, "routing.past-due"},
	} {
		if _, messages, code := d.do(append(take, c.more...)...); code != refused || failure(messages) != c.name {
			t.Errorf("%v: %d %s", c.more, code, messages)
		}
	}
	take = append(take, "--pages", "1", "--seen")
	is := d.must(take...)
	if is["number"] != 1.0 || len(is["files"].([]any)) != 1 || len(is["stamps"].([]any)) != 1 || is["holder"] != "Nguyễn Văn Mẫu" || is["conversion"].(map[string]any)["state"] != "finished" {
		t.Errorf("taken in: %v", is)
	}
	if _, told := is["before"]; told {
		t.Errorf("the first time it is said to stand there: %v", is)
	}
	if again := d.must(append(take, "--subject", "khác")...); again["id"] != is["id"] || again["number"] != 1.0 || again["before"] != true || again["document"].(map[string]any)["subject"] != "Về việc lấy ý kiến" {
		t.Errorf("typed again: %v", again)
	}
	if _, messages, code := d.do("register", "in", "--conversion", draft, "--type", "cong-van", "--subject", "tờ ấy lần nữa", "--again"); code != refused || failure(messages) != "documents.paper-entered" {
		t.Errorf("one paper twice: %d %s", code, messages)
	}
	if _, messages, code := d.do("register", "take", draft, "another"); code != usage {
		t.Errorf("two drafts: %d %s", code, messages)
	}
}
