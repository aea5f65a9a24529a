package station

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	registers "tram/local/books"
	"tram/local/documents"
	"tram/local/numbering"
	"tram/local/office"
	"tram/local/store"
)

func thisYear() int { return time.Now().In(office.VietNam).Year() }

// decision is a document that goes out.
func decision(subject string) office.Registered {
	return office.Registered{Flow: office.FlowOut, Document: office.Document{Type: "quyet-dinh", Symbol: "QĐ-UBND", Subject: subject, Secrecy: office.Ordinary}}
}

var decisionSeries = numbering.Series{Flow: office.FlowOut, Year: thisYear(), Name: "quyet-dinh"}.Key()

// enters puts a decision on the register and returns its number as it is said.
func (d *desk) enters(t *testing.T, subject string) string {
	t.Helper()
	r, err := d.Register(t.Context(), staff[0], decision(subject))
	if err != nil {
		t.Fatal(err)
	}
	return r.Said()
}

func (d *desk) begins(t *testing.T) {
	t.Helper()
	if err := d.OpenYear(t.Context(), staff[0], office.YearWish{Year: thisYear(), Anew: true}); err != nil {
		t.Fatal(err)
	}
}

func TestADocumentHasItsNumberWithTheCableOut(t *testing.T) {
	d := newDesk(t)
	if _, err := d.Register(t.Context(), staff[0], decision("trước khi mở sổ")); !errors.Is(err, numbering.NotBegun) {
		t.Errorf("before numbers begin: %v", err)
	}
	if err := d.OpenYear(t.Context(), staff[0], office.YearWish{Year: thisYear()}); !errors.Is(err, numbering.NotBegun) {
		t.Errorf("begun without a word that it is the first: %v", err)
	}
	for _, other := range []int{thisYear() - 1, thisYear() + 2} {
		if err := d.OpenYear(t.Context(), staff[0], office.YearWish{Year: other, Anew: true}); !errors.Is(err, OtherYear) {
			t.Errorf("the year %d: %v", other, err)
		}
	}
	d.begins(t)
	for n := 1; n <= 3; n++ {
		if got := d.enters(t, "về việc ví dụ"); got != fmt.Sprintf("%02d", n) {
			t.Errorf("the %d. has %s", n, got)
		}
	}
	notice := decision("thông báo ví dụ")
	notice.Document.Type, notice.Document.Symbol = "thong-bao", "TB-UBND"
	if r, err := d.Register(t.Context(), staff[0], notice); err != nil || r.Numbered() != "01/TB-UBND" {
		t.Errorf("another type: %s %v", r.Numbered(), err)
	}
	came := office.Registered{Flow: office.FlowIn, Document: office.Document{Number: "137", Symbol: "UBND-VP", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Subject: "về việc đến", Secrecy: office.Ordinary}}
	if r, err := d.Register(t.Context(), staff[0], came); err != nil || r.Numbered() != "01" || r.Document.Number != "137" {
		t.Errorf("what came in: %+v %v", r, err)
	}
	secret := decision("mật")
	secret.Document.Secrecy = office.Secret
	if _, err := d.Register(t.Context(), staff[0], secret); !errors.Is(err, office.SecretAtTheDoor) {
		t.Errorf("a secret: %v", err)
	}
	if got := d.enters(t, "sau khi bị từ chối"); got != "04" {
		t.Errorf("a refused one took a number: %s", got)
	}
	d.restart(t)
	if got := d.enters(t, "sau khi mở lại"); got != "05" {
		t.Errorf("after a restart: %s", got)
	}
}

func TestACancelledNumberIsExplainedAndNeverGivenAgain(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	d.enters(t, "một")
	r, err := d.Register(t.Context(), staff[0], decision("hai"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.CancelRegistered(t.Context(), staff[0], r.ID, " "); !errors.Is(err, documents.NoReason) {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := d.CancelRegistered(t.Context(), staff[0], r.ID, "vào sổ nhầm"); err != nil {
		t.Fatal(err)
	}
	if got := d.enters(t, "ba"); got != "03" {
		t.Errorf("the next: %s", got)
	}
	d.explains(t, "1–1 Đã cấp", "2–2 Đã hủy: vào sổ nhầm", "3–3 Đã cấp")
	r.Version++
	r.Number = 9
	if err := d.store.Save(t.Context(), store.Act{Actor: "x", Step: documents.StepEdit}, documents.Registered.Put(&r)); err == nil {
		t.Error("a number was changed")
	}
}

// explains checks what is told of the decisions' numbers.
func (d *desk) explains(t *testing.T, want ...string) {
	t.Helper()
	all, err := d.ExplainNumbers(t.Context(), decisionSeries)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range all {
		got = append(got, fmt.Sprintf("%d–%d %s", n.From, n.To, n.Said))
	}
	if !slices.Equal(got, want) {
		t.Errorf("explained as\n%s", strings.Join(got, "\n"))
	}
}

func TestTwoStationsThatMeetByBundlesShareNoNumber(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	a.enters(t, "một")
	b.brings(t, a)
	a.brings(t, b)
	waits, err := b.Register(t.Context(), staff[0], decision("ở máy hai"))
	if err != nil || waits.Number != 0 || waits.Numbered() != "" || !strings.HasPrefix(waits.Said(), "tạm 1-") {
		t.Fatalf("a provisional number: %+v %v", waits, err)
	}
	a.enters(t, "hai")
	b.brings(t, a)
	if r, err := a.RegisteredOf(t.Context(), waits.ID); err != nil || r.Said() != "03" || r.Waiting != waits.Waiting {
		t.Errorf("its number: %+v %v", r, err)
	}
	a.brings(t, b)
	if r, err := b.RegisteredOf(t.Context(), waits.ID); err != nil || r.Numbered() != "03/QĐ-UBND" {
		t.Errorf("its number at its own station: %+v %v", r, err)
	}

	if err := a.HandOver(t.Context(), staff[0], decisionSeries, "không có"); !errors.Is(err, NoSuchStation) {
		t.Errorf("to nobody: %v", err)
	}
	if err := a.HandOver(t.Context(), staff[0], decisionSeries, b.store.Station()); err != nil {
		t.Fatal(err)
	}
	if got := a.enters(t, "sau khi giao"); !strings.HasPrefix(got, "tạm") {
		t.Errorf("after it was handed over: %s", got)
	}
	if got := b.enters(t, "chưa biết được giao"); !strings.HasPrefix(got, "tạm") {
		t.Errorf("before it is known: %s", got)
	}
	a.brings(t, b)
	if got := b.enters(t, "sau khi nhận"); got != "06" {
		t.Errorf("two waited, and the next is %s", got)
	}
	b.explains(t, "1–6 Đã cấp")
}

func TestWhoTakesARegisterOverGoesOnAboveItsBound(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	a.enters(t, "một")
	b.brings(t, a)
	a.brings(t, b)
	a.enters(t, "hai, mà máy kia chưa biết")
	if err := b.TakeOver(t.Context(), staff[0], decisionSeries, ""); !errors.Is(err, documents.NoReason) {
		t.Errorf("without a reason: %v", err)
	}
	if err := b.TakeOver(t.Context(), staff[0], decisionSeries, "máy một hỏng"); err != nil {
		t.Fatal(err)
	}
	if got := b.enters(t, "ở máy hai"); got != "20001" {
		t.Errorf("the first after the take-over: %s", got)
	}
	a.enters(t, "ba, mà chưa biết sổ đã đi")
	b.brings(t, a)
	if got := a.enters(t, "sau khi biết"); !strings.HasPrefix(got, "tạm") {
		t.Errorf("whoever lost the register gives %s", got)
	}
	a.brings(t, b)
	b.explains(t, "1–3 Đã cấp",
		"4–10000 Bỏ trống: "+office.StationSaid(b.store.Station())+" nhận sổ khi "+office.StationSaid(a.store.Station())+" không giao",
		"10001–20000 Dải dành riêng, không máy nào dùng", "20001–20002 Đã cấp")
	all, err := b.SeriesStand(t.Context(), thisYear())
	if err != nil || len(all) != 1 || !all[0].Here || all[0].Next != 20003 || all[0].Upto != 30000 || all[0].Said != fmt.Sprintf("Sổ văn bản đi %d, Quyết định", thisYear()) {
		t.Errorf("%+v %v", all, err)
	}
}

// TestTwoProgramsAtOneOfficeNeverGiveOneNumber has a window and terminals enter documents at
// the same time.
func TestTwoProgramsAtOneOfficeNeverGiveOneNumber(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	const each = 20
	other := &desk{home: d.home, state: d.state}
	other.start(t)
	said := make(chan string, 2*each)
	failed := make(chan error, 2*each)
	for _, desk := range []*desk{d, other} {
		go func() {
			for range each {
				r, err := desk.Register(t.Context(), staff[0], decision("cùng lúc"))
				said <- r.Said()
				failed <- err
			}
		}()
	}
	var all []string
	for range 2 * each {
		all = append(all, <-said)
		if err := <-failed; err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(all)
	if want := slices.Compact(slices.Clone(all)); len(want) != 2*each || all[0] != "01" || all[len(all)-1] != fmt.Sprint(2*each) {
		t.Errorf("%v", all)
	}
}

// TestStationsThatMeetNowAndThenShareNoNumber plays offices of real stations: entering, handing
// over, taking over and meeting in no order. local/numbering plays many thousands of them.
func TestStationsThatMeetNowAndThenShareNoNumber(t *testing.T) {
	for seed := range uint64(3) {
		rng := rand.New(rand.NewPCG(seed, 13))
		a := newDesk(t)
		desks := []*desk{a, secondDesk(t, a), secondDesk(t, a)}
		a.begins(t)
		for range 120 {
			d, o := desks[rng.IntN(3)], desks[rng.IntN(3)]
			switch rng.IntN(8) {
			case 0:
				_ = d.HandOver(t.Context(), staff[0], decisionSeries, o.store.Station()) // it may not have it
			case 1:
				_ = d.TakeOver(t.Context(), staff[0], decisionSeries, "thử") // it may have it
			case 2, 3:
				if d != o {
					d.brings(t, o)
				}
			default:
				if _, err := d.Register(t.Context(), staff[0], decision("ví dụ")); err != nil && !errors.Is(err, numbering.NotBegun) {
					t.Fatal(err)
				}
			}
		}
		for _, from := range desks {
			for _, to := range desks {
				if from != to {
					from.brings(t, to)
				}
			}
		}
		all, err := store.All(t.Context(), desks[1].store, documents.Numbers)
		if err != nil || len(all) < 15 {
			t.Fatalf("%d numbers: %v", len(all), err)
		}
		has := map[int]office.ID{}
		for _, n := range all {
			if n.Number > 0 && has[n.Number] != "" {
				t.Fatalf("history %d: %s and %s have %d", seed, n.ID, has[n.Number], n.Number)
			}
			has[n.Number] = n.ID
		}
		stands, err := a.SeriesStand(t.Context(), thisYear())
		here := 0
		for _, d := range desks {
			is, failed := d.SeriesStand(t.Context(), thisYear())
			if err = errors.Join(err, failed); err != nil || is[0].Station != stands[0].Station {
				t.Fatalf("history %d: %+v and %+v, %v", seed, is, stands, err)
			}
			if is[0].Here {
				here++
			}
		}
		if here != 1 {
			t.Errorf("history %d: %d stations give the numbers", seed, here)
		}
	}
}

// printed are the rows of a register as data.
func (d *desk) printed(t *testing.T, f office.Flow) [][]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "so.json")
	if _, err := d.SaveRegister(t.Context(), f, thisYear(), path, ""); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	var all struct{ Rows [][]string }
	if err = errors.Join(err, json.Unmarshal(text, &all)); err != nil {
		t.Fatal(err)
	}
	return all.Rows
}

// TestAPrintedRegisterTellsWhatItsColumnsAskFor: who keeps a copy, how many there are, when it was passed
// on; and what goes by post keeps the number of the document in the envelope.
func TestAPrintedRegisterTellsWhatItsColumnsAskFor(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	clerk := d.hired(t)[0]
	today := time.Now().In(office.VietNam).Format("02/01/2006")
	out := decision("Về việc một")
	out.Copies, out.Keeper, out.To = 12, " Văn thư ", "UBND tỉnh Mẫu"
	d.registers(t, out)
	d.enters(t, "Quyết định về việc hai") // as many write it: the type is said once
	came := d.registers(t, arrived("về việc đến"))
	d.registers(t, arrived("về việc sau"))
	d.routes(t, clerk, office.RouteWish{Deed: office.RouteAssign, Document: came.ID, To: clerk.ID, Say: "xem"})
	post := office.Registered{Flow: office.FlowPost, To: "UBND tỉnh Mẫu", Copies: 2, Note: "bảo đảm"}
	post.Document = office.Document{Number: "15", Symbol: "QĐ-UBND", Subject: "Về việc một", Secrecy: office.Ordinary}
	if sent := d.registers(t, post); sent.Said() != "01" || sent.Numbered() != "01" || sent.Document.Number != "15" {
		t.Errorf("by post: %+v", sent)
	}
	for f, want := range map[office.Flow][][]string{
		office.FlowOut: {
			{"01/QĐ-UBND", today, "Quyết định Về việc một", "", "UBND tỉnh Mẫu", "Văn thư", "12", "", "", ""},
			{"02/QĐ-UBND", today, "Quyết định về việc hai", "", "", "", "", "", "", ""},
		},
		office.FlowIn: {
			{today, "01", "Ủy ban nhân dân tỉnh Mẫu", "137/UBND-VP", "", "về việc đến", clerk.Name, today, "", ""},
			{today, "02", "Ủy ban nhân dân tỉnh Mẫu", "137/UBND-VP", "", "về việc sau", "", "", "", ""},
		},
		office.FlowPost: {{today, "15/QĐ-UBND", "UBND tỉnh Mẫu", "2", "", "bảo đảm"}},
	} {
		if got := d.printed(t, f); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q", f, got)
		}
	}
	post.Copies = -1
	if _, err := d.Register(t.Context(), staff[0], post); !errors.Is(err, documents.BadCopies) {
		t.Errorf("less than none: %v", err)
	}
}

// TestTheRegisterOfAYearIsPrinted with each number once, a cancelled one with why.
func TestTheRegisterOfAYearIsPrinted(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	d.enters(t, "Về việc một")
	r, err := d.Register(t.Context(), staff[0], decision("Về việc hai"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.CancelRegistered(t.Context(), staff[0], r.ID, "vào sổ nhầm"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "so-di.json")
	if _, err := d.SaveRegister(t.Context(), office.FlowOut, thisYear(), path, ""); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Rows [][]string }
	today := time.Now().In(office.VietNam).Format("02/01/2006")
	want := [][]string{
		{"01/QĐ-UBND", today, "Quyết định Về việc một", "", "", "", "", "", "", ""},
		{"02/QĐ-UBND", today, "Quyết định Về việc hai", "", "", "", "", "", "", "Đã hủy: vào sổ nhầm"},
	}
	if err := json.Unmarshal(text, &all); err != nil || !reflect.DeepEqual(all.Rows, want) {
		t.Errorf("%v in\n%s", err, text)
	}
	for _, ending := range []string{".pdf", ".xlsx"} {
		if _, err := d.SaveRegister(t.Context(), office.FlowOut, thisYear(), path+ending, ""); err != nil {
			t.Errorf("%s: %v", ending, err)
		}
	}
	if _, err := d.SaveRegister(t.Context(), office.FlowOut, thisYear(), path, ""); !errors.Is(err, FileExists) {
		t.Errorf("onto a file: %v", err)
	}
}

// TestRegistersThatTheDecreeDoesNotDrawArePrintedAsTheOutgoingOne: of what stays within the office, and of
// copies. The cover names the first number and the last; of a year in which nothing was entered it is
// told that there are no rows.
func TestRegistersThatTheDecreeDoesNotDrawArePrintedAsTheOutgoingOne(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	today := time.Now().In(office.VietNam).Format("02/01/2006")
	inside := decision("Về việc họp giao ban")
	inside.Flow, inside.To, inside.Copies = office.FlowInternal, "Các phòng", 3
	copied := decision("Về việc giao đất")
	copied.Flow, copied.Document.Type, copied.Document.Symbol = office.FlowCopies, "", "SY-UBND"
	for _, c := range []struct {
		of          office.Registered
		title, last string
		want        []string
	}{
		{inside, "SỔ ĐĂNG KÝ VĂN BẢN NỘI BỘ", "02/QĐ-UBND", []string{"02/QĐ-UBND", today, "Quyết định Về việc họp giao ban", "", "Các phòng", "", "3", "", "", ""}},
		{copied, "SỔ ĐĂNG KÝ BẢN SAO", "02/SY-UBND", []string{"02/SY-UBND", today, "Về việc giao đất", "", "", "", "", "", "", ""}},
	} {
		for range 2 {
			if _, err := d.Register(t.Context(), staff[0], c.of); err != nil {
				t.Fatal(err)
			}
		}
		if rows := d.printed(t, c.of.Flow); len(rows) != 2 || !reflect.DeepEqual(rows[1], c.want) {
			t.Errorf("%s: %q", c.title, rows)
		}
		path := filepath.Join(t.TempDir(), "a.pdf")
		if rows, err := d.SaveRegister(t.Context(), c.of.Flow, thisYear(), path, ""); rows != 2 || err != nil {
			t.Fatalf("%s: %d rows, %v", c.title, rows, err)
		}
		first, _, _ := strings.Cut(c.last, "/")
		want := c.title + fmt.Sprintf(" Năm: %d Từ ngày %s đến ngày %s Từ số %s đến số %s", thisYear(), today, today, strings.Replace(c.last, first, "01", 1), c.last)
		if cover := strings.Join(strings.Fields(outside(t, "pdftotext", "-l", "1", path, "-")), " "); !strings.Contains(cover, want) {
			t.Errorf("the cover says %q and not %q", cover, want)
		}
		if rows, err := d.SaveRegister(t.Context(), c.of.Flow, thisYear()+3, filepath.Join(t.TempDir(), "b.pdf"), ""); rows != 0 || err != nil {
			t.Errorf("%s of a year to come: %d rows, %v", c.title, rows, err)
		}
	}
}

// TestARegisterThatADecreeDrawsIsPrintedSo: the uses of kept copies (Nghị định 30, Phụ lục IV.IV), and no
// register that nobody draws.
func TestARegisterThatADecreeDrawsIsPrintedSo(t *testing.T) {
	d := newDesk(t)
	answers := map[string]string{"day": "2026-11-20", "user": "Lò Văn Mẫu", "document": "15/QĐ-UBND", "subject": "Quyết định mẫu", "allowed": "Nguyễn Văn Mẫu"}
	if _, err := d.KeepSheet(t.Context(), "ban-luu", staff[0], office.Sheet{Answers: answers}); err != nil {
		t.Fatal(err)
	}
	for _, save := range []func(path string) error{
		func(path string) error { _, err := d.PrintBook(t.Context(), "ban-luu", 2026, path, ""); return err },
		func(path string) error { return d.ExportBook(t.Context(), "ban-luu", path, "") },
	} {
		path := filepath.Join(t.TempDir(), "sổ.pdf")
		if err := save(path); err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(strings.Fields(outside(t, "pdftotext", "-raw", path, "-")), " "); !strings.Contains(text, "SỔ SỬ DỤNG BẢN LƯU") || !strings.Contains(text, "Lò Văn Mẫu") || !strings.Contains(text, "20/11/2026") {
			t.Errorf("printed: %s", text)
		}
	}
	if _, err := d.PrintBook(t.Context(), "kenh", 2026, filepath.Join(t.TempDir(), "sổ.pdf"), ""); !errors.Is(err, registers.NotDrawn) {
		t.Errorf("what no decree draws: %v", err)
	}
}
