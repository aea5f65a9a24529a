package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// routed is where a document stands after a step.
type routed struct{ office.RouteTold }

func (r routed) print(w io.Writer) {
	fmt.Fprintln(w, visible(r.Said))
	for _, q := range r.Open {
		fmt.Fprintf(w, "  Đang chờ ý kiến của %s%s\n", visible(q.To.Name), dueSaid(q.Due))
	}
	for i, t := range r.Tasks {
		fmt.Fprintf(w, "  Việc %d: %s, %s%s%s\n", i+1, visible(t.Who.Name), visible(t.Say), dueSaid(t.Due), map[bool]string{true: " (xong)"}[t.Done])
	}
	if r.OpenComments > 0 {
		fmt.Fprintf(w, "  Còn %d góp ý chưa xong trên bản trình\n", r.OpenComments)
	}
}

func dueSaid(day string) string {
	if day == "" {
		return ""
	}
	return ", hạn " + office.Ask{How: office.AskDay}.Told(day)
}

// timeline is the road of a document with each step.
type timeline struct {
	routed
	File string `json:"file,omitempty"`
}

func (r timeline) print(w io.Writer) {
	r.routed.print(w)
	r.Past(func(s office.RouteStep) { printStep(w, s) }, func(b office.RouteBeside) { printBeside(w, b) })
	if len(r.Ends) > 1 {
		fmt.Fprintln(w, "Các hướng đang có:")
		for _, e := range r.Ends {
			fmt.Fprintf(w, "  %s  %s %s\n", e.Head, e.Stage.Said(), visible(e.Holder.Name))
		}
	}
	if r.File != "" {
		fmt.Fprintln(w, "Đã ghi "+r.File)
	}
}

func printStep(w io.Writer, s office.RouteStep) {
	fmt.Fprintf(w, "%s  %s  %s: %s", s.ID, office.MomentSaid(s.At), visible(s.By.Name), s.Said)
	if s.To.Name != "" {
		fmt.Fprint(w, " → "+visible(s.To.Name))
	}
	fmt.Fprint(w, dueSaid(s.Due))
	if s.Say != "" {
		fmt.Fprint(w, ": "+visible(s.Say))
	}
	for _, name := range s.Files {
		fmt.Fprint(w, "\n  Tệp: "+visible(name))
	}
	fmt.Fprintln(w)
	for _, said := range []string{s.About, s.Note} {
		if said != "" {
			fmt.Fprintln(w, "  "+said)
		}
	}
}

func printBeside(w io.Writer, b office.RouteBeside) {
	fmt.Fprintf(w, "%36s  %s  %s: %s", "", office.MomentSaid(b.At), visible(b.By), b.Did())
	for _, say := range b.Say {
		fmt.Fprint(w, "\n  "+visible(say))
	}
	if b.File != "" {
		fmt.Fprint(w, "\n  Tệp: "+visible(b.File))
	}
	fmt.Fprintln(w)
}

// routeWays are the steps that somebody may take now.
type routeWays struct {
	Ways []office.RouteWay `json:"ways"`
}

func (r routeWays) print(w io.Writer) {
	if len(r.Ways) == 0 {
		fmt.Fprintln(w, "Người này chưa làm được bước nào với văn bản lúc này.")
	}
	for _, way := range r.Ways {
		fmt.Fprint(w, way.Said)
		if way.Of.Entry != "" {
			fmt.Fprint(w, ": "+visible(way.Of.To.Name))
		}
		if way.Waits {
			fmt.Fprint(w, " (còn chờ ý kiến)")
		}
		fmt.Fprintln(w)
	}
}

// routeItems are documents with which something is to be done.
type routeItems struct {
	Items []office.RouteItem `json:"items"`
}

func (r routeItems) print(w io.Writer) {
	if len(r.Items) == 0 {
		fmt.Fprintln(w, "Không có văn bản nào, theo những gì máy này biết.")
	}
	for _, i := range r.Items {
		fmt.Fprintf(w, "%s  %s %s  %s: ", i.Document.ID, i.Document.Flow.Said(), i.Document.Said(), visible(i.Document.Document.Subject))
		if i.Question.Entry != "" {
			fmt.Fprint(w, "chờ ý kiến của "+visible(i.Question.To.Name))
		} else {
			fmt.Fprint(w, i.Stands.Stage.Said()+" "+visible(i.Stands.Holder.Name))
		}
		if i.Duty.Said != "" {
			fmt.Fprintf(w, ", hạn %s là %s", i.Duty.Said, i.Duty.Told)
		}
		if i.Duty.Late != "" {
			fmt.Fprint(w, ", "+i.Duty.Late)
		}
		fmt.Fprintln(w)
	}
}

// spoken is the answer to “Đã xử lý chưa?”.
type spoken struct {
	Said []string `json:"said"`
}

func (s spoken) print(w io.Writer) {
	for _, said := range s.Said {
		fmt.Fprintln(w, visible(said))
	}
}

// routeWishes are what was typed of a step.
type routeWishes struct {
	to, by, secrecy string
	wish            office.RouteWish
}

func (w *routeWishes) person(set *flag.FlagSet, name, says string) {
	set.StringVar(&w.to, name, "", says)
}

func (w *routeWishes) due(set *flag.FlagSet) {
	set.StringVar(&w.wish.Due, "due", "", "hạn: 30/11/2026")
}

func (w *routeWishes) say(set *flag.FlagSet, name, says string) {
	set.StringVar(&w.wish.Say, name, "", says)
}

// take takes a step with the document that was named.
func (w *routeWishes) take(ctx context.Context, t *terminal, deed office.RouteDeed, args []string) (result, error) {
	if len(args) == 0 || len(args) > 1 && deed != office.RouteSubmit {
		return nil, errUsage
	}
	w.wish.Deed, w.wish.Document, w.wish.With.Paths = deed, office.ID(args[0]), args[1:]
	return t.ready(ctx, func(s *station.Station) (result, error) {
		clerk, err := clerkNamed(ctx, s, w.by)
		if err != nil {
			return nil, err
		}
		if w.wish.To, err = personCalled(ctx, s, w.to); err != nil {
			return nil, err
		}
		if w.wish.With.Secrecy, err = looked(ctx, s, w.secrecy, w.wish.With.Paths); err != nil {
			return nil, err
		}
		if was, err := s.RouteOf(office.Again(ctx), w.wish.Document); err == nil && len(was.Ends) > 0 {
			w.wish.Seen = was.Ends[0].Head // two who take a step at one time take one
		}
		is, err := s.Route(ctx, clerk, w.wish)
		return routed{is}, err
	})
}

// personCalled is who works here under a name; empty: nobody was named.
func personCalled(ctx context.Context, s *station.Station, name string) (office.ID, error) {
	if name = strings.TrimSpace(name); name == "" {
		return "", nil
	}
	all, err := s.AllClerks(ctx)
	if err != nil {
		return "", err
	}
	var names, same []string
	var found office.ID
	for _, c := range all {
		if c.Left {
			continue
		}
		if c.ID == office.ID(name) {
			return c.ID, nil
		}
		if office.Fold(c.Name) == office.Fold(name) {
			found = c.ID
			same = append(same, strings.TrimSuffix(string(c.ID)+", "+c.Position, ", "))
		}
		names = append(names, c.Name)
	}
	if len(same) > 1 {
		f := twoOfOneName.About(name)
		f.Next = fmt.Sprintf(f.Next, strings.Join(same, "; "))
		return "", f
	}
	if found != "" {
		return found, nil
	}
	f := station.UnknownClerk.About(name)
	f.Next = fmt.Sprintf(f.Next, strings.Join(names, ", "))
	return "", f
}

// stepVerb is a verb that takes one step.
func stepVerb(deed office.RouteDeed, flags func(*routeWishes, *flag.FlagSet)) func(*flag.FlagSet) action {
	return func(set *flag.FlagSet) action {
		var w routeWishes
		flags(&w, set)
		set.StringVar(&w.by, "clerk", "", "người làm")
		return func(ctx context.Context, t *terminal, args []string) (result, error) {
			return w.take(ctx, t, deed, args)
		}
	}
}

var (
	assignVerb = stepVerb(office.RouteAssign, func(w *routeWishes, set *flag.FlagSet) {
		w.person(set, "to", "người nhận việc")
		w.due(set)
		w.say(set, "say", "ý kiến chỉ đạo; giao lại cho người khác thì ghi lý do")
	})
	submitVerb = stepVerb(office.RouteSubmit, func(w *routeWishes, set *flag.FlagSet) {
		w.person(set, "to", "người được trình")
		w.say(set, "say", "nội dung trình")
		set.StringVar(&w.secrecy, "secrecy", "", "độ mật của tệp, đã xem: thuong")
	})
	decideVerb = stepVerb(office.RouteDecide, func(w *routeWishes, set *flag.FlagSet) { w.say(set, "say", "ý kiến") })
	issueVerb  = stepVerb(office.RouteIssue, func(w *routeWishes, set *flag.FlagSet) { w.say(set, "say", "phát hành thế nào, cho ai") })
	returnVerb = stepVerb(office.RouteReturn, func(w *routeWishes, set *flag.FlagSet) { w.say(set, "why", "lý do") })
)

// opinionVerb asks somebody for an opinion, or gives one that was asked for.
func opinionVerb(set *flag.FlagSet) action {
	var w routeWishes
	w.person(set, "of", "xin ý kiến của ai; bỏ trống thì cho ý kiến")
	w.due(set)
	w.say(set, "say", "ý kiến, hoặc điều muốn hỏi")
	set.StringVar(&w.by, "clerk", "", "người làm")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if w.to == "" {
			return w.take(ctx, t, office.RouteOpine, args)
		}
		return w.take(ctx, t, office.RouteAsk, args)
	}
}

// routeDeeds are the steps that have no verb of their own, as they are typed.
var routeDeeds = map[string]office.RouteDeed{
	"present": office.RoutePresent, "take": office.RouteTakeUp, "forgo": office.RouteForgo,
	"sign": office.RouteSign, "file": office.RouteFile, "settle": office.RouteSettle,
}

// routeVerb tells what may be done with documents, and takes the steps that have no verb.
func routeVerb(set *flag.FlagSet) action {
	var w routeWishes
	var keep, record string
	var from int
	w.person(set, "to", "người được trình (với present); so với bản thứ mấy (với compare)")
	w.person(set, "of", "thôi chờ ý kiến của ai (với forgo)")
	w.say(set, "say", "đã làm gì, vì sao (với file, forgo, settle); góp ý, trả lời (với comment, answer)")
	set.IntVar(&from, "from", 0, "bản dự thảo thứ mấy (với compare); bỏ trống là bản ngay trước")
	set.StringVar(&keep, "keep", "", "bước cuối của hướng được chọn (với settle)")
	set.StringVar(&record, "record", "", "mã hồ sơ có chữ ký số trong kho (với sign); bỏ trống: ký trên giấy hoặc nơi khác")
	set.StringVar(&w.by, "clerk", "", "người làm")
	draft, note := addTemplate(set), addNote(set)
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		w.wish.Of, w.wish.Record = office.ID(keep), office.ID(record)
		if deed, is := routeDeeds[args[0]]; is {
			return w.take(ctx, t, deed, args[1:])
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			clerk, err := clerkNamed(ctx, s, w.by)
			switch {
			case err != nil:
				return nil, err
			case args[0] == "held" && len(args) == 1:
				all, err := s.RoutesHeld(ctx, clerk)
				return routeItems{all}, err
			case args[0] == "compare" && len(args) == 2:
				to, err := strconv.Atoi(cmp.Or(w.to, "0"))
				if err != nil {
					return nil, errUsage
				}
				is, err := s.CompareDrafts(ctx, office.ID(args[1]), from, to, nil)
				return draftsCompared{is}, err
			case args[0] == "comment", args[0] == "comments", args[0] == "answer":
				return note.comment(ctx, s, clerk, w.wish.Say, args)
			case args[0] == "template" && len(args) == 2:
				return draft.write(ctx, t, s, office.ID(args[1]))
			case args[0] == "next" && len(args) == 2:
				all, err := s.RouteWays(ctx, clerk, office.ID(args[1]))
				return routeWays{all}, err
			}
			return nil, errUsage
		})
	}
}

// overdueVerb lists what is late.
func overdueVerb(set *flag.FlagSet) action {
	on := set.String("on", "", "tính đến hết ngày: 30/11/2026; bỏ trống là lúc này")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		var at time.Time
		if *on != "" {
			day, err := time.ParseInLocation("2/1/2006", *on, office.VietNam)
			if err != nil {
				return nil, badDay.About("--on", *on)
			}
			at = day.AddDate(0, 0, 1).Add(-time.Second)
		}
		if len(args) > 0 {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			all, err := s.RoutesOverdue(ctx, at)
			return routeItems{all}, err
		})
	}
}

// timelineVerb tells or writes the road of a document.
func timelineVerb(set *flag.FlagSet) action {
	o := addOutput(set, "o", "tệp .pdf, .xlsx hoặc .json mới")
	by := set.String("clerk", "", "người xuất")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			is, err := s.RouteOf(ctx, office.ID(args[0]))
			if err != nil || o.path == "" {
				return timeline{routed: routed{is}}, err
			}
			err = o.through(t.folder(), func(path string) error { return s.SaveRoute(ctx, office.ID(args[0]), path, *by) })
			return timeline{routed{is}, o.path}, err
		})
	}
}

// askedVerb answers “Đã xử lý chưa?”.
func askedVerb(set *flag.FlagSet) action {
	var q office.RouteQuery
	set.IntVar(&q.Year, "year", 0, "năm của sổ; bỏ trống là năm nay")
	set.StringVar(&q.Issuer, "issuer", "", "cơ quan ban hành, một phần tên cũng được")
	flow := set.String("flow", "", "in, out hoặc internal; bỏ trống là mọi sổ")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 {
			return nil, errUsage
		}
		q.Number, q.Flow = args[0], office.Flow(*flow)
		return t.ready(ctx, func(s *station.Station) (result, error) {
			said, err := s.RouteAsked(ctx, q)
			return spoken{said}, err
		})
	}
}
