// Package post carries invitations, changes, cancellations and answers by mail (thư mời họp; iMIP,
// RFC 6047), and brings in the mail that came. What a letter is, and what is read of one, is told by
// local/mailing.
//
// The rules:
//   - What is sent leaves sealed (TLS), or to this machine alone. Where a server does not seal, nothing
//     is sent to it, the password least of all. The password stands in no error and no log.
//   - Each recipient has an answer of its own, as soon as the server gave it: taken, refused, later,
//     or unsure. Unsure is a server that had the whole letter and was not heard again: whoever sends
//     it again sends it under the same Message-ID, by which the other side knows it.
//   - A letter is written by its parts; no word of it can become a line of its head.
package post
