package station

import (
	"context"
	"crypto"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/anchor"
	"tram/local/audit"
	"tram/local/job"
	"tram/local/office"
	"tram/local/papercode"
	"tram/local/seal"
	"tram/local/sign"
	"tram/local/store"
)

// JournalProofWish says what else a verification of the journal is held against.
type JournalProofWish struct {
	Marks []byte // a file of marks from elsewhere; nil: none
	Head  string // a hash that stands on a report, or the beginning of one; empty: none

	copies bool // what lies on targets, too
}

// genuine tells whether a mark was made by this office: the sealing identity and
// the key that it names have both vouched for it.
func (s *Journal) genuine(m anchor.Mark) bool {
	ours, err := s.store.Ours(context.Background(), m.Station)
	if s.sealing == nil || err != nil || !ours {
		return false
	}
	public, err := papercode.ParsePublicKey(m.Public)
	return err == nil && string(public.ID()) == m.KeyID && public.Vouched(m.Statement(), m.Signature) && s.sealing.Witnessed(m.Statement(), m.Witness)
}

// witnessed is the journal with all that is known of it outside of the database.
type witnessed struct {
	*store.Store
	s *Journal
}

// VerifyJournal verifies the chain, and counts as a fault what the heads and marks
// beside the database contradict. Books that are missing contradict nothing; which
// entries came under a mark late or by a person's word is told as a doubt.
func (w witnessed) VerifyJournal(ctx context.Context, p *job.Progress) (store.JournalReport, error) {
	report, m, err := w.s.verifyAll(ctx, JournalProofWish{}, p)
	if err != nil {
		return report, err
	}
	report.Open = m.lacking.said
	report.Doubts, err = w.s.doubts(ctx, m)
	return report, err
}

// met is what a verification found of the heads that are known outside.
type met struct {
	report  store.JournalReport
	have    map[int64]office.Digest
	spoken  taken
	heads   [][]office.JournalHead // by place
	mine    []office.JournalHead   // that this program found and wrote itself
	papers  []office.JournalHead   // of sheets of paper that were read back
	marks   []anchor.Mark          // genuine ones
	foreign int                    // marks that are not of this office
	brought []anchor.Mark          // genuine ones that somebody brought
	other   int                    // lines of what was brought that are no marks
	named   office.JournalHead     // the entry whose hash was asked for
	copies  []copyHead             // what lies on targets
	lacking books                  // what the journal says they hold and they do not
}

// verifyAll reads the whole journal from one snapshot and all that is known of it.
func (s *Journal) verifyAll(ctx context.Context, wish JournalProofWish, p *job.Progress) (store.JournalReport, met, error) {
	m := met{have: map[int64]office.Digest{}}
	if err := s.gather(ctx, wish, &m); err != nil {
		return m.report, m, err
	}
	asked := m.asked()
	want := office.Digest(wish.Head)
	var err error
	m.report, err = s.store.VerifyAgainst(ctx, p, func(seq int64, hash office.Digest) {
		if asked[seq] {
			m.have[seq] = hash
		}
		if want != "" && strings.HasPrefix(string(hash), string(want)) {
			m.named = office.JournalHead{Seq: seq, Hash: hash}
		}
	})
	if err != nil {
		return m.report, m, err
	}
	if m.spoken, err = s.spoken(ctx, m.marks); err != nil {
		return m.report, m, err
	}
	if m.lacking, err = s.watch.lacks(ctx); err != nil {
		return m.report, m, err
	}
	for _, said := range m.contradictions() {
		m.report.Faults = append(m.report.Faults, store.Fault{Said: said})
	}
	return m.report, m, nil
}

func (s *Journal) gather(ctx context.Context, wish JournalProofWish, m *met) (err error) {
	m.mine = s.watch.remembered()
	for _, h := range s.watch.heads {
		m.heads = append(m.heads, s.watch.headsOf(h))
	}
	m.papers = s.watch.allPapers()
	if wish.copies && s.copyHeads != nil {
		if m.copies, err = s.copyHeads(ctx); err != nil {
			return err
		}
	}
	brought, other := anchor.ReadBrought(wish.Marks)
	if wish.Marks != nil && len(brought) == 0 {
		return NoMarksBrought
	}
	if brought, err = s.vouchedBefore(brought); err != nil {
		return err
	}
	all := anchor.United(s.watch.allMarks(), brought)
	m.brought, m.other = slices.DeleteFunc(brought, func(each anchor.Mark) bool { return !s.genuine(each) }), other
	for _, each := range all {
		if s.genuine(each) {
			m.marks = append(m.marks, each)
		} else {
			m.foreign++
		}
	}
	slices.SortStableFunc(m.marks, func(a, b anchor.Mark) int { return a.Made.Compare(b.Made) })
	return nil
}

func (m met) asked() map[int64]bool {
	asked := map[int64]bool{}
	for _, heads := range append(slices.Clone(m.heads), m.mine, m.papers) {
		for _, at := range heads {
			asked[at.Seq] = true
		}
	}
	for _, each := range m.marks {
		asked[each.Head.Seq] = true
	}
	for _, c := range m.copies {
		asked[c.Seq] = true
	}
	return asked
}

// contradictions tells, for each place, the first and the last entry that the
// journal has otherwise, or not at all.
func (m met) contradictions() (said []string) {
	for i, heads := range append(slices.Clone(m.heads), m.mine, m.papers) {
		by := inHand
		switch {
		case i < len(m.heads):
			by = []string{inHome, outOfHome}[i]
		case i > len(m.heads):
			by = byPaper
		}
		var all []known
		for _, at := range heads {
			all = append(all, known{at, by, nil})
		}
		said = append(said, m.contradiction(all)...)
	}
	for _, c := range m.copies {
		if c.err == nil && c.Seq > 0 {
			said = append(said, m.contradiction([]known{{c.JournalHead, byCopy(c.where), nil}})...)
		}
	}
	var all []known
	for _, each := range m.marks {
		all = append(all, known{each.Head, byMark, nil})
	}
	return append(said, m.contradiction(all)...)
}

func (m met) contradiction(all []known) []string {
	all = slices.DeleteFunc(all, func(k known) bool { return !contradicts(k, m.have, m.spoken.heads) })
	if len(all) == 0 {
		return nil
	}
	first := slices.MinFunc(all, func(a, b known) int { return int(a.Seq - b.Seq) })
	last := slices.MaxFunc(all, func(a, b known) int { return int(a.Seq - b.Seq) })
	if first.Seq > m.report.Entries {
		return []string{fmt.Sprintf("Thiếu các dòng nhật ký số %d đến %d, theo %s: dữ liệu là bản cũ, hoặc phần cuối đã bị cắt. Dòng số %d từng được ghi lúc %s.",
			m.report.Entries+1, last.Seq, first.by, last.Seq, moment(last.At))}
	}
	return []string{fmt.Sprintf("Dòng nhật ký số %d không còn giống lúc %s, theo %s: nhật ký đã bị viết lại.", first.Seq, moment(first.At), first.by)}
}

// ProveJournal walks the whole journal and tells what it found: since when it is
// whole, what shows that and against whom, and what nothing shows yet.
func (s *Journal) ProveJournal(ctx context.Context, p *job.Progress) (office.Proof, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.Proof{}, err
	}
	return s.ProveJournalAgainst(ctx, JournalProofWish{}, p)
}

// ProveJournalAgainst is ProveJournal that is also held against what was kept
// elsewhere. It fails with audit.HeadUnclear.
func (s *Journal) ProveJournalAgainst(ctx context.Context, wish JournalProofWish, p *job.Progress) (office.Proof, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.Proof{}, err
	}
	head, err := audit.TypedHead(wish.Head)
	if err != nil {
		return office.Proof{}, err
	}
	wish.Head, wish.copies = head, true
	report, m, err := s.verifyAll(ctx, wish, p)
	if err != nil {
		return office.Proof{}, err
	}
	if m.lacking.said != "" {
		report.Faults = append(report.Faults, store.Fault{Said: m.lacking.said})
	}
	chain := office.Condition{Point: "Nhật ký", Asks: "Chuỗi mục nối nhau không đứt"}
	proof := office.Proof{Verdict: office.Proven, Said: fmt.Sprintf("Nhật ký nguyên vẹn: %d mục nối chuỗi.", report.Entries),
		Checks: []office.Condition{chain.Meet("%d mục, mã băm cuối %s.", report.Entries, report.Head)}}
	if len(report.Faults) > 0 {
		proof.Verdict, proof.Said, proof.Checks = office.Broken, "Nhật ký đã bị can thiệp: "+report.Faults[0].Said, nil
	}
	for _, f := range report.Faults {
		proof.Checks = append(proof.Checks, chain.Miss(f.Said, "Hãy giữ nguyên thư mục dữ liệu, chép sang ổ đĩa khác và báo cho người phụ trách."))
	}
	anchors, err := s.anchorsSaid(ctx, m)
	if err != nil {
		return proof, err
	}
	times, doubt := s.timesSaid(report)
	proof.Checks = append(append(append(proof.Checks, times), anchors...), chainsSaid(report)...)
	stamped, _, _, err := s.stamps(ctx, m)
	if err != nil {
		return proof, err
	}
	proof.Anchors = s.anchorsOf(m, stamped)
	if open := reserved(anchors); open != "" && proof.Verdict == office.Proven {
		proof.Reserved = true
		proof.Said = fmt.Sprintf("Chuỗi %d mục nối nhau, nhưng có mục không được bảo vệ từ đầu: %s", report.Entries, open)
	}
	if doubt != "" && proof.Verdict == office.Proven {
		proof.Said += " " + doubt
	}
	if wish.Head != "" {
		named := m.headAsked(wish.Head)
		proof.Checks = append(proof.Checks, named)
		if named.Met == office.IsMissed {
			proof.Verdict, proof.Said = office.Broken, "Nhật ký không còn mục mang mã băm đã in ra: "+named.Evidence
		}
	}
	return proof, nil
}

// headAsked tells of a hash that was printed or written down somewhere.
func (m met) headAsked(asked string) office.Condition {
	k := office.Condition{Point: "Mốc trên giấy", Asks: "Mục mang mã băm được hỏi còn trong nhật ký"}
	if m.named.Seq == 0 {
		return k.Miss("Không có mục nào mang mã băm “"+office.Visible(asked, 64)+"”: nhật ký đã bị viết lại hoặc là bản cũ, nếu mã gõ đúng.", "Hãy so lại từng chữ số với tờ giấy.")
	}
	return k.Meet("Đó là mục %d; các mục 1–%d chưa đổi kể từ khi in tờ giấy. Đứng vững với mọi người không sửa được tờ giấy.", m.named.Seq, m.named.Seq)
}

// anchorsSaid tells of each kind of anchor how far it reaches, and against whom.
func (s *Journal) anchorsSaid(ctx context.Context, m met) ([]office.Condition, error) {
	said := []office.Condition{m.headsSaid(0, "Mốc trong thư mục dữ liệu", "người chỉ sửa hay thay được tệp office.db")}
	if len(s.watch.heads) > 1 {
		said = append(said, m.headsSaid(1, "Mốc ngoài thư mục dữ liệu", "người thay được cả thư mục dữ liệu mà không ghi được vào "+s.watch.heads[1].Path()))
	}
	said = append(said, m.marksSaid(s.place))
	stamped, err := s.stampedSaid(ctx, m)
	if err != nil {
		return nil, err
	}
	said = append(said, stamped, m.bareSaid())
	said = append(said, m.papersSaid()...)
	said = append(said, s.watch.darkSaid()...)
	said = append(said, m.lateSaid()...)
	bare, err := s.bareAtStart(ctx)
	if err != nil {
		return nil, err
	}
	said = append(said, bare...)
	said = append(said, m.broughtSaid()...)
	said = append(said, m.copiesSaid()...)
	if m.foreign > 0 {
		k := office.Condition{Point: "Mốc lạ", Asks: "Mọi mốc đều do cơ quan này lập"}
		said = append(said, k.Owe(fmt.Sprintf("%d mốc không do khóa và chìa niêm phong của cơ quan này lập, nên không được tính.", m.foreign), "Hãy xem ai đã ghi vào sổ mốc."))
	}
	notices, err := s.noticesSaid(ctx, m.spoken)
	return append(said, notices...), err
}

// broughtSaid tells what was read of the marks that somebody brought: who writes on this
// PC cannot have changed them.
func (m met) broughtSaid() (said []office.Condition) {
	k := office.Condition{Point: "Mốc đã đưa", Asks: "Nhật ký khớp các mốc cất ở nơi khác"}
	if n := len(m.brought); n > 0 {
		newest := slices.MaxFunc(m.brought, func(a, b anchor.Mark) int { return int(a.Head.Seq - b.Head.Seq) })
		if m.have[newest.Head.Seq] == newest.Head.Hash {
			said = append(said, k.Meet("Đọc được %d mốc của cơ quan này, mới nhất ở mục %d. Mốc cất ở nơi khác đứng được với mọi người dùng máy này.", n, newest.Head.Seq))
		}
	}
	if m.other > 0 {
		said = append(said, k.Owe(fmt.Sprintf("%d dòng của tệp mốc đã đưa không phải là mốc, nên không được tính.", m.other), "Hãy lấy lại nguyên tệp đã xuất bằng tramctl journal mark -o."))
	}
	return said
}

// standing are the heads that the journal still has.
func (m met) standing(heads []office.JournalHead) []office.JournalHead {
	return slices.DeleteFunc(slices.Clone(heads), func(at office.JournalHead) bool { return m.have[at.Seq] != at.Hash })
}

func (m met) headsSaid(place int, point, against string) office.Condition {
	k := office.Condition{Point: point, Asks: "Nhật ký khớp đầu nhật ký ghi sau mỗi lần lưu"}
	heads := m.standing(m.heads[place])
	if len(heads) == 0 {
		return k.Owe("Không có mốc nào ở đây khớp với nhật ký.", "Nếu trạm đã làm việc trên máy này, sổ mốc đã bị xóa hoặc hỏng: hãy báo người phụ trách. Mốc được ghi từ lần lưu tới.")
	}
	return k.Meet("%s Đứng vững với %s.", reach(heads), against)
}

// reach tells since when, and up to where. Heads lie in the order of their making.
func reach(heads []office.JournalHead) string {
	first, last := heads[0], heads[0]
	for _, at := range heads {
		if at.Seq > last.Seq {
			last = at
		}
	}
	if first == last {
		return fmt.Sprintf("Mục 1–%d chưa đổi kể từ %s.", first.Seq, moment(first.At))
	}
	return fmt.Sprintf("Mục 1–%d chưa đổi kể từ %s, và tới mục %d kể từ %s (%d mốc).", first.Seq, moment(first.At), last.Seq, moment(last.At), len(heads))
}

// heldBy tells who cannot make a mark: it hangs on where the identity lies.
var heldBy = map[seal.Place]string{
	seal.InKeyring:        "người không đăng nhập được tài khoản này (chìa niêm phong nằm trong kho khóa của hệ điều hành)",
	seal.InPassphraseFile: "người không biết mật khẩu TRAM_PASSPHRASE",
	seal.InPlainFile:      "người không đọc được tệp identity.key",
}

// markStands says against whom a mark stands, and against whom it does not: to take
// marks away nobody needs the key that made them.
const markStands = "Đứng vững với việc lập mốc giả của %s, chừng nào mốc còn trong sổ. Không đứng vững với người đưa office.db và mọi sổ mốc của tài khoản này về cùng một lúc cũ, hay xóa hết sổ mốc và viết lại cả chuỗi: việc đó không cần chìa nào, và chỉ mốc cất ở nơi khác, trên giấy hoặc dấu thời gian cất ở nơi khác mới cho thấy."

func (m met) marksSaid(place seal.Place) office.Condition {
	k := office.Condition{Point: "Mốc có khóa trạm", Asks: "Nhật ký khớp các mốc được khóa trạm và chìa niêm phong chứng nhận"}
	var heads []office.JournalHead
	keys := ""
	for _, each := range m.marks {
		if m.have[each.Head.Seq] == each.Head.Hash {
			heads, keys = append(heads, office.JournalHead{Seq: each.Head.Seq, Hash: each.Head.Hash, At: each.Made}), each.KeyID
		}
	}
	if len(heads) == 0 {
		return k.Owe("Chưa có mốc nào.", "Mốc được lập khi thoát phần mềm và sau mỗi 50 mục.")
	}
	return k.Meet("%s Khóa trạm %s. "+markStands, reach(heads), keys, heldBy[place])
}

// stampedSaid judges the stamps of marks by what the office trusts.
func (s *Journal) stampedSaid(ctx context.Context, m met) (office.Condition, error) {
	k := office.Condition{Point: "Mốc có dấu thời gian", Asks: "Nhật ký khớp các mốc có dấu của máy chủ dấu thời gian"}
	good, doubt, by, err := s.stamps(ctx, m)
	switch {
	case err != nil:
		return k, err
	case len(good) > 0:
		return k.Meet("%s Do %s đóng dấu. Đứng vững với mọi người, kể cả người dùng tài khoản này.", reach(good), by), nil
	case doubt != "":
		return k.Owe(doubt, "Hãy nhập chứng thư gốc của máy chủ dấu thời gian trong Cài đặt."), nil
	}
	return k.Owe("Chưa có mốc nào có dấu thời gian: người dùng được tài khoản này vẫn viết lại được toàn bộ nhật ký mà trên máy không còn gì cho thấy.",
		"Hãy đặt máy chủ dấu thời gian trong Cài đặt (hoặc chạy “tramctl journal stamp”), hay in báo cáo và chép tệp mốc ra nơi khác (“tramctl journal mark -o TỆP”)."), nil
}

// stamps are the heads of marks with a stamp that is trusted, with the time of the stamp;
// doubt is what was found wrong with others, and by who made the last good one.
func (s *Journal) stamps(ctx context.Context, m met) (good []office.JournalHead, doubt, by string, err error) {
	trust, err := s.trust.trust(ctx)
	if err != nil {
		return nil, "", "", err
	}
	trust.Fetcher = nil
	for _, each := range m.marks {
		if each.Stamp == nil || m.have[each.Head.Seq] != each.Head.Hash {
			continue
		}
		f, err := sign.JudgeStamp(ctx, each.Stamp, sign.Bytes(each.Statement()), trust, sign.Moment{Now: s.clock.Now()})
		switch {
		case err != nil:
			return nil, "", "", err
		case f.Verdict == office.SignatureInvalid:
			doubt = "Có dấu thời gian không đúng: " + strings.Join(f.Reasons, " ")
		case f.Verdict == office.SignatureReserved:
			doubt = fmt.Sprintf("Có dấu của %s lúc %s cho mục %d, nhưng chưa đủ tin cậy: %s", f.Signer, moment(f.At), each.Head.Seq, strings.Join(f.Reasons, " "))
		default:
			good, by = append(good, office.JournalHead{Seq: each.Head.Seq, Hash: each.Head.Hash, At: f.At}), f.Signer
		}
	}
	return good, doubt, by, nil
}

// bareSaid tells what only files of this PC show, which a thief of all of them may
// have changed.
func (m met) bareSaid() office.Condition {
	k := office.Condition{Point: "Chưa có mốc", Asks: "Mọi mục đều nằm dưới một mốc có khóa trạm"}
	covered := int64(0)
	for _, each := range m.marks {
		if m.have[each.Head.Seq] == each.Head.Hash {
			covered = max(covered, each.Head.Seq)
		}
	}
	if covered >= m.report.Entries {
		return k.Meet("Mốc mới nhất nằm ở mục cuối.")
	}
	return k.Owe(fmt.Sprintf("Mục %d đến %d chưa nằm dưới mốc có khóa trạm nào.", covered+1, m.report.Entries), "Mốc tới được lập khi thoát phần mềm.")
}

// reserved is what a sound journal leaves open: entries that stand on a person's word,
// or that came under a mark late. Empty: nothing.
func reserved(checks []office.Condition) string {
	for _, point := range []string{office.NoticeBack.Name(), lateMark} {
		for _, c := range checks {
			if c.Met == office.IsOwed && c.Point == point {
				return c.Evidence
			}
		}
	}
	return ""
}

// ExportMarks gives a mark over the newest entry, made now where the head has moved, for
// a place that this PC cannot write: a stick, another office. Where none can be made:
// MarkNotNew.
func (s *Journal) ExportMarks(ctx context.Context) ([]byte, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	if err := s.gate(ctx); err != nil {
		return nil, err
	}
	for range exportTries {
		if err := s.mark(ctx); err != nil {
			return nil, err
		}
		head, err := s.store.Head(ctx)
		if err != nil {
			return nil, err
		}
		over := slices.DeleteFunc(s.watch.allMarks(), func(m anchor.Mark) bool { return m.Head.Hash != head.Hash || !s.genuine(m) })
		if len(over) > 0 {
			var out strings.Builder
			err = anchor.Write(&out, newestOf(over, 1))
			return []byte(out.String()), err
		}
	}
	return nil, MarkNotNew
}

// exportTries is how often a mark to take away is tried: an entry may come in between,
// such as the one that tells of marks.
const exportTries = 3

// mostStamps is for how many days stamps are asked for at once.
const mostStamps = 31

// StampJournal has the last mark of each day stamped that has none yet, and tells
// how many were. With no network they are owed, and added at the next call. With no
// time-stamp server it does nothing.
func (s *Journal) StampJournal(ctx context.Context) (stamped int, err error) {
	stamper, err := s.trust.stamper(ctx)
	if err != nil || stamper == nil {
		return 0, err
	}
	marks := s.watch.allMarks()
	for _, m := range owed(slices.DeleteFunc(marks, func(m anchor.Mark) bool { return !s.genuine(m) })) {
		sum := sha256.Sum256(m.Statement())
		if m.Stamp, err = stamper.Stamp(ctx, sum[:], crypto.SHA256); err != nil || m.Stamp == nil {
			return stamped, err
		}
		if err := s.watch.keep(m); err != nil {
			return stamped, err
		}
		stamped++
	}
	return stamped, nil
}

// owed are the last marks of the days that have no stamp.
func owed(marks []anchor.Mark) (all []anchor.Mark) {
	last, done := map[string]anchor.Mark{}, map[string]bool{}
	for _, m := range marks {
		day := m.Made.In(office.VietNam).Format(time.DateOnly)
		last[day] = m
		done[day] = done[day] || m.Stamp != nil
	}
	for day, m := range last {
		if !done[day] {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b anchor.Mark) int { return a.Made.Compare(b.Made) })
	return newestOf(all, mostStamps)
}
