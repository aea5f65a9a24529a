package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

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
func (b *Book) changes(ctx context.Context, kind store.AnyKind, before []office.Entry, e office.Entry) (all []office.FieldChange, note string) {
	before, note = b.versions(before, e)
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
	case e.Base > 0:
		return []office.FieldChange{}, gone
	}
	switch {
	case isOutline(kind, now):
		note = joined(" ", note, outlined)
	case isOutline(kind, was):
		delete(was, "page_count") // an entry that is whole tells of each page
		note = joined(" ", note, fromOutline)
	}
	c := b.comparing(ctx, kind)
	c.objects("", "", was, now)
	if e.Step == store.SettleStep {
		c.further(before, now)
	}
	return c.all, note
}

func (b *Book) comparing(ctx context.Context, kind store.AnyKind) *comparing {
	return &comparing{kind: kind, types: b.types, all: []office.FieldChange{}, called: func(id office.ID) string {
		t, _ := b.title(ctx, id)
		return t.said
	}}
}

// further tells what else was put aside: of each version after the first what differs.
func (c *comparing) further(aside []office.Entry, now map[string]any) {
	for i := 1; i < len(aside); i++ {
		was, err := fieldsOf(aside[i].Body)
		if err != nil {
			continue
		}
		one := *c
		one.all = nil
		one.objects("", "", was, now)
		for _, change := range one.all {
			change.Field += fmt.Sprintf(" (bản để sang một bên thứ %d)", i+1)
			c.all = append(c.all, change)
		}
	}
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
	kind   store.AnyKind
	types  func(code string) string
	called func(office.ID) string // a record; empty: it has no name, or is not here
	all    []office.FieldChange
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
	if c.items(path, words, was, now) {
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
