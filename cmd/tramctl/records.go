package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"

	"tram/local/office"
	"tram/local/station"
)

const (
	rowsShown = 50 // unless --limit says otherwise
	nameRunes = 80 // of a file's name are shown
)

type rows struct {
	Rows []office.Row `json:"rows"`
	More bool         `json:"more"` // there are more than were asked for
}

func (r rows) print(w io.Writer) {
	for _, x := range r.Rows {
		number := strings.Trim(x.Number+"/"+x.Symbol, "/")
		if number+x.Subject == "" {
			number = office.Visible(x.Name, nameRunes)
		}
		fmt.Fprintf(w, "%s  %s  %-10s %3d trang  %s  %s%s\n", x.Code, x.At.In(office.VietNam).Format("02/01/2006"), x.Standing(), x.Pages, number, x.Subject, ofStation(x.Station))
		if x.Excerpt.Line != "" {
			fmt.Fprintf(w, "    trang %d: %s\n", x.Excerpt.Page, x.Excerpt.Line)
		}
	}
	if len(r.Rows) == 0 {
		fmt.Fprintln(w, "Không có hồ sơ nào.")
	}
	if r.More {
		fmt.Fprintln(w, "Còn nữa: thêm --limit để xem nhiều hơn.")
	}
}

// ofStation marks what came from another station; empty: it was born here.
func ofStation(id office.ID) string {
	if id == "" {
		return ""
	}
	return "  [" + office.StationSaid(id) + "]"
}

func list(set *flag.FlagSet) action {
	limit := set.Int("limit", rowsShown, "số dòng nhiều nhất, mặc định 50")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) > 0 || *limit <= 0 {
			return nil, errUsage
		}
		return t.find(ctx, "", *limit)
	}
}

func (t *terminal) find(ctx context.Context, text string, limit int) (result, error) {
	return t.ready(ctx, func(s *station.Station) (result, error) {
		keys, more, err := s.FindAll(ctx, text, limit)
		if err != nil {
			return nil, err
		}
		found, err := s.RowsFound(ctx, keys, text)
		if found == nil {
			found = []office.Row{}
		}
		for i := range found {
			if e := &found[i].Excerpt; e.Line != "" {
				e.Page++ // as all verbs count pages, and as people do
			}
		}
		return rows{Rows: found, More: more}, err
	})
}

// shown is a record with its history, for people.
type shown struct {
	made
	Steps []step `json:"steps"`
}

type step struct {
	Seq   int64  `json:"seq"`
	At    string `json:"at"`
	Step  string `json:"step"`
	Did   string `json:"did"`
	Actor string `json:"actor"`
}

func (s shown) print(w io.Writer) {
	s.made.print(w)
	d := s.Record.Document
	fmt.Fprintf(w, "Trích yếu:  %s\nHình thức:  %s\n", d.Subject, s.Record.Form.NameFor(s.Record.Direction))
	for _, l := range s.Lines {
		fmt.Fprintln(w, "Ký hiệu:    "+l)
	}
	for _, c := range s.Record.Conditions {
		fmt.Fprintf(w, "%s %s: %s\n", signOf(c.Met, s.State), c.Point, c.Evidence)
	}
	for _, x := range s.Steps {
		fmt.Fprintf(w, "Nhật ký %d: %s %s (%s)\n", x.Seq, x.At, x.Did, x.Actor)
	}
}

// signOf says how far a point is met. What an act is over for is owed no more: it is to be
// noted.
func signOf(m office.Met, state office.State) string {
	if state == office.Finished && m == office.IsOwed {
		return foundAs[m]
	}
	return map[office.Met]string{office.IsMet: "[đủ]", office.IsMissed: "[thiếu]", office.IsOwed: "[còn nợ]"}[m]
}

func show(*flag.FlagSet) action {
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			c, err := s.Named(ctx, args[0])
			if err != nil {
				return nil, err
			}
			deeds, err := s.History(ctx, c.ID)
			if err != nil {
				return nil, err
			}
			r := shown{made: madeOf(c)}
			if r.Station, err = s.BornAt(ctx, c.ID); err != nil {
				return nil, err
			}
			if r.Withdrawn, err = withdrawalOf(ctx, s, c.ID); err != nil {
				return nil, err
			}
			if f, signed, err := s.SignedForm(ctx, c.ID); err != nil {
				return nil, err
			} else if signed {
				r.SignedSHA256 = f.PDF()
			}
			for _, d := range deeds {
				r.Steps = append(r.Steps, step{Seq: d.Seq, At: office.ISO(d.At), Step: d.Step, Did: d.Did, Actor: d.Who})
			}
			return r, nil
		})
	}
}

type exported struct {
	ID        office.ID          `json:"id"`
	File      string             `json:"file"`
	SHA256    office.Digest      `json:"sha256"` // of the file that was written
	Withdrawn *office.Withdrawal `json:"withdrawn,omitempty"`
}

func (e exported) print(w io.Writer) {
	fmt.Fprintf(w, "Đã xuất %s\nSHA-256: %s\n", e.File, e.SHA256)
	printWithdrawn(w, e.Withdrawn)
}

// withdrawalOf reads whether the office has withdrawn a record; nil: it stands.
func withdrawalOf(ctx context.Context, s *station.Station, id office.ID) (*office.Withdrawal, error) {
	w, withdrawn, err := s.Withdrawal(ctx, id)
	if err != nil || !withdrawn {
		return nil, err
	}
	return &w, nil
}

// printWithdrawn tells that a record is not to be relied on any more.
func printWithdrawn(w io.Writer, d *office.Withdrawal) {
	if d != nil {
		fmt.Fprintf(w, "ĐÃ THU HỒI: %s, %s. Lý do: %s. Không dùng bản này làm căn cứ nữa.\n", d.At.In(office.VietNam).Format("15:04 02/01/2006"), d.Clerk, d.Reason)
	}
}

func export(set *flag.FlagSet) action {
	file := addOutput(set, "o", "tên tệp PDF mới")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 || file.path == "" {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			id, err := s.IDNamed(ctx, args[0])
			if err != nil {
				return nil, err
			}
			if err := file.through(s.Home(), func(path string) error { return s.Export(ctx, id, path) }); err != nil {
				return nil, err
			}
			e := exported{ID: id, File: file.path}
			if e.SHA256, err = file.digest(ctx); err != nil {
				return nil, err
			}
			e.Withdrawn, err = withdrawalOf(ctx, s, id)
			return e, err
		})
	}
}

type typeList struct {
	Types []office.DocumentType `json:"types"`
}

func (l typeList) print(w io.Writer) {
	for _, t := range l.Types {
		signs := ""
		if t.NeedsKey {
			signs = "(phải ký số)"
		}
		fmt.Fprintf(w, "%-20s %-4s %s %s\n", t.Code, t.Abbrev, t.Name, signs)
	}
}

// types needs no office: it is the same list everywhere.
func types(*flag.FlagSet) action {
	return func(_ context.Context, _ *terminal, args []string) (result, error) {
		if len(args) > 0 {
			return nil, errUsage
		}
		list, err := station.DocumentTypes()
		return typeList{Types: list}, err
	}
}
