package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"

	"tram/local/office"
	"tram/local/station"
)

type proven struct{ office.Proof }

func (p proven) print(w io.Writer) {
	fmt.Fprintln(w, p.Said)
	if p.Signatures != nil {
		fmt.Fprintln(w, p.Signatures.Said)
	}
	for _, c := range p.Checks {
		fmt.Fprintf(w, "%s %s, %s: %s\n", foundAs[c.Met], c.Point, c.Asks, c.Evidence)
	}
}

// foundAs is how a check of a proof came out.
var foundAs = map[office.Met]string{office.IsMet: "[đúng]", office.IsMissed: "[sai]", office.IsOwed: "[lưu ý]"}

// failed tells scripts whether what was asked about can be relied on: one of
// our own files that is proven, or a stranger's whose signatures hold.
func (p proven) failed() bool {
	signedByOthers := p.Verdict == office.Stranger && p.Signatures != nil && p.Signatures.Verdict != office.SignatureInvalid
	return p.Verdict != office.Proven && !signedByOthers
}

func verify(set *flag.FlagSet) action {
	journal := set.Bool("journal", false, "kiểm cả chuỗi nhật ký")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) > 1 || len(args) == 0 && !*journal {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			if len(args) == 0 {
				proof, err := s.ProveJournal(ctx, nil)
				return proven{proof}, err
			}
			proof, err := prove(ctx, s, args[0])
			return proven{proof}, err
		})
	}
}

// prove takes what a person has at hand: an ID, a lookup code, or a file. A
// proof of a record walks the journal in any case.
func prove(ctx context.Context, s *station.Station, name string) (office.Proof, error) {
	if id, err := office.ParseID(name); err == nil {
		return s.Prove(ctx, id, nil)
	}
	if _, err := os.Stat(name); err == nil {
		return s.ProveFile(ctx, name, nil)
	}
	if _, err := office.ParseLookupCode(name); err == nil {
		return s.ProveCode(ctx, name, nil)
	}
	return office.Proof{}, station.NothingToProve.About(name)
}
