package spooltest

import (
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"tram/printing/spool/ipp"
)

// Sim is a print service with one printer, for what real ones cannot show. Each
// time that a job is asked about it gets one step further.
type Sim struct {
	Host string // to be asked as CUPS
	URI  string // to be asked as a printer of its own

	// Meddle, if set, sees each request first, and answers it if it says so.
	Meddle func(op uint16, w http.ResponseWriter, r *http.Request) (answered bool)
	// Version is the highest that it speaks: 2, or 1.
	Version byte
	// More are attributes of the printer.
	More []ipp.Attr

	mu   sync.Mutex
	jobs []simJob
	over chan struct{}
}

type simJob struct {
	state   int
	title   string
	uuid    string
	content []byte
	wishes  ipp.Group
}

// Queue is the name of its printer.
const Queue = "Gia_lap"

// StartSim starts a simulator that ends with the test.
func StartSim(t *testing.T) *Sim {
	s := &Sim{Version: 2, over: make(chan struct{})}
	server := httptest.NewServer(s)
	s.Host = strings.TrimPrefix(server.URL, "http://")
	s.URI = "ipp://" + s.Host + "/ipp/print"
	t.Cleanup(func() {
		close(s.over)
		server.CloseClientConnections()
		server.Close()
	})
	return s
}

// Hang stays silent until the other side, or the test, has had enough.
func (s *Sim) Hang(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-s.over:
	}
}

// Document is what was printed as the job of that number, from 1, and the wishes
// with it.
func (s *Sim) Document(job int) ([]byte, ipp.Group) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.jobs[job-1].content, s.jobs[job-1].wishes
}

// Forget drops all jobs; with anew it gives their numbers to other ones.
func (s *Sim) Forget(anew bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !anew {
		s.jobs = nil
	}
	for i := range s.jobs {
		s.jobs[i].uuid = fmt.Sprintf("urn:uuid:00000000-0000-4000-8000-%012d", 999-i)
	}
}

// ServeHTTP answers a request.
func (s *Sim) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var begin [8]byte
	head := begin[:]
	if _, err := io.ReadFull(r.Body, head); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	op := binary.BigEndian.Uint16(head[2:])
	if s.Meddle != nil && s.Meddle(op, w, r) {
		return
	}
	rest, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	all := append(head[:len(head):len(head)], rest...)
	m, err := ipp.Decode(all)
	if err != nil {
		Say(w, 0x0400)
		return
	}
	if m.Major > s.Version {
		Say(w, 0x0503)
		return
	}
	s.answer(w, op, m, all)
}

// Say answers with a status and groups.
func Say(w http.ResponseWriter, status uint16, groups ...ipp.Group) {
	operation := ipp.Group{Tag: ipp.OperationGroup, Attrs: []ipp.Attr{ipp.Texts("attributes-charset", ipp.Charset, "utf-8"), ipp.Texts("attributes-natural-language", ipp.Language, "en")}}
	b, err := ipp.Encode(ipp.Message{Major: 1, Minor: 1, Code: status, ID: 1, Groups: append([]ipp.Group{operation}, groups...)})
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/ipp")
	_, _ = w.Write(b)
}

func (s *Sim) printer() ipp.Group {
	return ipp.Group{Tag: ipp.PrinterGroup, Attrs: append(append([]ipp.Attr(nil), s.More...),
		ipp.Texts("printer-name", ipp.Name, Queue), ipp.Ints("printer-state", ipp.Enum, 3), ipp.Ints("printer-is-accepting-jobs", ipp.Boolean, 1),
		ipp.Texts("media-supported", ipp.Keyword, "iso_a4_210x297mm", "iso_a3_297x420mm"), ipp.Texts("media-default", ipp.Keyword, "iso_a4_210x297mm"),
		ipp.Texts("sides-supported", ipp.Keyword, "one-sided"), ipp.Texts("document-format-supported", ipp.MimeType, "application/pdf"),
		ipp.Attr{Name: "copies-supported", Values: []ipp.Value{{Tag: ipp.Range, Int: 1, Upper: 9}}})}
}

func (s *Sim) answer(w http.ResponseWriter, op uint16, m ipp.Message, all []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := m.Groups[0].Get("job-id").Int()
	switch op {
	case 0x000b, 0x4001, 0x4002:
		Say(w, 0, s.printer())
	case 0x0004:
		Say(w, 0)
	case 0x0002:
		s.take(m, all)
		Say(w, 0, s.job(len(s.jobs)))
	case 0x000a:
		var groups []ipp.Group
		for i := range s.jobs {
			groups = append(groups, s.job(i+1))
		}
		Say(w, 0, groups...)
	case 0x0008, 0x0009:
		if id < 1 || id > len(s.jobs) {
			Say(w, 0x0406)
			return
		}
		s.step(id, op == 0x0008)
		Say(w, 0, s.job(id))
	default:
		Say(w, 0x0501)
	}
}

func (s *Sim) take(m ipp.Message, all []byte) {
	bare, _ := ipp.Encode(m) // as long as what came before the document
	n := len(s.jobs) + 1
	s.jobs = append(s.jobs, simJob{
		state: 3, title: m.Groups[0].Get("job-name").Text(), uuid: fmt.Sprintf("urn:uuid:00000000-0000-4000-8000-%012d", n),
		content: append([]byte(nil), all[len(bare):]...), wishes: m.Groups[len(m.Groups)-1],
	})
}

func (s *Sim) step(id int, cancel bool) {
	j := &s.jobs[id-1]
	switch {
	case cancel && j.state < 7:
		j.state = 7
	case j.state == 3:
		j.state = 5
	case j.state == 5:
		j.state = 9
	}
}

func (s *Sim) job(id int) ipp.Group {
	j := s.jobs[id-1]
	return ipp.Group{Tag: ipp.JobGroup, Attrs: []ipp.Attr{
		ipp.Ints("job-id", ipp.Integer, id), ipp.Texts("job-uuid", ipp.URI, j.uuid), ipp.Texts("job-name", ipp.Name, j.title), ipp.Ints("job-state", ipp.Enum, j.state),
		ipp.Texts("job-printer-uri", ipp.URI, "ipp://"+s.Host+"/printers/"+Queue), ipp.Ints("job-impressions", ipp.Integer, 1),
		ipp.Ints("time-at-creation", ipp.Integer, 1_700_000_000+id), ipp.Texts("job-state-reasons", ipp.Keyword, "none"), ipp.Ints("job-impressions-completed", ipp.Integer, 1/max(1, 10-j.state)),
		ipp.Texts("job-number-of", ipp.Text, strconv.Itoa(id)),
	}}
}
