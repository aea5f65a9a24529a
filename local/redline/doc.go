// Package redline lays two versions of a draft beside each other (so các bản dự thảo) and tells
// which words went and which came.
//
// Rules:
//
//   - Words are compared letter by letter, in the order in which they are read; a letter that is
//     put together of its marks is the letter itself. Where lines and paragraphs end is not
//     compared, nor how words look.
//   - What is told is true of the words that were read: whoever takes the pieces that stayed and
//     went has the older version, of those that stayed and came the newer one.
//   - Words that stand elsewhere, letter by letter, are told as moved, never words of which one
//     differs.
//   - Words with a digit are told by themselves, so that no amount and no day changes unseen.
//   - Time and memory are bounded. Where they are used up more is told than need be, never less.
package redline
