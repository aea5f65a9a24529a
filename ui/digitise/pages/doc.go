// Package pages is the bar above a page that was scanned (chỉnh trang): what a clerk may wish
// for it or for all, whether it goes into the file as the scanner gave it or as it was
// retouched, and which sides are blank and wait for a word. It tells wishes, and does nothing
// itself.
package pages
