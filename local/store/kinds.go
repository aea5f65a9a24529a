package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"tram/local/office"
)

// The kinds of record on which the office's acts stand. Rooms declare theirs beside
// what they do with it, and hand them in by Options.Kinds.
var (
	stations = Kind[born]{
		Name: office.KindStation, Said: "Trạm", Clash: Alone, Silent: true,
		Named: func(b *born) (*office.ID, *int64) { return &b.ID, &b.Version },
		Steps: []Step{{Name: birth, Said: "Khai sinh trạm"}},
		Line:  func(b born) Line { return Line{Title: "Trạm " + string(b.ID), At: day(b.Born)} },
	}
	offices = Kind[office.Office]{
		Name: office.KindOffice, Said: "Cơ quan", Clash: Local,
		Named: func(o *office.Office) (*office.ID, *int64) { return &o.ID, &o.Version },
		Steps: []Step{{Name: "setup", Said: "Thiết lập cơ quan"}, {Name: "settings", Said: "Đổi thiết lập", Needs: office.MayRun}},
		Line:  func(o office.Office) Line { return Line{Title: o.Name, Below: o.Code} },
		Fields: map[string]string{
			"name": "Tên cơ quan", "code": "Mã định danh", "system": "Hệ thống thông tin", "owner": "Chủ quản hệ thống", "lookup": "Địa chỉ tra cứu", "with_qr": "Kèm mã QR",
		},
		rule: onlyOffice,
	}
	clerks = Kind[office.Clerk]{
		Name: office.KindClerk, Said: "Người thực hiện", Clash: Local,
		Named: func(c *office.Clerk) (*office.ID, *int64) { return &c.ID, &c.Version },
		Steps: []Step{
			{Name: "setup", Said: "Thiết lập cơ quan"}, {Name: "settings", Said: "Đổi thiết lập", Needs: office.MayAdmit},
			{Name: "admit", Said: "Thêm người dùng", Needs: office.MayAdmit}, {Name: "recover", Said: "Chỉ định quản trị bằng khóa khôi phục", Needs: office.MayAdmit}, {Name: MergeStep, Said: "Ghép hai bản sửa"},
		},
		Line:   func(c office.Clerk) Line { return Line{Title: c.Name, Below: c.Position, State: leftOrHere(c)} },
		Gone:   []office.State{"left"},
		Fields: map[string]string{"name": "Họ và tên", "position": "Chức vụ", "left": "Đã thôi việc"},
	}
	templates = Kind[office.MarkTemplate]{
		Name: office.KindTemplate, Said: "Mẫu ký hiệu riêng", Clash: Local,
		Named:  func(t *office.MarkTemplate) (*office.ID, *int64) { return &t.ID, &t.Version },
		Steps:  []Step{{Name: "setup", Said: "Thiết lập cơ quan"}, {Name: "settings", Said: "Đổi thiết lập", Needs: office.MayRun}},
		Line:   func(t office.MarkTemplate) Line { return Line{Title: t.Form.Name(), Below: t.Type} },
		Fields: map[string]string{"lines": "Lời của ký hiệu", "size_pt": "Cỡ chữ", "form": "Hình thức", "type": "Loại văn bản"},
	}
	refusals = Kind[office.Refusal]{
		Name: office.KindRefusal, Said: "Dòng sổ", Clash: Alone,
		Named: func(r *office.Refusal) (*office.ID, *int64) { return &r.ID, &r.Version },
		Steps: []Step{{Name: "refuse-secret", Said: "Từ chối văn bản mật", Needs: office.MayConvert}, {Name: "refuse-registering", Said: "Từ chối vào sổ văn bản mật", Needs: office.MayKeep}},
		Line: func(r office.Refusal) Line {
			return Line{Title: "Văn bản mật không tiếp nhận", Below: r.Secrecy.Name(), At: day(r.At)}
		},
		Fields: map[string]string{"secrecy": "Độ mật", "number": "Số", "symbol": "Ký hiệu", "issuer": "Cơ quan ban hành", "issued": "Ngày ban hành"},
	}
	roots = Kind[office.TrustedRoot]{
		Name: office.KindRoot, Said: "Gốc tin cậy", Clash: Local,
		Named:  func(r *office.TrustedRoot) (*office.ID, *int64) { return &r.ID, &r.Version },
		Steps:  []Step{{Name: "trust", Said: "Tin một gốc", Needs: office.MayRun}, {Name: "distrust", Said: "Thôi tin một gốc", Needs: office.MayRun}},
		Line:   func(r office.TrustedRoot) Line { return Line{Title: r.Name, At: day(r.Added), Due: day(r.ValidTo)} },
		Fields: map[string]string{"name": "Tên gốc", "sha256": "Mã băm", "removed": "Đã thôi tin"},
	}
	notices = Kind[office.Notice]{
		Name: office.KindNotice, Said: "Ghi nhận", Clash: Alone,
		Named: func(n *office.Notice) (*office.ID, *int64) { return &n.ID, &n.Version },
		Steps: []Step{
			{Name: "accept-journal", Said: "Ghi nhận dữ liệu bị quay lại", Needs: office.MayRun}, {Name: "sweep", Said: "Dọn tệp không có hồ sơ", Needs: office.MayRun},
			{Name: "adopt", Said: "Nhận lại tệp không có hồ sơ", Needs: office.MayConvert},
			{Name: "marks-kept", Said: "Ghi rằng có sổ mốc"}, {Name: "mend-file", Said: "Lấy lại tệp từ bản sao"},
			{Name: "mend", Said: "Lập lại cơ sở dữ liệu"},
			{Name: "guard-stop", Said: "Ngừng sao vì nghi mã độc"}, {Name: "guard-lift", Said: "Cho sao tiếp", Needs: office.MayRun},
		},
		Line:   func(n office.Notice) Line { return Line{Title: n.Kind.Name(), Below: n.Why, At: day(n.At)} },
		Fields: map[string]string{"kind": "Về việc", "why": "Lý do", "clerk": "Người ghi nhận", "found": "Đã thấy"},
	}
	signings = Kind[office.SigningSetup]{
		Name: office.KindSigning, Said: "Thiết lập ký số", Clash: Local,
		Named: func(g *office.SigningSetup) (*office.ID, *int64) { return &g.ID, &g.Version },
		Steps: []Step{
			{Name: "settings", Said: "Đổi thiết lập", Needs: office.MayRun}, {Name: "choose-look", Said: "Chọn cách hiện chữ ký", Needs: office.MaySign},
			{Name: "look-picture", Said: "Đổi hình con dấu, chữ ký", Needs: office.MayRun}, {Name: "choose-key", Said: "Chọn chứng thư ký", Needs: office.MaySign},
		},
		Line:   func(office.SigningSetup) Line { return Line{Title: "Thiết lập ký số của trạm"} },
		Values: map[string]func(string) string{"last_key.place": Said(office.KeyPlace.Name)},
		Fields: map[string]string{"stamp_url": "Máy chủ dấu thời gian", "module": "Thư viện của token", "last_key": "Chứng thư ký dùng gần nhất", "seal": "Hình con dấu", "hands": "Hình chữ ký", "looks": "Cách hiện chữ ký"},
	}
	stationKeys = Kind[office.StationKey]{
		Name: office.KindStationKey, Said: "Khóa của trạm", Clash: Local,
		Named: func(k *office.StationKey) (*office.ID, *int64) { return &k.ID, &k.Version },
		Steps: []Step{
			{Name: "station-key", Said: "Lập khóa của trạm"}, {Name: "certify-key", Said: "Xác nhận khóa của trạm", Needs: office.MaySign},
			{Name: "import-key", Said: "Nhập khóa của trạm khác", Needs: office.MayRun}, {Name: "retire-key", Said: "Thôi dùng khóa của trạm", Needs: office.MayRun},
		},
		Line: func(k office.StationKey) Line {
			return Line{Title: "Khóa " + k.KeyID, Below: k.Office, At: day(k.Created)}
		},
		Fields: map[string]string{"key_id": "Số của khóa", "certified_by": "Chứng thư xác nhận", "retired": "Đã thôi dùng"},
	}
	signedFiles = Kind[office.SignedFile]{
		Name: office.KindSigned, Said: "Bản ký số", Clash: Alone, Of: "conversion", Silent: true, Only: []string{"conversion"}, Taken: Stale,
		Named: func(f *office.SignedFile) (*office.ID, *int64) { return &f.ID, &f.Version },
		Steps: []Step{
			{Name: "sign", Said: "Ký số", Needs: office.MaySign}, {Name: "finish", Said: "Ký số khi hoàn thành", Needs: office.MaySign}, {Name: "extend", Said: "Bổ sung bằng chứng cho chữ ký", Needs: office.MaySign},
		},
		Line: func(f office.SignedFile) Line {
			return Line{Title: "Bản ký số", Facts: map[string][]string{"conversion": {string(f.Conversion)}, "owes": onlyIf(f.Owes, "yes"), "pdf": wholes(f)}}
		},
		Fields: map[string]string{"parts": "Chữ ký và bằng chứng", "owes": "Còn nợ bằng chứng"},
	}
	withdrawals = Kind[office.Withdrawal]{
		Name: office.KindWithdrawal, Said: "Bản thu hồi", Clash: Alone, Of: "conversion", Silent: true, Only: []string{"conversion"}, Taken: WithdrawnAlready,
		Named: func(w *office.Withdrawal) (*office.ID, *int64) { return &w.ID, &w.Version },
		Steps: []Step{{Name: "withdraw", Said: "Thu hồi", Needs: office.MayWithdraw}},
		Line: func(w office.Withdrawal) Line {
			return Line{Title: "Thu hồi", Below: w.Reason, At: day(w.At), Facts: map[string][]string{"conversion": {string(w.Conversion)}}}
		},
		Fields: map[string]string{"reason": "Lý do thu hồi", "clerk": "Người thu hồi"},
	}
	printouts = Kind[office.Printout]{
		Name: office.KindPrintout, Said: "Lượt in", Clash: Alone, Of: "conversion", Silent: true,
		Named: func(p *office.Printout) (*office.ID, *int64) { return &p.ID, &p.Version },
		Steps: []Step{
			{Name: "print", Said: "Đưa đi in", Needs: office.MayConvert}, {Name: "printer", Said: "Máy in trả lời"}, {Name: "cancel-print", Said: "Bỏ lượt in", Needs: office.MayConvert},
			{Name: "tell", Said: "Ghi số bản đã ra", Needs: office.MayConvert}, {Name: "ink", Said: "Xác nhận ký, đóng dấu", Needs: office.MaySign},
		},
		Line: func(p office.Printout) Line {
			return Line{Title: "Lượt in", Facts: map[string][]string{"conversion": {string(p.Conversion)}, "told": onlyIf(!p.Confirmed(), "no")}}
		},
		Values: map[string]func(string) string{"job.state": Said(office.JobState.Name)},
		Fields: map[string]string{"printer": "Máy in", "copies": "Số bản", "state": "Tình trạng"},
	}
	conversions = Kind[office.Conversion]{
		Name: office.KindConversion, Said: "Hồ sơ", Clash: Alone, Gone: []office.State{office.Discarded},
		Named: func(c *office.Conversion) (*office.ID, *int64) { return &c.ID, &c.Version },
		Steps: []Step{
			{Name: "draft", Said: "Mở bản nháp", Needs: office.MayConvert}, {Name: "import", Said: "Nhập thông điệp dữ liệu", From: []office.State{Unborn}, Needs: office.MayConvert},
			{Name: "adopt", Said: "Nhận lại tệp không có hồ sơ", From: []office.State{Unborn}, Needs: office.MayConvert}, {Name: "recover", Said: "Tìm lại trang sau sự cố"},
			{Name: "take", Said: "Thêm trang", Needs: office.MayConvert}, {Name: "arrive", Said: "Nhận tệp từ thư mục quét"}, {Name: "edit", Said: "Sắp lại trang", Needs: office.MayConvert},
			{Name: "remove", Said: "Bỏ trang", Needs: office.MayConvert}, {Name: "replace", Said: "Thay trang bằng trang khác", Needs: office.MayConvert},
			{Name: "take-back", Said: "Hoàn tác, bỏ lại trang đã thêm", Needs: office.MayConvert}, {Name: "bring-back", Said: "Hoàn tác, lấy lại trang đã bỏ", Needs: office.MayConvert},
			{Name: "retouch", Said: "Chỉnh trang", Needs: office.MayConvert}, {Name: "drop-blank", Said: "Xét mặt trắng", Needs: office.MayConvert},
			{Name: "describe", Said: "Ghi thông tin văn bản", Needs: office.MayConvert}, {Name: "check", Said: "Ghi số trang đã đếm, trang đã xem", Needs: office.MayConvert},
			{Name: "see-pages", Said: "Ghi trang đã xem, số trang đã đếm", Needs: office.MayConvert},
			{Name: "reopen", Said: "Mở lại để sửa", Needs: office.MayConvert}, {Name: "move-mark", Said: "Dời ký hiệu riêng", Needs: office.MayConvert},
			{Name: "vouch-clock", Said: "Xác nhận giờ của máy", Needs: office.MayConvert}, {Name: "decide", Said: "Quyết định in bản còn ngờ", Needs: office.MayConvert},
			{Name: "number", Said: "Lấy số bản sao", Needs: office.MayConvert}, {Name: "press", Said: "Làm bản in", Needs: office.MayConvert},
			{Name: "print", Said: "Đưa đi in", Needs: office.MayConvert}, {Name: "tell", Said: "Ghi số bản đã ra", Needs: office.MayConvert},
			{Name: "ink", Said: "Xác nhận ký, đóng dấu", Needs: office.MaySign}, {Name: "finish", Said: "Hoàn thành", Needs: office.MayConvert},
			{Name: "discard", Said: "Bỏ bản nháp", Needs: office.MayConvert}, {Name: "restore", Said: "Lấy lại bản nháp đã bỏ", From: []office.State{office.Discarded}, Needs: office.MayConvert},
			{Name: "refuse-secret", Said: "Từ chối văn bản mật", Needs: office.MayConvert},
		},
		Line: lineOfConversion,
		Fields: map[string]string{
			"state": "Tình trạng", "form": "Hình thức", "document": "Văn bản", "pages": "Các trang", "paper_pages": "Số trang giấy", "page_count": "Số trang đã đưa vào", "viewed": "Trang đã xem", "declared": "Khai trong lệnh, không xem ở đây",
			"mark": "Ký hiệu riêng", "finished": "Thời gian hoàn thành", "code": "Mã tra cứu", "message": "Thông điệp dữ liệu", "print": "Bản in", "signed": "Người ký",
			"clock": "Lời xác nhận giờ", "certification": "Chứng thực", "conditions": "Điều kiện", "clerk": "Người thực hiện", "source": "Nguồn",
			"entering": "Vào sổ văn bản đến", "entering.to": "Nơi nhận", "entering.give": "Người được giao", "entering.due": "Hạn", "entering.another": "Là văn bản khác",
		},
		table: conversionTable{}, journal: outlineOf, rule: conversionRule,
	}
)

// own are the kinds that every store knows.
var own = []AnyKind{
	stations, offices, clerks, templates, refusals, roots, notices, signings, stationKeys, signedFiles, withdrawals, printouts, conversions,
}

// Kinds lists the kinds of this store in the order of their names.
func (s *Store) Kinds() []AnyKind {
	return slices.SortedFunc(maps.Values(s.kinds), func(a, b AnyKind) int { return cmp.Compare(a.Kind(), b.Kind()) })
}

// kind is a kind by its name; one that this program does not know is kept and shown as
// such.
func (s *Store) kind(name office.Kind) AnyKind {
	if k, known := s.kinds[name]; known {
		return k
	}
	return stranger{unknown{Name: name, Said: "Mục của bản phần mềm mới hơn"}}
}

// KindOf is a kind by its name, and whether this program knows it.
func (s *Store) KindOf(name office.Kind) (AnyKind, bool) {
	_, known := s.kinds[name]
	return s.kind(name), known
}

// kindOf is the kind of the record that entries tell of: of several that of its birth.
func (s *Store) kindOf(all []office.Entry) AnyKind { return s.kind(birthOf(all).Kind) }

// stranger is a kind that a newer program declares.
type stranger struct{ unknown }

type unknown = Kind[json.RawMessage]

// LineOf names the kind, and nothing that this program could misread.
func (k stranger) LineOf([]byte) (Line, error) {
	return Line{Title: k.Said, Below: string(k.Name), State: Unread}, nil
}

func kindsOf(more []AnyKind) (map[office.Kind]AnyKind, error) {
	all := map[office.Kind]AnyKind{}
	for _, k := range append(slices.Clone(own), more...) {
		if _, twice := all[k.Kind()]; twice {
			return nil, fmt.Errorf("two rooms declare the kind %s", k.Kind())
		}
		all[k.Kind()] = k
	}
	return all, nil
}

func onlyIf(is bool, value string) []string {
	if !is {
		return nil
	}
	return []string{value}
}

func wholes(f office.SignedFile) (all []string) {
	for _, p := range f.Parts {
		all = append(all, string(p.Whole))
	}
	return all
}

func leftOrHere(c office.Clerk) office.State {
	if c.Left {
		return "left"
	}
	return "here"
}

// day is a time as lists order it; empty: there is none.
func day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(timeForm)
}
