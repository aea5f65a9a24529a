// Command count tells how large the house is, and what a piece of work cost.
//
//	count                        the figures of the working tree
//	count -from A -to B          those of two commits beside each other, and what
//	                             the commits between them added and removed
//
// Lines that are blank are counted nowhere, and lines of Go that only comment are
// told apart. A package whose name ends in "test" serves tests and is counted
// with them.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	from := flag.String("from", "", "commit before the work")
	to := flag.String("to", "HEAD", "commit after it")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	if from == "" {
		house, err := countTree(os.DirFS("."))
		if err != nil {
			return err
		}
		show(os.Stdout, []string{"cây đang làm"}, house)
		return nil
	}
	return between(os.Stdout, from, to)
}
