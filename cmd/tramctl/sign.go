package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/station"
)

// signed is how it went with each document of a round of signing. Of one
// document its answer stands at the top too.
type signed struct {
	*outcome
	Results []outcome `json:"results"`
}

type outcome struct {
	office.SigningResult
	PDF     office.Digest `json:"sha256,omitempty"`
	Failure string        `json:"failure,omitempty"`
	Said    string        `json:"said,omitempty"`
	Next    string        `json:"next,omitempty"`
}

func (s signed) print(w io.Writer) {
	for _, o := range s.Results {
		if o.Err != nil {
			fmt.Fprintf(w, "[chưa] %s: %s %s\n", o.Code, o.Said, o.Next)
			continue
		}
		fmt.Fprintf(w, "[xong] %s: mức %s. %s\n", o.Code, o.Level, o.Note)
	}
}

func (s signed) failed() bool {
	for _, o := range s.Results {
		if o.Err != nil {
			return true
		}
	}
	return false
}

// gather collects the answers of a round, and logs what had no sentence.
func (t *terminal) gather(ctx context.Context, s *station.Station, ids []office.ID, work func(each func(office.SigningResult)) error) (result, error) {
	var all signed
	err := work(func(r office.SigningResult) { all.Results = append(all.Results, t.outcomeOf(ctx, s, r)) })
	if err != nil && len(all.Results) < len(ids) && (len(all.Results) == 0 || all.Results[len(all.Results)-1].Err == nil) {
		return nil, err
	}
	if len(ids) == 1 && len(all.Results) == 1 {
		if r := all.Results[0]; r.Err != nil {
			return nil, r.Err
		}
		all.outcome = &all.Results[0]
	}
	return all, nil
}

func (t *terminal) outcomeOf(ctx context.Context, s *station.Station, r office.SigningResult) outcome {
	o := outcome{SigningResult: r}
	if r.Err != nil {
		f := t.told(r.Err)
		o.Failure, o.Said, o.Next = f.Name, f.Said, f.Next
		return o
	}
	if f, signed, err := s.SignedForm(ctx, r.ID); err == nil && signed {
		o.PDF = f.PDF()
	}
	return o
}

// named turns what stands on the command line into records.
func named(ctx context.Context, s *station.Station, args []string) ([]office.ID, error) {
	var ids []office.ID
	for _, name := range args {
		id, err := s.IDNamed(ctx, name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// signDocuments signs finished conversions, or finishes checked ones by their
// signature, with one PIN for all.
func signDocuments(set *flag.FlagSet) action {
	k := addKeyFlags(set)
	set.StringVar(&k.clerk, "clerk", "", "người thực hiện")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			ids, err := named(ctx, s, args)
			if err != nil {
				return nil, err
			}
			wish, err := k.wish(ctx, s)
			if err != nil {
				return nil, err
			}
			if err := k.open(ctx, t, s); err != nil {
				return nil, err
			}
			return t.gather(ctx, s, ids, func(each func(office.SigningResult)) error {
				return s.SignAll(ctx, office.AskedAlike(ids, wish), nil, each)
			})
		})
	}
}

// extend adds to signed documents what was missing while offline.
func extend(set *flag.FlagSet) action {
	all := set.Bool("all", false, "mọi văn bản còn thiếu bằng chứng")
	tsa := set.String("tsa", "", "máy chủ dấu thời gian cho lần này")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if (len(args) == 0) != *all {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			if err := s.StampFrom(*tsa); err != nil {
				return nil, err
			}
			ids, err := named(ctx, s, args)
			if *all && err == nil {
				ids, err = owing(ctx, s)
			}
			if err != nil {
				return nil, err
			}
			return t.gather(ctx, s, ids, func(each func(office.SigningResult)) error { return s.ExtendAll(ctx, ids, nil, each) })
		})
	}
}

func owing(ctx context.Context, s *station.Station) (ids []office.ID, err error) {
	tasks, err := s.SigningTasks(ctx)
	for _, task := range tasks {
		if task.Task == office.TaskExtend {
			ids = append(ids, task.Row.ID)
		}
	}
	return ids, err
}

type withdrawal struct{ office.Withdrawal }

func (d withdrawal) print(w io.Writer) {
	fmt.Fprintf(w, "Đã thu hồi bản số hóa %s: %s.\nTệp và hồ sơ vẫn còn; mọi lần kiểm chứng về sau đều báo là đã thu hồi.\n", d.Conversion, d.Reason)
}

// withdraw records that a finished conversion is not to be relied on any more.
func withdraw(set *flag.FlagSet) action {
	reason := set.String("reason", "", "lý do thu hồi")
	clock := set.String("clock-because", "", "lý do giờ máy đúng dù sớm hơn giờ của hồ sơ; được ghi vào nhật ký")
	clerk := set.String("clerk", "", "người thực hiện")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 || *reason == "" {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			id, err := s.IDNamed(ctx, args[0])
			if err != nil {
				return nil, err
			}
			who, err := clerkNamed(ctx, s, *clerk)
			if err != nil {
				return nil, err
			}
			d, err := s.WithdrawOver(ctx, id, who, *reason, *clock)
			return withdrawal{d}, err
		})
	}
}
