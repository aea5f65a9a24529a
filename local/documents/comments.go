package documents

import (
	"context"
	"slices"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// What is said of a version of a draft, and each answer, is a record of its own that nobody ever
// changes. A comment is open until an answer of a drafter settles it, whichever version came since.

// The steps of comments.
const (
	StepComment = "comment-draft"
	StepAnswer  = "answer-comment"
	StepSettled = "settle-comment"
)

// NoteStep is what a note is called in the journal.
func NoteStep(n office.DraftNote) string {
	switch {
	case n.Of == "":
		return StepComment
	case n.Settles:
		return StepSettled
	}
	return StepAnswer
}

var noteSaid = map[string]string{StepComment: "Góp ý bản dự thảo", StepAnswer: "Trả lời góp ý", StepSettled: "Ghi là đã xong góp ý"}

// DraftNotes are the comments on drafts and the answers.
var DraftNotes = store.Kind[office.DraftNote]{
	Name: office.KindDraftNote, Said: "Góp ý bản dự thảo", Clash: store.Alone, Silent: true,
	Named: func(n *office.DraftNote) (*office.ID, *int64) { return &n.ID, &n.Version },
	Steps: []store.Step{
		{Name: StepComment, Said: noteSaid[StepComment], From: []office.State{store.Unborn}, Needs: office.MayKeep},
		{Name: StepAnswer, Said: noteSaid[StepAnswer], From: []office.State{store.Unborn}, Needs: office.MayKeep},
		{Name: StepSettled, Said: noteSaid[StepSettled], From: []office.State{store.Unborn}, Needs: office.MayKeep},
	},
	Beside: checkNote,
	Line: func(n office.DraftNote) store.Line {
		return store.Line{Title: noteSaid[NoteStep(n)], Below: n.Say, At: n.At.UTC().Format(time.RFC3339), Words: []string{n.By.Name, n.Quote}, Facts: map[string][]string{FacetDocument: {string(n.Document)}}}
	},
	Fields: map[string]string{"by.name": "Người viết", "page": "Trang", "quote": "Chỗ trong bản", "say": "Nội dung", "of": "Trả lời góp ý"},
}

// mostPage is more pages than any draft has.
const mostPage = 100_000

// checkNote lets a note through where its version, or the comment that it answers, is there.
func checkNote(in *store.Inside, n *office.DraftNote) error {
	n.Say, n.Quote, n.At, n.By = strings.TrimSpace(n.Say), strings.TrimSpace(n.Quote), in.Time(), n.Actor.RoutePerson
	switch {
	case n.By.ID == "":
		return NoDrafter
	case n.Say == "":
		return NothingSaid
	case len([]rune(n.Say)) > longest || len([]rune(n.Quote)) > longest:
		return TooLong.About(longest)
	case n.Page < 0 || n.Page > mostPage:
		return NoSuchPage.About(n.Page)
	}
	j, _, err := journeyIn(in, n.Document)
	if err != nil {
		return err
	}
	drafters := map[office.ID]bool{}
	there := false
	for _, step := range j.Steps {
		if len(step.Files) == 0 {
			continue
		}
		there = there || step.ID == n.Draft
		if n.Actor.Is(step.By) {
			drafters[n.By.ID] = true
		}
	}
	if !there {
		return NoVersion
	}
	if n.Of == "" {
		return nil
	}
	all, err := store.EveryBy[office.DraftNote](in, office.KindDraftNote, FacetDocument, string(n.Document))
	if err != nil {
		return err
	}
	of := slices.IndexFunc(all, func(o office.DraftNote) bool { return o.ID == n.Of && o.Of == "" && o.Draft == n.Draft })
	switch {
	case of < 0:
		return NoComment
	case slices.ContainsFunc(all, func(o office.DraftNote) bool { return o.Of == n.Of && o.Settles }):
		return SettledAlready
	case n.Settles && !drafters[n.By.ID] && !n.Actor.Is(j.Shown().Holder):
		return NotDrafter
	}
	return nil
}

// Comments are those on the drafts of a document, the first first, each with its answers.
func Comments(ctx context.Context, s *store.Store, document office.ID) ([]office.DraftComment, error) {
	all, err := store.By(ctx, s, DraftNotes, FacetDocument, string(document))
	return commentsOf(all), err
}

func commentsOf(all []office.DraftNote) (comments []office.DraftComment) {
	slices.SortFunc(all, func(a, b office.DraftNote) int { return strings.Compare(string(a.ID), string(b.ID)) })
	at := map[office.ID]int{}
	for _, n := range all {
		if n.Of == "" {
			at[n.ID] = len(comments)
			comments = append(comments, office.DraftComment{DraftNote: n, Open: true})
		}
	}
	for _, n := range all {
		if i, there := at[n.Of]; there && n.Of != "" {
			comments[i].Answers = append(comments[i].Answers, n)
			comments[i].Open = comments[i].Open && !n.Settles
		}
	}
	return comments
}

// openComments is how many comments on the drafts of each document are open.
func openComments(ctx context.Context, s *store.Store, documents []office.ID) (map[office.ID]int, error) {
	all, err := store.ByAny(ctx, s, DraftNotes, FacetDocument, documents)
	open := map[office.ID]int{}
	for _, c := range commentsOf(all) {
		if c.Open {
			open[c.Document]++
		}
	}
	return open, err
}

// What keeps somebody from saying something of a draft.
var (
	NoDrafter = office.Failure{
		Name: "documents.no-drafter",
		Said: "Chưa rõ ai góp ý hay trả lời.",
		Next: "Hãy chọn người làm, hoặc mở khóa bằng tài khoản của mình.",
	}
	NothingSaid = office.Failure{
		Name: "documents.nothing-said",
		Said: "Chưa viết góp ý hay trả lời.",
		Next: "Hãy viết vài lời.",
	}
	NoSuchPage = office.Failure{
		Name: "documents.no-such-page",
		Said: "Bản dự thảo này không có trang %d.",
		Next: "Hãy xem lại số trang, hoặc để trống.",
	}
	NoVersion = office.Failure{
		Name: "documents.no-version",
		Said: "Văn bản này không có bản dự thảo ấy.",
		Next: "Hãy xem diễn biến để biết có những bản nào; góp ý được khi đã có tệp trình duyệt.",
	}
	NoComment = office.Failure{
		Name: "documents.no-comment",
		Said: "Bản dự thảo không có góp ý ấy.",
		Next: "Hãy xem lại các góp ý của văn bản.",
	}
	SettledAlready = office.Failure{
		Name: "documents.settled-already",
		Said: "Góp ý này đã được ghi là xong.",
		Next: "Nếu còn điều muốn nói, hãy viết một góp ý mới.",
	}
	NotDrafter = office.Failure{
		Name: "documents.not-drafter",
		Said: "Chỉ người đã trình dự thảo, hoặc người đang giữ văn bản, mới ghi góp ý là xong.",
		Next: "Hãy trả lời góp ý; người soạn sẽ ghi là xong.",
	}
)
