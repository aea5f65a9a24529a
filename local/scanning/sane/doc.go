// Package sane scans with SANE, the scanning system of Linux, through its own program
// scanimage: what a backend does wrong ends that program and not this one.
//
// The rules:
//   - Nothing that scanimage leaves is believed before it is looked at: a page counts when
//     its name was told, and its file is whole and opens.
//   - Pages are asked for by number, without end by a number that no feeder holds: without
//     one scanimage ends well whatever the last page lacked.
//   - The feeder is empty when the device says so instead of beginning a page. Said in the
//     midst of one, a page is missing.
//   - Some backends never let scanimage end: what it has told of the last page counts then.
//   - An interrupted scanimage ends with any code: that it was stopped is known here.
//   - Pages are TIFF: its header is written last where a device does not know how long a
//     page is. Each is packed without loss (local/scanning/pack) while the device is at the
//     next.
package sane
