package workfiles

import (
	"fmt"
	"strconv"
	"strings"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/volume"
)

// DocumentsList is the list of what lies in a file (mục lục văn bản, Phụ lục V, mục IV).
func DocumentsList(c office.FileContents, types []office.DocumentType) volume.Volume {
	places := pagesOf(c)
	v := listOf("documents", len(c.Documents), func(i int) []string {
		d := c.Documents[i]
		if d.Missing {
			return []string{strconv.Itoa(d.Ordinal), "", "", "Văn bản chưa tới máy này", "", places[i], d.Filed.Note}
		}
		r := d.Document
		return []string{strconv.Itoa(d.Ordinal), numberOf(r), documents.DaySaid(dayIn(d)), documents.Typed(r, types), r.Document.Issuer, places[i], noted(d)}
	})
	v.Year = c.Year
	v.Told = append([]string{"Số, ký hiệu hồ sơ: " + c.Notation, fmt.Sprintf("Năm %d", c.Year), "Tiêu đề hồ sơ: " + c.Title}, c.Remarks...)
	return v
}

// pagesOf are the pages of a file on which each of its documents lies (trang số), 1 or 2–4. Behind one whose
// pages nobody counted they are not known, and left empty.
func pagesOf(c office.FileContents) []string {
	all, first := make([]string, len(c.Documents)), 1
	for i, d := range c.Documents {
		pages := d.Filed.Pages
		switch {
		case pages == 0:
			return all
		case pages == 1:
			all[i] = strconv.Itoa(first)
		default:
			all[i] = fmt.Sprintf("%d–%d", first, first+pages-1)
		}
		first += pages
	}
	return all
}

// FilesList is the list of the files of a year (mục lục hồ sơ, Phụ lục V, mục III).
func FilesList(year int, all []office.FileContents) volume.Volume {
	v := listOf("files", len(all), func(i int) []string {
		f := all[i]
		return []string{strconv.Itoa(i + 1), f.Notation, f.Title, spanSaid(f.From, f.To), f.Retention.Said(), pagesSaid(f.Pages), strings.Join(append([]string{f.Note}, f.Remarks...), " ")}
	})
	v.Year = year
	v.Told = []string{fmt.Sprintf("Năm %d", year), fmt.Sprintf("Mục lục này gồm: %d hồ sơ (đơn vị bảo quản).", len(all))}
	return v
}

// PlanList is the list of the files that an office means to keep in a year (danh mục hồ sơ, Phụ
// lục V, mục II): headings bear Roman numerals, their parts Arabic ones.
func PlanList(year int, all []office.PlannedFile) volume.Volume {
	rows := planRows(all)
	v := listOf("plan", len(rows), func(i int) []string { return rows[i] })
	forever := 0
	for _, p := range all {
		if p.Retention == office.Forever {
			forever++
		}
	}
	v.Year = year
	v.Told = []string{
		fmt.Sprintf("Năm %d", year), "(Kèm theo Quyết định số ……… ngày …… tháng …… năm ……… của ………………)",
		fmt.Sprintf("Danh mục hồ sơ này có %d hồ sơ, bao gồm: %d hồ sơ bảo quản vĩnh viễn; %d hồ sơ bảo quản có thời hạn.", len(all), forever, len(all)-forever),
	}
	return v
}

func planRows(all []office.PlannedFile) (rows [][]string) {
	heading, part, headings, parts := "", "", 0, 0
	for i, p := range all {
		if i == 0 || p.Heading != heading {
			heading, part, parts = p.Heading, "", 0
			headings++
			rows = append(rows, []string{"", roman(headings) + ". " + strings.ToUpper(heading), "", "", ""})
		}
		if p.Part != part {
			part = p.Part
			parts++
			rows = append(rows, []string{"", strconv.Itoa(parts) + ". " + part, "", "", ""})
		}
		rows = append(rows, []string{p.Notation(), p.Title, p.Retention.Said(), p.Creator, p.Note})
	}
	return rows
}

// roman writes a number, from 1, with Roman letters.
func roman(n int) (said string) {
	for _, step := range []struct {
		worth  int
		letter string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= step.worth; n -= step.worth {
			said += step.letter
		}
	}
	return said
}

func listOf(code string, count int, row func(int) []string) volume.Volume {
	kind, _ := volume.Of(code)
	return volume.Volume{Kind: kind, Rows: func(yield func([]string, error) bool) {
		for i := range count {
			if !yield(row(i), nil) {
				return
			}
		}
	}}
}

// numberOf is the number and symbol that stand on a document.
func numberOf(r office.Registered) string {
	if r.Flow == office.FlowIn {
		return office.Numbered(r.Document.Number, r.Document.Symbol)
	}
	if said := r.Numbered(); said != "" {
		return said
	}
	return r.Said()
}

func noted(d office.FiledDocument) string {
	var said []string
	if d.Recalled() {
		said = append(said, strings.TrimRight("Đã hủy, thu hồi: "+d.Document.Reason, ": "))
	}
	if d.Late {
		said = append(said, "Tới sau khi kết thúc hồ sơ")
	}
	if d.Filed.Note != "" {
		said = append(said, d.Filed.Note)
	}
	return strings.Join(said, "; ")
}

func pagesSaid(pages int) string {
	if pages == 0 {
		return ""
	}
	return strconv.Itoa(pages)
}

// spanSaid is from when to when documents are.
func spanSaid(from, to string) string {
	if from == to {
		return documents.DaySaid(from)
	}
	return documents.DaySaid(from) + " – " + documents.DaySaid(to)
}
