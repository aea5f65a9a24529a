package station

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/people"
	"tram/local/store"
)

// registry enters documents as an office has them, and returns their IDs by a letter.
func (d *desk) registry(t *testing.T) map[string]office.ID {
	t.Helper()
	d.begins(t)
	ids := map[string]office.ID{}
	for _, r := range []struct {
		name string
		office.Registered
	}{
		{"land", office.Registered{Flow: office.FlowOut, Signer: "Trần Thị Ví Dụ", Document: office.Document{Type: "quyet-dinh", Symbol: "QĐ-UBND", Subject: "Về việc giao đất cho hộ ông Lò Văn Mẫu", Issued: "2015-10-05"}}},
		{"prize", office.Registered{Flow: office.FlowOut, Document: office.Document{Type: "quyet-dinh", Symbol: "QĐ-UBND", Subject: "Về việc khen thưởng quý III năm 2015", Issued: "2015-10-20"}}},
		{"month", office.Registered{Flow: office.FlowOut, Document: office.Document{Type: "bao-cao", Symbol: "BC-UBND", Subject: "Báo cáo công tác tháng 10", Issued: "2015-11-03"}}},
		{"marks", office.Registered{Flow: office.FlowOut, Document: office.Document{Type: "bao-cao", Symbol: "BC-UBND", Subject: "Báo cáo giá đất, tổng 1.250.000 đồng", Issued: "2015-08-15"}}},
		{"home", office.Registered{Flow: office.FlowIn, Document: office.Document{Type: "cong-van", Number: "015", Symbol: "SNV-CCVC", Issuer: "Sở Nội vụ", Subject: "Về việc hòa giải cơ sở", Issued: "2015-10-12"}}},
		{"hoa", office.Registered{Flow: office.FlowIn, Document: office.Document{Type: "cong-van", Number: "1500", Symbol: "STP", Issuer: "Sở Tư pháp", Subject: "Về việc hoá đơn điện tử", Issued: "2015-02-28"}}},
		{"hoa-flower", office.Registered{Flow: office.FlowIn, Document: office.Document{Type: "cong-van", Number: "7", Symbol: "STP", Issuer: "Sở Tư pháp", Subject: "Về chợ hoa xuân", Issued: "2015-01-15"}}},
	} {
		r.Document.Secrecy, r.DaySure = office.Ordinary, true // they are of years ago
		kept, err := d.Register(t.Context(), staff[0], r.Registered)
		if err != nil {
			t.Fatal(err)
		}
		ids[r.name] = kept.ID
	}
	return ids
}

// namesFound searches, and returns by which letters the documents go that were found, in their order.
func (d *desk) namesFound(t *testing.T, ids map[string]office.ID, w office.SearchWish) (names []string) {
	t.Helper()
	f, err := d.Search(t.Context(), w, 50)
	if err != nil {
		t.Errorf("%+v: %v", w, err)
	}
	for _, l := range f.Lines {
		for name, id := range ids {
			if id == l.ID {
				names = append(names, name)
			}
		}
	}
	return names
}

// TestOneSearchFindsADocumentByWhatPeopleType is the table of what a search must find on the
// registers, in which order; behind a bar any order will do.
func TestOneSearchFindsADocumentByWhatPeopleType(t *testing.T) {
	d := newDesk(t)
	ids := d.registry(t)
	for typed, want := range map[string]string{
		"giao đất": "land", "giao dat": "land", "GIAO ĐẤT": "land", "giao ðất": "land", "giao dất": "land",
		"1/QĐ-UBND": "land", "01/QĐ-UBND": "land", "001/QĐ-UBND": "land", "1 qđ ubnd": "land", "1/QD-UBND": "land", "1 / QĐ - UBND": "land", "1qdubnd": "land", "QĐ 1": "land", "quyết định số 1": "land", "số 1/2015/QĐ-UBND": "",
		"số đến 1": "home hoa", "số đến 02": "hoa", "văn bản đến số 3": "hoa-flower", "đến 01": "home hoa",
		"15/SNV-CCVC": "home", "015/SNV-CCVC": "home", "15 / snv - ccvc": "home", "15snvccvc": "home", "công văn số 15": "home", "cv 15": "home", "công văn 1500": "hoa",
		"Sở Nội vụ": "home", "so noi vu": "home", "Trần Thị Ví Dụ": "land", "tran thi vi du": "land",
		"hoà giải": "home", "hòa giải": "home", "hoá đơn": "hoa", "hóa đơn": "hoa",
		"hoa": "hoa-flower hoa home", "hoá": "hoa hoa-flower home", "hóa": "hoa hoa-flower home", "hòa": "home hoa-flower hoa", "hoà": "home hoa-flower hoa",
		"1.250.000": "marks", "1250000": "marks", "UBND báo cáo": "marks month", "ủy ban nhân dân báo cáo": "marks month",
		`"giá đất"`: "marks", `"đất giá"`: "", `"giao đất"`: "land", `"đất cho hộ"`: "land", `"đất hộ"`: "",
		"12/10/2015": "home", "ngày 12 tháng 10 năm 2015": "home", "tháng 10/2015": "month home prize land", "tháng 10 năm 2015": "month home prize land",
		"quý III": "prize", "quý 3 năm 2015": "prize marks", "tháng 10": "month",
		"từ 1/10/2015 đến 15/10/2015": "home land", "từ tháng 8/2015 đến tháng 9/2015": "marks", "công văn từ 1/2/2015 đến 1/3/2015": "hoa", "năm 2014": "",
		"tháng 9/2015": "", "Q1/2015": "hoa-flower hoa", "giao đất Q4/2015": "land", "q3/2015": "prize marks", "sau 10/10/2015": "hoa-flower hoa home marks month prize land", "trước ngày 20/1/2015": "hoa-flower",
		"6 tháng đầu năm 2015": "hoa-flower hoa", "báo cáo 9 tháng đầu năm 2015": "marks", "báo cáo sáu tháng cuối năm 2015": "marks month",
		"giao đất quý 4/2015": "land", "giao đất quý 1/2015": "", "hôm nay": "hoa-flower hoa home marks month prize land", "hôm qua": "",
		"zzz": "", "hòa giải zzz": "",
	} {
		if got := strings.Join(d.namesFound(t, ids, office.SearchWish{Text: typed}), " "); got != want {
			t.Errorf("%q found %q and not %q", typed, got, want)
		}
	}
	if _, err := d.Search(t.Context(), office.SearchWish{Text: "giao đất 31/2"}, 10); !errors.Is(err, store.NoSuchDay) {
		t.Errorf("a day that is none: %v", err)
	}
	if f, err := d.Search(t.Context(), office.SearchWish{Text: "từ 1/10/2015 đến 15/10/2015"}, 10); err != nil || !slices.Equal(f.Meant, []string{"từ 01/10/2015 đến 15/10/2015"}) {
		t.Errorf("understood as %q, %v", f.Meant, err)
	}
}

// TestADecisionOfAnotherAgencyIsFoundByItsType enters one that came in.
func TestADecisionOfAnotherAgencyIsFoundByItsType(t *testing.T) {
	d := newDesk(t)
	ids := d.registry(t)
	kept, err := d.Register(t.Context(), staff[0], office.Registered{Flow: office.FlowIn, Document: office.Document{
		Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Issuer: "Ủy ban nhân dân xã Ví Dụ", Subject: "Về việc phân công trực", Issued: "2015-07-01", Secrecy: office.Ordinary,
	}})
	if err != nil {
		t.Fatal(err)
	}
	ids["theirs"] = kept.ID
	for _, c := range []struct {
		wish office.SearchWish
		want string
	}{
		{office.SearchWish{Text: "quyết định số 15"}, "theirs"}, {office.SearchWish{Text: "QĐ 15"}, "theirs"}, {office.SearchWish{Text: "15/QĐ-UBND"}, "theirs"},
		{office.SearchWish{Type: "quyet-dinh", Flow: office.FlowIn}, "theirs"}, {office.SearchWish{Type: "quyet-dinh", Text: "trực"}, "theirs"}, {office.SearchWish{Type: "cong-van", Text: "trực"}, ""},
	} {
		if got := strings.Join(d.namesFound(t, ids, c.wish), " "); got != c.want {
			t.Errorf("%+v found %q and not %q", c.wish, got, c.want)
		}
	}
}

func TestASearchIsNarrowed(t *testing.T) {
	d := newDesk(t)
	ids := d.registry(t)
	all := d.employ(t, accessPassword)
	d.sitAs(t, all[0], accessPassword)
	done := d.act(t)
	opened := d.opens(t, office.WorkFile{Notation: "01.VP", Title: "Giao đất", Retention: 20, Creator: "Nguyễn Văn Mẫu"})
	if _, err := d.CancelRegistered(t.Context(), staff[0], ids["marks"], "ghi nhầm"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		wish office.SearchWish
		want string
	}{
		{office.SearchWish{Flow: office.FlowIn}, "hoa-flower hoa home"}, {office.SearchWish{Flow: office.FlowOut, Text: "đất"}, "marks land"},
		{office.SearchWish{Type: "bao-cao"}, "marks month"}, {office.SearchWish{Issuer: "sở tư"}, "hoa-flower hoa"}, {office.SearchWish{Issuer: "Sở Nội vụ", Text: "hoa"}, "home"},
		{office.SearchWish{State: "đã hủy"}, "marks"}, {office.SearchWish{State: "đã hủy", Text: "giao"}, ""},
		{office.SearchWish{From: "2015-10-01", To: "2015-10-15"}, "home land"}, {office.SearchWish{From: "2015-10-13", To: "2015-12-31", Flow: office.FlowOut}, "month prize"},
		{office.SearchWish{From: "2015-10-01", To: "2015-10-31", Text: "từ 10/10/2015 đến 15/11/2015"}, "prize home"}, {office.SearchWish{From: "2015-10-01", To: "2015-10-31", Text: "từ 1/11/2015"}, ""},
		{office.SearchWish{Year: thisYear(), Flow: office.FlowIn}, "hoa-flower hoa home"}, {office.SearchWish{Year: thisYear() - 1}, ""},
		{office.SearchWish{Kind: office.KindWorkFile, Text: "đất"}, ""}, {office.SearchWish{Kind: office.KindRegistered, Text: "đất"}, "marks land"},
	} {
		got := d.namesFound(t, ids, c.wish)
		want := strings.Fields(c.want)
		if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			t.Errorf("%+v found %q and not %q", c.wish, got, want)
		}
	}
	f, err := d.Search(t.Context(), office.SearchWish{Kind: office.KindWorkFile, Text: "giao đất"}, 10)
	if err != nil || len(f.Rows) != 0 || len(f.Lines) != 1 || f.Lines[0].ID != opened.ID || f.Lines[0].Stands != "Đang mở" {
		t.Errorf("work files: %+v, %v", f, err)
	}
	f, err = d.Search(t.Context(), office.SearchWish{Kind: office.KindConversion, Type: "cong-van"}, 10)
	if err != nil || len(f.Lines) != 0 || len(f.Rows) != 1 || f.Rows[0].ID != done.ID {
		t.Errorf("conversions: %+v, %v", f, err)
	}
	if f, err = d.Search(t.Context(), office.SearchWish{}, 10); err != nil || len(f.Rows)+len(f.Lines) != 0 {
		t.Errorf("no wish at all finds %+v, %v", f, err)
	}
	if _, err = d.Search(t.Context(), office.SearchWish{Kind: office.KindNotice, Text: "đất"}, 10); !errors.Is(err, UnknownSearchKind) {
		t.Errorf("a kind that readers are not shown: %v", err)
	}
	if _, err = d.Search(t.Context(), office.SearchWish{From: "2015-10-02", To: "2015-10-01"}, 10); !errors.Is(err, store.DaysTurned) {
		t.Errorf("days that are turned: %v", err)
	}
	if _, err = d.Search(t.Context(), office.SearchWish{State: "mơ hồ", Text: "đất"}, 10); !errors.Is(err, UnknownSearchState) {
		t.Errorf("a state that is none: %v", err)
	}
	if _, err = d.Search(t.Context(), office.SearchWish{Year: 26, Text: "đất"}, 10); !errors.Is(err, BadSearchYear) {
		t.Errorf("the year 26: %v", err)
	}
}

// TestASearchTellsNobodyOfAFileThatIsKeptFromThem searches by each post, with everything by
// which a search is narrowed, for a file that it may not see and for what lies in it.
func TestASearchTellsNobodyOfAFileThatIsKeptFromThem(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	ids := d.registry(t)
	done := d.act(t)
	r := decision("bản mật nội bộ lấy từ giấy")
	r.From = done.ID
	r, err := d.Register(ctx, staff[0], r)
	if err != nil {
		t.Fatal(err)
	}
	ids["paper"] = r.ID
	f := d.opens(t, office.WorkFile{Notation: "09.KL", Title: "Kỷ luật", Retention: 20, Creator: "Nguyễn Văn Mẫu"})
	open := d.opens(t, office.WorkFile{Notation: "10.KL", Title: "Khác", Retention: 20, Creator: "Nguyễn Văn Mẫu"})
	for _, name := range []string{"land", "paper", "prize"} {
		if _, err := d.AddToFile(ctx, staff[0], f.ID, ids[name], 1, ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.AddToFile(ctx, staff[0], open.ID, ids["prize"], 1, ""); err != nil {
		t.Fatal(err)
	}
	all := d.employ(t, accessPassword)
	d.sitAs(t, all[0], accessPassword)
	boss, err := d.Acting(ctx)
	if err != nil {
		t.Fatal(err)
	}
	accounts := map[office.Post]people.Account{}
	for _, post := range office.Posts {
		who := office.Clerk{Name: fmt.Sprint("Lê Văn Mẫu ", post), Position: "Công chức"}
		if accounts[post], err = d.People().Admit(people.With(ctx, boss), boss, who, []office.Post{post}, []byte(accessPassword)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.SetFileRights(ctx, staff[0], f.ID, []office.ID{all[0].Person}, nil); err != nil {
		t.Fatal(err)
	}
	wishes := []office.SearchWish{
		{Text: "09.KL"}, {Text: "kỷ luật"}, {Text: "giao đất"}, {Text: "1/QĐ-UBND"}, {Text: `"giao đất"`}, {Text: "bản mật"}, {Text: "Lò Văn Mẫu", Type: "quyet-dinh"}, {Text: "ví dụ"}, {Text: "hôm nay"},
		{Kind: office.KindWorkFile, Year: thisYear()}, {Kind: office.KindRegistered, Flow: office.FlowOut}, {Type: "quyet-dinh"}, {State: "Đang mở"}, {State: "Trong sổ"}, {From: "2015-10-05", To: "2015-10-05"}, {Kind: office.KindConversion, Type: "cong-van"},
	}
	hidden := []office.ID{f.ID, ids["land"], ids["paper"], done.ID}
	seen := func(w office.SearchWish, most int) (found []office.ID, more bool) {
		got, err := d.Search(ctx, w, most)
		if err != nil {
			t.Fatalf("%+v: %v", w, err)
		}
		for _, l := range got.Lines {
			found = append(found, l.ID)
		}
		for _, r := range got.Rows {
			found = append(found, r.ID)
		}
		return found, got.More
	}
	met := map[office.ID]bool{}
	for _, w := range wishes {
		for _, id := range hidden {
			if found, _ := seen(w, 50); slices.Contains(found, id) {
				met[id] = true
			}
		}
	}
	if len(met) != len(hidden) {
		t.Errorf("whoever may see the file finds %d of %d", len(met), len(hidden))
	}
	for post, account := range accounts {
		d.sitAs(t, account, accessPassword)
		may := post == office.AsLeader
		for _, w := range wishes {
			found, _ := seen(w, 50)
			for i, id := range hidden {
				if !may && slices.Contains(found, id) {
					t.Errorf("%s finds hidden %d by %+v", post, i, w)
				}
			}
			if _, more := seen(w, max(1, len(found))); more && !may {
				t.Errorf("%s is told that there is more than %d by %+v", post, len(found), w)
			}
		}
		if found, _ := seen(office.SearchWish{Text: "khen thưởng"}, 50); !slices.Contains(found, ids["prize"]) {
			t.Errorf("%s does not find what lies in an open file, too", post)
		}
		if found, _ := seen(office.SearchWish{Text: "giao đất"}, 50); slices.Contains(found, ids["land"]) != may {
			t.Errorf("%s finds the document: %v", post, !may)
		}
	}
}

// TestASearchByWhoHasADocument follows a document to a person and away from them.
func TestASearchByWhoHasADocument(t *testing.T) {
	d := newDesk(t)
	ids := d.registry(t)
	all := d.employ(t, accessPassword)
	d.sitAs(t, all[0], accessPassword)
	wish := office.SearchWish{Holder: all[0].Person}
	if got := d.namesFound(t, ids, wish); len(got) != 0 {
		t.Errorf("before it was assigned: %q", got)
	}
	d.routes(t, staff[0], office.RouteWish{Document: ids["home"], Deed: office.RouteAssign, To: all[0].Person})
	if got := d.namesFound(t, ids, wish); !slices.Equal(got, []string{"home"}) {
		t.Errorf("after it was assigned: %q", got)
	}
	if got := d.namesFound(t, ids, office.SearchWish{Holder: all[0].Person, Text: "giao đất"}); len(got) != 0 {
		t.Errorf("with words that it does not say: %q", got)
	}
}

// TestASearchIsKeptByWhoeverNamesIt has two people, each with searches of their own.
func TestASearchIsKeptByWhoeverNamesIt(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, accessPassword)
	d.sitAs(t, all[0], accessPassword)
	wish := office.SearchWish{Text: "đất tuần này", Flow: office.FlowIn, Year: 2026}
	for _, name := range []string{"  Đất  đai ", "An ninh"} {
		if err := d.SaveSearch(ctx, name, wish); err != nil {
			t.Fatal(err)
		}
	}
	saved := func() (names []string) {
		list, err := d.SavedSearches(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range list {
			if names = append(names, s.Name); s.Wish != wish {
				t.Errorf("%s asks for %+v", s.Name, s.Wish)
			}
		}
		return names
	}
	if got := saved(); !slices.Equal(got, []string{"An ninh", "Đất đai"}) {
		t.Errorf("saved: %q", got)
	}
	for name, c := range map[string]struct {
		wish office.SearchWish
		want office.Failure
	}{"dat dai": {wish, SearchNameTaken}, " ": {wish, SearchName}, strings.Repeat("a", 61): {wish, SearchName}, "trống": {office.SearchWish{Text: "  "}, SearchEmpty}} {
		if err := d.SaveSearch(ctx, name, c.wish); !errors.Is(err, c.want) {
			t.Errorf("%q: %v", name, err)
		}
	}
	d.sitAs(t, all[1], accessPassword)
	if got := saved(); len(got) != 0 {
		t.Errorf("another person has %q", got)
	}
	if err := d.DropSearch(ctx, "Đất đai"); !errors.Is(err, SearchUnknown) {
		t.Errorf("dropped by another: %v", err)
	}
	d.sitAs(t, all[0], accessPassword)
	if err := d.DropSearch(ctx, "ĐẤT ĐAI"); err != nil {
		t.Fatal(err)
	}
	if got := saved(); !slices.Equal(got, []string{"An ninh"}) {
		t.Errorf("left: %q", got)
	}
	for i := range mostSearches {
		if err := d.SaveSearch(ctx, fmt.Sprint("lần ", i), wish); err != nil && (i < mostSearches-1 || !errors.Is(err, SearchesFull)) {
			t.Errorf("search %d: %v", i, err)
		}
	}
}

// TestWhatWasFoundIsWrittenOutAsItStands writes what a search found in each form, and never over a
// file that is there.
func TestWhatWasFoundIsWrittenOutAsItStands(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.registry(t)
	d.act(t)
	wish := office.SearchWish{Text: "hòa", Type: "cong-van"}
	for _, ending := range []string{".csv", ".xlsx", ".docx", ".pdf", ".json"} {
		path := filepath.Join(t.TempDir(), "tim-duoc"+ending)
		told, err := d.SaveFound(ctx, wish, path, "")
		if err != nil || told.Rows != 3 || told.More {
			t.Errorf("%s: %+v, %v", ending, told, err)
		}
		content, err := os.ReadFile(path)
		if err != nil || len(content) == 0 {
			t.Fatal(err)
		}
		if _, err := d.SaveFound(ctx, wish, path, ""); !errors.Is(err, FileExists) {
			t.Errorf("%s over a file: %v", ending, err)
		}
		if again, err := os.ReadFile(path); err != nil || !bytes.Equal(again, content) {
			t.Errorf("%s: the file that was there is another", ending)
		}
		if ending == ".csv" {
			rows, err := csv.NewReader(bytes.NewReader(content[3:])).ReadAll()
			if err != nil || len(rows) != 4 || !strings.HasSuffix(rows[1][2], "Về việc hòa giải cơ sở") || rows[1][4] != time.Now().In(office.VietNam).Format("02/01/2006") {
				t.Errorf("as CSV: %q, %v", rows, err)
			}
		}
	}
	if _, err := d.SaveFound(ctx, office.SearchWish{Text: "zzz"}, filepath.Join(t.TempDir(), "a.csv"), ""); err != nil {
		t.Errorf("nothing found: %v", err)
	}
	if _, err := d.SaveFound(ctx, wish, filepath.Join(t.TempDir(), "a.txt"), ""); err == nil {
		t.Error("an ending that nobody knows is written")
	}
}
