// Package ui is the window: it leads from the opening of the data to the desk
// with its places, and lends every page what pages share.
//
// The window is in one of four states: opening, in trouble (the data could
// not be opened), setting up (no office yet), or at the desk.
package ui
