package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/station"
)

// filed is a document on a register with its files and its stamp.
type filed struct {
	office.RegisteredWhole
	Register  string   `json:"register"`
	Said      string   `json:"said"`
	Written   []string `json:"written,omitempty"` // files of this command
	unstamped bool     // it was to be stamped, and was not
}

func (f filed) failed() bool { return f.unstamped }

func (f filed) print(w io.Writer) {
	onRegister(f.Registered).print(w)
	for i, e := range f.Files {
		if e.Message == nil {
			fmt.Fprintf(w, "  Tệp %d: hồ sơ số hóa %s\n", i+1, e.Conversion)
			continue
		}
		if !e.Shown() {
			fmt.Fprintf(w, "  Tệp %d: %s (chỉ giữ nguyên như lúc nhận, không xem được ở đây; SHA-256 %s)\n", i+1, visible(e.Message.Name), e.Message.File)
			continue
		}
		fmt.Fprintf(w, "  Tệp %d: %s (%d trang, SHA-256 %s)\n", i+1, visible(e.Message.Name), e.Message.Pages, e.Message.File)
	}
	for _, s := range f.Stamps {
		fmt.Fprintf(w, "  Dấu ĐẾN: số %02d, trang 1, cách mép trái %.0f mm, mép trên %.0f mm\n", s.Number, s.Spot.X, s.Spot.Y)
		if s.Note {
			fmt.Fprintln(w, "    Tệp có chữ ký số nên dấu là ghi chú nằm trên bản này; hãy kiểm chữ ký ở tệp gốc, còn nguyên như lúc đến.")
		}
		if s.Number != f.Number {
			fmt.Fprintf(w, "    Sổ nay ghi số %s, khác số trên dấu.\n", f.Registered.Said())
		}
	}
	printAmended(w, f.Amended)
	for _, name := range f.There {
		fmt.Fprintf(w, "%s đã kèm ở văn bản này từ trước, không kèm lần nữa.\n", visible(name))
	}
	for _, name := range f.Written {
		fmt.Fprintf(w, "Đã ghi %s\n", visible(name))
	}
}

// told reads a document anew after something was done with it.
func (w *registerWishes) told(ctx context.Context, s *station.Station, id office.ID, unstamped bool) (result, error) {
	whole, err := s.RegisteredWhole(office.Again(ctx), id)
	return filed{RegisteredWhole: whole, Register: string(whole.Flow), Said: whole.Said(), unstamped: unstamped}, err
}

// warned stops before a document that may be on a register already, or on whose paper a grade of
// secrecy stands, unless whoever types has said what it is.
func (w *registerWishes) warned(ctx context.Context, s *station.Station) (err error) {
	w.r.DaySure = w.dated
	if _, err := w.r.DayVouched(time.Now()); err != nil {
		return err
	}
	if w.with.Secrecy, err = looked(ctx, s, w.secrecy, w.with.Paths); err != nil {
		return err
	}
	if w.again || w.with.Secrecy.Secret() {
		return nil
	}
	twins, err := s.Duplicates(ctx, w.r, w.with.Paths)
	if err != nil || len(twins) == 0 {
		return err
	}
	first := twins[0].Registered
	entered, _ := time.Parse(time.DateOnly, first.Entered)
	return documents.MaybeThere.About(first.Said(), entered.Format("02/01/2006"), twins[0].Said())
}

// looked is the grade of secrecy of files as it was typed. Where nothing was, it stops before a file on
// whose head a grade stands: a person looks at it first.
func looked(ctx context.Context, s *station.Station, typed string, paths []string) (office.Secrecy, error) {
	said, err := office.ParseSecrecy(typed)
	if err != nil || said != "" {
		return said, err
	}
	for _, path := range paths {
		if grade, err := s.GradeOnPaper(ctx, path); err != nil {
			return "", err
		} else if grade.Secret() {
			return "", documents.GradeSeen.About(visible(path), grade.Name())
		}
	}
	return "", nil
}

// place is where the stamp is wished; nil: wherever there is room.
func (w *registerWishes) place() (*[2]float64, error) {
	if w.at == "" {
		return nil, nil
	}
	left, top, both := strings.Cut(w.at, ",")
	x, err := strconv.ParseFloat(left, 64)
	y, failed := strconv.ParseFloat(top, 64)
	if !both || err != nil || failed != nil || math.IsNaN(x+y) || math.IsInf(x+y, 0) {
		return nil, badFlagValue.About("--at", w.at)
	}
	return &[2]float64{x, y}, nil
}

// locked asks for the password of a locked file, and tries again.
func (t *terminal) locked(with *office.Enclosing, do func() (office.Registered, error)) (office.Registered, error) {
	r, err := do()
	if f, told := office.FailureIn(err); told && f.Name == "pdf.password-needed" {
		secret, asked := t.secret("Mật khẩu của tệp PDF: ", false)
		if asked != nil {
			return r, asked
		}
		with.Password = string(secret)
		return do()
	}
	return r, err
}

func (w *registerWishes) attach(ctx context.Context, t *terminal, s *station.Station, args []string) (result, error) {
	if len(args) == 0 || len(args) == 1 && w.with.Conversion == "" {
		return nil, errUsage
	}
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	id := office.ID(args[0])
	w.with.Paths = args[1:]
	if err := w.elsewhere(ctx, s, id); err != nil {
		return nil, err
	}
	var there []string
	_, err = t.locked(&w.with, func() (office.Registered, error) {
		whole, err := s.Enclose(ctx, clerk, id, w.with, nil)
		there = whole.There
		return whole.Registered, err
	})
	if err != nil {
		return nil, err
	}
	told, err := w.told(ctx, s, id, false)
	if f, is := told.(filed); is {
		f.There = there
		told = f
	}
	return told, err
}

// elsewhere stops before a file that another document has, or on whose paper a grade of secrecy stands, unless whoever
// types has said what it is.
func (w *registerWishes) elsewhere(ctx context.Context, s *station.Station, id office.ID) (err error) {
	if w.with.Secrecy, err = looked(ctx, s, w.secrecy, w.with.Paths); err != nil || w.again || w.with.Secrecy.Secret() {
		return err
	}
	for _, path := range w.with.Paths {
		twins, err := s.Duplicates(ctx, office.Registered{ID: id}, []string{path})
		if err != nil {
			return err
		}
		if len(twins) > 0 {
			r := twins[0].Registered
			return documents.FileElsewhere.About(visible(filepath.Base(path)), strings.ToLower(r.Flow.Said())+" số "+visible(cmp.Or(r.Numbered(), r.Said())), r.Year, visible(r.Document.Subject))
		}
	}
	return nil
}

func (w *registerWishes) show(ctx context.Context, _ *terminal, s *station.Station, args []string) (result, error) {
	if len(args) != 1 {
		return nil, errUsage
	}
	whole, err := s.RegisteredWhole(ctx, office.ID(args[0]))
	return filed{RegisteredWhole: whole, Register: string(whole.Flow), Said: whole.Said()}, err
}

func (w *registerWishes) save(ctx context.Context, _ *terminal, s *station.Station, args []string) (result, error) {
	if len(args) != 1 || w.out == "" {
		return nil, errUsage
	}
	id := office.ID(args[0])
	names, err := s.SaveEnclosed(ctx, id, w.out)
	if err != nil {
		return nil, err
	}
	return w.wrote(ctx, s, id, names)
}

func (w *registerWishes) stampOne(ctx context.Context, _ *terminal, s *station.Station, args []string) (result, error) {
	if len(args) != 1 {
		return nil, errUsage
	}
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	place, err := w.place()
	if err != nil {
		return nil, err
	}
	id := office.ID(args[0])
	if _, err := s.StampArrival(ctx, clerk, id, place, nil); err != nil {
		return nil, err
	}
	if w.out == "" {
		return w.told(ctx, s, id, false)
	}
	if err := s.SaveStamped(ctx, id, w.out); err != nil {
		return nil, err
	}
	return w.wrote(ctx, s, id, []string{w.out})
}

// wrote tells a document with the files that were written out of it.
func (w *registerWishes) wrote(ctx context.Context, s *station.Station, id office.ID, names []string) (result, error) {
	r, err := w.told(ctx, s, id, false)
	if f, is := r.(filed); is {
		f.Written = names
		r = f
	}
	return r, err
}
