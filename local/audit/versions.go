package audit

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tram/local/office"
	"tram/local/store"
)

// versions are what an entry is compared with, and what is told of it where it follows
// several that were made apart: of a settlement what was put aside, of which each differs
// from what was chosen.
func (b *Book) versions(before []office.Entry, e office.Entry) (with []office.Entry, note string) {
	if len(before) < 2 {
		return before, ""
	}
	chosen := slices.IndexFunc(before, func(v office.Entry) bool { return sameContent(v, e) })
	switch {
	case e.Step == store.SettleStep && chosen >= 0:
		aside := slices.Delete(slices.Clone(before), chosen, chosen+1)
		return aside, fmt.Sprintf("Đã chọn %s; để sang một bên %s. Trước là bản để sang một bên%s, sau là bản được chọn.",
			b.version(before[chosen]), b.each(aside), firstOf(aside))
	case e.Step == store.MergeStep:
		return before, fmt.Sprintf("Ghép %s; so với bản thứ nhất trong số đó.", b.each(before))
	}
	return before, parted
}

// Version tells one of the versions of a record that stand apart: whose it is, and what it says
// otherwise than the one that is shown.
func (b *Book) Version(ctx context.Context, shown, v office.Entry) (office.Version, error) {
	is := office.Version{Entry: v.ID, Said: b.version(v)}
	kind, _ := b.from.KindOf(v.Kind)
	was, err := fieldsOf(shown.Body)
	if err != nil {
		return is, err
	}
	now, err := fieldsOf(v.Body)
	if err != nil {
		return is, err
	}
	c := b.comparing(ctx, kind)
	c.objects("", "", was, now)
	is.Differs = c.all
	return is, nil
}

// version names one of several versions.
func (b *Book) version(v office.Entry) string {
	return fmt.Sprintf("bản của %s lúc %s (%s)", joinedFirst(v.Actor, nobody), v.At.In(office.VietNam).Format("15:04:05 02/01/2006"), b.station(v.Station))
}

func (b *Book) each(all []office.Entry) string {
	said := make([]string, len(all))
	for i, v := range all {
		said[i] = b.version(v)
	}
	return strings.Join(said, " và ")
}

func firstOf(all []office.Entry) string {
	if len(all) > 1 {
		return " thứ nhất"
	}
	return ""
}

// sameContent tells whether two entries say the same of a record, whatever the number of
// the version.
func sameContent(a, b office.Entry) bool {
	x, err1 := fieldsOf(a.Body)
	y, err2 := fieldsOf(b.Body)
	delete(x, "version")
	delete(y, "version")
	return err1 == nil && err2 == nil && same(x, y)
}
