package escl

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"tram/local/office"
	"tram/local/scanning"
)

// job is one scan on one device, from the look at its feeder to the release.
type job struct {
	c     *client
	name  string // of the device
	wish  office.ScanWish
	width int // that was asked for, in units
	tray  tray
	came  func(office.ScannedPage) error

	path  string // of the job on the device; empty: there is none yet
	pages int    // that came, whole, and were told
	last  [sha256.Size]byte
}

// run scans, and ends the job on the device unless it ended by itself.
func (j *job) run(ctx context.Context, request string) (office.ScanEnd, error) {
	end, err := j.scan(ctx, request)
	if end == "" && isDone(ctx) {
		if !j.release(ctx) {
			return office.ScanStopped, scanning.Gone.About(j.name, "máy không nhận lệnh dừng", scanning.Came(j.pages)).Because(ctx.Err())
		}
		return office.ScanStopped, nil
	}
	if end != office.ScanEmpty && !j.completed(ctx) {
		j.release(ctx) // the end is known, or the error is what is told
	}
	return end, err
}

// completed tells whether a job that gave all that was asked of it ended by itself, where
// that matters: some devices fall ill if it is deleted then.
func (j *job) completed(ctx context.Context) bool {
	if !j.c.quirks.keepJob || j.path == "" {
		return false
	}
	s, err := j.c.status(ctx)
	if err != nil {
		return false
	}
	own := s.job(j.path)
	return own != nil && own.state == "Completed"
}

func (j *job) scan(ctx context.Context, request string) (office.ScanEnd, error) {
	if err := j.ready(ctx); err != nil {
		return "", err
	}
	if err := j.start(ctx, request); err != nil {
		return "", err
	}
	for {
		if j.pages >= mostPages {
			return "", j.unclear(fmt.Sprintf("máy đã đưa %d trang và vẫn đưa tiếp", j.pages), nil)
		}
		ended, err := j.next(ctx)
		switch {
		case err != nil:
			return "", err
		case ended && j.pages == 0:
			return "", scanning.FeederEmpty.About(j.name)
		case ended:
			return office.ScanEmpty, nil
		case j.wish.Source == office.Flatbed, j.wish.Most > 0 && j.pages >= j.wish.Most:
			return office.ScanAsked, nil
		}
	}
}

// release gives the job up, also when ctx is done; true: the device let go of it.
func (j *job) release(ctx context.Context) bool {
	if j.path == "" {
		return true
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), releaseTime)
	defer stop()
	answer, err := j.c.ask(ctx, http.MethodDelete, j.path, "")
	if err != nil {
		return false
	}
	answer.Body.Close()
	return answer.StatusCode < 300 || slices.Contains(noPage, answer.StatusCode)
}

// ready looks at the device before anything moves: an empty feeder that is started jams on
// some, and locks others until somebody comes and presses OK.
func (j *job) ready(ctx context.Context) error {
	for range busyTries {
		s, err := j.c.status(ctx)
		if err != nil {
			return j.mute(err)
		}
		if s.state != "Testing" { // it is warming up
			return j.paper(s)
		}
		if !wait(ctx, pause) {
			return ctx.Err()
		}
	}
	return scanning.Busy.About(j.name)
}

// paper tells what keeps the source from giving pages.
func (j *job) paper(s *status) error {
	if j.wish.Source == office.Flatbed {
		return nil
	}
	if err := j.trouble(s); err != nil {
		return err
	}
	if s.adf == "Empty" && !j.c.quirks.forgets {
		return scanning.FeederEmpty.About(j.name)
	}
	return nil
}

// trouble is what the feeder says to have happened; nil: nothing.
func (j *job) trouble(s *status) error {
	switch s.adf {
	case "Jam":
		return scanning.Jam.About(j.name, scanning.Came(j.pages))
	case "HatchOpen", "DoorOpen", "CoverOpen":
		return scanning.CoverOpen.About(j.name)
	case "MultipickDetected":
		return scanning.MultiFeed.About(j.name, scanning.Came(j.pages))
	case "Mispick":
		return j.unclear("máy không kéo được tờ tiếp theo", nil)
	case "InputTrayFailed", "InputTrayOverloaded":
		return j.unclear("khay nạp giấy báo lỗi", nil)
	case "DuplexPageTooShort", "DuplexPageTooLong":
		return j.unclear("tờ giấy ngắn quá hoặc dài quá để quét hai mặt", nil)
	}
	return nil
}

// start has the device take the job. It is not cut off by ctx: a job of which the answer
// was not awaited would run on with nobody to stop it.
func (j *job) start(ctx context.Context, request string) error {
	for range busyTries {
		code, err := j.post(context.WithoutCancel(ctx), request)
		switch {
		case err != nil:
			return j.mute(err)
		case j.path != "":
			return nil
		case code != http.StatusServiceUnavailable:
			return j.refused(ctx, code)
		}
		if !wait(ctx, pause) {
			return ctx.Err()
		}
	}
	if s, err := j.c.status(ctx); err == nil {
		if err := j.trouble(s); err != nil {
			return err
		}
	}
	return scanning.Busy.About(j.name)
}

// post sends the job and takes its place from the head of the answer. Kyocera's devices
// hang up before the body.
func (j *job) post(ctx context.Context, request string) (code int, err error) {
	ctx, stop := context.WithTimeout(ctx, answerTime)
	defer stop()
	answer, err := j.c.ask(ctx, http.MethodPost, "ScanJobs", request)
	if err != nil {
		return 0, err
	}
	answer.Body.Close()
	place := answer.Header.Get("Location")
	switch {
	case answer.StatusCode > 299:
		return answer.StatusCode, nil
	case place == "":
		if strings.Contains(answer.Header.Get("Content-Type"), "html") {
			return 0, errWebPage
		}
		return 0, errors.New("a job without a place")
	}
	if host := hostOf(place); !j.c.isDevice(ctx, host) {
		return 0, elsewhereError(office.Visible(host, maxName))
	}
	j.path = pathOf(place)
	return answer.StatusCode, nil
}

func (j *job) refused(ctx context.Context, code int) error {
	switch code {
	case http.StatusUnauthorized, http.StatusForbidden:
		return Locked.About(j.name, scanning.Came(j.pages))
	case http.StatusInsufficientStorage:
		return scanning.OutOfMemory.About(j.name, scanning.Came(j.pages))
	}
	if s, err := j.c.status(ctx); err == nil {
		if err := j.paper(s); err != nil {
			return err
		}
		if code == http.StatusConflict && s.state == "Processing" {
			return scanning.Busy.About(j.name)
		}
	}
	return scanning.Refused.About(j.name, reason(statusError(code))).Because(statusError(code))
}

// mute is the failure of a question that had no answer of use.
func (j *job) mute(err error) error {
	var elsewhere elsewhereError
	var code statusError
	var other otherKey
	switch {
	case errors.As(err, &other):
		return KeyChanged.About(j.name, string(other)).Because(err)
	case errors.As(err, &elsewhere):
		return scanning.Elsewhere.About(j.name, string(elsewhere)).Because(err)
	case errors.Is(err, errWebPage):
		return scanning.WebPage.About(j.c.base.String()).Because(err)
	case errors.As(err, &code) && (code == http.StatusUnauthorized || code == http.StatusForbidden):
		return Locked.About(j.name, scanning.Came(j.pages)).Because(err)
	case errors.As(err, &code) && code == http.StatusServiceUnavailable:
		return scanning.Busy.About(j.name).Because(err)
	case j.path != "":
		return scanning.Gone.About(j.name, reason(err), scanning.Came(j.pages)).Because(err)
	}
	return scanning.NoAnswer.About(j.name, j.c.base.String()+" ("+reason(err)+")").Because(err)
}

func (j *job) unclear(why string, err error) error {
	return scanning.Unclear.About(j.name, scanning.Came(j.pages), why).Because(err)
}

// noPage are answers by which devices mean that no page is left, that it is not there yet,
// or that it never will be.
var noPage = []int{http.StatusNotFound, http.StatusGone, http.StatusConflict}

// next waits for the next page and takes it; true: the paper has ended. It asks again only
// where the device said in so many words that it gave nothing, or was not reached at all.
func (j *job) next(ctx context.Context) (ended bool, err error) {
	if j.pages > 0 && j.c.quirks.breath > 0 && !wait(ctx, j.c.quirks.breath) {
		return false, ctx.Err()
	}
	var so waiting
	patient, stop := context.WithTimeoutCause(ctx, wholeTime, errPatience)
	defer stop()
	for tries := range pageTries {
		if patient.Err() != nil && !isDone(ctx) {
			break
		}
		so.code, err = j.fetch(ctx, tries > 0)
		switch {
		case isDial(err) && so.unreached < dialTries:
			so.unreached++
		case isDial(err):
			return false, j.mute(err)
		case err != nil || so.code == http.StatusOK:
			return false, err
		default:
			if ended, err := j.without(ctx, &so); ended || err != nil {
				return ended, err
			}
		}
		if !wait(ctx, pause) {
			return false, ctx.Err()
		}
	}
	return false, j.unclear("máy báo bận quá lâu", statusError(so.code))
}

// waiting is what came of the questions for one page so far.
type waiting struct {
	code      int // of the last answer
	agreed    int // answers in a row that say, with the status, that the paper has ended
	refused   int
	unreached int
	empty     bool // the feeder was called empty at one of them
}

// without weighs an answer that is no page; true: the paper has ended.
func (j *job) without(ctx context.Context, so *waiting) (ended bool, err error) {
	busy, refusal := so.code == http.StatusServiceUnavailable, slices.Contains(noPage, so.code)
	if !busy && !refusal {
		return false, j.failed(ctx, so.code)
	}
	over, err := j.look(ctx, so)
	if err != nil {
		return false, err
	}
	if !over || busy || so.code == http.StatusConflict {
		so.agreed = 0
	} else if so.agreed++; so.agreed == 2 {
		return true, nil
	}
	if refusal {
		so.refused++
	}
	if so.refused == endTries {
		return false, j.unclear("máy từ chối đưa trang tiếp theo ("+reason(statusError(so.code))+")", statusError(so.code))
	}
	return false, nil
}

// fetch asks for the next page once and takes what comes. A code other than 200 is no page.
func (j *job) fetch(ctx context.Context, again bool) (code int, err error) {
	inner, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	watch := newWatch(func() { stop(context.DeadlineExceeded) })
	defer watch.stop()
	answer, err := j.c.ask(inner, http.MethodGet, j.path+"/NextDocument", "")
	if err != nil {
		if isDial(err) {
			return 0, err
		}
		return 0, j.broken(inner, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return answer.StatusCode, nil
	}
	page, sum, err := j.tray.take(answer, watch, pageOf{j.name, j.pages + 1})
	if err != nil {
		if cause := context.Cause(inner); cause != nil && ctx.Err() == nil {
			return 0, j.broken(inner, err)
		}
		return 0, err
	}
	if j.pages > 0 && sum == j.last && (again || j.made(ctx) <= j.pages) {
		page.drop()
		return 0, scanning.PageTwice.About(j.name, j.pages)
	}
	told, err := page.keep(j.wish.DPI, j.width)
	if err != nil {
		return 0, err
	}
	if err := j.came(told); err != nil {
		return 0, err
	}
	j.pages, j.last = j.pages+1, sum
	return http.StatusOK, nil
}

// broken is the failure of a page of which nothing or not all came, and that is not asked
// for again.
func (j *job) broken(inner context.Context, err error) error {
	if cause := context.Cause(inner); cause != nil {
		err = fmt.Errorf("%w: %w", cause, err)
	}
	return j.mute(err)
}

// failed is the failure of an answer that is neither a page nor a refusal of one.
func (j *job) failed(ctx context.Context, code int) error {
	switch code {
	case http.StatusUnauthorized, http.StatusForbidden:
		return Locked.About(j.name, scanning.Came(j.pages))
	case http.StatusInsufficientStorage:
		return scanning.OutOfMemory.About(j.name, scanning.Came(j.pages))
	}
	if _, err := j.look(ctx, &waiting{}); err != nil {
		return err
	}
	return j.unclear(reason(statusError(code)), statusError(code))
}

// look asks the device how it stands. The error is what it says to have happened; over:
// it says that this job has given all of its pages and that no paper is left.
func (j *job) look(ctx context.Context, so *waiting) (over bool, err error) {
	s, err := j.c.status(ctx)
	if err != nil {
		return false, j.mute(err)
	}
	stack := j.wish.Source != office.Flatbed
	if stack {
		if err := j.trouble(s); err != nil {
			return false, err
		}
	}
	own := s.job(j.path)
	switch {
	case own == nil:
		return false, nil
	case own.state == "Aborted" || own.state == "Canceled":
		return false, j.aborted(own)
	}
	so.empty = so.empty || s.adf == "Empty"
	empty := s.adf == "Empty" || j.c.quirks.forgets && so.empty && own.images == j.pages
	return stack && own.state == "Completed" && empty && own.waiting <= 0 && j.counted(own.images), nil
}

// counted tells whether as many pages came as the device says to have made. Some count
// sheets in a job of two sides.
func (j *job) counted(images int) bool {
	return images <= 0 || images == j.pages || j.wish.Source == office.Duplex && 2*images == j.pages
}

// made is how many pages the device says to have made at least, where a page looks exactly
// like the one before: two blank sides may. One that does not count is believed.
func (j *job) made(ctx context.Context) int {
	s, err := j.c.status(ctx)
	if err != nil {
		return j.pages
	}
	if own := s.job(j.path); own != nil && own.images > 0 {
		return own.images
	}
	return j.pages + 1
}

func (j *job) aborted(own *jobInfo) error {
	why := strings.Join(own.reasons, ", ")
	if strings.Contains(why, "Memory") || strings.Contains(why, "Storage") {
		return scanning.OutOfMemory.About(j.name, scanning.Came(j.pages))
	}
	if own.state == "Canceled" {
		return j.unclear("việc quét bị hủy trên máy quét", errors.New(why))
	}
	return j.unclear("máy tự bỏ dở việc quét", errors.New(why))
}
