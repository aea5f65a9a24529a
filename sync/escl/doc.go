// Package escl scans over the network from devices that speak eSCL, which makers also
// sell as AirScan, AirPrint scanning or Mopria: nearly all network scanners since about
// 2012, on every operating system, without a driver of their maker. They are found by
// mDNS or at an address that a clerk typed.
//
// The rules:
//   - Nothing that a device says alone is believed. The paper has ended when the device
//     refuses another page, and calls its feeder empty, and calls this very job completed,
//     twice in a row. Whatever else keeps it from giving pages is an error.
//   - A page is asked for once. Where its answer breaks off, the device may have counted
//     it as given, so that asking again would skip a sheet in silence.
//   - Only the device is asked: an address that it names is a path on the device, and one
//     on another machine is refused.
//   - What comes is hostile until it was looked at: bounds of size, depth and time hold
//     for everything, and a page has a name only when it is whole.
package escl
