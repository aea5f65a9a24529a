package records

import "tram/local/office"

// What keeps a clerk from withdrawing before anything is asked of the station.
var (
	NoReason = office.Failure{
		Name: "ui.records.no-reason",
		Said: "Chưa có lý do thu hồi.",
		Next: "Hãy gõ lý do, ví dụ “Quét thiếu trang 3”.",
	}
)
