// Package calsynctest holds what every calendar elsewhere must keep to, one in memory that does,
// and histories of stations that share one.
package calsynctest
