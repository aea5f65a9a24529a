// Package sheet draws the calendar (lịch họp) of a page of meetings by day, week and month, and
// tells what the clerk wishes of it. It reads nothing, writes nothing, and keeps no clock.
//
// Inside, a moment is a whole number of minutes in the office's zone since 1970, and a day a whole
// number of days: midnight is a multiple of 1,440, and all that is placed is placed by subtraction.
//
// What is drawn is drawn anew by a few objects that are used again: those alone that are in view.
package sheet
