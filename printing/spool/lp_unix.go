//go:build unix

package spool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/child"
	"tram/local/office"
)

// commands prints with the programs of CUPS: lp, lpstat, lpoptions, cancel. They
// tell less: of a job that has ended they do not say how.
type commands struct {
	patience time.Duration
	clock    office.Clock
	draw     drawer
}

const mostSaid = 1 << 20 // bytes of what a command prints

func (commands) there() bool {
	_, err := child.Find("lp")
	return err == nil
}

// run gives what a command prints.
func (c commands) run(ctx context.Context, in io.Reader, name string, args ...string) (string, error) {
	watched, w := watch(ctx, c.patience)
	defer w.stop()
	cmd := child.Command(watched, name, args...)
	cmd.Env = append(cmd.Env, "LC_ALL=C")
	cmd.WaitDelay = time.Second
	if in != nil {
		cmd.Stdin = &sending{w: w, from: in}
	}
	var out, said limited
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case w.fired.Load():
		return "", Silent.Because(err)
	case err != nil:
		return out.String(), fmt.Errorf("%s: %w: %s", name, err, cleaned(said.String(), longestName))
	}
	return out.String(), nil
}

// limited keeps the beginning of what is written.
type limited struct{ bytes.Buffer }

func (l *limited) Write(b []byte) (int, error) {
	l.Buffer.Write(b[:min(len(b), mostSaid-l.Len())])
	return len(b), nil
}

func (c commands) Printers(ctx context.Context) ([]office.Printer, error) {
	names, err := c.names(ctx)
	if err != nil {
		return nil, told(ctx, err, NoService)
	}
	usual, _ := c.run(ctx, nil, "lpstat", "-d") // none may be set
	var printers []office.Printer
	for _, name := range names {
		q, err := c.queue(ctx, name)
		if err != nil {
			return nil, told(ctx, err, NoService)
		}
		q.Usual = strings.HasSuffix(strings.TrimSpace(usual), ": "+name)
		printers = append(printers, q.Printer)
	}
	return printers, nil
}

func (c commands) names(ctx context.Context) (names []string, err error) {
	out, err := c.run(ctx, nil, "lpstat", "-e")
	if err != nil {
		return nil, err
	}
	for name := range strings.Lines(out) {
		if name = strings.TrimSpace(name); isKey(name) && name[0] != '-' && len(names) < mostPrinters {
			names = append(names, name)
		}
	}
	return names, nil
}

// queue asks about one printer.
func (c commands) queue(ctx context.Context, name string) (queue, error) {
	q := queue{Printer: office.Printer{Key: name, Name: name}, accepting: true, pdf: true}
	state, err := c.run(ctx, nil, "lpstat", "-p", name)
	if err != nil {
		return q, err
	}
	q.stopped = strings.Contains(state, " disabled since")
	accepts, _ := c.run(ctx, nil, "lpstat", "-a", name) // what is not told is tried
	q.accepting = !strings.Contains(accepts, " not accepting requests")
	if q.stopped {
		q.Stops = append(q.Stops, reasons["paused"].stop)
	}
	if !q.accepting {
		q.Stops = append(q.Stops, closed)
	}
	q.Ready = !q.stopped && q.accepting
	options, _ := c.run(ctx, nil, "lpoptions", "-p", name, "-l")
	for line := range strings.Lines(options) {
		q.option(line)
	}
	return q, nil
}

// pointSizes are the papers of PPD files that an office meets, in millimetres.
var pointSizes = map[string][2]float64{
	"A3": {297, 420}, "A4": {210, 297}, "A5": {148, 210}, "A6": {105, 148}, "B4": {257, 364}, "B5": {182, 257}, "ISOB5": {176, 250},
	"Letter": {215.9, 279.4}, "Legal": {215.9, 355.6}, "Executive": {184.15, 266.7}, "Tabloid": {279.4, 431.8},
}

// option reads one line of lpoptions -l: "PageSize/Media Size: A3 *A4 Letter".
func (q *queue) option(line string) {
	head, choices, _ := strings.Cut(line, ":")
	name, _, _ := strings.Cut(head, "/")
	for _, choice := range strings.Fields(choices) {
		word, usual := strings.CutPrefix(choice, "*")
		size, isPaper := pointSizes[word]
		switch {
		case name == "PageSize" && isPaper:
			q.Papers = append(q.Papers, office.PaperSize{Name: word, Key: word, W: size[0], H: size[1]})
			if usual {
				q.Usually = word
			}
		case name == "InputSlot" && isKey(word) && word != "Auto" && len(q.Trays) < mostTrays:
			q.Trays = append(q.Trays, office.PaperTray{Name: trayName(strings.ToLower(word)), Key: word})
		case name == "Duplex" && word == "DuplexNoTumble":
			q.Duplex, q.sides = true, append(q.sides, sidesWords[office.LongEdge])
		case name == "Duplex" && word == "DuplexTumble":
			q.sides = append(q.sides, sidesWords[office.ShortEdge])
		case name == "ColorModel" && !strings.HasPrefix(word, "Gray") && word != "Black":
			q.Colour = true
		}
	}
}

var requestID = regexp.MustCompile(`request id is \S+-([0-9]{1,9}) `)

func (c commands) Print(ctx context.Context, wish office.PrintWish, file io.ReaderAt, size int64) (office.PrintJob, error) {
	names, err := c.names(ctx)
	if err != nil {
		return office.PrintJob{}, told(ctx, err, NoService)
	}
	if !slices.Contains(names, wish.Printer) {
		return office.PrintJob{}, NoPrinter.About(cleaned(wish.Printer, longestName))
	}
	q, err := c.queue(ctx, wish.Printer)
	if err == nil {
		err = q.check(wish)
	}
	if err == nil {
		wish, err = measured(ctx, c.draw, q.Printer, wish, file, size)
	}
	if err != nil {
		return office.PrintJob{}, told(ctx, err, Refused.About(q.Name))
	}
	out, err := c.run(ctx, io.NewSectionReader(file, 0, size), "lp", q.words(wish)...)
	if err != nil {
		return office.PrintJob{}, told(ctx, err, Refused.About(q.Name))
	}
	job := office.PrintJob{Printer: q.Key, Title: wish.Title, State: office.JobWaiting, At: c.clock.Now()}
	id := requestID.FindStringSubmatch(out)
	if id == nil {
		job.State = office.JobLost
		return job, Unsure.About(q.Name)
	}
	job.Key = id[1]
	return job, nil
}

// words is the wish in the words of lp.
func (q *queue) words(wish office.PrintWish) []string {
	args := []string{"-d", q.Key, "-n", strconv.Itoa(wish.Copies), "-t", wish.Title, "-o", "print-scaling=none", "-o", "number-up=1", "-o", "job-sheets=none",
		"-o", "collate=true", "-o", "document-format=application/pdf", "-o", "sides=" + sidesWords[wish.Sides]}
	if wish.Paper != "" {
		args = append(args, "-o", "PageSize="+wish.Paper)
	}
	if wish.Tray != "" {
		args = append(args, "-o", "InputSlot="+wish.Tray)
	}
	if len(wish.Pages) > 0 {
		var spans []string
		for _, s := range wish.Pages {
			spans = append(spans, strconv.Itoa(s.From)+"-"+strconv.Itoa(s.To))
		}
		args = append(args, "-o", "page-ranges="+strings.Join(spans, ","))
	}
	if !wish.Colour {
		args = append(args, "-o", "print-color-mode=monochrome")
	}
	return append(args, "-")
}

func (c commands) Job(ctx context.Context, job office.PrintJob) (office.PrintJob, error) {
	id, _ := number(job.Key)
	if id == 0 || !isKey(job.Printer) {
		job.State = office.JobLost
		return job, nil
	}
	open, err := c.lists(ctx, "not-completed", job.Printer, id)
	if err != nil {
		return job, told(ctx, err, NoService)
	}
	if !open {
		job.State, job.Stops = office.JobLost, nil // or printed: the commands do not say
		return job, nil
	}
	state, err := c.run(ctx, nil, "lpstat", "-p", job.Printer)
	if err != nil {
		return job, told(ctx, err, NoService)
	}
	job.State, job.Stops = office.JobWaiting, nil
	switch {
	case strings.Contains(state, " disabled since"):
		job.State, job.Stops = office.JobStopped, []office.PrintStop{reasons["paused"].stop}
	case strings.Contains(state, " now printing "+job.Printer+"-"+strconv.Itoa(id)+"."):
		job.State = office.JobPrinting
	}
	return job, nil
}

// lists tells whether a list of jobs holds one.
func (c commands) lists(ctx context.Context, which, printer string, id int) (bool, error) {
	out, err := c.run(ctx, nil, "lpstat", "-W", which, "-o")
	return slices.ContainsFunc(strings.Split(out, "\n"), func(line string) bool {
		return strings.HasPrefix(line, printer+"-"+strconv.Itoa(id)+" ")
	}), err
}

var jobLine = regexp.MustCompile(`^(\S+)-([0-9]{1,9})\s`)

func (c commands) Jobs(ctx context.Context) ([]office.PrintJob, error) {
	out, err := c.run(ctx, nil, "lpstat", "-W", "not-completed", "-o")
	if err != nil {
		return nil, told(ctx, err, NoService)
	}
	var jobs []office.PrintJob
	for line := range strings.Lines(out) {
		parts := jobLine.FindStringSubmatch(line)
		if parts == nil || !isKey(parts[1]) || len(jobs) == mostJobs {
			continue
		}
		job, err := c.Job(ctx, office.PrintJob{Printer: parts[1], Key: parts[2]})
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, job)
	}
	return jobs, nil
}

func (c commands) Cancel(ctx context.Context, job office.PrintJob) (office.PrintJob, error) {
	now, err := c.Job(ctx, job)
	if err != nil || now.State.Over() {
		return now, err
	}
	id, _ := number(job.Key)
	if _, err := c.run(ctx, nil, "cancel", job.Printer+"-"+strconv.Itoa(id)); err != nil {
		if errors.Is(err, Silent) || ctx.Err() != nil {
			return now, told(ctx, err, Silent)
		}
		return now, NotCancelled.About(job.Printer).Because(err)
	}
	if now, err = c.Job(ctx, job); err == nil && now.State == office.JobLost {
		now.State = office.JobCancelled
	}
	return now, err
}
