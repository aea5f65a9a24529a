// Package kit is the bench that every page works at: it carries results to
// the screen, tells failures in a clerk's words, shows work in motion, and
// holds the look of the window.
//
// A page is a package below ui that exports New(*kit.Desk, Services) and
// returns a kit.Page. It reads with Load, works with Desk.Run, says with
// Desk.Tell and Desk.Good, and never touches a widget from a goroutine.
package kit
