package office

import (
	"fmt"
	"strings"
	"time"
)

// JournalHead (đầu nhật ký) is the newest entry of a journal at a time. Who knows
// it can tell later whether anything before it was changed.
type JournalHead struct {
	Seq  int64     `json:"seq"`
	Hash Digest    `json:"hash"`
	At   time.Time `json:"at"` // of the entry
}

// NoticeKind says what a Notice is about.
type NoticeKind string

// NoticeBack: the data were found to be older than they had been, or rewritten,
// and work goes on. NoticeSwept and NoticeAdopted: files of the vault that no
// record named. NoticeWiped: files of a document that was told secret. NoticeMarks:
// marks of the journal are kept outside of it, the newest over Here. NoticeMended: files
// that were damaged or missing came back from a copy. NoticeRebuilt: the
// database was put together anew. NoticeGuard: many files of the vault
// vanished or were overwritten, and nothing is copied until NoticeGuardLifted.
const (
	NoticeBack    NoticeKind = "turned-back"
	NoticeSwept   NoticeKind = "swept"
	NoticeAdopted NoticeKind = "adopted"
	NoticeWiped   NoticeKind = "wiped"
	NoticeMarks   NoticeKind = "marks-kept"
	NoticeMended  NoticeKind = "mended"
	NoticeRebuilt NoticeKind = "rebuilt"

	NoticeGuard       NoticeKind = "guard-stopped"
	NoticeGuardLifted NoticeKind = "guard-lifted"
)

var noticeNames = map[NoticeKind]string{
	NoticeBack: "Dữ liệu bị quay lại", NoticeSwept: "Dọn tệp không có hồ sơ",
	NoticeAdopted: "Nhận lại tệp không có hồ sơ", NoticeWiped: "Xóa tệp của văn bản mật",
	NoticeMarks: "Có sổ mốc", NoticeMended: "Lấy lại tệp hỏng hoặc thiếu từ bản sao",
	NoticeRebuilt: "Lập lại cơ sở dữ liệu",
	NoticeGuard:   "Ngừng sao vì nghi mã độc", NoticeGuardLifted: "Cho sao tiếp",
}

// Name is how the kind is told.
func (k NoticeKind) Name() string { return noticeNames[k] }

// Notice (ghi nhận) is a word of a person about the data themselves, kept in the
// journal for ever.
type Notice struct {
	ID      ID         `json:"id"`
	Version int64      `json:"version"`
	Kind    NoticeKind `json:"kind"`
	Why     string     `json:"why,omitempty"`
	Clerk   string     `json:"clerk"`
	At      time.Time  `json:"at"`

	// Of data that were turned back: the newest entry that was there then, and the
	// newest that is known to have been there once.
	// Found is what was told of it at the time, Vietnamese, and From the first entry
	// that stands on the person's word since; 0: none that is there.
	Here  *JournalHead `json:"here,omitempty"`
	Lost  *JournalHead `json:"lost,omitempty"`
	Found string       `json:"found,omitempty"`
	From  int64        `json:"from,omitempty"`

	Files []Digest `json:"files,omitempty"` // of the vault
}

// JournalTrouble tells that the data on the disk are not those that this station
// wrote last: an older copy was put back, entries were rewritten, or what was
// written down of them is gone.
type JournalTrouble struct {
	Here JournalHead `json:"here"` // the newest entry that is there
	Lost JournalHead `json:"lost"` // the newest that is known to have been there
	From int64       `json:"from"` // the first entry that is there and not vouched for; 0: none
	Said string      `json:"said"` // what is missing or changed, Vietnamese
	By   string      `json:"by"`   // what tells so, Vietnamese
}

// Orphan (tệp không có hồ sơ) is a file of the vault that no record and no entry
// of the journal names.
type Orphan struct {
	Digest Digest    `json:"digest"`
	Size   int64     `json:"size"` // sealed, in bytes
	At     time.Time `json:"at"`   // when it was put there, by the disk
	Kind   string    `json:"kind"` // "pdf", "jpeg"…; empty: none that can be shown
}

// ClockWord (lời xác nhận giờ) is why an act goes on although the time of the PC
// looks wrong.
type ClockWord struct {
	Why    string    `json:"why"`
	Clerk  string    `json:"clerk"`
	At     time.Time `json:"at"`     // as the PC told it
	Doubts []string  `json:"doubts"` // what spoke against it, Vietnamese
}

// SecretTrace is what is left of a document that was told secret after it had
// come in, and cannot be wiped here.
type SecretTrace struct {
	Record  ID       `json:"record"`
	Code    string   `json:"code"`
	Secrecy Secrecy  `json:"secrecy"`
	Entries []int64  `json:"entries,omitempty"` // of the journal, which hold words in themselves
	Files   []Digest `json:"files,omitempty"`   // that another record uses, too
}

// Said tells the officer what is left, and where.
func (t SecretTrace) Said() string {
	var left []string
	if n := len(t.Entries); n > 0 {
		left = append(left, fmt.Sprintf("%d mục nhật ký còn chữ của bản nháp (số %s)", n, numbers(t.Entries)))
	}
	if n := len(t.Files); n > 0 {
		left = append(left, fmt.Sprintf("%d tệp trong kho mà hồ sơ khác còn dùng", n))
	}
	return fmt.Sprintf("Hồ sơ %s (%s) chưa xóa hết được: %s. Hãy báo người phụ trách bảo vệ bí mật nhà nước.", t.Code, t.Secrecy.Name(), strings.Join(left, "; "))
}

func numbers(all []int64) string {
	const most = 20
	var said []string
	for _, n := range all[:min(len(all), most)] {
		said = append(said, fmt.Sprint(n))
	}
	if len(all) > most {
		said = append(said, "…")
	}
	return strings.Join(said, ", ")
}
