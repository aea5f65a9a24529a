package hardcopy

import (
	"errors"

	"tram/local/office"
	"tram/local/store"
)

// The steps of a kept comparison.
const (
	StepCompare = "compare"
	StepLook    = "look-compared"
)

// Unseen is the facet of comparisons at whose result nobody has looked; its value is yes.
const Unseen = "unseen"

// Comparisons is how it is kept that paper was held against a print copy (Luật GDĐT Điều
// 12.2a). Whoever may read may compare.
var Comparisons = store.Kind[office.KeptComparison]{
	Name: office.KindComparison, Said: "Lần đối chiếu bản giấy", Clash: store.Alone, Of: "conversion", Silent: true,
	Named: func(k *office.KeptComparison) (*office.ID, *int64) { return &k.ID, &k.Version },
	Steps: []store.Step{
		{Name: StepCompare, Said: "Đối chiếu bản giấy", From: []office.State{store.Unborn}, To: "unseen", Needs: office.MayRead},
		{Name: StepLook, Said: "Xem kết quả đối chiếu", From: []office.State{"unseen"}, To: "seen", Needs: office.MayRead},
	},
	Check: func(_ *office.KeptComparison, now office.KeptComparison, _ string) error {
		if now.Conversion == "" || now.Details == "" {
			return errors.New("a comparison of nothing, or one whose details are not kept")
		}
		return nil
	},
	Line: func(k office.KeptComparison) store.Line {
		facts := map[string][]string{"conversion": {string(k.Conversion)}}
		if k.Seen.IsZero() {
			facts[Unseen] = []string{"yes"}
		}
		return store.Line{Title: "Đối chiếu bản giấy", Below: k.Said(), State: k.State(), Facts: facts}
	},
	Fields: map[string]string{"clerk": "Người đối chiếu", "same": "Khớp với bản in", "count": "Số chỗ khác", "seen": "Xem kết quả lúc", "seen_by": "Người xem kết quả"},
}

// Kinds are what this room keeps in the store by itself.
func Kinds() []store.AnyKind { return []store.AnyKind{Comparisons} }
