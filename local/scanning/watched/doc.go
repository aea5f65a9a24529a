// Package watched takes in what machines scan into a folder (thư mục quét), on this disk or
// on a share.
//
// The rules:
//   - A file is taken when it is whole: its size and its time have been at rest, nobody
//     locks it, and it opens as a page or a PDF. A name that programs give to what they are
//     still writing is left until it gets another.
//   - Whoever takes a file first moves it below its own name, which one station alone can.
//     The claim has an ID, which the draft gets, so that a start after one that was killed
//     goes on with it and takes nothing twice.
//   - A file that was taken lies in “Đã lấy” then; one that cannot be taken, or that has the
//     content of one that was, in “Không lấy được” with the reason in a text beside it.
//     Nothing is removed and nothing is written over.
//   - What the system tells of a folder only makes a look come sooner: shares tell nothing.
package watched
