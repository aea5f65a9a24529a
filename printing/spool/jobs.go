package spool

import (
	"context"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/printing/spool/ipp"
)

// States of a job.
const (
	jobPending = iota + 3
	jobHeld
	jobProcessing
	jobProcessingStopped
	jobCancelled
	jobAborted
	jobCompleted
)

const mostJobs = 200

var jobWords = []string{
	"job-id", "job-uuid", "job-name", "job-state", "job-state-reasons", "job-printer-uri", "job-impressions", "job-impressions-completed",
	"job-media-sheets-completed", "date-time-at-creation", "time-at-creation",
}

func (c cups) Job(ctx context.Context, job office.PrintJob) (office.PrintJob, error) {
	id, _ := number(job.Key)
	if id == 0 || c.single == "" && !isKey(job.Printer) {
		job.State = office.JobLost
		return job, nil
	}
	where, target := c.where(job.Printer)
	answer, err := c.ask(ctx, question{op: getJobAttributes, path: where, target: target,
		attrs: []ipp.Attr{ipp.Ints("job-id", ipp.Integer, id), ipp.Texts("requested-attributes", ipp.Keyword, jobWords...)}})
	if isStatus(err, notFound, gone) {
		return c.lost(ctx, job)
	}
	if err != nil {
		return job, told(ctx, err, failureOf(err, job.Printer))
	}
	now := jobOf(groupOf(answer, ipp.JobGroup), job)
	if !sameJob(job.Key, now.Key) {
		return c.lost(ctx, job)
	}
	if now.State.Over() {
		return now, nil
	}
	q, err := c.queue(ctx, job.Printer)
	if err != nil {
		return now, told(ctx, err, Nonsense)
	}
	return q.keeps(now), nil
}

// number splits the key of a job: its number, and the end of its UUID, by which
// a number that was given anew is known.
func number(key string) (id int, uuid string) {
	n, uuid, _ := strings.Cut(key, "-")
	id, err := strconv.Atoi(n)
	if err != nil || id < 1 {
		return 0, ""
	}
	return id, uuid
}

func sameJob(kept, now string) bool {
	a, old := number(kept)
	b, new := number(now)
	return a == b && (old == "" || new == "" || old == new)
}

// lost is a job that its printer has forgotten, and says so if the printer is
// gone too.
func (c cups) lost(ctx context.Context, job office.PrintJob) (office.PrintJob, error) {
	job.State, job.Stops = office.JobLost, nil
	_, err := c.queue(ctx, job.Printer)
	if f, is := office.FailureIn(err); is && f.Name == NoPrinter.Name {
		job.Stops = []office.PrintStop{reasons["printer-gone"].stop}
		err = nil
	}
	return job, told(ctx, err, Nonsense)
}

// keeps adds what keeps the printer to a job that is under way.
func (q *queue) keeps(job office.PrintJob) office.PrintJob {
	if job.State == office.JobStopped {
		job.Stops = append(job.Stops, q.Stops...)
		return job
	}
	job.Stops = append(job.Stops, q.Stops...)
	if q.stopped || job.State == office.JobPrinting && !q.Ready && q.accepting {
		job.State = office.JobStopped
	}
	return job
}

// jobOf reads what a printer tells of a job; what it does not tell stays as it
// was known.
func jobOf(g ipp.Group, known office.PrintJob) office.PrintJob {
	job := known
	job.Key = strconv.Itoa(g.Get("job-id").Int())
	if uuid := g.Get("job-uuid").Text(); len(uuid) >= 12 && isKey(uuid[len(uuid)-12:]) {
		job.Key += "-" + uuid[len(uuid)-12:]
	}
	if title := cleaned(g.Get("job-name").Text(), longestTitle); title != "" && known.Title == "" {
		job.Title = title
	}
	if at := createdAt(g); job.At.IsZero() {
		job.At = at
	}
	job.Sides, job.Done = max(0, g.Get("job-impressions").Int()), max(0, g.Get("job-impressions-completed").Int(), g.Get("job-media-sheets-completed").Int())
	job.State, job.Stops = stateOf(g.Get("job-state").Int(), textsOf(g.Get("job-state-reasons")))
	return job
}

func stateOf(state int, words []string) (office.JobState, []office.PrintStop) {
	stops, grave := stopsOf(words)
	switch state {
	case jobPending:
		return office.JobWaiting, stops
	case jobHeld:
		if !grave {
			stops = append(stops, reasons["job-hold-until-specified"].stop)
		}
		return office.JobStopped, stops
	case jobProcessing:
		if grave {
			return office.JobStopped, stops
		}
		return office.JobPrinting, stops
	case jobProcessingStopped:
		return office.JobStopped, stops
	case jobCancelled:
		return office.JobCancelled, stops
	case jobAborted:
		if !grave {
			stops = append(stops, reasons["aborted-by-system"].stop)
		}
		return office.JobFailed, stops
	case jobCompleted:
		if grave {
			return office.JobFailed, stops
		}
		return office.JobPrinted, nil
	}
	return office.JobLost, nil
}

// createdAt is when a job was made. A printer that has no clock counts from when
// it was switched on, which tells nothing here.
func createdAt(g ipp.Group) time.Time {
	for _, v := range g.Get("date-time-at-creation").Values {
		if !v.Time.IsZero() {
			return v.Time.UTC()
		}
	}
	const longAgo = 1_000_000_000 // seconds, in 2001
	if at := g.Get("time-at-creation").Int(); at > longAgo {
		return time.Unix(int64(at), 0).UTC()
	}
	return time.Time{}
}

func (c cups) Jobs(ctx context.Context) ([]office.PrintJob, error) {
	where, target := c.where("")
	if c.single == "" {
		where, target = "/", ipp.Texts("printer-uri", ipp.URI, "ipp://localhost/")
	}
	answer, err := c.ask(ctx, question{op: getJobs, path: where, target: target, attrs: []ipp.Attr{
		ipp.Ints("limit", ipp.Integer, mostJobs), ipp.Texts("requested-attributes", ipp.Keyword, jobWords...),
		ipp.Texts("which-jobs", ipp.Keyword, "all"), ipp.Ints("my-jobs", ipp.Boolean, 1),
	}})
	if isStatus(err, notFound) {
		return nil, nil
	}
	if err != nil {
		return nil, told(ctx, err, failureOf(err, ""))
	}
	queues, err := c.queues(ctx)
	if err != nil {
		return nil, told(ctx, err, failureOf(err, ""))
	}
	var jobs []office.PrintJob
	for _, g := range answer.Groups {
		if g.Tag == ipp.JobGroup && len(jobs) < mostJobs {
			jobs = append(jobs, c.listed(g, queues))
		}
	}
	return jobs, nil
}

// listed makes a job of a list, with what keeps its printer.
func (c cups) listed(g ipp.Group, queues []queue) office.PrintJob {
	key := ""
	if u, err := url.Parse(g.Get("job-printer-uri").Text()); err == nil {
		key = path.Base(u.Path)
	}
	job := jobOf(g, office.PrintJob{})
	for _, q := range queues {
		if q.Key == key || c.single != "" {
			job.Printer = q.Key
			if !job.State.Over() {
				job = q.keeps(job)
			}
		}
	}
	if job.Printer == "" && isKey(key) {
		job.Printer = key
	}
	return job
}

func (c cups) Cancel(ctx context.Context, job office.PrintJob) (office.PrintJob, error) {
	now, err := c.Job(ctx, job)
	if err != nil || now.State.Over() {
		return now, err
	}
	id, _ := number(job.Key)
	where, target := c.where(job.Printer)
	_, err = c.ask(ctx, question{op: cancelJob, path: where, target: target, attrs: []ipp.Attr{ipp.Ints("job-id", ipp.Integer, id)}})
	if err != nil && !isStatus(err, notPossible, notFound, gone) {
		f := failureOf(err, job.Printer)
		if f.Name == Refused.Name {
			f = NotCancelled.About(job.Printer)
		}
		return now, told(ctx, err, f)
	}
	return c.Job(ctx, job)
}
