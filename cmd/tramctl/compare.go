package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"

	"tram/local/office"
	"tram/local/station"
)

// comparison is what reading a print back found.
type comparison struct {
	Code office.LookupCode `json:"code"`
	Same bool              `json:"same"`
	N    int               `json:"differences"`
	office.Comparison
}

func (c comparison) failed() bool { return c.N > 0 }

func (c comparison) print(w io.Writer) {
	switch {
	case c.Same && c.Added() > 0:
		fmt.Fprintf(w, "Giấy giữ đủ chữ của bản in của hồ sơ %s, và có %d chỗ thêm: dấu, chữ ký hay chữ in thêm thì phải xem bằng mắt.\n", c.Code, c.Added())
	case c.Same:
		fmt.Fprintf(w, "Giấy giống bản in của hồ sơ %s.\n", c.Code)
	case c.N == 0:
		fmt.Fprintf(w, "Chưa thấy chỗ nào giấy khác bản in của hồ sơ %s.\n", c.Code)
	default:
		fmt.Fprintf(w, "Giấy khác bản in của hồ sơ %s ở %d chỗ.\n", c.Code, c.N)
	}
	if loose := c.Loose(); len(loose) > 0 {
		fmt.Fprintf(w, "Trang %s có chữ dùng phông không nhúng trong tệp: phần chữ đó chỉ đối chiếu được vị trí, không đối chiếu được từng nét. Hãy đọc so bằng mắt.\n", office.PageRuns(loose))
	}
	if len(c.Missing) > 0 {
		fmt.Fprintf(w, "Thiếu trang %s.\n", office.PageRuns(c.Missing))
	}
	for _, sheet := range c.Strange {
		fmt.Fprintf(w, "Ảnh thứ %d không phải trang nào của hồ sơ này.\n", sheet+1)
	}
	if c.Swapped {
		fmt.Fprintln(w, "Các trang nằm sai thứ tự.")
	}
	for _, p := range c.Pages {
		for _, d := range p.Differences {
			fmt.Fprintf(w, "Trang %d: %s, cách mép trái %.0f mm, mép trên %.0f mm (%.0f × %.0f mm)\n", p.Page+1, d.Kind.Name(), d.X, d.Y, d.W, d.H)
		}
	}
}

// compareScans compares paper that was scanned with what was printed.
func compareScans(*flag.FlagSet) action {
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			if _, err := os.Stat(args[0]); err == nil { // no code was typed: it stands on the paper
				c, found, err := s.CompareCode(ctx, args, nil)
				return t.compared(ctx, s, c, found, err)
			}
			c, err := s.Named(ctx, args[0])
			if err != nil {
				return nil, err
			}
			if len(args) == 1 {
				return nil, errUsage
			}
			found, err := s.ComparePaper(ctx, c.ID, args[1:], nil)
			return t.compared(ctx, s, c, found, err)
		})
	}
}

// compared tells what was found. Whoever reads it here has looked at it; a script looks for
// nobody, and the result waits in the window.
func (t *terminal) compared(ctx context.Context, s *station.Station, c office.Conversion, found office.Comparison, err error) (result, error) {
	if err == nil && !t.json {
		err = s.LookedAtCompared(ctx, c.ID)
	}
	return comparison{Code: c.Code, Same: found.Same(), N: found.Count(), Comparison: found}, err
}
