package books

import (
	"context"
	"fmt"
	"time"

	"tram/local/office"
	"tram/local/store"
)

type receipt = office.Receipt

// The steps by which a receipt is settled, each with the state that it leads to.
const (
	StepReceiptEntered   = "entered"
	StepReceiptCancelled = "cancel"
	StepReceiptLost      = "lose"
)

// FacetPad is the pad of a receipt, by its number.
const FacetPad = "pad"

// Receipts is the register of paper receipts that were given. A number stands for one
// receipt: also of a cancelled or lost one it is never free again.
var Receipts = Register[receipt]{
	Kind: store.Kind[receipt]{
		Name: "receipt", Said: "Biên nhận giấy", Clash: store.Fields, Only: []string{"number"}, Taken: ReceiptTaken,
		Named: func(r *receipt) (*office.ID, *int64) { return &r.ID, &r.Version },
		Steps: []store.Step{
			{Name: "enter", Said: "Ghi lại biên nhận giấy", From: []office.State{store.Unborn}, To: office.ReceiptOpen, Needs: office.MayKeep},
			{Name: "edit", Said: "Sửa biên nhận giấy", From: []office.State{office.ReceiptOpen}, Needs: office.MayKeep},
			{Name: StepReceiptEntered, Said: "Ghi là đã nhập", From: []office.State{office.ReceiptOpen}, To: office.ReceiptEntered, Needs: office.MayKeep},
			{Name: StepReceiptCancelled, Said: "Hủy biên nhận", From: []office.State{office.ReceiptOpen}, To: office.ReceiptCancelled, Needs: office.MayKeep},
			{Name: StepReceiptLost, Said: "Ghi là đã mất", From: []office.State{office.ReceiptOpen}, To: office.ReceiptLost, Needs: office.MayKeep},
			{Name: "reopen", Said: "Mở lại biên nhận", From: []office.State{office.ReceiptEntered, office.ReceiptCancelled, office.ReceiptLost}, To: office.ReceiptOpen, Needs: office.MayKeep},
			{Name: StepSlipCancelled, Said: "Hủy tờ biên nhận", From: []office.State{store.Unborn}, To: office.ReceiptCancelled, Needs: office.MayKeep},
			{Name: StepSlipLost, Said: "Ghi tờ biên nhận đã mất", From: []office.State{store.Unborn}, To: office.ReceiptLost, Needs: office.MayKeep},
			{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
		},
		Check: checkReceipt,
		Line: func(r receipt) store.Line {
			_, pad, _ := office.ParseReceiptNumber(r.Number)
			return store.Line{Title: r.Number, Below: joinedBy(" · ", r.From, r.Matter, r.Reason), State: r.State, At: r.Given, Words: []string{r.Phone, r.Papers, r.Record, r.Elsewhere},
				Facts: map[string][]string{"number": {r.Number}, FacetPad: {pad}}}
		},
		Fields: map[string]string{"number": "Số biên nhận", "from": "Người nộp", "given": "Nhận lúc", "phone": "Điện thoại", "matter": "Việc", "papers": "Giấy tờ đã nhận",
			"record": "Hồ sơ ở trạm này", "elsewhere": "Số hồ sơ ở hệ thống khác", "reason": "Lý do hủy, mất", "state": "Tình trạng"},
	},
	Said:  office.Register{Name: "bien-nhan", Title: "Sổ biên nhận giấy", One: "biên nhận giấy", Basis: "Nghị định 137/2024/NĐ-CP, Điều 13 khoản 1", Leads: "record"},
	State: func(r *receipt) *office.State { return &r.State },
	Named: map[office.State]string{office.ReceiptOpen: "Chưa xong", office.ReceiptEntered: "Đã nhập", office.ReceiptCancelled: "Đã hủy", office.ReceiptLost: "Đã mất"},
	Fresh: office.ReceiptOpen,
	Asks: []Ask[receipt]{
		{office.Ask{Key: "number", Said: "Số biên nhận", How: office.AskReceipt, Hint: "Như in trên tờ giấy, ví dụ 471-082-359-07-6", Needed: true}, func(r *receipt) *string { return &r.Number }},
		{office.Ask{Key: "from", Said: "Người nộp", Needed: true}, func(r *receipt) *string { return &r.From }},
		{office.Ask{Key: "given", Said: "Nhận lúc", How: office.AskMoment, Hint: "Giờ ghi trên tờ giấy, không phải lúc gõ vào đây", Needed: true}, func(r *receipt) *string { return &r.Given }},
		{office.Ask{Key: "matter", Said: "Việc", Needed: true}, func(r *receipt) *string { return &r.Matter }},
		{office.Ask{Key: "papers", Said: "Giấy tờ đã nhận", How: office.AskLines}, func(r *receipt) *string { return &r.Papers }},
		{office.Ask{Key: "phone", Said: "Điện thoại"}, func(r *receipt) *string { return &r.Phone }},
		{office.Ask{Key: "record", Said: "Hồ sơ ở trạm này", Hint: "Mã tra cứu của hồ sơ đã lập từ biên nhận này"}, func(r *receipt) *string { return &r.Record }},
		{office.Ask{Key: "elsewhere", Said: "Số hồ sơ ở hệ thống khác", Hint: "Khi nhập ở hệ thống thủ tục hành chính hay quản lý văn bản"}, func(r *receipt) *string { return &r.Elsewhere }},
		{office.Ask{Key: "reason", Said: "Lý do hủy, mất", Hint: "Chỉ ghi khi hủy, hoặc khi tờ giấy đã mất"}, func(r *receipt) *string { return &r.Reason }},
	},
	Before: recordOfReceipt,
	Tally: func(all []receipt, _ time.Time) []string {
		counts := map[office.State]int{}
		for _, r := range all {
			counts[r.State]++
		}
		return []string{fmt.Sprintf("%d chưa xong, %d đã nhập, %d đã hủy, %d đã mất.", counts[office.ReceiptOpen], counts[office.ReceiptEntered], counts[office.ReceiptCancelled], counts[office.ReceiptLost])}
	},
}

// The steps by which a slip that nobody wrote in is settled.
const (
	StepSlipCancelled = "cancel-slip"
	StepSlipLost      = "lose-slip"
)

// recordOfReceipt looks for the record that a receipt names, and has it named by its lookup
// code where it has one. It fails with NoReceiptRecord.
func recordOfReceipt(ctx context.Context, s *store.Store, r *receipt) error {
	if r.Record == "" {
		return nil
	}
	find := func() (office.Conversion, error) {
		if id, err := office.ParseID(r.Record); err == nil {
			return s.Conversion(ctx, id)
		}
		code, err := office.ParseLookupCode(r.Record)
		if err != nil {
			return office.Conversion{}, err
		}
		return s.ConversionByCode(ctx, code)
	}
	c, err := find()
	if err != nil {
		return NoReceiptRecord.About(r.Record).Because(err)
	}
	if r.Record = string(c.ID); c.Code != "" {
		r.Record = string(c.Code)
	}
	return nil
}

func checkReceipt(_ *receipt, r receipt, _ string) error {
	if _, _, is := office.ParseReceiptNumber(r.Number); !is {
		return BadReceiptNumber.About(r.Number)
	}
	switch r.State {
	case office.ReceiptEntered:
		if r.Record == "" && r.Elsewhere == "" {
			return ReceiptNotEntered
		}
	case office.ReceiptCancelled, office.ReceiptLost:
		if r.Reason == "" {
			return ReceiptNoReason
		}
	}
	return nil
}

// What can be wrong with a receipt.
var (
	ReceiptTaken = office.Failure{
		Name: "books.receipt-taken",
		Said: "Biên nhận mang số này đã được ghi lại.",
		Next: "Hãy tìm số đó trong sổ rồi sửa ở đó, hoặc xem lại số trên tờ giấy.",
	}
	BadReceiptNumber = office.Failure{
		Name: "books.bad-receipt-number",
		Said: "“%s” không phải số biên nhận, hoặc sai một chữ số.",
		Next: "Hãy xem lại tờ giấy rồi gõ đủ 12 chữ số, ví dụ 471-082-359-07-6.",
	}
	NoReceiptRecord = office.Failure{
		Name: "books.no-receipt-record",
		Said: "Trạm này không có hồ sơ “%s”.",
		Next: "Hãy gõ mã tra cứu của hồ sơ. Nếu đã nhập ở hệ thống khác, hãy ghi số ở đó vào “Số hồ sơ ở hệ thống khác”.",
	}
	ReceiptNotEntered = office.Failure{
		Name: "books.receipt-not-entered",
		Said: "Chưa ghi biên nhận đã nhập thành hồ sơ nào.",
		Next: "Hãy ghi mã tra cứu của hồ sơ, hoặc số ở hệ thống khác, lưu lại rồi bấm lần nữa.",
	}
	ReceiptNoReason = office.Failure{
		Name: "books.receipt-no-reason",
		Said: "Chưa ghi lý do hủy hoặc vì sao mất biên nhận.",
		Next: "Hãy ghi lý do rồi làm lại.",
	}
)
