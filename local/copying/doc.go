// Package copying keeps a copy (bản sao) of an office elsewhere: on another disk, a stick,
// a folder of the network. From it and the recovery key alone the office comes back.
//
// The rules:
//   - A target is a place of named objects and knows nothing of what they are. Each is born
//     whole, read back before it counts, and never written over.
//   - Everything on it is sealed to the office's identity. Names are keyed: whoever has the
//     target and not the identity cannot tell which known document lies on it.
//   - The journal comes in segments. Each bears a witness that only the identity makes, its
//     number, and the link of the one before; the entries in it are the chain of the store.
//     A file of the vault lies as it lay there, and is proven by its SHA-256, which a
//     segment names. Small segments are merged: of several that begin at one number the
//     widest that can be read counts. Words that lie beside the journal lie in objects of their own, so that
//     they can go when a paper proves secret (Điều 6.1).
//   - No memory of the copier is needed to go on, or to restore: names and contents tell all.
//   - A copy that knows entries which the store has not is never added to.
package copying
