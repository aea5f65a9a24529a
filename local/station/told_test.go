package station

import (
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/people"
)

// lastDeed is the newest deed of a kind, as one text.
func (d *desk) lastDeed(t *testing.T, kind office.Kind) string {
	t.Helper()
	page, err := d.Audit(t.Context(), office.DeedWish{Kind: kind}, office.DeedPlace{}, 1)
	if err != nil || len(page.Deeds) == 0 {
		t.Fatal(page, err)
	}
	return page.Deeds[0].Said() + " [" + page.Deeds[0].Differs() + "]"
}

// TestRightsThatAreLentAreToldInFull hands work over, gives a script a token and changes a
// post, and reads by whom, for whom, until when and with which rights.
func TestRightsThatAreLentAreToldInFull(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, accessPassword)
	d.sitAs(t, all[0], accessPassword)
	l, err := d.Acting(ctx)
	if err != nil {
		t.Fatal(err)
	}
	until := time.Now().In(office.VietNam).AddDate(0, 0, 20)
	day, first, second := until.Format("02/01/2006"), staff[0].Name, staff[1].Name
	for _, c := range []struct {
		do   func() error
		want []string
	}{
		{func() error {
			_, err := d.People().HandOver(ctx, l, all[0].ID, all[1].ID, until, "nghỉ phép")
			return err
		},
			[]string{first + ": Bàn giao, Tài khoản của " + first, "Bàn giao: cho Tài khoản của " + second + ", đến hết ngày " + day + ", lý do nghỉ phép"}},
		{func() error { _, err := d.People().TakeBack(ctx, l, all[0].ID); return err },
			[]string{first + ": Nhận lại việc đã bàn giao", "Bàn giao: bỏ “cho Tài khoản của " + second}},
		{func() error {
			_, _, err := d.People().MakeToken(ctx, l, "sao lưu đêm", []office.Right{office.MayRead, office.MayAudit}, until)
			return err
		}, []string{first + ": Lập thẻ cho lệnh tự động, Tài khoản của " + first, "Thẻ của lệnh tự động: dùng vào việc sao lưu đêm, quyền xem hồ sơ; xem nhật ký, đến hết ngày " + day}},
		{func() error {
			_, _, err := d.People().MakeToken(ctx, l, "báo cáo tháng", []office.Right{office.MayRead}, until)
			return err
		}, []string{"Thẻ của lệnh tự động: dùng vào việc báo cáo tháng, quyền xem hồ sơ, đến hết ngày " + day + ";"}},
		{func() error {
			_, err := d.People().Repost(ctx, l, all[1].ID, []office.Post{office.AsInspector})
			return err
		},
			[]string{first + ": Đổi vai trò, Tài khoản của " + second, "Vai trò: từ “Văn thư; Lãnh đạo” thành “Thanh tra”"}},
	} {
		if err := c.do(); err != nil {
			t.Fatal(c.want, err)
		}
		said := d.lastDeed(t, people.KindAccount)
		for _, want := range c.want {
			if !strings.Contains(said, want) {
				t.Errorf("%s\nlacks %q", said, want)
			}
		}
		for _, raw := range []string{"handover", "mục]", "read", "inspector", "+07", "00:00:00", string(all[1].ID)} {
			if strings.Contains(said, raw) {
				t.Errorf("%s\nhas the raw %q", said, raw)
			}
		}
	}
}
