package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tram/local/office"
)

// mostVersions is more than a record ever has.
const mostVersions = 1 << 40

// wellFormed tells whether an entry has its own hash and says nothing impossible.
func wellFormed(e office.Entry) bool {
	return hashOf(e) == e.Hash && e.Seq > 0 && json.Valid(e.Body) && e.Version > e.Base && e.Base >= 0 && e.Version < mostVersions &&
		(e.Form > firstForm || len(e.Follows) == 0) && isID(e.Station) && isID(e.Record) && isID(e.ID) && !slices.ContainsFunc(e.Follows, func(id office.ID) bool { return !isID(id) })
}

// isID tells whether an ID lies in the store as it is written.
func isID(id office.ID) bool { return id != "" && !strings.ContainsAny(string(id), " \t\r\n\x00") }

// bearsMe says of an entry that it gives the name of this station, or of one that it was
// restored from, to another machine; empty: it does not. The births of this one stand in the
// own journal, and nowhere else.
func bearsMe(e office.Entry, row func(query string, args ...any) *sql.Row) (why string, err error) {
	if e.Kind != office.KindStation {
		return "", nil
	}
	var mine bool
	err = row(`SELECT EXISTS (SELECT 1 FROM journal WHERE record = ? AND kind = ?)`, e.Record, office.KindStation).Scan(&mine)
	if err != nil || !mine {
		return "", err
	}
	return fmt.Sprintf("Dòng nhật ký số %d khai sinh một máy khác mang tên của chính trạm này.", e.Seq), nil
}

// hangsOn tells whether an entry is the next link of a chain that is here: the entry
// before it (last) stands, is of the same station or gives birth to it, and of no newer
// form. why: what is wrong with it; empty: nothing, though the entry before it may not
// be here.
func hangsOn(e office.Entry, before func() (last office.Entry, there bool, err error)) (hangs bool, why string, err error) {
	bears := e.Kind == office.KindStation && e.Step == birth && e.Record == e.Station && e.Base == 0
	if e.Seq == 1 || e.Prev == "" {
		if e.Seq != 1 || e.Prev != "" || !bears {
			return false, fmt.Sprintf("Dòng nhật ký số %d đứng đầu chuỗi mà không phải dòng khai sinh của trạm.", e.Seq), nil
		}
		return true, "", nil
	}
	last, there, err := before()
	if err != nil || !there {
		return false, "", err
	}
	switch {
	case e.Seq != last.Seq+1:
		why = fmt.Sprintf("Dòng nhật ký số %d nối vào dòng số %d.", e.Seq, last.Seq)
	case last.Station != e.Station && !bears:
		why = fmt.Sprintf("Dòng nhật ký số %d nối vào chuỗi của một trạm khác.", e.Seq)
	case last.Station == e.Station && bears:
		why = fmt.Sprintf("Dòng nhật ký số %d khai sinh một trạm đã có.", e.Seq)
	case e.Form < last.Form:
		why = fmt.Sprintf("Dòng nhật ký số %d có dạng cũ hơn dòng trước nó.", e.Seq)
	case bears && !namesOrigin(e, last.Station):
		why = fmt.Sprintf("Dòng nhật ký số %d khai sinh một trạm mà không nêu đúng trạm nó tiếp nối.", e.Seq)
	}
	return why == "", why, nil
}

// namesOrigin tells whether the birth of a restored station names the head that it
// came from.
func namesOrigin(e office.Entry, station office.ID) bool {
	var b born
	return json.Unmarshal(e.Body, &b) == nil && b.From != nil && *b.From == origin{station, e.Seq - 1, e.Prev}
}

// linkBefore is the entry on which another hangs, if it stands.
func linkBefore(e office.Entry, row func(query string, args ...any) *sql.Row) (last office.Entry, there bool, err error) {
	for _, from := range []string{
		`SELECT seq, station, form FROM journal WHERE seq = ?1 AND hash = ?2`,
		`SELECT seq, station, form FROM arrived WHERE hash = ?2 AND stands = 1`,
	} {
		err := row(from, e.Seq-1, e.Prev).Scan(&last.Seq, &last.Station, &last.Form)
		if err == nil {
			return last, true, nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return last, false, err
		}
	}
	return last, false, nil
}
