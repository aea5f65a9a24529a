// Package folder lists what lies in the folders of a computer (thư mục), and judges the
// names that are to be written there.
//
// The rules:
//   - Whatever asks a disk may hang: a share whose server is gone, a stick that is pulled
//     out, a drive that sleeps. Nothing here is called from the thread of the window, and
//     whoever waits may leave: what hangs is waited for once, however often it is asked.
//   - Nothing here writes, not even to try whether it could.
//   - A name is judged as every system judges it, for files travel.
package folder
