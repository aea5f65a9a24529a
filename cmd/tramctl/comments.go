package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"

	"tram/local/office"
	"tram/local/station"
)

// draftComments are what was said of the versions of a draft.
type draftComments struct {
	Open     int                   `json:"open"`
	Comments []office.DraftComment `json:"comments"`
}

func (d draftComments) print(w io.Writer) {
	if len(d.Comments) == 0 {
		fmt.Fprintln(w, "Chưa có góp ý nào.")
		return
	}
	fmt.Fprintf(w, "%d góp ý, còn %d chưa xong.\n", len(d.Comments), d.Open)
	for _, c := range d.Comments {
		state := "đã xong"
		if c.Open {
			state = "chưa xong"
		}
		fmt.Fprintf(w, "%s  bản %d%s  %s  %s (%s): %s\n", c.ID, c.Number, placeSaid(c.DraftNote), office.MomentSaid(c.At), visible(c.By.Name), state, visible(c.Say))
		for _, a := range c.Answers {
			fmt.Fprintf(w, "  %s  %s: %s\n", office.MomentSaid(a.At), visible(a.By.Name), visible(a.Say))
		}
	}
}

// placeSaid is of which place of a version a comment is; empty: of the whole.
func placeSaid(n office.DraftNote) string {
	var all []string
	if n.Page > 0 {
		all = append(all, fmt.Sprintf("trang %d", n.Page))
	}
	if n.Quote != "" {
		all = append(all, "“"+visible(n.Quote)+"”")
	}
	if len(all) == 0 {
		return ""
	}
	return ", " + strings.Join(all, ", ")
}

// noteWish is what was typed of a comment.
type noteWish struct {
	office.DraftNoteWish
	leaveOpen bool
}

func addNote(set *flag.FlagSet) *noteWish {
	var w noteWish
	set.IntVar(&w.Draft, "draft", 0, "góp ý bản dự thảo thứ mấy; bỏ trống là bản cuối (với comment)")
	set.IntVar(&w.Page, "page", 0, "trang (với comment)")
	set.StringVar(&w.Quote, "quote", "", "đoạn chữ trong bản (với comment)")
	set.BoolVar(&w.leaveOpen, "open", false, "chỉ trả lời, góp ý vẫn chưa xong (với answer)")
	return &w
}

// comment says something of a version, answers that, or lists what was said.
func (w *noteWish) comment(ctx context.Context, s *station.Station, clerk office.Clerk, say string, args []string) (result, error) {
	w.Say = say
	var is office.RouteTold
	var err error
	switch {
	case args[0] == "comments" && len(args) == 2:
		is, err = s.RouteOf(ctx, office.ID(args[1]))
	case args[0] == "comment" && len(args) == 2:
		w.Document = office.ID(args[1])
		is, err = s.CommentDraft(ctx, clerk, w.DraftNoteWish)
	case args[0] == "answer" && len(args) == 3:
		w.Document, w.Of, w.Settles = office.ID(args[1]), office.ID(args[2]), !w.leaveOpen
		is, err = s.AnswerComment(ctx, clerk, w.DraftNoteWish)
	default:
		return nil, errUsage
	}
	return draftComments{is.OpenComments, is.Comments}, err
}
