// Package spool hands documents to the printers (máy in) of the machine and
// follows the jobs until they are on paper.
//
// The rules:
//   - Pages are printed at 100 %, always. A paper that was not chosen is the
//     smallest of the printer's on which every page has room.
//   - A wish that the printer cannot grant (two sides, paper, tray, copies) is a
//     Failure before anything is sent: nothing is silently printed otherwise. Only
//     colour is not refused: a printer without it prints in grey.
//   - Nothing waits for ever: a question has Patience, a document that is being
//     sent has it anew with every piece that the other side takes.
//   - What the machine no longer knows is lost, not printed.
//
// Linux and macOS speak IPP with CUPS, or with one printer whose address is
// given; where CUPS cannot be reached that way, the commands lp, lpstat and cancel
// are asked. Windows draws the pages itself and hands them to GDI.
package spool
