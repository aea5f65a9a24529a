package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// TestADocumentIsReplacedByTheVerb, and both tell of it; what lacks something is refused.
func TestADocumentIsReplacedByTheVerb(t *testing.T) {
	t.Parallel()
	p := newPeopled(t).staffed()
	clerk := map[string]string{"TRAM_TOKEN": p.tokens[office.AsClerk]}
	p.mustWith(clerk, "", "number", "open", fmt.Sprint(time.Now().In(office.VietNam).Year()), "--anew")
	register := func(subject string) string {
		return p.mustWith(clerk, "", "register", "out", "--type", "QĐ", "--symbol", "QĐ-UBND", "--subject", subject)["id"].(string)
	}
	old, anew := register("cũ"), register("mới")
	if _, messages, code := p.with(clerk, "", "register", "replace", old, "--why", "sai"); code != refused || failure(messages) != "documents.no-other" {
		t.Errorf("by nothing: %d %s", code, messages)
	}
	p.mustWith(clerk, "", "register", "replace", old, "--by", anew, "--why", "sai số tiền")
	for id, want := range map[string]string{old: "Đã bị thay thế bởi văn bản đi số 02/QĐ-UBND: sai số tiền", anew: "Thay thế văn bản đi số 01/QĐ-UBND: sai số tiền"} {
		told := p.mustWith(clerk, "", "register", "show", id)["amended"].([]any)
		if len(told) != 1 || told[0].(map[string]any)["said"] != want {
			t.Errorf("%v", told)
		}
	}
	if said := fmt.Sprint(p.mustWith(clerk, "", "asked", "01/QĐ-UBND")["said"]); !strings.Contains(said, "Đã bị thay thế bởi văn bản đi số 02/QĐ-UBND.") {
		t.Error(said)
	}
	if _, messages, code := p.with(clerk, "", "register", "recall", old, "--why", "lần nữa"); code != refused || failure(messages) != "documents.ended-already" {
		t.Errorf("twice: %d %s", code, messages)
	}
	tie := p.mustWith(clerk, "", "register", "show", old)["amended"].([]any)[0].(map[string]any)["id"].(string)
	if _, messages, code := p.with(clerk, "", "register", "untie", tie); code != refused || failure(messages) != "documents.no-reason-to-amend" {
		t.Errorf("taken back without why: %d %s", code, messages)
	}
	p.mustWith(clerk, "", "register", "untie", tie, "--why", "chọn nhầm")
	if said := fmt.Sprint(p.mustWith(clerk, "", "asked", "01/QĐ-UBND")["said"]); strings.Contains(said, "thay thế") {
		t.Errorf("after it was taken back: %s", said)
	}
	if _, messages, code := p.with(clerk, "", "register", "uncancel", old, "--why", "x"); code != refused || failure(messages) != "store.wrong-state" {
		t.Errorf("what stands: %d %s", code, messages)
	}
}
