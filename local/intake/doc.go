// Package intake takes paper in and hands records out: it keeps the pages of a
// document that is not yet filed in a tray (khay) on disk.
//
// The rules:
//   - A page is acknowledged when its capture and the manifest that names it
//     are synced to the disk. Until then nobody is told of it.
//   - A capture is stored once under its SHA-256, sealed, and never rewritten.
//     Turning, moving and removing change only the manifest, which is replaced
//     whole.
//   - What was taken in stays on the disk until the document is filed: a page
//     that was removed, and one that Undo took back.
//   - A capture that a crash left without a manifest is offered again, at the
//     end of the tray. What cannot be read is set aside, never deleted.
//   - One process works on a tray at a time.
//   - The clerk's own files are read and never touched.
package intake
