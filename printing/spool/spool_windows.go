package spool

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"tram/local/office"
)

// system is the spooler of Windows. It takes pictures only, so that no other
// program is needed. An address that was given is asked over IPP as elsewhere.
func system(o Options) Spool {
	if o.User == "" {
		o.User = "tram"
	}
	if o.Server != "" {
		s, err := newServer(o)
		if err != nil {
			return away{NoService.Because(err)}
		}
		return cups{server: s, clock: o.Clock, draw: o.Draw}
	}
	return winspool{clock: o.Clock, draw: o.Draw, patience: o.Patience}
}

type winspool struct {
	clock    office.Clock
	draw     drawer
	patience time.Duration
}

// patiently does what Windows may never come back from, such as asking a printer
// on the net, and leaves it alone when it is silent for too long.
func patiently[T any](ctx context.Context, patience time.Duration, do func(ctx context.Context, touch func()) (T, error)) (T, error) {
	watched, w := watch(ctx, patience)
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		defer w.stop()
		v, err := do(watched, w.touch)
		done <- outcome{v, err}
	}()
	select {
	case o := <-done:
		if w.fired.Load() && o.err != nil {
			o.err = fmt.Errorf("%w: %w", errSilent, o.err)
		}
		return o.value, o.err
	case <-watched.Done():
	}
	var none T
	select {
	case o := <-done: // it listened
		if o.err == nil || ctx.Err() != nil {
			return o.value, errors.Join(o.err, ctx.Err())
		}
		return o.value, fmt.Errorf("%w: %w", errSilent, o.err)
	case <-time.After(time.Second):
	}
	if ctx.Err() != nil {
		return none, ctx.Err()
	}
	return none, errSilent
}

func (s winspool) Printers(ctx context.Context) ([]office.Printer, error) {
	queues, err := s.queues(ctx)
	var printers []office.Printer
	for _, q := range queues {
		printers = append(printers, q.Printer)
	}
	return printers, told(ctx, err, s.failure(err))
}

// queues asks about all printers. It is one call in another goroutine: a printer
// on the net that is off takes long to say so.
func (s winspool) queues(ctx context.Context) ([]queue, error) {
	return patiently(ctx, s.patience, func(ctx context.Context, touch func()) ([]queue, error) {
		infos, keep, err := enumPrinters()
		if err != nil {
			return nil, err
		}
		defer keep()
		usual := defaultPrinter()
		var queues []queue
		for i := range infos {
			if ctx.Err() != nil || len(queues) == mostPrinters {
				break
			}
			if q, is := winQueue(&infos[i]); is {
				q.Usual = q.Key == usual
				queues = append(queues, q)
			}
			touch()
		}
		return queues, ctx.Err()
	})
}

func (winspool) failure(err error) office.Failure {
	if errors.Is(err, errSilent) {
		return Silent
	}
	return NoService
}

// winQueue reads what Windows knows of a printer.
func winQueue(info *printerInfo) (queue, bool) {
	key := text(info.printer)
	if key == "" || len(key) > 255 || cleaned(key, 255) != key {
		return queue{}, false
	}
	q := queue{accepting: true, pdf: true, Printer: office.Printer{Key: key, Name: key, Where: cleaned(text(info.location), longestName)}}
	words := wordsOf(printerBits, info.status)
	if info.attributes&workOffline != 0 {
		words = append(words, "offline")
	}
	var grave bool
	q.Stops, grave = stopsOf(words)
	q.Ready = !grave
	port := text(info.port)
	q.Papers = winPapers(key, port)
	q.Trays = winTrays(key, port)
	if q.Duplex = capability(key, port, dcDuplex, nil) == 1; q.Duplex {
		q.sides = []string{sidesWords[office.LongEdge], sidesWords[office.ShortEdge]}
	}
	q.Colour = capability(key, port, dcColor, nil) == 1
	q.Most = max(1, capability(key, port, dcCopies, nil))
	if info.devmode != nil && info.devmode.fields&dmPaperSize != 0 {
		q.Usually = strconv.Itoa(int(info.devmode.paperSize))
	}
	return q, true
}

func winPapers(key, port string) (papers []office.PaperSize) {
	n := capability(key, port, dcPapers, nil)
	if n <= 0 || n > mostPapers*5 {
		return nil
	}
	// A driver that changes its mind between two questions gets no more room than
	// it asked for, and half as much again.
	room := n + n/2 + 8
	ids, names, sizes := make([]uint16, room), make([][64]uint16, room), make([][2]int32, room)
	if capability(key, port, dcPapers, unsafe.Pointer(&ids[0])) != n || capability(key, port, dcPaperNames, unsafe.Pointer(&names[0])) != n ||
		capability(key, port, dcPaperSize, unsafe.Pointer(&sizes[0])) != n {
		return nil
	}
	for i := range min(n, mostPapers) {
		p := office.PaperSize{Name: cleaned(windows.UTF16ToString(names[i][:]), longestName), Key: strconv.Itoa(int(ids[i])),
			W: float64(sizes[i][0]) / 10, H: float64(sizes[i][1]) / 10}
		if p.Name != "" && p.W >= 10 && p.H >= 10 {
			papers = append(papers, p)
		}
	}
	return papers
}

func winTrays(key, port string) (trays []office.PaperTray) {
	n := capability(key, port, dcBins, nil)
	if n <= 0 || n > mostTrays {
		return nil
	}
	room := n + n/2 + 8
	ids, names := make([]uint16, room), make([][24]uint16, room)
	if capability(key, port, dcBins, unsafe.Pointer(&ids[0])) != n || capability(key, port, dcBinNames, unsafe.Pointer(&names[0])) != n {
		return nil
	}
	for i := range n {
		if name := cleaned(windows.UTF16ToString(names[i][:]), longestName); name != "" {
			trays = append(trays, office.PaperTray{Name: name, Key: strconv.Itoa(int(ids[i]))})
		}
	}
	return trays
}

func (s winspool) queue(ctx context.Context, key string) (queue, error) {
	queues, err := s.queues(ctx)
	if err != nil {
		return queue{}, s.failure(err).Because(err)
	}
	for _, q := range queues {
		if q.Key == key {
			return q, nil
		}
	}
	return queue{}, NoPrinter.About(cleaned(key, longestName))
}

func (s winspool) Job(ctx context.Context, job office.PrintJob) (office.PrintJob, error) {
	id, err := strconv.ParseUint(job.Key, 10, 32)
	if err != nil {
		job.State = office.JobLost
		return job, nil
	}
	now, err := patiently(ctx, s.patience, func(context.Context, func()) (office.PrintJob, error) {
		h, err := openPrinter(job.Printer)
		if err != nil {
			return job, err
		}
		defer h.close()
		info, keep, err := h.job(uint32(id))
		if err != nil {
			return job, err
		}
		defer keep()
		return winJob(info, job), nil
	})
	switch {
	case errors.Is(err, windows.ERROR_INVALID_PARAMETER):
		return vanished(job), nil
	case errors.Is(err, errInvalidPrinter):
		job = vanished(job)
		if job.State == office.JobLost {
			job.Stops = []office.PrintStop{reasons["printer-gone"].stop}
		}
		return job, nil
	case err != nil:
		return job, told(ctx, err, s.failure(err))
	case now.State.Over():
		return now, nil
	}
	q, err := s.queue(ctx, job.Printer)
	if err != nil {
		return now, told(ctx, err, NoService)
	}
	return q.keeps(now), nil
}

func winJob(info *jobInfo, known office.PrintJob) office.PrintJob {
	job := known
	job.Key = strconv.FormatUint(uint64(info.id), 10)
	if job.Title == "" {
		job.Title = cleaned(text(info.document), longestTitle)
	}
	job.State, job.Stops = winState(info.status)
	job.Sides, job.Done = int(info.pages), int(info.printed)
	if t := info.submitted; job.At.IsZero() {
		job.At = time.Date(int(t.Year), time.Month(t.Month), int(t.Day), int(t.Hour), int(t.Minute), int(t.Second), 0, time.UTC)
	}
	return job
}

func (s winspool) Jobs(ctx context.Context) ([]office.PrintJob, error) {
	queues, err := s.queues(ctx)
	if err != nil {
		return nil, told(ctx, err, s.failure(err))
	}
	jobs, err := patiently(ctx, s.patience, func(ctx context.Context, touch func()) (jobs []office.PrintJob, err error) {
		me := userName()
		for _, q := range queues {
			h, err := openPrinter(q.Key)
			if err != nil {
				continue // gone since it was listed
			}
			infos, keep := h.jobs()
			for i := range infos {
				if len(jobs) < mostJobs && text(infos[i].user) == me {
					job := winJob(&infos[i], office.PrintJob{Printer: q.Key})
					if !job.State.Over() {
						job = q.keeps(job)
					}
					jobs = append(jobs, job)
				}
			}
			keep()
			h.close()
			touch()
		}
		return jobs, ctx.Err()
	})
	return jobs, told(ctx, err, s.failure(err))
}

func (s winspool) Cancel(ctx context.Context, job office.PrintJob) (office.PrintJob, error) {
	now, err := s.Job(ctx, job)
	if err != nil || now.State.Over() {
		return now, err
	}
	id, _ := strconv.ParseUint(job.Key, 10, 32)
	_, err = patiently(ctx, s.patience, func(context.Context, func()) (struct{}, error) {
		h, err := openPrinter(job.Printer)
		if err != nil {
			return struct{}{}, err
		}
		defer h.close()
		return struct{}{}, h.remove(uint32(id))
	})
	if err != nil && !errors.Is(err, windows.ERROR_INVALID_PARAMETER) {
		return now, told(ctx, err, NotCancelled.About(job.Printer))
	}
	if now, err = s.Job(ctx, now); err == nil && now.State == office.JobLost {
		now.State = office.JobCancelled
	}
	return now, err
}

func (s winspool) Print(ctx context.Context, wish office.PrintWish, file io.ReaderAt, size int64) (office.PrintJob, error) {
	q, err := s.queue(ctx, wish.Printer)
	if err == nil {
		err = q.check(wish)
	}
	if err != nil {
		return office.PrintJob{}, told(ctx, err, NoService)
	}
	if s.draw == nil {
		return office.PrintJob{}, NoPDF.About(q.Name)
	}
	pages, err := s.draw(ctx, file, size)
	if err != nil {
		return office.PrintJob{}, told(ctx, err, NothingDrawn.About(1))
	}
	if n := len(wish.Pages); n > 0 && wish.Pages[n-1].To > pages.Count() {
		defer pages.Close()
		return office.PrintJob{}, PagesBeyond.About(pages.Count(), wish.Pages[n-1].To)
	}
	id, err := patiently(ctx, s.patience, func(ctx context.Context, touch func()) (uint32, error) {
		defer pages.Close()
		return (&painter{q: q, wish: wish, pages: pages, touch: touch}).print(ctx)
	})
	if err != nil {
		f := Refused.About(q.Name)
		if errors.Is(err, errSilent) {
			f = Unsure.About(q.Name)
		}
		return office.PrintJob{}, told(ctx, err, f)
	}
	return office.PrintJob{Printer: q.Key, Key: strconv.FormatUint(uint64(id), 10), Title: wish.Title, State: office.JobWaiting, At: s.clock.Now()}, nil
}
