// Package today is "Hôm nay", the first place of the window: what waits for whoever sits
// there, and how work begins.
//
// It knows none of the rooms in which something waits. The station tells which sorts there
// are; each is asked by itself, so that one that takes long holds up none of the others, and
// of one that could not be asked it is said so.
package today
