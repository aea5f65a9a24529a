package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tram/local/office"
	"tram/local/station"
	"tram/local/whole"
)

// guarded is what the office knows of its own data beside the records.
type guarded struct {
	Trouble *office.JournalTrouble `json:"trouble,omitempty"` // the data were turned back
	Notice  *office.Notice         `json:"notice,omitempty"`  // what was recorded just now
	Stamped int                    `json:"stamped,omitempty"`
	File    string                 `json:"file,omitempty"` // the marks that were written

	Fresh    []office.Orphan      `json:"fresh,omitempty"` // files newer than the journal
	Gaps     []office.Gap         `json:"gaps,omitempty"`  // files that records stand on and the vault does not give
	Refusals []office.Refusal     `json:"refusals,omitempty"`
	Traces   []office.SecretTrace `json:"traces,omitempty"`
	AtRest   *office.AtRest       `json:"atRest,omitempty"` // how the data lie on the disk
	said     []string
}

func (g guarded) print(w io.Writer) {
	for _, s := range g.said {
		fmt.Fprintln(w, s)
	}
}

// journal tells whether the data are those that were written last, records a
// person's word where they are not, and carries the head of the journal elsewhere.
func journal(set *flag.FlagSet) action {
	because := set.String("because", "", "lý do làm tiếp với dữ liệu cũ (với accept)")
	by := set.String("clerk", "", "người ghi nhận")
	file := set.String("o", "", "tệp mốc mới (với mark)")
	tsa := set.String("tsa", "", "máy chủ dấu thời gian cho lần này, thay cho máy chủ trong Cài đặt (với stamp)")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		do := map[string]func(context.Context, *station.Station) (guarded, error){
			"status": journalStatus,
			"stamp":  func(ctx context.Context, s *station.Station) (guarded, error) { return journalStamp(ctx, s, *tsa) },
			"mark":   func(ctx context.Context, s *station.Station) (guarded, error) { return journalMark(ctx, s, *file) },
			"accept": func(ctx context.Context, s *station.Station) (guarded, error) {
				return journalAccept(ctx, s, *by, *because)
			},
		}
		if len(args) != 1 || do[args[0]] == nil || (args[0] == "mark") != (*file != "") {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) { return do[args[0]](ctx, s) })
	}
}

func journalStatus(ctx context.Context, s *station.Station) (g guarded, err error) {
	g.said = []string{"Nhật ký khớp với các mốc đã ghi."}
	if trouble, is := s.JournalTrouble(); is {
		g.Trouble, g.said = &trouble, []string{trouble.Said, "Theo: " + trouble.By + "."}
	}
	if g.Fresh, err = s.FreshFiles(ctx); err != nil {
		return g, err
	}
	if n := len(g.Fresh); n > 0 {
		g.said = append(g.said, fmt.Sprintf("Có %d tệp trong kho mới hơn nhật ký mà không hồ sơ nào nhắc tới. Xem bằng “tramctl orphans list”.", n))
	}
	rest := s.AtRest(ctx)
	g.AtRest, g.said = &rest, append(g.said, rest.Said, rest.DiskIs, rest.Folder)
	g.Gaps, err = s.UnreadFiles(ctx)
	for _, f := range office.GapsTold(g.Gaps) {
		g.said = append(g.said, f.Said+" "+f.Next+" Xem bằng “tramctl orphans list”.")
	}
	return g, err
}

// exit tells scripts of trouble, and of files that records stand on and that are away.
func (g guarded) exit() int {
	if g.Trouble != nil || len(g.Gaps) > 0 {
		return refused
	}
	return well
}

func journalAccept(ctx context.Context, s *station.Station, by, because string) (g guarded, err error) {
	clerk, err := clerkNamed(ctx, s, by)
	if err != nil {
		return g, err
	}
	n, err := s.AcceptJournal(ctx, clerk, because)
	g.Notice, g.said = &n, []string{"Đã ghi vào nhật ký. Từ giờ làm tiếp được với dữ liệu đang có."}
	return g, err
}

func journalStamp(ctx context.Context, s *station.Station, tsa string) (g guarded, err error) {
	if tsa != "" {
		if err := s.StampFrom(tsa); err != nil {
			return g, err
		}
	}
	g.Stamped, err = s.StampJournal(ctx)
	g.said = []string{fmt.Sprintf("Đã lấy dấu thời gian cho mốc của %d ngày.", g.Stamped)}
	return g, err
}

func journalMark(ctx context.Context, s *station.Station, path string) (g guarded, err error) {
	b, err := s.ExportMarks(ctx)
	if err != nil {
		return g, err
	}
	g.File = path
	g.said = []string{"Đã ghi mốc của nhật ký vào " + path + ". Hãy cất tệp này ở nơi khác; sau này kiểm bằng “tramctl verify --journal --marks TỆP”."}
	return g, newFile(s.Home(), path, b)
}

// newFile writes a file that must not be there yet.
func newFile(home, path string, content []byte) error {
	if err := station.Outward(home, path); err != nil {
		return err
	}
	f, err := whole.Create(path, 0o644)
	if err != nil {
		return err
	}
	defer f.Abort()
	if _, err := f.Write(content); err != nil {
		return err
	}
	err = f.Commit()
	if errors.Is(err, os.ErrExist) {
		return station.FileExists.About(filepath.Base(path)).Because(err)
	}
	return err
}

// refusals prints the register of secret documents, and what wiping did not reach.
func refusals(*flag.FlagSet) action {
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) > 0 {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			g := guarded{Refusals: []office.Refusal{}}
			lines, err := s.Refusals(ctx)
			if err != nil {
				return nil, err
			}
			g.Refusals = append(g.Refusals, lines...)
			if g.Traces, err = s.SecretTraces(ctx); err != nil {
				return nil, err
			}
			g.said = registerSaid(g)
			return g, nil
		})
	}
}

func registerSaid(g guarded) (said []string) {
	if len(g.Refusals) == 0 {
		return []string{"Sổ từ chối văn bản mật chưa có dòng nào."}
	}
	for i, r := range g.Refusals {
		said = append(said, fmt.Sprintf("%d. %s  %s  %s  %s  %s  (%s)", i+1, r.At.In(office.VietNam).Format("15:04 02/01/2006"),
			r.Secrecy.Name(), office.Numbered(r.Number, r.Symbol), r.Issuer, r.Issued, r.Clerk))
	}
	for _, tr := range g.Traces {
		said = append(said, tr.Said())
	}
	return said
}

// orphans lists files of the vault that no record names, and does with one what a
// person says.
func orphans(set *flag.FlagSet) action {
	because := set.String("because", "", "lý do (với adopt, sweep)")
	by := set.String("clerk", "", "người quyết định")
	file := set.String("o", "", "tệp mới nhận nội dung (với export)")
	words := map[string]int{"list": 1, "adopt": 2, "sweep": 2, "export": 2}
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 || len(args) != words[args[0]] || (args[0] == "export") != (*file != "") {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			if args[0] == "list" {
				return listOrphans(ctx, s)
			}
			o, err := orphanNamed(ctx, s, args[1])
			if err != nil {
				return nil, err
			}
			if args[0] == "export" {
				return orphanList{Done: "Đã ghi ra " + *file, Orphans: []office.Orphan{o}}, s.ExportOrphan(ctx, o.Digest, *file)
			}
			clerk, err := clerkNamed(ctx, s, *by)
			if err != nil {
				return nil, err
			}
			if args[0] == "sweep" {
				return orphanList{Done: "Đã dọn, và ghi vào nhật ký.", Orphans: []office.Orphan{o}}, s.SweepOrphan(ctx, o.Digest, clerk, *because)
			}
			c, err := s.AdoptOrphan(ctx, o.Digest, clerk, *because)
			if err != nil {
				return nil, err
			}
			return messageOf(ctx, s, c)
		})
	}
}

type orphanList struct {
	Done    string          `json:"done,omitempty"`
	Orphans []office.Orphan `json:"orphans"`
	Gaps    []office.Gap    `json:"gaps,omitempty"`
}

func (l orphanList) print(w io.Writer) {
	if l.Done != "" {
		fmt.Fprintln(w, l.Done)
		return
	}
	for _, o := range l.Orphans {
		kind := o.Kind
		if kind == "" {
			kind = "không rõ loại"
		}
		fmt.Fprintf(w, "%s  %s  %d byte  %s\n", o.Digest, o.At.In(office.VietNam).Format("15:04 02/01/2006"), o.Size, kind)
	}
	if len(l.Orphans) == 0 {
		fmt.Fprintln(w, "Mọi tệp trong kho đều thuộc về một hồ sơ.")
	}
	for _, f := range office.GapsTold(l.Gaps) {
		fmt.Fprintln(w, f.Said)
	}
	for _, g := range l.Gaps {
		fmt.Fprintln(w, g.Said())
	}
}

func listOrphans(ctx context.Context, s *station.Station) (orphanList, error) {
	all, err := s.Orphans(ctx)
	if err != nil {
		return orphanList{}, err
	}
	gaps, err := s.UnreadFiles(ctx)
	return orphanList{Orphans: append([]office.Orphan{}, all...), Gaps: gaps}, err
}

// orphanNamed finds one by the beginning of its name.
func orphanNamed(ctx context.Context, s *station.Station, name string) (office.Orphan, error) {
	all, err := s.Orphans(ctx)
	if err != nil {
		return office.Orphan{}, err
	}
	var found []office.Orphan
	for _, o := range all {
		if strings.HasPrefix(string(o.Digest), strings.ToLower(name)) {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		return office.Orphan{}, station.NoOrphan.About(office.Visible(name, 64))
	}
	return found[0], nil
}
