package station

import (
	"context"
	"fmt"
	"slices"

	"tram/local/dayend"
	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
)

// The sheet of a closed day that is read back is held against the journal. What it says of
// the journal counts only where its code was signed by a key that is known here; what the
// journal says of it is told by the number and the hash of the entry, and no more.

// proveDaySheet tells how the head on a sheet stands to the journals that are here. Only
// of a code that holds anything is said of a journal.
func (s *Proving) proveDaySheet(ctx context.Context, proof office.Proof, names []string, p *job.Progress) (office.Proof, error) {
	paper := proof.Paper
	claim, err := dayend.Read(paper.Lines)
	if err != nil {
		notOurs(paper, "Mã ghi là tờ khóa sổ cuối ngày, nhưng các dòng không viết như một trạm viết.")
		return proof, nil //nolint:nilerr // that they cannot be read is what was found
	}
	proof.Sheet = &office.SheetProof{Day: claim.Day, No: claim.No, Office: claim.Office, Station: claim.Station, Head: claim.Head}
	ours, err := s.store.Ours(ctx, claim.Station)
	if err != nil {
		return proof, err
	}
	if paper.KeyID == "" || paper.Office == "" || paper.Verdict == office.SignatureInvalid {
		s.weighUnknown(paper, claim, ours, names)
		return proof, nil
	}
	key, err := s.keyOf(ctx, paper.KeyID)
	switch {
	case err != nil:
		return proof, err
	case key.Station != claim.Station && !(key.Ours && ours):
		notOurs(paper, "Tờ khóa sổ ghi "+office.StationSaid(claim.Station)+", nhưng do khóa của "+office.StationSaid(key.Station)+" ký.")
		return proof, nil
	case ours:
		return s.heldAgainstOwn(ctx, proof, claim, p)
	case !key.Imported.IsZero():
		tell(&proof, office.SheetForeign, "Tờ khóa sổ do "+paper.Office+" lập và chưa bị sửa. Nhật ký của cơ quan ấy không có ở đây nên không so được.")
		return proof, nil
	}
	return s.heldAgainstOther(ctx, proof, claim)
}

// weighUnknown judges a sheet whose key is not known here. This station knows each key by
// which it ever signed: a sheet that names it and bears another one is not its own.
func (s *Proving) weighUnknown(paper *office.PaperProof, c dayend.Claim, ours bool, names []string) {
	switch {
	case paper.Verdict == office.SignatureInvalid:
	case ours && paper.KeyID == "":
		notOurs(paper, "Tờ khóa sổ ghi tên trạm này, nhưng mã trên giấy không có dòng chứng minh mà trạm ghi vào mọi tờ.")
	case ours:
		notOurs(paper, "Tờ khóa sổ ghi tên trạm này, nhưng khóa ký mã không phải khóa nào trạm này từng có: tờ giấy là giả, hoặc sổ khóa ở đây đã bị thay.")
	case namesOffice([]string{c.Office}, names):
		weighName(paper, false)
	}
}

// keyOf is what is known of a key by its number.
func (s *Proving) keyOf(ctx context.Context, id string) (office.StationKey, error) {
	keys, err := s.store.StationKeys(ctx)
	if i := slices.IndexFunc(keys, func(k office.StationKey) bool { return k.KeyID == id }); err == nil && i >= 0 {
		return keys[i], nil
	}
	return office.StationKey{}, err
}

func tell(proof *office.Proof, found office.SheetFinding, said string) {
	proof.Sheet.Finding, proof.Sheet.Said = found, said
}

// heldAgainstOwn walks the whole of this station's journal.
func (s *Proving) heldAgainstOwn(ctx context.Context, proof office.Proof, c dayend.Claim, p *job.Progress) (office.Proof, error) {
	p.Say("Đang so với nhật ký")
	report, m, err := s.journal.verifyAll(ctx, JournalProofWish{Head: string(c.Head.Hash)}, p)
	if err != nil {
		return proof, err
	}
	k := office.Condition{Point: "Đầu nhật ký trên tờ", Asks: fmt.Sprintf("Mục %d còn mang đúng mã băm in trên giấy", c.Head.Seq)}
	if m.named.Seq != c.Head.Seq {
		return s.goneFrom(ctx, proof, c, report, k)
	}
	before := func(f store.Fault) bool { return f.Seq > 0 && f.Seq <= c.Head.Seq }
	if i := slices.IndexFunc(report.Faults, before); i >= 0 {
		proof.Verdict = office.Broken
		tell(&proof, office.SheetBroken, fmt.Sprintf("Mục %d in trên tờ giấy còn trong nhật ký, nhưng trước nó có chỗ không đúng: %s", c.Head.Seq, report.Faults[i].Said))
		proof.Checks = append(proof.Checks, k.Miss(report.Faults[i].Said, keepAsItIs))
		return proof, nil
	}
	proof.Checks = append(proof.Checks, k.Meet("Mục %d, ghi lúc %s. Các mục 1–%d nối nhau và chưa đổi kể từ khi in tờ này. Đứng vững với mọi người không sửa được tờ giấy.",
		c.Head.Seq, moment(c.Head.At), c.Head.Seq))
	made, there, err := s.ownRecord(ctx, &proof, c)
	if err != nil || !there {
		return proof, err
	}
	s.stands(&proof, c, report)
	s.journal.watch.readBack(office.JournalHead{Seq: c.Head.Seq, Hash: c.Head.Hash, At: made.At})
	return proof, nil
}

// stands tells of a head that this station's journal has; what is wrong behind it is told
// beside it.
func (s *Proving) stands(proof *office.Proof, c dayend.Claim, report store.JournalReport) {
	said := fmt.Sprintf("Tờ khóa sổ ngày %s, tờ số %d, của trạm này. Đầu nhật ký in trên giấy còn nguyên trong nhật ký: mục %d, ghi lúc %s.",
		office.DaySaid(c.Day), c.No, c.Head.Seq, moment(c.Head.At))
	for _, f := range report.Faults {
		proof.Checks = append(proof.Checks, office.Condition{Point: "Nhật ký ngoài tờ này", Asks: "Nhật ký nguyên vẹn"}.Miss(f.Said, keepAsItIs))
	}
	if len(report.Faults) > 0 {
		said += " Ngoài phần mà tờ giấy bảo vệ, nhật ký có chỗ không đúng, xem ở dưới."
	}
	tell(proof, office.SheetStands, said)
}

const keepAsItIs = "Hãy giữ nguyên thư mục dữ liệu, chép sang ổ đĩa khác và báo cho người phụ trách."

// goneFrom tells of a head that this station's journal has not: what stands in its place,
// and whether another machine has it.
func (s *Proving) goneFrom(ctx context.Context, proof office.Proof, c dayend.Claim, report store.JournalReport, k office.Condition) (office.Proof, error) {
	hashes, _, err := s.store.Elsewhere(ctx, c.Station, c.Head.Seq)
	if err != nil {
		return proof, err
	}
	restored := ""
	if c.Station != s.store.Station() {
		restored = " Trạm này được lập lại từ một bản sao của trạm ghi trên tờ; những gì trạm ấy ghi sau bản sao đó không nằm trong nhật ký này."
	}
	why := fmt.Sprintf("Mục %d trong nhật ký ở đây mang mã băm khác: nhật ký đã bị viết lại, hoặc tờ do một bản sao của máy này lập.", c.Head.Seq)
	if c.Head.Seq > report.Entries {
		why = fmt.Sprintf("Nhật ký ở đây chỉ tới mục %d, còn tờ giấy ghi mục %d: dữ liệu là bản cũ hoặc phần cuối đã bị cắt, hoặc tờ do một bản sao của máy này lập.", report.Entries, c.Head.Seq)
	}
	if slices.Contains(hashes, c.Head.Hash) {
		tell(&proof, office.SheetTwin, fmt.Sprintf("Tờ khóa sổ này do một máy khác mang tên %s lập: mục %d nằm trong phần nhật ký đã đến từ máy ấy, không nằm trong nhật ký của máy này.%s",
			office.StationSaid(c.Station), c.Head.Seq, restored))
		proof.Checks = append(proof.Checks, k.Owe(why, "Hãy xem máy nào đã lập tờ này."))
		return proof, nil
	}
	tell(&proof, office.SheetGone, "Nhật ký ở đây không có đầu nhật ký in trên tờ khóa sổ. "+why+restored)
	proof.Checks = append(proof.Checks, k.Miss(why+restored, keepAsItIs))
	return proof, nil
}

// ownRecord holds the sheet against the record of its making, which was kept before any
// paper came out: a journal without it lost its end.
func (s *Proving) ownRecord(ctx context.Context, proof *office.Proof, c dayend.Claim) (made office.DaySheet, there bool, err error) {
	sheets, err := store.By(ctx, s.store, dayend.Sheets, dayend.FacetDay, c.Day)
	if err != nil {
		return made, false, err
	}
	k := office.Condition{Point: "Mục khóa sổ", Asks: "Nhật ký có mục ghi việc lập tờ này"}
	i := slices.IndexFunc(sheets, c.Same)
	if i < 0 {
		tell(proof, office.SheetCut, fmt.Sprintf("Đầu nhật ký in trên tờ (mục %d) còn đó, nhưng mục ghi việc lập chính tờ này thì không: nhật ký đã bị cắt hoặc viết lại ngay sau mục %d, hoặc dữ liệu là bản cũ.",
			c.Head.Seq, c.Head.Seq))
		proof.Checks = append(proof.Checks, k.Miss("Không có mục nào ghi việc lập tờ này.", keepAsItIs))
		return made, false, nil
	}
	made = sheets[i]
	proof.Checks = append(proof.Checks, k.Meet("%s lập lúc %s, %d trang, SHA-256 của tệp %s.", made.Clerk, moment(made.At), made.Pages, made.PDF))
	if last := lastOf(sheets, made); last.No > made.No {
		of := office.Condition{Point: "Tờ sau", Asks: "Là tờ cuối cùng của ngày"}
		proof.Checks = append(proof.Checks, of.Owe(fmt.Sprintf("Sau tờ này ngày %s còn được khóa sổ lại; tờ cuối là tờ số %d, lập lúc %s.", office.DaySaid(made.Day), last.No, moment(last.At)),
			fmt.Sprintf("Muốn xem số đếm của cả ngày, hãy đọc tờ số %d.", last.No)))
	}
	return made, true, nil
}

// lastOf is the last sheet that the station of one made of the same day.
func lastOf(sheets []office.DaySheet, one office.DaySheet) office.DaySheet {
	last := one
	for _, s := range sheets {
		if s.Station == one.Station && s.Day == one.Day && s.No > last.No {
			last = s
		}
	}
	return last
}

// heldAgainstOther holds a sheet of another station of this office against what arrived of
// its journal.
func (s *Proving) heldAgainstOther(ctx context.Context, proof office.Proof, c dayend.Claim) (office.Proof, error) {
	hashes, newest, err := s.store.Elsewhere(ctx, c.Station, c.Head.Seq)
	if err != nil {
		return proof, err
	}
	name := office.StationSaid(c.Station)
	k := office.Condition{Point: "Đầu nhật ký trên tờ", Asks: fmt.Sprintf("Mục %d của %s mang đúng mã băm in trên giấy", c.Head.Seq, name)}
	switch {
	case len(hashes) == 0:
		tell(&proof, office.SheetNotHere, fmt.Sprintf("Tờ khóa sổ do một trạm khác của cơ quan (%s) lập và chưa bị sửa. Nhật ký của trạm ấy mới tới đây đến mục %d, tờ giấy ghi mục %d: chưa so được.", name, newest, c.Head.Seq))
		proof.Checks = append(proof.Checks, k.Owe("Mục ấy chưa tới đây.", "Hãy đọc tờ này ở trạm đã lập, hoặc nhập gói trao đổi mới của trạm ấy."))
	case slices.Contains(hashes, c.Head.Hash):
		tell(&proof, office.SheetElsewhere, fmt.Sprintf("Tờ khóa sổ ngày %s do một trạm khác của cơ quan (%s) lập. Đầu nhật ký in trên giấy có trong phần nhật ký của trạm ấy đã đến đây: mục %d.",
			office.DaySaid(c.Day), name, c.Head.Seq))
		proof.Checks = append(proof.Checks, k.Meet("Mục %d, ghi lúc %s theo tờ giấy.", c.Head.Seq, moment(c.Head.At)))
	default:
		tell(&proof, office.SheetParted, fmt.Sprintf("Phần nhật ký của %s đã đến đây mang mã băm khác ở mục %d: nhật ký của trạm ấy đã bị viết lại, trước hoặc sau khi in tờ này.", name, c.Head.Seq))
		proof.Checks = append(proof.Checks, k.Miss("Mã băm khác.", "Hãy đọc tờ này ở trạm đã lập, và báo cho người phụ trách."))
	}
	return proof, nil
}
