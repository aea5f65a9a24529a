package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestWhatCameFromAnotherStationIsMarkedAndItsSettlementTold carries a record and an entry
// of a register to another station, where both are marked; has the entry edited at both, and
// reads in the journal which version was kept and which was put aside.
func TestWhatCameFromAnotherStationIsMarkedAndItsSettlementTold(t *testing.T) {
	t.Parallel()
	a, b := twoDesks(t)
	c := a.converted()
	code := c["code"].(string)
	sheet := a.must("book", "add", "kenh", "name=Trang xã Mẫu", "sort=other", "address=mau.example")["sheet"].(map[string]any)
	id := sheet["id"].(string)
	a.sends(t, b)
	for _, typed := range [][]string{{"list"}, {"search", "ví dụ"}, {"show", code}, {"lookup", code}, {"book", "list", "kenh"}, {"book", "show", "kenh", id}} {
		if here := a.says(typed...); strings.Contains(here, "Trạm ") && strings.Contains(here, "[Trạm ") {
			t.Errorf("%q marks at its own station:\n%s", typed, here)
		}
		if there := b.says(typed...); !strings.Contains(there, "[Trạm ") && !strings.Contains(there, "Của trạm:") {
			t.Errorf("%q does not mark at the other station:\n%s", typed, there)
		}
	}
	if said := b.says("book", "list", "kenh", "không có gì"); !strings.Contains(said, "Không tìm thấy mục nào có “không có gì”") {
		t.Errorf("a search without a hit says %q", said)
	}
	if said := b.says("book", "list", "phong-hop"); !strings.Contains(said, "Chưa có mục nào") {
		t.Errorf("an empty register says %q", said)
	}
	a.must("book", "edit", "kenh", id, "keeper=Nguyễn Văn Mẫu")
	b.must("book", "edit", "kenh", id, "keeper=Trần Thị Ví Dụ")
	got := b.sends(t, a)
	if named, _ := json.Marshal(got["parted"]); got["apart"] != float64(1) || !strings.Contains(string(named), id) || !strings.Contains(string(named), `"versions":2`) {
		t.Errorf("what stands apart is not named to whoever brought it: %v %s", got["apart"], named)
	}
	stick := filepath.Join(t.TempDir(), "gói.tramgoi")
	b.must("bundle", "export", "-o", stick)
	if said := a.says("bundle", "import", stick); !strings.Contains(said, "1 mục có nhiều bản khác nhau") {
		t.Errorf("it is not said:\n%s", said)
	}
	versions := a.must("book", "show", "kenh", id)["versions"].([]any)
	if len(versions) != 2 {
		t.Fatalf("%d versions", len(versions))
	}
	entry := func(i int) string { return versions[i].(map[string]any)["entry"].(string) }
	keeper := func(i int) string {
		return versions[i].(map[string]any)["answers"].(map[string]any)["keeper"].(string)
	}
	a.must("book", "settle", "kenh", id, entry(1), entry(0))
	deed := a.must("audit", "--record", id, "--limit", "1")["deeds"].([]any)[0].(map[string]any)
	text, _ := json.Marshal(deed["changes"])
	note := fmt.Sprint(deed["note"])
	for _, want := range []string{"Đã chọn bản của ", "để sang một bên bản của ", "(Trạm này)"} {
		if !strings.Contains(note, want) {
			t.Errorf("%q lacks %q", note, want)
		}
	}
	if want := fmt.Sprintf(`[{"field":"Người phụ trách","now":%q,"was":%q}]`, keeper(1), keeper(0)); string(text) != want {
		t.Errorf("%s, not %s", text, want)
	}
}
