package store

import (
	"slices"
	"testing"
	"time"

	"tram/local/office"
)

// TestRecordsAreFoundByHowTheyStand has records of every standing, and asks for each.
func TestRecordsAreFoundByHowTheyStand(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	signedBy := SignedBy{Forms: []office.Form{office.TrueCopy}, Types: []string{"quyet-dinh"}, Known: []string{"quyet-dinh", "cong-van"}}
	said := map[office.ID]string{}
	begun := time.Date(2026, 11, 1, 0, 0, 0, 0, office.VietNam)
	save := func(name string, change func(*office.Conversion)) office.Conversion {
		c := aConversion(len(said)+1, "QĐ-UBND", "về việc "+name, 1)
		c.Document.Type = "cong-van"
		c.Finished = begun.AddDate(0, 0, len(said))
		if change != nil {
			change(&c)
		}
		c = must(s.SaveConversion(ctx, by, c))(t)
		said[c.ID] = name
		return c
	}
	decision := func(c *office.Conversion) { c.Document.Type = "quyet-dinh" }
	signed := save("đã ký", decision)
	save("chờ ký", decision)
	save("bản sao chờ ký", func(c *office.Conversion) { c.Form = office.TrueCopy })
	save("bản sao loại lạ", func(c *office.Conversion) { c.Form, c.Document.Type = office.TrueCopy, "loai-la" })
	save("được miễn", func(c *office.Conversion) {
		decision(c)
		c.Exception = &office.SignatureException{LegalBasis: "Khoản 2 Điều 9"}
	})
	save("miễn bằng lời trống", func(c *office.Conversion) {
		decision(c)
		c.Exception = &office.SignatureException{LegalBasis: "  "}
	})
	withdrawn := save("thu hồi", decision)
	both := save("ký rồi thu hồi", decision)
	save("không phải ký", nil)
	save("ra giấy", func(c *office.Conversion) {
		decision(c)
		c.Direction, c.Pages, c.Message = office.DataToPaper, nil, &office.DataMessage{File: office.DigestOf([]byte("m"))}
	})
	save("nháp", func(c *office.Conversion) { decision(c); c.State, c.Finished = office.Draft, time.Time{} })
	save("đã kiểm", func(c *office.Conversion) { decision(c); c.State, c.Finished = office.Checked, time.Time{} })
	for _, c := range []office.Conversion{signed, both} {
		must(s.SaveSigned(ctx, Act{by.Actor, "sign"}, office.SignedFile{Conversion: c.ID, Base: c.PDF}, nil))(t)
	}
	for _, c := range []office.Conversion{withdrawn, both} {
		must(s.SaveWithdrawal(ctx, Act{by.Actor, "withdraw"}, office.Withdrawal{Conversion: c.ID, Reason: "Quét thiếu"}))(t)
	}
	finished := []office.State{office.Finished}
	for name, c := range map[string]struct {
		q    Query
		want []string
	}{
		"signed":            {Query{With: office.KindSigned, Without: office.KindWithdrawal}, []string{"đã ký"}},
		"withdrawn":         {Query{With: office.KindWithdrawal}, []string{"ký rồi thu hồi", "thu hồi"}},
		"to sign":           {Query{ToSign: &signedBy}, []string{"miễn bằng lời trống", "bản sao chờ ký", "chờ ký"}},
		"to sign, by words": {Query{ToSign: &signedBy, Text: "bản sao"}, []string{"bản sao chờ ký"}},
		"to finish":         {Query{ToSign: &signedBy, States: []office.State{office.Checked}}, []string{"đã kiểm"}},
		"of two days":       {Query{Since: begun.AddDate(0, 0, 1), Until: begun.AddDate(0, 0, 3)}, []string{"bản sao chờ ký", "chờ ký"}},
		"of one direction":  {Query{Direction: office.DataToPaper, Without: office.KindSigned}, []string{"ra giấy"}},
	} {
		if c.q.States == nil {
			c.q.States = finished
		}
		keys := must(s.Find(ctx, c.q))(t).Keys
		rows := must(s.Rows(ctx, keys))(t)
		var found []string
		for _, row := range rows {
			found = append(found, said[row.ID])
		}
		if !slices.Equal(found, c.want) {
			t.Errorf("%s: found %q, not %q", name, found, c.want)
		}
	}
	rows := must(s.Rows(ctx, must(s.Find(ctx, Query{}))(t).Keys))(t)
	if err := s.ToSign(ctx, rows, signedBy); err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, row := range rows {
		if row.ToSign {
			told = append(told, said[row.ID])
		}
	}
	if want := []string{"đã kiểm", "miễn bằng lời trống", "bản sao chờ ký", "chờ ký"}; !slices.Equal(told, want) {
		t.Errorf("the rows tell of %q, and the list of %q", told, want)
	}
}
