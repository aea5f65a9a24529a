package sane

import (
	"errors"
	"strings"

	"tram/local/office"
	"tram/local/scanning"
)

// status is how an operation of SANE ended; scanimage exits with it.
type status int

// The statuses of sane.h that mean something here.
const (
	good        status = 0
	unsupported status = 1
	cancelled   status = 2
	busy        status = 3
	invalid     status = 4
	endOfPage   status = 5
	jammed      status = 6
	noDocs      status = 7
	coverOpen   status = 8
	ioError     status = 9
	noMemory    status = 10
	denied      status = 11
)

// statusWords are what SANE calls them: all that scanimage tells of a device that it could
// not open.
var statusWords = map[string]status{
	"Operation not supported": unsupported, "Operation was canceled": cancelled, "Device busy": busy, "Invalid argument": invalid,
	"End of file reached": endOfPage, "Document feeder jammed": jammed, "Document feeder out of documents": noDocs,
	"Scanner cover is open": coverOpen, "Error during device I/O": ioError, "Out of memory": noMemory,
	"Access to resource has been denied": denied,
}

// failure is what a status means after so many pages; nil where it is not known.
func (s status) failure(name string, pages int) *office.Failure {
	var f office.Failure
	switch s {
	case busy:
		f = scanning.Busy.About(name)
	case jammed:
		f = scanning.Jam.About(name, scanning.Came(pages))
	case coverOpen:
		f = scanning.CoverOpen.About(name)
	case ioError:
		f = scanning.Gone.About(name, "lỗi truyền dữ liệu", scanning.Came(pages))
	case noMemory:
		f = scanning.OutOfMemory.About(name, scanning.Came(pages))
	case denied:
		f = scanning.NotAllowed.About(name)
	case cancelled:
		f = scanning.Unclear.About(name, scanning.Came(pages), "việc quét bị hủy ngay trên máy quét")
	case unsupported, invalid:
		f = scanning.Refused.About(name, "máy không hiểu lệnh quét")
	default:
		return nil
	}
	return &f
}

// opening is why a device could not be asked for its options.
func (d *Driver) opening(dev device, err error) error {
	var u *unhappy
	if !errors.As(err, &u) {
		return err
	}
	return notOpened(dev.name, u.said).Because(err)
}

// notOpened tells a device that scanimage could not open, by its last line.
func notOpened(name, line string) office.Failure {
	_, why, _ := strings.Cut(line, "failed: ")
	switch s := statusWords[why]; s {
	case invalid: // no such name, or a name that answers no more
		return scanning.NoAnswer.About(name, program+" -d")
	case good:
		return scanning.NoAnswer.About(name, program+" -d ("+office.Visible(line, longestName)+")")
	default:
		if f := s.failure(name, 0); f != nil {
			return *f
		}
		return scanning.NoAnswer.About(name, program+" -d ("+office.Visible(why, longestName)+")")
	}
}
