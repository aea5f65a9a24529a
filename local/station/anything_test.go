package station

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/audit"
	"tram/local/office"
	"tram/local/people"
)

// hitsOf are what words alone find.
func hitsOf(ctx context.Context, d *desk, text string, most int) ([]office.Hit, error) {
	a, err := d.FindAnything(ctx, office.SearchWish{Text: text}, most)
	return a.Hits, err
}

// TestASearchByDaysSaysWhichDayItMet and how days were read: a letter is entered weeks after its day.
func TestASearchByDaysSaysWhichDayItMet(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	for _, day := range []string{"2015-10-05", "2016-01-02"} {
		r := office.Registered{Flow: office.FlowIn, Document: office.Document{Number: "7", Symbol: "STP", Issuer: "Sở " + day, Issued: day, Subject: "Về việc hòa giải", Secrecy: office.Ordinary}}
		if _, err := d.Register(ctx, staff[0], r); err != nil {
			t.Fatal(err)
		}
	}
	today := time.Now().In(office.VietNam).Format(time.DateOnly)
	for _, c := range []struct {
		of   office.SearchWish
		want []string
	}{
		{office.SearchWish{Text: "từ 1/10/2015 đến 31/10/2015"}, []string{"2015-10-05"}},
		{office.SearchWish{From: "2015-12-31", To: "2016-12-31"}, []string{"2016-01-02"}},
		{office.SearchWish{Text: "hòa giải hôm nay"}, []string{today, today}},
		{office.SearchWish{Text: "hòa giải", Flow: office.FlowIn}, []string{"", ""}},
		{office.SearchWish{Text: "hòa giải", Flow: office.FlowOut}, nil},
		{office.SearchWish{}, nil},
	} {
		a, err := d.FindAnything(ctx, c.of, 10)
		var met []string
		for _, h := range a.Hits {
			met = append(met, h.Met)
		}
		if err != nil || !slices.Equal(met, c.want) || (len(a.Meant) > 0) != strings.ContainsAny(c.of.Text, "0y") {
			t.Errorf("%+v met %q, meant %q, %v", c.of, met, a.Meant, err)
		}
	}
}

// TestOneSearchFindsRecordsOfAllKinds has something of several kinds under one word.
func TestOneSearchFindsRecordsOfAllKinds(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	done := d.act(t)
	draft, err := d.Begin(ctx, staff[0])
	if err != nil {
		t.Fatal(err)
	}
	draft.Document = office.Document{Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Subject: "Về chốn ví dụ"}
	if draft, err = d.Describe(ctx, draft); err != nil {
		t.Fatal(err)
	}
	sheet, err := d.KeepSheet(ctx, "kenh", staff[0], office.Sheet{Answers: map[string]string{"name": "Trang ví dụ", "sort": "other", "address": "mau.example"}})
	if err != nil {
		t.Fatal(err)
	}
	hits, err := hitsOf(ctx, d, "vi du", 10)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]office.Hit{
		"what is done":  {Kind: office.KindConversion, ID: done.ID, Word: "Hồ sơ", Title: "Công văn", Below: "về việc ví dụ", State: office.Finished, Direction: office.PaperToData},
		"what is begun": {Kind: office.KindConversion, ID: draft.ID, Word: "Bản nháp", Title: "15/QĐ-UBND · Quyết định", Below: "Về chốn ví dụ", State: office.Draft, Direction: office.PaperToData},
		"a register":    {Kind: "channel", ID: sheet.ID, Word: "Kênh giao tiếp", Title: "Trang ví dụ", Below: "mau.example"},
	} {
		if !slices.Contains(hits, want) {
			t.Errorf("%s is not found among %+v", name, hits)
		}
	}
	if !slices.ContainsFunc(hits, func(h office.Hit) bool { return h.Kind == office.KindClerk && h.Title == "Trần Thị Ví Dụ" }) {
		t.Errorf("no person is found among %+v", hits)
	}
	if err := d.Discard(ctx, draft.ID); err != nil {
		t.Fatal(err)
	}
	if hits, err = hitsOf(ctx, d, "chốn ví dụ", 10); err != nil || len(hits) != 0 {
		t.Errorf("what was thrown away is found: %+v, %v", hits, err)
	}
	if hits, err = hitsOf(ctx, d, "  ", 10); err != nil || len(hits) != 0 {
		t.Errorf("%d found for no word, %v", len(hits), err)
	}
}

// TestManyConversionsLeaveRoomForOtherKinds asks for fewer than there are of both.
func TestManyConversionsLeaveRoomForOtherKinds(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	for i := range 8 {
		draft, err := d.Begin(ctx, staff[0])
		if err != nil {
			t.Fatal(err)
		}
		draft.Document.Subject = fmt.Sprint("chốn ví dụ ", i)
		if _, err = d.Describe(ctx, draft); err != nil {
			t.Fatal(err)
		}
		answers := map[string]string{"name": fmt.Sprint("Trang ví dụ ", i), "sort": "other", "address": fmt.Sprint(i, ".example")}
		if _, err := d.KeepSheet(ctx, "kenh", staff[0], office.Sheet{Answers: answers}); err != nil {
			t.Fatal(err)
		}
	}
	counted := func(text string) (n map[office.Kind]int) {
		hits, err := hitsOf(ctx, d, text, 5)
		if err != nil {
			t.Fatal(err)
		}
		n = map[office.Kind]int{}
		for _, h := range hits {
			n[h.Kind]++
		}
		return n
	}
	if n := counted("ví dụ"); n[office.KindConversion] != 3 || n["channel"] != 2 {
		t.Errorf("found %v of both", n)
	}
	if n := counted("chốn"); n[office.KindConversion] != 5 {
		t.Errorf("found %v where there are conversions alone", n)
	}
	if n := counted("trang"); n["channel"] != 5 {
		t.Errorf("found %v where there are others alone", n)
	}
}

// found says of each kind whether one search over all shows it to whoever may read: a kind
// is on one of the two lists with a thought, and not by itself.
var (
	foundByReaders = []office.Kind{"channel", "facility", office.KindConversion, office.KindOffice, office.KindClerk, office.KindTemplate, office.KindRefusal, office.KindRoot,
		office.KindSigning, office.KindStationKey, people.KindAccount, office.KindStation, office.KindSigned, office.KindWithdrawal, office.KindPrintout, office.KindComparison, office.KindDaySheet, office.KindScanSetup, "copy-target", "drill", "drill-setup", "incident", "incident-note", "outage", "plan", "recovery", "response", "emergency", "receipt", "receipt-pad", "kept-use",
		"registered", office.KindOldRegister, "register-number", "number-year", "number-share", "number-assent", "number-farewell", "number-duty", office.KindEnclosed, office.KindArrivalStamp, office.KindAmended, office.KindDraftNote, "route-step", "route", "route-question", office.KindEntering,
		"planned-file", "work-file", "filed", "file-closing", "file-right", "procedure", "service", "request", "request-entry", "request-stand", "reception", "meeting", "meeting-entry", "platform", office.KindInvitation, office.KindCalendarClash, office.KindMailLine, office.KindCalendarLine}
	notByReaders = []office.Kind{office.KindNotice, office.KindAccess, people.KindDenial, people.KindRenewal, "audit-review", "requirement"}
)

func TestOneSearchShowsNobodyWhatOnlyAuditorsMayRead(t *testing.T) {
	for _, k := range everyKind(t) {
		if slices.Contains(foundByReaders, k.Kind()) == slices.Contains(notByReaders, k.Kind()) {
			t.Errorf("%s: may whoever reads find it by one search over all?", k.Kind())
		}
		if shut := slices.Contains(beyondReading, k.Kind()); shut != slices.Contains(notByReaders, k.Kind()) {
			t.Errorf("%s: kept from readers: %v", k.Kind(), shut)
		}
	}
	d := newDesk(t)
	d.act(t)
	if _, err := d.SaveRequirement(t.Context(), staff[0], audit.Requirement{Asks: "Soát xét mỗi tuần", Basis: "Quy chế mẫu"}); err != nil {
		t.Fatal(err)
	}
	lines, err := hitsOf(t.Context(), d, "soát xét", 10)
	if err != nil || len(lines) != 0 {
		t.Errorf("a reader finds %+v, %v", lines, err)
	}
}
