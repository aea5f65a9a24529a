// Package ballotbox holds a secret vote (bỏ phiếu kín) between its first ballot and the count.
//
// What it promises: nothing that is kept leads from a person to a choice. The box is one file of one
// size beside the journal, in no copy and in no package. It holds who voted, and what all ballots came
// to so far; no ballot by itself, no order, no time. It is locked with a key that the program never writes
// down: whoever copies the file after each ballot, with every other secret of the station in hand, learns
// nothing. The key is told once as a row of letters (mã hòm phiếu), for the paper of whoever counts: after
// a program that was killed the vote goes on with it, and without it nobody opens the box.
//
// What it cannot promise: whoever has that paper and a copy of the file from before and after one ballot
// learns that ballot; and where all chose alike, the result itself tells what each chose.
package ballotbox
