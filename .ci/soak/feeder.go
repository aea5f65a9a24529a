package main

import (
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"

	"tram/sync/escl/escltest"
)

// feeder is a network scanner that outlives the windows. Each scan finds another device
// there: one that was left in the midst of a job stays at it.
type feeder struct {
	address string

	mu     sync.Mutex
	asked  int // how often for what it can do
	device *escltest.Device
	let    chan struct{} // each lets one page through, or the end of the paper
}

func startFeeder() (*feeder, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	f := &feeder{address: l.Addr().String()}
	f.load(0)
	go func() { _ = http.Serve(l, f) }() //nolint:gosec // to the loopback, until this program ends
	return f, nil
}

// load lays sheets into another feeder.
func (f *feeder) load(sheets int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.device, f.let = escltest.Small(), make(chan struct{}, sheets)
	f.device.Load(sheets)
}

// next lets a page through.
func (f *feeder) next() {
	_, let := f.now()
	let <- struct{}{}
}

func (f *feeder) now() (*escltest.Device, chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.device, f.let
}

func (f *feeder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/ScannerCapabilities") {
		f.mu.Lock()
		f.asked++
		f.mu.Unlock()
	}
	device, let := f.now()
	if strings.HasSuffix(r.URL.Path, "/NextDocument") {
		select {
		case <-let:
		case <-r.Context().Done():
			return
		}
	}
	own := httptest.NewRecorder()
	device.ServeHTTP(own, r)
	maps.Copy(w.Header(), own.Header())
	body := own.Body.Bytes()
	if own.Header().Get("Content-Type") == "image/jpeg" {
		w.Header().Del("Content-Length")
		body = dense(body)
	}
	w.WriteHeader(own.Code)
	_, _ = w.Write(body)
}

// dense is a page that tells its resolution, as those of most devices do: 75 dpi.
func dense(page []byte) []byte {
	const start = 2
	return slices.Concat(page[:start], []byte("\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00\x4b\x00\x4b\x00\x00"), page[start:])
}

// wasAsked tells whether somebody asked what it can do.
func (f *feeder) wasAsked() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.asked > 0
}

// scans tells whether it was given a job.
func (f *feeder) scans() bool {
	device, _ := f.now()
	return device.Told().Jobs > 0
}
