package sheet

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"tram/local/job"
	"tram/local/mark"
	"tram/local/office"
)

func TestTry(t *testing.T) {
	form := office.Form(os.Getenv("FORM"))
	if form == "" {
		form = office.Plain
	}
	tpl, _ := mark.Pick(nil, office.DataToPaper, form, "")
	c := office.Conversion{Direction: office.DataToPaper, Form: form, Code: "7K4M-Q2XN-9RT2",
		Office:   office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"},
		Clerk:    office.Clerk{Name: "Nguyễn Văn Mẫu", Position: "Công chức Văn phòng"},
		Finished: time.Date(2026, 11, 25, 2, 5, 9, 0, time.UTC),
		Message: &office.DataMessage{Systems: []office.InfoSystem{
			{Part: office.Created, Name: "Hệ thống quản lý văn bản và điều hành", Owner: "Ủy ban nhân dân tỉnh Mẫu"},
			{Part: office.Stored, Name: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân xã Mẫu Sơn"}}},
		Print: &office.PrintCopy{Number: &office.CopyNumber{Year: 2026, Number: 5, Symbol: "SY-UBND"},
			Signer: &office.CopySigner{Place: "Mẫu Sơn", Position: "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", Name: "Trần Thị Ví Dụ", Recipients: []string{"Như trên", "Các thôn, bản trong xã"}}},
	}
	for _, f := range []string{os.Getenv("FILE")} {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		o := Order{Conversion: c, Template: tpl}
		if os.Getenv("QR") != "" {
			lines, _ := Lines(o)
			o.QR = mark.QRText(lines)
		}
		var p job.Progress
		at := time.Now()
		got, err := Make(context.Background(), bytes.NewReader(b), int64(len(b)), o, &p)
		fmt.Println(f, err, time.Since(at), got.Pages, got.Added, got.Unlined, got.Unseen, got.Mark.Spot, got.Block, len(got.More), len(got.Rewritten))
		fmt.Println(p.Read())
		out := append(b, got.More...)
		if got.Rewritten != nil {
			out = got.Rewritten
		}
		os.WriteFile("/tmp/out.pdf", out, 0o644)
	}
}
