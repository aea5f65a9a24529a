package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// receptionBook is the register of receptions.
const receptionBook = "tiep-cong-dan"

// receptionWishes are what was typed of a reception.
type receptionWishes struct {
	form, by string
	sign     bool
	year     int
	file     *output
	key      keyFlags
}

// receptionVerb keeps the register of citizens who were received, and writes its papers.
func receptionVerb(set *flag.FlagSet) action {
	var w receptionWishes
	set.StringVar(&w.form, "form", "ban-ghi", "giấy tờ: ban-ghi, bien-nhan hoặc tu-choi (với paper)")
	set.BoolVar(&w.sign, "sign", false, "ký số giấy tờ, kèm --key hoặc --token (với paper)")
	w.key.typed(set)
	set.IntVar(&w.year, "year", 0, "năm của sổ; bỏ trống là năm nay (với register)")
	set.StringVar(&w.by, "clerk", "", "người ghi")
	w.file = addOutput(set, "o", "tệp mới: giấy tờ .pdf, sổ .pdf, .xlsx, .csv hoặc .json")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		task, rest := args[0], args[1:]
		writes := task == "paper" && len(rest) == 1 || task == "register" && len(rest) == 0
		if writes != (w.file.path != "") {
			return nil, errUsage
		}
		do := map[string]func(context.Context, *station.Station) (result, error){
			"list": func(ctx context.Context, s *station.Station) (result, error) {
				return bookList(ctx, s, append([]string{receptionBook}, rest...))
			},
			"add": func(ctx context.Context, s *station.Station) (result, error) {
				return bookAdd(ctx, s, append([]string{receptionBook}, rest...), w.by)
			},
			"paper": func(ctx context.Context, s *station.Station) (result, error) {
				return w.paper(ctx, t, s, office.ID(rest[0]))
			},
			"register": w.register,
		}[task]
		if do == nil {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) { return do(ctx, s) })
	}
}

// paper writes a paper of a reception, and signs it where that is wished.
func (w *receptionWishes) paper(ctx context.Context, t *terminal, s *station.Station, id office.ID) (result, error) {
	if err := w.file.free(s.Home()); err != nil { // before a key is opened
		return nil, err
	}
	if w.sign {
		if err := w.key.open(ctx, t, s); err != nil {
			return nil, err
		}
	}
	err := w.file.through(s.Home(), func(path string) error { return s.SaveReceptionPaper(ctx, id, w.form, path, w.sign) })
	return formWritten{File: w.file.path, Form: w.form, Signed: w.sign}, err
}

// receptionsWritten is the register of a year that lies in a file.
type receptionsWritten struct {
	File string `json:"file"`
	Year int    `json:"year"`
	Rows int    `json:"rows"`
}

func (r receptionsWritten) print(w io.Writer) {
	fmt.Fprintf(w, "Đã ghi %s: sổ tiếp công dân năm %d, %d lượt.\n", visible(r.File), r.Year, r.Rows)
}

// register writes the register of a year.
func (w *receptionWishes) register(ctx context.Context, s *station.Station) (result, error) {
	if w.year == 0 {
		w.year = time.Now().In(office.VietNam).Year()
	}
	told := receptionsWritten{File: w.file.path, Year: w.year}
	err := w.file.through(s.Home(), func(path string) (err error) {
		told.Rows, err = s.SaveReceptionRegister(ctx, w.year, path, w.by)
		return err
	})
	return told, err
}
