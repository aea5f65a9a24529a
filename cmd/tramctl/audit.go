package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"tram/local/audit"
	"tram/local/office"
	"tram/local/station"
	"tram/local/table"
)

// deedsShown is how many deeds are listed unless --limit says otherwise.
const deedsShown = 50

// auditWords are the flags of the verb.
type auditWords struct {
	since, until, who, record string
	kind, but, by, file       string
	found, asks, basis, met   string
	limit                     int
	verbs                     []verb // all that the terminal knows
}

// auditVerb reads the journal to people, exports it, and keeps what reading it led to.
func auditVerb(set *flag.FlagSet) action {
	var w auditWords
	set.StringVar(&w.since, "since", "", "từ ngày (27/11/2026 hoặc 2026-11-27)")
	set.StringVar(&w.until, "until", "", "đến hết ngày")
	set.StringVar(&w.who, "who", "", "tên người làm, hoặc một phần tên, có dấu hay không")
	set.StringVar(&w.record, "record", "", "chỉ một hồ sơ: ID hoặc mã tra cứu")
	set.StringVar(&w.kind, "kind", "", "chỉ một loại bản ghi, như “tramctl audit parts” gọi")
	set.StringVar(&w.but, "without", "", "không kể một loại bản ghi, ví dụ access (lượt truy cập)")
	set.StringVar(&w.file, "export", "", "ghi ra tệp mới: .xlsx, .pdf, hoặc .json có chữ ký của trạm")
	set.StringVar(&w.by, "clerk", "", "người lập, người soát xét")
	set.StringVar(&w.found, "found", "", "với review: đã thấy gì")
	set.StringVar(&w.asks, "asks", "", "với require: yêu cầu là gì")
	set.StringVar(&w.basis, "basis", "", "với require: căn cứ của yêu cầu")
	set.StringVar(&w.met, "met", "", "với require: đáp ứng bằng gì")
	set.IntVar(&w.limit, "limit", deedsShown, "số dòng nhiều nhất, mặc định 50")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		do, known := auditTasks[argument(args)]
		if !known || len(args) > 1 || w.limit <= 0 {
			return nil, errUsage
		}
		w.verbs = t.verbs
		return t.ready(ctx, func(s *station.Station) (result, error) { return do(ctx, s, w) })
	}
}

func argument(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

var auditTasks = map[string]func(context.Context, *station.Station, auditWords) (result, error){
	"": auditList, "times": auditTimes, "parts": auditParts, "review": auditReview, "require": auditRequire,
}

// wish reads the filters.
func (w auditWords) wish() (a office.DeedWish, err error) {
	a = office.DeedWish{Who: w.who, Record: w.record, Kind: office.Kind(w.kind), But: office.Kind(w.but)}
	if a.Since, err = dayTyped(w.since); err != nil {
		return a, err
	}
	if a.Until, err = dayTyped(w.until); err == nil && !a.Until.IsZero() {
		a.Until = a.Until.AddDate(0, 0, 1) // to the end of that day
	}
	return a, err
}

// dayTyped reads a day as people and programs write it; empty: none.
func dayTyped(typed string) (time.Time, error) {
	if typed == "" {
		return time.Time{}, nil
	}
	day, err := office.ParseDate(typed)
	if err != nil {
		return time.Time{}, err
	}
	return time.ParseInLocation(time.DateOnly, day, office.VietNam)
}

// audited is what was read of the journal, newest first.
type audited struct {
	Deeds []office.Deed `json:"deeds"`
	More  bool          `json:"more"`
}

func (a audited) print(w io.Writer) {
	for _, d := range a.Deeds {
		fmt.Fprintf(w, "%s  %s  [%s, mục %d]\n", moment(d.At), visible(d.Said()), d.Where, d.Seq)
		for _, c := range d.Changes {
			fmt.Fprintln(w, "    "+visible(c.Said()))
		}
		if d.Note != "" {
			fmt.Fprintln(w, "    "+d.Note)
		}
	}
	if len(a.Deeds) == 0 {
		fmt.Fprintln(w, "Nhật ký không có mục nào như vậy.")
	}
	if a.More {
		fmt.Fprintln(w, "Còn nữa: thêm --limit, hoặc --export để ghi tất cả ra tệp.")
	}
}

func moment(t time.Time) string { return t.In(office.VietNam).Format("15:04:05 02/01/2006") }

func auditList(ctx context.Context, s *station.Station, w auditWords) (result, error) {
	wish, err := w.wish()
	if err != nil {
		return nil, err
	}
	if w.file != "" {
		return exportTo(ctx, s, w, func(by string) error { return s.ExportAudit(ctx, wish, w.file, by) })
	}
	page, err := s.Audit(ctx, wish, office.DeedPlace{}, w.limit)
	return audited{Deeds: append([]office.Deed{}, page.Deeds...), More: page.More}, err
}

// auditFile is a file that was written.
type auditFile struct {
	File string `json:"file"`
	said string
}

func (f auditFile) print(w io.Writer) { fmt.Fprintln(w, f.said) }

func exportTo(ctx context.Context, s *station.Station, w auditWords, do func(by string) error) (result, error) {
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	if err := do(clerk.Name); err != nil {
		return nil, err
	}
	said := "Đã ghi " + w.file
	if filepath.Ext(w.file) == ".json" {
		said += "\nAi có tệp này đều kiểm được bằng “tramctl verify " + filepath.Base(w.file) + "”, không cần dữ liệu của cơ quan."
	}
	return auditFile{w.file, said}, nil
}

// tabled prints a table, or says that it was written.
type tabled struct {
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
}

func (t tabled) print(w io.Writer) {
	for _, r := range t.Rows {
		for i, cell := range r {
			if i > 0 {
				fmt.Fprint(w, " | ")
			}
			fmt.Fprint(w, visible(fmt.Sprint(cell)))
		}
		fmt.Fprintln(w)
	}
	if len(t.Rows) == 0 {
		fmt.Fprintln(w, "Không có dòng nào.")
	}
}

func tableOr(ctx context.Context, s *station.Station, w auditWords, build func(by string) (table.Table, error)) (result, error) {
	if w.file != "" {
		return exportTo(ctx, s, w, func(by string) error {
			t, err := build(by)
			if err != nil {
				return err
			}
			return s.SaveTable(ctx, t, w.file)
		})
	}
	t, err := build(w.by)
	if err != nil {
		return nil, err
	}
	shown := tabled{Rows: [][]any{}}
	for _, c := range t.Columns {
		shown.Columns = append(shown.Columns, c.Name)
	}
	for r, err := range t.Rows {
		if err != nil {
			return nil, err
		}
		shown.Rows = append(shown.Rows, r)
	}
	return shown, nil
}

func auditTimes(ctx context.Context, s *station.Station, w auditWords) (result, error) {
	wish, err := w.wish()
	if err != nil {
		return nil, err
	}
	return tableOr(ctx, s, w, func(by string) (table.Table, error) {
		_, t, err := s.AuditTimes(ctx, wish, by)
		return t, err
	})
}

func auditParts(ctx context.Context, s *station.Station, w auditWords) (result, error) {
	more := make([]audit.Part, 0, len(w.verbs))
	for _, v := range w.verbs {
		more = append(more, audit.Part{Sort: "Lệnh", Name: "tramctl " + v.name, Said: v.says, Form: "dòng lệnh, JSON"})
	}
	return tableOr(ctx, s, w, func(by string) (table.Table, error) {
		_, t, err := s.AuditParts(ctx, more, by)
		return t, err
	})
}

// reviewed is the reviews of the journal.
type reviewed struct {
	Reviews []office.JournalReview `json:"reviews"`
	Owed    string                 `json:"owed,omitempty"` // since when one is; empty: none
}

func (r reviewed) print(w io.Writer) {
	for _, v := range r.Reviews {
		fmt.Fprintf(w, "%s  %s, tới mục %d: %s\n", moment(v.At), v.Reviewer, v.Upto.Seq, visible(v.Found))
	}
	if len(r.Reviews) == 0 {
		fmt.Fprintln(w, "Chưa ai soát xét nhật ký.")
	}
	if r.Owed != "" {
		fmt.Fprintln(w, "Đến hạn soát xét từ "+r.Owed+".")
	}
}

// auditReview records a review, or lists those that there are.
func auditReview(ctx context.Context, s *station.Station, w auditWords) (result, error) {
	if w.found != "" {
		clerk, err := clerkNamed(ctx, s, w.by)
		if err != nil {
			return nil, err
		}
		if _, err := s.Review(ctx, clerk, w.found); err != nil {
			return nil, err
		}
	}
	all, err1 := s.Reviews(ctx)
	owed, err2 := s.ReviewOwed(ctx)
	r := reviewed{Reviews: append([]office.JournalReview{}, all...)}
	if !owed.IsZero() {
		r.Owed = owed.In(office.VietNam).Format("02/01/2006")
	}
	return r, errors.Join(err1, err2)
}

// required is the list of other requirements.
type required struct {
	Requirements []audit.Requirement `json:"requirements"`
}

func (r required) print(w io.Writer) {
	for i, q := range r.Requirements {
		met := "chưa ghi cách đáp ứng"
		switch {
		case q.Dropped:
			met = "không còn áp dụng"
		case q.Met != "":
			met = visible(q.Met)
		}
		fmt.Fprintf(w, "%d. %s (%s): %s\n", i+1, visible(q.Asks), visible(q.Basis), met)
	}
	if len(r.Requirements) == 0 {
		fmt.Fprintln(w, "Chưa ghi yêu cầu nào.")
	}
}

// auditRequire adds a requirement, or lists those that there are.
func auditRequire(ctx context.Context, s *station.Station, w auditWords) (result, error) {
	if w.asks+w.basis+w.met != "" {
		clerk, err := clerkNamed(ctx, s, w.by)
		if err != nil {
			return nil, err
		}
		if _, err := s.SaveRequirement(ctx, clerk, audit.Requirement{Asks: w.asks, Basis: w.basis, Met: w.met}); err != nil {
			return nil, err
		}
	}
	all, err := s.Requirements(ctx)
	return required{append([]audit.Requirement{}, all...)}, err
}

// verifyExport follows a signed export of a journal. Where an office is at hand it tells
// what that knows of the key; without one it says so.
func (t *terminal) verifyExport(ctx context.Context, path, head string) (result, error) {
	vouch := func(*station.Station) (office.Proof, error) { return station.ProveExport(ctx, path, head, nil) }
	s, err := t.open(ctx, true)
	if err == nil {
		defer s.Close()
		if s.Ready() {
			vouch = func(s *station.Station) (office.Proof, error) { return s.ProveExport(ctx, path, head) }
		}
	}
	proof, err := vouch(s)
	return proven{proof}, err
}
