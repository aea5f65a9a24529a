package copying

import (
	"context"

	"tram/local/office"
)

// Preview is what a restore from a copy would bring back, as its journal and the names on the
// target tell.
type Preview struct {
	Office  string             `json:"office"`
	Code    string             `json:"code"`
	Station office.ID          `json:"station"`
	Head    office.JournalHead `json:"head"`    // of the journal as far as it would come back
	Records int64              `json:"records"` // of all kinds, of all stations
	Files   int64              `json:"files"`   // that lie there by name
	Bytes   int64              `json:"bytes"`   // of them, as they lie sealed
	Missing []office.Digest    `json:"missing,omitempty"`
	Torn    int64              `json:"torn,omitempty"`    // parts of the journal that cannot be read
	Spanned int64              `json:"spanned,omitempty"` // entry up to which a snapshot has what lies in them; Records and Files are without it. 0: they are at the end
	Drafts  int                `json:"drafts"`            // trays with scanned pages
	Past    bool               `json:"past,omitempty"`    // there is more, of after the time that was asked for
}

// Preview looks which files of the copy lie on the target, by name and size. The copy must
// have been read with Count.
func (c *Copy) Preview(ctx context.Context) (v Preview, err error) {
	v = Preview{Office: c.About.Office, Code: c.About.Code, Station: c.About.Station, Head: c.Head, Records: int64(len(c.records)), Torn: c.Torn, Spanned: c.Spanned().Seq, Past: c.past}
	there := map[string]int64{}
	err = c.target.List(ctx, c.names.files(), func(name string, size int64) error { there[name] = size; return nil })
	if err != nil {
		return v, err
	}
	for _, d := range c.Files() {
		size, is := there[c.names.file(d)]
		if !is {
			v.Missing = append(v.Missing, d)
			continue
		}
		v.Files, v.Bytes = v.Files+1, v.Bytes+size
	}
	if len(c.heads) > 0 && !c.past {
		v.Drafts = len(c.heads[len(c.heads)-1].To.Trays)
	}
	return v, nil
}
