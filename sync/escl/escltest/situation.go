package escltest

import (
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
)

// Kind is what happens to a scan.
type Kind string

// What stops the paper; the device tells of it in its status.
const (
	Jam       Kind = "jam"
	Cover     Kind = "cover"
	MultiFeed Kind = "multi-feed"
	Mispick   Kind = "mispick"
	Memory    Kind = "memory"
	Locked    Kind = "locked"
	Canceled  Kind = "canceled at the device"
)

// What the device tells wrong, or not at all.
const (
	LyingEmpty   Kind = "says empty and 404 in the midst"
	LyingLoaded  Kind = "says loaded at the end"
	JamAsEmpty   Kind = "409 and empty at a jam"
	AbortedEmpty Kind = "404 and empty, the job aborted"
	Miscounts    Kind = "404, empty and completed, and counts more pages"
	HoldsBack    Kind = "404, empty and completed, and still holds a page"
	ConflictEnd  Kind = "409 at the end"
	Blinks       Kind = "404, empty and completed for a moment"
	ForgetsJob   Kind = "no job in its list at the end"
	StatusIsPage Kind = "a web page instead of a status"
)

// What the way to the device does.
const (
	Gone        Kind = "gone"
	Hang        Kind = "hangs before a page"
	Stall       Kind = "stalls in a page"
	Cut         Kind = "cut in a page of declared length"
	CutChunked  Kind = "cut in a page of no declared length"
	CutBefore   Kind = "cut before a page"
	BusyForever Kind = "503 for ever"
	BusyJob     Kind = "503 for a new job"
	BusyAWhile  Kind = "503 for a while"
)

// What comes instead of a page.
const (
	Short         Kind = "declares less than a page"
	Long          Kind = "declares more than a page"
	Truncated     Kind = "half a picture"
	WebPage       Kind = "a web page as a page"
	ErrorDocument Kind = "an error document as a page"
	ErrorAsJPEG   Kind = "an error document that calls itself a picture"
	NoBytes       Kind = "an empty page"
	Endless       Kind = "an endless page"
	Twice         Kind = "a page twice after a retry"
	TwiceAtOnce   Kind = "a page twice without a retry"
)

// Where the device points.
const (
	PlaceElsewhere Kind = "a job on another host"
	PageElsewhere  Kind = "a page on another host"
	PlaceRelative  Kind = "a relative job"
	PlaceCut       Kind = "a job at a cut host"
	PlaceSlash     Kind = "a job with a slash"
	PageMoves      Kind = "a page that moved on the device"
)

// Kinds are all of them.
var Kinds = []Kind{Jam, Cover, MultiFeed, Mispick, Memory, Locked, Canceled,
	LyingEmpty, LyingLoaded, JamAsEmpty, AbortedEmpty, Miscounts, HoldsBack, ConflictEnd, Blinks, ForgetsJob, StatusIsPage,
	Gone, Hang, Stall, Cut, CutChunked, CutBefore, BusyForever, BusyJob, BusyAWhile,
	Short, Long, Truncated, WebPage, ErrorDocument, ErrorAsJPEG, NoBytes, Endless, Twice, TwiceAtOnce,
	PlaceElsewhere, PageElsewhere, PlaceRelative, PlaceCut, PlaceSlash, PageMoves}

// Harmless tells whether all pages can come nevertheless.
func (k Kind) Harmless() bool {
	switch k {
	case "", Blinks, BusyAWhile, PlaceRelative, PlaceCut, PlaceSlash, PageMoves:
		return true
	}
	return false
}

// Situation is what happens, and at which page, counted from 1.
type Situation struct {
	Kind Kind
	Page int
	Seed uint64 // chooses among the answers by which real devices mean the same

	hits int
}

func (s *Situation) one(of ...int) int {
	return of[rand.New(rand.NewPCG(s.Seed, 7)).IntN(len(of))]
}

// words are those of the feeder.
var words = map[Kind]string{Jam: "ScannerAdfJam", Cover: "ScannerAdfHatchOpen", MultiFeed: "ScannerAdfMultipickDetected",
	Mispick: "ScannerAdfMispick", LyingEmpty: "ScannerAdfEmpty", JamAsEmpty: "ScannerAdfEmpty", AbortedEmpty: "ScannerAdfEmpty", Miscounts: "ScannerAdfEmpty", HoldsBack: "ScannerAdfEmpty"}

// breaks meets a question before the device does; true: it was answered, or never will be.
func (s *Situation) breaks(d *Device, w http.ResponseWriter, r *http.Request) bool {
	d.mu.Lock()
	at := 1
	if len(d.jobs) > 0 {
		at = d.jobs[len(d.jobs)-1].given + 1
	}
	running := len(d.jobs) > 0
	d.mu.Unlock()
	asksPage, asksStatus := strings.HasSuffix(r.URL.Path, "/NextDocument"), strings.HasSuffix(r.URL.Path, "/ScannerStatus")
	switch {
	case s.Kind == BusyJob && r.Method == http.MethodPost:
		w.WriteHeader(http.StatusServiceUnavailable)
	case !running || at < s.Page:
		return false
	case s.Kind == Gone && at == s.Page && asksPage, s.Kind == Gone && s.hits > 0:
		s.hits++
		panic(http.ErrAbortHandler)
	case s.Kind == StatusIsPage && asksStatus:
		sendPage(w)
	case !asksPage || at != s.Page:
		return false
	case s.Kind == Hang:
		<-r.Context().Done()
	case s.Kind == PageElsewhere:
		w.Header().Set("Location", "http://other.example"+r.URL.Path)
		w.WriteHeader(s.one(http.StatusFound, http.StatusTemporaryRedirect))
	case s.Kind == PageMoves && r.URL.Query().Get("moved") == "":
		w.Header().Set("Location", r.URL.Path+"?moved=1")
		w.WriteHeader(http.StatusTemporaryRedirect)
	default:
		return false
	}
	return true
}

func (s *Situation) place(path string) string {
	switch s.Kind {
	case PlaceElsewhere:
		return "http://other.example" + path
	case PlaceRelative:
		return path
	case PlaceSlash:
		return path + "/"
	case PlaceCut:
		return "http://[fe80" + path
	}
	return ""
}

// stops is what the device answers instead of a page; 0: the page comes.
func (s *Situation) stops(d *Device, j *job) int {
	if s.Kind == ConflictEnd && d.empty(j) {
		j.ended, j.state = true, "Completed"
		return http.StatusConflict
	}
	if (s.Kind == LyingLoaded || s.Kind == ForgetsJob) && d.empty(j) {
		j.ended, j.state = true, "Completed"
		if s.Kind == LyingLoaded {
			d.adf = "ScannerAdfLoaded"
		} else {
			d.jobs = nil
		}
		return http.StatusNotFound
	}
	if j.given+1 != s.Page || d.empty(j) {
		return 0
	}
	switch s.Kind {
	case Jam, Cover, MultiFeed, Mispick:
		d.adf = words[s.Kind]
		j.state = [2]string{"Processing", "Aborted"}[s.Seed%2]
		return s.one(http.StatusNotFound, http.StatusGone, http.StatusConflict, http.StatusServiceUnavailable, http.StatusInternalServerError)
	case Memory:
		return http.StatusInsufficientStorage
	case Locked:
		return s.one(http.StatusUnauthorized, http.StatusForbidden)
	case Canceled:
		j.state = "Canceled"
		return http.StatusNotFound
	case LyingEmpty:
		d.adf = words[s.Kind]
		return s.one(http.StatusNotFound, http.StatusGone)
	case JamAsEmpty:
		d.adf = words[s.Kind]
		j.state = [2]string{"Processing", "Completed"}[s.Seed%2]
		return http.StatusConflict
	case AbortedEmpty:
		d.adf, j.state = words[s.Kind], "Aborted"
		return http.StatusNotFound
	case Miscounts:
		d.adf, j.state = words[s.Kind], "Completed"
		d.more = 1 + int(s.Seed%3)
		return http.StatusNotFound
	case HoldsBack:
		d.adf, j.state, j.holds = words[s.Kind], "Completed", 1
		return http.StatusNotFound
	case Blinks:
		if s.hits++; s.hits == 1 {
			d.adf, j.state = "ScannerAdfEmpty", "Completed"
			return http.StatusNotFound
		}
		d.adf, j.state = "", "Processing"
	case BusyForever:
		return http.StatusServiceUnavailable
	case BusyAWhile:
		if s.hits++; s.hits <= 3+int(s.Seed%20) {
			return http.StatusServiceUnavailable
		}
	case Twice:
		if s.hits++; s.hits == 1 && j.last != nil {
			j.again = true
			return s.one(http.StatusServiceUnavailable, http.StatusNotFound)
		}
	case TwiceAtOnce:
		if s.hits++; s.hits == 1 && j.last != nil {
			j.again = true
		}
	}
	return 0
}

// spoils sends something else than the page, or not all of it; true: it did.
func (s *Situation) spoils(_ *Device, w http.ResponseWriter, r *http.Request, j *job, image []byte) bool {
	if j.given != s.Page {
		return false
	}
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	switch s.Kind {
	case CutBefore:
		panic(http.ErrAbortHandler)
	case Cut, Long:
		h.Set("Content-Length", strconv.Itoa(len(image)+100))
		cut := len(image)
		if s.Kind == Cut {
			cut /= 2
		}
		s.hangUpAfter(w, image[:cut])
	case CutChunked:
		s.hangUpAfter(w, image[:len(image)/2])
	case Stall:
		s.send(w, image[:len(image)/2])
		<-r.Context().Done()
	case Short:
		h.Set("Content-Length", strconv.Itoa(len(image)-100))
		w.Write(image[:len(image)-100])
	case Truncated:
		w.Write(image[:len(image)*2/3])
	case WebPage:
		sendPage(w)
	case ErrorDocument:
		h.Set("Content-Type", "text/xml")
		io.WriteString(w, `<?xml version="1.0"?><error>busy</error>`)
	case ErrorAsJPEG:
		io.WriteString(w, `<?xml version="1.0"?><error>busy</error>`)
	case NoBytes:
		h.Set("Content-Length", "0")
	case Endless:
		for err := error(nil); err == nil; {
			_, err = w.Write(image[:len(image)/2])
		}
	default:
		return false
	}
	return true
}

func (s *Situation) send(w http.ResponseWriter, b []byte) {
	w.Write(b)
	if f, is := w.(http.Flusher); is {
		f.Flush()
	}
}

func (s *Situation) hangUpAfter(w http.ResponseWriter, b []byte) {
	s.send(w, b)
	panic(http.ErrAbortHandler)
}
