// Package veil keeps what SQLite writes unreadable for whoever has the file and
// not the key: a layer (VFS) between SQLite and the files of the operating
// system that encrypts the database, its log and its journal.
//
// The rules:
//   - AES-256 in XTS mode (NIST SP 800-38E). Every 16 bytes are a block of their own;
//     nothing is added to a page, so that a page lies where SQLite puts it, its
//     locks included.
//   - A write touches no block of what was written before it. A page of a database
//     fills whole blocks. The frames of a log are 24 bytes and a page: each gets
//     8 bytes more, so that no two share a block, and a commit that is on the disk
//     is never written again.
//   - The first 16 bytes of a database, which are the same in every one, give way to
//     a sign and a random salt. The keys of the three files follow from the key, the
//     salt and a label (HKDF-SHA256).
//   - The shared memory of the log (-shm) holds numbers of pages only and stays as it is.
//   - Files that SQLite deletes itself (temporary ones) get a random key that nobody
//     keeps.
//   - What was decrypted is remembered by its encrypted bytes, which are read each time.
//
// XTS hides and does not prove: a block that somebody changed reads as 16 random
// bytes, and an older version of a page in the place of a newer one reads as the
// older. What is on record is proven by the chain of the journal.
//
// SQLite's interface is of pointers: unsafe stays in this room.
package veil
