// Package scan brings paper from a scanner onto the desk of "Số hóa": one key scans with
// what was chosen last, pages are shown as they come, and whatever the paper or the device
// does is told in one sentence, with what to do next, beside the pages that are there.
package scan
