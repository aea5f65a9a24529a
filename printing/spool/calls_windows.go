package spool

import (
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// The calls of Windows that print, and what they are given. Their names and
// numbers are those of wingdi.h and winspool.h.

var (
	spooler = windows.NewLazySystemDLL("winspool.drv")
	gdi32   = windows.NewLazySystemDLL("gdi32.dll")

	enumPrintersCall   = spooler.NewProc("EnumPrintersW")
	getDefaultPrinter  = spooler.NewProc("GetDefaultPrinterW")
	openPrinterCall    = spooler.NewProc("OpenPrinterW")
	closePrinter       = spooler.NewProc("ClosePrinter")
	documentProperties = spooler.NewProc("DocumentPropertiesW")
	deviceCapabilities = spooler.NewProc("DeviceCapabilitiesW")
	enumJobs           = spooler.NewProc("EnumJobsW")
	getJob             = spooler.NewProc("GetJobW")
	setJob             = spooler.NewProc("SetJobW")

	createDC          = gdi32.NewProc("CreateDCW")
	deleteDC          = gdi32.NewProc("DeleteDC")
	resetDC           = gdi32.NewProc("ResetDCW")
	getDeviceCaps     = gdi32.NewProc("GetDeviceCaps")
	setStretchBltMode = gdi32.NewProc("SetStretchBltMode")
	setBrushOrg       = gdi32.NewProc("SetBrushOrgEx")
	startDoc          = gdi32.NewProc("StartDocW")
	startPage         = gdi32.NewProc("StartPage")
	stretchDIBits     = gdi32.NewProc("StretchDIBits")
	endPage           = gdi32.NewProc("EndPage")
	endDoc            = gdi32.NewProc("EndDoc")
	abortDoc          = gdi32.NewProc("AbortDoc")
)

const (
	localAndConnected = 2 | 4
	workOffline       = 0x400
	jobControlDelete  = 5

	dcPapers     = 2
	dcPaperSize  = 3
	dcBins       = 6
	dcDuplex     = 7
	dcBinNames   = 12
	dcPaperNames = 16
	dcCopies     = 18
	dcColor      = 32

	dmOrientation   = 0x1
	dmPaperSize     = 0x2
	dmPaperLength   = 0x4
	dmPaperWidth    = 0x8
	dmScale         = 0x10
	dmCopies        = 0x100
	dmDefaultSource = 0x200
	dmColor         = 0x800
	dmDuplex        = 0x1000
	dmCollate       = 0x8000
	dmOutBuffer     = 2
	dmInBuffer      = 8

	logPixelsX      = 88
	logPixelsY      = 90
	physicalWidth   = 110
	physicalHeight  = 111
	physicalOffsetX = 112
	physicalOffsetY = 113

	halftone = 4
	srcCopy  = 0x00cc0020
	gdiError = 0xffffffff
)

// errInvalidPrinter is ERROR_INVALID_PRINTER_NAME.
var errInvalidPrinter = windows.Errno(1801)

type printerInfo struct { // PRINTER_INFO_2W
	server, printer, share, port, driver, comment, location *uint16
	devmode                                                 *devMode
	sepFile, processor, datatype, parameters                *uint16
	security                                                unsafe.Pointer
	attributes, priority, defaultPriority, start, until     uint32
	status, jobs, speed                                     uint32
}

type jobInfo struct { // JOB_INFO_1W
	id                                                uint32
	printer, machine, user, document, datatype, words *uint16
	status, priority, position, pages, printed        uint32
	submitted                                         windows.Systemtime
}

type devMode struct { // DEVMODEW, as far as printers go
	deviceName                          [32]uint16
	specVersion, driverVersion          uint16
	size, extra                         uint16
	fields                              uint32
	orientation, paperSize              int16
	paperLength, paperWidth             int16
	scale, copies, defaultSource, print int16
	color, duplex, yResolution          int16
	ttOption, collate                   int16
	formName                            [32]uint16
}

type docInfo struct { // DOCINFOW
	size                   uint32
	name, output, datatype *uint16
	kind                   uint32
}

type bitmapHeader struct { // BITMAPINFOHEADER
	size                   uint32
	width, height          int32
	planes, bits           uint16
	compression, imageSize uint32
	xPerMeter, yPerMeter   int32
	used, important        uint32
}

const (
	mostAnswer = 16 << 20 // bytes
	mostTries  = 4
)

var errRestless = errors.New("the answer kept growing")

// grown asks for a list twice: for its size, and for the list. Words point into
// the buffer, which must be kept as long as they are read.
func grown(ask func(buffer *byte, size uint32, needed, count *uint32) error) (buffer []byte, count uint32, err error) {
	var needed uint32
	for range mostTries {
		var at *byte
		if len(buffer) > 0 {
			at = &buffer[0]
		}
		err = ask(at, uint32(len(buffer)), &needed, &count)
		if err == nil {
			return buffer, count, nil
		}
		if !errors.Is(err, windows.ERROR_INSUFFICIENT_BUFFER) || needed > mostAnswer {
			return nil, 0, err
		}
		buffer = make([]byte, needed)
	}
	return nil, 0, fmt.Errorf("%w: %w", errRestless, err)
}

// failed is the error of a call that gave 0.
func failed(name string, r uintptr, err error) error {
	if r != 0 {
		return nil
	}
	return fmt.Errorf("%s: %w", name, err)
}

// text reads a word of a list.
func text(p *uint16) string {
	if p == nil {
		return ""
	}
	return windows.UTF16PtrToString(p)
}

func enumPrinters() (infos []printerInfo, keep func(), err error) {
	buffer, n, err := grown(func(b *byte, size uint32, needed, count *uint32) error {
		r, _, err := enumPrintersCall.Call(localAndConnected, 0, 2, uintptr(unsafe.Pointer(b)), uintptr(size), uintptr(unsafe.Pointer(needed)), uintptr(unsafe.Pointer(count)))
		return failed("EnumPrinters", r, err)
	})
	if err != nil || n == 0 {
		return nil, func() {}, err
	}
	return unsafe.Slice((*printerInfo)(unsafe.Pointer(&buffer[0])), n), func() { _ = buffer }, nil
}

func defaultPrinter() string {
	var name [512]uint16
	n := uint32(len(name))
	if r, _, _ := getDefaultPrinter.Call(uintptr(unsafe.Pointer(&name[0])), uintptr(unsafe.Pointer(&n))); r == 0 {
		return ""
	}
	return windows.UTF16ToString(name[:])
}

func userName() string {
	var name [257]uint16
	n := uint32(len(name))
	if err := windows.GetUserNameEx(windows.NameSamCompatible, &name[0], &n); err != nil {
		return ""
	}
	s := windows.UTF16ToString(name[:])
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '\\' {
			return s[i+1:]
		}
	}
	return s
}

func capability(printer, port string, what uintptr, out unsafe.Pointer) int {
	r, _, _ := deviceCapabilities.Call(uintptr(unsafe.Pointer(wide(printer))), uintptr(unsafe.Pointer(wide(port))), what, uintptr(out), 0)
	return int(int32(r))
}

// handle is a printer that was opened.
type handle uintptr

func openPrinter(name string) (handle, error) {
	var h handle
	r, _, err := openPrinterCall.Call(uintptr(unsafe.Pointer(wide(name))), uintptr(unsafe.Pointer(&h)), 0)
	return h, failed("OpenPrinter", r, err)
}

func (h handle) close() { _, _, _ = closePrinter.Call(uintptr(h)) }

// mode is the DEVMODE that the printer has of itself.
func (h handle) mode(name string) ([]byte, error) { return h.agreed(name, nil) }

// agreed gives what the driver makes of a DEVMODE.
func (h handle) agreed(name string, wanted []byte) ([]byte, error) {
	r, _, err := documentProperties.Call(0, uintptr(h), uintptr(unsafe.Pointer(wide(name))), 0, 0, 0)
	size := int(int32(r))
	if size < int(unsafe.Sizeof(devMode{})) || size > mostAnswer {
		return nil, fmt.Errorf("DocumentProperties asks for %d bytes: %w", size, err)
	}
	out := make([]byte, max(size, len(wanted)))
	in, flags := uintptr(0), uintptr(dmOutBuffer)
	if wanted != nil {
		in, flags = uintptr(unsafe.Pointer(&wanted[0])), dmOutBuffer|dmInBuffer
	}
	if r, _, err = documentProperties.Call(0, uintptr(h), uintptr(unsafe.Pointer(wide(name))), uintptr(unsafe.Pointer(&out[0])), in, flags); int32(r) < 0 {
		return nil, fmt.Errorf("DocumentProperties: %w", err)
	}
	return out, nil
}

func (h handle) job(id uint32) (*jobInfo, func(), error) {
	buffer, _, err := grown(func(b *byte, size uint32, needed, _ *uint32) error {
		r, _, err := getJob.Call(uintptr(h), uintptr(id), 1, uintptr(unsafe.Pointer(b)), uintptr(size), uintptr(unsafe.Pointer(needed)))
		return failed("GetJob", r, err)
	})
	if err != nil || len(buffer) < int(unsafe.Sizeof(jobInfo{})) {
		return nil, func() {}, errors.Join(err, windows.ERROR_INVALID_PARAMETER)
	}
	return (*jobInfo)(unsafe.Pointer(&buffer[0])), func() { _ = buffer }, nil
}

func (h handle) jobs() (infos []jobInfo, keep func()) {
	buffer, n, err := grown(func(b *byte, size uint32, needed, count *uint32) error {
		r, _, err := enumJobs.Call(uintptr(h), 0, mostJobs, 1, uintptr(unsafe.Pointer(b)), uintptr(size), uintptr(unsafe.Pointer(needed)), uintptr(unsafe.Pointer(count)))
		return failed("EnumJobs", r, err)
	})
	if err != nil || n == 0 || len(buffer) == 0 {
		return nil, func() {}
	}
	return unsafe.Slice((*jobInfo)(unsafe.Pointer(&buffer[0])), n), func() { _ = buffer }
}

func (h handle) remove(id uint32) error {
	r, _, err := setJob.Call(uintptr(h), uintptr(id), 0, 0, jobControlDelete)
	return failed("SetJob", r, err)
}
