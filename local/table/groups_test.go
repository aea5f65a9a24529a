package table

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tram/local/mark"
)

// grouping is a table two of whose columns have one heading, under a head of its own.
func grouping() Table {
	var rows []Row
	for i := range 120 {
		rows = append(rows, Row{i, morning, fmt.Sprintf("việc số %d", i), morning, 0.5})
	}
	t := aTable(rowsOf(rows...))
	t.Groups = []Group{{Name: "Nội dung và lúc", From: 2, To: 3}}
	t.Head = func(width float64) mark.Layout {
		return mark.Layout{W: width, H: 40, Texts: []mark.Text{{Y: 20, Size: 12, S: "ĐẦU TRANG"}}, Rules: []mark.Rule{{Y: 25, W: 50, Thick: 1}}}
	}
	return t
}

// TestColumnsOfAGroupHaveTheirHeadingOnEachPage of paper, and the head of the table stands on the first
// one instead of whose it is.
func TestColumnsOfAGroupHaveTheirHeadingOnEachPage(t *testing.T) {
	pages := pagesOf(t, grouping())
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, got := range pages {
		heading, name := strings.Index(got, "Nội dung và lúc"), strings.Index(got, "Trích yếu")
		if heading < 0 || name < heading {
			t.Errorf("page %d: the heading at %d, the name below it at %d", i+1, heading, name)
		}
		if first := strings.Contains(got, "ĐẦU TRANG"); first != (i == 0) || i == 0 && strings.HasPrefix(got, "Ủy ban") {
			t.Errorf("page %d begins %.60q", i+1, got)
		}
	}
}

// TestAGroupIsJoinedInASheet above the names of its columns; what belongs to none is joined downwards.
func TestAGroupIsJoinedInASheet(t *testing.T) {
	read := sheetOf(t, grouping())
	at := slices.IndexFunc(read, func(r []string) bool { return r[0] == "Số" })
	if at < 0 || read[at][2] != "Nội dung và lúc" || read[at+1][2] != "Trích yếu" || read[at+1][3] != "Lúc" || read[at+2][0] != "0" {
		t.Fatalf("%q", read[:min(len(read), 8)])
	}
	if got, want := grouping().merged(5), `<mergeCells count="4"><mergeCell ref="C5:D5"/><mergeCell ref="A5:A6"/><mergeCell ref="B5:B6"/><mergeCell ref="E5:E6"/></mergeCells>`; got != want {
		t.Errorf("%s", got)
	}
}
