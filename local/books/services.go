package books

import (
	"fmt"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// Service (dịch vụ sự nghiệp công, dịch vụ công ích) is one that the office or a body under it
// provides, with the plan by which it comes online (Điều 8.5 and 8.6).
type Service struct {
	ID       office.ID    `json:"id"`
	Version  int64        `json:"version"`
	Name     string       `json:"name"`
	Sort     string       `json:"sort"`
	Provider string       `json:"provider,omitempty"`
	Online   string       `json:"online"`
	Where    string       `json:"where,omitempty"`    // where it is provided online
	Reviewed string       `json:"reviewed,omitempty"` // yyyy-mm-dd
	Planned  string       `json:"planned,omitempty"`  // yyyy-mm-dd, by when it comes online
	Note     string       `json:"note,omitempty"`
	State    office.State `json:"state"`
}

var serviceSorts = []office.Choice{{Key: "public", Said: "Dịch vụ sự nghiệp công"}, {Key: "utility", Said: "Dịch vụ công ích"}}

const (
	servedOnline  = "online"
	servedLater   = "planned"
	servedOffline = "offline"

	serviceHere  office.State = "provided"
	serviceEnded office.State = "ended"
)

var servedHow = []office.Choice{{Key: servedOnline, Said: "Đã có trực tuyến"}, {Key: servedLater, Said: "Có kế hoạch trực tuyến"}, {Key: servedOffline, Said: "Chưa trực tuyến"}}

// Services is the list of public services that are no procedures.
var Services = Register[Service]{
	Kind: store.Kind[Service]{
		Name: "service", Said: "Dịch vụ công", Clash: store.Fields, Gone: []office.State{serviceEnded},
		Named: func(s *Service) (*office.ID, *int64) { return &s.ID, &s.Version },
		Steps: []store.Step{
			{Name: StepEnter, Said: "Ghi dịch vụ", From: []office.State{store.Unborn}, To: serviceHere, Needs: office.MayKeep},
			{Name: StepEdit, Said: "Sửa dịch vụ", From: []office.State{serviceHere, serviceEnded}, Needs: office.MayKeep},
			{Name: "end", Said: "Thôi cung cấp", From: []office.State{serviceHere}, To: serviceEnded, Needs: office.MayKeep},
			{Name: "reopen", Said: "Cung cấp lại", From: []office.State{serviceEnded}, To: serviceHere, Needs: office.MayKeep},
			{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
		},
		Line: func(s Service) store.Line {
			return store.Line{Title: s.Name, Below: joinedBy(" · ", s.Provider, office.ChoiceSaid(servedHow, s.Online)), State: s.State, Words: []string{office.ChoiceSaid(serviceSorts, s.Sort), s.Where}, Facts: map[string][]string{"sort": {s.Sort}}}
		},
		Fields: map[string]string{"name": "Tên dịch vụ", "sort": "Loại dịch vụ", "provider": "Đơn vị cung cấp", "online": "Trực tuyến", "where": "Cung cấp ở đâu", "reviewed": "Rà soát ngày",
			"planned": "Trực tuyến trước ngày", "note": "Ghi chú", "state": "Tình trạng"},
	},
	Said:  office.Register{Name: "dich-vu", Title: "Danh mục dịch vụ sự nghiệp công, dịch vụ công ích", One: "dịch vụ", Basis: "Nghị định 137/2024/NĐ-CP, Điều 8 khoản 5 và 6"},
	State: func(s *Service) *office.State { return &s.State },
	Named: map[office.State]string{serviceHere: "Đang cung cấp", serviceEnded: "Thôi cung cấp"},
	Fresh: serviceHere,
	Asks: []Ask[Service]{
		{office.Ask{Key: "name", Said: "Tên dịch vụ", Hint: "Ví dụ: Cấp nước sạch", Needed: true}, func(s *Service) *string { return &s.Name }},
		{office.Ask{Key: "sort", Said: "Loại dịch vụ", How: office.AskOne, Choices: serviceSorts, Needed: true}, func(s *Service) *string { return &s.Sort }},
		{office.Ask{Key: "provider", Said: "Đơn vị cung cấp"}, func(s *Service) *string { return &s.Provider }},
		{office.Ask{Key: "online", Said: "Trực tuyến", How: office.AskOne, Choices: servedHow, Needed: true}, func(s *Service) *string { return &s.Online }},
		{office.Ask{Key: "where", Said: "Cung cấp ở đâu", Hint: "Địa chỉ trang, cổng dịch vụ"}, func(s *Service) *string { return &s.Where }},
		{office.Ask{Key: "reviewed", Said: "Rà soát ngày", How: office.AskDay}, func(s *Service) *string { return &s.Reviewed }},
		{office.Ask{Key: "planned", Said: "Trực tuyến trước ngày", How: office.AskDay, Hint: "Khi có kế hoạch"}, func(s *Service) *string { return &s.Planned }},
		{office.Ask{Key: "note", Said: "Ghi chú", How: office.AskLines}, func(s *Service) *string { return &s.Note }},
	},
	Warns: warnsOfService,
	Tally: func(all []Service, _ time.Time) (said []string) {
		for _, sort := range serviceSorts {
			counts := map[string]int{}
			for _, s := range all {
				if s.Sort == sort.Key && s.State == serviceHere {
					counts[s.Online]++
				}
			}
			said = append(said, fmt.Sprintf("%s: %d đã có trực tuyến, %d có kế hoạch, %d chưa.", sort.Said, counts[servedOnline], counts[servedLater], counts[servedOffline]))
		}
		return said
	},
}

func warnsOfService(s Service, now time.Time) (said []string) {
	switch {
	case s.State != serviceHere:
	case s.Online == servedOnline && s.Where == "":
		said = append(said, "Đã trực tuyến mà chưa ghi cung cấp ở đâu (Điều 8.5).")
	case s.Online == servedLater && s.Planned == "":
		said = append(said, "Có kế hoạch mà chưa ghi trực tuyến trước ngày nào (Điều 8.6).")
	case s.Online == servedLater && s.Planned < now.In(office.VietNam).Format(time.DateOnly):
		said = append(said, "Đã quá ngày "+office.DaySaid(s.Planned)+" mà chưa trực tuyến (Điều 8.6).")
	}
	return said
}
