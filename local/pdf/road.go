package pdf

import (
	"fmt"
	"strconv"
	"strings"

	"tram/local/pdf/cos"
)

// role is what an object is for, told by the road that leads to it.
type role string

const (
	roleKept       role = "" // what must be what it was
	roleCatalog    role = "catalog"
	rolePages      role = "pages"
	rolePage       role = "page"
	roleList       role = "list of annotations"
	roleNote       role = "annotation"
	roleForm       role = "form"
	roleFields     role = "list of fields"
	roleField      role = "field"
	roleValue      role = "value of a field"
	roleSignature  role = "signature"
	roleLook       role = "look"
	roleAbout      role = "document information"
	roleMetadata   role = "metadata"
	roleExtensions role = "extensions"
	roleStore      role = "store of evidence"
	roleEvidence   role = "piece of evidence"
	roleStructure  role = "structure"
	roleColours    role = "colours of the file"
	rolePart       role = "part of an annotation"
)

// Places in the words of a clerk.
const (
	placeCatalog   = "cấu trúc chung của tệp"
	placeTree      = "thứ tự các trang"
	placeForm      = "biểu mẫu"
	placeTrailer   = "phần mục lục của tệp"
	placeInfo      = "thông tin mô tả tệp"
	placeEvidence  = "kho bằng chứng của chữ ký"
	placeTwoRoles  = "dữ liệu bị dùng vào hai việc khác nhau"
	placeNowhere   = "dữ liệu thêm vào mà không phần nào của tệp dùng đến"
	placeTwice     = "có mục ghi hai lần, mỗi chương trình có thể đọc một khác"
	placeUnread    = "phần thêm vào không đọc được"
	placeElsewhere = "dữ liệu lấy từ tệp khác"
)

// placePage names a page, from 0.
func placePage(index int) string { return fmt.Sprintf("trang %d", index+1) }

func placeField(name string) string { return "ô " + strconv.Quote(name) }

// road leads to an object. A mention is a road that only points back at a part of
// the file that has its own road, such as /P of an annotation at its page.
type road struct {
	at      cos.Ref
	role    role
	mention bool
	place   string
}

// mentioning are the keys that point back. A name of a resource may be the same:
// what is mentioned is a dictionary without a stream, and none of its keys that may
// change means anything where a resource is due.
var mentioning = map[cos.Name]bool{
	"Parent": true, "P": true, "Pg": true, "Popup": true, "IRT": true, "Obj": true, "Data": true, "D": true, "Dest": true,
	"CO": true, "T": true, "Pages": true, "Fields": true, "AN": true, "Annotation": true,
}

// standing are the roles of what may be mentioned.
var standing = map[role]bool{roleCatalog: true, rolePages: true, rolePage: true, roleNote: true, roleField: true}

// lead notes the roads that go on from a value. Nothing is walked before all that
// stands by itself has its role.
func (c *comparison) lead(o cos.Object, key cos.Name, r role, place string) {
	switch v := o.(type) {
	case cos.Ref:
		c.enter(road{v, r, mentioning[key], place})
	case cos.Array:
		for i, item := range v.Items {
			if at, is := item.(cos.Ref); is && i == 0 && destination(v) {
				c.enter(road{at, r, true, place})
				continue
			}
			c.lead(item, key, r, place)
		}
	case cos.Dict:
		for _, e := range v.Entries {
			c.lead(e.Value, e.Key, r, place)
		}
	}
}

// enter notes a road once: a small file can name the same object a million times.
func (c *comparison) enter(r road) {
	if r.at.Num <= 0 || r.at.Num >= len(c.kept) {
		return
	}
	if c.first(r) {
		c.roads = append(c.roads, r)
	}
}

// first notes that a road was entered. Nearly all are kept ones, for which a few bits
// an object are enough: a road from a page counts apart, since it says where something
// shows.
func (c *comparison) first(r road) bool {
	if r.role == roleKept && r.at.Gen == 0 {
		way := 0
		if r.mention {
			way = 1
		}
		if strings.HasPrefix(r.place, "trang") {
			way += 2
		}
		seen := &c.named[way]
		if *seen == nil {
			*seen = make([]bool, len(c.kept))
		}
		was := (*seen)[r.at.Num]
		(*seen)[r.at.Num] = true
		return !was
	}
	key := steps{r.at, r.role, r.mention}
	was := c.entered[key]
	c.entered[key] = true
	return !was
}

// destination tells whether a list says a place to go to: a page and how to show it.
func destination(a cos.Array) bool {
	if len(a.Items) < 2 {
		return false
	}
	how, is := a.Items[1].(cos.Name)
	return is && (how == "XYZ" || strings.HasPrefix(string(how), "Fit"))
}

// stay asks that a value is what it was, with all that it leads to.
func (c *comparison) stay(key cos.Name, was, is cos.Object, place string) {
	if !rounded(was, is) {
		c.content(place)
		return
	}
	c.lead(is, key, roleKept, place)
}

// take gives an object its role. One that has another role already must not have
// changed.
func (c *comparison) take(num int, r role) {
	switch known, has := c.roles[num]; {
	case !has:
		c.roles[num] = r
	case known != r && c.differs[num]:
		c.content(placeTwoRoles)
	}
}

// steps are what makes a road another one.
type steps struct {
	at      cos.Ref
	role    role
	mention bool
}

// walk follows all roads to their ends.
func (c *comparison) walk() {
	been := map[steps]bool{}
	for len(c.roads) > 0 && c.ctx.Err() == nil {
		last := len(c.roads) - 1
		r := c.roads[last]
		c.roads = c.roads[:last]
		if r.mention && standing[c.roles[r.at.Num]] {
			continue
		}
		if r.role == roleKept {
			if !c.kept[r.at.Num] {
				c.kept[r.at.Num] = true
				c.keep(r)
			}
		} else if here := (steps{at: r.at, role: r.role}); !been[here] {
			been[here] = true
			c.come(r)
		}
	}
	for num, r := range c.roles {
		if r != roleKept && c.differs[num] && c.kept[num] {
			c.content(placeTwoRoles)
		}
	}
}

// keep walks through what must not have changed.
func (c *comparison) keep(r road) {
	if c.differs[r.at.Num] {
		c.content(r.place)
		return
	}
	item, err := c.now.f.Follow(r.at)
	if err != nil {
		c.note(Unknown) // what it leads to nobody can tell
		return
	}
	c.lead(item.Value, "", roleKept, r.place)
}

// come walks through what may have come.
func (c *comparison) come(r road) {
	if standing[c.roles[r.at.Num]] {
		if c.differs[r.at.Num] {
			c.content(placeTwoRoles)
		}
		return // it has a road of its own
	}
	item, err := c.now.f.Follow(r.at)
	if err != nil {
		c.content(r.place)
		return
	}
	if c.differs[r.at.Num] {
		c.take(r.at.Num, r.role)
		c.changed[r.role] = true
		if item.Stream > 0 && !streaming[r.role] {
			c.content(r.place)
		}
	}
	c.lead(item.Value, "", r.role, r.place)
}

// streaming are the roles whose objects may be streams.
var streaming = map[role]bool{roleLook: true, roleValue: true, roleColours: true}

// open reads a value that may stand by itself, in both states, and gives what it is
// in the newer one its role.
func (c *comparison) open(was, is cos.Object, r role, place string) (then, now cos.Item) {
	then, err := itemOf(c.then.f, was)
	if err != nil {
		c.content(place)
		return cos.Item{}, cos.Item{}
	}
	if now, err = itemOf(c.now.f, is); err != nil {
		c.content(place)
		return cos.Item{}, cos.Item{}
	}
	if at, by := is.(cos.Ref); by {
		c.take(at.Num, r)
	}
	return then, now
}

// dicts reads a dictionary in both states; null counts as an empty one. Anything
// else is a change unless it is the same in both, and is not ok.
func (c *comparison) dicts(was, is cos.Object, r role, place string) (then, now cos.Dict, ok bool) {
	a, b := c.open(was, is, r, place)
	then, wasDict := a.Value.(cos.Dict)
	now, isDict := b.Value.(cos.Dict)
	fine := func(item cos.Item, dict bool) bool { return item.Value == nil || dict && item.Stream == 0 }
	if fine(a, wasDict) && fine(b, isDict) && !now.Twice() {
		return then, now, true
	}
	c.stay("", was, is, place)
	return cos.Dict{}, cos.Dict{}, false
}

// lists reads a list in both states, as dicts does a dictionary.
func (c *comparison) lists(was, is cos.Object, r role, place string) (then, now []cos.Object, ok bool) {
	a, b := c.open(was, is, r, place)
	before, wasList := a.Value.(cos.Array)
	after, isList := b.Value.(cos.Array)
	if (a.Value == nil || wasList) && (b.Value == nil || isList) {
		return before.Items, after.Items, true
	}
	c.stay("", was, is, place)
	return nil, nil, false
}

// fresh tells whether the older state had no object of that number.
func (c *comparison) fresh(at cos.Ref) bool {
	_, used := c.then.f.Gen(at.Num)
	return c.differs[at.Num] && !used
}
