package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/station"
)

// readRecord is what a machine read on the pages of a record.
type readRecord struct {
	ID    office.ID         `json:"id"`
	Code  office.LookupCode `json:"code"`
	Pages []readPage        `json:"pages"`
}

// readPage is one page, from 1. Places are left, top, right, bottom in parts of the page as
// it lies upright; sure is 0 … 1, by the program's own word.
type readPage struct {
	Page  int               `json:"page"`
	Text  string            `json:"text"`
	Words []office.ReadWord `json:"words"`
}

func (r readRecord) print(w io.Writer) {
	for _, p := range r.Pages {
		fmt.Fprintf(w, "--- Trang %d, do máy đọc, chưa ai soát ---\n%s", p.Page, p.Text)
	}
}

func readWords(*flag.FlagSet) action {
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			c, err := s.Named(ctx, args[0])
			if err != nil {
				return nil, err
			}
			pages, err := s.ReadPages(ctx, c.ID, nil)
			r := readRecord{ID: c.ID, Code: c.Code, Pages: make([]readPage, len(pages))}
			for i, each := range pages {
				r.Pages[i] = readPage{Page: each.Page + 1, Text: each.String(), Words: []office.ReadWord{}}
				for _, l := range each.Lines {
					r.Pages[i].Words = append(r.Pages[i].Words, l...)
				}
			}
			return r, err
		})
	}
}
