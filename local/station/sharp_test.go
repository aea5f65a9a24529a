package station

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tram/local/compare"
	"tram/local/dayend"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/readback"
)

// TestASharpPictureRaisesNoAlarmAndHidesNoChange draws a page full of small letters by two
// programs of others, at three finenesses, with no scanner between; and changes one figure.
func TestASharpPictureRaisesNoAlarmAndHidesNoChange(t *testing.T) {
	path := fullSheet(t)
	made, size := fileAt(t, path)
	sealed, err := pdf.OpenPrinted(t.Context(), made, size)
	if err != nil {
		t.Fatal(err)
	}
	defer sealed.Close()
	found := func(picture string) []office.Place {
		paper, err := readback.Open(t.Context(), []string{picture})
		if err != nil {
			t.Fatal(err)
		}
		defer paper.Close()
		c, err := compare.CompareTwice(t.Context(), printed{sealed}, sheets{paper}, nil)
		if err != nil || len(c.Missing)+len(c.Strange) > 0 {
			t.Fatalf("%v, %+v", err, c)
		}
		return c.Places(false)
	}
	x, y, w, h := wordAt(t, path, "137/QĐ-UBND") // dots at 200 dpi
	for _, dpi := range []int{150, 200, 300} {
		if !allSheets && dpi != 200 {
			continue
		}
		for _, drawn := range [][]string{
			{"pdftoppm", "-r", fmt.Sprint(dpi), "-png", "-singlefile", path, "%s"},
			{"mutool", "draw", "-q", "-r", fmt.Sprint(dpi), "-o", "%s.png", path, "1"},
		} {
			to := filepath.Join(t.TempDir(), "nét")
			for i, a := range drawn {
				if a == "%s" || a == "%s.png" {
					drawn[i] = fmt.Sprintf(a, to)
				}
			}
			run(t, drawn[0], drawn[1:]...)
			if alarms := found(to + ".png"); len(alarms) > 0 {
				t.Errorf("%s, %d dpi: %d false alarms: %+v", drawn[0], dpi, len(alarms), alarms)
			}
			dot := float64(dpi) / 200
			figure := fmt.Sprintf("rectangle %.1f,%.1f %.1f,%.1f", x*dot, y*dot, (x+w*0.09)*dot, (y+h)*dot) // the 1 of 137
			run(t, "convert", to+".png", "-fill", "white", "-draw", figure, to+".png")
			changed := found(to + ".png")
			if len(changed) != 1 || changed[0].X > x/200*25.4+2 || changed[0].Y > (y+h)/200*25.4 || changed[0].Y+changed[0].H < y/200*25.4 {
				t.Errorf("%s, %d dpi: a figure that was taken away is told as %+v", drawn[0], dpi, changed)
			}
		}
	}
}

// fullSheet is a page of small letters from edge to edge.
func fullSheet(t *testing.T) string {
	t.Helper()
	s := office.DaySheet{ID: office.NewID(time.Now()), Day: "2026-11-28", No: 1, Clerk: "Nguyễn Văn Mẫu", At: time.Now()}
	d := office.DayDraft{DaySheet: s}
	for i := range 8 {
		d.Made = append(d.Made, office.DayRecord{Code: "7K4M-Q2XN-9RT2", Document: fmt.Sprintf("%d/QĐ-UBND · Về việc phê duyệt kế hoạch sử dụng đất năm 2027, lili, iiii, thôn Lũng %d", 130+i, i), Stands: "số hóa, đã ký số"})
	}
	var out bytes.Buffer
	if _, err := dayend.Write(&out, dayend.Facts{Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"}, Draft: d, QR: "https://vi-du.vn/mau"}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "đầy.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func fileAt(t *testing.T, path string) (*os.File, int64) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return f, info.Size()
}
