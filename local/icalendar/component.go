package icalendar

import "strings"

// component is what stands between a BEGIN and its END.
type component struct {
	name  string // upper case
	props []property
	subs  []*component
	bad   []string // lines that are none, the first few
	more  bool     // it had more properties than are read
}

// object is a VCALENDAR with what matters of it.
type object struct {
	component
	zones  map[string]*component // by TZID, lower case
	events []*component
	others map[string]int // how many of which other components
	closed bool
}

func newObject() *object { return &object{zones: map[string]*component{}, others: map[string]int{}} }

// file is all that a text holds.
type file struct {
	objects []*object
	bad     []string // lines outside of everything
	cut     int      // events that nothing ends
	events  int
	deep    bool
	open    bool // a VCALENDAR was begun and not ended
	nested  bool // another one began within one

	stack []*component
	skips []string // names of what is too deep
}

// components parts a text into what it holds. It fails with TooManyEvents.
func components(t *text) (*file, error) {
	f := &file{}
	for {
		line, ok := t.next()
		if !ok {
			break
		}
		if err := t.stopped(); err != nil {
			return nil, err
		}
		if err := f.take(clean(line)); err != nil {
			return nil, err
		}
	}
	for _, c := range f.stack {
		if c.name == "VEVENT" {
			f.cut++
		}
	}
	return f, nil
}

func (f *file) take(line string) error {
	p, ok := parse(line)
	name := strings.ToUpper(strings.TrimSpace(p.value))
	switch {
	case !ok:
		f.lost(line)
	case p.name == "BEGIN":
		return f.begin(name)
	case p.name == "END":
		f.end(name)
	case len(f.skips) > 0:
	case len(f.stack) > 0:
		if top := f.stack[len(f.stack)-1]; len(top.props) < mostProps {
			top.props = append(top.props, p)
		} else {
			top.more = true
		}
	case len(f.objects) > 0 && !f.current().closed && len(f.current().props) < mostProps:
		f.current().props = append(f.current().props, p)
	default:
		f.lost(line)
	}
	return nil
}

func (f *file) lost(line string) {
	bad := &f.bad
	if len(f.stack) > 0 {
		bad = &f.stack[len(f.stack)-1].bad
	}
	if len(*bad) < 3 {
		*bad = append(*bad, line)
	}
}

func (f *file) current() *object { return f.objects[len(f.objects)-1] }

func (f *file) begin(name string) error {
	if name == "VCALENDAR" {
		f.closeAll()
		f.nested, f.open = f.nested || f.open, true
		f.objects = append(f.objects, newObject())
		return nil
	}
	if name == "VEVENT" { // no event stands in another one: its END was lost
		if f.events++; f.events > MostEvents {
			return TooManyEvents
		}
		f.closeAll()
	}
	if len(f.skips) > 0 || len(f.stack) == mostDepth {
		f.deep = true
		if len(f.skips) < 10*mostDepth {
			f.skips = append(f.skips, name)
		}
		return nil
	}
	f.stack = append(f.stack, &component{name: name})
	return nil
}

func (f *file) end(name string) {
	if name == "VCALENDAR" {
		f.open = false
		f.closeAll()
		if len(f.objects) > 0 {
			f.current().closed = true
		}
		return
	}
	if n := len(f.skips); n > 0 {
		if f.skips[n-1] == name {
			f.skips = f.skips[:n-1]
			return
		}
	}
	for i := len(f.stack) - 1; i >= 0; i-- {
		if f.stack[i].name == name {
			for len(f.stack) > i {
				f.close()
			}
			f.skips = nil
			return
		}
	}
}

func (f *file) closeAll() {
	for f.skips = nil; len(f.stack) > 0; {
		f.close()
	}
}

// close puts the innermost component where it belongs.
func (f *file) close() {
	n := len(f.stack) - 1
	c := f.stack[n]
	f.stack = f.stack[:n]
	if n > 0 {
		top := f.stack[n-1]
		if len(top.subs) < mostProps {
			top.subs = append(top.subs, c)
		}
		return
	}
	if len(f.objects) == 0 || f.current().closed {
		f.objects = append(f.objects, newObject()) // a bare event
	}
	o := f.current()
	switch c.name {
	case "VEVENT":
		o.events = append(o.events, c)
	case "VTIMEZONE":
		if id := c.first("TZID"); id != nil && len(o.zones) < mostZones {
			key := strings.ToLower(strings.Trim(id.value, "\" "))
			if o.zones[key] == nil {
				o.zones[key] = c
			}
		}
	default:
		o.others[c.name]++
	}
}

// first is the first property of a name; nil: there is none.
func (c *component) first(name string) *property {
	for i := range c.props {
		if c.props[i].name == name {
			return &c.props[i]
		}
	}
	return nil
}

// said is the text of the first property of a name.
func (c *component) said(name string) string {
	if p := c.first(name); p != nil {
		return p.said()
	}
	return ""
}

// write writes a component as it was.
func (c *component) write(b *strings.Builder) {
	b.WriteString("BEGIN:" + c.name + "\n")
	for _, p := range c.props {
		b.WriteString(p.kept() + "\n")
	}
	for _, s := range c.subs {
		s.write(b)
	}
	b.WriteString("END:" + c.name + "\n")
}
