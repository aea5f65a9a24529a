// Package naps2 scans with NAPS2.Console, the command of a free scanning program for
// Windows, where somebody has installed it: the road to TWAIN, for scanners of Samsung,
// Ricoh, OKI and old ones of Dell, that speak no eSCL and whose WIA driver is poor or none.
//
// The rules, from what its source does:
//   - It hands over all pages when the last one is scanned, and keeps them itself until then:
//     nothing can be shown earlier. Ended in the midst by force, it offers them when it is
//     opened next; asked to stop, it throws them away. So it is ended by force, and the
//     clerk is told where the pages are.
//   - It leaves with 0 also when a device was not there. What counts is what it says, in
//     English or in the language of Windows, held against the files that it left.
//   - The paper has ended when it says how many pages it scanned, as many files are there,
//     each of them whole, and nothing else was said.
//   - It pulls all that lies in a feeder: it cannot be asked for a number of pages.
//   - It takes a device by a part of its name. Where that means another device it is not
//     used.
package naps2
