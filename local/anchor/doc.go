// Package anchor keeps outside of the database what the head of its journal was
// (mốc nhật ký), so that a chain that was rewritten, or a database that was put
// back, is told by what it no longer agrees with.
//
// The rules:
//   - Heads are lines of a text file that only grows. One is written after each
//     commit and synced soon after, so that it costs the commit next to nothing; a
//     power cut loses the last of them at most. A line that was cut off is no line.
//   - A mark is a head that was vouched for: by the station's key, by the sealing
//     identity, and where there is one by a time-stamp authority. Marks are lines of
//     a file of their own.
//   - Nothing is taken out of either but to keep them small: then the last of each
//     day stays, and all that carries a time stamp.
//   - What is read is foreign: whoever can write the database may have written it.
package anchor
