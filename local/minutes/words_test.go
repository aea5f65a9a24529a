package minutes

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/meetings"
	"tram/local/office"
)

var eight = time.Date(2026, 12, 7, 8, 0, 0, 0, office.VietNam)

// sample is a meeting in which all sorts of things happened.
func sample() (office.Meeting, []office.MeetingEntry) {
	m := office.Meeting{ID: "m", Title: "Họp giao ban tháng", State: office.MeetingConfirmed, Way: office.MeetingBoth, Place: "Phòng họp tầng 2", Platform: "Jitsi của tỉnh", Quorum: office.QuorumHalf,
		Agenda: []office.AgendaItem{{ID: "i1", Title: "Công tác tháng", Who: "Lê Văn Thử"}, {ID: "i2", Title: "Dự toán"}, {ID: "i3", Title: "Việc khác"}}}
	for i, name := range []string{"Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Lê Văn Thử", "Phạm Thị Giả", "Hoàng Văn Định"} {
		m.People = append(m.People, office.MeetingPerson{Seat: office.ID(fmt.Sprint("p", i)), Name: name, Votes: true, Role: office.MeetingMember})
	}
	m.People[0].Role, m.People[0].Unit, m.People[1].Role = office.MeetingChair, "Chủ tịch", office.MeetingSecretary
	var all []office.MeetingEntry
	add := func(minute int, e office.MeetingEntry) office.ID {
		e.ID, e.Meeting, e.At = office.ID(fmt.Sprintf("e%02d", len(all))), "m", eight.Add(time.Duration(minute)*time.Minute)
		all = append(all, e)
		return e.ID
	}
	for i := range 3 {
		add(-5, office.MeetingEntry{Deed: office.MeetingAttended, Seat: office.ID(fmt.Sprint("p", i)), How: office.AttendHere})
	}
	add(0, office.MeetingEntry{Deed: office.MeetingOpened})
	add(1, office.MeetingEntry{Deed: office.MeetingItemBegun, Item: "i1"})
	add(2, office.MeetingEntry{Deed: office.MeetingSpoken, Item: "i1", Seat: "p2", Say: "Đã xong 12 việc."})
	add(3, office.MeetingEntry{Deed: office.MeetingNoted, Item: "i1", Say: "Dòng một\nDòng hai"})
	add(10, office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p3", How: office.AttendRemote, Deputy: "Đỗ Văn Thay", Authority: "Giấy ủy quyền 02"})
	add(11, office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p4", How: office.AttendAbsent, Say: "đi công tác"})
	open := add(12, office.MeetingEntry{Deed: office.MeetingMoved, Item: "i2", Motion: office.Motion{Title: "Thông qua dự toán", Rule: office.VoteMembersHalf}})
	add(13, office.MeetingEntry{Deed: office.MeetingVoteOpen, Of: open, May: []office.ID{"p0", "p1", "p2", "p3"}})
	for i := range 4 {
		add(14, office.MeetingEntry{Deed: office.MeetingVoted, Of: open, Seat: office.ID(fmt.Sprint("p", i)), Choice: []int{i / 3}})
	}
	add(15, office.MeetingEntry{Deed: office.MeetingVoteClose, Of: open, Counted: &office.Counted{Voters: []office.ID{"p0", "p1", "p2", "p3"}, Tally: []int{3, 1, 0}}})
	secret := add(16, office.MeetingEntry{Deed: office.MeetingMoved, Motion: office.Motion{Title: "Bầu tổ trưởng", Choices: []string{"Ông A", "Bà B"}, Rule: office.VoteMost, Secret: true}})
	add(17, office.MeetingEntry{Deed: office.MeetingVoteOpen, Of: secret, May: []office.ID{"p0", "p1", "p2", "p3"}})
	add(18, office.MeetingEntry{Deed: office.MeetingVoteClose, Of: secret, Counted: &office.Counted{Voters: []office.ID{"p0", "p1", "p2", "p3"}, Given: 2, Back: 1, Invalid: 1, Tally: []int{2, 0}}})
	add(19, office.MeetingEntry{Deed: office.MeetingMoved, Motion: office.Motion{Title: "Để sau", Rule: office.VoteMore}})
	wrong := add(20, office.MeetingEntry{Deed: office.MeetingNoted, Item: "i1", Say: "ghi nhầm"})
	add(21, office.MeetingEntry{Deed: office.MeetingStruck, Of: wrong, Say: "nhầm cuộc họp"})
	add(30, office.MeetingEntry{Deed: office.MeetingAttended, Seat: "p2", How: office.AttendLeft})
	add(40, office.MeetingEntry{Deed: office.MeetingTasked, Say: "Gửi dự toán", Task: office.Duties{Who: office.RoutePerson{Name: "Trần Thị Ví Dụ"}, Due: "2026-12-20"}})
	add(50, office.MeetingEntry{Deed: office.MeetingClosed})
	return m, all
}

// Whoever changes the words counts Wording up, and this: minutes that were made before are proved by it.
const sampleWording = 1

// The facts of minutes that offices keep: they stay what they are, whatever the program becomes. A field that
// comes to an entry or to a meeting is left out of what is written while it is empty.
const (
	sampleFacts  = "b4a417fb4168944dd0f48bb738a411bfbfe4d38386fe3894075cd0ceda3d325b"
	sampleFramed = "8f7f056ba6e3c3373ba8b40606bfe8a3511bbfc7f9ff5ad5e057ea792b176d64"
)

const sampleText = `BIÊN BẢN
Họp giao ban tháng
Thời gian bắt đầu: 8 giờ 00, ngày 07 tháng 12 năm 2026
Địa điểm: Phòng họp tầng 2 và trực tuyến (Jitsi của tỉnh)
Thành phần tham dự:
Nguyễn Văn Mẫu, Chủ tịch
Trần Thị Ví Dụ
Lê Văn Thử (ra về lúc 8 giờ 30)
Phạm Thị Giả (dự từ xa; Đỗ Văn Thay dự thay, Giấy ủy quyền 02; đến lúc 8 giờ 10)
Có mặt khi khai mạc 3 trên tổng số 5 thành viên; trong cuộc họp nhiều nhất 4, ít nhất 3.
Vắng mặt: Hoàng Văn Định (đi công tác).
Chủ trì: Nguyễn Văn Mẫu, Chủ tịch
Thư ký: Trần Thị Ví Dụ
1. Công tác tháng
Trình bày: Lê Văn Thử.
Lê Văn Thử: Đã xong 12 việc.
Dòng một
Dòng hai
2. Dự toán
Biểu quyết “Thông qua dự toán” (công khai theo tên; quá nửa tổng số thành viên): 4 người được biểu quyết. Thông qua: 3 tán thành trên 5 (cần 3), 1 không tán thành, 0 không có ý kiến.
Tán thành: Nguyễn Văn Mẫu, Trần Thị Ví Dụ, Lê Văn Thử.
Không tán thành: Phạm Thị Giả (Đỗ Văn Thay biểu quyết thay).
3. Việc khác
Không bàn đến trong cuộc họp này.
Nội dung khác
Biểu quyết “Bầu tổ trưởng” (bỏ phiếu kín; nhiều phiếu nhất): 4 người được biểu quyết. Được chọn: Ông A (2).
Số phiếu: Ông A: 2; Bà B: 0.
4 người bỏ phiếu, trong đó phiếu giấy phát ra 2, thu về 1; phiếu không hợp lệ: 1.
Vấn đề “Để sau” được nêu nhưng không biểu quyết.
Việc được giao
Trần Thị Ví Dụ: Gửi dự toán, hạn hết ngày 20/12/2026.
Kết thúc vào 8 giờ 50, ngày 07 tháng 12 năm 2026
`

func TestMinutesSayWhatHappenedAndNothingElse(t *testing.T) {
	m, all := sample()
	told, err := Of(meetings.Live(m, "", all))
	if err != nil {
		t.Fatal(err)
	}
	if got := told.Text(); got != sampleText || Wording != sampleWording {
		t.Errorf("in wording %d, not %d, the minutes say\n%s", Wording, sampleWording, got)
	}
	if _, err := Of(meetings.Live(m, "", all[:len(all)-1])); !errors.Is(err, NotOver) {
		t.Errorf("of a meeting that goes on: %v", err)
	}
}

// Whatever one entry is changed by, the words that minutes stand on are others.
func TestAChangedEntryMakesOtherMinutes(t *testing.T) {
	m, all := sample()
	told, err := Of(meetings.Live(m, "", all))
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func([]office.MeetingEntry){
		"a vote": func(a []office.MeetingEntry) { a[11].Choice = []int{1} },
		"a tally": func(a []office.MeetingEntry) {
			a[18].Counted = &office.Counted{Voters: a[18].Counted.Voters, Given: 2, Back: 1, Invalid: 1, Tally: []int{0, 2}}
		},
		"a word":       func(a []office.MeetingEntry) { a[5].Say = "Đã xong 13 việc." },
		"an hour":      func(a []office.MeetingEntry) { a[len(a)-1].At = a[len(a)-1].At.Add(time.Hour) },
		"who was away": func(a []office.MeetingEntry) { a[8].Say = "nghỉ ốm" },
		"a task":       func(a []office.MeetingEntry) { a[len(a)-2].Task.Due = "2027-12-20" },
	} {
		other := slices.Clone(all)
		change(other)
		is, err := Of(meetings.Live(m, "", other))
		if err != nil || is.Digest() == told.Digest() {
			t.Errorf("%s: the same words, %v", name, err)
		}
	}
}

// What minutes were written from is told by entries alone: not by when they are read, nor by what was done since.
func TestFactsAreOfWhatHappenedAlone(t *testing.T) {
	m, all := sample()
	facts := func(m office.Meeting, all []office.MeetingEntry) office.Digest {
		live := meetings.Live(m, "", all)
		is, err := Facts(live.Only(live.Covered()))
		if err != nil {
			t.Fatal(err)
		}
		return is
	}
	if is := facts(m, all); is != sampleFacts {
		t.Errorf("the facts are %s: minutes that were kept could not be proved", is)
	}
	framed := slices.Clone(all)
	opening := slices.IndexFunc(framed, func(e office.MeetingEntry) bool { return e.Deed == office.MeetingOpened })
	framed[opening].Frame = meetings.Frame(m, "")
	if is := facts(m, framed); is != sampleFramed {
		t.Errorf("with the meeting as it stood they are %s: minutes that were kept could not be proved", is)
	}
	since := slices.Clone(all)
	for i := range since {
		since[i].At = since[i].At.UTC()
	}
	since = append(since, office.MeetingEntry{ID: "f1", Meeting: "m", Deed: office.MeetingMinuted, At: eight.Add(time.Hour)}, office.MeetingEntry{ID: "f2", Meeting: "m", Deed: office.MeetingTaskDone, Of: all[len(all)-2].ID, At: eight.Add(2 * time.Hour)})
	slices.Reverse(since)
	if is := facts(m, since); is != sampleFacts {
		t.Errorf("what was done since changes them: %s", is)
	}
	for i, e := range all {
		if e.Deed == office.MeetingStruck || e.Say == "ghi nhầm" {
			continue
		}
		other := slices.Clone(all)
		other[i].By.Name = "Người khác"
		if facts(m, other) == sampleFacts {
			t.Errorf("%s was changed, and the facts are the same", e.ID)
		}
	}
}

// Nothing that was said under any item is left out, whether or not anybody said that the item began.
func TestNoWordOfAMeetingIsLost(t *testing.T) {
	m, all := sample()
	told, err := Of(meetings.Live(m, "", all))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		for line := range strings.SplitSeq(e.Say, "\n") {
			if line != "" && e.Deed != office.MeetingStruck && line != "ghi nhầm" && !strings.Contains(told.Text(), line) {
				t.Errorf("%q is lost", line)
			}
		}
		if e.Motion.Title != "" && !strings.Contains(told.Text(), e.Motion.Title) {
			t.Errorf("the motion %q is lost", e.Motion.Title)
		}
	}
	if strings.Contains(told.Text(), "ghi nhầm") {
		t.Error("what was struck is told")
	}
}

// Who was out for a while, who took part from elsewhere for a while, who came in another's place at which
// hour, and why somebody left, stand in the minutes.
func TestTheRollOfTheMinutesTellsEachComingAndGoing(t *testing.T) {
	m, all := sample()
	var roll []office.MeetingEntry
	at := func(minute int, e office.MeetingEntry) {
		e.ID, e.Meeting, e.Deed, e.At = office.ID(fmt.Sprintf("f%02d", len(roll))), "m", office.MeetingAttended, eight.Add(time.Duration(minute)*time.Minute)
		roll = append(roll, e)
	}
	at(20, office.MeetingEntry{Seat: "p1", How: office.AttendLeft, Say: "đi tiếp dân"})
	at(25, office.MeetingEntry{Seat: "p1", How: office.AttendHere})
	at(27, office.MeetingEntry{Seat: "p1", How: office.AttendLeft})
	at(27, office.MeetingEntry{Seat: "p1", How: office.AttendHere})
	roll[len(roll)-1].At = roll[len(roll)-1].At.Add(20 * time.Second)
	at(31, office.MeetingEntry{Seat: "p0", How: office.AttendRemote})
	at(35, office.MeetingEntry{Seat: "p0", How: office.AttendHere})
	at(36, office.MeetingEntry{Seat: "p1", How: office.AttendHere, Deputy: "Ngô Thị Khác", Authority: "Giấy 05"})
	at(45, office.MeetingEntry{Seat: "p1", How: office.AttendLeft, Say: "nhà có việc"})
	told, err := Of(meetings.Live(m, "", append(slices.Clone(all), roll...)))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Nguyễn Văn Mẫu, Chủ tịch (dự từ xa từ 8 giờ 31 đến 8 giờ 35)",
		"Trần Thị Ví Dụ (Ngô Thị Khác dự thay từ 8 giờ 36, Giấy 05; vắng từ 8 giờ 20 đến 8 giờ 25, đi tiếp dân; vắng lúc 8 giờ 27, chưa đến một phút; ra về lúc 8 giờ 45, nhà có việc)",
	}
	if !slices.Equal(told.Present[:2], want) {
		t.Errorf("%q", told.Present)
	}
}

// What another station wrote of a meeting was looked at by no rule here: the minutes say what is seen of it.
func TestMinutesHoldNothingThatNobodySees(t *testing.T) {
	m, all := sample()
	told, err := Of(meetings.Live(m, "", all))
	if err != nil {
		t.Fatal(err)
	}
	const unseen = "\u202e\u2066\u200b"
	m.Title, m.Place = unseen+m.Title, m.Place+unseen
	for i := range m.People {
		m.People[i].Name += unseen
	}
	for i := range m.Agenda {
		m.Agenda[i].Title, m.Agenda[i].Who = m.Agenda[i].Title+unseen, m.Agenda[i].Who+unseen
	}
	turned := slices.Clone(all)
	for i := range turned {
		turned[i].Say, turned[i].Motion.Title, turned[i].Task.Who.Name = turned[i].Say+unseen, turned[i].Motion.Title+unseen, turned[i].Task.Who.Name+unseen
	}
	is, err := Of(meetings.Live(m, "", turned))
	if err != nil || strings.ContainsAny(is.Text(), unseen) {
		t.Errorf("%q %v", is.Text(), err)
	}
	if is.Digest() != told.Digest() {
		t.Errorf("they say otherwise:\n%s", is.Text())
	}
}

// TestNobodyPresentsWhoWasNotThere: an agenda names who was to present, the minutes who did.
func TestNobodyPresentsWhoWasNotThere(t *testing.T) {
	m, all := sample()
	for who, want := range map[string]string{
		"Lê Văn Thử":     "Trình bày: Lê Văn Thử.",
		"hoàng văn định": "Trình bày theo chương trình: hoàng văn định (không có mặt).",
		"Phạm Thị Giả":   "Trình bày: Phạm Thị Giả (Đỗ Văn Thay dự thay).",
		"Sở Tài chính":   "Trình bày: Sở Tài chính.",
	} {
		m.Agenda[0].Who = who
		told, err := Of(meetings.Live(m, "", all))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(told.Text(), want) {
			t.Errorf("%s: want %q in\n%s", who, want, told.Text())
		}
	}
}

// TestHowManyWereThereIsToldOfTheMoment: not of all who ever came, and that they were too few is said.
func TestHowManyWereThereIsToldOfTheMoment(t *testing.T) {
	for name, c := range map[string]struct {
		roll map[int]office.MeetingEntry // by the second after eight
		want string
	}{
		"one after the other": {map[int]office.MeetingEntry{
			-60: {Seat: "p0", How: office.AttendHere}, 60: {Seat: "p1", How: office.AttendHere}, 120: {Seat: "p0", How: office.AttendLeft}, 180: {Seat: "p2", How: office.AttendHere},
		}, "Có mặt khi khai mạc 1 trên tổng số 5 thành viên; trong cuộc họp nhiều nhất 2, ít nhất 1; số phải có mặt là 3."},
		"in the minute of the opening": {map[int]office.MeetingEntry{
			10: {Seat: "p0", How: office.AttendHere}, 20: {Seat: "p1", How: office.AttendHere}, 59: {Seat: "p2", How: office.AttendRemote},
		}, "Có mặt 3 trên tổng số 5 thành viên."},
		"before it and after it": {map[int]office.MeetingEntry{
			-90: {Seat: "p4", How: office.AttendHere}, -80: {Seat: "p4", How: office.AttendLeft}, -60: {Seat: "p0", How: office.AttendHere}, 3600: {Seat: "p1", How: office.AttendHere},
		}, "Có mặt 1 trên tổng số 5 thành viên; số phải có mặt là 3."},
		"nobody": {nil, "Có mặt 0 trên tổng số 5 thành viên; số phải có mặt là 3."},
	} {
		m, _ := sample()
		all := []office.MeetingEntry{{ID: "a", Meeting: "m", Deed: office.MeetingOpened, At: eight}, {ID: "z", Meeting: "m", Deed: office.MeetingClosed, At: eight.Add(time.Hour)}}
		for at, e := range c.roll {
			e.ID, e.Meeting, e.Deed, e.At = office.ID(fmt.Sprint("b", at)), "m", office.MeetingAttended, eight.Add(time.Duration(at)*time.Second)
			all = append(all, e)
		}
		told, err := Of(meetings.Live(m, "", all))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(told.Present, c.want) {
			t.Errorf("%s: want %q in %q", name, c.want, told.Present)
		}
	}
}
