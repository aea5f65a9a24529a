package look

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

var today = time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)

func TestEveryActHasALayoutThatSuitsIt(t *testing.T) {
	onPage, moved := &office.Mark{Spot: office.Spot{Where: office.OnPage}}, &office.Mark{Spot: office.Spot{Where: office.StripTop}}
	apart := &office.Mark{Spot: office.Spot{Where: office.OwnSheet}}
	for name, c := range map[string]struct {
		act  Act
		want Layout
	}{
		"a true copy with its mark":       {Act{Form: office.TrueCopy, Mark: onPage, Office: true}, OnMark},
		"a copy, the page grew for it":    {Act{Form: office.CopyOf, Mark: moved, Office: true}, OnMark},
		"a copy, the mark stands apart":   {Act{Form: office.Extract, Mark: apart, Office: true}, Copy},
		"a copy without a mark":           {Act{Form: office.TrueCopy, Office: true}, Copy},
		"a plain conversion":              {Act{Form: office.Plain, Mark: onPage}, OnMark},
		"a plain one, the mark apart":     {Act{Form: office.Plain, Mark: apart, Office: true}, OnMark},
		"a result of a procedure":         {Act{Form: office.Dossier, Mark: onPage, Office: true}, OnMark},
		"a notarised copy":                {Act{Form: office.Notarised}, Hidden},
		"a person on a document":          {Act{}, Person},
		"the office on a document":        {Act{Office: true}, Seal},
		"an annex":                        {Act{Annex: true, Office: true}, Annex},
		"an annex that a person signs":    {Act{Annex: true}, Annex},
		"a copy of an annex with a mark":  {Act{Form: office.TrueCopy, Mark: onPage, Annex: true}, OnMark},
		"a conversion that bears no mark": {Act{Form: office.Plain}, Hidden},
	} {
		if got := Suggest(c.act); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestLayoutsKeepTheirNames(t *testing.T) {
	// The values are on record in every office: they must never change.
	want := []Layout{"on-mark", "copy", "annex", "person", "seal", "hidden"}
	if !slices.Equal(office.Looks, want) {
		t.Errorf("%q", office.Looks)
	}
	for _, l := range office.Looks {
		if l.Name() == "" {
			t.Errorf("%s has no name", l)
		}
	}
	if Layout("other").Name() != "" {
		t.Error("a layout that is none has a name")
	}
}

func TestTheWordsOfASignatureAreThoseOfTheDecree(t *testing.T) {
	lines, err := AnnexLines("01", "QĐ-UBND", today)
	if err != nil || !slices.Equal(lines, []string{"01/QĐ-UBND", "Thời gian ký: 2026-11-23T14:05:09+07:00"}) {
		t.Errorf("%q, %v", lines, err)
	}
	lines, err = CopyLines(office.CopyOf, " Ủy  ban nhân dân\nxã Mẫu Sơn", today)
	if err != nil || !slices.Equal(lines, []string{"SAO LỤC", "Ủy ban nhân dân xã Mẫu Sơn", "Thời gian ký: 2026-11-23T14:05:09+07:00"}) {
		t.Errorf("%q, %v", lines, err)
	}
}

func TestWordsThatAreMissingAreAskedFor(t *testing.T) {
	for name, c := range map[string]struct {
		make func() ([]string, error)
		want office.Failure
		said string
	}{
		"no office": {func() ([]string, error) { return CopyLines(office.TrueCopy, " \n", today) }, EmptyFact, "tên đầy đủ"},
		"no time":   {func() ([]string, error) { return CopyLines(office.TrueCopy, "A", time.Time{}) }, EmptyFact, "thời gian"},
		"no copy":   {func() ([]string, error) { return CopyLines(office.Plain, "A", today) }, NotACopy, "Số hóa"},
		"no number": {func() ([]string, error) { return AnnexLines("", "QĐ", today) }, EmptyFact, "số và ký hiệu"},
		"no symbol": {func() ([]string, error) { return AnnexLines("1", "", today) }, EmptyFact, "số và ký hiệu"},
	} {
		_, err := c.make()
		if told, _ := office.FailureIn(err); !errors.Is(err, c.want) || !strings.Contains(told.Said, c.said) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
