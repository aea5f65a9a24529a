// Package vault (kho) keeps files sealed under the SHA-256 of what they hold,
// and hands them out unchanged.
//
// The rules:
//   - A file goes in once and is never rewritten. The same content a second time
//     is the same file. It is removed by Wipe alone: what must never have come in,
//     and what no record names.
//   - It is hashed and sealed in one pass and born whole: before Commit returns
//     it is on the disk for good, under dir/ab/abcdef….age; before that it is
//     a temporary file in dir, which the next Open sweeps away after a crash.
//   - Every read is authenticated. What does not open as what its name says is
//     told as Damaged, never passed on.
//   - What is damaged is set aside under another name, never overwritten.
package vault
