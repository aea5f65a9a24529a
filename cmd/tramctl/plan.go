package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	planned "tram/local/plan"
	"tram/local/station"
)

// thePlan is the plan of the office, or where it was written to.
type thePlan struct {
	Sections []planned.Section `json:"sections,omitempty"`
	File     string            `json:"file,omitempty"`
}

func (p thePlan) print(w io.Writer) {
	for _, s := range p.Sections {
		fmt.Fprintln(w, s.Title)
		for i, line := range s.Lines {
			fmt.Fprintf(w, "  %d. %s\n", i+1, visible(line))
		}
	}
	if p.File != "" {
		fmt.Fprintln(w, "Đã ghi "+p.File)
	}
}

// planVerb shows the plan and takes it where this program is not.
func planVerb(set *flag.FlagSet) action {
	file := set.String("o", "", "tệp .pdf mới, để in (với export)")
	dir := set.String("to", "", "thư mục mới, như trên USB: một trang đọc bằng trình duyệt và một PDF (với export)")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 {
			return nil, errUsage
		}
		switch {
		case args[0] == "show" && *file+*dir == "":
			return t.ready(ctx, func(s *station.Station) (result, error) {
				all, err := s.PlanSections(ctx)
				return thePlan{Sections: all}, err
			})
		case args[0] == "export" && (*file == "") != (*dir == ""):
			return t.ready(ctx, func(s *station.Station) (result, error) {
				if *file != "" {
					return thePlan{File: *file}, s.SavePlan(ctx, *file)
				}
				return thePlan{File: *dir}, s.ExportPlan(ctx, *dir)
			})
		}
		return nil, errUsage
	}
}
