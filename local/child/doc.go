// Package child starts the programs of others: the office suite, the commands of
// the printing system. They learn no secret of this program, show no window of
// their own, and what lies open for them is gone when they are, or at the next
// start.
package child
