// Package sharedcalendar is the meetings of a store as one side of a calendar that lies on a server and that
// the office shares with others (lịch chung trên máy chủ). What the other side is, and how both come to the
// same, is told by local/calsync.
//
// The rules:
//   - A meeting that was cancelled here is removed there. One that was removed there is cancelled here, unless
//     it was held or is over: then the calendar was tidied up, and nothing happened to the meeting. Where it is
//     put back there, it stands again here. What was opened here no calendar calls off.
//   - Who votes, who leads, and who works here is never taken out of a meeting by a calendar; rooms, agenda,
//     papers and seats are the office's own and stand in no calendar.
//   - What the calendar says is taken even where somebody is then in two places: that is told, and not refused.
//   - Where two stations took in the same meeting apart, they are put together by what each had last from the
//     calendar. Where people changed one apart, they say which stands, and the meeting is left until then.
package sharedcalendar
