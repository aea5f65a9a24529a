package spool

import (
	"errors"
	"net/http"

	"tram/local/office"
)

// Operations.
const (
	printJob          = 0x0002
	validateJob       = 0x0004
	cancelJob         = 0x0008
	getJobAttributes  = 0x0009
	getJobs           = 0x000a
	getPrinter        = 0x000b
	cupsGetDefault    = 0x4001
	cupsGetPrinters   = 0x4002
	cupsPrinterIsAFax = 0x40000 // a bit of printer-type
)

// Answers.
const (
	forbidden              = 0x0401
	notAuthorized          = 0x0403
	notPossible            = 0x0404
	notFound               = 0x0406
	gone                   = 0x0407
	entityTooLarge         = 0x0408
	formatNotSupported     = 0x040a
	operationNotSupported  = 0x0501
	serviceUnavailable     = 0x0502
	versionNotSupported    = 0x0503
	temporaryError         = 0x0505
	notAcceptingJobs       = 0x0506
	busy                   = 0x0507
	printerIsDeactivated   = 0x050a
	tooManyJobs            = 0x050b
	tooManyDocuments       = 0x050c
	printerStateIdle       = 3
	printerStateProcessing = 4
	printerStateStopped    = 5
)

// failureOf tells an error of the service about a printer.
func failureOf(err error, printer string) office.Failure {
	var status statusError
	var http httpError
	switch {
	case errors.As(err, &status):
		return statusFailure(status.code, printer)
	case errors.As(err, &http):
		return httpFailure(int(http), printer)
	case errors.Is(err, errUnreachable):
		return NoService
	case errors.Is(err, errUnsure):
		return Unsure.About(printer)
	case errors.Is(err, errSilent):
		return Silent
	}
	return Nonsense
}

func statusFailure(code uint16, printer string) office.Failure {
	switch code {
	case forbidden, forbidden + 1, notAuthorized:
		return NotAllowed.About(printer)
	case notFound, gone:
		return NoPrinter.About(printer)
	case entityTooLarge, tooManyJobs, tooManyDocuments, temporaryError, notPossible: // the last: a quota of CUPS
		return Full
	case formatNotSupported:
		return NoPDF.About(printer)
	case notAcceptingJobs, printerIsDeactivated:
		return NotAccepting.About(printer)
	case busy, serviceUnavailable:
		return Busy.About(printer)
	}
	return Refused.About(printer)
}

func httpFailure(code int, printer string) office.Failure {
	switch code {
	case http.StatusUnauthorized, http.StatusForbidden:
		return NotAllowed.About(printer)
	case http.StatusNotFound:
		return NoPrinter.About(printer)
	case http.StatusRequestEntityTooLarge, http.StatusInsufficientStorage:
		return Full
	case http.StatusServiceUnavailable:
		return Busy.About(printer)
	}
	return Nonsense
}
