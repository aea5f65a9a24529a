package books

import (
	"fmt"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/receptionforms"
	"tram/local/store"
)

type reception = office.Reception

// Steps of a reception.
const (
	StepSettleReception = "settle-reception"
	StepRefuseReception = "refuse-reception"
)

// ReceptionsName is what the register of receptions is called in commands.
const ReceptionsName = "tiep-cong-dan"

// Receptions is the register of citizens who were received (Nghị định 154/2026, Điều 27.1). What tells
// who came and what they said stands in the record alone: no line, no search and no warning has it
// (Điều 12.2).
var Receptions = Register[reception]{
	Kind: store.Kind[reception]{
		Name: "reception", Said: "Lượt tiếp công dân", Clash: store.Fields, Gone: []office.State{office.ReceptionOff},
		Named: func(r *reception) (*office.ID, *int64) { return &r.ID, &r.Version },
		Steps: []store.Step{
			{Name: StepEnter, Said: "Ghi lượt tiếp công dân", From: []office.State{store.Unborn}, To: office.ReceptionOpen, Needs: office.MayKeep},
			{Name: StepEdit, Said: "Sửa lượt tiếp công dân", From: []office.State{office.ReceptionOpen, office.ReceptionRefused}, Needs: office.MayKeep},
			{Name: StepSettleReception, Said: "Ghi là đã có kết quả", From: []office.State{office.ReceptionOpen}, To: office.ReceptionSettled, Needs: office.MayKeep},
			{Name: StepRefuseReception, Said: "Ghi là từ chối tiếp", From: []office.State{office.ReceptionOpen}, To: office.ReceptionRefused, Needs: office.MayKeep},
			{Name: "call-off-reception", Said: "Ghi là không diễn ra", From: []office.State{office.ReceptionOpen}, To: office.ReceptionOff, Needs: office.MayKeep},
			{Name: "reopen-reception", Said: "Mở lại lượt tiếp", From: []office.State{office.ReceptionSettled, office.ReceptionRefused, office.ReceptionOff}, To: office.ReceptionOpen, Needs: office.MayKeep},
			{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
		},
		Check: checkReception,
		Line:  receptionLine,
		Fields: map[string]string{"at": "Tiếp lúc", "by": "Người tiếp công dân", "way": "Hình thức tiếp", "sort": "Phân loại", "name": "Họ tên công dân", "address": "Địa chỉ công dân",
			"number": "Số giấy tờ tùy thân", "agent": "Người đại diện, được ủy quyền", "authority": "Giấy tờ đại diện, ủy quyền", "matter": "Nội dung vụ việc", "people": "Số người cùng nội dung",
			"statement": "Nội dung trình bày", "papers": "Thông tin, tài liệu đã nhận", "before": "Cơ quan đã giải quyết hết thẩm quyền", "handling": "Hướng xử lý", "to": "Hướng dẫn, chuyển đến đâu",
			"ref": "Số văn bản hướng dẫn, chuyển đơn", "result": "Theo dõi kết quả giải quyết", "updated": "Cập nhật cơ sở dữ liệu quốc gia ngày", "refusal": "Lý do từ chối tiếp",
			"ground": "Căn cứ từ chối", "grounds": "Đủ căn cứ từ chối ngày", "notice": "Ra thông báo từ chối ngày", "told": "Đã báo công dân, cơ quan tham gia lúc",
			"tested": "Kết nối thử lúc", "trial": "Kết nối thử thế nào", "joined": "Kết nối xong các điểm cầu lúc", "recorded": "Ghi âm, ghi hình", "stored": "Dữ liệu ghi lưu ở đâu", "note": "Ghi chú", "state": "Tình trạng"},
	},
	Said: office.Register{Name: ReceptionsName, Closed: true, Title: "Sổ tiếp công dân", One: "lượt tiếp công dân", Basis: "Nghị định 154/2026/NĐ-CP, Điều 12–15, 23, 24 và 27", Papers: []office.RegisterPaper{
		{Name: receptionforms.Record, Said: "Bản ghi nội dung trình bày"}, {Name: receptionforms.Receipt, Said: "Giấy biên nhận tài liệu (Mẫu 02/TCD)"}, {Name: receptionforms.Refusal, Said: "Thông báo từ chối (Mẫu 01/TCD)"},
	}},
	State:  func(r *reception) *office.State { return &r.State },
	Named:  map[office.State]string{office.ReceptionOpen: "Đang theo dõi", office.ReceptionSettled: "Đã có kết quả", office.ReceptionRefused: "Đã từ chối tiếp", office.ReceptionOff: "Không diễn ra"},
	Fresh:  office.ReceptionOpen,
	Asks:   receptionAsks,
	Warns:  receptionLacks,
	Lacks:  []office.State{office.ReceptionOpen, office.ReceptionRefused},
	Duties: func(r reception, _ office.Response) []office.Duty { return receptionDuties(r) },
	Tally:  tallyReceptions,
}

var receptionAsks = []Ask[reception]{
	{office.Ask{Key: "at", Said: "Tiếp lúc", How: office.AskMoment, Hint: "Buổi tiếp sắp tới thì ghi giờ đã hẹn", Needed: true}, func(r *reception) *string { return &r.At }},
	{office.Ask{Key: "by", Said: "Người tiếp công dân", Needed: true}, func(r *reception) *string { return &r.By }},
	{office.Ask{Key: "way", Said: "Hình thức tiếp", How: office.AskOne, Choices: office.ReceptionWays, Needed: true}, func(r *reception) *string { return &r.Way }},
	{office.Ask{Key: "sort", Said: "Phân loại", How: office.AskOne, Choices: office.ReceptionSorts, Hint: "Nhiều loại thì tách, mỗi loại một mục (Điều 14.4)", Needed: true}, func(r *reception) *string { return &r.Sort }},
	{office.Ask{Key: "name", Said: "Họ tên công dân", Needed: true}, func(r *reception) *string { return &r.Name }},
	{office.Ask{Key: "address", Said: "Địa chỉ công dân"}, func(r *reception) *string { return &r.Address }},
	{office.Ask{Key: "number", Said: "Số giấy tờ tùy thân", Hint: "Căn cước, giấy chứng nhận căn cước, định danh hoặc hộ chiếu"}, func(r *reception) *string { return &r.Number }},
	{office.Ask{Key: "agent", Said: "Người đại diện, được ủy quyền"}, func(r *reception) *string { return &r.Agent }},
	{office.Ask{Key: "authority", Said: "Giấy tờ đại diện, ủy quyền"}, func(r *reception) *string { return &r.Authority }},
	{office.Ask{Key: "matter", Said: "Nội dung vụ việc", Hint: "Tóm tắt", Needed: true}, func(r *reception) *string { return &r.Matter }},
	{office.Ask{Key: "people", Said: "Số người cùng nội dung", Hint: "Một số; để trống là một người"}, func(r *reception) *string { return &r.People }},
	{office.Ask{Key: "statement", Said: "Nội dung trình bày", How: office.AskLines, Hint: "Ghi đầy đủ, trung thực; đọc lại cho công dân nghe (Điều 14.1)"}, func(r *reception) *string { return &r.Statement }},
	{office.Ask{Key: "papers", Said: "Thông tin, tài liệu đã nhận", How: office.AskLines, Hint: "Mỗi dòng một tài liệu: tên, số trang, tình trạng"}, func(r *reception) *string { return &r.Papers }},
	{office.Ask{Key: "before", Said: "Cơ quan đã giải quyết hết thẩm quyền"}, func(r *reception) *string { return &r.Before }},
	{office.Ask{Key: "handling", Said: "Hướng xử lý", How: office.AskOne, Choices: office.ReceptionHandlings}, func(r *reception) *string { return &r.Handling }},
	{office.Ask{Key: "to", Said: "Hướng dẫn, chuyển đến đâu", Hint: "Cơ quan, tổ chức, đơn vị nào"}, func(r *reception) *string { return &r.To }},
	{office.Ask{Key: "ref", Said: "Số văn bản hướng dẫn, chuyển đơn"}, func(r *reception) *string { return &r.Ref }},
	{office.Ask{Key: "result", Said: "Theo dõi kết quả giải quyết", How: office.AskLines}, func(r *reception) *string { return &r.Result }},
	{office.Ask{Key: "updated", Said: "Cập nhật cơ sở dữ liệu quốc gia ngày", How: office.AskDay}, func(r *reception) *string { return &r.Updated }},
	{office.Ask{Key: "told", Said: "Đã báo công dân, cơ quan tham gia lúc", How: office.AskMoment, Hint: "Trực tuyến: chậm nhất 5 ngày làm việc trước ngày tiếp"}, func(r *reception) *string { return &r.Told }},
	{office.Ask{Key: "tested", Said: "Kết nối thử lúc", How: office.AskMoment, Hint: "Trực tuyến: chậm nhất 1 ngày làm việc trước ngày tiếp"}, func(r *reception) *string { return &r.Tested }},
	{office.Ask{Key: "trial", Said: "Kết nối thử thế nào", How: office.AskOne, Choices: office.ReceptionTrials}, func(r *reception) *string { return &r.Trial }},
	{office.Ask{Key: "joined", Said: "Kết nối xong các điểm cầu lúc", How: office.AskMoment, Hint: "Trực tuyến: chậm nhất 1 giờ trước khi tiếp"}, func(r *reception) *string { return &r.Joined }},
	{office.Ask{Key: "recorded", Said: "Ghi âm, ghi hình", How: office.AskSeveral, Choices: office.ReceptionRecordings, Hint: "Trực tuyến thì phải ghi (Điều 24.1)"}, func(r *reception) *string { return &r.Recorded }},
	{office.Ask{Key: "stored", Said: "Dữ liệu ghi lưu ở đâu", Hint: "Máy chủ, nền tảng của cơ quan nhà nước"}, func(r *reception) *string { return &r.Stored }},
	{office.Ask{Key: "refusal", Said: "Lý do từ chối tiếp", How: office.AskLines, Hint: "Chỉ ghi khi từ chối"}, func(r *reception) *string { return &r.Refusal }},
	{office.Ask{Key: "ground", Said: "Căn cứ từ chối", How: office.AskOne, Choices: office.RefusalGrounds}, func(r *reception) *string { return &r.Ground }},
	{office.Ask{Key: "grounds", Said: "Đủ căn cứ từ chối ngày", How: office.AskDay, Hint: "Để trống là ngày tiếp"}, func(r *reception) *string { return &r.Grounds }},
	{office.Ask{Key: "notice", Said: "Ra thông báo từ chối ngày", How: office.AskDay, Hint: "Mẫu số 01/TCD, trong 3 ngày làm việc"}, func(r *reception) *string { return &r.Notice }},
	{office.Ask{Key: "note", Said: "Ghi chú", How: office.AskLines}, func(r *reception) *string { return &r.Note }},
}

// receptionLine names one by its time and its sort, and is found by who received and by where it went.
func receptionLine(r reception) store.Line {
	return store.Line{Title: office.MomentOf(r.At).In(office.VietNam).Format("2006-01-02 15:04") + " · " + office.ChoiceSaid(office.ReceptionSorts, r.Sort),
		Below: joinedBy(" · ", office.ChoiceSaid(office.ReceptionWays, r.Way), r.By, office.ChoiceSaid(office.ReceptionHandlings, r.Handling)), State: r.State, At: r.At,
		Words: []string{r.To, r.Ref, office.MomentSaid(office.MomentOf(r.At))}, Facts: map[string][]string{"sort": {r.Sort}}}
}

// checkReception refuses what is no answer, and an end of which nobody says what it was. What was done
// late, or not at all, is never refused: the register tells of it.
func checkReception(_ *reception, r reception, _ string) error {
	switch {
	case r.Together() == 0:
		return BadTogether.About(r.People, office.MostTogether)
	case r.State == office.ReceptionSettled && (r.Result == "" || r.Updated == ""):
		return ReceptionUnsettled
	case r.State == office.ReceptionRefused && r.Refusal == "":
		return ReceptionNoReason
	}
	return nil
}

func tallyReceptions(all []reception, _ time.Time) (said []string) {
	for _, sort := range office.ReceptionSorts {
		n, online, people := 0, 0, 0
		for _, r := range all {
			if r.Sort == sort.Key && (r.State == office.ReceptionOpen || r.State == office.ReceptionSettled) {
				n, online, people = n+1, online+onlyOne(r.Online()), people+r.Together()
			}
		}
		if n > 0 {
			said = append(said, fmt.Sprintf("%s: %d lượt, trong đó %d trực tuyến; %d người.", sort.Said, n, online, people))
		}
	}
	counts := map[office.State]int{}
	for _, r := range all {
		counts[r.State]++
	}
	return append(said, fmt.Sprintf("%d đang theo dõi, %d đã có kết quả, %d đã từ chối tiếp, %d không diễn ra.",
		counts[office.ReceptionOpen], counts[office.ReceptionSettled], counts[office.ReceptionRefused], counts[office.ReceptionOff]))
}

// recordedIt tells whether sound and picture were recorded.
func recordedIt(r reception) bool {
	for key := range strings.SplitSeq(r.Recorded, "\n") {
		if key == office.ReceptionRecorded {
			return true
		}
	}
	return false
}

// What can be wrong with a reception.
var (
	BadTogether = office.Failure{
		Name: "books.bad-together",
		Said: "“%s” không phải số người từ 1 đến %d.",
		Next: "Hãy ghi một số, hoặc để trống khi chỉ có một người.",
	}
	ReceptionUnsettled = office.Failure{
		Name: "books.reception-unsettled",
		Said: "Chưa ghi kết quả giải quyết, hoặc ngày cập nhật vào cơ sở dữ liệu quốc gia (Điều 27.1).",
		Next: "Hãy ghi hai mục ấy, lưu lại rồi bấm lần nữa.",
	}
	ReceptionNoReason = office.Failure{
		Name: "books.reception-no-reason",
		Said: "Từ chối tiếp công dân mà chưa ghi lý do (Nghị định 154/2026, Điều 4).",
		Next: "Hãy ghi “Lý do từ chối tiếp” và căn cứ, lưu lại rồi bấm lần nữa.",
	}
)
