package station

import (
	"context"
	"slices"
	"strings"

	"tram/local/meetings"
	"tram/local/office"
	"tram/local/table"
)

// SaveVotes writes what the votes of a meeting came to to a new file: workbook, paper or data, by its
// ending. Of a vote by names it tells who chose what; of a secret one the sums of all ballots and who voted,
// in the order of the list, and no more. A vote that goes on is left out. It fails with NoVotes.
func (s *Sessions) SaveVotes(ctx context.Context, id office.ID, at, path, by string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	defer s.entrance.taken(ctx, id, &err)
	live, err := meetings.SessionOf(ctx, s.store, id, at)
	if err != nil {
		return err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return err
	}
	t := voteTable(live)
	if t.Rows == nil {
		return NoVotes
	}
	t.Of, t.By, t.At = o.Name, s.entrance.author(ctx, by), s.clock.Now()
	return s.saveTable(ctx, t, path)
}

// NoVotes tells of a meeting in which no vote was ended.
var NoVotes = office.Failure{
	Name: "station.no-votes",
	Said: "Cuộc họp chưa có kết quả biểu quyết nào.",
	Next: "Hãy kết thúc biểu quyết, rồi xuất kết quả.",
}

// What a row of the table of votes tells.
const (
	voteRowChoice = "Phương án"
	voteRowPerson = "Người biểu quyết"
	voteRowResult = "Kết quả"
)

// voteTable lists votes that were ended; without rows there is none.
func voteTable(live meetings.Session) table.Table {
	t := table.Table{Title: "Kết quả biểu quyết", Told: []string{live.Meeting.Title}, Columns: []table.Column{
		{Name: "Thứ tự", Width: 0.4, Kind: table.Number}, {Name: "Vấn đề", Width: 1.8, Kind: table.Text}, {Name: "Hình thức", Width: 0.8, Kind: table.Text}, {Name: "Dòng", Width: 0.8, Kind: table.Text},
		{Name: "Nội dung", Width: 1.6, Kind: table.Text}, {Name: "Số phiếu", Width: 0.5, Kind: table.Number}, {Name: "Lựa chọn", Width: 1, Kind: table.Text},
	}}
	var rows []table.Row
	for i, v := range live.Votes {
		rows = append(rows, voteRows(live, i+1, v)...)
	}
	if len(rows) == 0 {
		return t
	}
	t.Rows = func(yield func(table.Row, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
	return t
}

// voteRows tell of one vote: each choice with its sum, each person, what it came to. One that goes on has none.
func voteRows(live meetings.Session, n int, v meetings.Vote) (rows []table.Row) {
	r, is := live.Result(v)
	if !is {
		return nil
	}
	c, how := v.Counted(), "Theo tên"
	switch {
	case v.Motion.Secret:
		how = "Bỏ phiếu kín"
	case c.Hands:
		how = "Giơ tay"
	}
	add := func(sort, what string, sum any, chose string) {
		rows = append(rows, table.Row{n, v.Motion.Title, how, sort, what, sum, chose})
	}
	for i, choice := range v.Motion.All() {
		add(voteRowChoice, choice, r.Tally[i], "")
	}
	if c.Invalid > 0 {
		add(voteRowChoice, "Phiếu không hợp lệ", c.Invalid, "")
	}
	for _, seat := range v.May {
		switch {
		case c.Hands:
		case v.Motion.Secret && slices.Contains(c.Voters, seat):
			add(voteRowPerson, live.NameOf(seat), nil, "Đã bỏ phiếu")
		case !v.Motion.Secret:
			add(voteRowPerson, live.NameOf(seat), nil, choseSaid(v, seat))
		}
	}
	add(voteRowResult, r.Said, nil, strings.ToLower(office.ChoiceSaid(office.VoteRules, v.Motion.Rule)))
	return rows
}

// choseSaid is what somebody chose in a vote by names.
func choseSaid(v meetings.Vote, seat office.ID) string {
	for _, b := range v.Ballots {
		if b.Seat == seat {
			return choicesSaid(v.Motion, b.Choice)
		}
	}
	return "Không biểu quyết"
}
