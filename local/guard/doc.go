// Package guard (canh giữ) tells from the sealed files of a vault that somebody is at work
// who should not be: they are written once, under the name of their content, and never
// again. Many that vanish, or are no sealed files any more, in a short time are the sign of
// a program that takes data hostage.
//
// That the content looks random is no sign: they are sealed anyway. A file that is sealed
// anew to another identity is still a sealed file.
package guard
