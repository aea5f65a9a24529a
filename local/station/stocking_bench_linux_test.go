package station

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	registers "tram/local/books"
	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
	"tram/local/workfiles"
)

const (
	stocked      = 100_000 // records of each kind
	stockBatch   = 5_000   // of a transaction
	stockWaiting = 400     // documents that came in today, and wait at the desk
)

// BenchmarkStocking makes the office through whose lists .ci/bench/window goes: 100,000 records of
// each kind whose list can grow so, and some hundreds of documents that wait for somebody. What is
// there already stays as it is.
func BenchmarkStocking(b *testing.B) {
	dir := os.Getenv(benchHome)
	if dir == "" {
		b.Logf("set %s to the folder in which the office is to lie", benchHome)
		return
	}
	s := stockedOffice(b, filepath.Join(dir, "stocked"), stocked, 0, 0)
	stockMessages(b, s)
	stock(b, s, documents.Registered, documents.StepRegister, stockedDocument)
	if err := documents.BeginEarlier(b.Context(), s.store, staff[0].Name); err != nil {
		b.Fatal(err)
	}
	stock(b, s, workfiles.Files, workfiles.StepOpen, stockedFile)
	stock(b, s, registers.Facilities.Kind, stepEnter, stockedFacility)
	if err := s.store.Checkpoint(b.Context()); err != nil {
		b.Fatal(err)
	}
	if err := s.RecoveryKept(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkListed asks an office that BenchmarkStocking made for what its lists show: how long it is
// waited for, and what it takes of the processor.
func BenchmarkListed(b *testing.B) {
	dir := os.Getenv(benchHome)
	if dir == "" {
		b.Logf("set %s to the folder in which the office lies", benchHome)
		return
	}
	s := stockedOffice(b, filepath.Join(dir, "stocked"), stocked, 0, 0)
	ctx := b.Context()
	all := map[string]func() (int, error){
		"hồ sơ công việc, cả năm": func() (int, error) {
			files, _, err := s.FilesOfYear(ctx, s.clock.Now().Year())
			return len(files), err
		},
		"hồ sơ công việc, mọi khóa": func() (int, error) {
			keys, _, err := s.FindFiles(ctx, office.FileWish{Year: s.clock.Now().Year()})
			return len(keys), err
		},
		"hồ sơ công việc, 200 dòng": func() (int, error) {
			keys, _, err := s.FindFiles(ctx, office.FileWish{Year: s.clock.Now().Year(), Text: "vi du so 77"})
			if err != nil {
				return 0, err
			}
			rows, err := s.FileRows(ctx, keys[:min(200, len(keys))])
			return len(rows), err
		},
		"hồ sơ công việc có “ví dụ”, mọi khóa": func() (int, error) {
			keys, _, err := s.FindFiles(ctx, office.FileWish{Year: s.clock.Now().Year(), Text: "ví dụ"})
			return len(keys), err
		},
		"sổ phòng họp, 500 đầu": func() (int, error) {
			sheets, _, err := s.FindSheets(ctx, registers.Facilities.Said.Name, "", 500)
			return len(sheets), err
		},
		"văn bản chờ làm": func() (int, error) {
			keys, err := s.FindHeld(ctx, staff[0], office.RegisteredWish{})
			return len(keys), err
		},
		"nhật ký, 100 đầu": func() (int, error) {
			page, err := s.Audit(ctx, office.DeedWish{}, office.DeedPlace{}, 100)
			return len(page.Deeds), err
		},
	}
	for name, most := range map[string]int{"trang đầu": 200, "mọi khóa": stocked} {
		all["văn bản, "+name] = func() (int, error) {
			keys, _, err := s.FindRegistered(ctx, office.RegisteredWish{}, most)
			return len(keys), err
		}
		all["văn bản đến, "+name] = func() (int, error) {
			keys, _, err := s.FindRegistered(ctx, office.RegisteredWish{Flow: office.FlowIn}, most)
			return len(keys), err
		}
		all["văn bản có “ví dụ”, "+name] = func() (int, error) {
			keys, _, err := s.FindRegistered(ctx, office.RegisteredWish{Text: "ví dụ"}, most)
			return len(keys), err
		}
		all["hồ sơ chuyển đổi, "+name] = func() (int, error) {
			keys, _, err := s.FindRecords(ctx, office.RecordWish{}, most)
			return len(keys), err
		}
		all["in ra giấy, "+name] = func() (int, error) {
			keys, _, err := s.FindMessages(ctx, "", most)
			return len(keys), err
		}
	}
	sorts, err := s.WaitSorts(ctx)
	if err != nil {
		b.Fatal(err)
	}
	for _, sort := range sorts {
		all["Hôm nay: "+string(sort)] = func() (int, error) {
			is, err := s.WaitingOf(ctx, sort)
			return is.Count, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		b.Run(name, func(b *testing.B) { toldOf(b, all[name]) })
	}
}

// toldOf does something again and again.
func toldOf(b *testing.B, do func() (int, error)) {
	var took []time.Duration
	rows, cpu := 0, processorTime(b)
	for b.Loop() {
		began, err := time.Now(), error(nil)
		if rows, err = do(); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	used := processorTime(b) - cpu
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "slowest-ms")
	b.ReportMetric(float64(used.Microseconds())/1000/float64(len(took)), "cpu-ms")
	b.ReportMetric(float64(rows), "rows")
}

// stock makes the records of a kind that are wanting.
func stock[T any](b *testing.B, s *Station, k store.Kind[T], step string, of func(n int) T) {
	b.Helper()
	have, err := s.store.CountLines(b.Context(), k.Name)
	for ; err == nil && have < stocked; have += stockBatch {
		changes := make([]store.Change, 0, stockBatch)
		for n := have; n < have+stockBatch; n++ {
			is := of(n)
			changes = append(changes, k.Put(&is))
		}
		err = s.store.Save(b.Context(), store.Act{Actor: staff[0].Name, Step: step}, changes...)
	}
	if err != nil {
		b.Fatal(err)
	}
}

// stockMessages makes data messages that became paper.
func stockMessages(b *testing.B, s *Station) {
	b.Helper()
	found, err := s.store.Find(b.Context(), store.Query{Direction: office.DataToPaper})
	for have := len(found.Keys); err == nil && have < stocked; have += stockBatch {
		batch := make([]office.Conversion, stockBatch)
		for i := range batch {
			batch[i] = office.Conversion{State: office.Finished, Direction: office.DataToPaper, Form: office.Plain, Clerk: staff[0], Code: office.NewLookupCode(), Finished: s.clock.Now(),
				Document: office.Document{Type: "thong-bao", Subject: fmt.Sprintf("Thông báo ví dụ số %d", have+i)}}
		}
		_, err = s.store.SaveConversions(b.Context(), store.Act{Actor: program, Step: "draft"}, batch)
	}
	if err != nil {
		b.Fatal(err)
	}
}

// stockedDocument is one of four years, half of which came in; the last of them today.
func stockedDocument(n int) office.Registered {
	day := time.Now().In(office.VietNam)
	if n < stocked-stockWaiting {
		day = day.AddDate(0, 0, -8-(stocked-n)/75)
	}
	r := office.Registered{Flow: office.FlowOut, Entered: day.Format(time.DateOnly), Year: day.Year(), Number: n + 1, Signer: staff[0].Name, State: office.RegisteredStands,
		Document: office.Document{Type: "thong-bao", Symbol: "TB-UBND", Subject: fmt.Sprintf("Về việc ví dụ số %d của ông Nguyễn Văn Mẫu", n), Issued: day.Format(time.DateOnly), Issuer: "Ủy ban nhân dân xã Mẫu Sơn", Secrecy: office.Ordinary}}
	if n%2 == 0 || n >= stocked-stockWaiting {
		r.Flow, r.Document.Number, r.Document.Symbol, r.Document.Issuer = office.FlowIn, fmt.Sprint(n+1), fmt.Sprintf("M%d", n), fmt.Sprintf("Cơ quan Mẫu %d", n%50)
	}
	r.Series = fmt.Sprintf("%s/%d/%s", r.Flow, r.Year, r.Document.Type)
	return r
}

func stockedFile(n int) office.WorkFile {
	day := time.Now().In(office.VietNam)
	return office.WorkFile{Year: day.Year(), Notation: fmt.Sprintf("%d.M%d", 1+n/20, n%20), Title: fmt.Sprintf("Hồ sơ ví dụ số %d về việc của ông Nguyễn Văn Mẫu", n),
		Retention: 10, Creator: staff[0].Name, Opened: fmt.Sprintf("%d-01-02", day.Year()), State: office.FileOpen}
}

func stockedFacility(n int) registers.Facility {
	return registers.Facility{Name: fmt.Sprintf("Phòng họp ví dụ %06d", n), Sort: "room", Place: "Trụ sở xã Mẫu Sơn", State: registers.Facilities.Fresh}
}
