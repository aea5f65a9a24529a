package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// shown is how many of the widest types and interfaces are named.
const shown = 5

// row is one figure of each house.
type row struct {
	said  string
	value func(house) string
}

// show writes the figures of houses beside each other, as a table of Markdown.
func show(w io.Writer, heads []string, houses ...house) {
	t := tabwriter.NewWriter(w, 0, 0, 1, ' ', tabwriter.Debug)
	defer t.Flush()
	line(t, "", heads)
	line(t, "---", slices.Repeat([]string{"---"}, len(heads)))
	for _, r := range rows() {
		line(t, r.said, each(houses, r.value))
	}
	widest(t, "kiểu nhiều phương thức", houses, func(h house) []surface { return h.types })
	widest(t, "giao diện rộng nhất", houses, func(h house) []surface { return h.surfaces })
}

func rows() (all []row) {
	for _, c := range classes {
		all = append(all, row{string(c) + ", dòng (tệp)", func(h house) string {
			return fmt.Sprintf("%d (%d)", h.lines[c].own, h.files[c])
		}})
	}
	return append(all,
		row{"ghi chú trong mã nguồn, dòng", func(h house) string { return fmt.Sprint(h.lines[code].comment) }},
		row{"gói", func(h house) string { return fmt.Sprint(len(h.packages)) }},
		row{"gói lớn nhất", func(h house) string { return h.longest }},
		row{"tên dùng được từ ngoài", func(h house) string { return fmt.Sprint(h.exported) }},
		row{"giao diện; phương thức của chúng", surfaces},
		row{"hàm; trung vị, 9/10, dài nhất (dòng)", functions})
}

func surfaces(h house) string {
	total := 0
	for _, s := range h.surfaces {
		total += s.methods
	}
	return fmt.Sprintf("%d; %d", len(h.surfaces), total)
}

func functions(h house) string {
	if len(h.funcs) == 0 {
		return "0"
	}
	n := len(h.funcs)
	return fmt.Sprintf("%d; %d, %d, %d", n, median(h.funcs), h.funcs[n*9/10], h.funcs[n-1])
}

func largest(perPlace map[string]int) string {
	names := slices.SortedFunc(maps.Keys(perPlace), func(a, b string) int {
		return cmp.Or(cmp.Compare(perPlace[b], perPlace[a]), cmp.Compare(a, b))
	})
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("%s %d", names[0], perPlace[names[0]])
}

// widest names the first few of each house.
func widest(w io.Writer, said string, houses []house, of func(house) []surface) {
	for i := range shown {
		line(w, said, each(houses, func(h house) string {
			if all := of(h); i < len(all) {
				return fmt.Sprintf("%s %d", all[i].name, all[i].methods)
			}
			return ""
		}))
	}
}

func each(houses []house, value func(house) string) (all []string) {
	for _, h := range houses {
		all = append(all, value(h))
	}
	return all
}

func line(w io.Writer, said string, values []string) {
	fmt.Fprintf(w, "| %s\t %s\t\n", said, strings.Join(values, "\t "))
}
