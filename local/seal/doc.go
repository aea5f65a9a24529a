// Package seal keeps the sealing identity (khóa niêm phong) of the office and
// seals with it whatever lies in the vault.
//
// The rules:
//   - One identity an office: an age X25519 key. What it seals, the age program
//     opens too, so the files never depend on this one.
//   - The secret lies in one place: the keyring of the operating system; where
//     there is none, a file sealed with a passphrase; with neither, a file that
//     only its owner can read. A note beside it tells which, and whose.
//   - An identity is never overwritten by another one: whatever was sealed with
//     it would be lost. Another may follow it; then every file is sealed anew before
//     the former one is removed.
//   - No error, log or format verb tells a secret.
package seal
