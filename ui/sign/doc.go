// Package sign is "Ký số": what waits for a signature is ticked, a key is
// opened once, and all that is ticked is signed in one go, each document with
// its own result.
//
// The PIN or password passes through and is kept nowhere: the field is emptied
// when it is taken, and the bytes are wiped when the key was opened or refused.
package sign
