package wia

import (
	"fmt"

	"tram/local/office"
	"tram/local/scanning"
)

// What WIA answers (wiadef.h). Microsoft's pages and its headers differ about three of them
// by reading the same number as hexadecimal; drivers were built with either.
const (
	paperJam, paperEmpty, paperProblem     = 0x80210002, 0x80210003, 0x80210004
	offline, busy, warmingUp               = 0x80210005, 0x80210006, 0x80210007
	userIntervention, itemDeleted          = 0x80210008, 0x80210009
	communication, locked, driverException = 0x8021000A, 0x8021000D, 0x8021000E
	coverOpen, coverOpenOnPages            = 0x80210010, 0x80210016
	lampOff, lampOffOnPages                = 0x80210011, 0x80210017
	multiFeed, multiFeedOnPages            = 0x80210014, 0x80210020
	noDevice                               = 0x80210015

	accessDenied, outOfMemory = 0x80070005, 0x8007000E
	notRegistered             = 0x80040154 // of a class: there is no WIA 2.0
	serverGone, disconnected  = 0x800706BA, 0x80010108
	serviceDisabled           = 0x80070422
	notSupported              = 0x80004001
)

// What a feeder says of itself (WIA_DPS_DOCUMENT_HANDLING_STATUS).
const (
	feedReady      = 0x1
	pathCoverUp    = 0x10
	feederJam      = 0x20
	storageFull    = 0x100
	multipleFeed   = 0x200
	wantsAttention = 0x400
)

// failure is what an answer means after so many pages; nil: it means nothing known.
func failure(code uint32, name string, pages int) *office.Failure {
	var f office.Failure
	switch code {
	case paperJam:
		f = scanning.Jam.About(name, scanning.Came(pages))
	case coverOpen, coverOpenOnPages:
		f = scanning.CoverOpen.About(name)
	case multiFeed, multiFeedOnPages:
		f = scanning.MultiFeed.About(name, scanning.Came(pages))
	case busy, warmingUp, locked:
		f = scanning.Busy.About(name)
	case outOfMemory:
		f = scanning.OutOfMemory.About(name, scanning.Came(pages))
	case accessDenied:
		f = scanning.NotAllowed.About(name)
	case paperProblem:
		f = scanning.Unclear.About(name, scanning.Came(pages), "máy báo có trục trặc với giấy")
	case userIntervention:
		f = scanning.Unclear.About(name, scanning.Came(pages), "máy đòi người dùng làm gì đó trên máy")
	case lampOff, lampOffOnPages:
		f = scanning.Unclear.About(name, scanning.Came(pages), "đèn của máy tắt")
	case driverException:
		f = scanning.Unclear.About(name, scanning.Came(pages), "trình điều khiển của máy bị lỗi")
	case offline, itemDeleted, communication, noDevice, serverGone, disconnected:
		f = gone(name, pages, "máy tắt, rút cáp hoặc mất mạng")
	default:
		return nil
	}
	return &f
}

// gone tells a device that cannot be reached: before any page it did not answer.
func gone(name string, pages int, why string) office.Failure {
	if pages == 0 {
		return scanning.NoAnswer.About(name, "WIA ("+why+")")
	}
	return scanning.Gone.About(name, why, scanning.Came(pages))
}

// trouble is what a feeder says to have happened; nil: nothing.
func trouble(state int, name string, pages int) *office.Failure {
	var f office.Failure
	switch {
	case state == unknown:
		return nil
	case state&feederJam != 0:
		f = scanning.Jam.About(name, scanning.Came(pages))
	case state&multipleFeed != 0:
		f = scanning.MultiFeed.About(name, scanning.Came(pages))
	case state&pathCoverUp != 0:
		f = scanning.CoverOpen.About(name)
	case state&storageFull != 0:
		f = scanning.OutOfMemory.About(name, scanning.Came(pages))
	case state&wantsAttention != 0:
		f = scanning.Unclear.About(name, scanning.Came(pages), "máy đòi người dùng làm gì đó trên máy")
	default:
		return nil
	}
	return &f
}

// began is the failure of an order that did not come to scanning.
func (o over) began(name string) *office.Failure {
	var f office.Failure
	switch {
	case o.Step == start && (o.Code == notRegistered || o.Code == serviceDisabled || o.Code == notSupported):
		f = scanning.NoProgram.About(system)
	case failure(o.Code, name, 0) != nil:
		return failure(o.Code, name, 0)
	case o.Step == adjust:
		f = scanning.Refused.About(name, "máy không nhận độ phân giải, màu hoặc khổ giấy này")
	case o.Step == start || o.Step == open:
		f = scanning.NoAnswer.About(name, "WIA")
	default:
		return nil
	}
	return &f
}

func (o over) cause() error {
	return fmt.Errorf("WIA: %s: 0x%08X, feeder %#x, half %t", o.Step, o.Code, o.Feeder, o.Half)
}
