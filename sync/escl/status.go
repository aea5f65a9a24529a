package escl

import (
	"fmt"
	"io"
	"strings"

	"tram/local/office"
)

// status is what a device says of itself at a moment (ScannerStatus).
type status struct {
	state string // Idle, Processing, Testing, Stopped, Down
	adf   string // of its feeder, without the words ScannerAdf before it: Empty, Loaded, Jam…
	jobs  []jobInfo
}

// jobInfo is a job in the device's list, in which old ones stay for long.
type jobInfo struct {
	uri     string
	uuid    string
	state   string // Pending, Processing, Completed, Canceled, Aborted
	reasons []string
	images  int // that it says it has made; -1: it does not say
	waiting int // that it says it still holds; -1: it does not say
}

func readStatus(r io.Reader) (*status, error) {
	root, err := readXML(r)
	if err != nil {
		return nil, err
	}
	if root.name != "ScannerStatus" {
		return nil, fmt.Errorf("a document %q instead of a status", office.Visible(root.name, maxName))
	}
	s := &status{state: root.said("State"), adf: strings.TrimPrefix(root.said("AdfState"), "ScannerAdf")}
	for _, e := range root.at("Jobs").all("JobInfo") {
		j := jobInfo{uri: e.said("JobUri"), uuid: e.said("JobUuid"), state: e.said("JobState"), images: -1, waiting: -1}
		if n, is := e.number("ImagesCompleted"); is {
			j.images = n
		}
		if n, is := e.number("ImagesToTransfer"); is {
			j.waiting = n
		}
		for _, reason := range e.at("JobStateReasons").all("JobStateReason") {
			j.reasons = append(j.reasons, office.Visible(reason.text, maxName))
		}
		s.jobs = append(s.jobs, j)
	}
	return s, nil
}

// job is the one of a path; nil: the device does not know it (any more).
func (s *status) job(path string) *jobInfo {
	for i, j := range s.jobs {
		if j.uri != "" && unescaped(pathOf(j.uri)) == unescaped(path) || j.uri == "" && j.uuid != "" && strings.HasSuffix(path, "/"+j.uuid) {
			return &s.jobs[i]
		}
	}
	return nil
}
