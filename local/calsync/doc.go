// Package calsync brings the meetings that are held here and a calendar that lies elsewhere (lịch
// trên máy chủ) to the same, whoever changed what while they did not see each other.
//
// The rules:
//   - Things are matched by their UID. What both sides had last is known by the hash of each field:
//     who changed a field since is told by it, and by nothing that a clock says.
//   - Changes of different fields are put together. Of a field that both changed differently, the
//     value of the calendar stands, and a person is told of ours before it is given up.
//   - Between a change and a removal the change wins, and the removal is told.
//   - What is not held here is removed there only if it was removed here by somebody.
//   - Nothing is written over that was not looked at: each write names the version that it follows.
//   - The State may be lost, and a kill may come between any two steps: then what differs is told
//     as a clash, and nothing is there twice.
//
// It knows neither networks nor what a meeting is.
package calsync
