package audit

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// apart is a version of a requirement that somebody made at a time.
func apart(t *testing.T, who string, minute int, asks, met string, version int64) office.Entry {
	t.Helper()
	body, err := json.Marshal(Requirement{ID: "r", Version: version, Asks: asks, Basis: "Quy chế 12", Met: met})
	if err != nil {
		t.Fatal(err)
	}
	return office.Entry{ID: office.ID(fmt.Sprint(who, minute)), Kind: KindRequirement, Record: "r", Step: StepMeet, Body: body, Actor: who, At: began.Add(time.Duration(minute) * time.Minute), Version: version, Base: version - 1, Station: "0198aaaa-0000-7000-8000-0000deadbeef"}
}

func TestASettlementTellsWhatWasChosenAndWhatWasPutAside(t *testing.T) {
	s, _ := opened(t)
	first, second, third := apart(t, mau, 1, "Sao lưu", "ổ ngoài", 2), apart(t, binh, 2, "Sao lưu hằng ngày", "ổ ngoài", 3), apart(t, "Lê Văn Mẫu", 3, "Sao lưu", "băng từ", 2)
	for name, c := range map[string]struct {
		before  []office.Entry
		chosen  office.Entry
		note    []string
		changes string
	}{
		"the later of two": {[]office.Entry{first, second}, second, []string{"Đã chọn bản của " + binh + " lúc 08:02:00 23/11/2026 (Trạm deadbeef)", "để sang một bên bản của " + mau + " lúc 08:01:00"},
			"Yêu cầu: từ “Sao lưu” thành “Sao lưu hằng ngày”"},
		"the earlier of two": {[]office.Entry{first, second}, first, []string{"Đã chọn bản của " + mau, "để sang một bên bản của " + binh}, "Yêu cầu: từ “Sao lưu hằng ngày” thành “Sao lưu”"},
		"the second of three": {[]office.Entry{first, second, third}, second, []string{"Đã chọn bản của " + binh, "bản của " + mau, " và bản của Lê Văn Mẫu"},
			"Yêu cầu: từ “Sao lưu” thành “Sao lưu hằng ngày”; Yêu cầu (bản để sang một bên thứ 2): từ “Sao lưu” thành “Sao lưu hằng ngày”; Đáp ứng bằng (bản để sang một bên thứ 2): từ “băng từ” thành “ổ ngoài”"},
	} {
		e := c.chosen
		e.ID, e.Step, e.Version, e.Actor = "s", store.SettleStep, 9, binh
		e.Body = json.RawMessage(strings.Replace(string(c.chosen.Body), fmt.Sprintf(`"version":%d`, c.chosen.Version), `"version":9`, 1))
		for _, v := range c.before {
			e.Follows = append(e.Follows, v.ID)
		}
		d, err := NewBook(strange{Source: s, before: c.before}, types).Tell(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range c.note {
			if !strings.Contains(d.Note, want) {
				t.Errorf("%s: %q lacks %q", name, d.Note, want)
			}
		}
		d.Note = ""
		if d.Differs() != c.changes {
			t.Errorf("%s: %q, want %q", name, d.Differs(), c.changes)
		}
	}
}

func TestAMergeTellsOfWhichVersionsItWasMade(t *testing.T) {
	s, _ := opened(t)
	before := []office.Entry{apart(t, mau, 1, "Sao lưu", "ổ ngoài", 2), apart(t, binh, 2, "Sao lưu hằng ngày", "", 2)}
	e := apart(t, "Trạm Công vụ", 3, "Sao lưu hằng ngày", "ổ ngoài", 3)
	e.Step, e.Follows = store.MergeStep, []office.ID{before[0].ID, before[1].ID}
	d, err := NewBook(strange{Source: s, before: before}, types).Tell(t.Context(), e)
	if err != nil || !strings.Contains(d.Note, "Ghép bản của "+mau) || !strings.Contains(d.Note, "và bản của "+binh) || len(d.Changes) != 1 {
		t.Errorf("%+v, %v", d, err)
	}
}
