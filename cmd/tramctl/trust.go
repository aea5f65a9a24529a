package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/station"
)

type rootList struct {
	Roots []office.TrustedRoot `json:"roots"`
}

func (l rootList) print(w io.Writer) {
	for _, r := range l.Roots {
		fmt.Fprintf(w, "%s  %s  hết hạn %s\n", r.ID, r.Name, r.ValidTo.In(office.VietNam).Format("02/01/2006"))
	}
	if len(l.Roots) == 0 {
		fmt.Fprintln(w, "Chưa tin cậy chứng thư gốc nào. Hãy nhập chứng thư gốc chuyên dùng công vụ bằng “tramctl trust add TỆP”.")
	}
}

// trust lists, adds and removes the authorities that signatures are judged by.
func trust(*flag.FlagSet) action {
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 || len(args) != map[string]int{"list": 1, "add": 2, "remove": 2}[args[0]] {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			var roots []office.TrustedRoot
			var err error
			switch args[0] {
			case "list":
				roots, err = s.Roots(ctx)
			case "add":
				roots, err = s.AddRoots(ctx, args[1])
			case "remove":
				var gone office.TrustedRoot
				gone, err = s.RemoveRoot(ctx, args[1])
				roots = []office.TrustedRoot{gone}
			}
			if roots == nil {
				roots = []office.TrustedRoot{}
			}
			return rootList{Roots: roots}, err
		})
	}
}
