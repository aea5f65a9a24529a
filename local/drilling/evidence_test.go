package drilling

import (
	"io"
	"testing"
	"time"

	"tram/local/letter/lettertest"
	"tram/local/office"
)

// sample is a drill of a plainly invented office.
func sample() Facts {
	at := time.Date(2026, 11, 28, 9, 30, 0, 0, office.VietNam)
	hash := office.DigestOf([]byte("mẫu"))
	return Facts{
		Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H00.00.01"}, Program: "Trạm Công vụ",
		Drill: office.Drill{
			ID: office.NewID(at), At: at, Station: office.NewID(at.AddDate(0, -6, 0)), Clerk: "Nguyễn Văn Mẫu", Where: "E:\\", Key: office.ByRecoveryKey, Verdict: office.DrillGood,
			Said: "Đạt: lập lại được 12410 bản ghi và 8123 tệp trong 95,3 giây; mở và kiểm 300 trên 7904 hồ sơ hoàn thành.",
			Head: office.JournalHead{Seq: 41207, Hash: hash, At: at.Add(-time.Minute)}, Lacks: 2, Records: 12410, Files: 8123, Bytes: 4_112_334_110, Documents: 300, Finished: 7904, Signatures: 288,
			Restoring: 95.3, Seconds: 131.8, Checks: []office.Condition{
				office.Condition{Point: "Tệp", Asks: "Mọi tệp của kho có đủ, mở được và đúng mã băm SHA-256"}.Meet("8123 tệp, 4,1 GB."),
				office.Condition{Point: "Hồ sơ", Asks: "Hồ sơ hoàn thành mở được, đúng mã băm, chữ ký số trên đó đúng như đã ký"}.Meet("300 trên 7904 hồ sơ, 288 chữ ký số."),
			},
		},
	}
}

func TestThePageInTheDocsIsTheOneThatIsMade(t *testing.T) {
	f := sample()
	f.Drill.ID, f.Drill.Station = "01a21000-0000-7000-8000-000000000001", "01a11000-0000-7000-8000-000000000001"
	lettertest.Sample(t, "bien-ban-dien-tap.pdf", func(w io.Writer) error {
		pages, err := Write(w, f)
		if pages != 1 {
			t.Errorf("%d pages", pages)
		}
		return err
	})
}

// TestWhenADrillIsDue goes through the quarters of an office.
func TestWhenADrillIsDue(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 1, 1, 8, 0, 0, 0, office.VietNam).AddDate(0, 0, n) }
	held := func(n int, v office.DrillVerdict) office.Drill { return office.Drill{At: day(n), Verdict: v} }
	for name, c := range map[string]struct {
		held   []office.Drill
		chosen time.Time
		now    int
		due    time.Time
		late   bool
	}{
		"without a copy nothing is due":        {now: 400},
		"the first within two weeks of a copy": {chosen: day(0), now: 3, due: day(14)},
		"the first is late":                    {chosen: day(0), now: 14, due: day(14), late: true},
		"a quarter after a good one":           {chosen: day(0), held: []office.Drill{held(5, office.DrillGood)}, now: 60, due: day(97)},
		"a quarter is over":                    {chosen: day(0), held: []office.Drill{held(5, office.DrillGood)}, now: 97, due: day(97), late: true},
		"a bad one is due again at once":       {chosen: day(0), held: []office.Drill{held(5, office.DrillGood), held(30, office.DrillBad)}, now: 31, due: day(30), late: true},
		"a good one after it ends that":        {chosen: day(0), held: []office.Drill{held(30, office.DrillBad), held(31, office.DrillGood)}, now: 32, due: day(31 + 92)},
	} {
		is := Stand(c.held, c.chosen, day(c.now))
		if !is.Due.Equal(c.due) || is.Late != c.late {
			t.Errorf("%s: due %s, late %t", name, is.Due, is.Late)
		}
	}
}
