// Package invitations is what is written by mail to those who are invited to a meeting, and to whoever invited
// the office (giấy mời qua thư; RFC 5546, RFC 6047): who has to hear what, the letter that says it, and what
// became of it. It carries nothing.
//
// The rules:
//   - Everybody hears once of a meeting as it stands: whoever is new is invited, whoever was told of an earlier
//     time is told anew, whoever was told and is invited no more is told that, and of a meeting that was called
//     off those hear who had heard of it.
//   - A letter is kept whole before it is sent, and is sent under one name however often.
//   - What waits and is overtaken by another letter is not sent.
package invitations
