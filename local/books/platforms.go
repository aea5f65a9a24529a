package books

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// Platform (nền tảng họp) is a program by which the office meets at a distance, as it was chosen: any
// will do, so long as its links follow a template (Điều 9.5a).
type Platform struct {
	ID      office.ID    `json:"id"`
	Version int64        `json:"version"`
	Name    string       `json:"name"`
	Link    string       `json:"link"`             // template, with RoomMark for the name of a room
	Basis   string       `json:"basis,omitempty"`  // decision, contract or plan by which it was chosen
	Keeper  string       `json:"keeper,omitempty"` // who answers for it
	Note    string       `json:"note,omitempty"`
	State   office.State `json:"state"`
}

// RoomMark stands in a template where the name of the room comes.
const RoomMark = "{phong}"

const (
	platformUsed office.State = "used"
	platformOut  office.State = "out"
)

// Platforms is the register of them.
var Platforms = Register[Platform]{
	Kind: store.Kind[Platform]{
		Name: "platform", Said: "Nền tảng họp từ xa", Clash: store.Fields, Only: []string{"name"}, Taken: PlatformTaken, Gone: []office.State{platformOut},
		Named: func(p *Platform) (*office.ID, *int64) { return &p.ID, &p.Version },
		Steps: []store.Step{
			{Name: "enter", Said: "Ghi vào sổ", From: []office.State{store.Unborn}, To: platformUsed, Needs: office.MayKeep},
			{Name: "edit", Said: "Sửa thông tin", From: []office.State{platformUsed, platformOut}, Needs: office.MayKeep},
			{Name: "retire", Said: "Ngừng dùng", From: []office.State{platformUsed}, To: platformOut, Needs: office.MayKeep},
			{Name: "return", Said: "Dùng lại", From: []office.State{platformOut}, To: platformUsed, Needs: office.MayKeep},
			{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
		},
		Check: func(_ *Platform, p Platform, _ string) error {
			if rest, is := strings.CutPrefix(p.Link, "https://"); !is || rest == "" || strings.ContainsAny(p.Link, " \t\r\n\"<>") {
				return BadTemplate.About(office.Visible(p.Link, 60))
			}
			return nil
		},
		Line: func(p Platform) store.Line {
			return store.Line{Title: p.Name, Below: p.Link, State: p.State, Words: []string{p.Keeper, p.Basis}, Facts: map[string][]string{"name": {p.Name}}}
		},
		Fields: map[string]string{"name": "Tên", "link": "Mẫu đường vào họp", "basis": "Căn cứ chọn", "keeper": "Người phụ trách", "note": "Ghi chú", "state": "Tình trạng"},
	},
	Said:  office.Register{Name: "nen-tang-hop", Title: "Sổ nền tảng họp từ xa", One: "nền tảng", Basis: "Nghị định 137/2024/NĐ-CP, Điều 9 khoản 5 điểm a"},
	State: func(p *Platform) *office.State { return &p.State },
	Named: map[office.State]string{platformUsed: "Đang dùng", platformOut: "Ngừng dùng"},
	Fresh: platformUsed,
	Asks: []Ask[Platform]{
		{office.Ask{Key: "name", Said: "Tên", Hint: "Ví dụ: Jitsi của tỉnh", Needed: true}, func(p *Platform) *string { return &p.Name }},
		{office.Ask{Key: "link", Said: "Mẫu đường vào họp", Hint: "Ví dụ: https://hop.vi-du.gov.vn/{phong}; {phong} được thay bằng tên phòng ngẫu nhiên", Needed: true}, func(p *Platform) *string { return &p.Link }},
		{office.Ask{Key: "basis", Said: "Căn cứ chọn", Hint: "Quyết định, hợp đồng hoặc kế hoạch"}, func(p *Platform) *string { return &p.Basis }},
		{office.Ask{Key: "keeper", Said: "Người phụ trách"}, func(p *Platform) *string { return &p.Keeper }},
		{office.Ask{Key: "note", Said: "Ghi chú", How: office.AskLines}, func(p *Platform) *string { return &p.Note }},
	},
	Warns: func(p Platform, _ time.Time) (said []string) {
		if p.State == platformUsed && !strings.Contains(p.Link, RoomMark) {
			said = append(said, "Mẫu đường vào không có {phong}, nên mọi cuộc họp dùng chung một đường vào.")
		}
		return said
	},
	Tally: func(all []Platform, _ time.Time) []string { return nil },
}

// roomLetters are those of the name of a room: 31 of them, none taken for another.
const (
	roomLetters = "23456789abcdefghjkmnpqrstuvwxyz"
	roomLength  = 16
)

// LinkOn makes a link on a platform of the register; empty: there is none of that name. Nobody guesses
// the name of its room.
func LinkOn(ctx context.Context, s *store.Store, platform string) (string, error) {
	all, err := store.By(ctx, s, Platforms.Kind, "name", platform)
	if err != nil || len(all) == 0 || all[0].State != platformUsed {
		return "", err
	}
	return strings.ReplaceAll(all[0].Link, RoomMark, roomName()), nil
}

func roomName() string {
	var out strings.Builder
	var b [1]byte
	for out.Len() < roomLength {
		rand.Read(b[:])
		if i := int(b[0]); i < 8*len(roomLetters) {
			out.WriteByte(roomLetters[i%len(roomLetters)])
		}
	}
	return out.String()
}

// PlatformsInUse are the names of those that are used.
func PlatformsInUse(ctx context.Context, s *store.Store) (names []string, err error) {
	all, err := store.All(ctx, s, Platforms.Kind)
	for _, p := range all {
		if p.State == platformUsed {
			names = append(names, p.Name)
		}
	}
	slices.Sort(names)
	return names, err
}

// What can be wrong with a platform.
var (
	PlatformTaken = office.Failure{
		Name: "books.platform-taken",
		Said: "Trong sổ đã có nền tảng mang tên này.",
		Next: "Hãy mở mục đã có, hoặc đặt tên khác.",
	}
	BadTemplate = office.Failure{
		Name: "books.bad-template",
		Said: "“%s” không phải mẫu đường vào họp an toàn.",
		Next: "Hãy ghi mẫu bắt đầu bằng https://, như https://hop.vi-du.gov.vn/{phong}.",
	}
)
