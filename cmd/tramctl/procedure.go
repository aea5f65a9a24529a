package main

import (
	"context"
	"flag"

	"tram/local/books"
	"tram/local/station"
)

// procedureVerb keeps the list of procedures, which is a register with its own word.
func procedureVerb(set *flag.FlagSet) action {
	by := set.String("clerk", "", "người ghi")
	table := tableFlags(set)
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		of := append([]string{books.Procedures.Said.Name}, args[1:]...)
		if args[0] == "import" {
			return table.bring(ctx, t, of, *by)
		}
		do := map[string]func(s *station.Station) (shelved, error){
			"list": func(s *station.Station) (shelved, error) { return bookList(ctx, s, of) },
			"add":  func(s *station.Station) (shelved, error) { return bookAdd(ctx, s, of, *by) },
		}[args[0]]
		if do == nil {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) { return do(s) })
	}
}
