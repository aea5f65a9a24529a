package books

import (
	"fmt"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// Facility (phòng họp, thiết bị) is a room from which the office meets at a distance, or
// equipment that is lent to people who work so, and what is there of what that needs
// (Điều 9.5b).
type Facility struct {
	ID      office.ID    `json:"id"`
	Version int64        `json:"version"`
	Name    string       `json:"name"`
	Sort    string       `json:"sort"`
	Place   string       `json:"place"`
	Seats   string       `json:"seats,omitempty"`
	Has     string       `json:"has,omitempty"` // keys of what is there and works, a line each
	Keeper  string       `json:"keeper,omitempty"`
	Checked string       `json:"checked,omitempty"` // yyyy-mm-dd
	Note    string       `json:"note,omitempty"`
	State   office.State `json:"state"`
}

var facilitySorts = []office.Choice{{Key: "room", Said: "Phòng họp"}, {Key: "set", Said: "Bộ thiết bị cho cá nhân"}}

// What a meeting at a distance needs on this side of the line.
var facilityParts = []office.Choice{
	{Key: "camera", Said: "Camera"}, {Key: "microphone", Said: "Micro"}, {Key: "speaker", Said: "Loa"}, {Key: "screen", Said: "Màn hình"},
	{Key: "line", Said: "Đường truyền"}, {Key: "program", Said: "Phần mềm họp"}, {Key: "power", Said: "Nguồn điện dự phòng"},
}

const (
	facilityUsable office.State = "usable"
	facilityOut    office.State = "out"

	checkedEvery = 180 * 24 * time.Hour
)

// Facilities is the register of rooms and equipment.
var Facilities = Register[Facility]{
	Kind: store.Kind[Facility]{
		Name: "facility", Said: "Phòng họp, thiết bị", Clash: store.Fields, Only: []string{"name"}, Taken: FacilityTaken, Gone: []office.State{facilityOut},
		Named: func(f *Facility) (*office.ID, *int64) { return &f.ID, &f.Version },
		Steps: []store.Step{
			{Name: "enter", Said: "Ghi vào sổ", From: []office.State{store.Unborn}, To: facilityUsable, Needs: office.MayKeep},
			{Name: "edit", Said: "Sửa thông tin", From: []office.State{facilityUsable, facilityOut}, Needs: office.MayKeep},
			{Name: "retire", Said: "Ngừng dùng", From: []office.State{facilityUsable}, To: facilityOut, Needs: office.MayKeep},
			{Name: "return", Said: "Dùng lại", From: []office.State{facilityOut}, To: facilityUsable, Needs: office.MayKeep},
			{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
		},
		Line: func(f Facility) store.Line {
			return store.Line{Title: f.Name, Below: f.Place, State: f.State, At: f.Checked, Words: []string{office.ChoiceSaid(facilitySorts, f.Sort), f.Keeper},
				Facts: map[string][]string{"sort": {f.Sort}, "name": {f.Name}}}
		},
		Fields: map[string]string{"name": "Tên", "sort": "Loại", "place": "Nơi đặt", "seats": "Số chỗ", "has": "Đang có và dùng được", "keeper": "Người giữ",
			"checked": "Ngày kiểm tra gần nhất", "note": "Ghi chú", "state": "Tình trạng"},
	},
	Said:  office.Register{Name: "phong-hop", Title: "Sổ phòng họp, thiết bị họp từ xa", One: "phòng, thiết bị", Basis: "Nghị định 137/2024/NĐ-CP, Điều 9 khoản 5 điểm b"},
	State: func(f *Facility) *office.State { return &f.State },
	Named: map[office.State]string{facilityUsable: "Đang dùng", facilityOut: "Ngừng dùng"},
	Fresh: facilityUsable,
	Asks: []Ask[Facility]{
		{office.Ask{Key: "name", Said: "Tên", Hint: "Ví dụ: Phòng họp tầng 2", Needed: true}, func(f *Facility) *string { return &f.Name }},
		{office.Ask{Key: "sort", Said: "Loại", How: office.AskOne, Choices: facilitySorts, Needed: true}, func(f *Facility) *string { return &f.Sort }},
		{office.Ask{Key: "place", Said: "Nơi đặt", Needed: true}, func(f *Facility) *string { return &f.Place }},
		{office.Ask{Key: "seats", Said: "Số chỗ"}, func(f *Facility) *string { return &f.Seats }},
		{office.Ask{Key: "has", Said: "Đang có và dùng được", How: office.AskSeveral, Choices: facilityParts}, func(f *Facility) *string { return &f.Has }},
		{office.Ask{Key: "keeper", Said: "Người giữ"}, func(f *Facility) *string { return &f.Keeper }},
		{office.Ask{Key: "checked", Said: "Ngày kiểm tra gần nhất", How: office.AskDay}, func(f *Facility) *string { return &f.Checked }},
		{office.Ask{Key: "note", Said: "Ghi chú", How: office.AskLines}, func(f *Facility) *string { return &f.Note }},
	},
	Warns: func(f Facility, now time.Time) (said []string) {
		if f.State == facilityOut {
			return nil
		}
		if lacking := f.Lacking(); len(lacking) > 0 {
			said = append(said, "Còn thiếu: "+strings.Join(lacking, ", ")+" (Điều 9.5b).")
		}
		day, err := time.ParseInLocation(time.DateOnly, f.Checked, office.VietNam)
		switch {
		case err != nil:
			said = append(said, "Chưa ghi ngày kiểm tra.")
		case now.Sub(day) > checkedEvery:
			said = append(said, fmt.Sprintf("Kiểm tra lần gần nhất đã quá %d ngày.", int(checkedEvery.Hours()/24)))
		}
		return said
	},
	Tally: func(all []Facility, now time.Time) (said []string) {
		for _, sort := range facilitySorts {
			usable, lacking, out := 0, 0, 0
			for _, f := range all {
				switch {
				case f.Sort != sort.Key:
				case f.State == facilityOut:
					out++
				default:
					usable++
					lacking += onlyOne(len(f.Lacking()) > 0)
				}
			}
			said = append(said, fmt.Sprintf("%s: %d đang dùng, trong đó %d còn thiếu thiết bị; %d ngừng dùng.", sort.Said, usable, lacking, out))
		}
		return said
	},
}

// Usable tells that a meeting may take it.
func (f Facility) Usable() bool { return f.State == facilityUsable }

// IsRoom tells a room from equipment that is lent to a person.
func (f Facility) IsRoom() bool { return f.Sort == facilitySorts[0].Key }

// Lacking names what is not there of what a meeting at a distance needs.
func (f Facility) Lacking() (said []string) {
	for _, part := range facilityParts {
		if !strings.Contains("\n"+f.Has+"\n", "\n"+part.Key+"\n") {
			said = append(said, part.Said)
		}
	}
	return said
}

// FacilityTaken tells of a second room, or set of equipment, of one name.
var FacilityTaken = office.Failure{
	Name: "books.facility-taken",
	Said: "Trong sổ đã có phòng hoặc thiết bị mang tên này.",
	Next: "Hãy mở mục đã có, hoặc đặt tên khác để phân biệt.",
}
