package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"

	"tram/local/office"
)

// EachKept tells each file that a record stands on and that is not at hand. Keys, how a
// station signs, the sheets of its days and what it compared are asked of this station
// alone: those of others stay with them. Only
// a record that names a SHA-256 which is not at hand is decoded: of an honest vault that
// is few of them.
func (s *Store) EachKept(ctx context.Context, atHand func(office.Digest) bool, tell func(office.Gap)) error {
	rows, err := s.reader.QueryContext(ctx, `
		SELECT id, kind, body, CASE WHEN kind IN ('signed-file', 'comparison') THEN coalesce((
			SELECT c.code FROM facts f JOIN records r ON r.id = f.value JOIN conversions c ON c.key = r.key WHERE f.key = records.key AND f.facet = 'conversion'), '') ELSE '' END
		FROM records WHERE kind IN (?, ?, ?, ?) OR kind IN (?, ?, ?, ?) AND station = '' ORDER BY key`,
		office.KindConversion, office.KindSigned, office.KindEnclosed, office.KindArrivalStamp, office.KindSigning, office.KindStationKey, office.KindDaySheet, office.KindComparison)
	if err != nil {
		return told("looking for files that are missing", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := keptIn(rows, atHand, tell); err != nil {
			return told("looking for files that are missing", err)
		}
	}
	return told("looking for files that are missing", rows.Err())
}

func keptIn(rows *sql.Rows, atHand func(office.Digest) bool, tell func(office.Gap)) error {
	var of office.Gap
	var body sql.RawBytes
	if err := rows.Scan(&of.Record, &of.Kind, &body, &of.Code); err != nil {
		return err
	}
	if allAtHand(body, atHand) {
		return nil
	}
	code, files, err := standsOn(of.Kind, body)
	if err != nil {
		return err
	}
	if code != "" {
		of.Code = code
	}
	for _, d := range files {
		if !atHand(d) {
			of.Digest = d
			tell(of)
		}
	}
	return nil
}

// allAtHand tells without decoding that a body names nothing that is away. Streams
// lie within a PDF: a capture that is one of them needs no file of its own.
func allAtHand(body []byte, atHand func(office.Digest) bool) bool {
	away, streams := map[office.Digest]bool{}, map[office.Digest]bool{}
	digestsAt(body, func(at int, d office.Digest) {
		switch {
		case atHand(d):
		case bytes.HasSuffix(body[:at], []byte(`"stream":"`)):
			streams[d] = true
		default:
			away[d] = true
		}
	})
	if onlyVerbatim(body) {
		for d := range streams {
			delete(away, d)
		}
	}
	return len(away) == 0
}

// onlyVerbatim tells that each page lies in the PDF byte for byte and nowhere else
// (office.Page.Verbatim).
func onlyVerbatim(body []byte) bool {
	const media = `"media":"`
	return bytes.Count(body, []byte(media)) == bytes.Count(body, []byte(media+string(office.JPEG)+`"`)) && !bytes.Contains(body, []byte(`"rendered":true`))
}

// standsOn decodes what a record must have in the vault. A body that is not JSON is
// damage.
func standsOn(kind office.Kind, body []byte) (code string, files []office.Digest, err error) {
	switch kind {
	case office.KindConversion:
		var c office.Conversion
		err = json.Unmarshal(body, &c)
		code, files = string(c.Code), c.Kept()
	case office.KindSigned:
		var f office.SignedFile
		err = json.Unmarshal(body, &f)
		files = f.Pieces()
	case office.KindEnclosed:
		var e office.Enclosed
		err = json.Unmarshal(body, &e)
		files = e.Kept()
	case office.KindArrivalStamp:
		var a office.ArrivalStamp
		err = json.Unmarshal(body, &a)
		files = a.Pieces()
	case office.KindSigning:
		var g office.SigningSetup
		err = json.Unmarshal(body, &g)
		files = g.Kept()
	case office.KindComparison:
		var k office.KeptComparison
		err = json.Unmarshal(body, &k)
		files = []office.Digest{k.Details}
	case office.KindStationKey:
		var k office.StationKey
		if err = json.Unmarshal(body, &k); k.Secret != "" {
			files = []office.Digest{k.Secret}
		}
	case office.KindDaySheet:
		var d office.DaySheet
		err = json.Unmarshal(body, &d)
		files = []office.Digest{d.PDF}
	}
	if err != nil {
		err = Damaged.Because(err)
	}
	return code, files, err
}
