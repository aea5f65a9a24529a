package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"tram/local/job"
	"tram/local/office"
)

// JournalReport is the outcome of a verification. A journal holds when Faults
// is empty. Head is the hash of the last entry: written down elsewhere, it
// proves later that nothing before it changed.
type JournalReport struct {
	Entries int64
	Head    office.Digest
	At      time.Time // of the last entry
	Faults  []Fault
	More    int64 // faults beyond the maxFaults that are told

	// Open is what ought to vouch for the journal and is not there, in Vietnamese:
	// nothing speaks against the journal, and less speaks for it.
	Open string

	Doubts []Doubt

	Back []BackStep // entries whose time is earlier than that of the one before: no fault

	Elsewhere []ChainFault       // what is wrong with the chains of other stations: nothing own hangs on it
	Apart     []Parted           // records of which several versions stand
	Doubles   []Double           // records that share what stands for one of them
	Stations  map[office.ID]bool // this one, and those that it was restored from
}

// Double is what stands for one record and is borne by several.
type Double struct {
	Kind    office.Kind
	Said    string // Vietnamese: "mã tra cứu 7K4M-Q2XN-9RT2"
	Records []office.ID
}

// Parted is a record of which several versions stand, made apart at several stations.
type Parted struct {
	Kind     office.Kind
	Record   office.ID
	Versions int
}

// Doubt is entries of which nothing shows what they were before a time: they are as
// they were written, or somebody wrote them anew.
type Doubt struct {
	From, To int64
	Said     string // in Vietnamese
	Next     string // what to do about it, in Vietnamese
}

// Fault is one place where the journal or a record is not as it was written.
type Fault struct {
	Seq  int64  // of the entry, or of the record's last entry; 0: none
	Said string // in Vietnamese
}

const maxFaults = 200

// VerifyJournal reads the whole journal and every record from one snapshot,
// and names each fault. It holds one entry at a time.
func (s *Store) VerifyJournal(ctx context.Context, p *job.Progress) (JournalReport, error) {
	return s.VerifyAgainst(ctx, p, nil)
}

// VerifyAgainst is VerifyJournal that also compares entries with what is known of
// them from outside the database: met is told the number and the hash of each
// entry, in order, as it stands in the same snapshot.
func (s *Store) VerifyAgainst(ctx context.Context, p *job.Progress, met func(seq int64, hash office.Digest)) (JournalReport, error) {
	if err := s.readStation(ctx); err != nil && !errors.Is(err, sql.ErrNoRows) { // another program may have begun a chain
		return JournalReport{}, told("reading the station", err)
	}
	tx, err := s.reader.BeginTx(ctx, nil)
	if err != nil {
		return JournalReport{}, told("opening a snapshot", err)
	}
	defer tx.Rollback()
	v := verification{ctx: ctx, tx: tx, store: s, p: p, met: met}
	v.report.Stations = map[office.ID]bool{}
	for _, step := range []func() error{v.expect, v.chain, v.arrived, v.records, v.views, v.lost, v.conversions, v.lines, v.doubles} {
		if err := step(); err != nil {
			return v.report, told("verifying the journal", err)
		}
	}
	return v.report, nil
}

// verification is one walk over a snapshot.
type verification struct {
	ctx     context.Context
	tx      *sql.Tx
	store   *Store
	p       *job.Progress
	met     func(seq int64, hash office.Digest) // nil: nobody asks
	report  JournalReport
	last    head
	station office.ID // whose chain it is at this point
}

func (v *verification) fault(seq int64, said string, args ...any) {
	if len(v.report.Faults) == maxFaults {
		v.report.More++
		return
	}
	v.report.Faults = append(v.report.Faults, Fault{Seq: seq, Said: fmt.Sprintf(said, args...)})
}

func (v *verification) expect() error {
	var entries, records, lines int64
	err := v.tx.QueryRowContext(v.ctx, `SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM records),
		(SELECT count(*) FROM records)`).Scan(&entries, &records, &lines)
	v.p.Say("Đang kiểm tra nhật ký")
	v.p.Expect(entries + records + lines)
	return err
}

// chain follows the hashes from the birth of the station to the head.
func (v *verification) chain() error {
	err := v.store.eachEntry(v.ctx, v.tx, `ORDER BY seq`, nil, func(e office.Entry, malformed error) error {
		v.link(e, malformed)
		if malformed == nil {
			v.back(e)
		}
		v.last = head{e.Seq, e.Hash, e.At, e.Form}
		if v.met != nil {
			v.met(e.Seq, e.Hash)
		}
		v.report.Entries++
		v.p.Did(1)
		return nil
	})
	v.report.Head, v.report.At = v.last.hash, v.last.at
	if err == nil && v.report.Entries > 0 && v.station != v.store.Station() {
		v.fault(v.last.seq, "Nhật ký không phải là nhật ký của trạm này.")
	}
	if v.report.Entries == 0 {
		v.fault(0, "Nhật ký trống: không có dòng khai sinh của trạm.")
	}
	return err
}

// link compares one entry with its own hash and with the entry before.
func (v *verification) link(e office.Entry, malformed error) {
	if e.Kind == office.KindStation && e.Step == birth {
		v.bears(e)
	} else if e.Station != v.station {
		v.fault(e.Seq, "Dòng nhật ký số %d ghi tên một trạm khác.", e.Seq)
	}
	if e.Seq == 1 && (e.Kind != office.KindStation || e.Prev != "") {
		v.fault(e.Seq, "Dòng nhật ký đầu tiên không phải là dòng khai sinh của trạm này.")
	}
	if malformed != nil || hashOf(e) != e.Hash {
		v.fault(e.Seq, "Dòng nhật ký số %d đã bị sửa.", e.Seq)
	}
	missing := e.Seq - v.last.seq - 1
	switch {
	case missing == 1:
		v.fault(e.Seq-1, "Thiếu dòng nhật ký số %d.", e.Seq-1)
	case missing > 1:
		v.fault(e.Seq-1, "Thiếu các dòng nhật ký từ số %d đến số %d.", v.last.seq+1, e.Seq-1)
	case e.Prev != v.last.hash:
		v.fault(e.Seq, "Dòng nhật ký số %d không nối với dòng số %d trước nó.", e.Seq, v.last.seq)
	case e.Form < v.last.form || e.Form > newestForm:
		v.fault(e.Seq, "Dòng nhật ký số %d không có dạng mà chỗ của nó đòi hỏi.", e.Seq)
	}
}

// bears follows the birth of a station: the first of all, or one that goes on from a
// copy.
func (v *verification) bears(e office.Entry) {
	switch {
	case e.Seq == 1 && e.Record != e.Station:
		v.fault(e.Seq, "Dòng nhật ký đầu tiên không phải là dòng khai sinh của trạm này.")
	case e.Seq > 1 && (e.Record != e.Station || v.last.seq != e.Seq-1 || !namesOrigin(e, v.station)):
		v.fault(e.Seq, "Dòng nhật ký số %d khai sinh một trạm mà không nêu đúng trạm nó tiếp nối.", e.Seq)
	}
	v.station = e.Station
	v.report.Stations[e.Station] = true
}

// records compares each record of which nothing arrived with its last entry.
func (v *verification) records() error {
	rows, err := v.tx.QueryContext(v.ctx, `
		SELECT r.kind, r.id, r.version, coalesce(j.seq, 0), coalesce(j.version, 0),
		       coalesce(j.kind = r.kind AND j.body = r.body AND r.salt = '', false),
		       CASE WHEN r.salt <> '' AND j.kind = r.kind THEN r.salt ELSE '' END,
		       CASE WHEN r.salt <> '' THEN r.body ELSE '' END, CASE WHEN r.salt <> '' THEN coalesce(j.body, '') ELSE '' END
		FROM records r
		LEFT JOIN journal j ON j.seq = (SELECT max(seq) FROM journal WHERE record = r.id)
		WHERE NOT EXISTS (SELECT 1 FROM arrived a WHERE a.record = r.id AND a.stands = 1)
		ORDER BY r.key`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r kept
		var salt string
		var body, entry []byte
		if err := rows.Scan(&r.kind, &r.id, &r.version, &r.seq, &r.entryVersion, &r.same, &salt, &body, &entry); err != nil {
			return err
		}
		r.same = r.same || salt != "" && wordsHash(salt, body) == wordsNamed(entry)
		v.record(r)
		v.p.Did(1)
	}
	return rows.Err()
}

// kept is a record beside what the journal says of it last.
type kept struct {
	kind         office.Kind
	id           office.ID
	version      int64
	seq          int64
	entryVersion int64
	same         bool
}

func (v *verification) record(r kept) {
	name := v.word(r.kind)
	switch {
	case r.seq == 0:
		v.fault(0, "%s %s không có dòng nhật ký nào.", name, r.id)
	case r.version > r.entryVersion:
		v.fault(r.seq, "%s %s mới hơn nhật ký: phần cuối của nhật ký đã bị cắt, hoặc mục này bị sửa ngoài phần mềm.", name, r.id)
	case r.version < r.entryVersion:
		v.fault(r.seq, "%s %s cũ hơn dòng nhật ký cuối của nó (số %d).", name, r.id, r.seq)
	case !r.same:
		v.fault(r.seq, "%s %s khác với dòng nhật ký cuối của nó (số %d).", name, r.id, r.seq)
	}
}

// word is what people call a kind.
func (v *verification) word(k office.Kind) string { return v.store.kind(k).Word() }

// lost finds entries whose record is gone.
func (v *verification) lost() error {
	rows, err := v.tx.QueryContext(v.ctx, `
		SELECT kind, record, max(seq) FROM journal j
		WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.id = j.record)
		GROUP BY record
		UNION ALL
		SELECT kind, record, max(seq) FROM arrived a
		WHERE stands = 1 AND NOT EXISTS (SELECT 1 FROM records r WHERE r.id = a.record)
		GROUP BY record ORDER BY 3`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var kind office.Kind
		var id office.ID
		var seq int64
		if err := rows.Scan(&kind, &id, &seq); err != nil {
			return err
		}
		v.fault(seq, "%s %s có trong nhật ký (dòng số %d) nhưng không còn trong dữ liệu.", v.word(kind), id, seq)
	}
	return rows.Err()
}

// conversions compares what the lists show with the bodies that it is derived from. Most
// records are conversions: the table is read as it lies.
func (v *verification) conversions() error {
	rows, err := v.tx.QueryContext(v.ctx, `SELECT r.key, r.id, r.body, `+columnsOf("c")+` FROM records r LEFT JOIN conversions c ON c.key = r.key
		WHERE +r.kind = 'conversion' ORDER BY r.key`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key int64
		var id office.ID
		var body sql.RawBytes
		shown, err := scanDerived(rows, &key, &id, &body)
		if ended := v.ctx.Err(); ended != nil {
			return ended
		}
		if err != nil || !says(body, shown) {
			v.fault(0, "Danh sách không hiện hồ sơ %s đúng như đã lưu.", id)
		}
		v.p.Did(1)
	}
	return rows.Err()
}

// says tells whether a list shows what a body says. All of it is decoded only where the
// little that a list shows seems to be something else.
func says(body []byte, shown derived) bool {
	if seen, err := glanced(body); err == nil && seen == shown {
		return true
	}
	want, err := derivedFrom(body)
	return err == nil && want == shown
}
