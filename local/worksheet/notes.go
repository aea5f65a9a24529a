package worksheet

import (
	"encoding/xml"
	"strings"

	"tram/local/packed"
)

// notes are what people remarked beside the cells of a sheet, by their places.
func (w work) notes(sheet string) (map[[2]int]string, error) {
	to, err := w.Relations(strings.TrimPrefix(sheet, "/"))
	if err != nil {
		return nil, err
	}
	all, t := map[[2]int]string{}, text{}
	var at [2]int
	var placed bool
	err = w.XML(to["type:comments"], mostSmall, func(e *packed.Elements) error {
		return e.Each(func(s xml.StartElement) error {
			if s.Name.Local == "comment" {
				row, column, wrong := place(packed.Attribute(s, "ref"))
				at, placed = [2]int{row, column}, wrong == nil
			}
			t.begins(s)
			return nil
		}, func(name string) error {
			if t.ends(name); name == "comment" {
				if said := strings.TrimSpace(t.whole()); placed && said != "" {
					all[at] = said
				}
			}
			return nil
		}, t.says)
	})
	return all, err
}

// noted puts remarks beside the cells of rows that have something in them.
func (s *sheetReading) noted(notes map[[2]int]string) {
	if len(notes) == 0 {
		return
	}
	for i := range s.sheet.Rows {
		row := &s.sheet.Rows[i]
		for column := range mostColumns {
			if said := notes[[2]int{row.At, column}]; said != "" {
				for len(row.Cells) <= column {
					row.Cells = append(row.Cells, Cell{})
				}
				row.Cells[column].Note = said
			}
		}
	}
}
