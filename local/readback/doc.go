// Package readback opens paper that was read back, as scans, photos or scanned
// PDFs, as one pile of sheets: for the eye, for the finding of codes, and for the
// comparison with what was printed.
package readback
