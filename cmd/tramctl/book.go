package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"

	"tram/local/books"
	"tram/local/office"
	"tram/local/station"
)

// shelved is what was asked of the registers.
type shelved struct {
	Books  []office.Register `json:"books,omitempty"`
	Sheets []office.Sheet    `json:"sheets,omitempty"`
	More   bool              `json:"more,omitempty"`
	Sheet  *office.Sheet     `json:"sheet,omitempty"`
	File   string            `json:"file,omitempty"`

	Versions []office.Sheet `json:"versions,omitempty"` // of one record, where several stand apart
	asks     []office.Ask
	listed   bool   // records were asked for
	text     string // by these words; empty: all
}

// noneSaid tells why no record of a register is listed.
func noneSaid(text string) string {
	if strings.TrimSpace(text) == "" {
		return "Chưa có mục nào trong sổ."
	}
	return "Không tìm thấy mục nào có “" + visible(text) + "”."
}

func (x shelved) print(w io.Writer) {
	for _, b := range x.Books {
		fmt.Fprintf(w, "%-12s %s (%s)\n", b.Name, b.Title, b.Basis)
	}
	for _, s := range x.Sheets {
		fmt.Fprintf(w, "%s  %s: %s (%s)%s\n", s.ID, s.Title, s.Below, s.Stands, ofStation(s.Station))
		for _, said := range s.Warns {
			fmt.Fprintln(w, "    Cần lưu ý: "+said)
		}
		if s.Apart > 0 {
			fmt.Fprintf(w, "    Có %d bản khác nhau: xem bằng “tramctl book show”, chọn bằng “tramctl book settle”.\n", s.Apart+1)
		}
	}
	if x.listed && len(x.Sheets) == 0 {
		fmt.Fprintln(w, noneSaid(x.text))
	}
	if s := x.Sheet; s != nil {
		fmt.Fprintf(w, "%s  %s (%s)%s\n", s.ID, s.Title, s.Stands, ofStation(s.Station))
		for _, a := range x.asks {
			fmt.Fprintf(w, "  %s (%s): %s\n", a.Said, a.Key, strings.ReplaceAll(a.Told(s.Answers[a.Key]), "\n", ", "))
		}
		for _, said := range s.Warns {
			fmt.Fprintln(w, "  Cần lưu ý: "+said)
		}
	}
	for i, v := range x.Versions {
		fmt.Fprintf(w, "Bản %d, mã %s (%s): %s (%s)\n", i+1, v.Entry, v.By, v.Title, v.Stands)
		for _, a := range x.asks {
			fmt.Fprintf(w, "    %s: %s\n", a.Said, strings.ReplaceAll(a.Told(v.Answers[a.Key]), "\n", ", "))
		}
	}
	if x.File != "" {
		fmt.Fprintln(w, "Đã ghi "+x.File)
	}
}

// book keeps the registers of the office.
func book(set *flag.FlagSet) action {
	file := set.String("o", "", "tệp .xlsx, .pdf hoặc .json mới (với export)")
	by := set.String("clerk", "", "người ghi")
	table := tableFlags(set)
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		if args[0] == "import" && *file == "" {
			return table.bring(ctx, t, args[1:], *by)
		}
		do := map[string]func(context.Context, *station.Station, []string) (shelved, error){
			"list": bookList, "show": bookShow,
			"export": func(ctx context.Context, s *station.Station, args []string) (shelved, error) {
				return bookExport(ctx, s, args, *file, *by)
			},
			"add": func(ctx context.Context, s *station.Station, args []string) (shelved, error) {
				return bookAdd(ctx, s, args, *by)
			},
			"edit": func(ctx context.Context, s *station.Station, args []string) (shelved, error) {
				return bookEdit(ctx, s, args, *by)
			},
			"settle": func(ctx context.Context, s *station.Station, args []string) (shelved, error) {
				return bookSettle(ctx, s, args, *by)
			},
			"move": func(ctx context.Context, s *station.Station, args []string) (shelved, error) {
				return bookMove(ctx, s, args, *by)
			},
		}[args[0]]
		if do == nil || (args[0] == "export") != (*file != "") {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) { return do(ctx, s, args[1:]) })
	}
}

// mostSheets is how many records of a register the terminal lists.
const mostSheets = 10_000

func bookList(ctx context.Context, s *station.Station, args []string) (x shelved, err error) {
	if len(args) == 0 {
		return shelved{Books: s.Books()}, nil
	}
	x.listed, x.text = true, strings.Join(args[1:], " ")
	x.Sheets, x.More, err = s.FindSheets(ctx, args[0], x.text, mostSheets)
	return x, err
}

func bookShow(ctx context.Context, s *station.Station, args []string) (x shelved, err error) {
	if len(args) != 2 {
		return x, errUsage
	}
	sheet, err := s.Sheet(ctx, args[0], office.ID(args[1]))
	x = shelved{Sheet: &sheet, asks: asksOf(s, args[0])}
	if err == nil {
		if x.Versions, err = s.SheetVersions(ctx, args[0], sheet.ID); len(x.Versions) < 2 {
			x.Versions = nil
		}
	}
	return x, err
}

// bookSettle keeps one of the versions that stand apart: its entry is typed first, and
// those of the others that were seen after it.
func bookSettle(ctx context.Context, s *station.Station, args []string, by string) (x shelved, err error) {
	if len(args) < 4 {
		return x, errUsage
	}
	var seen []office.ID
	for _, id := range args[3:] {
		seen = append(seen, office.ID(id))
	}
	clerk, err := clerkNamed(ctx, s, by)
	if err != nil {
		return x, err
	}
	sheet, err := s.SettleSheet(ctx, args[0], clerk, office.ID(args[1]), office.ID(args[2]), seen)
	return shelved{Sheet: &sheet, asks: asksOf(s, args[0])}, err
}

func bookAdd(ctx context.Context, s *station.Station, args []string, by string) (x shelved, err error) {
	if len(args) < 2 {
		return x, errUsage
	}
	return keepSheet(ctx, s, args[0], by, office.Sheet{}, args[1:])
}

func bookEdit(ctx context.Context, s *station.Station, args []string, by string) (x shelved, err error) {
	if len(args) < 3 {
		return x, errUsage
	}
	sheet, err := s.Sheet(ctx, args[0], office.ID(args[1]))
	if err != nil {
		return x, err
	}
	return keepSheet(ctx, s, args[0], by, sheet, args[2:])
}

// keepSheet answers questions as they are typed: KEY=ANSWER, several answers with a
// comma between.
func keepSheet(ctx context.Context, s *station.Station, name, by string, sheet office.Sheet, typed []string) (x shelved, err error) {
	asks := asksOf(s, name)
	if sheet.Answers == nil {
		sheet.Answers = map[string]string{}
	}
	for _, word := range typed {
		key, answer, given := strings.Cut(word, "=")
		if !given {
			return x, errUsage
		}
		ask, known := askOf(asks, key)
		if len(asks) > 0 && !known {
			return x, books.NoSuchQuestion.About(key)
		}
		if ask.How == office.AskSeveral {
			answer = strings.ReplaceAll(answer, ",", "\n")
		}
		sheet.Answers[key] = answer
	}
	clerk, err := clerkNamed(ctx, s, by)
	if err != nil {
		return x, err
	}
	sheet, err = s.KeepSheet(ctx, name, clerk, sheet)
	return shelved{Sheet: &sheet, asks: asks}, err
}

func bookMove(ctx context.Context, s *station.Station, args []string, by string) (x shelved, err error) {
	if len(args) != 3 {
		return x, errUsage
	}
	clerk, err := clerkNamed(ctx, s, by)
	if err != nil {
		return x, err
	}
	sheet, err := s.MoveSheet(ctx, args[0], clerk, office.ID(args[1]), args[2])
	return shelved{Sheet: &sheet, asks: asksOf(s, args[0])}, err
}

func bookExport(ctx context.Context, s *station.Station, args []string, path, by string) (x shelved, err error) {
	if len(args) != 1 {
		return x, errUsage
	}
	return shelved{File: path}, s.ExportBook(ctx, args[0], path, by)
}

func asksOf(s *station.Station, name string) []office.Ask {
	for _, b := range s.Books() {
		if b.Name == name {
			return b.Asks
		}
	}
	return nil
}

func askOf(asks []office.Ask, key string) (office.Ask, bool) {
	for _, a := range asks {
		if a.Key == key {
			return a, true
		}
	}
	return office.Ask{}, false
}
