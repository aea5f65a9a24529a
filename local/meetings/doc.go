// Package meetings keeps the meetings (cuộc họp) of an office: what is arranged and who is invited, that
// nobody and no room is taken twice, what happened in each, what was voted, and what is owed afterwards
// (Nghị định 137/2024, Điều 9.1d and 9.5).
//
// A meeting is one record. What happens in it is a record each, which nobody ever changes; what is told
// of it (Session) follows from them and from nothing else, so that minutes are never typed anew and
// whoever doubts them writes them again from the same entries.
package meetings
