package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// incidentBook is the register of incidents.
const incidentBook = "su-co"

// reported is the paper of an incident that was made, with what its mail is called.
type reported struct {
	File    string `json:"file"`
	Subject string `json:"subject"`
}

func (r reported) print(w io.Writer) {
	fmt.Fprintln(w, "Đã ghi "+r.File)
	fmt.Fprintln(w, "Tiêu đề thư: "+visible(r.Subject))
}

// noted is one line of the timeline of an incident.
type noted struct{ office.IncidentNote }

func (n noted) print(w io.Writer) {
	fmt.Fprintf(w, "%s  %s: %s\n", office.MomentSaid(office.MomentOf(n.At)), n.Clerk, visible(n.Said))
}

// incidentWishes are what was typed of an incident.
type incidentWishes struct{ name, sort, detected, described, at, form, file, by string }

// incidentVerb keeps the register of incidents.
func incidentVerb(set *flag.FlagSet) action {
	var w incidentWishes
	set.StringVar(&w.name, "name", "", "tên sự cố (với open)")
	set.StringVar(&w.sort, "sort", "other", "loại sự cố (với open)")
	set.StringVar(&w.detected, "detected", "", "phát hiện lúc: 14:05 28/11/2026; bỏ trống là bây giờ (với open)")
	set.StringVar(&w.described, "described", "", "mô tả (với open)")
	set.StringVar(&w.at, "at", "", "xảy ra lúc: 14:05 28/11/2026; bỏ trống là bây giờ (với note)")
	set.StringVar(&w.form, "form", "thong-bao", "giấy tờ: thong-bao, bm03, bm04 hoặc nguoi-dung (với report)")
	set.StringVar(&w.file, "o", "", "tệp .pdf mới (với report)")
	set.StringVar(&w.by, "clerk", "", "người ghi")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		do := map[string]func(context.Context, *station.Station, []string) (result, error){"open": w.open, "list": w.list, "note": w.note, "report": w.report, "close": w.end}[args[0]]
		if do == nil {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) { return do(ctx, s, args[1:]) })
	}
}

func (w *incidentWishes) open(ctx context.Context, s *station.Station, args []string) (result, error) {
	if len(args) > 0 || w.name == "" {
		return nil, errUsage
	}
	detected := cmp.Or(w.detected, time.Now().Format(time.RFC3339))
	sheet := office.Sheet{Answers: map[string]string{"described": w.described}}
	return keepSheet(ctx, s, incidentBook, w.by, sheet, []string{"name=" + w.name, "sort=" + w.sort, "detected=" + detected})
}

func (w *incidentWishes) list(ctx context.Context, s *station.Station, args []string) (result, error) {
	return bookList(ctx, s, append([]string{incidentBook}, args...))
}

func (w *incidentWishes) note(ctx context.Context, s *station.Station, args []string) (result, error) {
	if len(args) != 2 {
		return nil, errUsage
	}
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	n, err := s.NoteIncident(ctx, clerk, office.ID(args[0]), w.at, args[1])
	return noted{n}, err
}

func (w *incidentWishes) report(ctx context.Context, s *station.Station, args []string) (result, error) {
	if len(args) != 1 || w.file == "" {
		return nil, errUsage
	}
	id := office.ID(args[0])
	if err := s.SaveSheetPaper(ctx, incidentBook, id, w.form, w.file); err != nil {
		return nil, err
	}
	subject, err := s.SheetText(ctx, incidentBook, id, "thu")
	return reported{File: w.file, Subject: subject}, err
}

// end closes an incident, once what is typed beside it is written down.
func (w *incidentWishes) end(ctx context.Context, s *station.Station, args []string) (result, error) {
	if len(args) == 0 {
		return nil, errUsage
	}
	if len(args) > 1 {
		if _, err := bookEdit(ctx, s, append([]string{incidentBook}, args...), w.by); err != nil {
			return nil, err
		}
	}
	return bookMove(ctx, s, []string{incidentBook, args[0], "close"}, w.by)
}
