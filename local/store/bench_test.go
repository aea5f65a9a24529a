package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// The searches that a clerk types, measured over stores of 10,000 and 100,000
// conversions, and of 1,000,000 where TRAM_BENCH_MILLION is set. Each prints
// its median. TRAM_BENCH_DIR keeps the stores for the next run.

const (
	millionVar = "TRAM_BENCH_MILLION"
	keepVar    = "TRAM_BENCH_DIR"
	benchMost  = 200 // rows that a list asks for as you type
)

var (
	syllables = strings.Fields(`việc cấp đất nhà ở xây dựng giấy chứng nhận quyền sử dụng hộ gia đình cá nhân tổ chức phê duyệt
		kế hoạch vốn đầu tư công trình đường giao thông nông thôn mới trường học trạm y tế thành lập ban chỉ đạo kiện toàn hội đồng
		khen thưởng kỷ luật bổ nhiệm miễn nhiệm nâng lương nghỉ hưu trợ cấp xã hội người cao tuổi khuyết tật bảo trợ trẻ em hộ nghèo
		cận nghèo phòng chống dịch bệnh gia súc gia cầm cháy rừng thiên tai lũ lụt hạn hán thủy lợi mương tưới tiêu ruộng lúa ngô khoai
		sắn chè cam quýt điều chỉnh quy hoạch khu dân cư tái định cư thu hồi bồi thường hỗ trợ giải phóng mặt bằng đấu giá cho thuê
		hợp đồng kinh doanh đăng ký khai sinh khai tử kết hôn tạm trú thường trú hộ khẩu căn cước tuyển quân nghĩa vụ quân sự dân quân
		tự vệ an ninh trật tự khiếu nại tố cáo tiếp dân thanh tra kiểm tra giám sát báo cáo tổng kết sơ kết năm quý tháng nghị quyết`)
	families = strings.Fields(`Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý`)
	given    = strings.Fields(`An Bình Chi Dũng Đức Giang Hà Hải Hạnh Hiếu Hoa Hùng Hương Khánh Lan Linh Long Mai Minh Nam Nga Ngọc Phong
		Phúc Phương Quân Quang Sơn Tâm Thảo Thành Thắng Thu Thủy Trang Trung Tuấn Tùng Uyên Vân Việt Xuân Yến`)
	symbols  = []string{"QĐ-UBND", "NQ-HĐND", "TB-UBND", "BC-UBND", "KH-UBND", "TTr-UBND", "GM-UBND", "CV-VP"}
	docTypes = []string{"quyet-dinh", "nghi-quyet", "thong-bao", "bao-cao", "ke-hoach", "to-trinh", "giay-moi", "cong-van"}
)

func person(r *rand.Rand) string {
	return families[r.IntN(len(families))] + " " + given[r.IntN(len(given))] + " " + given[r.IntN(len(given))]
}

// likely is a conversion as a commune office has them by the thousand.
func likely(r *rand.Rand, i int) office.Conversion {
	words := []string{"Về việc"}
	for range 6 + r.IntN(10) {
		words = append(words, syllables[r.IntN(len(syllables))])
	}
	kind := r.IntN(len(symbols))
	c := aConversion(1+i%2000, symbols[kind], strings.Join(append(words, "cho ông", person(r)), " "), 1)
	c.Document.Type = docTypes[kind]
	c.Clerk.Name = person(r)
	c.Document.Issued = time.Date(2021, 1, 1+r.IntN(2100), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	return c
}

// stocked opens a store with so many conversions, made if need be.
func stocked(b *testing.B, size int) *Store {
	b.Helper()
	dir := os.Getenv(keepVar)
	if dir == "" {
		dir = b.TempDir()
	}
	path := filepath.Join(dir, fmt.Sprintf("stocked-%d.db", size))
	s := openWith(b, path, Options{Clock: office.SystemClock{}})
	have := len(must(s.Find(context.Background(), Query{}))(b).Keys)
	r, began := rand.New(rand.NewPCG(1, uint64(size))), time.Now()
	for have < size {
		batch := make([]office.Conversion, min(5000, size-have))
		for i := range batch {
			batch[i] = likely(r, have+i)
		}
		must(s.SaveConversions(context.Background(), by, batch))(b)
		have += len(batch)
	}
	if err := s.Checkpoint(context.Background()); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d conversions ready after %v, %d MB", size, time.Since(began).Round(time.Millisecond), must(os.Stat(path))(b).Size()>>20)
	return s
}

func BenchmarkSearch10k(b *testing.B)  { benchSearch(b, 10_000) }
func BenchmarkSearch100k(b *testing.B) { benchSearch(b, 100_000) }

func BenchmarkSearch1M(b *testing.B) {
	if os.Getenv(millionVar) == "" {
		b.Logf("set %s to build a store of a million conversions", millionVar)
		return
	}
	benchSearch(b, 1_000_000)
}

func benchSearch(b *testing.B, size int) {
	s := stocked(b, size)
	for _, c := range []struct{ name, text string }{
		{"common", "việc"}, {"common-plain", "viec"}, {"symbol", "QĐ-UBND"}, {"number-symbol", "15/QĐ-UBND"}, {"number-symbol-apart", "15 qd ubnd"},
		{"symbol-number", "QĐ 15"}, {"number", "15"}, {"type-number", "quyết định số 15"}, {"name", "Nguyễn Bình"},
		{"day", "23/11/2025"}, {"day-and-month", "23/11"}, {"month", "tháng 11 năm 2025"}, {"number-day", "Số: 15/QĐ-UBND ngày 23/11/2025"},
		{"citation", "Căn cứ Quyết định số 15/QĐ-UBND ngày 23 tháng 11 năm 2025 của UBND xã Mẫu Sơn về việc cấp đất"}, {"telex", "ddaats ddai zzz"},
		{"three", "quy hoạch đất"}, {"three-narrow", "đặng uyên lũ"}, {"prefix-1", "n"}, {"prefix-2", "ng"}, {"none", "zzz"},
		{"code", "7K4M-Q2XN"}, {"everything", ""},
	} {
		b.Run(c.name, func(b *testing.B) {
			most := benchMost
			if c.text == "" {
				most = 0
			}
			var hits Hits
			median(b, func() {
				hits = must(s.Find(b.Context(), Query{Text: c.text, States: []office.State{office.Finished}, Most: most}))(b)
			})
			b.ReportMetric(float64(len(hits.Keys)), "hits")
		})
	}
	keys := must(s.Find(b.Context(), Query{States: []office.State{office.Finished}}))(b).Keys
	b.Run("rows-50", func(b *testing.B) {
		median(b, func() {
			at := rand.IntN(len(keys) - 50)
			must(s.Rows(b.Context(), keys[at:at+50]))(b)
		})
	})
}

// median reports the middle of the times of one call, in milliseconds.
func median(b *testing.B, call func()) {
	call()
	var times []time.Duration
	for b.Loop() {
		began := time.Now()
		call()
		times = append(times, time.Since(began))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "median-ms")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkOpenCurrent(b *testing.B) {
	path := filepath.Join(b.TempDir(), "office.db")
	open(b, path)
	median(b, func() {
		s := must(Open(b.Context(), path, Options{Clock: office.SystemClock{}, Key: theKey}))(b)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkOpenNew(b *testing.B) {
	median(b, func() {
		s := must(Open(b.Context(), filepath.Join(b.TempDir(), "office.db"), Options{Clock: office.SystemClock{}, Key: theKey}))(b)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkSave is one durable save of a conversion of ten pages.
func BenchmarkSave(b *testing.B) {
	s := openWith(b, filepath.Join(b.TempDir(), "office.db"), Options{Clock: office.SystemClock{}})
	median(b, func() { must(s.SaveConversion(b.Context(), by, aConversion(1, "QĐ-UBND", "về việc", 10)))(b) })
}

func BenchmarkVerifyJournal10k(b *testing.B) {
	s := stocked(b, 10_000)
	median(b, func() { noFaults(b, s) })
}
