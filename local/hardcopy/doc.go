// Package hardcopy is the legal act of Điều 5: a data message (thông điệp dữ liệu)
// becomes paper that is as good as it (Luật GDĐT Điều 12.2).
//
// The rules, in the order in which they are asked:
//
//  1. A secret document never enters: no file, one register line (Điều 6.1). One
//     that is told secret after it was brought in is wiped, file and words.
//  2. Before a print copy is made, the original is read whole and must have the hash
//     with which it came in; a damaged one is never printed. Its signatures are
//     judged again: an invalid one, or what the owner of the file does not allow,
//     needs a decision with its reason, and the journal keeps it.
//  3. A print copy is made once: every page of the original at 100 %, with the mark.
//     It is stored. What is printed is that file, each time.
//  4. What a printer says is no proof of paper. A clerk says how many whole copies
//     came out; only those count, and the next ones are further copies.
//  5. A chứng thư điện tử, and a copy of Nghị định 30, waits until the wet signature
//     and the seal are confirmed (Luật GDĐT Điều 12.2d).
//  6. A finished conversion never changes again. Further copies are records of
//     their own.
package hardcopy
