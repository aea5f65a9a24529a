// Package sheet makes of a data message the PDF that goes on paper (bản để in):
// every page at 100 %, the mark on the first, a slim line on those that follow,
// and the block of a copy behind the end. It touches no file and no printer.
package sheet
