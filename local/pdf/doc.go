// Package pdf writes page images into PDF/A-2b files, reads its own files
// back, and lifts page images out of the PDFs that scanners make. It is the
// only room that sees a PDF library.
package pdf
