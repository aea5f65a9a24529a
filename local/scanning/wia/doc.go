// Package wia scans with WIA 2.0, the scanning system of Windows, for scanners whose maker
// gives Windows a driver and that speak no eSCL.
//
// Drivers of makers run in the process that calls them, hang and crash. They run in a worker:
// this program, started anew with one word (Worker), spoken to in lines of JSON, an order on
// its stdin, what happens on its stdout (protocol.go). Its stdin closes when the scan is
// stopped or this program is gone, and the worker ends the scan then.
//
// The rules:
//   - The worker tells what happened and judges nothing. Here its words are held against
//     what came: whatever is garbled, too much, late or out of order ends the scan, and the
//     pages that came stay.
//   - Pages come through IWiaTransfer, each into a stream of its own. The older road, by
//     which a feeder's first page came and the others were gone without an error, is not
//     taken.
//   - That a transfer ended well does not say that the paper has ended: it also does when
//     somebody presses stop on the device. The feeder has to say that it is empty.
//   - Pages are asked for as BMP, which every driver has to know, and are packed without loss
//     (local/scanning/pack).
package wia
