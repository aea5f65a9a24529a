package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"tram/local/copying"
	"tram/local/seal"
	"tram/local/station"
)

// repair puts a database that fails its check together anew.
func repair(set *flag.FlagSet) action {
	from := set.String("from", "", "thêm một nơi có bản sao, ngoài những nơi trạm đã sao tới: thư mục, USB, ổ mạng")
	partial := set.Bool("partial", false, "lập lại cả khi thiếu mục không lấy lại được; phần mất được ghi vào nhật ký")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) > 0 {
			return nil, errUsage
		}
		w := station.MendWish{Partial: *partial, Into: station.Options{
			Home: t.home, State: station.DefaultState(), Passphrase: t.env("TRAM_PASSPHRASE"), Keyring: seal.SystemKeyring{}, Log: t.logger(), Passwords: t.cost,
		}}
		if *from != "" {
			w.From = []copying.Target{copying.NewFolder(*from)}
		}
		p, done := t.watched()
		defer done()
		m, err := station.Mend(ctx, w, p)
		return repaired{m}, err
	}
}

type repaired struct{ station.Mended }

func (r repaired) print(w io.Writer) {
	fmt.Fprintln(w, visible(r.Said()))
	for _, why := range r.Unread {
		fmt.Fprintf(w, "Không dùng được một bản sao: %s\n", visible(why))
	}
	if r.NewChain {
		fmt.Fprintln(w, "Trạm viết tiếp một chuỗi nhật ký mới; việc này được ghi vào nhật ký.")
	}
}
