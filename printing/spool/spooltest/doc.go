// Package spooltest starts real print services on the loopback for tests (CUPS
// with a printer that writes PDFs, an IPP Everywhere printer), a simulator of what
// those cannot show, and judges what came out of a printer.
package spooltest
