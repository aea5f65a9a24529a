package ipp

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func request() Message {
	return Message{Major: 2, Minor: 0, Code: 0x000b, ID: 7, Groups: []Group{
		{Tag: OperationGroup, Attrs: []Attr{
			Texts("attributes-charset", Charset, "utf-8"), Texts("printer-uri", URI, "ipp://localhost/printers/Văn_thư"),
			Texts("requested-attributes", Keyword, "media-supported", "sides-supported"),
		}},
		{Tag: JobGroup, Attrs: []Attr{
			Ints("copies", Integer, 2), Ints("job-priority", Enum, -3), Ints("flag", Boolean, 1),
			{Name: "page-ranges", Values: []Value{{Tag: Range, Int: 1, Upper: 3}, {Tag: Range, Int: 5, Upper: 5}}},
			Collection("media-col", Collection("media-size", Ints("x-dimension", Integer, 21000), Ints("y-dimension", Integer, 29700)),
				Texts("media-source", Keyword, "tray-1")),
		}},
	}}
}

func TestAMessageIsReadAsItWasWritten(t *testing.T) {
	b, err := Encode(request())
	if err != nil {
		t.Fatal(err)
	}
	read, err := Read(bytes.NewReader(append(b, "%PDF"...)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(request(), read); diff != "" {
		t.Error(diff)
	}
}

func TestEveryBeginningOfAMessageIsToldAsCut(t *testing.T) {
	b, err := Encode(request())
	if err != nil {
		t.Fatal(err)
	}
	for n := range b {
		if _, err := Decode(b[:n]); !errors.Is(err, ErrCut) && !errors.Is(err, ErrNonsense) {
			t.Errorf("%d of %d bytes: %v", n, len(b), err)
		}
	}
}

func TestWhatDoesNotFitIsNotWritten(t *testing.T) {
	for name, a := range map[string]Attr{
		"a long value": Texts("x", Text, strings.Repeat("a", 1<<15)), "a long name": Ints(strings.Repeat("a", 1<<15), Integer, 1),
		"a large number": Ints("x", Integer, 1<<40), "a date": {Name: "x", Values: []Value{{Tag: DateTime}}},
	} {
		if _, err := Encode(Message{Major: 1, Minor: 1, Groups: []Group{{Tag: JobGroup, Attrs: []Attr{a}}}}); err == nil {
			t.Errorf("%s was written", name)
		}
	}
}

// raw is a response that holds these bytes as its attributes.
func raw(attributes string) []byte { return []byte("\x02\x00\x00\x00\x00\x00\x00\x01" + attributes) }

func TestHostileMessagesAreRefused(t *testing.T) {
	deep := strings.Repeat("\x34\x00\x01a\x00\x00\x4a\x00\x00\x00\x01b", 1) + strings.Repeat("\x34\x00\x00\x00\x00\x4a\x00\x00\x00\x01b", 20)
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"nothing":                 {nil, ErrCut},
		"a page of the web":       {[]byte("<html><body>404"), ErrNonsense},
		"a value of no group":     {raw("\x21\x00\x01a\x00\x04\x00\x00\x00\x01\x03"), ErrNonsense},
		"a further of nothing":    {raw("\x01\x21\x00\x00\x00\x04\x00\x00\x00\x01\x03"), ErrNonsense},
		"a number of 3 bytes":     {raw("\x01\x21\x00\x01a\x00\x03\x00\x00\x00\x03"), ErrNonsense},
		"a length beyond it":      {raw("\x01\x44\x00\x01a\xff\xffabc\x03"), ErrCut},
		"collections without end": {raw("\x01" + deep), ErrNonsense},
		"a group in a collection": {raw("\x01\x34\x00\x01a\x00\x00\x01"), ErrNonsense},
		"a nameless member":       {raw("\x01\x34\x00\x01a\x00\x00\x21\x00\x00\x00\x04\x00\x00\x00\x01\x37\x00\x00\x00\x00\x03"), ErrNonsense},
		"only groups":             {raw(strings.Repeat("\x01", mostValues+2)), ErrTooLarge},
	} {
		if _, err := Decode(c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, not %v", name, err, c.want)
		}
	}
	if _, err := Read(bytes.NewReader(make([]byte, MostBytes+1))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too many bytes: %v", err)
	}
}

func TestDatesAndWordsWithALanguageAreRead(t *testing.T) {
	m, err := Decode(raw("\x02" + "\x31\x00\x01d\x00\x0b\x07\xea\x0b\x19\x0a\x1e\x00\x05+\x07\x00" + "\x36\x00\x01n\x00\x0a\x00\x02vi\x00\x04M\xc3\xa1y" + "\x31\x00\x01e\x00\x01x" + "\x03"))
	if err != nil {
		t.Fatal(err)
	}
	g := m.Groups[0]
	want := time.Date(2026, 11, 25, 3, 30, 0, 5e8, time.UTC)
	if at := g.Get("d").Values[0].Time; !at.Equal(want) {
		t.Errorf("the date is %v", at)
	}
	if !g.Get("e").Values[0].Time.IsZero() {
		t.Error("a date of one byte is a time")
	}
	if name := g.Get("n").Text(); name != "Máy" {
		t.Errorf("the name is %q", name)
	}
	if g.Get("nothing").Int() != 0 || g.Get("nothing").Text() != "" || g.Get("d").Has("x") {
		t.Error("what is not there has a value")
	}
}

func FuzzAMessageIsReadOrRefused(f *testing.F) {
	b, err := Encode(request())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(raw("\x01\x34\x00\x01a\x00\x00\x4a\x00\x00\x00\x01b\x21\x00\x00\x00\x04\x00\x00\x00\x01\x37\x00\x00\x00\x00\x03"))
	f.Add(raw("\x02\x31\x00\x01d\x00\x0b\x07\xea\x0b\x19\x0a\x1e\x00\x05+\x07\x00\x03"))
	f.Add([]byte("HTTP/1.1 400 Bad Request"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Decode(b)
		if err != nil {
			return
		}
		again, err := Encode(m)
		if err != nil {
			return // it holds a value that is only read
		}
		read, err := Decode(again)
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		if diff := cmp.Diff(m, read); diff != "" {
			t.Error(diff)
		}
	})
}
