// Package cos reads the objects of any PDF where its tables say they lie, and
// nowhere else: a file that has to be guessed at is an error here.
package cos
