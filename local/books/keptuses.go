package books

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
	"tram/local/volume"
)

// KeptUse (lượt sử dụng bản lưu) is one use of the copy of a document that the clerk's office keeps
// (Nghị định 30/2020/NĐ-CP, Điều 20, Phụ lục IV.IV): who has it, who allowed that, and when it
// came back.
type KeptUse struct {
	ID       office.ID    `json:"id"`
	Version  int64        `json:"version"`
	Day      string       `json:"day"` // yyyy-mm-dd, on which it was given
	User     string       `json:"user"`
	Document string       `json:"document"` // number, symbol and day, as people write them
	Subject  string       `json:"subject"`
	File     string       `json:"file,omitempty"` // number and symbol of its work file
	Allowed  string       `json:"allowed"`        // by whom
	Returned string       `json:"returned,omitempty"`
	Note     string       `json:"note,omitempty"`
	State    office.State `json:"state"`
}

const (
	keptOut  office.State = "out"
	keptBack office.State = "back"

	stepGiveBack = "give-back"
	stepStillOut = "still-out"
)

// KeptUses is the register of them.
var KeptUses = Register[KeptUse]{
	Kind: store.Kind[KeptUse]{
		Name: "kept-use", Said: "Lượt sử dụng bản lưu", Clash: store.Fields,
		Named: func(k *KeptUse) (*office.ID, *int64) { return &k.ID, &k.Version },
		Steps: []store.Step{
			{Name: "enter", Said: "Ghi người sử dụng bản lưu", From: []office.State{store.Unborn}, Needs: office.MayKeep},
			{Name: StepEdit, Said: "Sửa lượt sử dụng bản lưu", From: []office.State{keptOut, keptBack}, Needs: office.MayKeep},
			{Name: stepGiveBack, Said: "Ghi là đã trả", From: []office.State{keptOut}, To: keptBack, Needs: office.MayKeep},
			{Name: stepStillOut, Said: "Ghi là chưa trả", From: []office.State{keptBack}, To: keptOut, Needs: office.MayKeep},
			{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
		},
		Check: checkKeptUse,
		Line: func(k KeptUse) store.Line {
			return store.Line{Title: k.User, Below: joinedBy(" · ", k.Document, k.Subject), State: k.State, At: k.Day, Words: []string{k.File, k.Allowed, k.Note}}
		},
		Fields: map[string]string{"day": "Ngày giao", "user": "Người sử dụng", "document": "Số, ký hiệu, ngày tháng văn bản", "subject": "Tên loại và trích yếu",
			"file": "Số và ký hiệu hồ sơ", "allowed": "Người cho phép sử dụng", "returned": "Ngày trả", "note": "Ghi chú", "state": "Tình trạng"},
	},
	Said:  office.Register{Name: "ban-luu", Title: "Sổ sử dụng bản lưu", One: "lượt sử dụng bản lưu", Basis: "Nghị định 30/2020/NĐ-CP, Điều 20 và Phụ lục IV"},
	State: func(k *KeptUse) *office.State { return &k.State },
	Named: map[office.State]string{keptOut: "Chưa trả", keptBack: "Đã trả"},
	Fresh: keptOut,
	Asks: []Ask[KeptUse]{
		{office.Ask{Key: "day", Said: "Ngày giao", How: office.AskDay, Needed: true}, func(k *KeptUse) *string { return &k.Day }},
		{office.Ask{Key: "user", Said: "Người sử dụng", Needed: true}, func(k *KeptUse) *string { return &k.User }},
		{office.Ask{Key: "document", Said: "Số, ký hiệu, ngày tháng văn bản", Hint: "Ví dụ: 15/QĐ-UBND ngày 09/11/2026", Needed: true}, func(k *KeptUse) *string { return &k.Document }},
		{office.Ask{Key: "subject", Said: "Tên loại và trích yếu", Needed: true}, func(k *KeptUse) *string { return &k.Subject }},
		{office.Ask{Key: "file", Said: "Số và ký hiệu hồ sơ"}, func(k *KeptUse) *string { return &k.File }},
		{office.Ask{Key: "allowed", Said: "Người cho phép sử dụng", Needed: true}, func(k *KeptUse) *string { return &k.Allowed }},
		{office.Ask{Key: "returned", Said: "Ngày trả", How: office.AskDay, Hint: "Để trống khi chưa trả"}, func(k *KeptUse) *string { return &k.Returned }},
		{office.Ask{Key: "note", Said: "Ghi chú", How: office.AskLines}, func(k *KeptUse) *string { return &k.Note }},
	},
	Before: func(_ context.Context, _ *store.Store, k *KeptUse) error { // an old use is written in with the day on which it ended
		if k.State = keptBack; k.Returned == "" {
			k.State = keptOut
		}
		return nil
	},
	Moved: func(k *KeptUse, step string, now time.Time) {
		switch {
		case step == stepStillOut:
			k.Returned = ""
		case k.Returned == "":
			k.Returned = now.In(office.VietNam).Format(time.DateOnly)
		}
	},
	Tally: func(all []KeptUse, _ time.Time) []string {
		out := 0
		for _, k := range all {
			out += onlyOne(k.State == keptOut)
		}
		return []string{fmt.Sprintf("%d lượt chưa trả, %d lượt đã trả.", out, len(all)-out)}
	},
	Drawn: keptVolume,
}

func checkKeptUse(_ *KeptUse, k KeptUse, _ string) error {
	if k.Returned != "" && k.Returned < k.Day {
		return ReturnedBefore
	}
	return nil
}

// keptVolume is the register as Phụ lục IV.IV draws it, in the order of days; whoever has a copy signs
// for it by hand.
func keptVolume(all []KeptUse) volume.Volume {
	kind, _ := volume.Of("kept")
	slices.SortStableFunc(all, func(a, b KeptUse) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID)) })
	v := volume.Volume{Kind: kind, Count: len(all)}
	if len(all) > 0 {
		v.From, v.To = dayOf(all[0].Day), dayOf(all[len(all)-1].Day)
	}
	day := office.Ask{How: office.AskDay}
	v.Rows = func(yield func([]string, error) bool) {
		for _, k := range all {
			note := strings.ReplaceAll(k.Note, "\n", "; ")
			if !yield([]string{day.Told(k.Day), k.User, k.Document, k.Subject, k.File, "", day.Told(k.Returned), k.Allowed, note}, nil) {
				return
			}
		}
	}
	return v
}

func dayOf(day string) time.Time {
	at, _ := time.ParseInLocation(time.DateOnly, day, office.VietNam) // it was checked when it was answered
	return at
}

// ReturnedBefore tells of a copy that came back before it was given.
var ReturnedBefore = office.Failure{
	Name: "books.returned-before",
	Said: "Ngày trả sớm hơn ngày giao.",
	Next: "Hãy xem lại hai ngày trên sổ rồi lưu lại.",
}
