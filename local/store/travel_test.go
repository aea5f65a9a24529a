package store

import (
	"encoding/json"
	"testing"
	"time"

	"tram/local/office"
)

// TestAnEntryTravelsInTheSameBytes holds the text in which stations hand entries to each
// other: one that a station wrote a year ago is read by its hash.
func TestAnEntryTravelsInTheSameBytes(t *testing.T) {
	e := office.Entry{Form: 2, Seq: 7, ID: "id", Kind: "channel", Record: "rec", Step: "edit", Version: 3, Base: 2, Body: json.RawMessage(`{"name":"<Đường & phố>"}`),
		Actor: "Nguyễn Văn Mẫu", Station: "st", At: time.Date(2026, 11, 23, 8, 0, 0, 5, office.VietNam), ClockSource: "ntp.example", ClockOffset: -time.Millisecond,
		Prev: "aa", Hash: "bb", Follows: []office.ID{"f1", "f2"}}
	const head = `{"form":2,"seq":7,"id":"id","kind":"channel","record":"rec","step":"edit","version":3,"base":2,` +
		`"body":"{\"name\":\"\u003cĐường \u0026 phố\u003e\"}","actor":"Nguyễn Văn Mẫu","station":"st","at":"2026-11-23T01:00:00.000000005Z",` +
		`"clock_source":"ntp.example","clock_offset":-1000000,"prev":"aa","hash":"bb"`
	for _, c := range []struct {
		of   Arrival
		want string
	}{
		{Arrival{Entry: e}, head + `,"follows":["f1","f2"]}`},
		{Arrival{Entry: e, Words: []byte(`{"a":1}`), Salt: "s"}, head + `,"follows":["f1","f2"],"words":"{\"a\":1}","salt":"s"}`},
	} {
		got, err := c.of.Text()
		if err != nil || string(got) != c.want {
			t.Errorf("%s\nwant %s\n%v", got, c.want, err)
		}
		back, err := ParseArrival(got)
		if again, _ := back.Text(); err != nil || string(again) != c.want {
			t.Errorf("read and written again: %s, %v", again, err)
		}
	}
}
