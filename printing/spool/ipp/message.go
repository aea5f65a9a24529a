package ipp

import "time"

// Tag names the kind of a value, or begins a group of attributes.
type Tag byte

// Groups.
const (
	OperationGroup  Tag = 0x01
	JobGroup        Tag = 0x02
	endOfAttributes Tag = 0x03
	PrinterGroup    Tag = 0x04
)

// Values. Every other tag from 0x10 on is read as bytes.
const (
	firstValue Tag = 0x10 // below it are groups; 0x10 to 0x1f are values that are not there
	Integer    Tag = 0x21
	Boolean    Tag = 0x22
	Enum       Tag = 0x23
	DateTime   Tag = 0x31
	Resolution Tag = 0x32
	Range      Tag = 0x33
	collection Tag = 0x34
	TextLang   Tag = 0x35
	NameLang   Tag = 0x36
	endOfCol   Tag = 0x37
	Text       Tag = 0x41
	Name       Tag = 0x42
	Keyword    Tag = 0x44
	URI        Tag = 0x45
	Charset    Tag = 0x47
	Language   Tag = 0x48
	MimeType   Tag = 0x49
	memberName Tag = 0x4a
)

// Message is a request or a response: Code is the operation asked for, or how it
// went.
type Message struct {
	Major, Minor byte
	Code         uint16
	ID           int32
	Groups       []Group
}

// Group is the attributes of one thing: the operation, a job, a printer.
type Group struct {
	Tag   Tag
	Attrs []Attr
}

// Attr is a named attribute with one value or more.
type Attr struct {
	Name   string
	Values []Value
}

// Value is one value; its Tag tells which of the fields it uses.
type Value struct {
	Tag     Tag
	Int     int       // Integer, Enum, Boolean (0 or 1), the lower end of a Range, across of a Resolution
	Upper   int       // the upper end of a Range, along of a Resolution
	Text    string    // everything that is written in letters, and values of unknown kinds
	Time    time.Time // DateTime
	Members []Attr    // a collection
}

// The makers of attributes that requests are built of.

// Ints makes an attribute of whole numbers.
func Ints(name string, tag Tag, values ...int) Attr {
	a := Attr{Name: name}
	for _, v := range values {
		a.Values = append(a.Values, Value{Tag: tag, Int: v})
	}
	return a
}

// Texts makes an attribute of words.
func Texts(name string, tag Tag, values ...string) Attr {
	a := Attr{Name: name}
	for _, v := range values {
		a.Values = append(a.Values, Value{Tag: tag, Text: v})
	}
	return a
}

// Collection makes an attribute that is made of attributes.
func Collection(name string, members ...Attr) Attr {
	return Attr{Name: name, Values: []Value{{Tag: collection, Members: members}}}
}

// Get finds an attribute; one that is not there has no values.
func (g Group) Get(name string) Attr {
	for _, a := range g.Attrs {
		if a.Name == name {
			return a
		}
	}
	return Attr{}
}

// Has tells whether one of the values is that word.
func (a Attr) Has(word string) bool {
	for _, v := range a.Values {
		if v.Text == word {
			return true
		}
	}
	return false
}

// Text is the first value that is written in letters.
func (a Attr) Text() string {
	for _, v := range a.Values {
		if v.Text != "" {
			return v.Text
		}
	}
	return ""
}

// Int is the first value as a number, 0 where there is none.
func (a Attr) Int() int {
	for _, v := range a.Values {
		if v.isNumber() {
			return v.Int
		}
	}
	return 0
}

func (v Value) isNumber() bool {
	return v.Tag == Integer || v.Tag == Enum || v.Tag == Boolean || v.Tag == Range
}
