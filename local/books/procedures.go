package books

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
	"tram/local/store"
)

type procedure = office.Procedure

// FacetCode is the code of a procedure, by which requests name it.
const FacetCode = "code"

// Procedures is the list of procedures, of citizens and of the office itself (Điều 8.1–8.3, 9.1a,
// 9.2). A code stands for one procedure: also of one that ended it is never free again, for
// requests name it.
var Procedures = Register[procedure]{
	Kind: store.Kind[procedure]{
		Name: "procedure", Said: "Thủ tục", Clash: store.Fields, Only: []string{FacetCode}, Taken: ProcedureTaken, Gone: []office.State{office.ProcedureEnded},
		Named: func(p *procedure) (*office.ID, *int64) { return &p.ID, &p.Version },
		Steps: []store.Step{
			{Name: StepEnter, Said: "Ghi thủ tục", From: []office.State{store.Unborn}, To: office.ProcedureInForce, Needs: office.MayKeep},
			{Name: StepEdit, Said: "Sửa thủ tục", From: []office.State{office.ProcedureInForce, office.ProcedureEnded}, Needs: office.MayKeep},
			{Name: "end", Said: "Thôi áp dụng", From: []office.State{office.ProcedureInForce}, To: office.ProcedureEnded, Needs: office.MayKeep},
			{Name: "reopen", Said: "Áp dụng lại", From: []office.State{office.ProcedureEnded}, To: office.ProcedureInForce, Needs: office.MayKeep},
			{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
		},
		Check: checkProcedure,
		Line: func(p procedure) store.Line {
			return store.Line{Title: p.Name, Below: joinedBy(" · ", p.Code, procedureField(p), p.TermSaid()), State: p.State,
				Words: []string{office.ChoiceSaid(office.ProcedureMedia, p.Medium), p.Desk, p.Result, p.Papers}, Facts: map[string][]string{FacetCode: {foldedCode(p.Code)}, "medium": {p.Medium}, "sort": {p.Sort}}}
		},
		Fields: map[string]string{"code": "Mã thủ tục", "name": "Tên thủ tục", "sort": "Ai yêu cầu", "field": "Lĩnh vực", "inner": "Lĩnh vực nội bộ", "medium": "Mức độ trực tuyến",
			"notice": "Đã thông báo chưa toàn trình", "basis": "Luật quy định không bằng phương tiện điện tử", "papers": "Thành phần hồ sơ", "term": "Thời hạn giải quyết", "unit": "Tính bằng",
			"desk": "Bộ phận giải quyết", "result": "Kết quả", "fee": "Phí, lệ phí", "reviewed": "Rà soát ngày", "outcome": "Kết quả rà soát", "review_due": "Hạn rà soát lại", "note": "Ghi chú", "state": "Tình trạng"},
	},
	Said:  office.Register{Name: "thu-tuc", Title: "Danh mục thủ tục", One: "thủ tục", Basis: "Nghị định 137/2024/NĐ-CP, Điều 8 khoản 1–3 và Điều 9 khoản 1 điểm a, khoản 2"},
	State: func(p *procedure) *office.State { return &p.State },
	Named: map[office.State]string{office.ProcedureInForce: "Đang áp dụng", office.ProcedureEnded: "Thôi áp dụng"},
	Fresh: office.ProcedureInForce,
	Asks: []Ask[procedure]{
		{office.Ask{Key: "code", Said: "Mã thủ tục", Hint: "Như ở danh mục quốc gia, ví dụ 1.004082; thủ tục nội bộ thì mã của cơ quan", Needed: true}, func(p *procedure) *string { return &p.Code }},
		{office.Ask{Key: "name", Said: "Tên thủ tục", Needed: true}, func(p *procedure) *string { return &p.Name }},
		{office.Ask{Key: "sort", Said: "Ai yêu cầu", How: office.AskOne, Choices: office.ProcedureSorts, Needed: true}, func(p *procedure) *string { return &p.Sort }},
		{office.Ask{Key: "field", Said: "Lĩnh vực", Hint: "Ví dụ: Hộ tịch"}, func(p *procedure) *string { return &p.Field }},
		{office.Ask{Key: "inner", Said: "Lĩnh vực nội bộ", How: office.AskOne, Choices: office.InnerFields, Hint: "Chỉ chọn cho thủ tục nội bộ"}, func(p *procedure) *string { return &p.Inner }},
		{office.Ask{Key: "medium", Said: "Mức độ trực tuyến", How: office.AskOne, Choices: office.ProcedureMedia, Needed: true}, func(p *procedure) *string { return &p.Medium }},
		{office.Ask{Key: "notice", Said: "Đã thông báo chưa toàn trình", Hint: "Thông báo ở đâu, ngày nào; chỉ khi chưa toàn trình"}, func(p *procedure) *string { return &p.Notice }},
		{office.Ask{Key: "basis", Said: "Luật quy định không bằng phương tiện điện tử", Hint: "Số, ký hiệu, điều; chỉ khi luật không cho làm điện tử"}, func(p *procedure) *string { return &p.Basis }},
		{office.Ask{Key: "papers", Said: "Thành phần hồ sơ", How: office.AskLines, Hint: "Mỗi dòng một giấy tờ"}, func(p *procedure) *string { return &p.Papers }},
		{office.Ask{Key: "term", Said: "Thời hạn giải quyết", Hint: "Một số, ví dụ 3"}, func(p *procedure) *string { return &p.Term }},
		{office.Ask{Key: "unit", Said: "Tính bằng", How: office.AskOne, Choices: office.TermUnits}, func(p *procedure) *string { return &p.Unit }},
		{office.Ask{Key: "desk", Said: "Bộ phận giải quyết"}, func(p *procedure) *string { return &p.Desk }},
		{office.Ask{Key: "result", Said: "Kết quả", Hint: "Ví dụ: Trích lục khai sinh"}, func(p *procedure) *string { return &p.Result }},
		{office.Ask{Key: "fee", Said: "Phí, lệ phí"}, func(p *procedure) *string { return &p.Fee }},
		{office.Ask{Key: "reviewed", Said: "Rà soát ngày", How: office.AskDay}, func(p *procedure) *string { return &p.Reviewed }},
		{office.Ask{Key: "outcome", Said: "Kết quả rà soát", How: office.AskLines}, func(p *procedure) *string { return &p.Outcome }},
		{office.Ask{Key: "review_due", Said: "Hạn rà soát lại", How: office.AskDay}, func(p *procedure) *string { return &p.ReviewDue }},
		{office.Ask{Key: "note", Said: "Ghi chú", How: office.AskLines}, func(p *procedure) *string { return &p.Note }},
	},
	Warns: func(p procedure, now time.Time) []string { return p.Wants(now) },
	Tally: tallyProcedures,
}

// StepEnter is the step of each register by which a record is begun.
const StepEnter = "enter"

// ProcedureOf finds a procedure by its code. It fails with store.NoSuchRecord.
func ProcedureOf(ctx context.Context, s *store.Store, code string) (office.Procedure, error) {
	all, err := store.By(ctx, s, Procedures.Kind, FacetCode, foldedCode(code))
	if err == nil && len(all) == 0 {
		err = store.NoSuchRecord
	}
	if err != nil {
		return office.Procedure{}, err
	}
	return all[0], nil
}

func procedureField(p procedure) string {
	if p.Sort == office.ProcedureInternal {
		return joinedBy(", ", "Nội bộ", office.ChoiceSaid(office.InnerFields, p.Inner))
	}
	return p.Field
}

// foldedCode is the code as it is compared: without spaces and signs that nobody sees, in capitals, each sign in
// its plain form.
func foldedCode(code string) string {
	seen := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(code))
	return strings.ToUpper(seen)
}

func checkProcedure(_ *procedure, p procedure, _ string) error {
	switch {
	case p.Term != "" && p.TermNumber() == 0:
		return BadTerm.About(p.Term, office.MostTerm)
	case (p.Term == "") != (p.Unit == ""):
		return HalfTerm
	case p.Outcome != "" && p.Reviewed == "":
		return ReviewNoDay
	}
	return nil
}

func tallyProcedures(all []procedure, now time.Time) (said []string) {
	for _, sort := range office.ProcedureSorts {
		for _, medium := range office.ProcedureMedia {
			n, wanting := 0, 0
			for _, p := range all {
				if p.Sort == sort.Key && p.Medium == medium.Key && p.State == office.ProcedureInForce {
					n, wanting = n+1, wanting+onlyOne(len(p.Wants(now)) > 0)
				}
			}
			if n > 0 {
				said = append(said, fmt.Sprintf("%s, %s: %d thủ tục, trong đó %d còn thiếu thông tin.", sort.Said, strings.ToLower(medium.Said), n, wanting))
			}
		}
	}
	ended := 0
	for _, p := range all {
		ended += onlyOne(p.State == office.ProcedureEnded)
	}
	return append(said, fmt.Sprintf("Thôi áp dụng: %d thủ tục.", ended))
}

// What can be wrong with a procedure.
var (
	ProcedureTaken = office.Failure{
		Name: "books.procedure-taken",
		Said: "Đã có một thủ tục mang mã này.",
		Next: "Hãy mở thủ tục đã có và sửa ở đó, kể cả khi thủ tục ấy thôi áp dụng.",
	}
	BadTerm = office.Failure{
		Name: "books.bad-term",
		Said: "Thời hạn “%s” không phải một số từ 1 đến %d.",
		Next: "Hãy ghi một số, rồi chọn số ấy tính bằng gì.",
	}
	HalfTerm = office.Failure{
		Name: "books.half-term",
		Said: "Thời hạn cần cả số và đơn vị tính.",
		Next: "Hãy ghi đủ “Thời hạn giải quyết” và “Tính bằng”, hoặc bỏ trống cả hai.",
	}
	ReviewNoDay = office.Failure{
		Name: "books.review-no-day",
		Said: "Có kết quả rà soát mà chưa ghi ngày rà soát.",
		Next: "Hãy ghi “Rà soát ngày”.",
	}
)
