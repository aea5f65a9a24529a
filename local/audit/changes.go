package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// mostValue is how much of a value is told, in letters.
const mostValue = 300

const (
	outlined    = "Nhật ký chỉ giữ phần khung của bản nháp; chữ của nó nằm ngoài nhật ký, nên không so được ở đây."
	fromOutline = "Mục trước chỉ giữ phần khung của bản nháp: chữ hiện ở đây có thể đã được gõ từ trước mục này."
	parted      = "Mục này nối vào hai bản sửa song song trở lên; so với bản đầu tiên trong số đó."
	damaged     = "Không đọc được nội dung của mục này."
	gone        = "Không thấy mục trước nó ở trạm này, nên không biết trước đó là gì."
)

// changes compares what an entry says with what it follows, field by field, in the
// words of its kind.
func (b *Book) changes(kind store.AnyKind, before []office.Entry, e office.Entry) (all []office.FieldChange, note string) {
	now, err := fieldsOf(e.Body)
	if err != nil {
		return []office.FieldChange{}, damaged
	}
	was := map[string]any{}
	switch {
	case len(before) > 0:
		if was, err = fieldsOf(before[0].Body); err != nil {
			return []office.FieldChange{}, damaged
		}
		if len(before) > 1 {
			note = parted
		}
	case e.Base > 0:
		return []office.FieldChange{}, gone
	}
	switch {
	case isOutline(kind, now):
		note = joined(" ", note, outlined)
	case isOutline(kind, was):
		note = joined(" ", note, fromOutline)
	}
	c := comparing{kind: kind, types: b.types, all: []office.FieldChange{}}
	c.objects("", "", was, now)
	return c.all, note
}

// isOutline tells an entry whose words lie beside the journal.
func isOutline(kind store.AnyKind, fields map[string]any) bool {
	_, is := fields["words"]
	return is && kind.Field("words") == ""
}

func fieldsOf(body []byte) (fields map[string]any, err error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	err = d.Decode(&fields)
	return fields, err
}

// comparing walks two bodies of one kind beside each other.
type comparing struct {
	kind  store.AnyKind
	types func(code string) string
	all   []office.FieldChange
}

// objects compares the fields of two objects at a path: its names in JSON with dots,
// and in words.
func (c *comparing) objects(path, words string, was, now map[string]any) {
	names := slices.Collect(maps.Keys(now))
	for name := range was {
		if _, both := now[name]; !both {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(c.ordered(path, a), c.ordered(path, b)) })
	for _, name := range names {
		c.values(dotted(path, name), words, was[name], now[name])
	}
}

// ordered sorts fields that have words before those that have none.
func (c *comparing) ordered(path, name string) string {
	if w := c.word(dotted(path, name)); w != "" {
		return "0" + w
	}
	return "1" + name
}

func dotted(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// values compares two values. What has no word is told with what it lies in; what lies
// in nothing that has a word is a matter of the program (the number of the version).
func (c *comparing) values(path, words string, was, now any) {
	if same(was, now) {
		return
	}
	if word := c.word(path); word != "" {
		words = joined(", ", words, lowered(words, word))
	} else if !isObject(was, now) {
		if words != "" {
			c.tell(office.FieldChange{Field: words})
		}
		return
	}
	if isObject(was, now) {
		inside := len(c.all)
		wasObject, _ := was.(map[string]any)
		nowObject, _ := now.(map[string]any)
		c.objects(path, words, wasObject, nowObject)
		if len(c.all) == inside && words != "" {
			c.tell(office.FieldChange{Field: words})
		}
		return
	}
	c.tell(office.FieldChange{Field: words, Was: c.shown(path, was), Now: c.shown(path, now)})
}

// lowered begins a word in the midst of others with a small letter.
func lowered(before, word string) string {
	if before == "" {
		return word
	}
	first := []rune(word)
	if len(first) > 1 && strings.ToUpper(string(first[1])) == string(first[1]) && first[1] != ' ' {
		return word // PDF, QR
	}
	return strings.ToLower(string(first[0])) + string(first[1:])
}

// tell adds a change once.
func (c *comparing) tell(one office.FieldChange) {
	bare := one.Was == "" && one.Now == ""
	if bare && slices.ContainsFunc(c.all, func(o office.FieldChange) bool {
		return o.Field == one.Field || strings.HasPrefix(o.Field, one.Field+", ")
	}) {
		return
	}
	c.all = append(c.all, one)
}

// word is what people call a field: as its kind says, by its path or its name, or as it
// is called everywhere.
func (c *comparing) word(path string) string {
	if w := c.kind.Field(path); w != "" {
		return w
	}
	name := path[strings.LastIndexByte(path, '.')+1:]
	if name == path {
		return everywhere[path]
	}
	return everywhere[name]
}

// everywhere are names that mean the same wherever they stand.
var everywhere = map[string]string{
	"name": "Tên", "position": "Chức vụ", "number": "Số", "symbol": "Ký hiệu", "subject": "Trích yếu", "issuer": "Cơ quan ban hành",
	"issued": "Ngày ban hành", "secrecy": "Độ mật", "dossier": "Mã hồ sơ", "type": "Loại văn bản", "why": "Lý do", "reason": "Lý do",
	"printer": "Máy in", "copies": "Số bản", "pages": "Các trang", "came": "Số bản đã ra", "signer": "Người ký", "sealed": "Đã đóng dấu",
	"address": "Địa chỉ", "owner": "Chủ quản", "job": "Lệnh in", "order": "Yêu cầu in", "state": "Tình trạng", "wet": "Chữ ký trên giấy",
	"told_by": "Người xác nhận", "office": "Cơ quan", "decision": "Quyết định", "recipients": "Nơi nhận", "place": "Địa danh",
}

func isObject(was, now any) bool {
	_, a := was.(map[string]any)
	_, b := now.(map[string]any)
	return (a || was == nil) && (b || now == nil) && (a || b)
}

// same compares as the journal does: a field that is not there is one that is empty.
func same(was, now any) bool {
	if empty(was) && empty(now) {
		return true
	}
	a, err1 := json.Marshal(was)
	b, err2 := json.Marshal(now)
	return err1 == nil && err2 == nil && bytes.Equal(a, b)
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case bool:
		return !v
	case json.Number:
		return v == "0"
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// shown is a value in words. What is no word for people (a list of objects) is counted.
func (c *comparing) shown(path string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		return map[bool]string{true: "có", false: "không"}[v]
	case json.Number:
		return v.String()
	case string:
		return office.Visible(c.text(path, v), mostValue)
	case []any:
		return c.list(path, v)
	}
	return "có"
}

func (c *comparing) list(path string, all []any) string {
	var said []string
	for _, v := range all {
		text, is := v.(string)
		if _, number := v.(json.Number); !is && !number || recordID.MatchString(text) {
			return fmt.Sprintf("%d mục", len(all))
		}
		said = append(said, c.shown(path, v))
	}
	return office.Visible(strings.Join(said, "; "), mostValue)
}

var (
	digest   = regexp.MustCompile(`^[0-9a-f]{64}$`)
	recordID = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	isoDay   = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
)

// text is a string in words: the name of a value of the trade, a time as it was in Việt
// Nam, a hash by its beginning.
func (c *comparing) text(path, s string) string {
	name := path[strings.LastIndexByte(path, '.')+1:]
	if said := valueNames[name]; said != nil && said(s) != "" {
		return said(s)
	}
	if said := c.types(s); name == "type" && said != "" {
		return said
	}
	const digits = 12
	switch {
	case digest.MatchString(s):
		return s[:digits] + "…"
	case recordID.MatchString(s):
		return short(office.ID(s))
	case isoDay.MatchString(s):
		return s[8:] + "/" + s[5:7] + "/" + s[:4]
	}
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at.In(office.VietNam).Format("15:04:05 02/01/2006")
	}
	return s
}

// valueNames tell the values of the trade by the fields that hold them.
var valueNames = map[string]func(string) string{
	"state":   func(s string) string { return joinedFirst(office.State(s).Name(), office.JobState(s).Name()) },
	"form":    func(s string) string { return office.Form(s).Name() },
	"source":  func(s string) string { return office.Source(s).Name() },
	"secrecy": func(s string) string { return office.Secrecy(s).Name() },
	"kind":    func(s string) string { return office.NoticeKind(s).Name() },
	"role":    func(s string) string { return office.Role(s).Name() },
}

func joinedFirst(names ...string) string {
	for _, n := range names {
		if n != "" {
			return n
		}
	}
	return ""
}
