package station

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/local/audit"
	"tram/local/office"
	"tram/local/papercode"
	"tram/local/store"
	"tram/local/table"
	"tram/local/whole"
)

// Auditing (kiểm tra) tells the journal to people, and keeps their reviews (Điều 6.3d, 13.2a).
type Auditing struct {
	*ground
	entrance *Entrance
	records  *Records
	trust    *Trust
}

// wantsAll tells that no entry from a beginning on is left out.
func wantsAll(w office.DeedWish) bool {
	return w.Until.IsZero() && w.Who == "" && w.Record == "" && w.Kind == "" && w.But == ""
}

// asked finds the people and the record that a wish names.
func (s *Auditing) asked(ctx context.Context, w office.DeedWish) (a store.Asked, err error) {
	a = store.Asked{Since: w.Since, Until: w.Until, Kind: w.Kind, But: w.But}
	if w.Who != "" {
		all, err := s.store.Actors(ctx)
		if err != nil {
			return a, err
		}
		if a.Actors, err = audit.Meant(w.Who, all); err != nil {
			return a, err
		}
	}
	if w.Record == "" {
		return a, nil
	}
	if a.Record, err = office.ParseID(w.Record); err == nil {
		return a, nil
	}
	c, err := s.records.named(ctx, w.Record)
	a.Record = c.ID
	return a, err
}

// History tells what was done with a conversion and with what follows it, in the order
// of its numbers.
func (s *Auditing) History(ctx context.Context, id office.ID) (_ []office.Deed, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	entries, err := s.records.Entries(ctx, id)
	if err != nil {
		return nil, err
	}
	book, deeds := s.book(), make([]office.Deed, len(entries))
	for i, e := range entries {
		if deeds[i], err = book.Tell(ctx, e); err != nil {
			return nil, err
		}
	}
	return deeds, nil
}

// DeedKinds lists the kinds of record that the journal tells of, by their words.
func (s *Auditing) DeedKinds() []office.KindWord {
	var all []office.KindWord
	for _, k := range s.store.Kinds() {
		all = append(all, office.KindWord{Kind: k.Kind(), Said: k.Word()})
	}
	slices.SortFunc(all, func(a, b office.KindWord) int { return strings.Compare(office.Fold(a.Said), office.Fold(b.Said)) })
	return all
}

// Audit tells at most so many deeds, newest first, after a place.
func (s *Auditing) Audit(ctx context.Context, w office.DeedWish, after office.DeedPlace, most int) (office.DeedPage, error) {
	if err := s.entrance.May(ctx, office.MayAudit); err != nil {
		return office.DeedPage{}, err
	}
	a, err := s.asked(ctx, w)
	if err != nil {
		return office.DeedPage{}, err
	}
	return s.book().Page(ctx, a, after, most)
}

// ExportAudit writes what is asked for to a new file: as a workbook or on paper, in
// words; as .json the entries themselves, signed by the station's key, to be followed
// by whoever has the file (Điều 6.3d). Only a beginning can be asked of that one: a
// chain with gaps proves nothing.
func (s *Auditing) ExportAudit(ctx context.Context, w office.DeedWish, path, by string) (err error) {
	defer s.entrance.takenAll(ctx, "Nhật ký", &err)
	if err := s.entrance.May(ctx, office.MayAudit); err != nil {
		return err
	}
	by = s.entrance.author(ctx, by)
	if strings.EqualFold(filepath.Ext(path), ".json") {
		if !wantsAll(w) {
			return SignedWhole
		}
		return s.exportSigned(ctx, w.Since, path, by)
	}
	a, err := s.asked(ctx, w)
	if err != nil {
		return err
	}
	o, head, err := s.officeAndHead(ctx)
	if err != nil {
		return err
	}
	_, untold, err := s.elsewhere(ctx)
	if err != nil {
		return err
	}
	return s.saveTable(ctx, s.book().List(ctx, a, o.Name, by, s.clock.Now(), head, untold), path)
}

// elsewhere counts the entries of other stations: those that stand here, and those that
// nobody can read yet.
func (s *Auditing) elsewhere(ctx context.Context) (stand, untold int64, err error) {
	chains, err := s.store.Chains(ctx)
	for _, c := range chains {
		if !c.Own {
			stand, untold = stand+c.Stand, untold+c.Wait+c.Unread
		}
	}
	return stand, untold, err
}

func (s *Auditing) officeAndHead(ctx context.Context) (o office.Office, head office.JournalHead, err error) {
	if o, err = s.store.Office(ctx); err != nil {
		return o, head, err
	}
	head, err = s.store.Head(ctx)
	return o, head, err
}

func (s *Auditing) exportSigned(ctx context.Context, since time.Time, path, by string) error {
	if err := Outward(s.home, path); err != nil {
		return err
	}
	key, said, err := s.trust.stationKey(ctx)
	if err != nil {
		return err
	}
	statement, err := statementOf(said)
	if err != nil {
		return err
	}
	st, err := s.exportStatement(ctx, since, by)
	if err != nil {
		return err
	}
	err = whole.WriteNew(path, 0o600, func(w io.Writer) error {
		return audit.Export(ctx, w, st, papercode.KeyFile{Statement: statement, CMS: said.Certification}, key.Vouch, s.store.Journal)
	})
	if errors.Is(err, os.ErrExist) {
		return FileExists.About(filepath.Base(path)).Because(err)
	}
	return err
}

// exportStatement names both ends of what is exported.
func (s *Auditing) exportStatement(ctx context.Context, since time.Time, by string) (audit.Statement, error) {
	o, head, err := s.officeAndHead(ctx)
	if err != nil {
		return audit.Statement{}, err
	}
	st := audit.Statement{Office: o.Name, Code: o.Code, Station: s.store.Station(), From: 1, To: head.Seq, Head: head.Hash, At: s.clock.Now(), By: by}
	st.Elsewhere, _, err = s.elsewhere(ctx)
	if err != nil || since.IsZero() {
		return st, err
	}
	if st.From, err = s.store.FirstSince(ctx, since); err != nil || st.From == 0 {
		return st, errors.Join(err, nothingSince(st.From, since))
	}
	hashes, err := s.store.HashesAt(ctx, []int64{st.From - 1})
	st.Prev = hashes[st.From-1]
	return st, err
}

func nothingSince(from int64, since time.Time) error {
	if from > 0 {
		return nil
	}
	return NothingSince.About(since.In(office.VietNam).Format("02/01/2006"))
}

// ProveExport follows a signed export that any station wrote. A head is a hash that
// somebody wrote down before; empty: none is known.
func (s *Auditing) ProveExport(ctx context.Context, path, head string) (office.Proof, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.Proof{}, err
	}
	return ProveExport(ctx, path, head, s.vouch)
}

// vouch tells whether the office here knows a station's key, or trusts who certified it.
func (s *Auditing) vouch(ctx context.Context, key papercode.KeyFile) (by string, believed bool, notes []string) {
	known, err := s.store.StationKeys(ctx)
	if err != nil {
		return "", false, []string{"Chưa đọc được danh sách khóa của cơ quan này."}
	}
	id := string(key.Statement.Key.ID())
	for _, k := range known {
		switch {
		case k.KeyID != id || string(k.Public) != string(key.Statement.Key.SPKI()) || k.Station != key.Statement.Station:
		case k.Retired && !k.Ours:
			return "", false, []string{"Cơ quan này đã thôi tin khóa ấy."}
		case k.Ours:
			return "khóa của chính trạm này", true, nil
		case k.Imported.IsZero():
			return "khóa của một trạm khác của cơ quan này, đến qua gói trao đổi giữa các trạm", true, nil
		default:
			return "cơ quan này đã nhận khóa ấy ngày " + k.Imported.In(office.VietNam).Format("02/01/2006"), true, nil
		}
	}
	signer, notes, err := s.trust.vouched(ctx, key)
	if err != nil {
		return "", false, append(notes, "Chữ ký số trên khóa không đứng vững.")
	}
	return "do " + signer + " chứng nhận bằng chữ ký số", signer != "", notes
}

// ProveExport follows a signed export with what vouch knows of keys; nil: nothing, as
// where there is no office.
func ProveExport(ctx context.Context, path, head string, vouch audit.Voucher) (office.Proof, error) {
	f, err := whole.Open(path)
	if err != nil {
		return office.Proof{}, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	defer f.Close()
	return audit.Prove(ctx, f, vouch, head)
}

// IsAuditExport tells whether a file says that it is a signed export of a journal.
func IsAuditExport(path string) bool {
	const enough = 4 << 10 // with blanks in front
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	f, err := whole.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	beginning, _ := io.ReadAll(io.LimitReader(f, enough))
	return audit.IsExport(beginning)
}

// AuditTimes measures the time from step to step (Điều 6.4), and gives it as a table.
func (s *Auditing) AuditTimes(ctx context.Context, w office.DeedWish, by string) ([]audit.Span, table.Table, error) {
	if err := s.entrance.May(ctx, office.MayAudit); err != nil {
		return nil, table.Table{}, err
	}
	a, err := s.asked(ctx, w)
	if err != nil {
		return nil, table.Table{}, err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return nil, table.Table{}, err
	}
	book := s.book()
	spans, err := book.Times(ctx, a)
	return spans, book.TimesTable(spans, a, o.Name, s.entrance.author(ctx, by), s.clock.Now()), err
}

// AuditParts lists the parts of the system and its interfaces (Điều 6.3a), with what
// the program around it adds.
func (s *Auditing) AuditParts(ctx context.Context, more []audit.Part, by string) ([]audit.Part, table.Table, error) {
	if err := s.entrance.May(ctx, office.MayAudit); err != nil {
		return nil, table.Table{}, err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return nil, table.Table{}, err
	}
	all := audit.Parts(s.store.Kinds(), slices.Concat(s.ownParts(), more))
	return all, audit.PartsTable(all, o.Name, s.entrance.author(ctx, by), s.clock.Now()), nil
}

// ownParts are the parts that lie in the data folder, and the doors that a station has.
func (s *Auditing) ownParts() []audit.Part {
	return []audit.Part{
		{Sort: "Dữ liệu", Name: databaseName, Said: "hồ sơ và nhật ký", Form: "SQLite"},
		{Sort: "Dữ liệu", Name: vaultName, Said: "tệp gốc và tệp đã lập, mỗi tệp dưới mã băm của nó", Form: "age, SHA-256"},
		{Sort: "Giao diện", Name: "Nhận trang quét", Said: "tệp ảnh và PDF của máy quét", Form: "JPEG, PNG, TIFF, PDF"},
		{Sort: "Giao diện", Name: "Nhận văn bản điện tử", Said: "thông điệp dữ liệu để in chuyển đổi", Form: "PDF, ảnh, tệp văn phòng"},
		{Sort: "Giao diện", Name: "Văn bản đã chuyển đổi", Said: "bản số hóa có ký hiệu riêng, chữ ký số", Form: "PDF/A-2b, PAdES"},
		{Sort: "Giao diện", Name: "Mã trên giấy", Said: "tờ giấy tự chứng minh", Form: "QR, COSE"},
		{Sort: "Giao diện", Name: "Khóa của trạm", Said: "trao cho cơ quan khác để kiểm mã và nhật ký", Form: "tram-station-key/1 (JSON)"},
		{Sort: "Giao diện", Name: "Bản xuất nhật ký", Said: "nhật ký nguyên vẹn, có chữ ký của trạm", Form: "tram-audit/1 (JSON)"},
		{Sort: "Giao diện", Name: "Bảng", Said: "nhật ký, thời gian xử lý, danh mục này", Form: "XLSX, PDF, JSON"},
		{Sort: "Giao diện", Name: "Dấu thời gian", Said: "hỏi máy chủ khi có mạng và đã đặt địa chỉ", Form: "RFC 3161"},
		{Sort: "Giao diện", Name: "Tin thu hồi", Said: "hỏi nơi cấp chứng thư khi có mạng", Form: "OCSP, CRL"},
		{Sort: "Giao diện", Name: "USB Token", Said: "khóa ký số của người, của cơ quan", Form: "PKCS#11"},
	}
}

// Review records that a person went through the journal since the last time, and what
// was found (Điều 13.2a).
func (s *Auditing) Review(ctx context.Context, by office.Clerk, found string) (office.JournalReview, error) {
	ctx, err := s.entrance.begins(ctx, office.MayReview)
	if err != nil {
		return office.JournalReview{}, err
	}
	by = s.entrance.own(ctx, by)
	head, err := s.store.Head(ctx)
	if err != nil {
		return office.JournalReview{}, err
	}
	r := office.JournalReview{Reviewer: by.Name, At: s.clock.Now(), Upto: head, Found: strings.TrimSpace(found)}
	if last, err := s.newestReview(ctx); err != nil {
		return r, err
	} else if last != nil {
		r.Since = last.Upto.At
	}
	err = s.store.Save(ctx, store.Act{Actor: by.Name, Step: audit.StepReview}, audit.Reviews.Put(&r))
	return r, err
}

// Reviews lists the reviews that were recorded at this station, oldest first.
func (s *Auditing) Reviews(ctx context.Context) ([]office.JournalReview, error) {
	if err := s.entrance.May(ctx, office.MayAudit); err != nil {
		return nil, err
	}
	return store.Here(ctx, s.store, audit.Reviews)
}

func (s *Auditing) newestReview(ctx context.Context) (*office.JournalReview, error) {
	all, err := store.Here(ctx, s.store, audit.Reviews)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[len(all)-1], nil
}

// ReviewOwed tells since when a review of the journal is owed; zero: none is.
func (s *Auditing) ReviewOwed(ctx context.Context) (time.Time, error) {
	if err := s.entrance.May(ctx, office.MayAudit); err != nil {
		return time.Time{}, err
	}
	return s.reviewOwed(ctx)
}

func (s *Auditing) reviewOwed(ctx context.Context) (time.Time, error) {
	newest, err := s.newestReview(ctx)
	if err != nil {
		return time.Time{}, err
	}
	first, err := s.store.AuditPage(ctx, store.Asked{Oldest: true}, office.DeedPlace{}, 1)
	if err != nil || len(first) == 0 {
		return time.Time{}, err
	}
	return audit.Owed(s.clock.Now(), first[0].At, newest), nil
}

// Requirements lists what the system must meet by other texts (Điều 6.3g), oldest
// first, those that hold no more at the end.
func (s *Auditing) Requirements(ctx context.Context) ([]audit.Requirement, error) {
	if err := s.entrance.May(ctx, office.MayAudit); err != nil {
		return nil, err
	}
	all, err := store.All(ctx, s.store, audit.Requirements)
	slices.SortStableFunc(all, func(a, b audit.Requirement) int {
		switch {
		case a.Dropped == b.Dropped:
			return 0
		case b.Dropped:
			return -1
		}
		return 1
	})
	return all, err
}

// SaveRequirement adds a requirement, or tells how one is met or that it holds no more.
func (s *Auditing) SaveRequirement(ctx context.Context, by office.Clerk, r audit.Requirement) (audit.Requirement, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return audit.Requirement{}, err
	}
	by = s.entrance.own(ctx, by)
	step := audit.StepAsk
	switch {
	case r.Dropped:
		step = audit.StepDrop
	case r.Version > 0:
		step = audit.StepMeet
	}
	r.Clerk, r.At = by.Name, s.clock.Now()
	if err := s.store.Save(ctx, store.Act{Actor: by.Name, Step: step}, audit.Requirements.Put(&r)); err != nil {
		return audit.Requirement{}, fmt.Errorf("keeping a requirement: %w", err)
	}
	return r, nil
}
