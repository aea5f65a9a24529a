// Package people knows who works at the station: accounts (tài khoản) and their
// posts, the sealed book of what lets them in, unlocking (mở khóa), and the log-in
// (phiên làm việc) of which every act is made.
//
// The rules:
//   - A log-in is made by unlocking and by nothing else. It carries the account and
//     its rights at that moment, and ends once; what was handed out of it stops then.
//   - What lets a person in (Admission) lies in one file sealed with the office's
//     identity and bears its witness: who has the folder without the identity can try
//     no password and forge no file. Where the identity lies in a plain file of the
//     same folder, a thief of all of it can try passwords at the price of argon2id.
//   - The journal names the generation and the hash of each account's admission. One
//     that is older, swapped or edited, and an account whose posts were written into
//     the database, is locked and told, and lets nobody in.
//   - A try is booked in the store before the password is looked at.
//   - No secret stands in the journal, a log, an argument or an error.
package people
