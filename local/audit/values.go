package audit

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"tram/local/office"
)

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

// text is a string in words: as the kind of its record names it, the name of a value of
// the trade, a time as it was in Việt Nam, a hash by its beginning, a record by its name.
func (c *comparing) text(path, s string) string {
	if said := c.kind.Value(path, s); said != "" {
		return said
	}
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
		return joinedFirst(c.called(office.ID(s)), office.ID(s).Short())
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
	"state":   func(s string) string { return office.State(s).Name() },
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
