package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"

	"tram/local/office"
	"tram/local/station"
)

// arrived is what came of the files of a folder.
type arrived struct {
	Drafts []office.ScannedDraft `json:"drafts"`
	Pages  int                   `json:"pages"`
	Aside  []notTaken            `json:"aside"` // files that were set aside, in the folder
	Wait   []notTaken            `json:"wait"`  // files that could not be taken yet: the next watch tries again
}

// failed tells scripts that a file was not taken.
func (a arrived) failed() bool { return len(a.Aside)+len(a.Wait) > 0 }

// notTaken is a file that was not taken, and why.
type notTaken struct {
	File  string `json:"file"`
	Aside bool   `json:"aside"` // it was set aside; else it is tried again
	Name  string `json:"failure"`
	Said  string `json:"said"`
	Next  string `json:"next"`
}

func (a arrived) print(w io.Writer) {
	fmt.Fprintf(w, "Đã lấy %d tệp, %d trang.\n", len(a.Drafts), a.Pages)
	if len(a.Aside) > 0 {
		fmt.Fprintf(w, "%d tệp không lấy được nằm ở thư mục “Không lấy được”, cạnh mỗi tệp có lý do.\n", len(a.Aside))
	}
	if len(a.Wait) > 0 {
		fmt.Fprintf(w, "%d tệp chưa lấy được, còn nguyên trong thư mục quét (hoặc ở “Đã lấy/.đang lấy” trong đó). Hãy gỡ trở ngại đã nêu rồi chạy lại.\n", len(a.Wait))
	}
}

// tookFile is told as a file comes, for who follows the messages.
type tookFile struct {
	File  string    `json:"file"`
	Draft office.ID `json:"draft"`
	Pages int       `json:"pages"`
}

func watchFolder(set *flag.FlagSet) action {
	once := set.Bool("once", false, "lấy những tệp đang có rồi dừng")
	by := set.String("clerk", "", "người thực hiện")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			clerk, err := clerkNamed(ctx, s, *by)
			if err != nil {
				return nil, err
			}
			all := arrived{Drafts: []office.ScannedDraft{}, Aside: []notTaken{}, Wait: []notTaken{}}
			err = s.Watch(ctx, args[0], clerk, *once, func(a office.Arrival) { all.came(t, a) })
			return all, err
		})
	}
}

// came counts what became of a file, and tells it at once.
func (a *arrived) came(t *terminal, of office.Arrival) {
	a.Wait = slices.DeleteFunc(a.Wait, func(n notTaken) bool { return n.File == of.Name })
	if of.Err == nil {
		a.Drafts, a.Pages = append(a.Drafts, office.ScannedDraft{ID: of.Draft, Pages: of.Pages}), a.Pages+of.Pages
		t.message(tookFile{of.Name, of.Draft, of.Pages}, fmt.Sprintf("%s: %d trang, hồ sơ %s", of.Name, of.Pages, of.Draft))
		return
	}
	f := t.told(of.Err)
	n := notTaken{File: of.Name, Aside: of.Aside, Name: f.Name, Said: f.Said, Next: f.Next}
	if of.Aside {
		a.Aside = append(a.Aside, n)
	} else if of.Name != "" {
		a.Wait = append(a.Wait, n)
	}
	t.message(n, of.Name+behind(": ", f.Said)+" "+f.Next)
}

// message tells of work that goes on.
func (t *terminal) message(of any, said string) {
	if t.json {
		encoder := json.NewEncoder(t.err)
		encoder.SetEscapeHTML(false)
		_ = encoder.Encode(of)
		return
	}
	fmt.Fprintln(t.err, said)
}
