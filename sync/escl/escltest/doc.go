// Package escltest plays eSCL devices, so that whoever scans can be tested against what
// real ones do: it answers like any of them that is known to be odd (Odd), meets every
// situation of a stack of paper (Situation), and serves numbered pages, so that a test can
// tell which of them came. What it knows of the protocol and of the devices comes from
// their capabilities and traces, and from what other clients had to learn.
package escltest
