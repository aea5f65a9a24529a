// Package pack takes a page that a program of others laid into a folder: it has it on the
// disk, looks whether it is one page and whole, and packs what came as bare pixels (SANE's
// TIFF, the BMP of Windows: 26 MB for a colour page of 300 dpi) into a PNG. No pixel, size
// or resolution changes, and the packed rows pass into the legal PDF as they are.
//
// The rules:
//   - A row is in memory, never the page.
//   - The file is replaced in one step: a page is there once, packed or as it came, whenever
//     the program is killed.
//   - What is packed already, or in a way that is not plainly rows of pixels, stays as it
//     came.
package pack
