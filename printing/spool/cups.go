package spool

import (
	"context"
	"errors"
	"io"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/printing/spool/ipp"
)

// cups is the printers that a server tells of.
type cups struct {
	*server
	clock office.Clock
	draw  drawer
}

// where gives the path and the name of a printer for a question about it.
func (c cups) where(key string) (path string, target ipp.Attr) {
	if c.single != "" {
		if u, err := url.Parse(c.single); err == nil {
			return u.EscapedPath(), ipp.Texts("printer-uri", ipp.URI, c.single)
		}
	}
	path = "/printers/" + url.PathEscape(key)
	return path, ipp.Texts("printer-uri", ipp.URI, "ipp://localhost"+path)
}

func (c cups) Printers(ctx context.Context) ([]office.Printer, error) {
	queues, err := c.queues(ctx)
	if err != nil {
		return nil, told(ctx, err, failureOf(err, ""))
	}
	var printers []office.Printer
	for _, q := range queues {
		printers = append(printers, q.Printer)
	}
	return printers, nil
}

func (c cups) queues(ctx context.Context) ([]queue, error) {
	if c.single != "" {
		q, err := c.queue(ctx, "")
		q.Usual = true
		return []queue{q}, err
	}
	answer, err := c.ask(ctx, question{op: cupsGetPrinters, path: "/", attrs: []ipp.Attr{
		ipp.Ints("limit", ipp.Integer, mostPrinters), ipp.Texts("requested-attributes", ipp.Keyword, printerWords...),
	}})
	if isStatus(err, notFound) {
		return nil, nil // CUPS says so when it has none
	}
	if err != nil {
		return nil, err
	}
	var queues []queue
	usual := c.usual(ctx)
	for _, g := range answer.Groups {
		if g.Tag != ipp.PrinterGroup || len(queues) == mostPrinters {
			continue
		}
		if q, is := queueOf(g); is {
			q.Usual = q.Key == usual
			queues = append(queues, q)
		}
	}
	return queues, nil
}

// usual is the printer that the machine offers first, if it says so.
func (c cups) usual(ctx context.Context) string {
	answer, err := c.ask(ctx, question{op: cupsGetDefault, path: "/", attrs: []ipp.Attr{ipp.Texts("requested-attributes", ipp.Keyword, "printer-name")}})
	if err != nil {
		return ""
	}
	return groupOf(answer, ipp.PrinterGroup).Get("printer-name").Text()
}

func isStatus(err error, codes ...uint16) bool {
	var status statusError
	return errors.As(err, &status) && slices.Contains(codes, status.code)
}

func groupOf(m ipp.Message, tag ipp.Tag) ipp.Group {
	for _, g := range m.Groups {
		if g.Tag == tag {
			return g
		}
	}
	return ipp.Group{}
}

// queue asks about one printer.
func (c cups) queue(ctx context.Context, key string) (queue, error) {
	if c.single == "" && !isKey(key) {
		return queue{}, NoPrinter.About(cleaned(key, longestName))
	}
	path, target := c.where(key)
	answer, err := c.ask(ctx, question{op: getPrinter, path: path, target: target,
		attrs: []ipp.Attr{ipp.Texts("requested-attributes", ipp.Keyword, printerWords...)}})
	if err != nil {
		return queue{}, failureOf(err, key).Because(err)
	}
	g := groupOf(answer, ipp.PrinterGroup)
	if c.single != "" && !isKey(g.Get("printer-name").Text()) {
		g.Attrs = append([]ipp.Attr{ipp.Texts("printer-name", ipp.Name, "ipp")}, g.Attrs...)
	}
	q, is := queueOf(g)
	if !is || !strings.EqualFold(q.Key, key) && key != "" {
		return queue{}, NoPrinter.About(cleaned(key, longestName))
	}
	return q, nil
}

func (c cups) Print(ctx context.Context, wish office.PrintWish, file io.ReaderAt, size int64) (office.PrintJob, error) {
	if wish.Printer == "" {
		return office.PrintJob{}, NoPrinter.About("")
	}
	q, err := c.queue(ctx, wish.Printer)
	if err == nil {
		err = q.check(wish)
	}
	if err != nil {
		return office.PrintJob{}, told(ctx, err, Nonsense)
	}
	if wish, err = measured(ctx, c.draw, q.Printer, wish, file, size); err != nil {
		return office.PrintJob{}, told(ctx, err, Refused.About(q.Name))
	}
	path, target := c.where(q.Key)
	ask := question{path: path, target: target, groups: []ipp.Group{{Tag: ipp.JobGroup, Attrs: q.wanted(wish)}},
		attrs: []ipp.Attr{ipp.Texts("job-name", ipp.Name, wish.Title), ipp.Texts("document-format", ipp.MimeType, "application/pdf")}}
	// What would be refused is refused before the document is on its way.
	ask.op = validateJob
	if _, err := c.ask(ctx, ask); err != nil && !isStatus(err, operationNotSupported) {
		return office.PrintJob{}, told(ctx, err, failureOf(err, q.Name))
	}
	ask.op, ask.file, ask.size = printJob, file, size
	answer, err := c.ask(ctx, ask)
	at := c.clock.Now()
	if errors.Is(err, errUnsure) {
		return office.PrintJob{Printer: q.Key, Title: wish.Title, State: office.JobLost, At: at}, Unsure.About(q.Name).Because(err)
	}
	if err != nil {
		return office.PrintJob{}, told(ctx, err, failureOf(err, q.Name))
	}
	return c.handed(ctx, q, wish, groupOf(answer, ipp.JobGroup), at)
}

// handed makes the job of an answer. From here on the printer has the document,
// whatever else goes wrong.
func (c cups) handed(ctx context.Context, q queue, wish office.PrintWish, g ipp.Group, at time.Time) (office.PrintJob, error) {
	job := office.PrintJob{Printer: q.Key, Title: wish.Title, State: office.JobWaiting, At: at}
	id := g.Get("job-id").Int()
	if id < 1 {
		job.State = office.JobLost
		return job, Unsure.About(q.Name)
	}
	job.Key = strconv.Itoa(id)
	if now, err := c.Job(ctx, job); err == nil && now.State != office.JobLost {
		now.At = at
		return now, nil
	}
	return job, nil
}

// wanted is the wish in the words of IPP.
func (q *queue) wanted(wish office.PrintWish) []ipp.Attr {
	attrs := []ipp.Attr{
		ipp.Texts("print-scaling", ipp.Keyword, "none"), // otherwise CUPS fits a page to the paper
		ipp.Ints("copies", ipp.Integer, wish.Copies),
		ipp.Texts("sides", ipp.Keyword, sidesWords[wish.Sides]),
	}
	if wish.Copies > 1 && q.collates {
		attrs = append(attrs, ipp.Texts("multiple-document-handling", ipp.Keyword, "separate-documents-collated-copies"))
	}
	if q.says["number-up"] {
		attrs = append(attrs, ipp.Ints("number-up", ipp.Integer, 1))
	}
	if q.says["job-sheets"] {
		attrs = append(attrs, ipp.Texts("job-sheets", ipp.Keyword, "none"))
	}
	if a := q.media(wish); a.Name != "" {
		attrs = append(attrs, a)
	}
	if len(wish.Pages) > 0 {
		a := ipp.Attr{Name: "page-ranges"}
		for _, s := range wish.Pages {
			a.Values = append(a.Values, ipp.Value{Tag: ipp.Range, Int: s.From, Upper: s.To})
		}
		attrs = append(attrs, a)
	}
	if mode := q.mode(wish.Colour); mode != "" {
		attrs = append(attrs, ipp.Texts("print-color-mode", ipp.Keyword, mode))
	}
	return attrs
}

func (q *queue) media(wish office.PrintWish) ipp.Attr {
	i := slices.IndexFunc(q.Papers, func(p office.PaperSize) bool { return p.Key == wish.Paper })
	if wish.Tray == "" {
		if i < 0 {
			return ipp.Attr{}
		}
		return ipp.Texts("media", ipp.Keyword, wish.Paper)
	}
	var members []ipp.Attr
	if i >= 0 {
		hundredths := func(mm float64) int { return int(math.Round(mm * 100)) }
		members = append(members, ipp.Collection("media-size",
			ipp.Ints("x-dimension", ipp.Integer, hundredths(q.Papers[i].W)), ipp.Ints("y-dimension", ipp.Integer, hundredths(q.Papers[i].H))))
	}
	return ipp.Collection("media-col", append(members, ipp.Texts("media-source", ipp.Keyword, wish.Tray))...)
}

func (q *queue) mode(colour bool) string {
	mode := "monochrome"
	if colour {
		mode = "color"
	}
	if !slices.Contains(q.colours, mode) {
		return ""
	}
	return mode
}
