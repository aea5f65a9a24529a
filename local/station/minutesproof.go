package station

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tram/local/documents"
	"tram/local/meetings"
	"tram/local/minutes"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/store"
)

// The points of a proof of minutes.
const (
	pointWords    = "Biên bản và diễn biến"
	pointVotes    = "Kết quả biểu quyết"
	pointFile     = "Tệp biên bản"
	pointSigned   = "Chữ ký"
	pointRegister = "Sổ văn bản"
)

// ProveMinutes proves the chain of a meeting anew: what was voted is what was counted, what was written down
// is what the minutes say, the file says no other word, it is signed by who must, and stands on the register
// under its number. It reads what is stored and asks no network. It fails with NoMinutes.
func (s *Sessions) ProveMinutes(ctx context.Context, id office.ID, at string) (is office.Proof, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	live, err := meetings.SessionOf(ctx, s.store, id, at)
	if err != nil {
		return is, err
	}
	if len(live.Minutes) == 0 {
		return is, NoMinutes
	}
	e := live.Minutes[len(live.Minutes)-1]
	is.Checks = []office.Condition{provenWords(live, e), provenVotes(live)}
	r, whole, err := s.provenRegister(ctx, &is, e)
	if err != nil {
		return is, err
	}
	if whole {
		if err := s.provenFile(ctx, &is, live, e, r); err != nil {
			return is, err
		}
	}
	is.Verdict, is.Said = office.Proven, "Biên bản khớp với diễn biến và kết quả biểu quyết đã ghi, và tệp không đổi từ khi lập."
	for _, c := range is.Checks {
		if c.Met == office.IsMissed {
			is.Verdict, is.Said = office.Changed, "Có điều không khớp: "+c.Evidence
			break
		}
	}
	if is.Verdict == office.Proven && slices.ContainsFunc(is.Checks, func(c office.Condition) bool { return c.Met == office.IsOwed }) {
		is.Reserved = true
		is.Said = "Biên bản khớp với diễn biến và kết quả biểu quyết đã ghi; còn điều phải xem ở chữ ký."
	}
	return is, nil
}

// The ways in which minutes can stand to what was written down.
const (
	wordsGone    = "Một phần diễn biến mà biên bản dựa vào không còn, hoặc chưa về máy này."
	wordsOther   = "Diễn biến đã ghi bây giờ cho ra lời khác với lời của biên bản."
	factsOther   = "Diễn biến đã ghi không còn như lúc lập biên bản."
	wordsUnknown = "Biên bản lập bằng bản chương trình cũ hơn, không giữ dấu của diễn biến; lời viết lại bây giờ khác, không biết vì cách viết hay vì diễn biến."
)

// wordsDiffer says that the entries tell otherwise today than when the minutes were made; empty: nothing shows
// that they do. Minutes of another wording are compared by what they were written from.
func wordsDiffer(live meetings.Session, e office.MeetingEntry) string {
	only := live.Only(e.Paper.Last)
	told, err := minutes.Of(only)
	if err != nil || !slices.Equal(told.Entries, e.Paper.Last) {
		return wordsGone
	}
	facts, err := minutes.Facts(only)
	switch {
	case err != nil:
		return wordsGone
	case rewords(e) && e.Paper.Facts != "" && facts != e.Paper.Facts:
		return factsOther
	case rewords(e) && e.Paper.Facts == "" && told.Digest() != e.Paper.Words:
		return wordsUnknown
	case !rewords(e) && told.Digest() != e.Paper.Words:
		return wordsOther
	}
	return ""
}

// rewords tells that the program writes minutes in other words now than when these were made.
func rewords(e office.MeetingEntry) bool { return e.Paper.Wording != minutes.Wording }

func provenWords(live meetings.Session, e office.MeetingEntry) office.Condition {
	c := office.Condition{Point: pointWords, Asks: "Biên bản viết ra từ diễn biến đã ghi"}
	switch wrong := wordsDiffer(live, e); {
	case wrong == wordsUnknown:
		return c.Owe(wrong, "Hãy đọc biên bản bên cạnh diễn biến đã ghi trong cuộc họp.")
	case wrong != "":
		return c.Miss(wrong, "Hãy kiểm chứng nhật ký (mục Nhật ký), và so với bản giấy hoặc bản đã gửi.")
	}
	if more := len(live.Covered()) - len(e.Paper.Last); more > 0 {
		return c.Miss(fmt.Sprintf("%d điều ghi ở máy khác không có trong biên bản.", more), "Hãy xem những điều ấy trong cuộc họp; cần thì lập biên bản bổ sung.")
	}
	if rewords(e) {
		return c.Meet("%d điều đã ghi vẫn như lúc lập biên bản; biên bản viết theo cách viết của bản chương trình trước.", len(e.Paper.Last))
	}
	return c.Meet("%d điều đã ghi cho ra đúng lời của biên bản.", len(e.Paper.Last))
}

func provenVotes(live meetings.Session) office.Condition {
	c := office.Condition{Point: pointVotes, Asks: "Kết quả đúng với phiếu"}
	if len(live.Odd) > 0 {
		return c.Miss(strings.Join(live.Odd, " "), "Hãy xem lại từng lần biểu quyết trong cuộc họp.")
	}
	named, secret, hands := 0, 0, 0
	for _, v := range live.Votes {
		switch counted := v.Counted(); {
		case counted == nil:
		case v.Motion.Secret:
			secret++
		case counted.Hands:
			hands++
		default:
			named++
		}
	}
	return c.Meet("%d lần biểu quyết theo tên đếm lại đúng; %d lần giơ tay và %d lần bỏ phiếu kín chỉ có số đã kiểm, không đếm lại được.", named, hands, secret)
}

// provenRegister tells how minutes stand on the register; false: the document is not here.
func (s *Sessions) provenRegister(ctx context.Context, is *office.Proof, e office.MeetingEntry) (r office.Registered, here bool, err error) {
	c := office.Condition{Point: pointRegister, Asks: "Biên bản có số trong sổ văn bản đi"}
	r, err = store.One(ctx, s.store, documents.Registered, e.Paper.Document)
	switch {
	case errors.Is(err, store.NoSuchRecord):
		is.Checks = append(is.Checks, c.Miss("Văn bản của biên bản chưa có ở máy này.", "Hãy nhận gói trao đổi từ máy đã lập biên bản."))
		return r, false, nil
	case err != nil:
		return r, false, err
	case r.State != office.RegisteredStands:
		c = c.Miss("Số "+r.Numbered()+" đã hủy trong sổ.", "Hãy xem lý do trong sổ văn bản đi.")
	default:
		c = c.Meet("Số %s, ngày %s.", r.Numbered(), r.Document.Issued)
	}
	is.Checks = append(is.Checks, c)
	return r, true, nil
}

// provenFile reads the file of minutes again: it says what the entries say and no other word, nothing but
// signatures was appended since, and they are of who must sign.
func (s *Sessions) provenFile(ctx context.Context, is *office.Proof, live meetings.Session, e office.MeetingEntry, r office.Registered) error {
	c := office.Condition{Point: pointFile, Asks: "Tệp nói đúng lời của biên bản"}
	next := "Hãy lấy lại tệp từ nơi sao chép hoặc bản đã gửi, rồi kiểm chứng lần nữa."
	made, err := s.keptFile(e.Paper.File)
	if err != nil {
		is.Checks = append(is.Checks, c.Miss("Không đọc được tệp biên bản trong kho.", next))
		return nil
	}
	told, err := minutes.Of(live.Only(e.Paper.Last))
	if err != nil {
		return nil // that entries are gone is told by its own point
	}
	if rewords(e) {
		if office.DigestOf(made) != e.Paper.File {
			is.Checks = append(is.Checks, c.Miss("Tệp không còn là tệp đã lập.", next))
			return nil
		}
		is.Checks = append(is.Checks, c.Meet("Tệp vẫn là tệp đã lập; chương trình nay viết cách khác, nên không viết lại để so từng chữ."))
		return s.provenSignatures(ctx, is, live, e, made)
	}
	again, err := s.minutesPaper(ctx, live, told, r, e.Say)
	if err != nil {
		return err
	}
	if same, err := sameWords(ctx, made, again); err != nil || !same {
		is.Checks = append(is.Checks, c.Miss("Lời trong tệp khác với lời viết lại từ diễn biến.", next))
		return nil //nolint:nilerr // a file that cannot be read does not say what it should
	}
	is.Checks = append(is.Checks, c.Meet("Viết lại từ diễn biến cho ra đúng từng chữ trong tệp."))
	return s.provenSignatures(ctx, is, live, e, made)
}

// sameWords compares what two files say, letter by letter, however their lines are broken.
func sameWords(ctx context.Context, a, b []byte) (bool, error) {
	if bytes.Equal(a, b) {
		return true, nil
	}
	first, err := lettersOf(ctx, a)
	if err != nil {
		return false, err
	}
	second, err := lettersOf(ctx, b)
	return first == second, err
}

func lettersOf(ctx context.Context, file []byte) (string, error) {
	read, err := pdf.Open(ctx, bytes.NewReader(file), int64(len(file)), "")
	if err != nil {
		return "", err
	}
	defer read.Close()
	var out strings.Builder
	for page := range read.Shapes() {
		lines, err := read.Lines(ctx, page)
		if err != nil {
			return "", err
		}
		for _, l := range lines {
			out.WriteString(strings.Join(strings.Fields(l.Text), ""))
		}
	}
	return out.String(), nil
}

func (s *Sessions) provenSignatures(ctx context.Context, is *office.Proof, live meetings.Session, e office.MeetingEntry, made []byte) error {
	c := office.Condition{Point: pointSigned, Asks: "Thư ký và chủ tọa đã ký"}
	newest, err := s.keptFile(newestMinutes(live, e))
	if err != nil || !bytes.HasPrefix(newest, made) {
		is.Checks = append(is.Checks, c.Miss("Tệp đã ký không đọc được, hoặc không phải tệp biên bản đã lập thêm chữ ký.", "Hãy lấy lại tệp từ nơi sao chép hoặc bản đã gửi, rồi kiểm chứng lần nữa."))
		return nil //nolint:nilerr // what cannot be read is no proof
	}
	report, err := s.signing.trust.judge(ctx, bytes.NewReader(newest), int64(len(newest)))
	if err != nil {
		return err
	}
	is.Signatures = report
	has := map[string]office.SignatureFinding{}
	if report != nil {
		for _, f := range report.Signatures {
			has[f.Field] = f
		}
	}
	var said, missing []string
	for _, field := range []string{secretaryField, chairField} {
		f, there := has[field]
		switch {
		case field == secretaryField && live.Secretary().Name == "":
		case !there:
			missing = append(missing, minutesRoles[field])
		case f.Verdict == office.SignatureInvalid:
			is.Checks = append(is.Checks, c.Miss("Chữ ký của "+minutesRoles[field]+" không còn đúng: "+strings.Join(f.Reasons, " "), "Hãy lấy lại tệp đã ký từ nơi sao chép, rồi kiểm chứng lần nữa."))
			return nil
		default:
			said = append(said, minutesRoles[field]+": "+f.Signer+" ("+f.Verdict.Name()+")")
		}
	}
	if doubts := doubtedSigners(live, has); len(doubts) > 0 && len(missing) == 0 {
		is.Checks = append(is.Checks, c.Owe("Đã ký: "+strings.Join(said, "; ")+". "+strings.Join(doubts, " "), "Hãy xem chứng thư có đúng của người ấy không."))
		return nil
	}
	if len(missing) > 0 {
		c = c.Owe("Chưa có chữ ký của "+strings.Join(missing, " và ")+".", "Hãy để người ấy mở khóa ký và bấm “Ký biên bản”.")
	} else {
		c = c.Meet("Đã ký: %s.", strings.Join(said, "; "))
	}
	is.Checks = append(is.Checks, c)
	return nil
}

// doubtedSigners says whose certificate bears another name than the person who must sign, and that both
// signed with one key.
func doubtedSigners(live meetings.Session, has map[string]office.SignatureFinding) (said []string) {
	for _, each := range []struct {
		field string
		who   office.MeetingPerson
	}{{secretaryField, live.Secretary()}, {chairField, live.Chair()}} {
		f, there := has[each.field]
		if there && !bearsName(f.Signer, each.who.Name) {
			said = append(said, fmt.Sprintf("Chứng thư ký ở chỗ %s mang tên %s, không phải %s.", minutesRoles[each.field], f.Signer, each.who.Name))
		}
	}
	a, first := has[secretaryField]
	b, second := has[chairField]
	if first && second && a.Serial == b.Serial && a.Issuer == b.Issuer && live.Secretary().Name != live.Chair().Name {
		said = append(said, "Hai chữ ký dùng cùng một chứng thư.")
	}
	return said
}
