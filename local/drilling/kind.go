package drilling

import (
	"reflect"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// A drill is held in one step: by a person, or by the station itself.
const (
	StepHold     = "hold-drill"
	StepByItself = "hold-drill-by-itself"
)

// StepSetUp changes whether the station begins drills by itself.
const StepSetUp = "set-drills"

// Held is the state of a drill.
const Held office.State = "held"

// KindDrill is the kind of record.
const KindDrill office.Kind = "drill"

// Drills is how they are kept.
var Drills = store.Kind[office.Drill]{
	Name: KindDrill, Said: "Diễn tập khôi phục", Clash: store.Alone,
	Named: func(d *office.Drill) (*office.ID, *int64) { return &d.ID, &d.Version },
	Steps: []store.Step{
		{Name: StepHold, Said: "Diễn tập khôi phục", From: []office.State{store.Unborn}, To: Held, Needs: office.MayRun},
		{Name: StepByItself, Said: "Tự diễn tập khôi phục", From: []office.State{store.Unborn}, To: Held},
	},
	Check: func(was *office.Drill, now office.Drill, _ string) error {
		if was != nil && !reflect.DeepEqual(*was, now) {
			return Stays
		}
		return nil
	},
	Line: func(d office.Drill) store.Line {
		return store.Line{Title: "Diễn tập khôi phục từ " + d.Where, Below: d.Said, State: Held, At: d.At.UTC().Format(time.RFC3339), Words: []string{d.Clerk, d.Where}}
	},
	Values: map[string]func(string) string{"verdict": store.Said(office.DrillVerdict.Name), "key": store.Said(office.DrillKey.Name)},
	Fields: map[string]string{
		"copy": "Bản sao", "where": "Bản sao ở", "key": "Mở bằng khóa nào", "clerk": "Người làm", "by_itself": "Máy tự làm khi không ai dùng", "verdict": "Kết quả", "said": "Kết luận", "checks": "Đã kiểm gì",
		"head": "Đầu nhật ký lấy lại được", "lacks": "Số mục bản sao còn thiếu", "records": "Số bản ghi", "files": "Số tệp", "bytes": "Số byte",
		"documents": "Số hồ sơ đã mở", "finished": "Số hồ sơ đã hoàn thành", "signatures": "Số chữ ký số", "restoring": "Số giây khôi phục", "seconds": "Số giây tất cả",
		"pdf": "Tờ biên bản", "pages": "Số trang", "signer": "Người ký số tờ biên bản",
	},
}

// Setups is whether a station begins drills by itself.
var Setups = store.Kind[office.DrillSetup]{
	Name: "drill-setup", Said: "Tự diễn tập", Clash: store.Local,
	Named:  func(s *office.DrillSetup) (*office.ID, *int64) { return &s.ID, &s.Version },
	Steps:  []store.Step{{Name: StepSetUp, Said: "Đổi việc tự diễn tập", Needs: office.MayRun}},
	Line:   func(office.DrillSetup) store.Line { return store.Line{Title: "Việc tự diễn tập của trạm"} },
	Fields: map[string]string{"off": "Không tự diễn tập"},
}

// A drill is to be held each quarter, and is told some days before.
const (
	Every  = 92 * 24 * time.Hour
	Before = 14 * 24 * time.Hour
)

// Stand tells how the drills of an office stand whose first copy was chosen at some time.
func Stand(all []office.Drill, chosen, now time.Time) (is office.DrillsStand) {
	for i := range all {
		if is.Last == nil || all[i].At.After(is.Last.At) {
			is.Last = &all[i]
		}
		if all[i].Verdict == office.DrillGood && (is.Good == nil || all[i].At.After(is.Good.At)) {
			is.Good = &all[i]
		}
	}
	switch {
	case is.Last != nil && is.Last.Verdict == office.DrillBad: // what did not come back is tried again
		is.Due = is.Last.At
	case is.Good != nil:
		is.Due = is.Good.At.Add(Every)
	case !chosen.IsZero():
		is.Due = chosen.Add(Before)
	}
	is.Late = !is.Due.IsZero() && !now.Before(is.Due)
	return is
}

// Told tells whether a drill is so near that it is to be told.
func Told(is office.DrillsStand, now time.Time) bool {
	return !is.Due.IsZero() && !now.Before(is.Due.Add(-Before))
}
